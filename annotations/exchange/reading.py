"""Reading a file that comes in: as much as is reasonable, as text, as JSON; what is wrong is one problem."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from seeds.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

LIMIT = 512 * 1024 * 1024
"""Bytes of a file, at most: an export of ten times a large store has some 200 MB."""

MANY = 4_000_000
"""Lists and objects of a JSON file, at most: so many take about a gigabyte once they are read."""

LONGEST_ID = 200


def read_bytes(path: Path, limit: int = LIMIT) -> bytes:
    """Return a file's bytes. Raises ``Problem``: ``import-gone``, ``import-not-plain``, ``import-large``,
    ``import-unreadable``."""
    from annotations.files import why

    try:
        if not path.exists():
            raise Problem("import-gone", path=str(path))
        if not path.is_file():
            raise Problem("import-not-plain", path=str(path))
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except (OSError, ValueError) as error:
        reason = why(error) if isinstance(error, OSError) else str(error)
        raise Problem("import-unreadable", path=str(path), why=reason) from error
    if len(data) > limit:
        raise Problem("import-large", path=str(path), megabytes=limit // (1024 * 1024))
    return data


def read_text(path: Path, limit: int = LIMIT) -> str:
    """Return a file's text: UTF-8, with or without a byte order mark, or UTF-16 with one. Raises as
    ``read_bytes``, and ``import-encoding``."""
    data = read_bytes(path, limit)
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Problem("import-encoding", path=str(path)) from None


def read_json(path: Path) -> Any:
    """Return what a JSON file says. Raises as ``read_bytes``, ``import-many``, and ``import-not-json`` with
    the line of the mistake."""
    import orjson

    data = read_bytes(path).removeprefix(b"\xef\xbb\xbf")
    if data.count(b"{") + data.count(b"[") > MANY:
        raise Problem("import-many", path=str(path), most=MANY)
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise Problem("import-not-json", path=str(path), line=error.lineno, column=error.colno) from None


def text_of(value: Any) -> str:
    """Return a text, "" for anything else."""
    return value if isinstance(value, str) else ""


def number_of(value: Any) -> int:
    """Return a whole number from 0 on, -1 for anything else."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    return value if whole and 0 <= value < 1 << 40 else -1


def id_of(value: Any) -> str:
    """Return an id as docbao's are, "" for what cannot be one."""
    text = text_of(value)
    return text if 0 < len(text) <= LONGEST_ID and text.isprintable() and text.strip() == text else ""


def time_of(value: Any) -> str:
    """Return a moment as documents carry it, "" for what is none."""
    from annotations.entries import moment
    from annotations.states import iso

    try:
        found: datetime | None = moment(text_of(value).strip())
        return iso(round(found.timestamp() * 1000)) if found is not None else ""
    except (ValueError, OverflowError, OSError):
        return ""
