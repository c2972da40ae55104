"""What a picker knows without its screen: what matches, what is marked, what is new, what Enter takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from seeds.text import fold
from tui.choices import Choice, Finder, grouped, search_words, typed_tags

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui.words import Words

_TYPED = "\0typed"
"""The value of the row that offers what is typed."""


@dataclass(frozen=True, slots=True)
class Picked:
    """What was chosen: ``values`` of choices in their order, and the words ``created`` in the order typed."""

    values: tuple[str, ...]
    created: tuple[str, ...] = ()


class Picking:
    """The state of one choosing."""

    def __init__(
        self,
        choices: Sequence[Choice],
        *,
        multiple: bool,
        create: bool,
        typed: Callable[[str], Sequence[Choice]] | None,
    ) -> None:
        """Take what ``Picker`` takes."""
        self.choices = grouped(choices)
        self.multiple = multiple
        self._create = create
        self._typed = typed
        self._finder = Finder(self.choices)
        self._chosen = {choice.value for choice in self.choices if choice.chosen}
        self._created: list[str] = []
        self._by_hand = False

    @property
    def chosen(self) -> frozenset[str]:
        """The values that are marked."""
        return frozenset(self._chosen)

    def matching(self, text: str, words: Words) -> tuple[list[Choice], list[str]]:
        """Return the rows for what is typed, and the folded words to mark in them."""
        tags = typed_tags(text) if self._create else []
        # Of several tags, the last is the one being typed: it is the one to find.
        sought = tags[-1] if tags else text
        found = self._finder.find(sought)
        if tags and (offered := self._offered(tags, words)) is not None:
            start = fold(sought)
            begun = sum(fold(choice.label).lstrip("#").startswith(start) for choice in found)
            found.insert(begun if len(tags) == 1 else 0, offered)
        if self._typed is not None and text.strip():
            computed = list(self._typed(text))
            values = {choice.value for choice in computed}
            found = computed + [choice for choice in found if choice.value not in values]
        return found, search_words(sought)

    def _offered(self, tags: list[str], words: Words) -> Choice | None:
        """Return the row that takes the typed tags; None for a single one that is there already."""
        new = [tag for tag in tags if self._existing(tag) is None]
        if not new and len(tags) == 1:
            return None
        told = "  ".join(f"#{self._existing(tag) or tag}" for tag in tags)
        return Choice(_TYPED, words("pick.create" if len(new) == len(tags) else "pick.add", tags=told))

    def _existing(self, tag: str) -> str | None:
        folded = fold(tag)
        return next((choice.value for choice in self.choices if fold(choice.value) == folded), None)

    def toggle(self, choice: Choice, text: str, words: Words) -> None:
        """Mark a choice or take its mark away; what is typed, if the choice is the row that offers it."""
        self._by_hand = True
        if choice.value == _TYPED:
            self._take_typed(text, words)
        elif choice.value in self._chosen:
            self._chosen.discard(choice.value)
        else:
            self._chosen.add(choice.value)

    def _take_typed(self, text: str, words: Words) -> None:
        """Mark the typed tags; the new ones join the choices."""
        for tag in typed_tags(text):
            existing = self._existing(tag)
            if existing is None:
                self._created.append(tag)
                self.choices = [Choice(tag, f"#{tag}", hint=words("pick.new")), *self.choices]
                self._finder = Finder(self.choices)
            self._chosen.add(existing or tag)

    def accept(self, here: Choice | None, text: str, moved: bool, words: Words) -> Picked | None:
        """Return what Enter takes, None if there is nothing to take.

        ``here`` is the choice under the cursor, ``moved`` whether the cursor was moved since the last letter.
        With ``multiple`` it is taken together with what is marked when something is typed, or when nothing
        was marked by hand and it was gone to (or, where new words are not the point, nothing is marked yet).
        """
        if here is None and (text.strip() or not self.multiple):
            return None
        aimed = moved or not (self._chosen or self._create)
        if here is not None and (not self.multiple or text.strip() or (aimed and not self._by_hand)):
            return self.take(here, text, words)
        return self._picked([])

    def take(self, choice: Choice, text: str, words: Words) -> Picked:
        """Return what is picked with this choice: it alone, or with ``multiple`` all that is marked too."""
        if not self.multiple:
            self._chosen.clear()
        if choice.value == _TYPED:
            self._take_typed(text, words)
            return self._picked([])
        self._chosen.add(choice.value)
        return self._picked([choice.value])

    def _picked(self, more: list[str]) -> Picked:
        known = [choice.value for choice in self.choices]
        values = [*(value for value in more if value not in known), *known]
        return Picked(
            tuple(value for value in values if value in self._chosen and value not in self._created),
            tuple(tag for tag in self._created if tag in self._chosen),
        )
