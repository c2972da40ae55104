"""What docbao's part of a Markdown file is made of: its marks, and how quotes and notes stand between them.

Marks are HTML comments on lines of their own, which programs such as Obsidian do not show. They carry JSON,
so that a file says all that is needed to read it back.
"""

from __future__ import annotations

import json
import re
from typing import Any

from annotations.exchange.taking import text_sum

BEGIN, END = "begin", "end"
NOTE, END_NOTE = "note", "end-note"
HIGHLIGHT, END_HIGHLIGHT = "highlight", "end-highlight"

_MARK = re.compile(r"<!-- docbao:([a-z-]+)(?: (\{.*\}))? -->[ \t]*$")
_LIKE_MARK = re.compile(r"^([ \t]*<!-- )(\\*)(?=docbao:)", re.MULTILINE)
_LIKE_ESCAPED = re.compile(r"^([ \t]*<!-- )\\(\\*)(?=docbao:)", re.MULTILINE)
# What Markdown or Obsidian would take for more than a letter: anywhere, and at the start of a line.
_SPECIAL = re.compile(r"[\\`*_\[\]<>#|~$]|==|%%|&(?=#|\w+;)|(?<=[ \t])\^")
_AT_START = re.compile(r"^([ \t]*)(?:([-+=])|(\d+)([.)]))", re.MULTILINE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def mark(name: str, values: dict[str, Any] | None = None) -> str:
    """Return a mark as a line."""
    if values is None:
        return f"<!-- docbao:{name} -->"
    said = json.dumps(values, ensure_ascii=False)
    said = said.replace("<", "\\u003c").replace(">", "\\u003e").replace("--", "-\\u002d")
    return f"<!-- docbao:{name} {said} -->"


def mark_of(line: str) -> tuple[str, dict[str, Any]] | None:
    """Return the name and the values of the mark that a line is; None for another line."""
    match = _MARK.match(line)
    if match is None:
        return None
    try:
        values = json.loads(match[2]) if match[2] else {}
    except (ValueError, RecursionError):
        return None
    return (match[1], values) if isinstance(values, dict) else None


def guarded(text: str) -> str:
    """Return a note's text in which no line can be taken for a mark; ``unguarded`` gives it back."""
    return _LIKE_MARK.sub(r"\1\\\2", text)


def unguarded(text: str) -> str:
    """Return a note's text as it was."""
    return _LIKE_ESCAPED.sub(r"\1\2", text)


def quoted(quote: str) -> list[str]:
    """Return a quote as the lines of a block quote that shows it letter by letter."""
    return [f"> {line}".rstrip(" ") if not line else f"> {line}" for line in escaped(quote).split("\n")]


def unquoted(lines: list[str]) -> str:
    """Return the quote that the lines of a block quote show."""
    return _ESCAPED.sub(r"\1", "\n".join(re.sub(r"^[ \t]*> ?", "", line) for line in lines))


def escaped(text: str) -> str:
    """Return plain text as Markdown that shows it letter by letter."""
    found = _SPECIAL.sub(lambda it: "".join(f"\\{letter}" for letter in it[0]), text)
    return _AT_START.sub(lambda it: f"{it[1]}\\{it[2]}" if it[2] else f"{it[1]}{it[3]}\\{it[4]}", found)


def region_sum(lines: list[str]) -> str:
    """Return the checksum by which what stands between ``begin`` and ``end`` is known again."""
    return text_sum("\n".join(lines))


def tag_word(tag: str) -> str:
    """Return a tag as Obsidian takes it: letters, figures, ``_ - /``, not figures alone."""
    word = re.sub(r"[^\w/-]+", "-", "-".join(tag.split())).strip("-/")
    return f"{word}_" if word and not re.search(r"[^\W\d]|[-/]", word) else word
