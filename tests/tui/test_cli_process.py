"""Promises of the command line that only a real process can keep."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SEEDS = Path(__file__).parents[2] / "seeds" / "articles"
VTC = SEEDS / "001_ab4023436aac579d.txt"
DOCBAO = [sys.executable, "-c", "import sys; from tui.cli import main; sys.exit(main())"]


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """The environment of a reader with nothing yet."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    return {**kept, "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}


def test_calls_import_neither_textual_nor_what_they_do_not_need(home: dict[str, str]) -> None:
    program = f"""
import sys
from tui.cli import main
calls = ["--version"], ["show", {str(VTC)!r}, "--json"]
assert [main(list(call)) for call in calls] == [0, 0]
heavy = {{"textual", "rich", "tinydb", "sqlite3", "trafilatura", "dateutil", "argparse"}} & set(sys.modules)
assert not heavy, heavy
calls = ["list", "--json"], ["tag", {str(VTC)!r}, "+x"], ["search", "lng"], ["notes"], ["doctor"], ["paths"]
assert [main(list(call)) for call in calls] == [0, 0, 0, 1, 0, 0]
assert "textual" not in sys.modules
"""
    done = subprocess.run(
        [sys.executable, "-c", program], env=home, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr


def test_the_status_of_the_process_is_that_of_the_call(home: dict[str, str]) -> None:
    done = subprocess.run([*DOCBAO, "show", "nope"], env=home, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    done = subprocess.run(
        DOCBAO, env=home, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


def test_a_reader_that_leaves_early_is_no_fault(home: dict[str, str]) -> None:
    process = subprocess.Popen(
        [*DOCBAO, "show", str(VTC)], env=home, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.close()
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")


def test_ctrl_c_is_quiet(home: dict[str, str]) -> None:
    process = subprocess.Popen(
        [*DOCBAO, "note", str(VTC), "-"],
        env=home,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    time.sleep(1.5)  # it waits for its input
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, b"", b"")


@pytest.mark.parametrize(
    ("more", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_a_terminal_gets_colours_unless_it_wants_none(
    home: dict[str, str], more: dict[str, str], coloured: bool
) -> None:
    pid, terminal = pty.fork()
    if pid == 0:
        environment = {**home, "TERM": "xterm-256color", "PAGER": "cat", **more}
        os.execvpe(DOCBAO[0], [*DOCBAO, "show", str(VTC)], environment)
    seen = b""
    while True:
        try:
            piece = os.read(terminal, 1 << 16)
        except OSError:
            break
        if not piece:
            break
        seen += piece
    os.close(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert (re.search(rb"\x1b\[(?:\d+;)*3\d[;m]", seen) is not None) is coloured
    assert "Nguyễn Hồng Diên".encode() in seen
