"""How highlights lie on the page: under all else, seen without colour, at any size, in hostile text."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.style import Style

from annotations.model import KINDS, AnchorStatus, Highlight, HighlightKind, Selector
from seeds.article import Article
from tests.tui.pages import ReaderApp, article, long_article, note, page
from tests.tui.rig import Opened
from tests.tui.test_snapshots import SIZES, picture
from tui.kinds import SIGNS
from tui.session import Session
from tui.themes import Depth
from tui.widgets.reader import Page
from tui.widgets.reader.placed import Highlights, Placed

SMALL = (80, 24)
OF = article(
    ("title", "Đầu đề của bài"),
    ("body", "Câu một ở đây. Câu hai của ông Nguyễn Văn An, có “ngoặc kép”. Câu ba."),
    ("body", "Đoạn sau, dài hơn. " * 30),
    title="Đầu đề của bài",
    mentions=(("Nguyễn Văn An", "PERSON"),),
)


def at(
    of: Article, text: str, kind: HighlightKind = "yellow", status: AnchorStatus = "ok", notes: int = 0
) -> Placed:
    """A highlight of the first place where an article has a text."""
    start = of.text.find(text)
    end = start + len(text)
    highlight = Highlight(
        text[:8] + kind, "a", Selector(start, end, text, "", "", "h"), kind, (), "2026-02-09T12:00:00", ""
    )
    lost = status == "lost"
    written = tuple(replace(note(f"ghi {number}"), highlight=highlight.id) for number in range(notes))
    return Placed(highlight, 0 if lost else start, 0 if lost else end, status, written)


def with_marks(of: Article, *placed: Placed) -> Page:
    return replace(
        page(of), highlights=Highlights.of(placed), notes=tuple(one for it in placed for one in it.notes)
    )


def lines(app: ReaderApp) -> list[str]:
    return ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]


def style_at(app: ReaderApp, text: str) -> Style:
    """The style of the letter at which a text begins on the screen."""
    for y, line in enumerate(lines(app)):
        if text in line:
            left = line.index(text)
            for segment in app.screen._compositor.render_strips()[y]:
                if left < len(segment.text):
                    return segment.style or Style()
                left -= len(segment.text)
    raise AssertionError(f"not on the screen: {text}")


async def test_a_highlight_is_a_ground_under_names_hits_and_a_selection() -> None:
    app = ReaderApp()
    async with app.run_test(size=SMALL) as pilot:
        reader, look = app.reader, app.look
        reader.show(with_marks(OF, at(OF, "Câu hai của ông Nguyễn Văn An", "green")))
        await pilot.pause()
        ground = look.style("highlight.green").bgcolor
        assert style_at(app, "Câu hai").bgcolor == ground
        assert style_at(app, "Nguyễn").bgcolor == ground
        assert style_at(app, "Nguyễn").color == look.style("entity_on.PERSON").color
        assert style_at(app, "Câu một").bgcolor != ground
        assert style_at(app, "Câu ba").bgcolor != ground
        reader.find("của ông")
        await pilot.pause()
        assert style_at(app, "của ông").bgcolor == look.style("reader.hit_current").bgcolor
        assert style_at(app, "Câu hai").bgcolor == ground
        reader.find_clear()
        reader.select(OF.text.index("hai"), OF.text.index("hai") + 7)
        await pilot.pause()
        assert style_at(app, "hai của").bgcolor == look.style("reader.selected").bgcolor


@pytest.mark.parametrize("depth", ["full", "sixteen", "plain"])
async def test_each_kind_is_told_apart_without_colour(depth: Depth) -> None:
    of = article(*[("body", f"Đoạn thứ {number} đây.") for number in range(5)])
    app = ReaderApp(depth=depth)
    async with app.run_test(size=SMALL) as pilot:
        app.reader.show(
            with_marks(of, *(at(of, f"thứ {number} đây", kind) for number, kind in enumerate(KINDS)))
        )
        await pilot.pause()
        for number, kind in enumerate(KINDS):
            line = next(line for line in lines(app) if f"thứ {number} đây" in line)
            assert line.lstrip().startswith(SIGNS[kind])
            assert f"Đoạn thứ {number} đây." in line  # no sign takes the place of a space or a letter
            first, last = style_at(app, f"thứ {number}"), style_at(app, f"{number} đây")
            assert bool(first.bold) == (depth != "full") and not last.bold
        assert len(set(SIGNS.values())) == len(KINDS)


async def test_two_that_overlap_are_both_told_in_the_margin_and_between_their_grounds() -> None:
    app = ReaderApp()
    async with app.run_test(size=SMALL) as pilot:
        app.reader.show(
            with_marks(OF, at(OF, "Câu một ở đây. Câu hai", "yellow"), at(OF, "Câu hai của ông", "blue"))
        )
        await pilot.pause()
        line = next(line for line in lines(app) if "Câu một" in line)
        assert SIGNS["yellow"] in line
        assert SIGNS["blue"] in line
        grounds = [style_at(app, text).bgcolor for text in ("Câu một", "Câu hai", "của ông")]
        assert len(set(grounds)) == 3


async def test_a_note_has_a_pen_behind_its_highlight_and_stands_below_or_beside() -> None:
    for size, beside in ((SMALL, False), ((200, 50), True)):
        app = ReaderApp()
        async with app.run_test(size=size) as pilot:
            app.reader.show(with_marks(OF, at(OF, "Câu hai", notes=1)))
            await pilot.pause()
            there = next(line for line in lines(app) if "Câu hai✎của" in line)
            assert ("22" in there or "9 February" in there) == beside
            if not beside:
                app.reader.cmd_end()
                await pilot.pause()
                shown = "\n".join(lines(app))
                assert "◆ “Câu hai”" in shown
            assert "ghi 0" in "\n".join(lines(app))


async def test_a_highlight_stays_where_it_is_over_a_resize_and_in_the_raw_text() -> None:
    app = ReaderApp()
    async with app.run_test(size=(120, 40)) as pilot:
        it = at(OF, "Câu hai của ông")
        app.reader.show(with_marks(OF, it))
        app.reader.go_to_highlight(it.highlight.id)
        for size in ((30, 12), (200, 60), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert app.reader.highlight_here() == it
            assert (
                style_at(app, "Câu hai").bgcolor == app.look.style("highlight.yellow").bgcolor
                or size[0] == 30
            )
        app.reader.cmd_raw()
        await pilot.pause()
        assert style_at(app, "hai của").bgcolor == app.look.style("highlight.yellow").bgcolor


async def test_what_is_not_sure_has_a_question_mark_and_what_is_lost_stands_at_the_end() -> None:
    app = ReaderApp()
    async with app.run_test(size=SMALL) as pilot:
        sure, lost = at(OF, "Câu một", status="review"), at(OF, "đã mất rồi", "red", status="lost")
        app.reader.show(with_marks(OF, sure, lost))
        await pilot.pause()
        assert next(line for line in lines(app) if "Câu một" in line).lstrip().startswith("?")
        app.reader.cmd_previous_highlight()
        await pilot.pause()
        shown = "\n".join(lines(app))
        assert "not found in this version" in shown
        assert "✕ “đã mất rồi”" in shown
        assert app.reader.highlight_here() == lost
        assert app.reader.quote().text == "đã mất rồi"


PIECES = st.sampled_from(
    [
        "chữ",
        "e\u0302\u0301",
        "a\u0300",
        "\u200b",
        "\u200d",
        "漢字",
        "👨‍👩‍👧",
        " ",
        ". ",
        "\n",
        "\n\n",
        "\t",
        "\ufe0f",
        "\u00a0",
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=60).map("".join), st.data())
def test_no_text_and_no_stretch_breaks_the_drawing(text: str, data: Any) -> None:
    from tui.themes import Look
    from tui.widgets.reader.sheet import Setting
    from tui.widgets.reader.typeset import typeset
    from tui.words import Words

    of = article(("body", "a" + text))
    spans = data.draw(
        st.lists(st.tuples(st.integers(0, len(of.text)), st.integers(0, len(of.text))), max_size=6)
    )
    placed = []
    for number, (one, other) in enumerate(spans):
        start, end = min(one, other), max(one, other)
        base = at(of, "a", KINDS[number % 5], notes=number % 2)
        placed.append(replace(base, start=start, end=end, highlight=replace(base.highlight, id=str(number))))
    marks = Highlights.of(tuple(placed))
    for start, end in spans:
        for offset in (start, end):
            here = {it.highlight.id for it in marks.at(offset)}
            assert here == {it.highlight.id for it in marks.placed if it.start <= offset < it.end}
    for depth in ("full", "plain"):
        app = ReaderApp(depth=depth)
        reader, look = app.reader, Look("dark", depth)
        reader._page = replace(page(of), highlights=marks)
        reader._sheet = typeset(reader._page, Words("en"), Setting(24))
        for line in reader._sheet.lines:
            reader._layers(line, look)
            from tui.widgets.reader.paint import Signs, paint

            signs = Signs()
            super(type(reader), reader)._sign(line, look, signs)
            layers = reader._grounds(line, look) if line.own else []
            strip = paint(line, 2, 40, Style(), Style(), layers, signs)
            assert strip.cell_length == 40


async def test_a_thousand_highlights_do_not_slow_the_pages() -> None:
    of = long_article(600)
    plain, marked = (
        page(of),
        with_marks(
            of,
            *(
                replace(
                    at(of, "Đoạn số", KINDS[number % 5]),
                    start=number * len(of.text) // 1000,
                    end=number * len(of.text) // 1000 + 150,
                )
                for number in range(1000)
            ),
        ),
    )
    app = ReaderApp()
    async with app.run_test(size=(120, 40)) as pilot:

        async def paging(of: Page) -> float:
            app.reader.show(of)
            await pilot.pause()
            began = time.thread_time()
            for _ in range(20):
                app.reader.cmd_page_down()
                app.reader.render_lines(app.reader.size.region)
            return time.thread_time() - began

        without = min([await paging(plain) for _ in range(3)])
        assert min([await paging(marked) for _ in range(3)]) < 3 * without + 0.1


async def marking(app: Opened) -> None:
    await app.open()
    await app.until(lambda: (page := app.app.main.reader.page) and page.article.mentions)
    reader = app.app.main.reader
    text = reader.page.article.text
    marks = (
        ("Đặt lại “trục”", "m", 1), ("Hai bên thống nhất", "m", 2), ("Phía Mỹ đánh giá", "m", 3),
        ("Trên tinh thần đó", "m", 4), ("Phía Mỹ bày tỏ", "m", 5), ("Phía Mỹ bày tỏ quan tâm", "v6e", 3),
    )  # fmt: skip
    for number, (words, keys, kind) in enumerate(marks, 1):
        reader.go_to_offset(text.index(words))
        await app.press(*("V" if keys == "m" else keys), "M", str(kind))
        await app.until(lambda number=number: len(reader.highlights) == number)
    await app.press("g", "g", "right_square_bracket", "right_square_bracket")
    app.app.main.footer.dismiss()


@pytest.mark.parametrize("size", SIZES)
def test_marks_look_as_they_were_meant_to(snap_compare: Any, tmp_path: Path, size: str) -> None:
    assert picture(snap_compare, tmp_path, marking, SIZES[size])


def test_marks_in_light(snap_compare: Any, tmp_path: Path) -> None:
    assert picture(snap_compare, tmp_path, marking, SIZES["120x40"], Session(theme="light"))


def test_marks_without_colour(snap_compare: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert picture(snap_compare, tmp_path, marking, SIZES["80x24"])
