"""Whether a place found for a highlight is the only one that could be it.

A sentence that a text has twice, a caption that repeats one, a paragraph that was copied and then removed:
the words of a highlight stand at several places then, and a comparison of the two versions picks one of them.
A place is beyond doubt only where no other words without a partner, of either version, could take its part:

- between the words that speak for it on both sides (those in stretches that both versions have once:
  ``Alignment.gap``) nothing else may read as it does;
- elsewhere nothing may read more like it, with what stands beside it;
- words that were moved have nothing on their sides that speaks for them: nothing else may read like them at
  all.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from annotations.text_diff import Alignment
    from annotations.text_words import Words

AROUND = 8
"""Words on either side of a highlight, in its sentence or line, that are compared with it."""

ALIKE = 0.4
"""With so large a share of what a place has in common with the highlight another one may be it, too, or a
part of it."""

_ROW = 3  # words in a row that are compared
_ROWS = 24  # rows of a highlight that are compared at most, evenly spread
_PLACES = 96  # places of a word that are looked at, at most
_FAR = 60  # words on either side that are compared, at most
_MORE = 2  # so many more of them may speak for another place before it counts
_ALONG = 10  # so many more of them have to speak for a place than for another one where it was moved
_SHIFT = 4  # words by which rows of one place may stand further apart than in the highlight


class _Side(NamedTuple):
    """One of the two versions: its words, their partners, which of them were moved, and where each word
    stands."""

    words: Words
    to: Sequence[int]
    moved: Callable[[int], bool]
    places: Sequence[Sequence[int]]

    def rows(self, row: Sequence[int], near: int) -> Sequence[int]:
        """Return where words in a row stand: where the rarest of them has many places, those near one."""
        keys, length = self.words.keys, len(row)
        rarest, found = self._rarest(row)
        if len(found) > _PLACES:
            first = max(0, bisect_left(found, near) - _PLACES // 2)
            found = found[first : first + _PLACES]
        return [
            place - rarest
            for place in found
            if place >= rarest and keys[place - rarest : place - rarest + length] == row
        ]

    def only(self, row: Sequence[int]) -> int:
        """Return the one place of words in a row, -1 where there are several, or none, or too many to look
        at."""
        if len(self._rarest(row)[1]) > _PLACES:
            return -1
        found = self.rows(row, 0)
        return found[0] if len(found) == 1 else -1

    def free(self, first: int, last: int) -> bool:
        """Return whether most of some words have no partner, or were moved."""
        free = [at for at in range(first, last + 1) if self.to[at] < 0 or self.moved(at)]
        return 2 * len(free) > last - first

    def _rarest(self, row: Sequence[int]) -> tuple[int, Sequence[int]]:
        """Return which of some words the text has least often, and where it stands."""
        known = len(self.places)
        rarest, found = 0, self.places[row[0]] if row[0] < known else ()
        for at, key in enumerate(row):
            places = self.places[key] if key < known else ()
            if len(places) < len(found):
                rarest, found = at, places
        return rarest, found


class Rivals:
    """Where else in two versions a highlight's words might be."""

    def __init__(self, alignment: Alignment) -> None:
        """Take the pairs of words as they are in the end."""
        self._alignment = alignment
        to, back, moved = alignment.to, alignment.back, alignment.moved
        self._old = _Side(alignment.old, to, lambda at: moved[at] > 0, _places(alignment.old))
        self._new = _Side(alignment.new, back, lambda at: moved[back[at]] > 0, _places(alignment.new))

    def doubt(self, here: tuple[int, int], there: tuple[int, int], *, moved: bool) -> bool:
        """Return whether other words than those of the place ``there`` (first and last, in the new text) may
        be those of the highlight (``here``, in the old one), or other words of the old text those of that
        place; ``moved``: whether the comparison found it to be moved."""
        left, right, low, high = self._alignment.gap(*here)
        old, new = self._old, self._new
        # A sentence of the new text that has an owner is no rival where none was moved; one of the old text
        # is, though it is where it was: what was found may be a copy of it that was put in.
        return _rival(old, here, new, there, None if moved else (low, high), owned=not moved) or _rival(
            new, there, old, here, None if moved else (left, right), owned=False
        )

    def only(self, first: int, last: int) -> int:
        """Return where in the new text a stretch of the old one stands that both have once, word for word;
        -1 where that is not so."""
        row = self._old.words.keys[first : last + 1]
        return self._new.only(row) if self._old.only(row) >= 0 else -1


def _rival(
    mine: _Side,
    at: tuple[int, int],
    others: _Side,
    own: tuple[int, int],
    gap: tuple[int, int] | None,
    *,
    owned: bool,
) -> bool:
    """Return whether words of the other version may be the partners of the words ``at`` that ``own`` are not:
    better ones anywhere, others beside which as much is the same, or without a partner inside the gap (the
    words before and behind it); without a gap, others beside which nearly as much is the same.
    With ``owned``, words are left out whose partners are more like them.
    """
    keys, to = mine.words.keys, mine.to
    start, end = _window(mine.words, *at)
    length = min(_ROW, end - start)
    if not length:
        return False
    slack = min(_SHIFT, (end - start) // 4)
    least, most = sorted((own[0] - at[0], own[1] - at[1]))
    agreed = 0
    found: list[int] = []
    count = end - start - length + 1
    for row in range(start, end - length + 1, -(-count // _ROWS)):
        there = to[row]
        if there >= 0 and least - _SHIFT <= there - row <= most + _SHIFT:
            agreed += all(to[row + more] == there + more for more in range(length))
        for place in others.rows(keys[row : row + length], row + least):
            if not least - slack <= place - row <= most + slack:
                found.append(place - row)
    if not found:
        return False
    beside = _beside(mine.words, at, others.words, own)
    for low, high, alike in _groups(sorted(found), slack):
        if alike < max(1, ALIKE * agreed):
            continue
        most_there = len(others.words) - 1
        other = min(max(0, at[0] + low), most_there), min(max(0, at[1] + high), most_there)
        sides = _beside(mine.words, at, others.words, other)
        if owned and _has_owner(mine.words, others, other, sum(sides)):
            continue
        better = (side > known + _MORE for side, known in zip(sides, beside, strict=True))
        if alike > agreed + 1 or any(better):
            return True
        inside = gap is not None and gap[0] < other[0] and other[1] < gap[1]
        if (inside and others.free(*other)) or sum(sides) + (1 if gap else _ALONG) > sum(beside):
            return True
    return False


def _has_owner(mine: Words, others: _Side, place: tuple[int, int], beside: int) -> bool:
    """Return whether words have partners beside which more is the same than beside those they are compared
    with."""
    first, last = (others.to[at] for at in place)
    if first < 0 or last - first != place[1] - place[0]:
        return False
    return sum(_beside(mine, (first, last), others.words, place)) > beside + _MORE


def _groups(found: Sequence[int], slack: int) -> Iterator[tuple[int, int, int]]:
    """Yield the shifts that are about the same: the least one, the largest one, and how many there are."""
    low = 0
    for at in range(1, len(found) + 1):
        if at == len(found) or found[at] - found[low] > slack:
            yield found[low], found[at - 1], at - low
            low = at


def _beside(mine: Words, at: tuple[int, int], others: Words, place: tuple[int, int]) -> tuple[int, int]:
    """Return how many words in a row before two places are the same, and how many behind them."""
    keys, there = mine.keys, others.keys
    (first, last), (low, high) = at, place
    before = behind = 0
    while before < min(first, low, _FAR) and keys[first - before - 1] == there[low - before - 1]:
        before += 1
    room = min(len(keys) - last, len(there) - high, _FAR) - 1
    while behind < room and keys[last + behind + 1] == there[high + behind + 1]:
        behind += 1
    return before, behind


def _window(words: Words, first: int, last: int) -> tuple[int, int]:
    """Return the words to compare of a highlight: its own and some around them, in its sentence or line."""
    units = words.units
    start = units[bisect_right(units, first) - 1]
    end = units[bisect_right(units, last)]
    return max(start, first - AROUND), min(end, last + 1 + AROUND)


def _places(words: Words) -> Sequence[Sequence[int]]:
    """Return where each word of a text stands."""
    places: list[list[int]] = [[] for _ in range(max(words.keys, default=-1) + 1)]
    for at, key in enumerate(words.keys):
        places[key].append(at)
    return places
