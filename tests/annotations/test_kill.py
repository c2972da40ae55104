"""Real processes, really killed: what was acknowledged is there."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.annotations.stores import Home, texts

WRITER = """
import os, sys
from pathlib import Path
from annotations import actions, corrections
from seeds.article import Correction
from tests.annotations.stores import Home, subject
home, name = Home(Path(sys.argv[1])), sys.argv[2]
with home.open(compact_after=7) as store:
    for number in range(100_000):
        text = f"{name} {number} " + "x" * (number % 50)
        said = Correction("title", text.strip())
        store.apply(corrections.correct(store, subject(f"{name} {number}"), said)).result()
        store.apply(actions.add_note(store, subject(f"a{number % 5}"), text)).result()
        os.write(1, text.encode() + b"\\n")
"""
ROUNDS = 6
WRITERS = 3


def test_what_was_acknowledged_survives_kills_at_any_instant(tmp_path: Path) -> None:
    home = Home(tmp_path)
    chance = random.Random(4)
    acknowledged: set[str] = set()
    for number in range(ROUNDS):
        writers = [
            subprocess.Popen(
                [sys.executable, "-c", WRITER, str(tmp_path), f"{number}-{each}"], stdout=subprocess.PIPE
            )
            for each in range(WRITERS)
        ]
        # The first line says that a writer is at work; the kill falls at any instant after it.
        for writer in writers:
            assert writer.stdout is not None
            acknowledged.add(writer.stdout.readline().decode().rstrip("\n"))
        for writer in writers:
            time.sleep(chance.uniform(0, 0.03))
            os.kill(writer.pid, signal.SIGKILL)
        for writer in writers:
            rest, _ = writer.communicate()
            acknowledged.update(rest.decode().splitlines())
        with home.open() as store:
            assert acknowledged <= set(texts(store)), f"after round {number}"
            for text in acknowledged:
                facts = store.marks_of(" ".join(text.split()[:2])).facts
                assert facts == (("title", text.strip()),)
            assert {code for code, _ in store.report.told} <= {"store-torn"}
    assert len(acknowledged) > ROUNDS * WRITERS
