"""``docbao notes [QUERY…]``: notes that match, or whose article does; the newest first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.entries import moment
from annotations.query.facts import Facts
from annotations.query.matcher import test_of
from annotations.query.tree import Is, Not, Query, all_of, any_of
from seeds.text import fold
from tui.calls.opening import Opened, opened
from tui.calls.output import Out, Span
from tui.calls.rows import ID_SHOWN
from tui.calls.wrapping import wrapped

if TYPE_CHECKING:
    from annotations.model import Note
    from tui.calls.arguments import Call

_MEASURE = 100  # cells of a line, at most
_DAY = 12


def run(call: Call, out: Out) -> int:
    """Print the notes; status 1 when there are none."""
    with opened(call, out) as house:
        house.open_store(needed=True)
        found = _matching(house, house.query(call.query))
        for note in found:
            if call.as_json:
                from tui.calls.shapes import note_json

                out.json(note_json(note))
            else:
                _print(house, note, out)
        if not found:
            house.tell_nothing("call.nothing-notes")
    return 0 if found else 1


def _matching(house: Opened, tree: Query) -> list[Note]:
    if house.store is None:
        return []
    archived = Is("archived")
    # Speaking of archived articles brings them into sight: their notes are as good as others.
    view = house.articles().view(all_of(tree, any_of(archived, Not(archived))))
    test = test_of(tree)
    notes = sorted(house.store.all_notes(), key=lambda note: (note.created, note.id), reverse=True)
    return [note for note in notes if view.position(note.article) is not None or test(_facts(house, note))]


def _facts(house: Opened, note: Note) -> Facts:
    """What a query can ask of a note by itself, with what is remembered of its article."""
    store = house.store
    record = store.article(note.article) if store is not None else None
    heading = record.title if record is not None else ""
    return replace(
        Facts(),
        heading=heading,
        folded_heading=fold(heading),
        marks=house.marks(note.article),
        folded_tags=tuple(map(fold, house.marks(note.article).tags)),
        noted=written.astimezone().date() if (written := moment(note.created)) is not None else None,
        notes=lambda: (note.text,),
    )


def _print(house: Opened, note: Note, out: Out) -> None:
    """Print a note under the title of its article; on a terminal in lines that fit it."""
    listed = house.articles().listed(note.article)
    record = house.store.article(note.article) if house.store is not None else None
    title = listed.heading if listed is not None else record.title if record is not None else note.article
    title = " ".join(title.split()) or out.words("call.untitled")
    if listed is not None and listed.untitled and listed.heading:
        title = f"«{title}»"
    head = f"{note.id[:ID_SHOWN]}  "
    width = min(_MEASURE, out.width) if out.is_terminal else _MEASURE
    if out.is_terminal:
        from tui.cells import composed, cut

        room = width - len(head) - _DAY
        ending = "»" if title.endswith("»") else ""
        title = cut(composed(title.removesuffix(ending)), max(1, room), ending=ending)
    out.line(Span(head, "dim"), Span(f"{_day(note):<{_DAY}}"), Span(title, "bold"))
    for paragraph in note.text.splitlines():
        for line in wrapped(paragraph, width - 4):
            out.line("    ", line)


def _day(note: Note) -> str:
    """The local day on which a note was written."""
    written = moment(note.created)
    return written.astimezone().date().isoformat() if written is not None else ""
