"""Keys that type and edit, carried out where they are read: what the line input and the text editor share.

Textual queues bindings behind letters that were typed after them. Vietnamese input methods send backspaces
and letters in one burst: their order is all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from tui.typed import typed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual import events
    from textual.widget import Widget


class InlineKeys:
    """A mixin for widgets into which text is typed: mix it in first, so that its ``_on_key`` comes first."""

    editing: ClassVar[Mapping[str, str]] = {}
    """Key to Textual action."""

    passed_on: frozenset[str] = frozenset()
    """Keys of ``editing`` that this widget leaves to its screen."""

    taker: Callable[[str], bool] | None = None
    """Is asked first what to do with a key; True when it has done it."""

    _unseen = 0
    """Invisible characters just typed and dropped: some input methods send one and then take it back."""

    def put(self, text: str) -> None:
        """Put what was typed in the place of the selection."""
        raise NotImplementedError

    def types(self, event: events.Key) -> str | None:
        """Return what a key types, "" for what cannot be seen, None where it types nothing."""
        return typed(event)

    def leaves(self, action: str) -> bool:
        """Whether an action has nothing to act on here, and is left to the screen."""
        return False

    async def _on_key(self, event: events.Key) -> None:
        # Textual's own handlers would insert letters with Alt, and know no invisible ones.
        event.prevent_default()
        if self.taker is not None and self.taker(event.key):
            event.stop()
            return
        character = self.types(event)
        if character is not None:
            event.stop()
            self._type(character)
            return
        action = None if event.key in self.passed_on else self.editing.get(event.key)
        if action is None:
            return
        if action == "delete_left" and self._unseen:
            self._unseen -= 1
            event.stop()
            return
        self._unseen = 0
        widget = cast("Widget", self)
        if not self.leaves(action) and await widget.app.run_action(action, widget):
            event.stop()

    def _type(self, character: str) -> None:
        if not character:
            self._unseen += 1
            return
        self._unseen = 0
        self.put(character)
