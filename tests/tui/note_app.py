"""The note editor over real annotations, for the terminal tests: ``python -m tests.tui.note_app FOLDER``."""

from __future__ import annotations

import os
import sys

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

from pathlib import Path

from annotations.store import Store
from tests.tui.note_desk import SUBJECT, NoteDesk
from tui.note_saver import StoreNoteSaver

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    store = Store.open(folder / "data", folder / "state")
    NoteDesk(StoreNoteSaver(store, SUBJECT, None)).run()
    store.close()
