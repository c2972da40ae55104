"""The lexicon in the form in which it is looked up; read once, when the first article is."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from seeds import lexicon

Phrases = dict[str, tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A name of the gazetteer: as written, its type (OTHER for what is no entity), its canonical name, its
    table."""

    surface: str
    type: str
    name: str
    table: str


@dataclass(frozen=True, slots=True)
class Cues:
    """Cue words. ``Phrases`` map a first word to the phrases that begin with it, longest first, in lower
    case."""

    family: frozenset[str]
    common_family: frozenset[str]
    honorifics: frozenset[str]
    titles: Phrases
    portfolios: dict[str, tuple[str, ...]]
    place_words: frozenset[str]
    place_cues: frozenset[str]
    org_words: frozenset[str]
    other_words: frozenset[str]
    place_heads: Phrases
    org_heads: Phrases
    org_vocabulary: Phrases
    admin_words: frozenset[str]
    law_heads: Phrases
    event_heads: Phrases
    person_verbs: frozenset[str]
    org_endings: frozenset[str]
    place_endings: frozenset[str]
    event_endings: frozenset[str]
    no_names: frozenset[str]
    english: frozenset[str]
    state_titles: frozenset[str]
    callings: frozenset[str]
    whole_heads: frozenset[str]
    ordinary_heads: frozenset[str]
    common_heads: frozenset[str]


def _phrases(entries: Iterable[str]) -> Phrases:
    found: dict[str, list[tuple[str, ...]]] = {}
    for entry in entries:
        words = tuple(entry.lower().replace(".", " ").replace("-", " ").replace("'", " ").split())
        found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(all_, key=len, reverse=True)) for first, all_ in found.items()}


@cache
def cues() -> Cues:
    """The cue words of ``cues.toml``."""
    data: dict[str, str] = tomllib.loads(lexicon.text("cues.toml"))
    sets = {key: frozenset(value.split("|" if "|" in value else " ")) for key, value in data.items()}
    portfolios: dict[str, list[str]] = {}
    for name in sorted(sets["portfolios"], key=len, reverse=True):
        portfolios.setdefault(name.split()[0], []).append(name)
    return Cues(
        family=sets["family"],
        common_family=sets["common_family"],
        honorifics=sets["honorifics"],
        titles=_phrases(sets["titles"] | sets["honorifics"]),
        portfolios={first: tuple(names) for first, names in portfolios.items()},
        place_words=sets["place_words"],
        place_cues=sets["place_cues"],
        org_words=sets["org_words"],
        other_words=sets["other_words"],
        place_heads=_phrases(sets["place_heads"]),
        org_heads=_phrases(sets["org_heads"]),
        org_vocabulary=_phrases(sets["org_vocabulary"]),
        admin_words=sets["admin_words"],
        law_heads=_phrases(sets["law_heads"]),
        event_heads=_phrases(sets["event_heads"]),
        person_verbs=sets["person_verbs"],
        org_endings=sets["org_endings"],
        place_endings=sets["place_endings"],
        event_endings=sets["event_endings"],
        no_names=sets["no_names"],
        english=sets["english"],
        state_titles=sets["state_titles"],
        callings=sets["callings"],
        whole_heads=sets["whole_heads"],
        ordinary_heads=sets["ordinary_heads"],
        common_heads=sets["common_heads"],
    )


@cache
def gazetteer() -> dict[str, tuple[Entry, ...]]:
    """Every known name by its first word, the longest first."""
    entries: dict[str, Entry] = {}
    for table, kind in (
        ("places.tsv", "PLACE"),
        ("organisations.tsv", "ORG"),
        ("agreements.tsv", "LAW"),
        ("events.tsv", "EVENT"),
    ):
        for row in lexicon.rows(table):
            for surface in (row[0], *(row[1].split("|") if len(row) > 1 and row[1] else ())):
                entries.setdefault(surface, Entry(surface, kind, row[0], table))
    for (surface,) in lexicon.rows("others.txt"):
        entries.setdefault(surface, Entry(surface, "OTHER", surface, "others.txt"))
    for surface, kind in lexicon.rows("names.tsv"):
        entries.setdefault(surface, Entry(surface, kind, surface, "names.tsv"))
    for (surface,) in lexicon.rows("cities.txt"):
        entries.setdefault(surface, Entry(surface, "PLACE", surface, "cities.txt"))
    for surface in clubs():
        entries.setdefault(surface, Entry(surface, "ORG", surface, "clubs.txt"))
    by_first: dict[str, list[Entry]] = {}
    for entry in entries.values():
        by_first.setdefault(_first_word(entry.surface), []).append(entry)
    return {
        first: tuple(sorted(all_, key=lambda e: len(e.surface), reverse=True))
        for first, all_ in by_first.items()
    }


@cache
def bodies_in_lower_case() -> dict[str, tuple[tuple[str, Entry], ...]]:
    """State bodies and other organisations of several words by their first word, all in lower case, longest
    first."""
    found: dict[str, list[tuple[str, Entry]]] = {}
    for entries in gazetteer().values():
        for entry in entries:
            if entry.table == "organisations.tsv" and " " in entry.surface:
                low = entry.surface.lower()
                found.setdefault(_first_word(low), []).append((low, entry))
    return {
        first: tuple(sorted(all_, key=lambda e: len(e[0]), reverse=True)) for first, all_ in found.items()
    }


@cache
def countries() -> frozenset[str]:
    """The canonical names of countries."""
    return frozenset(row[0] for row in lexicon.rows("places.tsv") if "country" in row[2:])


def is_country(entry: Entry) -> bool:
    """Whether a name of the gazetteer is a country's."""
    return entry.name in countries()


def _first_word(surface: str) -> str:
    for at, letter in enumerate(surface):
        if not (letter.isalnum() or letter == "_"):
            return surface[:at]
    return surface


@cache
def clubs() -> frozenset[str]:
    """Names of clubs, most of them towns' as well."""
    return frozenset(
        name.strip() for (row,) in lexicon.rows("clubs.txt") for name in row.split(";") if name.strip()
    )


@cache
def given_names() -> frozenset[str]:
    """Given names of foreign persons."""
    return _word_list("given.txt")


@cache
def surnames() -> frozenset[str]:
    """Family names of foreign persons."""
    return _word_list("surnames.txt")


@cache
def common_words() -> frozenset[str]:
    """Syllables that are written in lower case unless they open a sentence."""
    return _word_list("words.txt")


@cache
def compounds() -> frozenset[tuple[str, str]]:
    """Pairs of syllables that make one ordinary word."""
    pairs = (row[0].split() for row in lexicon.rows("compounds.txt"))
    return frozenset((first, second) for first, *seconds in pairs for second in seconds)


def _word_list(name: str) -> frozenset[str]:
    return frozenset(word for row in lexicon.rows(name) for word in row[0].split())
