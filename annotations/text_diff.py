"""Which word of a text is which of a later version of it.

Whole sentences and lines that both versions have once are paired first, in order; then the same between them,
and so on; what is left between two of them is compared word by word. Pairs of words that stand among others
without a partner are taken apart again: two sentences about the same thing share words without being the same
sentence. What has no partner then is looked for, as long stretches only, in what the later version has put in
elsewhere: such stretches were moved. Text that was there before is nobody's new place.

Comparing words is quadratic in the worst case: ``GAP_PAIRS`` and ``MOVED_WORDS`` bound the work. What is
beyond them stays without a partner.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from annotations.text_words import Words

GAP_PAIRS = 20_000
"""So many pairs of equal words a gap may have to be compared word by word: two times 1,000 words of usual
text. A larger one is first taken apart at stretches that occur once in both."""

MOVED_WORDS = 150_000
"""Words without a partner, in both versions together, up to which moved stretches are looked for."""

WEAK = 0.34
"""Pairs of words with less trust than this are none (see ``Alignment.trust``)."""

_DEPTH = 12  # how often a gap is taken apart
_SEED = 5  # words that a stretch begins to be looked for with
_MOVED = 8  # words that a moved stretch has at least, unless it is a whole sentence or line
_MOVED_UNIT = 5  # words of such a sentence or line
_WIDTH = 10  # words on either side that speak for a pair


class Alignment:
    """Pairs of words of two texts.

    ``to`` gives for each word of the old text its partner in the new one, ``back`` the other way round, -1
    where there is none. ``moved`` is 1 for words of the old text whose partner stands in a stretch that was
    moved.
    """

    def __init__(self, old: Words, new: Words) -> None:
        """Pair the words of two texts that one vocabulary made."""
        self.old = old
        self.new = new
        self.to = [-1] * len(old)
        self.back = [-1] * len(new)
        self.moved = bytearray(len(old))
        self._sure = bytearray(len(old))  # paired with the whole of its sentence or line
        gaps = self._pair_units()
        self._pair_moved_units(gaps)
        for gap in gaps:
            self._pair_words(*gap)
        self._part_weak()
        self._pair_moved_words()

    def trust(self, at: int) -> float:
        """Return how far the words around a word of the old text speak for its partner, from 0 to 1.

        That is the share of them, in its sentence or line, whose partners stand around that partner as they
        do themselves; asked from both sides, because one may have been shortened to what is left.
        """
        if self._sure[at]:
            return 1.0
        partner = self.to[at]
        if partner < 0:
            return 0.0
        return max(
            self._agreeing(self.old, self.to, at, partner), self._agreeing(self.new, self.back, partner, at)
        )

    @staticmethod
    def _agreeing(words: Words, to: Sequence[int], at: int, partner: int) -> float:
        units = words.units
        unit = bisect_right(units, at) - 1
        low, high = max(units[unit], at - _WIDTH), min(units[unit + 1], at + _WIDTH + 1)
        if high - low < 5:
            low, high = max(0, min(low, at - 3)), min(len(words), max(high, at + 4))
        if high - low < 2:
            return 0.5
        agree = 0
        for other in range(low, high):
            there = to[other]
            if there >= 0 and other != at:
                agree += abs(there - partner - other + at) <= 3 + abs(other - at) // 3
        return agree / (high - low - 1)

    def _pair(self, at: int, partner: int, count: int, *, sure: bool = False, moved: bool = False) -> None:
        for step in range(count):
            self.to[at + step] = partner + step
            self.back[partner + step] = at + step
        if sure:
            self._sure[at : at + count] = b"\1" * count
        if moved:
            self.moved[at : at + count] = b"\1" * count

    def _pair_units(self) -> list[tuple[int, int, int, int]]:
        """Pair whole sentences and lines; return what is left between them as ranges of words."""
        old, new = self.old.units, self.new.units
        names: dict[tuple[int, ...], int] = {}
        mine, theirs = _units(self.old, names), _units(self.new, names)
        gaps: list[tuple[int, int, int, int]] = []
        work = [(0, len(mine), 0, len(theirs), 0)]
        while work:
            i, i_end, j, j_end, depth = work.pop()
            while i < i_end and j < j_end and mine[i] == theirs[j]:
                self._pair(old[i], new[j], old[i + 1] - old[i], sure=True)
                i, j = i + 1, j + 1
            while i < i_end and j < j_end and mine[i_end - 1] == theirs[j_end - 1]:
                i_end, j_end = i_end - 1, j_end - 1
                self._pair(old[i_end], new[j_end], old[i_end + 1] - old[i_end], sure=True)
            if i == i_end or j == j_end:
                continue
            long = [name for name in range(i, i_end) if old[name + 1] - old[name] >= _MOVED_UNIT]
            pairs = _once(mine, long, theirs, range(j, j_end)) if depth < _DEPTH else []
            if not pairs and depth < _DEPTH:
                pairs = _once(mine, range(i, i_end), theirs, range(j, j_end))
            if not pairs:
                gaps.append((old[i], old[i_end], new[j], new[j_end]))
                continue
            for one, other in [*pairs, (i_end, j_end)]:
                if one > i and other > j:
                    work.append((i, one, j, other, depth + 1))
                if one < i_end:
                    self._pair(old[one], new[other], old[one + 1] - old[one], sure=True)
                i, j = one + 1, other + 1
        return sorted(gaps)

    def _pair_moved_units(self, gaps: Sequence[tuple[int, int, int, int]]) -> None:
        """Pair sentences and lines that are gone at one place and new at another, once in the text each."""
        here, there = _free_units(self.old, self.to), _free_units(self.new, self.back)
        begins = [gap[0] for gap in gaps]
        for key, at in here.items():
            partner = there.get(key, -1)
            if at >= 0 and partner >= 0:
                _, end, begin, last = gaps[bisect_right(begins, at) - 1] if begins else (0, 0, 0, 0)
                if not (at < end and begin <= partner < last):  # else they are compared in order
                    self._pair(at, partner, len(key), sure=True, moved=True)

    def _pair_words(self, i: int, i_end: int, j: int, j_end: int, depth: int = 0) -> None:
        """Pair words in order between two places."""
        mine = [at for at in range(i, i_end) if self.to[at] < 0]
        theirs = [at for at in range(j, j_end) if self.back[at] < 0]
        if not mine or not theirs:
            return
        one, other = [self.old.keys[at] for at in mine], [self.new.keys[at] for at in theirs]
        if _pairs(one, other) <= GAP_PAIRS:
            from difflib import SequenceMatcher

            for a, b, count in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
                for step in range(count):
                    self._pair(mine[a + step], theirs[b + step], 1)
            return
        if depth >= _DEPTH:
            return
        for length in (2 * _SEED, _SEED, 1):
            seeds = _once(_grams(one, length), range(len(one)), _grams(other, length), range(len(other)))
            if seeds:
                break
        else:
            return
        i, j = mine[0], theirs[0]
        ends = (mine[-1] + 1, theirs[-1] + 1)
        for a, b in seeds:
            for step in range(length):
                if a + step < len(mine) and b + step < len(theirs):
                    at, partner = mine[a + step], theirs[b + step]
                    if self.to[at] < 0 and self.back[partner] < 0:
                        self._pair(at, partner, 1)
        for a, b in seeds:
            if mine[a] > i and theirs[b] > j:
                self._pair_words(i, mine[a], j, theirs[b], depth + 1)
            i, j = mine[min(a + length, len(mine)) - 1] + 1, theirs[min(b + length, len(theirs)) - 1] + 1
        if ends[0] > i and ends[1] > j:
            self._pair_words(i, ends[0], j, ends[1], depth + 1)

    def _part_weak(self) -> None:
        """Take pairs apart that hardly a word around them speaks for."""
        weak = [at for at, to in enumerate(self.to) if to >= 0 and self.trust(at) < WEAK]
        for at in weak:
            self.back[self.to[at]] = -1
            self.to[at] = -1

    def _pair_moved_words(self) -> None:
        """Pair stretches that are gone at one place and new at another."""
        here, there = _free(self.to), _free(self.back)
        if not here or not there or len(here) + len(there) > MOVED_WORDS:
            return
        seeds, found = _seeds(self.old.keys, self.to, here), _seeds(self.new.keys, self.back, there)
        for gram, at in seeds.items():
            partner = found.get(gram, -1)
            if at < 0 or partner < 0 or self.to[at] >= 0 or self.back[partner] >= 0:
                continue
            start, begin, count = self._longest(at, partner)
            if count >= _MOVED or (count >= _MOVED_UNIT and self._whole(start, begin, count)):
                self._pair(start, begin, count, moved=True)

    def _longest(self, at: int, partner: int) -> tuple[int, int, int]:
        """Return the longest stretch of equal words without partners around a pair."""
        old, new, to, back = self.old.keys, self.new.keys, self.to, self.back
        before = 0
        while (
            at - before > 0
            and partner - before > 0
            and old[at - before - 1] == new[partner - before - 1]
            and to[at - before - 1] < 0
            and back[partner - before - 1] < 0
        ):
            before += 1
        count = 0
        while (
            at + count < len(old)
            and partner + count < len(new)
            and old[at + count] == new[partner + count]
            and to[at + count] < 0
            and back[partner + count] < 0
        ):
            count += 1
        return at - before, partner - before, before + count

    def _whole(self, at: int, partner: int, count: int) -> bool:
        """Say whether a stretch is made of whole sentences or lines in both texts."""
        return all(
            units[bisect_left(units, start)] == start
            and units[bisect_left(units, start + count)] == start + count
            for units, start in ((self.old.units, at), (self.new.units, partner))
        )


def _units(words: Words, names: dict[tuple[int, ...], int]) -> list[int]:
    """Return what each sentence or line is called: the same for the same words."""
    keys, units = words.keys, words.units
    return [names.setdefault(tuple(keys[start:end]), len(names)) for start, end in pairwise(units)]


def _once(
    mine: Sequence[object], here: Iterable[int], theirs: Sequence[object], there: Iterable[int]
) -> list[tuple[int, int]]:
    """Return the places of what occurs once in both, as many as are in the same order in both."""
    first, second = _places(mine, here), _places(theirs, there)
    pairs = [
        (at, partner) for what, at in first.items() if at >= 0 and (partner := second.get(what, -1)) >= 0
    ]
    pairs.sort()
    return _rising(pairs)


def _places(names: Sequence[object], where: Iterable[int]) -> dict[object, int]:
    """Return where each name stands, -1 for one that stands at several places."""
    places: dict[object, int] = {}
    for at in where:
        name = names[at]
        if name is not None:
            places[name] = -1 if name in places else at
    return places


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest part of pairs, sorted by their first numbers, in which the second ones rise too."""
    tails: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, partner) in enumerate(pairs):
        at = bisect_left(tails, partner)
        before.append(last[at - 1] if at else -1)
        if at == len(tails):
            tails.append(partner)
            last.append(index)
        else:
            tails[at] = partner
            last[at] = index
    chain: list[tuple[int, int]] = []
    index = last[-1] if last else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _pairs(one: Sequence[int], other: Sequence[int]) -> int:
    counts = Counter(other)
    return sum(count * counts.get(key, 0) for key, count in Counter(one).items())


def _grams(keys: Sequence[int], length: int) -> list[object]:
    """Return each word with those after it, None where there are too few."""
    whole: list[object] = [tuple(keys[at : at + length]) for at in range(len(keys) - length + 1)]
    return whole + [None] * (len(keys) - len(whole))


def _free(to: Sequence[int]) -> list[int]:
    return [at for at, partner in enumerate(to) if partner < 0]


def _seeds(keys: Sequence[int], to: Sequence[int], free: Iterable[int]) -> dict[tuple[int, ...], int]:
    """Return the stretches of ``_SEED`` words without partners and where each is, -1 for several places."""
    seeds: dict[tuple[int, ...], int] = {}
    run = 0
    previous = -2
    for at in free:
        run = run + 1 if at == previous + 1 else 1
        previous = at
        if run >= _SEED:
            start = at - _SEED + 1
            gram = tuple(keys[start : at + 1])
            seeds[gram] = -1 if gram in seeds else start
    return seeds


def _free_units(words: Words, to: Sequence[int]) -> dict[tuple[int, ...], int]:
    """Return the sentences and lines of some length without partners, and where each begins, -1 for several
    places."""
    found: dict[tuple[int, ...], int] = {}
    for start, end in pairwise(words.units):
        if end - start >= _MOVED_UNIT and to[start] < 0:
            key = tuple(words.keys[start:end])
            found[key] = -1 if key in found else start
    return found
