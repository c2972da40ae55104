"""Marking in the app: by keys and mouse, what the card does, going from one to the next, what is saved."""

from __future__ import annotations

import time
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from textual import events

from seeds.problems import Problem
from tests.tui.highlighting import SENTENCE, card, go_to, mark, marked, on_page, reading
from tests.tui.rig import opened
from tui.screens.highlight_card import HighlightCard
from tui.screens.kind_picker import KindPicker
from tui.screens.note_editor import NoteEditor


async def test_m_marks_the_sentence_beside_the_bar_and_says_so_and_u_takes_it_back(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await reading(app)
        go_to(app, SENTENCE)
        it = await mark(app, "m")
        assert it.quote.startswith(SENTENCE)
        assert it.quote.endswith("Jacob Helberg.")
        assert app.said == "Marked as “important” · u takes it back"
        assert "1\u00a0highlight" in app.screen_text()
        assert "important · highlight 1 of 1" in app.screen_text()
        await app.press("u")
        await app.until(lambda: not on_page(app))
        assert "1\u00a0highlight" not in app.screen_text()
        await app.press("U")
        await app.until(lambda: on_page(app))


async def test_sentences_and_paragraphs_can_be_gone_to_and_M_marks_the_paragraph(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await reading(app)
        go_to(app, "Phía Mỹ đánh giá cao")
        await app.press("right_parenthesis")
        assert app.app.main.reader.quote().text.startswith("Trên tinh thần đó")
        await app.press("left_parenthesis")
        assert app.app.main.reader.quote().text.startswith("Phía Mỹ đánh giá cao")
        it = await mark(app, "right_parenthesis", "M")
        assert it.quote.startswith("Phía Mỹ đánh giá cao")
        assert it.quote.endswith("mô hình hợp tác kinh tế mới.")
        await app.press("right_curly_bracket")
        assert app.app.main.reader.quote().text.startswith("Phía Mỹ bày tỏ quan tâm")
        await app.press("2", "left_curly_bracket")
        assert app.app.main.reader.sentence().text.startswith("Hai bên thống nhất")


async def test_a_selection_is_marked_with_a_kind_a_note_or_tags(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await reading(app)
        go_to(app, SENTENCE)
        await app.press("v", "3", "e")
        assert app.app.main.place == "select"
        assert "mark as" in app.screen_text().splitlines()[-1]
        it = await mark(app, "m")
        assert it.quote == "Một trong những cuộc"
        assert app.app.main.place == "reader"
        go_to(app, "Hai bên thống nhất")
        await app.press("V", "M")
        await app.until(lambda: isinstance(app.app.screen, KindPicker))
        assert (await mark(app, "4")).kind == "red"
        go_to(app, "Phía Mỹ đánh giá")
        it = await mark(app, "v", "e", "a")  # the kind that was used last goes on
        assert it.kind == "red"
        await app.until(lambda: len(app.app.screen_stack) == 2, "the editor")
        await app.type("vì sao?")
        await app.press("escape")
        await app.until(lambda: on_page(app)[2].notes)
        assert on_page(app)[2].notes[0].text == "vì sao?"
        assert "✎" in app.screen_text()
        go_to(app, "Phía Mỹ bày tỏ")
        await app.press("v", "e", "t")
        await app.until(lambda: len(app.app.screen_stack) == 2, "the tags")
        await app.press("escape")
        await app.pilot.pause()
        assert len(marked(app)) == 3 and app.app.main.place == "select"
        await app.press("t")
        await app.until(lambda: len(app.app.screen_stack) == 2, "the tags")
        await app.type("đọc lại")
        it = await mark(app, "enter")
        assert it.tags == ("đọc lại",)
        assert app.said == "Marked as “doubtful”, #“đọc lại” · u takes it back"
        await app.press("u")  # mark and tag are one thing done
        await app.until(lambda: len(marked(app)) == 3)


async def test_names_can_be_selected_from_one_to_the_next(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await reading(app)
        reader = app.app.main.reader
        go_to(app, SENTENCE)
        await app.press("v", "E")
        assert reader.quote().text.endswith("Lê Mạnh Hùng")
        await app.press("2", "E")
        assert reader.quote().text.endswith(
            "Mỹ phụ trách tăng trưởng kinh tế, năng lượng và môi trường Jacob Helberg"
        )
        await app.press("2", "B")
        assert reader.quote().text.endswith("Thứ trưởng Ngoại giao M")
        await app.press("E")
        assert reader.quote().text.endswith("Thứ trưởng Ngoại giao Mỹ")


async def test_the_same_stretch_is_not_marked_twice(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await reading(app)
        go_to(app, SENTENCE)
        await mark(app, "V", "m")
        await app.press("escape")
        go_to(app, SENTENCE)
        await app.press("V", "M", "3")
        await app.until(lambda: [it.kind for it in marked(app)] == ["blue"])
        await app.press("V", "m")
        await app.until(lambda: "already" in app.said)
        assert len(marked(app)) == 1


async def test_the_card_shows_and_changes_all_there_is_to_a_highlight(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await reading(app)
        go_to(app, SENTENCE)
        it = await mark(app, "m")
        await app.press("m")
        await card(app)
        assert "important" in app.screen_text()
        assert "the text is as it was" in app.screen_text()
        assert not app.app.main.footer._keys  # the card says its own
        await app.press("5")
        await app.until(lambda: marked(app)[0].kind == "purple")
        await app.until(lambda: "○ follow up" in app.screen_text())
        await app.press("a")
        await app.until(lambda: len(app.app.screen_stack) == 3)
        await app.type("hỏi lại")
        await app.press("escape")
        await app.until(
            lambda: isinstance(app.app.screen, HighlightCard) and "✎ hỏi lại" in app.screen_text()
        )
        await app.press("d")
        await app.until(lambda: not marked(app) and not isinstance(app.app.screen, HighlightCard))
        assert not app.app.desk.store.notes(app.app.main.showing)
        await app.press("u")
        await app.until(lambda: marked(app) and on_page(app) and on_page(app)[0].notes)
        assert marked(app)[0].id == it.id


async def test_a_kind_is_called_what_the_reader_says_everywhere(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await reading(app)
        go_to(app, SENTENCE)
        await mark(app, "m")
        await app.press("m", "r")
        await app.until(lambda: len(app.app.screen_stack) == 3)
        await app.type("số liệu")
        await app.press("enter")
        await app.until(lambda: "◆ số liệu" in app.screen_text())
        await app.press("escape")
        assert "số liệu · highlight 1 of 1" in app.screen_text()
        go_to(app, "Hai bên thống nhất")
        await mark(app, "m")
        assert app.said == "Marked as “số liệu” · u takes it back"
        await app.press("C")
        await app.until(lambda: isinstance(app.app.screen, KindPicker))
        assert "số liệu" in app.screen_text()
        await app.press("2")
        go_to(app, "Phía Mỹ đánh giá")
        assert (await mark(app, "m")).kind == "green"


async def test_brackets_go_from_one_to_the_next_and_round_the_ends(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 24)) as app:
        await reading(app)
        reader = app.app.main.reader
        starts = []
        for words in ("TPO - Bộ Công Thương", "Hai bên thống nhất", "Phía Mỹ khẳng định có thế mạnh"):
            starts.append(go_to(app, words))
            await mark(app, "m")
        await app.press("g", "g")
        assert not reader.highlight_here()
        for expected in (*starts, starts[0]):
            await app.press("right_square_bracket")
            assert reader.highlight_here().start == expected
            assert reader.row_of(expected) is not None
        assert "from the top again" in app.screen_text()
        await app.press("left_square_bracket")
        assert reader.highlight_here().start == starts[2]
        await app.press("2", "left_square_bracket")
        assert reader.highlight_here().start == starts[0]


async def test_the_ends_of_a_highlight_can_be_moved_and_esc_leaves_them(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await reading(app)
        go_to(app, SENTENCE)
        it = await mark(app, "v", "3", "e", "m")
        await app.press("m", "v")
        await app.until(lambda: app.app.main.place == "select")
        assert app.app.main.reader.quote().text == "Một trong những cuộc"
        assert "Move the ends" in app.said
        await app.press("e", "escape")
        await app.until(lambda: app.app.main.place == "reader")
        await app.pilot.pause()
        assert marked(app)[0].quote == "Một trong những cuộc"
        await app.press("right_square_bracket", "m", "v", "e", "e", "m")
        await app.until(lambda: marked(app)[0].quote == "Một trong những cuộc làm việc")
        assert [one.id for one in marked(app)] == [it.id]
        go_to(app, "Hai bên thống nhất")
        await mark(app, "m")
        assert len(marked(app)) == 2


async def test_a_click_on_a_highlight_shows_its_card_and_a_drag_selects(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await reading(app)
        reader = app.app.main.reader
        start = go_to(app, "Hai bên thống nhất")
        await mark(app, "m")
        row = reader.row_of(start)
        assert row is not None
        await app.pilot.click("#reader", offset=(10, row))
        await card(app)
        await app.press("escape")
        await app.pilot.mouse_down("#reader", offset=(10, row + 6))
        await app.pilot.hover("#reader", offset=(30, row + 6))
        await app.pilot.mouse_up("#reader", offset=(30, row + 6))
        assert app.app.main.place == "select"
        assert "mark as" in app.screen_text().splitlines()[-1]


async def test_overlapping_highlights_are_both_shown_and_both_reached(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await reading(app)
        go_to(app, SENTENCE)
        whole = await mark(app, "m")
        go_to(app, SENTENCE)
        await app.press("v", "2", "e", "M")
        await app.until(lambda: isinstance(app.app.screen, KindPicker))
        part = await mark(app, "3")
        line = next(line for line in app.screen_text().splitlines() if SENTENCE[:20] in line)
        assert "◆" in line
        assert "■" in line
        await app.press("m")
        await card(app)
        assert "■ background" in app.screen_text()
        seen = set()
        for _ in range(2):
            seen.add(app.app.screen._card.it.highlight.id)
            await app.press("j")
        assert seen == {whole.id, part.id}


async def test_a_highlight_in_folded_news_is_unfolded_to_be_gone_to(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.until(lambda: app.app.main.list.selected)
        for _ in range(5):
            await reading(app)
            blocks = app.app.main.reader.page.article.blocks
            if any(block.kind == "related" for block in blocks):
                break
            await app.press("J")
            await app.pilot.pause(0.2)
        related = next(block for block in blocks if block.kind == "related")
        reader = app.app.main.reader
        reader.go_to_offset(related.start)
        it = await mark(app, "m")
        await app.press("x", "g", "g", "right_square_bracket")
        assert reader.highlight_here().highlight.id == it.id
        assert reader.row_of(it.selector.start) is not None
        assert it.quote[:20] in app.screen_text()


async def test_another_windows_highlights_appear(tmp_path: Path) -> None:
    from annotations import highlights
    from annotations.store import Store
    from tui.desk import subject_of

    async with opened(tmp_path) as app:
        await reading(app)
        page = app.app.main.reader.page
        places = app.app.desk.places
        with Store.open(places.data, places.state) as other:
            start = page.article.text.index("Hai bên")
            other.apply(
                highlights.mark(other, subject_of(page.listed), page.article, start, start + 40)
            ).result()
            other.apply(highlights.name_kind(other, "yellow", "khác")).result()
        await app.until(lambda: on_page(app), "the other window's highlight")
        await app.press("right_square_bracket")
        await app.until(lambda: "khác · highlight 1 of 1" in app.screen_text())


async def test_after_a_note_on_a_highlight_that_is_still_what_is_meant(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 24)) as app:
        await reading(app)
        go_to(app, "Phía Mỹ đánh giá cao")
        it = await mark(app, "M")
        other = next(row for row in app.app.main.view.window(0, 9) if row.id != it.article)
        written = f"xem [[{other.id}]] và [[{other.id}|bài **kia**]]"
        await app.press("m")
        await card(app)
        await app.press("a")
        await app.until(lambda: isinstance(app.app.screen, NoteEditor) and app.app.screen.editor.has_focus)
        app.app.screen.editor.insert(written)
        await app.press("ctrl+s")
        await app.until(lambda: isinstance(app.app.screen, HighlightCard) and on_page(app)[0].notes, "saved")
        told = app.screen_text()
        assert other.id not in told and "[[" not in told
        assert f"✎ xem {other.heading[:8]}" in told
        await app.press("escape")
        await app.until(lambda: app.app.screen is app.app.main)
        assert app.app.main.reader.highlight_pointed_at() == it.id
        assert "highlight 1 of 1" in app.screen_text()


async def test_a_count_marks_so_many_sentences_or_paragraphs(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await reading(app)
        go_to(app, "Phía Mỹ đánh giá cao")
        it = await mark(app, "2", "m")
        assert it.quote.startswith("Phía Mỹ đánh giá cao")
        assert it.quote.endswith("mô hình hợp tác kinh tế mới.")
        go_to(app, SENTENCE)
        it = await mark(app, "2", "M")
        assert it.quote.startswith(SENTENCE)
        assert it.quote.endswith("yên tâm đầu tư và hợp tác.")


async def test_keys_typed_ahead_are_for_what_the_mark_leads_to(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await reading(app)
        go_to(app, SENTENCE)
        app.app.desk.store._submit(lambda: time.sleep(0.3))  # a slow disk
        for key in ("v", "2", "e", "a", *"vui", "escape"):
            app.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await app.until(lambda: app.app.desk.store.notes(app.app.main.showing), "the note")
        assert [it.quote for it in marked(app)] == ["Một trong những"]
        assert [it.text for it in app.app.desk.store.notes(app.app.main.showing)] == ["vui"]


async def test_what_cannot_be_saved_is_told_and_stays_selected(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await reading(app)
        go_to(app, SENTENCE)
        store, app.app.desk.store = app.app.desk.store, None
        await app.press("v", "2", "e", "m")
        await app.until(lambda: app.said)
        assert app.app.main.reader.quote().text == "Một trong những"
        assert app.app.main.reader.selecting
        app.app.desk.store = store
        await mark(app, "m")


async def test_what_is_told_stays_however_fast_the_disk_refuses(tmp_path: Path) -> None:
    refused: Future[Any] = Future()
    refused.set_exception(Problem("store-opening"))
    async with opened(tmp_path) as app:
        await reading(app)
        go_to(app, SENTENCE)
        await app.press("v", "2", "e")
        app.app.desk.ask = lambda work: refused  # type: ignore[method-assign]
        await app.press("m")
        assert "still being opened" in app.said
        assert app.app.main.reader.selecting


async def test_c_copies_the_highlight_with_its_source(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await reading(app)
        go_to(app, "Phía Mỹ đánh giá cao")
        it = await mark(app, "M")
        await app.press("g", "g", "right_square_bracket")
        assert app.app.main.reader.quote().text == it.quote
        await app.press("c")
        await app.until(lambda: "Copied" in app.said or "Nothing could be copied" in app.said)


def test_a_quote_with_marks_of_its_own_stands_in_others() -> None:
    from tui.quoted import quoted

    assert quoted("một  hai") == "“một hai”"
    assert quoted("Đặt lại “trục” hợp tác") == "«Đặt lại “trục” hợp tác»"
    assert quoted("một\n\nhai") == "“một\nhai”"
