"""The one catalogue of every string the interface shows, a file per language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.toml_lines import TomlLines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seeds.topic_names import OwnTopic


class Words:
    """A language's catalogue: ``words("list.count", n=3)`` returns the sentence with its values filled in.

    Keys are dotted paths into the TOML file. Of an entry that is a table with ``one`` and ``other`` one is
    chosen by the value ``n``, or by that whose name it has under ``by``. Values are put in as they are: clean
    what comes from articles before it gets here.
    """

    def __init__(self, language: str = "en", own_topics: tuple[OwnTopic, ...] = ()) -> None:
        """Load the catalogue of a language; raises FileNotFoundError for one that does not exist.

        ``own_topics`` are those the reader has added or named anew.
        """
        self.language = language
        self._own_topics = own_topics
        self._lines = TomlLines(Path(__file__).with_name(f"{language}.toml").read_text("utf-8"))

    def _entry(self, key: str) -> Any:
        entry = self._lines.get(key)
        return None if isinstance(entry, dict) and "other" not in entry else entry

    def __contains__(self, key: str) -> bool:
        """Say whether the catalogue has a sentence for the key."""
        return self._entry(key) is not None

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the sentence for a key with values filled in; raises KeyError for a key it does not have."""
        if (entry := self._entry(key)) is None:
            raise KeyError(key)
        if isinstance(entry, dict):
            number = values.get(entry.get("by", "n"))
            entry = entry["one"] if number == 1 and "one" in entry else entry["other"]
        return str(entry).format(**values) if values else str(entry)

    def topic(self, id: str) -> str:
        """Return what a topic is called; its id where nothing is known of it."""
        from seeds.topic_names import label

        return label(id, self.language, self._own_topics)

    def keys(self) -> list[str]:
        """Return every key, for the tests that compare the catalogue with what the program uses."""
        return [key for path in self._lines.paths() for key in _leaves(path, self._lines.get(path))]


def _leaves(path: str, value: Any) -> Iterator[str]:
    if isinstance(value, dict) and "other" not in value:
        for key, inner in value.items():
            yield from _leaves(f"{path}.{key}", inner)
    else:
        yield path
