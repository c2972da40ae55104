"""What widgets and pages need to be driven by the command table: a context, and carrying out its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol, runtime_checkable

if TYPE_CHECKING:
    from textual import events

    from tui.app import DocbaoApp
    from tui.commands import Context
    from tui.widgets.bars import FooterBar


def carry_out(app: DocbaoApp, footer: FooterBar, context: Context, key: str, *first: object) -> bool:
    """Carry out what a key means in a context, by the first of ``first`` and the app that can; False when it
    means nothing there. The footer shows a sequence that is not at its end."""
    press = app.keymap.press(context, key)
    footer.set_pending(press.pending if press else "")
    if press is None:
        return False
    if press.command is not None:
        footer.dismiss_passing()
        for target in (*first, app):
            if (handler := getattr(target, press.command.handler, None)) is not None:
                handler(press.count if press.count is not None else 1)
                break
    return True


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
