"""Keeps the draft of a text being typed: soon after a key, one write at a time, again when it failed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from tui.alarms import Alarm
    from tui.note_saver import NoteSaver, Saving

KEEP_AFTER = 0.7
"""Seconds from a keystroke to the writing of the draft; keys pressed meanwhile go with it."""

RETRY_AFTER = 5.0
"""Seconds until a draft that could not be kept is tried again."""

Kept = Literal["saving", "kept", "failed"]


class Typing(Protocol):
    """What the keeper asks of the screen on which the text is typed; all on the interface's loop."""

    def typed_text(self) -> str:
        """Return the text as it is now."""
        ...

    def alarm(self, seconds: float, then: Callable[[], None]) -> Alarm:
        """Call ``then`` after a while."""
        ...

    def when(self, future: Future[Any], then: Callable[[BaseException | None], None]) -> None:
        """Call ``then`` with the failure of a future, None when it went well."""
        ...

    def draft_is(self, kept: Kept, error: BaseException | None = None) -> None:
        """Show how the draft stands."""
        ...


class DraftKeeper:
    """Watches one text: tell it of every change with ``changed``, ``stop`` it before the text is saved."""

    def __init__(self, typing: Typing, saver: NoteSaver, kept: str, *, new: bool) -> None:
        """Take the text that is on disk already (the note's or the draft's), and whether the note is new."""
        self._typing = typing
        self._saver = saver
        self._kept = kept
        self._new = new
        self._alarm: Alarm | None = None
        self._under_way = False
        self._stopped = False

    @property
    def is_kept(self) -> bool:
        """Whether the text as it is now is on the disk, as a note or a draft."""
        return self._typing.typed_text() == self._kept

    def changed(self) -> None:
        """Keep the text soon, unless it is kept."""
        if not self._stopped and not self.is_kept:
            self._typing.draft_is("saving")
            self._keep_in(KEEP_AFTER)

    def kept_by_itself(self, text: str) -> None:
        """Know that another has had this text kept as the draft: it is what is on disk now."""
        self._kept = text

    def stop(self) -> None:
        """Keep nothing more: the text itself is about to be saved."""
        self._stopped = True
        if self._alarm is not None:
            self._alarm.stop()
            self._alarm = None

    def go_on(self) -> None:
        """Keep the text again: saving it failed."""
        self._stopped = False
        self._keep_in(RETRY_AFTER)

    def flush_now(self, patience: float) -> bool:
        """Keep the text before this returns, within so many seconds; False if that failed."""
        if self.is_kept:
            return True
        text = self._typing.typed_text()
        try:
            self._save(text).result(patience)
        except Exception:
            return False
        self._kept = text
        return True

    def flush(self) -> None:
        """Have the text kept without waiting for it."""
        if not self.is_kept:
            self._save(self._typing.typed_text())

    def _keep_in(self, seconds: float) -> None:
        if self._alarm is None and not self._under_way:
            self._alarm = self._typing.alarm(seconds, self._keep)

    def _keep(self) -> None:
        self._alarm = None
        if self._stopped or self._under_way:
            return
        if self.is_kept:  # by ``flush_now`` meanwhile
            self._typing.draft_is("kept")
            return
        text = self._typing.typed_text()
        self._under_way = True
        self._typing.when(self._save(text), lambda error: self._answered(text, error))

    def _save(self, text: str) -> Saving:
        gone = self._new and not text.strip()
        return self._saver.drop_draft() if gone else self._saver.save_draft(text)

    def _answered(self, text: str, error: BaseException | None) -> None:
        self._under_way = False
        if error is None:
            self._kept = text
        if self._stopped:
            return
        if error is not None:
            self._typing.draft_is("failed", error)
            self._keep_in(RETRY_AFTER)
        elif self.is_kept:
            self._typing.draft_is("kept")
        else:
            self._keep_in(KEEP_AFTER)
