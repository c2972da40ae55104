"""Which names are read, how far they reach and what they name, on sentences of the kinds that news writes."""

import re
from time import process_time

import pytest

from seeds import lexicon
from seeds.article import MENTION_TYPES
from seeds.entities import mentions
from seeds.entities.context import KINDS, weights

_MARKED = re.compile(r"\[(P|O|L) ([^\]]+)\]")
_TYPES = {"P": "PERSON", "O": "ORG", "L": "PLACE"}


def expected(marked):
    """A sentence without its marks, and the names they mark."""
    names = [(_TYPES[match[1]], match[2]) for match in _MARKED.finditer(marked)]
    return _MARKED.sub(lambda match: match[2], marked), names


def read(text):
    """The names of a text as (type, text)."""
    return [(m.type, m.text) for m in mentions(text, []) if m.type in _TYPES.values()]


@pytest.mark.parametrize(
    "marked",
    [
        "Đại sứ [L Hoa Kỳ] tại [L Việt Nam] [P Marc Knapper] tiếp ông [P Nguyễn Văn An].",
        "Tổng Giám đốc [O Tập đoàn Điện lực Việt Nam] ([O EVN]) [P Nguyễn Anh Tuấn] ký kết.",
        "Theo [O Thương vụ Việt Nam] tại [L Australia], kim ngạch tăng.",
        "[O Hội đồng Bông Quốc tế] ([O CCI]) và [O Hiệp hội May mặc và Giày dép Mỹ] ([O AAFA]) phản đối.",
        "gặp [O Hiệp hội kinh doanh và thương mại giày dép Mỹ] ([O FDRA]) tại [L Washington]",
        "Chủ tịch [O EC] [P Ursula von der Leyen] nói với báo giới.",
        "Giám đốc [O Công ty TNHH Dony] [P Phạm Quang Anh] chia sẻ.",
        "[O Ủy ban quân sự NATO] họp tại [L Brussels] ([L Bỉ]).",
        "tại [O Cơ quan cảnh sát điều tra Công an TP Thủ Đức] chiều nay",
        "đất do UBND cấp tỉnh quy định, [O UBND tỉnh Đồng Nai] đề xuất",
        "Doanh nhân [P Đức Hải] cùng Thủ tướng [L Đức] [P Scholz].",
        "các nhà lãnh đạo [L Nga] và [L Ấn Độ], thượng nghị sĩ [L Mỹ] phản đối",
        "Chủ tịch [O KC Global Media] và Trưởng [O Ban Nội chính Trung ương] [P Phan Đình Trạc]",
        "làm Giám đốc [O Công an tỉnh Lạng Sơn] từ nay",
        "Nạn nhân là [P N.A.T.] (27 tuổi). Sau đó, [P T.] bỏ đi.",
        "Ông [P Nguyễn Văn Bạch] nhận tội. [P Bạch] khai đã bỏ trốn. Bạch kim tăng giá.",
        "học bổng Hiệp định, như ông [P Trần Văn Hiệp] nói",
        "căn nhà cổ 87 [L Mã Mây] và đường [L Mạc Đĩnh Chi], [L Nguyễn Đình Chiểu]",
        "giá gạo [L Thái], [L Ấn] giảm; doanh nghiệp [L Việt] lo",
        "trường [O TH, THCS & THPT Ngôi Sao Hà Nội - Hoàng Mai] tuyển sinh",
        "của [O Hội đồng bảo an LHQ] và [O Trung tâm Dữ liệu quốc gia số 1] hôm nay",
        "dưới sự lãnh đạo của [O Đảng], [O Nhà nước], [O Tập đoàn Dầu khí], [O Ngân hàng Công thương]",
        "theo tờ [O Sydney Morning Herald], đồng yen Nhật và tiếng Pháp",
        "khu vực phía Tây [L Hà Nội], các khu vực mua sắm như [L Myeongdong], [L Dongdaemun]",
        "Chủ tịch [P Xu-pha-nu-vông] gây dựng quan hệ",
        "Kiến trúc sư: [P Nguyễn Đăng Tưởng]Nhóm thiết kế",
        "là chính sách của [O Đảng], [O Nhà nước Việt Nam]",
        "[O Công an quận Kế Châu], thành phố [L Thiên Tân] bắt ba người.",
        "Tham tán Thương mại [L Việt Nam] tại [L Nhật Bản] [P Tạ Đức Minh] nhận định",
    ],
)
def test_offices_and_bodies_of_politics_and_trade_are_told_apart(marked):
    text, names = expected(marked)
    assert read(text) == names


@pytest.mark.parametrize(
    "marked",
    [
        "Chủ tịch [P Hồ Chí Minh] đọc bản tuyên ngôn.",
        "bà [P T.T.P.] (64 tuổi), theo bà [P P.] thì",
        "HLV [P Shin Tae-yong] và tiền vệ [P Lee Kang-in] trở lại.",
        "ca sĩ [P H'Hen Niê] đến [L Đắk Lắk]",
        'Chị [P Thanh Nga] ở [L Hà Nội] kể. "Ở đây có 5G", [P Nga] nói.',
        "Anh không thi đấu một mình mà cùng bạn.",
        "Tuyển [L Anh] thắng. Anh và bạn đi xem.",
    ],
)
def test_persons_are_no_lakes_and_no_countries(marked):
    text, names = expected(marked)
    assert read(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Methanol là chất lỏng. Trong rượu có methanol.",
        "Captcha được phát triển để chặn bot.",
        "nghe album, chơi trò chơi trên A321 và L-arginine",
        "học mỹ thuật. Mỹ thuật và pháp luật. Pháp luật quy định.",
        "Cục cho biết, Bộ khẳng định, các Sở đề nghị.",
    ],
)
def test_ordinary_words_with_a_capital_are_no_names(text):
    assert read(text) == []


def test_a_town_is_its_club_in_sport_and_itself_elsewhere():
    sport = "HLV của CLB này vui. Nice thắng Monaco ở Ligue 1. HLV khen CLB. Đội đá tại Nice."
    assert [kind for kind, text in read(sport) if text == "Nice"] == ["ORG", "PLACE"]
    assert read("Du khách đến Nice và Malaga nghỉ hè.") == [("PLACE", "Nice"), ("PLACE", "Malaga")]


def test_what_a_document_says_of_an_unknown_name_anywhere_holds_everywhere():
    text = "Ông Qwertan Zolpek đến. Zolpek nói rằng ông vui. Mọi người gặp Zolpek hôm qua."
    assert {kind for kind, name in read(text) if "Zolpek" in name} == {"PERSON"}


def test_half_names_of_nations_are_places():
    assert read("người Việt dùng hàng Việt, học tiếng Việt") == [("PLACE", "Việt"), ("PLACE", "Việt")]


@pytest.mark.parametrize(
    "table", ["names.tsv", "organisations.tsv", "places.tsv", "cities.txt", "clubs.txt", "others.txt"]
)
def test_every_table_says_where_it_is_from_and_repeats_nothing(table):
    assert lexicon.text(table).startswith("# ")
    rows = [row[0] for row in lexicon.rows(table)]
    assert len(rows) == len(set(rows))


def test_mined_names_have_a_type_and_signs_a_weight_for_each_kind():
    assert {row[1] for row in lexicon.rows("names.tsv")} <= {*MENTION_TYPES, "OTHER"}
    assert all(len(values) == len(KINDS) for values in weights().values())


@pytest.mark.parametrize(
    "unit", ["Thái, ", "Việt và ", "TH, ", "Trường THCS và ", "N.A.T. ", "số 1 ", "các hãng như "]
)
def test_endless_lists_of_names_are_read_in_time_that_grows_with_their_length(unit):
    def spent(letters):
        text = (unit * letters)[:letters]
        start = process_time()
        mentions(text, [])
        return process_time() - start

    spent(1_000)
    short, long = spent(4_000), spent(16_000)
    assert long < 10 * short + 0.3


def test_every_beginning_of_a_text_is_read():
    text = (
        "Giám đốc Công an tỉnh Lạng Sơn và Trường TH, THCS Hà Nội - Hoàng Mai tại 87 Mã Mây, số 1, "
        "ông N.A.T. (27 tuổi) như Thái, Ấn."
    )
    for end in range(len(text)):
        for mention in mentions(text[:end], []):
            assert text[mention.start : mention.end] == mention.text
