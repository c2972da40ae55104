"""Whether a name that a table knows is meant where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seeds.entities import runs
from seeds.entities.judging import speaks
from seeds.entities.look import known
from seeds.entities.tables import Entry, clubs, cues, given_names, is_country, surnames
from seeds.entities.words import Words, is_vietnamese

if TYPE_CHECKING:
    from collections.abc import Set

# Countries of one syllable that are also ordinary words, names or titles: they need a sign of being meant.
SHORT = frozenset(
    ["Anh", "Đức", "Ý", "Áo", "Bỉ", "Nga", "Pháp", "Lào", "Úc", "Séc", "Nhật", "Síp", "Mỹ", "Vinh", "Huế"]
)
SHORT_OPENERS = frozenset(["Anh", "Đức", "Áo", "Ý", "Vinh"])
# Ordinary words that begin with the name of a country: Mỹ thuật.
_ORDINARY_WORDS = frozenset(
    (first, second)
    for first, seconds in (
        ("mỹ", "thuật phẩm nghệ mãn nhân miều lệ vị"),
        ("pháp", "luật lý lệnh chế nhân danh sư y"),
        ("anh", "hùng em chị trai họ ta dũng"),
        ("nhật", "ký báo thực trình"),
        ("đức", "tính tin hạnh độ"),
        ("ý", "kiến tưởng nghĩa thức chí đồ định"),
        ("áo", "dài thun khoác sơ phông choàng giáp"),
    )
    for second in seconds.split()
)
CITIES = frozenset(
    ["Hà Nội", "Sài Gòn", "Đà Nẵng", "Hải Phòng", "Cần Thơ", "TP.HCM", "Hồng Kông", "Bắc Kinh", "Thượng Hải"]
)
# Tables whose names are believed less than a word beside them.
WEAK_TABLES = frozenset(["names.tsv", "cities.txt"])


def accept(
    words: Words, at: int, entry: Entry, last: int, end: int, title: str, sport: bool, lasts: Set[str]
) -> bool:
    """Whether a name of the gazetteer is meant here, and not a part of something longer or an ordinary word.

    The name covers the words from ``at`` to ``last``, the run of capitals ends at ``end``; ``title`` is the
    title right before it, ``sport`` says that the article is on sport, ``found`` are the names before.
    """
    if entry.type in ("EVENT", "LAW"):
        named = last == at < end and words.gap(last + 1) == " " and known(words, last + 1) is None
        return not (named and entry.surface in given_names())  # Oscar Arribas
    if last < end and words.gap(last + 1) == "-" and (entry.table != "places.tsv" or entry.surface == "VN"):
        return False  # VN-Index
    if last == at and last < end and words.gap(last + 1) == " " and entry.table == "organisations.tsv":
        surname = words.words[last + 1]
        if entry.surface in given_names() and surname in surnames() and known(words, last + 1) is None:
            return False  # Tiffany Burns
    if last == at and sport and entry.surface in clubs():
        return True
    if (
        title in cues().callings
        and entry.type == "PLACE"
        and last == end
        and _given_name(words, at, last, entry)
    ):
        return False  # nhà báo Bảo Thắng
    if last == at and title:
        if entry.table == "organisations.tsv":
            return True
        if entry.type != "PLACE" or title in cues().honorifics or title == "ảnh":
            return False
        if entry.table != "places.tsv":
            return end - last >= 2  # Thị trưởng Tampa Jane Castor
        native = last < end and is_vietnamese(words.low[last + 1]) and words.gap(last + 1) == " "
        if (
            entry.surface in SHORT
            and native
            and (title in cues().callings or title not in cues().state_titles)
        ):
            return known(words, last + 1) is not None or words.words[last + 1] in cues().family
        return entry.surface not in SHORT or title in cues().state_titles or entry.surface not in lasts
    if last == at < len(words.words) - 1 and (words.low[at], words.low[at + 1]) in _ORDINARY_WORDS:
        return False
    if last == at and entry.surface in SHORT:
        if words.opens[at] and entry.surface in SHORT_OPENERS and not _country_list(words, at):
            return False
        if last < end and is_vietnamese(words.low[last + 1]) and words.gap(last + 1) == " ":
            return known(words, last + 1) is not None or words.words[last + 1] in cues().family
        return not of_a_person(words, at, lasts)
    if last < end and entry.table in WEAK_TABLES and words.gap(last + 1) == " ":
        goes_on = known(words, last + 1) is not None or runs.person_length(words, last + 1, end) > 1
        return entry.type in ("PLACE", "OTHER") and goes_on
    return True


def _given_name(words: Words, at: int, last: int, entry: Entry) -> bool:
    """Whether a small place's name may as well be a person's: two Vietnamese syllables."""
    return (
        last == at + 1
        and is_vietnamese(words.low[at])
        and is_vietnamese(words.low[last])
        and not is_country(entry)
        and entry.name not in CITIES
    )


def of_a_person(words: Words, at: int, lasts: Set[str]) -> bool:
    """Whether a syllable is the last of a person's name that stands before: "…", Nga nói."""
    return words.words[at] in lasts and speaks(words, at)


def _country_list(words: Words, at: int) -> bool:
    """Whether a sentence opens with a list of countries: "Anh, Pháp và Đức"."""
    if at + 1 >= len(words.words) or words.gap(at + 1) not in (", ", " - ", "-"):
        return False
    after = known(words, at + 1)
    return after is not None and after[0].type == "PLACE"
