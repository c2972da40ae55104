"""What sums, percentages and counts promise: where they end, what they are not, and what they are worth."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.dates import find
from seeds.entities import mentions
from seeds.entities.amounts import number, plain_number, worth
from seeds.entities.figures import figures


def read(text):
    """Figures as (type, text) pairs, without the dates."""
    found = figures(text, find(text, 0, len(text), None))
    return [(f.type, text[f.start : f.end]) for f in found if f.type != "DATE"]


def values(text):
    """Normalised values of a text's figures."""
    return [f.value for f in figures(text, find(text, 0, len(text), None))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("đạt gần 265,4 tỷ USD", ["265,4 tỷ USD"]),
        ("từ 200 đến 300 USD một tấn", ["200 đến 300 USD"]),
        ("từ 200 triệu đến 1 tỷ đồng", ["200 triệu đến 1 tỷ đồng"]),
        ("giá 70-80 triệu đồng/m2", ["70-80 triệu đồng"]),
        ("bán 1 tỷ 200 triệu đồng", ["1 tỷ 200 triệu đồng"]),
        ("góp một tỷ USD, hai tỷ năm trăm triệu đồng", ["một tỷ USD", "hai tỷ năm trăm triệu đồng"]),
        ("thiệt hại hàng trăm triệu đồng", ["hàng trăm triệu đồng"]),
        ("mỗi năm trăm tỷ đồng", ["trăm tỷ đồng"]),
        ("US$50 triệu và 20$", ["US$50 triệu", "20$"]),
        ("500 nghìn đô la Singapore", ["500 nghìn đô la Singapore"]),
        ("vay 200 triệu Yen và 3 tỷ Đồng", ["200 triệu Yen", "3 tỷ Đồng"]),
        ("mức lương 8 triệu, dự án 80.000 tỉ", ["8 triệu", "80.000 tỉ"]),
        ("lãng phí 4.000 tỉ ngân sách nhà nước", ["4.000 tỉ"]),
        ("tăng 8,25 xu/pound, còn 24 US cent, 3 cent Mỹ", ["8,25 xu", "24 US cent", "3 cent Mỹ"]),
    ],
)
def test_money_is_a_number_with_its_range_its_magnitude_and_its_currency(text, wanted):
    assert read(text) == [("MONEY", amount) for amount in wanted]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("còn 17 Hiệp định thương mại tự do", ["17 Hiệp định"]),
        ("70 nền kinh tế lớn", ["70 nền kinh tế"]),
        ("200 quả đạn, 2 căn nhà, 5 chiếc xe máy", ["200 quả đạn", "2 căn nhà", "5 chiếc xe máy"]),
        ("hơn 50 trường đại học quốc tế", ["50 trường đại học"]),
        ("230 người thiệt mạng", ["230 người"]),
        ("900 đăng kiểm viên bị xử lý", ["900 đăng kiểm viên"]),
        ("5 nữ tiếp viên và 3 cựu bí thư", ["5 nữ tiếp viên", "3 cựu bí thư"]),
        ("20.623 bị hại, 28 bị can", ["20.623 bị hại", "28 bị can"]),
        ("120 các Thông tư", ["120 các Thông tư"]),
        ("đạt 16 FTA, bắn hạ 56 UAV", ["16 FTA", "56 UAV"]),
        ("1.000 tấn gạo, 13.000ha đất, 3,8 triệu m3 nước", ["1.000 tấn", "13.000ha", "3,8 triệu m3"]),
        ("mất 2 giờ 30 phút, 3 năm 6 tháng tù", ["2 giờ 30 phút", "3 năm 6 tháng"]),
        ("vòng quay trong vòng 6 tháng", ["6 tháng"]),
        ("27 tuổi, gấp 3,5 lần", ["27 tuổi", "3,5 lần"]),
        ("xếp thứ 44/133 quốc gia", ["133 quốc gia"]),
        ("66 triệu năm trước", ["66 triệu năm"]),
        ("3 chỉ số và 2 chỉ vàng", ["3 chỉ số", "2 chỉ"]),
        ("5 xu hướng, 100 đồng xu", ["5 xu hướng", "100 đồng xu"]),
        ("đạt 31 triệu bao. Mỗi hộ 20 bao xi măng", ["31 triệu bao", "20 bao xi măng"]),
        ("giải lao 20phút, xây 1 triệu căn nhà ở xã hội", ["20phút", "1 triệu căn nhà ở xã hội"]),
        ("tiết lộ 23 VĐV, 180.000 việc làm", ["23 VĐV", "180.000 việc làm"]),
        ("200 tỷ tham số, 1,4 tỉ người", ["200 tỷ tham số", "1,4 tỉ người"]),
        ("48 gigawatt-giờ trên 100 mẫu Anh", ["48 gigawatt-giờ", "100 mẫu Anh"]),
        ("kế hoạch 5 năm 2016-2020", ["5 năm"]),
        ("diễn ra trong 2 ngày 27 và 28-2", ["2 ngày"]),
        ("thương mại 2 chiều, 3 chiều nay", ["2 chiều"]),
    ],
)
def test_a_count_ends_where_its_noun_or_its_unit_does(text, wanted):
    assert read(text) == [("QUANTITY", amount) for amount in wanted]


@pytest.mark.parametrize(
    "text",
    [
        "xếp thứ 8, top 40, lớp 5, lúc 7 giờ sáng",
        "thắng 3-1 trên sân khách, sơ đồ 4-4-2 quen thuộc",
        "iPhone 16 bản tiêu chuẩn, VF 8 phiên bản Eco",
        "mở cửa 24/7 và chiếm 1/3 lực lượng",
        "công nghiệp 4.0 phát triển",
        "quận 10, quốc lộ 51 qua đây",
        "hàng tỷ USD cho dự án tỷ USD",
        "điểm chuẩn môn toán là 27,5 điểm",
        "tại các Điều 30, 31 Nghị định số 119/2017/NĐ-CP",
        "Nghị định 158 quy định, Thông tư 12 hướng dẫn, diễn đàn 2025 lần đầu tiên",
        "đường hơn 2.400 tỉ kết nối hai tỉnh, kỳ họp 10 Quốc hội, vị trí 99 xếp hạng, vòng 10 V-League",
        "trên QL 1A, đến 10g vẫn còn, ngã 3 trường học. Lumia 1520 sở hữu màn hình",
        "gọi 911 cầu cứu, khoản 3 bao gồm",
    ],
)
def test_ranks_results_models_clocks_and_marks_are_no_figures(text):
    assert read(text) == []


def test_points_in_a_hundred_are_percentages():
    assert read("tăng 0,5 điểm phần trăm, giảm 5-10%") == [
        ("PERCENT", "0,5 điểm phần trăm"),
        ("PERCENT", "5-10%"),
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("265,4 tỷ USD", "265400000000 USD"),
        ("200 triệu đến 1 tỷ đồng", "200000000..1000000000 VND"),
        ("3-5 triệu đồng", "3000000..5000000 VND"),
        ("800.000 đến 1 triệu đồng", "800000..1000000 VND"),
        ("một nghìn tỷ đồng", "1000000000000 VND"),
        ("hai tỷ năm trăm triệu đồng", "2500000000 VND"),
        ("10%", "10%"),
        ("5-15%", "5..15%"),
        ("6.000 MW", "6000 MW"),
        ("100 triệu dân", "100000000 dân"),
        ("3,5 lần", "3.5 lần"),
        ("hàng trăm tỷ đồng", ""),
    ],
)
def test_a_figure_carries_its_value_as_plain_text(text, value):
    assert values(text) == [value]


def test_a_mention_carries_its_figure_s_value():
    assert [m.value for m in mentions("đạt 265,4 tỷ USD", [])] == ["265400000000 USD"]


@given(st.integers(0, 10**12))
def test_whole_numbers_written_with_dots_are_read_back(whole):
    assert plain_number(number(f"{whole:,}".replace(",", "."))) == str(whole)


@given(st.integers(1, 999), st.integers(1, 99), st.sampled_from(["", " triệu", " tỷ"]))
def test_what_a_decimal_is_worth_is_its_product(whole, part, magnitude):
    factor = {"": 1, " triệu": 10**6, " tỷ": 10**9}[magnitude]
    digits = worth(f"{whole},{part:02}{magnitude}")
    assert abs(float(digits) - (whole + part / 100) * factor) < factor / 1000


PIECES = st.sampled_from(
    "1|2.5|10|1.000|3,5|2024|-|/| |,|.|(|%| tỷ| triệu| đồng| USD|$|từ | đến |một | hai | năm | tháng | giờ "
    "| người| chiếc| xe| các | Thông tư| lần thứ |lớp |Galaxy |\n|x| x |quý ".split("|")
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_figures_of_any_text_are_in_order_and_never_overlap(text):
    end = 0
    for figure in figures(text, find(text, 0, len(text), None)):
        assert end <= figure.start < figure.end <= len(text)
        assert text[figure.start : figure.end].strip() == text[figure.start : figure.end]
        assert re.fullmatch(r"|(?:[0-9.]+(?:\.\.[0-9.]+)*).*", figure.value, re.S)
        end = figure.end


@pytest.mark.parametrize(
    "piece", ["1-", "1 tỷ ", "một ", "năm trăm ", "1/", "9 chiếc ", "1.", "hàng ", "1 x ", "$"]
)
def test_figures_are_read_in_time_in_step_with_length(piece):
    def seconds(length):
        text = (piece * length)[:length]
        started = time.process_time()
        list(figures(text, []))
        return time.process_time() - started

    seconds(1_000)
    assert seconds(80_000) < 16 * seconds(10_000) + 0.2
