"""An order of all articles: where some of them stand side by side, whichever way that is worked out."""

from __future__ import annotations

from itertools import groupby
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from annotations import ranked
from annotations.ranked import Ranked
from seeds import rowset
from tests.examples import examples


def _plain(order: list[int], among: set[int], some: set[int]) -> list[tuple[int, int]]:
    members = [slot for slot in order if slot in among]
    found, at = [], 0
    for chosen, run in groupby(members, some.__contains__):
        count = len(list(run))
        if chosen:
            found.append((at, count))
        at += count
    return found


@examples(60)
@given(
    st.integers(1, 400), st.randoms(use_true_random=False), st.floats(0, 1), st.floats(0, 1), st.booleans()
)
def test_runs_are_those_of_the_members_in_order(
    size: int, chance: Random, kept: float, wanted: float, scattered: bool
) -> None:
    order = list(range(size))
    chance.shuffle(order)
    among = {slot for slot in order if chance.random() < kept}
    at = chance.randrange(size)
    some = among & ({it for it in order if chance.random() < wanted} if scattered else {*order[at : at + 50]})
    found = Ranked(order, size).runs(rowset.of(sorted(among), size), rowset.of(sorted(some), size))
    assert found == _plain(order, among, some)


def test_many_scattered_members_cost_one_look_at_all() -> None:
    size = 5 * ranked._ASKED
    every, odd = set(range(size)), set(range(1, size, 2))
    found = Ranked(range(size), size).runs(rowset.of(sorted(every), size), rowset.of(sorted(odd), size))
    assert found == [(slot, 1) for slot in range(1, size, 2)]
