"""Copying: through the terminal (OSC 52), which works over SSH too, and through the desktop's program."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import App

PATIENCE = 2.0
"""Seconds a clipboard program may take; a healthy one answers in milliseconds."""

TERMINAL_LIMIT = 74_994
"""Bytes of text that terminals take at once: 100,000 characters of OSC 52 in base64 (xterm, hterm, tmux)."""

_DEAF = frozenset({"dumb", "linux", "unknown", "vt100", "vt102", "vt220"})
"""Terminals (``TERM``) that have no clipboard."""


@dataclass(frozen=True, slots=True)
class CopyOutcome:
    """Where a text went: ``tool`` is the program that took it, ``terminal`` whether the terminal was asked.

    A terminal never says whether it obeyed. ``key`` is the catalogue's sentence for it.
    """

    tool: str | None
    terminal: bool

    @property
    def worked(self) -> bool:
        """Whether the text is in a clipboard as far as can be known."""
        return self.tool is not None or self.terminal

    @property
    def key(self) -> str:
        """The catalogue's key of the sentence to show."""
        if self.tool is not None:
            return "clipboard.tmux" if self.tool == "tmux" else "clipboard.copied"
        return "clipboard.sent" if self.terminal else "clipboard.failed"


def copy(text: str, app: App[Any]) -> CopyOutcome:
    """Put text into the clipboard in every way there is. It waits for a program: call it off the UI loop."""
    reachable = app.is_running and not app.is_headless
    terminal = reachable and hears(os.environ) and len(text.encode("utf-8", "replace")) <= TERMINAL_LIMIT
    if terminal:
        app.copy_to_clipboard(text)
    return CopyOutcome(_through_program(text, os.environ), terminal)


def hears(environment: Mapping[str, str]) -> bool:
    """Whether OSC 52 may reach a clipboard: a console has none, GNU screen keeps it to itself."""
    return environment.get("TERM", "") not in _DEAF and "STY" not in environment


def programs(platform: str, environment: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Return the commands that can reach a clipboard here, best first; they may not be installed."""
    if platform == "darwin":
        return [("pbcopy",)]
    if platform == "win32":
        return [("clip.exe",)]
    found: list[tuple[str, ...]] = []
    if "WAYLAND_DISPLAY" in environment:
        found.append(("wl-copy", "--type", "text/plain;charset=utf-8"))
    if "DISPLAY" in environment:
        found += [("xclip", "-selection", "clipboard"), ("xsel", "--clipboard", "--input")]
    if "WSL_DISTRO_NAME" in environment:
        found.append(("clip.exe",))
    if "TMUX" in environment:
        # By default tmux passes no OSC 52 on to its terminal, but sends its own for this (since 3.2).
        found += [("tmux", "load-buffer", "-w", "-"), ("tmux", "load-buffer", "-")]
    return found


def _through_program(text: str, environment: Mapping[str, str]) -> str | None:
    for name, *arguments in programs(sys.platform, environment):
        if (path := shutil.which(name)) is None:
            continue
        # clip.exe takes what is not marked as UTF-16 for the system's old code page.
        data = text.encode("utf-16" if name == "clip.exe" else "utf-8", "replace")
        try:
            # Nothing is captured: xclip and wl-copy stay behind to serve the text and would keep a pipe open.
            done = subprocess.run(
                [path, *arguments],
                input=data,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=PATIENCE,
                check=False,
                start_new_session=True,
                env={**environment, "LC_CTYPE": environment.get("LC_CTYPE", "UTF-8")}
                if name == "pbcopy"
                else None,
            )
        except (OSError, subprocess.SubprocessError):
            continue
        if done.returncode == 0:
            return name
    return None
