"""What the command line asks of the app."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path


class AppRequest(NamedTuple):
    """Open the app: on which libraries (none: the reader's own and the settings'), with the annotations of
    which folder (None: the usual one), and on which view (text of the query language, "" for the last
    one)."""

    libraries: tuple[Path, ...] = ()
    data: Path | None = None
    query: str = ""
