"""The sentence around a place in a text: what is copied or marked when nothing is selected."""

from __future__ import annotations

import re

_END = re.compile(r"[.!?…]+[\"”’»)]*(?=\s)")
_SHORT = re.compile(r"(?:^|[\s(“\"])(?:[A-ZĐ]|[A-ZĐ][a-zA-Zđ]{1,2})\.$")
"""``TP.``, ``TS.``, ``L.``: a full stop after a short capitalised word shortens it and ends nothing."""

_INK = re.compile(r"\S")
FAR = 5_000
"""Code points to each side of a place in which a sentence is looked for: a line may be a whole file."""

_CLOSING = frozenset(".,;:!?…)]}”’»\"'")
"""Signs that belong to the word before them, where one stands right before."""
_OPENING = frozenset("([{“‘«")


def without_edges(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch without the white space at its ends and without what closes the words before it; where
    nothing else is left, without the white space alone."""
    start, end = _trimmed(text, start, end)
    at = start
    while at < end and (text[at].isspace() or _closes(text, at)):
        at += 1
    return (at if at < end else start), end


def _closes(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    return text[at] in _CLOSING and not before.isspace() and before not in _OPENING


def sentence_at(text: str, offset: int, *, within: tuple[int, int] | None = None) -> tuple[int, int]:
    """Return the stretch of the sentence that holds an offset; sentences do not cross line ends.

    In white space it is the next sentence; past the last one, the last. An empty text gives an empty stretch.
    With ``within`` sentences cross line ends, but not the ends of that stretch.
    """
    found = _INK.search(text, max(0, min(offset, len(text))))
    at = found.start() if found else len(text.rstrip()) - 1
    if at < 0:
        return 0, 0
    if within is not None and within[0] <= at < within[1]:
        first, last = max(within[0], at - FAR), min(within[1], at + FAR)
    else:
        first = max(text.rfind("\n", 0, at) + 1, at - FAR)
        last = text.find("\n", at)
        last = min(len(text) if last < 0 else last, at + FAR)
    start = first
    for match in _END.finditer(text, first, last):
        end = match.end()
        if match[0].startswith(".") and _SHORT.search(text[max(first, end - 6) : end]):
            continue
        if end > at:
            return _trimmed(text, start, end)
        start = end
    return _trimmed(text, start, last)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
