"""Any order of changes, in two windows, with torn lines, folding and reopening: a plain model agrees."""

from __future__ import annotations

import errno
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from annotations import actions, corrections, highlights, tagging
from annotations.model import KINDS, Highlight, HighlightKind, Operation
from annotations.store import Store
from seeds.article import CorrectedField, Correction
from seeds.problems import Problem
from tests.annotations.stores import FailingFiles, FastFiles, Home, subject
from tests.faults.changing import article as article_named

WINDOWS = st.integers(0, 1)
ARTICLES = st.sampled_from(["a", "b", "c"])
TAGS = st.sampled_from(["x", "y", "x/z"])
TEXTS = st.text("ăâ b\n#", min_size=1, max_size=6).filter(str.strip)

PLACES = st.integers(0, 60)
FIELDS = st.sampled_from(["title", "source"])
TITLES = st.none() | st.sampled_from(["một", "hai"])

Marked = tuple[int, int, str, str, frozenset[str]]
"""Start, end and text of a highlight, its kind and its tags."""

Picture = tuple[
    dict[str, str],
    dict[str, frozenset[str]],
    dict[str, tuple[bool, bool]],
    dict[tuple[str, str], str | None],
    dict[str, Marked],
]


class Annotating(RuleBasedStateMachine):
    """The model: notes by id, tags and (starred, read) by article, corrections by article and field, and each
    window's pictures for undo."""

    @initialize()
    def begin(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="docbao-machine-"))
        self.home = Home(self.root)
        self.windows: list[Store] = [self._open(), self._open()]
        self.notes: dict[str, str] = {}
        self.tags: dict[str, frozenset[str]] = {}
        self.states: dict[str, tuple[bool, bool]] = {}
        self.facts: dict[tuple[str, str], str | None] = {}
        self.marked: dict[str, Marked] = {}
        # The windows of the reader's changes, newest last, and the picture each can be taken back to.
        self.back: list[tuple[int, Picture]] = []
        self.forth: list[tuple[int, Picture]] = []

    def _open(self) -> Store:
        store = self.home.open(files=FastFiles(), compact_after=6)
        store.flush()
        assert store.report.told == ()
        return store

    def teardown(self) -> None:
        if hasattr(self, "windows"):
            for store in self.windows:
                store.close()
            shutil.rmtree(self.root)

    def _picture(self) -> Picture:
        return dict(self.notes), dict(self.tags), dict(self.states), dict(self.facts), dict(self.marked)

    def _apply(self, window: int, operation: Operation, before: Picture) -> None:
        self.windows[window].apply(operation).result()
        if operation.undoable and before != self._picture():
            self.back.append((window, before))
            self.forth.clear()

    @staticmethod
    def _set(states: dict[str, tuple[bool, bool]], article: str, state: tuple[bool, bool]) -> None:
        states.pop(article, None)
        if any(state):
            states[article] = state

    def _window(self, number: int) -> Store:
        self.windows[number].refresh()
        return self.windows[number]

    @rule(window=WINDOWS, articles=st.sets(ARTICLES, min_size=1), add=st.sets(TAGS), remove=st.sets(TAGS))
    def tag(self, window: int, articles: set[str], add: set[str], remove: set[str]) -> None:
        before = self._picture()
        subjects = [subject(each) for each in sorted(articles)]
        operation = actions.tag(self._window(window), subjects, add, remove)
        for article in articles:
            self.tags[article] = (self.tags.get(article, frozenset()) - (remove - add)) | add
        self.tags = {article: names for article, names in self.tags.items() if names}
        self._apply(window, operation, before)

    @rule(window=WINDOWS, article=ARTICLES, text=TEXTS)
    def add_note(self, window: int, article: str, text: str) -> None:
        before = self._picture()
        operation = actions.add_note(self._window(window), subject(article), text)
        self.notes[actions.note_id(operation)] = text
        self._apply(window, operation, before)

    @precondition(lambda self: self.notes)
    @rule(window=WINDOWS, data=st.data(), text=TEXTS)
    def edit_note(self, window: int, data: st.DataObject, text: str) -> None:
        before = self._picture()
        note = self._window(window).note(data.draw(st.sampled_from(list(self.notes))))
        assert note is not None
        self.notes[note.id] = text
        self._apply(window, actions.edit_note(self.windows[window], note, text), before)

    @precondition(lambda self: self.notes)
    @rule(window=WINDOWS, data=st.data())
    def delete_note(self, window: int, data: st.DataObject) -> None:
        before = self._picture()
        note = self._window(window).note(data.draw(st.sampled_from(list(self.notes))))
        assert note is not None
        del self.notes[note.id]
        self._apply(window, actions.delete_note(self.windows[window], note), before)

    @rule(window=WINDOWS, article=ARTICLES, starred=st.booleans(), by_hand=st.booleans())
    def star(self, window: int, article: str, starred: bool, by_hand: bool) -> None:
        before = self._picture()
        field = "starred" if by_hand else "read"
        store = self._window(window)
        operation = actions.set_state(store, [subject(article)], by_hand=by_hand, **{field: starred})
        old = self.states.get(article, (False, False))
        self._set(self.states, article, (starred, old[1]) if by_hand else (old[0], starred))
        if not by_hand:
            # What the program does by itself stays when the reader takes something back.
            for _, (_, _, states, *_) in [*self.back, *self.forth]:
                self._set(states, article, (states.get(article, (False, False))[0], starred))
            before = self._picture()
        self._apply(window, operation, before)

    @rule(window=WINDOWS, article=ARTICLES, field=FIELDS, title=TITLES)
    def correct(self, window: int, article: str, field: CorrectedField, title: str | None) -> None:
        before = self._picture()
        said = Correction(field, title)
        self.facts[article, field] = title
        self._apply(window, corrections.correct(self._window(window), subject(article), said), before)

    @rule(window=WINDOWS, article=ARTICLES, field=FIELDS)
    def take_back(self, window: int, article: str, field: CorrectedField) -> None:
        before = self._picture()
        self.facts.pop((article, field), None)
        self._apply(window, corrections.take_back(self._window(window), subject(article), field), before)

    @rule(
        window=WINDOWS,
        article=ARTICLES,
        start=PLACES,
        kind=st.sampled_from(KINDS),
        tags=st.sets(TAGS),
        note=st.just("") | TEXTS,
    )
    def mark(
        self, window: int, article: str, start: int, kind: HighlightKind, tags: set[str], note: str
    ) -> None:
        before, store = self._picture(), self._window(window)
        text = article_named(article, 0)
        operation = highlights.mark(
            store, subject(article), text, start, start + 9, kind, tags=sorted(tags), note=note
        )
        chosen = highlights.select(text, start, start + 9)
        self.marked[highlights.highlight_id(operation)] = (
            chosen.start,
            chosen.end,
            chosen.text,
            kind,
            frozenset(tags),
        )
        if note:
            self.notes[actions.note_id(operation)] = note
        self._apply(window, operation, before)

    def _a_highlight(self, window: int, data: st.DataObject) -> Highlight:
        found = self._window(window).highlight(data.draw(st.sampled_from(list(self.marked))))
        assert found is not None
        return found

    @precondition(lambda self: self.marked)
    @rule(window=WINDOWS, data=st.data(), start=PLACES, version=st.integers(0, 1))
    def move(self, window: int, data: st.DataObject, start: int, version: int) -> None:
        before, it = self._picture(), self._a_highlight(window, data)
        text = article_named(it.article, version)
        operation = highlights.move(self.windows[window], subject(it.article), it, text, start, start + 5)
        chosen = highlights.select(text, start, start + 5)
        self.marked[it.id] = (chosen.start, chosen.end, chosen.text, *self.marked[it.id][3:])
        self._apply(window, operation, before)

    @precondition(lambda self: self.marked)
    @rule(window=WINDOWS, data=st.data(), kind=st.sampled_from(KINDS))
    def set_kind(self, window: int, data: st.DataObject, kind: HighlightKind) -> None:
        before, it = self._picture(), self._a_highlight(window, data)
        start, end, text, _, tags = self.marked[it.id]
        self.marked[it.id] = (start, end, text, kind, tags)
        self._apply(window, highlights.set_kind(self.windows[window], [it], kind), before)

    @precondition(lambda self: self.marked)
    @rule(window=WINDOWS, data=st.data())
    def delete_highlight(self, window: int, data: st.DataObject) -> None:
        before, it = self._picture(), self._a_highlight(window, data)
        store = self.windows[window]
        for note in store.notes_on(it.id):
            self.notes.pop(note.id, None)
        del self.marked[it.id]
        self._apply(window, highlights.delete(store, [it]), before)

    @rule(window=WINDOWS, old=TAGS, new=st.sampled_from(["x", "y", "mới"]))
    def rename_tag(self, window: int, old: str, new: str) -> None:
        store = self._window(window)
        if old == new or old not in dict(store.tags()):
            return
        before = self._picture()
        plan = tagging.rename(store, old, new, with_below=False)

        def renamed(tags: frozenset[str]) -> frozenset[str]:
            return frozenset(new if tag == old else tag for tag in tags)

        self.tags = {name: renamed(tags) for name, tags in self.tags.items()}
        self.marked = {name: (*it[:4], renamed(it[4])) for name, it in self.marked.items()}
        self._apply(window, plan.operation, before)

    @rule(window=WINDOWS)
    def import_what_was_exported(self, window: int) -> None:
        """What is there already comes in again, and nothing changes by it."""
        store, before = self._window(window), self._picture()
        put = {("note", name): {"text": text} for name, text in self.notes.items()}
        self._apply(window, Operation("import", {}, put), before)
        assert {note.id for note in store.all_notes()} == self.notes.keys()

    @precondition(lambda self: self.back)
    @rule()
    def undo(self) -> None:
        window, picture = self.back.pop()
        self.forth.append((window, self._picture()))
        change = self._window(window).undo().result()
        assert change is not None and change.operation.values["left"] == 0
        self.notes, self.tags, self.states, self.facts, self.marked = (dict(part) for part in picture)

    @precondition(lambda self: self.forth)
    @rule()
    def redo(self) -> None:
        window, picture = self.forth.pop()
        self.back.append((window, self._picture()))
        change = self._window(window).redo().result()
        assert change is not None and change.operation.values["left"] == 0
        self.notes, self.tags, self.states, self.facts, self.marked = (dict(part) for part in picture)

    @rule(window=WINDOWS)
    def reopen(self, window: int) -> None:
        self.windows[window].close()
        self.windows[window] = self._open()
        # A window that was just opened finds the whole day's changes to undo: the model does not follow that.
        self.back.clear()
        self.forth.clear()
        self.windows[1 - window].close()
        self.windows[1 - window] = self._open()

    @rule(text=TEXTS)
    def crash_while_writing(self, text: str) -> None:
        journal = next(self.root.glob("data/*/journal"), None)
        if journal is None:
            return
        for store in self.windows:
            store.close()
        with journal.open("ab") as file:
            file.write(b'0123456789abcdef0123456789abcdef {"seq":' + text.encode())
        with self.home.open(files=FastFiles()) as store:
            assert [code for code, _ in store.report.told] == ["store-torn"] or "\n" in text
        self.windows = [self._open(), self._open()]
        self.back.clear()
        self.forth.clear()

    @rule(article=ARTICLES, text=TEXTS, at=st.integers(0, 25), half=st.booleans())
    def die_while_saving(self, article: str, text: str, at: int, half: bool) -> None:
        """A third window dies at one of its calls, perhaps in the middle of a write."""
        files = FailingFiles()
        store = self.home.open(files=files, compact_after=6)
        store.flush()
        operation = actions.add_note(store, subject(article), text)
        files.arm(at, errno.EIO, for_ever=True, half=half)
        try:
            store.apply(operation).result()
            acknowledged = True
        except Problem:
            acknowledged = False
        store.close()
        there = self._window(0).note(actions.note_id(operation)) is not None
        assert there or not acknowledged
        if there:
            self.notes[actions.note_id(operation)] = text
            self.back.clear()
            self.forth.clear()

    @invariant()
    def both_windows_agree_with_the_model(self) -> None:
        for store in getattr(self, "windows", ()):
            store.refresh()
            assert {note.id: note.text for note in store.all_notes()} == self.notes
            marks = store.marks()
            facts = {(name, field): value for name, mark in marks.items() for field, value in mark.facts}
            assert facts == self.facts
            assert {name: store.corrections(name).facts for name in store.corrected()} == {
                name: tuple(Correction(*fact) for fact in mark.facts)
                for name, mark in marks.items()
                if mark.facts
            }
            found = {it.id: it for it in store.all_highlights()}
            places = {name: (it.selector.start, it.selector.end) for name, it in found.items()}
            said = {name: (it.selector.text, it.kind, frozenset(it.tags)) for name, it in found.items()}
            assert {name: (*place, *said[name]) for name, place in places.items()} == self.marked
            assert {name: frozenset(mark.tags) for name, mark in marks.items() if mark.tags} == self.tags
            states = {name: (mark.starred, mark.read) for name, mark in marks.items()}
            assert {name: state for name, state in states.items() if any(state)} == self.states


TestAnnotating = Annotating.TestCase
TestAnnotating.settings = settings(
    max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
