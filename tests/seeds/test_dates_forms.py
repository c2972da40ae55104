"""Every date form of Vietnamese news is found, ends where it ends, and means what it means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds import edtf
from seeds.dates import find

PUBLISHED = edtf.parse("2025-11-12")  # a Wednesday

FORMS = [
    ("Cuộc họp diễn ra [ngày 8/5].", "2025-05-08"),
    ("[Sáng 13-3], tại trụ sở", "2025-03-13"),
    ("vào hôm [8/10] ra quyết định", "2025-10-08"),
    ("[sáng 29.1] tại Hà Nội", None),
    ("diễn ra [ngày 8 tháng 5 năm 2024] tại", "2024-05-08"),
    ("hết [ngày 21-12-2023] để điều tra", "2023-12-21"),
    ("đăng lúc [2024-11-18]T16:58:57", "2024-11-18"),
    ("on [November 15, 2025] in", "2025-11-15"),
    ("trong [quý III/2025] tăng", "2025-35"),
    ("trong [quý IV] tới đây", "2025-36"),
    ("xuất khẩu [8 tháng năm 2024] đạt", "2024-01/2024-08"),
    ("xuất khẩu [9 tháng đầu năm] đạt", "2025-01/2025-09"),
    ("từ [đầu tháng 10] đến nay", "2025-10"),
    ("so với [cùng kỳ năm trước] tăng", "2024"),
    ("so với [cùng kỳ năm 2023] tăng", "2023"),
    ("ký kết [thứ Ba tuần trước] tại", "2025-11-04"),
    ("xảy ra [hôm qua] tại", "2025-11-11"),
    ("khai mạc [tối nay] tại", "2025-11-12"),
    ("công bố hồi [tháng 7 năm ngoái] cho", "2024-07"),
    ("vào [tháng 6-2025] sẽ", "2025-06"),
    ("Giai đoạn [2010 - 2015], kim ngạch", "2010/2015"),
    ("từ [những năm 1930] đến", "193X"),
    ("ròng bằng 0 vào [2050], Bộ", "2050"),
    ("trong [năm học 2024-2025] này", "2024/2025"),
    ("trong [tuần này] sẽ", "2025-11-10/2025-11-16"),
    ("từ nay đến [cuối năm nay] cho", "2025"),
    ("trong [quý tới] sẽ", "2026-33"),
    ("[12-14/11] tại Huế", None),
]


@pytest.mark.parametrize(("marked", "meaning"), FORMS)
def test_each_form_is_found_and_understood(marked, meaning):
    text = marked.replace("[", "").replace("]", "")
    wanted = marked[marked.index("[") + 1 : marked.index("]")]
    if wanted == "12-14/11":
        text = "Chiều " + text
        wanted, meaning = "Chiều 12-14/11", "2025-11-12/2025-11-14"
    if wanted == "sáng 29.1":
        meaning = "2025-01-29"
    found = find(text, published=PUBLISHED)
    assert [(text[m.start : m.end], m.edtf) for m in found] == [(wanted, meaning)]


@pytest.mark.parametrize(
    "text",
    [
        "thắng 2-1 trên sân nhà",
        "chiếm 1/3 dân số",
        "hoạt động 24/7 quanh năm",
        "từ 5-10 phút mỗi ngày",
        "cách đây 5 năm trước",
        "nhiều năm sau đó",
        "Vòng đàm phán thứ 6",
        "người thứ hai lên tiếng",
        "khoảng 19h30 tại",
        "giá 8.10 đồng",
    ],
)
def test_scores_fractions_and_counts_are_no_dates(text):
    assert find(text, published=PUBLISHED) == []


def test_coordinated_days_are_two_dates_that_share_their_month():
    text = "trong hai ngày 28 và 29-11 tới đây, từ ngày 12 đến 14-11"
    found = [(text[m.start : m.end], m.edtf) for m in find(text, published=PUBLISHED)]
    assert found == [
        ("ngày 28", "2025-11-28"),
        ("29-11", "2025-11-29"),
        ("ngày 12", "2025-11-12"),
        ("14-11", "2025-11-14"),
    ]


def test_without_the_article_s_date_nothing_is_guessed():
    text = "Sáng 13-3, hôm qua và năm ngoái, ngày 31/6"
    assert [m.edtf for m in find(text)] == ["XXXX-03-13", None, None, None]


def test_across_new_year_the_near_year_is_meant():
    assert find("ngày 15-1", published=edtf.parse("2025-12-20"))[0].edtf == "2026-01-15"
    assert find("ngày 28-12", published=edtf.parse("2026-01-04"))[0].edtf == "2025-12-28"


PIECES = st.sampled_from(
    [
        "ngày ",
        "Sáng ",
        "tháng ",
        "năm ",
        "quý ",
        "8",
        "13-3",
        "29.1",
        "2024",
        "/",
        "-",
        " đến ",
        " và ",
        "đầu ",
        "\n",
        "İ",
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=20).map("".join))
def test_any_text_gives_dates_in_order_without_overlap(text):
    end = 0
    for mention in find(text, published=PUBLISHED):
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
        if mention.edtf is not None:
            edtf.parse(mention.edtf)
