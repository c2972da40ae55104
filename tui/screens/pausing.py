"""Reading the library: how far it has come, that there is no room, and how it is paused."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from seeds.text import display_safe
from tui.alarms import Alarm
from tui.keys_in_words import show_key
from tui.reading_state import QUIET, ReadingState
from tui.screens.base import MainPart
from tui.sentences import problem_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seeds.feed import ScanProgress, ScanReport


class Pausing(MainPart):
    """Tells above the list how reading the library stands, and below what went wrong."""

    def __init__(self, *, measure: int = 80) -> None:
        """Start with nothing that is read."""
        super().__init__(measure=measure)
        self._library_state = ReadingState()
        self._no_room = ""
        """What was told of a full disk, "" while there is room."""
        self._away = ""
        """What was told of folders that are not there, "" while all are."""

    def reading_progressed(self, progress: ScanProgress) -> None:
        """Show how far reading has come."""
        self._library_state.progressed(progress)
        self._show_state()
        self._look_what_is_left()
        if self._no_room and not self._library_state.full:
            self._there_is_room()

    def others_read(self) -> None:
        """Know that something has come though reading is paused here: another window reads."""
        self._library_state.others_read()
        self._show_state()
        Alarm(self, QUIET + 0.5, self._show_state)

    def reading_ended(self, report: ScanReport) -> None:
        """Show where reading stands now that files have been looked at, and tell what went wrong: that there
        is no room once, until there is."""
        behind = self.host.desk.library.behind
        self._library_state.ended(report, behind=behind)
        self._show_state()
        if report.busy and self._library_state.paused:
            Alarm(self, QUIET + 0.5, self._show_state)
        self._look_what_is_left()
        away = self.host.desk.library.away  # told with the list that lacks their articles
        others = [
            problem
            for problem in report.problems
            if problem.code != "index-full"
            and not (problem.code == "folder-missing" and problem.values.get("path") in away)
        ]
        full = [problem for problem in report.problems if problem.code == "index-full"]
        told = [problem_in_words(problem, self.host.words) for problem in others]
        if full and not self._no_room:
            self._no_room = problem_in_words(full[0], self.host.words)
            told.append(self._no_room)
        elif self._no_room and not full and not behind:
            self._there_is_room()
        if told:
            self.say_each(told)

    def reading_stands(self) -> None:
        """Say of what is listed whether it is all there is or what there is so far; overridden."""
        raise NotImplementedError

    def _look_what_is_left(self) -> None:
        left = self._library_state.files_left, self._library_state.names_left
        if left != (self.files_left, self.names_left):
            self.files_left, self.names_left = left
            self.reading_stands()

    def folders_away(self, *, empty: bool) -> None:
        """Tell once of folders that are not there, where a list of what there is yet (not ``empty``) does not
        say it; take that back when they are."""
        told = "" if empty else self.words_of_away("main.reading.away")
        if told == self._away:
            return
        self.footer.take_back(self._away)
        self._away = told
        if told:
            self.say_each([told])

    def words_of_away(self, key: str) -> str:
        """Return what is said of folders that are not there although they hold articles; "" for none."""
        from tui.paths import from_home

        away = [f"“{display_safe(from_home(Path(folder)))}”" for folder in self.host.desk.library.away]
        return self.word(key, n=len(away), folders=", ".join(away)) if away else ""

    def _there_is_room(self) -> None:
        self.footer.take_back(self._no_room)
        self._no_room = ""

    def say_each(self, told: Sequence[str]) -> None:
        """Tell failures one after the other, each with how many are left."""
        last = len(told) - 1
        self.footer.say_each(
            [
                one if at == last else self.word("main.app.and-more", n=last - at) + " " + one
                for at, one in enumerate(told)
            ]
        )

    def cmd_pause_reading(self, count: int = 1) -> None:
        """Stop reading the library, or go on with it."""
        desk = self.host.desk
        if desk.halted:
            desk.go_on_reading()
            self.say("main.reading.goes-on")
        elif self._library_state.goes_on or not self.host.scanned:
            desk.halt_reading()
            keys = self.host.keymap.keys_of("pause-reading")
            key = show_key(keys[0]) if keys else self.word("command.pause-reading.title")
            self.say("main.reading.paused", key=key)
        else:
            self.say("main.reading.done")
        self._library_state.pause(desk.halted)
        self._show_state()

    def _show_state(self) -> None:
        self.header.set_work(*self._library_state.in_words(self.host.words))
