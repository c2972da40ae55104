"""What the store's tests share: a place for it, articles, and files that fail on demand."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotations import actions
from annotations.devices import head_of
from annotations.files import Files
from annotations.model import Note, Subject
from annotations.store import Store


@dataclass(frozen=True)
class Home:
    """A data and a state folder that do not exist yet."""

    root: Path

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def state(self) -> Path:
        return self.root / "state"

    def open(self, **options: Any) -> Store:
        return Store.open(self.data, self.state, **options)

    def files(self) -> list[Path]:
        """The store's own files under ``data`` that hold something now (what is set aside left out)."""
        names = ("snapshot", "snapshot.1", "journal", "journal.1")
        return sorted(path for path in self.data.glob("*/*") if path.name in names)

    def folder(self) -> Path:
        (folder,) = self.data.iterdir()
        return folder

    def copy_to(self, other: Home) -> None:
        """Make another home that is as this one. What notes the newest line is named after the folder that a
        store is in: it goes on being noted there."""
        shutil.copytree(self.root, other.root)
        for folder in self.data.iterdir():
            head = other.state / head_of(self.data, folder.name)
            if head.exists():
                head.rename(other.state / head_of(other.data, folder.name))


def subject(name: str) -> Subject:
    return Subject(id=name, fingerprint=name, path=f"/articles/{name}.txt", title=f"Bài {name}")


def write_note(store: Store, article: str, text: str) -> Note:
    operation = actions.add_note(store, subject(article), text)
    store.apply(operation).result()
    note = store.note(actions.note_id(operation))
    assert note is not None
    return note


def texts(store: Store) -> list[str]:
    return sorted(note.text for note in store.all_notes())


def tags(store: Store, article: str) -> tuple[str, ...]:
    return store.marks_of(article).tags


class FastFiles(Files):
    """Files that do not wait for the disk: for tests of what is written, not of whether it survives."""

    def sync(self, fd: int) -> None:
        pass


CALLS = ("open", "write", "sync", "truncate", "rename", "unlink", "mkdir", "read", "state", "names")


class FailingFiles(FastFiles):
    """Files whose ``n``-th call (counted from ``arm``) fails, once or from then on."""

    def __init__(self) -> None:
        self.count = 0
        self.fail_at = -1
        self.code = errno.EIO
        self.for_ever = False
        self.half = False
        self.seen: list[str] = []

    def arm(self, at: int, code: int, *, for_ever: bool = False, half: bool = False) -> None:
        self.count, self.fail_at, self.code = 0, at, code
        self.for_ever, self.half = for_ever, half
        self.seen = []

    def disarm(self) -> None:
        self.fail_at = -1

    @property
    def fired(self) -> bool:
        return 0 <= self.fail_at < self.count

    def _step(self, name: str, path: object) -> bool:
        number = self.count
        self.count += 1
        self.seen.append(name)
        if self.fail_at < 0:
            return False
        return number == self.fail_at or (self.for_ever and number > self.fail_at)

    def _fail(self, path: object) -> None:
        raise OSError(self.code, os.strerror(self.code), str(path))

    def write(self, fd: int, data: bytes) -> int:
        if self._step("write", fd):
            if self.half:
                super().write(fd, data[: len(data) // 2])
            self._fail(fd)
        return super().write(fd, data)


def _failing(name: str) -> Callable[..., Any]:
    original = getattr(FastFiles, name)

    def call(self: FailingFiles, first: Any, *rest: Any) -> Any:
        if self._step(name, first):
            self._fail(first)
        return original(self, first, *rest)

    return call


for _name in CALLS:
    if _name != "write":
        setattr(FailingFiles, _name, _failing(_name))
