"""The reader's highlights on the page: their grounds and signs, the one under the cursor, and going from one
to the next."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from rich.style import Style
from textual.message import Message

from tui.kinds import SIGNS, kind_name
from tui.widgets.host import words_of
from tui.widgets.reader.evidence_view import EvidenceView
from tui.widgets.reader.placed import NO_HIGHLIGHTS, Highlights, Placed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.color import Color

    from annotations.model import AnchorStatus, HighlightKind
    from tui.themes import Look
    from tui.widgets.reader.page import Page
    from tui.widgets.reader.paint import Layer, Signs
    from tui.widgets.reader.sheet import Line

_SIGN_AT = -2
"""The cell of a highlight's sign, from the left edge of the text: the bar stands between them."""

_END = Style(bold=True, underline=True)
"""The first and the last word of a highlight where it has no ground."""

_DOUBTS: dict[AnchorStatus, str] = {"review": "reading.highlight-review", "lost": "reading.highlight-lost"}
"""What is said of a highlight whose place is not sure."""


class HighlightView(EvidenceView):
    """Lays highlights under everything else that lies on the text.

    The highlight *here* is the one the cursor is in, of several the shortest, or the one gone to last.
    """

    class HighlightClicked(Message, namespace="reader"):
        """A highlight was clicked, or the line that tells of a lost one."""

        def __init__(self, name: str) -> None:
            """Keep the highlight's id."""
            super().__init__()
            self.name = name

    def __init__(self, *, measure: int = 80, id: str | None = None) -> None:
        """Make an empty reader."""
        super().__init__(measure=measure, id=id)
        self._caret = False
        self._chosen = ""
        self._chosen_at = -1
        self._awaited_highlight = ""
        self._gone_to = ""  # what was gone to before the pane had a size
        self._blends: dict[tuple[Look, tuple[HighlightKind, ...]], Style] = {}

    @property
    def highlights(self) -> Highlights:
        """The highlights of the page."""
        return self._page.highlights if self._page is not None else NO_HIGHLIGHTS

    def show(self, page: Page, *, at: int = 0) -> None:
        """Show a page with the line that holds the offset ``at`` at the top."""
        self._chosen, self._chosen_at, self._awaited_highlight = "", -1, ""
        self._gone_to = ""
        super().show(page, at=at)

    def update_page(self, page: Page) -> None:
        """Show the same article with other tags, notes or highlights; the place stays, and a highlight that
        was waited for is the one here."""
        super().update_page(page)
        if self._awaited_highlight and self.highlights.get(self._awaited_highlight) is not None:
            self.choose_highlight(self._awaited_highlight)

    # Which one is here, and going to others

    def _explicit(self) -> bool:
        """Whether the reader has put the cursor where it is, and it is in view."""
        return self._cursor is not None and bool(self._sheet.starts) and self._in_view(self._cursor)

    def highlight_here(self) -> Placed | None:
        """Return the highlight that the cursor is in, or the first sentence in view; None where there is
        none."""
        if self._page is None or self.selecting or not self.highlights:
            return None
        chosen = self.highlights.get(self._chosen) if self._chosen else None
        if chosen is not None and chosen.lost:
            row = self._lost_row(self._chosen)
            if row is not None and self._top <= row < self._top + self._rows:
                return chosen
            chosen = None
        found = self.highlights.at(self._looked_at())
        if chosen is not None and chosen in found and self._cursor == self._chosen_at:
            return chosen
        return found[0] if found else None

    def highlight_pointed_at(self) -> str:
        """Return the id of the highlight that was gone to or pointed at, or is about to be seen; "" for none.

        It is what commands mean, and what the status line names; the one that is only in view is neither.
        """
        if self._page is None or self.selecting or self._needle or self._focus is not None:
            return ""
        if self._awaited_highlight:
            return self._awaited_highlight
        here = self.highlight_here()
        return here.highlight.id if here is not None and (here.lost or self._explicit()) else ""

    def _looked_at(self) -> int:
        """Return the offset that counts as where the reader is."""
        return self.cursor

    def choose_highlight(self, name: str) -> None:
        """Put the cursor on a highlight without moving the page; if it is not there yet, as soon as it is."""
        found = self.highlights.get(name)
        self._awaited_highlight = "" if found is not None else name
        if found is None:
            return
        self._hit = None
        self._focus_on(None)
        self._chosen = name
        self._caret = not found.lost
        self._cursor = self._chosen_at = -1 if found.lost else found.start
        if found.lost:
            self._cursor = None
        self.restyle()
        self.refresh_status()

    def go_to_highlight(self, name: str) -> bool:
        """Bring a highlight into view and put the cursor on it, unfolding what hides it; False when the page
        has none of that name."""
        found = self.highlights.get(name)
        if found is None:
            return False
        self.stop_selecting()
        self.choose_highlight(name)
        if not self.size.width:
            self._gone_to = name
            return True
        if found.lost:
            if self._raw:
                self._turn(raw=False, related=self._related)
            if (row := self._lost_row(name)) is not None and not self._shows(row, row):
                self._go(row - self._rows // 3)
        else:
            self._bring_out(found.start)
            first, last = (
                self._sheet.line_of(found.start),
                self._sheet.line_of(max(found.start, found.end - 1)),
            )
            if not self._shows(first, last):
                self._go(first - max(1, min(self._rows // 3, self._rows - (last - first) - 2)))
        self.restyle()
        return True

    def _set_again(self) -> None:
        super()._set_again()
        if self.size.width and self._gone_to:
            name, self._gone_to = self._gone_to, ""
            if not self.go_to_highlight(name):
                self.go_to_note(name)

    def go_to_note(self, name: str) -> bool:
        """Bring a note on the article into view, at its end or beside it; False when the page does not have
        it."""
        if self._page is None or all(note.id != name for note in self._page.own_notes):
            return False
        self.stop_selecting()
        if not self.size.width:
            self._gone_to = name
            return True
        if self._raw:
            self._turn(raw=False, related=self._related)
        rows = [row for row, line in enumerate(self._sheet.lines) if line.note == name]
        if not rows and self._beside is not None and self._beside.rows is not None:
            rows = [row for row, line in sorted(self._beside.rows.items()) if line.note == name]
        if not rows:
            return True  # it stands beside the page, whatever is in view of that
        if len(rows) >= self._rows:
            self._go(rows[0] - 1)
        elif not self._shows(rows[0] - 1, rows[-1]):
            self._go(rows[0] - max(1, min(self._rows // 3, self._rows - len(rows))))
        return True

    def go_to_offset(self, offset: int) -> None:
        """Bring a place of the text into view, unfolding what hides it, and put the cursor there."""
        if self._page is None:
            return
        self.stop_selecting()
        self._hit, self._chosen = None, ""
        self._focus_on(None)
        self._bring_out(offset)
        self._cursor, self._caret = offset, True
        self._reveal(offset)
        self.restyle()

    @property
    def caret_at(self) -> int | None:
        """Where the cursor was put by hand; None while the place follows the view."""
        return self._cursor if self._caret and self._explicit() else None

    def put_caret(self, offset: int) -> None:
        """Put the cursor on a place of the text; what is in view stays."""
        self._cursor, self._caret = offset, True
        self.restyle()

    def _shows(self, first: int, last: int) -> bool:
        return self._top <= first and last < self._top + self._rows

    def lift(self, start: int, end: int, rows: int) -> None:
        """Scroll as little as shows the end of a stretch in the first ``rows`` rows, and as much of the rest
        as there is room for."""
        if self._page is None or not self._sheet.starts or rows < 1:
            return
        first, last = self._sheet.line_of(start), self._sheet.line_of(max(start, end - 1))
        if last >= self._top + rows:
            self._go(last - rows + 1)
        elif first < self._top:
            self._go(max(first, last - rows + 1))

    def cmd_next_highlight(self, count: int = 1) -> None:
        """Go to the next highlight, after the last to the first."""
        self._step_highlight(count)

    def cmd_previous_highlight(self, count: int = 1) -> None:
        """Go to the highlight before, from the first to the last."""
        self._step_highlight(-count)

    def _step_highlight(self, by: int) -> None:
        words = words_of(self)
        every = self.highlights.all
        if not every:
            self._tell(words("reading.no-highlights"))
            return
        here = self.highlight_here()
        if here is not None and here.highlight.id == self._chosen:
            target = every.index(here) + by
        elif by > 0:
            target = bisect_left(self.highlights.starts, self.cursor) + by - 1
        else:
            target = bisect_right(self.highlights.starts, self.cursor - 1) + by
        found = every[target % len(every)]
        self.go_to_highlight(found.highlight.id)
        if not 0 <= target < len(every):
            key = "reading.highlight-round-end" if by > 0 else "reading.highlight-round-start"
            self._tell(words(key, told=self._told_of(found)))

    def _told_of(self, it: Placed) -> str:
        """Say which highlight it is: sign, name of its kind, which of how many, and that it has notes."""
        words, every = words_of(self), self.highlights.all
        kinds = self._page.kinds if self._page is not None else {}
        told = words(
            "reading.highlight-here",
            sign=SIGNS[it.highlight.kind],
            kind=kind_name(it.highlight.kind, kinds, words),
            current=every.index(it) + 1,
            total=len(every),
        )
        if key := _DOUBTS.get(it.status):
            told += " · " + words(key)
        return told + (" · ✎" if it.notes else "")

    # Drawing

    def _grounds(self, line: Line, look: Look) -> list[Layer]:
        found = self.highlights.between(line.start, line.end)
        if not found:
            return []
        spans = [(max(it.start, line.start) - line.start, min(it.end, line.end) - line.start) for it in found]
        ends = self._ends(found, line) if look.depth != "full" else []
        if len(found) == 1:
            return [(*spans[0], look.style(f"highlight.{found[0].highlight.kind}")), *ends]
        layers: list[Layer] = []
        for begin, stop in pairwise(sorted({edge for span in spans for edge in span})):
            kinds = [
                it.highlight.kind
                for it, (start, end) in zip(found, spans, strict=True)
                if start <= begin and stop <= end
            ]
            if kinds:
                layers.append((begin, stop, self._blend(look, tuple(dict.fromkeys(kinds)))))
        return [*layers, *ends]

    def _ends(self, found: Sequence[Placed], line: Line) -> list[Layer]:
        """Make the first and last word of highlights stand out where there is no ground to see: that takes
        no cell, so that nothing of the text is lost."""
        layers: list[Layer] = []
        for it in found:
            start, end = max(0, it.start - line.start), min(it.end - line.start, len(line.text))
            if it.start >= line.start:
                space = line.text.find(" ", start, end)
                layers.append((start, end if space < 0 else space, _END))
            if line.start < it.end <= line.end:
                layers.append((max(start, line.text.rfind(" ", start, end) + 1), end, _END))
        return layers

    def _blend(self, look: Look, kinds: tuple[HighlightKind, ...]) -> Style:
        """Return the ground of several kinds upon each other: what lies between theirs."""
        style = self._blends.get((look, kinds))
        if style is None:
            styles = [look.style(f"highlight.{kind}") for kind in kinds]
            style = styles[0]
            grounds = [_colour(each) for each in styles]
            mixed = grounds[0]
            for number, ground in enumerate(grounds[1:], 2):
                if mixed is not None and ground is not None:
                    mixed = mixed.blend(ground, 1 / number)
            if mixed is not None:
                style += Style(bgcolor=mixed.rich_color)
            self._blends[look, kinds] = style
        return style

    def _grounded(self, start: int, end: int) -> bool:
        return bool(self.highlights.placed) and bool(self.highlights.between(start, end))

    def _sign(self, line: Line, look: Look, signs: Signs) -> None:
        super()._sign(line, look, signs)
        if line.of:
            if line.of == self._chosen and (it := self.highlight_here()) is not None and it.lost:
                signs.beside[-1] = ("▎", look.style(f"kind.{it.highlight.kind}"))
            return
        if not line.own or not self.highlights.placed:
            return
        beginning: list[Placed] = []
        for it in self.highlights.between(line.start, max(line.end, line.start + 1)):
            if line.start <= it.start < line.end or self._begins_unseen(it, line):
                beginning.append(it)
            self._sign_ends(it, line, look, signs)
        if beginning:
            self._sign_margin(beginning, look, signs)

    def _begins_unseen(self, it: Placed, line: Line) -> bool:
        """Whether a highlight begins in what is not drawn, and a line is the first one that is."""
        if it.start > line.start or self._sheet.draws(it.start):
            return False
        return line.start <= self.caret.nearest(it.start) < line.end

    def _sign_ends(self, it: Placed, line: Line, look: Look, signs: Signs) -> None:
        """Put a pen behind a highlight with notes."""
        end, size = it.end - line.start, len(line.text)
        if it.notes and 0 < end <= size:
            space = line.text.find(" ", end)
            signs.within[size if space < 0 else space] = ("✎", look.style("reader.mark"))

    def _sign_margin(self, found: list[Placed], look: Look, signs: Signs) -> None:
        """Put the signs of those that begin on a line into its margin: two, or one and how many more."""
        at = _SIGN_AT if self._left >= -_SIGN_AT else -1
        cells = [at, at - 1] if self._left >= 1 - at else [at, self._text_width + 1]
        for number, (cell, it) in enumerate(zip(cells, found, strict=False)):
            sign = "?" if it.status == "review" else SIGNS[it.highlight.kind]
            if number and len(found) > len(cells):
                sign = str(min(9, len(found)))
            signs.beside[cell] = (sign, look.style(f"kind.{it.highlight.kind}"))

    def _lost_row(self, name: str) -> int | None:
        """Return the first line that tells of a lost highlight."""
        lines = self._sheet.lines
        after = len(lines)
        while after and lines[after - 1].start == lines[-1].start and lines[after - 1].of != name:
            after -= 1
        while after and lines[after - 1].of == name:
            after -= 1
        return after if after < len(lines) and lines[after].of == name else None

    def _status(self, look: Look) -> list[tuple[str, Style]]:
        here = self.highlights.get(self.highlight_pointed_at())
        if here is not None:
            told = [(self._told_of(here), look.style("reader.notice"))]
            return [*told, *((" · " + keys, look.style("reader.status")) for keys in self._card_keys())]
        return super()._status(look)

    def _card_keys(self) -> tuple[str, ...]:
        """Say which keys act on the highlight here, best first; () where none are known."""
        return ()


def _colour(style: Style) -> Color | None:
    from textual.color import Color

    return Color.from_rich_color(style.bgcolor) if style.bgcolor is not None else None
