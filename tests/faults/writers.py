"""Several processes that change things at once, and how soon a window shows what another one did."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from annotations import actions
from annotations.model import Change
from tests.annotations.stores import Home, subject
from tests.faults.forking import Say, start
from tests.faults.outcome import Outcome

EACH = {"quick": 25, "full": 500}
LOOKS = {"quick": 3, "full": 40}
FOLD_AFTER = 40
SHOWN_WITHIN = 2.0
"""Seconds."""


def run(root: Path, size: str) -> Outcome:
    """Let two and eight write, then measure the second window."""
    outcome = Outcome()
    for writers in (2, 8):
        _together(Home(root / str(writers)), writers, EACH[size], outcome)
    _shown(Home(root / "window"), LOOKS[size], outcome)
    return outcome


def _together(home: Home, writers: int, each: int, outcome: Outcome) -> None:
    working = [start(_writing(home, number, each)) for number in range(writers)]
    acknowledged: set[str] = set()
    for number, worker in enumerate(working):
        said, status = worker.end()
        acknowledged |= set(said)
        outcome.expect(status == 0, f"{writers} writers: number {number} ended with {status}")
        outcome.expect(len(said) == each, f"{writers} writers: number {number} made {len(said)} changes")
    with home.open() as store:
        found = {note.text for note in store.all_notes()}
        found |= {f"{name} {tag}" for name, marks in store.marks().items() for tag in marks.tags}
        outcome.expect(store.report.told == (), f"{writers} writers: {store.report.told}")
    lost = acknowledged - found
    outcome.count(f"changes by {writers} writers", len(acknowledged))
    outcome.expect(not lost, f"{writers} writers: {len(lost)} changes lost, such as {sorted(lost)[:3]}")


def _writing(home: Home, number: int, each: int) -> Callable[[Say], None]:
    return partial(write, home, number, each)


def write(home: Home, number: int, each: int, say: Say) -> None:
    """Make so many changes, half of them notes of one's own, half tags on articles that all writers tag."""
    with home.open(compact_after=FOLD_AFTER) as store:
        for at in range(each):
            if at % 2:
                said = f"của {number}, số {at}"
                operation = actions.add_note(store, subject(f"a{at % 7}"), said)
            else:
                name, tag = f"a{at % 7}", f"nhãn {number} {at}"
                said = f"{name} {tag}"
                operation = actions.tag(store, [subject(name)], [tag])
            store.apply(operation).result()
            say(said)


def _shown(home: Home, looks: int, outcome: Outcome) -> None:
    """Measure how long it takes until a window shows, unasked, what another one has saved."""
    slowest = 0.0
    with home.open() as one, home.open() as two:
        told: list[Change] = []
        two.subscribe(told.append)
        for number in range(looks):
            operation = actions.add_note(one, subject("a"), f"ghi chú {number}")
            one.apply(operation).result()
            begun = time.monotonic()
            while two.note(actions.note_id(operation)) is None and time.monotonic() - begun < 5:
                time.sleep(0.005)
            slowest = max(slowest, time.monotonic() - begun)
            time.sleep(0.037)
        two.flush()
        outcome.expect(len(told) == looks, f"the second window was told {len(told)} of {looks} changes")
    outcome.count("milliseconds until a second window shows a change, at most", round(slowest * 1000))
    outcome.expect(slowest < SHOWN_WITHIN, f"a second window took {slowest:.1f} s")
