"""A small app around one list, picker or help screen, and what is drawn on its screen."""

from __future__ import annotations

from typing import Any

from textual.app import App, ComposeResult
from textual.screen import Screen

from annotations.collection import Listed
from tests.tui.list_views import FakeView, LongView
from tui.keymap import Keymap
from tui.themes import Look
from tui.widgets.list import ArticleList
from tui.words import Words


class ListApp(App[None]):
    """Shows a view in a list that fills the screen; collects the list's messages and what screens return."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, view: FakeView | LongView | None = None, *, empty: str = "") -> None:
        super().__init__()
        self.look = Look("dark", "full")
        self.words = Words("en")
        self.keymap = Keymap()
        self.register_theme(self.look.textual_theme())
        self.theme = self.look.textual_theme().name
        self.list = ArticleList(topic_name=lambda id: id.replace("_", " "))
        self.list.empty = empty
        self.list.follower = self._follow
        self.view = view
        self.heard: list[str] = []
        self.returned: list[Any] = []

    def compose(self) -> ComposeResult:
        yield self.list

    def on_mount(self) -> None:
        self.list.focus()
        if self.view is not None:
            self.list.show(self.view)

    def _follow(self, listed: Listed | None) -> None:
        self.heard.append(f"moved {listed.id if listed else None}")

    def on_article_list_opened(self, message: ArticleList.Opened) -> None:
        self.heard.append(f"opened {message.listed.id}")

    def ask(self, screen: Screen[Any]) -> None:
        self.push_screen(screen, self.returned.append)


def drawn(app: App[Any]) -> list[str]:
    """Return the lines on the screen, without trailing space."""
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]
