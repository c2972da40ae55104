"""What can be undone and redone in one window, read off the journal's lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from annotations.merge import Doc

Record = Mapping[str, Any]
"""What a journal line says."""

KEPT = frozenset({"article", "text"})
"""Types that undoing leaves as they are: what is known of an article, and the texts that were marked in, only
ever grow; what another window has made since may rest on them."""

DEPTH = 500
"""How many changes can be undone."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: its line's number, its name in words, and what it did.

    ``documents`` are (type, id, before, after), without those of the types in ``KEPT``; ``entries`` (article,
    state after, state before).
    """

    seq: int
    name: str
    values: Mapping[str, object]
    documents: tuple[tuple[str, str, Doc | None, Doc | None], ...]
    entries: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One change as the undo history shows it: its operation's name and values, when it was made (ISO 8601 in
    UTC), whether it stands (``done``) or was taken back, and the ids of (at most two of) the articles that it
    changed."""

    name: str
    values: Mapping[str, object]
    at: str
    done: bool
    articles: tuple[str, ...] = ()


def entry_of(record: Record) -> Entry:
    """Return a journal line's change."""
    documents = tuple(
        (kind, (after or before)["id"], before, after)
        for kind, _, after, before in record.get("put", ())
        if kind not in KEPT
    )
    entries = tuple((article, new, old) for article, new, old in record.get("set", ()))
    return Entry(record["seq"], record.get("op", ""), record.get("values", {}), documents, entries)


def _can_be_undone(record: Record) -> bool:
    """True for the reader's own changes, unless all they changed is of the types in ``KEPT``."""
    concerns = any(row[0] not in KEPT for row in record.get("put", ())) or bool(record.get("set"))
    return bool(record.get("undoable")) and concerns


class UndoStack:
    """The changes of this window, and those of this day that it found when it was opened."""

    def __init__(self) -> None:
        """Begin empty."""
        self._done: list[Record] = []
        self._undone: list[Record] = []

    def replayed(self, record: Record) -> None:
        """Take in a line found at opening: the reader's changes of this day can still be undone."""
        if is_today(str(record.get("at", ""))):
            self.here(record)

    def here(self, record: Record) -> None:
        """Take in a line that this window wrote."""
        if not self._moved(record) and _can_be_undone(record):
            self._done.append(record)
            del self._done[:-DEPTH]
            self._undone.clear()

    def elsewhere(self, record: Record) -> None:
        """Take in another window's line: its changes are not ours, but it may have undone one of ours."""
        self._moved(record)

    def _moved(self, record: Record) -> bool:
        for word, source, target in (("undo", self._done, self._undone), ("redo", self._undone, self._done)):
            if word in record:
                for index, one in enumerate(source):
                    if one["seq"] == record[word]:
                        target.append(source.pop(index))
                        break
                return True
        return False

    def steps(self) -> tuple[Step, ...]:
        """Return what can be done again and what can be undone, newest first: undoing goes down this list
        from where ``done`` begins, redoing goes up."""
        undone = [_step(one, done=False) for one in self._undone]
        return (*undone, *(_step(one, done=True) for one in reversed(self._done)))

    def last(self) -> Entry | None:
        """Return what would be undone next."""
        done = self._done
        return entry_of(done[-1]) if done else None

    def next(self) -> Entry | None:
        """Return what would be redone next."""
        undone = self._undone
        return entry_of(undone[-1]) if undone else None


def _step(record: Record, *, done: bool) -> Step:
    articles: dict[str, None] = {}
    for kind, _, after, before in record.get("put", ()):
        article = (after or before or {}).get("article") or ((before or after or {}).get("was") or {}).get(
            "article"
        )
        if kind not in KEPT and article:
            articles[article] = None
        if len(articles) > 1:
            break
    articles.update((article, None) for article, _, _ in record.get("set", ())[:2])
    name, values, at = record.get("op", ""), record.get("values", {}), str(record.get("at", ""))
    return Step(name, values, at, done, tuple(articles)[:2])


def is_today(at: str) -> bool:
    """True when a time (ISO 8601) lies in the reader's present day."""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return False
    return moment.astimezone().date() == datetime.now().astimezone().date()
