"""Where the reader was: the last view and place, kept in a small file between two starts."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Session(NamedTuple):
    """The last view and place.

    ``query`` is text of the query language; ``selected`` an article's id and ``top`` the distance of its row
    from the list's top, in lines; ``reading`` says whether the reader had the focus. ``theme`` was chosen by
    key ("" if never) while the settings said ``theme_over``. ``kind`` is the kind of highlights that was used
    last. ``unfinished`` is what stood on a line that was being typed when docbao was ended from outside.
    ``column`` says whether views and facets stand beside the list where there is room, ``folded`` which of
    their sections are folded (None: as at first). ``history`` has the queries that were typed, the newest
    first. ``closed_at`` is when docbao was last closed (ISO 8601, UTC): what was added since is new.
    """

    query: str = ""
    order: str = "newest"
    selected: str = ""
    top: int = 0
    reading: bool = False
    theme: str = ""
    theme_over: str = ""
    hidden_types: tuple[str, ...] = ()
    emphasis: str = "quiet"
    kind: str = "yellow"
    unfinished: str = ""
    column: bool = True
    folded: tuple[str, ...] | None = None
    history: tuple[str, ...] = ()
    closed_at: str = ""


MOST = 100
"""Queries that are kept."""


def joined(new: Sequence[str], old: Sequence[str]) -> tuple[str, ...]:
    """Return queries that were typed, the newest first: new ones before old ones, each once."""
    return tuple(dict.fromkeys([*new, *old]))[:MOST]


def load(path: Path) -> Session:
    """Read the session; anything missing, damaged or of a wrong type falls back to its default."""
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return Session()
    if not isinstance(data, dict):
        return Session()
    kept: dict[str, Any] = {}
    for name, default in Session()._asdict().items():
        value = data.get(name)
        if name in ("hidden_types", "folded", "history"):
            if isinstance(value, list) and all(isinstance(item, str) for item in value):
                kept[name] = tuple(value)
        elif value is not None and type(value) is type(default):
            kept[name] = value
    return Session(**kept)


def save(path: Path, session: Session) -> None:
    """Write the session in one step; a disk that will not take it loses the place, never anything written."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".session-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(session._asdict(), file, ensure_ascii=False)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
