"""From an operation to the rows of a journal line: documents stamped, unseen texts kept, undo worked out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from annotations import merge, replaced, schema, states
from annotations.lines import Written
from annotations.model import Operation
from annotations.strays import FOLDED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from annotations.journal import Journal
    from annotations.lines import Line
    from annotations.merge import Doc
    from annotations.strays import Stray
    from annotations.undo import Entry
    from annotations.view import View

Setting = tuple[str, str, str]
"""An article, its new state entry and the one before."""


@dataclass(slots=True)
class Rows:
    """What a journal line changes. ``left`` counts what an undo leaves because it has moved on."""

    put: Written = field(default_factory=Written)
    set: Written = field(default_factory=Written)
    left: int = 0


class RowMaker:
    """Makes rows from what the view and the journal hold at one moment, under the lock."""

    def __init__(self, view: View, journal: Journal) -> None:
        """Take both as they are once the journal was read to its end."""
        self._view = view
        self._journal = journal
        self._moment = journal.moment()
        self._now = states.iso(self._moment)
        self._rows = Rows()
        self._undoable = True
        self._arrived: Mapping[Any, Mapping[str, Any]] = {}

    def of(self, operation: Operation) -> Rows:
        """Return what an operation changes; what is so already gives no row."""
        self._undoable = operation.undoable
        self._arrived = operation.arrived
        for (kind, name), value in operation.put.items():
            if kind == "state":
                entry = self._view.entry(name)
                if value is not None and "entry" in value:
                    self._set(name, states.merge(entry, value["entry"]))
                else:
                    self._set(name, states.changed(entry, value or {}, self._moment))
                continue
            current = self._view.document(kind, name)
            body = _body(kind, value, current)
            if body == merge.content(current):
                continue
            base = operation.base.get((kind, name), "")
            unseen = self._keep_unseen(kind, current, body, base) if current is not None and base else None
            self._put(kind, name, body, unseen=unseen)
        return self._rows

    def folded(self, stray: Stray) -> Rows:
        """Return what makes the documents of a stray this device's own, as they stand merged with all others;
        those that somebody has taken in already are left."""
        self._undoable = False
        for (kind, name), document in stray.put.items():
            versions, _ = self._view.known_versions(kind, name)
            current = self._view.document(kind, name)
            # One of the versions is the stray's own.
            if current is None or sum(merge.knows(one, document) for one in versions) > 1:
                continue
            self._keep_copies(kind, self._view.known_versions(kind, name)[1])
            if merge.version(current) == merge.version(document):
                # It says nothing of what it stands beside: a number may be that of another machine's version.
                self._add(kind, dict(document))
        for article in stray.entries:
            merged, own = self._view.entry(article), self._journal.entry(article)
            if merged != own:
                self._rows.set.append((article, merged, own))
        return self._rows

    def marked(self, stray: Stray) -> None:
        """Add what says that a stray has been looked into."""
        self._put(FOLDED, stray.mark, {"file": stray.path.name, "of": stray.path.parent.name})

    def turned(self, entry: Entry, *, back: bool) -> Rows:
        """Return what undoes (not ``back``: redoes) a change, as far as things still are as it left them."""
        kinds = {kind for kind, _, _, _ in entry.documents}
        gone = self._replaced_in_vain(entry, back=back) if "tag" in kinds else set()
        used = self._used_since(entry, back=back) if "highlight" in kinds else set()
        for turn in turns(entry, back=back):
            on = turn.name if turn.kind == "highlight" else (turn.here or {}).get("highlight")
            vain = turn.here is None and turn.kind == "tag" and _item(turn.there) in gone
            if on in used or vain or not self._stands(turn):
                self._rows.left += 1
            else:
                self._put(turn.kind, turn.name, turn.there, undone=turn.never)
        for article, after_entry, before_entry in entry.entries:
            old, new = states.parse(before_entry), states.parse(after_entry)
            here_fields, there_fields = (new, old) if back else (old, new)
            self._turn_state(article, here_fields, there_fields)
        return self._rows

    def _stands(self, turn: Turn) -> bool:
        """Say whether a document still is as a change left it."""
        return merge.content(self._view.document(turn.kind, turn.name)) == turn.here

    def _used_since(self, entry: Entry, *, back: bool) -> set[object]:
        """Return the ids of highlights that would go though somebody has written or tagged on them since:
        they stay, so that nothing hangs on what is gone."""
        going = [it.name for it in turns(entry, back=back) if it.kind == "highlight" and it.goes]
        own = {it.name for it in turns(entry, back=back) if it.here is not None}
        used: set[object] = set()
        for name in going:
            on = {note.id for note in self._view.notes_on(name)} | set(self._view.tags_on(name))
            if on - own:
                used.add(name)
        return used

    def _replaced_in_vain(self, entry: Entry, *, back: bool) -> set[object]:
        """Return the ids of the things of which a change replaced tags, and none of those that it put there
        is there any more: somebody has taken them off, and the tags before shall not come back for that."""
        left = (after if back else before for kind, _, before, after in entry.documents if kind == "tag")
        if all(document and not document.get("deleted") for document in left):  # nothing is to come back
            return set()
        put: dict[object, bool] = {}
        for turn in turns(entry, back=back):
            if turn.kind == "tag" and turn.goes:
                item = _item(turn.here)
                put[item] = put.get(item, False) or self._stands(turn)
        return {item for item, so in put.items() if not so}

    def _turn_state(self, article: str, here: states.Fields, there: states.Fields) -> None:
        current = states.parse(self._view.entry(article))
        wanted = dict(current)
        for letter in sorted({*here, *there}):
            stands, target = current.get(letter, states.UNSET), there.get(letter, states.UNSET)
            if here.get(letter) == there.get(letter):
                continue
            if stands[0] != here.get(letter, states.UNSET)[0]:
                self._rows.left += 1
                continue
            wanted[letter] = (target[0], max(self._moment, stands[1] + 1))
        self._set(article, states.join(wanted))

    def _set(self, article: str, entry: str) -> None:
        old = self._view.entry(article)
        if entry != old:
            self._rows.set.append((article, entry, old))

    def _keep_unseen(self, kind: str, current: Doc, body: Mapping[str, Any] | None, base: str) -> Doc | None:
        """Keep the text that stands now as a copy, when the new one was written without having seen it."""
        if kind not in merge.WITH_TEXT or current.get("deleted") or _is_before(current, base):
            return None
        if body and body.get("text") == current.get("text"):
            return None
        copy = merge.as_copy(current)
        if not self._journal.key_of(kind, copy["id"]):
            self._add(kind, dict(copy))
        return copy

    def _put(
        self,
        kind: str,
        name: str,
        body: Mapping[str, Any] | None,
        *,
        undone: bool = False,
        unseen: Doc | None = None,
    ) -> None:
        """Add the row that gives a document this content (None deletes it; ``undone`` says that it was not
        the reader who deleted it, but its making was taken back). ``unseen`` is the copy of the version
        that stands, where the reader had not seen it.

        The new version replaces all that is known of the document. Copies that hang on the versions it
        replaces would go with them, so they become documents of their own first.
        """
        current = self._view.document(kind, name)
        versions, copies = self._view.known_versions(kind, name)
        self._keep_copies(kind, copies)
        now = self._now
        came = self._arrived.get((kind, name), {}) if body is not None else {}
        stands = current is not None and not current.get("deleted")
        modified = came.get("modified", now)
        known = [*versions, *([came] if "rev" in came else [])]
        stamp = merge.next_version(known, self._journal.device)
        document: dict[str, Any] = {
            "id": name,
            "v": schema.CURRENT.version,
            "created": current["created"] if current and (stands or not came) else came.get("created", now),
            "modified": max(modified, current["modified"]) if current else modified,
            **stamp,
            **self._kept(kind, name, known, stamp, unseen),
        }
        if body is None:
            document |= {"deleted": True, "was": merge.content(current)}
            if undone:
                document["undone"] = True
        else:
            document |= body
        self._add(kind, document, current)

    def _kept(
        self, kind: str, name: str, known: list[Doc], stamp: Mapping[str, Any], unseen: Doc | None
    ) -> dict[str, Any]:
        """Return what a new version of a document says of the texts that were kept beside it."""
        if kind not in merge.WITH_TEXT or not ("seen" in stamp or unseen):
            return {}
        _, copies = self._view.known_versions(kind, name)
        return replaced.noted(known, [*copies, unseen] if unseen else copies, stamp["rev"])

    def _keep_copies(self, kind: str, copies: Iterable[Doc]) -> None:
        """Make the copies that hang on a document's versions documents of their own. They stay the versions
        that they are: every device that does so keeps the same ones."""
        for copy in copies:
            if not self._journal.key_of(kind, copy["id"]):
                self._add(kind, dict(copy))

    def _add(self, kind: str, document: dict[str, Any], before: Doc | None = None) -> None:
        key = self._journal.key_of(kind, document["id"]) or self._journal.new_key(kind)
        # What was before is for undo; a draft that is saved every second need not carry it.
        self._rows.put.append((kind, key, document, before if self._undoable else None))


class Turn(NamedTuple):
    """A document's type and id, what it should say now, and what it shall say again (None: it is not there);
    ``never``: it was not there before the change."""

    kind: str
    name: str
    here: dict[str, Any] | None
    there: dict[str, Any] | None
    never: bool

    @property
    def goes(self) -> bool:
        """Whether it is there and shall not be."""
        return self.here is not None and self.there is None


def turns(entry: Entry, *, back: bool) -> Iterator[Turn]:
    """Yield what undoing (not ``back``: redoing) a change turns: there may be very many."""
    for kind, name, before, after in entry.documents:
        here, there = merge.content(after if back else before), merge.content(before if back else after)
        yield Turn(kind, name, here, there, before is None)


def _is_before(document: Doc, base: str) -> bool:
    """True when a version is the one named ``base``, or the same device's before that: of a folder that is
    half copied an earlier one may stand for a while."""
    rev, _, device = base.partition("@")
    return device == document["device"] and rev.isdecimal() and document["rev"] <= int(rev)


def _item(tag: Mapping[str, Any] | None) -> object:
    """Return the id of what a tag is on."""
    return (tag or {}).get("highlight") or (tag or {}).get("article")


def _body(kind: str, value: Mapping[str, Any] | None, current: Doc | None) -> dict[str, Any] | None:
    """Return a document's new content: fields that a newer docbao has added to it are kept."""
    if value is None:
        return None
    given = {name: each for name, each in value.items() if name not in merge.META}
    body = {**(merge.content(current) or {}), **given}
    if kind == "article" and current is not None:
        known = dict.fromkeys([*current.get("fingerprints", ()), *body.get("fingerprints", ())])
        body["fingerprints"] = list(known)
    return body


def operation_of(line: Line) -> Operation:
    """Return a line of another window as the operation that it was."""
    record = line.record
    put = {(row[0], row[2]["id"]): row[2] for row in record.get("put", ()) if row[2] and "id" in row[2]}
    return Operation(record.get("op", ""), record.get("values", {}), put, bool(record.get("undoable")))
