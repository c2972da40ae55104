"""The floors: imports run down only, calls do not load the screen, nothing is done at import time that
costs."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BELOW = {"seeds": set(), "annotations": {"seeds"}, "tui": {"annotations", "seeds"}}
TOP_LEVEL = {"tui", "seeds", "annotations", "tests", "pyproject.toml", "README.md"}
LONGEST = 400


def sources(floor: str) -> list[Path]:
    return sorted((ROOT / floor).rglob("*.py"))


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


@pytest.mark.parametrize("floor", BELOW)
def test_imports_run_down_only(floor: str) -> None:
    forbidden = ({"tui", "annotations", "seeds"} - BELOW[floor] - {floor}) | (
        {"textual"} if floor != "tui" else set()
    )
    wrong = {
        str(path.relative_to(ROOT)): bad for path in sources(floor) if (bad := imported(path) & forbidden)
    }
    assert not wrong


def test_the_command_line_never_loads_the_screen() -> None:
    code = (
        "import sys, pkgutil, importlib, tui.cli, tui.calls\n"
        "[importlib.import_module(f'tui.calls.{m.name}') for m in pkgutil.iter_modules(tui.calls.__path__)]\n"
        "print('textual' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


HEAVY = ("tinydb", "dateutil", "trafilatura", "lxml", "markdown_it", "orjson", "filelock")
LATER = ("tui.widgets.reader", "tui.widgets.prompt", "annotations.store", "annotations.links")


def test_the_app_imports_nothing_before_it_is_needed() -> None:
    code = f"import sys, tui.app; print(*(set({HEAVY + LATER!r}) & sys.modules.keys()))"
    bare = f"import sys, textual.app, textual.widget; print(*(set({HEAVY!r}) & sys.modules.keys()))"
    brought_by_textual = subprocess.run(
        [sys.executable, "-c", bare], capture_output=True, text=True, check=True
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == set(brought_by_textual.stdout.split())


def test_files_can_be_read_in_one_sitting() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for floor in BELOW for path in sources(floor)}
    long = {str(path.relative_to(ROOT)): lines for path, lines in lengths.items() if lines > LONGEST}
    assert not long


def test_what_is_to_be_done_later_is_done() -> None:
    """Textual's timers of one shot are lost on a machine that stands still as they begin: see
    ``tui.alarms``."""
    assert [path.name for path in (ROOT / "tui").rglob("*.py") if "set_timer(" in path.read_text()] == []


def test_the_top_level_is_as_the_user_laid_it_out() -> None:
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("not a git checkout")
    tops = {line.partition("/")[0] for line in done.stdout.splitlines()}
    assert {top for top in tops if not top.startswith(".")} <= TOP_LEVEL
