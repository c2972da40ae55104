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
"""Words without a partner, in both versions together, up to which moved stretches are looked for."""

_SEED = 5  # words that a stretch begins to be looked for with
_LEAST = 8  # words that it has at least
_LEAST_UNIT = 5  # words of a sentence or line that was moved as a whole
_LEAST_LINE = 2  # words of a line that stands alone in both texts, such as a name under an article
_BESIDE = 60  # words compared on either side of a stretch
_TRUST = 0.45  # that its words deserve at least: a moved stretch is most of its sentence

Places = dict[tuple[int, ...], list[int]]


def pair_moved(alignment: Alignment) -> None:
    """Pair what has no partner at one place with what has none at another: whole sentences and lines first,
    then the longest stretches, then short lines."""
    free = alignment.to.count(-1) + alignment.back.count(-1)
    if free > MOVED_WORDS:
        return
    for block in _equally_often(_units(alignment.old, alignment.to), _units(alignment.new, alignment.back)):
        alignment.pair(block.at, block.partner, block.count, moved=True)
        _pair_beside(alignment, block)
    for block in _stretches(alignment):
        if block.count >= _LEAST and _is_free(alignment, block):
            alignment.pair(block.at, block.partner, block.count, moved=True)
            beside = _pair_beside(alignment, block)
            if alignment.trust(block.at + block.count // 2) < _TRUST:
                for at in (*range(block.at, block.at + block.count), *beside):
                    _part(alignment, at)
    _pair_lines(alignment)


def _equally_often(here: Places, there: Places) -> list[Block]:
    """Return blocks of the words that stand at as many places in both texts: the first at the first."""
    return [
        Block(at, partner, len(words))
        for words, places in here.items()
        if len(places) == len(there.get(words, ()))
        for at, partner in zip(places, there[words], strict=True)
    ]


def _units(words: Words, to: Sequence[int]) -> Places:
    """Return the sentences and lines of some length in which no word has a partner, and where they begin."""
    places: Places = {}
    for start, end in pairwise(words.units):
        if end - start >= _LEAST_UNIT and all(partner < 0 for partner in to[start:end]):
            places.setdefault(tuple(words.keys[start:end]), []).append(start)
    return places


def _stretches(alignment: Alignment) -> list[Block]:
    """Return the stretches that both texts have among the words without partners, the longest first."""
    old, new, to, back = alignment.old.keys, alignment.new.keys, alignment.to, alignment.back
    seeds = sorted((block.at, block.partner) for block in _equally_often(_seeds(old, to), _seeds(new, back)))
    blocks = [_grown(alignment, block) for block in joined(seeds, old, new, _SEED)]
    return sorted(blocks, key=lambda block: -block.count)


def _seeds(keys: Sequence[int], to: Sequence[int]) -> Places:
    """Return stretches of a few words without partners and where they are, in order."""
    seeds: Places = {}
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


def _part(alignment: Alignment, at: int) -> None:
    """Take a word and its partner apart."""
    alignment.back[alignment.to[at]] = alignment.to[at] = -1
    alignment.moved[at] = 0


def _pair_beside(alignment: Alignment, block: Block) -> list[int]:
    """Pair the words on the sides of a moved stretch, whose sentences may have been reworded; return them."""
    from difflib import SequenceMatcher

    from annotations.text_diff import WEAK

    to, back = alignment.to, alignment.back
    paired: list[int] = []
    sides = (
        (block.at - 1, block.partner - 1, -1),
        (block.at + block.count, block.partner + block.count, 1),
    )
    for at, partner, step in sides:
        here, there = sorted(_free_from(to, at, step)), sorted(_free_from(back, partner, step))
        if not here or not there:
            continue
        mine, theirs = [alignment.old.keys[i] for i in here], [alignment.new.keys[j] for j in there]
        for a, b, count in SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks():
            for more in range(count):
                alignment.pair(here[a + more], there[b + more], 1, moved=True)
        for one in here:
            if to[one] >= 0 and alignment.trust(one) < WEAK:
                _part(alignment, one)
        paired += [one for one in here if to[one] >= 0]
    return paired


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
