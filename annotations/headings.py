"""Finding articles by what they are called, among as many as there are, ignoring case and marks."""

from __future__ import annotations

from heapq import nlargest
from typing import TYPE_CHECKING

from seeds.folding import fold
from seeds.words import words

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator

    from annotations.entries import Entry
    from annotations.picture import Picture

_STEP = 100
"""Articles looked at between two questions whether to go on."""
_LOOKED_AT = 1000
"""Articles whose heading has all words, of which those that begin with them are looked for, at most."""


def called(picture: Picture, folded: str, most: int) -> list[Entry]:
    """Return the articles that are called just this (folded), newest first; at most so many."""
    found: list[Entry] = []
    for entry in _newest(picture, _with(picture, folded, begins=False), folded):
        if entry.folded_heading == folded:
            found.append(entry)
            if len(found) == most:
                break
    return found


def with_words(picture: Picture, typed: str, most: int, stop: threading.Event | None = None) -> list[Entry]:
    """Return the articles in whose heading every word begins one that is typed.

    Headings that begin with what is typed come first, then the others; among equals the newest. Nothing
    typed: those annotated or read last, then the newest. At most so many. ``stop`` ends it early, with what
    was found.
    """
    sought = fold(typed).split()
    if not words(" ".join(sought)):
        return _lately(picture, most)
    whole = " ".join(sought)
    bits = picture.plain
    for word in sought:
        bits &= _with(picture, word, begins=True)
    first: list[Entry] = []
    rest: list[Entry] = []
    for number, entry in enumerate(_newest(picture, bits, *sought)):
        if number % _STEP == 0 and stop is not None and stop.is_set():
            break
        spaced = " " + entry.folded_heading
        if entry.folded_heading.startswith(whole):
            first.append(entry)
        elif len(rest) < most and all(word in spaced for word in sought):
            rest.append(entry)
        if len(first) == most or (number >= _LOOKED_AT and len(first) + len(rest) >= most):
            break
    return [*first, *rest][:most]


def _with(picture: Picture, folded: str, *, begins: bool) -> int:
    """Return what may have words in its heading: what has the last of them, or one that begins so."""
    if not words(folded):
        return picture.plain
    return picture.plain & picture.catalogue.words(folded, "title", prefix=begins and folded[-1:].isalnum())


def _newest(picture: Picture, bits: int, *parts: str) -> Iterator[Entry]:
    """Yield articles, newest first, and before them those that are apart whose heading has all parts."""
    yield from (entry for entry in picture.entries if all(part in entry.folded_heading for part in parts))
    ranked, count = picture.ranked("newest"), bits.bit_count()
    for start in range(0, count, _STEP):
        yield from picture.entries_at(ranked.members(bits, start, _STEP))


def _lately(picture: Picture, most: int) -> list[Entry]:
    """Return the articles annotated or read last, then the newest."""
    days: dict[int, int] = {slot: day for slot, day in enumerate(picture.sets.read_days) if day}
    for slot, day in picture.sets.noted_days.items():
        days[slot] = max(day, days.get(slot, 0))
    live = picture.catalogue.live()
    last = nlargest(most, days.values())
    least = last[-1] if last else 0
    slots = [slot for slot, day in days.items() if day >= least and live >> slot & 1]
    touched = [entry for entry in picture.entries_at(slots) if entry.marks.noted_at or entry.marks.read_at]
    touched += [it for it in picture.entries if it.gone and (it.marks.noted_at or it.marks.read_at)]
    found = nlargest(most, touched, key=lambda it: max(it.marks.noted_at, it.marks.read_at))
    seen = {entry.id for entry in found}
    more = picture.ranked("newest").members(live, 0, most)
    found += [entry for entry in picture.entries_at(more) if entry.id not in seen]
    return found[:most]
