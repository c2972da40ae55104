"""A box over a page looks as any modal screen of Textual does: the page shines through as much."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.screen import ModalScreen
from textual.widgets import Static

from tests.tui.rig import Opened, opened
from tui.widgets.overlay import Overlay

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.strip import Strip

LOOKS = {
    "full": {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
    "sixteen": {"TERM": "linux", "COLORTERM": ""},
    "plain": {"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"},
}
TINTS = ("$background 60%", "transparent")


def boxes(tint: str) -> tuple[ModalScreen[None], ModalScreen[None]]:
    """Return one box as an ``Overlay`` and as a plain modal screen."""
    css = f"align: center middle; background: {tint};"

    class Ours(Overlay[None]):
        DEFAULT_CSS = f"Ours {{ {css} }} Ours Static {{ width: 20; height: 3; }}"

        def compose(self) -> ComposeResult:
            yield Static("a box")

    class Textuals(ModalScreen[None]):
        DEFAULT_CSS = f"Textuals {{ {css} }} Textuals Static {{ width: 20; height: 3; }}"

        def compose(self) -> ComposeResult:
            yield Static("a box")

    return Ours(), Textuals()


async def looks(app: Opened, screen: ModalScreen[None], *, resized: bool) -> list[list[Strip]]:
    """Return what is painted with a box over the page: as it comes, after the page below has changed, and in
    a larger terminal."""
    seen = []

    async def look() -> None:
        await app.still(2)
        seen.append(app.app.screen._compositor.render_strips())

    app.app.push_screen(screen)
    await look()
    app.app.main.header.set_deed("something else")
    await look()
    if resized:
        await app.pilot.resize_terminal(90, 30)
        await look()
        await app.pilot.resize_terminal(80, 24)
        await app.until(lambda: app.app.screen.size.width == 80)
    app.app.main.header.set_deed("")
    app.app.pop_screen()
    await app.still(2)
    return seen


@pytest.mark.parametrize("look", LOOKS)
async def test_it_looks_as_textuals_own(look: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in LOOKS[look].items():
        monkeypatch.setenv(name, value)
    async with opened(tmp_path, size=(80, 24)) as app:
        for tint in TINTS:
            ours, textuals = boxes(tint)
            seen = await looks(app, ours, resized=look == "full")
            assert seen == await looks(app, textuals, resized=look == "full"), tint
            assert seen[0] != seen[1], f"{tint}: the page below shines through"
