"""Where words stand is looked for before the annotations are open, and once more when they are."""

import threading
from pathlib import Path
from typing import Any

import pytest

from annotations.store import Store
from tests.annotations.stores import write_note
from tests.tui.rig import Opened, desk_and_app, opened

TEXT = "Giá gạo xuất khẩu tăng\n\nHôm nay giá gạo và nếp đều tăng mạnh tại Cần Thơ.\n"


async def test_the_words_in_a_note_are_shown_once_it_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lib = tmp_path / "lib"
    lib.mkdir()
    (lib / "a.txt").write_text(TEXT, "utf-8")
    async with opened(tmp_path, libraries=(lib,), bundled=False) as app:
        first, store = app.app.main.list.selected, app.app.desk.store
        assert first is not None
        assert store is not None
        write_note(store, first.id, "Hỏi giá nếp ở chợ Bến Thành.")
    gate, open_store = threading.Event(), Store.open

    def slowly(*given: Any, **named: Any) -> Store:
        gate.wait()
        return open_store(*given, **named)

    monkeypatch.setattr(Store, "open", slowly)
    desk, docbao = desk_and_app(tmp_path, query="giá nếp", libraries=(lib,), bundled=False)
    try:
        async with docbao.run_test(size=(80, 24)) as pilot:
            hands = Opened(docbao, pilot)
            await hands.until(lambda: "giá gạo và nếp" in hands.screen_text(), "where the text has the words")
            assert "✎ Hỏi giá nếp" not in hands.screen_text()
            gate.set()
            await hands.until(lambda: "✎ Hỏi giá nếp" in hands.screen_text(), "where the note has them")
    finally:
        gate.set()
        desk.close()
