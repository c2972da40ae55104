"""What looks like a person's name and is none."""

from __future__ import annotations

import pytest

from seeds.reading import read, with_mentions

TITLE = "Tin trong ngày\n\n"


def persons(text: str) -> set[str]:
    article = with_mentions(read((TITLE + text).encode()))
    return {it.text for it in article.mentions or () if it.type == "PERSON"}


@pytest.mark.parametrize(
    "text",
    [
        "Các tỉnh miền núi phía Bắc nói chung thường đón không khí lạnh sớm.",
        "Em giỏi ngoại ngữ. Ngoài tiếng Anh, 17 tuổi, em còn học tiếng Nhật.",
        "Từ nhà phố cũ tới kiến trúc Xô viết, sinh viên đều vẽ.",
        "Ông sẽ thôi tham gia Ban Chấp hành khóa này.",
        "Tại lễ tiễn, Đội Công binh số 3 tặng quà cho người dân.",
        "Các chương trình của Tuần Văn hóa diễn ra tại công viên.",
        "Nhóm gồm các tên tuổi như Usher, TLC, Mariah Carey và Boyz II Men.",
    ],
)
def test_halves_of_words_directions_and_languages_are_no_persons(text: str) -> None:
    found = persons(text)
    assert not found & {"Bắc", "Anh", "Xô", "Ban Chấp", "Đội Công", "Tuần Văn", "TLC"}, found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Diễn viên Khả Ngân vốn nổi tiếng với hình ảnh đẹp.", "Khả Ngân"),
        ("Chuyên gia Lisa Young nói với báo chí hôm qua.", "Lisa Young"),
        ("Anh Nam nói gia đình đã chuyển đi.", "Nam"),
    ],
)
def test_who_is_called_by_such_a_word_is_a_person_still(text: str, name: str) -> None:
    assert name in persons(text)
