"""Choosing tags: what the picker offers for some articles and highlights, and what becomes of the choice.

Loaded when it is first asked for: the first paint does not need it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotations.tagging import tag_items
from tui.choices import Choice
from tui.desk import subject_of
from tui.screens.picker import Picked, Picker

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotations.collection import Listed
    from annotations.model import Change, Highlight, TagUse
    from annotations.store import Store
    from annotations.suggesting import Suggestion
    from tui.screens.base import MainBase


@dataclass(frozen=True, slots=True)
class Offer:
    """What is known when the picker opens: the tags in use, on how many of the targets each is, and those to
    suggest."""

    uses: tuple[TagUse, ...]
    on: dict[str, int]
    suggested: tuple[Suggestion, ...]


class TagChoosing:
    """One choosing of tags; see ``tui.screens.tagging.choose_tags``."""

    def __init__(
        self,
        main: MainBase,
        articles: Sequence[Listed],
        highlights: Sequence[Highlight],
        *,
        then: Callable[[Change], None] | None,
        new: Callable[[tuple[str, ...]], None] | None,
    ) -> None:
        """Take what ``choose_tags`` takes."""
        self._main = main
        self._articles = tuple(articles)
        self._highlights = tuple(highlights)
        self._then = then
        self._new = new

    @property
    def _count(self) -> int:
        return len(self._articles) + len(self._highlights)

    def ask(self) -> None:
        """Open the picker; keys typed meanwhile wait for it."""
        self._main.ask_to_open(self._look, self._show)

    def _look(self) -> Offer:
        store = self._main.store()
        on: dict[str, int] = {}
        for tags in (*(it.tags for it in self._articles), *(it.tags for it in self._highlights)):
            for tag in tags:
                on[tag] = on.get(tag, 0) + 1
        uses = tuple(sorted(store.tag_uses(), key=lambda use: (-use.uses, use.name)))
        return Offer(uses, on, self._suggested(store, uses, on))

    def _suggested(self, store: Store, uses: Sequence[TagUse], on: dict[str, int]) -> tuple[Suggestion, ...]:
        return ()

    def _show(self, offer: Offer) -> None:
        choices = [
            Choice(use.name, f"#{use.name}", count=use.uses, chosen=offer.on.get(use.name, 0) > 0)
            for use in offer.uses
        ]
        picker = Picker(
            self._main.word("main.tag.title"),
            sorted(choices, key=lambda choice: not choice.chosen),
            multiple=True,
            create=True,
            placeholder=self._main.word("main.tag.hint"),
            note=self._note(),
        )
        self._main.app.push_screen(picker, lambda picked: self._picked(offer, picked))

    def _note(self) -> str:
        if self._articles:
            return self._articles[0].heading
        return f"“{self._highlights[0].quote}”" if self._highlights else ""

    def _picked(self, offer: Offer, picked: Picked | None) -> None:
        if picked is None:
            return
        wanted = {*picked.values, *picked.created}
        if self._new is not None:
            self._new(tuple(sorted(wanted)))
            return
        add, remove = sorted(wanted - offer.on.keys()), sorted(offer.on.keys() - wanted)
        if add or remove:
            self._write(add, remove)

    def _write(self, add: Sequence[str], remove: Sequence[str]) -> None:
        main = self._main
        subjects = [subject_of(listed) for listed in self._articles]
        main.change(
            lambda: tag_items(main.store(), subjects, self._highlights, add=add, remove=remove),
            self._then,
            on=self._note() if self._count == 1 and self._articles else "",
        )
