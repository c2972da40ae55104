"""Blocks: what an editor sees at a glance in a text, whatever outlet it comes from."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from pathlib import Path
from textwrap import wrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.blocks import shown, split
from seeds.library import bundled_folder
from seeds.text import clean

BODY = (
    "Bộ Công Thương cho biết kim ngạch xuất khẩu của cả nước trong tháng vừa qua tăng mạnh so với cùng kỳ "
    "năm trước, trong đó nhóm hàng nông sản và dệt may đóng góp nhiều nhất."
)
MORE = (
    "Theo các doanh nghiệp, đơn hàng đã trở lại từ đầu quý và nhiều nhà máy đang tuyển thêm lao động để kịp "
    "giao hàng cho đối tác ở châu Âu và Bắc Mỹ trước mùa lễ."
)


def kinds(text: str, *, titled: bool = False) -> list[tuple[str, str]]:
    return [(block.kind, text[slice(*shown(text, block))][:40]) for block in split(text, titled=titled)]


def kind_of(text: str, line: str) -> set[str]:
    at = text.index(line)
    return {block.kind for block in split(text) if block.start < at + len(line) and at < block.end}


@given(st.text(st.sampled_from("aÂ. \n|!?:-[]()>*#0đẢ:nh“”"), max_size=120))
def test_blocks_cover_all_that_is_not_blank_in_order_and_once(text: str) -> None:
    covered = [False] * len(text)
    last = 0
    for block in split(text):
        assert last <= block.start < block.end <= len(text)
        last = block.end
        covered[block.start : block.end] = [True] * (block.end - block.start)
    assert all(mark or letter.isspace() for mark, letter in zip(covered, text, strict=True))


@pytest.mark.parametrize("name", sorted(path.name for path in bundled_folder().glob("*.txt")))
def test_the_bundled_articles_have_no_empty_gap(name: str) -> None:
    text = clean((bundled_folder() / name).read_text("utf-8"))[0]
    blocks = split(text)
    edges = [0, *(edge for block in blocks for edge in (block.start, block.end)), len(text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        assert not text[start:end].strip()


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Xuất khẩu tăng mạnh\n", ["title", "body"]),
        ("Xuất khẩu tăng mạnh\n2024-11-28T21:52:12+07:00\n", ["title", "header", "body"]),
        (" date 2025-11-15 (VTC News) -\n\n", ["header", "body"]),
        (" date 2026-02-08 Xuất khẩu tăng hay giảm?\n\n", ["header", "title", "body"]),
        ("Xuất khẩu tăng mạnh\n\nThứ sáu, 15/11/2025, 08:00 (GMT+7)\n\n", ["title", "header", "body"]),
        ("Xuất khẩu tăng mạnh\nNguyễn Văn An\n15/11/2025 08:00\n", ["title", "byline", "header", "body"]),
        ("Xuất khẩu tăng mạnh\nHà Nội\n", ["title", "body", "body"]),
        ("Trang chủ > Kinh tế\nXuất khẩu tăng mạnh\n", ["header", "title", "body"]),
        ("TPO - ", ["source", "body"]),
        ("Xuất khẩu tăng mạnh\n(Dân trí) - ", ["title", "source", "body"]),
        ("Tiêu đề: Xuất khẩu tăng\nNguồn: VnExpress\n\n", ["header", "title", "source", "body"]),
        ("# Xuất khẩu tăng mạnh\n\n", ["title", "body"]),
        ("https://vnexpress.net/a-1.html\nXuất khẩu tăng mạnh\n", ["header", "title", "body"]),
        ("", ["body"]),
    ],
)
def test_heads_of_many_outlets(head: str, expected: Sequence[str]) -> None:
    text = f"{head}{BODY}\n\n{MORE}"
    assert [kind for kind, _ in kinds(text)][: len(expected)] == expected
    assert kind_of(text, MORE) == {"body"}


def test_a_first_sentence_is_no_headline() -> None:
    assert [kind for kind, _ in kinds(f"Hội nghị diễn ra sáng 8/5 tại Hà Nội.\n\n{BODY}")] == ["body", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "KHÁNH AN",
        "THANH HIỀN;TTXVN",
        "Hữu Nghị tổng hợp",
        "Bài và ảnh: Linh Hương",
        "Phước Tuấn - Đình Trọng",
        "Huyền Lê (Theo AFP, ABC News)",
        "Trường Giang",
        "Hà Linh/VOV.VN",
        "BS NGUYỄN VĂN A",
        "T.TH",
        "PV",
    ],
)
def test_who_signs_at_the_end(line: str) -> None:
    assert kind_of(f"Xuất khẩu tăng mạnh\n{BODY}\n{MORE}\n{line}\n", line) == {"byline"}


def test_a_note_may_stand_under_the_byline() -> None:
    text = f"Xuất khẩu tăng mạnh\n{BODY}\n{MORE}\nTrường Giang\n* Tên nhân vật đã được thay đổi\n"
    assert kind_of(text, "Trường Giang") == {"byline"}
    assert kind_of(text, "* Tên nhân vật") == {"body"}


@pytest.mark.parametrize(
    "line",
    [
        "Ảnh: Nam Trần",
        "Công nhân trong giờ làm việc. Ảnh: TTXVN",
        "Lễ ký kết sáng nay (Ảnh: VGP/Nhật Bắc)",
        "Toàn cảnh buổi làm việc |",
        "| Lãnh đạo hai bên bắt tay. |",
        "![]() |",
        "Đoàn công tác chụp ảnh lưu niệm cùng các đại biểu.",
        "Bộ trưởng Nguyễn Văn A và lãnh đạo các doanh nghiệp.",
    ],
)
def test_what_stood_under_a_picture(line: str) -> None:
    assert kind_of(f"Xuất khẩu tăng mạnh\n{BODY}\n{line}\n{MORE}\n{BODY}\n{MORE}", line) == {"caption"}


@pytest.mark.parametrize(
    "line",
    [
        "Bộ trưởng Nguyễn Văn A cho biết sẽ trao đổi thêm tại hội nghị tới.",
        "Ông nói: “Chúng tôi sẵn sàng.”",
        "Tuy nhiên, chính sách này đang được xem xét lại.",
    ],
)
def test_a_short_sentence_is_no_caption(line: str) -> None:
    assert kind_of(f"Xuất khẩu tăng mạnh\n{BODY}\n{line}\n{MORE}\n{BODY}\n{MORE}", line) == {"body"}


def test_a_long_paragraph_gives_up_only_its_photo_credit() -> None:
    text = f"Xuất khẩu tăng mạnh\n{BODY}\n{MORE} {BODY} {MORE} Ảnh: Nam Trần\n{MORE}"
    assert ("caption", "Ảnh: Nam Trần") in kinds(text)
    assert kind_of(text, f"{MORE} {BODY}") == {"body"}


def test_headings_stand_before_paragraphs() -> None:
    heading = "Năng lượng - nông sản: Hai đòn bẩy cho cân bằng thương mại"
    assert kind_of(f"Xuất khẩu tăng mạnh\n\n{BODY}\n\n{heading}\n\n{MORE}", heading) == {"heading"}


@pytest.mark.parametrize(
    "marker", ["Tin mới", "Tin liên quan", "Xem thêm:", "ĐỌC NHIỀU", "Có thể bạn quan tâm"]
)
def test_other_news_after_the_article_is_set_apart(marker: str) -> None:
    text = f"Xuất khẩu tăng mạnh\n{BODY}\n{MORE}\nKHÁNH AN\n{marker}\nMột tin khác hẳn\n{BODY[:-1]} nữa.\n"
    assert [kind for kind, _ in kinds(text)][-3:] == ["related"] * 3
    assert kind_of(text, "KHÁNH AN") == {"byline"}


def test_a_pointer_inside_the_article_is_only_that_line() -> None:
    text = f"Xuất khẩu tăng mạnh\n{BODY}\n>> Giá gạo lên cao nhất 10 năm\n{MORE}\n{BODY}\n"
    assert [kind for kind, _ in kinds(text)] == ["title", "body", "related", "body", "body"]


@pytest.mark.parametrize(
    "line", ["Nguồn: congthuong.vn", "(Theo TTXVN)", "Theo VnExpress", "https://vtv.vn/a-1.htm"]
)
def test_where_it_comes_from(line: str) -> None:
    assert kind_of(f"Xuất khẩu tăng mạnh\n{BODY}\n{MORE}\n{line}\n", line) == {"source"}


def test_lines_of_a_wrapped_text_are_one_paragraph() -> None:
    text = (
        "Bộ Công Thương cho biết kim ngạch xuất khẩu của cả nước trong tháng\n"
        "vừa qua tăng mạnh so với cùng kỳ năm trước, trong đó nhóm hàng nông\n"
        "sản và dệt may đóng góp nhiều nhất.\n\n"
        "Theo các doanh nghiệp, đơn hàng đã trở lại từ đầu quý và nhiều nhà\n"
        "máy đang tuyển thêm lao động.\n"
    )
    assert [kind for kind, _ in kinds(text)] == ["body", "body"]


def test_the_marks_of_layout_tables_are_not_shown() -> None:
    text = f"Tin\n{BODY}\n![]() |\n| Hai bên bắt tay. Ảnh: A |\n{MORE}"
    captions = [part for kind, part in kinds(text) if kind == "caption"]
    assert captions == ["", "Hai bên bắt tay. Ảnh: A"]


@pytest.mark.parametrize(
    "text",
    [
        "x\n" * 300_000,
        "a" * 2_000_000,
        "|" * 500_000 + "x",
        "![" * 200_000,
        "**" * 200_000 + "x",
        "> " * 300_000,
        ". " * 400_000,
    ],
    ids=["lines", "letters", "bars", "images", "stars", "quotes", "stops"],
)
def test_blocks_of_anything_take_linear_time(text: str) -> None:
    started = time.process_time()
    for block in split(text):
        shown(text, block)
    assert time.process_time() - started < 2.0


def test_blocks_agree_with_the_hand_made_zones_of_the_bundled_articles() -> None:
    zones = json.loads((Path(__file__).parent / "seed_zones.json").read_text("utf-8"))
    names = {"tail": "related"}
    for name, wanted in zones.items():
        text = clean((bundled_folder() / name).read_text("utf-8"))[0]
        found = {kind: set[int]() for kind in ("title", "header", "byline", "caption", "source", "related")}
        for block in split(text):
            if block.kind in found:
                found[block.kind] |= {at for at in range(block.start, block.end) if text[at].isalnum()}
        for kind, places in found.items():
            gold = {
                at
                for zone, start, end in wanted
                if names.get(zone, zone) == kind
                for at in range(start, end)
                if text[at].isalnum()
            }
            assert places == gold, f"{name}: {kind}"


def test_captions_that_run_into_a_paragraph_are_cut_out_of_it() -> None:
    text = (
        f"{BODY} Chủ tịch nước dự phiên khai mạc (Ảnh: Lâm Khánh/TTXVN). {MORE} Hai bên ký biên bản ghi nhớ. "
        f"Ảnh: VIỆT CƯỜNG {BODY}"
    )
    assert [part for kind, part in kinds(text) if kind == "caption"] == [
        "Chủ tịch nước dự phiên khai mạc (Ảnh: Lâm Khánh/TTXVN)."[:40],
        "Hai bên ký biên bản ghi nhớ. Ảnh: VIỆT CƯỜNG"[:40],
    ]
    assert [part for kind, part in kinds(text) if kind == "body"] == [BODY[:40], MORE[:40], BODY[:40]]


def test_of_a_story_told_in_pictures_the_second_copies_are_captions() -> None:
    paragraphs = [f"{BODY[:-1]} ở chặng {number}." for number in range(4)]
    text = "Chuyến tàu cuối năm\n" + "\n".join(line for line in paragraphs for _ in range(2))
    assert [kind for kind, _ in kinds(text)] == ["title", *["body", "caption"] * 4]


def test_broken_lines_without_blank_ones_between_are_joined_to_paragraphs() -> None:
    lines = [wrapped for part in ("Xuất khẩu tăng mạnh", BODY, MORE, BODY) for wrapped in wrap(part, 72)]
    text = "\n".join([*lines, "KHÁNH AN"])
    assert [kind for kind, _ in kinds(text)] == ["title", "body", "body", "body", "byline"]


@pytest.mark.parametrize(
    "line",
    [
        "ở Hà Nội, giá gạo tăng",
        "Một năm nhiều thay đổi",
        "Hai nước, một dòng sông",
        "Chia sẻ của một nông dân",
    ],
)
def test_a_heading_is_no_furniture(line: str) -> None:
    text = f"Xuất khẩu tăng mạnh\n{BODY}\n{line}\n{MORE}\n{BODY}"
    assert kind_of(text, line) <= {"heading", "body"}


@pytest.mark.parametrize(
    "line",
    [
        "A- A A+",
        "Nghe đọc bài",
        "Chia sẻ Facebook | Zalo | Copy link",
        "12 bình luận",
        "Lượt xem: 4.395 | In bài viết",
        "* Mời bạn đọc theo dõi chương trình trên VTV Go.",
        "Theo dõi chúng tôi trên Google News",
        "Mọi ý kiến đóng góp xin gửi về tòa soạn.",
        "#xuatkhau #gao #nongsan",
    ],
)
def test_what_one_clicks_on_is_no_part_of_the_story(line: str) -> None:
    assert kind_of(f"Xuất khẩu tăng mạnh\n{BODY}\n{line}\n{MORE}\n{BODY}", line) == {"related"}
    assert kind_of(f"Xuất khẩu tăng mạnh\n{BODY}\n{MORE}\nKHÁNH AN\n{line}", line) == {"related"}
