"""The page of a name: every mention in its sentence, the way to it and back, and on to other names."""

from dataclasses import replace
from pathlib import Path

import pytest

from annotations.query import tree as t
from seeds.article import Mention
from seeds.reading import read
from tests.tui.rig import Opened, opened
from tui.concordance import passages, said_in
from tui.screens.entity_page import EntityPage

NAME = "Bộ Công Thương"


def page(app: Opened) -> EntityPage:
    found = app.app.screen
    assert isinstance(found, EntityPage)
    return found


async def about(app: Opened, name: str) -> EntityPage:
    """Show the page of a name by the key on it in the article."""
    await app.open()
    await app.until(lambda: (shown := app.app.main.reader.page) and shown.article.mentions)
    for _ in range(60):
        await app.press("e")
        mention = app.app.main.reader.entity_under_cursor()
        if mention is not None and mention.name == name:
            break
    await app.press("P")
    await app.until(lambda: isinstance(app.app.screen, EntityPage) and app.app.screen.panes.passages.passages)
    return page(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_all_of_the_time_is_shown_however_long(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(tmp_path, size=size) as app:
        shown = await about(app, NAME)
        await app.until(lambda: shown.state.read == 5)
        for months, first, told in (
            (3, "Feb 1950", "2,000 in a month"),
            (121, "Feb 1951", "2,003 in 2 months"),
            (900, "Feb 1952", "months"),
        ):
            counts = [3] * (months - 2) + [3, 2_000]
            shown.panes.head.tell((), counts, (first, "Feb 2026"))
            await app.until(lambda first=first: first in app.screen_text())
            lines = app.screen_text().splitlines()
            row = next(at for at, line in enumerate(lines) if first in line)
            top = lines[row - 3]
            if size[0] == 120 or months != 121:
                assert told in top
            assert top.rstrip().endswith(("month", "months")), "the number is whole"
            bars = lines[row - 1].rstrip()
            assert len(bars) <= len(lines[row].rstrip()) <= size[0] - 1, (
                "the last month stands below the last bar"
            )


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_mention_is_gone_to_and_come_back_from(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(tmp_path, size=size) as app:
        shown = await about(app, NAME)
        await app.until(lambda: shown.state.read == 5)
        assert "BCT" in app.screen_text()
        await app.press("j", "j", "j", "j")
        it = shown.panes.passages.current
        assert it is not None
        assert NAME in it.text
        await app.press("enter")
        reader = app.app.main.reader
        await app.until(lambda: reader.has_focus and app.app.main.showing == it.article)
        await app.until(lambda: (named := reader.entity_under_cursor()) and named.start == it.start)
        assert it.text.split(NAME)[0].split()[-1] in app.screen_text()
        await app.press("escape")
        await app.until(lambda: isinstance(app.app.screen, EntityPage))
        await app.until(lambda: page(app).panes.passages.current == it)


async def test_names_beside_it_lead_on_and_back_and_it_lists_its_articles(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await about(app, NAME)
        await app.press("tab", "j", "enter")
        await app.until(lambda: page(app).state.name != NAME)
        other = page(app).state.name
        await app.press("escape")
        await app.until(lambda: isinstance(app.app.screen, EntityPage) and page(app).state.name == NAME)
        assert other in app.screen_text()
        await app.press("f")
        await app.until(lambda: app.app.main.wanted == t.Entity(NAME, "ORG"))
        await app.until(lambda: app.app.main.list.has_focus)


def test_names_are_marked_in_their_sentences() -> None:
    text = "Bộ Y tế họp.\nHôm qua Bộ Y tế gặp Bộ Y tế. Rồi thôi."
    starts = [at for at in range(len(text)) if text.startswith("Bộ Y tế", at)]
    found = list(passages("x", text, [(at, at + 7) for at in starts]))
    assert [it.text for it in found] == ["Bộ Y tế họp.", "Hôm qua Bộ Y tế gặp Bộ Y tế."]
    assert [[it.text[a:b] for a, b in it.hits] for it in found] == [["Bộ Y tế"], ["Bộ Y tế", "Bộ Y tế"]]
    assert all(text[it.start : it.end] == "Bộ Y tế" for it in found)


def test_a_name_that_is_wider_than_a_sentence_is_shown_whole() -> None:
    text = "Ông Hai. Ba nói.\nThế thôi."
    (it,) = passages("x", text, [(0, 11)])
    assert [it.text[a:b] for a, b in it.hits] == ["Ông Hai. Ba"]


def test_only_the_name_that_is_meant_is_taken() -> None:
    article = read("Lan nói.\n\nLan đi.".encode())
    person = Mention(0, 3, "PERSON", "Lan", "Lan")
    named = replace(article, mentions=(person, replace(person, type="PLACE", start=10, end=13)))
    assert len(said_in("x", named, "Lan", "PERSON")) == 1
    assert len(said_in("x", named, "Lan", None)) == 2
    assert said_in("x", named, "Hoa", None) == ()


async def test_dates_and_figures_have_no_page(tmp_path: Path) -> None:
    async with opened(tmp_path, query="nike") as app:
        await app.open()
        reader = app.app.main.reader
        await app.until(lambda: (shown := reader.page) and shown.article.mentions)
        mentions = reader.page.article.mentions if reader.page else None
        reader.await_name(next(it.start for it in mentions or () if it.type == "DATE"))
        await app.press("P")
        await app.until(lambda: "P is for people" in app.said)
        assert app.app.screen is app.app.main
