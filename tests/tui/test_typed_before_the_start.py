"""What is typed into a terminal before docbao has drawn anything is for docbao."""

import sys
from pathlib import Path

from tests.tui.pty_lab import Lab

DOCBAO = [sys.executable, "-c", "import sys; from tui.cli import main; sys.exit(main())"]


def test_a_filter_typed_while_docbao_starts_is_typed_into_the_filter(tmp_path: Path) -> None:
    folders = {f"XDG_{kind}_HOME": str(tmp_path / kind) for kind in ("DATA", "STATE", "CACHE", "CONFIG")}
    with Lab(DOCBAO, environment={**folders, "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}) as lab:
        lab.send("/gao")
        assert lab.wait(lambda: lab.rows()[-1].strip().startswith("Filter gao"), 20), lab.text()
