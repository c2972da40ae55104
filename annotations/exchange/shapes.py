"""What goes out and what comes in, as all formats share it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotations.model import Anchor, Highlight, Note


@dataclass(frozen=True, slots=True)
class About:
    """What tells which article is meant; "" for what is not known.

    ``date`` is EDTF, ``id`` the one it is annotated under. ``gone`` says that its file is not there.
    """

    id: str = ""
    title: str = ""
    source: str = ""
    author: str = ""
    date: str = ""
    url: str = ""
    path: str = ""
    fingerprints: tuple[str, ...] = ()
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """A highlight that goes out, with the notes on it, oldest first, and where it is in its article's text as
    it is now (as it was seen last, where that is not at hand): None where that is not known."""

    highlight: Highlight
    notes: tuple[Note, ...]
    anchor: Anchor | None


@dataclass(frozen=True, slots=True)
class Annotated:
    """One article with what goes out of it: ``notes`` and ``tags`` are those on the article itself,
    ``marked`` stands in the order of the text."""

    about: About
    notes: tuple[Note, ...]
    tags: tuple[str, ...]
    marked: tuple[Marked, ...]
    starred: bool = False


@dataclass(frozen=True, slots=True)
class GivenNote:
    """A note that comes in. ``id`` is docbao's own or "", ``version`` the one that went out ("rev@device").

    ``was`` is the checksum of the text that went out ("" where that is not known): what differs from it was
    changed outside. Times are ISO 8601 or "".
    """

    text: str
    id: str = ""
    created: str = ""
    modified: str = ""
    version: str = ""
    was: str = ""


@dataclass(frozen=True, slots=True)
class GivenHighlight:
    """A highlight that comes in. ``start`` is -1 where no position is known, ``text`` the hash of the text it
    is a position in, "" where that is not known either; ``kind`` "" stands for any. ``seen`` is where it was
    when it went out: start, end, and the hash of that text."""

    quote: str
    prefix: str = ""
    suffix: str = ""
    start: int = -1
    end: int = -1
    text: str = ""
    kind: str = ""
    id: str = ""
    seen: tuple[int, int, str] | None = None
    tags: tuple[str, ...] = ()
    notes: tuple[GivenNote, ...] = ()
    created: str = ""
    modified: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What a file brings on one article. ``inline``: its tags have hyphens where docbao's may have spaces."""

    about: About
    notes: tuple[GivenNote, ...] = ()
    tags: tuple[str, ...] = ()
    highlights: tuple[GivenHighlight, ...] = ()
    starred: bool = False
    inline: bool = False


@dataclass(slots=True)
class Tally:
    """How much of each thing (``annotations.exchange.formats.Thing``) went by."""

    counts: dict[str, int] = field(default_factory=dict)
    articles: int = 0

    def add(self, thing: str, n: int = 1) -> None:
        """Count something."""
        if n:
            self.counts[thing] = self.counts.get(thing, 0) + n

    def pass_on(self, items: Iterator[Annotated]) -> Iterator[Annotated]:
        """Count what is in articles that go out."""
        for item in items:
            self.articles += 1
            self.add("highlights", len(item.marked))
            self.add("kinds", sum(1 for it in item.marked if it.highlight.kind != "yellow"))
            self.add("highlight-tags", sum(len(it.highlight.tags) for it in item.marked))
            self.add("highlight-notes", sum(len(it.notes) for it in item.marked))
            self.add("article-notes", len(item.notes))
            self.add("article-tags", len(item.tags))
            self.add("stars", item.starred)
            yield item
