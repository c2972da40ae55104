"""A way out when the annotations cannot be written: the text goes into a plain file of its own."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def spare_folders() -> tuple[Path, ...]:
    """Return where a text may be put, best first: the home folder, else the one for temporary files."""
    import tempfile

    return Path.home(), Path(tempfile.gettempdir())


def write_spare(title: str, text: str, folders: Iterable[Path]) -> Path:
    """Write a note to a new Markdown file in the first folder that takes it, and return its path.

    The file is named by the local time, readable by its owner only, headed by the article's title, and on the
    disk when this returns. Raises the last ``OSError`` when no folder takes it.
    """
    stamp = time.strftime("%Y%m%d-%H%M%S")
    data = f"# {' '.join(title.split())}\n\n{text.rstrip()}\n".encode("utf-8", "replace")
    failure = OSError("no folder")
    for folder in folders:
        for attempt in range(100):
            path = folder / f"docbao-note-{stamp}{f'-{attempt}' if attempt else ''}.md"
            try:
                _write_new(path, data)
            except FileExistsError:
                continue
            except OSError as error:
                failure = error
                break
            return path
    raise failure


def _write_new(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink(missing_ok=True)  # half a note would pass for a whole one
        raise
