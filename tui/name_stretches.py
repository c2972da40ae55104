"""Stretches of an article that are to be names: whole words, what they cut, and what else names the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.widgets.reader.caret import whole_words

if TYPE_CHECKING:
    from seeds.article import Article, Mention

_SIGNS = frozenset(",;:!?…\"'“”‘’«»–—-/")
"""What stands around names and never begins or ends one."""


def in_whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a selected stretch as a name can be: whole words, without the signs around them; an empty one
    where there is no word in it."""
    start, end = whole_words(text, start, end)
    while start < end and (text[start].isspace() or text[start] in _SIGNS or _stray(text, start, start, end)):
        start += 1
    while start < end and (
        text[end - 1].isspace() or text[end - 1] in _SIGNS or _stray(text, end - 1, start, end)
    ):
        end -= 1
    return start, end


def _stray(text: str, at: int, start: int, end: int) -> bool:
    """Say whether a bracket has lost its other half, or a full stop ends no abbreviation (``D.C.``)."""
    if text[at] in "()":
        return text.find(")" if text[at] == "(" else "(", start, end) < 0
    return text[at] == "." and (at == start or text.find(".", start, at) < 0)


def cut_by(article: Article, start: int, end: int) -> tuple[Mention, ...]:
    """Return the mentions that a stretch takes only a part of: beyond single places they stand."""
    return tuple(
        it
        for it in article.mentions or ()
        if it.start < end and start < it.end and (it.start < start or end < it.end)
    )


def other_forms(article: Article, mention: Mention) -> tuple[str, ...]:
    """Return the other forms in which an article writes what a mention names, as they first come."""
    forms = (
        " ".join(it.text.split())
        for it in article.mentions or ()
        if (it.name, it.type) == (mention.name, mention.type)
    )
    return tuple(dict.fromkeys(form for form in forms if form != " ".join(mention.text.split())))
