"""Pages saved as files: the article in them is read, the page around it is not, and nothing is fetched."""

from __future__ import annotations

import socket

import pytest

from seeds.reading import read
from seeds.sources.pages import extract, plain_text

PARAGRAPHS = [
    "Bộ Công Thương cho biết kim ngạch xuất khẩu gạo trong tháng 11 tăng mạnh so với cùng kỳ năm trước.",
    "Theo các doanh nghiệp, đơn hàng đã trở lại từ đầu quý và nhiều nhà máy đang tuyển thêm lao động.",
    "Giá lúa tại Đồng bằng sông Cửu Long vì thế cũng lên cao nhất từ đầu năm, nông dân rất phấn khởi.",
]
PAGE = f"""<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Gạo tăng giá - VnExpress</title>
<link rel="canonical" href="https://vnexpress.net/gao-tang-gia-123.html">
<meta property="article:published_time" content="2024-11-28T08:00:00+07:00">
<meta property="og:site_name" content="vnexpress.net"><meta name="author" content="Lê An"></head>
<body><nav><a href="/">Trang chủ</a><a href="/x">Thời sự</a></nav><script>alert(1)</script>
<article><h1>Gạo tăng giá</h1>{"".join(f"<p>{text}</p>" for text in PARAGRAPHS)}</article>
<footer>Liên hệ quảng cáo</footer></body></html>"""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)


def test_a_page_is_read_as_the_article_in_it() -> None:
    article = read(PAGE.encode(), file_name="a.html")
    assert article.title == "Gạo tăng giá"
    assert article.source == "VnExpress"
    assert article.url == "https://vnexpress.net/gao-tang-gia-123.html"
    assert article.date is not None
    assert article.date.date.edtf == "2024-11-28"
    assert article.text == "\n\n".join(["Gạo tăng giá", *PARAGRAPHS])
    assert [block.kind for block in article.blocks] == ["title", "body", "body", "body"]


def test_the_standfirst_under_the_headline_is_part_of_the_article() -> None:
    lead = "Giá gạo xuất khẩu tăng mạnh trong tháng 11, cao nhất kể từ đầu năm."
    page = PAGE.replace("</h1>", f'</h1><h2 class="detail-sapo">TTO - {lead}</h2>')
    article = read(page.encode(), file_name="a.html")
    assert [block.kind for block in article.blocks[:3]] == ["title", "source", "body"]
    assert article.lead == lead


def test_a_page_without_its_ending_is_known_by_its_first_tag() -> None:
    assert read(PAGE.encode()).title == "Gạo tăng giá"


def test_a_page_with_nothing_to_extract_is_read_as_plain_text() -> None:
    article = read("<html><title>Tin</title><body>Một câu ngắn.<br>Câu nữa.".encode(), file_name="a.htm")
    assert "Một câu ngắn." in article.text
    assert "Câu nữa." in article.text


@pytest.mark.parametrize(
    "inside",
    [
        "<p>&#27;]0;x&#7; &#155;2J &#x202e; &#xD800; &#0; &#x110000;</p>",
        "<p>\x1b]0;x\x07\x9b2J</p>",
        "<div>" * 3000 + "sâu" + "</div>" * 3000,
        "<table><tr><td>" * 200 + "x",
        "<p><b><a href='<!-- <p>" + "<" * 3000,
        "<iframe src=file:///etc/passwd></iframe><img src=http://127.0.0.1:9/x>",
        "<meta http-equiv=refresh content='0;url=http://127.0.0.1:9/r'><base href=http://127.0.0.1:9/>",
    ],
    ids=["references", "controls", "nested", "tables", "unclosed", "fetching", "redirecting"],
)
def test_hostile_pages_come_out_harmless(inside: str) -> None:
    article = read(PAGE.replace("<h1>", inside + "<h1>").encode(), file_name="a.html")
    assert all(letter.isprintable() or letter == "\n" for letter in article.text + (article.title or ""))
    assert "root:" not in article.text


def test_the_charset_a_page_declares_is_believed() -> None:
    raw = b"<meta charset=windows-1258><title>Tin</title><p>Ti\xeang Vi\xea\xf2t</p>"
    article = read(raw, file_name="a.html")
    assert "Tiêng Việt" in article.text
    assert article.notices == ("decoded-as:windows-1258",)


def test_a_picture_named_html_is_refused() -> None:
    from seeds.problems import Problem

    with pytest.raises(Problem):
        read(b"\x89PNG\r\n\x1a\n" + bytes(99), file_name="a.html")


def test_plain_text_leaves_out_scripts_and_breaks_at_blocks() -> None:
    markup = (
        "<title>T &amp; T</title><style>p{}</style><p>một<p>hai<script>x</script> ba<!-- c --><br>bốn < năm"
    )
    assert plain_text(markup) == ("một\nhai ba\nbốn < năm", "T & T")


def test_an_unending_script_swallows_the_rest_and_nothing_breaks() -> None:
    assert plain_text("a<script>b") == ("a", None)
    assert plain_text("") == ("", None)
    assert extract("").text == ""


def kinds_and_texts(inside: str) -> list[tuple[str, str]]:
    """What is read of the page with this markup between its first and its second paragraph."""
    page = PAGE.replace(f"<p>{PARAGRAPHS[1]}</p>", inside + f"<p>{PARAGRAPHS[1]}</p>")
    article = read(page.encode(), file_name="a.html")
    assert article.text.startswith(f"Gạo tăng giá\n\n{PARAGRAPHS[0]}\n\n")
    assert all(paragraph in article.text for paragraph in PARAGRAPHS)
    return [(block.kind, article.text[block.start : block.end]) for block in article.blocks]


@pytest.mark.parametrize(
    "picture",
    [
        "<figure><img src=a.jpg><figcaption>Nông dân gặt lúa. Ảnh: <em>Lê An</em>.</figcaption></figure>",
        "<figure class=x><img><figcaption><p>Nông dân gặt lúa.</p><p>Ảnh: Lê An.</p></figcaption></figure>",
        "<table><tr><td><img src=a.jpg></td></tr><tr><td>Nông dân gặt lúa. Ảnh: Lê An.</td></tr></table>",
        "<div class=VCSortableInPreviewMode><img src=a.jpg><div class='PhotoCMS_Caption'>"
        "<p>Nông dân gặt lúa. Ảnh: Lê An.</p></div></div>",
        "<p><img src=a.jpg><span class='image-caption'>Nông dân gặt lúa. Ảnh: Lê An.</span></p>",
    ],
    ids=["figcaption", "paragraphs", "table", "class", "inline"],
)
def test_a_caption_stands_where_its_picture_stood(picture: str) -> None:
    found = kinds_and_texts(picture)
    assert found[2] == ("caption", "Nông dân gặt lúa. Ảnh: Lê An.")
    assert found[3] == ("body", PARAGRAPHS[1])


def test_a_caption_without_a_credit_is_one_all_the_same() -> None:
    found = kinds_and_texts("<figure><img><figcaption>Một ruộng lúa đã được gặt</figcaption></figure>")
    assert found[2] == ("caption", "Một ruộng lúa đã được gặt")


def test_the_items_of_a_list_are_the_lines_of_one_block() -> None:
    found = kinds_and_texts("<ul><li>Nhu cầu <b>tăng</b></li><li>Nguồn cung giảm</li></ul>")
    assert found[2] == ("body", "- Nhu cầu tăng\n- Nguồn cung giảm")
    found = kinds_and_texts("<ol><li>Nhu cầu tăng</li><li>Nguồn cung giảm</li></ol>")
    assert found[2] == ("body", "1. Nhu cầu tăng\n2. Nguồn cung giảm")


def test_the_rows_of_a_table_are_the_lines_of_one_block() -> None:
    rows = "<tr><th>Loại</th><th>Giá</th></tr><tr><td>IR 504</td><td>7.500</td></tr>"
    found = kinds_and_texts(f"<table>{rows}</table>")
    assert found[2] == ("body", "Loại | Giá\nIR 504 | 7.500")


def test_a_section_heading_of_a_page_is_a_heading() -> None:
    assert kinds_and_texts("<h2>Vì đâu</h2>")[2] == ("heading", "Vì đâu")


@pytest.mark.parametrize("name", ["box-tinlienquan", "related-news", "xem-them", "tin_lien_quan"])
def test_related_news_becomes_the_tail(name: str) -> None:
    links = "<li><a href=/1>Xuất khẩu gạo lập kỷ lục mới</a></li><li><a href=/2>Giá lúa gạo giảm nhẹ</a></li>"
    found = kinds_and_texts(f"<div class='{name}'><h3>Tin liên quan</h3><ul>{links}</ul></div>")
    assert found[-1] == ("related", "Tin liên quan\nXuất khẩu gạo lập kỷ lục mới\nGiá lúa gạo giảm nhẹ")
    assert [kind for kind, _ in found] == ["title", "body", "body", "body", "related"]


def test_an_article_inside_of_a_box_with_such_a_name_is_no_related_news() -> None:
    page = PAGE.replace("<article>", "<div id='related-wrap'><article>").replace(
        "</article>", "</article></div>"
    )
    article = read(page.encode(), file_name="a.html")
    assert [block.kind for block in article.blocks] == ["title", "body", "body", "body"]


@pytest.mark.parametrize(
    "markup",
    [
        "<div class=related><figure><figcaption>x " * 150,
        "<table><tr><td class=caption><img>" * 150 + "x",
        "<p class=caption>" + "<span class=caption>x" * 300,
        "<ul><li>" * 150 + "x",
        "<div class=related><a href=/1>một hai ba bốn năm</a><a href=/2>sáu bảy tám chín mười</a>" * 150,
    ],
    ids=["figures", "tables", "captions", "lists", "boxes"],
)
def test_nested_captions_lists_and_boxes_are_survived(markup: str) -> None:
    page = PAGE.replace("<h1>", markup + "<h1>")
    assert read(page.encode(), file_name="a.html").text
