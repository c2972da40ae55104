"""What was taken for a person and can be none: half of an ordinary word, a direction, a language, a make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seeds.entities.judging import brand_like, low_behind
from seeds.entities.look import before
from seeds.entities.tables import compounds, cues, given_names
from seeds.entities.words import is_vietnamese

if TYPE_CHECKING:
    from seeds.entities.found import Found
    from seeds.entities.words import Words

_FIRM = frozenset(["byline", "gazetteer", "initials", "family-name", "rare-family-name"])
"""Rules that rest on the name itself or on its place on the page."""
_BODIES = frozenset(
    "ban bộ cục sở vụ viện hội phòng tổ đoàn đội ủy khối tuần tòa quỹ đài trạm chi tiểu kho nhà khu "
    "trường khoa ".split()
)
_TITLED = frozenset([*_FIRM, "title+name"])

_DIRECTIONS = frozenset(["Bắc", "Nam", "Đông", "Tây", "Trung"])
_TOWARDS = frozenset(["phía", "miền", "hướng", "mạn", "vùng", "cực", "ven", "trời"])
_NATIONS = frozenset(
    [
        "Anh",
        "Pháp",
        "Đức",
        "Nga",
        "Nhật",
        "Hàn",
        "Trung",
        "Hoa",
        "Việt",
        "Ý",
        "Mỹ",
        "Triều",
        "Xô",
        "Lào",
        "Thái",
    ]
)
# What is said of a nation by its short name: tiếng Anh, khách Việt, làn sóng Hàn.
_OF_A_NATION = frozenset(
    "tiếng khách người phim sóng hàng gốc nhạc món dân trai gái chữ nước xe kiều chất kiểu rượu bóng "
    "sao hồn đất sử tiền đồng truyện cờ trà thuốc võ đạo giọng ".split()
)


def doubtful(words: Words, one: Found) -> bool:
    """Whether a name that some rule took for a person's is that of none, by its own words or those beside
    it."""
    first, last = one.first, one.last
    run = words.words[first : last + 1]
    if len(run) == 1 and _place_or_nation(words, first):
        return True
    if one.rule in _FIRM or before(words, first, cues().honorifics):
        return False
    if _half(words, one):
        return True
    made = any(_made(word) for word in run)
    if one.rule in _TITLED:
        return made and bool(_english(run))
    if made and run[0] not in given_names():
        return True
    if len(run) == 1 and run[0].isupper() and run[0].isascii() and len(run[0]) > 2:
        return True  # KTS, TLC
    if any(letter.isdigit() for word in run for letter in word):
        return True
    return run[0] not in given_names() and bool(_english(run[1:]))


def _english(run: list[str]) -> frozenset[str]:
    return frozenset(
        word for word in run if len(word) > 1 and (word in cues().english or word in cues().org_endings)
    )


def _half(words: Words, one: Found) -> bool:
    """Whether the name ends in the first half of an ordinary word: Cục trưởng Văn thư, Ban Chấp hành."""
    behind = low_behind(words, one.last)
    if not behind or (words.low[one.last], behind) not in compounds():
        return False
    return one.first == one.last or (one.last - one.first == 1 and words.low[one.first] in _BODIES)


def _made(word: str) -> bool:
    """Whether a word is written as makers write it: StudioDuo."""
    return brand_like(word) and not is_vietnamese(word.lower()) and "-" not in word


def _place_or_nation(words: Words, at: int) -> bool:
    """Whether a syllable is a direction or a nation where it stands: phía Bắc, tiếng Anh, Hàn - Triều."""
    word, gap = words.words[at], words.gap(at)
    ahead = words.low[at - 1] if at and gap == " " and not words.capital[at - 1] else ""
    if word in _DIRECTIONS and ahead in _TOWARDS:
        return True
    if word not in _NATIONS:
        return False
    if ahead in _OF_A_NATION or (word == "Xô" and low_behind(words, at) == "viết"):
        return True
    return bool(at) and gap in (" - ", "-", " – ") and words.words[at - 1] in _NATIONS
