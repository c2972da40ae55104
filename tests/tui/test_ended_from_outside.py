"""A dropped line, a shutdown, a closed window: what was being typed is there when docbao is next open."""

from __future__ import annotations

import resource
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from annotations.store import Store
from seeds.library import Library
from tests.tui.pty_lab import Lab

RUN = "import sys; from tui.cli import main; sys.exit(main())"
TEXT = "Hà Nội, ngày 14/11/2025. Bộ Công Thương họp về thuế đối ứng với Hoa Kỳ.\n"
ENDS = 8.0
"""Seconds within which the program must be gone."""


class Desk:
    """docbao in a terminal and a home of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "news").mkdir()
        (root / "news" / "bài.txt").write_text(TEXT, "utf-8")
        self.environment = {
            "HOME": str(root),
            **{f"XDG_{name}_HOME": str(root / name.lower()) for name in ("DATA", "STATE", "CACHE", "CONFIG")},
        }
        # The article is in the index already: to read it at each start is not what is looked at here.
        cache = root / "cache" / "docbao"
        cache.mkdir(parents=True)
        with closing(Library((root / "news",), index_path=cache / "index.sqlite", bundled=False)) as library:
            library.scan(stop=threading.Event(), progress=lambda _: None, changed=lambda _: None)

    def open(self, before: str = "") -> Lab:
        """Start docbao in a terminal, in a process that runs something ``before``."""
        command = [sys.executable, "-c", before + RUN, "--library", str(self.root / "news")]
        return Lab(command, columns=100, rows=30, environment=self.environment)

    def drafts(self) -> list[str]:
        with Store.open(self.root / "data" / "docbao", self.root / "state" / "docbao") as store:
            return [draft.text for draft in store.drafts()]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def told_to_end(lab: Lab) -> None:
    lab.signal(signal.SIGTERM)


def line_dropped(lab: Lab) -> None:
    """The signal of a dropped line, with the terminal still there."""
    lab.signal(signal.SIGHUP)


def window_closed(lab: Lab) -> None:
    """The terminal itself is gone: the system sends the signal, and nothing can be read or written."""
    lab.hang_up()


@pytest.mark.parametrize(
    ("end", "keeps_place"),
    [(told_to_end, False), (line_dropped, False), (window_closed, False), (window_closed, True)],
)
def test_a_note_being_typed_is_there_as_a_draft_even_where_the_place_cannot_be_kept(
    desk: Desk, end: Callable[[Lab], None], keeps_place: bool
) -> None:
    broken = "import tui.session as session; session.save = None; "
    with desk.open("" if keeps_place else broken) as lab:
        lab.wait_text("1 unread", 20)  # the annotations are open: before, a key that needs them is refused
        lab.send("a")
        lab.wait_text("New note", 20)
        lab.send("Chưa lưu thì sao")
        lab.wait_text("Chưa lưu thì sao")
        end(lab)
        begun = time.monotonic()
        status = lab.exit_status(ENDS)
        assert status is not None, "it goes on without its terminal"
        assert time.monotonic() - begun < ENDS
    assert desk.drafts() == ["Chưa lưu thì sao"]


def test_what_stood_on_a_line_is_told_at_the_next_start(desk: Desk) -> None:
    with desk.open() as lab:
        lab.wait_text("1 unread", 20)
        lab.send("t")
        lab.wait_text("Enter", 10)
        lab.send("kinh tế/đọc sau")
        lab.wait_text("kinh tế/đọc sau")
        lab.hang_up()
        assert lab.exit_status(ENDS) is not None
    with desk.open() as lab:
        lab.wait_text("typing “kinh tế/đọc sau”", 20)
        lab.send("\x1b")
        assert lab.wait(lambda: "kinh tế/đọc sau" not in lab.text())
        lab.send("q")
        assert lab.exit_status(ENDS) == 0
    with desk.open() as lab:
        lab.wait_text("Bộ Công Thương", 20)
        assert not lab.wait(lambda: "kinh tế/đọc sau" in lab.text(), 1)


def test_a_mark_that_could_not_be_saved_is_told_until_it_is_dismissed_and_works_once_the_disk_does(
    desk: Desk,
) -> None:
    with desk.open() as lab:
        lab.wait_text("Bộ Công Thương", 20)
        lab.send("\r")
        lab.wait_text("100 %", 10)
        lab.wait(lambda: False, 3)  # the library is being watched by then: the index needs no disk any more
        full, room = (10, resource.RLIM_INFINITY), (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        resource.prlimit(lab.pid, resource.RLIMIT_FSIZE, full)
        lab.send("m")
        lab.wait_text("NOT SAVED", 10)
        lab.send("j")
        lab.wait(lambda: False, 0.5)  # while the screen is drawn anew, it may be half there
        assert lab.wait(lambda: "NOT SAVED" in lab.text(), 2), "it stays"
        lab.send("\x1b")
        assert lab.wait(lambda: "NOT SAVED" not in lab.text())
        resource.prlimit(lab.pid, resource.RLIMIT_FSIZE, room)
        lab.send("m")
        lab.wait_text("Marked", 10)
    with Store.open(desk.root / "data" / "docbao", desk.root / "state" / "docbao") as store:
        assert len(store.all_highlights()) == 1
