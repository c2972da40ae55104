"""Notes as they are shown: their Markdown in lines, their links, and nothing that commands a terminal."""

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.link_index import Destination
from annotations.links import links_in
from tests.examples import examples
from tui.cells import width
from tui.note_text import NoteText, set_note
from tui.typed import clean_lines

MARKS = (
    "# ", "- ", "1. ", "> ", "```\n", "*", "**", "`", "~~", "[[f1|Bão]]", "[[f2]]", "[a](http://b.c)",
    "\n", "\n\n", "---\n", "    ", "chữ ", "\x1b[31m", "\x1b]0;x\x07", "\u202e", "\u200b", "\x9b2J",
    "&#27;", "<b>", "[/]", "[@click=app.quit]x[/]", "https://", "e\u0301", "漢字", "\t", "\\", "![x](y)",
    "[x]: y\n",
)  # fmt: skip


def lines(text: str, width: int = 40) -> list[str]:
    return [line.text for line in set_note(text, width).lines]


def styled(note: NoteText) -> dict[str, str]:
    return {line.text[run.start : run.end]: run.style for line in note.lines for run in line.runs}


def test_a_note_is_set_as_it_is_meant_and_breaks_where_its_writer_broke_it() -> None:
    note = set_note("# Đầu\nmột **đậm** *nghiêng* `mã`\nhai\n\n- a\n- b\n  1. c\n\n> trích\n> tiếp", 40)
    assert [line.text for line in note.lines] == [
        "Đầu", "một đậm nghiêng mã", "hai", "", "• a", "• b", "  1. c", "", "│ trích", "│ tiếp",
    ]  # fmt: skip
    assert styled(note) | {
        "Đầu": "markdown.heading",
        "đậm": "markdown.strong",
        "mã": "markdown.code",
    } == styled(note)


def test_lines_that_go_on_stand_under_their_item_or_quote() -> None:
    assert lines("- một hai ba bốn năm\n> sáu bảy tám chín", 14) == [
        "• một hai ba", "  bốn năm", "│ sáu bảy tám", "│ chín",
    ]  # fmt: skip


def test_a_note_without_marks_is_as_it_was_typed() -> None:
    assert lines("một\n  hai\n\n\nba") == ["một", "  hai", "", "", "ba"]


def test_links_are_told_with_where_they_stand_and_one_that_leads_nowhere_is_marked() -> None:
    leads = {"f1": Destination("article", "f1", "Bão số 9"), "x": Destination("nowhere")}
    note = set_note("xem [[f1]] và [[f1|lũ]] hay [[x]] [y](https://z.vn)", 60, leads)
    assert note.lines[0].text == "xem Bão số 9 và lũ hay x? y (https://z.vn)"
    assert [link.target for link in note.links] == ["f1", "f1", "x", "https://z.vn"]
    assert [note.lines[0].text[it.start : it.end] for it in note.lines[0].links][:3] == [
        "Bão số 9",
        "lũ",
        "x?",
    ]


@given(st.lists(st.sampled_from(MARKS), max_size=16).map("".join), st.integers(1, 60))
@examples(150)
def test_whatever_a_note_holds_is_drawn_as_text_within_its_measure(text: str, cells: int) -> None:
    note = set_note(text, cells)
    for line in note.lines:
        assert not any(unicodedata.category(each) in ("Cc", "Cf", "Cs") for each in line.text)
        assert width(line.text) <= max(cells, 14)
        assert all(0 <= run.start <= run.end <= len(line.text) for run in line.runs)
        assert all(0 <= it.start <= it.end <= len(line.text) for it in line.links)
    shown = [link.target for link in note.links if not link.web]
    assert shown == [link.target for link in links_in(clean_lines(text).strip("\n"))]


def test_no_letter_of_a_note_is_lost_but_its_marks() -> None:
    text = "# a1\n\n- b2 *c3*\n  - d4\n\n> e5 `f6`\n\n```\ng7\n```\n\n| h8 | i9 |\n|----|----|\n<u>j0</u>"
    shown = "".join(lines(text))
    assert all(each in shown for each in ("a1", "b2", "c3", "d4", "e5", "f6", "g7", "h8", "i9", "<u>j0</u>"))


@pytest.mark.parametrize(
    "text", ["[" * 20_000, "> " * 5_000 + "x", "*" * 20_000, "`" * 20_000 + "x", "- " * 3000]
)
def test_a_note_made_to_be_slow_is_not(text: str) -> None:
    import time

    begun = time.thread_time()
    set_note(text, 40)
    assert time.thread_time() - begun < 3


def test_a_plain_note_loads_no_markdown_parser() -> None:
    code = (
        "import sys; from tui.note_text import set_note; set_note('chào', 40); "
        "print('markdown_it.main' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
