"""Every call to the system: it fails (once, or for ever from then on), or the process is killed in it."""

from __future__ import annotations

import errno
import os
import shutil
import signal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from annotations.store import Store
from seeds.problems import Problem
from tests.annotations.stores import FailingFiles, FastFiles, Home
from tests.faults.changing import Changer, digest, picture
from tests.faults.forking import Say, start
from tests.faults.kills import changes
from tests.faults.outcome import Outcome
from tests.faults.sharing import shared

EVERY = {"quick": 23, "full": 1}
"""Which calls are hit: every so many."""

CODES = (errno.ENOSPC, errno.EIO, errno.EACCES)
CHANGES = 6
FOLD_AFTER = 4


class KillingFiles(FailingFiles):
    """Files whose ``n``-th call is the process's last: it dies before it, or in the middle of a write."""

    def _fail(self, path: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True)
class Hit:
    """A call of a session (on a store that is ``new`` or ``grown``) that fails with ``code``; with None the
    process is killed in it. ``half``: a write takes half of its bytes before."""

    name: str
    at: int
    code: int | None
    for_ever: bool
    half: bool

    def __str__(self) -> str:
        word = "killed" if self.code is None else errno.errorcode[self.code]
        return f"{self.name}, call {self.at}, {word}{' for ever' * self.for_ever}{' half' * self.half}"


def run(root: Path, size: str) -> Outcome:
    """Hit the calls of a session on a new store and on one that has grown."""
    outcome = Outcome()
    grown = Home(root / "grown")
    with grown.open(files=FastFiles(), compact_after=FOLD_AFTER) as store:
        changer = Changer(store, "grown")
        for _ in range(11):
            changer.step(lambda _: None, lambda: None)
    hits: list[Hit] = []
    for name in ("new", "grown"):
        total = _calls(grown, root / "count", name)
        outcome.count("calls of a session", total)
        for at in range(0, total, EVERY[size]):
            hits += [Hit(name, at, code, for_ever, half) for code, for_ever, half in _ways(at, size)]
            hits += [Hit(name, at, None, False, half) for half in (False, True)]
    outcome.add(shared(partial(_hit, grown), hits, root, "calls"))
    return outcome


def _hit(grown: Home, root: Path, hits: Sequence[Hit]) -> Outcome:
    outcome = Outcome()
    for hit in hits:
        home = _copy(grown, root / "one", hit.name)
        if hit.code is None:
            _killing(home, hit, outcome)
        else:
            _failing(home, hit, hit.code, outcome)
    return outcome


def _ways(at: int, size: str) -> Iterator[tuple[int, bool, bool]]:
    """Yield error, whether from then on, and whether a write takes half of its bytes before it fails."""
    for code in CODES if size == "full" else CODES[at % 3 :][:1]:
        for for_ever in (False, True):
            yield code, for_ever, code == errno.ENOSPC


def _copy(grown: Home, folder: Path, name: str) -> Home:
    shutil.rmtree(folder, ignore_errors=True)
    home = Home(folder)
    if name == "grown":
        grown.copy_to(home)
    return home


def _calls(grown: Home, folder: Path, name: str) -> int:
    """Return how many calls a session makes when nothing fails."""
    files = FailingFiles()
    with _copy(grown, folder, name).open(files=files, compact_after=FOLD_AFTER) as store:
        changes(store, "session", lambda _: None, CHANGES)
    return files.count


def _failing(home: Home, hit: Hit, code: int, outcome: Outcome) -> None:
    files = FailingFiles()
    last = _now(home)
    files.arm(hit.at, code, for_ever=hit.for_ever, half=hit.half)
    try:
        store = home.open(files=files, compact_after=FOLD_AFTER)
    except Problem as problem:
        outcome.count("told by not opening")
        outcome.expect(problem.code == "store-unreadable", f"{hit}: {problem.code}")
    else:
        with store:
            last = _session(store, files, str(hit), outcome)
    outcome.count("failed calls")
    with home.open(files=FastFiles()) as store:
        outcome.expect(digest(picture(store)) == last, f"{hit}: not as acknowledged")
        told = {code for code, _ in store.report.told}
        # Nothing that was acknowledged is missing, whatever was told of it.
        outcome.expect("store-incomplete" not in told, f"{hit}: {told}")


def _session(store: Store, files: FailingFiles, where: str, outcome: Outcome) -> str:
    """Change things while calls fail, and once more when they no longer do; return what stands then."""
    changer = Changer(store, "session")
    refused = 0
    for _ in range(CHANGES):
        try:
            changer.step(lambda _: None, lambda: None)
        except Problem as problem:
            refused += 1
            outcome.expect(problem.code == "not-saved" and bool(problem.values["why"]), f"{where}: {problem}")
        outcome.count("acknowledged changes")
        outcome.expect(digest(picture(store)) == digest(changer.said), f"{where}: shown is not what is saved")
    outcome.count("acknowledged changes", -refused)
    outcome.count("told as not saved", refused)
    files.disarm()
    changer.step(lambda _: None, lambda: None)
    return digest(changer.said)


def _now(home: Home) -> str:
    if not home.data.exists():
        return digest({})
    with home.open(files=FastFiles()) as store:
        return digest(picture(store))


def _killing(home: Home, hit: Hit, outcome: Outcome) -> None:
    def work(say: Say) -> None:
        files = KillingFiles()
        files.arm(hit.at, errno.EIO, half=hit.half)
        with home.open(files=files, compact_after=FOLD_AFTER) as store:
            changes(store, "session", say, CHANGES)

    planned = acknowledged = _now(home)
    said, _ = start(work).end()
    for line in said:
        word, _, value = line.partition(" ")
        outcome.expect(word in ("PLAN", "ACK"), f"{hit}: {line}")
        planned, acknowledged = (value, acknowledged) if word == "PLAN" else (planned, planned)
    outcome.count("kills in a call")
    with home.open(files=FastFiles()) as store:
        found = digest(picture(store))
        told = {code for code, _ in store.report.told}
    outcome.expect(found in (acknowledged, planned), f"{hit}: something acknowledged is not there")
    outcome.expect(told <= {"store-torn"}, f"{hit}: {told}")
