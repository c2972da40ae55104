"""The marks of all articles in one small file, so that a list's first paint need not wait for the store.

The file carries a stamp: what the system says of every snapshot and journal at that moment. Where that is not
what is there now, the marks are not used. Its first line is JSON: the stamp, and the marks of articles that
have more than a state. Then come the states as they are stored, a line for each of their buckets: of half a
million articles read no mark is made before it is asked for.
"""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Any

from annotations import states
from annotations.marks import Marks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from annotations.store import Store

VERSION = 2
BUCKETS = 256
_FILES = ("snapshot", "snapshot.1", "journal", "journal.1")
_FIELDS = (
    *("read", "starred", "archived", "tags", "notes", "highlights", "position", "read_at", "noted_at"),
    *("corrections", "facts", "inner_tags"),
)

_BETWEEN = "\x1f"  # stands between the entries of a bucket, and in none of them

Stamp = list[list[Any]]


def stamp(data: Path) -> Stamp:
    """Return what identifies the present state of all devices' files. May raise ``OSError``."""
    found: Stamp = []
    if not data.is_dir():
        return found
    for folder in sorted(data.iterdir()):
        for name in _FILES:
            path = folder / name
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                state = path.stat()
                found.append([folder.name, name, state.st_ino, state.st_size, state.st_mtime_ns])
    return found


def save(path: Path, store: Store) -> None:
    """Keep the store's marks; where that fails, the next start has none. The store may be closed."""
    with contextlib.suppress(OSError):
        present = stamp(store.data)
        if not store.is_current():
            return
        body = _body(present, store.marks())
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(path.name + ".tmp")
        draft.unlink(missing_ok=True)
        draft.touch(mode=0o600)
        draft.write_bytes(body.encode("utf-8", "replace"))
        draft.replace(path)


def load(path: Path, data: Path, *, outdated: bool = False) -> Mapping[str, Marks] | None:
    """Return the kept marks; None when there are none, or the annotations are not as they were then.

    ``outdated`` takes them all the same: nearly right, for what is corrected as soon as the store is open.
    """
    from annotations.marks_picture import MarksPicture

    try:
        head, *lines = path.read_bytes().split(b"\n")
        version, then, fields, rows = json.loads(head)
        if version != VERSION or fields != list(_FIELDS) or len(lines) not in (0, BUCKETS):
            return None
        if not outdated and then != stamp(data):
            return None
        written = {name: _marks(*values) for name, values in rows.items()}
        return MarksPicture(written, KeptStates(lines))
    except (OSError, ValueError, TypeError, AttributeError, IndexError):
        return None


class KeptStates:
    """State entries as they stand in the file: none is looked at before it is asked for."""

    __slots__ = ("_lines",)

    def __init__(self, lines: Sequence[bytes]) -> None:
        """Take the file's lines but the first: one for each bucket, or none at all."""
        self._lines = lines

    def find(self, article: str) -> str:
        """Return an article's entry, "" where it has none."""
        if not self._lines or "\t" in article or _BETWEEN in article:
            return ""
        line = self._lines[states.bucket(article)]
        wanted = f"{article}\t".encode("utf-8", "replace")
        at = 0 if line.startswith(wanted) else line.find(_BETWEEN.encode() + wanted) + 1
        if not at and not line.startswith(wanted):
            return ""
        end = line.find(_BETWEEN.encode(), at)
        return line[at + len(wanted) : end if end >= 0 else None].decode("utf-8", "replace")

    def bucket(self, number: int) -> dict[str, str]:
        """Return the entries of the articles of one bucket."""
        line = self._lines[number].decode("utf-8", "replace") if self._lines else ""
        pairs = (pair.partition("\t") for pair in line.split(_BETWEEN) if pair)
        return {article: entry for article, _, entry in pairs}

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield all articles that have an entry, each once, with it."""
        for number in range(len(self._lines)):
            yield from self.bucket(number).items()


def _body(present: Stamp, marks: Mapping[str, Marks]) -> str:
    """Return the content of the file."""
    from annotations.marks_picture import MarksPicture

    lines: list[str] = []
    if isinstance(marks, MarksPicture):
        kept, odd = dict(marks.written), []
        for number in range(BUCKETS):
            pairs = [f"{article}\t{entry}" for article, entry in marks.entries.bucket(number).items()]
            plain = [
                pair for pair in pairs if pair.count("\t") == 1 and "\n" not in pair and _BETWEEN not in pair
            ]
            odd += [] if len(plain) == len(pairs) else list(marks.entries.bucket(number))
            lines.append(_BETWEEN.join(plain))
        kept |= {article: found for article in odd if (found := marks.get(article)) is not None}
    else:
        kept = dict(marks)
    rows = {name: [getattr(found, each) for each in _FIELDS] for name, found in kept.items()}
    head = json.dumps([VERSION, present, list(_FIELDS), rows], ensure_ascii=False, separators=(",", ":"))
    return "\n".join([head, *lines])


def _marks(read: bool, starred: bool, archived: bool, tags: list[str], *rest: Any) -> Marks:
    """Return marks as they were: JSON knows no tuples."""
    *plain, facts, inner = rest
    said = tuple((field, tuple(value) if isinstance(value, list) else value) for field, value in facts)
    return Marks(*(read, starred, archived, tuple(tags), *plain, said, tuple(inner)))
