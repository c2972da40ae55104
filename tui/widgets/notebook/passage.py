"""An annotation at length: its article, the passage with what was marked in it, and the notes in full."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip

from annotations.entries import moment
from annotations.model import CONTEXT
from seeds.edtf import of_day
from seeds.text import display_safe
from tui.cells import composed, head, width
from tui.dates_in_words import in_words
from tui.kinds import SIGNS, kind_name
from tui.note_links import named, no_title
from tui.note_text import set_note
from tui.tags_in_words import tags_in_words
from tui.widgets.host import look_of, words_of
from tui.widgets.list.scroller import LineScroller
from tui.widgets.reader.wrap import drawable, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from rich.style import Style
    from textual import events
    from textual.geometry import Region

    from annotations.model import HighlightKind, Selector
    from annotations.notebook import Annotation
    from seeds.article import Article
    from tui.note_text import NoteLine
    from tui.themes import Look
    from tui.words import Words

Run = tuple[str, "Style"]
Stretch = tuple[int, int]

_LEFT = 2
MEASURE = 80
"""Cells of the longest line."""
_ASIDE = ("header", "caption", "source", "related")
"""Blocks that stand between the paragraphs of an article and are no part of its text."""
_AROUND = 1200
"""Code points of a paragraph shown before and behind what was marked, at most."""


def passage_of(text: str, start: int, end: int) -> tuple[str, int, int]:
    """Return the paragraphs of a text that a stretch stands in, with the one before and the one behind, and
    where in them it stands; of very long ones what is near."""
    before = text[:start].rfind("\n")
    before = text[: max(0, before)].rstrip().rfind("\n") if before >= 0 else -1
    first = max(before + 1, start - _AROUND)
    behind = text.find("\n", end)
    while 0 <= behind < len(text) and text[behind].isspace():
        behind += 1
    stop = text.find("\n", behind) if behind >= 0 else -1
    last = min(len(text) if stop < 0 else stop, end + _AROUND)
    return text[first:last], start - first, end - first


def running_passage(article: Article, start: int, end: int) -> tuple[str, int, int]:
    """Return the passage of a stretch as the article's own text has it: captions, pointers to other news and
    the page's furniture between its paragraphs are left out, but never what the stretch stands in."""
    text, parts, at, shift = article.text, [], 0, 0
    for block in sorted(article.blocks, key=lambda block: block.start):
        if block.kind not in _ASIDE or block.start < at or (block.start < end and start < block.end):
            continue
        parts.append(text[at : block.start])
        at = block.end
        while at < len(text) and text[at].isspace():
            at += 1
        if block.start < start:
            at = min(at, start)
            shift += at - block.start
    return passage_of("".join([*parts, text[at:]]).rstrip(), start - shift, end - shift)


def kept_around(selector: Selector) -> tuple[str, str]:
    """Return what was kept before and behind a quote, in whole words: it was cut by its length."""
    before, after = selector.prefix[-CONTEXT:], selector.suffix[:CONTEXT]
    if selector.start > len(before) and not before[:1].isspace():
        before = re.sub(r"^\S*\s*", "", before) if re.search(r"\s", before) else ""
    if len(after) >= CONTEXT and re.search(r"\s", after):
        after = re.sub(r"\s\S*$", "", after)
    return before, after


class Passage(LineScroller, can_focus=False):
    """Shows one annotation at length; the wheel scrolls it."""

    def __init__(self, *, id: str | None = None, large: bool = False) -> None:
        """Make an empty pane. ``large`` stands alone on the screen, its text in the middle."""
        super().__init__(id=id)
        self._large = large
        self.title: Callable[[str], str] = no_title
        """Says what an article is called, by its id."""
        self._it: Annotation | None = None
        self._kinds: Mapping[HighlightKind, str] = {}
        self._around: tuple[str, int, int] | None = None
        self._seen: Article | None = None
        self._lines: list[list[Run]] = []
        self._set_for: object = None

    @property
    def total_lines(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    def show(self, it: Annotation | None, kinds: Mapping[HighlightKind, str]) -> None:
        """Show an annotation; until its passage is told (``tell``), what was kept around the quote."""
        if it is None or self._it is None or it.id != self._it.id:
            self._around = self._seen = None
            self.top = 0
        self._it, self._kinds = it, kinds
        self._set_for = None
        self.refresh()

    @property
    def annotation(self) -> Annotation | None:
        """What is shown."""
        return self._it

    def tell(self, id: str, around: tuple[str, int, int]) -> None:
        """Be told the passage of an annotation (``passage_of``)."""
        if self._it is not None and self._it.id == id:
            self._around = around
            self._set_for = None
            self.refresh()

    def tell_seen(self, id: str, article: Article) -> None:
        """Be told what is known of an annotation's article, whose file is gone."""
        if self._it is not None and self._it.id == id:
            self._seen = article
            self._set_for = None
            self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Set the text for the new width."""
        self._set_for = None
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw lines, set for the present size and look."""
        self.measure()
        look = look_of(self)
        if self._set_for != (self.pane, look.name):
            self._set_for = (self.pane, look.name)
            self._lines = list(self.laid(look, words_of(self)))
            self.set_top(self.top)
        return super().render_lines(crop)

    def draw_line(self, y: int) -> Strip:
        """Draw a line."""
        at, room = self.top + y, self.line_width
        left = max(_LEFT, (room - MEASURE) // 2) if self._large else _LEFT
        # A margin of a style of its own: pictures of the screen lose spaces that begin a text.
        segments = [Segment(" " * min(left, room), self.ground.background_style)]
        for text, style in self._lines[at] if 0 <= at < len(self._lines) else ():
            segments.append(Segment(text, style))
        return Strip(segments).adjust_cell_length(room, self.ground)

    def laid(self, look: Look, words: Words) -> Iterator[list[Run]]:
        """Yield the lines: article, passage, kind and tags, notes."""
        it = self._it
        if it is None:
            return
        room = max(10, min(self.line_width - _LEFT - 1, MEASURE))
        muted, strong = look.style("reader.meta"), look.style("reader.title")
        yield []
        heading = composed(display_safe(it.heading, 600)) or words("reading.untitled")
        for start, end in wrap(heading, room):
            yield [(heading[start:end], strong)]
        seen = self._seen
        day = it.date or (seen.date.date if seen is not None and seen.date is not None else None)
        source = it.source or (seen.source if seen is not None else None)
        date = in_words(day, words) if day is not None else ""
        about = " · ".join(part for part in (date, composed(display_safe(source or ""))) if part)
        if about:
            yield [(head(about, room), muted)]
        if it.gone:
            yield [(words("row.gone"), look.style("list.gone"))]
            for where in (seen.url if seen is not None else None, it.path):
                if where:
                    yield [(head(composed(display_safe(where, 600)), room), muted)]
        yield []
        if it.kind is not None:
            yield from self._quoted(it, it.kind, room, look, words)
            yield []
            name = f"{kind_name(it.kind, self._kinds, words)} · {_day(it.created, words)}"
            yield [(f"{SIGNS[it.kind]} ", look.style(f"kind.{it.kind}")), (head(name, room - 2), muted)]
        if it.tags:
            yield [(head(tags_in_words(it.tags, "  "), room), look.style("reader.tag"))]
        for note in it.notes:
            yield []
            yield [("✎ ", look.style("reader.mark")), (_day(note.created, words), muted)]
            for line in set_note(named(note.text, self.title), room).lines:
                yield _styled(line, look)

    def _quoted(
        self, it: Annotation, kind: HighlightKind, room: int, look: Look, words: Words
    ) -> Iterator[list[Run]]:
        ground = look.style(f"highlight.{kind}")
        plain, aside = look.style("page.text"), look.style("page.muted")
        if it.status == "lost" and not it.gone:
            yield [(head(words("notebook.lost-here"), room), look.style("list.gone"))]
            yield []
            around = it.quote, 0, len(it.quote)
        elif self._around is not None:
            around = self._around
        else:
            selector = it.highlight.selector if it.highlight is not None else None
            before, after = kept_around(selector) if selector is not None else ("", "")
            around = f"{before}{it.quote}{after}", len(before), len(before) + len(it.quote)
        if it.status == "review" and not it.gone:
            yield [(head(words("notebook.review-here"), room), look.style("list.gone"))]
            yield []
        text, first, last = around
        at = 0
        for paragraph in text.split("\n"):
            shown = drawable(paragraph)
            # What stands around it steps back.
            around_it = at > last or at + len(paragraph) < first
            for start, end in wrap(shown, room) if shown.strip() else [(0, 0)]:
                marked = first - at, last - at
                yield _cut_up(shown, (start, end), marked, aside if around_it else plain, ground)
            at += len(paragraph) + 1


def _day(at: str, words: Words) -> str:
    """The local day of a moment."""
    made = moment(at)
    return in_words(of_day(made.astimezone().date()), words) if made is not None else ""


def _styled(line: NoteLine, look: Look) -> list[Run]:
    """Return a line of a note as runs: its parts' styles laid over the note's."""
    ends = sorted({0, len(line.text), *(end for run in line.runs for end in (run.start, run.end))})
    found: list[Run] = []
    for start, end in pairwise(ends):
        style = look.style("reader.note")
        for run in line.runs:
            if run.start <= start and end <= run.end:
                style += look.style(run.style)
        found.append((line.text[start:end], style))
    return found


def _cut_up(text: str, line: Stretch, marked: Stretch, plain: Style, ground: Style) -> list[Run]:
    """Return a line of a text as runs: before, in and behind what is marked in it."""
    start, end = line
    first, last = min(max(marked[0], start), end), min(max(marked[1], start), end)
    pieces = ((text[start:first], plain), (text[first:last], ground), (text[last:end], plain))
    return [(piece, style) for piece, style in pieces if width(piece)]
