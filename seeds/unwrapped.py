"""A text with its paragraphs in one line each, for reading: a name broken over two lines is one name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from seeds.article import Block, Evidence

_RUN = re.compile(r"\s{2,}|[^\S ]")


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """A text in which each run of white space inside a block is one space, and its blocks there.

    ``here`` and ``there`` are parallel, rising offsets: from ``here[i]`` on, both texts run in step from
    ``there[i]`` of the text as it is written.
    """

    text: str
    blocks: tuple[Block, ...]
    here: tuple[int, ...] = ()
    there: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch (not empty) of the unwrapped text stands as it is written."""
        return (start, end) if not self.here else (self._back(start), self._back(end - 1) + 1)

    def evidence(self, found: Evidence, written: str) -> Evidence:
        """Return evidence from the unwrapped text as it stands in the text ``written``."""
        start, end = self.span(found.start, found.end)
        return Evidence(start, end, written[start:end])

    def _back(self, offset: int) -> int:
        at = bisect_right(self.here, offset) - 1
        return offset if at < 0 else self.there[at] + offset - self.here[at]


def unwrapped(text: str, blocks: Sequence[Block]) -> Unwrapped:
    """Return a text for reading; what stands between blocks stays as it is. Linear in the text's length."""
    pieces: list[str] = []
    here: list[int] = []
    there: list[int] = []
    moved: list[Block] = []
    done = gone = 0
    odd = [letter for letter in set(text) if letter != " " and letter.isspace()]
    for block in blocks:
        start = block.start - gone
        if text.find("  ", block.start, block.end) < 0 and all(
            text.find(letter, block.start, block.end) < 0 for letter in odd
        ):  # as most are: only looking whether there is a run is much faster than looking for one
            moved.append(replace(block, start=start, end=block.end - gone) if gone else block)
            continue
        for match in _RUN.finditer(text, block.start, block.end):
            pieces += (text[done : match.start()], " ")
            done = match.end()
            if match.end() - match.start() > 1:
                gone += match.end() - match.start() - 1
                here.append(done - gone)
                there.append(done)
        moved.append(replace(block, start=start, end=block.end - gone) if gone else block)
    if not pieces:
        return Unwrapped(text, tuple(blocks))
    pieces.append(text[done:])
    return Unwrapped("".join(pieces), tuple(moved), tuple(here), tuple(there))
