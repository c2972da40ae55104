"""Files that stand beside a device's own: what a sync program, a merge or a copied machine has left there.

A device writes only its own folder, so nothing of the kind should arise. It does when a home folder with its
device id was copied to another machine, when an old copy was put back, or when git has merged two journals.
Then ``journal.sync-conflict-20261122-101500-ABCDEFG`` or ``snapshot (conflicted copy 2026-11-22)`` may hold
changes that are nowhere else. Whatever its name, a file that starts like one of ours and reads like one is
looked into. Only what is not in the device's own line of changes counts, as written by a device of its own:
so two changes of one note are told apart, though both bear the same device's name and number.

Nothing is written here, and no such file is ever changed or removed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeGuard

from annotations import lines, merge, schema, snapshot
from annotations.own_line import OwnLine, own_line
from annotations.recovery import JOURNAL, NAMES, SNAPSHOT

if TYPE_CHECKING:
    from annotations.files import Files
    from annotations.lines import Line
    from annotations.merge import Doc
    from annotations.model import DocumentType
    from annotations.snapshot import Tables

Key = tuple[str, str]
Version = tuple[object, ...]

FOLDED: DocumentType = "folded"
"""The type of the documents that say which strays have been looked into; their id is the file's checksum."""

_OURS = (".new", ".tmp", ".torn-", ".damaged-")
"""In the names of files that are this program's own drafts, or set aside with nothing of use in them."""


@dataclass(slots=True)
class Stray:
    """What one file holds beside its device's line of changes.

    ``mark`` is the checksum of its bytes. ``put`` are documents by type and id, ``entries`` state entries by
    article.
    """

    path: Path
    mark: str
    put: dict[Key, Doc] = field(default_factory=dict)
    entries: dict[str, str] = field(default_factory=dict)
    told: str = "store-folded"
    """The code under which it is told that something was in it that was nowhere else."""

    @property
    def replica(self) -> str:
        """Under which name the view holds it until it is taken in."""
        return f"{self.path} {self.mark}"

    @property
    def record(self) -> dict[str, Any]:
        """What it holds, as a journal line says it."""
        put = [(kind, 0, document, None) for (kind, _), document in self.put.items()]
        return {"put": put, "set": [(article, entry, "") for article, entry in self.entries.items()]}


def stray_names(files: Files, folder: Path) -> list[str]:
    """Return the names in a device's folder that may be strays."""
    return [
        name
        for name in files.names(folder)
        if name.startswith((JOURNAL, SNAPSHOT))
        and name not in NAMES
        and not any(one in name for one in _OURS)
    ]


def mark_of(data: bytes) -> str:
    """Return what a stray is known by: its content, whatever it is called."""
    return lines.checksum(data)


def read_stray(files: Files, path: Path, data: bytes) -> Stray:
    """Return what a file holds that its device's folder does not; nothing for one that is none of ours.

    Raises ``OSError`` when the folder cannot be read, and ``Problem("store-newer")`` when a newer docbao has
    written the file.
    """
    stray = Stray(path, mark_of(data))
    own = own_line(files, path.parent)
    chain = own.chain
    if found := snapshot.decode(data):
        schema.refuse_newer(found.schema, path.parent)
        if found.checksum not in chain.get(found.seq, ()):
            _take_snapshot(stray, found, _here(own, _with_types(by_id(found.tables))))
        return stray
    ordered = sorted(lines.scan(data).lines, key=lambda line: (line.seq, "header" not in line.record))
    for line in ordered:
        schema.refuse_newer(line.record.get("v", 1), path.parent)
    fresh = list(_beside_the_chain(ordered, chain))
    if fresh:
        here = None
        if not all(certain for _, certain in fresh):
            here = _here(own, _documents(line for line, certain in fresh if not certain))
        for line, certain in fresh:
            take_line(stray, line, None if certain else here)
    return stray


class Here:
    """What a device's folder says, against which documents are held of which nothing is known but themselves.

    Both histories are one up to some moment. What both know under one id with one time of making is from
    before it, what only one knows was made after it; so versions before ``_low`` are common, and those since
    ``_high`` are not.
    """

    def __init__(self, now: Mapping[Key, Doc], ever: set[Version], others: Iterable[tuple[str, Doc]]) -> None:
        """Take what is said now, all versions still known of, and all documents to be asked about."""
        self._now = now
        self._ever = ever
        self._low, self._high = "", "~"
        for kind, document in others:
            made, here = document["created"], now.get((kind, document["id"]))
            if here is not None and here["created"] == made:
                if document.get("seen") or here.get("seen") or _came_from_a_stray(here):
                    continue  # it may have come from elsewhere since: it does not say what was common
                self._low = max(self._low, made)
            else:
                self._high = min(self._high, made)

    def had(self, kind: str, document: Doc) -> bool:
        """True for a version that was certainly there."""
        return _version(kind, document) in self._ever

    def perhaps_lacks(self, kind: str, document: Doc) -> bool:
        """True when a version may say something that is not said here: a text is rather kept twice than
        lost."""
        here, at = self._now.get((kind, document["id"])), document["modified"]
        if here is None:
            return True
        if _version(kind, document) in self._ever or at <= self._low < self._high:
            return False
        there, stands = merge.content(document), merge.content(here)
        if stands is None:
            return there is not None and there != here.get("was")
        if there is None or there == stands or kind not in merge.WITH_TEXT:
            return bool(at > here["modified"])
        return bool(at >= self._high) or there.get("text") != stands.get("text")


def _here(own: OwnLine, others: Iterable[tuple[str, Doc]]) -> Here:
    """Take what a device's folder says."""
    now = by_id(own.tables)
    ever = {_version(kind, document) for (kind, _), document in now.items()}
    for found in own.snapshots:
        ever |= {_version(kind, document) for (kind, _), document in by_id(found.tables).items()}
    for line in own.lines:
        for kind, _, *documents in line.record.get("put", ()):
            ever |= {_version(kind, each) for each in documents if is_document(each)}
    return Here(now, ever, others)


def _version(kind: str, document: Doc) -> Version:
    names = ("id", "rev", "device", "modified", "text")
    return kind, *map(document.get, names)


def _beside_the_chain(found: list[Line], chain: Mapping[int, set[str]]) -> Iterator[tuple[Line, bool]]:
    """Yield the lines that the chain does not have, and whether each certainly follows one that it has:
    others may be from before all that is known of the chain."""
    common = {line.checksum for line in found if line.checksum in chain.get(line.seq, ())}
    before = {line.checksum: str(line.record.get("prev") or line.record.get("after") or "") for line in found}
    for start in [*common]:  # what comes before a line that the chain has is the chain's as well
        at = before.get(start, "")
        while at in before and at not in common:
            common.add(at)
            at = before[at]
    follows = common | {
        line.checksum
        for line in found
        if "header" in line.record and line.record.get("after") in chain.get(line.seq, ())
    }
    for line in found:
        if before[line.checksum] in follows:
            follows.add(line.checksum)
        if "header" not in line.record and line.checksum not in common:
            yield line, line.checksum in follows


def take_line(stray: Stray, line: Line, here: Here | None) -> None:
    """Take in what one line changes. Without ``here`` it is certain that the device's own line has not
    seen it."""
    for kind, _, document, before in line.record.get("put", ()):
        if not is_document(document):
            continue
        key = kind, document["id"]
        if key in stray.put:
            last = stray.put[key]
            seen = {**last["seen"], last["device"]: last["rev"]}
        elif here is not None and not here.perhaps_lacks(kind, document):
            continue
        else:
            seen = _seen(kind, document, before, here)
        stray.put[key] = _renamed(document, seen)
    for article, entry, _ in line.record.get("set", ()):
        stray.entries[article] = entry


def _seen(kind: str, document: Doc, before: Doc | None, here: Here | None) -> dict[str, int]:
    """Return what a version had certainly seen of its own device: where lines between are missing, the one
    before it may be of the other machine, and have the number of another one here."""
    device = document["device"]
    if is_document(before):
        certain = here is None or here.had(kind, before)
        return {device: merge.vector(before).get(device, 0)} if certain else {}
    return {device: document["rev"] - 1} if here is None and not before else {}


def _take_snapshot(stray: Stray, found: snapshot.Snapshot, here: Here) -> None:
    for kind, rows in found.tables.items():
        for document in rows.values():
            if kind == "state":
                stray.entries.update(document["entries"])
            elif is_document(document) and here.perhaps_lacks(kind, document):
                stray.put[kind, document["id"]] = _renamed(document, {})


def _renamed(document: Doc, seen: Mapping[str, int]) -> Doc:
    """Return a document as a device of its own wrote it, that has seen so much of the others.

    That device's name comes of what the document says: the same version is the same one wherever it is found.
    """
    if "." in document["device"]:
        return document  # it was taken from a stray already
    told = json.dumps(document, sort_keys=True).encode()
    name = f"{document['device']}.{lines.checksum(told)[:8]}"
    others = {
        device: max(rev, document.get("seen", {}).get(device, 0), seen.get(device, 0))
        for device, rev in {**document.get("seen", {}), **seen}.items()
    }
    plain = {field: value for field, value in document.items() if field != "kept"}  # it is of other numbers
    return {
        **plain,
        "device": name,
        "seen": {device: rev for device, rev in others.items() if rev and device != name},
    }


def _came_from_a_stray(document: Doc) -> bool:
    return "." in document["device"] or any("." in name for name in document.get("seen", ()))


def is_document(value: Any) -> TypeGuard[Doc]:
    """Say whether a value is a document that the store has made."""
    return isinstance(value, dict) and {"id", "rev", "device", "created", "modified"} <= value.keys()


def _with_types(documents: Mapping[Key, Doc]) -> Iterator[tuple[str, Doc]]:
    return ((kind, document) for (kind, _), document in documents.items())


def _documents(found: Iterable[Line]) -> Iterator[tuple[str, Doc]]:
    """Yield the documents that lines put, with their types."""
    for line in found:
        for kind, _, document, _ in line.record.get("put", ()):
            if is_document(document):
                yield kind, document


def by_id(tables: Tables) -> dict[Key, Doc]:
    """Return the documents of a device's tables by type and id; the states of articles left out."""
    return {
        (kind, document["id"]): document
        for kind, rows in tables.items()
        if kind != "state"
        for document in rows.values()
        if is_document(document)
    }


def beside(files: Files, folder: Path, ours: Tables) -> Stray:
    """Return what a window still holds of a device's tables that its folder, somebody else's now, does not
    say."""
    stray, mine = Stray(folder, ""), by_id(ours)
    here = _here(own_line(files, folder), _with_types(mine))
    for (kind, id), document in mine.items():
        if here.perhaps_lacks(kind, document):
            stray.put[kind, id] = _renamed(document, {})
    for row in ours.get("state", {}).values():
        stray.entries.update(row["entries"])
    return stray


class Strays:
    """The strays of all devices' folders, each looked into once as long as it stays as it is."""

    def __init__(self, files: Files, data: Path) -> None:
        """Nothing is read yet."""
        self._files = files
        self._data = data
        self._seen: dict[Path, object] = {}
        self.forked: set[Path] = set()
        """Journals that hold changes which are not their folder's: they are looked into like strays."""
        self._suspected: set[Path] = set()

    def suspect(self, folder: Path) -> None:
        """Look into all files of a folder, too, at the end of this look: a sync program may have mixed those
        of two machines."""
        self._suspected |= {folder / name for name in NAMES}

    def look(self, folders: Iterable[Path]) -> Iterator[tuple[Path, bytes]]:
        """Yield path and bytes of each stray that has changed since the last look."""
        for folder in folders:
            paths = [folder / name for name in stray_names(self._files, folder)]
            for path in [*paths, *(path for path in self.forked if path.parent == folder)]:
                state = self._files.state(path)
                if state is None or self._seen.get(path) == state:
                    continue
                data = self._files.read(path)
                if data:
                    yield path, data
                self._seen[path] = state
        suspected, self._suspected = self._suspected, set()
        for path in sorted(suspected):
            if data := self._files.read(path):
                yield path, data

    def forget(self, path: Path) -> None:
        """Look into a stray again at the next look."""
        self._seen.pop(path, None)
