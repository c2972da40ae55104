"""Topics come from words that the reader can see, and where a word stands counts."""

from hypothesis import given
from hypothesis import strategies as st

from seeds.article import Block
from seeds.topic_names import all_topics, label
from seeds.topics import topics

SEVEN = {
    "tariffs_trade",
    "technology_ai",
    "energy",
    "agriculture",
    "textiles_footwear",
    "diplomacy",
    "fta_integration",
}
FILLER = "Sáng nay trời đẹp và mọi người cùng ra phố chơi thật vui. " * 12


def ids(text, *kinds):
    """Topic ids of a text whose lines are blocks of these kinds (body for the rest)."""
    made, at = [], 0
    for i, line in enumerate(text.split("\n")):
        made.append(Block(at, at + len(line), kinds[i] if i < len(kinds) else "body"))
        at += len(line) + 1
    return [hit.id for hit in topics(text, made)]


def test_the_scheme_has_two_levels_and_labels_in_both_languages():
    scheme = {topic.id: topic for topic in all_topics()}
    assert set(scheme) >= SEVEN
    for topic in scheme.values():
        assert topic.labels["vi"] and topic.labels["en"]
        assert (topic.broader is None) == (topic.iptc is not None)
        assert topic.broader is None or scheme[topic.broader].broader is None
    assert label("energy", "vi") == "Năng lượng"
    assert label("no such topic", "en") == "no such topic"


def test_a_word_in_the_title_says_more_than_one_in_the_body():
    assert "energy" in ids("Thủy điện xả nước\n" + FILLER, "title")
    assert "energy" not in ids(FILLER + "\n" + FILLER + "\nThủy điện xả nước")


def test_an_article_can_have_several_topics_each_with_its_words():
    text = "Đàm phán thuế đối ứng, trí tuệ nhân tạo và chip bán dẫn giữa Việt Nam và Hoa Kỳ."
    hits = {hit.id: hit for hit in topics(text, [Block(0, len(text), "title")])}
    assert {"tariffs_trade", "technology_ai"} <= set(hits)
    for hit in hits.values():
        assert 0 <= hit.score <= 1 and hit.evidence
        assert all(text[e.start : e.end] == e.text for e in hit.evidence)


def test_ai_is_no_who():
    assert "technology_ai" not in ids("Ai cũng biết ai là người nói, nhưng không ai trả lời.", "title")


def test_related_news_have_no_say():
    assert ids("Trời đẹp.\nGiá xăng dầu, điện gió, điện mặt trời", "body", "related") == []


@given(st.text(max_size=200))
def test_any_text_has_topics_the_same_each_time(text):
    made = [Block(0, len(text), "body")]
    assert topics(text, made) == topics(text, made)
