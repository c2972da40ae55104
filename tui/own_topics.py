"""The reader's own topics: ``topics.toml`` beside the settings, which docbao reads, checks, and never
writes."""

from __future__ import annotations

import re
import tomllib
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from seeds.text import display_safe
from seeds.topic_names import OwnTopic, all_topics
from seeds.topic_scheme import WEIGHTS
from tui.settings import Mistake, line_of, syntax_mistake

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FILE = "topics.toml"

_ID = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
_NAMES = ("vi", "en")
_LISTS = (*WEIGHTS, "without")
_KEYS = (*_NAMES, "broader", "off", *_LISTS)


def load(path: Path) -> tuple[tuple[OwnTopic, ...], tuple[Mistake, ...]]:
    """Read the file of the reader's own topics; a missing one has none, and what is wrong in it is left out
    and told."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return (), ()
    except (OSError, UnicodeDecodeError):
        return (), (Mistake("topics-unreadable", 0, {"path": str(path)}, FILE),)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return (), (syntax_mistake(error, text, FILE),)
    except RecursionError:
        return (), (Mistake("topics-unreadable", 0, {"path": str(path)}, FILE),)
    return _checked(data, text)


def _checked(data: dict[str, Any], text: str) -> tuple[tuple[OwnTopic, ...], tuple[Mistake, ...]]:
    mistakes: list[Mistake] = []

    def wrong(code: str, name: str, table: str = "", **values: object) -> None:
        mistakes.append(Mistake(code, line_of(text, table, name), {"name": name, **values}, FILE))

    shipped = {topic.id for topic in all_topics()}
    broad = {topic.id for topic in all_topics() if topic.broader is None}
    broad |= {id for id, row in data.items() if isinstance(row, dict) and "broader" not in row} - shipped
    found = []
    for id, row in data.items():
        if not isinstance(row, dict):
            wrong("topic-table", id)
        elif not _ID.fullmatch(id):
            wrong("topic-id", id)
        else:
            topic = _topic(id, row, broad - {id}, wrong)
            if id in shipped or topic.vi or topic.en or topic.off:
                found.append(topic)
            else:
                wrong("topic-name", id)
    return tuple(found), tuple(sorted(mistakes, key=lambda mistake: mistake.line))


def _topic(id: str, row: dict[str, Any], broad: set[str], wrong: Callable[..., None]) -> OwnTopic:
    """Make a topic of a table; what is wrong in it is told and left out."""
    names: dict[str, str] = {}
    cues: list[tuple[str, tuple[str, ...]]] = []
    broader, off = None, False
    for key, value in row.items():
        if key in _NAMES:
            if isinstance(value, str) and (name := display_safe(value, 60).strip()):
                names[key] = name
            else:
                wrong("topic-text", key, id)
        elif key == "broader":
            if isinstance(value, str) and value in broad:
                broader = value
            else:
                wrong("topic-broader", key, id, value=value)
        elif key == "off":
            if isinstance(value, bool):
                off = value
            else:
                wrong("want-bool", key, id)
        elif key in _LISTS:
            if isinstance(value, list) and all(isinstance(it, str) and re.search(r"\w", it) for it in value):
                cues.append((key, tuple(normalize("NFC", it) for it in value)))
            else:
                wrong("topic-words", key, id)
        else:
            close = get_close_matches(key, _KEYS, n=1)
            wrong("topic-key", key, id, close=close[0] if close else "")
    return OwnTopic(id, names.get("vi"), names.get("en"), broader, tuple(cues), off)
