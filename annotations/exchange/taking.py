"""Taking a note in: as a new one, as a change to one that is here, or beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotations.actions import clean_text, note_document
from annotations.lines import checksum
from annotations.merge import vector

if TYPE_CHECKING:
    from annotations.exchange.arrival import Arrival
    from annotations.exchange.shapes import GivenNote
    from annotations.model import DocumentType
    from annotations.store import Store


def take_note(
    arrival: Arrival, store: Store, given: GivenNote, article: str, named: str, *, highlight: str = ""
) -> None:
    """Take a note on an article or on a highlight in it. ``named`` says what the file calls that: the id of
    a note that has none follows from it."""
    text = clean_text(given.text)
    if not text.strip():
        arrival.refused += 1
        return
    if not given.id and _is_here(store, text, article, highlight):
        arrival.known += 1
        return
    name = given.id or _id(named, text)
    here = store.document("note", name)
    if here is None or here.get("deleted"):
        _write(arrival, name, article, text, highlight, given)
        return
    changed = text_sum(text) != given.was if given.was else not knows(here, given.version)
    if here.get("text") == text or not changed:
        arrival.known += 1  # it is as here, or what is here was made of it
    elif given.was and given.was == text_sum(str(here.get("text", ""))):
        arrival.put["note", name] = note_document(here["article"], text, str(here.get("highlight") or ""))
        arrival.count("changed")
    else:
        copy = f"{name}~{text_sum(text)}"
        there = store.document("note", copy)
        if there is not None and not there.get("deleted"):
            arrival.known += 1
            return
        on = str(here.get("highlight") or "")
        arrival.put["note", copy] = note_document(here["article"], text, on) | {"copy_of": name}
        stamp(arrival, "note", copy, given.created, given.modified)
        arrival.count("copies")


def _write(arrival: Arrival, name: str, article: str, text: str, highlight: str, given: GivenNote) -> None:
    if ("note", name) in arrival.put:
        return
    arrival.put["note", name] = note_document(article, text, highlight)
    stamp(arrival, "note", name, given.created, given.modified, given.version)
    arrival.count("notes")


def text_sum(text: str) -> str:
    """Return the short checksum by which a text that went out is known again."""
    return checksum(text.encode("utf-8", "replace"))[:12]


def knows(here: Any, given: str) -> bool:
    """Say whether a document was made with a version ("rev@device") in view, or is it."""
    rev, at, device = given.partition("@")
    return bool(at) and rev.isdecimal() and vector(here).get(device, 0) >= int(rev)


def stamp(
    arrival: Arrival, kind: DocumentType, name: str, created: str, modified: str, given: str = ""
) -> None:
    """Note when a document was made and changed, as far as the file says it, and which version it was."""
    times = {"created": created or modified, "modified": modified or created}
    found: dict[str, Any] = {key: value for key, value in times.items() if value}
    rev, at, device = given.partition("@")
    if at and rev.isdecimal() and device:
        found |= {"rev": int(rev), "device": device}
    if found:
        arrival.arrived[kind, name] = found


def _is_here(store: Store, text: str, article: str, highlight: str) -> bool:
    """Say whether a note says this here already; white space at its ends does not matter."""
    notes = store.notes_on(highlight) if highlight else store.notes(article)
    return any(it.highlight == highlight and it.text.strip() == text.strip() for it in notes)


def _id(named: str, text: str) -> str:
    return checksum(f"import\n{named}\n{text}".encode("utf-8", "replace"))[:16]
