"""The words that speak for a name's type are found again, beside it or elsewhere in the article."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.article import MENTION_TYPES, Mention, MentionType
from seeds.entities.spoken import spoken_for
from seeds.reading import read, with_mentions

SEEDS = Path(__file__).parents[2] / "seeds" / "articles"


def spoken(text: str, name: str, type: MentionType, rule: str, *others: Mention) -> list[str]:
    start = text.index(name)
    mention = Mention(start, start + len(name), type, name, name, rule=rule)
    return [text[a:b] for a, b in spoken_for(text, mention, (*others, mention))]


def test_the_words_beside_a_name_are_found() -> None:
    assert spoken("Hôm qua Bộ trưởng Lê Mạnh Hùng nói.", "Lê Mạnh Hùng", "PERSON", "title+name") == [
        "Bộ trưởng"
    ]
    assert spoken(
        "Thứ trưởng Bộ Ngoại giao Phạm Thanh Bình đến", "Phạm Thanh Bình", "PERSON", "title+name"
    ) == ["Thứ trưởng Bộ Ngoại giao"]
    assert spoken("cô An, bà Trần Thị B. nói", "Trần Thị B", "PERSON", "title+name") == ["bà"]
    assert spoken("Bộ Công Thương nói", "Bộ Công Thương", "ORG", "org:head") == ["Bộ"]
    assert spoken("Jacob Helberg cho biết rằng", "Jacob Helberg", "PERSON", "name+verb") == ["cho biết"]


def test_a_name_known_from_elsewhere_leads_there() -> None:
    text = "Ông Jamieson Greer đến. Greer nói."
    full = Mention(4, 18, "PERSON", "Jamieson Greer", "Jamieson Greer", rule="title+name", confidence=0.9)
    at = text.rindex("Greer")
    short = Mention(at, at + 5, "PERSON", "Greer", "Jamieson Greer", rule="memory")
    assert spoken_for(text, short, (full, short)) == ((4, 18),)


def test_a_title_on_the_line_before_speaks_for_nothing() -> None:
    assert spoken("Bộ trưởng\nLê Mạnh Hùng nói.", "Lê Mạnh Hùng", "PERSON", "title+name") == []


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem)
def test_every_mention_of_the_five_articles_can_be_asked(path: Path) -> None:
    of = with_mentions(read(path.read_bytes(), file_name=path.name))
    titled = found = 0
    for mention in of.mentions or ():
        spans = spoken_for(of.text, mention, of.mentions or ())
        assert all(0 <= start < end <= len(of.text) for start, end in spans)
        if mention.rule == "title+name":
            titled += 1
            found += bool(spans)
    assert found >= titled * 0.8


@given(
    st.text(max_size=120), st.integers(0, 119), st.integers(1, 20), st.sampled_from(MENTION_TYPES),
    st.sampled_from("title+name place-word org:head org-ending name+verb acronym memory list x".split()),
)  # fmt: skip
def test_any_text_is_survived(text: str, start: int, length: int, type: MentionType, rule: str) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    mention = Mention(start, end, type, text[start:end], text[start:end], rule=rule)
    for first, last in spoken_for(text, mention, (mention,)):
        assert 0 <= first < last <= len(text)
