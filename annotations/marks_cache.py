"""The marks of all articles in one small file, so that a list's first paint need not wait for the store.

The file carries a stamp: what the system says of every snapshot and journal at that moment. Where that is not
what is there now, the marks are not used.
"""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Any

from annotations.marks import Marks

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from annotations.store import Store

VERSION = 1
_FILES = ("snapshot", "snapshot.1", "journal", "journal.1")
_FIELDS = (
    *("read", "starred", "archived", "tags", "notes", "highlights", "position", "read_at", "noted_at"),
    *("corrections", "facts", "inner_tags"),
)

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
        rows = {name: [getattr(marks, each) for each in _FIELDS] for name, marks in store.marks().items()}
        body = json.dumps([VERSION, present, list(_FIELDS), rows], ensure_ascii=False, separators=(",", ":"))
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(path.name + ".tmp")
        draft.unlink(missing_ok=True)
        draft.touch(mode=0o600)
        draft.write_text(body, "utf-8")
        draft.replace(path)


def load(path: Path, data: Path, *, outdated: bool = False) -> Mapping[str, Marks] | None:
    """Return the kept marks; None when there are none, or the annotations are not as they were then.

    ``outdated`` takes them all the same: nearly right, for what is corrected as soon as the store is open.
    """
    try:
        version, then, fields, rows = json.loads(path.read_bytes())
        if version != VERSION or fields != list(_FIELDS) or (not outdated and then != stamp(data)):
            return None
        return {name: _marks(*values) for name, values in rows.items()}
    except (OSError, ValueError, TypeError, AttributeError, IndexError):
        return None


def _marks(read: bool, starred: bool, archived: bool, tags: list[str], *rest: Any) -> Marks:
    """Return marks as they were: JSON knows no tuples."""
    *plain, facts, inner = rest
    said = tuple((field, tuple(value) if isinstance(value, list) else value) for field, value in facts)
    return Marks(*(read, starred, archived, tuple(tags), *plain, said, tuple(inner)))
