"""Reading: any bytes give an article that is safe to show, or a problem that can be told."""

from __future__ import annotations

import time
from pathlib import Path
from unicodedata import category, normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.library import bundled_folder, read_file
from seeds.problems import Problem
from seeds.reading import LIMIT, LINES, READER_VERSION, Hints, read, with_mentions
from seeds.text import fold, to_file

STORY = (
    "Xuất khẩu gạo tăng mạnh\n2024-11-28T21:52:12+07:00\n"
    "Bộ Công Thương cho biết gạo bán chạy. Giá cũng tăng.\n"
    "Nông dân các tỉnh Đồng bằng sông Cửu Long đang thu hoạch lúa.\nKHÁNH AN\n"
)
SEEDS = {
    "000_98006d54778f1e84.txt": (None, None, None),
    "001_ab4023436aac579d.txt": (None, "VTC News", None),
    "002_79431dc110ec9d3a.txt": (
        "Thúc đẩy hợp tác kinh tế, thương mại song phương Việt Nam - Hoa Kỳ",
        None,
        "KHÁNH AN",
    ),
    "003_970878c4d8d396b1.txt": (
        "Vòng đàm phán thứ 6 thương mại đối ứng Việt - Mỹ trao đổi nội dung gì?",
        "Tiền Phong",
        None,
    ),
    "004_a7bc081d8ecae650.txt": (
        "Thứ trưởng Bộ Ngoại giao đánh giá cao kết quả hội nhập, đối ngoại của ngành Công Thương và cho "
        "biết, Thái Lan ấn tượng với kết quả hội nhập quốc tế của Việt Nam",
        "Báo Công Thương",
        None,
    ),
}


@pytest.mark.parametrize("name", SEEDS)
def test_the_bundled_articles_are_read_as_an_editor_would(name: str) -> None:
    article = read_file(bundled_folder() / name)
    assert (article.title, article.source, article.author) == SEEDS[name]
    assert article.mentions is None
    assert article.notices == ()
    assert article.reader_version == READER_VERSION
    raw = (bundled_folder() / name).read_text("utf-8")
    for at in (0, len(article.text) // 2, len(article.text) - 1):
        assert article.text[at].isspace() or fold(raw[to_file(at, article.origin)]) == fold(article.text[at])


def test_an_article_without_a_headline_has_its_first_sentence_for_one() -> None:
    article = read_file(bundled_folder() / "001_ab4023436aac579d.txt")
    assert article.lead.startswith("Đó là khẳng định của Bộ trưởng Công Thương")
    assert article.lead.endswith("Jacob Helberg.")


def test_the_lead_is_one_sentence() -> None:
    assert read(STORY.encode()).lead == "Bộ Công Thương cho biết gạo bán chạy."


def test_the_second_pass_adds_mentions_and_nothing_else() -> None:
    first = read(STORY.encode())
    second = with_mentions(first)
    assert second.mentions is not None
    assert (second.text, second.blocks, second.date) == (first.text, first.blocks, first.date)
    for mention in second.mentions:
        assert second.text[mention.start : mention.end] == mention.text


def test_the_fingerprint_survives_what_does_not_change_the_article() -> None:
    same = [
        STORY.encode(),
        b"\xef\xbb\xbf" + STORY.encode(),
        STORY.replace("\n", "\r\n").encode(),
        STORY.replace("\n", "\n\n").encode(),
        normalize("NFD", STORY).encode(),
        STORY.encode("utf-16"),
    ]
    assert len({read(raw).fingerprint for raw in same}) == 1
    assert read(STORY.replace("gạo", "cá").encode()).fingerprint != read(STORY.encode()).fingerprint
    assert len(read(STORY.encode()).fingerprint) == 16


def test_articles_from_one_address_are_one_whatever_the_text() -> None:
    one = read(STORY.encode(), hints=Hints(url="https://www.vnexpress.net/a-1.html?utm_source=x#top"))
    two = read(b"Tin\n\nKhac.", hints=Hints(url="http://m.vnexpress.net/a-1.html"))
    assert one.fingerprint == two.fingerprint
    assert one.source == "VnExpress"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "https://a/",
        "http://a b/c",
        "https://x@y/z",
        "-h",
    ],
)
def test_an_address_that_is_not_one_of_an_article_is_not_kept(url: str) -> None:
    assert read(STORY.encode(), hints=Hints(url=url)).url is None


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("Nguồn: congthuong.vn", "Báo Công Thương"),
        ("Nguồn: https://tuoitre.vn/tin-1.htm", "Tuổi Trẻ"),
        ("(Theo TTXVN)", "TTXVN"),
        ("Theo VnExpress", "VnExpress"),
        ("https://thanhnien.vn/a-1.htm", "Thanh Niên"),
        ("THANH HIỀN;TTXVN", "TTXVN"),
        ("Huyền Lê (Theo AFP, ABC News)", None),
        ("Mỹ Anh (theo CarNewsChina)", "CarNewsChina"),
        ("TUỔI TRẺ ONLINE", "Tuổi Trẻ"),
    ],
)
def test_outlets_have_one_name_whatever_they_sign_with(line: str, source: str | None) -> None:
    text = STORY.replace("KHÁNH AN\n", f"{line}\n")
    assert read(text.encode()).source == source


def test_front_matter_says_what_it_is_and_is_no_text() -> None:
    raw = (
        '---\ntitle: "Gạo: giá tăng"\ndate: 2025-03-02\nauthor: Lê An\nsource: tuoitre.vn\nurl: https://a.vn/b\n'
        "tags: [x]\nx: !!python/object/apply:os.system ['true']\n---\n" + STORY
    )
    article = read(raw.encode(), file_name="a.md")
    assert (article.title, article.author, article.source) == ("Gạo: giá tăng", "Lê An", "Tuổi Trẻ")
    assert article.url == "https://a.vn/b"
    assert article.text == STORY
    at = article.text.index("Nông dân")
    assert raw[to_file(at, article.origin) :].startswith("Nông dân")


def test_a_rule_at_the_top_of_a_markdown_file_is_no_front_matter() -> None:
    assert read(b"---\nno end", file_name="a.md").text == "---\nno end"


def test_a_file_that_is_too_long_is_cut_and_says_so() -> None:
    article = read(("Hà Nội " * (LIMIT // 8)).encode())
    assert "cut" in article.notices
    assert "\ufffd" not in article.text
    assert article.text.startswith("Hà Nội")


@pytest.mark.parametrize(
    "raw",
    [
        b"a" * 2_000_000,
        ("Hà Nội " * 200_000).encode(),
        b"x\n" * 500_000,
        b"\x1b[2J" * 250_000,
        ("a" + "\u0301" * 500_000).encode(),
        b"<html><body>" + b"<div>" * 200_000 + "sâu".encode(),
        b"<html>" + b"<" * 500_000,
        b"<html>" + b"<!--" * 200_000,
        b"<html><body>" + b"&#9999999999;" * 100_000,
    ],
    ids=["line", "words", "lines", "escapes", "zalgo", "nested", "open", "comments", "references"],
)
def test_two_million_of_anything_are_read_in_seconds(raw: bytes) -> None:
    started = time.process_time()
    read(raw)
    assert time.process_time() - started < 3.0


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.md", ""]))
def test_any_bytes_give_an_article_or_a_problem(raw: bytes, name: str) -> None:
    try:
        article = read(raw, file_name=name)
    except Problem as problem:
        assert problem.code == "not-text"
        return
    for shown in (
        article.text,
        article.title or "",
        article.lead,
        article.source or "",
        article.author or "",
    ):
        # A letter that Unicode has not assigned yet commands nothing.
        assert all(letter.isprintable() or letter == "\n" or category(letter) == "Cn" for letter in shown)


def test_hints_are_cleaned_like_everything_else() -> None:
    hints = Hints(title="T\x1b]0;x\x07\u202e\nA", author="\x9b2JB", source="\x1b[1mC")
    article = read(STORY.encode(), hints=hints)
    assert (article.title, article.author, article.source) == ("T\ufffd]0;x A", "2JB", "\ufffd[1mC")


def test_a_problem_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(b"\x7fELF" + bytes(64))
    with pytest.raises(Problem) as caught:
        read_file(tmp_path / "x.txt")
    assert caught.value.values["path"] == str(tmp_path / "x.txt")


def test_a_text_of_a_million_lines_is_cut_and_says_so() -> None:
    article = read(b"x\n" * 1_000_000)
    assert article.text.count("\n") == LINES
    assert article.notices == ("cut",)
    assert all(block.end <= len(article.text) for block in article.blocks)


def test_where_the_tone_stands_changes_nothing_that_is_read() -> None:
    text = (
        "Thủy điện Hòa Bình\nBộ trưởng Nguyễn Hòa Bình thăm tỉnh Khánh Hòa sáng 8/5/2025 và làm việc với "
        "Tổng cục Thủy sản về khai thác thủy sản ở Đà Nẵng.\n"
    )
    other = text.replace("òa", "oà").replace("ủy", "uỷ").replace("Đ", "Ð")
    one, two = with_mentions(read(text.encode())), with_mentions(read(other.encode()))
    assert one.text == text and two.text == other
    assert [(m.start, m.end, m.type, m.name) for m in one.mentions or ()] == [
        (m.start, m.end, m.type, m.name) for m in two.mentions or ()
    ]
    assert [topic.id for topic in one.topics] == [topic.id for topic in two.topics]
    for article in (one, two):
        shown = [evidence for topic in article.topics for evidence in topic.evidence]
        for part in (*(article.mentions or ()), *shown):
            assert part.text == article.text[part.start : part.end]
