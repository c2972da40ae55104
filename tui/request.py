"""What the command line asks of the app."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class AppRequest:
    """Open the app: on which libraries (none: the reader's own and the settings'), with the annotations of
    which folder (None: the usual one), and on which view (text of the query language, "" for the last
    one)."""

    libraries: tuple[Path, ...] = ()
    data: Path | None = None
    query: str = ""
