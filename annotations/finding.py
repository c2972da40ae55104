"""What lets highlights and notes be found without looking at all of them: by day, and by the words in them.

The days are kept as documents come and go. The words are gathered the first time that somebody asks for one,
and after that only of what has changed.
"""

from __future__ import annotations

import re
import threading
from array import array
from bisect import bisect_left, insort
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal

from seeds.folding import fold
from seeds.spare_memory import give_back

Doc = Mapping[str, object]
FoundKind = Literal["highlight", "note"]
TEXTS: Mapping[str, str] = {"highlight": "quote", "note": "text"}
"""The field of each type that is looked through for words."""

MANY = 10_000
"""Documents after whose words were gathered memory is given back."""

_WORD = re.compile(r"\w+")


class Days:
    """Documents of one type by the days on which they were created and modified (UTC)."""

    def __init__(self) -> None:
        """Begin empty."""
        self._created: dict[str, list[str]] = {}
        self._modified: dict[str, list[str]] = {}
        self._moved: dict[str, None] = {}  # those whose two days differ: few, and the only ones in _modified

    def index(self, name: str, document: Doc, there: bool) -> None:
        """Enter a document, or (not ``there``) take it out as it was entered."""
        created, modified = str(document.get("created", ""))[:10], str(document.get("modified", ""))[:10]
        _enter(self._created, created, name, there)
        if created != modified:
            _enter(self._modified, modified, name, there)
            if there:
                self._moved[name] = None
            else:
                self._moved.pop(name, None)

    def between(self, by: Literal["created", "modified"], since: str, until: str) -> set[str]:
        """Return what was created or modified from the day of ``since`` to that of ``until``, both counted;
        "" leaves an end open."""
        first, last = since[:10], until[:10] or "~"
        found = {name for day, names in self._created.items() if first <= day <= last for name in names}
        if by == "modified":
            found.difference_update(self._moved)
            found.update(
                name for day, names in self._modified.items() if first <= day <= last for name in names
            )
        return found


class Words:
    """Documents of one type by the words in them, folded (``seeds.folding``)."""

    def __init__(self, field: str) -> None:
        """Take the field that is looked through."""
        self._field = field
        self._lock = threading.Lock()
        self._stale: deque[str] | None = None
        self._names: list[str] = []
        self._dead = 0
        self._on: dict[str, array[int]] = {}
        self._sorted: list[str] = []

    def index(self, name: str) -> None:
        """Note that a document has come, changed or gone."""
        if self._stale is not None:
            self._stale.append(name)

    def settle(self, every: Callable[[], Iterable[str]], read: Callable[[list[str]], Iterator[Doc]]) -> None:
        """Take in what has changed: ``every`` gives the ids of all documents, ``read`` those of some ids that
        are there and not deleted."""
        with self._lock:
            stale = self._stale or deque()
            wanted = dict.fromkeys(stale.popleft() for _ in range(len(stale)))
            if self._stale is None or self._dead + len(wanted) > len(self._names) // 2 + 1000:
                self._names, self._on, self._sorted = [], {}, []
                self._dead, self._stale = 0, deque()
                wanted = dict.fromkeys(every())
            elif wanted:
                for number, name in enumerate(self._names):
                    if name in wanted:
                        self._names[number] = ""
                        self._dead += 1
            for document in read(list(wanted)):
                self._take(str(document["id"]), str(document.get(self._field) or ""))
            if not self._sorted and len(self._names) > MANY:  # all were gathered anew
                give_back()
            if len(self._sorted) != len(self._on):
                self._sorted = sorted(self._on)

    def _take(self, name: str, text: str) -> None:
        number = len(self._names)
        self._names.append(name)
        for word in set(_WORD.findall(fold(text))):
            numbers = self._on.get(word)
            if numbers is None:
                numbers = self._on[word] = array("I")
                if self._sorted:
                    insort(self._sorted, word)
            numbers.append(number)

    def holding(self, text: str) -> set[str]:
        """Return the documents in which all words of a text occur, in any order; of one with a ``*`` behind
        it, any word that begins so."""
        with self._lock:
            folded = fold(text)
            numbers = [self._of(word[0], folded[word.end() :][:1] == "*") for word in _WORD.finditer(folded)]
            if not numbers:
                return set()
            first, *others = sorted(numbers, key=len)
            names = set(map(self._names.__getitem__, set(first).intersection(*others) if others else first))
            names.discard("")  # those that are gone
            return names

    def _of(self, word: str, begins: bool) -> array[int]:
        if not begins:
            return self._on.get(word, array("I"))
        numbers = array("I")
        for at in range(bisect_left(self._sorted, word), len(self._sorted)):
            if not self._sorted[at].startswith(word):
                break
            numbers.extend(self._on[self._sorted[at]])
        return numbers


def _enter(days: dict[str, list[str]], day: str, name: str, there: bool) -> None:
    if there:
        days.setdefault(day, []).append(name)
        return
    names = days.get(day, [])
    if name in names:
        names.remove(name)
    if not names:
        days.pop(day, None)
