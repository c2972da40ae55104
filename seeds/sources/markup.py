"""What a page's markup says and its extractor drops: the captions of pictures, and the news it points to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from seeds import furniture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

MARKER = "Tin liên quan"
"""What heads the related news where the page itself has no words for it."""

_CAPTION = re.compile(r"(?:^|[\s_-])(?:p|photocms|img|image|photo|wp)?[_-]?(?:caption|chu-?thich)", re.I)
_RELATED = re.compile(r"(?:tin|bai|box)?[_-]?lien[_-]?quan|(?:^|[\s_-])related|xem[_-]?them", re.I)
_AROUND = frozenset(["nav", "footer", "header"])
_BLOCKS = frozenset(["p", "div", "br", "li", "td", "tr", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6"])
_WHOLE = frozenset(["html", "body", "main", "article", "a"])
_LONGEST_CAPTION = 600
_LONGEST_BOX = 6_000
_MOST_ELEMENTS = 400
"""Elements and code points of a box of related news: what has more is no such box."""
_FEWEST_WORDS = 4
"""A link of fewer words is a topic or a button, no headline."""
_MOST_RELATED = 12


@dataclass(frozen=True, slots=True)
class Aside:
    """What stood beside the running text: captions (each as one line; they have been left in the page as
    paragraphs) and the lines of the related news, its heading first."""

    captions: frozenset[str]
    related: tuple[str, ...]


def set_apart(tree: HtmlElement) -> Aside:
    """Turn each caption into a paragraph where its picture stood, and take related news out of the page."""
    related = _related(tree)
    captions: set[str] = set()
    for element in list(_captions(tree)):
        if text := _line_of(element, _LONGEST_CAPTION):
            captions.add(text)
            _make_paragraph(element, text)
    for figure in list(tree.iter("figure")):
        figure.tag = "div"  # the extractor drops figures with all that is in them
    return Aside(frozenset(captions), related)


def _line_of(element: HtmlElement, most: int) -> str:
    """Return an element's text as one line; "" if it has more than ``most`` code points or is too nested."""
    from lxml.etree import iterwalk

    pieces: list[str] = []
    length = 0
    for number, (event, part) in enumerate(iterwalk(element, events=("start", "end"))):
        if isinstance(part.tag, str) and part.tag in _BLOCKS:
            pieces.append(" ")
        if event == "start":
            pieces.append((part.text or "") if isinstance(part.tag, str) else "")
        elif part is not element:
            pieces.append(part.tail or "")
        length += len(pieces[-1])
        if length > 2 * most or number > 4 * _MOST_ELEMENTS:
            return ""
    line = " ".join("".join(pieces).split())
    return line if len(line) <= most else ""


def _captions(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the elements that hold captions: none lies in another."""
    inside: set[HtmlElement] = set()
    for element in tree.iter():
        if not isinstance(element.tag, str) or element in inside:
            continue
        named = element.tag == "figcaption" or (
            element.tag in ("p", "div", "td", "span", "em") and _CAPTION.search(element.get("class") or "")
        )
        if named or (element.tag == "table" and _is_picture(element)):
            inside.update(islice(element.iter(), _MOST_ELEMENTS))
            yield element


def _is_picture(table: HtmlElement) -> bool:
    """Whether a table only lays a picture and its caption out, as older Vietnamese pages do."""
    parts = [part.tag for part in islice(table.iter(), 40)]
    return len(parts) < 40 and "img" in parts and parts.count("tr") <= 2 and parts.count("table") == 1


def _make_paragraph(element: HtmlElement, text: str) -> None:
    """Put a plain paragraph in an element's place, or after the paragraph that the element is in."""
    from lxml.html import Element

    paragraph = Element("p")
    paragraph.text = text
    parent = element.getparent()
    if element.tag == "td":  # the cell stays, or its row would be none
        element[:] = [paragraph]
        element.text = None
        return
    if parent is None:
        return
    around = next((ancestor for ancestor in element.iterancestors() if ancestor.tag == "p"), None)
    element.addprevious(paragraph)
    element.drop_tree()
    if around is not None and around.getparent() is not None:
        paragraph.drop_tree()
        around.addnext(paragraph)
        paragraph.tail, around.tail = around.tail, None


def _related(tree: HtmlElement) -> tuple[str, ...]:
    """Take the boxes of related news out of the page and return their lines, the heading first."""
    found: dict[str, None] = {}
    heading = ""
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in _WHOLE or element.getparent() is None:
            continue
        if not _RELATED.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            continue
        if any(ancestor.tag in _AROUND for ancestor in element.iterancestors()):
            continue
        parts = list(islice(element.iter(), _MOST_ELEMENTS + 1))
        text = _line_of(element, _LONGEST_BOX)
        if not text or len(parts) > _MOST_ELEMENTS:
            continue
        links = dict.fromkeys(_line_of(part, 300) for part in parts if part.tag == "a")
        headlines = [link for link in links if len(link.split()) >= _FEWEST_WORDS]
        # An article that is named so as a whole has more words of its own than its links have.
        if len(headlines) < 2 or len(text) > 3 * sum(map(len, links)) + 200:
            continue
        heading = heading or _heading(parts)
        found.update(dict.fromkeys(headlines))
        element.drop_tree()
    return (heading or MARKER, *list(found)[:_MOST_RELATED]) if found else ()


def _heading(parts: list[HtmlElement]) -> str:
    lines = (_line_of(part, 40) for part in parts if isinstance(part.tag, str))
    return next((line for line in lines if furniture.is_related_marker(line)), "")
