"""``docbao search`` shows where a paragraph goes on beyond what is printed of it, and only there."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from annotations.query.parser import parse
from annotations.query.snippets import snippets
from tests.tui.test_cli import Docbao, articles_of, docbao
from tui.calls.output import Out

__all__ = ["docbao"]

LONG = "một hai ba bốn năm sáu bảy tám chín mười " * 4


def lines(docbao: Docbao, query: str, *more: object) -> list[str]:
    return docbao("search", *more, query).out.splitlines()[1:]


def test_a_whole_paragraph_has_no_cut_marks(docbao: Docbao, tmp_path: Path) -> None:
    folder = articles_of(tmp_path / "a", a="Tiêu đề bài\n\nGiá cà phê tăng.\nMột dòng khác.")
    assert lines(docbao, "cà phê", "--library", folder) == ["      Giá cà phê tăng."]


def test_a_paragraph_is_marked_where_it_is_cut(docbao: Docbao, tmp_path: Path) -> None:
    folder = articles_of(tmp_path / "a", a=f"Tiêu đề\n\n{LONG}cà phê {LONG}hết.\n\nMột dòng khác.")
    (line,) = lines(docbao, "cà phê", "--library", folder)
    assert line.startswith("    … ")
    assert line.endswith(" …")
    folder = articles_of(tmp_path / "b", a=f"Tiêu đề\n\nCà phê {LONG}hết.")
    (line,) = lines(docbao, "cà phê", "--library", folder)
    assert line.startswith("      Cà phê một")
    assert line.endswith(" …")


def test_a_note_is_marked_where_it_is_cut(docbao: Docbao) -> None:
    first, second = (it["id"] for it in docbao("list", "--json").objects[:2])
    docbao("note", first, f"{LONG}\nHạn ngạch gạo nếp\ttăng,\nrồi giảm.")
    docbao("note", second, f"{LONG}gạo nếp tẻ.")
    shown = docbao("search", "gạo nếp").out
    assert "    ✎ Hạn ngạch gạo nếp tăng, …\n" in shown
    assert re.search(r"    ✎ … \S.* gạo nếp tẻ\.\n", shown)


def test_a_terminal_has_them_too_and_no_blanks_at_the_ends_of_lines(
    docbao: Docbao, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = docbao("list", "--json").objects[0]["id"]
    docbao("note", id, f"{LONG}\nHạn ngạch  gạo\nnếp tăng,\nrồi giảm.")
    monkeypatch.setattr(Out, "is_terminal", True)
    monkeypatch.setattr(Out, "width", 40)
    monkeypatch.setenv("PAGER", "cat")
    monkeypatch.setenv("NO_COLOR", "1")
    shown = [re.sub(r"\x1b\[[\d;]*m", "", line) for line in docbao("search", "gạo nếp").out.splitlines()]
    assert "    ✎ Hạn ngạch gạo nếp tăng, …" in shown
    assert all(line == line.rstrip() and len(line) <= 40 for line in shown if line.startswith("    "))


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("gạo", (False, False)),
        ("  gạo  \n", (False, False)),
        ("Một\n\ngạo\n\nhai", (False, False)),
        ("Một\nGạo\nHai", (False, False)),
        ("Giá\ngạo\ntăng", (True, True)),
        (f"{LONG}gạo", (True, False)),
        (f"Gạo {LONG}", (False, True)),
    ],
)
def test_a_line_that_begins_with_a_small_letter_goes_on_from_the_one_above(
    text: str, cut: tuple[bool, bool]
) -> None:
    (it,) = snippets(parse("gạo", today=date(2026, 2, 11)), text)
    assert (it.cut_before, it.cut_after) == cut
