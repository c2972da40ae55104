"""The page of articles over time, by keys and mouse."""

import re
import time
from datetime import date
from pathlib import Path

import pytest

from annotations.timeline import STEPS, Step, Timeline, number_of
from tests.tui.rig import Opened, copy_of_seeds, opened
from tui.bars_of_blocks import GAP, stacked
from tui.screens.timeline import TimelinePage
from tui.timeline_words import ticks
from tui.words import Words


def page(app: Opened) -> TimelinePage:
    found = app.app.screen
    assert isinstance(found, TimelinePage)
    return found


async def opened_page(app: Opened) -> TimelinePage:
    await app.press("g", "t")
    await app.until(lambda: isinstance(app.app.screen, TimelinePage) and app.app.screen.chart.bars)
    return page(app)


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_a_span_is_chosen_and_lists_its_articles(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(tmp_path, size=size) as app:
        shown = await opened_page(app)
        assert "2 without a year" in app.screen_text()
        await app.press("v", "h", "h", "h")
        assert "November 2025 – February 2026" in app.screen_text()
        await app.press("enter")
        await app.until(lambda: app.app.main.view and app.app.main.view.count == 2)
        assert not shown.is_attached
        assert app.app.main.list.has_focus
        assert "Nov 2025 – Feb 2026" in app.screen_text().splitlines()[0]
        await app.press("backspace")
        await app.until(lambda: app.app.main.view and app.app.main.view.count == 5)


async def test_the_cursor_stays_where_it_was_when_steps_change(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        shown = await opened_page(app)
        await app.press("g", "g")
        day = shown.chart.chosen[0].start
        await app.press("plus")
        await app.until(lambda: shown.chart.shown and shown.chart.shown.step == "week")
        assert shown.chart.chosen[0].count == 1
        await app.press("y")
        await app.until(lambda: shown.chart.shown and shown.chart.shown.step == "year")
        assert shown.chart.chosen[0].start.year == day.year
        await app.press("escape")
        await app.until(lambda: app.app.screen is app.app.main)


@pytest.mark.parametrize("size", [(20, 5), (8, 3), (3, 2)])
async def test_it_is_drawn_in_any_window(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(tmp_path, size=size) as app:
        await opened_page(app)
        await app.press("h", "v", "l", "d")
        await app.pilot.pause(0.1)


async def test_keys_typed_before_the_bars_are_there_wait_for_them(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.press("g", "t", "m", "v", "h", "h", "h")
        await app.until(lambda: isinstance(app.app.screen, TimelinePage) and app.app.screen.chart.bars)
        await app.until(lambda: "November 2025 – February 2026" in app.screen_text())


async def test_other_steps_are_there_with_the_key(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        shown = await opened_page(app)
        for key, step in (("y", "year"), ("plus", "month"), ("w", "week"), ("d", "day")):
            await app.press(key)
            assert shown.chart.shown is not None
            assert shown.chart.shown.step == step
            assert f"Over time · {step}s" in app.screen_text()


async def test_a_span_stays_while_articles_come(tmp_path: Path) -> None:
    folder = copy_of_seeds(tmp_path)
    async with opened(tmp_path, bundled=False, libraries=(folder,)) as app:
        shown = await opened_page(app)
        await app.press("v", "h", "h")
        span = shown.chart.chosen[0].start, shown.chart.chosen[-1].end
        before = shown.chart.shown
        (folder / "new.txt").write_text("LNG\n\nHoa Kỳ bàn về LNG tại Hà Nội.\n", "utf-8")
        app.app.desk.rescan()
        await app.until(lambda: before and shown.chart.shown and shown.chart.shown.undated > before.undated)
        assert (shown.chart.chosen[0].start, shown.chart.chosen[-1].end) == span


async def test_dates_that_were_misread_leave_the_others_in_sight(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 24)) as app:
        chart = (await opened_page(app)).chart
        days = {number_of(date(year, 2, 3), "day"): [count] for year, count in ((1, 1), (2026, 3), (9999, 1))}
        chart.show(Timeline("day", days), [])
        await app.press("G", "h", "h")
        *_, above, axis, labels, _, told, _ = app.screen_text().splitlines()
        assert axis.index("▲") == above.index("█", above.index("┊")) + 4
        assert above.split("│")[1].split() == ["████████", "┊", "████████", "┊", "████████"]
        assert [label.split()[-1] for label in labels.split("  ") if label] == ["0001", "2026", "9999"]
        assert told.strip() == "3 Feb 2026  3 articles"


async def test_the_names_of_topics_are_there_beside_their_counts_where_there_is_little_room(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, size=(62, 24)) as app:
        chart = (await opened_page(app)).chart
        chart.show(
            Timeline("month", {24_300: [90, 80, 70, 20, 5]}, 3), ["nông nghiệp", "năng lượng", "thuế quan"]
        )
        await app.pilot.pause()
        told = app.screen_text().splitlines()[-2]
        assert [part.split()[-1] for part in told.split("█")[1:]] == ["70", "20", "5"]
        chart.show(Timeline("month", {24_300: [90, 80, 70, 20]}, 2), ["công nghệ số", "LNG"])
        await app.pilot.pause()
        assert "█ công nghệ số 70  █ LNG 20" in app.screen_text()


async def test_a_key_costs_the_same_however_many_days_there_are(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(120, 40)) as app:
        chart = (await opened_page(app)).chart

        async def cost(days: int) -> float:
            chart.show(Timeline("day", {700_000 + day: [1 + day % 7] for day in range(days)}), [])
            await app.press("h")
            took = []
            for key in "hl" * 5:
                begun = time.process_time()
                await app.press(key)
                took.append(time.process_time() - begun)
            return min(took)

        assert await cost(40_000) < 2 * await cost(200) + 0.005


def test_a_bar_is_as_high_as_its_articles_however_many_topics_they_have() -> None:
    lines = stacked([(38, (30, 22)), (19, (19, 0)), None, (0, (0, 0))], 38, 10)
    drawn = ["".join(line[at] for line in reversed(lines)).rstrip() for at in range(4)]
    assert drawn == ["0000001111", "00000", GAP * 10, ""]


@pytest.mark.parametrize("months", [1, 30, 40, 60, 97, 121, 190, 400])
async def test_bars_of_a_chart_are_as_wide_as_each_other(tmp_path: Path, months: int) -> None:
    async with opened(tmp_path, size=(200, 24)) as app:
        chart = (await opened_page(app)).chart
        chart.show(Timeline("month", {24_000 + month: [1 + month % 2] for month in range(months)}), [])
        await app.press("G")
        lines = app.screen_text().splitlines()
        above, below = (re.split("[│└]", lines[at])[1].rstrip() for at in (-6, -5))
        in_sight = min(months, 195)
        wide = min(9, 195 // months) or 1
        gap = " " * (wide >= 3)
        assert above == (("█" * (wide - len(gap)) + gap) * in_sight).rstrip()
        assert len(below) == in_sight * wide
        mark, place = lines[-5].index("▲"), chart.cursor
        await app.press("h")
        await app.pilot.click(chart, offset=(mark, 3))
        await app.until(lambda: chart.cursor == place)
        await app.pilot.click(chart, offset=(4, 3))
        await app.until(lambda: chart.cursor == place - in_sight + 1)


@pytest.mark.parametrize("size", [(80, 7), (80, 6), (80, 5), (80, 4), (20, 7), (20, 6), (20, 5)])
async def test_a_low_window_has_a_lower_chart(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(tmp_path, size=size) as app:
        chart = (await opened_page(app)).chart
        chart.show(Timeline("month", {24_300 + month: [1 + month % 2] for month in range(8)}), [])
        await app.press("h")
        text = app.screen_text()
        assert "No article" not in text
        assert "Jul 2025" in text or "July 2025" in text
        assert "█" in text
        assert size[1] < 5 or text.count("▲") == 1


@pytest.mark.parametrize("height", [4, 6, 8, 24])
async def test_that_nothing_has_a_date_is_said_in_low_windows_too(tmp_path: Path, height: int) -> None:
    async with opened(tmp_path, size=(80, height)) as app:
        chart = (await opened_page(app)).chart
        chart.show(Timeline("month", {}), [])
        await app.pilot.pause()
        assert "No article that is shown has a date." in app.screen_text()


async def test_it_is_told_how_many_bars_are_out_of_sight(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 24)) as app:
        chart = (await opened_page(app)).chart
        chart.show(Timeline("month", {24_000 + month: [1 + month % 2] for month in range(1400)}), [])

        async def told(*keys: str) -> tuple[int, str]:
            await app.press(*keys)
            await app.pilot.pause()
            found = [line.strip() for line in app.screen_text().splitlines() if re.search("[‹›]", line)]
            return len(chart.bars), "".join(re.sub(" +", " ", line) for line in found)

        assert await told("G") == (75, "‹ 1,325 earlier")
        assert await told("pageup", "h") == (75, "‹ 1,323 earlier 2 later ›")
        assert await told("g", "g") == (75, "1,325 later ›")
        chart.show(Timeline("month", {24_000 + month: [1] for month in range(70)}), [])
        assert await told() == (70, "")


async def test_a_low_window_marks_where_there_is_more(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 7)) as app:
        chart = (await opened_page(app)).chart
        chart.show(Timeline("month", {24_000 + month: [1 + month % 2] for month in range(140)}), [])
        await app.press("pageup", "h")
        axis = next(line for line in app.screen_text().splitlines() if "▲" in line)
        assert axis.strip() == "‹▲" + "─" * 74 + "›"


async def test_it_is_told_how_many_of_the_articles_have_the_topics(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(120, 24)) as app:
        chart = (await opened_page(app)).chart
        chart.show(Timeline("month", {24_300: [52, 38, 30, 22]}, 2), ["Economy", "Energy"])
        await app.pilot.pause()
        assert "38 of 52 articles  █ Economy 30  █ Energy 22" in app.screen_text()
        assert app.screen_text().splitlines()[1].startswith(" 38 │")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("cells", [1, 2, 4, 9])
def test_labels_stand_under_their_bars_apart_and_whole(step: Step, cells: int) -> None:
    start = number_of(date(2023, 3, 20), step)
    bars = Timeline(step, {start: [1], start + 60: [1]}).bars(0, 100)
    starts = range(0, (len(bars) + 1) * cells, cells)
    line = ticks(bars, step, starts, len(bars) * cells, Words())
    assert len(line) <= len(bars) * cells
    for label in re.finditer(r"\S+( \d{4})?", line):
        place, rest = divmod(label.start(), cells)
        said = f"{bars[place].start:%-d %b %Y} {bars[place].start:%b} "
        assert rest == 0
        assert label[0] in said


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("cells", [1, 2, 4, 9])
@pytest.mark.parametrize("room", [20, 71, 190])
def test_the_first_label_says_its_year(step: Step, cells: int, room: int) -> None:
    first = number_of(date(2016, 1, 1), step)
    for moved in range(60):
        bars = Timeline(step, {first + n: [1] for n in range(moved, 500)}).bars(0, room // cells)
        line = ticks(bars, step, range(0, (len(bars) + 1) * cells, cells), room, Words())
        assert re.match(r" *(\d+ )?([A-Z][a-z]+ )?\d{4}\b", line), (moved, line)
