"""What the reader does to articles: tags, notes, marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.desk import subject_of
from tui.screens.history import History
from tui.screens.noting import Noting

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotations.collection import Listed
    from annotations.model import Change
    from tui.screens.picker import Picked


class Annotating(Noting, History):
    """The commands that write; each is durable before it is said."""

    def cmd_star(self, count: int = 1) -> None:
        """Star the article, or take the star away."""
        if listed := self.current():
            self._set(listed, starred=not listed.starred)

    def cmd_read_unread(self, count: int = 1) -> None:
        """Mark the article read, or unread again."""
        if listed := self.current():
            self._set(listed, read=listed.unread)

    def cmd_archive(self, count: int = 1) -> None:
        """Put the article away (it stays findable under is:archived), or bring it back."""
        if listed := self.current():
            self._set(listed, archived=not listed.archived, then=lambda change: self.refresh_view())

    def _set(self, listed: Listed, *, then: Callable[[Change], None] | None = None, **wanted: bool) -> None:
        from annotations import actions

        subject = subject_of(listed)
        self.change(lambda: actions.set_state(self.store(), [subject], **wanted), then, on=listed.heading)

    def cmd_tag(self, count: int = 1) -> None:
        """Choose the article's tags, or write new ones."""
        from annotations import actions
        from tui.choices import Choice
        from tui.screens.picker import Picker

        if not (listed := self.current()):
            return
        subject = subject_of(listed)

        def show(tags: tuple[tuple[str, int], ...]) -> None:
            here = set(listed.tags)
            choices = [Choice(tag, f"#{tag}", count=used, chosen=tag in here) for tag, used in tags]
            picker = Picker(
                self.word("main.tag.title"),
                sorted(choices, key=lambda choice: not choice.chosen),
                multiple=True,
                create=True,
                placeholder=self.word("main.tag.hint"),
                note=listed.heading,
            )

            def picked(result: Picked | None) -> None:
                if result is None:
                    return
                wanted = {*result.values, *result.created}
                add, remove = sorted(wanted - here), sorted(here - wanted)
                if add or remove:
                    self.change(
                        lambda: actions.tag(self.store(), [subject], add=add, remove=remove),
                        on=listed.heading,
                    )

            self.app.push_screen(picker, picked)

        self.ask_to_open(lambda: self.store().tags(), show)
