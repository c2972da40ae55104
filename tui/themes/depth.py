"""How many colours the terminal has, as far as it says.

``NO_COLOR`` (no-color.org: set and not empty) asks for none. Else ``COLORTERM`` and ``TERM`` decide, by the
rules of Rich, which writes the colours: what it sends as 256 or true colour is ``full`` (256 will do),
what it would force into the 16 ANSI colours is ``sixteen``, whose looks use the terminal's own ground.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.themes import Depth

_NO_COLOURS = frozenset({"dumb", "unknown", "vt100", "vt102", "vt220"})


def depth_of(environ: Mapping[str, str]) -> Depth:
    """Return the colour depth for an environment.

    ``TEXTUAL_COLOR_SYSTEM`` (``truecolor``, ``256``, ``standard``), which Textual obeys, comes first.
    """
    if environ.get("NO_COLOR", ""):
        return "plain"
    forced = environ.get("TEXTUAL_COLOR_SYSTEM", "auto").strip().lower()
    if forced in ("truecolor", "256"):
        return "full"
    if forced in ("standard", "windows"):
        return "sixteen"
    if environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return "full"
    term = environ.get("TERM", "").strip().lower()
    if term in _NO_COLOURS:
        return "plain"
    if sys.platform == "win32" or term.rpartition("-")[2] in ("256color", "kitty"):
        return "full"
    return "sixteen"
