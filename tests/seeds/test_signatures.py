"""What has run into the end of a story that is stored as one line: who signs it, and the captions of its
pictures."""

from __future__ import annotations

import time

import pytest

from seeds.blocks import split
from seeds.reading import read
from seeds.signatures import signature_start

STORY = (
    "Bộ Công Thương cho biết kim ngạch xuất khẩu của cả nước trong tháng vừa qua tăng mạnh so với cùng kỳ "
    "năm trước. Nhóm hàng nông sản và dệt may đóng góp nhiều nhất, theo báo cáo của các địa phương"
)


@pytest.mark.parametrize(
    ("end", "author", "source"),
    [
        (". Hoàng Lan", "Hoàng Lan", None),
        ("./. Minh Hải/VOV - Trung tâm Tin", "Minh Hải", "VOV"),
        ("./. Thu Hà/VOV-TPHCM", "Thu Hà", "VOV"),
        (". Thực hiện: TRẦN BÌNH", "TRẦN BÌNH", None),
        (" (?!) Khánh huyền", "Khánh huyền", None),
        ("... Châu Giang", "Châu Giang", None),
        (". ĐÌNH THẮNG", "ĐÌNH THẮNG", None),
        (". Tin, ảnh: VŨ HƯNG", "VŨ HƯNG", None),
        ("./. Đức Hạnh (TTXVN)", "Đức Hạnh", "TTXVN"),
        (". Quỳnh Trang Theo BBC", "Quỳnh Trang", "BBC"),
        (". P.Hậu (tổng hợp)", "P.Hậu", None),
        (" Lê Minh/VOV online", "Lê Minh", "VOV"),
        (". Vân Khánh Thể thao & Văn hóa", "Vân Khánh", "Thể thao & Văn hóa"),
        (". Hà Linh/Báo Tin tức và Dân tộc", "Hà Linh", "Báo Tin tức"),
        (". Mạnh Cường/Berlin (Vietnam+)", "Mạnh Cường", "VietnamPlus"),
        (". Anh Tuấn/VOV-Trung tâm Tin Theo Reuters", "Anh Tuấn", "VOV"),
        (". Theo TTXVN", None, "TTXVN"),
        (". PV", None, None),
    ],
)
def test_who_signs_behind_the_last_sentence_is_read(end: str, author: str | None, source: str | None) -> None:
    article = read((STORY + end).encode())
    assert (article.author, article.source) == (author, source)
    assert [block.kind for block in article.blocks] == ["body", "byline"]
    assert STORY in article.text[: article.blocks[0].end]


@pytest.mark.parametrize(
    "end",
    [
        ".",
        " tại TP. Hồ Chí Minh",
        ", theo ông Nguyễn Văn Hải",
        ", TS. Trần Minh Tuấn",
        ". Đó là điều mà các nhà máy ở Hà Nội",
        ". Hà Nội",
        ". Xin cảm ơn ông!",
        ". Ảnh: Hoàng Lan",
    ],
)
def test_the_end_of_a_sentence_signs_nothing(end: str) -> None:
    assert signature_start(STORY + end) is None
    assert read((STORY + end).encode()).author is None


def test_a_signature_on_a_line_of_its_own_leaves_the_paragraph_before_alone() -> None:
    text = f"{STORY}. Phạm Hùng\n\n{STORY}.\n\nNguyễn An\n"
    article = read(text.encode())
    assert article.author == "Nguyễn An"
    assert [block.kind for block in article.blocks].count("byline") == 1


PICTURES = (
    "Lính cứu hỏa tiếp cận tầng cao.",
    "Chó nghiệp vụ tìm người trong đống đổ nát.",
    "Xe cứu thương chờ ở cổng nhà máy.",
    "Đại biểu các nước đến xem diễn tập.",
)


def test_behind_announced_pictures_only_captions_follow() -> None:
    announced = f"{STORY}. Phóng viên xin gửi tới bạn đọc một số hình ảnh."
    for text in (f"{announced} {' '.join(PICTURES)}", "\n".join((announced, *PICTURES))):
        kinds = {block.kind for block in split(text) if block.start > text.index("Lính cứu") - 2}
        assert kinds == {"caption"}


def test_a_story_that_goes_on_behind_announced_pictures_has_no_captions() -> None:
    text = f"Sau đây là một số hình ảnh của buổi lễ. {STORY}. {STORY}. Bộ trưởng cho biết sẽ trình sau."
    assert {block.kind for block in split(text)} == {"body"}


def test_the_sentence_that_runs_on_to_a_credit_is_its_caption() -> None:
    caption = "Thứ trưởng nhận định thương mại hai nước sẽ tiếp tục tăng trưởng - Ảnh: VGP"
    text = f"{STORY}. {STORY}. {caption} Nhiều cơ hội mở ra. {STORY}."
    blocks = [(block.kind, text[block.start : block.end]) for block in split(text)]
    assert ("caption", caption) in blocks


def test_a_sentence_may_begin_with_any_capital() -> None:
    article = read(f"Giá gạo tăng nhẹ. Đây là tuần thứ hai liên tiếp. {STORY}.".encode())
    assert article.lead == "Giá gạo tăng nhẹ."


def test_many_announcements_and_names_take_linear_time() -> None:
    def seconds(times: int) -> float:
        text = ("Sau đây là một số hình ảnh. Nguyễn An. (TTXVN)/ " * times).strip()
        start = time.process_time()
        split(text)
        return time.process_time() - start

    seconds(10)
    assert seconds(8_000) < 12 * max(seconds(2_000), 0.02)
