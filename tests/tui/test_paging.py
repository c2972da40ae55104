"""Promises of ``docbao show`` on a terminal: an article is leafed through in the reader's pager."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.tui.pty_lab import Lab

SEEDS = Path(__file__).parents[2] / "seeds" / "articles"
VTC = str(SEEDS / "001_ab4023436aac579d.txt")
SHOW = [sys.executable, "-c", "import sys; from tui.cli import main; sys.exit(main())", "show", VTC]

# A pager that says how it was started, shows what it got once all of it is there, and waits for a key.
WAITING = """#!/bin/sh
text=$(cat)
echo "LESS=$LESS LESSCHARSET=$LESSCHARSET"
echo "$text" | head -n 4
echo "[${1:-waiting}]"
read key < /dev/tty
"""


def pager(folder: Path, program: str, name: str = "pager") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(program)
    path.chmod(0o755)
    return path


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    kept = {name: "" for name in os.environ if name.startswith("XDG_")}
    return {**kept, "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}


def test_the_pager_of_the_reader_shows_the_article_in_colour_and_is_waited_for(
    home: dict[str, str], tmp_path: Path
) -> None:
    own = pager(tmp_path / "bin", WAITING)
    with Lab(SHOW, environment={**home, "PAGER": f"'{own}' leafing"}) as lab:
        lab.wait_text("[leafing]")
        assert "VTC News" in lab.text()
        assert "LESS=R LESSCHARSET=utf-8" in lab.text()
        assert b"\x1b[36m" in lab.raw
        assert lab.exit_status(0.2) is None
        lab.send("\r")
        assert lab.exit_status() == 0


def test_how_the_reader_wants_less_to_be_is_left_alone(home: dict[str, str], tmp_path: Path) -> None:
    own = pager(tmp_path / "bin", WAITING)
    with Lab(SHOW, environment={**home, "PAGER": str(own), "LESS": "iMR"}) as lab:
        lab.wait_text("LESS=iMR LESSCHARSET=utf-8")


def test_without_a_wish_less_is_used_and_waits_also_for_a_short_text(
    home: dict[str, str], tmp_path: Path
) -> None:
    pager(tmp_path / "bin", WAITING, "less")
    short = tmp_path / "short.txt"
    short.write_text("Một dòng.")
    environment = {**home, "PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin"}
    program = "import os, sys; os.environ.pop('PAGER', 0); from tui.cli import main; sys.exit(main())"
    with Lab([sys.executable, "-c", program, "show", str(short)], environment=environment) as lab:
        lab.wait_text("[waiting]")
        lab.send("\r")
        assert lab.exit_status() == 0


def test_without_a_pager_the_article_is_printed(home: dict[str, str]) -> None:
    wishes = ["", "cat", "no-such-pager -x", "'"]
    program = (
        "import os, sys; from tui.cli import main\n"
        f"for wish in {wishes!r}: os.environ['PAGER'] = wish; print(f'[{{wish}}]', main(), flush=True)"
    )
    with Lab([sys.executable, "-c", program, "show", VTC], rows=500, environment=home) as lab:
        assert lab.exit_status(20) == 0
        lab.read(0)
        text = lab.text()
    for wish in wishes:
        article, ended, text = text.partition(f"[{wish}] 0\n")
        assert "Nguyễn Hồng Diên" in article and ended, wish


def test_a_terminal_that_cannot_move_its_cursor_gets_no_pager(home: dict[str, str], tmp_path: Path) -> None:
    own = pager(tmp_path / "bin", WAITING)
    with Lab(SHOW, rows=100, environment={**home, "PAGER": str(own), "TERM": "dumb"}) as lab:
        assert lab.exit_status() == 0
        assert "waiting" not in lab.text()


@pytest.mark.parametrize("program", ["#!/bin/sh\nexit 0\n", "#!/bin/sh\nhead -c 5\nexit 1\n"])
def test_a_pager_that_is_left_early_is_no_fault(home: dict[str, str], tmp_path: Path, program: str) -> None:
    own = pager(tmp_path / "bin", program)
    long = tmp_path / "long.txt"
    long.write_text("Một câu khá dài.\n" * 6_000)  # twice what a pipe holds
    with Lab([*SHOW[:-1], str(long)], environment={**home, "PAGER": str(own)}) as lab:
        assert lab.exit_status(20) == 0
        assert "Traceback" not in lab.text()
        assert "docbao" not in lab.text()


def test_ctrl_c_belongs_to_the_pager(home: dict[str, str], tmp_path: Path) -> None:
    own = pager(tmp_path / "bin", "#!/bin/sh\ntrap 'echo [caught]' INT\ncat > /dev/null\necho [waiting]\n"
                "read key < /dev/tty || read key < /dev/tty\n")  # fmt: skip
    with Lab(SHOW, environment={**home, "PAGER": str(own)}) as lab:
        lab.wait_text("[waiting]")
        lab.wait(lambda: False, 0.3)  # until the shell reads: a signal just before that would not wake it
        lab.send("\x03")
        lab.wait_text("[caught]")
        assert lab.exit_status(0.2) is None
        lab.send("\r")
        lab.send("\r")
        assert lab.exit_status() == 0
        assert "Traceback" not in lab.text()
