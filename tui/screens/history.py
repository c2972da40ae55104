"""Taking back and doing again: step by step, from a list of what was done, and what was deleted."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tui.cells import cut as shortened
from tui.screens.base import TITLE_CELLS, MainPart
from tui.sentences import operation_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.deleted import Deleted
    from annotations.model import Change
    from annotations.store import Store
    from annotations.undo import Step
    from tui.choices import Choice
    from tui.screens.picker import Picked
    from tui.words import Words

_WORDS_SHOWN = 56
_A_WHILE = 1000
"""Articles from which on it is said that they are being changed back."""


class History(MainPart):
    """The commands that bring back."""

    def cmd_undo(self, count: int = 1) -> None:
        """Take back the last thing the reader did, or the last few."""
        self._turn(count, back=True)

    def cmd_redo(self, count: int = 1) -> None:
        """Do again what was taken back."""
        self._turn(count, back=False)

    def _turn(self, count: int, *, back: bool) -> None:
        if self.great.is_busy():
            return
        deed = self._turning(count, back=back)
        ended = self.great.begin(deed) if deed else lambda: None

        def work() -> list[Change]:
            from tui.undisturbed import MANY, undisturbed

            store = self.store()
            turned: list[Change] = []
            with undisturbed(lambda: sum(len(it.articles) for it in turned) > MANY):
                while len(turned) < count and (change := (store.undo() if back else store.redo()).result()):
                    turned.append(change)
            if turned:
                store.flush()  # the list is asked for next: it must know
            return turned

        def done(turned: list[Change]) -> None:
            ended()
            self._tell_turned(turned, back=back)

        self.when(self.host.desk.ask(work), done, otherwise=ended)

    def _turning(self, count: int, *, back: bool) -> str:
        """Return in words what is about to be taken back or done again, where that is of so many articles
        that it takes a while; else ""."""
        from annotations.model import Operation

        store = self.host.desk.store
        if store is None:
            return ""
        steps = [step for step in store.history() if step.done == back]
        largest = max(steps[:count] if back else steps[-count:], key=_items, default=None)
        if largest is None or _items(largest) < _A_WHILE:
            return ""
        what = operation_in_words(Operation(largest.name, largest.values, {}), self.host.words)
        return self.word("main.app.undoing" if back else "main.app.redoing", what=what)

    def _tell_turned(self, turned: Sequence[Change], *, back: bool) -> None:
        if not turned:
            self.say("main.app.nothing-to-undo" if back else "main.app.nothing-to-redo")
            return
        one, many = (
            ("main.app.undo", "main.app.undo-many") if back else ("main.app.redo", "main.app.redo-many")
        )
        what = turned_in_words(turned[-1].operation.values, self.host.words)
        told = self.word(one, what=what)
        if len(turned) > 1:
            told = self.word(many, n=len(turned), what=what)
        left, changed = (
            sum(int(str(change.operation.values.get(key, 0))) for change in turned)
            for key in ("left", "turned")
        )
        if left and not changed:
            told = self.word("main.app.nothing-left", what=what, n=left)
        elif left:
            told = self.word("main.app.left", told=told, n=left)
        self.footer.say(told)
        self.refresh_view()
        self.turned(turned[-1], back=back)

    def cmd_history(self, count: int = 1) -> None:
        """Show what was done today, and go back to before any of it."""
        from tui.screens.picker import Picker

        def show(answer: tuple[Store, tuple[Step, ...]]) -> None:
            store, steps = answer
            if not steps:
                self.say("main.app.nothing-to-undo")
                return
            picker = Picker(
                self.word("history.title"),
                step_choices(steps, store, self.host.words),
                note=self.word("history.note"),
            )

            def picked(result: Picked | None) -> None:
                if result is not None and result.values:
                    self._go_to(steps, int(result.values[0]))

            self.app.push_screen(picker, picked)

        def look() -> tuple[Store, tuple[Step, ...]]:
            store = self.store()
            return store, store.history()

        self.ask_to_open(look, show)

    def _go_to(self, steps: Sequence[Step], chosen: int) -> None:
        undone = sum(not step.done for step in steps)
        if chosen < undone:
            self._turn(undone - chosen, back=False)
        else:
            self._turn(chosen - undone + 1, back=True)

    def cmd_deleted(self, count: int = 1) -> None:
        """Show what was deleted in the last weeks, and bring it back."""
        from annotations import deleted
        from tui.screens.picker import Picker

        def look() -> tuple[Store, tuple[Deleted, ...]]:
            store = self.store()
            return store, deleted.deleted(store)

        def show(answer: tuple[Store, tuple[Deleted, ...]]) -> None:
            store, found = answer
            if not found:
                self.say("deleted.nothing")
                return
            picker = Picker(
                self.word("deleted.title"),
                deleted_choices(found, store, self.host.words),
                multiple=True,
                note=self.word("deleted.note"),
            )

            def picked(result: Picked | None) -> None:
                if result is not None and result.values:
                    wanted = [found[int(value)] for value in result.values]
                    self.change(
                        lambda: deleted.restore(self.store(), wanted), lambda change: self.refresh_view()
                    )

            self.app.push_screen(picker, picked)

        self.ask_to_open(look, show)


def _items(step: Step) -> int:
    """Return on how many articles or highlights something was done, as far as it tells."""
    told = step.values.get("n", step.values.get("count"))
    return told if isinstance(told, int) else 1


def turned_in_words(values: object, words: Words) -> str:
    """Return what an ``undo`` or ``redo`` turned, in words, from the values of its operation."""
    from annotations.model import Operation

    inner = values if isinstance(values, dict) else {}
    return operation_in_words(Operation(str(inner.get("operation", "")), inner.get("values", {}), {}), words)


def step_choices(steps: Sequence[Step], store: Store, words: Words) -> list[Choice]:
    """Return the undo history as choices, newest first; the value of each is its place in it."""
    from annotations.model import Operation
    from tui.choices import Choice

    groups = {True: words("history.done"), False: words("history.undone")}
    choices = []
    for at, step in enumerate(steps):
        told = operation_in_words(Operation(step.name, step.values, {}), words)
        told = told[:1].upper() + told[1:]
        if step.about:
            told = words("history.about", what=told, text=_start(step.about))
        elif title := _title(step.articles, store):
            told = words("deleted.line", what=told, where=title)
        told = shortened(told, _WORDS_SHOWN)
        choices.append(
            Choice(
                str(at),
                told,
                hint=f"{_local(step.at):%H:%M}",
                group=groups[step.done],
                keywords=f"{step.about} {_title(step.articles, store)}",
            )
        )
    return choices


def deleted_choices(found: Sequence[Deleted], store: Store, words: Words) -> list[Choice]:
    """Return what can be brought back as choices by day; the value of each is its place."""
    from tui.choices import Choice

    choices = []
    for at, each in enumerate(found):
        choices.append(
            Choice(
                str(at),
                deleted_in_words(each, store, words),
                hint=f"{_local(each.at):%H:%M}",
                group=f"{_local(each.at):%d/%m/%Y}",
                keywords=" ".join((*each.notes, *each.quotes, *each.tags)),
            )
        )
    return choices


def deleted_in_words(each: Deleted, store: Store, words: Words) -> str:
    """Return what one change deleted, in a line: its words, or how many, and of which article."""
    if each.quotes:
        what = words("deleted.highlight", n=len(each.quotes), text=_start(each.quotes[0]))
    elif each.notes:
        what = words("deleted.note-text", n=len(each.notes), text=_start(each.notes[0]))
    else:
        from tui.tags_in_words import tags_in_words

        what = words("deleted.tags", tags=_start(tags_in_words(each.tags)))
    where = _title(each.articles, store) or words("deleted.articles", n=len(each.articles))
    return words("deleted.line", what=what, where=where)


def _title(articles: Sequence[str], store: Store) -> str:
    """Return what the one article is called; "" for several, or where that is not known."""
    from seeds.text import display_safe

    record = store.article(articles[0]) if len(articles) == 1 else None
    return shortened(display_safe(record.title), TITLE_CELLS) if record is not None else ""


def _start(text: str) -> str:
    from seeds.text import display_safe

    line = next((line for line in text.splitlines() if line.strip()), "")
    return shortened(display_safe(" ".join(line.split())), TITLE_CELLS)


def _local(at: str) -> datetime:
    return datetime.fromisoformat(at).astimezone()
