"""Finding articles by what they are called, among as many as there are, ignoring case and marks."""

from __future__ import annotations

from heapq import nlargest
from typing import TYPE_CHECKING

from seeds.folding import fold

if TYPE_CHECKING:
    import threading
    from collections.abc import Sequence

    from annotations.entries import Entry

_STEP = 2000
"""Articles looked through between two questions whether to go on."""


def called(entries: Sequence[Entry], folded: str, most: int) -> list[Entry]:
    """Return the articles that are called just this (folded); at most so many."""
    found: list[Entry] = []
    for entry in entries:
        if entry.folded_heading == folded:
            found.append(entry)
            if len(found) == most:
                break
    return found


def with_words(
    entries: Sequence[Entry], typed: str, most: int, stop: threading.Event | None = None
) -> list[Entry]:
    """Return the articles whose heading has every word that is typed, or a part of one that begins so.

    Headings that begin with what is typed come first, then those in which all words begin one, then the
    others; among equals the order stays. Nothing typed: those annotated or read last, then the first ones.
    At most so many. ``stop`` ends it early, with what was found.
    """
    sought = fold(typed).split()
    if not sought:
        return _lately(entries, most)
    whole = " ".join(sought)
    ranked: tuple[list[Entry], list[Entry], list[Entry]] = ([], [], [])
    for number, entry in enumerate(entries):
        if number % _STEP == 0 and stop is not None and stop.is_set():
            break
        heading = entry.folded_heading
        if not all(word in heading for word in sought):
            continue
        if heading.startswith(whole):
            rank = 0
        else:
            spaced = " " + heading
            rank = 1 if all(" " + word in spaced for word in sought) else 2
        if len(ranked[rank]) < most:
            ranked[rank].append(entry)
            if len(ranked[0]) == most:
                break
    return [entry for rank in ranked for entry in rank][:most]


def _lately(entries: Sequence[Entry], most: int) -> list[Entry]:
    touched = (entry for entry in entries if entry.marks.noted_at or entry.marks.read_at)
    found = nlargest(most, touched, key=lambda it: max(it.marks.noted_at, it.marks.read_at))
    seen = {entry.id for entry in found}
    for entry in entries:
        if len(found) >= most:
            break
        if entry.id not in seen:
            found.append(entry)
    return found
