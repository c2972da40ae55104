"""What the reader does to articles: tags, notes, marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from tui.desk import subject_of
from tui.screens.bulk import carry_out
from tui.screens.history import History
from tui.screens.noting import Noting
from tui.screens.tagging import Tagging

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotations.collection import Listed, View
    from annotations.model import Change

    State = Literal["starred", "read", "archived"]


class Annotating(Noting, History, Tagging):
    """The commands that write; each is durable before it is said."""

    def cmd_star(self, count: int = 1) -> None:
        """Star the article, or take the star away."""
        self._set("starred", "star", "unstar")

    def cmd_read_unread(self, count: int = 1) -> None:
        """Mark the article read, or unread again."""
        self._set("read", "read", "unread")

    def cmd_archive(self, count: int = 1) -> None:
        """Put the article away (it stays findable under is:archived), or bring it back."""
        self._set("archived", "archive", "unarchive", then=self.refresh_view)

    def _set(self, state: State, on: str, off: str, *, then: Callable[[], None] | None = None) -> None:
        """Set a state of the chosen articles (the deed ``on``), or take it from them where all have it
        (``off``), and end choosing."""

        def done(_: Change) -> None:
            self.list.cmd_several_stop()
            if then is not None:
                then()

        if (many := self.many_chosen()) is not None:
            self._set_many(many, state, (off, on), done)
        elif chosen := self.chosen():
            from annotations import actions

            wanted = not all(_has(listed, state) for listed in chosen)
            subjects = [subject_of(listed) for listed in chosen]
            self.change(
                lambda: actions.set_state(self.store(), subjects, **{state: wanted}),
                done,
                on=self.said_of(chosen),
            )

    def _set_many(
        self, many: Callable[[], View], state: State, deeds: tuple[str, str], done: Callable[[Change], None]
    ) -> None:
        """Do so with very many: which of the two deeds it is is looked for off the loop as well."""
        if self.great.is_busy():
            return

        def look() -> tuple[View, bool]:
            view, marks = many(), self.store().marks()
            return view, not all(getattr(marks.get(id, NO_MARKS), state) for id in view.ids())

        def begin(found: tuple[View, bool]) -> None:
            view, wanted = found
            carry_out(self, DEEDS[deeds[wanted]], view, done)

        from annotations.marks import NO_MARKS
        from tui.deeds import DEEDS

        self.ask_to_open(look, begin, however_late=True)  # keys typed meanwhile come behind it


def _has(listed: Listed, state: State) -> bool:
    match state:
        case "starred":
            return listed.starred
        case "archived":
            return listed.archived
        case "read":
            return not listed.unread
