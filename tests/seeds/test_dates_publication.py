"""The day of publication rests on what the text says, in order of trust, and never on a guess."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds import edtf
from seeds.article import Block
from seeds.dates import publication
from seeds.reading import read

LEAD = "Sáng 13-3, tại Hà Nội, Bộ Công Thương tổ chức hội nghị."
LATER = [
    "Ngày 30/4/1975, chiến tranh kết thúc.",
    "Sáng 1/1/2031, giá mới có hiệu lực.",
    "9 tháng đầu năm 2019 đạt 5 tỷ.",
    "Hôm nay 2/3/2040, sáng nay.",
    "Năm nay tăng so với cùng kỳ năm 2010.",
]
PIECES = [
    "Sáng 13-3,",
    "hôm 4/10",
    "sẽ",
    "cuối tháng 8",
    "8 tháng năm 2024",
    "sáng nay (5/5)",
    "dịp 2/9",
    "31/6",
    "năm ngoái.",
]


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


@pytest.mark.parametrize(
    "line",
    [
        "Thứ Năm, 13/11/2025 | 07:30 (GMT+7)",
        "Cập nhật: 08:15, 13-11-2025",
        "Thứ năm, ngày 13 tháng 11 năm 2025 - 09:00",
        "Xuất bản: 13/11/25 09:12",
        "Thu, 13 Nov 2025 08:00:00 +0700",
        "13.11.2025 10:05 SA",
        "2025-11-13 08:00:00 +0700",
    ],
)
def test_a_time_line_is_read_in_every_writing_of_outlets(line):
    text, made = blocks(("header", line), ("body", LEAD))
    assert publication(text, made).date.edtf == "2025-11-13"


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


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ("Nước tràn bờ hôm 4/10. Đoàn đi tiếp tế vào ngày 6/10. Những con voi đi trước.", "XXXX-10-06"),
        ("Hôm 8/10, trường ra quyết định. Trước đó, ngày 21/9, một nam sinh bị đánh.", "XXXX-10-08"),
        ("Ngày 12/11, bà nói trận gặp Lào ngày 14/11 quan trọng.", "XXXX-11-12"),
        ("Thủ tướng Orban hôm 22-11 tuyên bố sẽ mời ông Netanyahu.", "XXXX-11-22"),
        ("Sáng nay (7/10), ông họp. Chiều 8/10 có mưa.", "XXXX-10-07"),
        ("Hôm nay 5/10, đội tập trung. Ngày 9/10 đội bay.", "XXXX-10-05"),
        ("Trong những ngày tới, ngày 8/5, Bộ tổ chức hội nghị.", "XXXX-05-08"),
        ("Nhân dịp 20-11, thầy tặng sách. Ngày 19-11, trao đổi với báo, thầy nói vậy.", "XXXX-11-19"),
        ("Chốt phiên 8/10, giá vàng giảm.", "XXXX-10-08"),
        ("Đêm 31/12, pháo hoa. Sáng 1/1, mọi người đi chùa.", "XXXX-01-01"),
        ("Giá vàng hôm nay 22.6.2026 tăng.", "2026-06-22"),
        ("Chiều 27-11-2024, tại Hải Phòng, Thủ tướng dự lễ. Thời gian tới, cảng sẽ lớn.", "2024-11-27"),
    ],
)
def test_the_latest_day_told_as_news_is_taken(body, day):
    text, made = blocks(("body", body))
    assert publication(text, made).date.edtf == day


@pytest.mark.parametrize(
    "body",
    [
        "Concert trở lại vào ngày 21/3 sẽ được phát trực tiếp.",
        "Ngày 29/4, thành phố sẽ khởi công cầu.",
        "Dự kiến lễ hội mở cửa ngày 1/12.",
        "Ngày 6/5/2009, người thân trình báo bà mất tích. Năm 2010 vụ án khép lại.",
        "Đêm 19/12/1946, nhạc sĩ viết bài hát đó.",
        "Tính đến năm 2023, cả nước có 10 triệu cây.",
        "Mùa nước nổi từ tháng 8 đến tháng 11 là đẹp nhất, giải thường diễn ra vào tháng 5.",
        "Đất nông nghiệp ở đường 3/2, lớp 8/11.",
    ],
)
def test_plans_stories_of_long_ago_and_seasons_leave_the_day_open(body):
    text, made = blocks(("body", body))
    assert publication(text, made) is None


LONG_AGO = """
Ngày 30/4/1975, đất nước thống nhất. Sáng nay, TAND TP HCM mở phiên tòa.
Ngày 2/9/1945, Bác đọc Tuyên ngôn độc lập. Năm nay, cả nước kỷ niệm 80 năm.
Ngày 7/5/1954, chiến dịch Điện Biên Phủ toàn thắng. Sáng nay, lễ diễu binh diễn ra tại Điện Biên.
Ngày 19/5/1890, Người sinh ra ở Nghệ An. Hôm nay, làng Sen đón nhiều khách.
Ngày 3/2/1930, Đảng ra đời tại hội nghị hợp nhất. Sắp tới, đại hội sẽ diễn ra.
Ngày 11/1/2007, Việt Nam chính thức gia nhập WTO tại lễ ký. Năm nay, kim ngạch đạt 800 tỷ USD.
Ngày 11/7/1995, hai nước công bố bình thường hóa quan hệ. 30 năm sau, thương mại tăng vọt, năm nay cũng vậy.
Sáng 5/6/2018, Nguyễn Văn A tham dự tiệc rồi đâm chết bạn. Hôm nay, tòa tuyên án 20 năm tù.
Ngày 20/1/2020, Trung Quốc công bố ca nhiễm đầu tiên. Đến năm 2022, dịch lắng xuống. Năm nay du lịch tăng.
Ngày 12/11/2020, bão Vamco quét qua miền Trung. Năm nay người dân lại lo mưa lũ.
Ngày 15/11/2020, 15 nước ký hiệp định RCEP. Tháng 1/2022, hiệp định có hiệu lực. Tới đây sẽ còn tăng.
Sáng 17/2/1979, quân địch nổ súng. Cách đây 45 năm, chiến tranh nổ ra. Thời gian tới vẫn cần ghi nhớ.
Ngày 13/3/1988, tàu HQ-604 nhận lệnh công bố chủ quyền. Ký ức vẫn còn, năm nay các cựu binh gặp lại.
Sáng 22/12/1944, đội được thành lập. Kỷ niệm ngày này, năm nay nhiều hoạt động diễn ra.
Ngày 6/8/2018, ông ký hợp đồng mua nhà. Năm 2021 dự án vẫn chưa xong. Vừa qua, ông khởi kiện.
Đến nay (30/4/1975), mọi chuyện đã qua. Năm nay khác.
Hôm nay (2/9/1945), Bác đọc Tuyên ngôn: bức ảnh được trưng bày trong thời gian tới.
Ngày 26/3/1931, Đoàn được thành lập tại hội nghị. Tới đây, Đoàn tổ chức đại hội.
Ngày 10/10/1954, đoàn quân tiến về Hà Nội, tổ chức lễ chào cờ. Năm nay thành phố mừng 70 năm.
Chiều 24/7/2016, một số người dân phát hiện thi thể. Sáng qua, công an bắt giữ nghi phạm.
Ngày 25/12/1991, ông Gorbachev tuyên bố từ chức. Ba mươi năm sau, nước Nga vẫn nhớ. Tuần này có triển lãm.
Ngày 9/5/2014, Trung Quốc tổ chức họp báo về giàn khoan. Từ đó đến nay, biển vẫn căng. Sắp tới có họp.
Ngày 1/8/2020, EVFTA có hiệu lực, hai bên tổ chức lễ công bố. Sau 5 năm, kim ngạch tăng. Năm nay lại tăng.
Hai nước ký thỏa thuận ngày 13/7/2000. Năm nay thương mại đạt 150 tỷ USD.
Ngày 12/5/2015, ông tham dự hội nghị ở Huế. Năm nay ông nghỉ hưu.
Tối 12/5/2019, nhóm bạn tổ chức sinh nhật rồi xô xát. Tới đây vụ án được đưa ra xét xử.
Ngày 12/5/2019, A nói dối bạn để vay tiền. Vừa qua, TAND tuyên phạt A 5 năm tù.
Ngày 15/12/2018, Việt Nam tiếp Malaysia ở Mỹ Đình. Sắp tới, hai đội gặp lại.
Ngày 12/10/2017, ông Park tham dự buổi ra mắt. Năm nay ông chia tay đội tuyển.
Ngày 23/1/2020, Bộ Y tế thông báo hai ca đầu tiên. Năm nay số ca mắc không đáng kể.
Ngày 26/2/2018, giá vàng giao dịch ở 36 triệu. Năm nay giá đã lên 150 triệu đồng.
""".strip().split("\n")


@pytest.mark.parametrize("body", LONG_AGO)
def test_a_whole_day_of_the_past_is_never_the_day_of_the_news(body):
    text, made = blocks(("title", "Chuyện của hôm qua"), ("body", body))
    assert publication(text, made) is None
    untitled, alone = blocks(("title", "Mưa lớn ở Huế"), *(("body", part) for part in body.split(". ")))
    assert publication(untitled, alone) is None


@pytest.mark.parametrize(
    ("body", "day"),
    [
        (
            "Ngày 12/11/2025, Bộ Công Thương tổ chức hội nghị tại Hà Nội. Thời gian tới, bộ sẽ gỡ khó.",
            "2025-11-12",
        ),
        (
            "Sáng 8-5-2024, Thủ tướng chủ trì phiên họp. Đến năm 2030 đạt 5 triệu tấn, năm nay hơn năm 2023.",
            "2024-05-08",
        ),
        ("Chiều nay (5/6/2019), Quốc hội thông qua luật, dự kiến có hiệu lực từ 1/1/2020.", "2019-06-05"),
        ("Ngày 3 tháng 4 năm 2023, Bộ Y tế cho biết vừa qua số ca mắc giảm so với năm 2022.", "2023-04-03"),
    ],
)
def test_a_whole_day_that_is_reported_as_news_of_now_is_taken(body, day):
    text, made = blocks(("title", "Hội nghị"), ("body", body))
    assert publication(text, made).date.edtf == day


def test_a_text_with_months_alone_gives_the_latest_month_told_without_a_year():
    text, made = blocks(("body", "Hồi tháng 3, hãng ra thông báo. Sự thay đổi được công bố cuối tháng 8."))
    found = publication(text, made)
    assert found.date.edtf == "XXXX-08" and found.evidence.text == "cuối tháng 8"


def test_figures_against_the_same_months_of_a_year_tell_the_next_one():
    told = "Sau 9 tháng, Việt Nam thu hút 25 tỷ USD, tăng 11,6% so với cùng kỳ năm 2023."
    text, made = blocks(("body", told))
    found = publication(text, made)
    assert found.date.edtf == "2024?" and found.evidence.text == "cùng kỳ năm 2023"
    dated, same = blocks(("body", "Sáng 8/10, bộ họp. " + told))
    assert publication(dated, same).date.edtf == "2024-10-08?"
    late, other = blocks(("body", "Sáng 8/3, bộ họp. " + told))
    assert publication(late, other).date.edtf == "XXXX-03-08"


@given(st.dates(date(2016, 1, 1), date(2030, 12, 31)), st.sampled_from(LATER))
def test_no_year_is_wrong_when_the_header_gives_one(day, body):
    text, made = blocks(("header", f"date {day.isoformat()} (VTC News) -"), ("body", body))
    found = publication(text, made)
    assert found.date.edtf == day.isoformat() and found.basis == "header"


@given(st.lists(st.sampled_from(LATER + PIECES), max_size=8).map(" ".join))
def test_any_text_gives_a_day_that_its_evidence_shows_or_none(body):
    text, made = blocks(("title", "Tin"), ("body", body))
    found = publication(text, made)
    if found is not None:
        assert text[found.evidence.start : found.evidence.end] == found.evidence.text
        assert edtf.parse(found.date.edtf) == found.date


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


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("06052024.txt", "2024-05-06"),
        ("bao-15.11.2024.txt", "2024-11-15"),
        ("20241115", "2024-11-15"),
        ("xuat-khau-20241115142233123.htm", "2024-11-15"),
        ("tin_5-6-2024.txt", "2024-06-05"),
        ("31022024.txt", None),
        ("4812345.txt", None),
        ("12345678.txt", None),
    ],
)
def test_a_file_s_name_gives_the_day_in_each_order(name, day):
    text, made = blocks(("body", "Không có ngày."))
    found = publication(text, made, file_name=name)
    assert (found and found.date.edtf) == day


def test_a_file_named_soon_after_the_day_of_the_text_gives_its_year_as_inferred():
    text, made = blocks(("body", LEAD))
    assert publication(text, made, file_name="15032025.txt").date.edtf == "2025-03-13?"
    assert publication(text, made, file_name="12032025.txt").date.edtf == "XXXX-03-13"


STAMPS = """
NGUYỄN VĂN A - 05/06/2024 14:22
Nguyễn Văn A, 05/06/2024
Thanh Tùng | 5/6/24, 14:22
05/06/2024 14:22 Nguyễn Văn A
Đăng bởi Nguyễn Văn A - 05/06/2024
By Nguyễn Văn A - June 5, 2024
Dân trí, 05/06/2024 - 14:22
Thứ Tư, 05/06/2024, 14:22 [GMT+7]
Thứ Tư, 08:00, 05/06/24
08:00 | 05/06/24
05 Tháng Sáu, 2024
5 thg 6, 2024
2024/06/05 14:22
Wed, 05/06/2024 - 14:22
Hà Nội, ngày 5 tháng 6 năm 2024
TP. Hồ Chí Minh, ngày 05 tháng 06 năm 2024
Số ra ngày 05/06/2024
Thời gian: 05/06/2024
""".strip().split("\n")
STORY = (
    "Bộ Công Thương sáng nay tổ chức hội nghị xúc tiến thương mại với một trăm doanh nghiệp trong nước.\n\n"
    "Theo bộ này, các bên đã thống nhất nhiều việc trong buổi làm việc, trong đó có việc giảm thuế."
)


@pytest.mark.parametrize("stamp", STAMPS)
def test_the_day_beside_a_name_or_place_is_read_above_and_below_the_headline_and_at_the_foot(stamp):
    title = "Xuất khẩu nông sản tăng mạnh nhờ thị trường Trung Quốc"
    for parts in ((title, stamp, STORY), (stamp, title, STORY), (title, STORY, stamp)):
        article = read("\n\n".join(parts).encode(), file_name="a.txt")
        assert article.date is not None and article.date.date.edtf == "2024-06-05"
        assert article.title == title
        if "Nguyễn" in stamp.title():
            assert article.author is not None and article.author.title() == "Nguyễn Văn A"


@pytest.mark.parametrize(
    "title", ["Giá vàng hôm nay 05/06/2024", "XSMB - 05/06/2024", "Lịch chiếu ngày 05/06/2024"]
)
def test_a_headline_that_ends_with_a_day_stays_the_headline(title):
    article = read(f"{title}\n\n{STORY}\n".encode(), file_name="a.txt")
    assert article.title == title


def test_an_empty_article_has_no_date():
    assert publication("", []) is None


@pytest.mark.parametrize(
    ("first", "day"),
    [
        ("Bộ Công Thương họp sáng 12/11 tại Hà Nội.", "2024-11-12"),
        ("Tính đến ngày 20/10, cả nước xuất khẩu 5 triệu tấn gạo.", "2024-11"),
        ("Cả nước xuất khẩu nhiều gạo hơn.", "2024-11"),
    ],
)
def test_a_header_may_give_the_month_alone(first: str, day: str) -> None:
    text = f" date 2024-11 {first}\n\nTheo bộ này, các bên đã thống nhất nhiều việc trong buổi làm việc.\n"
    article = read(text.encode(), file_name="a.txt")
    assert article.date is not None
    assert (article.date.date.edtf, article.date.basis) == (day, "header")


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://bao.vn/kinh-te/hoi-nghi-20170523101112345.htm", "2017-05-23"),
        ("https://bao.vn/2017/05/23/hoi-nghi.html", "2017-05-23"),
        ("https://bao.vn/hoi-nghi-20171345101112.htm", "XXXX-03-13"),
        ("https://bao.vn/hoi-nghi-4820170523.html", "XXXX-03-13"),
    ],
)
def test_an_article_s_own_address_may_give_the_day(address: str, day: str) -> None:
    article = read(f"Bộ họp bàn về thương mại song phương\n{address}\n\n{LEAD}\n".encode())
    assert article.date is not None
    assert article.date.date.edtf == day
    if article.date.basis == "address":
        evidence = article.date.evidence
        assert evidence is not None
        assert article.text[evidence.start : evidence.end] == evidence.text
