"""Copying, and which addresses may be opened."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from textual.app import App

from tui import addresses, clipboard
from tui.addresses import open_address, safe_address, shown_address
from tui.clipboard import CopyOutcome, copy, hears, programs


def a_program(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/usr/bin{os.pathsep}/bin")
    monkeypatch.setenv("DISPLAY", ":9")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    return tmp_path


def test_the_first_program_that_works_gets_the_text(desktop: Path) -> None:
    a_program(desktop, "xclip", "exit 1")
    a_program(desktop, "xsel", f'cat > "{desktop}/got"')
    outcome = copy("Việt Nam\n", App())
    assert (outcome, outcome.worked, outcome.key) == (CopyOutcome("xsel", False), True, "clipboard.copied")
    assert (desktop / "got").read_text("utf-8") == "Việt Nam\n"


def test_a_program_that_hangs_is_not_waited_for(desktop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard, "PATIENCE", 0.2)
    a_program(desktop, "xclip", "exec sleep 20")
    a_program(desktop, "xsel", "exit 1")
    outcome = copy("x", App())
    assert (outcome.worked, outcome.key) == (False, "clipboard.failed")


def test_the_terminal_alone_is_told_as_such() -> None:
    assert (CopyOutcome(None, True).worked, CopyOutcome(None, True).key) == (True, "clipboard.sent")


def test_tmux_is_asked_by_its_own_program_which_sends_on_what_it_may() -> None:
    assert programs("linux", {"TMUX": "/tmp/tmux,1,0"})[0] == ("tmux", "load-buffer", "-w", "-")
    assert CopyOutcome("tmux", True).key == "clipboard.tmux"


@pytest.mark.parametrize(
    ("environment", "heard"),
    [
        ({"TERM": "xterm-256color", "SSH_TTY": "/dev/pts/1"}, True),
        ({"TERM": "linux"}, False),
        ({"TERM": "screen", "STY": "1.pts-0"}, False),
    ],
)
def test_a_console_and_gnu_screen_have_no_clipboard(environment: dict[str, str], heard: bool) -> None:
    assert hears(environment) == heard


def test_each_desktop_has_its_programs() -> None:
    assert [name for name, *_ in programs("linux", {"WAYLAND_DISPLAY": "", "DISPLAY": ""})] == [
        "wl-copy",
        "xclip",
        "xsel",
    ]
    assert programs("linux", {}) == []
    assert programs("linux", {"WSL_DISTRO_NAME": "x"}) == [("clip.exe",)]
    assert programs("darwin", {}) == [("pbcopy",)]
    assert programs("win32", {}) == [("clip.exe",)]


@pytest.mark.parametrize(
    ("url", "opened"),
    [
        ("https://vtcnews.vn/bai-1.html?a=b&c=%20d#e", "https://vtcnews.vn/bai-1.html?a=b&c=%20d#e"),
        (" HTTP://VnExpress.NET/x ", "http://vnexpress.net/x"),
        ("https://báo.vn/tin tức", None),
        ("https://báo.vn/tin-tức", "https://xn--bo-mia.vn/tin-t%E1%BB%A9c"),
        ("https://a.vn:8443/", "https://a.vn:8443/"),
        ("https://[::1]/x", "https://[::1]/x"),
        ("https://vnexpress.net@evil.example/", None),
        ("https://vnexpress.net\\@evil.example/", None),
        ("https://vnexpress.net%2f@evil.example/", None),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("//a.vn/x", None),
        ("https://a.vn/\x1b]0;x\x07", None),
        ("https://a.vn/\u202egpj.exe", None),
        ("https://a.vn/x\u200by", None),
        ("https://a..vn/", None),
        ("https://-a.vn/", None),
        ("https://a.vn:0/", None),
        ("https://a.vn:99999/", None),
        ("https:///x", None),
        ("https://a.vn/" + "x" * 3000, None),
        ("", None),
    ],
)
def test_only_plain_web_addresses_are_opened(url: str, opened: str | None) -> None:
    assert safe_address(url) == opened


def test_an_address_in_other_letters_shows_both_forms() -> None:
    assert shown_address("https://xn--bo-mia.vn/x") == "https://xn--bo-mia.vn/x (báo.vn)"
    assert shown_address("https://a.vn/x") == "https://a.vn/x"


def test_a_browser_gets_the_address_as_one_argument_and_no_shell_sees_it(
    desktop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_program(desktop, "mybrowser", f'printf "%s" "$1" > "{desktop}/got"')
    monkeypatch.setenv("BROWSER", str(desktop / "mybrowser"))
    address = "https://a.vn/x;touch$IFS'y'&z=$(id)"
    assert open_address(address).result(15)
    assert (desktop / "got").read_text() == safe_address(address)


def test_nothing_is_opened_without_a_desktop_or_for_an_unsafe_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(addresses, "_open", lambda *_: pytest.fail("a browser was started"))
    assert open_address("file:///etc/passwd").result(1) is False
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)
    assert open_address("https://a.vn/").result(1) is False
