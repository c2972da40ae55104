"""Front matter: the lines between two ``---`` at the top of a Markdown file that say title, date and
source."""

from __future__ import annotations

import re

_LINE = re.compile(r"([A-Za-z_-]{1,40})\s*:\s*(.*)")
_NAMES = {
    "title": "title",
    "headline": "title",
    "date": "date",
    "published": "date",
    "publishdate": "date",
    "pubdate": "date",
    "source": "source",
    "publisher": "source",
    "site": "source",
    "sitename": "source",
    "author": "author",
    "byline": "author",
    "url": "url",
    "link": "url",
    "canonical": "url",
    "source_url": "url",
    "permalink": "url",
}
_LONGEST = 20_000


def front_matter(text: str) -> tuple[dict[str, str], int]:
    """Return the values a Markdown file states (``title date source author url``), and where its text
    begins.

    Only plain ``name: value`` lines are read, never YAML: tags, lists and nested values are passed over.
    Without front matter the values are empty and the text begins at 0.
    """
    opened = re.match(r"\ufeff?---[ \t]*\r?\n", text)
    closed = (
        re.compile(r"^(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)", re.M).search(text, opened.end(), _LONGEST)
        if opened
        else None
    )
    if not opened or not closed:
        return {}, 0
    values: dict[str, str] = {}
    for line in text[opened.end() : closed.start()].splitlines():
        match = _LINE.fullmatch(line.strip()) if not line.startswith((" ", "\t", "-")) else None
        name = _NAMES.get(match[1].lower()) if match else None
        if match and name and name not in values:
            value = match[2].strip()
            if len(value) > 1 and value[0] in "\"'" and value[-1] == value[0]:
                value = value[1:-1].strip()
            elif value[:1] in ("!", "&", "*", "[", "{", "|", ">", "#"):
                continue
            if value:
                values[name] = value
    return values, closed.end()
