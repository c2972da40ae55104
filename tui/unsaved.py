"""What was being typed when docbao ended: drafts, each with what its editor needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotations.model import Subject

if TYPE_CHECKING:
    from annotations.model import Draft, Note
    from annotations.store import Store


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A draft with what its editor needs: the article, the note it changes, and what that is on."""

    draft: Draft
    subject: Subject
    note: Note | None
    quote: str


def unsaved(store: Store, draft: Draft) -> Unsaved:
    """Return a draft with what its editor needs."""
    record = store.article(draft.article)
    if record is None:
        subject = Subject(draft.article, draft.article, "", "")
    else:
        fingerprint = record.fingerprints[-1] if record.fingerprints else record.id
        subject = Subject(record.id, fingerprint, record.path, record.title, record.sketch)
    highlight = store.highlight(draft.highlight) if draft.highlight else None
    note = store.note(draft.note) if draft.note else None
    return Unsaved(draft, subject, note, highlight.quote if highlight is not None else "")
