"""Stretches of words that two texts have in common, each at one place only, and the heaviest row of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SAMPLED = 30_000
"""A text of more words is looked through by samples: stretches that begin with one word in eight."""

GROWN = 60
"""Words by which a stretch is moved along what stands beside it, at most."""

WEIGHED = 20_000
"""Of more stretches than this the longest row is taken instead of the heaviest."""


@dataclass(frozen=True, slots=True)
class Block:
    """``count`` words from ``at`` in the one text that are those from ``partner`` in the other."""

    at: int
    partner: int
    count: int

    @property
    def words(self) -> range:
        """The words in the one text."""
        return range(self.at, self.at + self.count)

    @property
    def partners(self) -> range:
        """The words in the other."""
        return range(self.partner, self.partner + self.count)


def common_blocks(mine: Sequence[int], theirs: Sequence[int], length: int) -> list[Block]:
    """Return, in the order of the first text, the stretches that hold words in a row (so many as ``length``)
    which both texts have once."""
    sampled = max(len(mine), len(theirs)) > SAMPLED
    first, second = _grams(mine, length, sampled), _grams(theirs, length, sampled)
    seeds = sorted((at, second.get(gram, -1)) for gram, at in first.items() if at >= 0)
    return joined([seed for seed in seeds if seed[1] >= 0], mine, theirs, length)


def joined(
    seeds: Sequence[tuple[int, int]], mine: Sequence[int], theirs: Sequence[int], length: int
) -> list[Block]:
    """Return the stretches that seeds (places of ``length`` equal words, by the first text) make up: those
    with nothing but equal words between them are one."""
    blocks: list[Block] = []
    for at, partner in seeds:
        if blocks:
            last = blocks[-1]
            end = last.at + last.count
            if at - partner == last.at - last.partner and (
                at <= end or mine[end:at] == theirs[last.partner + last.count : partner]
            ):
                blocks[-1] = Block(last.at, last.partner, max(at + length - last.at, last.count))
                continue
        blocks.append(Block(at, partner, length))
    return blocks


def heaviest(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks of most words that stand in the same order in both texts; they may overlap at their
    ends."""
    if all(one.partner < two.partner for one, two in pairwise(blocks)):
        return list(blocks)
    weighed = len(blocks) <= WEIGHED
    ranks = {partner: rank for rank, partner in enumerate(sorted({block.partner for block in blocks}), 1)}
    tree: list[tuple[int, int]] = [(0, -1)] * (len(ranks) + 1)
    before: list[int] = []
    for index, block in enumerate(blocks):
        rank = ranks[block.partner]
        best, last = (0, -1)
        at = rank - 1
        while at > 0:
            if tree[at][0] > best:
                best, last = tree[at]
            at &= at - 1
        before.append(last)
        weight = best + (block.count if weighed else 1)
        at = rank
        while at < len(tree):
            if tree[at][0] < weight:
                tree[at] = (weight, index)
            at += at & -at
    index = max(tree)[1]
    row: list[Block] = []
    while index >= 0:
        row.append(blocks[index])
        index = before[index]
    return row[::-1]


def apart(row: Sequence[Block], mine: bytes | bytearray, theirs: bytes | bytearray) -> list[Block]:
    """Return the blocks of a row cut so that they do not overlap, where a sentence or line begins if one does
    (1 in ``mine`` and ``theirs``, which have an entry for each word and one for the end).

    Two blocks overlap where what was put in or taken out between them begins as what follows it: the cut says
    which of the two is the one that was there.
    """
    cut: list[Block] = []
    for block in row:
        while cut:
            last = cut[-1]
            over = max(last.at + last.count - block.at, last.partner + last.count - block.partner)
            if over <= 0:
                break
            over = min(over, block.count)
            most = min(over, last.count)
            short = max(range(most + 1), key=partial(_worth, last, block, over, mine, theirs))
            block = Block(block.at + over - short, block.partner + over - short, block.count - over + short)
            cut[-1] = Block(last.at, last.partner, last.count - short)
            if cut[-1].count:
                break
            cut.pop()
        if block.count:
            cut.append(block)
    return cut


def _worth(
    last: Block, block: Block, over: int, mine: Sequence[int], theirs: Sequence[int], short: int
) -> tuple[bool, int, int]:
    """Return how good it is to cut so many words off the end of a block and the rest of what overlaps off the
    beginning of the next one: best so that one of them takes in the other, then where sentences or lines
    begin, then for the longer one."""
    rest = over - short
    begins = (
        mine[last.at + last.count - short]
        + mine[block.at + rest]
        + theirs[last.partner + last.count - short]
        + theirs[block.partner + rest]
    )
    vanishes = short == last.count or rest == block.count
    return vanishes, begins, -short if last.count >= block.count else short


def runs(to: Sequence[int], begins: Sequence[int] | None) -> list[Block]:
    """Return the stretches of words whose partners stand side by side, too; with ``begins`` those of each
    sentence or line (1 where one begins) by themselves."""
    found: list[Block] = []
    start = previous = -1
    for at, partner in enumerate(to):
        if partner < 0 or partner != previous + 1 or start < 0 or (begins is not None and begins[at]):
            if start >= 0:
                found.append(Block(start, to[start], at - start))
            start = at if partner >= 0 else -1
        previous = partner
    if start >= 0:
        found.append(Block(start, to[start], len(to) - start))
    return found


def grown(block: Block, mine: Sequence[int], theirs: Sequence[int], before: Block, after: Block) -> Block:
    """Return a block with the equal words on its sides, ``GROWN`` of them at most, as far as the beginning of
    the block before it and the end of the one after it."""
    at, partner = block.at, block.partner
    end, last = at + block.count, partner + block.count
    low, high = max(before.at, at - GROWN), min(after.at + after.count, end + GROWN)
    while at > low and partner > before.partner and mine[at - 1] == theirs[partner - 1]:
        at, partner = at - 1, partner - 1
    while end < high and last < after.partner + after.count and mine[end] == theirs[last]:
        end, last = end + 1, last + 1
    return Block(at, partner, end - at)


def _grams(keys: Sequence[int], length: int, sampled: bool) -> dict[tuple[int, ...], int]:
    """Return the words in a row and where they stand, -1 for several places."""
    grams: dict[tuple[int, ...], int] = {}
    for at in range(len(keys) - length + 1):
        if sampled and keys[at] & 7:
            continue
        gram = tuple(keys[at : at + length])
        grams[gram] = -1 if gram in grams else at
    return grams
