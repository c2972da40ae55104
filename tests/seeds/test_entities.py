"""What mentions promise whatever the text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds import edtf
from seeds.article import MENTION_TYPES
from seeds.entities import mentions


def read(text):
    """Mentions as (type, text) pairs."""
    return [(m.type, m.text) for m in mentions(text, [])]


def names(text):
    """Canonical names by surface."""
    return {m.text: m.name for m in mentions(text, [])}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Bộ trưởng Bộ Công Thương Nguyễn Hồng Diên gặp ông Jamieson L. Greer.",
            [("ORG", "Bộ Công Thương"), ("PERSON", "Nguyễn Hồng Diên"), ("PERSON", "Jamieson L. Greer")],
        ),
        (
            "Thứ trưởng Ngoại giao Mỹ phụ trách kinh tế",
            [("PLACE", "Mỹ")],
        ),
        (
            "Trưởng đại diện Thương mại Hoa Kỳ Jamieson Greer nói",
            [("PLACE", "Hoa Kỳ"), ("PERSON", "Jamieson Greer")],
        ),
        ("Quan hệ Việt - Mỹ phát triển", [("PLACE", "Việt"), ("PLACE", "Mỹ")]),
        ("tại Đại sứ quán Việt Nam ở Paris", [("ORG", "Đại sứ quán Việt Nam"), ("PLACE", "Paris")]),
        ("các Đại sứ quán Việt Nam ở nước ngoài", [("PLACE", "Việt Nam")]),
        ("Phó Thủ tướng Chính phủ Bùi Thanh Sơn", [("PERSON", "Bùi Thanh Sơn")]),
        ("theo Viện kiểm sát nhân dân TP.HCM và công an", [("ORG", "Viện kiểm sát nhân dân TP.HCM")]),
        (
            "gần suối Siệp, quận 10, quốc lộ 4D",
            [("PLACE", "Siệp"), ("PLACE", "quận 10"), ("PLACE", "quốc lộ 4D")],
        ),
        (
            "theo Nghị định 81 năm 2021 của Chính phủ",
            [("LAW", "Nghị định 81 năm 2021"), ("ORG", "Chính phủ")],
        ),
        ("đạt gần 265,4 tỷ USD, tăng 15,9%", [("MONEY", "265,4 tỷ USD"), ("PERCENT", "15,9%")]),
        ("từ 200 đến 300 USD một tấn", [("MONEY", "200 đến 300 USD")]),
        (
            "hơn 100 triệu dân, 6.000 MW, 27 tuổi",
            [("QUANTITY", "100 triệu dân"), ("QUANTITY", "6.000 MW"), ("QUANTITY", "27 tuổi")],
        ),
        (
            "còn 17 Hiệp định thương mại với 70 nền kinh tế",
            [("QUANTITY", "17 Hiệp định"), ("QUANTITY", "70 nền kinh tế")],
        ),
        ("xếp thứ 8, top 40, lớp 5, lúc 7 giờ sáng", []),
        ("Môi trường và Toàn cầu hóa là vấn đề lớn", []),
    ],
)
def test_the_guideline_s_examples_are_read_as_it_says(text, wanted):
    assert read(text) == wanted


def test_one_entity_has_one_name():
    found = names("Mỹ, Hoa Kỳ và USA. Ông Jamieson Greer đến. Ông Greer nói. Bộ Công Thương (MoIT) mời.")
    assert found["Hoa Kỳ"] == found["USA"] == found["Mỹ"] == "Mỹ"
    assert found["Greer"] == "Jamieson Greer"
    assert found["MoIT"] == "Bộ Công Thương"


def test_an_unknown_acronym_in_brackets_takes_the_name_before_it():
    found = names(
        "Hiệp hội kinh doanh và thương mại giày dép Mỹ (FDRA) do ông Matt Priest dẫn đầu. FDRA cho biết"
    )
    assert found["FDRA"] == "Hiệp hội kinh doanh và thương mại giày dép Mỹ"


def test_short_forms_take_the_type_of_the_full_name():
    text = "Bà Suan Bailey rất vui. Mẹ đẻ của Bailey khi đó không đồng ý."
    assert read(text).count(("PERSON", "Bailey")) == 1


def test_dates_carry_their_value_seen_from_the_article_s_day():
    found = mentions("Sáng 13-3, so với cùng kỳ năm trước", [], edtf.parse("2025-03-14"))
    assert [m.value for m in found] == ["2025-03-13", "2024"]


PIECES = st.sampled_from(
    [
        *(
            "Bộ ",
            "Công Thương ",
            "Nguyễn ",
            "Hồng ",
            "ông ",
            "Mỹ",
            " - ",
            "Việt ",
            "tại ",
            "Hà Nội",
            ", ",
            ". ",
            "\n",
        ),
        *(
            "Luật ",
            "Hội nghị ",
            "8/5 ",
            "265,4 tỷ USD ",
            "(",
            ")",
            "Trump ",
            "năm 2024 ",
            "và ",
            "tỉnh ",
            "TP.",
            "Ảnh: ",
        ),
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=25).map("".join)


@given(TEXTS)
def test_any_text_gives_mentions_in_order_that_never_overlap(text):
    found = mentions(text, [])
    end = 0
    for mention in found:
        assert end <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end]
        assert mention.type in MENTION_TYPES and mention.name and mention.rule
        assert 0 <= mention.confidence <= 1
        end = mention.end
    assert mentions(text, []) == found


@pytest.mark.parametrize(
    "piece", ["a", "A", "1", "1/", "(A", "Bộ ", "Nguyễn ", "A.", '"A', "năm ", "A-", "9 tỷ ", " ", "\n"]
)
def test_reading_takes_time_in_step_with_length(piece):
    def seconds(length):
        text = (piece * length)[:length]
        started = time.process_time()
        mentions(text, [])
        return time.process_time() - started

    seconds(1_000)
    assert seconds(40_000) < 16 * seconds(5_000) + 0.2
