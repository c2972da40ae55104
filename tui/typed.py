"""What a key types, and how text is cut into letters: shared by the line input and the text editor.

Vietnamese input methods work by pressing keys for the reader: to turn ``go`` into ``gõ`` they send a
backspace and the letter, in one burst. Everything here is plain text work, so that both widgets treat such
bursts alike.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import combining, normalize

from seeds.text import clean

if TYPE_CHECKING:
    from textual.events import Key

_RUNS_OF_ENDS = re.compile(r"[\t ]*(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])[\t\n\r ]*")


def clean_lines(text: str) -> str:
    r"""Return text for an editor: NFC, ``\n`` line ends, four spaces for a tab, nothing invisible."""
    if text.isascii() and text.isprintable():
        return text
    # An ESC in a file is worth a sign to its reader; one in a paste is only rubbish from a terminal.
    return clean(text.replace("\t", "    ").replace("\x1b", ""))[0]


def clean_line(text: str) -> str:
    """Return text for one line: as ``clean_lines``, with line ends and tabs made single spaces."""
    if text.isascii() and text.isprintable():
        return text
    return clean_lines(_RUNS_OF_ENDS.sub(" ", text).replace("\t", " "))


def typed(event: Key) -> str | None:
    """Return the character a key types, "" for an invisible one, None for a key that types nothing.

    A letter with Ctrl or Alt types nothing.
    """
    character = event.character
    if character is None or len(character) != 1 or event.key.startswith(("ctrl+", "alt+", "super+")):
        return None
    if character < " " or "\x7f" <= character <= "\x9f":
        return None
    return clean_line(character)


def letter_start(text: str, index: int) -> int:
    """Return where the letter before an index begins: its base character, past all marks. 0 at the start."""
    index -= 1
    while index > 0 and combining(text[index]):
        index -= 1
    return max(index, 0)


def letter_end(text: str, index: int) -> int:
    """Return where the letter at an index ends, its marks included; the length of the text at its end."""
    index += 1
    while index < len(text) and combining(text[index]):
        index += 1
    return min(index, len(text))


def reach(before: str, text: str, after: str) -> tuple[int, str, int, int]:
    """Say what inserting text between two others changes once all of it is NFC.

    Returns how many code points of ``before`` it takes back, the text to put in their place, how many code
    points of ``after`` it takes in, and where in the new text the cursor stands: after what was inserted. So
    a mark typed after its letter becomes one with it.
    """
    forward = 0
    while forward < len(after) and combining(after[forward]):
        forward += 1
    # ASCII composes with nothing that stands before it.
    alone = not before or (text + after[:forward])[:1].isascii()
    back = 0 if alone else len(before) - letter_start(before, len(before))
    tail = before[len(before) - back :]
    left = normalize("NFC", tail + text)
    whole = normalize("NFC", tail + text + after[:forward])
    if back and whole.startswith(tail):
        return 0, whole[back:], forward, max(len(left) - back, 0)
    return back, whole, forward, min(len(left), len(whole))
