"""The program's own log: what failed, with its trace, where the screen tells it in one line."""

from __future__ import annotations

import contextlib
import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from io import TextIOWrapper


class _OwnLog(logging.FileHandler):
    """A log that only its owner reads: what failed may name what was being read."""

    def _open(self) -> TextIOWrapper:
        with contextlib.suppress(OSError):
            Path(self.baseFilename).chmod(0o600)  # made by an earlier docbao
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        return os.fdopen(descriptor, "a", encoding=self.encoding, errors=self.errors)


def begin(log: logging.Logger, path: Path) -> None:
    """Send a log to its file, and nowhere else; a place that cannot be written leaves it silent."""
    handler: logging.Handler = logging.NullHandler()
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler = _OwnLog(path, encoding="utf-8", delay=True)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    except OSError:
        pass
    log.addHandler(handler)
    log.propagate = False
