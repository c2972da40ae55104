"""How far reading a library has come is told in the header."""

from pathlib import Path

import pytest

from seeds.feed import ScanProgress, ScanReport
from seeds.problems import Problem
from tests.tui.rig import opened
from tui.reading_state import ReadingState
from tui.sentences import progress_in_words
from tui.words import Words


@pytest.mark.parametrize(
    ("progress", "told"),
    [
        (ScanProgress("files", 0, 100_000, None), "reading 0/100,000"),
        (ScanProgress("files", 1, 100_000, 180_000.0), "reading 1/100,000"),
        (ScanProgress("files", 1, 10, 90.0), "reading 1/10, 2 min left"),
        (ScanProgress("files", 500, 100_000, 400.0), "reading 500/100,000, 7 min left"),
        (ScanProgress("names", 99_000, 100_000, 62.0), "names read in 99,000/100,000, 1 min left"),
        (ScanProgress("files", 1_500, 2_015, 58.0), "reading 1,500/2,015, 60 s left"),
        (ScanProgress("files", 50_001, 100_000, 9_000.0, before=50_000), "reading 50,001/100,000"),
        (ScanProgress("names", 99_990, 100_000, 1.0), "names read in 99,990/100,000, 5 s left"),
        (ScanProgress("names", 100_000, 100_000, 0.0), ""),
    ],
)
def test_what_is_left_is_told(progress: ScanProgress, told: str) -> None:
    assert progress_in_words(progress, Words("en")) == told


FULL = ScanReport(problems=(Problem("index-full", why="disk full"),), stopped=True)


def told(state: ReadingState) -> tuple[str, str]:
    return state.in_words(Words("en"))


def test_a_bar_shows_the_share_and_gives_way_where_there_is_no_room() -> None:
    state = ReadingState()
    state.progressed(ScanProgress("files", 500, 1000, 12.0))
    assert told(state) == ("━━━━──── reading 500/1,000, 10 s left", "reading 500/1,000, 10 s left")
    state.progressed(ScanProgress("files", 1000, 1000, 0.0))
    assert told(state) == ("", "")


def test_while_it_is_paused_it_says_where_it_stands() -> None:
    state = ReadingState()
    state.progressed(ScanProgress("names", 500, 1000, 12.0))
    state.paused = True
    state.ended(ScanReport(stopped=True), behind=False)
    assert told(state) == ("paused at 500/1,000", "paused")
    state.paused = False
    state.progressed(ScanProgress("names", 500, 1000, None))
    assert told(state)[1] == "names read in 500/1,000"


def test_while_another_window_reads_on_it_does_not_say_where_it_stands(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    state = ReadingState()
    state.progressed(ScanProgress("files", 500, 1000))
    state.paused = True
    state.ended(ScanReport(stopped=True, busy=True, lacking=400), behind=False)
    assert told(state) == ("paused here, read in another window", "paused")
    monkeypatch.setattr("tui.reading_state.QUIET", 0.0)
    assert told(state) == ("paused", "paused"), "the other one has stopped, too"
    monkeypatch.undo()
    state.others_read()
    assert told(state) == ("paused here, read in another window", "paused")
    state.pause(False)
    state.progressed(ScanProgress("files", 700, 1000))
    state.pause(True)
    assert told(state) == ("paused at 700/1,000", "paused")


def test_without_room_it_says_so_until_it_goes_on() -> None:
    state = ReadingState()
    state.progressed(ScanProgress("files", 500, 1000, 12.0))
    state.ended(FULL, behind=True)
    assert told(state) == ("no room to read on, 500 left", "no room to read on") and state.full
    state.progressed(ScanProgress("files", 1, 500, None))  # it tries
    assert told(state) == ("no room to read on, 499 left", "no room to read on")
    state.ended(ScanReport(read=1), behind=True)  # one file more
    assert state.goes_on and told(state)[1] == "no room to read on"
    state.progressed(ScanProgress("files", 50, 500, 12.0))
    assert told(state)[1] == "reading 50/500, 10 s left"
    state.ended(ScanReport(read=500), behind=False)
    assert told(state) == ("", "") and not state.goes_on


async def test_what_is_asked_of_names_is_told_as_so_far_while_names_are_read(tmp_path: Path) -> None:
    async with opened(tmp_path, query="place:Washington") as app:
        assert "so far" not in app.screen_text()
        app.app.main.reading_progressed(ScanProgress("names", 2, 5))
        await app.until(lambda: "/5 so far" in app.screen_text())
        await app.press("escape")
        await app.until(lambda: "5 articles" in app.screen_text())
        assert "so far" not in app.screen_text(), "no names are asked for"
        app.app.main.filter_by("place:Washington")
        await app.until(lambda: "/5 so far" in app.screen_text())
        app.app.main.reading_progressed(ScanProgress("names", 5, 5))
        await app.until(lambda: "so far" not in app.screen_text())


def test_there_is_room_again_once_more_than_a_few_have_been_read() -> None:
    state = ReadingState()
    state.ended(FULL, behind=True)
    state.progressed(ScanProgress("files", 501, 1000, None, 500))
    assert state.full
    state.progressed(ScanProgress("files", 530, 1000, None, 500))
    assert not state.full and "reading 530/1,000" in told(state)[0]
