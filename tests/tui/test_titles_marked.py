"""What a filter looks for is marked in the titles of the list as well."""

from datetime import date
from pathlib import Path

import pytest

from annotations.query.parser import parse
from annotations.query.snippets import hits_in_heading
from tests.tui.rig import Opened, opened
from tests.tui.test_hit_to_hit import library


def marked(app: Opened) -> list[str]:
    """Return what stands in the list in the colour of hits, line by line."""
    the_list, colour = app.app.main.list, app.app.look.style("list.hit").color
    strips = app.app.screen._compositor.render_strips()[the_list.region.y : the_list.region.bottom]
    lines = [strip.crop(the_list.region.x, the_list.region.right) for strip in strips]
    return [
        " ".join(it.text for it in line if it.style is not None and it.style.color == colour)
        for line in lines
    ]


def titled(heading: str, words: str, text: str = "") -> list[str]:
    tree = parse(words, today=date(2026, 2, 11))
    return [heading[start:end] for start, end in hits_in_heading(tree, heading, text)]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_hits_in_titles_are_marked(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(tmp_path, size=size, query="THUONG mai doi") as app:
        await app.until(lambda: any(marked(app)))
        title = next(at for at, line in enumerate(app.screen_text().splitlines()) if "Vòng đàm phán" in line)
        top = app.app.main.list.region.y
        await app.until(lambda: "thương mại đối" in marked(app)[title - top])
        await app.press("j", "k")
        assert "thương mại đối" in marked(app)[title - top], "the cursor takes nothing away"


async def test_words_looked_for_in_titles_alone_are_marked_and_cost_no_line(tmp_path: Path) -> None:
    async with opened(tmp_path, query="title:khẳng") as app:
        await app.until(lambda: any(marked(app)))
        assert [line for line in marked(app) if line] == ["khẳng"]
        assert "«Đó là khẳng định" in app.screen_text()
        height = app.app.main.list.geometry.row_height
        await app.press("backspace")
        await app.until(lambda: not any(marked(app)))
        assert app.app.main.list.geometry.row_height == height


async def test_what_is_left_out_is_not_marked(tmp_path: Path) -> None:
    async with opened(tmp_path, query="-title:vòng mỹ") as app:
        await app.until(lambda: any(marked(app)))
        assert {word.casefold() for line in marked(app) for word in line.split()} == {"mỹ"}


@pytest.mark.parametrize(
    ("heading", "words", "text", "found"),
    [
        ("Giá gạo [b]tăng[/b]", "gia GAO", "", ["Giá gạo"]),
        ("Giá gạo [b]tăng[/b]", "title:tang", "", ["tăng"]),
        ("Giá gạo [b]tăng[/b]", '"gạo"', "", ["gạo"]),
        ("Giá gạo", "source:gia", "", []),
        ("Giá gạo", "-gạo", "", []),
        ("Giá cả", "gia gao", "Giá cả ở chợ", ["Giá"]),
        ("Giá cả", "gia gao", "Hôm nay giá gạo cao.", []),
        ("Giá gạo", "gia OR gao", "Hôm nay giá gạo cao.", ["Giá gạo"]),
    ],
)
def test_a_hit_in_a_heading_is_what_is_one_in_the_text(
    heading: str, words: str, text: str, found: list[str]
) -> None:
    assert titled(heading, words, text) == found


async def test_rows_that_quick_hands_went_past_are_told_of_as_well(tmp_path: Path) -> None:
    folder = library(tmp_path, 60)
    async with opened(tmp_path, size=(80, 24), bundled=False, libraries=(folder,), query="gạo") as app:
        await app.until(lambda: any(marked(app)))
        for steps, back in ((25, 0), (30, 22)):
            for step in range(steps + back):
                move = app.app.main.list.cmd_down if step < steps else app.app.main.list.cmd_up
                move()
                await app.pilot.pause(0)
            await app.still()
            titles = [line for line in app.screen_text().splitlines() if "Tin số" in line]
            told = [line for line in app.screen_text().splitlines() if "Giá gạo" in line]
            assert len(titles) - 1 <= len(told) <= len(titles) + 1
            assert len(titles) > 4
