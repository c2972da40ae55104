"""Laying an extracted page out as text: a paragraph a line, items and rows line by line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from seeds.article import Block, BlockKind
from seeds.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

ITEM = "- "
"""What begins an item of a list; those of a numbered one have their number."""
CELL = " | "
"""What stands between two cells of a table's row."""
_HEADING_MOST = 22
"""Words; what is longer is a standfirst set as a heading."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a page: its lines, and its kind where the page itself says it."""

    lines: tuple[str, ...]
    kind: BlockKind | None = None


def pieces_of(body: _Element, captions: frozenset[str]) -> list[Piece]:
    """Return what the extractor's tree holds, in order, each with its kind as far as the markup tells."""
    found: list[Piece] = []
    begun = False
    for element in body:
        if element.tag == "list":
            found.append(Piece(tuple(_items(element)), "body"))
        elif element.tag == "table":
            found += _table(element, captions)
        else:
            heading = element.tag == "head" and begun  # before the text a standfirst may look like one
            begun = begun or element.tag != "head"
            found += (_paragraph(line, captions, heading) for line in _lines(element))
        if element.tail and element.tail.strip():
            found.append(_paragraph(_flat(element.tail), captions))
    return [piece for piece in found if any(piece.lines)]


def laid_out(title: str | None, pieces: Sequence[Piece]) -> tuple[str, tuple[Block, ...]]:
    """Return the text of a page, cleaned, title first, a blank line between pieces, and the blocks whose
    kind is known (offsets into that text)."""
    text = clean(title)[0].strip() if title else ""
    blocks: list[Block] = []
    for number, piece in enumerate(pieces):
        lines = [line for line in (_flat(clean(line)[0]) for line in piece.lines) if line]
        if not lines or (number == 0 and lines == [text]):
            continue
        text += "\n\n" if text else ""
        start = len(text)
        text += "\n".join(lines)
        if piece.kind is not None:
            blocks.append(Block(start, len(text), piece.kind))
    return text, tuple(blocks)


def _paragraph(line: str, captions: frozenset[str], heading: bool = False) -> Piece:
    if line in captions:
        return Piece((line,), "caption")
    if heading and len(line.split()) <= _HEADING_MOST and not line.endswith((".", ":", ",")):
        return Piece((line,), "heading")
    return Piece((line,))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _lines(element: _Element) -> Iterator[str]:
    """Yield an element's text, broken at line breaks and paragraphs inside of it."""
    pieces: list[str] = []

    def gather(part: _Element) -> None:
        if part.tag in ("lb", "p", "item", "row", "head", "quote"):
            pieces.append("\n")
        pieces.append(part.text or "")
        for child in part:
            gather(child)
            pieces.append(child.tail or "")
        if part.tag in ("p", "item", "row", "head", "quote"):
            pieces.append("\n")

    gather(element)
    for line in "".join(pieces).split("\n"):
        if flat := _flat(line):
            yield flat


def _items(element: _Element) -> Iterator[str]:
    numbered = element.get("rend") == "ol"
    for number, item in enumerate(element.iter("item"), 1):
        own = _flat(" ".join(_own_text(item)))
        if own:
            yield (f"{number}. " if numbered else ITEM) + own.removeprefix("- ")


def _own_text(item: _Element) -> Iterator[str]:
    """Yield the text of an item without that of the lists inside of it: their items come by themselves."""
    yield item.text or ""
    for child in item:
        if child.tag not in ("list", "item"):
            yield from _own_text(child)
        yield child.tail or ""


def _table(table: _Element, captions: frozenset[str]) -> Iterator[Piece]:
    """Yield a table as one piece, a row a line; one of a single column is layout: its rows are paragraphs."""
    rows = [
        [cell for cell in (_flat(" ".join(part.itertext())) for part in row.iter("cell")) if cell]
        for row in table.iter("row")
    ]
    if any(len(row) > 1 for row in rows):
        yield Piece(tuple(CELL.join(row) for row in rows if row), "body")
        return
    for cell in table.iter("cell"):
        yield from (_paragraph(line, captions) for line in _lines(cell))
