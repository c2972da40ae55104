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
