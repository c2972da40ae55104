"""Pictures at the end of a report: behind a sentence that announces them (``Sau đây là một số hình ảnh …``)
only their captions follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from seeds.patterns import CAPITAL, later

_ANNOUNCED = later(
    r"(?:(?:gửi (?:tới|đến)|giới thiệu|ghi lại|xem|ngắm|[Dd]ưới đây là|[Ss]au đây là)\s"
    r"[^.:\n]{0,60}?(?:một số|những|vài|chùm|loạt)|(?:^|(?<=[.!?…]\s))(?:Thêm )?(?:[Mm]ột số|Những|Chùm|"
    r"Loạt))\s(?:hình )?ảnh\b[^.:\n]{0,110}(?:[.:]\s+|[.:]?$)"
)
_WORD = "ảnh"
"""In every announcement: looking for it first takes a hundredth of the time."""
_TELLS = later(r"[\"“”]|\b(?:cho biết|cho hay|cho rằng|nói|khẳng định|nhấn mạnh|theo đó|tuy nhiên|sẽ)\b")
_SENTENCES = later(rf"(?<=[.!?…])\s+(?=[{CAPITAL}.…])")
_TRIED = 5
"""So many announcements are looked at, whatever a text may say."""
_LEAST = 3
"""So many captions at least make a list of pictures."""
_MOST_WORDS = 45
_USUAL_WORDS = 24


def pictures_start(text: str) -> int | None:
    """Return where the captions begin that end a paragraph behind the sentence that announces them; None
    without any."""
    if _WORD not in text:
        return None
    for match in islice(_ANNOUNCED().finditer(text), _TRIED):
        if match.end() * 4 > len(text) and _are_captions(_SENTENCES().split(text[match.end() :])):
            return match.end()
    return None


def pictures_from(lines: Sequence[str]) -> int:
    """Return the number of the first of the lines at the end that are captions of announced pictures; the
    number of lines without any."""
    for at in islice(_announcing(lines), _TRIED):
        if _are_captions(lines[at + 1 :]):
            return at + 1
    return len(lines)


def _announcing(lines: Sequence[str]) -> Iterator[int]:
    """Yield the numbers of the lines at whose end pictures are announced."""
    for at, line in enumerate(lines[:-_LEAST]):
        announced = _WORD in line and _ANNOUNCED().search(line, max(0, len(line) - 200))
        if announced and announced.end() == len(line):
            yield at


def _are_captions(parts: Sequence[str]) -> bool:
    lengths = [part.count(" ") + 1 for part in parts]
    return (
        len(parts) >= _LEAST
        and max(lengths) <= _MOST_WORDS
        and sum(lengths) <= _USUAL_WORDS * len(parts)
        and not any(_TELLS().search(part) for part in parts)
    )
