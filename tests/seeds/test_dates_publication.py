"""The day of publication rests on what the text says, in order of trust, and never on a guess."""

from seeds.article import Block
from seeds.dates import publication

LEAD = "Sáng 13-3, tại Hà Nội, Bộ Công Thương tổ chức hội nghị."


def blocks(*parts):
    """Text and blocks from (kind, text) pairs."""
    text, made = "", []
    for kind, part in parts:
        made.append(Block(len(text), len(text) + len(part), kind))
        text += part + "\n"
    return text, made


def test_the_header_comes_before_everything_else():
    text, made = blocks(("header", "date 2025-11-15 (VTC News) -"), ("body", LEAD))
    found = publication(text, made, file_name="2020-01-01.txt", stated="2021-01-01")
    assert found.date.edtf == "2025-11-15" and found.basis == "header"
    assert text[found.evidence.start : found.evidence.end] == "2025-11-15"


def test_a_time_line_says_the_day_in_either_writing():
    for line in ("2024-11-18T16:58:57+07:00", "Thứ hai, 18/11/2024 16:58 GMT+7"):
        text, made = blocks(("title", "Khóa học"), ("header", line), ("body", LEAD))
        found = publication(text, made)
        assert found.date.edtf == "2024-11-18" and found.basis == "timeline"


def test_the_page_s_own_word_comes_before_the_body():
    text, made = blocks(("body", LEAD))
    found = publication(text, made, stated="2025-03-14T07:00:00Z")
    assert found.date.edtf == "2025-03-14" and found.basis == "meta" and found.evidence is None


def test_the_day_of_the_event_stands_in_without_a_year():
    text, made = blocks(("title", "Hội nghị"), ("body", LEAD))
    found = publication(text, made)
    assert found.date.edtf == "XXXX-03-13" and found.basis == "body"
    assert found.evidence.text == "Sáng 13-3"


def test_a_reporting_period_gives_the_year_and_marks_it_inferred():
    text, made = blocks(("body", "Chiều 17/9, theo báo cáo, 8 tháng năm 2024 xuất khẩu đạt 265 tỷ USD."))
    assert publication(text, made).date.edtf == "2024-09-17?"
    compared, same = blocks(("body", "Chiều 17/9, xuất khẩu tăng so với 8 tháng năm 2023."))
    assert publication(compared, same).date.edtf == "XXXX-09-17"


def test_past_and_future_days_are_not_the_day_of_the_news():
    for body in (
        "Ông sinh ngày 13/3 tại Hải Phòng.",
        "Giải sẽ kết thúc, hạn nộp đến 20/12.",
        "Ngày 30/4/1975, chiến tranh kết thúc.",
        "Các dự án được công bố hồi tháng 7 năm ngoái.",
    ):
        text, made = blocks(("body", body))
        assert publication(text, made) is None


def test_related_news_and_captions_say_nothing_of_the_day():
    text, made = blocks(("body", "Không có ngày."), ("related", "Sáng 10/2, tại xã Cẩm Thạch."))
    assert publication(text, made) is None


def test_a_file_name_gives_the_year_of_the_day_the_text_names():
    text, made = blocks(("body", LEAD))
    assert publication(text, made, file_name="20250313-hoi-nghi.txt").date.edtf == "2025-03-13"
    assert publication(text, made, file_name="20250401.txt").date.edtf == "XXXX-03-13"
    empty, none = blocks(("body", "Không có ngày."))
    found = publication(empty, none, file_name="bao-2025-03-13.txt")
    assert found.date.edtf == "2025-03-13" and found.basis == "file name"
    assert publication(empty, none, file_name="bao-2025-13-41.txt") is None


def test_an_empty_article_has_no_date():
    assert publication("", []) is None
