"""Importing any of the formats: from a file to one change that can be undone."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from annotations.exchange.exporting import format_named
from annotations.exchange.finding import Finder
from seeds.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from annotations.collection import Collection
    from annotations.exchange.arrival import Arrival
    from annotations.exchange.exporting import Progress
    from annotations.store import Store

_READERS = {"w3c": "w3c_reading", "readwise": "readwise_reading", "markdown": "markdown_reading"}


def _silent(done: int, total: int) -> None:
    pass


def arriving(
    format: str, path: Path, collection: Collection, store: Store, progress: Progress = _silent
) -> Arrival:
    """Return what a file comes to. Nothing is written: see ``Arrival.operation``.

    ``progress`` is told before each article of the file how many of how many are done (of none while they are
    counted): what it raises ends the import, and nothing of it is taken.

    Raises ``Problem`` where the file is not what it should be; nothing of it is taken then.
    """
    found = format_named(format)
    if not found.imports:
        raise Problem(f"import-{format}")
    finder = Finder(collection, store)
    try:
        if format == "json":
            from annotations.exchange import json_reading
            from annotations.exchange.reading import read_json

            return json_reading.arriving(read_json(path), store, finder)
        from annotations.exchange.planning import Planner

        planner = Planner(store, finder, collection.article_as_read)
        every = []
        for given in import_module(f"annotations.exchange.{_READERS[format]}").given(path):
            progress(0, 0)
            every.append(given)
        for at, given in enumerate(every):
            progress(at, len(every))
            planner.add(given)
        return planner.arrival
    except Problem as problem:
        raise Problem(problem.code, **{"path": str(path), **problem.values}) from problem
