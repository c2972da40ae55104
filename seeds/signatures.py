"""Signatures that have run into the end of the story: of pages stored as one line, or with the byline in the
last paragraph (``… về nơi an toàn. Thực hiện: HOÀNG HÀ``, ``…/. Minh Long/VOV``).

What stands behind the last sentence's end and is nothing but names, outlets and the words around them, signs.
"""

from __future__ import annotations

from seeds import bylines, cues
from seeds.patterns import CAPITAL, later

_MOST = 90
"""So many code points a signature has at most."""
_LEAST = 40
"""A paragraph has at least so many before one."""
_ENDS = later(
    rf"(?:[.!?…/][.\"”’')\]]*|(?<=\w)[\"”]|\))\s+(?=[{CAPITAL}(])|[.…]+(?=[{CAPITAL}][a-zà-ỹ]+ [{CAPITAL}])"
)
_LABEL = later(
    r"(?<=\s)(?=(?:(?:[Tt]in|[Bb]ài)(?:,| và)? ảnh|[Ảả]nh và bài|[Bb]ài|[Tt]hực hiện|"
    rf"[Nn]gười viết|[Tt]ác giả)\s*:\s*[{CAPITAL}]|[Pp]hóng sự ảnh của\s+[{CAPITAL}])"
)
_SHORT = later(
    r"(?:^|[\s(\"“])(?:[A-ZĐ]|TP|Tp|TX|TT|PGS|GS|TS|ThS|Ths|BS|KS|LS|KTS|St|Dr|Mr|Mrs|Ms|No|vs)\.\s*$"
)


# Where a credit closes the text, no sentence need have ended before the name: Lê Minh/VOV online.
_CREDITED = later(
    r"(?:/\s?[^/\s]\S*(?: [^/\s]\S*){0,3}|\((?:[Tt]ổng hợp|[Tt]heo [^()]{2,40}|TTXVN|Vietnam\+)\))$"
)
_CAPITAL_WORD = later(rf"(?<=\s)(?=(?:PV|CTV|Nhóm PV|[{CAPITAL}]\w*)[\s/])")


def signature_start(text: str) -> int | None:
    """Return where the signature begins that ends a paragraph; None without one.

    A sentence must have ended before it, or it says itself that it signs (``Tin, ảnh: …``).
    """
    tail = max(0, len(text) - _MOST - 12)
    ends = [match.end() for match in _ENDS().finditer(text, tail)]
    starts = [end for end in ends if not _SHORT().search(text, max(0, end - 8), end)]
    starts += [match.end() for match in _LABEL().finditer(text, tail)]
    for start in sorted(starts):
        if start >= _LEAST and len(text) - start <= _MOST and _signs(text[start:]):
            return start
    if _CREDITED().search(text, tail):
        for match in _CAPITAL_WORD().finditer(text, max(_LEAST, tail)):
            if bylines.signs_off(text[match.end() :], credited=True):
                return match.end()
    return None


def _signs(rest: str) -> bool:
    return bylines.signs_off(rest) or (rest[-1] not in ".:" and bool(cues.source_named(rest)))
