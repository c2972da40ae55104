"""Exporting in any of the formats, to a file, a folder or piece by piece."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING

from annotations.exchange.formats import FORMATS, Format, Thing
from annotations.exchange.scope import Scope, annotated, is_exported, scope_of
from annotations.exchange.shapes import Tally
from annotations.exchange.writing import file_start, make_folder, whole_file
from seeds.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from annotations.collection import Collection
    from annotations.model import HighlightKind
    from annotations.query.tree import Query
    from annotations.store import Store

Progress = Callable[[int, int], None]
"""Told how many articles of how many are through; may raise to stop."""

_ROOMS = {"w3c": "w3c_writing", "readwise": "readwise_writing", "json": "json_writing"}
_FOLDERS = {"markdown": "markdown_folder", "brat": "brat_writing"}


@dataclass(frozen=True)
class Source:
    """What goes out: of this library and store, what a query finds (None: everything that was annotated), or
    the one ``article`` with this id. ``unread`` says in words what of the store could not be read, ``kinds``
    what the kinds of highlights are called that the reader has not named."""

    collection: Collection
    store: Store | None
    query: Query | None = None
    unread: tuple[str, ...] = ()
    article: str = ""
    kinds: Mapping[HighlightKind, str] = field(default_factory=dict)

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return self.query is None and not self.article

    @cached_property
    def scope(self) -> Scope:
        """The articles and annotations that go out, looked for once."""
        if self.article:
            return Scope((self.article,))
        return scope_of(self.collection, self.store, self.query)


@dataclass(slots=True)
class Exported:
    """What went out: how much of each thing, into how many files; ``left`` are problems that kept single
    files back, ``links_elsewhere`` says how many articles are linked to that did not go out."""

    format: Format
    tally: Tally = field(default_factory=Tally)
    files: int = 0
    left: list[Problem] = field(default_factory=list)
    links_elsewhere: int = 0

    @property
    def left_out(self) -> tuple[tuple[Thing, int], ...]:
        """What was there and this format has no room for, with its number."""
        counts = self.tally.counts
        return tuple(
            (thing, counts[thing])
            for thing, carried in self.format.carries.items()
            if carried == "no" and counts.get(thing)
        )


def format_named(name: str) -> Format:
    """Return a format by its name. Raises ``Problem("export-format")``."""
    found = FORMATS.get(name)
    if found is None:
        raise Problem("export-format", format=name, known=", ".join(FORMATS))
    return found


def is_empty(source: Source, format: Format) -> bool:
    """Say whether there is nothing to export: then no file is written, and none is replaced."""
    if format.name == "brat":
        from annotations.exchange.brat_writing import ids_of

        return not ids_of(source)
    if source.store is None:
        return True
    marks = source.store.marks()
    if format.name == "json" and source.everything:
        return not marks and not source.store.articles() and not source.unread
    ids = source.scope.ids
    return not any(id in marks and (format.name == "json" or is_exported(marks[id])) for id in ids)


def pieces(source: Source, exported: Exported, progress: Progress) -> Iterator[str]:
    """Yield the export of a format that is one file, in pieces, filling ``exported``."""
    name, tally = exported.format.name, exported.tally
    if is_empty(source, exported.format) or source.store is None:
        return
    if name == "json":
        from annotations.exchange import json_writing

        scope = None if source.everything else source.scope
        yield from json_writing.pieces(source.store, scope, unread=source.unread, tell=tally.add)
        return
    ids = _counted(source.scope.ids, progress)
    items = tally.pass_on(annotated(source.collection, source.store, source.scope, ids))
    yield from import_module(f"annotations.exchange.{_ROOMS[name]}").pieces(items)


def is_foreign(format: Format, path: Path) -> bool:
    """Say whether a file is there that is no export of this format. Raises ``Problem`` as ``to_file``."""
    start = file_start(path)
    return bool(start) and not import_module(f"annotations.exchange.{_ROOMS[format.name]}").begins_so(start)


def to_file(source: Source, exported: Exported, path: Path, progress: Progress, *, replace: bool) -> None:
    """Export into one file. A file that docbao has not written is only replaced where that is wanted.

    Raises ``Problem``: ``export-foreign``, ``export-failed``, ``export-no-file``.
    """
    if is_empty(source, exported.format):
        return
    if is_foreign(exported.format, path) and not replace:
        raise Problem("export-foreign", path=str(path))
    with whole_file(path.resolve()) as file:  # what a link leads to, not the link
        for several in _batched(pieces(source, exported, progress)):
            file.write(several.encode("utf-8", "replace"))
    exported.files = 1


def to_folder(source: Source, exported: Exported, folder: Path, progress: Progress) -> None:
    """Export into a folder of files. Raises ``Problem``: ``export-failed``, ``export-no-folder``."""
    if is_empty(source, exported.format):
        return
    make_folder(folder)
    room = import_module(f"annotations.exchange.{_FOLDERS[exported.format.name]}")
    room.write(source, exported, folder, progress)


def _counted(ids: tuple[str, ...], progress: Progress) -> Iterator[str]:
    for at, id in enumerate(ids):
        if at % 64 == 0:
            progress(at, len(ids))
        yield id


def _batched(texts: Iterator[str]) -> Iterator[str]:
    while several := "".join(itertools.islice(texts, 256)):
        yield several
