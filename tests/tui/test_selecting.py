"""Selecting by keys and mouse: whole letters, in any wrap, at any size, seen without colour."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.article import Block
from tests.tui.pages import ReaderApp, article, long_article, page
from tests.tui.rig import opened
from tui.themes import Depth, Look
from tui.widgets.reader.caret import Caret
from tui.widgets.reader.sheet import Setting
from tui.widgets.reader.typeset import typeset
from tui.words import Words

SMALL = (80, 24)
OF = article(
    ("title", "Đầu đề của bài"),
    ("body", "Câu một ở đây. Câu hai dài hơn, có “ngoặc kép”. Câu ba."),
    ("body", "Đoạn sau có ông Nguyễn Văn An."),
    ("body", "Hết."),
    title="Đầu đề của bài",
    mentions=(("Nguyễn Văn An", "PERSON"),),
)


def picked(app: ReaderApp) -> str:
    return app.reader.quote().text


def caret(text: str, width: int = 20) -> Caret:
    of = article(("body", text))
    blocks = (Block(0, len(of.text), "body"),)
    return Caret(typeset(page(replace(of, blocks=blocks)), Words("en"), Setting(width)), of.text)


async def test_v_selects_the_word_the_eye_is_on_and_motions_move_its_end() -> None:
    app = ReaderApp()
    async with app.run_test(size=SMALL):
        reader = app.reader
        reader.show(page(OF))
        reader.cmd_select()
        assert picked(app) == "Đầu"
        reader.cmd_down()
        reader.cmd_select_stop()
        reader.cmd_select_stop()
        assert not reader.selecting
        reader.show(page(OF), at=OF.text.index("Câu một"))
        reader.select(OF.text.index("Câu một"), OF.text.index("Câu một") + 1)
        steps = [
            (reader.cmd_word_end, 1, "Câu"), (reader.cmd_word_end, 2, "Câu một ở"),
            (reader.cmd_next_word, 1, "Câu một ở đây"),
            (reader.cmd_sentence_end, 1, "Câu một ở đây."),
            (reader.cmd_sentence_end, 1, "Câu một ở đây. Câu hai dài hơn, có “ngoặc kép”."),
            (reader.cmd_letter_left, 2, "Câu một ở đây. Câu hai dài hơn, có “ngoặc kép"),
            (reader.cmd_previous_word, 1, "Câu một ở đây. Câu hai dài hơn, có “ngoặc"),
            (reader.cmd_letter_left, 1, "Câu một ở đây. Câu hai dài hơn, có “ngoặ"),
            (reader.cmd_previous_word, 1, "Câu một ở đây. Câu hai dài hơn, có"),
            (reader.cmd_sentence_start, 1, "Câu một ở đây. C"),
            (reader.cmd_line_start, 1, "C"),
            (reader.cmd_line_end, 1, "Câu một ở đây. Câu hai dài hơn, có “ngoặc kép”. Câu ba."),
            (reader.cmd_paragraph_end, 1, OF.text[OF.text.index("Câu một") : OF.text.index("\nHết")]),
        ]  # fmt: skip
        for motion, count, expected in steps:
            motion(count)
            assert picked(app) == expected


async def test_the_other_end_moves_after_o_and_the_ends_stop() -> None:
    app = ReaderApp()
    async with app.run_test(size=SMALL):
        reader = app.reader
        reader.show(page(OF))
        reader.select(OF.text.index("hai"), OF.text.index("hai") + 3)
        reader.cmd_swap_ends()
        reader.cmd_previous_word()
        assert picked(app) == "Câu hai"
        reader.cmd_swap_ends()
        reader.cmd_word_end()
        assert picked(app) == "Câu hai dài"
        reader.cmd_end()
        assert picked(app).endswith("Hết.")
        reader.cmd_letter_right(50)
        assert picked(app).endswith("Hết.")
        reader.cmd_start()
        assert picked(app).startswith("Đầu đề")
        assert picked(app).endswith("C")


async def test_motions_by_words_never_leave_half_a_word() -> None:
    app = ReaderApp()
    async with app.run_test(size=SMALL):
        reader = app.reader
        reader.show(page(OF))
        start = OF.text.index("ở đây")
        reader.select(start, start + 1)
        seen = []
        moves = (reader.cmd_next_word, reader.cmd_word_end, reader.cmd_previous_word)
        for move in (*moves, reader.cmd_previous_word, *[reader.cmd_previous_word] * 2, *moves[:2], moves[0]):
            move()
            seen.append(picked(app))
        assert seen == ["ở đây", "ở đây. Câu", "ở đây", "ở", "một ở", "Câu một ở", "một ở", "ở", "ở đây"]


async def test_what_the_cursor_came_to_last_is_selected_a_hit_or_a_name() -> None:
    app = ReaderApp()
    async with app.run_test(size=SMALL) as pilot:
        reader = app.reader
        reader.show(page(OF))
        reader.cmd_next_entity()
        reader.find("ở đây")
        await pilot.pause()
        assert reader.entity_under_cursor() is None
        reader.cmd_select()
        assert picked(app) == "ở đây"
        reader.cmd_select_stop()
        reader.cmd_next_entity()
        reader.cmd_select()
        assert picked(app) == "Nguyễn Văn An"
        reader.cmd_select_stop()
        reader.find("văn")
        await pilot.pause()
        assert reader.entity_under_cursor().text == "Nguyễn Văn An"
        reader.cmd_select()
        assert picked(app) == "Văn"
        reader.cmd_select_stop()
        reader.find("Câu")
        reader.cmd_next_hit(2)
        reader.cmd_select()
        assert picked(app) == "Câu"
        reader.cmd_select_stop()
        reader.cmd_next_entity()
        reader.cmd_previous_hit()
        reader.cmd_select()
        assert picked(app) == "Câu"


async def test_sentences_grow_to_paragraphs_and_names_and_hits_are_taken_whole() -> None:
    app = ReaderApp()
    async with app.run_test(size=SMALL) as pilot:
        reader = app.reader
        reader.show(page(OF), at=0)
        reader.cmd_next_entity()
        reader.cmd_select()
        assert picked(app) == "Nguyễn Văn An"
        reader.cmd_select_sentence()
        assert picked(app) == "Đoạn sau có ông Nguyễn Văn An."
        reader.cmd_select_stop()
        reader.cmd_start()
        reader.find("ngoac kep")
        await pilot.pause()
        reader.cmd_select()
        assert picked(app) == "ngoặc kép"
        reader.cmd_select_sentence()
        assert picked(app) == "Câu hai dài hơn, có “ngoặc kép”."
        reader.cmd_select_sentence()
        assert picked(app).endswith("Câu ba.")
        assert picked(app).startswith("Câu một")
        before = picked(app)
        reader.cmd_select_sentence()
        assert picked(app) == before


async def test_a_hard_wrapped_sentence_is_selected_whole() -> None:
    text = "Câu thứ nhất chạy qua\nhai dòng của tệp. Câu thứ hai."
    walk = caret(text)
    assert text[slice(*walk.sentence(3))] == "Câu thứ nhất chạy qua\nhai dòng của tệp."
    assert text[slice(*walk.sentence(30))] == "Câu thứ nhất chạy qua\nhai dòng của tệp."


@pytest.mark.parametrize("size", [(20, 8), (8, 4), (200, 60), (3, 2)])
async def test_any_size_of_terminal_selects(size: tuple[int, int]) -> None:
    app = ReaderApp()
    of = long_article(8)
    async with app.run_test(size=size) as pilot:
        reader = app.reader
        reader.show(page(of), at=of.text.index("Đoạn số 003"))
        reader.cmd_select_sentence(2)
        for motion in (reader.cmd_down, reader.cmd_word_end, reader.cmd_page_down, reader.cmd_up):
            motion(2)
            start, end = reader.selection or (0, 0)
            assert 0 <= start < end <= len(of.text)
        selected = reader.selection
        await pilot.resize_terminal(40, 20)
        await pilot.pause()
        assert reader.selection == selected
        reader.cmd_letter_right()
        for _ in range(100):
            if reader.size.height == 20:
                break
            await pilot.pause(0.02)
        assert len(app.drawn()) == 20


async def test_j_and_k_keep_their_column_past_short_lines() -> None:
    app = ReaderApp()
    of = article(("body", "một hai ba bốn năm"), ("body", "ngắn"), ("body", "sáu bảy tám chín mười"))
    async with app.run_test(size=SMALL):
        reader = app.reader
        reader.show(page(of))
        start = of.text.index("bốn")
        reader.select(start, start + 1)
        reader.cmd_down()
        assert picked(app).endswith("ngắn")
        reader.cmd_down()
        assert picked(app).endswith("sáu bảy tám ")
        reader.cmd_up(2)
        assert picked(app) == "b"


@pytest.mark.parametrize("depth", ["full", "plain"])
async def test_a_selection_and_its_end_are_seen_without_colour(depth: Depth) -> None:
    look = Look("dark", depth)
    chosen, end = look.style("reader.selected"), look.style("reader.selecting_caret")
    if depth == "plain":
        assert chosen.reverse
    assert (chosen + end).reverse != chosen.reverse


async def test_the_end_is_brought_into_view_and_the_page_moves_no_more_than_needed() -> None:
    app = ReaderApp()
    async with app.run_test(size=SMALL):
        reader = app.reader
        reader.show(page(long_article()))
        reader.cmd_select()
        reader.cmd_down(40)
        row = reader.caret.row_of(reader.caret.before((reader.selection or (0, 0))[1]))
        assert row - reader.scroll_offset.y == 22


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text("aăâđêơ một́̀\u0301\u0323 漢👩‍👩‍👧🇻🇳.,-", min_size=1, max_size=40), min_size=1, max_size=5
    ),
    st.integers(2, 30),
    st.data(),
)
def test_no_motion_leaves_the_page_or_parts_a_letter_from_its_marks(
    parts: list[str], width: int, data: st.DataObject
) -> None:
    text = unicodedata.normalize("NFC", "\n".join(parts))
    walk = caret(text, width)
    if not walk:
        return
    place = walk.nearest(data.draw(st.integers(0, len(text))))
    motions = [
        walk.left, walk.right, walk.next_word, walk.word_end, walk.word_start, walk.line_start, walk.line_end,
        lambda at: walk.onward(at, "sentence"), lambda at: walk.backward(at, "sentence"),
        lambda at: walk.onward(at, "paragraph"), lambda at: walk.backward(at, "paragraph"),
        lambda at: walk.lines(at, 1, 3), lambda at: walk.lines(at, -1, 3),
    ]  # fmt: skip
    for motion in data.draw(st.lists(st.sampled_from(motions), max_size=8)):
        place = motion(place)
        assert 0 <= place < len(text)
        assert walk.nearest(place) == place
        end = walk.end_of(place)
        assert place < end <= len(text)
        assert end == len(text) or unicodedata.combining(text[end]) == 0
    assert walk.left(walk.first()) == walk.first()
    assert walk.right(walk.last()) == walk.last()


async def test_in_the_app_keys_move_the_selection_until_escape(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.open()
        reader = app.app.main.reader
        await app.press("v", "e", "2", "e")
        await app.until(lambda: len(reader.quote().text.split()) == 4)
        assert "words selected" in app.screen_text()
        top = reader.scroll_offset.y
        await app.press("j", "0")
        assert reader.scroll_offset.y == top
        assert ") sentence" in app.screen_text()
        await app.press("escape")
        await app.until(lambda: not reader.selecting)
        assert reader.has_focus
        await app.press("V", "c")
        await app.until(lambda: app.said)
        assert not reader.selecting


async def test_what_the_mouse_has_begun_keys_go_on_with() -> None:
    app = ReaderApp()
    async with app.run_test(size=SMALL) as pilot:
        app.reader.show(page(OF))
        row = next(y for y, text in enumerate(app.drawn()) if "Câu một" in text)
        await pilot.mouse_down(app.reader, offset=(2 + 4, row))
        await pilot.hover(app.reader, offset=(2 + 6, row))
        await pilot.mouse_up(app.reader, offset=(2 + 6, row))
        assert picked(app) == "một"
        app.reader.cmd_word_end()
        assert picked(app) == "một ở"
        app.reader.cmd_swap_ends()
        app.reader.cmd_previous_word()
        assert picked(app) == "Câu một ở"
        await pilot.click(app.reader, offset=(40, 20))
        assert not app.reader.selecting


async def test_a_selection_does_not_begin_with_what_closes_the_words_before() -> None:
    app = ReaderApp()
    async with app.run_test(size=SMALL) as pilot:
        reader = app.reader
        reader.show(page(OF))
        reader.focus()
        reader.go_to_offset(OF.text.index("Câu một"))
        reader.cmd_select_sentence()
        reader.cmd_swap_ends()
        reader.cmd_sentence_end()
        reader.cmd_sentence_end()
        assert picked(app) == "Câu hai dài hơn, có “ngoặc kép”."
        reader.cmd_select_stop()
        reader.go_to_offset(OF.text.index("Đoạn"))
        reader.cmd_select()
        reader.cmd_swap_ends()
        reader.cmd_paragraph_end()
        assert picked(app) == "Đoạn sau có ông Nguyễn Văn An."
        reader.cmd_select_stop()
        reader.go_to_offset(OF.text.index(". Câu hai"))
        reader.cmd_select()
        assert picked(app) == "Câu"
        reader.cmd_select_stop()
        reader.cmd_next_sentence()
        assert OF.text[reader.cursor :].startswith("Câu ba.")
        reader.go_to_offset(OF.text.index("Câu hai"))
        reader.cmd_next_paragraph()
        assert OF.text[reader.cursor :].startswith("Đoạn sau")
        await pilot.pause()


async def test_two_clicks_select_the_word_three_the_sentence_and_a_held_drag_goes_on() -> None:
    app = ReaderApp()
    async with app.run_test(size=SMALL) as pilot:
        reader = app.reader
        reader.show(page(OF))
        row = reader.row_of(OF.text.index("ngoặc"))
        assert row is not None
        column = next(x for x in range(80) if reader.offset_at(x, row) == OF.text.index("ngoặc") + 1)
        await pilot.click(reader, offset=(column, row), times=2)
        assert picked(app) == "ngoặc"
        await pilot.pause(0.6)
        await pilot.click(reader, offset=(column, row), times=3)
        assert picked(app) == "Câu hai dài hơn, có “ngoặc kép”."
        long = long_article()
        reader.show(page(long))
        await pilot.mouse_down(reader, offset=(20, 10))
        await pilot.hover(reader, offset=(20, 23))
        first = reader.position
        for _ in range(100):
            await pilot.pause(0.05)
            if reader.selection and reader.position > first + 200:
                break
        assert reader.position > first + 200
        await pilot.mouse_up(reader, offset=(20, 23))
        still = reader.position
        await pilot.pause(0.3)
        assert reader.position == still and reader.selecting
