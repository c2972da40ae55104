"""SIGKILL at a random instant of a process that tags, notes, highlights, renames, undoes and folds."""

from __future__ import annotations

import random
import shutil
import signal
from pathlib import Path

from annotations.store import Store
from tests.annotations.stores import Home
from tests.faults.changing import Changer, digest, picture
from tests.faults.forking import Say, start
from tests.faults.outcome import Outcome

FIGURES = {"quick": 40, "full": 1000}
A_STORE = 25
"""Kills after which a store is left and a new one begun."""

FOLD_AFTER = 5
"""Journal lines after which a snapshot is taken: so low that many kills fall into one."""


def run(root: Path, size: str) -> Outcome:
    """Kill so many writers, and read what each has left."""
    outcome, chance = Outcome(), random.Random(11)
    home, last = Home(root / "0"), digest({})
    for number in range(FIGURES[size]):
        if number % A_STORE == 0:
            shutil.rmtree(home.root, ignore_errors=True)
            home, last = Home(root / str(number)), digest({})
        last = _one(home, number, last, chance.expovariate(20), outcome)
    return outcome


def _one(home: Home, seed: int, last: str, seconds: float, outcome: Outcome) -> str:
    """Kill one writer after a while; return what the store says then."""
    worker = start(lambda say: write(home, seed, say))
    worker.said.readline()  # it is about to open the store
    worker.kill_after(seconds)
    said, status = worker.end()
    outcome.expect(status == -signal.SIGKILL, f"kill {seed}: ended by itself, with {status}")
    planned = acknowledged = last
    for line in said:
        word, _, value = line.partition(" ")
        if word == "PLAN":
            planned = value
        elif word == "ACK":
            acknowledged = planned
            outcome.count("acknowledged changes")
        else:
            outcome.wrong.append(f"kill {seed}: {line}")
    with home.open() as store:
        found = digest(picture(store))
        told = {code for code, _ in store.report.told}
    outcome.count("kills")
    outcome.count("told that a line was torn", int(bool(told)))
    outcome.expect(found in (acknowledged, planned), f"kill {seed}: something acknowledged is not there")
    outcome.expect(told <= {"store-torn"}, f"kill {seed}: {told}")
    return found


def write(home: Home, seed: int | str, say: Say) -> None:
    """Change things until killed; say what shall be before each change, and when it is durable."""
    say("OPEN")
    with home.open(compact_after=FOLD_AFTER) as store:
        changes(store, seed, say)


def changes(store: Store, seed: int | str, say: Say, count: int = 1_000_000) -> None:
    """Make changes in an open store; say what shall be before each, and when it is durable."""
    changer = Changer(store, seed)
    for _ in range(count):
        changer.step(lambda wanted: say(f"PLAN {digest(wanted)}"), lambda: say("ACK"))
        found = picture(store)
        if found != changer.said:
            names = sorted({*found, *changer.said})
            wrong = [name for name in names if found.get(name) != changer.said.get(name)]
            say(f"WRONG the store says something else than was asked for: {wrong[:3]}")
            return
