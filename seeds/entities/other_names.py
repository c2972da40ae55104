"""By which other names the entities of the lexicon are known: ``Hoa Kỳ`` and ``USA`` are ``Mỹ``."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from seeds import lexicon
from seeds.folding import fold
from seeds.words import words

if TYPE_CHECKING:
    from seeds.article import MentionType

_TABLES: tuple[tuple[str, MentionType], ...] = (
    ("places.tsv", "PLACE"),
    ("organisations.tsv", "ORG"),
    ("agreements.tsv", "LAW"),
    ("events.tsv", "EVENT"),
    ("people.tsv", "PERSON"),
)


def names_of(name: str, type: MentionType | None) -> tuple[str, ...]:
    """Return the other names of an entity as the lexicon writes them, none for one it does not have; ``type``
    None: of whatever type."""
    return tuple(
        dict.fromkeys(
            other
            for table, type_ in _TABLES
            if type in (None, type_)
            for row in lexicon.rows(table)
            if len(row) > 1 and row[0] == name
            for other in row[1].split("|")
            if other
        )
    )


@cache
def other_names() -> dict[tuple[MentionType, str], tuple[tuple[str, ...], ...]]:
    """Return the other names of each entity that has any, each as its folded words, by the entity's type and
    canonical name."""
    return {
        (type_, row[0]): tuple(dict.fromkeys(tuple(words(fold(other))) for other in row[1].split("|")))
        for table, type_ in _TABLES
        for row in lexicon.rows(table)
        if len(row) > 1 and row[1]
    }


def called(name: str, type: MentionType | None = None) -> tuple[tuple[MentionType, str], ...]:
    """Return the entities of the lexicon, by type and canonical name, of which a name is another full name
    (``Hoa Kỳ`` and ``usa`` of ``Mỹ``; without case and marks). A canonical name of the lexicon is but its
    own: there are none for it."""
    wanted = _by_full_name().get(tuple(words(fold(name))), ())
    alike = [
        it
        for it, canonical in wanted
        # Signs are no words, but a canonical name may be told from another by one (OPEC+).
        if type in (None, it[0]) and (not canonical or len(it[1]) == len(name))
    ]
    return () if any(it[1] == name for it in alike) else tuple(dict.fromkeys(alike))


@cache
def _by_full_name() -> dict[tuple[str, ...], list[tuple[tuple[MentionType, str], bool]]]:
    """Return the entities by the folded words of each of their names, and whether that is the canonical one;
    those come first that have it so."""
    found: dict[tuple[str, ...], list[tuple[tuple[MentionType, str], bool]]] = {}
    for table, type_ in _TABLES:
        for row in lexicon.rows(table):
            found.setdefault(tuple(words(fold(row[0]))), []).append(((type_, row[0]), True))
    for entity, others in other_names().items():
        for other in others:
            found.setdefault(other, []).append((entity, False))
    return found
