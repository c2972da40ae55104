"""A hit that is gone to is seen in its sentence, with some of the text above it."""

from __future__ import annotations

from datetime import date

import pytest

from annotations.query.parser import parse
from tests.tui.pages import ReaderApp, article, page
from tui.sought import sought_words
from tui.widgets.reader import Reader

LEAD = "Nông dân ở nhiều tỉnh miền Tây kể về một mùa vụ khó khăn vì nước mặn xâm nhập sớm, "
OF = article(
    ("title", "Mùa vụ"),
    *[("body", f"Đoạn {n}. Bắt đầu câu {n}: {LEAD * 2}và tôm hùm đất số {n}, rồi thôi.") for n in range(40)],
    title="Mùa vụ",
)
SIZES = [(80, 24), (120, 40), (50, 16)]


def mark(reader: Reader) -> None:
    tree = parse('"tôm hùm đất"', today=date(2026, 2, 11))
    reader.mark_words(tree, sought_words(tree))


def rows(app: ReaderApp) -> list[str]:
    return [row.strip() for row in app.drawn()[:-1]]


def row_with(app: ReaderApp, text: str) -> int:
    return next((at for at, row in enumerate(rows(app)) if text in row), -1)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("number", [0, 7, 20, 39])
async def test_a_hit_one_comes_for_has_its_sentence_and_lines_above_it(
    size: tuple[int, int], number: int
) -> None:
    app = ReaderApp()
    async with app.run_test(size=size) as pilot:
        reader = app.reader
        at = OF.text.index(f"tôm hùm đất số {number},")
        mark(reader)
        reader.show(page(OF), at=at)
        assert reader.go_to_hit(1, at)
        await pilot.pause()
        assert reader.cursor == at
        assert row_with(app, f"Bắt đầu câu {number}:") >= 2
        assert any("rồi thôi." in row for row in rows(app)[row_with(app, f"Bắt đầu câu {number}:") :])
        assert reader.hit_under_cursor() is not None


async def test_a_sentence_longer_than_the_window_leaves_the_hit_in_it() -> None:
    of = article(("body", f"Đầu. {LEAD * 40}tôm hùm đất, {LEAD * 40}thôi."))
    app = ReaderApp()
    async with app.run_test(size=(80, 24)) as pilot:
        reader, at = app.reader, of.text.index("tôm")
        mark(reader)
        reader.show(page(of), at=at)
        assert reader.go_to_hit(1, at)
        await pilot.pause()
        assert row_with(app, "tôm hùm") >= 4


async def test_a_hit_in_sight_stays_where_it_is() -> None:
    app = ReaderApp()
    async with app.run_test(size=(80, 24)) as pilot:
        reader = app.reader
        mark(reader)
        reader.show(page(OF))
        assert reader.go_to_hit(1)
        await pilot.pause()
        assert reader.position == 0
        reader.cmd_next_hit()
        assert reader.position == 0


async def test_going_on_to_a_hit_whose_sentence_is_cut_off_shows_it_whole() -> None:
    app = ReaderApp()
    async with app.run_test(size=(80, 24)) as pilot:
        reader = app.reader
        mark(reader)
        at = OF.text.index("tôm hùm đất số 12,")
        reader.show(page(OF), at=at)
        reader.cmd_next_hit()
        await pilot.pause()
        assert reader.cursor == at
        assert row_with(app, "Bắt đầu câu 12:") >= 0
