"""A name is the same name where the line breaks in it, and its offsets are those of the text as written."""

import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.article import Block
from seeds.reading import read, with_mentions
from seeds.unwrapped import unwrapped

ARTICLES = sorted((Path(__file__).parents[2] / "seeds" / "articles").glob("*.txt"))


@given(st.lists(st.text(st.sampled_from("ab \n\t\u00a0đ"), max_size=12), max_size=5))
def test_every_stretch_is_found_again_in_the_text_as_written(parts):
    text, blocks, at = "", [], 0
    for part in parts:
        at = len(text)
        text += part + "\n\n"
        if part.strip():
            inner = len(part) - len(part.lstrip())
            blocks.append(Block(at + inner, at + len(part.rstrip()), "body"))
    plain = unwrapped(text, blocks)
    for before, after in zip(blocks, plain.blocks, strict=True):
        assert plain.span(after.start, after.end) == (before.start, before.end)
        inside = plain.text[after.start : after.end]
        assert inside == " ".join(text[before.start : before.end].split())
        for start in range(after.start, after.end):
            first, last = plain.span(start, start + 1)
            letter = plain.text[start]
            assert text[first:last] == letter or (letter == " " and text[first:last].isspace())


def said(raw):
    """Type, text (white space as spaces), name and value of each mention of a text."""
    article = with_mentions(read(raw, file_name="a.txt"))
    for mention in article.mentions:
        assert article.text[mention.start : mention.end] == mention.text
    return [(m.type, " ".join(m.text.split()), m.name, m.value) for m in article.mentions]


@pytest.mark.parametrize(
    "change", [lambda text: text.replace(" ", "  "), lambda text: text.replace(" ", " \t")]
)
def test_doubled_spaces_change_no_name(change):
    text = (
        "Quảng Nam đón dòng vốn mới\n\n"
        "Chủ tịch UBND TP Đà Nẵng Lê Trung Chinh cho biết chi 3.400 tỷ đồng từ nay đến quý III/2025.\n"
    )
    title, body = text.split("\n\n")
    assert said(f"{title}\n\n{change(body)}".encode()) == said(text.encode())


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem[:3])
def test_a_hard_wrapped_article_names_the_same(path):
    article = read(path.read_bytes(), file_name=path.name)
    body = [" ".join(article.text[b.start : b.end].split()) for b in article.blocks if b.kind == "body"]
    body = [paragraph for paragraph in body if len(paragraph) > 200]
    plain = "Tiêu đề của bài viết\n\n" + "\n\n".join(body) + "\n"
    wrapped = "Tiêu đề của bài viết\n\n" + "\n\n".join(textwrap.fill(p, 72) for p in body) + "\n"
    assert said(wrapped.encode()) == said(plain.encode())
