"""What the reader promises about how an article is set, before any screen is there."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from seeds.article import Article, ArticleDate, Block
from seeds.edtf import parse
from seeds.reading import read
from tests.tui.pages import WORDS, article, note, page
from tui.widgets.reader import Page
from tui.widgets.reader.quoting import sentence_at
from tui.widgets.reader.sheet import Line, Setting, Sheet
from tui.widgets.reader.typeset import typeset
from tui.widgets.reader.wrap import clusters, drawable, wrap, wrap_even

SEEDS = sorted((Path(__file__).parents[2] / "seeds" / "articles").glob("*.txt"))
LETTERS = "aăộĐ-–— .,1/汉字。、（）한é\u0302😀👍🏽🇻🇳\u00a0\t"
paragraphs = st.text(LETTERS, max_size=120)
widths = st.integers(2, 30)


def set_page(of: Page, width: int = 60, **how: bool) -> Sheet:
    return typeset(of, WORDS, Setting(width, **how))


def texts(sheet: Sheet, kind: str = "") -> list[str]:
    return [line.text for line in sheet.lines if not kind or line.kind == kind]


def seed_pages() -> list[Page]:
    return [page(read(path.read_bytes(), file_name=path.name)) for path in SEEDS]


class TestNotes:
    def test_of_a_note_as_long_as_a_book_the_beginning_is_set_and_the_rest_is_counted(self) -> None:
        long = "\n".join(f"Dòng {n} về **kinh tế**" for n in range(65_000))
        began = time.process_time()
        sheet = set_page(page(article(("body", "Một câu.")), note(long)))
        assert time.process_time() - began < 1
        lines = texts(sheet, "note")
        assert "Dòng 0 về kinh tế" in lines
        assert len(lines) < 80
        shown = sum(line.startswith("Dòng") for line in lines)
        assert f"… {65_000 - shown} more lines" in lines[-1]
        assert sheet.lines[-1].note == note(long).id, "a click shows the whole note"

    def test_of_a_note_that_is_one_line_as_long_as_a_book_the_beginning_is_set(self) -> None:
        sheet = set_page(page(article(("body", "Một câu.")), note("chữ " * 100_000)))
        assert len(sheet.lines) < 200
        assert "1 more line" in texts(sheet, "note")[-1]

    @given(st.text("ab \n", max_size=200))
    def test_an_ordinary_note_is_set_whole(self, text: str) -> None:
        assert "more line" not in "".join(texts(set_page(page(article(("body", "Một câu.")), note(text)))))


class TestWrapping:
    @given(paragraphs, widths)
    def test_lines_are_in_order_and_lose_nothing_but_spaces(self, text: str, width: int) -> None:
        before = 0
        for start, end in wrap(text, width):
            assert before <= start <= end
            assert not text[before:start].strip(" ")
            before = end
        assert not text[before:].strip(" ")

    @given(paragraphs, widths)
    def test_no_line_is_wider_than_the_measure(self, text: str, width: int) -> None:
        for start, end in wrap(drawable(text), width):
            piece = drawable(text)[start:end]
            assert cell_len(piece) <= width or len(list(clusters(piece))) == 1

    @given(paragraphs, widths)
    def test_no_letter_is_parted_from_its_marks(self, text: str, width: int) -> None:
        borders = {start for start, _, _ in clusters(text)} | {len(text)}
        for start, end in wrap(text, width):
            assert start in borders
            assert end in borders

    @given(st.text("aộĐ1 -–.", max_size=80), widths)
    def test_text_of_simple_letters_is_set_like_any_other(self, text: str, width: int) -> None:
        # The mark in front makes the careful path run; it takes the place of one letter.
        careful = wrap("e\u0302" + text, width)
        simple = wrap("ê" + text, width)
        shift = [(max(0, start - 1), end - 1) for start, end in careful]
        assert shift == simple

    def test_decomposed_vietnamese_breaks_where_composed_does(self) -> None:
        import unicodedata

        text = "Quyền Bộ trưởng Lê Mạnh Hùng làm việc với Thứ trưởng Năng lượng"
        apart = unicodedata.normalize("NFD", text)
        lines = [unicodedata.normalize("NFC", apart[start:end]) for start, end in wrap(apart, 22)]
        assert lines == [text[start:end] for start, end in wrap(text, 22)]

    def test_names_joined_by_a_hyphen_may_part_and_dates_and_dashes_may_not(self) -> None:
        def lines(text: str, width: int) -> list[str]:
            return [text[start:end] for start, end in wrap(text, width)]

        assert lines("quan hệ Việt Nam-Hoa Kỳ", 17) == ["quan hệ Việt Nam-", "Hoa Kỳ"]
        assert lines("họp sáng ngày 13-3", 16) == ["họp sáng ngày", "13-3"]
        assert lines("kinh tế Việt Nam - Mỹ", 17) == ["kinh tế Việt", "Nam - Mỹ"]

    def test_wide_letters_break_between_but_no_line_starts_with_their_full_stop(self) -> None:
        lines = [("漢字仮名交。漢字" * 3)[start:end] for start, end in wrap("漢字仮名交。漢字" * 3, 10)]
        assert all(line and line[0] != "。" for line in lines)

    def test_a_heading_leaves_no_word_alone_on_its_last_line(self) -> None:
        text = "Vòng đàm phán thứ 6 thương mại đối ứng Việt - Mỹ trao đổi nội dung gì?"
        lines = [text[start:end] for start, end in wrap_even(text, 66)]
        assert len(lines) == 2
        assert len(lines[1]) >= 26

    def test_the_letters_taken_for_narrow_or_wide_are_so_for_rich(self) -> None:
        from rich.cells import get_character_cell_size

        for code in range(0x20, 0x10000):
            letter = chr(code)
            if 0xD800 <= code < 0xE000:
                continue
            ((_, _, wide),) = clusters(letter)
            assert wide == get_character_cell_size(letter)
            assert cell_len(letter) == sum(cells for _, _, cells in clusters(letter))


class TestThePage:
    @pytest.mark.parametrize("width", [20, 41, 76, 80])
    def test_every_line_draws_what_stands_at_its_offsets_and_they_never_fall(self, width: int) -> None:
        for of in seed_pages():
            for how in ({}, {"related": True}, {"raw": True}):
                sheet = set_page(of, width, **how)
                before = 0
                for line in sheet.lines:
                    assert line.start >= before
                    before = line.start
                    assert cell_len(line.text) + line.indent <= width
                    if line.own:
                        assert line.text == drawable(of.article.text[line.start : line.end])

    def test_no_text_of_the_seeds_is_lost(self) -> None:
        for of in seed_pages():
            sheet = set_page(of, 50, related=True)
            drawn = [False] * len(of.article.text)
            for line in sheet.lines:
                if line.own:
                    drawn[line.start : line.end] = [True] * (line.end - line.start)
            for block in of.article.blocks:
                if block.kind == "header":
                    continue
                for at in range(block.start, block.end):
                    letter = of.article.text[at]
                    assert drawn[at] or letter in " \n|![]()", (
                        block.kind,
                        of.article.text[at - 20 : at + 20],
                    )

    @settings(max_examples=60)
    @given(
        st.lists(
            st.tuples(
                st.sampled_from(
                    ["body", "heading", "caption", "byline", "source", "related", "title", "header"]
                ),
                st.text("abĐộ 汉|!", min_size=1, max_size=60),
            ),
            max_size=8,
        ),
        st.integers(8, 60),
    )
    def test_any_order_of_blocks_is_set_without_losing_text(self, parts: list, width: int) -> None:
        of = article(*parts, title=None)
        sheet = set_page(page(of), width, related=True)
        own = [line for line in sheet.lines if line.own]
        assert [line.start for line in own] == sorted(line.start for line in own)
        shown = set()
        for line in own:
            shown.update(range(line.start, line.end))
        for block in of.blocks:
            if block.kind != "header":
                missing = [at for at in range(block.start, block.end) if at not in shown]
                assert all(of.text[at] in " |" for at in missing)

    def test_text_that_lies_in_no_block_is_set_as_running_text(self) -> None:
        of = article(("body", "Đoạn đầu."), ("body", "Đoạn giữa."), ("body", "Đoạn cuối."))
        of = replace(of, blocks=(of.blocks[0], of.blocks[2]))
        assert "Đoạn giữa." in texts(set_page(page(of)), "body")

    def test_the_title_is_set_once_and_a_missing_one_is_not_made_up(self) -> None:
        titled = article(("title", "Tiêu đề của bài"), ("body", "Đoạn đầu."), title="Tiêu đề của bài")
        assert texts(set_page(page(titled)), "title") == ["Tiêu đề của bài"]
        assert texts(set_page(page(titled)), "body") == ["Đoạn đầu."]
        bare = replace(article(("body", "Đoạn đầu.")), lead="Đoạn đầu.")
        assert not texts(set_page(page(bare)), "title")
        assert texts(set_page(page(bare)), "untitled") == ["Untitled"]

    def test_a_corrected_title_stands_above_and_the_old_one_stays_readable(self) -> None:
        of = article(("title", "Cũ"), ("body", "Đoạn."), title="Tiêu đề đã sửa")
        sheet = set_page(page(of))
        assert texts(sheet, "title") == ["Tiêu đề đã sửa"]
        assert texts(sheet, "body") == ["Cũ", "Đoạn."]

    def test_the_header_line_shows_only_as_raw_text(self) -> None:
        of = article(("header", "date 2025-11-15 (VTC News) -"), ("body", "Đoạn."))
        assert not any("VTC" in text for text in texts(set_page(page(of))))
        assert "date 2025-11-15 (VTC News) -" in texts(set_page(page(of), raw=True))

    def test_marks_of_images_and_tables_are_not_drawn(self) -> None:
        of = article(
            ("caption", "![]() |"),
            ("caption", "| Hai bên chụp ảnh chung. Ảnh: BCT. |"),
            ("caption", "Toàn cảnh buổi làm việc |"),
            ("caption", "Cuối ![ảnh](x.jpg)"),
        )
        assert texts(set_page(page(of)), "caption") == [
            "Hai bên chụp ảnh chung. Ảnh: BCT.",
            "Toàn cảnh buổi làm việc",
            "Cuối",
        ]

    def test_the_items_of_a_list_stand_close_and_apart_from_what_is_around(self) -> None:
        of = article(
            ("body", "Một."), ("body", "- Hai\n- Ba"), ("body", "Loại | Giá\nA | 1"), ("body", "Bốn.")
        )
        drawn = texts(set_page(page(of)))
        assert drawn[drawn.index("Một.") :] == [
            "Một.",
            "",
            "- Hai",
            "- Ba",
            "",
            "Loại | Giá",
            "A | 1",
            "",
            "Bốn.",
        ]

    def test_a_hard_wrapped_text_is_set_anew(self) -> None:
        of = article(
            ("body", "Kim ngạch xuất khẩu trong tháng 11\ntăng mạnh so với\ncùng kỳ."), ("body", "Hai.")
        )
        sheet = set_page(page(of), 40)
        assert texts(sheet, "body") == [
            "Kim ngạch xuất khẩu trong tháng 11 tăng",
            "mạnh so với cùng kỳ.",
            "Hai.",
        ]
        for line in sheet.lines:
            if line.own:
                assert of.text[line.start : line.end].replace("\n", " ") == line.text

    def test_captions_are_indented_and_paragraphs_stand_apart(self) -> None:
        of = article(("body", "Một."), ("caption", "Ảnh."), ("body", "Hai."))
        sheet = set_page(page(of))
        kinds = [line.kind for line in sheet.lines]
        assert kinds[-5:] == ["body", "blank", "caption", "blank", "body"]
        assert next(line for line in sheet.lines if line.kind == "caption").indent == 2

    def test_an_opening_source_runs_into_its_paragraph(self) -> None:
        of = article(("body", "TPO - Bộ Công Thương cho biết."))
        start = of.blocks[0].start
        of = replace(
            of, blocks=(Block(start, start + 5, "source"), Block(start + 6, of.blocks[0].end, "body"))
        )
        sheet = set_page(page(of))
        assert texts(sheet, "body") == ["TPO - Bộ Công Thương cho biết."]
        (line,) = (line for line in sheet.lines if line.kind == "body")
        assert [(run.start, run.end, run.style) for run in line.runs] == [(0, 6, "reader.meta")]

    def test_related_news_is_folded_into_a_line_that_counts_it(self) -> None:
        of = page(read(SEEDS[2].read_bytes(), file_name=SEEDS[2].name))
        folded = set_page(of)
        assert texts(folded, "folded") == ["Related news: 6 items ▸"]
        assert not texts(folded, "related")
        opened = set_page(of, related=True)
        assert texts(opened, "related")[0] == "Tin mới"

    def test_notes_stand_at_the_end_with_their_day_and_are_counted_above(self) -> None:
        of = page(
            article(("body", "Đoạn.")), note("Hỏi lại\nvề LNG"), note("Số cũ", "2026-03-01T12:00:00+00:00")
        )
        sheet = set_page(of)
        assert texts(sheet, "note") == [
            "Notes",
            "9 February 2026",
            "Hỏi lại",
            "về LNG",
            "1 March 2026",
            "Số cũ",
        ]
        assert any("✎\u00a02\u00a0notes\u00a0at\u00a0the\u00a0end" in text for text in texts(sheet, "meta"))

    def test_control_characters_are_never_drawn(self) -> None:
        of = article(("body", "a\x1b[31mb\x07c\u202ed\te"), title="x\x9by")
        for line in set_page(page(of, note("n\x1b]0;t\x07")), 60).lines:
            assert not any(ord(letter) < 32 or 0x7F <= ord(letter) < 0xA0 for letter in line.text)
            assert "\u202e" not in line.text


class TestWhatStandsUnderTheTitle:
    @pytest.mark.parametrize(
        ("edtf", "basis", "told"),
        [
            ("2025-11-15", "header", "Saturday 15 November 2025 (as its header says)"),
            ("2025-03-13?", "body", "13 March 2025? (from the text)"),
            ("2025-11", "address", "November 2025 (from its address)"),
            ("2025", "file name", "2025 (from the file's name)"),
            ("XXXX-05-08", "body", "8 May, year unknown (from the text)"),
        ],
    )
    def test_the_date_in_words_says_how_it_is_known(self, edtf: str, basis: str, told: str) -> None:
        date = ArticleDate(parse(edtf), basis, None)
        of = article(("body", "Đoạn."), date=date, source="VTC News", author="Khánh An")
        (meta,) = texts(set_page(page(of), 80), "meta")
        assert meta.replace("\u00a0", " ") == f"{told} · VTC News · Khánh An"

    def test_an_unknown_date_is_said_to_be_unknown(self) -> None:
        assert texts(set_page(page(article(("body", "x")))), "meta") == ["date\u00a0unknown"]

    def test_topics_and_tags_share_a_line_and_keep_together(self) -> None:
        of = article(("body", "x"), topics=("energy", "agriculture"))
        (line,) = (line for line in set_page(page(of, tags=("đọc-lại",))).lines if line.kind == "topics")
        styles = [line.text[run.start : run.end] + "=" + run.style for run in line.runs]
        assert styles[0].endswith("=reader.topic")
        assert styles[-1] == "#đọc-lại=reader.tag"


class TestPlaces:
    @given(st.integers(0, 1600), st.integers(12, 90), st.integers(12, 90))
    @settings(max_examples=40)
    def test_a_place_outlives_another_width(self, offset: int, one: int, other: int) -> None:
        of = page(_ARTICLE)
        first, second = set_page(of, one), set_page(of, other)
        line = first.lines[first.line_of(offset)]
        moved = second.lines[second.at_place(first.place(first.line_of(offset)))]
        if line.own:
            assert moved.own
            assert moved.start <= line.start < max(moved.end, moved.start + 1) or _between(moved, line)

    def test_every_drawn_offset_is_found_on_its_line(self) -> None:
        sheet = set_page(page(_ARTICLE), 40)
        for line in sheet.lines:
            if line.own:
                assert sheet.lines[sheet.line_of(line.start)] == line
                assert sheet.draws(line.start)


def _between(moved: Line, line: Line) -> bool:
    """A line may end in a space that belongs to no line: its place is then the line before."""
    return moved.end <= line.start <= moved.end + 1


_ARTICLE: Article = article(
    ("title", "Một tiêu đề đủ dài để phải xuống dòng khi khổ hẹp"),
    *[
        ("body", f"Đoạn {number} có vài câu. Câu này dài hơn một chút để xuống dòng. " * 2)
        for number in range(9)
    ],
    title="Một tiêu đề đủ dài để phải xuống dòng khi khổ hẹp",
)


class TestSentences:
    TEXT = "Ông L. Greer ở TP. Huế nói: “Tốt!” Rồi ông về.\nCâu sau… hết"

    @pytest.mark.parametrize(
        ("at", "sentence"),
        [
            (0, "Ông L. Greer ở TP. Huế nói: “Tốt!”"),
            (20, "Ông L. Greer ở TP. Huế nói: “Tốt!”"),
            (36, "Rồi ông về."),
            (47, "Câu sau…"),
            (58, "hết"),
            (999, "hết"),
        ],
    )
    def test_the_sentence_around_a_place(self, at: int, sentence: str) -> None:
        start, end = sentence_at(self.TEXT, at)
        assert self.TEXT[start:end] == sentence

    def test_a_sentence_of_a_file_that_is_one_line_is_near_its_place(self) -> None:
        start, end = sentence_at("chữ " * 1_000_000, 2_000_000)
        assert start < 2_000_000 < end
        assert end - start < 20_000

    def test_an_empty_text_has_an_empty_sentence(self) -> None:
        assert sentence_at(" \n ", 1) == (0, 0)

    @given(st.text("aĐ. \n!”", max_size=40), st.integers(0, 50))
    def test_a_sentence_stays_within_its_line(self, text: str, at: int) -> None:
        start, end = sentence_at(text, at)
        assert "\n" not in text[start:end]
        assert bool(text[start:end]) == bool(text.strip())
