"""Highlights whose words are no more in their article: listed, offered the like of them, attached again."""

from __future__ import annotations

from pathlib import Path

from tests.tui.highlighting import SENTENCE, card, go_to, mark, on_page, reading
from tests.tui.rig import copy_of_seeds, opened
from tui.screens.note_editor import NoteEditor


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
