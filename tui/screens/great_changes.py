"""What is done to very many articles: it takes a while, is told above meanwhile, and one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotations.model import Change, Operation
    from tui.screens.base import MainBase


class GreatChanges:
    """Carries out changes of any number of articles."""

    def __init__(self, main: MainBase) -> None:
        """Take the main screen, whose header tells of it."""
        self._main = main
        self._deed = ""

    def begin(self, deed: str) -> Callable[[], None]:
        """Say above what is being done, in words, until what this returns is called. What the footer tells of
        the deed before is over."""
        self._deed = deed
        self._main.footer.dismiss_told()
        self._main.header.set_deed(deed)

        def ended() -> None:
            self._deed = ""
            self._main.header.set_deed("")

        return ended

    def is_busy(self) -> bool:
        """Say whether very many articles are being changed, and if so tell the reader what goes on: what was
        asked for now would come before it or after it, nobody could say which."""
        if self._deed:
            self._main.say("main.app.still", what=self._deed)
        return bool(self._deed)

    def change(
        self,
        n: int,
        deed: str,
        make: Callable[[], Operation | None],
        then: Callable[[Change], None] | None,
    ) -> None:
        """Change ``n`` articles off the loop and call ``then`` once that is durable; ``deed`` is told above
        meanwhile. Nothing is begun while another such change goes on."""
        from contextlib import ExitStack

        from tui.undisturbed import MANY, undisturbed

        if self.is_busy():
            return
        held = ExitStack()
        held.callback(self.begin(deed))
        ended = held.close

        def done(change: Change) -> None:
            ended()
            if then is not None:
                then(change)

        held.enter_context(undisturbed(lambda: n > MANY))
        self._main.change(make, done, otherwise=ended)
