"""The second wall: nothing that could command or confuse a terminal leaves the app.

The first wall is ``seeds.text.clean``, through which articles and all that is typed have come. This one
stands where Textual hands its lines to the screen, and holds for whatever came another way.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.cells import cell_len, get_character_cell_size, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.filter import LineFilter

if TYPE_CHECKING:
    from textual.color import Color

_CONTROLS = r"\x00-\x1f\x7f-\x9f"
_BIDI = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# Unicode's Default_Ignorable_Code_Point, line separators, annotation marks and unassigned tags. Joiners and
# variation selectors are among them: terminals disagree about the width of what they make, which tears lines.
_INVISIBLE = (
    r"\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2028\u2029\u2060-\u2065\u206a-\u206f"
    r"\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U00013430-\U0001345f\U0001bca0-\U0001bca3"
    r"\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# Not characters at all: a lone surrogate cannot even be encoded.
_BROKEN = r"\ud800-\udfff\ufffe\uffff"

FORBIDDEN = re.compile(f"[{_CONTROLS}{_BIDI}{_INVISIBLE}{_BROKEN}]")
"""One code point that must never reach the terminal."""


def harmless(text: str) -> str:
    """Return text without forbidden code points, exactly as many cells wide as the layout took it to be.

    What had a width becomes U+FFFD or spaces, what had none is dropped. Clean text comes back unchanged.
    """
    if text.isprintable() if text.isascii() else FORBIDDEN.search(text) is None:
        return text
    cleaned = FORBIDDEN.sub(_stand_in, text)
    width = cell_len(text)
    # Dropping a joiner or variation selector may widen or narrow its neighbours.
    return cleaned if cell_len(cleaned) == width else set_cell_size(cleaned, width)


def _stand_in(found: re.Match[str]) -> str:
    width = get_character_cell_size(found[0])
    return "\ufffd" if width == 1 else " " * width


@lru_cache(maxsize=2048)
def _bare(style: Style) -> Style:
    """Return a style without a hyperlink and without actions that a click would run."""
    if style.link:
        style = style.update_link(None)
    # Other meta data stays: Textual keeps the offsets of its text selection there.
    kept = {key: value for key, value in style.meta.items() if not key.startswith("@")}
    if len(kept) == len(style.meta):
        return style
    return style.clear_meta_and_links() + Style.from_meta(kept)


class Wall(LineFilter):
    """Cleans every segment of every line. Give one to Textual through ``App.get_line_filters``."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments cleaned, each as wide as before; a clean list comes back as it is."""
        line = "".join([text for text, _, _ in segments])  # looked through at once: nearly all are clean
        if harmless(line) is line and not any(_commands(style, control) for _, style, control in segments):
            return segments
        return [*map(_clean_segment, segments)]


def _commands(style: Style | None, control: object) -> bool:
    """Say whether a segment is more than text in colours."""
    return bool(control) or (style is not None and _bare(style) is not style)


def _clean_segment(segment: Segment) -> Segment:
    text, style, _control = segment
    return Segment(harmless(text), None if style is None else _bare(style))
