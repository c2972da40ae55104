"""The one catalogue of every string the interface shows, a file per language."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any


class Words:
    """A language's catalogue: ``words("list.count", n=3)`` returns the sentence with its values filled in.

    Keys are dotted paths into the TOML file. An entry that is a table with ``one`` and ``other`` is chosen by the
    value ``n``. Values are put in as they are: clean what comes from articles before it gets here.
    """

    def __init__(self, language: str = "en") -> None:
        """Load the catalogue of a language; raises FileNotFoundError for one that does not exist."""
        text = resources.files(__package__).joinpath(f"{language}.toml").read_text("utf-8")
        self.language = language
        self._entries: dict[str, Any] = {}
        self._flatten("", tomllib.loads(text))

    def _flatten(self, prefix: str, table: dict[str, Any]) -> None:
        for key, value in table.items():
            if isinstance(value, dict) and "other" not in value:
                self._flatten(f"{prefix}{key}.", value)
            else:
                self._entries[prefix + key] = value

    def __contains__(self, key: str) -> bool:
        """Say whether the catalogue has a sentence for the key."""
        return key in self._entries

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the sentence for a key with values filled in; raises KeyError for a key it does not have."""
        entry = self._entries[key]
        if isinstance(entry, dict):
            entry = entry["one"] if values.get("n") == 1 and "one" in entry else entry["other"]
        return str(entry).format(**values) if values else str(entry)

    def keys(self) -> list[str]:
        """Return every key, for the tests that compare the catalogue with what the program uses."""
        return list(self._entries)
