"""The smallest pieces of a query's text: where words end, what stands in quotes, and what may be written
bare."""

from __future__ import annotations

import re
from typing import NamedTuple

from seeds.text import fold

# “ and ” come in with text pasted from articles.
QUOTES = {'"': '"', "“": "”", "„": "”", "«": "»"}
OPENERS = "".join(QUOTES)
OPERATORS = ("OR", "AND", "NOT")
TRAILING = "*,.;:!?…"
"""What may stand after a bare word without being part of it, as in a pasted sentence."""

_BARE = re.compile(rf"[^\s(){re.escape(OPENERS)}]+")
_NAME = re.compile(r"[^\W\d_](?:[\w-]*\w)?(?=:)")
_BLANK = re.compile(r"\s*")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


class Quoted(NamedTuple):
    """A text in quotes: what it says, where what follows it begins, and whether its end was there."""

    text: str
    end: int
    closed: bool


def skip_blank(text: str, at: int) -> int:
    """Return the offset of the next character that is no white space."""
    found = _BLANK.match(text, at)
    return found.end() if found is not None else at


def bare_end(text: str, at: int) -> int:
    """Return where the bare word that begins at an offset ends; the offset itself when none does."""
    found = _BARE.match(text, at)
    return found.end() if found is not None else at


def words_end(text: str, at: int) -> int:
    """Return where the bare words end that stand at an offset or behind it: before what is plainly something
    else, an operator, a field, a quote, a parenthesis or what is left out."""
    while (start := skip_blank(text, at)) < len(text):
        end = bare_end(text, start)
        plain = end > start and text[start] != "-" and name_at(text, start) is None
        if not plain or text[start:end] in OPERATORS:
            break
        at = end
    return at


def group_end(text: str, at: int) -> int:
    """Return where the parentheses end that open at an offset; the end of the text where they stay open."""
    depth = 0
    while at < len(text):
        if text[at] in OPENERS:
            at = quoted_at(text, at).end
            continue
        depth += (text[at] == "(") - (text[at] == ")")
        at += 1
        if not depth:
            break
    return at


def name_at(text: str, at: int) -> str | None:
    """Return the name that stands before a colon at an offset, None when there is none."""
    found = _NAME.match(text, at)
    return found[0] if found is not None else None


def quoted_at(text: str, at: int) -> Quoted:
    """Read the quoted text that begins at an offset. A backslash makes the character after it plain."""
    closer, end = QUOTES[text[at]], at + 1
    while end < len(text) and text[end] not in (closer, '"'):
        end += 2 if text[end] == "\\" else 1
    closed = end < len(text)
    said = _ESCAPED.sub(r"\1", text[at + 1 : end])
    return Quoted(" ".join(said.split()), min(end + closed, len(text)), closed)


def is_quoted(text: str, at: int) -> bool:
    """Say whether an offset lies within a text in quotes, closed or not."""
    start = 0
    while start < at:
        if text[start] in OPENERS:
            said = quoted_at(text, start)
            if said.end > at or not said.closed:
                return True
            start = said.end
        else:
            start += 1
    return False


def quote(text: str) -> str:
    """Return text in quotes, so that ``quoted_at`` reads it back."""
    return '"' + re.sub(rf'([\\"{re.escape("".join(QUOTES.values()))}])', r"\\\1", text) + '"'


def is_searchable(text: str) -> bool:
    """Say whether a text has something to search for: a letter or a digit."""
    return any(character.isalnum() for character in fold(text))


def is_marked(text: str) -> bool:
    """Say whether a text has Vietnamese (or other) marks."""
    return fold(text) != " ".join(text.casefold().split())
