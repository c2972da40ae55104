"""Finding in the article: what is typed, and the words of the filter that brought it here."""

from __future__ import annotations

from datetime import date

from annotations.query import tree as t
from annotations.query.parser import parse
from tests.tui.pages import ReaderApp, article, page
from tui.sought import sought_words
from tui.widgets.reader import Reader

SMALL, WIDE = (80, 24), (120, 40)


def mark(reader: Reader, query: str) -> None:
    tree = parse(query, today=date(2026, 2, 11))
    reader.mark_words(tree, sought_words(tree))


def told(app: ReaderApp, kind: type) -> list:
    return [message for message in app.told if isinstance(message, kind)]


class TestFinding:
    OF = article(
        ("title", "Hoa Kỳ"),
        *[("body", f"{n}. Đàm phán với Hoa Kỳ về thuế. " * 3) for n in range(40)],
        title="Hoa Kỳ",
    )

    async def test_marks_and_case_do_not_matter_and_hits_are_counted(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL) as pilot:
            app.reader.show(page(self.OF))
            app.reader.find("hoa ky")
            await pilot.pause()
            assert told(app, Reader.FindChanged)[-1].total == 121
            assert told(app, Reader.FindChanged)[-1].current == 1
            look = app.look
            assert len(app.style_of("Hoa Kỳ")) > 10
            assert look.style("reader.hit_current").bgcolor in [
                style.bgcolor for style in app.style_of("Hoa Kỳ")
            ]

    async def test_next_and_previous_go_round_and_say_so(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL):
            reader = app.reader
            reader.show(page(self.OF))
            reader.find("hoa ky")
            reader.find_next(2)
            assert reader.found == (3, 121)
            reader.find_previous(3)
            assert reader.found == (121, 121)
            assert "121/121 “hoa ky” · from the end again" in app.drawn()[-1]
            assert reader.at_end
            reader.cmd_next_hit()
            assert reader.found == (1, 121)

    async def test_typing_on_starts_from_where_one_was_reading(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL):
            reader = app.reader
            reader.show(page(self.OF))
            reader.cmd_page_down(3)
            at = reader.position
            for typed in ("d", "da", "dam phan v", "dam phan với hoa"):
                reader.find(typed)
                assert reader.found[0] > 0
                assert reader.position == at
            reader.find("dam phan xyz")
            assert reader.found == (0, 0)
            assert reader.position == at

    async def test_ending_a_find_leaves_the_page_as_it_was(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL) as pilot:
            app.reader.show(page(self.OF))
            before = [app.reader.render_line(y) for y in range(10)]
            app.reader.find("hoa")
            app.reader.find_clear()
            await pilot.pause()
            assert [app.reader.render_line(y) for y in range(10)] == before
            assert told(app, Reader.FindChanged)[-1].total == 0
            app.reader.cmd_next_hit()
            assert "Nothing is being looked for" in app.drawn()[-1]

    async def test_a_hit_in_folded_news_unfolds_it_and_one_in_the_header_is_none(self) -> None:
        of = article(
            ("header", "date VTC"), ("body", "Bài."), ("related", "Tin mới về ma túy"), ("related", "x")
        )
        app = ReaderApp()
        async with app.run_test(size=SMALL):
            app.reader.show(page(of))
            app.reader.find("ma tuy")
            assert app.reader.found == (1, 1)
            assert any("ma túy" in row for row in app.drawn())
            app.reader.find("vtc")
            assert app.reader.found == (0, 0)

    async def test_the_status_line_says_which_hit_of_how_many_and_what_is_sought(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL):
            reader = app.reader
            reader.show(page(self.OF))
            reader.find("hoa ky")
            assert app.drawn()[-1].strip("▌ ").startswith("1/121 “hoa ky”")
            reader.cmd_next_hit(2)
            assert app.drawn()[-1].strip("▌ ").startswith("3/121 “hoa ky”")
            reader.find("hoa kyz")
            assert "“hoa kyz” is not in this article" in app.drawn()[-1]
            reader.find("x" * 200)
            assert "xx…" in app.drawn()[-1]
            reader.find_clear()
            assert "people" in app.drawn()[-1]

    async def test_the_next_hit_is_the_next_from_where_one_looks(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL):
            reader = app.reader
            reader.show(page(self.OF))
            reader.find("hoa ky")
            reader.cmd_page_down(3)
            top = reader.position
            reader.cmd_next_hit()
            text = reader.page.article.text.lower()
            assert reader.found[0] == text[:top].count("hoa kỳ") + 1
            reader.cmd_next_hit()
            assert reader.found[0] == text[:top].count("hoa kỳ") + 2
            reader.cmd_end()
            top = reader.position
            reader.cmd_previous_hit()
            assert reader.found[0] == text[:top].count("hoa kỳ")
            reader.cmd_start()
            reader.cmd_next_hit()
            assert reader.found[0] == 1

    async def test_hits_outlive_a_resize(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL) as pilot:
            app.reader.show(page(self.OF))
            app.reader.find("thue")
            app.reader.find_next(5)
            await pilot.resize_terminal(50, 30)
            assert app.reader.found == (6, 120)


class TestWordsOfTheFilter:
    OF = article(
        ("title", "Nam tiến"),
        *[("body", f"{n}. Việt Nam đàm phán, ông Nam vui. Đà Namibia. " * 3) for n in range(40)],
        title="Nam tiến",
    )

    async def test_they_are_marked_quietly_and_the_rest_keeps_its_looks(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL):
            app.reader.show(page(self.OF))
            mark(app.reader, '"dam phan" OR nam')
            marked = app.look.style("reader.word").bgcolor
            assert {style.bgcolor for style in app.style_of("Nam đàm phán")} == {marked}
            assert {style.bgcolor for style in app.style_of("Nam")} == {marked}
            plain = [part.style for part in app.reader.render_line(5) if "Namibia" in part.text]
            assert plain
            assert all(style.color == app.look.style("page.text").color for style in plain)
            assert "people" in app.drawn()[-1]
            app.reader.show(page(article(("body", "Một bài khác của Nam."))))
            assert app.style_of("Nam")
            app.reader.mark_words(t.EVERYTHING, ())
            assert not app.style_of("Nam")

    async def test_the_start_of_a_word_is_marked_where_it_is_asked_for(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL):
            app.reader.show(page(self.OF))
            mark(app.reader, "namib")
            assert not app.style_of("Namib")
            mark(app.reader, "namib*")
            assert app.style_of("Namib")

    async def test_where_words_stand_side_by_side_a_lone_one_is_no_place(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL):
            app.reader.show(page(article(("body", "Góp phần vào đàm phán. Một phần đàm phán, đạm."))))
            mark(app.reader, "dam phan")
            app.reader.cmd_next_hit()
            assert "1/2" in app.drawn()[-1]

    async def test_words_side_by_side_are_one_place(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL):
            app.reader.show(page(self.OF))
            mark(app.reader, "phan dam")
            assert app.style_of("đàm phán")
            app.reader.cmd_next_hit()
            assert "1/120" in app.drawn()[-1]

    async def test_next_and_previous_go_through_them_until_something_is_looked_for(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL) as pilot:
            reader = app.reader
            reader.show(page(self.OF))
            mark(reader, '"dam phan"')
            reader.cmd_next_hit()
            assert "1/120 “dam phan”" in app.drawn()[-1]
            assert app.look.style("reader.hit_current").bgcolor in [
                style.bgcolor for style in app.style_of("đàm phán")
            ]
            reader.cmd_previous_hit()
            assert "120/120" in app.drawn()[-1]
            assert reader.at_end
            await pilot.pause()
            assert not told(app, Reader.FindChanged)
            reader.find("vui")
            assert reader.found[1] == 120
            assert not app.style_of("đàm phán")
            assert reader.step_back()
            reader.cmd_next_hit()
            assert "“dam phan”" in app.drawn()[-1]
            assert reader.step_back()
            assert not reader.step_back()

    async def test_without_any_there_is_nothing_to_go_to(self) -> None:
        app = ReaderApp()
        async with app.run_test(size=SMALL):
            app.reader.show(page(self.OF))
            mark(app.reader, "xyz")
            app.reader.cmd_next_hit()
            assert "Nothing is being looked for" in app.drawn()[-1]
