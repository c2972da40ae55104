"""Whatever an article, a name, a synced note or a setting holds: the terminal is told nothing by it, and the
reader sees it as text."""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from annotations import lines
from annotations.store import Store
from tests.tui.pty_lab import Lab
from tests.tui.rig import opened, places_in
from tui.cli import main
from tui.wall import FORBIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterator

MARK = "0WNED"
PAYLOADS = {
    "title": f"\x1b]2;{MARK}\x07",
    "clipboard": f"\x1b]52;c;{MARK}\x1b\\",
    "link": f"\x1b]8;;file:///{MARK}\x1b\\bấm\x1b]8;;\x1b\\",
    "open": f"\x1b]0;{MARK}",
    "nested": f"\x1b\x1b[m]0;{MARK}\x07\x1b[\x1b[m2J",
    "built": f"\x1b\x00]0;{MARK}\x1b\x07\\",
    "screen": f"\x1b[2J\x1b[1;1H{MARK}\x1b[?1049l\x1bc",
    "asks": "\x1b[6n\x1b[c\x1b[21t\x1b]10;?\x07",
    "dcs": f"\x1bP$q{MARK}\x1b\\\x1b_G{MARK}\x1b\\\x1b^{MARK}\x1b\\",
    "c1": f"\x9b2J\x9d0;{MARK}\x9c\x90{MARK}\x9c\x85",
    "c0": "".join(map(chr, range(1, 32))) + "\x7f",
    "cr": f"thật\rgiả {MARK}\x08\x08\x08",
    "bidi": f"\u202egnốhp\u2067{MARK}\u200f\u061c",
    "unseen": "a\u200b\u2060\ufeff\u00ad\u034f\U000e0041\ufe0f\u3164" + "\u200d" * 50,
    "marks": "a" + "\u0301\u0323" * 400 + " \u0309",
    "broken": "\ufffe\uffff\ue000\U0010ffff",
    "markup": f"[/] [bold]{MARK}[/bold] [@click=app.quit]x[/] [link=file:///{MARK}]y[/link] {{0}} %s",
    "wide": "漢" * 200 + "👩‍👩‍👧🇻🇳👍🏿" * 20,
    "tabs": "\t" * 300,
    "long": "a" * 50_000,
}
VIETNAMESE = "Thủ tướng Phạm Minh Chính thăm Đà Nẵng ngày 20/11/2025."
RAW = {
    "bytes.txt": b"Tin \x9b2J\x9d0;"
    + MARK.encode()
    + b"\x9c \xff\xfe\xed\xa0\x80\xc1\x9b "
    + VIETNAMESE.encode(),
    "entities.html": f"<title>&#27;]0;{MARK}&#7;</title><p>&#x9b;2J {VIETNAMESE} &#8238;{MARK}".encode(),
    "front.md": f'---\ntitle: "\x1b]0;{MARK}\x07"\nurl: "https://a.vn/\x1b]0;{MARK}"\n---\n{VIETNAMESE}'.encode(),
    f"name \x1b]0;{MARK}\x07[@click=app.quit]\u202etxt.txt": VIETNAMESE.encode(),
    "[!].txt": (VIETNAMESE + " hai").encode(),
}
SEQUENCE = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[ -/]*[0-~]", re.DOTALL
)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A folder of articles that each try something, in the title, the first line and the running text."""
    folder = tmp_path / "library"
    folder.mkdir()
    for name, payload in PAYLOADS.items():
        text = f"{name} {payload}\n\n{VIETNAMESE}\n{payload} {VIETNAMESE}\n\n{VIETNAMESE}{payload}\n"
        (folder / f"{name}.txt").write_text(text, "utf-8", "surrogatepass", newline="")
    for name, raw in RAW.items():
        (folder / name).write_bytes(raw)
    return folder


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home whose very name is hostile."""
    folder = tmp_path / f"home \x1b]0;{MARK}\x07\u202e[!]"
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.delenv(f"XDG_{name}_HOME", raising=False)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    folder.mkdir()
    return folder


def forbidden(text: str) -> list[str]:
    """What a plain output may not hold."""
    return sorted({hex(ord(one)) for one in FORBIDDEN.findall(text.replace("\n", ""))})


def told(raw: bytes) -> tuple[set[str], str]:
    """Take a terminal's bytes apart: the kinds of sequences, and the text between them. Fails for what is not
    UTF-8 and for a sequence that carries anything of ours."""
    text = raw.decode("utf-8")
    kinds = set()
    for found in SEQUENCE.finditer(text):
        assert MARK not in found[0], found[0]
        kinds.add(re.sub(r"[0-9;:]", "", found[0]) if found[0][1] == "[" else found[0])
    return kinds, SEQUENCE.sub("", text).replace("\r", "").replace("\n", "")


def poisoned(journal: Path, text: str) -> None:
    """Write a text into a journal as another device's docbao might, its checksums right."""
    previous, out = "", b""
    for line in journal.read_bytes().splitlines(True):
        said = line[lines.CHECKSUM + 1 :].decode()
        record = json.loads(said.replace("HARMLESS", json.dumps(text)[1:-1]))
        if "prev" in record:
            record["prev"] = previous
        encoded, previous = lines.encode(record)
        out += encoded
    journal.write_bytes(out)


def calls(library: Path) -> Iterator[list[str]]:
    own = ["--library", str(library)]
    yield ["list", *own]
    yield ["list", "--json", *own]
    yield ["search", MARK, *own]
    yield ["search", MARK, "--json", *own]
    yield ["doctor", *own]
    yield ["paths"]
    for path in sorted(library.iterdir()):
        yield ["show", str(path)]
        yield ["show", str(path), "--json"]
    for wrong in ("tag:\x1b]0;x\x07", "date:\u202e\x9b2J", "\x1b[2J:x", '"\x1b'):
        yield ["list", wrong, *own]
    yield ["show", f"no\x1b]0;{MARK}\x07such\u202e.txt"]
    yield ["list", "--library", f"/\x1b]0;{MARK}\x07[/]"]
    yield [f"--\x1b]0;{MARK}"]
    yield ["add", f"/\x9b2J{MARK}.txt"]


def test_no_call_prints_what_a_terminal_obeys(
    library: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for call in calls(library):
        status = main(call)
        out, err = capsys.readouterr()
        assert status in (0, 1, 2), call
        assert (call, forbidden(out), forbidden(err)) == (call, [], [])
        assert "Traceback" not in err
    main(["list", "--library", str(library)])
    listed = capsys.readouterr().out
    assert "[/] [bold]" in listed
    assert "[@click=app.quit]x[/]" in listed


def test_what_a_synced_folder_brings_is_text(
    library: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(library / "[!].txt")
    assert main(["tag", path, "+HARMLESS"]) == 0
    assert main(["note", path, "HARMLESS"]) == 0
    for journal in home.rglob("journal"):
        poisoned(journal, PAYLOADS["title"] + PAYLOADS["bidi"] + PAYLOADS["c1"] + PAYLOADS["markup"])
    for head in home.rglob("head-*"):
        head.unlink()
    capsys.readouterr()
    for call in (["notes"], ["notes", "--json"], ["show", path], ["list", "--library", str(library)]):
        assert main(call) == 0
        out, err = capsys.readouterr()
        assert MARK in out
        assert (call, forbidden(out), forbidden(err)) == (call, [], [])


def test_mistakes_in_hostile_settings_are_told_as_text(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["paths", "--json"]) == 0
    config = Path(json.loads(capsys.readouterr().out)["settings"])
    config.parent.mkdir(parents=True)
    evil = r"\u001b]0;" + MARK + r"\u0007\u202e[!]"
    config.write_text(
        f'theme = "{evil}"\n"{evil}" = 1\nlibraries = ["/{evil}"]\n[keys]\n"{evil}" = "{evil}"\n'
    )
    assert main(["doctor"]) == 2
    out, err = capsys.readouterr()
    assert (forbidden(out), forbidden(err)) == ([], [])
    assert "Traceback" not in out + err


async def test_the_app_leafs_through_all_of_them(library: Path, tmp_path: Path) -> None:
    async with opened(tmp_path / "own", libraries=(library,), bundled=False, size=(100, 30)) as app:
        main_screen = app.app.main
        count = main_screen.view.count if main_screen.view else 0
        assert count >= len(PAYLOADS) + 2
        await app.open()
        seen = set()
        for number in range(count):
            await app.press("R" if number % 2 else "e")
            screen = app.screen_text()
            assert forbidden(screen) == []
            seen.add(screen)
            await app.press("J")
        assert len(seen) > count // 2
        assert app.app.is_running


async def test_poisoned_annotations_are_shown_as_text(tmp_path: Path, library: Path) -> None:
    own = tmp_path / "own"
    where = places_in(own)
    async with opened(own, libraries=(library,), bundled=False) as app:
        await app.press("a")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        await app.type("HARMLESS")
        await app.press("escape")
        await app.until(lambda: len(app.app.screen_stack) == 1)
        await app.press("q")
    with Store.open(where.data, where.state) as store:
        assert len(store.all_notes()) == 1
    for journal in where.data.rglob("journal"):
        poisoned(journal, "".join(PAYLOADS[name] for name in ("title", "bidi", "markup", "c1")))
    for head in where.state.glob("head-*"):
        head.unlink()
    async with opened(own, libraries=(library,), bundled=False) as app:
        await app.open()
        await app.until(lambda: MARK in app.screen_text())
        assert forbidden(app.screen_text()) == []
        await app.press("a")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        assert forbidden(app.screen_text()) == []
        await app.press("escape")


def driven(folder: Path, home: Path, count: int) -> bytes:
    """Drive the app in a terminal through so many articles and return every byte it wrote."""
    program = "import sys; from tui.cli import main; sys.exit(main())"
    environment = {"HOME": str(home), "LC_ALL": "C.UTF-8", "NO_COLOR": ""}
    with Lab([sys.executable, "-c", program, "--library", str(folder)], environment=environment) as lab:
        lab.wait_text("Enter open")
        lab.read(0.5)
        for keys in (
            "\r",
            *["J"] * count,
            "R",
            "R",
            "e",
            "\r",
            "\x1b",
            "t",
            "\x1b",
            "/",
            "0WN",
            "\r",
            "\x1b",
            "\x1b",
        ):
            lab.send(keys)
            lab.wait(lambda: False, 0.07)
        lab.send("\x1b")
        lab.wait(lambda: False, 0.3)
        lab.send("q")
        assert lab.exit_status() == 0, lab.text()
        return bytes(lab.raw)


def test_a_terminal_gets_nothing_from_hostile_articles_that_it_does_not_get_from_others(
    library: Path, tmp_path: Path, home: Path
) -> None:
    plain = tmp_path / "plain"
    plain.mkdir()
    for number in range(5):
        (plain / f"{number}.txt").write_text(f"Bài 0WN số {number}\n\n{VIETNAMESE} {number}\n" * 3)
    usual, _ = told(driven(plain, tmp_path / "a", 4))
    kinds, text = told(driven(library, home, 24))
    assert kinds <= usual
    assert forbidden(text) == []


def test_show_on_a_terminal_sends_only_colours(library: Path, home: Path) -> None:
    whole = library / "whole.txt"
    whole.write_bytes(b"\n\n".join(path.read_bytes() for path in sorted(library.iterdir())))
    program = "import sys; from tui.cli import main; sys.exit(main())"
    environment = {"HOME": str(home), "LC_ALL": "C.UTF-8", "PAGER": "cat"}
    with Lab([sys.executable, "-c", program, "show", str(whole)], environment=environment) as lab:
        assert lab.exit_status() == 0
        lab.wait(lambda: False, 0.2)
        kinds, text = told(bytes(lab.raw))
    assert kinds <= {"\x1b[m"}
    assert forbidden(text) == []
    assert MARK in text


async def test_why_and_corrections_of_hostile_articles_are_shown_as_text(
    tmp_path: Path, library: Path
) -> None:
    async with opened(tmp_path, libraries=(library,), bundled=False, size=(100, 30)) as app:
        seen = ""
        for name in ("markup", "c1", "bidi", "marks", "long", "unseen"):
            listed = next(
                row for row in app.app.main.view.window(0, 99) if Path(row.path).stem == name and row.path
            )
            app.app.main.list.select(listed.id)
            app.app.main.open_article(listed)
            await app.until(lambda id=listed.id: app.app.main.showing == id and app.app.main.reader.page)
            await app.press("i")
            await app.until(lambda: len(app.app.screen_stack) == 2)
            for key in ("enter", "escape", "j", "enter"):
                await app.press(key)
                seen += app.screen_text()
            await app.type("[/] %")
            await app.press("escape", "escape", "V", "I", "p", "enter")
            await app.until(lambda: len(app.app.screen_stack) == 1)
            seen += app.screen_text()
            await app.press("escape")
        assert not forbidden(seen)
