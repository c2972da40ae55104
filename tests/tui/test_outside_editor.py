"""Notes in the reader's own editor: what it writes comes back, what goes wrong is told, nothing is lost."""

from __future__ import annotations

import os
import signal
import stat
import sys
import tempfile
import time
from pathlib import Path

import pytest

from annotations.store import Store
from tests.tui.note_desk import SUBJECT
from tests.tui.pty_lab import Lab
from tui.outside_editor import Edited, edit_outside, editor_command


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is left on purpose, or by a kill, is left in the test's own folder."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))


def script(folder: Path, body: str) -> str:
    """Make an editor that does this with the file ``sys.argv[1]``."""
    path = folder / "editor.py"
    path.write_text(f"import os, sys, time\npath = sys.argv[1]\n{body}\n", "utf-8")
    return f"{sys.executable} {path}"


def edited(folder: Path, body: str, text: str = "một\n  hai") -> tuple[Edited, list[str]]:
    written: list[str] = []
    return edit_outside(editor_command(script(folder, body), {}), text, written.append), written


def left_behind() -> set[str]:
    return {path.name for path in Path(tempfile.gettempdir()).glob("docbao-*")}


def test_the_settings_go_before_visual_and_visual_before_editor() -> None:
    environment = {"VISUAL": "code --wait", "EDITOR": "ed"}
    assert editor_command("nano -w", environment) == ["nano", "-w"]
    assert editor_command("", environment) == ["code", "--wait"]
    assert editor_command(" ", {"VISUAL": " ", "EDITOR": "ed"}) == ["ed"]
    assert editor_command("my'editor", {}) == ["my'editor"]


def test_what_the_editor_writes_comes_back_and_its_file_is_private_and_gone(tmp_path: Path) -> None:
    told = tmp_path / "told"
    body = f"""
modes = [oct(os.stat(each).st_mode) for each in (path, os.path.dirname(path))]
open({str(told)!r}, "w").write(" ".join([*modes, path]))
text = open(path, encoding="utf-8").read()
open(path, "w", encoding="utf-8").write(text + "Việt\\n")
"""
    before = left_behind()
    done, _ = edited(tmp_path, body)
    assert done == Edited("done", "một\n  hai\nViệt")
    file, folder, path = told.read_text().split()
    assert stat.S_IMODE(int(file, 8)) == 0o600 and stat.S_IMODE(int(folder, 8)) == 0o700
    assert path.endswith(".md") and left_behind() <= before


@pytest.mark.parametrize(
    ("body", "ending", "text"),
    [
        ("pass", "at-once", "một\n  hai"),
        ("time.sleep(1.1)", "unchanged", "một\n  hai"),
        ("open(path, 'w').write('ba'); sys.exit(3)", "failed", "ba"),
        ("sys.exit(1)", "failed", "một\n  hai"),
        ("os.remove(path)", "not-started", "một\n  hai"),
        ("os.kill(os.getpid(), 9)", "failed", "một\n  hai"),
        ("open(path + 'x', 'w').write('bốn'); os.replace(path + 'x', path)", "done", "bốn"),
        ("open(path, 'wb').write(b'a\\r\\nb\\r\\n')", "done", "a\nb"),
    ],
    ids=["at-once", "unchanged", "status", "status-unchanged", "removed", "killed", "replaced", "crlf"],
)
def test_however_the_editor_ends_the_text_is_there(tmp_path: Path, body: str, ending: str, text: str) -> None:
    done, _ = edited(tmp_path, body)
    assert (done.ending, done.text) == (ending, text)


def test_what_is_no_text_stays_in_its_file_and_the_note_as_it_was(tmp_path: Path) -> None:
    done, _ = edited(tmp_path, "open(path, 'wb').write(b'\\xff\\xfe\\x00')")
    assert (done.ending, done.text) == ("unreadable", "một\n  hai")
    assert Path(done.why).read_bytes() == b"\xff\xfe\x00"


def test_an_editor_that_is_not_there_is_told() -> None:
    assert edit_outside(["không-có-trình-này"], "một", lambda text: None).ending == "not-started"


def test_every_text_that_the_editor_saves_is_handed_on_while_it_runs(tmp_path: Path) -> None:
    _, written = edited(tmp_path, "open(path, 'w').write('giữa chừng'); time.sleep(1.2)")
    assert written == ["giữa chừng"]


def test_ending_docbao_ends_the_editor_and_keeps_what_it_had_saved(tmp_path: Path) -> None:
    body = "open(path, 'w').write('đã lưu'); os.kill(os.getppid(), 15); time.sleep(30)"
    kept = signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        begun = time.monotonic()
        done, _ = edited(tmp_path, body)
    finally:
        signal.signal(signal.SIGTERM, kept)
    assert (done.ending, done.text) == ("told-to-end", "đã lưu")
    assert time.monotonic() - begun < 10


def note_app(folder: Path, body: str) -> Lab:
    environment = {"VISUAL": script(folder, body)}
    return Lab([sys.executable, "-m", "tests.tui.note_app", str(folder)], environment=environment)


def test_the_app_gives_the_terminal_away_and_takes_it_back(tmp_path: Path) -> None:
    body = (
        "print('NOW THE EDITOR', flush=True)\nline = sys.stdin.readline()\n"
        "open(path, 'a', encoding='utf-8').write(line)"
    )
    with note_app(tmp_path, body) as lab:
        lab.wait_text("New note", 20)
        lab.send("một")
        lab.wait_text("một")
        lab.send("\x0f")
        lab.wait_text("NOW THE EDITOR")
        lab.send("hai ở ngoài\n")
        lab.wait_text("Back from")
        lab.send(" ba\x1b")
        assert lab.exit_status(1) is None
        lab.wait(lambda: bool(notes(tmp_path)), 10)
    assert notes(tmp_path) == ["một\nhai ở ngoài ba"]


def notes(folder: Path) -> list[str]:
    with Store.open(folder / "data", folder / "state") as store:
        return [note.text for note in store.notes(SUBJECT.id)]


def drafts(folder: Path) -> list[str]:
    with Store.open(folder / "data", folder / "state") as store:
        return [draft.text for draft in store.drafts()]


def test_killed_while_the_editor_runs_what_it_had_saved_is_a_draft(tmp_path: Path) -> None:
    body = "open(path, 'w').write('lưu ở ngoài'); print('SAVED', flush=True); time.sleep(60)"
    with note_app(tmp_path, body) as lab:
        lab.wait_text("New note", 20)
        lab.send("một")
        lab.wait_text("một")
        lab.send("\x0f")
        lab.wait_text("SAVED")
        assert lab.wait(lambda: drafts(tmp_path) == ["lưu ở ngoài"], 10)
        lab.signal(signal.SIGKILL)
        assert lab.exit_status() == -signal.SIGKILL
    assert drafts(tmp_path) == ["lưu ở ngoài"]


def test_told_to_end_while_the_editor_runs_docbao_ends_and_the_draft_is_kept(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    body = "open(path, 'w').write('đang dở'); print('EDITING', flush=True); time.sleep(60)"
    environment = {"HOME": str(home), "EDITOR": script(tmp_path, body), "VISUAL": ""}
    environment |= {name: "" for name in os.environ if name.startswith("XDG_")}
    command = [sys.executable, "-c", "import sys; from tui.cli import main; sys.exit(main())"]
    with Lab([*command, "--data", str(tmp_path / "data")], environment=environment) as lab:
        lab.wait_text("5 articles", 20)
        assert lab.wait(lambda: press_until(lab, "a", "New note"), 20)
        lab.send("một")
        lab.wait_text("một")
        lab.send("\x0f")
        lab.wait_text("EDITING")
        lab.signal(signal.SIGTERM)
        assert lab.exit_status(15) == 0
    with Store.open(tmp_path / "data", tmp_path / "another-state") as store:
        assert [draft.text for draft in store.drafts()] == ["đang dở"]


def press_until(lab: Lab, key: str, text: str) -> bool:
    """Press a key again until something is there: the annotations may not be open at the first."""
    if text in lab.text():
        return True
    lab.send(key)
    return lab.wait(lambda: text in lab.text(), 1.5)
