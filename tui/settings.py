"""The reader's settings: ``config.toml``, which docbao reads, checks, and never writes."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from seeds.topic_names import OwnTopic

ThemeChoice = Literal["", "dark", "light"]


_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Mistake(NamedTuple):
    """Something wrong in the settings: a code of the catalogue's ``settings`` section, its line (1-based, 0
    when unknown), the values the sentence needs, and the file it stands in."""

    code: str
    line: int
    values: Mapping[str, object] = _NOTHING
    file: str = "config.toml"


class Settings(NamedTuple):
    """What the reader has set. ``keys`` maps a command's id to the keys that replace its default ones;
    ``topics`` are those they have added or changed."""

    libraries: tuple[Path, ...] = ()
    bundled: bool = True
    measure: int = 80
    theme: ThemeChoice = ""
    keys: Mapping[str, tuple[str, ...]] = _NOTHING
    key_lines: Mapping[str, int] = _NOTHING
    mistakes: tuple[Mistake, ...] = ()
    topics: tuple[OwnTopic, ...] = ()
    editor: str = ""
    """The command of the editor that notes are edited in, "" for the system's."""


def load(path: Path) -> Settings:
    """Read the settings file and the topics beside it; a missing one gives the defaults, a wrong entry its
    default and a ``Mistake``."""
    found = _read(path)
    beside = path.with_name("topics.toml")
    if not beside.exists():
        return found
    from tui import own_topics  # few have any

    topics, mistakes = own_topics.load(beside)
    return found._replace(topics=topics, mistakes=(*found.mistakes, *mistakes))


def _read(path: Path) -> Settings:
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError):
        return Settings(mistakes=(Mistake("unreadable", 0, {"path": str(path)}),))
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Settings(mistakes=(syntax_mistake(error, text),))
    return _checked(data, text)


_REASONS = {
    "syntax-equals": ("after a key",),
    "syntax-after": ("end of document after a statement",),
    "syntax-value": ("Invalid value", "Invalid date"),
    "syntax-twice": ("Cannot overwrite", "Cannot declare", "Cannot mutate", "Duplicate"),
    "syntax-open": (
        "Unclosed",
        "Unterminated",
        "Expected ']",
        "Expected \"'",
        "Expected '\"",
        "Illegal character '\\n'",
    ),
}
"""How tomllib's messages are told, by what stands in them: its own are written for programmers."""


def syntax_mistake(error: tomllib.TOMLDecodeError, text: str, file: str = "config.toml") -> Mistake:
    """Return what tomllib found wrong with a file, with its line."""
    told = str(error)
    found = re.search(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$", told)
    why = told[: found.start()] if found else told
    line = int(found[1]) if found and found[1] else max(1, len(text.splitlines()))
    code = next((code for code, parts in _REASONS.items() if any(part in why for part in parts)), "syntax")
    return Mistake(code, line, {"why": why}, file)


def _checked(data: dict[str, Any], text: str) -> Settings:
    mistakes: list[Mistake] = []

    def wrong(code: str, name: str, table: str = "", **values: object) -> None:
        mistakes.append(Mistake(code, line_of(text, table, name), {"name": name, **values}))

    known = {"libraries", "bundled", "measure", "theme", "keys", "editor"}
    for name in data.keys() - known:
        wrong("unknown", name)
    libraries = data.get("libraries", [])
    if not isinstance(libraries, list) or not all(isinstance(item, str) for item in libraries):
        wrong("want-list-of-folders", "libraries")
        libraries = []
    bundled = data.get("bundled", True)
    if not isinstance(bundled, bool):
        wrong("want-bool", "bundled")
        bundled = True
    measure = data.get("measure", 80)
    if isinstance(measure, bool) or not isinstance(measure, int) or not 40 <= measure <= 120:
        wrong("want-measure", "measure")
        measure = 80
    theme = data.get("theme", "")
    if theme not in ("", "dark", "light"):
        wrong("want-theme", "theme")
        theme = ""
    editor = data.get("editor", "")
    if not isinstance(editor, str):
        wrong("want-command", "editor")
        editor = ""
    keys: dict[str, tuple[str, ...]] = {}
    lines: dict[str, int] = {}
    table = data.get("keys", {})
    if not isinstance(table, dict):
        wrong("want-table", "keys")
        table = {}
    for name, value in table.items():
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(item, str) for item in listed):
            wrong("want-keys", name, "keys")
            continue
        keys[name] = tuple(listed)
        lines[name] = line_of(text, "keys", name)
    return Settings(
        libraries=tuple(Path(item).expanduser() for item in libraries),
        bundled=bundled,
        measure=measure,
        theme=theme,
        editor=editor,
        keys=keys,
        key_lines=lines,
        mistakes=tuple(sorted(mistakes, key=lambda mistake: mistake.line)),
    )


def line_of(text: str, table: str, name: str) -> int:
    """Return the line on which a table sets a name: tomllib does not say. 0 when it cannot be found."""
    current = ""
    wanted = re.compile(rf"""\s*["']?{re.escape(name)}["']?\s*[=.]""")
    for number, line in enumerate(text.splitlines(), start=1):
        if heading := re.match(r"\s*\[+\s*([^\]]+?)\s*\]+", line):
            current = heading[1].strip("\"'")
            if not table and current == name:
                return number
        elif current == table and wanted.match(line):
            return number
    return 0
