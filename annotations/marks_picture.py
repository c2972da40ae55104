"""The marks of all articles at one moment. Those of articles that were only read are made when they are asked
for: there may be half a million."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, cast

from annotations import states
from annotations.marks import NO_MARKS, Marks

if TYPE_CHECKING:
    from collections.abc import Callable, ItemsView

    from annotations.merge import Doc
    from annotations.model import Corrections
    from annotations.packed_states import Entries

_NONE: Mapping[str, Sequence[Doc]] = {}


def marks_of(
    entry: str, documents: Mapping[str, Sequence[Doc]] = _NONE, own: Corrections | None = None
) -> Marks:
    """Return the marks of an article with this state entry, these notes, tags and highlights (by type), and
    these corrections of its own."""
    fields = states.parse(entry)
    read, read_at = fields.get("r", states.UNSET)
    notes, tags, marked = (documents.get(kind, ()) for kind in ("note", "tag", "highlight"))
    return Marks(
        read=bool(read),
        starred=bool(fields.get("s", states.UNSET)[0]),
        archived=bool(fields.get("a", states.UNSET)[0]),
        tags=tuple(sorted(str(tag.get("name", "")) for tag in tags if not tag.get("highlight"))),
        inner_tags=tuple(sorted({str(tag.get("name", "")) for tag in tags if tag.get("highlight")})),
        notes=len(notes),
        highlights=len(marked),
        position=fields.get("p", states.UNSET)[0],
        read_at=states.iso(read_at) if read else "",
        noted_at=max((str(each["modified"]) for each in (*notes, *marked)), default=""),
        corrections=len(own.facts) + len(own.mentions) if own else 0,
        facts=tuple((said.field, said.value) for said in own.facts) if own else (),
    )


class StatesPicture:
    """The state entries of all devices at one moment."""

    __slots__ = ("_devices",)

    def __init__(self, devices: Sequence[Entries]) -> None:
        """Take copies of the devices' entries."""
        self._devices = devices

    def find(self, article: str) -> str:
        """Return an article's entry, "" where it has none."""
        found = ""
        for entries in self._devices:
            found = states.merge(found, entries.find(article))
        return found

    def bucket(self, number: int) -> dict[str, str]:
        """Return the entries of the articles of one bucket (``annotations.states``)."""
        found: dict[str, str] = {}
        for entries in self._devices:
            for article, entry in entries.bucket(number):
                found[article] = states.merge(found.get(article, ""), entry)
        return found

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield all articles that have an entry, each once, with it."""
        if len(self._devices) == 1:
            yield from self._devices[0].pairs()
            return
        for at, entries in enumerate(self._devices):
            for article in entries:
                if not any(before.find(article) for before in self._devices[:at]):
                    yield article, self.find(article)


class States(Protocol):
    """State entries of one moment."""

    def find(self, article: str) -> str:
        """Return an article's entry, "" where it has none."""

    def bucket(self, number: int) -> dict[str, str]:
        """Return the entries of the articles of one bucket (``annotations.states``)."""

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield all articles that have an entry, each once, with it."""


class MarksPicture(Mapping[str, Marks]):
    """Marks by article, of the articles that have any."""

    __slots__ = ("_states", "_written")

    def __init__(self, written: Mapping[str, Marks], entries: States) -> None:
        """Take the marks of articles that have more than a state, and the states of all. Neither may change
        any more."""
        self._written = written
        self._states = entries

    @property
    def written(self) -> Mapping[str, Marks]:
        """The marks of the articles that have more than a state."""
        return self._written

    @property
    def entries(self) -> States:
        """The states of all articles."""
        return self._states

    def __getitem__(self, article: str) -> Marks:
        """Return an article's marks."""
        found: Marks | None = self.get(article)
        if found is None:
            raise KeyError(article)
        return found

    def get(self, article: str, default: Any = None) -> Any:
        """Return an article's marks, ``default`` where it has none."""
        found = self._written.get(article)
        if found is None and (entry := self._states.find(article)):
            found = marks_of(entry)
        return default if found is None or found == NO_MARKS else found

    def __contains__(self, article: object) -> bool:
        """Say whether an article has any marks."""
        return isinstance(article, str) and self.get(article) is not None

    def _pairs(self) -> Iterator[tuple[str, Marks]]:
        yield from ((article, marks) for article, marks in self._written.items() if marks != NO_MARKS)
        for article, entry in self._states.pairs():
            if article not in self._written:
                marks = marks_of(entry)
                if marks != NO_MARKS:
                    yield article, marks

    def __iter__(self) -> Iterator[str]:
        """Iterate over the articles that have marks."""
        return (article for article, _ in self._pairs())

    def __len__(self) -> int:
        """Count the articles that have marks; it takes looking at all of them."""
        return sum(1 for _ in self._pairs())

    def items(self) -> ItemsView[str, Marks]:
        """Return articles with their marks: faster than asking for each."""
        return cast("ItemsView[str, Marks]", Items(self._pairs))


class Items:
    """What ``items`` gives: it may be iterated over again."""

    def __init__(self, pairs: Callable[[], Iterator[tuple[str, Marks]]]) -> None:
        """Take what begins to yield articles with their marks."""
        self._pairs = pairs

    def __iter__(self) -> Iterator[tuple[str, Marks]]:
        """Yield articles with their marks."""
        return self._pairs()

    def __len__(self) -> int:
        """Count them."""
        return sum(1 for _ in self._pairs())
