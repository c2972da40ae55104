"""Where things are kept: annotations, articles, index, settings and state, each in the place its system has
for it.

On Linux the XDG variables are respected; macOS and Windows have their own folders (``platformdirs`` knows
them).
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_NAME = "docbao"


@dataclass(frozen=True, slots=True)
class Places:
    """Every path docbao keeps something at. Naming them creates nothing.

    ``data`` is the folder of the annotations, ``articles`` the reader's own library, ``index`` the file of
    the rebuildable index, ``marks_cache`` what the list shows before the annotations are open, ``config`` the
    settings file, ``state`` the folder for lock and device id, ``session`` the last view and place, ``log``
    the log file.
    """

    data: Path
    articles: Path
    index: Path
    marks_cache: Path
    config: Path
    state: Path
    session: Path
    log: Path


def from_home(path: Path) -> str:
    """Return a path as it is shown: from ``~`` on where it lies in the home folder. It may hold any signs."""
    from pathlib import Path

    home = Path.home()
    return str(Path("~") / path.relative_to(home) if path.is_relative_to(home) else path)


def places(data: Path | None = None) -> Places:
    """Return where things are kept; ``data`` moves the annotations elsewhere (``--data``), and only them.

    What is derived from the annotations or guards them is kept apart for each data folder, so that a second
    one neither shows the first one's marks nor waits for its lock.
    """
    import platformdirs

    kept = platformdirs.user_data_path(_NAME, appauthor=False)
    state = platformdirs.user_state_path(_NAME, appauthor=False)
    cache = platformdirs.user_cache_path(_NAME, appauthor=False)
    own = kept if data is None else data.expanduser().absolute()
    return Places(
        data=own,
        articles=kept / "articles",
        index=cache / "index.sqlite",
        marks_cache=cache / f"marks-{_key(own)}.json",
        config=platformdirs.user_config_path(_NAME, appauthor=False) / "config.toml",
        state=state if own == kept else state / f"data-{_key(own)}",
        session=state / "session.json",
        log=state / "docbao.log",
    )


def _key(folder: Path) -> str:
    """A short name for a folder, safe in a file name on every system."""
    return hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
