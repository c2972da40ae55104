"""An index that is deleted again soon after it was filled leaves nothing open."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from seeds import open_index
from seeds.library import Library


def open_below(folder: Path) -> list[str]:
    """Return the files below a folder that this process has open, deleted ones too."""
    found = []
    for it in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            found.append(str(it.readlink()))
    return [path for path in found if path.startswith(str(folder)) and path.endswith("(deleted)")]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="the system does not tell what is open")
def test_every_index_that_was_lost_is_closed_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_index, "_STILL_ASKED", 1.0)
    folder, index = tmp_path / "articles", tmp_path / "cache" / "index"
    folder.mkdir()
    (folder / "1.txt").write_text("Tin số 1\n\nGạo bán ở Huế.\n", "utf-8")
    library = Library([folder], index_path=index, bundled=False)

    def scan() -> None:
        library.scan(stop=threading.Event(), progress=lambda _: None, changed=lambda _: None)

    scan()
    shown = []
    for _ in range(3):  # each is still asked by who was shown it
        shown.append(library.catalogue())
        assert shown[-1].count() == 1
        for path in index.parent.glob(f"{index.name}*"):
            path.unlink()
        scan()
    assert open_below(index.parent)
    time.sleep(1.1)
    library.catch_up(lambda _: None)
    assert not open_below(index.parent)
    assert library.catalogue().count() == 1
    library.close()
