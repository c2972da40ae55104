"""Editing a text in the reader's own editor: which one that is, and running it without losing a word.

The text goes into a file that only its reader may open, in a folder of its own that is gone afterwards.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import FrameType

_LOOK_EVERY = 0.4
"""Seconds between two looks at what the editor has written so far."""
_AT_ONCE = 1.0
"""Seconds within which an editor that is back without a change has most likely opened a window of its own."""
_PATIENCE = 3.0
"""Seconds that an editor is given to end when docbao is told to."""
_USUAL = ("editor", "nano", "vim", "vi")
_LONGEST = 5_000_000
"""Bytes of a file that is no note any more."""

Ending = Literal["done", "unchanged", "at-once", "failed", "not-started", "unreadable", "told-to-end"]


@dataclass(frozen=True, slots=True)
class Edited:
    """How the editor was left, and the ``text`` as it is now (as it was, where it could not be had).

    ``failed``: it ended with the ``status``; what it wrote is in ``text``. ``not-started``: ``why`` says why.
    ``unreadable``: what it wrote is no UTF-8 text; it stays in the file ``why``. ``at-once``: it came back in
    no time without a change. ``told-to-end``: docbao was told to end by the signal ``status`` meanwhile.
    """

    ending: Ending
    text: str
    status: int = 0
    why: str = ""


def editor_command(wanted: str, environment: Mapping[str, str]) -> list[str]:
    """Return the command of the reader's editor: the settings', ``$VISUAL``, ``$EDITOR``, else one that is
    usual; empty when there is none."""
    for written in (wanted, environment.get("VISUAL", ""), environment.get("EDITOR", "")):
        if written.strip():
            try:
                return shlex.split(written)
            except ValueError:
                return [written.strip()]
    return next(([name] for name in _USUAL if shutil.which(name)), [])


def edit_outside(command: list[str], text: str, written: Callable[[str], None]) -> Edited:
    """Run the editor on a text and wait for it. The terminal must be free: see ``App.suspend``.

    ``written`` is told every text that the editor saves meanwhile. Signals that end docbao end the editor
    first. It must be called on the main thread, and holds it.
    """
    folder = Path(tempfile.mkdtemp(prefix="docbao-"))
    keep = False
    try:
        path = folder / "docbao-note.md"
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(_in_file(text))
        begun = time.monotonic()
        try:
            status, ended_by = _run([*command, str(path)], path, text, written)
        except OSError as error:
            return Edited("not-started", text, why=error.strerror or str(error))
        try:
            now = _text_in(path, text)
        except OSError as error:
            return Edited("not-started", text, why=error.strerror or str(error))
        if now is None:
            keep = True
            return Edited("unreadable", text, status, str(path))
        if ended_by:
            keep = len(list(folder.iterdir())) > 1  # what the editor had not saved may be beside it
            return Edited("told-to-end", now, ended_by)
        if status:
            return Edited("failed", now, status)
        if now == text:
            return Edited("at-once" if time.monotonic() - begun < _AT_ONCE else "unchanged", text)
        return Edited("done", now)
    finally:
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[str], path: Path, text: str, written: Callable[[str], None]) -> tuple[int, int]:
    """Run the editor; return its status, and the signal by which docbao was told to end meanwhile (0:
    none)."""
    told: list[int] = []

    def tell(number: int, frame: FrameType | None) -> None:
        told.append(number)

    def ignore(number: int, frame: FrameType | None) -> None:
        """What the keyboard sends is for the editor. A function, as that is not handed down to it."""

    numbers = [getattr(signal, name, None) for name in ("SIGTERM", "SIGHUP")]
    kept = {number: signal.signal(number, tell) for number in numbers if number is not None}
    kept |= {
        number: signal.signal(number, ignore)
        for name in ("SIGINT", "SIGQUIT")
        if (number := getattr(signal, name, None)) is not None
    }
    seen = _stamp(path)
    try:
        with subprocess.Popen(command) as running:
            while True:
                try:
                    return running.wait(_LOOK_EVERY), 0
                except subprocess.TimeoutExpired:
                    pass
                if told:
                    _end(running)
                    return running.returncode or 0, told[0]
                if (now := _stamp(path)) != seen:
                    seen = now
                    _hand_on(path, text, written)
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler if handler is not None else signal.SIG_DFL)


def _hand_on(path: Path, text: str, written: Callable[[str], None]) -> None:
    try:
        now = _text_in(path, text)
    except OSError:
        return  # being replaced just now: the next look sees it
    if now is not None:
        written(now)


def _end(running: subprocess.Popen[bytes]) -> None:
    running.terminate()
    try:
        running.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        running.kill()
        running.wait()


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _in_file(text: str) -> bytes:
    """Return a text as it is given to editors: the last line ends like the others."""
    whole = text if not text or text.endswith("\n") else text + "\n"
    return whole.encode("utf-8", "replace")


def _text_in(path: Path, before: str) -> str | None:
    """Return what the file holds, None when that is no text. The end of the last line is the editor's, unless
    the text had one."""
    if path.stat().st_size > _LONGEST:
        return None
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if before.endswith("\n") else text.removesuffix("\n")
