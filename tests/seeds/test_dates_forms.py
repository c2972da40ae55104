"""Every date form of Vietnamese news is found, ends where it ends, and means what it means."""

import re
import time
from contextlib import suppress
from datetime import date, datetime, timedelta

import pytest
from dateutil import parser
from hypothesis import given
from hypothesis import strategies as st

from seeds import edtf
from seeds.dates import find

PUBLISHED = edtf.parse("2025-11-12")  # a Wednesday

# Each line: the text with its dates in brackets, then the EDTF of each.
FORMS = """
Cuộc họp diễn ra [ngày 8/5]. | 2025-05-08
[Sáng 13-3], tại trụ sở | 2025-03-13
vào hôm [8/10] ra quyết định | 2025-10-08
[sáng 29.1] tại Hà Nội | 2025-01-29
diễn ra [ngày 8 tháng 5 năm 2024] tại | 2024-05-08
hết [ngày 21-12-2023] để điều tra | 2023-12-21
bị bắt [ngày 5/12/ 2019] khi | 2019-12-05
vào [ngày 15/11/25] tại | 2025-11-15
họp [15.11.2025] tại | 2025-11-15
[rạng sáng 13.7], bão | 2025-07-13
lúc 9h [15-11] tại | 2025-11-15
trong phiên [8/10], giá | 2025-10-08
dịp [20-11] rất nhiều phụ huynh | 2025-11-20
nghỉ lễ Quốc khánh [2/9] sẽ | 2025-09-02
áp dụng từ [1/10 năm nay] đến [30/9/2026] | 2025-10-01, 2026-09-30
tính đến [27/9] đạt 8% | 2025-09-27
cuộc họp [ngày 15 tháng này] tại | 2025-11-15
vào [ngày 2 tháng Chín] | 2025-09-02
trước [ngày 31/3] hàng năm | XXXX-03-31
[ngày 31/6] không có | -
trong hai [ngày 28] và [29-11] tới đây | 2025-11-28, 2025-11-29
từ [ngày 12] đến [14-11] tại | 2025-11-12, 2025-11-14
các [ngày 5], [6] và [7-11] tại | 2025-11-05, 2025-11-06, 2025-11-07
diễn ra từ [21] đến [24-11] tại | 2025-11-21, 2025-11-24
[đêm 14], [rạng sáng 15/11] mưa | 2025-11-14, 2025-11-15
mưa [ngày 5-7/11] ở | 2025-11-05/2025-11-07
[Chiều 12-14/11] tại Huế | 2025-11-12/2025-11-14
[ngày 12 - 14 tháng 11] tại | 2025-11-12/2025-11-14
dịp lễ [30/4] - [1/5] và [30/4]-[1/5], | 2025-04-30, 2025-05-01, 2025-04-30, 2025-05-01
từ [1/1/2025] đến [31/12/2026], thuế | 2025-01-01, 2026-12-31
đăng lúc [2024-11-18]T16:58:57+07:00 | 2024-11-18
đăng [2025/11/15] 08:00 | 2025-11-15
lúc 16:58 GMT+7 [ngày 15/11/2025] | 2025-11-15
on [November 15, 2025] in | 2025-11-15
on [Nov 15] and [15 November 2024] | 2025-11-15, 2024-11-15
on [Friday], [14-Nov-2025] | -, 2025-11-14
trong [quý III/2025] tăng | 2025-35
trong [quý IV] tới đây | 2025-36
lãi [quý 3] tăng | 2025-35
[Quý I], [II/2025] và [cuối quý II] | 2025-33, 2025-34, 2025-34
[quý đầu năm 2026] sẽ | 2026-33
trong [quý tới] sẽ | 2026-33
trong [quý trước] tăng | 2025-35
xuất khẩu [8 tháng năm 2024] đạt | 2024-01/2024-08
xuất khẩu [9 tháng đầu năm] đạt, riêng [9 tháng đầu] | 2025-01/2025-09, 2025-01/2025-09
[Ba quý đầu năm], GDP tăng | 2025-01/2025-09
[6 tháng cuối năm] sẽ | 2025-07/2025-12
[nửa đầu năm nay] và [nửa cuối 2026] | 2025-01/2025-06, 2026-07/2026-12
từ [đầu tháng 10] đến nay | 2025-10
[nửa đầu tháng 10] và [trung tuần tháng 9] | 2025-10-01/2025-10-15, 2025-09
trong [tháng 10] và [11]. Ông | 2025-10, 2025-11
cao điểm [tháng 7], [8], [9]. Đáng | 2025-07, 2025-08, 2025-09
khoảng [tháng 9-10] hoặc [tháng 11-12/2024] | 2025-09/2025-10, 2024-11/2024-12
hồi [tháng Tám] tại | 2025-08
vào [tháng 6-2025] sẽ | 2025-06
công bố hồi [tháng 7 năm ngoái] cho | 2024-07
[tháng trước] giảm, [tháng này] tăng | 2025-10, 2025-11
so với [cùng kỳ năm trước] tăng | 2024
so với [cùng kỳ năm 2023] và [cùng kỳ 2022] | 2023, 2022
họp [thứ Ba] tại | -
cho biết hôm [thứ Hai] tại | 2025-11-10
ký kết [thứ Ba tuần trước] tại | 2025-11-04
khai mạc [Chủ nhật tới] ở | 2025-11-16
[tối thứ Sáu] ([14/11]) tại | 2025-11-14, 2025-11-14
[Thứ hai, ngày 10 tháng 11 năm 2025] họp | 2025-11-10
trận [Chủ nhật 19/10], Nam Định | 2025-10-19
xảy ra [hôm qua] và [hôm kia] tại | 2025-11-11, 2025-11-10
[ngày mai] sẽ | 2025-11-13
khai mạc [tối nay] tại | 2025-11-12
[đêm qua], [rạng sáng nay] mưa | 2025-11-11, 2025-11-12
Thời tiết [hôm nay 27-11]: rét | 2025-11-27
từ [hôm nay] ([26-11]), ở | 2025-11-26, 2025-11-26
trong [tuần này] sẽ | 2025-11-10/2025-11-16
vào [cuối tuần trước], hồi [giữa tuần] | 2025-11-03/2025-11-09, 2025-11-10/2025-11-16
từ nay đến [cuối năm nay] cho | 2025
Giai đoạn [2010 - 2015], kim ngạch | 2010/2015
nhiệm kỳ [2021-2026], tầm nhìn [2045] | 2021/2026, 2045
mùa giải [2024/25] và | 2024/2025
trong [năm học 2024-2025], [đầu năm học này] | 2024/2025, 2025/2026
[năm 2017] và [2020] ông | 2017, 2020
ròng bằng 0 vào [2050], Bộ | 2050
tổ chức lần đầu [năm 1996] nhằm | 1996
[Cuối 2023], từ [đầu 2024] đến nay | 2023, 2024
từ [những năm 1930] đến | 193X
[giữa thập niên 60], [đầu những năm 2000] | 196X, 200X
[đầu thế kỷ 20] và [thế kỷ XIX] | 1901/2000, 1801/1900
[thế kỷ thứ 3 trước Công nguyên], [năm 221 TCN] | -, -
[năm 938] tại | 0938
trước [Tết Nguyên đán 2026] và [Tết 2025] | 2026, 2025
[mùng 1 Tết], [rằm tháng Giêng], [tháng Chạp], [đêm 30 Tết] | -, -, -, -
[ngày 10 tháng 3 âm lịch], [tháng 7 âm lịch] | -, -
(nhằm [ngày 9 tháng 11 năm Ất Tỵ]) | -
áp dụng từ [29.1] đến hết năm, [sáng 29.10] | 2025-01-29, 2025-10-29
dự kiến diễn ra vào [29.1] tại | 2025-01-29
từ [29.1] - [2.2] và từ [29.10] đến [2.11] tại | 2025-01-29, 2025-02-02, 2025-10-29, 2025-11-02
hai [ngày 5],[6/11], các [ngày 5],[6],[7/11] tại | 2025-11-05, 2025-11-06, 2025-11-05, 2025-11-06, 2025-11-07
[hè 2025], [mùa hè năm 2024], [mùa thu năm nay] | 2025, 2024, 2025
[vụ đông xuân 2024-2025] và [mùa khô 2024] | 2024/2025, 2024
vào [thứ 7], từ [thứ hai] đến [thứ sáu], cả [thứ bảy], [chủ nhật] | -, -, -, -, -
[đêm giao thừa], pháo hoa | -
xảy ra [ngày hôm qua] tại | 2025-11-11
chịu thuế kể từ [7-8]. Hàng | 2025-08-07
từ [đầu tháng] đến nay, hồi [đầu tháng] | 2025-11, 2025-11
Doanh thu [chín tháng] của hãng, [9 tháng đầu năm] | 2025-01/2025-09, 2025-01/2025-09
[Mười tháng] qua, xuất khẩu đạt 400 tỷ USD | 2025-01/2025-10
[tuần cuối tháng 9], hai tuần [đầu tháng 11] | 2025-09, 2025-11
trong [tuần qua] tăng 3,5% | 2025-11-03/2025-11-09
hết [buổi trưa ngày 23-10] | 2025-10-23
từ [tháng 11] đến [tháng 2/2026], [tháng 1] - [tháng 9/2024] | 2025-11, 2026-02, 2024-01, 2024-09
từ [1/1] đến [31/12/2026] | 2026-01-01, 2026-12-31
từ [ngày 25/12] đến hết [ngày 5/1/2024] | 2023-12-25, 2024-01-05
từ [5] đến [10 tháng 11] | 2025-11-05, 2025-11-10
[12/11], giá vàng | 2025-11-12
từ [1-7] đến nay, trước [15-12] phải | 2025-07-01, 2025-12-15
lúc 17 giờ [12.11], [đêm 12], [rạng sáng 13.11] | 2025-11-12, 2025-11-12, 2025-11-13
[12/11] - [15/11] tại, hôm [thứ Tư] ([12/11]) | 2025-11-12, 2025-11-15, 2025-11-12, 2025-11-12
[mùng 1] và [mùng 2 Tết] | -, -
""".strip().split("\n")


def marks(line):
    """The text of a line without its brackets, what stood in them, and the EDTF that each should have."""
    text, _, values = line.rpartition(" | ")
    wanted = [None if value == "-" else value for value in values.split(", ")]
    return text.replace("[", "").replace("]", ""), list(
        zip(re.findall(r"\[([^]]*)\]", text), wanted, strict=True)
    )


@pytest.mark.parametrize("line", FORMS)
def test_each_form_is_found_where_it_ends_and_understood(line):
    text, wanted = marks(line)
    found = find(text, published=PUBLISHED)
    assert [(text[m.start : m.end], m.edtf) for m in found] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "thắng 2-1 trên sân nhà, dẫn trước 3-1",
        "thắng Nga 3-1, gỡ 2-2 và hòa 1-1.",
        "chiếm 1/3 dân số, tỷ lệ 1/2",
        "hoạt động 24/7 quanh năm",
        "từ 5-10 phút mỗi ngày",
        "uống ngày 1-2 lần, mỗi ngày 2 viên",
        "tour 5 ngày 4 đêm",
        "phôi ngày 5 được chuyển",
        "cách đây 5 năm trước",
        "nhiều năm sau đó, ba năm nay",
        "được duy trì 4-5 năm nay",
        "lượng bán giảm so với tháng trước đó",
        "Vòng đàm phán thứ 6",
        "người thứ hai lên tiếng, Thế chiến thứ Hai",
        "khoảng 19h30 tại",
        "giá 8.10 đồng, tăng 5,11 điểm và 5.11 điểm",
        "phiên bản 2.10.2024 của phần mềm",
        "đường 3/2, quận 10, phường 2",
        "đường 30/4 và công viên 23 Tháng 9",
        "bệnh viện 30-4, giải 2/9, lớp 8/11",
        "số nhà 15/3 hẻm 20/10",
        "Nghị định 100/2019/NĐ-CP và thông tư 05/2024",
        "điều 5/2 của Luật số 08/2012/QH13",
        "quy hoạch tỷ lệ 1/2000",
        "xe 30A-123.45, gọi 0912-345-678 hay 1900 1234",
        "F-16, Covid-19 và A320-200 trên quốc lộ 4D",
        "Tổng công ty May 10, Cách mạng tháng Tám",
        "cứ 3 tháng một lần, mỗi tháng hai lần",
        "đầu năm học và cuối năm thứ ba",
        "chị Mai, khoa ban ngày Mai Hương, một ngày mai tươi sáng",
        "Trong 10 ngày, 4 sân chơi",
        "3 tháng đầu thai kỳ",
        "7-11 là chuỗi cửa hàng",
        "Black Friday và Sunday Times",
        "giá 29.1 triệu, tăng từ 12.5 đến 13.1 triệu, tỷ lệ 29.1%",
        "nâng cấp từ 9.3 lên 10.2, phiên bản 29.1 của phần mềm",
        "nền kinh tế thứ 5 và thứ 6, tăng từ thứ 5 lên thứ 3",
        "bé mười tháng tuổi, suốt 10 tháng qua, lao động có 10 tháng",
        "tỷ số là 15-12 và 12/11, 1/2, tức là một nửa",
        "bán hàng ở vỉa hè, doanh thu cuối tháng",
    ],
)
def test_what_only_looks_like_a_date_is_none(text):
    assert find(text, published=PUBLISHED) == []


def test_without_the_article_s_date_nothing_is_guessed():
    text = "Sáng 13-3, hôm qua và năm ngoái, ngày 31/6"
    assert [m.edtf for m in find(text)] == ["XXXX-03-13", None, None, None]


def test_across_new_year_the_near_year_is_meant():
    assert find("ngày 15-1", published=edtf.parse("2025-12-20"))[0].edtf == "2026-01-15"
    assert find("ngày 28-12", published=edtf.parse("2026-01-04"))[0].edtf == "2025-12-28"


DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
# How a day is written, with its year and without.
WHOLE = [
    "ngày {d}/{m}/{y}", "sáng {d}-{m}-{y}", "ngày {d:02}.{m:02}.{y}", "ngày {d} tháng {m} năm {y}",
    "{y}-{m:02}-{d:02}", "thứ Hai, {d}/{m}/{y}", "hôm nay {d}-{m}-{y}", "{d} tháng {m}, {y}",
]  # fmt: skip
YEARLESS = ["ngày {d}/{m}", "chiều {d}-{m}", "ngày {d} tháng {m}", "rạng sáng {d}.{m}", "hôm nay {d}/{m}"]


@given(DAYS, st.sampled_from(WHOLE), DAYS)
def test_a_whole_day_reads_back_in_every_writing_whenever_the_article_is_from(day, form, published):
    words = form.format(d=day.day, m=day.month, y=day.year)
    (found,) = find(f"Họp {words}, tại Huế.", published=edtf.of_day(published))
    assert found.edtf == day.isoformat() and found.end - found.start == len(words)


@given(st.integers(-299, 299), st.sampled_from(YEARLESS), DAYS)
def test_a_day_without_a_year_reads_back_in_the_year_that_the_header_gives(distance, form, published):
    day = published + timedelta(distance)
    words = form.format(d=day.day, m=day.month)
    (found,) = find(f"Họp {words}, tại Huế.", published=edtf.of_day(published))
    if day.year == published.year:
        assert found.edtf == day.isoformat()
    elif abs(distance) < 65:
        assert found.edtf == day.isoformat()  # across New Year


@given(st.integers(1900, 2100), st.integers(1, 12), st.integers(1, 4))
def test_months_quarters_and_years_read_back(year, month, quarter):
    roman = ("I", "II", "III", "IV")[quarter - 1]
    text = f"Trong tháng {month}/{year}, quý {roman}/{year}, năm {year} và quý {quarter} năm {year}."
    values = [f"{year}-{month:02}", f"{year}-{32 + quarter}", str(year), f"{year}-{32 + quarter}"]
    assert [m.edtf for m in find(text)] == values


def test_an_inferred_year_stays_inferred():
    seen = edtf.parse("2025-05-08?")
    text = "hôm qua là ngày 7/5, năm ngoái và năm 2020, từ ngày 5 đến 6/5"
    values = ["2025-05-07?", "2025-05-07?", "2024?", "2020", "2025-05-05?", "2025-05-06?"]
    assert [m.edtf for m in find(text, published=seen)] == values


def test_a_month_without_a_day_gives_no_day_to_what_is_relative():
    seen = edtf.parse("2025-11")
    assert [m.edtf for m in find("hôm qua, năm ngoái, tháng trước", published=seen)] == [
        None,
        "2024",
        "2025-10",
    ]


def test_where_dateutil_reads_vietnamese_wrongly_we_do_not():
    """It takes the day of today for a missing one, and reads ISO dates backwards, day first."""
    now = datetime(2025, 11, 12)
    assert parser.parse("8/2021", default=now).date() == date(2021, 8, 12)
    assert find("từ tháng 8/2021 đến nay")[0].edtf == "2021-08"
    assert parser.parse("2025-05-08", dayfirst=True).date() != date(2025, 5, 8)
    assert find("2025-05-08")[0].edtf == "2025-05-08"
    assert parser.parse("8/5/2025").date() == date(2025, 8, 5)
    assert find("ngày 8/5/2025")[0].edtf == "2025-05-08"
    for words in ("8 tháng năm 2024", "ngày 8 tháng 5 năm 2024", "quý III/2025", "hôm qua"):
        with suppress(parser.ParserError):
            assert parser.parse(words, default=now).date() != date(2024, 5, 8)
    assert find("8 tháng năm 2024")[0].edtf == "2024-01/2024-08"


@pytest.mark.parametrize(
    "unit", ["1/", "ngày ", "9", "ngày 1, ", "2024 ", "1-1-", "đầu năm ", "ngày 1 và 2, "]
)
def test_reading_takes_time_linear_in_the_text(unit):
    def took(size):
        text = (unit * (size // len(unit) + 1))[:size]
        start = time.process_time()
        find(text)
        return time.process_time() - start

    took(1000)
    assert took(80_000) < 10 * took(20_000) + 0.2


PIECES = st.sampled_from(
    "ngày |Sáng |tháng |năm |quý |8|13-3|29.1|2024|/|-| đến | và |đầu |thứ |hai|hôm |nay|tết|âm lịch|\n|İ|, |"
    "30/4|III|tuần |trước|cùng kỳ |thế kỷ |May |giai đoạn |TCN".split("|")
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=20).map("".join))
def test_any_text_gives_dates_in_order_without_overlap(text):
    end = 0
    for mention in find(text, published=PUBLISHED):
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
        if mention.edtf is not None:
            value = edtf.parse(mention.edtf)
            assert value.earliest is None or (value.latest is not None and value.earliest <= value.latest)


@given(st.lists(PIECES, max_size=12).map("".join), st.integers(0, 30), st.integers(0, 30))
def test_a_stretch_of_a_text_is_read_like_the_text_around_it_is_long(text, before, after):
    whole = find(text)
    moved = find("x" * before + "\n" + text + "\n" + "y" * after, before + 1, before + 1 + len(text))
    assert [(m.start, m.end, m.edtf) for m in whole] == [
        (m.start - before - 1, m.end - before - 1, m.edtf) for m in moved
    ]
