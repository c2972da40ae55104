"""Highlights where they are in the text that is shown, to be laid on when a line is drawn."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotations.model import AnchorStatus, Highlight, Note


@dataclass(frozen=True, slots=True)
class Placed:
    """A highlight at its place in the text shown (code points, end-exclusive), how it was found there
    (``annotations.model.Anchor``), and its notes, oldest first. One that is ``lost`` has no place."""

    highlight: Highlight
    start: int
    end: int
    status: AnchorStatus
    notes: tuple[Note, ...] = ()

    @property
    def lost(self) -> bool:
        """Whether it is nowhere in the text."""
        return self.status == "lost"


@dataclass(frozen=True, slots=True)
class Highlights:
    """The highlights of a page: those with a place in the order of the text, those without apart."""

    placed: tuple[Placed, ...] = ()
    lost: tuple[Placed, ...] = ()
    starts: tuple[int, ...] = ()
    reach: tuple[int, ...] = ()

    @classmethod
    def of(cls, found: tuple[Placed, ...]) -> Highlights:
        """Take them in any order. Of those that begin together the longest comes first."""
        placed = sorted(
            (it for it in found if not it.lost and it.end > it.start),
            key=lambda it: (it.start, -it.end, it.highlight.created, it.highlight.id),
        )
        reach: list[int] = []
        for it in placed:
            reach.append(max(it.end, reach[-1]) if reach else it.end)
        return cls(
            tuple(placed),
            tuple(it for it in found if it.lost or it.end <= it.start),
            tuple(it.start for it in placed),
            tuple(reach),
        )

    @property
    def all(self) -> tuple[Placed, ...]:
        """Those with a place, then those without: the order in which one goes from one to the next."""
        return (*self.placed, *self.lost)

    def __len__(self) -> int:
        """How many there are."""
        return len(self.placed) + len(self.lost)

    def between(self, start: int, end: int) -> list[Placed]:
        """Return those that overlap a stretch, in the order of the text."""
        at = bisect_left(self.starts, end)
        found: list[Placed] = []
        while at > 0 and self.reach[at - 1] > start:
            at -= 1
            if self.placed[at].end > start:
                found.append(self.placed[at])
        return found[::-1]

    def at(self, offset: int) -> list[Placed]:
        """Return those that hold an offset, the shortest first: it is the one that is meant there."""
        return sorted(self.between(offset, offset + 1), key=lambda it: it.end - it.start)

    def get(self, name: str) -> Placed | None:
        """Return the one whose highlight has this id."""
        return next((it for it in self.all if it.highlight.id == name), None)


NO_HIGHLIGHTS = Highlights()
