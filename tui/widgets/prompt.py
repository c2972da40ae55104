"""The line that takes the footer's place while something is typed to filter the list or to find in the
article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from rich.text import Text
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static

from tui.cells import fill, width
from tui.widgets.host import look_of, words_of
from tui.widgets.line_history import LineHistory
from tui.widgets.line_input import LineInput
from tui.widgets.offer_rows import OfferRows

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult

    from annotations.query.completion import Completion
    from tui.app import DocbaoApp

    Completer = Callable[[str, int], tuple[tuple[Completion, ...], bool]]

Purpose = Literal["filter", "find"]
_LEAST_INFO = 20
"""Cells that a count or a mistake has beside what is typed, at least."""
_LEAST_TYPED = 20
"""Cells of what is typed that are in sight before a count is, if there are so many."""
_MOST_ROWS = 4
"""Rows that a mistake may take."""


class Prompt(Vertical):
    """A label, an input, and room for a count or a mistake: beside the input, or above where it is longer.
    Hidden until ``ask``."""

    DEFAULT_CSS = """
    Prompt { height: auto; display: none; background: $surface; }
    Prompt Horizontal { height: 1; }
    Prompt #prompt-told { height: auto; padding: 0 1; display: none; }
    Prompt #prompt-label { width: auto; padding: 0 1; color: $accent; }
    Prompt LineInput { width: 1fr; height: 1; border: none; padding: 0; background: $surface; }
    Prompt LineInput:focus { border: none; }
    Prompt #prompt-info { width: auto; max-width: 60%; padding: 0 1; height: 1; }
    """

    @dataclass
    class Changed(Message):
        """The text changed; ``cursor`` is where the typing goes on (an offset into it)."""

        purpose: Purpose
        text: str
        cursor: int

    @dataclass
    class Submitted(Message):
        """Enter, or going elsewhere (``left``): what was typed stays."""

        purpose: Purpose
        text: str
        left: bool = False

    @dataclass
    class Cancelled(Message):
        """Escape: what was typed is taken back."""

        purpose: Purpose

    @dataclass
    class HelpWanted(Message):
        """F1 while typing a query."""

    @dataclass
    class Moved(Message):
        """Up or down while typing."""

        purpose: Purpose
        by: int

    def __init__(self) -> None:
        """Make a hidden prompt."""
        super().__init__(id="prompt")
        self._label = Static("", id="prompt-label", markup=False)
        self._input = LineInput(id="prompt-input")
        self._input.heard = self._heard
        self._told = Static("", id="prompt-told", markup=False)
        self._info = Static("", id="prompt-info", markup=False)
        self._label_cells = 0
        self.purpose: Purpose = "filter"
        self._said, self._wrong = "", False
        self._counted = ""
        """What is found without what is wrong: said where offers stand in the mistake's place."""
        self._wrong_at = (0, 0)
        self.still_open = ""
        """What is not finished in what is typed, to be said with the next count."""
        self._shown = Text(), Text()
        self.follow: Callable[[Purpose, str], None] | None = None
        """Is told of another text as soon as it is typed; where there is none, ``Changed`` is posted."""
        self.completer: Completer | None = None
        """Says what could follow in a query; None where nothing is offered."""
        self.so_far: Callable[[], bool] = lambda: False
        """Says whether more may be found than is counted beside the offers."""
        self._rows = OfferRows(self._take)
        self._offers: tuple[Completion, ...] = ()
        self.history = LineHistory()
        """What was typed before: up on an empty line goes back in it."""
        self._mend: Completion | None = None
        """What was probably meant by a mistake that is told."""
        self._settled = True
        self._at: int | None = None
        """Which of the offers stands in the line; None while the reader has not gone among them."""
        self._typed = ("", 0)
        """What was typed before that, with the cursor's place."""
        self._put: str | None = None
        self._awaited = 0
        self._release: Callable[[], None] = lambda: None

    def compose(self) -> ComposeResult:
        """Lay out label, input and info, and what is too long for it."""
        yield self._told
        with Horizontal():
            yield self._label
            yield self._input
            yield self._info

    def ask(self, purpose: Purpose, label: str, text: str) -> None:
        """Show the prompt with a text to begin with, and take the focus."""
        self.purpose, self.still_open = purpose, ""
        self._leave_offers()
        self._label.update(Text(label))
        self._label_cells = width(label) + 2
        with self._input.prevent(Input.Changed):
            self._input.value = text
        self._input.cursor_position = len(text)
        self.set_info(words_of(self)("main.filter.help") if purpose == "filter" else "")
        self.display = True
        self._input.focus()

    def close(self) -> None:
        """Hide the prompt; the caller moves the focus."""
        self.display = False
        self._leave_offers()

    def set_info(self, text: str, *, wrong: bool = False, at: tuple[int, int] = (0, 0)) -> None:
        """Say something beside what is typed: a count, or what is wrong with it (``at``: from one offset to
        another). That stays until it is taken back (""), whatever is counted meanwhile."""
        if self._wrong and text and not wrong:
            self._counted = text
            self._show_info()
            return
        self._counted = ""
        self._said, self._wrong, self._wrong_at = text, wrong, at
        self._show_info()

    @property
    def wrong(self) -> bool:
        """Whether it says what is wrong with what is typed."""
        return self._wrong

    def refuse(self, text: str) -> None:
        """Say why what is typed is not taken, in the place of what is offered."""
        self._leave_offers()
        self.set_info(text, wrong=True)

    def _fits_beside(self, said: str) -> bool:
        """Say whether a count or a mistake has room beside what is typed."""
        cells = self.app.size.width
        typed = min(width(self._input.value) + 1, _LEAST_TYPED)
        room = cells - self._label_cells - typed - 2
        return width(said) <= min(room, max(_LEAST_INFO, cells * 6 // 10 - 2))

    def on_resize(self) -> None:
        """There is more room beside what is typed, or less."""
        self._show_info()

    def _is_offered_a_mend(self) -> bool:
        """Say whether what is offered goes on where something is wrong: then it need not be told."""
        if not (self._wrong and self._offers):
            return False
        return self._wrong_at[0] <= self._offers[0].start <= self._wrong_at[1]

    def _with_what_is_open(self) -> str:
        """Return what is to be said; a field that wants a value says nothing where values are offered."""
        offered = self._offers and self._input.value.rstrip().endswith(":")
        if not self.still_open or not self._said or self._wrong or offered:
            return self._said
        return words_of(self)("main.filter.unfinished", count=self._said, what=self.still_open)

    def _show_info(self) -> None:
        look = look_of(self)
        info, told = Text(), Text()
        mending = self._is_offered_a_mend()
        wrong = self._wrong and not mending
        style = look.style("bar.failure" if wrong else "bar.footer")
        told_now = self._counted if mending else self._with_what_is_open()
        if self._fits_beside(told_now):
            # A shorter count stands in the room of the one before: nothing is laid out anew for it.
            kept = self._shown[0].cell_len if told_now and not wrong else 0
            said = " " * (kept - width(told_now)) + told_now if kept <= _LEAST_INFO else told_now
            info.append(said, style)
        elif wrong or width(told_now) > _LEAST_INFO:  # a count gives way to what is typed
            lines = fill(told_now, max(1, self.app.size.width - 2), _MOST_ROWS)
            told.append("\n".join(lines), style)
        if (info, told) == self._shown:
            return
        # Once for each text: a second update before the first is laid out would get the room of that one.
        (info_before, told_before), self._shown = self._shown, (info, told)
        if told != told_before:
            self._told.display = bool(told)
            self._told.update(told)
            self._rows.lift(told.plain.count("\n") + 1 if told else 0)
        self._info.update(info, layout=info.cell_len != info_before.cell_len)

    def on_mount(self) -> None:
        """What is offered lies over the panes above: nothing is laid out anew for it."""
        self.screen.mount(self._rows)

    def on_unmount(self) -> None:
        """Its offers go with it."""
        if self._rows.is_attached:
            self._rows.remove()

    def _heard(self) -> None:
        """Have a letter of a query painted with the list that it leaves."""
        if not self.display or self.follow is None:
            return
        if self.purpose == "filter":
            cast("DocbaoApp", self.app).one_frame.hold()
        self.follow(self.purpose, self._input.value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass the typing on, and look what could follow; not while the reader goes through the offers."""
        event.stop()
        if not self.display or event.value != self._input.value:  # or more has been typed since
            return
        if self.follow is None:
            self.post_message(self.Changed(self.purpose, event.value, self._input.cursor_position))
        if event.value != self._put:
            self._at, self._put, self._awaited = None, None, 0
            self.look_again()

    # What is offered

    def look_again(self) -> None:
        """Ask what could follow: something was typed, or more is known by now."""
        if self.completer is None or self.purpose != "filter" or not self.display:
            return
        if self._at is not None:  # among the offers: they stay, and get their counts
            again = self.completer(*self._typed)[0]
            if [it.text for it in again] == [it.text for it in self._offers]:
                self._offers = again
                self._show_offers()
            return
        found, self._settled = self.completer(self._input.value, self._input.cursor_position)
        self._offers = tuple(it for it in found if not it.mends)
        self._mend = next((it for it in found if it.mends), None)
        self._show_offers()
        if self._settled and self._awaited:
            by, self._awaited = self._awaited, 0
            self._step(by)
        if self._settled:
            self._release()

    def _leave_offers(self) -> None:
        self._offers, self._settled, self._at, self._put, self._awaited = (), True, None, None, 0
        self._rows.show((), None, "", so_far=False)
        self._release()

    def _show_offers(self) -> None:
        here = self._input.value, self._input.cursor_position
        text, cursor = here if self._at is None else self._typed
        typed = text[self._offers[0].start : cursor].strip('="') if self._offers else ""
        self._rows.show(self._offers, self._at, typed, so_far=self.so_far())
        self._show_info()

    def _step(self, by: int) -> None:
        """Go among the offers, or on to the next one, round the ends; one that is alone is taken. Before they
        are known, keys wait for them."""
        if self._at is None:
            self.look_again()
        if not self._settled:
            self._awaited = by
            self._release()
            self._release = cast("DocbaoApp", self.app).hold_keys()
        elif not self._offers and self._mend is not None:
            self._put_right(self._mend)
        elif not self._offers and self.still_open:
            return  # it is said already what is open, and what that finds so far
        elif not self._offers:
            self.post_message(self.Submitted(self.purpose, self._input.value))
        elif len(self._offers) == 1:
            self._take(0)
        elif self._at is None:
            self._choose(0 if by > 0 else len(self._offers) - 1)
        else:
            self._choose((self._at + by) % len(self._offers))

    def _put_right(self, meant: Completion) -> None:
        """Put what was meant in the place of a mistake; the typing goes on where it was, behind that word at
        least."""
        text, beyond = self._input.value, max(0, self._input.cursor_position - meant.end)
        before, after = text[: meant.start] + meant.text, text[meant.end :]
        word = "" if after[:1].isspace() else "".join(after.split(maxsplit=1)[:1])
        self._input.value = before + after
        self._input.cursor_position = len(before) + max(len(word), beyond)

    def _go_back(self, by: int) -> bool:
        """Put a line typed before, or after that one, in the place of this one; False where it is no matter
        of these."""
        text = self._input.value
        line = self.history.step(text, by)
        if line is not None:
            self._input.value = line
            self._input.cursor_position = len(line)
        return line is not None or self.history.holds(text)

    def _choose(self, at: int | None) -> None:
        """Put an offer into the line, to be looked at; None: what was typed."""
        if self._at is None:
            self._typed = self._input.value, self._input.cursor_position
        self._at = at
        text, cursor = self._typed
        if at is not None:
            offer = self._offers[at]
            text, cursor = text[: offer.start] + offer.text + text[offer.end :], offer.start + len(offer.text)
        self._put = text
        self._input.value = text
        self._input.cursor_position = cursor
        self._show_offers()

    def _take(self, at: int) -> None:
        """Take an offer: what follows it is offered next."""
        self._choose(at)
        self._at = self._put = None
        self.look_again()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter keeps what was typed."""
        event.stop()
        if self._at is not None and self._offers[self._at].text.endswith(":"):
            self._take(self._at)  # a field wants its value
        else:
            self.post_message(self.Submitted(self.purpose, event.value))

    def on_input_blurred(self, event: Input.Blurred) -> None:
        """A click elsewhere keeps what was typed, as Enter does (another window of the desktop does not)."""
        event.stop()
        if self.display and self.app.app_focus:
            self.post_message(self.Submitted(self.purpose, event.value, left=True))

    def on_key(self, event: events.Key) -> None:
        """Escape takes it back, Backspace on nothing too; up and down move through the results, and through
        the offers once Tab has gone among them."""
        if event.key == "escape" and self._at is not None:
            self._choose(None)
        elif event.key == "escape" or (event.key == "backspace" and not self._input.value):
            self.post_message(self.Cancelled(self.purpose))
        elif event.key in ("tab", "shift+tab"):
            self._step(1 if event.key == "tab" else -1)
        elif self._at is not None and event.key in ("up", "ctrl+p"):
            self._choose(self._at - 1 if self._at else None)
        elif self._at is not None and event.key in ("down", "ctrl+n"):
            self._choose(min(self._at + 1, len(self._offers) - 1))
        elif event.key == "f1" and self.purpose == "filter":
            self.post_message(self.HelpWanted())
        elif event.key in ("up", "ctrl+p", "down", "ctrl+n"):
            by = -1 if event.key in ("up", "ctrl+p") else 1
            if self.purpose != "filter" or not self._go_back(by):
                self.post_message(self.Moved(self.purpose, by))
        else:
            return
        event.stop()
        event.prevent_default()
