"""What the reader promises about entities: marked quietly, reached by key and mouse, switched off by type."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from seeds.article import MENTION_TYPES, Mention
from seeds.reading import read
from tests.tui.pages import WORDS, ReaderApp, article, listed, long_article, page
from tui.name_words import kind_of
from tui.screens.entity_card import EntityCard, EntityChoice
from tui.themes import Depth
from tui.widgets.reader import Reader
from tui.widgets.reader.spans import GROUPS, group_of, marks_of

SMALL = (80, 24)
SEEDS = Path(__file__).parents[2] / "seeds" / "articles"
OF = article(
    ("title", "An gặp Bình tại Huế"),
    ("body", "Ông An gặp bà Bình tại Huế ngày 14/11 với 5 tỷ đồng. Sau đó An về Huế."),
    ("caption", "An và Bình tại Huế."),
    ("body", "An nói về Luật Đất đai."),
    title="An gặp Bình tại Huế",
    mentions=(
        ("An", "PERSON"),
        ("Bình", "PERSON"),
        ("Huế", "PLACE"),
        ("14/11", "DATE"),
        ("5 tỷ đồng", "MONEY"),
        ("Luật Đất đai", "LAW"),
    ),
)


def focused(app: ReaderApp) -> str | None:
    mention = app.reader.entity_under_cursor()
    return None if mention is None else mention.text


class TestMarks:
    def test_every_type_of_mention_belongs_to_a_group(self) -> None:
        assert {group_of(Mention(0, 1, type_, "x", "x")) for type_ in MENTION_TYPES} == set(GROUPS)

    def test_the_first_in_a_paragraph_stands_out_and_the_next_there_does_not(self) -> None:
        marks = marks_of(OF)
        in_body = [
            (mention.text, loud)
            for mention, loud in zip(marks.mentions, marks.loud, strict=True)
            if OF.blocks[1].start <= mention.start < OF.blocks[1].end
        ]
        assert in_body == [
            ("An", True),
            ("Bình", True),
            ("Huế", True),
            ("14/11", True),
            ("5 tỷ đồng", True),
            ("An", False),
            ("Huế", False),
        ]

    def test_a_name_that_is_everywhere_wears_off(self) -> None:
        of = article(
            *[("body", f"{n}. Hoa Kỳ và Hoa Kỳ, {n}.") for n in range(9)], mentions=(("Hoa Kỳ", "PLACE"),)
        )
        assert sum(marks_of(of).loud) == 4
        assert sum(marks_of(of, frozenset({"Hoa Kỳ"})).loud) == 1

    def test_overlapping_mentions_are_drawn_as_the_longer_first_one(self) -> None:
        of = article(("body", "Bộ Công Thương"))
        whole, part = (
            Mention(0, 14, "ORG", "Bộ Công Thương", "x"),
            Mention(3, 14, "EVENT", "Công Thương", "y"),
        )
        assert marks_of(replace(of, mentions=(part, whole))).mentions == (whole,)


class TestDrawing:
    @pytest.mark.parametrize("depth", ["full", "sixteen", "plain"])
    async def test_types_are_drawn_in_their_own_styles(self, depth: Depth) -> None:
        app = ReaderApp(depth=depth)
        async with app.run_test(size=SMALL):
            app.reader.show(page(OF))
            for text, group in (("Bình", "PERSON"), ("14/11", "DATE"), ("5 tỷ đồng", "FIGURE")):
                wanted = app.look.style("page.text") + app.look.style(f"entity.{group}")
                assert wanted in app.style_of(text)

    async def test_all_and_none_are_one_key_away_and_the_title_stays_a_title_when_quiet(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL):
            app.reader.show(page(OF))
            assert not app.style_of("Bình")[1:]
            app.reader.cmd_emphasis()
            assert app.reader.emphasis == "all"
            assert len(app.style_of("Bình")) == 3
            app.reader.cmd_emphasis()
            assert app.reader.emphasis == "none"
            assert not app.style_of("Bình")
            assert "not marked" in app.drawn()[-1]
            app.reader.cmd_emphasis()
            app.reader.set_emphasis("nonsense")
            assert app.reader.emphasis == "quiet"

    async def test_the_raw_text_is_not_styled(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL):
            app.reader.show(page(OF))
            app.reader.cmd_raw()
            assert not app.style_of("14/11")

    async def test_the_legend_names_the_types_in_their_style(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL) as pilot:
            app.reader.show(page(OF))
            assert app.drawn()[-1].strip("▌ ").split()[:6] == [
                "people",
                "orgs",
                "places",
                "dates",
                "figures",
                "laws",
            ]
            person = app.look.style("entity.PERSON").color
            assert [style.color for style in app.style_of("people")] == [person]
            assert [style.color for style in app.style_of("orgs")] != [app.look.style("entity.ORG").color]
            app.set_focus(None)
            await pilot.pause()
            assert "▌" not in app.drawn()[-1]
            assert [style.color for style in app.style_of("people")] != [person]


class TestGoing:
    async def test_going_to_an_end_lets_go_of_the_name_in_focus(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=(80, 30)):
            reader = app.reader
            reader.show(page(OF))
            reader.cmd_next_entity(6)
            reader.cmd_start()
            assert focused(app) is None
            reader.cmd_next_entity()
            assert reader.cursor == OF.mentions[0].start
            reader.cmd_next_entity(6)
            reader.cmd_end()
            reader.cmd_next_entity()
            assert reader.cursor == OF.mentions[0].start

    async def test_a_name_out_of_view_is_left_behind(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL):
            reader = app.reader
            of = long_article()
            reader.show(page(of))
            reader.cmd_next_entity(2)
            reader.cmd_page_down(3)
            top = reader.position
            reader.cmd_next_entity()
            assert reader.cursor == min(m.start for m in of.mentions if m.start >= top)
            reader.cmd_page_down(3)
            top = reader.position
            reader.cmd_previous_entity()
            assert reader.cursor == max(m.start for m in of.mentions if m.start < top)

    async def test_next_and_previous_stop_at_the_ends_and_say_so(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL) as pilot:
            reader = app.reader
            reader.show(page(OF))
            reader.cmd_next_entity(4)
            assert focused(app) == "An"
            reader.cmd_next_entity()
            assert focused(app) == "Bình"
            reader.cmd_previous_entity(2)
            assert focused(app) == "Huế"
            reader.cmd_next_entity(50)
            assert focused(app) == "Luật Đất đai"
            assert "last one" in app.drawn()[-1]
            reader.cmd_previous_entity(50)
            assert reader.cursor == 0
            assert "first one" in app.drawn()[-1]
            await pilot.pause()
            last = [message for message in app.told if isinstance(message, Reader.EntityFocused)][-1]
            assert last.mention == OF.mentions[0]

    async def test_it_starts_from_what_is_in_view_and_brings_the_next_into_view(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL):
            reader = app.reader
            reader.show(page(long_article()))
            reader.cmd_page_down(3)
            at = reader.position
            reader.cmd_next_entity()
            assert reader.entity_under_cursor().start >= at
            assert reader.position == at
            reader.cmd_next_entity(40)
            assert reader.focused_row() is not None
            assert 0 <= reader.focused_row() < 23

    async def test_types_that_are_off_are_neither_drawn_nor_reached(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL):
            app.reader.show(page(OF))
            app.reader.hide_types(["PERSON", "nonsense"])
            assert app.reader.hidden_types == {"PERSON"}
            assert not app.style_of("Bình")
            app.reader.cmd_next_entity()
            assert focused(app) == "Huế"
            app.reader.hide_types(["PLACE"])
            assert focused(app) is None

    async def test_mentions_that_are_not_drawn_are_passed_over(self) -> None:
        of = article(
            ("header", "date An"),
            ("body", "Bình."),
            ("related", "An"),
            ("related", "An"),
            mentions=(("An", "PERSON"), ("Bình", "PERSON")),
        )
        app = ReaderApp()
        async with app.run_test(size=SMALL):
            app.reader.show(page(of))
            app.reader.cmd_next_entity(9)
            assert focused(app) == "Bình"

    async def test_before_they_are_read_it_says_they_are_coming(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL):
            app.reader.show(page(replace(OF, mentions=None)))
            app.reader.cmd_next_entity()
            assert "still being read" in app.drawn()[-1]
            app.reader.set_mentions(replace(OF, mentions=()))
            app.reader.cmd_next_entity()
            assert "No names" in app.drawn()[-1]

    async def test_the_one_in_focus_is_reversed_and_its_others_underlined(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL):
            app.reader.show(page(OF))
            app.reader.cmd_next_entity(4)
            styles = app.style_of("An")
            assert [bool(style.reverse) for style in styles].count(True) == 1
            assert sum(bool(style.underline) for style in styles if not style.reverse) == len(styles) - 1
            assert app.reader.count_of(app.reader.entity_under_cursor()) == 5

    async def test_a_click_focuses_and_esc_lets_go(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL) as pilot:
            app.reader.show(page(OF))
            row = next(y for y, text in enumerate(app.drawn()) if "14/11" in text)
            await pilot.click(app.reader, offset=(app.drawn()[row].index("14/11") + 1, row))
            assert focused(app) == "14/11"
            assert app.reader.step_back()
            assert focused(app) is None


class TestSwitching:
    async def test_a_click_on_the_legend_switches_a_type(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL) as pilot:
            app.reader.show(page(OF))
            column = app.drawn()[-1].index("places")
            await pilot.click(app.reader, offset=(column + 2, 23))
            assert app.reader.hidden_types == {"PLACE"}
            await pilot.click(app.reader, offset=(column + 2, 23))
            assert not app.reader.hidden_types

    async def test_the_box_switches_by_number_row_and_all_at_once(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL) as pilot:
            app.reader.show(page(OF))
            app.reader.cmd_entity_types()
            await pilot.pause()
            said = "".join(part.text for part in app.screen.query_one("_Types").render_line(9))
            assert "1–6 switch" in said  # as many as there are kinds: this article names no event
            await pilot.press("1", "6")
            assert app.reader.hidden_types == {"PERSON", "LAW"}
            await pilot.press("k", "space")
            assert app.reader.hidden_types == {"PERSON", "FIGURE", "LAW"}
            await pilot.press("a")
            assert not app.reader.hidden_types
            await pilot.press("a")
            assert app.reader.hidden_types == set(GROUPS)
            await pilot.press("a", "escape")
            assert len(app.screen_stack) == 1
            assert app.reader.has_focus


class TestTheCard:
    MENTION = replace(OF.mentions[0], rule="title+name", confidence=0.7)
    OTHERS = (listed(id="one", heading="Bài một"), listed(id="two", heading="[/] Bài hai \x1b[2J"))

    async def chosen(self, *keys: str, others: tuple = OTHERS, total: int = 5) -> EntityChoice | None:
        app = ReaderApp()
        result: list[EntityChoice | None] = []
        async with app.run_test(size=SMALL) as pilot:
            app.reader.show(page(OF))
            app.reader.cmd_next_entity()
            await app.push_screen(EntityCard(self.MENTION, 5, others, total, app.reader), result.append)
            await pilot.press(*keys)
            assert len(app.screen_stack) == 1
        return result[0]

    async def test_enter_lists_a_number_or_a_row_opens_and_esc_closes(self) -> None:
        assert await self.chosen("enter") == EntityChoice()
        assert await self.chosen("2") == EntityChoice("two")
        assert await self.chosen("j", "enter") == EntityChoice("one")
        assert await self.chosen("9", "escape") is None
        assert await self.chosen("i") == EntityChoice(set_right=True)
        assert await self.chosen("enter", others=(), total=0) is None

    @pytest.mark.parametrize("size", [(80, 24), (120, 40), (24, 8)])
    async def test_it_says_what_is_known_and_shows_nothing_raw(self, size: tuple[int, int]) -> None:
        app = ReaderApp()
        async with app.run_test(size=size) as pilot:
            app.reader.show(page(OF))
            app.reader.cmd_next_entity()
            await app.push_screen(EntityCard(self.MENTION, 5, self.OTHERS, 5, app.reader))
            await pilot.pause()
            card = app.screen.query("_Card").first()
            rows = ["".join(part.text for part in card.render_line(y)) for y in range(card.size.height)]
            drawn = "\n".join(rows)
            assert "\x1b" not in drawn
            if size[0] >= 80:
                for told in ("An", "person", "5 times", "Likely: a title", "Bài một", "3 more", "Esc"):
                    assert told in drawn
                row = next(y for y, text in enumerate(rows) if "Bài hai" in text)
                await pilot.click(card, offset=(9, row))
                assert len(app.screen_stack) == 1

    def test_every_rule_of_the_reading_has_words_for_what_it_goes_by(self) -> None:
        from seeds.entities import mentions

        rules = set()
        for path in sorted(SEEDS.glob("*.txt")):
            of = read(path.read_bytes(), file_name=path.name)
            rules |= {mention.rule for mention in mentions(of.text, of.blocks, None)}
        assert len(rules) > 10
        for rule in rules:
            assert kind_of(rule), rule
            assert WORDS(f"card.why.{kind_of(rule)}")

    async def test_it_has_a_frame(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL) as pilot:
            app.reader.show(page(OF))
            await app.push_screen(EntityCard(self.MENTION, 5, self.OTHERS, 5, app.reader))
            await pilot.pause()
            assert app.screen.query("_Card").first().styles.border_top[0] == "round"

    @pytest.mark.parametrize("down", [0, 5, 30])
    async def test_it_does_not_hide_the_name_it_is_about(self, down: int) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL) as pilot:
            app.reader.show(page(long_article()))
            app.reader.cmd_next_entity(12 + down)
            focused = app.reader.entity_under_cursor()
            assert focused is not None
            await app.push_screen(EntityCard(focused, 5, self.OTHERS, 5, app.reader))
            await pilot.pause()
            card = app.screen.query("_Card").first().region
            assert not card.y <= app.reader.focused_row() < card.bottom
