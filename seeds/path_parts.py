"""What a part of a path is: stretches of it between ``*``, in this order, without case and marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seeds.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def pieces_of(part: str) -> tuple[str, ...]:
    """Return the stretches that a path is to have, folded; none where any path will do."""
    return tuple(filter(None, folded_path(part).split("*")))


def has_pieces(path: str, pieces: Iterable[str]) -> bool:
    """Say whether a path (as it is stored) has stretches one behind the other; "" is no path."""
    return bool(path) and _behind(folded_path(path), pieces)[1] is None


def folded_path(path: str) -> str:
    """Return a path as it is compared: of one line, and with ``/`` between its names on every system."""
    return fold(path.replace("\n", " ")).replace("\\", "/")


def left_below(folder: str, pieces: Sequence[str]) -> list[list[str]]:
    """Return what a path must have behind a folder (folded, with a slash at its end) to have stretches: any
    of some lists of them. A stretch that begins with a line end is to stand right behind the folder; an empty
    list: all paths below the folder have them."""
    at, missing = _behind(folder, pieces)
    if missing is None:
        return [[]]
    first, *rest = pieces[missing:]
    found = [[first, *rest]]
    for end in range(1, len(first)):  # it may begin in the folder's name and go on behind it
        if first[end - 1] == "/" and folder.endswith(first[:end]) and len(folder) - end >= at:
            found.append(["\n" + first[end:], *rest])
    return found


def _behind(text: str, pieces: Iterable[str]) -> tuple[int, int | None]:
    """Return where the last stretch ends that a text has, and the number of the first that it has not."""
    at = 0
    for number, piece in enumerate(pieces):
        found = text.find(piece, at)
        if found < 0:
            return at, number
        at = found + len(piece)
    return at, None
