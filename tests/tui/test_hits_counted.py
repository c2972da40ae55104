"""How many hits there are is told at once where that is quickly counted, and what is counted always said."""

from pathlib import Path

import pytest

from tests.tui.rig import opened
from tests.tui.test_hit_to_hit import library, results


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_hits_in_few_articles_are_counted_without_going_to_them(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    folder = library(tmp_path, 40)
    async with opened(tmp_path, size=size, bundled=False, libraries=(folder,), query="gạo") as app:
        page = await results(app)
        await app.until(lambda: "160 hits in 40 articles" in app.screen_text().splitlines()[0])
        assert page.rows.cursor == page.rows.top == 0
        await app.press("j")
        assert page.rows.cursor == 1


@pytest.mark.parametrize("cells", [44, 60, 80, 120])
async def test_of_many_it_says_how_many_articles_were_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cells: int
) -> None:
    monkeypatch.setattr("tui.screens.hits_page._FEW", 27)
    folder = library(tmp_path, 28)
    query = "gạo date:2026-01 (giá OR mưa OR đồng)"
    async with opened(tmp_path, size=(cells, 12), bundled=False, libraries=(folder,), query=query) as app:
        page = await results(app)
        await app.until(lambda: page.state.read)
        await app.still(2)
        read = page.state.read
        assert 0 < read < 28
        assert f" {read} of 28 articles" in app.screen_text().splitlines()[0]


async def test_where_nothing_matches_the_page_of_results_says_so(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 24), query="khôngcótừnày") as app:
        await results(app, hits=0)
        await app.until(lambda: "No article matches" in app.screen_text())
