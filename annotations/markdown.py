"""How notes are read as Markdown: CommonMark with ``[[…]]`` links, and nothing that a note does not need.

One parser says what is code and what is a link, to those who draw a note and to those who look for its
links. It costs some milliseconds to load: ask for it where a note is at hand.
"""

from __future__ import annotations

import re
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

LONGEST_TARGET, LONGEST_LABEL = 400, 400
"""Code points of a link's parts, at most: beyond it two brackets are two brackets."""

WIKILINK = re.compile(rf"\[\[([^\[\]|\n]{{1,{LONGEST_TARGET}}})(?:\|([^\[\]\n]{{0,{LONGEST_LABEL}}}))?\]\]")
"""A link: what it names, and behind a bar what it is called."""


_MAKING = Lock()


def parser() -> MarkdownIt:
    """Return the parser. A link is a token ``wikilink`` whose ``meta`` has ``at`` (its offset in the content
    of its inline token), ``target`` and ``label``.

    HTML and ``&…;`` are text. Lines that are only indented are text as well: in a note that is no code.
    For any thread.
    """
    with _MAKING:
        return _made()


@cache
def _made() -> MarkdownIt:
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": False})
    made.disable(["code", "html_block", "html_inline", "reference", "entity"])
    made.enable("strikethrough")
    made.inline.ruler.before("link", "wikilink", _wikilink)
    # The library fills a table with its first link: a second thread would find it half full, and fail.
    made.parse("[a](b)")
    return made


def _wikilink(state: StateInline, silent: bool) -> bool:
    found = WIKILINK.match(state.src, state.pos, state.posMax)
    if found is None or not found[1].strip():
        return False
    if not silent:
        token = state.push("wikilink", "", 0)
        token.content = found[0]
        token.meta = {"at": state.pos, "target": found[1].strip(), "label": (found[2] or "").strip()}
    state.pos = found.end()
    return True
