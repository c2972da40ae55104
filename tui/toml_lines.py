"""TOML of which little is asked for at a time: the catalogue of words, the themes.

Parsing all of it would take longer than the first paint. So it is cut at its headings (``[a.b]``) and a table
at its lines (``key = …``) when something in it is first asked for; only that line is parsed, by ``tomllib``.
It is for the files that come with docbao: there each heading and key begins a line and is written bare, which
a house test holds against the whole file as ``tomllib`` reads it.
"""

from __future__ import annotations

import re
from typing import Any

_HEADING = re.compile(r"^\[([A-Za-z0-9_.-]+)\]", re.MULTILINE)
_KEY = re.compile(r"^([A-Za-z0-9_-]+) = ", re.MULTILINE)


class TomlLines:
    """The values of one file by their dotted paths."""

    def __init__(self, text: str) -> None:
        """Take the text of the file."""
        headings = list(_HEADING.finditer(text))
        ends = [heading.start() for heading in headings[1:]] + [len(text)]
        self._tables = {it[1]: text[it.end() : end] for it, end in zip(headings, ends, strict=True)}
        self._lines: dict[str, dict[str, str]] = {}
        self._values: dict[str, Any] = {}

    def get(self, path: str) -> Any:
        """Return the value at a path, a dict where it is a table within a line; None where there is none."""
        if path not in self._values:
            self._values[path] = self._find(path)
        return self._values[path]

    def _find(self, path: str) -> Any:
        table = path
        while table := table.rpartition(".")[0]:
            if table in self._tables:
                key, *rest = path[len(table) + 1 :].split(".")
                if (line := self._cut(table).get(key)) is not None:
                    return _within(_parsed(line)[key], rest)
        return None

    def paths(self) -> list[str]:
        """Return the paths of all lines."""
        return [f"{table}.{key}" for table in self._tables for key in self._cut(table)]

    def table(self, name: str) -> dict[str, Any]:
        """Return what stands below a heading."""
        return _parsed(self._tables[name])

    def _cut(self, table: str) -> dict[str, str]:
        if (lines := self._lines.get(table)) is None:
            text = self._tables[table]
            keys = list(_KEY.finditer(text))
            ends = [key.start() for key in keys[1:]] + [len(text)]
            lines = {it[1]: text[it.start() : end] for it, end in zip(keys, ends, strict=True)}
            self._lines[table] = lines
        return lines


def _parsed(text: str) -> dict[str, Any]:
    import tomllib

    return tomllib.loads(text)


def _within(value: Any, path: list[str]) -> Any:
    for key in path:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value
