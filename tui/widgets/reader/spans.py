"""Which mentions are drawn, and how loudly: the quiet marks of a page, laid on when a line is drawn."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seeds.article import Article, Mention, MentionType

Group = Literal["PERSON", "ORG", "PLACE", "DATE", "FIGURE", "LAW", "EVENT"]
GROUPS: tuple[Group, ...] = ("PERSON", "ORG", "PLACE", "DATE", "FIGURE", "LAW", "EVENT")
"""What is marked apart, in the order of the legend. Money, per cent and quantities are all figures."""

Emphasis = Literal["quiet", "all", "none"]
EMPHASES: tuple[Emphasis, ...] = ("quiet", "all", "none")

_OF_TYPE: dict[MentionType, Group] = {
    "PERSON": "PERSON", "ORG": "ORG", "PLACE": "PLACE", "DATE": "DATE", "LAW": "LAW", "EVENT": "EVENT",
    "MONEY": "FIGURE", "PERCENT": "FIGURE", "QUANTITY": "FIGURE",
}  # fmt: skip

_RARE = 2
"""A name that an article has no more often than this stands out every time."""
_WORN = 4
"""After standing out this often, a name has been introduced: later mentions are faint."""


def group_of(mention: Mention) -> Group:
    """Return the group a mention is marked as."""
    return _OF_TYPE[mention.type]


@dataclass(frozen=True, slots=True)
class Marks:
    """The mentions of an article in text order, none overlapping, with which of them stand out when quiet."""

    mentions: tuple[Mention, ...]
    loud: tuple[bool, ...]
    starts: tuple[int, ...]

    def between(self, start: int, end: int) -> Iterator[int]:
        """Yield the indexes of the mentions that overlap a stretch of text."""
        index = max(0, bisect_right(self.starts, start) - 1)
        while index < len(self.mentions) and self.mentions[index].start < end:
            if self.mentions[index].end > start:
                yield index
            index += 1

    def at(self, offset: int) -> int | None:
        """Return the index of the mention that holds an offset."""
        return next(self.between(offset, offset + 1), None)

    def after(self, offset: int) -> int:
        """Return the index of the first mention that starts at an offset or later."""
        return bisect_left(self.starts, offset)


NO_MARKS = Marks((), (), ())


def marks_of(article: Article, common: frozenset[str] = frozenset()) -> Marks:
    """Return an article's mentions ready for drawing.

    A mention stands out when its name is rare here, or when it is the first of its name in its paragraph,
    until the name is worn; a name in ``common`` (everywhere in the library) stands out once. Only running
    text introduces names: titles stand out themselves, captions and related news step back.
    """
    kept: list[Mention] = []
    for mention in sorted(article.mentions or (), key=lambda item: (item.start, -item.end)):
        if mention.end > mention.start and (not kept or mention.start >= kept[-1].end):
            kept.append(mention)
    counts = Counter(mention.name for mention in kept)
    aside = [block for block in article.blocks if block.kind != "body"]
    aside_starts = [block.start for block in aside]
    shown: Counter[str] = Counter()
    here: set[str] = set()
    paragraph_end = -1
    loud: list[bool] = []
    for mention in kept:
        within = bisect_right(aside_starts, mention.start) - 1
        if within >= 0 and mention.start < aside[within].end:
            loud.append(False)
            continue
        if mention.start > paragraph_end:
            here.clear()
            paragraph_end = article.text.find("\n", mention.start)
            paragraph_end = len(article.text) if paragraph_end < 0 else paragraph_end
        name = mention.name
        limit = 1 if name in common else _WORN
        stands_out = name not in here and shown[name] < limit
        if name not in common and counts[name] <= _RARE:
            stands_out = True
        here.add(name)
        shown[name] += stands_out
        loud.append(stands_out)
    return Marks(tuple(kept), tuple(loud), tuple(mention.start for mention in kept))
