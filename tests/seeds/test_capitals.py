"""In a headline in capitals a capital says nothing: only names known from elsewhere are read there."""

import pytest

from seeds.reading import read, with_mentions

BODY = (
    "\n\nChủ tịch UBND TP Hà Nội Trần Sỹ Thanh cho biết thành phố sẽ hạn chế xe máy từ ngày 1/7/2026, "
    "theo đề án đã trình HĐND thành phố. Bộ Xây dựng góp ý cho đề án này trong tháng 9.\n"
)


@pytest.mark.parametrize(
    ("headline", "names"),
    [
        ("HÀ NỘI CẤM XE MÁY TỪ NĂM SAU", [("HÀ NỘI", "PLACE", "Hà Nội")]),
        (
            "BỘ XÂY DỰNG GÓP Ý ĐỀ ÁN CỦA HÀ NỘI",
            [("BỘ XÂY DỰNG", "ORG", "Bộ Xây dựng"), ("HÀ NỘI", "PLACE", "Hà Nội")],
        ),
        ("ÔNG TRẦN SỸ THANH NÓI VỀ XE MÁY", [("TRẦN SỸ THANH", "PERSON", "Trần Sỹ Thanh")]),
        ("NGƯỜI DÂN ĐƯỢC HỖ TRỢ ĐỔI XE", []),
    ],
)
def test_a_headline_in_capitals(headline, names):
    article = with_mentions(read((headline + BODY).encode(), file_name="a.txt"))
    inside = [
        one
        for one in article.mentions
        if one.start < len(headline) and one.type in ("PERSON", "ORG", "PLACE")
    ]
    assert [(one.text, one.type, one.name) for one in inside] == names
