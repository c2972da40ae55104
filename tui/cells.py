"""How wide text is on the screen, and how to cut it without hurting a letter.

Text is brought to NFC here: strips cut at a cell boundary lose the marks of a decomposed letter.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Iterator

ELLIPSIS = "…"
_TRAILING = " ,;:.&-–—“‘(«"
"""What looks wrong right before an ellipsis."""
_JOINER = "\u200d"


@cache
def _one_cell() -> frozenset[str]:
    """The characters that news text is made of and that surely take one cell.

    Rich's own fast path leaves out U+1E00–1EFF, the Vietnamese letters, and the usual punctuation.
    """
    runs = [(0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x2FF), (0x370, 0x482), (0x1E00, 0x1EFF)]
    runs += [(0x2010, 0x2027), (0x2030, 0x205E), (0x20A0, 0x20AB), (0x2500, 0x25FC)]
    return frozenset(chr(code) for first, last in runs for code in range(first, last + 1))


def width(text: str) -> int:
    """Return how many cells a text takes; the text should be NFC."""
    if text.isascii() and text.isprintable():
        return len(text)
    return len(text) if _one_cell().issuperset(text) else cell_len(text)


def composed(text: str) -> str:
    """Return the text in NFC, on one line: every run of white space is one space, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def clusters(text: str) -> Iterator[str]:
    """Yield the text in pieces that must stay together: a letter with its marks, an emoji with its joints."""
    if _one_cell().issuperset(text):
        yield from text
        return
    start = 0
    flags = 0
    for index in range(1, len(text) + 1):
        if index < len(text):
            here, before = text[index], text[index - 1]
            flags = flags + 1 if _is_flag_half(before) else 0
            if unicodedata.category(here) in ("Mn", "Me") or here == _JOINER or before == _JOINER:
                continue
            if "\U0001f3fb" <= here <= "\U0001f3ff" or (_is_flag_half(here) and flags % 2):
                continue
        if start < index:
            yield text[start:index]
        start = index


def _is_flag_half(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def head(text: str, cells: int) -> str:
    """Return the longest start of the text that fits into ``cells`` without splitting a letter."""
    if width(text) <= cells:
        return text
    taken = 0
    kept: list[str] = []
    for piece in clusters(text):
        taken += width(piece)
        if taken > cells:
            break
        kept.append(piece)
    return "".join(kept)


def cut(text: str, cells: int, *, ending: str = "") -> str:
    """Return the text, cut by words with ``…`` where it does not fit into ``cells``.

    ``ending`` is kept after the ellipsis (a closing quotation mark); it counts, and is there uncut as well.
    A first word that does not fit is cut between letters. The text is taken as ``composed``.
    """
    lines = fill(text, cells, 1, ending=ending)
    return lines[0] if lines else ""


def cut_start(text: str, cells: int) -> str:
    """Return the text, its start cut with ``…`` where it does not fit: what counts of a path is its end."""
    if width(text) <= cells:
        return text
    pieces = list(clusters(text))
    room, kept = cells - width(ELLIPSIS), len(pieces)
    while kept and (room := room - width(pieces[kept - 1])) >= 0:
        kept -= 1
    return ELLIPSIS + "".join(pieces[kept:])


def fill(text: str, cells: int, lines: int, *, ending: str = "") -> tuple[str, ...]:
    """Return the text broken by words into at most ``lines`` lines of ``cells``, the last cut with ``…``.

    ``ending`` as in ``cut``. No line is empty; an empty text or no room gives no lines.
    """
    rest = text + ending
    if cells < 1 or lines < 1 or not rest:
        return ()
    done: list[str] = []
    while width(rest) > cells:
        if len(done) == lines - 1:
            return (*done, _cut_line(rest, cells, ending))
        line, rest = _take(rest, cells)
        done.append(line)
    return (*done, rest)


def _take(text: str, cells: int) -> tuple[str, str]:
    """Split the first line off a text that is too long for it."""
    words = text.split(" ")
    used = -1
    for taken, word in enumerate(words):
        used += 1 + width(word)
        if used > cells and taken:
            return " ".join(words[:taken]), " ".join(words[taken:])
        if used > cells:
            break
    piece = head(words[0], cells) or next(clusters(words[0]))
    return piece, text[len(piece) :].lstrip(" ")


def _cut_line(text: str, cells: int, ending: str) -> str:
    tail = ELLIPSIS + ending
    room = cells - width(tail)
    if room < 1:
        return head(tail, cells)
    kept = ""
    for word in text.split(" "):
        longer = f"{kept} {word}" if kept else word
        if width(longer) > room:
            break
        kept = longer
    kept = kept.rstrip(_TRAILING) or head(text, room).rstrip(_TRAILING)
    return kept + tail
