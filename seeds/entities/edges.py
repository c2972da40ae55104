"""Small questions about where the words of a long name end."""

from __future__ import annotations

from seeds.entities.look import known, phrase
from seeds.entities.tables import compounds, cues
from seeds.entities.words import Words, is_vietnamese

# Before a head these make a class of it: các Đại sứ quán, hai Bộ.
PLURALS = frozenset(["các", "hai", "ba", "bốn", "những", "nhiều", "mọi", "mỗi", "từng", "số", "vài"])
_FULL_NAME = 4


def vocabulary(words: Words, at: int) -> int:
    """How many words the phrase has that may go on with an organisation's name, 0 if none begins here."""
    return phrase(words, at, cues().org_vocabulary)


def word_end(words: Words, at: int) -> int:
    """The last syllable of the ordinary word that begins with a capital (Phát triển), the capital's own if
    none does."""
    step = vocabulary(words, at)
    if step > 1:
        return at + step - 1
    follows = at + 1 < len(words.words) and words.gap(at + 1) == " " and not words.capital[at + 1]
    return at + 1 if follows and (words.low[at], words.low[at + 1]) in compounds() else at


def full_name(words: Words, at: int) -> int:
    """How many words from a Vietnamese family name on look like a person's full name, 0 if they do not."""
    if words.words[at] not in cues().family:
        return 0
    count = 1
    while (
        count < _FULL_NAME
        and at + count < len(words.words)
        and words.capital[at + count]
        and words.gap(at + count) == " "
        and is_vietnamese(words.low[at + count])
    ):
        count += 1
    return count if count >= 2 else 0


def named(words: Words, first: int, last: int) -> bool:
    """Whether any of these words is a name's: a capital or a number."""
    return any(words.capital[i] or words.words[i].isdigit() for i in range(first, last + 1))


def place_to(words: Words, at: int, stop: int) -> bool:
    """Whether the words from one to another are a place that everyone knows."""
    listed = known(words, at)
    return (
        listed is not None
        and listed[0].table == "places.tsv"
        and listed[1] >= stop
        and stop - at < _FULL_NAME
    )


def number_at(words: Words, at: int) -> bool:
    """Whether a word is a short number that may belong to a name: Ban Quản lý dự án 85."""
    if not words.words[at].isdigit() or len(words.words[at]) > 4:
        return False
    after = words.plain[words.ends[at] : words.ends[at] + 2]
    return not (after[:1] in ("-", ",", ".", "/") and after[1:].isdigit())
