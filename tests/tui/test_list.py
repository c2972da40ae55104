"""The article list: what it shows, where its cursor goes, and that nothing disappears under it."""

from __future__ import annotations

from random import Random

import pytest
from rich.cells import cell_len
from textual.events import MouseScrollDown

from annotations.collection import Section
from tests.tui.list_app import ListApp, drawn
from tests.tui.list_views import FIVE, FakeView, LongView, five, listed
from tui.widgets.list.geometry import Geometry

WIDE, NARROW = (80, 22), (49, 30)
LIST = "ArticleList"


async def test_months_head_their_articles_and_the_marks_stand_in_their_columns() -> None:
    app = ListApp(five())
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        lines = drawn(app)
    assert lines[0].split() == ["FEBRUARY", "2026", "1"]
    assert lines[1].startswith("▌● 08  Vòng đàm phán thứ 6")
    assert lines[2].startswith("▌      Việt - Mỹ trao đổi nội dung gì?")
    assert lines[3].startswith("▌      Tiền Phong · tariffs trade, energy")
    november = lines.index(next(line for line in lines if "NOVEMBER 2025" in line))
    assert lines[november - 1] == ""
    assert lines[november + 1].startswith("   15  «Đó là khẳng định")
    assert lines[november + 2].endswith("…»")
    assert "#đọc-lại" in lines[november + 3] and lines[november + 3].endswith("✎2")
    assert any(line.startswith("   13? Thúc đẩy hợp tác") for line in lines)
    assert any(line.startswith(" ● 08/05  «Thực hiện") for line in lines)
    starred = [line for line in lines if line.endswith("★")]
    assert len({cell_len(line) for line in starred}) == 1


async def test_a_wide_pane_shows_a_title_on_one_line_and_many_articles() -> None:
    app = ListApp(LongView(1000))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        rows = [line for line in drawn(app) if line[3:5].isdigit()]
    assert len(rows) >= 10


async def test_every_line_is_as_wide_as_the_pane_whatever_is_in_it() -> None:
    odd = (
        listed("cjk", "漢字のタイトル" * 9, "2026-02-03", source="新聞", tags=("漢字",), notes=1),
        listed("emoji", "👨\u200d👩\u200d👧 gia đình " * 9, "2026-02-02", topics=("energy",), starred=True),
        listed("marks", "Vie\u0323\u0302t Nam " * 12, "2026-02-01", source="Ba\u0301o"),
        listed("long", "a" * 400, None, gone=True, source="b" * 200, tags=("c" * 200,), archived=True),
        listed("none", "", "XXXX-05"),
    )
    for size in [(80, 22), (49, 30), (20, 5), (33, 12), (10, 3), (3, 2), (1, 1)]:
        app = ListApp(FakeView(odd, None if size[0] % 2 else five().sections))
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            for y in range(size[1]):
                strip = app.list.render_line(y)
                assert sum(cell_len(segment.text) for segment in strip) == size[0]
                assert "\u0323" not in strip.text


async def test_what_articles_say_is_never_markup_and_never_commands_the_terminal() -> None:
    evil = "[/] [@click=app.quit]x[/] [red]VIDEO"
    tagged = listed("evil", evil, "2026-02-01", source="\x1b[2Jnguồn\u202e", tags=("a\x1b]0;t\x07",))
    app = ListApp(FakeView((tagged,), five().sections[:1]))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        text = "\n".join(drawn(app))
    assert evil in text
    assert not {"\x1b", "\x07", "\u202e"} & set(text)


async def test_an_article_whose_file_is_gone_says_so() -> None:
    app = ListApp(FakeView((listed("x", "Tin", "2026-02-01", gone=True),), five().sections[:1]))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert "file gone" in "\n".join(drawn(app))


async def test_an_empty_list_says_what_to_do_next() -> None:
    app = ListApp(FakeView(()), empty="No articles match.\nBackspace drops the last filter.")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        text = "\n".join(drawn(app))
        assert "No articles match." in text and "Backspace drops" in text
        assert app.list.selected is None
        for command in ("down", "up", "page_down", "start", "end", "next_section", "previous_section"):
            getattr(app.list, f"cmd_{command}")(3)
        assert app.heard == []


async def test_without_months_the_whole_date_stands_with_the_article() -> None:
    app = ListApp(FakeView(FIVE))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        text = "\n".join(drawn(app))
    assert "8 Feb 2026 · Tiền Phong" in text
    assert "13 Mar 2025? · tariffs trade" in text


async def test_moving_takes_counts_and_stops_at_the_ends() -> None:
    app = ListApp(LongView(1000))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        moves = [
            ("down", 1, 1), ("down", 3, 4), ("up", 2, 2), ("up", 9, 0), ("end", 1, 999), ("down", 1, 999),
            ("start", 1, 0), ("end", 40, 39), ("start", 12, 11), ("next_section", 1, 100),
            ("next_section", 3, 400), ("down", 7, 407), ("previous_section", 1, 400),
            ("previous_section", 1, 300), ("previous_section", 9, 0), ("next_section", 99, 999),
        ]  # fmt: skip
        for command, count, expected in moves:
            getattr(app.list, f"cmd_{command}")(count)
            assert app.list.cursor == expected, (command, count)
            await pilot.pause()
            assert any(line.startswith("▌") for line in drawn(app))


async def test_paging_keeps_the_cursor_where_it_is_on_the_screen() -> None:
    app = ListApp(LongView(1000))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        app.list.cmd_down(3)
        offset = app.list.cursor_offset
        for _ in range(5):
            app.list.cmd_page_down(1)
        assert app.list.cursor == 3 + 5 * app.list.page
        assert abs(app.list.cursor_offset - offset) <= 1
        app.list.cmd_page_up(2)
        app.list.cmd_half_down(1)
        app.list.cmd_half_up(1)
        assert app.list.cursor == 3 + 3 * app.list.page


async def test_the_month_of_the_rows_in_sight_stays_on_the_first_line() -> None:
    app = ListApp(LongView(1000))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        app.list.cmd_down(160)
        await pilot.pause()
        lines = drawn(app)
        assert lines[0].startswith(" JANUARY 2026")
        assert lines[1][3:5].isdigit(), "the first row in sight is whole"


async def test_the_same_article_stays_selected_when_the_filter_changes() -> None:
    app = ListApp(five())
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        app.list.cmd_down(2)
        app.list.show(FakeView(FIVE[1:4], None))
        assert app.list.selected is not None and app.list.selected.id == "song-phuong"
        app.list.show(FakeView((FIVE[0], FIVE[4])))
        assert app.list.selected.id in ("v6", "thai-lan"), "it is gone: the nearest stays"
        app.list.show(five())
        assert app.list.selected.id == "song-phuong", "and comes back with it"
        app.list.show(FakeView(()))
        assert app.list.selected is None
        app.list.show(five(), keep="thai-lan")
        assert app.list.selected is not None and app.list.selected.id == "thai-lan"


async def test_an_empty_list_nobody_has_touched_stays_at_its_top_while_articles_come_in() -> None:
    app = ListApp(FakeView((), None))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        app.list.show(FakeView(FIVE[2:], None))
        app.list.show(FakeView(FIVE[1:], None))
        assert app.list.place[0] == "helberg"
        app.list.filling = False  # it has been read meanwhile
        app.list.show(five())
        assert app.list.place[0] == "helberg"


async def test_a_list_that_had_articles_keeps_the_one_under_the_cursor_when_newer_ones_come() -> None:
    app = ListApp(FakeView(FIVE[1:], None))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        app.list.show(five())
        assert app.list.place[0] == "helberg"


async def test_moves_are_told_once_and_only_when_the_article_changes() -> None:
    app = ListApp(five())
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        app.list.cmd_down(1)
        app.list.cmd_up(1)
        app.list.cmd_up(1)
        app.list.show(five())
        await pilot.pause()
    assert app.heard == ["moved v6", "moved helberg", "moved v6"]


async def test_a_changed_mark_is_drawn_without_asking_for_the_whole_view() -> None:
    view = five()
    app = ListApp(view)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        view.rows[1] = listed("helberg", FIVE[1].heading, "2025-11-15", starred=True)
        before = view.asked
        app.list.refresh_rows(["helberg"])
        await pilot.pause()
        starred = [line for line in drawn(app) if line.endswith("★")]
        assert len(starred) == 3
        assert view.asked > before


async def test_a_click_selects_and_the_second_opens() -> None:
    app = ListApp(five())
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        y = next(at for at, line in enumerate(drawn(app)) if "13? Thúc đẩy" in line)
        await pilot.click(LIST, offset=(12, y))
        assert app.list.selected is not None and app.list.selected.id == "song-phuong"
        await pilot.click(LIST, offset=(12, y + 1))
        await pilot.pause()
        assert app.heard[-1] == "opened song-phuong"
        await pilot.click(LIST, offset=(4, 0))
        assert app.heard[-1] == "opened song-phuong", "a heading is not an article"


async def test_the_wheel_and_the_bar_scroll_and_leave_the_cursor() -> None:
    app = ListApp(LongView(1000))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await pilot._post_mouse_events([MouseScrollDown], LIST, offset=(10, 10))
        await pilot.pause()
        assert app.list.top > 0 and app.list.cursor == 0
        await pilot.mouse_down(LIST, offset=(79, 20))
        await pilot.mouse_up(LIST, offset=(79, 20))
        assert app.list.top > app.list.max_top // 2
        app.list.cmd_down(1)
        await pilot.pause()
        assert any(line.startswith("▌") for line in drawn(app)), "a key brings the cursor back into sight"


async def test_the_place_comes_back_at_the_next_start() -> None:
    app = ListApp(LongView(1000))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        app.list.cmd_down(505)
        app.list.scroll_lines(8)
        place = app.list.place
    again = ListApp()
    again.list.restore(*place)
    async with again.run_test(size=WIDE) as pilot:
        again.list.show(LongView(5))
        await pilot.pause()
        again.list.show(LongView(1000))
        await pilot.pause()
        assert again.list.place == place


async def test_a_resize_keeps_the_article_in_sight() -> None:
    app = ListApp(LongView(1000))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        app.list.cmd_down(333)
        for size in [(49, 30), (20, 5), (200, 60), (30, 3), (80, 22)]:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert app.list.selected is not None and app.list.selected.id == "a333"
            assert any(line.startswith("▌") for line in drawn(app)), size


async def test_a_hundred_thousand_rows_are_asked_for_in_windows() -> None:
    view = LongView(100_000)
    app = ListApp(view)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        app.list.cmd_end(1)
        await pilot.pause()
        app.list.cmd_start(50_000)
        await pilot.pause()
        for _ in range(50):
            app.list.cmd_page_down(1)
        await pilot.pause()
        assert view.largest <= 64
        assert view.asked <= 64 * 20
        assert len(app.list._painted) <= 256


@pytest.mark.parametrize("height", [1, 2, 3])
def test_lines_and_rows_map_onto_each_other(height: int) -> None:
    geometry = Geometry(LongView(950).sections, height)
    row = -1
    for line in range(geometry.lines):
        spot = geometry.at(line)
        if spot.kind == "row" and spot.part == 0:
            row += 1
            assert spot.row == row
            assert geometry.line_of(row) == line
            assert geometry.section_of(row) == spot.section
        if spot.kind == "heading":
            assert geometry.heading_line(spot.section) == line
            assert geometry.first_row(spot.section) == row + 1
    assert row == 949
    assert geometry.at(geometry.lines).kind == "end"


async def test_rows_of_short_and_long_titles_end_alike() -> None:
    rows = (
        listed("a", "Tin ngắn", "2026-02-03", source="Tiền Phong", topics=("energy",), starred=True),
        listed("b", "Một tiêu đề dài " * 3, "2026-02-02", source="VTC News", topics=("energy",)),
        listed("c", "Chỉ có nguồn", "2026-02-01", source="VTC News", starred=True),
    )
    app = ListApp(FakeView(rows, (Section("2026-02", 0, 3),)))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        lines = [line[1:].split() for line in drawn(app)]
    assert lines[2:4] == [["Tiền", "Phong"], ["energy", "★"]]
    assert lines[6] == ["VTC", "News", "·", "energy"]
    assert lines[8:10] == [["VTC", "News", "★"], []]


async def test_a_row_of_which_nothing_is_known_says_so_on_every_line() -> None:
    long = "Thúc đẩy hợp tác kinh tế, thương mại song phương Việt Nam - Hoa Kỳ"
    rows = (listed("a", "Ngắn", "2026-02-03", starred=True), listed("b", long, "2026-02-02"))
    app = ListApp(FakeView(rows, (Section("2026-02", 0, 2),)))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        lines = [" ".join(line[1:].split()) for line in drawn(app)]
        assert lines[2:4] == ["source not known", "no topic found ★"]
        assert lines[6] == "source and topics not known"
        assert all(lines[1:7])


@pytest.mark.parametrize("seed", range(4))
async def test_what_is_kept_of_a_scrolled_list_is_what_would_be_drawn_anew(seed: int) -> None:
    app, chance = ListApp(LongView(300) if seed % 2 else five()), Random(seed)
    keys = (
        "down",
        "down",
        "up",
        "page_down",
        "page_up",
        "half_down",
        "next_section",
        "previous_section",
        "end",
    )
    async with app.run_test(size=(60, 17)) as pilot:
        await pilot.pause()
        for _ in range(40):
            if chance.random() < 0.2:
                app.list.scroll_lines(chance.choice((-9, -3, 3, 9)))
            else:
                getattr(app.list, f"cmd_{chance.choice(keys)}")(chance.randint(1, 3))
            await pilot.pause()
            kept = app.list.render_lines(app.list.size.region)
            app.list.refresh()
            assert [list(line) for line in kept] == [
                list(line) for line in app.list.render_lines(app.list.size.region)
            ]
