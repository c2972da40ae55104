"""Who signs and who is credited: bylines, Ảnh:, Thực hiện: and the family names that are type words too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seeds.entities import runs
from seeds.entities.edges import full_name
from seeds.entities.look import before, known
from seeds.entities.tables import cues
from seeds.entities.words import Words, is_vietnamese

if TYPE_CHECKING:
    from collections.abc import Sequence

SOURCE_WORDS = frozenset(["theo", "nguồn", "ảnh"])
"""Words that lead to a source and are part of no name."""

_CREDITED = frozenset(["ảnh", "đồ họa", "thiết kế", "video", "clip", "thực hiện", "biên dịch", "dịch"])


def credits(words: Words, at: int) -> bool:
    """Whether a word, or the two that end with it, lead to who made a picture: Ảnh, Đồ họa, Thiết kế."""
    low = words.low
    return low[at] in _CREDITED or (at > 0 and f"{low[at - 1]} {low[at]}" in _CREDITED)


def signs(words: Words, at: int, bylines: Sequence[tuple[int, int]]) -> bool:
    """Whether a byline's name begins at a word."""
    start = words.starts[at]
    for first, last in bylines:
        if first <= start < last:
            if "Theo " in words.plain[first:start] or "theo " in words.plain[first:start]:
                return False  # (Theo The Pie News, OpenDoors)
            alone = start == first or words.gap(at).strip() in (";", ",", "-", "–", "/")
            listed = known(words, at)
            end = runs.run_end(words, at)
            unknown = listed is None or (
                listed[1] < end and is_vietnamese(words.low[at]) and is_vietnamese(words.low[end])
            )
            return alone and unknown and words.low[at] not in (*SOURCE_WORDS, "bài")
    return False


def family_name_as_type(words: Words, at: int, title: str) -> bool:
    """Whether a type word of places is a person's family name here: Hồ, Đường, Phùng."""
    count = full_name(words, at)
    if count < 2 or (words.opens[at] and not title):
        return False
    listed = known(words, at)
    return bool(title) or (count > 2 and listed is None and not before(words, at, cues().place_cues))
