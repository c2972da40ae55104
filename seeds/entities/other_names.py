"""By which other names the entities of the lexicon are known: ``Hoa Kỳ`` and ``USA`` are ``Mỹ``."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from seeds import lexicon
from seeds.folding import fold

if TYPE_CHECKING:
    from seeds.article import MentionType

_TABLES: tuple[tuple[str, MentionType], ...] = (
    ("places.tsv", "PLACE"),
    ("organisations.tsv", "ORG"),
    ("agreements.tsv", "LAW"),
    ("events.tsv", "EVENT"),
    ("people.tsv", "PERSON"),
)


@cache
def other_names() -> dict[tuple[MentionType, str], tuple[str, ...]]:
    """Return the other names, folded, of each entity that has any, by its type and canonical name."""
    return {
        (type_, row[0]): tuple(dict.fromkeys(fold(other) for other in row[1].split("|")))
        for table, type_ in _TABLES
        for row in lexicon.rows(table)
        if len(row) > 1 and row[1]
    }
