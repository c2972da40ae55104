"""What the reader promises: where one is, where one goes, what is selected and quoted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual import events

from tests.tui.pages import ReaderApp, article, long_article, note, page
from tui.widgets.reader import Reader

SMALL, WIDE = (80, 24), (120, 40)


def told(app: ReaderApp, kind: type) -> list:
    return [message for message in app.told if isinstance(message, kind)]


class TestShowing:
    async def test_an_empty_reader_says_what_to_do(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL):
            assert any("Choose an article" in row for row in app.drawn())

    async def test_an_article_is_there_at_once_and_centred_within_the_measure(self) -> None:
        app = ReaderApp(measure=60)
        async with app.run_test(size=WIDE):
            app.reader.show(page(long_article()))
            rows = app.drawn()
            assert rows[1].strip() == "Một bài dài để cuộn"
            body = [row for row in rows if "Đoạn số" in row]
            assert all(row.startswith(" " * 30) and len(row) <= 90 for row in body)

    async def test_a_page_shown_in_a_hidden_pane_is_there_when_it_is_seen(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL) as pilot:
            of = page(long_article())
            app.reader.show(of)
            app.reader.cmd_page_down(3)
            left, rows = app.reader.position, app.drawn()
            app.reader.display = False
            await pilot.pause()
            assert app.reader.position == left
            app.reader.show(of, at=left)
            app.reader.display = True
            await pilot.pause()
            assert app.reader.position == left
            assert app.drawn()[:-1] == rows[:-1]

    async def test_a_page_shown_before_there_is_a_size_opens_where_it_was_left(self) -> None:
        class Early(ReaderApp):
            def on_mount(self) -> None:
                super().on_mount()
                self.reader.show(page(long_article()), at=3000)

        app = Early()
        async with app.run_test(size=SMALL) as pilot:
            await pilot.pause()
            assert abs(app.reader.position - 3000) < 80

    @pytest.mark.parametrize("size", [(20, 5), (3, 2), (200, 60), (1, 1)])
    async def test_any_size_of_terminal_is_survived(self, size: tuple[int, int]) -> None:
        app = ReaderApp()
        async with app.run_test(size=size) as pilot:
            app.reader.show(page(long_article(), note("Một ghi chú")))
            app.reader.cmd_page_down(3)
            app.reader.cmd_next_entity()
            app.reader.find("binh")
            await pilot.pause()
            assert len(app.drawn()) == size[1]

    async def test_loading_and_problems_are_said_in_the_pane(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL):
            app.reader.show_loading("Tiêu đề đã biết")
            rows = " ".join(app.drawn())
            assert "Tiêu đề đã biết" in rows
            assert "Opening" in rows
            app.reader.show_problem("The file is gone. Your notes are safe.")
            assert "Your notes are safe." in " ".join(app.drawn())
            assert app.reader.quote().text == ""
            app.reader.clear()
            assert any("Choose an article" in row for row in app.drawn())

    async def test_text_that_would_command_the_terminal_is_not_drawn(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL):
            app.reader.show(
                page(article(("body", "[bold]a[/] \x1b[31mb\x07"), title="[/]t\x9b"), tags=("[/x]",))
            )
            assert "\x1b" not in "".join(app.drawn())
            assert any("[bold]a[/]" in row for row in app.drawn())
            app.reader.show_problem("[/] \x1b]0;x\x07")
            assert "\x1b" not in "".join(app.drawn())


class TestMoving:
    async def test_a_page_keeps_two_lines_of_the_one_before(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL):
            app.reader.show(page(long_article()))
            before = app.drawn()
            app.reader.cmd_page_down()
            assert app.drawn()[:2] == before[21:23]

    async def test_counts_multiply_and_the_ends_stop(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL):
            reader = app.reader
            reader.show(page(long_article()))
            reader.cmd_down(7)
            assert reader.scroll_offset.y == 7
            reader.cmd_up(100)
            assert reader.position == 0
            reader.cmd_half_down(2)
            assert reader.scroll_offset.y == 22
            reader.cmd_end()
            assert reader.at_end
            assert reader.progress == 1.0
            assert "059" in " ".join(app.drawn())
            reader.cmd_page_down(5)
            assert reader.at_end
            reader.cmd_start()
            assert reader.scroll_offset.y == 0

    async def test_reading_on_turns_pages_until_the_end_and_then_says_so(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL) as pilot:
            app.reader.show(page(long_article(12)))
            turns = 0
            while app.reader.read_on():
                turns += 1
                assert turns < 50
            assert app.reader.at_end
            await pilot.pause()
            assert len(told(app, Reader.EndReached)) == 1

    async def test_a_short_article_is_read_at_once(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=WIDE) as pilot:
            app.reader.show(page(article(("body", "Ngắn."))))
            assert not app.reader.read_on()
            assert app.reader.progress == 1.0
            await pilot.pause()
            assert told(app, Reader.EndReached)

    async def test_the_article_opens_where_it_was_left(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL):
            of = page(long_article())
            app.reader.show(of)
            app.reader.cmd_page_down(3)
            left, rows = app.reader.position, app.drawn()
            app.reader.show(page(article(("body", "Bài khác."))))
            app.reader.show(of, at=left)
            assert app.reader.position == left
            assert app.drawn()[:-1] == rows[:-1]

    async def test_resizing_keeps_the_text_at_the_top(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL) as pilot:
            app.reader.show(page(long_article()))
            app.reader.cmd_page_down(4)
            at = app.reader.position
            for size in ((40, 12), (120, 50), (61, 24), (80, 24)):
                await pilot.resize_terminal(*size)
                await pilot.pause()
                text = app.reader.page.article.text
                assert abs(app.reader.position - at) < 120, (size, text[at : at + 20])
            assert abs(app.reader.position - at) < 80

    async def test_the_wheel_scrolls(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL) as pilot:
            app.reader.show(page(long_article()))
            await pilot._post_mouse_events([events.MouseScrollDown], app.reader, offset=(10, 10))
            assert app.reader.scroll_offset.y == 3

    async def test_mentions_notes_and_tags_that_come_later_leave_the_place_alone(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL):
            full = long_article()
            app.reader.show(page(replace(full, mentions=None)))
            app.reader.cmd_page_down(2)
            rows = app.drawn()
            app.reader.set_mentions(full)
            assert app.drawn()[:-1] == rows[:-1]
            app.reader.update_page(page(full, note("Mới"), tags=("mới",)))
            assert app.drawn()[:-1] == rows[:-1]
            app.reader.set_mentions(article(("body", "Một bài khác."), mentions=(("Một", "PLACE"),)))
            assert app.drawn()[:-1] == rows[:-1]


class TestOtherSettings:
    async def test_the_raw_text_shows_the_file_at_the_same_place(self) -> None:
        app = ReaderApp()
        of = article(
            ("header", "date 2025-11-15 (VTC News) -"), *[("body", f"Đoạn {n:02}. " * 9) for n in range(30)]
        )
        async with app.run_test(size=SMALL):
            reader = app.reader
            reader.show(page(of))
            reader.cmd_raw()
            assert app.drawn()[0].strip() == "date 2025-11-15 (VTC News) -"
            assert "as it stands in the file" in app.drawn()[-1]
            assert reader.step_back()
            assert not reader.step_back()
            reader.cmd_page_down(2)
            top = app.drawn()[0]
            reader.cmd_raw()
            assert app.drawn()[0] == top
            reader.cmd_raw()
            assert app.drawn()[0] == top

    async def test_of_a_web_page_the_raw_text_is_what_was_taken_from_it(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL):
            app.reader.show(page(article(("body", "Bài.")), path="a.HTML"))
            app.reader.cmd_raw()
            assert "taken from the page" in app.drawn()[-1]

    async def test_related_news_unfolds_by_key_and_by_click(self) -> None:
        app = ReaderApp()
        of = article(("body", "Bài."), ("related", "Tin mới"), ("related", "Một tin khác"))
        async with app.run_test(size=SMALL) as pilot:
            app.reader.show(page(of))
            assert not any("Một tin khác" in row for row in app.drawn())
            app.reader.cmd_related()
            assert any("Một tin khác" in row for row in app.drawn())
            row = next(y for y, text in enumerate(app.drawn()) if "▾" in text)
            await pilot.click(app.reader, offset=(5, row))
            assert not any("Một tin khác" in text for text in app.drawn())

    async def test_what_is_not_there_is_said_quietly(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL):
            app.reader.show(page(article(("body", "Bài."))))
            app.reader.cmd_related()
            assert "No related news" in app.drawn()[-1]
            app.reader.cmd_down()
            assert "No related news" not in app.drawn()[-1]


class TestNotesBeside:
    NOTES = (note("Hỏi lại về LNG và về những dự án khác nữa"), note("Số cũ", "2026-03-01T12:00:00+00:00"))

    async def test_on_a_wide_screen_they_stand_beside_the_text_while_it_is_read(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=(124, 40)) as pilot:
            app.reader.show(page(long_article(), *self.NOTES))
            await pilot.pause()
            for _ in range(2):
                rows = app.drawn()
                assert " Notes ─────" in rows[1]
                assert rows[3].endswith("9 February 2026")
                assert any(row.endswith("Số cũ") for row in rows)
                assert all(len(row) <= 124 for row in rows)
                app.reader.cmd_page_down()
            app.reader.cmd_end()
            assert sum("Số cũ" in row for row in app.drawn()) == 1
            app.reader.update_page(page(long_article()))
            assert not any("Notes" in row for row in app.drawn())

    @pytest.mark.parametrize("size", [SMALL, (100, 40), (124, 8)])
    async def test_where_there_is_no_room_they_stand_at_the_end(self, size: tuple[int, int]) -> None:
        app = ReaderApp()
        async with app.run_test(size=size):
            app.reader.show(page(long_article(), *self.NOTES))
            assert "2 notes at the end" in "".join(app.drawn()).replace("\u00a0", " ")
            assert not any("Notes" in row for row in app.drawn())
            app.reader.cmd_end()
            assert any(row.strip() == "Số cũ" for row in app.drawn())

    async def test_they_leave_the_text_its_place_under_the_mouse(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=(124, 40)) as pilot:
            app.reader.show(page(long_article(), *self.NOTES))
            row = next(y for y, text in enumerate(app.drawn()) if "Đoạn số 000" in text)
            column = app.drawn()[row].index("Nguyễn")
            await pilot.click(app.reader, offset=(column, row))
            assert app.reader.entity_under_cursor().text == "Nguyễn Văn An"


class TestQuoting:
    OF = article(("body", "Câu một ở đây. Câu hai dài hơn. Câu ba."), ("body", "Đoạn sau."))

    async def test_without_more_it_is_the_first_sentence_in_view(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL):
            app.reader.show(page(self.OF))
            quote = app.reader.quote()
            assert quote.text == "Câu một ở đây."
            assert self.OF.text[quote.start : quote.end] == quote.text

    async def test_what_would_be_copied_is_marked_in_the_margin_while_keys_come_here(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL) as pilot:
            reader = app.reader

            def marked() -> list[str]:
                return [row.strip("▏ ") for row in app.drawn(bars=True) if "▏" in row]

            reader.show(page(long_article()))
            assert marked() == ["Một bài dài để cuộn"]
            for go in (reader.cmd_page_down, reader.cmd_page_down, reader.cmd_up, reader.cmd_next_entity):
                go()
                assert reader.quote().text in " ".join(marked())
            await pilot.resize_terminal(40, 30)
            assert reader.quote().text in " ".join(marked())
            app.set_focus(None)
            await pilot.pause()
            assert not marked()

    async def test_a_selection_needs_no_other_mark(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL) as pilot:
            app.reader.show(page(self.OF))
            row = next(y for y, text in enumerate(app.drawn()) if "Câu một" in text)
            await pilot.mouse_down(app.reader, offset=(2 + 4, row))
            await pilot.hover(app.reader, offset=(2 + 8, row))
            await pilot.mouse_up(app.reader, offset=(2 + 8, row))
            assert not any("▏" in text for text in app.drawn(bars=True))

    async def test_a_click_points_at_a_sentence(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL) as pilot:
            app.reader.show(page(self.OF))
            row = next(y for y, text in enumerate(app.drawn()) if "Câu hai" in text)
            await pilot.click(app.reader, offset=(2 + 17, row))
            assert app.reader.quote().text == "Câu hai dài hơn."
            assert app.reader.step_back()
            assert app.reader.quote().text == "Câu một ở đây."
            assert not app.reader.step_back()

    async def test_dragging_selects_letters_of_the_article_across_lines(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL) as pilot:
            app.reader.show(page(self.OF))
            row = next(y for y, text in enumerate(app.drawn()) if "Câu một" in text)
            await pilot.mouse_down(app.reader, offset=(2 + 4, row))
            await pilot.hover(app.reader, offset=(2 + 8, row + 2))
            await pilot.mouse_up(app.reader, offset=(2 + 8, row + 2))
            quote = app.reader.quote()
            assert quote.text == "một ở đây. Câu hai dài hơn. Câu ba.\nĐoạn sau."
            assert app.screen.get_selected_text() == quote.text
            selected = app.look.style("reader.selected").bgcolor
            assert any(part.style.bgcolor == selected for part in app.reader.render_line(row))
            await pilot.click(app.reader, offset=(40, 20))
            assert app.reader.quote().text == "Câu một ở đây."

    async def test_a_wide_letter_is_selected_whole(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL) as pilot:
            app.reader.show(page(article(("body", "漢字仮名 hết"))))
            row = next(y for y, text in enumerate(app.drawn()) if "漢" in text)
            await pilot.mouse_down(app.reader, offset=(2 + 1, row))
            await pilot.hover(app.reader, offset=(2 + 4, row))
            await pilot.mouse_up(app.reader, offset=(2 + 4, row))
            assert app.reader.quote().text == "漢字仮"
