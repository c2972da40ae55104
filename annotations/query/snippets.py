"""Where the words of a query stand in a text, and the stretches around them that are worth showing."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotations.query import tree as t
from seeds.text import fold, fold_with_map

if TYPE_CHECKING:
    from collections.abc import Iterator

_AROUND = 70  # code points shown on either side of a hit
_LONGEST_WORD = 20  # code points looked through for the end of a word
_HITS = 2000  # hits looked at in one text: what is found more often says nothing new


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of a text with hits in it: ``text`` is the text from ``start`` to ``end``, ``hits`` are
    offsets into the whole text, in order."""

    start: int
    end: int
    text: str
    hits: tuple[tuple[int, int], ...]


def words_in(tree: t.Query) -> Iterator[t.Words]:
    """Yield the words that a matching text should show: those looked for in texts and titles, not the
    excluded."""
    match tree:
        case t.Words(_, field) if field in ("any", "text", "title"):
            yield tree
        case t.And(parts) | t.Or(parts):
            for part in parts:
                yield from words_in(part)
        case t.Saved(_, inner):
            yield from words_in(inner)


def hits(tree: t.Query, text: str) -> tuple[tuple[int, int], ...]:
    """Return where the words of a query stand in a text: offsets, in order, overlapping ones as one."""
    found: list[tuple[int, int]] = []
    folded = None
    for words in words_in(tree):
        if words.exact:
            wanted = unicodedata.normalize("NFC", words.text)
            flags = re.IGNORECASE if wanted == wanted.lower() else 0
            found += [match.span() for match in _some(_pattern(wanted, words.prefix, flags), text)]
            continue
        folded = folded or fold_with_map(text)
        for match in _some(_pattern(fold(words.text), words.prefix, 0), folded.text):
            found.append((folded.offsets[match.start()], folded.offsets[match.end() - 1] + 1))
    return tuple(_merged(sorted(found), 0))


def snippets(tree: t.Query, text: str, most: int = 5) -> tuple[Snippet, ...]:
    """Return up to ``most`` stretches of a text around the words of a query, in the order of the text."""
    found = hits(tree, text)
    around = [(_back(text, start), _on(text, end)) for start, end in found]
    shown: list[Snippet] = []
    for start, end in list(_merged(around, 1))[:most]:
        inside = tuple(hit for hit in found if start <= hit[0] and hit[1] <= end)
        shown.append(Snippet(start, end, text[start:end], inside))
    return tuple(shown)


def _pattern(wanted: str, prefix: bool, flags: int) -> re.Pattern[str]:
    """The same rule as ``matcher.occurs``, for text in which a blank may be several or a line end."""
    pieces = wanted.split()
    pattern = r"\s+".join(map(re.escape, pieces))
    if prefix or len(pieces) > 1:
        before = r"(?<![^\W_])" if wanted[:1].isalnum() else ""
        after = r"(?![^\W_])" if wanted[-1:].isalnum() and not prefix else ""
        pattern = before + pattern + after
    return re.compile(pattern, flags)


def _some(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    for number, match in enumerate(pattern.finditer(text)):
        if number == _HITS:
            return
        if match.end() > match.start():
            yield match


def _merged(spans: list[tuple[int, int]], gap: int) -> Iterator[tuple[int, int]]:
    """Yield spans in order, those that overlap or lie within ``gap`` of each other as one."""
    current: tuple[int, int] | None = None
    for start, end in spans:
        if current is not None and start <= current[1] + gap:
            current = (current[0], max(current[1], end))
            continue
        if current is not None:
            yield current
        current = (start, end)
    if current is not None:
        yield current


def _back(text: str, at: int) -> int:
    """Return where a snippet begins that shows what is at an offset: at a word, in the same paragraph."""
    start = max(text.rfind("\n", 0, at) + 1, at - _AROUND, 0)
    if start and not text[start - 1].isspace():
        blank = text.find(" ", start, min(at, start + _LONGEST_WORD))
        start = blank + 1 if blank >= 0 else start
    return start


def _on(text: str, at: int) -> int:
    """Return where a snippet ends: at the end of a word, in the same paragraph."""
    stop = text.find("\n", at)
    end = min(at + _AROUND, len(text) if stop < 0 else stop)
    if end < len(text) and not text[end].isspace():
        blank = text.rfind(" ", max(at, end - _LONGEST_WORD), end)
        end = blank if blank >= 0 else end
    return end
