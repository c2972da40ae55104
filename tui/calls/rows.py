"""Articles as lines of a list, for people: marks, id, date, title, source, in columns that stand still."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seeds.problems import Problem
from tui.calls.output import Out, Span
from tui.tags_in_words import tags_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotations.collection import Listed, View

ID_SHOWN = 8
"""Letters of an id that are shown: enough to be unique among a hundred thousand."""

_DATE = 12
_SOURCE = 18
_NARROW = 60  # below this a line has no room for the source


def windows(view: View, at_once: int) -> Iterator[tuple[Listed, ...]]:
    """Yield all articles of a view, so many at a time. Raises ``Problem`` (``index-away``) where the index
    turns out not to have what it says: a part is not given for the whole."""
    for start in range(0, view.count, at_once):
        window = view.window(start, at_once)
        yield window
        if len(window) < min(at_once, view.count - start):
            raise Problem("index-away")


def print_rows(rows: Iterable[Listed], out: Out) -> None:
    """Print one line for each article; on a terminal cut to its width, in a pipe whole."""
    for listed in rows:
        out.line(*_line(listed, out))


def _line(listed: Listed, out: Out) -> list[Span]:
    mark = "★" if listed.starred else "●" if listed.unread else " "
    date = listed.date.edtf if listed.date is not None else "–"
    title = " ".join(listed.heading.split()) or out.words("call.untitled")
    if listed.untitled and listed.heading:
        title = f"«{title}»"
    added = [tags_in_words(listed.tags, " ")] if listed.tags else []
    if listed.highlights:
        added.append(f"◆{listed.highlights}")
    if listed.notes:
        added.append(f"✎{listed.notes}")
    if listed.gone:
        added.append(out.words("call.gone"))
    start = [
        Span(f"{mark} ", "yellow" if listed.starred else "cyan"),
        Span(f"{listed.id[:ID_SHOWN]:<{ID_SHOWN}}  ", "dim"),
        Span(f"{date:<{_DATE}}"),
    ]
    tail = " ".join(added)
    style = "bold" if listed.unread else ""
    if not out.is_terminal:
        return [
            *start,
            Span(title),
            Span(f"  [{listed.source}]" if listed.source else ""),
            Span(f"  {tail}" if tail else ""),
        ]
    from tui.cells import cut, width

    room = out.width - 2 - ID_SHOWN - 2 - _DATE
    source = cut(listed.source or "", _SOURCE) if out.width >= _NARROW else ""
    tail = cut(tail, max(0, room // 3))
    room -= (_SOURCE + 2 if out.width >= _NARROW else 0) + (width(tail) + 2 if tail else 0)
    title = cut(title, max(1, room))
    gap = " " * max(0, room - width(title))
    return [
        *start,
        Span(title, style),
        Span(gap + (f"  {tail}" if tail else ""), "green"),
        Span(f"  {source}" if source else "", "dim"),
    ]
