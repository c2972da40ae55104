"""The log is its owner's alone."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from tui import own_log


@pytest.mark.parametrize("before", [None, 0o644])
def test_the_log_is_read_by_its_owner_alone(tmp_path: Path, before: int | None) -> None:
    path = tmp_path / "state" / "docbao.log"
    if before is not None:
        path.parent.mkdir()
        path.write_text("cũ\n", "utf-8")
        path.chmod(before)
    log = logging.getLogger("docbao")
    handlers = list(log.handlers)
    own_log.begin(log, path)
    (own,) = (it for it in log.handlers if it not in handlers)
    try:
        log.warning("hỏng")
        assert path.stat().st_mode & 0o777 == 0o600
        assert "hỏng" in path.read_text("utf-8")
    finally:
        log.removeHandler(own)
        own.close()
