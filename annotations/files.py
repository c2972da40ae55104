"""The few file calls the store makes, in one place, so that tests can make each of them fail.

Whatever is created is for its owner alone: files 0600, folders 0700.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from seeds.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path


SYNC_BYTES = 4 << 20
"""Bytes of a large file that are written between two syncs."""


@dataclass(frozen=True, slots=True)
class FileState:
    """What tells whether a file is still the one that was read: its inode, size in bytes and time in ns."""

    inode: int
    size: int
    changed: int


def why(error: OSError) -> str:
    """Return the system's word for what went wrong: ``ENOSPC``, ``EACCES`` …"""
    return errno.errorcode.get(error.errno or 0, type(error).__name__)


class Files:
    """The operating system's files. Every method may raise ``OSError``; "not there" is an answer, not an
    error."""

    def open(self, path: Path, flags: int) -> int:
        """Open a file and return its descriptor; one that is created is 0600."""
        return os.open(path, flags | os.O_CLOEXEC, 0o600)

    def write(self, fd: int, data: bytes) -> int:
        """Write once and return how many bytes were taken."""
        return os.write(fd, data)

    def sync(self, fd: int) -> None:
        """Return once what was written to the descriptor is on the disk."""
        if sys.platform == "darwin":
            import fcntl  # fsync on macOS stops at the drive's cache

            fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
        else:
            getattr(os, "fdatasync", os.fsync)(fd)

    def truncate(self, fd: int, size: int) -> None:
        """Cut a file to a size in bytes."""
        os.ftruncate(fd, size)

    def rename(self, old: Path, new: Path) -> None:
        """Give a file another name; what had that name is gone."""
        old.replace(new)

    def unlink(self, path: Path) -> None:
        """Remove a file; one that is not there is fine."""
        path.unlink(missing_ok=True)

    def mkdir(self, path: Path) -> None:
        """Make one folder, 0700; one that is there is fine."""
        with contextlib.suppress(FileExistsError):
            path.mkdir(mode=0o700)

    def read(self, path: Path, start: int = 0, size: int = -1) -> bytes | None:
        """Return a file's bytes from an offset on, at most ``size``; None when there is no such file."""
        try:
            with path.open("rb") as file:
                if start:
                    file.seek(start)
                return file.read(size)
        except FileNotFoundError:
            return None

    def state(self, path: Path) -> FileState | None:
        """Return a file's state; None when there is no such file."""
        try:
            found = path.stat()
        except FileNotFoundError:
            return None
        return FileState(found.st_ino, found.st_size, found.st_mtime_ns)

    def names(self, folder: Path) -> list[str]:
        """Return the names in a folder, sorted; none when there is no such folder."""
        try:
            return sorted(entry.name for entry in folder.iterdir())
        except FileNotFoundError:
            return []

    @contextlib.contextmanager
    def lock(self, path: Path, seconds: float) -> Iterator[None]:
        """Hold a lock that at most one process or handle holds; ``Problem("store-busy")`` when others
        keep it."""
        from filelock import FileLock, Timeout

        # Making one costs as much as a sync on a fast disk. It holds for each thread by itself.
        locks: dict[Path, FileLock] = vars(self).setdefault("_locks", {})
        lock = locks.get(path) or locks.setdefault(path, FileLock(path, mode=0o600, poll_interval=0.004))
        try:
            lock.acquire(timeout=seconds)
        except Timeout as error:
            raise Problem("store-busy", path=str(path)) from error
        try:
            yield
        finally:
            lock.release()

    def sync_folder(self, folder: Path) -> None:
        """Return once the names in a folder are on the disk."""
        if sys.platform == "win32":
            return  # Windows has no descriptors of folders
        fd = self.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            self.sync(fd)
        finally:
            os.close(fd)

    def make_folder(self, folder: Path) -> None:
        """Make a folder and those above it, durably."""
        missing: list[Path] = []
        while self.state(folder) is None and folder != folder.parent:
            missing.append(folder)
            folder = folder.parent
        for one in reversed(missing):
            self.mkdir(one)
            self.sync_folder(one.parent)

    def create(self, path: Path, data: bytes) -> None:
        """Write a whole file, replacing what has its name, so that either the old or the new one is found."""
        draft = path.with_name(path.name + ".tmp")
        self.unlink(draft)
        self._fill(draft, data)
        self.rename(draft, path)
        self.sync_folder(path.parent)

    def keep(self, path: Path, data: bytes) -> None:
        """Write a new file that nobody looks for yet, durably: no other name stands for it meanwhile."""
        self._fill(path, data)
        self.sync_folder(path.parent)

    def keep_pieces(self, path: Path, pieces: Iterable[bytes], seal: Callable[[], tuple[int, bytes]]) -> None:
        """Write a new file piece by piece, durably, and then, at an offset, what is known only at the end.

        It is synced now and then, so that who syncs another file meanwhile does not wait for all of this one.
        """
        fd = self.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        try:
            waiting = 0
            for piece in pieces:
                self._write_all(fd, piece)
                waiting += len(piece)
                if waiting >= SYNC_BYTES:
                    self.sync(fd)
                    waiting = 0
            offset, data = seal()
            os.lseek(fd, offset, os.SEEK_SET)
            self._write_all(fd, data)
            self.sync(fd)
        finally:
            os.close(fd)
        self.sync_folder(path.parent)

    def _fill(self, path: Path, data: bytes) -> None:
        fd = self.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        try:
            self._write_all(fd, data)
            self.sync(fd)
        finally:
            os.close(fd)

    def append(self, path: Path, data: bytes, size: int) -> None:
        """Add bytes at the end of a file of ``size`` bytes, durably; when that fails, cut it to what it was.

        Where even the cut fails the file keeps a torn or unwanted end: who appends next must look for it.
        """
        fd = self.open(path, os.O_WRONLY | os.O_APPEND)
        try:
            try:
                self._write_all(fd, data)
                self.sync(fd)
            except OSError:
                with contextlib.suppress(OSError):
                    self.truncate(fd, size)
                    self.sync(fd)
                raise
        finally:
            os.close(fd)

    def cut(self, path: Path, size: int) -> None:
        """Cut a file to a size in bytes, durably."""
        fd = self.open(path, os.O_WRONLY)
        try:
            self.truncate(fd, size)
            self.sync(fd)
        finally:
            os.close(fd)

    def overwrite(self, path: Path, data: bytes) -> None:
        """Write over the start of a file without waiting for the disk: only for what can be lost."""
        fd = self.open(path, os.O_WRONLY | os.O_CREAT)
        try:
            self._write_all(fd, data)
        finally:
            os.close(fd)

    def _write_all(self, fd: int, data: bytes) -> None:
        view = memoryview(data)
        while view:
            view = view[self.write(fd, bytes(view)) :]
