"""An entity has one name through an article and a library, however it is written."""

import pytest

from seeds.entities.canonical import organisation
from seeds.reading import read, with_mentions


def names(text, kind):
    """The canonical name of each written form of one type, in order of place."""
    article = with_mentions(read(text.encode(), file_name="a.txt"))
    return [(mention.text, mention.name) for mention in article.mentions if mention.type == kind]


@pytest.mark.parametrize(
    ("forms", "name"),
    [
        (
            [
                "Ủy ban nhân dân tỉnh Lào Cai",
                "Ủy ban Nhân dân tỉnh Lào Cai",
                "UBND tỉnh Lào Cai",
                "UBND Lào Cai",
            ],
            "UBND Lào Cai",
        ),
        (["UBND TP HCM", "Ủy ban nhân dân TP.HCM", "UBND Thành phố Hồ Chí Minh"], "UBND TP.HCM"),
        (["Công an TP Hà Nội", "Công an thành phố Hà Nội", "Công an Hà Nội"], "Công an Hà Nội"),
        (["Bộ Công thương", "Bộ Công Thương", "MoIT"], "Bộ Công Thương"),
        (["Bộ Kế hoạch & Đầu tư", "Bộ Kế hoạch và Đầu tư"], "Bộ Kế hoạch và Đầu tư"),
        (
            ["Sở GD-ĐT Hà Nội", "Sở GD&ĐT Hà Nội", "Sở Giáo dục và Đào tạo Hà Nội"],
            "Sở Giáo dục và Đào tạo Hà Nội",
        ),
        (["Trường đại học Nông Lâm TP HCM", "ĐH Nông Lâm TP.HCM"], "Đại học Nông Lâm TP.HCM"),
        (["Bộ Nông nghiệp Hoa Kỳ", "Bộ Nông nghiệp Mỹ"], "Bộ Nông nghiệp Mỹ"),
        (["Hãng tin Reuters", "hãng tin Reuters", "Reuters"], "Reuters"),
        (["Tập đoàn Viettel", "Viettel"], "Viettel"),
    ],
)
def test_the_ways_to_write_a_body_are_one_name(forms, name):
    assert {organisation(form[0].upper() + form[1:]) for form in forms} == {name}


def test_the_police_of_a_town_is_not_that_of_its_province():
    assert organisation("Công an TP Hà Tĩnh") != organisation("Công an tỉnh Hà Tĩnh")


def test_a_club_named_like_a_body_is_another_one():
    assert organisation("Công An Hà Nội") != organisation("Công an Hà Nội")


def test_a_name_in_latin_letters_keeps_its_sign():
    assert organisation("Procter & Gamble") == "Procter & Gamble"


def test_a_short_form_is_the_person_named_last_before_it():
    text = (
        "Ông Nguyễn Văn Bình, giám đốc sở, cho biết dự án chậm. Theo ông Bình, vốn đã đủ.\n\n"
        "Bà Trần Thanh Bình, phó chủ tịch quận, nói khác. Bà Bình đề nghị rà soát lại.\n"
    )
    assert names(text, "PERSON") == [
        ("Nguyễn Văn Bình", "Nguyễn Văn Bình"),
        ("Bình", "Nguyễn Văn Bình"),
        ("Trần Thanh Bình", "Trần Thanh Bình"),
        ("Bình", "Trần Thanh Bình"),
    ]


def test_one_whom_everybody_means_by_one_word_is_named_in_full():
    text = "Tổng thống Mỹ Trump cho biết sẽ gặp ông Putin. Theo ông Trump, hai bên đã thống nhất.\n"
    assert {name for _, name in names(text, "PERSON")} == {"Donald Trump", "Vladimir Putin"}


def test_the_article_s_own_person_comes_before_the_one_whom_everybody_means():
    text = "Bà Melania Trump đến dự lễ sáng 12-3. Bà Trump cho biết sẽ ở lại hai ngày, theo Nhà Trắng.\n"
    assert {name for _, name in names(text, "PERSON")} == {"Melania Trump"}


def test_an_acronym_in_brackets_is_the_body_before_it():
    text = (
        "Theo Hiệp hội Bất động sản TP.HCM (HoREA), thị trường đã ấm lên. HoREA đề nghị sửa luật để gỡ vướng "
        "cho các dự án nhà ở xã hội.\n"
    )
    assert {name for _, name in names(text, "ORG")} == {"Hiệp hội Bất động sản TP.HCM"}


def test_a_body_in_brackets_that_is_no_acronym_keeps_its_own_name():
    text = (
        "Ông Lê Văn Hải, giảng viên Trường đại học Bách khoa (Đại học Quốc gia TP.HCM), cho biết kết quả đo "
        "được công bố sáng nay.\n"
    )
    assert dict(names(text, "ORG")) == {
        "Trường đại học Bách khoa": "Đại học Bách khoa",
        "Đại học Quốc gia TP.HCM": "Đại học Quốc gia TP.HCM",
    }
