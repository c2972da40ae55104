"""What can be undone and redone in one window, read off the journal's lines.

One change may be of a hundred thousand documents (a tag that is renamed), so what a change did is kept
packed, and unpacked when it is undone. Kept are the last ``DEPTH`` changes, of very large ones fewer
(``MOST_BYTES``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from annotations import merge
from annotations.lines import ROWS

if TYPE_CHECKING:
    from annotations.merge import Doc

Record = Mapping[str, Any]
"""What a journal line says."""

KEPT = frozenset({"article", "text", "draft"})
"""Types that undoing leaves as they are: what is known of an article, and the texts that were marked in, only
ever grow; what another window has made since may rest on them. A draft is over once its note is saved: who
takes the note back wants neither."""

_TELLING = {"highlight": "quote", "note": "text"}
_ABOUT = 200  # letters of a quote or note that the history keeps

DEPTH = 500
"""How many changes can be undone."""

MOST_BYTES = 48 << 20
"""Bytes that they may take together, packed; the last one is kept whatever its size. Renaming a tag on
100,000 highlights takes about 10 MB."""

_SMALL = 1024  # bytes that are not worth compressing


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: its line's number, its name in words, and what it did, written down: it is read when it is
    asked for, bit by bit, for it may be very much."""

    seq: int
    name: str
    values: Mapping[str, object]
    written: bytes

    @property
    def documents(self) -> Iterator[tuple[str, str, Doc | None, Doc | None]]:
        """Yield (type, id, before, after), without documents of the types in ``KEPT``."""
        for documents, _ in self._portions():
            yield from map(tuple, documents)

    @property
    def entries(self) -> Iterator[tuple[str, str, str]]:
        """Yield (article, state after, state before)."""
        for _, entries in self._portions():
            yield from map(tuple, entries)

    def _portions(self) -> Iterator[tuple[Any, Any]]:
        import orjson

        start, end = 0, 0
        while end >= 0:
            end = self.written.find(b"\n", start)
            yield orjson.loads(self.written[start : end if end >= 0 else None])
            start = end + 1


@dataclass(frozen=True, slots=True)
class Step:
    """One change as the undo history shows it: its operation's name and values, when it was made (ISO 8601 in
    UTC), whether it stands (``done``) or was taken back, the ids of (at most two of) the articles that it
    changed, and the words of the highlight or note that it was ``about`` ("" for none)."""

    name: str
    values: Mapping[str, object]
    at: str
    done: bool
    articles: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a line: its number, how the history shows it, and what it did, packed. Of an undo or a
    redo (``word``) only which line it turned is kept: ``of``."""

    seq: int
    step: Step
    packed: bytes
    word: str = ""
    of: int = 0

    @property
    def entry(self) -> Entry:
        """The change, unpacked."""
        import zlib

        data = self.packed if self.packed[:1] == b"[" else zlib.decompress(self.packed)
        return Entry(self.seq, self.step.name, self.step.values, data)


def kept(record: Record) -> Kept | None:
    """Return what is to be kept of a line; None where it can be neither undone nor turns what can be."""
    for word in ("undo", "redo"):
        if word in record:
            return Kept(record["seq"], _step(record), b"", word, record[word])
    return Kept(record["seq"], _step(record), _packed(record)) if _can_be_undone(record) else None


def _packed(record: Record) -> bytes:
    import zlib

    import orjson

    rows = record.get("put", ())
    again = {merge.copy_id(before) for kind, _, _, before in rows if before and kind in merge.WITH_TEXT}
    documents = (
        (kind, name, before, after)
        for kind, _, after, before in rows
        if kind not in KEPT and (name := (after or before or {}).get("id")) is not None
        # A text that was kept beside stays without the change, unless it is the one that stands again then.
        if before or not after or not merge.is_copy(after) or after["id"] in again
    )
    entries = iter(record.get("set", ()))
    portions: list[bytes] = []
    while (some := (list(islice(documents, ROWS)), list(islice(entries, ROWS)))) != ([], []):
        portions.append(orjson.dumps(some))
    data = b"\n".join(portions) or b"[[],[]]"
    return data if len(data) <= _SMALL else zlib.compress(data, 1)


def _can_be_undone(record: Record) -> bool:
    """True for the reader's own changes, unless all they changed is of the types in ``KEPT``."""
    concerns = any(row[0] not in KEPT for row in record.get("put", ())) or bool(record.get("set"))
    return bool(record.get("undoable")) and concerns


class UndoStack:
    """The changes of this window, and those of this day that it found when it was opened."""

    def __init__(self) -> None:
        """Begin empty."""
        self._grown = 0
        self._done: list[Kept] = []
        self._undone: list[Kept] = []
        self._passed: list[Kept] = []

    def here(self, one: Kept | None) -> None:
        """Take in a line that this window wrote, or one of this day that it found."""
        if one is None or self._moved(one):
            return
        self._done.append(one)
        del self._done[:-DEPTH]
        # What was found may be of several windows: a redo of one can come behind a change of another.
        self._passed = [*self._passed, *self._undone][-DEPTH:]
        self._undone.clear()
        self._grown += len(one.packed)
        if self._grown * 8 > MOST_BYTES:  # looked at now and then only
            self._grown = 0
            self._make_room()

    def _make_room(self) -> None:
        room = MOST_BYTES
        for at in range(len(self._done) - 1, -1, -1):
            room -= len(self._done[at].packed)
            if room < 0 and at < len(self._done) - 1:
                del self._done[: at + 1]
                break

    def elsewhere(self, record: Record) -> None:
        """Take in another window's line: its changes are not ours, but it may have undone one of ours."""
        if ("undo" in record or "redo" in record) and (one := kept(record)) is not None:
            self._moved(one)

    def _moved(self, turn: Kept) -> bool:
        if not turn.word:
            return False
        back = turn.word == "undo"
        sources, target = ([self._done], self._undone) if back else ([self._undone, self._passed], self._done)
        for source in sources:
            for index, one in enumerate(source):
                if one.seq == turn.of:
                    target.append(source.pop(index))
                    return True
        return True

    def steps(self) -> tuple[Step, ...]:
        """Return what can be done again and what can be undone, newest first: undoing goes down this list
        from where ``done`` begins, redoing goes up."""
        undone = (replace(one.step, done=False) for one in self._undone)
        return (*undone, *(one.step for one in reversed(self._done)))

    def last(self) -> Entry | None:
        """Return what would be undone next."""
        done = self._done
        return done[-1].entry if done else None

    def next(self) -> Entry | None:
        """Return what would be redone next."""
        undone = self._undone
        return undone[-1].entry if undone else None

    def names(self) -> tuple[Step | None, Step | None]:
        """Return what would be undone and what redone next, as the history shows it."""
        done, undone = self._done, self._undone
        return (done[-1].step if done else None), (undone[-1].step if undone else None)


def _step(record: Record) -> Step:
    articles: dict[str, None] = {}
    about = ""
    for kind, _, after, before in record.get("put", ()):
        document = after or before or {}
        was = document.get("was")
        said = was if isinstance(was, dict) else document
        if kind not in KEPT and (article := said.get("article")) and isinstance(article, str):
            articles[article] = None
        text = said.get(_TELLING.get(kind, ""))
        if isinstance(text, str) and not about:
            about = text[:_ABOUT]
        if len(articles) > 1:
            break
    articles.update((article, None) for article, _, _ in record.get("set", ())[:2])
    name, values, at = record.get("op", ""), record.get("values", {}), str(record.get("at", ""))
    return Step(name, values, at, True, tuple(articles)[:2], about)


def moment_of(at: str) -> datetime | None:
    """Return the moment that a time (ISO 8601) names; None for what is none, or lies beyond all years."""
    try:
        moment = datetime.fromisoformat(at)
        moment.astimezone()
    except (ValueError, OverflowError):
        return None
    return moment


def is_today(at: str) -> bool:
    """True when a time (ISO 8601) lies in the reader's present day."""
    moment = moment_of(at)
    if moment is None:
        return False
    return moment.astimezone().date() == datetime.now().astimezone().date()
