"""What a list shows of the annotations: apart from the other shapes, so that the first paint loads no
more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seeds.article import CorrectedField


@dataclass(frozen=True, slots=True)
class Marks:
    """What a list shows of the annotations of one article. Times are ISO 8601 in UTC; "" where there is
    none.

    ``tags`` are those on the article itself, ``inner_tags`` those on its highlights. ``notes`` counts all,
    those on highlights too.

    ``facts`` is what the reader has set right of date, title, source, author and topics: field and value of
    each as in ``seeds.article.Correction``. ``corrections`` counts these and the names set right in this
    article.
    """

    read: bool = False
    starred: bool = False
    archived: bool = False
    tags: tuple[str, ...] = ()
    notes: int = 0
    highlights: int = 0
    position: int = 0
    read_at: str = ""
    noted_at: str = ""
    corrections: int = 0
    facts: tuple[tuple[CorrectedField, str | tuple[str, ...] | None], ...] = ()
    inner_tags: tuple[str, ...] = ()


NO_MARKS = Marks()

EVERYWHERE = ""
"""Stands in the place of an article's id in a correction that holds in every article."""
