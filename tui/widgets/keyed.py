"""What a widget needs to be driven by the command table: its context, and handing its keys to the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol, runtime_checkable

if TYPE_CHECKING:
    from textual import events

    from tui.commands import Context


@runtime_checkable
class KeyTaker(Protocol):
    """A screen that turns keys into commands."""

    def take_key(self, context: Context, key: str) -> bool:
        """Carry out what a key means in a context; False when it means nothing there."""
        ...


class Keyed:
    """A mixin for widgets in which keys are commands: mix it in first, so that its ``on_key`` comes first."""

    context: ClassVar[Context]

    @property
    def key_context(self) -> Context:
        """What keys mean here now."""
        return self.context

    def on_key(self, event: events.Key) -> None:
        """Give the key to the screen before Textual's own bindings see it."""
        from textual.widget import Widget

        if (
            isinstance(self, Widget)
            and isinstance(self.screen, KeyTaker)
            and self.screen.take_key(self.key_context, event.key)
        ):
            event.stop()
            event.prevent_default()
