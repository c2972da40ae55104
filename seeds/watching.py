"""Noticing what happens to a library while it is open: the system says which paths have changed, and only
these are looked at.

``watchfiles`` (MIT, a small wheel of Rust's ``notify``) is loaded here only: loading it takes a tenth of
a second. Where the system cannot tell (a network folder that others write to, no more watches to be had), all
folders are looked through every now and then.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from seeds.feed import ScanReport
from seeds.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from concurrent.futures import Future

    from seeds.feed import ScanProgress
    from seeds.index import LibraryChange
    from seeds.library import Library

log = logging.getLogger("docbao")

STEP = 100
"""Milliseconds without another change after which those that were gathered are told."""

GATHER = 400
"""Milliseconds for which changes are gathered at most."""

MANY = 2000
"""Changes told at once from which on some may have been lost."""

STOPPED = 5.0
"""Seconds without a word, not even that there is nothing: docbao was stopped, or kept waiting, meanwhile."""

_TICK = 1000  # milliseconds after which other windows are asked
_FIRST_TRY = 1.0  # seconds after which what the index lacks is read, then twice as many, and so on
_LAST_TRY = 60.0
_BUSY_SHARE = 5  # and so many times as long as it takes to see that another window is at it
_REST = 0.5  # seconds after which one listens again when that broke
_SELDOM = 20.0  # seconds between two looks through all folders where the system tells nothing
_SHARE = 30  # and so many times as long as such a look takes
_MOUNT_POINT = 4  # of the fields of /proc/self/mountinfo
_REMOTE = frozenset("nfs nfs4 cifs smb3 smbfs 9p afs fuse.sshfs fuse.rclone fuse.s3fs davfs".split())


class Watch:
    """One library being watched."""

    def __init__(
        self,
        library: Library,
        stop: threading.Event,
        halt: threading.Event,
        changed: Callable[[LibraryChange], None],
        reported: Callable[[ScanReport], None],
        progress: Callable[[ScanProgress], None],
    ) -> None:
        """Prepare to watch; see ``Library.watch``."""
        self._library, self._stop, self._halt = library, stop, halt
        self._changed, self._reported, self._progress = changed, reported, progress
        self._told_slow = False
        self._broke: float | None = None
        self._rest = _REST
        self._try_at: float | None = None
        self._pause = _FIRST_TRY
        # Names of many articles take minutes, in which a file that comes is to be in the list at once.
        self._names = ThreadPoolExecutor(1, thread_name_prefix="names")
        self._naming: deque[Future[ScanReport]] = deque()
        self._filler = ThreadPoolExecutor(1, thread_name_prefix="fill")
        self._filling: Future[None] | None = None

    def run(self) -> None:
        """Watch until it is stopped."""
        try:
            self._run()
        finally:
            self._names.shutdown(wait=True, cancel_futures=True)
            self._filler.shutdown(wait=True, cancel_futures=True)

    def _run(self) -> None:
        while not self._stop.is_set():
            folders = self._folders()
            remote = [folder for folder in folders if _is_remote(folder)]
            if remote or not folders:
                self._look_seldom(folders, remote)
                continue
            try:
                self._listen(folders)
            except OSError:  # no watches to be had, or folders that went just now
                if folders == self._folders():
                    self._look_seldom(folders, folders)
            except Exception:
                log.warning("listening to the library broke off", exc_info=True)
                self._pause_listening()

    def _folders(self) -> list[str]:
        """Return the folders that are there."""
        return [folder for folder in self._library.folders if Path(folder).is_dir()]

    def _listen(self, folders: list[str]) -> None:
        """Have the system tell of changes until the folders that are there are others."""
        from watchfiles import Change, watch

        unwatched, there, listened = True, _what_is_there(folders), time.monotonic()
        for changes in watch(
            *folders,
            watch_filter=None,
            debounce=GATHER,
            step=STEP,
            stop_event=self._stop,
            rust_timeout=_TICK,
            yield_on_timeout=True,
            raise_interrupt=False,
            recursive=True,
            ignore_permission_denied=True,
        ):
            if self._stop.is_set():
                return
            if unwatched:  # whatever happened between the app's scan, if that is through, and the first watch
                unwatched = self._scan().busy
            if len(changes) >= MANY or time.monotonic() - listened > STOPPED:
                paths = self._folders()  # the system may have had more to tell than it holds for a listener
            else:
                paths = _outermost(path for _, path in changes if _concerns(path, folders))
            if paths and not self._halt.is_set():
                self._update(paths)
            else:
                self._library.catch_up(self._changed)
            self._tend()
            # One that went may be there again by now, or another in its place; of a disk that comes or goes,
            # and of what happens above a folder, nothing is told.
            went = any(change is Change.deleted and path in folders for change, path in changes)
            if went or _what_is_there(self._folders()) != there:
                self._scan()
                return
            listened = time.monotonic()

    def _update(self, paths: Sequence[str]) -> None:
        """Read what has changed, and have the names found in it meanwhile."""
        report = self._library.update(paths, stop=self._halt, changed=self._changed, progress=self._progress)
        self._report(report)
        if report.read:
            self._find_names(paths)

    def _find_names(self, paths: Sequence[str] | None) -> None:
        find = partial(
            self._library.find_names, stop=self._halt, changed=self._changed, progress=self._progress
        )
        self._naming.append(self._names.submit(find, paths))

    def _report(self, report: ScanReport) -> None:
        if report.read or report.gone or report.named or report.problems:
            self._reported(report)

    def _pause_listening(self) -> None:
        """Wait before listening again, which begins with a look at all files.

        A file name that is no UTF-8 ends the telling (and what else was to be told then is lost): that is
        over at once, unless such a file is written to over and over.
        """
        now = time.monotonic()
        again = self._broke is not None and now - self._broke < _LAST_TRY
        self._broke, self._rest = now, min(2 * self._rest, _SELDOM) if again else _REST
        while time.monotonic() < now + self._rest and not self._stop.wait(min(self._rest, _TICK / 1000)):
            self._library.catch_up(self._changed)
            self._tend()

    def _look_seldom(self, folders: list[str], slow: Sequence[str]) -> None:
        """Look through all folders once, after a while in which other windows are listened to."""
        if slow and not self._told_slow:
            self._told_slow = True
            self._reported(ScanReport(problems=(Problem("watching-slowly", path=slow[0]),)))
        began = time.monotonic()
        self._scan()
        pause = max(_SELDOM, _SHARE * (time.monotonic() - began))
        until = time.monotonic() + pause
        while time.monotonic() < until and not self._stop.wait(_TICK / 1000):
            self._library.catch_up(self._changed)
            self._tend()
            if self._folders() != folders:
                self._scan()
                return

    def _tend(self) -> None:
        """Do what is due every now and then: tell of names that were found, fill the index."""
        while self._naming and self._naming[0].done():
            found = self._naming.popleft()
            if (error := found.exception()) is not None:
                log.error("names could not be found", exc_info=error)
            else:
                self._report(found.result())
        self._fill()

    def _fill(self) -> None:
        """Have what the index is known to lack read as soon as that can be done: the disk may have room again
        at any time."""
        if self._filling is not None and not self._filling.done():
            return
        if self._halt.is_set() or not self._library.behind:
            self._try_at, self._pause = None, _FIRST_TRY
        elif self._try_at is None:
            self._try_at = time.monotonic() + self._pause
        elif time.monotonic() >= self._try_at:
            self._filling = self._filler.submit(self._try_to_fill)

    def _try_to_fill(self) -> None:
        began, busy = time.monotonic(), False
        try:
            report = self._library.scan(stop=self._halt, progress=self._progress, changed=self._changed)
            busy = report.busy  # another window fills it
            if not busy:
                self._reported(report)
        except Exception:
            log.exception("the index could not be filled")
        now = time.monotonic()
        waited = max(_FIRST_TRY, _BUSY_SHARE * (now - began))
        self._pause = waited if busy else min(2 * self._pause, _LAST_TRY)
        self._try_at = now + self._pause

    def _scan(self) -> ScanReport:
        """Look at all files, and have the names found meanwhile that are not known."""
        report = self._library.scan(
            stop=self._halt, progress=self._progress, changed=self._changed, names=False
        )
        if report.read or report.gone:
            self._reported(report)
        if not report.busy and not self._halt.is_set():
            self._find_names(None)
        return report


def _what_is_there(folders: Sequence[str]) -> list[tuple[object, ...]]:
    """Return which folders these are, whatever they are called, and what is mounted in them (known for Linux
    only)."""
    found: list[tuple[object, ...]] = []
    inside: list[str] = []
    for folder in folders:
        with suppress(OSError):
            seen = Path(folder).stat()
            found.append((folder, seen.st_dev, seen.st_ino))
            inside.append(str(Path(folder).resolve()).rstrip(os.sep) + os.sep)
    for fields in _mounts():
        where = fields[_MOUNT_POINT].replace("\\040", " ")
        if any(where.startswith(folder) for folder in inside):
            found.append(tuple(fields[: _MOUNT_POINT + 1]))
    return found


def _mounts() -> list[list[str]]:
    try:
        lines = Path("/proc/self/mountinfo").read_text("utf-8", "replace").splitlines()
    except OSError:
        return []
    return [fields for line in lines if len(fields := line.split(" ")) > _MOUNT_POINT]


def _concerns(path: str, folders: Sequence[str]) -> bool:
    """Say whether a path that changed can hold articles: neither it nor a folder above is hidden, and it is
    called like an article, or may be a folder."""
    from seeds.sources.files import ENDINGS

    for folder in folders:
        inside = folder.rstrip(os.sep) + os.sep
        if path.startswith(inside):
            parts = Path(path[len(inside) :]).parts
            if any(part.startswith(".") for part in parts):
                return False
            return Path(path).suffix.lower() in ENDINGS or Path(path).is_dir() or not Path(path).exists()
    return False


def _outermost(paths: Iterable[str]) -> list[str]:
    """Return paths without those below another one."""
    kept: list[str] = []
    for path in sorted(set(paths)):
        if not kept or not path.startswith(kept[-1] + os.sep):
            kept.append(path)
    return kept


def _is_remote(folder: str) -> bool:
    """Say whether a folder lies on another machine, of whose changes this one is told nothing (known for
    Linux only)."""
    try:
        mounts = Path("/proc/mounts").read_text("utf-8", "replace").splitlines()
    except OSError:
        return False
    best, kind = "", ""
    for line in mounts:
        fields = line.split(" ")
        if len(fields) > 2:
            where = fields[1].replace("\\040", " ")
            if (folder + "/").startswith(where.rstrip("/") + "/") and len(where) >= len(best):
                best, kind = where, fields[2]
    return kind in _REMOTE
