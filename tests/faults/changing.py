"""A reader who changes things at random, and knows what the annotations must say after each change."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable
from functools import cache
from typing import Any, get_args

from annotations import actions, corrections, highlights, merge, tagging
from annotations.model import KINDS, DocumentType, Highlight, Operation
from annotations.store import Store
from seeds.article import Article, Correction
from seeds.reading import read
from tests.annotations.stores import subject

Picture = dict[str, Any]
"""What every document says, by type and id, and the states of articles."""

TYPES = tuple(kind for kind in get_args(DocumentType) if kind not in ("state", "folded", "damage"))
STAYS = ("article/", "text/")
"""What is known of articles, and the texts that were marked in: undoing leaves them."""

ARTICLES = ("a", "b", "c", "d")
TAGS = ("việc", "kinh tế/năng lượng", "đọc lại", "x")
WORDS = "Đà Nẵng hôm nay mở rộng cảng biển và sân bay quốc tế".split()


def picture(store: Store) -> Picture:
    """Return all that a store says, read through its public interface."""
    found: Picture = {}
    for kind in TYPES:
        for document in store.search(kind, lambda _: True):
            found[f"{kind}/{document['id']}"] = merge.content(document)
    for name, marks in store.marks().items():
        state = (marks.read, marks.starred, marks.archived, marks.position)
        if any(state):
            found[f"state/{name}"] = list(state)
    return found


def digest(said: Picture) -> str:
    """Return what tells one picture from another."""
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@cache
def article(name: str, version: int) -> Article:
    """Return an article's text in one of its versions."""
    return read(f"Bài {name}, bản {version}: {' '.join(WORDS * 3)}\n".encode())


class Changer:
    """Makes one random change after the other in one window. Nobody else may change anything meanwhile."""

    def __init__(self, store: Store, seed: int | str) -> None:
        self.store = store
        self.chance = random.Random(seed)
        self.said = picture(store)
        # What undo and redo lead to; empty where the model does not follow what they would do.
        self._back: list[Picture] = []
        self._forth: list[Picture] = []

    def step(self, before: Callable[[Picture], None], after: Callable[[], None]) -> None:
        """Make a change: ``before`` is told what shall be, ``after`` that it is so."""
        choice = self.chance.random()
        if choice < 0.08 and self._back:
            self._turn(self._back, self._forth, self.store.undo, before)
        elif choice < 0.14 and self._forth:
            self._turn(self._forth, self._back, self.store.redo, before)
        else:
            operation = self._operation()
            wanted = expected(self.said, operation)
            before(wanted)
            self.store.apply(operation).result()
            if operation.undoable and _differ(wanted, self.said):
                self._back, self._forth = [*self._back[-20:], self.said], []
            elif not operation.undoable:
                self._back, self._forth = [], []
            self.said = wanted
        after()

    def _turn(
        self, source: list[Picture], target: list[Picture], turn: Any, before: Callable[[Picture], None]
    ) -> None:
        wanted = {name: it for name, it in source[-1].items() if not name.startswith(STAYS)}
        wanted |= {name: it for name, it in self.said.items() if name.startswith(STAYS)}
        before(wanted)
        turn().result()
        source.pop()
        target.append(self.said)
        self.said = wanted

    def _operation(self) -> Operation:
        store, chance = self.store, self.chance
        on = subject(chance.choice(ARTICLES))
        notes, marked = store.all_notes(), store.all_highlights()
        kind = chance.randrange(13)
        if kind in (0, 1) or (kind in (2, 3) and not notes) or (kind in (7, 8, 9) and not marked):
            return actions.add_note(store, on, self._text())
        if kind == 2:
            return actions.edit_note(store, chance.choice(notes), self._text())
        if kind == 3:
            return actions.delete_note(store, chance.choice(notes))
        if kind == 4:
            return actions.tag(store, [subject(each) for each in ARTICLES[:2]], [chance.choice(TAGS)])
        if kind == 5 and (used := store.tags()):
            old, new = chance.choice(used)[0], f"mới {chance.randrange(5)}"
            return tagging.rename(store, old, new if new != old else f"{new} nữa").operation
        if kind == 6:
            return self._mark(on.id)
        if kind == 7:
            return self._move(chance.choice(marked))
        if kind == 8:
            return highlights.set_kind(store, [chance.choice(marked)], chance.choice(KINDS))
        if kind == 9:
            return highlights.delete(store, [chance.choice(marked)])
        if kind == 10:
            return actions.set_state(store, [on], starred=chance.random() < 0.5)
        if kind == 11:
            return actions.set_state(store, [on], by_hand=False, read=True, position=chance.randrange(900))
        return corrections.correct(store, on, Correction("title", self._text()))

    def _text(self) -> str:
        return " ".join(self.chance.choices(WORDS, k=self.chance.randrange(1, 30)))

    def _mark(self, name: str) -> Operation:
        start = self.chance.randrange(60)
        text = article(name, self.chance.randrange(3))
        tags = self.chance.sample(TAGS, self.chance.randrange(3))
        note = self._text() if self.chance.random() < 0.3 else ""
        return highlights.mark(self.store, subject(name), text, start, start + 20, tags=tags, note=note)

    def _move(self, it: Highlight) -> Operation:
        start = self.chance.randrange(60)
        text = article(it.article, self.chance.randrange(3))
        return highlights.move(self.store, subject(it.article), it, text, start, start + 9)


def _differ(one: Picture, two: Picture) -> bool:
    """True when two pictures differ in what undo takes back."""
    return any(not name.startswith(STAYS) and one.get(name) != two.get(name) for name in {*one, *two})


def expected(said: Picture, operation: Operation) -> Picture:
    """Return what must be said after an operation, worked out without the store."""
    after = dict(said)
    for (kind, name), body in operation.put.items():
        key = f"{kind}/{name}"
        if kind == "state":
            state = dict(zip(actions.STATE_FIELDS, after.get(key, (False, False, False, 0)), strict=True))
            state |= body or {}
            after[key] = list(state.values())
            if not any(after[key]):
                del after[key]
        elif body is None:
            after.pop(key, None)
        else:
            after[key] = json.loads(json.dumps({**after.get(key, {}), **body}))
    return after
