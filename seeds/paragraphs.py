"""Paragraphs: the lines of a text that are not blank, those of a hard-wrapped text put together again."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from seeds.patterns import later

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seeds.article import Block, BlockKind

ENDS_SENTENCE = later(r"[.!?…:;,][\"'”’)\]]*$")
"""What ends a sentence or a clause at the end of a line."""

MARKDOWN = later(r"#{1,6}\s+|\*\*(?=.*\*\*$)")
"""What Markdown sets before a heading, or around it."""

_JUDGED = 5_000
"""How many paragraphs are looked at; what follows is one block of body. No article comes near."""


@dataclass(slots=True)
class Line:
    """One paragraph: its span in the text, its text without outer white space, and what it turned out to
    be."""

    start: int
    end: int
    text: str
    kind: BlockKind | None = None

    @property
    def words(self) -> int:
        """How many words it has."""
        return self.text.count(" ") + 1


def paragraphs(text: str) -> list[Line]:
    """Return the paragraphs of a cleaned text, in order."""
    return _joined(_lines(text))


def with_known(lines: list[Line], known: Sequence[Block]) -> list[Line]:
    """Return the lines with those of each known block (in order) put together as one of its kind."""
    put: list[Line] = []
    rest = iter(known)
    block = next(rest, None)
    for line in lines:
        while block is not None and block.end <= line.start:
            block = next(rest, None)
        if block is None or line.end <= block.start:
            put.append(line)
        elif not put or put[-1].start != block.start:
            put.append(Line(line.start, line.end, line.text, block.kind))
        else:
            put[-1].end = line.end
            put[-1].text += " " + line.text
    return put


def _lines(text: str) -> list[Line]:
    """Return the lines that are not blank; past ``_JUDGED`` of them, all the rest as one."""
    lines: list[Line] = []
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        if end < 0 or len(lines) == _JUDGED:
            end = len(text)
        raw = text[at:end]
        bare = raw.strip()
        if bare:
            start = at + len(raw) - len(raw.lstrip())
            lines.append(Line(start, start + len(bare), bare))
        at = end + 1
    return lines


def _joined(lines: list[Line]) -> list[Line]:
    """Join the lines of a hard-wrapped text to paragraphs: neighbours where sentences run on over most line
    ends."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and line.start == groups[-1][-1].end + 1:
            groups[-1].append(line)
        else:
            groups.append([line])
    joined: list[Line] = []
    for group in groups:
        if len(group) > 1 and _is_wrapped(group):
            text = " ".join(line.text for line in group)
            joined.append(Line(group[0].start, group[-1].end, text))
        else:
            joined += group
    return joined


def _is_wrapped(group: list[Line]) -> bool:
    longest = max(len(line.text) for line in group)
    if not 45 <= longest <= 130:
        return False
    breaks = len(group) - 1
    running = sum(
        1
        for line, following in pairwise(group)
        if len(line.text) > longest * 0.7 and not ENDS_SENTENCE().search(line.text)
    )
    onward = sum(1 for line in group[1:] if line.text[0].islower())
    return running * 3 >= breaks * 2 and onward * 3 >= breaks
