"""The highlight that is pointed at is what commands mean: until Esc, or until the reader has moved on."""

from __future__ import annotations

from pathlib import Path

from tests.tui.rig import opened
from tests.tui.test_highlights import SENTENCE, go_to, mark, marked, on_page, reading


async def test_tag_and_note_mean_the_highlight_until_escape_then_the_article(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 24)) as app:
        await reading(app)
        store = app.app.desk.store
        assert store is not None
        go_to(app, SENTENCE)
        await app.press("m", "t")
        await app.until(lambda: len(app.app.screen_stack) == 2, "the tags")
        assert SENTENCE[:30] in app.screen_text()
        await app.type("thuế quan")
        await app.press("enter")
        await app.until(lambda: [it.tags for it in marked(app)] == [("thuế quan",)])
        await app.until(lambda: len(app.app.screen_stack) == 1)
        assert "◆ important · highlight 1 of 1 · a note · t tag · m card" in app.screen_text()
        await app.press("a")
        await app.until(lambda: len(app.app.screen_stack) == 2, "the editor")
        await app.until(lambda: "“" + SENTENCE[:40] in app.screen_text(), "the quote above the field")
        above = app.screen_text().partition("New note")[0]
        assert "môi trường Jacob Helberg." in above  # the end of what is written on stays in sight
        await app.type("vì sao?")
        await app.press("escape")
        await app.until(lambda: on_page(app)[0].notes)
        await app.press("escape", "g", "g")
        head = [line.strip() for line in app.screen_text().replace("\u00a0", " ").splitlines()]
        assert "1 highlight · ✎ 1 note at the end · G" in head
        assert not any(line.endswith("·") for line in head)
        assert "highlight 1 of 1" not in app.screen_text()
        await app.press("t")
        await app.until(lambda: len(app.app.screen_stack) == 2, "the tags")
        await app.type("bài")
        await app.press("enter")
        await app.until(lambda: app.app.main.list.selected.tags == ("bài",))
        assert marked(app)[0].tags == ("thuế quan",)


async def test_a_highlight_gone_to_is_meant_and_one_that_is_only_in_view_is_not(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await reading(app)
        go_to(app, SENTENCE)
        it = await mark(app, "m")
        await app.press("right_square_bracket")
        assert app.app.main.reader.highlight_pointed_at() == it.id
        await app.press("right_parenthesis")
        assert app.app.main.reader.highlight_pointed_at() == ""
        await app.press("left_parenthesis")
        assert app.app.main.reader.highlight_pointed_at() == it.id
        await app.press("e")
        assert app.app.main.reader.highlight_pointed_at() == ""
