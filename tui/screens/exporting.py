"""Bringing annotations out of the app and into it: which form, what, where to; the work runs off the loop."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from annotations.query.whole import EVERYTHING
from seeds.problems import Problem
from seeds.text import display_safe
from tui.screens.base import MainPart

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotations.exchange.arrival import Arrival
    from annotations.exchange.exporting import Exported, Source
    from annotations.exchange.formats import Format
    from tui.choices import Choice
    from tui.screens.picker import Picked
    from tui.screens.value_box import Given
    from tui.understanding import Understood

_TICK = 0.3
"""Seconds between two looks at how far an export or import is."""


class Exchanging(MainPart):
    """The commands that export and import."""

    def cmd_export(self, count: int = 1) -> None:
        """Write annotations to a file, in a form that other programs read."""
        self._choose_format("exchange.app.export-as", self._choose_what)

    def cmd_import(self, count: int = 1) -> None:
        """Bring in annotations from a file."""
        self._choose_format("exchange.app.import-as", self._choose_file, imports=True)

    def _choose_format(self, title: str, then: Callable[[Format], None], *, imports: bool = False) -> None:
        from annotations.exchange.formats import FORMATS
        from tui.choices import Choice

        way = "in" if imports else "out"
        choices = [
            Choice(it.name, self.word(f"exchange.app.{way}.{it.name}"), hint=it.name, keywords=it.name)
            for it in FORMATS.values()
            if it.imports or not imports
        ]
        self._pick(self.word(title), choices, lambda name: then(FORMATS[name]))

    def _pick(self, title: str, choices: list[Choice], then: Callable[[str], None], note: str = "") -> None:
        from tui.screens.picker import Picker

        def picked(result: Picked | None) -> None:
            if result is not None and result.values:
                then(result.values[0])

        self.app.push_screen(Picker(title, choices, note=note), picked)

    # Out

    def _choose_what(self, format: Format) -> None:
        """Ask what goes out, where there is a choice."""
        from tui.choices import Choice

        here = self.current()
        choices = [Choice("all", self.word("exchange.app.all"))]
        if self.wanted != EVERYTHING:
            choices.insert(0, Choice("view", self.word("exchange.app.view", view=self.in_words(self.wanted))))
        if here is not None:
            title = display_safe(here.heading, 60)
            choices.append(Choice("article", self.word("exchange.app.article", title=title)))

        def chosen(what: str) -> None:
            query = self.wanted if what == "view" else None
            id = here.id if here is not None and what == "article" else ""

            def source() -> Source:
                from annotations.exchange.exporting import Source
                from tui.exchange_words import missing
                from tui.kinds import names_as_they_came

                kinds = names_as_they_came(self.host.words)
                store = self.store()
                unread = missing(store, self.host.words) if store is not None else ()
                return Source(self.host.desk.collection, store, query, unread, article=id, kinds=kinds)

            self._choose_place(format, source)

        self._pick(self.word("exchange.app.what"), choices, chosen)

    def _choose_place(self, format: Format, source: Callable[[], Source]) -> None:
        """Ask where to; a file that is not docbao's is only replaced when that is said."""
        self._ask_path(
            self.word("exchange.app.where"),
            str(_default(format)),
            lambda text: self._place_understood(format, text),
            lambda path: self._ask_to_replace(format, source, path),
        )

    def _ask_path(
        self, title: str, first: str, understand: Callable[[str], Understood], then: Callable[[Path], None]
    ) -> None:
        from tui.screens.value_box import ValueBox

        def given(result: Given | None) -> None:
            if result is not None and result.value:
                then(Path(result.value))

        self.app.push_screen(ValueBox(title, understand, value=first, edited=True), given)

    def _place_understood(self, format: Format, text: str) -> Understood:
        from tui.choices import Choice
        from tui.understanding import Understood

        path = _path(text)
        if path is None:
            return Understood((), self.word("exchange.app.no-path"))
        shown = display_safe(str(path))
        if path.is_dir() != format.folder and path.exists():
            wrong = "exchange.app.is-file" if format.folder else "exchange.app.is-folder"
            return Understood((), self.word(wrong))
        key = "exchange.app.write-into" if format.folder else "exchange.app.write"
        return Understood((Choice(str(path), self.word(key, path=shown)),))

    def _ask_to_replace(self, format: Format, source: Callable[[], Source], path: Path) -> None:
        def export(*, replace: bool = False) -> None:
            self._export(format, source, path, replace=replace)

        if format.folder:
            export()
            return
        from annotations.exchange.exporting import is_foreign
        from tui.choices import Choice

        def answered(foreign: bool) -> None:
            if not foreign:
                export()
                return
            choices = [
                Choice("no", self.word("exchange.app.keep")),
                Choice("yes", self.word("exchange.app.replace")),
            ]
            self._pick(
                self.word("exchange.app.foreign"),
                choices,
                lambda answer: export(replace=True) if answer == "yes" else None,
                display_safe(str(path)),
            )

        self.ask(lambda: is_foreign(format, path), answered)

    def _export(self, format: Format, source: Callable[[], Source], path: Path, *, replace: bool) -> None:
        """Write off the loop; the footer says how far it is."""
        reached: list[tuple[int, int]] = []
        timer = self.set_interval(
            _TICK,
            lambda: self._show_reached(*reached[-1]) if reached and reached[-1][1] else None,
        )

        def work() -> Exported:
            from annotations.exchange.exporting import Exported, is_empty, to_file, to_folder

            exported = Exported(format)

            def progress(done: int, total: int) -> None:
                reached[:] = [(done, total)]

            try:
                what = source()
                if is_empty(what, format):
                    raise Problem("export-nothing")
                if format.folder:
                    to_folder(what, exported, path, progress)
                else:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    to_file(what, exported, path, progress, replace=replace)
            finally:
                self.app.call_later(timer.stop)
            return exported

        self.ask(work, lambda exported: self._say_exported(exported, path))

    def _show_reached(self, done: int, total: int) -> None:
        self.say("exchange.app.reached", done=done, total=total)

    def _say_exported(self, exported: Exported, path: Path) -> None:
        from tui.exchange_words import export_told

        if exported.left:
            self.complain(exported.left[0])
            return
        told = export_told(exported, display_safe(str(path)), self.host.words)
        if not exported.files:
            told.append(self.word("exchange.app.as-it-was", path=display_safe(str(path))))
        self.footer.say(" ".join(reversed(told)))

    # In

    def _choose_file(self, format: Format) -> None:
        self._ask_path(
            self.word("exchange.app.from"),
            str(Path.home()) + "/",
            lambda text: self._file_understood(format, text),
            lambda path: self._import(format, path),
        )

    def _file_understood(self, format: Format, text: str) -> Understood:
        from tui.choices import Choice
        from tui.understanding import Understood

        path = _path(text)
        if path is None or not path.exists():
            return Understood((), self.word("exchange.app.no-file"))
        if path.is_dir() and not format.folder:
            return Understood((), self.word("exchange.app.is-folder"))
        return Understood((Choice(str(path), self.word("exchange.app.read", path=display_safe(str(path)))),))

    def _import(self, format: Format, path: Path) -> None:
        """Read off the loop and bring it in as one change; the footer says how far it is, and Esc stops it
        before anything is brought in."""
        collection, stop = self.host.desk.collection, Event()
        reached = [(0, 0)]

        def progress(done: int, total: int) -> None:
            if stop.is_set():
                raise _Stopped
            reached[:] = [(done, total)]

        def work() -> Arrival | None:
            from annotations.exchange.importing import arriving

            store = self.store()
            try:
                arrival = arriving(format.name, path, collection, store, progress)
                progress(*reached[0])
            except _Stopped:
                return None
            if not arrival.nothing:
                self.host.desk.apply(arrival.operation(path.name)).result()
            return arrival

        def ended() -> None:
            timer.stop()
            self.footer.stopper = None

        def show() -> None:
            done, total = reached[0]
            self.say("exchange.app.importing", path=display_safe(path.name), done=done, total=total or "…")

        def done(arrival: Arrival | None) -> None:
            from tui.exchange_words import import_notes, import_told

            ended()
            if arrival is None:
                self.tell("exchange.app.stopped", path=display_safe(path.name))
                return
            words = self.host.words
            told = [import_told(arrival, display_safe(path.name), words, dry_run=False)]
            self.footer.drop_failure()
            self.footer.say(" ".join([*told, *import_notes(arrival, words)]))
            self.refresh_view()

        self.say("exchange.app.reading", path=display_safe(str(path)))
        timer = self.set_interval(_TICK, show)
        self.footer.stopper = stop.set
        self.when(self.host.desk.ask(work), done, otherwise=ended)


class _Stopped(Exception):
    """The reader has stopped what goes on."""


def _default(format: Format) -> Path:
    """Return where an export goes unless the reader says otherwise."""
    return Path.home() / (f"docbao-{format.name}" if format.folder else f"docbao{format.suffix}")


def _path(text: str) -> Path | None:
    """Return the path that is typed, from the home folder on where it is not absolute; None for none."""
    text = text.strip()
    if not text or "\0" in text:
        return None
    try:
        return Path.home() / Path(text).expanduser()
    except RuntimeError:
        return None
