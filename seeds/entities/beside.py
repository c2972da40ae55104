"""What stands beside a known name and makes something else of it: tiếng Pháp, sông Amazon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seeds.entities.accepting import SHORT
from seeds.entities.look import before
from seeds.entities.tables import Entry, cues, is_country

if TYPE_CHECKING:
    from seeds.entities.words import Words

# Languages, storms, school subjects and currencies bear the names of countries and are none.
_NO_PLACES = frozenset(
    "tiếng|phương ngữ|song ngữ|ngôn ngữ|môn|bão|siêu bão|cơn bão|vi rút|đô la|đôla|yen|đồng yên|franc|bảng"
    "|won|peso|rupee|rúp|baht|ringgit".split("|")
)
_AT_GAMES = frozenset(["Olympic", "Olympics", "ASIAD", "Asiad", "Universiade", "Expo", "Paralympic"])
_GROUNDS = frozenset(["sông", "rừng", "dòng sông", "lưu vực sông", "hồ", "núi", "đỉnh", "đảo"])
_SPONSORS = frozenset(["Etihad", "Emirates", "Allianz"])  # airlines and insurers whose name a stadium bears
_PAPERS = frozenset(["tờ", "báo", "nhật báo", "tạp chí", "hãng hàng không", "trang"])
# Words by which an article on sport, or on cars, is known, and how many of them it has at least.
_SPORT = ("hlv", "clb", "liga", "ligue", "champions", "penalty", "v-league", "đkvđ")
_CARS = ("suv", "sedan", "hybrid", "crossover", "môtơ", "hatchback", "plug", "xoắn")
_ENOUGH = 3


def on_sport(words: Words) -> bool:
    """Whether an article is on sport: there towns are clubs."""
    return sum(map(words.low.count, _SPORT)) >= _ENOUGH


def on_cars(words: Words) -> bool:
    """Whether an article is on cars: there foreign towns are models."""
    return sum(map(words.low.count, _CARS)) >= _ENOUGH


def no_place(words: Words, at: int, last: int) -> bool:
    """Whether a place's name, from one word to another, names no place here."""
    if before(words, at, _NO_PLACES):
        return True
    if words.low[last + 1 : last + 3] == ["mở", "rộng"] and words.capital[last + 1]:
        return True  # Trung Quốc Mở rộng
    if not at or words.gap(at) != " ":
        return False
    if words.words[at - 1] in _AT_GAMES:
        return True  # Olympic Tokyo 2020
    return last == at and words.words[at] in SHORT and words.low[at - 1] == "chuyên"  # lớp chuyên Anh


def ground(words: Words, at: int, entry: Entry) -> bool:
    """Whether the name of an organisation, behind the type word of a place, is a river's or a stadium's."""
    return entry.surface in _SPONSORS or bool(before(words, at, _GROUNDS))


def named_by_town(words: Words, at: int, last: int, entry: Entry) -> bool:
    """Whether a place's name begins an organisation's that ends in English: Sydney Morning Herald."""
    if words.words[last] not in cues().org_endings:
        return False
    return not is_country(entry) or bool(before(words, at, _PAPERS))
