"""Where highlights made on one version of a text are in another one.

Positions go through a comparison word by word with the text they were made on (``annotations.text_diff``),
so that a quote keeps its own place among others that read the same, and one that was deleted is lost even
where its words stand elsewhere too. Where the old text is not kept, only the quote and what stood around it
are left to go by (``annotations.quoting``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.model import Anchor
from annotations.placing import place
from annotations.text_diff import Alignment
from annotations.text_words import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.model import Selector

MOST_WORDS = 300_000
"""Words that two stretches of text may have each to be compared; a megabyte of usual text has 220,000. Of
larger ones only what is the same at their beginnings and ends is found again."""

_MARGIN = 500  # characters beside a change that are compared, although they are the same in both texts


def anchored(selectors: Sequence[Selector], old: str | None, new: str, new_hash: str) -> list[Anchor]:
    """Return for each highlight where it is in the text ``new``, whose hash is ``new_hash``.

    ``old`` is the text they were made on, None where it is not kept. Offsets in an anchor are code points
    into ``new``, end-exclusive. Nothing is raised, whatever the texts and selectors hold.
    """
    anchors: dict[int, Anchor] = {}
    compared: list[int] = []
    quoted: list[int] = []
    for number, it in enumerate(selectors):
        if it.text == new_hash and it.quote and new[it.start : it.end] == it.quote:
            anchors[number] = Anchor("ok", it.start, it.end, 1.0, new_hash)
        elif old is None or not it.quote or old[it.start : it.end] != it.quote:
            quoted.append(number)
        else:
            compared.append(number)
    if compared and old is not None:
        spans = [(selectors[number].start, selectors[number].end) for number in compared]
        anchors.update(zip(compared, _compared(spans, old, new, new_hash), strict=True))
    if quoted:
        from annotations.quoting import Quotes

        quotes = Quotes(new, new_hash)
        anchors.update((number, quotes.anchor(selectors[number])) for number in quoted)
    return [anchors[number] for number in range(len(selectors))]


def lost(new_hash: str) -> Anchor:
    """Return the anchor of a highlight that is nowhere."""
    return Anchor("lost", 0, 0, 0.0, new_hash)


def _compared(spans: Sequence[tuple[int, int]], old: str, new: str, new_hash: str) -> list[Anchor]:
    """Return where stretches of the old text are. What both texts begin and end with is not compared."""
    head, tail = same_ends(old, new)
    # A highlight is compared whole, or not at all.
    for start, end in sorted(spans, reverse=True):
        head = start if start < head < end else head
    for start, end in sorted(spans, key=lambda span: span[1]):
        tail = len(old) - end if start < len(old) - tail < end else tail
    moved = len(new) - len(old)
    alignment: Alignment | None = None
    anchors: list[Anchor] = []
    for start, end in spans:
        if end <= head:
            anchors.append(Anchor("ok", start, end, 1.0, new_hash))
        elif start >= len(old) - tail:
            anchors.append(Anchor("shifted" if moved else "ok", start + moved, end + moved, 1.0, new_hash))
        else:
            if alignment is None:
                alignment = aligned(old[head : len(old) - tail], new[head : len(new) - tail])
            found = place(alignment, start - head, end - head) if alignment.new.keys else None
            if found is None:
                anchors.append(lost(new_hash))
                continue
            status, begin, finish, score = found
            anchors.append(Anchor(status, begin + head, finish + head, score, new_hash))
    return anchors


def aligned(old: str, new: str) -> Alignment:
    """Return which words of two texts are the same; of too large ones none."""
    vocabulary = Vocabulary()
    words, others = vocabulary.words(old), vocabulary.words(new)
    if max(len(words), len(others)) > MOST_WORDS:
        return Alignment(vocabulary.words(""), vocabulary.words(""))
    return Alignment(words, others)


def same_ends(old: str, new: str) -> tuple[int, int]:
    """Return how many characters at the beginning and at the end of two texts need not be compared: all that
    are the same, but for some beside the first and the last change."""
    most = min(len(old), len(new))
    head = _same(old, new, most)
    if head == len(old) == len(new):
        return head, 0
    tail = _same(old[::-1], new[::-1], most - head)
    return _line(old, head - _MARGIN), len(old) - _line(
        old, len(old) - tail + _MARGIN
    ) if tail > _MARGIN else 0


def _line(text: str, at: int) -> int:
    """Return where the line or, failing that, the word begins that a place is in."""
    at = min(max(at, 0), len(text))
    line = text.rfind("\n", max(0, at - _MARGIN), at) + 1
    return line or text.rfind(" ", max(0, at - _MARGIN), at) + 1 or at


def _same(old: str, new: str, most: int) -> int:
    """Return how many characters two texts begin with that are the same, at most ``most``."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
