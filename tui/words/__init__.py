"""The one catalogue of every string the interface shows, a file per language."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from seeds.topic_names import OwnTopic

_HEADING = re.compile(r"^\[([A-Za-z0-9_-]+)", re.MULTILINE)


class Words:
    """A language's catalogue: ``words("list.count", n=3)`` returns the sentence with its values filled in.

    Keys are dotted paths into the TOML file. An entry that is a table with ``one`` and ``other`` is chosen
    by the value ``n``. Values are put in as they are: clean what comes from articles before it gets here.

    The file is cut at its headings, and a section is parsed when it is first asked for: the first paint
    needs few of them, and parsing all would take longer than the rest of it.
    """

    def __init__(self, language: str = "en", own_topics: tuple[OwnTopic, ...] = ()) -> None:
        """Load the catalogue of a language; raises FileNotFoundError for one that does not exist.

        ``own_topics`` are those the reader has added or named anew.
        """
        self.language = language
        self._own_topics = own_topics
        self._entries: dict[str, Any] = {}
        self._unread: dict[str, list[str]] = {}
        text = Path(__file__).with_name(f"{language}.toml").read_text("utf-8")
        headings = list(_HEADING.finditer(text))
        for at, heading in enumerate(headings):
            end = headings[at + 1].start() if at + 1 < len(headings) else len(text)
            self._unread.setdefault(heading[1], []).append(text[heading.start() : end])

    def _read(self, section: str) -> None:
        import tomllib

        if parts := self._unread.pop(section, None):
            self._flatten("", tomllib.loads("".join(parts)))

    def _flatten(self, prefix: str, table: dict[str, Any]) -> None:
        for key, value in table.items():
            if isinstance(value, dict) and "other" not in value:
                self._flatten(f"{prefix}{key}.", value)
            else:
                self._entries[prefix + key] = value

    def _entry(self, key: str) -> Any:
        if (entry := self._entries.get(key)) is None and self._unread:
            self._read(key.partition(".")[0])
            entry = self._entries.get(key)
        return entry

    def __contains__(self, key: str) -> bool:
        """Say whether the catalogue has a sentence for the key."""
        return self._entry(key) is not None

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the sentence for a key with values filled in; raises KeyError for a key it does not have."""
        if (entry := self._entry(key)) is None:
            raise KeyError(key)
        if isinstance(entry, dict):
            entry = entry["one"] if values.get("n") == 1 and "one" in entry else entry["other"]
        return str(entry).format(**values) if values else str(entry)

    def topic(self, id: str) -> str:
        """Return what a topic is called; its id where nothing is known of it."""
        from seeds.topic_names import label

        return label(id, self.language, self._own_topics)

    def keys(self) -> list[str]:
        """Return every key, for the tests that compare the catalogue with what the program uses."""
        for section in list(self._unread):
            self._read(section)
        return list(self._entries)
