"""The shapes of JSON that programs rely on: an article with everything read out of it, and its line in a
list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from annotations.collection import Listed
    from annotations.model import Marks, Note
    from annotations.query.snippets import Snippet
    from seeds.article import Article, Evidence


def article_json(
    article: Article, *, id: str, path: str, marks: Marks, notes: Iterable[Note] = ()
) -> dict[str, Any]:
    """Return an article as ``show --json`` prints it; ``entities`` holds its mentions."""
    date = article.date
    return {
        "id": id,
        "title": article.title,
        "source": article.source,
        "author": article.author,
        "url": article.url,
        "path": path,
        "date": None
        if date is None
        else {
            "edtf": date.date.edtf,
            "basis": date.basis,
            "evidence": _evidence(date.evidence) if date.evidence is not None else None,
        },
        "text": article.text,
        "blocks": [{"start": it.start, "end": it.end, "kind": it.kind} for it in article.blocks],
        "entities": [
            {
                "start": it.start,
                "end": it.end,
                "type": it.type,
                "text": it.text,
                "name": it.name,
                "value": it.value,
                "confidence": round(it.confidence, 4),
                "rule": it.rule,
            }
            for it in article.mentions or ()
        ],
        "topics": [
            {"id": it.id, "score": round(it.score, 4), "evidence": [_evidence(one) for one in it.evidence]}
            for it in article.topics
        ],
        "tags": list(marks.tags),
        "notes": [{"id": note.id, "text": note.text} for note in notes],
        "highlights": [],
        "state": {"read": marks.read, "starred": marks.starred, "archived": marks.archived},
    }


def listed_json(listed: Listed) -> dict[str, Any]:
    """Return an article as ``list --json`` prints it. ``gone`` is only there when the file is."""
    found: dict[str, Any] = {
        "id": listed.id,
        "title": None if listed.untitled else listed.heading,
        "date": {"edtf": listed.date.edtf} if listed.date is not None else None,
        "source": listed.source,
        "author": listed.author,
        "topics": list(listed.topics),
        "tags": list(listed.tags),
        "notes": listed.notes,
        "highlights": listed.highlights,
        "state": {"read": not listed.unread, "starred": listed.starred, "archived": listed.archived},
        "path": listed.path,
    }
    return {**found, "gone": True} if listed.gone else found


def note_json(note: Note) -> dict[str, Any]:
    """Return a note as ``notes --json`` prints it."""
    return {
        "id": note.id,
        "article": note.article,
        "type": "note",
        "text": note.text,
        "quote": None,
        "start": None,
        "end": None,
        "tags": [],
        "kind": None,
        "created": note.created,
        "modified": note.modified,
    }


def _evidence(evidence: Evidence) -> Mapping[str, Any]:
    return {"start": evidence.start, "end": evidence.end, "text": evidence.text}


def snippet_json(snippet: Snippet) -> dict[str, Any]:
    """Return a snippet as ``search --json`` prints it: ``text`` is the article's text from ``start`` to
    ``end``, ``hits`` are where the words stand in it (offsets into the article's text, too)."""
    return {
        "start": snippet.start,
        "end": snippet.end,
        "text": snippet.text,
        "hits": [{"start": start, "end": end} for start, end in snippet.hits],
    }
