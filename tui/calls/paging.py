"""Long output through the reader's pager, as ``man`` and ``git show`` do it."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from subprocess import Popen

    from tui.calls.output import Out

# Windows's own "more" knows neither colours nor UTF-8.
_USUAL = ("less",) if os.name == "nt" else ("less", "pager", "more")

_FOR_LESS = {"LESS": "R", "LESSCHARSET": "utf-8"}
"""How less is to be where the reader has not said how: colours shown as colours, Vietnamese as letters, and
waiting for ``q`` also where all fits on one screen."""


class _Pipe(io.TextIOWrapper):
    """The way into the pager: what is written there is laid out and coloured as for the terminal."""

    def isatty(self) -> bool:
        """Say yes: a person sees it."""
        return True


@contextlib.contextmanager
def paged(out: Out) -> Iterator[Out]:
    """Give an output whose lines the reader leafs through, and wait until they have left the pager.

    It is ``out`` itself where nobody could leaf: input or output is no terminal, the terminal cannot move its
    cursor (``TERM=dumb``), ``PAGER`` is empty or ``cat``, or no pager is found. A pager that is left early
    takes the rest of the output with it, without a complaint.
    """
    process = _started(out)
    if process is None or process.stdin is None:
        yield out
        return
    pipe = _Pipe(process.stdin, encoding="utf-8", errors="replace")
    with _interrupts() as interrupts:
        with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
            yield out.to(pipe)
            pipe.flush()
            interrupts.end_writing = False
        interrupts.end_writing = False
        with contextlib.suppress(OSError):
            pipe.close()
        process.wait()


@dataclass(slots=True)
class _Interrupts:
    """What Ctrl+C does while the pager runs, whose key it is: it ends the writing, and nothing after that."""

    end_writing: bool = True

    def __call__(self, *_: object) -> None:
        """Take the signal."""
        if self.end_writing:
            self.end_writing = False
            raise KeyboardInterrupt


@contextlib.contextmanager
def _interrupts() -> Iterator[_Interrupts]:
    import signal

    interrupts = _Interrupts()
    before = signal.signal(signal.SIGINT, interrupts)
    try:
        yield interrupts
    finally:
        signal.signal(signal.SIGINT, before)


def _started(out: Out) -> Popen[bytes] | None:
    """Start the pager; None where there is to be none, or it does not start."""
    if not (out.is_terminal and _is_terminal_input()) or os.environ.get("TERM") == "dumb":
        return None
    command = _command()
    if command is None:
        return None
    from subprocess import PIPE, Popen

    out.flush()
    try:
        return Popen(command, stdin=PIPE, env={**_FOR_LESS, **os.environ})
    except OSError:
        return None


def _command() -> list[str] | None:
    """Return the pager's program and arguments: those of ``PAGER``, else a usual one; None for no pager."""
    import shlex
    import shutil

    wanted = os.environ.get("PAGER")
    if wanted is not None:
        try:
            words = shlex.split(wanted)
        except ValueError:  # a quote without an end
            return None
        program = shutil.which(words[0]) if words and words != ["cat"] else None
        return [program, *words[1:]] if program else None
    found = next(filter(None, map(shutil.which, _USUAL)), None)
    return [found] if found else None


def _is_terminal_input() -> bool:
    try:
        return sys.stdin.isatty()
    except (AttributeError, ValueError):  # closed by whoever started us
        return False
