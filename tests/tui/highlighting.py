"""Hands that mark: shared by the tests of highlights."""

from __future__ import annotations

from annotations.model import Highlight
from tests.tui.rig import Opened
from tui.screens.highlight_card import HighlightCard
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
