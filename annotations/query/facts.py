"""What is known about one article when a query asks: the thing matched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotations.marks import NO_MARKS, Marks

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable

    from seeds.article import EntityCount, PartialDate


def no_text() -> str:
    """Stand for a text there is none of."""
    return ""


def no_texts() -> tuple[str, ...]:
    """Stand for notes and highlights where there are none."""
    return ()


def no_entities() -> tuple[EntityCount, ...]:
    """Stand for the entities of an article that has not been read for them yet."""
    return ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about one article. What is costly to get is a function, called only when a query asks for
    it.

    ``paths`` are the article's files, none where they are gone; ``untitled``: its heading is no title.
    ``heading``, ``source``, ``author`` and ``marks.tags`` are as shown; ``folded_heading`` and the like are
    folded (``seeds.text.fold``). ``folded`` gives the whole text folded, with runs of white space as one
    space; ``text`` gives it as it stands; ``notes`` the texts of notes and highlights as they stand.
    ``folded_tags`` are the article's and those on its highlights; ``kinds`` and ``places`` give of which
    kinds its highlights are and how each stands in the text (``annotations.model.AnchorStatus``).
    ``topics`` are the article's own and then the broad ones they belong to. ``added``, ``read`` and
    ``noted`` are local days, None where there is none. ``new``: added since docbao was last open.

    An annotation has facts too: those of its article, with its own in the place of the article's notes,
    highlights and tags. ``inner`` says that they are one's: bare words then leave the article's text out.
    """

    id: str = ""
    paths: tuple[str, ...] = ()
    heading: str = ""
    untitled: bool = False
    folded_heading: str = ""
    source: str | None = None
    folded_source: str = ""
    author: str | None = None
    folded_author: str = ""
    date: PartialDate | None = None
    topics: tuple[str, ...] = ()
    marks: Marks = NO_MARKS
    folded_tags: tuple[str, ...] = ()
    added: datetime.date | None = None
    read: datetime.date | None = None
    noted: datetime.date | None = None
    new: bool = False
    folded: Callable[[], str] = no_text
    text: Callable[[], str] = no_text
    notes: Callable[[], tuple[str, ...]] = no_texts
    entities: Callable[[], tuple[EntityCount, ...]] = no_entities
    kinds: Callable[[], tuple[str, ...]] = no_texts
    places: Callable[[], tuple[str, ...]] = no_texts
    inner: bool = False
