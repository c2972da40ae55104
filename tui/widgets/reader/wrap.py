"""Breaking text into lines by terminal cells, never inside what a person sees as one letter.

Widths are rich's, as Textual lays out with them; what Vietnamese text is full of and rich measures slowly
(U+1E00–1EFF, typographic quotes and dashes) is known here to be one cell wide: most needs no measuring.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import combining

from rich.cells import cell_len, get_character_cell_size

from tui.cells import width as cells

if TYPE_CHECKING:
    from collections.abc import Iterator

_LETTERS = (
    "!-,.-~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u1e00-\u1eff"
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2500-\u25fc\ufffd"
)
"""Letters of one cell each, as a regular expression's set, without space and hyphen (a test asks rich)."""
_WIDE_LETTERS = "\u3001-\u3029\u3041-\u3096\u30a0-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60"
"""Letters of two cells each, likewise."""
_UNMARKED = f"(?![^ {_LETTERS}{_WIDE_LETTERS}-])"
"""What follows is no mark upon the letter before: it is a letter itself."""
_NARROW = re.compile(f"[ {_LETTERS}-]*")
_RUN = re.compile(f"(?:[{_LETTERS}]{_UNMARKED})+(?:-{_UNMARKED})?")
_WIDE_RUN = re.compile(f"(?:[{_WIDE_LETTERS}]{_UNMARKED})+")
_LONGEST_CLUSTER = 64
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]"
)
_NOT_AT_START = frozenset("、。，．・：；？！）」』】〉》〕｝ー々")
_NOT_AT_END = frozenset("（「『【〈《〔｛")
_DASH = re.compile(r"(?<=\S) (?=[-–—] )")
"""The space before a dash, which holds on to the word before it: no line begins with a dash."""
_DASHED = re.compile(r"(?<=\S) (?=[-–—] )|(?<= [-–—]) (?=\S)")
"""Both spaces of a dash: a heading does not part ``Việt - Mỹ`` if it need not."""
_MOST_EVEN_LINES = 4
"""A heading of more lines is no heading: it is set as text."""
_JOINER = "\u200d"
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")


def drawable(text: str) -> str:
    """Return text of the same length in which nothing commands a terminal, though articles are clean already.

    Tabs and line ends become spaces, other control characters the replacement mark.
    """
    return _UNSEEN.sub(lambda found: " " if found[0] in "\t\n\u2028\u2029" else "\ufffd", text)


def clusters(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield what a person sees as one letter each: start, end (code points, exclusive) and width in cells."""
    begin = 0
    length = len(text)
    while begin < length:
        end = begin + 1
        flag = "\U0001f1e6" <= text[begin] <= "\U0001f1ff"
        while end < length:
            letter = text[end]
            if letter < "\u0300":
                break
            if letter == _JOINER or text[end - 1] == _JOINER or "\U0001f3fb" <= letter <= "\U0001f3ff":
                end += 1
            elif flag and "\U0001f1e6" <= letter <= "\U0001f1ff":
                end, flag = end + 1, False
            elif get_character_cell_size(letter) == 0:
                end += 1
            else:
                break
        piece = text[begin:end]
        yield begin, end, get_character_cell_size(piece) if end == begin + 1 else cell_len(piece)
        begin = end


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """Return the lines of a paragraph as stretches of it (code points, end-exclusive).

    Lines end at spaces, after hyphens between letters and between wide letters; a word longer than ``width``
    cells is cut. Spaces at a line's end belong to no line. Text of spaces is one empty line.
    """
    width = max(2, width)
    text = _DASH.sub("\u00a0", text)
    return _wrap_narrow(text, width) if _NARROW.fullmatch(text) else _wrap_any(text, width)


def wrap_even(text: str, width: int) -> list[tuple[int, int]]:
    """Return a heading's lines: as few as ``wrap`` gives, but with no orphaned word in the last of them."""
    lines = wrap(text, width)
    if not 1 < len(lines) <= _MOST_EVEN_LINES:
        return lines
    together = _DASHED.sub("\u00a0", text)
    if len(wrap(together, width)) == len(lines):
        text, lines = together, wrap(together, width)
    for narrower in range(width, width // 2, -1):
        tried = wrap(text, narrower)
        if len(tried) > len(lines):
            break
        lines = tried
        if cells(text[slice(*lines[-1])]) * 5 >= width * 2:
            break
    return lines


def _wrap_narrow(text: str, width: int) -> list[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    start, length = 0, len(text.rstrip(" "))
    while length - start > width:
        cut = text.rfind(" ", start, start + width + 1) + 1
        hyphen = text.rfind("-", max(start, cut), start + width)
        while hyphen >= start:
            if _breaks_after_hyphen(text, hyphen):
                cut = hyphen + 1
                break
            hyphen = text.rfind("-", max(start, cut), hyphen)
        if cut <= start or not text[start:cut].strip(" "):
            cut = start + width
        lines.append((start, start + len(text[start:cut].rstrip(" "))))
        start = cut
        while start < length and text[start] == " ":
            start += 1
    lines.append((start, length))
    return lines


def _wrap_any(text: str, width: int) -> list[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    length = len(text.rstrip(" "))
    start = used = 0  # of the line being filled, and the cells it has
    cut, cut_used = -1, 0  # where it may end at the latest, and the cells up to there
    inked = False
    for begin, end, wide, each in _units(text[:length]):
        if each == 0 and text[begin:end] == " ":
            if start == begin and lines:
                start = end
                continue
            used += 1
            if inked:
                cut, cut_used = end, used
            continue
        if begin > start and inked and _breaks_between(text, begin):
            cut, cut_used = begin, used
        at = begin
        while used + wide > width:
            room = _last_break(text, at, at + max(0, width - used) // 2) if each == 2 else at
            if room > at:
                stop = room
            elif cut > start:
                stop = cut
            elif each and width - used >= each:
                stop = at + (width - used) // each
            elif at > start:
                stop = at
            else:
                break
            lines.append((start, start + len(text[start:stop].rstrip(" "))))
            if stop > at:
                wide -= (stop - at) * each
                at = stop
            used = used - cut_used if stop == cut else 0
            start, cut = stop, -1
        used += wide
        inked = True
    lines.append((start, max(start, length)))
    return lines


def _units(text: str) -> Iterator[tuple[int, int, int, int]]:
    """Yield what lines are made of: start, end, cells, and the cells of each letter (0: one letter).

    Runs of simple letters come whole, up to a hyphen; spaces and all other letters one by one.
    """
    at = 0
    while at < len(text):
        if run := _RUN.match(text, at):
            yield at, run.end(), run.end() - at, 1
            at = run.end()
        elif run := _WIDE_RUN.match(text, at):
            yield at, run.end(), 2 * (run.end() - at), 2
            at = run.end()
        elif text[at] == " " and not text[at + 1 : at + 2] >= "\u0300":  # nothing clings to it
            yield at, at + 1, 1, 0
            at += 1
        else:
            _, end, wide = next(clusters(text[at : at + _LONGEST_CLUSTER]))
            yield at, at + end, wide, 0
            at += end


def _last_break(text: str, first: int, last: int) -> int:
    """Return where a run of wide letters may be broken, ``last`` or a few letters before it."""
    for at in range(last, max(first, last - 4), -1):
        if _breaks_between(text, at):
            return at
    return first


def _breaks_between(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if before == "-":
        return _breaks_after_hyphen(text, at - 1)
    if _WIDE.match(after) or _WIDE.match(before):
        return after not in _NOT_AT_START and before not in _NOT_AT_END and after not in ",.;:!?)”’…"
    return False


def _breaks_after_hyphen(text: str, hyphen: int) -> bool:
    """Words joined by a hyphen may part after it; numbers (13-3), signs and dashes may not."""
    if not 0 < hyphen < len(text) - 1 or not text[hyphen + 1].isalpha():
        return False
    before = text[hyphen - 1]
    return before.isalpha() or combining(before) > 0
