"""Choosing from a list by typing, moving and marking: the picker behind dates, topics, tags and commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from seeds.text import display_safe
from tui.cells import width
from tui.choices import Choice
from tui.picking import Picked, Picking
from tui.screens.search_box import SearchBox
from tui.widgets.choice_list import ChoiceList
from tui.widgets.host import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui.app import DocbaoApp

__all__ = ["Choice", "Picked", "Picker"]

_WIDEST, _NARROWEST = 72, 44
_NARROWEST_MULTIPLE = 64
"""What the sentence on the keys needs."""
_ENTER = {
    "choose": "pick.enter.choose",
    "choose-all": "pick.enter.choose-all",
    "add": "pick.enter.add",
    "done": "pick.enter.done",
}
_MEASURED = 400
"""How many labels are measured to choose the box's width."""


class Picker(SearchBox[Picked]):
    """Dismisses with what was picked, or None.

    With ``multiple``, Tab (Space while nothing is typed) marks, and Enter takes what is marked;
    ``Picking.accept`` says when it takes the choice under the cursor as well.
    """

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        *,
        multiple: bool = False,
        create: bool = False,
        typed: Callable[[str], Sequence[Choice]] | None = None,
        awaiting: Callable[[], bool] = lambda: False,
        placeholder: str = "",
        note: str = "",
    ) -> None:
        """Take what to choose from.

        ``create`` offers typed tags that are not there yet as new (several at once, see
        ``tui.tags_in_words``); ``typed`` returns choices that follow from what is typed, such as
        a range of dates; while ``awaiting`` says that more will be known of these (``look_again``), Enter
        waits for it. ``note`` is said under the title.
        """
        self._list = ChoiceList(multiple=multiple)
        super().__init__(title, self._list, placeholder=placeholder, note=note)
        self._around = (self.heading, self.note, placeholder)
        self._picking = Picking(choices, multiple=multiple, create=create, typed=typed)
        self._grows = create or typed is not None
        self._moved = False
        self._found: list[Choice] = []
        self._awaiting = awaiting
        self._release: Callable[[], None] | None = None
        """Ends the waiting of Enter, and of the keys behind it."""
        self._entered = ""
        """What that Enter takes: what is typed since, when it has waited too long, is not meant by it."""
        self._keys = {
            "up": lambda: self._move(-1),
            "ctrl+p": lambda: self._move(-1),
            "down": lambda: self._move(1),
            "ctrl+n": lambda: self._move(1),
            "pageup": lambda: self._leap(-self._list.page),
            "pagedown": lambda: self._leap(self._list.page),
            "enter": self._accept,
            "tab": self._toggle,
            "shift+tab": self._toggle,
        }

    def keys_line(self) -> str:
        """Say what the keys do now: what Enter takes depends on what is typed and marked."""
        words, text = words_of(self), self.input.value
        does = self._picking.enter_does(self._list.current, text, self._moved)
        told = [words(_ENTER[does])] if does != "nothing" else []
        if self._picking.multiple and self._list.current is not None:
            told.append(words("pick.mark" if text else "pick.mark-space"))
        if self._list.geometry.rows > 1:  # letters are typed: only these move
            told.append(words("pick.move"))
        return "   ".join([*told, words("pick.close")])

    def on_mount(self) -> None:
        """In a picker for one, put the cursor on the one that holds now."""
        chosen = self._picking.chosen
        if not self._picking.multiple and chosen:
            self.catch_up()
            self._list.go(next(at for at, c in enumerate(self._picking.choices) if c.value in chosen))

    def wanted_size(self) -> tuple[int, int]:
        """Return what all choices need, so that the box stays as it is while the reader types."""
        choices = self._picking.choices
        labels = max((width(c.label) + width(c.hint) for c in choices[:_MEASURED]), default=0)
        narrowest = _NARROWEST_MULTIPLE if self._picking.multiple else _NARROWEST
        cells = max(narrowest, labels + 14, *(width(text) + 2 for text in self._around))
        headings = max(0, 2 * len({choice.group for choice in choices}) - 1)
        return min(cells, _WIDEST), max(4, len(choices) + headings + (2 if self._grows else 0))

    def follow(self, text: str) -> None:
        """Show what matches."""
        words = words_of(self)
        self._moved = False
        found, sought = self._picking.matching(text, words)
        self._found = found
        empty = words("pick.none", text=display_safe(text, 60)) if text else words("pick.empty")
        if self._picking.create and not text:
            empty = words("pick.empty-tags")
        self._list.show(found, self._picking.chosen, sought, empty, self._picking.partly)

    def look_again(self) -> None:
        """Show what follows from what is typed: more is known of it. A cursor that was moved stays on its
        choice; an Enter that has waited takes what there is now."""
        if not self.is_current:
            return
        here, moved = self._list.current, self._moved
        self.follow(self.input.value)
        at = next((at for at, it in enumerate(self._found) if here and it.value == here.value), None)
        if moved and at is not None:
            self._list.go(at)
            self._moved = True
        self.tell_keys()
        if self._release is not None and not self._awaiting():
            if self.input.value == self._entered:
                self._accept()
            self._end_waiting()

    def _end_waiting(self) -> None:
        if self._release is not None:
            self._release()
            self._release = None

    def on_unmount(self) -> None:
        """Keys wait for it no longer."""
        self._end_waiting()

    def take_box_key(self, key: str) -> bool:
        """Move, mark or choose."""
        if key == "space" and self._picking.multiple and not self.input.value:
            key = "tab"
        action = self._keys.get(key)
        if action is not None:
            action()
            self.tell_keys()
        return action is not None

    def _move(self, rows: int) -> None:
        """Move the cursor by a row, round the ends."""
        self._moved = True
        count = self._list.geometry.rows
        if count:
            self._list.go((self._list.cursor + rows) % count)

    def _leap(self, rows: int) -> None:
        self._moved = True
        self._list.leap(rows)

    def _toggle(self) -> None:
        choice = self._list.current
        if not self._picking.multiple or choice is None:
            return
        self._picking.toggle(choice, self.input.value, words_of(self))
        if self.input.value:
            self.input.value = ""
            self.catch_up()
        else:
            self._list.mark(self._picking.chosen, self._picking.partly)

    def _accept(self) -> None:
        text = self.input.value
        if text.strip() and not self._moved and self._awaiting():
            self._end_waiting()
            self._entered = text
            self._release = cast("DocbaoApp", self.app).hold_keys()
            return
        if picked := self._picking.accept(self._list.current, text, self._moved, words_of(self)):
            self.dismiss(picked)

    def on_choice_list_clicked(self, message: ChoiceList.Clicked) -> None:
        """Take a clicked choice, or mark it."""
        message.stop()
        if self._picking.multiple:
            self._toggle()
            self.tell_keys()
        else:
            self.dismiss(self._picking.take(message.choice, self.input.value, words_of(self)))
        self.input.focus()
