"""Titles are cut by words, never inside a letter, and never wider than their column."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.cells import ELLIPSIS, _one_cell, clusters, composed, cut, cut_start, fill, head, width

LETTERS = (
    "aăâbcdđeêghiklmnoôơpqrstuưvxyÀẢÃÁẠẫệữ …“”-,.?!「漢字」한글👍🏽👨\u200d👩\u200d👧🇻🇳"
    "e\u0301\u0323 \u00a0\t\n"
)
TEXTS = st.text(
    alphabet=st.one_of(st.sampled_from(LETTERS), st.characters(exclude_categories=["Cs", "Cc"])), max_size=90
)
VIETNAMESE = "Vòng đàm phán thứ 6 thương mại đối ứng Việt - Mỹ trao đổi nội dung gì?"


def test_the_fast_path_agrees_with_rich_on_every_character() -> None:
    assert {c for c in _one_cell() if cell_len(c) != 1} == set()


@given(TEXTS, st.integers(0, 60), st.integers(0, 3), st.sampled_from(["", "»", "”)"]))
def test_no_line_is_wider_than_its_column_or_empty(text: str, cells: int, lines: int, ending: str) -> None:
    drawn = fill(composed(text), cells, lines, ending=ending)
    assert len(drawn) <= lines
    # One character two cells wide has nowhere to go in one cell; it is then alone on its line.
    assert all(width(line) <= cells or len(list(clusters(line))) == 1 for line in drawn)
    assert all(drawn)


@given(TEXTS, st.integers(3, 60), st.integers(1, 3))
def test_what_is_drawn_is_the_start_of_the_text_and_tells_a_cut(text: str, cells: int, lines: int) -> None:
    text = composed(text)
    drawn = "".join(fill(text, cells, lines)).replace(" ", "")
    bare = text.replace(" ", "")
    if drawn != bare:
        assert drawn.endswith(ELLIPSIS)
        assert bare.startswith(drawn[:-1])


@given(TEXTS, st.integers(0, 60))
def test_letters_keep_their_marks(text: str, cells: int) -> None:
    pieces = list(clusters(text))
    assert "".join(pieces) == text
    kept = head(text, cells)
    assert kept == text[: len(kept)]
    ends = {0}
    for piece in pieces:
        ends.add(max(ends) + len(piece))
    assert len(kept) in ends


@given(st.integers(12, 70))
def test_words_stay_whole_where_they_fit(cells: int) -> None:
    words = set(VIETNAMESE.split())
    for line in fill(VIETNAMESE, cells, 2):
        assert set(line.removesuffix(ELLIPSIS).split()) <= words


def test_a_quotation_keeps_its_closing_mark() -> None:
    assert cut("«Thực hiện chỉ đạo của Thủ tướng Chính phủ", 20, ending="»") == "«Thực hiện chỉ đạo…»"
    assert fill("«Ngắn", 20, 2, ending="»") == ("«Ngắn»",)


def test_no_comma_stands_before_the_ellipsis() -> None:
    assert cut("Bộ Công Thương, Bộ Ngoại giao và Bộ Tài chính", 17) == "Bộ Công Thương…"


def test_decomposed_letters_are_composed_and_lines_joined() -> None:
    assert composed("Vie\u0323\u0302t \n Nam\u00a0") == "Việt Nam"


@given(TEXTS, st.integers(1, 30))
def test_of_a_path_that_is_too_long_the_end_is_kept(text: str, cells: int) -> None:
    text = composed(text)
    shown = cut_start(text, cells)
    assert width(shown) <= cells
    if width(text) <= cells:
        assert shown == text
    else:
        assert shown.startswith(ELLIPSIS) and text.endswith(shown[1:])
