"""Links in notes: ``[[ID|what it is called]]`` to an article, ``[[note:ID|…]]`` to a note, ``[[A title]]``
typed by hand.

The id is the one that the annotations keep for an article, so that a link outlives a renamed or edited file;
what it is called is for people, and for other programs that read the text. Nothing in code is a link.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotations.markdown import LONGEST_LABEL, WIKILINK, parser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from annotations.model import Operation, Subject
    from annotations.store import Store

NOTE = "note:"
"""What a target begins with that names a note."""

_NEEDS_PARSING = ("`", "~~~", "](", "<")
"""Without these, no two brackets of a note stand in code or in another link."""

_UNFIT = str.maketrans({"[": "(", "]": ")", "|": "/", "\n": " "})


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it stands in a note: ``start`` to ``end`` are offsets into the note's text (code points,
    end-exclusive), ``target`` what it names, ``label`` what it is called there ("" where it does not say)."""

    start: int
    end: int
    target: str
    label: str

    @property
    def note(self) -> str:
        """The id of the note that it names, "" where it names an article."""
        return self.target[len(NOTE) :] if self.target.startswith(NOTE) else ""


def links_in(text: str) -> tuple[Link, ...]:
    """Return the links of a note in their order."""
    if "[[" not in text:
        return ()
    if any(mark in text for mark in _NEEDS_PARSING):
        return tuple(_parsed(text))
    return tuple(
        Link(found.start(), found.end(), found[1].strip(), (found[2] or "").strip())
        for found in WIKILINK.finditer(text)
        if found[1].strip() and not _escaped(text, found.start())
    )


def _escaped(text: str, at: int) -> bool:
    """Whether a bracket has a backslash before it that is none's own."""
    before = at
    while before and text[before - 1] == "\\":
        before -= 1
    return (at - before) % 2 == 1


def _parsed(text: str) -> Iterator[Link]:
    """Yield the links that the Markdown parser finds. It tells places only within what it has cut out of the
    text, line by line: each of those lines is a part of one of the note's."""
    text = text.replace("\0", "\ufffd")  # as the parser does: places stay what they are
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    for block in parser().parse(text):
        found = [token for token in block.children or () if token.type == "wikilink"]
        if not found or block.map is None:
            continue
        first = block.map[0]
        for token in found:
            at = int(token.meta["at"])
            row = block.content.count("\n", 0, at)
            begin = block.content.rfind("\n", 0, at) + 1
            part = block.content[begin:].split("\n", 1)[0]
            number = first + row
            column = lines[number].rfind(part.rstrip()) if number < len(lines) else -1
            if column < 0:
                continue
            start = starts[number] + column + at - begin
            if text.startswith(token.content, start):
                target, label = str(token.meta["target"]), str(token.meta["label"])
                yield Link(start, start + len(token.content), target, label)


def written(target: str, label: str = "") -> str:
    """Return a link as it stands in a note. Brackets and bars of its name give way to what cannot be taken
    for the link's own."""
    called = " ".join(label.translate(_UNFIT).split())
    if len(called) > LONGEST_LABEL:
        called = called[: LONGEST_LABEL - 1].rstrip() + "…"
    return f"[[{target}|{called}]]" if called else f"[[{target}]]"


def replaced(text: str, change: Callable[[Link], str | None]) -> str:
    """Return a note with its links written otherwise: ``change`` gives what shall stand for one, None to
    leave it."""
    parts: list[str] = []
    at = 0
    for link in links_in(text):
        if (new := change(link)) is not None:
            parts += (text[at : link.start], new)
            at = link.end
    return "".join(parts) + text[at:]


def remembering(store: Store, operation: Operation, linked: Iterable[Subject]) -> Operation:
    """Return an operation that also remembers the articles which are linked in what it writes: they keep
    their ids from then on, whatever becomes of their files."""
    from annotations.actions import Puts, touch

    put: Puts = dict(operation.put)
    for subject in linked:
        if ("article", subject.id) not in put:
            put |= touch(store, subject)
    return replace(operation, put=put)
