"""Reading the library: how far it has come, that there is no room, and how it is paused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.reading_state import ReadingState
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

    def reading_progressed(self, progress: ScanProgress) -> None:
        """Show how far reading has come."""
        self._library_state.progressed(progress)
        self._show_state()
        if self._no_room and progress.phase == "names" and not self.host.desk.library.behind:
            self._there_is_room()

    def reading_ended(self, report: ScanReport) -> None:
        """Show where reading stands now that files have been looked at, and tell what went wrong: that there
        is no room once, until there is."""
        behind = self.host.desk.library.behind
        self._library_state.ended(report, behind=behind)
        self._show_state()
        others = [problem for problem in report.problems if problem.code != "index-full"]
        full = [problem for problem in report.problems if problem.code == "index-full"]
        told = [problem_in_words(problem, self.host.words) for problem in others]
        if full and not self._no_room:
            self._no_room = problem_in_words(full[0], self.host.words)
            told.append(self._no_room)
        elif self._no_room and not full and not behind:
            self._there_is_room()
        if told:
            self.say_each(told)

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
            self.say("main.reading.paused")
        else:
            self.say("main.reading.done")
        self._library_state.paused = desk.halted
        self._show_state()

    def _show_state(self) -> None:
        self.header.set_work(*self._library_state.in_words(self.host.words))
