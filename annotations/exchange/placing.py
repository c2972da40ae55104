"""Where a highlight that comes in is, in its article's text as it is now: never somewhere it was not made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotations.actions import clean_text
from annotations.anchoring import anchored
from annotations.highlights import select
from annotations.model import WIDEST_CONTEXT, Anchor, Selector

if TYPE_CHECKING:
    from annotations.exchange.shapes import GivenHighlight
    from seeds.article import Article

_TELLING = 4
"""With so many words a quote that stands in a text once is taken for the one that was marked."""

_UNSURE = 0.5
"""The score of one with fewer: the reader should look."""

_MANY = 200
"""Places of one quote that are looked at."""


def selector_given(given: GivenHighlight, *, text: str = "") -> Selector:
    """Return what was marked, as the file says it; ``text`` is the hash of the text that its position is of,
    "" where that is not known."""
    quote = clean_text(given.quote)
    start = max(0, given.start)
    return Selector(
        start,
        start + len(quote),
        quote,
        clean_text(given.prefix)[-WIDEST_CONTEXT:],
        clean_text(given.suffix)[:WIDEST_CONTEXT],
        text,
    )


def place(given: GivenHighlight, article: Article) -> tuple[Selector, Anchor | None]:
    """Return what was marked in an article's present text, and None; where it is not there beyond doubt, the
    highlight as the file has it, and where it may be."""
    text, selector = article.text, selector_given(given, text=given.text)
    if given.text == article.text_hash and text[selector.start : selector.end] == selector.quote:
        known = selector.prefix or selector.suffix
        return (selector if known else select(article, selector.start, selector.end)), None
    if given.seen is not None and _seen_here(given.seen, selector, article):
        start, end, _ = given.seen
        return selector, Anchor("shifted", start, end, 1.0, article.text_hash)
    found, sure = _exactly(given, selector, text)
    if found is not None and sure:
        return select(article, *found), None
    if selector.text == article.text_hash:  # it says so, and it is not true
        selector = selector_given(given)
    if found is not None:
        return selector, Anchor("review", *found, _UNSURE, article.text_hash)
    (anchor,) = anchored([selector], None, text, article.text_hash)
    if anchor.status in ("ok", "shifted"):
        return select(article, anchor.start, anchor.end), None
    return selector, anchor


def _seen_here(seen: tuple[int, int, str], selector: Selector, article: Article) -> bool:
    """Say whether the words that were marked were seen at a place of this very text, and are there."""
    start, end, text = seen
    there = article.text[start:end]
    return bool(selector.text) and text == article.text_hash and there.split() == selector.quote.split()


def _exactly(given: GivenHighlight, selector: Selector, text: str) -> tuple[tuple[int, int] | None, bool]:
    """Return where the quote stands word for word (white space may differ), and whether that is it beyond
    doubt: at its position, or at the one place with what stood around it. Where nothing is known of that, a
    few words that stand there once may be these, or others like them."""
    start, end = selector.start, selector.end
    if given.start >= 0 and text[start:end] == selector.quote and _around(selector, text, start, end):
        return (start, end), True
    words = selector.quote.split()
    if not words:
        return None, False
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    places = []
    for match in pattern.finditer(text):
        places.append(match.span())
        if len(places) > _MANY:
            return None, False
    known = bool(selector.prefix.strip() or selector.suffix.strip())
    if known:
        places = [it for it in places if _around(selector, text, *it)]
    return (places[0], known or len(words) >= _TELLING) if len(places) == 1 else (None, False)


def _around(selector: Selector, text: str, start: int, end: int) -> bool:
    """Say whether what stood before and behind a quote stands there, as far as it is known."""
    before, after = "".join(selector.prefix.split()), "".join(selector.suffix.split())
    left = "".join(text[max(0, start - 2 * len(selector.prefix)) : start].split())
    right = "".join(text[end : end + 2 * len(selector.suffix)].split())
    return left.endswith(before) and right.startswith(after)
