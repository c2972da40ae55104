"""What the reader should know about an article's file, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seeds.article import Article
    from tui.words import Words


def notices_in_words(article: Article, words: Words) -> tuple[str, ...]:
    """Return a sentence for each of an article's notices (``code`` or ``code:value``)."""
    told = []
    for notice in article.notices:
        code, _, value = notice.partition(":")
        told.append(words(f"notice.{code}", value=value))
    return tuple(told)
