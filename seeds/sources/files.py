"""Article files on the disk: finding them in folders, reading them safely, and copying them into the
library."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from seeds.problems import Problem

ENDINGS = frozenset({".txt", ".md", ".html", ".htm"})
"""What article files are called, whatever the case."""


@dataclass(frozen=True, slots=True)
class Found:
    """An article file as a walk saw it: its path, and what shows whether it has changed since."""

    path: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class AddReport:
    """What ``add`` did: the new files in the library, those that were there already, and what went wrong."""

    added: tuple[Path, ...] = ()
    known: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()


def is_article(name: str) -> bool:
    """Say whether a file name is that of an article: a known ending, and neither hidden nor temporary."""
    return not name.startswith((".", "#")) and f".{name.rpartition('.')[2].lower()}" in ENDINGS


def walk(folder: str) -> Iterator[Found | Problem]:
    """Yield the article files below a folder, in the order of their paths, and a Problem for each part that
    could not be looked into (``folder-missing``, ``folder-unreadable``).

    Hidden files and folders are passed over, as is whatever is not a plain file. A link to a plain file
    counts as one; links to folders are not followed, so that no loop and no foreign tree is entered. No
    file is opened.
    """
    if not Path(folder).is_dir():
        yield Problem("folder-missing", path=folder)
        return
    waiting = [folder]
    while waiting:
        inside = waiting.pop()
        try:
            with os.scandir(inside) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            yield Problem("folder-unreadable", path=inside, why=error.strerror or str(error))
            continue
        below: list[str] = []
        for entry in entries:
            seen = _seen(entry)
            if isinstance(seen, str):
                below.append(seen)
            elif seen is not None:
                yield seen
        waiting += reversed(below)


def _seen(entry: os.DirEntry[str]) -> Found | str | None:
    """Return an article's file, the path of a folder to be looked into, or None for what is neither."""
    try:
        if entry.is_dir(follow_symlinks=False):
            return None if entry.name.startswith(".") else entry.path
        if is_article(entry.name):
            seen = entry.stat()
            if stat.S_ISREG(seen.st_mode):
                return Found(entry.path, seen.st_size, seen.st_mtime_ns)
    except OSError:
        pass  # gone since, or a link to nowhere
    return None


def look(folder: str) -> Iterator[Found | Problem]:
    """Yield what ``walk`` does, in no order, and without holding what a folder of very many files has."""
    if not Path(folder).is_dir():
        yield Problem("folder-missing", path=folder)
        return
    waiting = [folder]
    while waiting:
        inside = waiting.pop()
        try:
            with os.scandir(inside) as listing:
                for entry in listing:
                    seen = _seen(entry)
                    if isinstance(seen, str):
                        waiting.append(seen)
                    elif seen is not None:
                        yield seen
        except OSError as error:
            yield Problem("folder-unreadable", path=inside, why=error.strerror or str(error))


def look_at(path: str) -> Iterator[Found | Problem]:
    """Yield what ``look`` does of one path: an article file, or a folder; nothing where neither is."""
    try:
        is_folder = stat.S_ISDIR(Path(path).lstat().st_mode)
    except OSError:
        return
    if is_folder:
        yield from look(path)
    elif found := found_at(path):
        yield found


def found_at(path: str) -> Found | None:
    """Return the article file at a path, None where there is none (now)."""
    try:
        seen = Path(path).stat()
    except OSError:
        return None
    if stat.S_ISREG(seen.st_mode) and is_article(Path(path).name):
        return Found(path, seen.st_size, seen.st_mtime_ns)
    return None


def file_bytes(path: str | Path, limit: int) -> bytes:
    """Return at most ``limit`` bytes of a plain file; never waits for a pipe or a device.

    Raises Problem ``file-gone``, ``file-not-plain`` or ``file-unreadable`` (with ``path`` and ``why``).
    """
    flags = (
        os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    )
    try:
        handle = os.open(path, flags)
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise Problem("file-not-plain", path=str(path))
            return file.read(limit)
    except (FileNotFoundError, NotADirectoryError):
        raise Problem("file-gone", path=str(path)) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise Problem("file-unreadable", path=str(path), why=why) from None


def add(paths: Sequence[Path], into: Path, beside: Sequence[Path] = ()) -> AddReport:
    """Copy article files, and the article files of folders with their sub-folders, into the library folder.

    Nothing is overwritten: a file with the same bytes, anywhere in the library (``into`` or the folders
    ``beside`` it), is left alone, whatever its name; one with the same name and other bytes keeps it, and the
    new one gets a number. Each copy appears whole or not at all, readable
    by its owner only. What cannot be added is reported as a Problem (``file-gone``, ``file-unreadable``,
    ``file-kind``, ``not-text``, ``folder-missing``, ``folder-unreadable``, ``add-failed``) and does not
    stop the rest.
    """
    report = AddReport()
    there = _There((into, *beside))
    for path in paths:
        if path.is_dir():
            base = path.absolute()
            for found in walk(str(base)):
                if isinstance(found, Problem):
                    report = replace(report, problems=(*report.problems, found))
                elif not Path(found.path).is_relative_to(into.absolute()):
                    target = into / base.name / Path(found.path).relative_to(base).parent
                    report = _added(report, Path(found.path), target, there)
        elif is_article(path.name.lstrip(".")):
            report = _added(report, path, into, there)
        else:
            code = "file-kind" if path.exists() else "file-gone"
            problem = Problem(code, path=str(path), kinds=" ".join(sorted(ENDINGS)))
            report = replace(report, problems=(*report.problems, problem))
    return report


class _There:
    """The contents of a library: files are only compared when their sizes are the same."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._by_size: dict[int, list[Path]] = {}
        for folder in folders:
            for found in walk(str(folder.absolute())) if folder.is_dir() else ():
                if isinstance(found, Found):
                    self.note(Path(found.path), found.size)

    def note(self, path: Path, size: int) -> None:
        """Know of a file."""
        self._by_size.setdefault(size, []).append(path)

    def same_as(self, raw: bytes) -> Path | None:
        """Return the file that has these bytes, None when none has."""
        for path in self._by_size.get(len(raw), ()):
            with contextlib.suppress(Problem):
                if file_bytes(path, len(raw) + 1) == raw:
                    return path
        return None


def _added(report: AddReport, path: Path, folder: Path, there: _There) -> AddReport:
    from seeds.encoding import decode

    try:
        raw = file_bytes(path, _LARGEST)
        decode(raw[:100_000], path=str(path))
        known = there.same_as(raw)
        if known is not None:
            return replace(report, known=(*report.known, known))
        target, new = _place(raw, folder, path.name.lstrip("."))
        there.note(target, len(raw))
    except Problem as problem:
        return replace(report, problems=(*report.problems, problem))
    except OSError as error:
        failed = Problem("add-failed", path=str(path), folder=str(folder), why=error.strerror or str(error))
        return replace(report, problems=(*report.problems, failed))
    if new:
        return replace(report, added=(*report.added, target))
    return replace(report, known=(*report.known, target))


_LARGEST = 1 << 30


def _place(raw: bytes, folder: Path, name: str) -> tuple[Path, bool]:
    """Put bytes under the first free name; return it, and whether it is new (False: the same bytes were
    there)."""
    import tempfile

    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    stem, ending = Path(name).stem, Path(name).suffix
    handle, temporary = tempfile.mkstemp(prefix=".docbao-", dir=folder)  # made 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        number = 1
        while True:
            target = folder / (name if number == 1 else f"{stem} ({number}){ending}")
            try:
                _rename_new(temporary, target)
                return target, True
            except FileExistsError:
                if target.is_file() and target.stat().st_size == len(raw) and target.read_bytes() == raw:
                    return target, False
                number += 1
    finally:
        Path(temporary).unlink(missing_ok=True)


def _rename_new(temporary: str, target: Path) -> None:
    """Give a finished file its name; raises FileExistsError when the name is taken."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if target.exists():
            raise FileExistsError(target) from None
        Path(temporary).rename(target)
