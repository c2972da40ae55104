"""Completing a link while it is typed: what ``[[`` may become, and putting it in."""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING, Any, Protocol

from annotations.links import written
from tui.choices import Choice, Finder, search_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future

    from annotations.link_index import Offered
    from tui.widgets.text_editor import TextEditor

    Offer = Callable[[str, threading.Event], Future[tuple[Offered, ...]]]
    """Asks what a link may be made to, by what is typed; it may be told to stop looking."""

_LONGEST_TYPED = 100
_LONGEST_NAME = 160
_LONGEST_LEAD = 60
"""Letters of the first sentence that stand for an article without a title."""
_SENTENCE_ENDS = re.compile(r"(?<=[.!?…])\s")
_CLOSED_LATER = re.compile(r"(?!\]\])[^\[\]]*\]\]")
_FENCE = re.compile(r"\s*(?:```|~~~)")


class Shower(Protocol):
    """What shows the choices."""

    def show_links(self, choices: Sequence[Choice], words: Sequence[str]) -> None:
        """Show these choices, the folded ``words`` marked in them; none: show nothing."""
        ...

    def chosen_link(self) -> Choice | None:
        """Return the choice under the cursor."""
        ...

    def move_link(self, rows: int) -> None:
        """Move the cursor by rows, round the ends."""
        ...

    def hint(self, offered: Offered) -> str:
        """Return what is said beside a choice."""
        ...


class LinkCompletion:
    """Follows one editor: tell it of every key first (``take_key``), and of every change (``catch_up``)."""

    def __init__(
        self,
        editor: TextEditor,
        shower: Shower,
        offer: Offer,
        when: Callable[[Future[Any], Callable[[BaseException | None], None]], None],
    ) -> None:
        """Take the editor, what shows the choices, whom to ask, and what calls back on the interface's loop
        once an answer is there, with its failure."""
        self._editor = editor
        self._shower = shower
        self._offer = offer
        self._when = when
        self._typed: str | None = None
        self._closed_at: tuple[int, int] | None = None
        self._choices: list[Choice] = []
        self._untitled: frozenset[str] = frozenset()
        self._stop = threading.Event()

    @property
    def is_open(self) -> bool:
        """Whether there is something to choose."""
        return bool(self._choices)

    def take_key(self, key: str) -> bool:
        """Carry out a key that means something for the choices; False for every other key."""
        self.catch_up()
        if not self.is_open:
            return False
        match key:
            case "up" | "down":
                self._shower.move_link(1 if key == "down" else -1)
            case "enter" | "tab":
                if (choice := self._shower.chosen_link()) is not None:
                    self.put_in(choice)
            case "escape":
                self._closed_at = self._start()
                self._show([])
            case _:
                return False
        return True

    def put_in(self, choice: Choice) -> None:
        """Make what is typed the link that was chosen."""
        start = self._start()
        if start is None:
            return
        row, column = self._editor.cursor_location
        after = self._editor.document.get_line(row)[column:]
        end = column + 2 * after.startswith("]]")
        name = named_by_lead(choice.label) if choice.value in self._untitled else choice.label[:_LONGEST_NAME]
        self._editor.replace(written(choice.value, name), start, (row, end), maintain_selection_offset=False)
        self._typed = None
        self._show([])

    def catch_up(self) -> None:
        """Look at what is typed now. What was found for fewer letters is sifted at once, until the answer for
        all of them is there."""
        start = self._start()
        if start is None or start == self._closed_at:
            if start is None:
                self._closed_at = None
            self._typed = None
            self._stop.set()
            if self._choices:
                self._show([])
            return
        row, column = self._editor.cursor_location
        typed = self._editor.document.get_line(row)[start[1] + 2 : column]
        if typed == self._typed:
            return
        self._typed = typed
        if self._choices:
            self._show(Finder(self._choices).find(typed))
        self._stop.set()
        self._stop = stop = threading.Event()
        future = self._offer(typed, stop)

        def answered(error: BaseException | None) -> None:
            if error is None and not stop.is_set() and self._typed == typed:
                found = future.result()
                self._untitled = frozenset(it.target for it in found if it.article and it.article.untitled)
                self._show([Choice(it.target, it.name, hint=self._shower.hint(it)) for it in found])

        self._when(future, answered)

    def _show(self, choices: list[Choice]) -> None:
        self._choices = choices
        self._shower.show_links(choices, search_words(self._typed or ""))

    def _start(self) -> tuple[int, int] | None:
        """Return where the brackets stand that the cursor is behind; None where no link is being typed."""
        row, column = self._editor.cursor_location
        line = self._editor.document.get_line(row)
        before, after = line[:column], line[column:]
        start = before.rfind("[[")
        typed = before[start + 2 :]
        if start < 0 or len(typed) > _LONGEST_TYPED or any(mark in typed for mark in "[]|"):
            return None
        if _CLOSED_LATER.match(after) or before[:start].count("`") % 2:
            return None
        fences = sum(bool(_FENCE.match(each)) for each in self._editor.document.lines[:row])
        return None if fences % 2 else (row, start)


def named_by_lead(text: str) -> str:
    """Return the first sentence of an article, so much of it as serves for a name."""
    first = _SENTENCE_ENDS.split(text, maxsplit=1)[0]
    return first if len(first) <= _LONGEST_LEAD else first[:_LONGEST_LEAD].rpartition(" ")[0].rstrip() + "…"
