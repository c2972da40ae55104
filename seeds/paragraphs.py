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
    """Put the lines of a hard-wrapped text together to paragraphs, as far as no blank line parts them."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and line.start == groups[-1][-1].end + 1:
            groups[-1].append(line)
        else:
            groups.append([line])
    width = _width([line for group in groups if len(group) > 1 for line in group], groups)
    joined: list[Line] = []
    for group in groups:
        longest = max(len(line.text) for line in group)
        if len(group) > 1 and longest <= width:
            joined += _rejoined(group, width)
        elif len(group) > 1 and _width(group, [group]):
            joined += _rejoined(group, longest)
        else:
            joined += group
    return joined


def _width(lines: list[Line], groups: list[list[Line]]) -> int:
    """Return the width at which lines were broken: most are so full that the next word would not have fit,
    and sentences run on from one to the next; 0 for lines that were not broken."""
    longest = max((len(line.text) for line in lines), default=0)
    if not 45 <= longest <= 130:
        return 0
    breaks = [pair for group in groups for pair in pairwise(group)]
    full = [pair for pair in breaks if _is_full(*pair, longest)]
    running = sum(1 for line, _ in full if not ENDS_SENTENCE().search(line.text))
    onward = sum(1 for _, following in full if following.text[0].islower())
    return longest if len(full) * 2 >= len(breaks) and running * 2 >= len(full) <= onward * 3 else 0


def _is_full(line: Line, following: Line, width: int) -> bool:
    """Say whether the next line's first word (up to a hyphen) had no room behind a line."""
    word = following.text[: width + 1].partition(" ")[0]
    return len(line.text) + 1 + len(word.partition("-")[0]) > width


def _rejoined(group: list[Line], width: int) -> list[Line]:
    """Return the paragraphs of broken lines: one ends where the next word would still have fit, before a
    line of capitals, which is a signature, and around a web address."""
    paragraphs: list[list[Line]] = [[group[0]]]
    for line, following in pairwise(group):
        signature = (
            following.text.isupper() and len(following.text) <= 40 and bool(ENDS_SENTENCE().search(line.text))
        )
        address = any(part.text.startswith("http") and " " not in part.text for part in (line, following))
        if _is_full(line, following, width) and not signature and not address:
            paragraphs[-1].append(following)
        else:
            paragraphs.append([following])
    return [
        Line(part[0].start, part[-1].end, " ".join(line.text for line in part)) if len(part) > 1 else part[0]
        for part in paragraphs
    ]
