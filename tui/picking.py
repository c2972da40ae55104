"""What a picker knows without its screen: what matches, what is marked, what is new, what Enter takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from seeds.text import fold
from tui.choices import Choice, Finder, grouped, search_words
from tui.tags_in_words import pieces_typed, tag_in_words, tags_typed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui.words import Words

EnterDoes = Literal["nothing", "choose", "choose-all", "add", "done"]
"""What Enter would do: nothing, choose what is under the cursor (with all that is marked, or add it as a
tag), or take what is marked."""

_TYPED = "\0typed"
"""The value of the row that offers what is typed."""


@dataclass(frozen=True, slots=True)
class Picked:
    """What was chosen: ``values`` of choices in their order, the words ``created`` in the order typed, and
    the values that hold ``partly`` as before."""

    values: tuple[str, ...]
    created: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()


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
        self.create = create
        self.choices = grouped(choices)
        self.multiple = multiple
        self._typed = typed
        self._finder = Finder(self.choices)
        self._chosen = {choice.value for choice in self.choices if choice.chosen}
        self._some = frozenset(choice.value for choice in self.choices if choice.partly)
        self._partly = set(self._some)
        self._created: list[str] = []
        self._by_hand = False

    @property
    def chosen(self) -> frozenset[str]:
        """The values that are marked."""
        return frozenset(self._chosen)

    @property
    def partly(self) -> frozenset[str]:
        """The values that hold for some, as before."""
        return frozenset(self._partly)

    def matching(self, text: str, words: Words) -> tuple[list[Choice], list[str]]:
        """Return the rows for what is typed, and the folded words to mark in them."""
        tags = tags_typed(text) if self.create else []
        # Of several tags, the last is the one being typed: it is the one to find.
        sought = pieces_typed(text)[-1] if self.create else text
        found = self._finder.find(sought)
        single = "" if len(pieces_typed(text)) > 1 else sought
        if tags and (offered := self._offered(tags, single, words)) is not None:
            alike = _alike(sought)
            start = alike(sought)
            begun = sum(alike(choice.label).lstrip("#").startswith(start) for choice in found)
            found.insert(begun if single else 0, offered)  # behind what may be meant by it
        if self._typed is not None and text.strip():
            computed = list(self._typed(text))
            values = {choice.value for choice in computed}
            found = computed + [choice for choice in found if choice.value not in values]
        return found, search_words(sought)

    def _offered(self, tags: list[str], single: str, words: Words) -> Choice | None:
        """Return the row that takes the typed tags; None for a ``single`` one that is there just so. One that
        is there with other marks can be made as it is typed."""
        new = [tag for tag in tags if self._existing(tag) is None]
        if single:
            same = any(choice.value == tags[0] for choice in self.choices)
            return None if same else Choice(_TYPED, words("pick.create", tags=tag_in_words(tags[0])))
        told = ", ".join(tag_in_words(self._existing(tag) or tag) for tag in tags)
        return Choice(_TYPED, words("pick.create" if len(new) == len(tags) else "pick.add", tags=told))

    def _existing(self, tag: str) -> str | None:
        """Return the tag that is meant: the one that is spelled so; typed without marks, the one that has
        them; ``thuê`` is not ``thuế``."""
        alike = _alike(tag)
        wanted = alike(tag)
        meant = [choice.value for choice in self.choices if alike(choice.value) == wanted]
        # A stable sort: as it is spelled first, then but for case.
        meant.sort(key=lambda it: (it != tag, it.casefold() != tag.casefold()))
        return meant[0] if meant else None

    def toggle(self, choice: Choice, text: str, words: Words) -> None:
        """Mark a choice or take its mark away; what is typed, if the choice is the row that offers it. Of
        several typed tags, the choice stands for the last."""
        self._by_hand = True
        self._take_typed(text, words, but_last=choice.value != _TYPED)
        value = choice.value
        if value == _TYPED:
            return
        if value in self._chosen:
            self._chosen.discard(value)
        elif value in self._some and value not in self._partly:
            self._partly.add(value)
        else:
            self._chosen.add(value)
            self._partly.discard(value)

    def _take_typed(self, text: str, words: Words, *, but_last: bool = False) -> None:
        """Mark the typed tags; the new ones join the choices."""
        if not self.create:
            return
        pieces = pieces_typed(text)
        # The row that offers a single tag offers it as it is spelled.
        exactly = len(pieces) == 1 and not but_last
        known = {choice.value for choice in self.choices}
        for tag in tags_typed(",".join(pieces[:-1]) if but_last else text):
            existing = (None if exactly else self._existing(tag)) if tag not in known else tag
            if existing is None:
                self._created.append(tag)
                self.choices = [Choice(tag, f"#{tag}", hint=words("pick.new")), *self.choices]
                self._finder = Finder(self.choices)
            self._chosen.add(existing or tag)
            self._partly.discard(existing or tag)

    def accept(self, here: Choice | None, text: str, moved: bool, words: Words) -> Picked | None:
        """Return what Enter takes, None if there is nothing to take.

        ``here`` is the choice under the cursor, ``moved`` whether the cursor was moved since the last letter.
        With ``multiple`` it is taken together with what is marked when something is typed, or when nothing
        was marked by hand and it was gone to (or, where new words are not the point, nothing is marked yet).
        """
        does = self.enter_does(here, text, moved)
        if does == "nothing":
            return None
        if here is not None and does != "done":
            return self.take(here, text, words)
        return self._picked([])

    def enter_does(self, here: Choice | None, text: str, moved: bool) -> EnterDoes:
        """Say what Enter does now; see ``accept``."""
        if here is None and (text.strip() or not self.multiple):
            return "nothing"
        aimed = moved or not (self._chosen or self.create)
        if here is not None and (not self.multiple or text.strip() or (aimed and not self._by_hand)):
            return "add" if self.create else "choose-all" if self._chosen and self.multiple else "choose"
        return "done"

    def take(self, choice: Choice, text: str, words: Words) -> Picked:
        """Return what is picked with this choice: it alone, or with ``multiple`` all that is marked too."""
        if not self.multiple:
            self._chosen.clear()
        self._take_typed(text, words, but_last=choice.value != _TYPED)
        if choice.value == _TYPED:
            return self._picked([])
        self._chosen.add(choice.value)
        self._partly.discard(choice.value)
        return self._picked([choice.value])

    def _picked(self, more: list[str]) -> Picked:
        known = [choice.value for choice in self.choices]
        values = [*(value for value in more if value not in known), *known]
        return Picked(
            tuple(value for value in values if value in self._chosen and value not in self._created),
            tuple(tag for tag in self._created if tag in self._chosen),
            tuple(value for value in known if value in self._partly),
        )


def _alike(typed: str) -> Callable[[str], str]:
    """Return how to compare with what is typed: marks count where some are typed."""
    return fold if fold(typed) == typed.casefold() else str.casefold
