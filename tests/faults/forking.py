"""Work done in a process of its own that may be killed at any instant, and what it said until then."""

from __future__ import annotations

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

Say = Callable[[str], None]


@dataclass
class Worker:
    """A process at work. Nothing of this process may run in threads when it is started."""

    pid: int
    said: BinaryIO

    def kill_after(self, seconds: float) -> None:
        """Kill it, whatever it is about just then."""
        time.sleep(seconds)
        os.kill(self.pid, signal.SIGKILL)

    def end(self) -> tuple[list[str], int]:
        """Return the whole lines it said, and how it ended: its status, or minus the signal."""
        with self.said:
            lines = self.said.read().decode().split("\n")[:-1]
        _, status = os.waitpid(self.pid, 0)
        return lines, os.waitstatus_to_exitcode(status)


def start(work: Callable[[Say], None]) -> Worker:
    """Start a process that does something; what it says is said the moment the call returns."""
    sys.stdout.flush()
    source, target = os.pipe()
    pid = os.fork()
    if pid:
        os.close(target)
        return Worker(pid, os.fdopen(source, "rb"))
    status = 1
    try:
        os.close(source)
        work(lambda line: _write(target, line.encode() + b"\n"))
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def _write(target: int, data: bytes) -> None:
    while data:
        data = data[os.write(target, data) :]
