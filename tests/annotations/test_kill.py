"""Real processes, really killed: what was acknowledged is there."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.annotations.stores import Home, texts

# One process loads what they need, and the writers are forked from it: most of a start would be that.
AT_WORK = """
import os, sys
from pathlib import Path
from annotations import actions, corrections
from seeds.article import Correction
from tests.annotations.stores import Home, subject

def write(name, target):
    with Home(Path(sys.argv[1])).open(compact_after=7) as store:
        for number in range(100_000):
            text = f"{name} {number} " + "x" * (number % 50)
            said = Correction("title", text.strip())
            store.apply(corrections.correct(store, subject(f"{name} {number}"), said)).result()
            store.apply(actions.add_note(store, subject(f"a{number % 5}"), text)).result()
            os.write(target, text.encode() + b"\\n")

wanted = [each.split(":") for each in sys.argv[2:]]
while wanted:
    name, target = wanted.pop()
    if not (pid := os.fork()):
        try:
            for _, another in wanted:
                os.close(int(another))  # what one says is over when it is dead
            write(name, int(target))
        finally:
            os._exit(1)
    os.close(int(target))
    print(pid, flush=True)
for _ in sys.argv[2:]:
    print(os.waitstatus_to_exitcode(os.wait()[1]), flush=True)
"""
ROUNDS = 6
WRITERS = 3


@contextmanager
def ends_with_all(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """End a process with all that it has started, whatever happens."""
    try:
        yield
    finally:
        with suppress(OSError):  # all have ended
            os.killpg(process.pid, signal.SIGKILL)


def test_what_was_acknowledged_survives_kills_at_any_instant(tmp_path: Path) -> None:
    home = Home(tmp_path)
    chance = random.Random(4)
    acknowledged: set[str] = set()
    for number in range(ROUNDS):
        pipes = [os.pipe() for _ in range(WRITERS)]
        wanted = [f"{number}-{each}:{target}" for each, (_, target) in enumerate(pipes)]
        with (
            subprocess.Popen(
                [sys.executable, "-c", AT_WORK, str(tmp_path), *wanted],
                stdout=subprocess.PIPE,
                pass_fds=[target for _, target in pipes],
                start_new_session=True,
            ) as process,
            ends_with_all(process),
        ):
            for _, target in pipes:
                os.close(target)
            said = [os.fdopen(source, "rb") for source, _ in pipes]
            assert process.stdout is not None
            writers = [int(process.stdout.readline()) for _ in pipes]
            # The first line says that a writer is at work; the kill falls at any instant after it.
            for each in said:
                first = each.readline()
                assert first, f"in round {number}, a writer came to nothing"
                acknowledged.add(first.decode().rstrip("\n"))
            for pid in writers:
                time.sleep(chance.uniform(0, 0.03))
                os.kill(pid, signal.SIGKILL)
            for each in said:
                with each:
                    acknowledged.update(each.read().decode().splitlines())
            ended = process.stdout.read().split()
        assert ended == [b"-9"] * WRITERS, f"in round {number}, one was at its end before it was killed"
        with home.open() as store:
            assert acknowledged <= set(texts(store)), f"after round {number}"
            for text in acknowledged:
                facts = store.marks_of(" ".join(text.split()[:2])).facts
                assert facts == (("title", text.strip()),)
            assert {code for code, _ in store.report.told} <= {"store-torn"}
    assert len(acknowledged) > ROUNDS * WRITERS
