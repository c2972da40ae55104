"""The words that name laws, as ``laws.toml`` lists them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from seeds import lexicon

if TYPE_CHECKING:
    from seeds.entities.tables import Phrases


@dataclass(frozen=True, slots=True)
class LawWords:
    """Heads by their first word, the longest first, and words that end a name."""

    numbered: Phrases
    laws: Phrases
    treaties: Phrases
    memoranda: Phrases
    plans: Phrases
    quoted: Phrases
    abbreviated: Phrases
    weakly_abbreviated: Phrases
    weakly_numbered: frozenset[str]
    stops: frozenset[str]
    clause_stops: frozenset[str]
    memorandum_stops: frozenset[str]
    next_clause: frozenset[str]
    inside: frozenset[str]
    ahead: frozenset[str]
    clause_pairs: frozenset[str]
    generic: frozenset[str]


@cache
def law_words() -> LawWords:
    """The words of ``laws.toml``."""
    data: dict[str, str] = tomllib.loads(lexicon.text("laws.toml"))

    def phrases(key: str) -> Phrases:
        found: dict[str, list[tuple[str, ...]]] = {}
        for entry in data[key].split("|"):
            words = tuple(entry.split())
            found.setdefault(words[0], []).append(words)
        return {first: tuple(sorted(all_, key=len, reverse=True)) for first, all_ in found.items()}

    def words(key: str) -> frozenset[str]:
        return frozenset(data[key].split("|"))

    return LawWords(
        numbered=phrases("numbered"),
        laws=phrases("laws"),
        treaties=phrases("treaties"),
        memoranda=phrases("memoranda"),
        plans=phrases("plans"),
        quoted=phrases("quoted"),
        abbreviated=phrases("abbreviated"),
        weakly_abbreviated=phrases("weakly_abbreviated"),
        weakly_numbered=words("weakly_numbered"),
        stops=words("stops"),
        clause_stops=words("clause_stops"),
        memorandum_stops=words("memorandum_stops"),
        next_clause=words("next_clause"),
        inside=words("inside"),
        ahead=words("ahead"),
        clause_pairs=words("clause_pairs"),
        generic=words("generic"),
    )
