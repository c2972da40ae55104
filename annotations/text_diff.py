"""Which word of a text is which of a later version of it.

Long stretches that both versions have once are paired first, as many words as stand in the same order; then
the same between them, and so on; what is left between two of them is compared word by word. Pairs of words
that stand among others without a partner are taken apart again: two sentences about the same thing share
words without being the same sentence. What has no partner then is looked for, as long stretches only, in what
the later version has put in elsewhere (``annotations.text_moves``): text that was there before is nobody's
new place.

Comparing words is quadratic in the worst case: ``GAP_PAIRS`` and ``ALL_PAIRS`` bound the work. What is beyond
them stays without a partner.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from annotations.text_blocks import Block, apart, common_blocks, grown, heaviest, runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.rivals import Rivals
    from annotations.text_words import Words

GAP_PAIRS = 20_000
"""So many pairs of equal words a gap may have to be compared word by word: about two times 1,500 words of
usual text, which takes some 40 ms."""

ALL_PAIRS = 400_000
"""So many pairs of equal words all gaps together may have."""

WEAK = 0.34
"""Pairs of words with less trust than this are none (see ``Alignment.trust``)."""

FIRM = 0.6
"""Pairs of words with less trust than this make way for a stretch that was moved."""

_DEPTH = 10  # how often a gap is taken apart
_LENGTHS = (
    6,
    3,
)  # words in a row that a stretch has at least: in the whole, and in a gap too large to compare
_WIDTH = 10  # words on either side that speak for a pair


class Alignment:
    """Pairs of words of two texts.

    ``to`` gives for each word of the old text its partner in the new one, ``back`` the other way round, -1
    where there is none. ``moved`` is 1 for words of the old text whose partner stands in a stretch that was
    moved. ``begins`` are, for both texts, 1 for words that a sentence or line begins with, and for the end.
    """

    def __init__(self, old: Words, new: Words) -> None:
        """Pair the words of two texts that one vocabulary made."""
        self.old = old
        self.new = new
        self.to = [-1] * len(old)
        self.back = [-1] * len(new)
        self.moved = bytearray(len(old))
        self._whole = bytearray(len(old))
        self._left = ALL_PAIRS
        self.begins = _begins(old), _begins(new)
        self._pins: list[Block] = []
        self._pair_between(0, len(old), 0, len(new), 0)
        self._straighten()
        self._find_whole()
        doubtful = self._part(FIRM)
        if -1 in self.to and -1 in self.back:
            from annotations.text_moves import pair_moved

            pair_moved(self)
        for block, trust in doubtful:
            for at, partner in zip(block.words, block.partners, strict=True):
                if trust >= WEAK and self.to[at] < 0 and self.back[partner] < 0:
                    self.pair(at, partner, 1)

    def pair(self, at: int, partner: int, count: int, *, moved: bool = False) -> None:
        """Make so many words in a row partners."""
        self.to[at : at + count] = range(partner, partner + count)
        self.back[partner : partner + count] = range(at, at + count)
        if moved:
            self.moved[at : at + count] = b"\1" * count

    def trust(self, at: int) -> float:
        """Return how far the words around a word of the old text speak for its partner, from 0 to 1.

        That is the share of them, in its sentence or line, whose partners stand around that partner as they
        do themselves; asked from both sides, because one may have been shortened to what is left.
        """
        if self._whole[at]:
            return 1.0
        partner = self.to[at]
        if partner < 0:
            return 0.0
        mine = _agreeing(self.old, self.to, at, partner)
        return mine if mine == 1 else max(mine, _agreeing(self.new, self.back, partner, at))

    @cached_property
    def rivals(self) -> Rivals:
        """The words that may be others than those they were paired with."""
        from annotations.rivals import Rivals

        return Rivals(self)

    def gap(self, first: int, last: int) -> tuple[int, int, int, int]:
        """Return the nearest words that are beyond doubt before and behind some words of the old text, or
        their own first and last ones, and the partners of these: those of stretches that both texts have
        once. -1 and the number of words where there are none."""
        pins = self._pins
        at = bisect_right(pins, first, key=lambda pin: pin.at) - 1
        left = there = -1
        if at >= 0:
            left = min(first - 1, pins[at].at + pins[at].count - 1)
            there = left + pins[at].partner - pins[at].at
        at = bisect_left(pins, last, key=lambda pin: pin.at + pin.count - 1)
        right, behind = len(self.old), len(self.new)
        if at < len(pins):
            right = max(last + 1, pins[at].at)
            behind = right + pins[at].partner - pins[at].at
        return left, right, there, behind

    def _pair_between(self, i: int, i_end: int, j: int, j_end: int, depth: int) -> None:
        """Pair words in order between two places."""
        i, i_end, j, j_end = self._pair_ends(i, i_end, j, j_end, depth)
        if i == i_end or j == j_end:
            return
        mine, theirs = self.old.keys[i:i_end], self.new.keys[j:j_end]
        pairs = _pairs(mine, theirs)
        for length in _LENGTHS:
            blocks = common_blocks(mine, theirs, length) if depth < _DEPTH else []
            if blocks or pairs <= GAP_PAIRS:
                break
        if not blocks:
            if pairs <= min(GAP_PAIRS, self._left):
                self._left -= pairs
                self._compare(i, mine, j, theirs)
            return
        begins, others = self.begins
        low, low_there = i, j
        row = apart(heaviest(blocks), begins[i : i_end + 1], others[j : j_end + 1])
        if not depth:
            self._pins = [pin for block in row if (pin := _core(block, length, len(mine), len(theirs)))]
        for block in row:
            at, partner = i + block.at, j + block.partner
            self._pair_between(low, at, low_there, partner, depth + 1)
            self.pair(at, partner, block.count)
            low, low_there = at + block.count, partner + block.count
        self._pair_between(low, i_end, low_there, j_end, depth + 1)

    def _pair_ends(self, i: int, i_end: int, j: int, j_end: int, depth: int) -> tuple[int, int, int, int]:
        """Pair the sentences and lines that a gap begins and ends with in both texts; return the rest."""
        if not depth:
            return i, i_end, j, j_end
        old, new = self.old, self.new
        while (one := _unit(old, i, i_end)) and old.keys[i:one] == new.keys[j : j + one - i]:
            if _unit(new, j, j_end) != j + one - i:
                break
            self.pair(i, j, one - i)
            i, j = one, j + one - i
        while (one := _unit_before(old, i, i_end)) >= 0 and _unit_before(
            new, j, j_end
        ) == j_end - i_end + one:
            count = i_end - one
            if old.keys[one:i_end] != new.keys[j_end - count : j_end]:
                break
            self.pair(one, j_end - count, count)
            i_end, j_end = one, j_end - count
        return i, i_end, j, j_end

    def _compare(self, i: int, mine: Sequence[int], j: int, theirs: Sequence[int]) -> None:
        """Pair words in order, the longest stretches first."""
        from difflib import SequenceMatcher

        for a, b, count in SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks():
            self.pair(i + a, j + b, count)

    def _straighten(self) -> None:
        """Have what was put in or taken out begin where a sentence or line does, as far as the words on its
        sides leave that open."""
        found = runs(self.to, None)
        if len(found) < 2:
            return
        mine, theirs = self.old.keys, self.new.keys
        first, last = Block(0, 0, 0), Block(len(mine), len(theirs), 0)
        wide = [
            grown(block, mine, theirs, before, after)
            for before, block, after in zip([first, *found], found, [*found[1:], last], strict=False)
        ]
        self.to[:] = [-1] * len(mine)
        self.back[:] = [-1] * len(theirs)
        for block in apart(wide, *self.begins):
            self.pair(block.at, block.partner, block.count)

    def _find_whole(self) -> None:
        """Find the sentences and lines of which every word has its partner, side by side."""
        to, begins = self.to, self.begins[1]
        for start, end in pairwise(self.old.units):
            first, count = to[start], end - start
            if first >= 0 and to[start:end] == list(range(first, first + count)):
                alone = bool(begins[first] and begins[first + count])
                if count > 4 or (alone and count > 1):
                    self._whole[start:end] = b"\1" * count

    def _part(self, least: float) -> list[tuple[Block, float]]:
        """Take stretches of pairs apart that hardly a word around them speaks for; return them with their
        trust."""
        weak: list[tuple[Block, float]] = []
        for run in runs(self.to, self.begins[0]):
            middle = run.at + run.count // 2
            if run.count < 2 * _WIDTH and not self._whole[middle] and (trust := self.trust(middle)) < least:
                weak.append((run, trust))
        for block, _ in weak:
            self.to[block.at : block.at + block.count] = [-1] * block.count
            self.back[block.partner : block.partner + block.count] = [-1] * block.count
        return weak


def _agreeing(words: Words, to: Sequence[int], at: int, partner: int) -> float:
    """Return the share of the words around one whose partners stand around its partner."""
    units = words.units
    unit = bisect_right(units, at) - 1
    low, high = max(units[unit], at - _WIDTH), min(units[unit + 1], at + _WIDTH + 1)
    if high - low < 2:
        low, high = max(0, at - 3), min(len(words), at + 4)
    if high - low < 2:
        return 0.5
    agree = -1  # itself
    for other in range(low, high):
        there = to[other]
        if there >= 0:
            away = other - at
            agree += abs(there - partner - away) <= 3 + abs(away) // 3
    return agree / (high - low - 1)


def _core(block: Block, length: int, count: int, others: int) -> Block | None:
    """Return the words of a block that are beyond doubt: not those at its ends that only belong to it with
    the words beside them, and might with others belong elsewhere."""
    start = length - 1 if block.at or block.partner else 0
    end = length - 1 if block.at + block.count < count or block.partner + block.count < others else 0
    rest = block.count - start - end
    return Block(block.at + start, block.partner + start, rest) if rest > 0 else None


def _begins(words: Words) -> bytearray:
    """Return 1 for words that a sentence or line begins with, and for the end."""
    begins = bytearray(len(words) + 1)
    for at in words.units:
        begins[at] = 1
    return begins


def _unit(words: Words, at: int, end: int) -> int:
    """Return the end of the sentence or line that begins at a word, if that is before ``end``; else 0."""
    unit = bisect_right(words.units, at) - 1
    if at >= end or words.units[unit] != at:
        return 0
    return words.units[unit + 1] if words.units[unit + 1] <= end else 0


def _unit_before(words: Words, start: int, at: int) -> int:
    """Return the beginning of the sentence or line that ends before a word, if it is not before ``start``;
    else -1."""
    unit = bisect_right(words.units, at) - 1
    if at <= start or words.units[unit] != at:
        return -1
    return words.units[unit - 1] if words.units[unit - 1] >= start else -1


def _pairs(one: Sequence[int], other: Sequence[int]) -> int:
    counts = Counter(other)
    return sum(count * counts.get(key, 0) for key, count in Counter(one).items())
