"""``docbao note`` as a process of its own: every call to the system fails in it, or it is killed there.

What it prints is believed by whoever called it: an id stands for a note that is durable, status 3 and one
line on the standard error output for one that could not be saved.
"""

from __future__ import annotations

import errno
import importlib
import os
import random
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import annotations.files
from tests.annotations.stores import FailingFiles, Home
from tests.faults.calls import KillingFiles
from tests.faults.outcome import Outcome
from tests.faults.sharing import shared
from tui.cli import main

EVERY = {"quick": 31, "full": 1}
KILLS = {"quick": 6, "full": 300}
CODES = (errno.ENOSPC, errno.EIO, errno.EACCES)
TEXT = "Thứ trưởng nói gì về thuế?"


@dataclass(frozen=True)
class Ended:
    """How a process ended (minus a signal), and what it had said by then."""

    status: int
    out: str
    errors: str


@dataclass(frozen=True)
class Hit:
    """What befalls the command on a store that is ``new`` or ``grown``: its call number ``at`` fails with
    ``code``, or (None) it is killed there; with ``seconds`` it is killed after so long, wherever it is."""

    name: str
    at: int
    code: int | None = None
    for_ever: bool = False
    seconds: float | None = None

    def __str__(self) -> str:
        if self.seconds is not None:
            return f"{self.name}, kill {self.at}"
        word = "killed" if self.code is None else errno.errorcode[self.code]
        return f"{self.name}, call {self.at}, {word}{' for ever' * self.for_ever}"


def run(root: Path, size: str) -> Outcome:
    """Hit each call of the command on a new store and on one that has grown."""
    for name in ("annotations.engine", "annotations.tables", "tui.calls.note", "seeds.reading"):
        importlib.import_module(name)  # not once more in each process
    outcome, article = Outcome(), root / "bài.txt"
    article.write_text("Hà Nội, ngày 14/11/2025. Bộ Công Thương họp về thuế đối ứng.\n", "utf-8")
    grown = root / "grown"
    for _ in range(3):
        made = _call(grown, article, FailingFiles())
        assert made.status == 0, made
    hits: list[Hit] = []
    for name in ("new", "grown"):
        reported = root / "calls"
        _call(_fresh(grown, root / "home", name), article, FailingFiles(), reported)
        total = int(reported.read_text())
        outcome.count("calls of the command", total)
        for at in range(0, total, EVERY[size]):
            codes = CODES if size == "full" else (CODES[at % 3],)
            hits += [Hit(name, at, code, for_ever) for code in codes for for_ever in (False, True)]
            hits.append(Hit(name, at))
    chance = random.Random(3)
    for number in range(KILLS[size]):
        name = "grown" if number % 2 else "new"
        hits.append(Hit(name, number, seconds=chance.uniform(0, 0.12)))
    outcome.add(shared(partial(_hit, grown, article), hits, root, "command"))
    return outcome


def _hit(grown: Path, article: Path, root: Path, hits: Sequence[Hit]) -> Outcome:
    outcome = Outcome()
    for hit in hits:
        files: FailingFiles | None = None
        if hit.seconds is None:
            files = FailingFiles() if hit.code is not None else KillingFiles()
            half = hit.code == errno.ENOSPC if hit.code is not None else bool(hit.at % 2)
            files.arm(hit.at, hit.code or errno.EIO, for_ever=hit.for_ever, half=half)
        _judge(_fresh(grown, root / "home", hit.name), article, files, hit, outcome)
    return outcome


def _fresh(grown: Path, folder: Path, name: str) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    if name == "grown":
        _home(grown).copy_to(_home(folder))
    return folder


def _notes(root: Path) -> dict[str, str]:
    home = _home(root)
    if not home.data.exists():
        return {}
    with home.open() as store:
        assert {code for code, _ in store.report.told} <= {"store-torn"}, store.report
        return {note.id: note.text for note in store.all_notes()}


def _home(root: Path) -> Home:
    class Placed(Home):
        @property
        def state(self) -> Path:
            return self.root / "state" / "docbao"

    return Placed(root)


def _judge(root: Path, article: Path, files: FailingFiles | None, hit: Hit, outcome: Outcome) -> None:
    before = _notes(root)
    ended = _call(root, article, files, kill_after=hit.seconds)
    after = _notes(root)
    fresh = {name: text for name, text in after.items() if name not in before}
    outcome.expect(before.items() <= after.items(), f"{hit}: an earlier note is gone")
    outcome.expect(set(fresh.values()) <= {TEXT} and len(fresh) <= 1, f"{hit}: {fresh}")
    printed = ended.out.strip()
    outcome.expect(not printed or printed in fresh, f"{hit}: printed {printed}, which is not there")
    if ended.status == -signal.SIGKILL:
        outcome.count("killed, with the id printed" if printed else "killed before the id was printed")
    elif ended.status == 0:
        outcome.count("saved all the same")
        outcome.expect(bool(printed), f"{hit}: status 0 without an id")
    else:
        outcome.count("told as not saved, with status 3")
        lines = ended.errors.splitlines()
        outcome.expect(ended.status == 3, f"{hit}: status {ended.status} {ended.errors}")
        outcome.expect(len(lines) == 1 and lines[0].startswith("docbao: "), f"{hit}: said {lines}")
        if fresh and hit.for_ever:  # the disk took it, could not say so, and could not take it back
            outcome.count("of these there all the same, on a disk that never answered again")
        else:
            outcome.expect(not fresh and not printed, f"{hit}: told as not saved, and it is there")


def _call(
    root: Path,
    article: Path,
    files: FailingFiles | None,
    report: Path | None = None,
    *,
    kill_after: float | None = None,
) -> Ended:
    """Run the command in a process; ``report`` takes the number of calls it made."""
    pipes = os.pipe(), os.pipe()
    pid = os.fork()
    if pid == 0:
        status = 70
        try:
            for (_, target), number in zip(pipes, (1, 2), strict=True):
                os.dup2(target, number)
            sys.stdout, sys.stderr = (os.fdopen(number, "w", closefd=False) for number in (1, 2))
            for name in ("CONFIG", "CACHE", "STATE", "DATA"):
                os.environ[f"XDG_{name}_HOME"] = str(root / name.lower())
            if files is not None:
                annotations.files.Files = lambda: files
            status = main(["note", str(article), TEXT, "--data", str(root / "data")])
            sys.stdout.flush()
            sys.stderr.flush()
            if report is not None and files is not None:
                report.write_text(str(files.count))
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    for _, target in pipes:
        os.close(target)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(pid, signal.SIGKILL)
    said = []
    for source, _ in pipes:
        with os.fdopen(source, "rb") as file:
            said.append(file.read().decode())
    _, status = os.waitpid(pid, 0)
    return Ended(os.waitstatus_to_exitcode(status), *said)
