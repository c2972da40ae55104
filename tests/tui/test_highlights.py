"""Marking in the app: by keys and mouse, what the card does, going from one to the next, what is saved."""

from __future__ import annotations

import time
from pathlib import Path

from textual import events

from annotations.model import Highlight
from tests.tui.rig import Opened, copy_of_seeds, opened
from tui.screens.highlight_card import HighlightCard
from tui.screens.kind_picker import KindPicker
from tui.screens.note_editor import NoteEditor
from tui.widgets.reader.placed import Placed

SENTENCE = (
    "Một trong những cuộc làm việc quan trọng nhất của Quyền Bộ trưởng Lê Mạnh Hùng bên lề Vòng đàm phán"
)


def marked(app: Opened) -> tuple[Highlight, ...]:
    store = app.app.desk.store
    assert store is not None
    return store.highlights(app.app.main.showing)


def on_page(app: Opened) -> tuple[Placed, ...]:
    return app.app.main.reader.highlights.all


async def reading(app: Opened) -> None:
    await app.open()
    await app.until(lambda: (page := app.app.main.reader.page) and page.article.mentions, "names")


async def mark(app: Opened, *keys: str) -> Highlight:
    """Press keys that mark something, and return it once it is on the page."""
    before = {it.id for it in marked(app)}
    await app.press(*keys)
    await app.until(lambda: {it.highlight.id for it in on_page(app)} - before, f"marked by {keys}")
    await app.pilot.pause()
    return next(it for it in marked(app) if it.id not in before)


def go_to(app: Opened, words: str) -> int:
    """Put the cursor on the sentence that begins so."""
    reader = app.app.main.reader
    assert reader.page is not None
    offset = reader.page.article.text.index(words)
    reader.go_to_offset(offset)
    return offset


async def card(app: Opened) -> HighlightCard:
    await app.until(lambda: isinstance(app.app.screen, HighlightCard), "the card")
    assert isinstance(app.app.screen, HighlightCard)
    return app.app.screen


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


async def test_a_lost_highlight_is_listed_at_the_end_and_attached_again(tmp_path: Path) -> None:
    library = copy_of_seeds(tmp_path)
    async with opened(tmp_path, libraries=(library,), bundled=False) as app:
        await reading(app)
        path = Path(app.app.main.reader.page.listed.path)
        go_to(app, SENTENCE)
        it = await mark(app, "m")
        go_to(app, "Hai bên thống nhất")
        await mark(app, "m")
    text = path.read_text("utf-8")
    path.write_text(text.replace(it.quote, ""), "utf-8")
    async with opened(tmp_path, libraries=(library,), bundled=False) as app:
        await reading(app)
        await app.until(lambda: any(one.lost for one in on_page(app)), "lost")
        assert [one.status for one in on_page(app)] == ["shifted", "lost"]
        await app.press("left_square_bracket")
        assert "not found in this version" in app.screen_text()
        await app.press("g", "g")
        assert "2 highlights, 1 not found" in app.screen_text().replace("\u00a0", " ")
        await app.press("left_square_bracket")
        assert f"◆ “{SENTENCE[:20]}" in app.screen_text()
        await app.press("m")
        await card(app)
        await app.press("v")
        await app.until(lambda: "Where is" in app.said)
        go_to(app, "Phía Mỹ đánh giá")
        await app.press("V", "enter")  # Enter keeps them as m does
        await app.until(lambda: not any(one.lost for one in on_page(app)))
        assert {one.highlight.id for one in on_page(app)} >= {it.id}
        assert app.app.main.reader.highlights.get(it.id).highlight.quote.startswith("Phía Mỹ đánh giá")


async def test_a_lost_highlight_is_attached_only_to_what_is_seen_to_be_selected(tmp_path: Path) -> None:
    library = copy_of_seeds(tmp_path)
    async with opened(tmp_path, libraries=(library,), bundled=False, size=(80, 24)) as app:
        await reading(app)
        path = Path(app.app.main.reader.page.listed.path)
        go_to(app, SENTENCE)
        it = await mark(app, "m")
    path.write_text(path.read_text("utf-8").replace(it.quote, ""), "utf-8")
    async with opened(tmp_path, libraries=(library,), bundled=False, size=(80, 24)) as app:
        await reading(app)
        reader = app.app.main.reader
        await app.until(lambda: any(one.lost for one in on_page(app)), "lost")
        await app.press("right_square_bracket", "m", "v")
        await app.until(lambda: "Where is" in app.said)
        await app.press("question_mark")
        await app.until(lambda: app.app.screen is not app.app.main, "the help")
        await app.press("escape")
        await app.until(lambda: app.app.screen is app.app.main)
        assert "Where is" in app.screen_text(), "asked until it is done"
        await app.press("m")
        await app.pilot.pause(0.2)
        assert any(one.lost for one in on_page(app)), "nothing was taken unseen"
        assert reader.selecting or "Where is" in app.said
        await app.press("escape", "y", "escape")
        assert "Where is" in app.said, "also under what is told meanwhile"
        go_to(app, "Phía Mỹ đánh giá")
        await app.press("m")
        await app.until(lambda: "Is it this?" in app.said)
        assert reader.quote().text.startswith("Phía Mỹ đánh giá")
        await app.press("m")
        await app.until(lambda: not any(one.lost for one in on_page(app)))
        assert reader.highlights.get(it.id).highlight.quote.startswith("Phía Mỹ đánh giá")
        assert "Is it this?" not in app.screen_text()


async def test_for_a_lost_highlight_what_reads_most_like_it_is_offered(tmp_path: Path) -> None:
    library = copy_of_seeds(tmp_path)
    async with opened(tmp_path, libraries=(library,), bundled=False) as app:
        await reading(app)
        path = Path(app.app.main.reader.page.listed.path)
        go_to(app, SENTENCE)
        it = await mark(app, "m")
    told = "Bên lề vòng đàm phán, Quyền Bộ trưởng Lê Mạnh Hùng đã gặp ông Jacob Helberg."
    path.write_text(path.read_text("utf-8").replace(it.quote, told), "utf-8")
    async with opened(tmp_path, libraries=(library,), bundled=False) as app:
        await reading(app)
        await app.until(lambda: any(one.lost for one in on_page(app)), "lost")
        await app.press("right_square_bracket", "m", "v")
        await app.until(lambda: "m attaches" in app.said)
        assert app.app.main.reader.selecting
        await app.press("escape")
        await app.until(lambda: "Where is" in app.said)
        await app.press("escape", "right_square_bracket", "m", "v")
        await app.until(lambda: "m attaches" in app.said)
        await app.press("m")
        await app.until(lambda: not any(one.lost for one in on_page(app)))
        assert app.app.desk.store.highlight(it.id).quote == told


async def test_an_article_that_is_gone_still_tells_what_was_marked_in_it(tmp_path: Path) -> None:
    library = copy_of_seeds(tmp_path)
    async with opened(tmp_path, libraries=(library,), bundled=False) as app:
        await reading(app)
        path, heading = Path(app.app.main.reader.page.listed.path), app.selected
        go_to(app, SENTENCE)
        await mark(app, "M")
    path.unlink()
    async with opened(tmp_path, libraries=(library,), bundled=False) as app:
        rows = app.app.main.view.window(0, 10)
        app.app.main.list.select(next(row.id for row in rows if row.heading == heading))
        row = app.app.main.list.selected
        assert (row.date.edtf, row.source) == ("2026-02-08", "Tiền Phong"), "the kept text says so"
        assert "YEAR UNKNOWN" not in app.screen_text().split(heading[:20])[0]
        await app.press("enter")
        await app.until(lambda: f"◆ “{SENTENCE[:20]}" in app.screen_text())
        assert "What you marked in it" in app.screen_text()
        quote = " ".join(app.app.desk.store.all_highlights()[0].quote.split())
        shown = " ".join(" ".join(line.text for line in app.app.main.reader._sheet.lines).split())
        assert quote in shown, "all of it: there is no text to read it in"
        await app.press("a")
        await app.until(lambda: isinstance(app.app.screen, NoteEditor))
        await app.type("con nho")
        await app.press("escape")
        await app.until(lambda: "con nho" in app.screen_text() and app.app.screen is app.app.main)


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


async def test_a_lost_highlight_is_never_attached_in_another_article(tmp_path: Path) -> None:
    library = copy_of_seeds(tmp_path)
    async with opened(tmp_path, libraries=(library,), bundled=False) as app:
        await reading(app)
        path = Path(app.app.main.reader.page.listed.path)
        go_to(app, SENTENCE)
        it = await mark(app, "m")
    path.write_text(path.read_text("utf-8").replace(it.quote, ""), "utf-8")
    async with opened(tmp_path, libraries=(library,), bundled=False) as app:
        await reading(app)
        await app.until(lambda: any(one.lost for one in on_page(app)), "lost")
        await app.press("right_square_bracket", "m", "v")
        await app.until(lambda: "Where is" in app.said)
        before = app.app.main.showing
        await app.press("J")
        await app.until(lambda: app.app.main.showing != before)
        new = await mark(app, "m")
        assert new.id != it.id
        assert app.app.desk.store.highlight(it.id).quote == it.quote


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
