"""The page of a name in a terminal that becomes wider or narrower."""

from pathlib import Path

from tests.tui.rig import Opened, opened
from tests.tui.test_entity_page import NAME, about
from tui.screens.entity_page import EntityPage


def is_beside(page: EntityPage) -> bool:
    """Say whether the facts stand beside the passages, all the way down, and not above them."""
    facts, passages = page.panes.facts.region, page.panes.passages.region
    beside = facts.x >= passages.right and facts.y == passages.y
    above = facts.bottom <= passages.y and facts.width == passages.width
    assert beside != above
    return beside


def laid_out(app: Opened) -> list[str]:
    return [line.rstrip() for line in app.screen_text().splitlines()]


async def test_it_is_laid_out_as_if_opened_at_the_size_it_has(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 24)) as app:
        page = await about(app, NAME)
        await app.until(lambda: page.state.read == 5)
        await app.press("j", "j")
        it = page.panes.passages.current
        for size in ((200, 60), (80, 24), (120, 18), (80, 18), (120, 40), (80, 24)):
            await app.pilot.resize_terminal(*size)
            await app.still(1)
            assert is_beside(page) == (size[0] >= 100), size
            assert page.panes.passages.has_focus
            assert page.panes.passages.current == it
            assert page.panes.passages.region.bottom == size[1] - 1
            was = laid_out(app)
            await app.press("tab", "tab")
            await app.still(1)
            assert laid_out(app) == was, "the keys move in both as before"
        narrow = laid_out(app)[: page.panes.passages.region.y]
        await app.press("escape")
        await app.until(lambda: app.app.screen is app.app.main)
        await app.press("P")
        await app.until(lambda: isinstance(app.app.screen, EntityPage) and app.app.screen.state.read == 5)
        assert laid_out(app)[: len(narrow)] == narrow
