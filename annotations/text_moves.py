"""Stretches of words that were taken out of a text at one place and put in at another."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from annotations.text_blocks import Block, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotations.text_diff import Alignment
    from annotations.text_words import Words

MOVED_WORDS = 150_000
"""Words without a partner, in both versions together, up to which stretches that were moved are looked for."""

_SEED = 5  # words that a stretch begins to be looked for with
_LEAST = 8  # words that it has at least, unless it is a whole sentence or line
_LEAST_UNIT = 5  # words of such a sentence or line
_LEAST_LINE = 2  # words of a line that stands alone in both texts, such as a name under an article
_BESIDE = 60  # words compared on either side of a stretch


def pair_moved(alignment: Alignment) -> None:
    """Pair what has no partner at one place with what has none at another."""
    free = alignment.to.count(-1) + alignment.back.count(-1)
    if free > MOVED_WORDS:
        return
    found = [block for block in _stretches(alignment) if _is_free(alignment, block)]
    for block in sorted(found, key=lambda block: -block.count):
        if block.count >= _LEAST or _is_whole(alignment, block):
            if _is_free(alignment, block):
                alignment.pair(block.at, block.partner, block.count, moved=True)
                _pair_beside(alignment, block)
    _pair_lines(alignment)


def _stretches(alignment: Alignment) -> list[Block]:
    """Return the longest stretches that both texts have among the words without partners, equally often."""
    old, new, to, back = alignment.old.keys, alignment.new.keys, alignment.to, alignment.back
    here, there = _seeds(old, to), _seeds(new, back)
    seeds = [
        pair
        for gram, places in here.items()
        if len(places) == len(there.get(gram, ()))
        for pair in zip(places, there[gram], strict=True)
    ]
    return [_grown(alignment, block) for block in joined(sorted(seeds), old, new, _SEED)]


def _seeds(keys: Sequence[int], to: Sequence[int]) -> dict[tuple[int, ...], list[int]]:
    """Return stretches of a few words without partners and where they are, in order."""
    seeds: dict[tuple[int, ...], list[int]] = {}
    run = 0
    for at, partner in enumerate(to):
        run = run + 1 if partner < 0 else 0
        if run >= _SEED:
            start = at - _SEED + 1
            seeds.setdefault(tuple(keys[start : at + 1]), []).append(start)
    return seeds


def _grown(alignment: Alignment, block: Block) -> Block:
    """Return a block with the equal words without partners on its sides."""
    old, new, to, back = alignment.old.keys, alignment.new.keys, alignment.to, alignment.back
    at, partner, end, last = block.at, block.partner, block.at + block.count, block.partner + block.count
    for _ in range(_BESIDE):
        if at and partner and old[at - 1] == new[partner - 1] and to[at - 1] < 0 and back[partner - 1] < 0:
            at, partner = at - 1, partner - 1
    for _ in range(_BESIDE):
        if end < len(old) and last < len(new) and old[end] == new[last] and to[end] < 0 and back[last] < 0:
            end, last = end + 1, last + 1
    return Block(at, partner, end - at)


def _is_free(alignment: Alignment, block: Block) -> bool:
    return all(
        partner < 0
        for to, at in ((alignment.to, block.at), (alignment.back, block.partner))
        for partner in to[at : at + block.count]
    )


def _is_whole(alignment: Alignment, block: Block) -> bool:
    """Say whether a block is made of whole sentences or lines in both texts."""
    begins, others = alignment.begins
    return block.count >= _LEAST_UNIT and all(
        flags[at] and flags[at + block.count] for flags, at in ((begins, block.at), (others, block.partner))
    )


def _pair_beside(alignment: Alignment, block: Block) -> None:
    """Pair the words on the sides of a moved stretch: its sentences may have been reworded."""
    from difflib import SequenceMatcher

    from annotations.text_diff import WEAK

    to, back = alignment.to, alignment.back
    sides = (
        (block.at - 1, block.partner - 1, -1),
        (block.at + block.count, block.partner + block.count, 1),
    )
    for at, partner, step in sides:
        here, there = list(_free_from(to, at, step)), list(_free_from(back, partner, step))
        if not here or not there:
            continue
        mine, theirs = [alignment.old.keys[i] for i in here], [alignment.new.keys[j] for j in there]
        for a, b, count in SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks():
            for more in range(count):
                alignment.pair(here[a + more], there[b + more], 1, moved=True)
        for one in here:
            if to[one] >= 0 and alignment.trust(one) < WEAK:
                back[to[one]] = to[one] = -1
                alignment.moved[one] = 0


def _free_from(to: Sequence[int], at: int, step: int) -> Iterator[int]:
    """Yield the words without partners from one on, in one direction."""
    for _ in range(_BESIDE):
        if not 0 <= at < len(to) or to[at] >= 0:
            return
        yield at
        at += step


def _pair_lines(alignment: Alignment) -> None:
    """Pair short lines that each text has once: a name under an article that stands above it now."""
    here, there = _lines(alignment.old), _lines(alignment.new)
    for line, at in here.items():
        partner = there.get(line, -1)
        block = Block(at, partner, len(line))
        if at >= 0 and partner >= 0 and len(line) >= _LEAST_LINE and _is_free(alignment, block):
            alignment.pair(at, partner, len(line), moved=True)


def _lines(words: Words) -> dict[tuple[int, ...], int]:
    """Return the lines of one sentence and where each begins, -1 for one that stands at several places."""
    lines: dict[tuple[int, ...], int] = {}
    text, last = words.text, len(words)
    for start, end in pairwise(words.units):
        before = text[words.ends[start - 1] : words.starts[start]] if start else "\n"
        after = text[words.ends[end - 1] : words.starts[end]] if end < last else "\n"
        if "\n" in before and "\n" in after:
            line = tuple(words.keys[start:end])
            lines[line] = -1 if line in lines else start
    return lines
