"""Why docbao says what it says, and setting it right: seen in the text, at once, durable, undone by a key."""

from __future__ import annotations

from pathlib import Path

import pytest

from seeds.article import Correction
from seeds.problems import Problem
from tests.tui.rig import Opened, copy_of_seeds, opened
from tui.screens.evidence import EvidenceSheet
from tui.widgets.fact_rows import FactRows

SIZES = [(80, 24), (120, 40)]
WINDOWS = [(80, 24), (120, 40), (200, 60)]


async def sheet(app: Opened) -> None:
    """Open the sheet for the selected article, or the one that is read."""
    await app.press("i")
    await app.until(lambda: len(app.app.screen_stack) == 2)
    await app.pilot.pause()


def rows_of(app: Opened) -> FactRows:
    """The rows of the sheet that is open."""
    return next(screen for screen in app.app.screen_stack if isinstance(screen, EvidenceSheet)).rows


async def go(app: Opened, label: str) -> None:
    """Go to the first fact of a label."""
    rows = rows_of(app)
    await app.press("g", "g", *["j"] * [fact.label for fact in rows.facts].index(label))
    await app.until(lambda: rows.current.label == label)


def value(app: Opened, label: str) -> str:
    return next(fact.value for fact in rows_of(app).facts if fact.label == label)


def marked(app: Opened) -> list[str]:
    """What is pointed out in the text that can be seen."""
    reader = app.app.main.reader
    rows = (reader.render_line(y) for y in range(reader.size.height))
    style = app.app.look.style("reader.evidence").bgcolor
    return [part.text for row in rows for part in row if part.style and part.style.bgcolor == style]


async def with_entities(app: Opened) -> None:
    await app.open()
    await app.until(lambda: (page := app.app.main.reader.page) and page.article.mentions)


def row_date(app: Opened) -> str:
    listed = app.app.main.list.selected
    return listed.date.edtf if listed and listed.date else ""


@pytest.mark.parametrize("size", SIZES)
async def test_moving_over_a_fact_marks_what_it_rests_on_in_the_text(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(tmp_path, size=size) as app:
        await app.open()
        before = app.app.main.reader.position
        await sheet(app)
        await app.until(lambda: marked(app))
        assert "Vòng đàm phán" in marked(app)[0]
        await app.press("j")
        await app.until(lambda: marked(app) == ["2026-02-08"])
        await app.press("j")
        await app.until(lambda: marked(app) == ["TPO"])
        await app.press("j")
        await app.until(lambda: not marked(app))
        await app.press("j")
        await app.until(lambda: "LNG" in marked(app))
        await app.press("escape")
        await app.until(lambda: len(app.app.screen_stack) == 1)
        assert not marked(app)
        assert app.app.main.reader.position == before
        assert app.app.main.reader.has_focus


async def test_any_size_of_terminal_shows_the_sheet(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(200, 60)) as app:
        await sheet(app)
        for size in ((120, 40), (20, 8), (3, 2), (1, 1), (40, 12)):
            await app.pilot.resize_terminal(*size)
            await app.pilot.pause()
            await app.press("j", "G", "pagedown", "g", "g")
        await app.press("escape")
        await app.until(lambda: len(app.app.screen_stack) == 1)
        assert app.app.main.list.display


@pytest.mark.parametrize("size", WINDOWS[:2])
async def test_each_topic_is_a_stop_with_its_own_words_and_enter_asks_for_topics(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(tmp_path, size=size) as app:
        await app.open()
        await sheet(app)
        await go(app, "Topics")
        rows, text = rows_of(app), app.app.main.reader.page.article.text
        topics = [fact for fact in rows.facts if fact.field == "topics"]
        assert len(topics) > 3
        for fact in topics:
            assert rows.current == fact
            assert any(fact.value in line and line.startswith("▌") for line in app.screen_text().splitlines())
            own = [text[start:end] for start, end in fact.spans]
            # A mark that is broken over two lines is two pieces.
            await app.until(
                lambda own=own: marked(app) and all(any(it in one for one in own) for it in marked(app))
            )
            await app.press("enter")
            await app.until(lambda: len(app.app.screen_stack) == 3)
            assert "What is it about?" in app.screen_text()
            await app.press("escape", "j")


async def test_a_row_is_not_cut_while_there_is_room_beside_it(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 24)) as app:
        await sheet(app)
        await go(app, "Topics")
        await app.press("enter")
        await app.until(lambda: len(app.app.screen_stack) == 3)
        await app.type("sport")
        await app.press("tab", "enter")
        await app.until(lambda: any(fact.value == "Sport" for fact in rows_of(app).facts))
        await app.press("G")
        await app.until(lambda: "Sport" in app.screen_text())
        (row,) = [line for line in app.screen_text().splitlines() if "Sport" in line and "✎" in line]
        assert "set by you · docbao did not find it" in row


async def test_the_sheet_is_where_it_belongs_after_any_resize(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.open()
        await sheet(app)
        await app.press("j")
        for box in (False, True):
            if box:
                await app.press("enter")
                await app.until(lambda: len(app.app.screen_stack) == 3)
            small, middle, large = WINDOWS
            # From each size to each other one.
            for size in (small, middle, small, large, middle, large, small):
                await app.pilot.resize_terminal(*size)
                main, over = app.app.main, app.app.screen_stack[1].query_one("#sheet")
                wide = size[0] >= 100
                if wide:
                    await app.until(
                        lambda over=over, main=main, size=size: (
                            main.size == size and over.region == main.list.region
                        ),
                        f"over the list at {size}",
                    )
                else:
                    await app.until(
                        lambda over=over, size=size: (
                            (over.region.width, over.region.bottom) == (size[0], size[1] - 1)
                        ),
                        f"below the text at {size}",
                    )
                    assert 6 <= over.region.height <= size[1] // 2
                if not box:
                    lines = app.screen_text().splitlines()
                    assert sum("What docbao read, and why" in line for line in lines) == 1
                    assert all(line[over.region.right] == "│" for line in lines[1:-1] if wide)
                    assert marked(app) == ["2026-02-08"]
        await app.press("escape", "escape")
        assert len(app.app.screen_stack) == 1


async def test_a_row_of_the_list_is_explained_without_being_opened(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 24)) as app:
        await app.press("j")
        selected = app.selected
        await sheet(app)
        assert "VTC News" in app.screen_text()
        await app.press("escape")
        await app.until(lambda: app.app.main.list.has_focus)
        assert app.selected == selected
        assert app.app.main.list.selected.unread


async def test_a_date_set_right_shows_everywhere_at_once_and_at_the_next_start(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.open()
        first = app.app.main.showing
        await sheet(app)
        await go(app, "Date")
        await app.press("enter")
        await app.until(lambda: len(app.app.screen_stack) == 3)
        await app.type("14/11/2024")
        await app.until(lambda: "Thursday 14 November 2024" in app.screen_text())
        await app.press("enter")
        await app.until(lambda: value(app, "Date") == "Thursday 14 November 2024")
        await app.until(lambda: "Set the date to 14 Nov 2024" in app.said)
        assert "set by you" in app.screen_text()
        await app.until(lambda: "14 November 2024 (set by you)" in app.screen_text().replace("\u00a0", " "))
        await app.until(lambda: row_date(app) == "2024-11-14")
        assert app.app.main.list.selected.id == first
        await app.press("escape", "q")
    async with opened(tmp_path) as app:
        await app.until(lambda: app.app.main.list.selected.id == first)
        await app.until(lambda: row_date(app) == "2024-11-14")


async def test_undo_redo_and_x_go_between_the_two_readings(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await sheet(app)
        await go(app, "Source")
        await app.press("x")
        await app.until(lambda: "have not set this" in app.said)
        await app.press("enter")
        await app.until(lambda: len(app.app.screen_stack) == 3)
        await app.type("Báo Của Tôi")
        await app.press("enter")
        await app.until(lambda: value(app, "Source") == "Báo Của Tôi")
        await app.press("u")
        await app.until(lambda: value(app, "Source") == "Tiền Phong")
        await app.press("U")
        await app.until(lambda: value(app, "Source") == "Báo Của Tôi")
        await app.press("x")
        await app.until(lambda: value(app, "Source") == "Tiền Phong")
        await app.until(lambda: "took back" in app.said.lower())


async def test_nothing_is_no_date_a_wrong_one_cannot_be_taken_and_a_day_alone_has_no_year_unless_chosen(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, size=(80, 24)) as app:
        await sheet(app)
        await go(app, "Date")
        await app.press("enter")
        await app.until(lambda: len(app.app.screen_stack) == 3)
        await app.press("backspace", "enter")
        await app.until(lambda: value(app, "Date") == "no date")
        assert row_date(app) == ""
        await app.press("enter")
        await app.until(lambda: len(app.app.screen_stack) == 3)
        await app.type("31/2/2025")
        await app.until(lambda: "is no date" in app.screen_text())
        await app.press("enter")
        assert len(app.app.screen_stack) == 3
        await app.press("ctrl+u")
        await app.until(lambda: "The date is not known" in app.screen_text())
        await app.type("14/11")
        await app.until(lambda: "Friday 14 November 2025" in app.screen_text())
        await app.press("enter")
        await app.until(lambda: value(app, "Date") == "14 November")
        assert row_date(app) == "XXXX-11-14"


async def test_known_sources_are_offered_whatever_marks_are_typed(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.press("G")
        await sheet(app)
        await go(app, "Source")
        await app.press("enter")
        await app.until(lambda: len(app.app.screen_stack) == 3)
        await app.type("tien ph")
        await app.until(lambda: "Tiền Phong" in app.screen_text())
        await app.press("enter")
        await app.until(lambda: value(app, "Source") == "Tiền Phong")


async def test_topics_are_ticked_and_the_facets_follow(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await sheet(app)
        await go(app, "Topics")
        await app.press("enter")
        await app.until(lambda: len(app.app.screen_stack) == 3)
        await app.type("the thao")
        await app.until(lambda: "Sport" in app.screen_text())
        await app.press("tab", "enter")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        await app.until(lambda: "sport" in app.app.main.list.selected.topics)
        assert app.app.main.list.selected.topics[0] == "energy"
        assert "Sport" in app.screen_text()
        await app.press("escape", "o")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        assert "Sport" in app.screen_text()


async def test_a_title_is_edited_where_it_ends(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await sheet(app)
        await app.press("enter")
        await app.until(lambda: len(app.app.screen_stack) == 3)
        await app.type(" Sửa")
        await app.press("enter")
        await app.until(lambda: app.selected.endswith("nội dung gì? Sửa"))


async def test_a_failure_is_told_and_nothing_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(tmp_path) as app:
        await sheet(app)
        await go(app, "Source")
        await app.press("enter")
        await app.until(lambda: len(app.app.screen_stack) == 3)

        def fails(operation: object) -> object:
            raise Problem("not-saved", why="ENOSPC", path="x")

        monkeypatch.setattr(app.app.desk, "apply", fails)
        await app.type("X")
        await app.press("enter")
        await app.until(lambda: "NOT SAVED" in app.said)
        assert value(app, "Source") == "Tiền Phong"
        await app.press("escape")
        assert len(app.app.screen_stack) == 2
        assert app.said == ""


async def test_an_article_whose_file_is_gone_says_so(tmp_path: Path) -> None:
    library = copy_of_seeds(tmp_path)
    async with opened(tmp_path, libraries=(library,), bundled=False) as app:
        await app.press("j")
        await app.until(lambda: app.app.main.showing == app.app.main.list.selected.id)
        path = Path(app.app.main.list.selected.path)
        path.unlink()
        app.app.desk._articles.forget()
        await app.press("i")
        await app.until(lambda: "no longer there" in app.said)
        assert len(app.app.screen_stack) == 1


async def test_a_correction_of_another_window_reaches_text_and_sheet(tmp_path: Path) -> None:
    from annotations import corrections
    from annotations.store import Store
    from tests.tui.rig import places_in
    from tui.desk import subject_of

    async with opened(tmp_path) as app:
        await app.open()
        await sheet(app)
        where, listed = places_in(tmp_path), app.app.main.list.selected
        with Store.open(where.data, where.state) as other:
            said = Correction("source", "Cửa sổ kia")
            other.apply(corrections.correct(other, subject_of(listed), said)).result()
        await app.until(lambda: value(app, "Source") == "Cửa sổ kia")
        await app.until(lambda: app.screen_text().replace("\u00a0", " ").count("Cửa sổ kia") >= 2)


async def test_a_click_goes_to_a_fact_and_a_second_one_sets_it_right(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 24)) as app:
        await sheet(app)
        rows = rows_of(app)
        await app.pilot.click(rows, offset=(12, 2))
        await app.until(lambda: rows.current.label == "Source")
        await app.until(lambda: marked(app) == ["TPO"])
        await app.pilot.click(rows, offset=(12, 2))
        await app.until(lambda: len(app.app.screen_stack) == 3)
        await app.press("escape")
        await app.pilot.click(offset=(40, 3))
        await app.until(lambda: len(app.app.screen_stack) == 1)


async def test_the_file_and_the_copies_of_an_article_are_named(tmp_path: Path) -> None:
    folder = copy_of_seeds(tmp_path)
    first = sorted(folder.iterdir())[0]
    (folder / "z-copy.txt").write_bytes(first.read_bytes())
    async with opened(tmp_path, size=(120, 40), bundled=False, libraries=(folder,)) as app:
        view = app.app.main.view
        assert view is not None
        assert view.count == 5, "it is one article"
        app.app.main.list.select(
            next(it.id for it in view.window(0, 5) if Path(it.path).name in (first.name, "z-copy.txt"))
        )
        for size in ((120, 40), (80, 24)):
            await app.pilot.resize_terminal(*size)
            await app.until(lambda size=size: app.app.screen.size == size)
            await sheet(app)
            await app.press("G")
            await app.until(lambda: rows_of(app).current)
            told = [fact.value for fact in rows_of(app).facts if fact.field == "file"]
            assert told == [first.name, "z-copy.txt"]
            lines = app.screen_text().splitlines()
            assert any("Copies" in line and "z-copy.txt" in line for line in lines)
            sheet_only = "".join(line.split("│")[0].strip("▌ ") for line in lines)
            assert "/library" in sheet_only, "the folder is told to its end, over as many lines as it takes"
            await app.press("enter")
            await app.until(lambda: "does not change them" in app.said)
            await app.press("escape")
            await app.until(lambda: len(app.app.screen_stack) == 1)
