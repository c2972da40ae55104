"""What docbao read, told fact by fact with its evidence; what was set right, with what had been read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds import edtf
from seeds.article import Article, ArticleDate, Correction, DateBasis, Evidence, TopicHit
from seeds.corrected import corrected
from seeds.reading import Hints, read
from tui.facts import Fact, facts_of
from tui.widgets.reader.dates import published
from tui.words import Words

SEEDS = Path(__file__).parents[2] / "seeds" / "articles"
WORDS = Words("en")
TEXT = """date 2025-11-15 (VTC News) -
Đầu đề của bài báo

TPO - Sáng 13-3, ông Nguyễn Văn An nói về thuế đối ứng và điện gió.

KHÁNH AN
"""


def facts(article: Article, *said: Correction) -> dict[str, Fact]:
    found = facts_of(corrected(article, said), article, said, WORDS)
    return {fact.field if fact.field != "topics" else fact.value: fact for fact in found}


def quoted(article: Article, fact: Fact) -> list[str]:
    return [article.text[start:end] for start, end in fact.spans]


def test_each_fact_comes_with_what_it_rests_on() -> None:
    of = read(TEXT.encode())
    told = facts(of)
    assert told["date"].value == "Saturday 15 November 2025"
    assert told["date"].code == "2025-11-15"
    assert told["date"].how.startswith("as its header says: “date 2025-11-15")
    assert quoted(of, told["date"]) == ["2025-11-15"]
    assert quoted(of, told["title"]) == ["Đầu đề của bài báo"]
    assert quoted(of, told["source"]) == ["VTC News"]
    assert "from the line" in told["source"].how
    assert quoted(of, told["author"]) == ["KHÁNH AN"]


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem)
def test_every_stretch_of_the_five_articles_says_what_it_is_shown_for(path: Path) -> None:
    of = read(path.read_bytes(), file_name=path.name)
    found = facts_of(of, of, (), WORDS)
    assert [fact.field for fact in found[:4]] == ["title", "date", "source", "author"]
    for fact in found:
        assert all(0 <= start < end <= len(of.text) for start, end in fact.spans)
        assert fact.value
        assert fact.missing or fact.how
        if fact.field == "topics" and not fact.missing:
            assert all(words in fact.how for words in quoted(of, fact))


def test_a_fact_that_is_not_from_the_text_says_so_and_marks_nothing() -> None:
    of = read(
        "Một bài không ngày.\n".encode(), file_name="2025-11-15 bai.txt", hints=Hints(source="VTC News")
    )
    told = facts(of)
    assert told["date"].how == "from the file's name"
    assert told["date"].spans == ()
    assert told["source"].how == "from the page's data"
    assert told["source"].spans == ()
    assert told["author"].missing
    assert not told["author"].how


def test_an_inferred_year_and_a_missing_one_are_told() -> None:
    of = read(TEXT.encode())
    evidence = Evidence(0, 4, of.text[:4])
    for written, end in (("2025-03-13?", "year inferred"), ("XXXX-03-13", "no year is written")):
        dated = replace(of, date=ArticleDate(edtf.parse(written), "body", evidence))
        told = facts(dated)["date"]
        assert told.how.endswith(end)
        assert told.how.startswith("from the text: “date”")


@pytest.mark.parametrize("basis", get_args(DateBasis))
def test_the_sheet_says_where_a_date_is_from_as_the_line_under_the_title_does(basis: DateBasis) -> None:
    of = read(TEXT.encode())
    dated = replace(of, date=ArticleDate(edtf.parse("2025-11-15"), basis, Evidence(0, 4, of.text[:4])))
    listed = published(dated.date, WORDS)
    assert listed.endswith(")")
    assert facts(dated)["date"].how.startswith(listed.rpartition("(")[2].rstrip(")"))


def test_what_the_reader_has_set_is_told_with_what_docbao_read() -> None:
    of = read(TEXT.encode())
    told = facts(
        of, Correction("date", "2024-01-02"), Correction("author", None), Correction("source", "Báo X")
    )
    assert told["date"].said
    assert told["date"].value == "Tuesday 2 January 2024"
    assert told["date"].how == "set by you · docbao read: Saturday 15 November 2025"
    assert quoted(of, told["date"]) == ["2025-11-15"]
    assert told["author"].missing
    assert told["author"].how == "set by you · docbao read: KHÁNH AN"
    assert told["source"].value == "Báo X"
    assert not told["title"].said


def test_topics_put_on_and_taken_off_are_told_apart() -> None:
    evidence = Evidence(0, 4, "date")
    of = replace(
        read(TEXT.encode()), topics=(TopicHit("energy", 0.9, (evidence,)), TopicHit("asean", 0.5, ()))
    )
    told = facts(of, Correction("topics", ("energy", "sport")))
    assert told["Energy"].how == "sure: date"
    assert not told["Energy"].said
    assert told["Sport"].how == "set by you · docbao did not find it"
    assert told["not ASEAN"].missing
    assert told["not ASEAN"].how.startswith("taken off by you")
    none = facts(of, Correction("topics", ()))
    assert {"not Energy", "not ASEAN"} <= none.keys()


@given(st.text(max_size=200), st.text(max_size=60), st.text(max_size=60))
def test_any_article_has_facts_that_are_harmless_lines(text: str, title: str, source: str) -> None:
    of = read(text.encode("utf-8", "replace"), hints=Hints(title=title, source=source, author=title))
    for fact in facts_of(of, of, (), WORDS):
        shown = fact.value + fact.how
        assert not any(
            letter < " " or "\x7f" <= letter < "\xa0" or "\u202a" <= letter <= "\u202e" for letter in shown
        )
        assert all(0 <= start < end <= len(of.text) for start, end in fact.spans)
