"""Web pages saved as files: the article in them, without the page around it. Nothing is ever fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from seeds.outlets import outlet, outlet_at
from seeds.sources.laying import Piece, laid_out, pieces_of
from seeds.sources.markup import Aside, set_apart

if TYPE_CHECKING:
    from lxml.etree import _Element

    from seeds.article import Block

_MOST_MARKUP = 2_000_000
"""Code points of markup that the extractor is given; what is larger is read as plain text only."""

_DEEPEST = 400
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,12})\b")
_EMPTY = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "option",
        "tr",
        "td",
        "th",
        "dt",
        "dd",
    ]
)
_BREAKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "title",
    ]
)
_SILENT = frozenset(["script", "style", "noscript", "template", "svg", "math", "iframe", "object", "select"])
_HOST = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}")
_STANDFIRST = re.compile(
    r"""class\s*=\s*["'](?:[^"'<>]{0,80}[\s_-])?(?:sapo|chapeau|chappeau|standfirst|lead|description|summary)[\s"'_-]""",
    re.I,
)
_LONG_REFERENCE = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{7,});?")


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds: its text laid out as headline and paragraphs (to be cleaned), and what it says of
    itself. ``known`` are stretches of the text whose kind the markup tells; a list or a table is one."""

    text: str
    title: str | None = None
    date: str | None = None
    author: str | None = None
    source: str | None = None
    url: str | None = None
    known: tuple[Block, ...] = ()


def extract(markup: str) -> Page:
    """Return the article in a page; the plain text of its body where the extractor finds none, or where the
    page is too large or too deeply nested to hand in. Never raises, never opens anything."""
    markup = markup.replace("\x00", "")
    page = None
    if len(markup) <= _MOST_MARKUP and _depth(markup) <= _DEEPEST:
        page = _extracted(markup)
    if page and page.text.strip():
        return page
    plain, title = plain_text(markup)
    title = (page.title if page else None) or title
    return Page(_laid_out(title, plain), title)


def _depth(markup: str) -> int:
    """Return how deeply the elements are nested, about: void elements and those that close by themselves
    not counted."""
    depth = deepest = 0
    for closing, name in _TAG.findall(markup):
        if name.lower() in _EMPTY:
            continue
        depth += -1 if closing else 1
        deepest = max(deepest, depth)
    return deepest


def _extracted(markup: str) -> Page | None:
    import logging

    import trafilatura

    for name in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # nothing of a page may reach the screen
    try:
        tree = trafilatura.load_html(markup)
        aside = set_apart(tree) if tree is not None else Aside(frozenset(), ())
        found = trafilatura.bare_extraction(
            tree,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception:  # whatever a hostile page makes of the extractor: the plain text remains
        return None
    if found is None or isinstance(found, dict):
        return None
    title = _without_outlet(found.title)
    pieces = _pieces(found.body, found.text or "", aside.captions)
    if pieces and (first := _standfirst(markup, found.text or "")):
        pieces.insert(1 if title and pieces[0].lines == (title,) else 0, Piece((first,)))
    if pieces and aside.related:
        pieces.append(Piece(aside.related, "related"))
    text, known = laid_out(title, pieces)
    return Page(
        text,
        title,
        found.date,
        found.author,
        _outlet(found.sitename, found.hostname),
        found.url,
        known,
    )


def _pieces(body: _Element | None, text: str, captions: frozenset[str]) -> list[Piece]:
    """Return the article's pieces from the extractor's tree, or, where that holds clearly less than its
    plain text, from the text."""
    pieces = pieces_of(body, captions) if body is not None else []
    if sum(len(line) for piece in pieces for line in piece.lines) * 10 < len(text) * 8:
        return [Piece((line,), "caption" if line in captions else None) for line in text.splitlines()]
    return pieces


def _standfirst(markup: str, text: str) -> str:
    """Return the bold first paragraph, which the extractor takes for a heading of the page and leaves out;
    "" where the text has it. Vietnamese papers call it sapo, in their markup as well."""
    headline = markup.find("<h1")
    found = _STANDFIRST.search(markup, headline) if headline >= 0 else None
    if not found:
        return ""
    opening = markup.rfind("<", headline, found.start())
    element = _TAG.match(markup, opening)
    start = markup.find(">", found.end())
    end = markup.find(f"</{element[2]}", start, start + 5000) if element and start > 0 else -1
    first = " ".join(plain_text(markup[start + 1 : end])[0].split()) if end > 0 else ""
    return "" if first[:60] in text else first


def _outlet(name: str | None, host: str | None) -> str | None:
    """Return who published a page: a known outlet if there is one, else the name it gives itself, else its
    host."""
    known = (outlet(name) if name else None) or (outlet_at(host) if host else None)
    return known or name or (host if host and _HOST.fullmatch(host) else None)


def _without_outlet(title: str | None) -> str | None:
    """Return a page's title without the outlet's name after the last bar or dash."""
    title = " ".join((title or "").split())
    head, mark, last = title.rpartition(" | ")
    if not mark:
        head, mark, last = title.rpartition(" - ")
    return (head if mark and head and outlet(last) else title) or None


def _laid_out(title: str | None, text: str) -> str:
    lines = [line.strip() for line in text.splitlines()]
    lines = [line for line in lines if line]
    if title and lines and " ".join(lines[0].split()) == title:
        del lines[0]
    return "\n\n".join(([title] if title else []) + lines)


def plain_text(markup: str) -> tuple[str, str | None]:
    """Return the text of a page's markup, a line for each block element, and its title; scripts and styles
    left out.

    A single pass that only ever moves forward, so that no markup makes it slow (``html.parser`` takes
    quadratic time over unclosed comments and tags).
    """
    import html

    pieces: list[str] = []
    title: list[str] = []
    in_title = False
    at = 0
    lower = markup.lower() if markup.isascii() else _ascii_lower(markup)
    while at < len(markup):
        opening = markup.find("<", at)
        if opening < 0:
            opening = len(markup)
        if opening > at:
            (title if in_title else pieces).append(markup[at:opening])
        if opening == len(markup):
            break
        if markup.startswith("<!--", opening):
            end = markup.find("-->", opening + 4)
            at = len(markup) if end < 0 else end + 3
            continue
        match = _TAG.match(markup, opening)
        if not match and not markup.startswith(("<!", "<?", "</"), opening):
            pieces.append("<")
            at = opening + 1
            continue
        end = markup.find(">", opening)
        at = len(markup) if end < 0 else end + 1
        if not match:
            continue
        name = match[2].lower()
        if name == "title":
            in_title = not match[1] and not title
        elif name in _SILENT and not match[1] and not markup.startswith("/>", at - 2):
            end = lower.find(f"</{name}", at)
            at = len(markup) if end < 0 else end
        if name in _BREAKS:
            pieces.append("\n")
    text = html.unescape(_LONG_REFERENCE.sub("\ufffd", "".join(pieces)))
    named = " ".join(html.unescape(_LONG_REFERENCE.sub("\ufffd", "".join(title))).split())
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line), named or None


def _ascii_lower(text: str) -> str:
    """Return the text with A to Z in lower case and every offset as it was (``lower`` may change the
    length)."""
    return text.translate({code: code + 32 for code in range(ord("A"), ord("Z") + 1)})
