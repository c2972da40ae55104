"""What the desk tells the app: small events, made on the desk's threads and dealt with on the app's loop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotations.model import Change
    from seeds.library import ScanProgress, ScanReport
    from seeds.problems import Problem


@dataclass(frozen=True, slots=True)
class RowsChanged:
    """Articles came, went or changed in the library."""

    added: int
    removed: int


@dataclass(frozen=True, slots=True)
class StoreOpened:
    """The annotations are there; ``told`` is what opening them found (codes of the catalogue's problems)."""

    told: tuple[tuple[str, Mapping[str, object]], ...]


@dataclass(frozen=True, slots=True)
class StoreFailed:
    """The annotations cannot be opened or written: reading goes on, writing does not."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class MarksChanged:
    """Something the reader added is durable, here or in another window."""

    change: Change


@dataclass(frozen=True, slots=True)
class Scanning:
    """How far reading the library has come."""

    progress: ScanProgress


@dataclass(frozen=True, slots=True)
class Scanned:
    """The library has been read; ``report`` names the files that could not be."""

    report: ScanReport


@dataclass(frozen=True, slots=True)
class CommonLearnt:
    """Which names are everywhere in the library is known now, or others are (``Desk.common``)."""


DeskEvent = RowsChanged | StoreOpened | StoreFailed | MarksChanged | Scanning | Scanned | CommonLearnt
