"""A program in a pseudo-terminal of its own, driven by raw bytes and read through a terminal emulator."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

import pyte

ROOT = Path(__file__).parents[2]


class Lab:
    """One program in one terminal. Use it as a context: the program does not outlive it.

    ``raw`` is every byte it has written so far, ``rows()`` what a terminal shows of them, worked out when it
    is asked for: reading alone is quick enough to tell when a byte came.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 80,
        rows: int = 24,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.raw = bytearray()
        self.came: list[tuple[int, float]] = []
        """How many bytes had come when (``perf_counter``)."""
        self._shown = 0
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._status: int | None = None
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            _become(command, environment or {})
        self.resize(columns, rows)

    def __enter__(self) -> Lab:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.exit_status(0) is None:
            os.kill(self.pid, signal.SIGKILL)
            self.exit_status(5)
        self.hang_up()

    def hang_up(self) -> None:
        """Take the terminal away, as a closed window or a dropped line does."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def resize(self, columns: int, rows: int) -> None:
        self._show()
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._screen.resize(rows, columns)

    def send(self, data: str | bytes, *, apart: float | None = None) -> None:
        """Write all in one burst, or key by key (an escape sequence is one key), so many seconds apart."""
        text = data.decode() if isinstance(data, bytes) else data
        for piece in [text] if apart is None else _keys(text):
            os.write(self._fd, piece.encode())
            if apart:
                time.sleep(apart)

    def signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def rows(self, upto: int | None = None) -> list[str]:
        """Return what a terminal shows, of the first so many bytes alone where they were not shown before."""
        self._show(upto)
        return [row.rstrip() for row in self._screen.display]

    def text(self) -> str:
        return "\n".join(self.rows())

    def read(self, seconds: float) -> bool:
        """Take in what the program writes within the time; False once it has ended."""
        if self._fd < 0:
            time.sleep(max(seconds, 0))
            return True
        ready, _, _ = select.select([self._fd], [], [], max(seconds, 0))
        if not ready:
            return True
        try:
            data = os.read(self._fd, 65536)
        except OSError:
            data = b""
        self.raw += data
        self.came.append((len(self.raw), time.perf_counter()))
        return bool(data)

    def _show(self, upto: int | None = None) -> None:
        upto = len(self.raw) if upto is None else upto
        self._stream.feed(bytes(self.raw[self._shown : upto]))
        self._shown = max(self._shown, upto)

    def wait(self, holds: Callable[[], bool], seconds: float = 10) -> bool:
        """Read until something holds; False if it never did."""
        end = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > end or not self.read(min(0.05, end - time.monotonic())):
                return holds()
        return True

    def wait_text(self, text: str, seconds: float = 10) -> None:
        assert self.wait(lambda: text in self.text(), seconds), f"no {text!r} in\n{self.text()}"

    def exit_status(self, seconds: float = 10) -> int | None:
        """Return the program's exit status (minus the signal that ended it), None if it runs on."""
        end = time.monotonic() + seconds
        while self._status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self._status = os.waitstatus_to_exitcode(status)
            elif time.monotonic() >= end:
                break
            else:
                self.read(0.02)
        return self._status


def _become(command: Sequence[str], environment: Mapping[str, str]) -> None:
    plain = {
        name: value for name, value in os.environ.items() if not name.startswith(("TEXTUAL", "NO_COLOR"))
    }
    whole = {
        **plain,
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "PYTHONPATH": str(ROOT),
        **environment,
    }
    try:
        os.execvpe(command[0], list(command), whole)
    finally:
        os._exit(127)


def _keys(text: str) -> list[str]:
    keys: list[str] = []
    open_sequence = False
    for character in text:
        if open_sequence:
            keys[-1] += character
            open_sequence = not ("@" <= character <= "~" and character not in "[O")
        else:
            keys.append(character)
            open_sequence = character == "\x1b"
    return keys
