"""What the first keys need is read before they come, and the keys do not wait for it."""

import threading
from pathlib import Path

import pytest

from annotations.collection import Collection
from tests.tui.rig import opened


async def test_what_lists_and_facets_ask_for_is_read_ahead_off_the_loop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop, ahead, warm = threading.get_ident(), list[int](), Collection.warm

    def watched(self: Collection, stop: threading.Event) -> None:
        warm(self, stop)
        ahead.append(threading.get_ident())

    monkeypatch.setattr(Collection, "warm", watched)
    async with opened(tmp_path) as app:
        await app.until(lambda: bool(ahead), "what is read ahead")
        assert loop not in ahead
        assert app.app.main.painted
