"""An article's address, shown before it is opened: what you see is where you go."""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.containers import Vertical
from textual.widgets import Static

from seeds.text import display_safe
from tui.addresses import open_address, safe_address, shown_address
from tui.widgets.host import words_of
from tui.widgets.overlay import Overlay

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult


class AddressPrompt(Overlay[Future[bool] | None]):
    """Shows an address; Enter opens it in the browser, anything else steps back.

    Dismisses with what opening it came to: a future of "did a browser take it", or None.
    """

    DEFAULT_CSS: ClassVar[str] = """
    AddressPrompt { align: center middle; background: $background 60%; }
    AddressPrompt > Vertical {
        width: auto; max-width: 90%; min-width: 40; height: auto; max-height: 90%;
        padding: 1 2; background: $surface;
    }
    AddressPrompt Static { width: auto; max-width: 100%; height: auto; }
    AddressPrompt #address { color: $primary; margin: 1 0; }
    AddressPrompt #address-keys { color: $text-muted; }
    """

    def __init__(self, url: str) -> None:
        """Take the address as the article has it; one that is not plain http or https is shown, never
        opened."""
        super().__init__()
        self._url = url
        self._safe = safe_address(url)

    def compose(self) -> ComposeResult:
        """Lay out the address and what the keys do."""
        words = words_of(self)
        with Vertical():
            yield Static(Text(words("main.address.title"), style="bold"), markup=False)
            yield Static(
                Text(shown_address(self._safe) if self._safe else display_safe(self._url)),
                id="address",
                markup=False,
            )
            key = "main.address.keys" if self._safe else "main.address.refused"
            yield Static(Text(words(key)), id="address-keys", markup=False)

    def on_key(self, event: events.Key) -> None:
        """Enter opens; every other key steps back."""
        event.stop()
        event.prevent_default()
        if event.key == "enter" and self._safe:
            self.dismiss(open_address(self._safe))
        else:
            self.dismiss(None)

    def on_click(self) -> None:
        """A click steps back."""
        self.dismiss(None)
