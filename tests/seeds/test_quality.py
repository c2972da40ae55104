"""The seeds are read as well as they were: a change that reads them worse is seen here.

The gold is the project's own labelling of the five bundled articles. Mentions count in title, body
and captions.
"""

from datetime import date
from pathlib import Path

import pytest

from seeds import reading
from tests.seeds.scoring import f1, labelled, macro, micro, tally, total

GOLD = Path(__file__).parent / "gold"
ARTICLES = Path(__file__).parents[2] / "seeds" / "articles"


@pytest.fixture(scope="module")
def seeds_read():
    """The seeds as read, each with its labels."""
    return list(labelled(GOLD, ARTICLES))


@pytest.fixture(scope="module")
def counts(seeds_read):
    """What was right, found and wanted in all of them."""
    return total([tally(article, labels) for article, labels in seeds_read])


def test_mentions_are_found_with_their_exact_spans(counts):
    assert counts["articles"] == 5
    assert micro(counts) >= 98.5
    assert macro(counts) >= 98.5
    assert micro(counts, "overlap") >= 99


def test_each_written_form_is_found_not_only_the_frequent_ones(counts):
    assert f1(counts, "forms right", "forms found", "forms gold") >= 97


def test_title_source_and_author_are_right(counts):
    assert [counts[f"{field} right"] for field in ("title", "source", "author")] == [5, 5, 5]


def test_what_is_no_running_text_is_told_apart(counts):
    assert f1(counts, "boilerplate right", "boilerplate found", "boilerplate gold") >= 99


def test_the_day_of_publication_is_right_or_left_open(seeds_read, counts):
    assert (counts["date right"], counts["wrong year"]) == (5, 0)
    for article, _ in seeds_read:
        assert article.date.date.latest is None or article.date.date.latest < date(2027, 1, 1)


def test_topics_agree_with_the_labels(counts):
    assert f1(counts, "topics right", "topics found", "topics gold") >= 90
    assert counts["primary right"] == counts["primary gold"] > 0


def test_a_blank_line_changes_no_mention(seeds_read):
    for article, _ in seeds_read:
        cut = article.text.index("\n", len(article.text) // 2)
        longer = article.text[:cut] + "\n" + article.text[cut:]
        again = reading.with_mentions(reading.read(longer.encode(), file_name="longer.txt"))
        assert [(m.type, m.text) for m in again.mentions] == [(m.type, m.text) for m in article.mentions]
