"""Text that was encoded as UTF-8 twice (``Viá»‡t Nam``): some program took its bytes for Windows-1252."""

from __future__ import annotations

import re
from functools import cache

from seeds.charsets import vietnamese_share

_LEAST = 4
"""So many double-encoded letters must be there: fewer may be meant as they stand."""
_LOOKED_AT = 50_000
_WINDOWS = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"


@cache
def _letter() -> re.Pattern[str]:
    # First bytes of Vietnamese letters and of typographic marks, and what can follow them.
    follows = f"[\u0080-\u00bf{_WINDOWS}]"
    return re.compile(f"[\u00e1\u00e2]{follows}{{2}}|[\u00c2-\u00c6]{follows}")


def mended(text: str) -> str | None:
    """Return what a text was before it was encoded twice; None for one that was not.

    Nearly all that is not ASCII must be such pairs and triples of letters, and come out as Vietnamese
    syllables. An ``à`` whose second byte, a no-break space, has become a plain one is mended as well.
    """
    head = text[:_LOOKED_AT]
    if not any(lead in head for lead in "áÃÄÆ"):
        return None
    found = _letter().findall(head)
    odd = sum(letter > "\x7f" for letter in head)
    if len(found) < _LEAST or sum(map(len, found)) * 10 < odd * 8:
        return None
    whole = _letter().sub(_once, text)
    whole = re.sub("Ã[ \u00a0]", "à", whole)
    beyond, spelled = vietnamese_share(whole)
    return whole if beyond and spelled * 10 >= beyond * 7 else None


def _once(match: re.Match[str]) -> str:
    try:
        return b"".join(_byte(letter) for letter in match[0]).decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


def _byte(letter: str) -> bytes:
    return bytes([ord(letter)]) if ord(letter) < 256 else letter.encode("cp1252")
