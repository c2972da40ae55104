"""The list of articles: grouped by month, drawn line by line, as quick with 100,000 rows as with five."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip

from tui.cells import composed, fill
from tui.dates_in_words import heading
from tui.widgets.host import look_of, words_of
from tui.widgets.list.fitted import FittedRows
from tui.widgets.list.geometry import Geometry
from tui.widgets.list.kept_rows import KeptRows, View
from tui.widgets.list.painter import NO_EXCERPT, Cursor, Excerpt, RowPainter, Shape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from annotations.collection import Listed
    from tui.themes import Look

_PAINTED_KEPT = 256
_EXCERPTS_KEPT = 512
_NEIGHBOURS = 24
"""How far around a row that is gone the list looks for one that is still there."""
_CURSORS: tuple[Cursor, ...] = ("none", "here", "away", "chosen")


class ArticleList(FittedRows, can_focus=True):
    """Shows a view, keeps its cursor on an article rather than on a position, and tells where it is."""

    @dataclass
    class Opened(Message):
        """The reader clicked the selected article to read it."""

        listed: Listed

    @dataclass
    class Choosing(Message):
        """Several articles are being chosen: so many now, 0 when that has ended."""

        count: int

    def __init__(self, *, topic_name: Callable[[str], str] | None = None, id: str | None = None) -> None:
        """Make an empty list; ``topic_name`` gives the words for a topic's id (the scheme's own if None)."""
        super().__init__(id=id)
        self.follower: Callable[[Listed | None], None] | None = None
        """Called when the cursor is on another article, or on none: both panes are drawn in one frame."""
        self._topic_name = topic_name
        self._rows: KeptRows | None = None
        self._selected: Listed | None = None
        self._wanted = ""
        self._pending: tuple[str, int] | None = None
        self._empty = ""
        self.filling = True
        """Whether an empty list is being filled for a reader who has done nothing yet: its cursor stays at
        the top, where the newest article is."""
        self._chosen_from = ""
        self._shape = Shape.of(0, 0, grouped=False)
        self._painter: RowPainter | None = None
        self._painter_look: Look | None = None
        self._painted: dict[tuple[int, Cursor], tuple[Strip, ...]] = {}
        self._painted_ids: dict[int, str] = {}
        self.wanting_excerpts: Callable[[list[str]], None] | None = None
        """Called with the ids of articles in sight of which excerpts are wanted."""
        self._with_excerpts = self._excerpt_line = False
        self._excerpts: dict[str, Excerpt] = {}
        self._doubted: set[str] = set()
        """The articles whose excerpts may be others by now: shown until those are there."""
        self._asked_for: set[str] = set()
        """The articles that are looked through now, as they are now."""
        self._asking = False

    # What is shown

    def show(self, view: View, *, keep: str | None = None) -> None:
        """Show a view, with the cursor on the same article at the same height on the screen.

        That is ``keep``, else the article the reader chose last, else the one under the cursor; if none of
        these is in the view, the nearest row that is.
        """
        self.measure()
        before, offset, anchors = self._selected, self.cursor_offset, self.anchors
        self.filling = self.filling and (self._rows is not None or not view.count)
        self._rows = KeptRows(view)
        self._painted.clear()
        self._lay_out()
        if self._pending is not None and view.position(self._pending[0]) is not None:
            keep, offset = self._pending
            self._wanted = keep
            if self.pane.height:
                self._pending = None
        self.cursor = self._find(view, (keep, *anchors) if keep else anchors)
        self._selected = self._rows.get(self.cursor)
        self.place_cursor(offset)
        self.refresh()
        if self._chosen_from:
            if view.position(self._chosen_from) is None:
                self._chosen_from = ""
            self._tell_choosing()
        if (before.id if before else None) != (self._selected.id if self._selected else None):
            self._tell()

    @property
    def anchors(self) -> tuple[str, ...]:
        """The articles that another view is looked through for, the first that is there keeping its place:
        the one to go back to, the one the reader chose last, the one under the cursor, its neighbours."""
        ids = [self._pending[0]] if self._pending is not None else []
        if self._rows is not None and not (self.filling and not self._wanted and not self.cursor):
            ids += (self._wanted, self._selected.id if self._selected is not None else "")
            ids += self._rows.held_ids(self.cursor, _NEIGHBOURS)
        return tuple(id for id in ids if id)

    def _find(self, view: View, anchors: Sequence[str]) -> int:
        """Return the row for the cursor in a new view."""
        for id in anchors:
            if (position := view.position(id)) is not None:
                return position
        return min(self.cursor, max(0, view.count - 1))

    def refresh_rows(self, ids: Iterable[str]) -> None:
        """Draw again the rows of articles whose marks have changed; their places have not. What the reader
        has written on them may be other words now: their excerpts are asked for again."""
        if self._rows is None:
            return
        ids = set(ids)
        self._doubt(ids & (self._excerpts.keys() | self._asked_for))
        for row in self._rows.forget(ids):
            for cursor in _CURSORS:
                self._painted.pop((row, cursor), None)
            self.refresh_row(row)
        self._selected = self._rows.get(self.cursor)

    # What is looked for

    def show_excerpts(self, there: bool, *, line: bool) -> None:
        """Show where what is looked for stands, or no more: in the titles and, with ``line``, on a line of
        its own in each row. Those known are forgotten. To be called before the view is shown."""
        self._with_excerpts, self._excerpt_line = there, line
        self._excerpts.clear()
        self._doubted.clear()
        self._asked_for.clear()
        self._painted.clear()

    def doubt_excerpts(self) -> None:
        """Ask for all excerpts again as their rows are shown: texts and notes may be others by now. Until
        they are there, those known are shown. To be called before the view is shown."""
        self._doubt(self._excerpts.keys() | self._asked_for)

    def _doubt(self, ids: set[str]) -> None:
        self._doubted |= ids
        self._asked_for -= ids

    def take_excerpts(self, found: Mapping[str, Excerpt]) -> None:
        """Show excerpts of articles, by id."""
        if len(self._excerpts) > _EXCERPTS_KEPT:
            self._excerpts.clear()
            self._doubted.clear()
        self._excerpts.update(found)
        self._doubted -= found.keys() & self._asked_for
        for row, cursor in [at for at in self._painted if self._painted_ids.get(at[0]) in found]:
            del self._painted[row, cursor]
            self.refresh_row(row)

    def _is_known(self, id: str | None) -> bool:
        return id in self._excerpts and id not in self._doubted

    def _excerpt(self, id: str) -> Excerpt:
        if self._with_excerpts and not self._is_known(id) and not self._asking:
            self._asking = True
            self.call_after_refresh(self._ask_for_missing)
        return self._excerpts.get(id, NO_EXCERPT)

    def _ask_for_missing(self) -> None:
        """Ask for what is not known of the rows in sight. Those asked for before are among them: a newer
        question ends the one before."""
        self._asking = False
        spots = (self.geometry.at(line) for line in range(self.top, self.top + self.pane.height))
        rows = dict.fromkeys(spot.row for spot in spots if spot.kind == "row")
        shown = (self._rows.get(row) if self._rows is not None else None for row in rows)
        missing = [it.id for it in shown if it is not None and not self._is_known(it.id)]
        for at in [at for at in self._painted if at[0] not in rows]:
            if not self._is_known(self._painted_ids.get(at[0])):
                del self._painted[at]  # come back to, it asks anew
        if missing and self._with_excerpts and self.wanting_excerpts is not None:
            self._asked_for = set(missing)
            self.wanting_excerpts(missing)

    @property
    def empty(self) -> str:
        """What stands in the pane when there is nothing to list: what to do next, or what is going on.

        The first line is the loudest.
        """
        return self._empty

    @empty.setter
    def empty(self, text: str) -> None:
        if text != self._empty:
            self._empty = text
            if not self.total_lines:
                self.refresh()

    # Where the cursor is

    @property
    def selected(self) -> Listed | None:
        """The article under the cursor, with its marks of now."""
        return self._selected

    def select(self, id: str) -> bool:
        """Put the cursor on an article; False when the view does not hold it."""
        position = self._rows.view.position(id) if self._rows is not None else None
        if position is None:
            return False
        self.go(position)
        self._wanted = id
        return True

    @property
    def place(self) -> tuple[str, int]:
        """Where the reader is: the article and the distance of its row from the pane's top, in lines."""
        return (self._selected.id, self.cursor_offset) if self._selected is not None else ("", 0)

    def restore(self, id: str, offset: int) -> None:
        """Go back to a ``place``, now or as soon as the pane has a size and holds the article; to that of no
        article ("") there is nothing to go."""
        if id:
            self._pending = (id, offset)
            self._restore_pending()

    @property
    def restoring(self) -> bool:
        """Whether the list still waits to go back to a place."""
        return self._pending is not None

    def _restore_pending(self) -> None:
        if self._pending is None or self._rows is None or not self.pane.height:
            return
        id, offset = self._pending
        if self.select(id):
            self._pending = None
            self.place_cursor(offset)

    def cursor_went(self) -> None:
        """Keep the article the reader chose, and tell."""
        self._selected = self._rows.get(self.cursor) if self._rows is not None else None
        self._wanted = self._selected.id if self._selected is not None else ""
        self._pending = None
        if self._chosen_from:
            self.refresh()
            self._tell_choosing()
        self._tell()

    def _tell(self) -> None:
        if self.follower is not None:
            self.follower(self._selected)

    def row_clicked(self, row: int, again: bool) -> None:
        """Open the row on the second click."""
        if again and self._selected is not None:
            self.post_message(self.Opened(self._selected))

    # Several at once

    @property
    def choosing(self) -> bool:
        """Whether several articles are being chosen."""
        return bool(self.chosen_rows)

    @property
    def chosen(self) -> tuple[Listed, ...]:
        """The articles between where choosing began and the cursor, both included; none while not
        choosing."""
        rows = self.chosen_rows
        return self._rows.view.window(rows.start, len(rows)) if self._rows is not None and rows else ()

    @property
    def chosen_rows(self) -> range:
        """Where the chosen articles stand in the view: for those who do not want all of very many at once."""
        if not self._chosen_from or self._rows is None:
            return range(0)
        start = self._rows.view.position(self._chosen_from)
        if start is None:  # what choosing began with is not in the view any more
            return range(0)
        return range(min(start, self.cursor), max(start, self.cursor) + 1)

    def cmd_several(self, count: int = 1) -> None:
        """Begin to choose with the article under the cursor; when choosing, end that."""
        self._choose_from("" if self.choosing or self._selected is None else self._selected.id)

    def cmd_several_stop(self, count: int = 1) -> None:
        """End choosing."""
        self._choose_from("")

    def _choose_from(self, id: str) -> None:
        self._chosen_from = id
        self.refresh()
        self._tell_choosing()

    def _tell_choosing(self) -> None:
        self.post_message(self.Choosing(len(self.chosen_rows)))

    # Drawing

    def lay_out(self) -> None:
        """Lay the rows out for the pane as it is now."""
        self._lay_out()
        self._painted.clear()

    def fit(self) -> None:
        """Fit the rows to the new size, and go where the cursor was to go once there is one."""
        super().fit()
        self._restore_pending()

    def on_focus(self) -> None:
        """Show the cursor as the one that keys move."""
        self.refresh_row(self.cursor)

    def on_blur(self) -> None:
        """Show the cursor as the one of another pane; the reader's eye is on its article from now on."""
        self._wanted = self._selected.id if self._selected is not None else ""
        self.refresh_row(self.cursor)

    def _lay_out(self) -> None:
        sections = self._rows.view.sections if self._rows is not None else ()
        grouped = any(section.key is not None for section in sections)
        shape = Shape.of(self.line_width, self.pane.height, grouped, excerpt=self._excerpt_line)
        self.geometry = Geometry(sections, shape.height)
        if shape != self._shape:
            self._shape, self._painter = shape, None

    def _paint(self) -> RowPainter:
        """Return the painter for the present look and shape."""
        look = look_of(self)
        if self._painter is None or self._painter_look is not look:
            words = words_of(self)
            self._painter = RowPainter(look, words, self._topic_name or words.topic, self._shape)
            self._painter_look = look
            self._painted.clear()
        return self._painter

    def heading_strip(self, section: int) -> Strip:
        """Draw the month and how many articles it has, once that is known."""
        shown = self.geometry.sections[section]
        count = shown.count if shown.known else None
        return self._paint().heading(heading(shown.key or "", words_of(self)).upper(), count)

    def row_strip(self, row: int, part: int) -> Strip:
        """Draw one line of an article."""
        painter = self._paint()
        here: Cursor = "chosen" if row in self.chosen_rows else "none"
        cursor: Cursor = here if row != self.cursor else "here" if self.has_focus else "away"
        strips = self._painted.get((row, cursor))
        if strips is None:
            listed = self._rows.get(row) if self._rows is not None else None
            years = bool(self.geometry.sections[self.geometry.section_of(row)].key)
            if listed is not None:
                self._painted_ids[row] = listed.id
                strips = painter.row(listed, cursor, years, self._excerpt(listed.id))
            else:
                strips = painter.blank_row(cursor)
            if len(self._painted) >= _PAINTED_KEPT:
                self._painted.clear()
                self._painted_ids = {row: listed.id} if listed is not None else {}
            self._painted[row, cursor] = strips
        return strips[part]

    def draw_line(self, y: int) -> Strip:
        """Draw a line of the pane, or of what stands there when it is empty."""
        return super().draw_line(y) if self.geometry.rows else self._empty_line(y)

    def _empty_line(self, y: int) -> Strip:
        look = look_of(self)
        room = max(1, self.line_width - 4)
        lines = [
            (line, "list.empty" if number else "list.empty_strong")
            for number, part in enumerate(self._empty.split("\n"))
            for line in (fill(composed(part), room, 6) or ("",))
        ]
        at = y - max(0, min(2, self.pane.height - len(lines)))
        text, style = lines[at] if 0 <= at < len(lines) else ("", "list.empty")
        strip = Strip([Segment("  ", self.ground), Segment(text, look.style(style))])
        return strip.adjust_cell_length(self.line_width, self.ground)
