"""The shapes of JSON that programs rely on: an article with everything read out of it, and its line in a
list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from annotations.collection import Listed
    from annotations.model import AnchorStatus, Marks, Note
    from annotations.notebook import Annotation
    from annotations.query.snippets import Snippet
    from annotations.reanchoring import Placed
    from seeds.article import Article, Evidence


def article_json(
    article: Article,
    *,
    id: str,
    path: str,
    marks: Marks,
    notes: Iterable[Note] = (),
    highlights: Iterable[Placed] = (),
) -> dict[str, Any]:
    """Return an article as ``show --json`` prints it; ``entities`` holds its mentions. A note on a highlight
    is that highlight's. Where the file is gone it says so, ``text`` is null, and highlights are where they
    were."""
    gone = not article.text_hash
    date, on = article.date, _on_highlights(notes := tuple(notes), highlights := tuple(highlights))
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
        "text": None if gone else article.text,
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
        "notes": [{"id": note.id, "text": note.text} for note in notes if note.highlight not in on],
        "highlights": [_highlight(it, article, on[it.highlight.id]) for it in highlights],
        "state": {"read": marks.read, "starred": marks.starred, "archived": marks.archived},
        **({"gone": True} if gone else {}),
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


def annotation_json(it: Annotation, kind_name: str) -> dict[str, Any]:
    """Return a highlight with its notes, or a note on an article, as ``notes --json`` prints it. ``text`` is
    what the reader has written, ``quote`` what was marked, ``kind_name`` what the reader calls its kind;
    ``start`` and ``end`` are where it is in the text as it is now (where it was last, if the file is gone),
    null where that is nowhere or not known, and ``anchor`` says how sure that is."""
    marked, at = it.what == "highlight", it.anchor
    nowhere = at is None or at.status == "lost"
    return {
        "id": it.id,
        "article": it.article,
        "type": it.what,
        "text": it.text,
        "quote": it.quote if marked else None,
        "start": None if nowhere else it.start,
        "end": None if nowhere else it.end,
        "anchor": _anchor(at.status, at.score) if at is not None else None,
        "tags": list(it.tags),
        "kind": it.kind,
        "kind_name": kind_name if marked else None,
        "created": it.created,
        "modified": it.modified,
    }


def _highlight(it: Placed, article: Article, notes: list[str]) -> dict[str, Any]:
    """Return a highlight as ``show --json`` prints it: where its words are in the text that is shown, null
    where they are nowhere (``text`` is what was marked then)."""
    highlight = it.highlight
    return {
        "id": highlight.id,
        "start": None if it.lost else it.start,
        "end": None if it.lost else it.end,
        "text": highlight.quote if it.lost or not article.text_hash else article.text[it.start : it.end],
        "anchor": _anchor(it.status, it.score),
        "kind": highlight.kind,
        "tags": list(highlight.tags),
        "note": "\n\n".join(notes) or None,
    }


def _anchor(status: AnchorStatus, score: float) -> dict[str, Any]:
    return {"status": status, "score": round(score, 3)}


def _on_highlights(notes: Iterable[Note], highlights: Iterable[Placed]) -> dict[str, list[str]]:
    """Return the texts of notes by the highlight that they are on."""
    on: dict[str, list[str]] = {it.highlight.id: [] for it in highlights}
    for note in notes:
        if note.highlight in on:
            on[note.highlight].append(note.text)
    return on


def _evidence(evidence: Evidence) -> Mapping[str, Any]:
    return {"start": evidence.start, "end": evidence.end, "text": evidence.text}


def found_json(
    listed: Listed, found: Sequence[Snippet], noted: Sequence[tuple[Note, Snippet]]
) -> dict[str, Any]:
    """Return an article as ``search --json`` prints it: as ``list``, with the snippets of its text; where
    words stand in notes on it, with those of the notes (``note`` is the note's id, offsets are into its
    text)."""
    shown: dict[str, Any] = {**listed_json(listed), "snippets": [snippet_json(it) for it in found]}
    if noted:
        shown["note_snippets"] = [{"note": note.id, **snippet_json(it)} for note, it in noted]
    return shown


def snippet_json(snippet: Snippet) -> dict[str, Any]:
    """Return a snippet as ``search --json`` prints it: ``text`` is the article's text from ``start`` to
    ``end``, ``hits`` are where the words stand in it (offsets into the article's text, too)."""
    return {
        "start": snippet.start,
        "end": snippet.end,
        "text": snippet.text,
        "hits": [{"start": start, "end": end} for start, end in snippet.hits],
    }
