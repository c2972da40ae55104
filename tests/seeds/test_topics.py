"""Topics come from words that the reader can see, where a word stands counts, and the reader can have their
own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.article import Block
from seeds.reading import read
from seeds.topic_names import OwnTopic, all_topics, label, with_broader
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
NAMED_BY_THE_ISSUE = {
    *("investment", "monetary_policy", "labour", "environment", "transport", "real_estate", "health"),
    *("education", "defence", "sea_islands", "asean", "china", "anti_corruption", "disaster", "sport"),
    "culture",
}
FILLER = "Sáng nay trời đẹp và mọi người cùng ra phố chơi thật vui. " * 12
SHRIMP = OwnTopic("shrimp", vi="Tôm", broader="economy", cues=(("strong", ("tôm sú", "tôm thẻ")),))


def hits(text, *kinds, own=()):
    """Topics of a text whose lines are blocks of these kinds (body for the rest), by id."""
    made, at = [], 0
    for i, line in enumerate(text.split("\n")):
        made.append(Block(at, at + len(line), kinds[i] if i < len(kinds) else "body"))
        at += len(line) + 1
    return {hit.id: hit for hit in topics(text, made, own)}


def ids(text, *kinds, own=()):
    return list(hits(text, *kinds, own=own))


def test_the_scheme_has_two_levels_and_labels_in_both_languages():
    scheme = {topic.id: topic for topic in all_topics()}
    assert set(scheme) >= SEVEN | NAMED_BY_THE_ISSUE
    for topic in scheme.values():
        assert topic.labels["vi"] and topic.labels["en"]
        assert (topic.broader is None) == (topic.iptc is not None)
        assert topic.broader is None or scheme[topic.broader].broader is None
    assert label("energy", "vi") == "Năng lượng"
    assert label("no such topic", "en") == "no such topic"


def test_the_broad_topics_are_the_seventeen_of_the_iptc():
    codes = {topic.iptc for topic in all_topics() if topic.iptc}
    assert codes == {f"medtop:{number:02}000000" for number in range(1, 18)}


def test_every_topic_can_be_found():
    own = tuple(OwnTopic(topic.id, cues=(("strong", (f"thử {topic.id}",)),)) for topic in all_topics())
    for topic in all_topics():
        assert topic.id in ids(f"Một từ thử {topic.id}", "title", own=own)


def test_a_word_in_the_title_says_more_than_one_in_the_body():
    assert "energy" in ids("Thủy điện xả nước\n" + FILLER, "title")
    assert "energy" not in ids(FILLER + "\n" + FILLER + "\nThủy điện xả nước")


def test_an_article_can_have_several_topics_each_with_its_words():
    found = hits("Đàm phán thuế đối ứng, trí tuệ nhân tạo và chip bán dẫn giữa Việt Nam và Hoa Kỳ.", "title")
    assert {"tariffs_trade", "technology_ai"} <= set(found)
    text = "Đàm phán thuế đối ứng, trí tuệ nhân tạo và chip bán dẫn giữa Việt Nam và Hoa Kỳ."
    for hit in found.values():
        assert 0 <= hit.score <= 1 and hit.evidence
        assert all(text[e.start : e.end] == e.text for e in hit.evidence)


def test_the_finest_topic_is_named_and_its_broad_one_is_reached_through_it():
    found = ids("Giá dầu thô tăng, kinh tế chịu sức ép\nDoanh nghiệp xăng dầu báo lợi nhuận", "title")
    assert "energy" in found and "economy" not in found
    assert with_broader(("energy", "health")) == ("energy", "health", "economy")
    assert "economy" in ids("Lợi nhuận doanh nghiệp bán lẻ tăng", "title")


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Ai cũng biết ai là người nói, nhưng không ai trả lời.", "technology_ai"),
        ("AI CŨNG CÓ THỂ THÀNH CÔNG", "technology_ai"),
        ("Phòng chống tội phạm sử dụng công nghệ cao bắt nhóm đánh bạc", "technology_ai"),
        ("5 thực phẩm tăng năng lượng cho cơ thể", "energy"),
        ("Chính sách thuế quan trọng có hiệu lực từ tháng 7", "tariffs_trade"),
        ("Khai trương trung tâm thương mại lớn nhất thành phố", "tariffs_trade"),
        ("Quán cà phê sáng của người Sài Gòn", "agriculture"),
        ("Bồi thường khi thu hồi đất nông nghiệp", "agriculture"),
        ("Ca sĩ làm đại sứ thương hiệu mỹ phẩm", "diplomacy"),
        ("Tàu đổ bộ mắc cạn, dầu, khí tràn ra biển", "energy"),
        ("Bảng xếp hạng ASEAN Cup mới nhất", "asean"),
    ],
)
def test_words_that_only_look_like_a_topic_do_not_name_it(text, topic):
    assert topic not in ids(text, "title")


@pytest.mark.parametrize("text", ["Thuỷ điện tích năng.", "Thủy điện tích năng.", "THUỶ ĐIỆN TÍCH NĂNG."])
def test_the_older_place_of_a_tone_and_capitals_change_nothing(text):
    hit = next(hit for hit in read(text.encode()).topics if hit.id == "energy")
    assert hit.evidence[0].text == text[:9], "as it stands in the article"


def test_a_cue_does_not_reach_over_a_comma_but_over_a_hard_space():
    assert "technology_ai" not in ids("Cửa hàng bán, dẫn đường cho khách", "title")
    assert "technology_ai" in ids("Nhà máy bán\xa0dẫn", "title")


def test_related_news_have_no_say():
    assert ids("Trời đẹp.\nGiá xăng dầu, điện gió, điện mặt trời", "body", "related") == []


@given(st.text(max_size=200))
def test_any_text_has_topics_the_same_each_time(text):
    made = [Block(0, len(text), "body")]
    assert topics(text, made) == topics(text, made)


@given(st.text(alphabet="İıſKoàuỷAI giá xăng dầu", max_size=80))
def test_evidence_is_always_cut_out_of_the_text(text):
    for hit in topics(text, [Block(0, len(text), "title")]):
        assert all(text[e.start : e.end] == e.text for e in hit.evidence)


def test_a_topic_of_ones_own_is_found_named_and_belongs_to_a_broad_one():
    assert "shrimp" in ids("Giá tôm sú tăng mạnh", "title", own=(SHRIMP,))
    assert "shrimp" not in ids("Giá tôm sú tăng mạnh", "title")
    assert (label("shrimp", "vi", (SHRIMP,)), label("shrimp", "en", (SHRIMP,))) == ("Tôm", "Tôm")
    assert with_broader(("shrimp",), (SHRIMP,)) == ("shrimp", "economy")


def test_a_shipped_topic_can_be_changed():
    own = (OwnTopic("energy", vi="Điện và dầu", cues=(("not", ("giá xăng",)), ("fair", ("bếp từ",)))),)
    assert "energy" in ids("Giá xăng tăng", "title")
    assert "energy" not in ids("Giá xăng tăng", "title", own=own)
    assert "energy" in ids("Giá dầu tăng", "title", own=own), "what was not named stays as it was"
    assert label("energy", "vi", own) == "Điện và dầu"
    assert label("energy", "en", own) == "Energy"
    without = (OwnTopic("energy", cues=(("without", ("giá xăng",)),)),)
    assert "energy" not in ids("Giá xăng tăng", "title", own=without)


def test_a_shipped_topic_can_be_switched_off():
    own = (OwnTopic("energy", off=True),)
    assert "energy" not in ids("Giá xăng tăng", "title", own=own)
    assert "energy" not in {topic.id for topic in all_topics(own)}


def test_ones_own_words_are_found_however_the_tone_is_placed():
    own = (OwnTopic("art", vi="Hội hoạ", cues=(("strong", ("hội hoạ",)),)),)
    for text in ("Hội họa Việt Nam sang Pháp.", "Hội hoạ Việt Nam sang Pháp."):
        assert "art" in {hit.id for hit in read(text.encode(), own_topics=own).topics}
