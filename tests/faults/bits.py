"""Every truncation of journal and snapshot, and single bits changed: never silently wrong or empty."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

from seeds.problems import Problem
from tests.annotations.stores import FastFiles, Home
from tests.faults.changing import Changer, Picture, picture
from tests.faults.outcome import Outcome

FLIPS = {"quick": 160, "full": 60_000}
CUT_EVERY = {"quick": 401, "full": 1}
TAIL = 2048
"""Bytes at the end of each file in which half of the changed bits lie: the newest changes are there."""


class Case:
    """A store whose files are damaged one after the other, and what it said after each of its changes."""

    def __init__(self, root: Path, fold_after: int, steps: int) -> None:
        self.home = Home(root)
        self.history: list[Picture] = []
        with self.home.open(files=FastFiles(), compact_after=fold_after) as store:
            changer = Changer(store, fold_after)
            for _ in range(steps):
                changer.step(lambda _: None, lambda: self.history.append(picture(store)))
        self.history.append(changer.said)
        self.last = changer.said
        self.kept = {path: path.read_bytes() for path in self._files()}
        # Whatever any document ever said: what is shown after damage must be among it.
        self.ever = {(name, repr(said)) for each in self.history for name, said in each.items()}

    def _files(self) -> Iterator[Path]:
        return (path for path in self.home.root.rglob("*") if path.is_file())

    def renew(self) -> None:
        """Bring the store back to what it was."""
        for path in [*self._files()]:
            if path not in self.kept:
                path.unlink()
            elif path.read_bytes() != self.kept[path]:
                path.write_bytes(self.kept[path])
        for path, data in self.kept.items():
            if not path.exists():
                path.write_bytes(data)

    def targets(self) -> list[Path]:
        """Return the files that hold something now."""
        return sorted(path for path in self.home.files() if self.kept[path])


def run(root: Path, size: str) -> Outcome:
    """Damage a store with a journal only, and one with snapshots of which one was just taken."""
    outcome, chance = Outcome(), random.Random(7)
    cases = [Case(root / "journal", 10_000, 14), Case(root / "snapshots", 9, 40)]
    targets = [(case, path) for case in cases for path in case.targets()]
    for case, path in targets:
        data = case.kept[path]
        for length in range(0, len(data), CUT_EVERY[size]):
            _damaged(case, path, data[:length], f"{path.name} cut at {length}", outcome)
            outcome.count("truncations")
        for bit in _bits(len(data) * 8, FLIPS[size] // len(targets), chance):
            changed = bytearray(data)
            changed[bit // 8] ^= 1 << bit % 8
            _damaged(case, path, bytes(changed), f"{path.name} bit {bit}", outcome)
            outcome.count("flipped bits")
    shutil.rmtree(root)
    return outcome


def _bits(total: int, wanted: int, chance: random.Random) -> list[int]:
    """Return so many bits, half of them near the end."""
    tail = range(max(0, total - TAIL * 8), total)
    near = chance.sample(tail, min(len(tail), wanted // 2))
    far = chance.sample(range(total), min(total, wanted - len(near)))
    return sorted({*near, *far})


def _damaged(case: Case, path: Path, data: bytes, where: str, outcome: Outcome) -> None:
    """Open a store with one file as it should not be, and judge what it says and tells."""
    case.renew()
    path.write_bytes(data)
    try:
        store = case.home.open(files=FastFiles())
    except Problem as problem:
        outcome.count("refused")
        outcome.expect(problem.code == "store-damaged", f"{where}: {problem.code}")
        return
    with store:
        said, told = picture(store), {code for code, _ in store.report.told}
    strange = {(name, repr(it)) for name, it in said.items()} - case.ever
    outcome.expect(not strange, f"{where}: says what was never written")
    if said == case.last:
        outcome.count("whole and told" if told else "whole")
    else:
        outcome.count("less and told")
        outcome.expect("store-incomplete" in told, f"{where}: silently less ({told})")
