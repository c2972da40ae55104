"""Where a highlight is, once it is known which words of its text are which of another one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from annotations.text_words import spelt

if TYPE_CHECKING:
    from annotations.model import AnchorStatus
    from annotations.text_diff import Alignment

SURE = 0.45
"""With so much trust in its words (``Alignment.trust``) a highlight is where they are; with less, the reader
should look."""

MOVED = 0.7
"""With so much trust in its words a highlight is where they were moved to; with less, the reader should look:
it may be in a sentence that is only much like its own."""

MOST = 0.65
"""So large a share of the marked words has to be there for a highlight to be so, with changes."""

LEAST = 0.3
"""With a smaller share than this it is lost; between the two the reader should look."""


ASKED = 24
"""Words of a highlight whose trust is asked for, at most, evenly spread."""

FEW = 4
"""With fewer words than this, and others of its words gone, the reader should look."""

UNIQUE = 7
"""A highlight of more words in a row than this that either text has once is where they stand."""

BESIDE = 30
"""Words on either side of a sentence that may have been moved along with it."""

ALONG = 10
"""So many of them have to be, where the sentence itself was changed."""


class Place(NamedTuple):
    """Where a highlight is: as an ``Anchor``, but in a text that is not named."""

    status: AnchorStatus
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words of the old text, from ``first`` to ``last``, that have partners near each other; ``kept`` of
    them."""

    first: int
    last: int
    kept: int


def place(alignment: Alignment, start: int, end: int) -> Place | None:
    """Return where a stretch of the alignment's old text (offsets into it) is in its new one; None where it
    is lost."""
    old, to = alignment.old, alignment.to
    first, last = bisect_right(old.ends, start), bisect_left(old.starts, end) - 1
    if first > last:
        return _between_words(alignment, first, start, end)
    count = last - first + 1
    stretch = _largest(alignment, first, last)
    whole = stretch is not None and stretch.kept == count and to[last] - to[first] == last - first
    if not whole and (only := _elsewhere(alignment, stretch, first, last, start, end)):
        return only
    if stretch is None:
        return None
    share = stretch.kept / count
    step = -(-stretch.kept // ASKED)
    paired = [at for at in range(stretch.first, stretch.last + 1) if to[at] >= 0]
    trusted = [alignment.trust(at) for at in paired[::step]]
    trust = sum(trusted) / len(trusted)
    status: AnchorStatus
    sure = trust >= (MOVED if alignment.moved[stretch.first] else SURE)
    if sure and whole:
        status = "moved" if alignment.moved[first] else "shifted"
    elif sure and share >= MOST and stretch.kept >= FEW and not _scattered(alignment, stretch, first, last):
        status = "edited"
    elif share >= MOST or (share >= LEAST and trust >= SURE and (stretch.kept > 1 or count == 2)):
        status = "review"
    else:
        return None
    doubtful = status != "review" and _doubtful(alignment, stretch, first, last)
    if doubtful:
        status, trust = "review", trust / 2
    begin, finish = _ends(alignment, stretch, first, last, start, end)
    if status == "shifted" and (begin, finish) == (start, end):
        status = "ok"
    score = share * trust if status == "review" else share
    return Place(status, begin, finish, score)


def _largest(alignment: Alignment, first: int, last: int) -> _Stretch | None:
    """Return the largest part of a highlight whose words have partners in order and near each other."""
    to, moved = alignment.to, alignment.moved
    room = 10 + 2 * (last - first + 1)
    best: _Stretch | None = None
    begin = before = -1
    kept = 0
    for at in range(first, last + 1):
        if to[at] < 0:
            continue
        near = before >= 0 and moved[at] == moved[before] and 0 < to[at] - to[before] <= at - before + room
        if not near:
            begin, kept = at, 0
        kept += 1
        before = at
        if best is None or kept > best.kept:
            best = _Stretch(begin, at, kept)
    return best


def _scattered(alignment: Alignment, stretch: _Stretch, first: int, last: int) -> bool:
    """Return whether words of a highlight stand in another place than most of them."""
    to = alignment.to
    apart = [at for at in (*range(first, stretch.first), *range(stretch.last + 1, last + 1)) if to[at] >= 0]
    return len(apart) > stretch.kept // 10


def _elsewhere(
    alignment: Alignment, stretch: _Stretch | None, first: int, last: int, start: int, end: int
) -> Place | None:
    """Return where a highlight stands word for word, if that is once in either text and not where most of its
    words were found (which the reader should look at then)."""
    low = alignment.rivals.only(first, last) if last > first else -1
    if low < 0:
        return None
    high, to = low + last - first, alignment.to
    inside = stretch is not None and to[stretch.first] <= low and high <= to[stretch.last]
    if not inside and last - first < UNIQUE:
        return None
    status: AnchorStatus = "moved" if stretch is None else "review"
    if stretch is not None and inside and not alignment.moved[stretch.first]:
        status = "shifted"
    begin = alignment.new.starts[low] + _offset(alignment, first, low, start)
    finish = alignment.new.ends[high] + _rest(alignment, last, high, end)
    return Place(status, begin, finish, 0.5 if status == "review" else 1.0)


def _doubtful(alignment: Alignment, stretch: _Stretch, first: int, last: int) -> bool:
    """Return whether a highlight's words may be others than those they were paired with."""
    to, moved = alignment.to, bool(alignment.moved[stretch.first])
    if moved and not _moved_along(alignment, stretch):
        return True
    there = to[stretch.first], to[stretch.last]
    if not moved and alignment.gap(first, last) == (first - 1, last + 1, there[0] - 1, there[1] + 1):
        return False
    return alignment.rivals.doubt((first, last), there, moved=moved)


def _moved_along(alignment: Alignment, stretch: _Stretch) -> bool:
    """Return whether whole sentences or lines were moved, or others beside these along with them."""
    to, moved, units = alignment.to, alignment.moved, alignment.old.units
    start = units[bisect_right(units, stretch.first) - 1]
    end = units[bisect_right(units, stretch.last)]
    shift = to[stretch.first] - stretch.first
    if to[start:end] == list(range(start + shift, end + shift)):
        return True
    beside = (*range(max(0, start - BESIDE), start), *range(end, min(len(to), end + BESIDE)))
    along = [at for at in beside if moved[at] and abs(to[at] - at - shift) <= BESIDE // 2]
    return len(along) >= ALONG


def _ends(
    alignment: Alignment, stretch: _Stretch, first: int, last: int, start: int, end: int
) -> tuple[int, int]:
    """Return the offsets in the new text of a highlight whose words are ``first`` to ``last``."""
    old, new, to, moved = alignment.old, alignment.new, alignment.to, alignment.moved
    low, high = to[stretch.first], to[stretch.last]
    if stretch.first > first > 0:  # its first words were replaced: by what stands there now
        before = to[first - 1]
        if 0 <= before < low <= before + 2 * (stretch.first - first) + 2 and not moved[first - 1]:
            low = before + 1
    if stretch.last < last < len(old) - 1:
        after = to[last + 1]
        if high < after <= high + 2 * (last - stretch.last) + 2 and not moved[last + 1]:
            high = after - 1
    begin, finish = new.starts[low], new.ends[high]
    if low == to[first]:
        begin += _offset(alignment, first, low, start)
    if high == to[last]:
        finish += _rest(alignment, last, high, end)
    return begin, max(finish, begin + 1)


def _offset(alignment: Alignment, first: int, low: int, start: int) -> int:
    """Return how far from the new place ``low`` of its first word a highlight begins that began at
    ``start``: before it, where it begins with a mark (below 0), or inside it."""
    old, new = alignment.old, alignment.new
    inside = start - old.starts[first]
    if inside >= 0:
        return inside if _same_length(alignment, first, low) else 0
    limit = new.ends[low - 1] if low else 0
    lead = old.text[start : old.starts[first]]
    return -_alike(lead[::-1], new.text[limit : new.starts[low]][::-1])


def _rest(alignment: Alignment, last: int, high: int, end: int) -> int:
    """Return how far from the end of its last word, which is ``high`` now, a highlight ends."""
    old, new = alignment.old, alignment.new
    if end <= old.ends[last]:
        return end - old.ends[last] if _same_length(alignment, last, high) else 0
    limit = new.starts[high + 1] if high + 1 < len(new) else len(new.text)
    return _alike(old.text[old.ends[last] : end], new.text[new.ends[high] : limit])


def _same_length(alignment: Alignment, at: int, there: int) -> bool:
    old, new = alignment.old, alignment.new
    return old.ends[at] - old.starts[at] == new.ends[there] - new.starts[there]


def _alike(marked: str, there: str) -> int:
    """Return how many characters of a text belong to the marks that a highlight had at its end, 0 where they
    are others now. Spaces do not count."""
    marked, there = spelt(marked), spelt(there)
    at = 0
    for mark in marked:
        if mark.isspace():
            continue
        while at < len(there) and there[at].isspace():
            at += 1
        if at == len(there) or there[at] != mark:
            return 0
        at += 1
    return at


def _between_words(alignment: Alignment, after: int, start: int, end: int) -> Place | None:
    """Place a highlight without a word in it, such as a dash: it is where it was between its neighbours."""
    old, new, to = alignment.old, alignment.new, alignment.to
    before = to[after - 1] if after else -1
    behind = to[after] if after < len(old) else len(new)
    if (after and before < 0) or behind != before + 1:
        return None
    low, high = (
        new.ends[before] if before >= 0 else 0,
        new.starts[behind] if behind < len(new) else len(new.text),
    )
    quote, there = old.text[start:end], new.text[low:high]
    if spelt(there).count(spelt(quote)) != 1 or len(spelt(there)) != len(there):
        return None
    begin = low + spelt(there).index(spelt(quote))
    finish = begin + len(spelt(quote))
    return Place("ok" if (begin, finish) == (start, end) else "shifted", begin, finish, 1.0)
