"""The marks of all articles in one small file, so that a list's first paint need not wait for the store.

The file carries a stamp: what the system says of every snapshot and journal at that moment. Where that is not
what is there now, the marks are not used. Its first line is JSON: the stamp, and the marks of articles whose
ids fit in no other line. Then come the states as they are stored, a line for each of their buckets; then,
likewise, which marks articles have that have more than a state; and these, a line for each that is another
one. Of half a million articles read or tagged no mark is made before it is asked for.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from annotations import states
from annotations.marks import NO_MARKS, Marks

if TYPE_CHECKING:
    from collections.abc import Callable, ItemsView, Iterator, Sequence
    from pathlib import Path

    from annotations.store import Store

VERSION = 3
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
        version, then, fields, odd = json.loads(head)
        if version != VERSION or fields != list(_FIELDS) or len(lines) < 2 * BUCKETS:
            return None
        if not outdated and then != stamp(data):
            return None
        apart = {name: _marks(*values) for name, values in odd.items()}
        written = KeptMarks(lines[BUCKETS : 2 * BUCKETS], lines[2 * BUCKETS :], apart)
        return MarksPicture(written, KeptStates(lines[:BUCKETS]))
    except (OSError, ValueError, TypeError, AttributeError, IndexError):
        return None


class KeptStates:
    """State entries as they stand in the file: none is looked at before it is asked for."""

    __slots__ = ("_lines",)

    def __init__(self, lines: Sequence[bytes]) -> None:
        """Take their lines, one for each bucket."""
        self._lines = lines

    def find(self, article: str) -> str:
        """Return an article's entry, "" where it has none."""
        if "\t" in article or _BETWEEN in article:
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
        line = self._lines[number].decode("utf-8", "replace")
        pairs = (pair.partition("\t") for pair in line.split(_BETWEEN) if pair)
        return {article: entry for article, _, entry in pairs}

    def __len__(self) -> int:
        """Count the entries."""
        return sum(line.count(_BETWEEN.encode()) + 1 for line in self._lines if line)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield all articles that have an entry, each once, with it."""
        for number in range(len(self._lines)):
            yield from self.bucket(number).items()


class KeptMarks(Mapping[str, Marks]):
    """Marks of articles that have more than a state: very many articles may have the same."""

    __slots__ = ("_apart", "_made", "_numbers", "_rows")

    def __init__(self, numbers: Sequence[bytes], rows: Sequence[bytes], apart: Mapping[str, Marks]) -> None:
        """Take the lines that say which of the ``rows`` an article has, and what is ``apart`` of them."""
        self._numbers, self._rows, self._apart = KeptStates(numbers), rows, apart
        self._made: list[Marks | None] = [None] * len(rows)

    def __getitem__(self, article: str) -> Marks:
        """Return an article's marks."""
        if number := self._numbers.find(article):
            return self._at(number)
        return self._apart[article]

    def _at(self, number: str) -> Marks:
        try:
            at = int(number)
            made = self._made[at]
            if made is None:
                made = self._made[at] = _marks(*json.loads(self._rows[at]))
        except (ValueError, TypeError, IndexError):  # damaged: the store will say what it was
            return NO_MARKS
        return made

    def _pairs(self) -> Iterator[tuple[str, Marks]]:
        yield from ((article, self._at(number)) for article, number in self._numbers.pairs())
        yield from self._apart.items()

    def __iter__(self) -> Iterator[str]:
        """Iterate over the articles."""
        return (article for article, _ in self._pairs())

    def __len__(self) -> int:
        """Count the articles."""
        return len(self._numbers) + len(self._apart)

    def having(self, holds: Callable[[Marks], bool]) -> list[str]:
        """Return the articles whose marks are such: what many have alike is looked at once."""
        wanted = {str(number) for number in range(len(self._made)) if holds(self._at(str(number)))}
        found = [article for article, number in self._numbers.pairs() if number in wanted] if wanted else []
        return [*found, *(article for article, marks in self._apart.items() if holds(marks))]

    def items(self) -> ItemsView[str, Marks]:
        """Return articles with their marks: faster than asking for each."""
        from annotations.marks_picture import Items

        return cast("ItemsView[str, Marks]", Items(self._pairs))


def _body(present: Stamp, marks: Mapping[str, Marks]) -> str:
    """Return the content of the file."""
    from annotations.marks_picture import MarksPicture

    written, kept = (marks.written, marks.entries) if isinstance(marks, MarksPicture) else (marks, None)
    states_kept: list[str] = []
    numbers: list[list[str]] = [[] for _ in range(BUCKETS)]
    distinct: dict[Marks, int] = {}
    odd: dict[str, Marks] = {}
    for number in range(BUCKETS):
        entries = kept.bucket(number) if kept is not None else {}
        plain = {article: entry for article, entry in entries.items() if _fits(article) and _fits(entry)}
        states_kept.append(_BETWEEN.join(f"{article}\t{entry}" for article, entry in plain.items()))
        for name in entries.keys() - plain.keys():
            if (found := marks.get(name)) is not None:
                odd[name] = found
    for article, found in written.items():
        if _fits(article):
            number = distinct.setdefault(found, len(distinct))
            numbers[states.bucket(article)].append(f"{article}\t{number}")
        else:
            odd[article] = found
    head = _as_json([VERSION, present, list(_FIELDS), {name: _values(it) for name, it in odd.items()}])
    known = (_BETWEEN.join(each) for each in numbers)
    return "\n".join([head, *states_kept, *known, *map(_as_json, map(_values, distinct))])


def _fits(text: str) -> bool:
    """Say whether a text can stand in a line of many."""
    return bool(text) and "\t" not in text and "\n" not in text and _BETWEEN not in text


def _values(marks: Marks) -> list[Any]:
    return [getattr(marks, name) for name in _FIELDS]


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _marks(read: bool, starred: bool, archived: bool, tags: list[str], *rest: Any) -> Marks:
    """Return marks as they were: JSON knows no tuples."""
    *plain, facts, inner = rest
    said = tuple((field, tuple(value) if isinstance(value, list) else value) for field, value in facts)
    return Marks(*(read, starred, archived, tuple(tags), *plain, said, tuple(inner)))
