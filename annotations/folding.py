"""Folding a journal into a snapshot, while changes go on.

A *picture* of the tables is taken under the lock (a moment's work: documents are never changed in place); it
is written without it, as ``snapshot.new``; then, under the lock, it is published. The order, each step
durable before the next: ``snapshot.new`` is whole; ``snapshot`` → ``snapshot.1``; the new one → ``snapshot``;
the new journal under another name; ``journal`` → ``journal.1``; the new one → ``journal``. The new journal
begins with what was written after the picture was taken, so these lines stand in ``journal.1`` as well. Lines
carry numbers and a snapshot the last number it covers, so a stop anywhere in between leaves all changes
readable.

Two windows do not fold at once: who writes a picture holds a lock for that. A picture is published only if
the journal is the very file that it was taken of. What is left of a fold that failed or was stopped is
``snapshot.new``: nobody reads it, and the next fold begins by removing it.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotations import snapshot
from annotations.recovery import JOURNAL, JOURNAL_BEFORE, SNAPSHOT, SNAPSHOT_BEFORE

if TYPE_CHECKING:
    from pathlib import Path

    from annotations.files import Files
    from annotations.journal import Journal


class Stopped(OSError):
    """A fold was ended before it was written."""


@dataclass(frozen=True, slots=True)
class Fold:
    """A picture to be written: of which journal (its inode and generation), and how much of that it covers.

    ``size`` is that of the files it is about, in bytes.
    """

    moment: snapshot.Moment
    folder: Path
    inode: int
    generation: int
    offset: int
    size: int

    @property
    def path(self) -> Path:
        """Where it is written."""
        return self.folder / (SNAPSHOT + ".new")


def begin(journal: Journal) -> Fold:
    """Take the picture. Wants the lock, and the journal read to its end."""
    journal.postpone_fold()
    state, before = journal.state, journal.files.state(journal.folder / SNAPSHOT)
    offset = state.size if state else 0
    return Fold(
        journal.picture(),
        journal.folder,
        state.inode if state else 0,
        journal.generation,
        offset,
        offset + (before.size if before else 0),
    )


@contextlib.contextmanager
def writing(files: Files, fold: Fold, stop: Callable[[], bool]) -> Iterator[None]:
    """Write the picture; what is done with it meanwhile publishes it, or it is removed. ``OSError`` when it
    could not be written, ``Stopped`` when it was to stop."""
    files.unlink(fold.path)
    try:
        snapshot.write(files, fold.path, fold.moment, lambda: _stop_if(stop()))
        yield
    finally:
        with contextlib.suppress(OSError):
            files.unlink(fold.path)


def publish(journal: Journal, fold: Fold) -> None:
    """Make the picture the snapshot. Wants the lock, and the journal read to its end. Does nothing where the
    journal has been turned or mended since."""
    files, folder, state = journal.files, journal.folder, journal.state
    if state is None or (state.inode, journal.generation) != (fold.inode, fold.generation):
        return
    tail = b"" if journal.seq == fold.moment.seq else files.read(folder / JOURNAL, fold.offset) or b""
    written, there = files.state(fold.path), files.state(folder / SNAPSHOT)
    if there is not None:
        # One that came from elsewhere, of another machine, is looked into like other strays.
        ours = there == journal.snapshot
        files.rename(
            folder / SNAPSHOT,
            folder / (SNAPSHOT_BEFORE if ours else f"{SNAPSHOT}.forked-{os.urandom(4).hex()}"),
        )
    files.rename(fold.path, folder / SNAPSHOT)
    journal.snapshot = written
    files.sync_folder(folder)
    journal.turn(JOURNAL_BEFORE, fold.moment, tail)


def _stop_if(stop: bool) -> None:
    if stop:
        raise Stopped
