"""The operations that the reader and the program carry out, made from what the store knows now.

Nothing here writes: each function returns an ``Operation`` for ``Store.apply``. Every one that touches an
article by the reader's will also remembers it (id, fingerprint, path, title), so that it is found again.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from annotations.lines import checksum
from annotations.model import REMEMBER, DocumentType, Draft, Note, Operation, Subject
from annotations.states import LETTERS, StateField
from seeds.problems import Problem

if TYPE_CHECKING:
    from annotations.store import Store

Puts = dict[tuple[DocumentType, str], Mapping[str, Any] | None]

MAX_TAG = 100
"""Characters of a tag, at most: it has to fit on a line of the screen."""


def clean_tag(tag: str) -> str:
    """Return a tag as it is stored: NFC, without a leading ``#``, white space made single spaces, trimmed.

    A tag keeps its spaces, letters and marks as typed (a Vietnamese word has several syllables); ``/`` makes
    levels (``kinh tế/năng lượng``), and empty levels fall away. Raises ``Problem("tag-empty")``, and
    ``Problem("tag-invalid")`` for control or invisible characters, a comma or quote (they separate tags where
    several are typed), and more than ``MAX_TAG`` characters.
    """
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFC", tag)).strip().lstrip("#")
    parts = [part.strip() for part in text.split("/")]
    text = "/".join(part for part in parts if part)
    if not text:
        raise Problem("tag-empty")
    bad = any(
        unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn") or letter in ',"' for letter in text
    )
    if bad or len(text) > MAX_TAG:
        raise Problem("tag-invalid", tag=tag[:MAX_TAG])
    return text


def clean_text(text: str) -> str:
    """Return a note's text as it is stored: NFC, ``\\n`` line ends, nothing that UTF-8 cannot hold."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", whole.replace("\r\n", "\n").replace("\r", "\n"))


def plain_path(path: str) -> str:
    """Return a path as it is stored: bytes of its name that are no UTF-8 become escapes."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def tag_id(article: str, tag: str) -> str:
    """Return the id of a tag on an article, the same on every device: tagging twice is tagging once."""
    return checksum(f"{article}\n{tag}".encode("utf-8", "replace"))


def tag(
    store: Store, subjects: Sequence[Subject], add: Iterable[str] = (), remove: Iterable[str] = ()
) -> Operation:
    """Put tags on articles and take others off. ``Problem`` for a tag that cannot be one."""
    added = list(dict.fromkeys(clean_tag(one) for one in add))
    removed = [one for one in dict.fromkeys(clean_tag(one) for one in remove) if one not in added]
    put: Puts = {}
    for subject in subjects:
        has = store.marks_of(subject.id).tags
        changes: Puts = {}
        for one in added:
            if one not in has:
                changes["tag", tag_id(subject.id, one)] = {"article": subject.id, "name": one}
        for one in removed:
            if one in has:
                changes["tag", tag_id(subject.id, one)] = None
        if changes:
            put |= touch(store, subject) | changes
    name = "tag" if added and not removed else "untag" if removed and not added else "retag"
    return Operation(name, {"added": added, "removed": removed, "count": len(subjects)}, put)


def set_state(
    store: Store, subjects: Sequence[Subject], *, by_hand: bool = True, **wanted: bool | int
) -> Operation:
    """Set ``read``, ``starred``, ``archived`` or ``position`` (a code point offset) on articles.

    ``by_hand`` is False for what the program does by itself: that is not on the undo stack and, to keep what
    is only read small, remembers nothing of articles that were never touched otherwise.
    """
    unknown = wanted.keys() - LETTERS.keys()
    if unknown:
        raise ValueError(f"no such state: {sorted(unknown)}")
    put: Puts = {}
    for subject in subjects:
        if by_hand or store.article(subject.id) is not None:
            put |= touch(store, subject)
        put["state", subject.id] = dict(wanted)
    field = next(iter(wanted), "")
    name = field if wanted.get(field) else f"not-{field}"
    return Operation(name, {"count": len(subjects)}, put, undoable=by_hand)


def set_states(ids: Sequence[str], **wanted: bool) -> Operation:
    """Set ``read``, ``starred`` or ``archived`` by hand on very many articles.

    As for what is only read, nothing else is remembered of those that were never touched otherwise: a
    hundred thousand of them would take more room than all that is known of the library. Such an article is
    remembered once the index finds another text in its file; one that is edited and moved at once, or while
    there is no index, is a new article.
    """
    if unknown := wanted.keys() - LETTERS.keys():
        raise ValueError(f"no such state: {sorted(unknown)}")
    field = next(iter(wanted), "")
    name = field if wanted.get(field) else f"not-{field}"
    keys: Iterable[tuple[DocumentType, str]] = (("state", id) for id in ids)
    return Operation(name, {"count": len(ids)}, dict.fromkeys(keys, wanted))


def add_note(
    store: Store, subject: Subject, text: str, *, draft: str | None = None, highlight: str = ""
) -> Operation:
    """Write a new note on an article or on a ``highlight`` in it, and drop the draft it was typed as.

    Raises ``Problem("note-empty")`` for no text. Its id: see ``note_id``.
    """
    put: Puts = {
        **touch(store, subject),
        ("note", os.urandom(8).hex()): note_document(subject.id, text, highlight),
    }
    if draft is not None:
        put["draft", draft] = None
    return Operation("note-add", {}, put)


def note_document(article: str, text: str, highlight: str = "") -> dict[str, Any]:
    """Return the content of a note's document; ``Problem("note-empty")`` for no text."""
    body = {"article": article, "text": _note_text(text)}
    return body | {"highlight": highlight} if highlight else body


def note_id(operation: Operation) -> str:
    """Return the id of the note that an operation writes."""
    return next(name for kind, name in operation.put if kind == "note")


def edit_note(store: Store, note: Note, text: str, *, draft: str | None = None) -> Operation:
    """Change a note's text.

    ``note`` is the note as it was when the editing began: where it was changed elsewhere since, both texts
    are kept.
    """
    put: Puts = {("note", note.id): note_document(note.article, text, note.highlight)}
    if draft is not None:
        put["draft", draft] = None
    return Operation("note-edit", {}, put, base={("note", note.id): note.version})


def delete_note(store: Store, note: Note) -> Operation:
    """Delete a note. One that was changed elsewhere meanwhile is kept with that text."""
    return Operation("note-delete", {}, {("note", note.id): None}, base={("note", note.id): note.version})


def save_draft(
    store: Store,
    subject: Subject,
    text: str,
    *,
    draft: str | None = None,
    note: Note | None = None,
    highlight: str = "",
) -> Operation:
    """Keep what is being typed, of a new note or of one that is edited. Its id: see ``draft_id``."""
    body: dict[str, Any] = {
        "article": subject.id,
        "note": note.id if note else None,
        "text": clean_text(text),
    }
    if note is not None:
        body["base"] = note.version
    if on := (note.highlight if note else highlight):
        body["highlight"] = on
    put: Puts = {**touch(store, subject), ("draft", draft or os.urandom(8).hex()): body}
    return Operation("draft", {}, put, undoable=False)


def draft_id(operation: Operation) -> str:
    """Return the id of the draft that an operation keeps."""
    return next(name for kind, name in operation.put if kind == "draft")


def discard_draft(store: Store, draft: Draft) -> Operation:
    """Drop what was being typed."""
    return Operation("draft-discard", {}, {("draft", draft.id): None}, undoable=False)


def touch(store: Store, subject: Subject) -> Puts:
    """Return what remembers an article; nothing when all of it is known."""
    known = store.article(subject.id)
    path, title = plain_path(subject.path), clean_text(subject.title)
    new = known is None or subject.fingerprint not in known.fingerprints
    if (
        known
        and not new
        and (known.path, known.title) == (path, title)
        and (known.sketch or not subject.sketch)
    ):
        return {}
    fingerprints = list(dict.fromkeys([*(known.fingerprints if known else ()), subject.fingerprint]))
    body: dict[str, Any] = {"fingerprints": fingerprints, "path": path, "title": title}
    if subject.sketch or (known and new):
        body["sketch"] = subject.sketch  # that of the text before says nothing of this one
    if elsewhere := store.places(subject.id):
        body["places"] = elsewhere | {store.device: path}
    return {("article", subject.id): body}


def remember(store: Store, found: Iterable[Subject]) -> Operation:
    """Remember as what and where annotated articles were found; their titles are those in their texts. One
    that only had a state or tags is remembered from when its text is another one."""
    put: Puts = {}
    for subject in found:
        known = store.article(subject.id)
        if known is None:
            if subject.fingerprint != subject.id:
                fingerprints = [subject.id, subject.fingerprint]
                first = touch(store, subject)["article", subject.id] or {}
                put["article", subject.id] = {**first, "fingerprints": fingerprints}
            continue
        path, heading = plain_path(subject.path), clean_text(subject.title)
        body: dict[str, Any] = {
            "fingerprints": list(dict.fromkeys([*known.fingerprints, subject.fingerprint])),
            "heading": heading,
            # What the reader calls it stays; what its text called it is what that calls it now.
            "title": heading if known.title == known.heading else known.title,
        }
        if subject.sketch:
            body["sketch"] = subject.sketch
        if path not in known.paths or subject.fingerprint not in known.fingerprints:
            body["path"] = path
            if elsewhere := store.places(subject.id):
                body["places"] = elsewhere | {store.device: path}
        put["article", subject.id] = body
    return Operation(REMEMBER, {"count": len(put)}, put, undoable=False)


def _note_text(text: str) -> str:
    body = clean_text(text)
    if not body.strip():
        raise Problem("note-empty")
    return body


STATE_FIELDS: tuple[StateField, ...] = ("read", "starred", "archived", "position")
"""What ``set_state`` can set."""
