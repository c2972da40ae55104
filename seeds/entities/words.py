"""A text as words with their places: what the readers of names walk along."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"\w+")
# Where a syllable's tone may stand on either vowel, news writes both: hoà and hòa, thuỷ and thủy.
_TONES = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
    "Uỷ": "Ủy", "Uỳ": "Ùy", "Uý": "Úy",
}  # fmt: skip
_OLD_TONE = re.compile(r"[ouU](?:(?<=o)[àáảãạèéẻẽẹ]|(?<=[uU])[ỳýỷỹỵ])(?<![qQ]..)(?!\w)")
_GLUED = re.compile(r"([^\W\d_a-zà-ỹ][a-zà-ỹ]+)([^\W\d_a-zà-ỹ][a-zà-ỹ]+)")
_SENTENCE_END = re.compile(r"[.!?…;:•][\"”’')\]]{0,3}\s")
_QUOTES = "\"“‘'«„"
_VIETNAMESE = re.compile(
    r"(?:b|ch?|d|đ|g[hi]?|kh?|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr|v|x|h)?"
    r"[aeiouyàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]{1,3}(?:ch?|m|ng?|nh|p|t)?"
)


@dataclass(frozen=True, slots=True)
class Words:
    """A text's words in order, with offsets into the text.

    ``plain`` is the text with ordinary spaces and one tone placement, letter for letter as long as the text.
    ``gaps`` are what stands before each word, a line break before the first.
    ``capital`` says whether a word begins with a capital, ``opens`` whether it opens a sentence, ``taken``
    whether it stands within a figure that has been read already.
    """

    plain: str
    words: list[str]
    low: list[str]
    gaps: list[str]
    starts: list[int]
    ends: list[int]
    capital: list[bool]
    opens: list[bool]
    taken: list[bool]

    def gap(self, index: int) -> str:
        """What stands between the word before and this one."""
        return self.gaps[index]

    def slice(self, first: int, last: int) -> str:
        """The plain text from one word to another, both included."""
        return self.plain[self.starts[first] : self.ends[last]]


def _unglued(plain: str) -> Iterator[tuple[str, int, int]]:
    """Each word with its span; two that a crawler ran together (TưởngNhóm) are two."""
    for match in _WORD.finditer(plain):
        word = match[0]
        start, end = match.span()
        first = word[0]
        plainly_one = "a" <= first <= "z" or "à" <= first <= "ỹ" or word.isascii()
        glued = None if plainly_one else _GLUED.fullmatch(word)
        if glued is not None and all(is_vietnamese(part.lower()) for part in glued.groups()):
            cut = start + len(glued[1])
            yield glued[1], start, cut
            yield glued[2], cut, end
        else:
            yield word, start, end


def split(text: str, figures: list[tuple[int, int]]) -> Words:
    """Split a text into words; ``figures`` are spans already read, in order."""
    plain = text.replace("\u00a0", " ")
    plain = _OLD_TONE.sub(lambda match: _TONES[match[0]], plain)
    spans = list(_unglued(plain))
    words = [word for word, _, _ in spans]
    starts = [start for _, start, _ in spans]
    ends = [end for _, _, end in spans]
    gaps = [plain[end:start] for end, start in zip([0, *ends], starts, strict=False)]
    opens = [gap != " " and (at == 0 or _opens(gap, words[at - 1])) for at, gap in enumerate(gaps)]
    gaps[:1] = ["\n"]
    taken = []
    figure = 0
    for start, end in zip(starts, ends, strict=True):
        while figure < len(figures) and figures[figure][1] <= start:
            figure += 1
        taken.append(figure < len(figures) and figures[figure][0] < end)
    low = [word.lower() for word in words]
    capital = [word[0].isupper() for word in words]
    return Words(plain, words, low, gaps, starts, ends, capital, opens, taken)


def _opens(gap: str, before: str) -> bool:
    """Whether a sentence opens behind what stands between two words."""
    return (
        "\n" in gap
        or gap[-1:] in _QUOTES
        or (_SENTENCE_END.search(gap) is not None and not (gap == ". " and _abbreviated(before)))
    )


def _abbreviated(word: str) -> bool:
    """Whether the dot behind a word belongs to it: an initial, TP., St."""
    return (len(word) == 1 and word.isupper()) or word in (
        "TP",
        "St",
        "Dr",
        "Mr",
        "Mrs",
        "Ms",
        "Th",
        "Tp",
        "TS",
        "Jr",
    )


@cache
def is_vietnamese(word: str) -> bool:
    """Whether a word in lower case has the shape of a Vietnamese syllable."""
    return len(word) <= 7 and _VIETNAMESE.fullmatch(word) is not None
