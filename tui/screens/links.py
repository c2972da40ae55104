"""What an article is linked with, as rows to choose from: its notes, where they point, what points at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tui.choices import Choice
from tui.widgets.reader.dates import day_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.collection import Collection, Listed
    from annotations.link_index import Destination, Links
    from annotations.links import Link
    from annotations.model import Note
    from annotations.store import Store
    from tui.words import Words


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A note here, a link in one and where it ``leads``, or a note elsewhere that is ``pointing`` here.
    ``on`` is what the article of that note is called."""

    kind: Literal["note", "leads", "pointing"]
    note: Note
    name: str
    link: Link | None = None
    to: Destination | None = None
    on: str = ""


def link_rows(links: Links, store: Store, collection: Collection, listed: Listed) -> tuple[LinkRow, ...]:
    """Return what an article is linked with. Not for the interface's loop: links by name are looked up."""
    from annotations.link_index import name_of

    rows = [LinkRow("note", note, name_of(note)) for note in store.notes(listed.id)]
    seen: set[str] = set()
    for it in links.from_article(listed.id):
        if it.link.target in seen:
            continue
        seen.add(it.link.target)
        to = links.leads_to(it.link)
        rows.append(LinkRow("leads", it.note, to.name or it.link.label or it.link.target, it.link, to))
    for it in links.to_article(listed.id):
        on = collection.listed(it.note.article)
        rows.append(
            LinkRow("pointing", it.note, name_of(it.note), it.link, on=on.heading if on is not None else "")
        )
    return tuple(rows)


def link_choices(rows: Sequence[LinkRow], words: Words) -> list[Choice]:
    """Return the rows as choices, under what they are; the value of each is its place among them."""
    choices = []
    for at, row in enumerate(rows):
        group = words(f"links.group.{row.kind}")
        if row.kind == "leads" and row.to is not None:
            hint = words(f"links.leads.{row.to.leads}")
            choices.append(Choice(str(at), row.name, hint=hint, group=group))
        elif row.kind == "pointing":
            label = words("links.pointing", note=row.name, title=row.on) if row.on else row.name
            choices.append(Choice(str(at), label, hint=day_of(row.note.modified, words), group=group))
        else:
            hint = words("links.on-highlight") if row.note.highlight else day_of(row.note.modified, words)
            choices.append(Choice(str(at), row.name, hint=hint, group=group))
    return choices


def day_in_words(listed: Listed, words: Words) -> str:
    """Return when an article was published, "" when that is not known."""
    from tui.dates_in_words import in_words

    return in_words(listed.date, words) if listed.date is not None else ""
