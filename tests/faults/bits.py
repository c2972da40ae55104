"""Every truncation of journal and snapshot, and single bits changed: never silently wrong or empty.

Three stores are damaged: one with a journal only, one with both generations of its files, and one that has
lost its newest snapshot, so that it rests on the older generation.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from annotations import actions
from annotations.devices import head_of
from annotations.store import Store
from seeds.problems import Problem
from tests.annotations.stores import FastFiles, Home, subject
from tests.faults.changing import Changer, Picture, picture
from tests.faults.outcome import Outcome
from tests.faults.sharing import shared

FLIPS = {"quick": 160, "full": 60_000}
CUT_EVERY = {"quick": 401, "full": 1}
TAIL = 2048
"""Bytes at the end of each file in which half of the changed bits lie: the newest changes are there."""

GO_ON = 16
"""Of so many damaged stores one is changed, closed and opened once more."""


@dataclass(frozen=True)
class Case:
    """A store that is whole: its files by their paths in it, what it says, and what it ever said, document by
    document: what is shown after damage must be among that. ``targets`` are the files to be damaged."""

    kept: dict[str, bytes]
    last: Picture
    ever: frozenset[tuple[str, str]]
    targets: tuple[str, ...]


@dataclass(frozen=True)
class Damage:
    """One file of a case, and where it is cut or which of its bits is changed."""

    case: int
    path: str
    kind: Literal["cut", "flip"]
    at: int

    def done_to(self, data: bytes) -> bytes:
        """Return what a file holds after this."""
        if self.kind == "cut":
            return data[: self.at]
        changed = bytearray(data)
        changed[self.at // 8] ^= 1 << self.at % 8
        return bytes(changed)


class Place:
    """A folder in which a case is put, damaged, and put again."""

    def __init__(self, case: Case, root: Path) -> None:
        self.case, self.home = case, Home(root)
        (device,) = {Path(path).parts[1] for path in case.kept if path.startswith("data")}
        # What notes the newest line is named after the folder that the store is in.
        head = f"state/{head_of(self.home.data, device)}"
        self._kept = {
            root / (head if path.startswith("state/head") else path): data for path, data in case.kept.items()
        }
        for path in self._kept:
            path.parent.mkdir(parents=True, exist_ok=True)

    def renew(self, damage: Damage) -> None:
        """Bring the store to what it was, but for one file; only what differs is written."""
        target = self.home.root / damage.path
        for path in self.home.root.rglob("*"):
            if path not in self._kept and path.is_file():
                path.unlink()
        for path, data in self._kept.items():
            wanted = damage.done_to(data) if path == target else data
            if not path.exists() or path.read_bytes() != wanted:
                path.write_bytes(wanted)


def run(root: Path, size: str) -> Outcome:
    """Damage each file of each store in every way, one at a time."""
    root.mkdir(exist_ok=True)
    cases = [_grown(root / "journal", 10_000, 14), _grown(root / "both", 8, 26)]
    cases.append(_without_snapshot(cases[1]))
    wanted = [*_damages(cases, size, random.Random(7))]
    outcome = shared(partial(_damaged, cases), wanted, root, "bits")
    shutil.rmtree(root)
    return outcome


def _grown(root: Path, fold_after: int, steps: int) -> Case:
    """Return a store after some changes."""
    home, history = Home(root), list[Picture]()
    with home.open(files=FastFiles(), compact_after=fold_after) as store:
        changer = Changer(store, fold_after)
        for _ in range(steps):
            changer.step(lambda _: None, lambda: history.append(picture(store)))
    kept = {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    ever = frozenset((name, repr(said)) for each in [*history, changer.said] for name, said in each.items())
    targets = tuple(path for path in (str(it.relative_to(root)) for it in home.files()) if kept[path])
    return Case(kept, changer.said, ever, targets)


def _without_snapshot(case: Case) -> Case:
    """Return a store without its newest snapshot: it still has all, in the older one and two journals."""
    kept = {path: data for path, data in case.kept.items() if not path.endswith("/snapshot")}
    assert len(kept) == len(case.kept) - 1
    return Case(kept, case.last, case.ever, tuple(path for path in case.targets if path in kept))


def _damages(cases: list[Case], size: str, chance: random.Random) -> Iterator[Damage]:
    targets = [(number, path) for number, case in enumerate(cases) for path in case.targets]
    assert len(targets) == 1 + 4 + 3
    for number, path in targets:
        length = len(cases[number].kept[path])
        yield from (Damage(number, path, "cut", at) for at in range(0, length, CUT_EVERY[size]))
        bits = _bits(length * 8, FLIPS[size] // len(targets), chance)
        yield from (Damage(number, path, "flip", at) for at in bits)


def _bits(total: int, wanted: int, chance: random.Random) -> list[int]:
    """Return so many different bits, half of them near the end."""
    tail = range(max(0, total - TAIL * 8), total)
    near = {*chance.sample(tail, min(len(tail), wanted // 2))}
    others = [bit for bit in range(total) if bit not in near]
    return sorted(near.union(chance.sample(others, min(len(others), wanted - len(near)))))


def _damaged(cases: list[Case], root: Path, damages: Sequence[Damage]) -> Outcome:
    """Damage stores, open each, and judge what it says and tells."""
    outcome = Outcome()
    places: dict[int, Place] = {}
    for damage in damages:
        place = places.get(damage.case)
        if place is None:
            place = places[damage.case] = Place(cases[damage.case], root / str(damage.case))
        place.renew(damage)
        where = f"store {damage.case}, {Path(damage.path).name}, {damage.kind} at {damage.at}"
        outcome.count("truncations" if damage.kind == "cut" else "flipped bits")
        try:
            _judge(place, damage, where, outcome)
        except Exception as error:
            outcome.wrong.append(f"{where}: {error!r}")
    return outcome


def _judge(place: Place, damage: Damage, where: str, outcome: Outcome) -> None:
    case, kind = place.case, f"{damage.kind}s"
    try:
        store = place.home.open(files=FastFiles())
    except Problem as problem:
        outcome.count(f"{kind} refused")
        outcome.expect(problem.code == "store-damaged", f"{where}: {problem.code}")
        return
    with store:
        said, told = picture(store), {code for code, _ in store.report.told}
        if said == case.last:
            outcome.count(f"{kind} whole and told" if told else f"{kind} whole")
        else:
            outcome.count(f"{kind} less and told")
            strange = {(name, repr(it)) for name, it in said.items()} - case.ever
            outcome.expect(not strange, f"{where}: says what was never written")
            outcome.expect("store-incomplete" in told, f"{where}: silently less ({told})")
        if damage.at % GO_ON:
            return
        wanted = _one_more(store, said)
    with place.home.open(files=FastFiles()) as again:
        outcome.count("changed and opened once more")
        outcome.expect(picture(again) == wanted, f"{where}: not as it was when opened once more")


def _one_more(store: Store, said: Picture) -> Picture:
    """Write one more note, and return what the store must say then."""
    operation = actions.add_note(store, subject("sau"), "sau khi hỏng")
    store.apply(operation).result()
    changed = picture(store)
    name = f"note/{actions.note_id(operation)}"
    assert {key for key in changed if said.get(key) != changed[key]} == {name, "article/sau"}
    assert said.keys() <= changed.keys()
    return changed
