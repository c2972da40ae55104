"""Looking at one place of a text: which phrase or known name begins here, which words stand before."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from seeds.entities.tables import Entry, Phrases, bodies_in_lower_case, compounds, gazetteer

if TYPE_CHECKING:
    from seeds.entities.words import Words

_PHRASE_GAPS = frozenset([" ", ".", "-", ". ", "  ", "'", "’", ".-", "' "])


def phrase(words: Words, at: int, phrases: Phrases, prefix: bool = False) -> int:
    """How many words the longest phrase that begins at a word has; 0 where none does.

    Only the first word's place is given; the words must stand together with nothing but a space, a dot or a
    hyphen.
    """
    low = words.low
    for candidate in phrases.get(low[at], ()):
        size = len(candidate)
        if size == 1:
            return 1
        if tuple(low[at : at + size]) == candidate and all(
            words.gap(i) in _PHRASE_GAPS for i in range(at + 1, at + size)
        ):
            return size
    return 0


def known(words: Words, at: int) -> tuple[Entry, int] | None:
    """The longest name of the gazetteer that begins at a word, and the last word it covers."""
    word = words.words[at]
    if word not in gazetteer():
        return None
    plain, start = words.plain, words.starts[at]
    for length, entries in _by_length(word):
        end = start + length
        entry = entries.get(plain[start:end])
        if entry is not None and not plain[end : end + 1].isalnum():
            last = at
            while last + 1 < len(words.starts) and words.starts[last + 1] < end:
                last += 1
            return entry, last
    return None


@cache
def _by_length(word: str) -> tuple[tuple[int, dict[str, Entry]], ...]:
    """The names of the gazetteer that begin with a word of it, by their length, the longest first."""
    lengths: dict[int, dict[str, Entry]] = {}
    for entry in gazetteer()[word]:
        lengths.setdefault(len(entry.surface), {})[entry.surface] = entry
    return tuple(sorted(lengths.items(), reverse=True))


def known_in_any_case(words: Words, at: int) -> tuple[Entry, int] | None:
    """The longest organisation that begins at a capital, whatever its other letters: Bộ công thương."""
    for surface, entry in bodies_in_lower_case().get(words.low[at], ()):
        start = words.starts[at]
        end = start + len(surface)
        if words.plain[start:end].lower() == surface and not words.plain[end : end + 1].isalnum():
            last = at
            while last + 1 < len(words.starts) and words.starts[last + 1] < end:
                last += 1
            return entry, last
    return None


def maker_at(words: Words, at: int) -> Entry | None:
    """The organisation that one word alone names, None where it names none."""
    for entry in gazetteer().get(words.words[at], ()):
        if entry.surface == words.words[at]:
            return entry if entry.table == "organisations.tsv" else None
    return None


def known_place(words: Words, at: int) -> bool:
    """Whether a place of the gazetteer begins at a word."""
    listed = known(words, at)
    return listed is not None and listed[0].type == "PLACE"


def _inside_name(words: Words, at: int) -> bool:
    """Whether a capital goes on with the capital before it: the Bản of Nhật Bản is no village."""
    return at > 0 and words.capital[at] and words.capital[at - 1] and words.gap(at) == " "


def before(words: Words, at: int, phrases: frozenset[str]) -> str:
    """The longest of the phrases (up to four words) that stands right before a word, "" where none does."""
    low = words.low
    joined = ""
    best = ""
    first = 0
    for i in range(at - 1, max(-1, at - 5), -1):
        gap = words.gap(i + 1)
        close = gap in (' "', " “", " '", " ‘") or (gap == ". " and not words.opens[at])
        if gap != " " and not (i + 1 == at and close):
            break
        joined = f"{low[i]} {joined}" if joined else low[i]
        if joined in phrases and not _inside_name(words, i):
            best, first = joined, i
    if best and first and words.gap(first) == " " and (low[first - 1], low[first]) in compounds():
        return ""  # the tail of another word: môi trường is no trường
    return best
