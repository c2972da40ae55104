"""Breaking text into lines by words, in time that grows with its length."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def wrapped(text: str, width: int) -> Iterator[str]:
    """Yield lines of at most ``width`` cells; a longer word is cut between letters. No text gives no
    lines."""
    from tui.cells import clusters
    from tui.cells import width as cells

    line, used = "", 0
    for word in text.split():
        long = cells(word)
        if used and used + 1 + long <= width:
            line, used = f"{line} {word}", used + 1 + long
            continue
        if used:
            yield line
        line, used = word, long
        if long > width:
            line, used = "", 0
            for letter in clusters(word):
                wide = cells(letter)
                if used and used + wide > width:
                    yield line
                    line, used = "", 0
                line, used = line + letter, used + wide
    if line:
        yield line
