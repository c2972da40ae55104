"""How outlets set their pages, and what crawlers leave of them: headline, source, author and every line's
kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from seeds.article import Article
from seeds.reading import read

KINDS = {
    "T": "title",
    "H": "header",
    "Y": "byline",
    "G": "heading",
    "B": "body",
    "C": "caption",
    "S": "source",
    "R": "related",
}
WORDS = {
    "{TITLE}": "Việt Nam và đối tác khép lại phiên đàm phán thứ ba",
    "{LEAD}": "Bộ Công Thương vừa báo cáo Chính phủ kết quả phiên đàm phán thứ ba với phía đối tác, trong đó "
    "hai bên đã thống nhất phần lớn nội dung về quy tắc xuất xứ.",
    "{TEXT}": "Theo báo cáo, kim ngạch xuất khẩu của cả nước trong chín tháng tăng mạnh so với cùng kỳ năm "
    "trước, nhờ đơn hàng dệt may, da giày và điện tử trở lại từ đầu quý.",
    "{MORE}": "Đại diện doanh nghiệp cho rằng chi phí vận chuyển vẫn còn cao, vì vậy đề nghị các bộ, ngành "
    "tiếp tục cắt giảm thủ tục và hỗ trợ vốn cho nhà máy ở các tỉnh xa cảng biển.",
    "{LAST}": "Trong thời gian tới, các cơ quan sẽ phối hợp với hiệp hội ngành hàng để theo dõi diễn biến "
    "thị trường và thông tin kịp thời đến doanh nghiệp.",
}


def pages() -> dict[str, tuple[dict[str, str | None], list[tuple[str, str]]]]:
    """Return each page by its name: what it says of itself, and its lines with the mark of their kind."""
    raw = (Path(__file__).parent / "outlet_pages.txt").read_text("utf-8")
    for name, words in WORDS.items():
        raw = raw.replace(name, words)
    found: dict[str, tuple[dict[str, str | None], list[tuple[str, str]]]] = {}
    for page in raw.split("\n== ")[1:]:
        name, *rest = page.strip("\n").split("\n")
        facts = dict(line.split(": ", 1) for line in rest[:3])
        lines = [(line[0], line[2:].strip()) for line in rest[3:]]
        found[name] = ({key: None if value == "-" else value for key, value in facts.items()}, lines)
    return found


PAGES = pages()


def kinds(article: Article, lines: list[tuple[str, str]]) -> list[str]:
    """Return each line with the kind it was read as."""
    found: list[str] = []
    at = 0
    for _, words in lines:
        at = article.text.index(words, at)
        end = at + len(words)
        inside = {block.kind for block in article.blocks if block.start < end and at < block.end}
        found.append(f"{'/'.join(sorted(inside))}: {words[:50]}")
        at = end
    return found


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["lines", "paragraphs"])
@pytest.mark.parametrize("name", PAGES)
def test_the_page_of_an_outlet_is_read_line_by_line(name: str, gap: str) -> None:
    facts, lines = PAGES[name]
    text = ""
    last = ""
    for mark, words in lines:
        after_dateline = last + mark == "SB" and text.endswith(" -")
        last = mark
        text += (" " if after_dateline else gap if text else "") + words
    article = read(text.encode())
    assert kinds(article, lines) == [f"{KINDS[mark]}: {words[:50]}" for mark, words in lines]
    assert {"title": article.title, "source": article.source, "author": article.author} == facts


def test_an_outlets_code_on_a_line_of_its_own_is_where_the_text_comes_from() -> None:
    article = read(
        "{TITLE}\n\n(VTC News) -\n\n{LEAD}\n\n{TEXT}".format(
            **{key[1:-1]: WORDS[key] for key in WORDS}
        ).encode()
    )
    assert [block.kind for block in article.blocks] == ["title", "source", "body", "body"]
    assert article.source == "VTC News"


def test_a_time_that_has_run_into_the_headline_is_none_of_it() -> None:
    article = read(f" date 2025-11-14 {WORDS['{TITLE}']} 14/11/2025 12:54\n\n{WORDS['{LEAD}']}".encode())
    assert article.title == WORDS["{TITLE}"]
    assert [block.kind for block in article.blocks] == ["header", "title", "header", "body"]
