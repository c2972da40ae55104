"""How far a name reaches: capitals that stand together, full names, roads, branches of companies."""

from __future__ import annotations

from seeds.entities.look import before, known, phrase
from seeds.entities.tables import common_words, compounds, cues
from seeds.entities.words import Words, is_vietnamese

# Halves of pairs such as Việt - Mỹ, Mỹ - Trung, Bắc - Nam.
HALVES = frozenset(
    [
        *(
            "Việt",
            "Trung",
            "Mỹ",
            "Hàn",
            "Nhật",
            "Anh",
            "Pháp",
            "Nga",
            "Đức",
            "Ấn",
            "Thái",
            "Lào",
            "Triều",
            "Đài",
        ),
        *("Ý", "Úc", "Bắc", "Nam", "Đông", "Tây", "Campuchia"),
    ]
)
_LONGEST = 14  # words: no name is longer, and a page of capitals is read in time
_PARTICLES = frozenset(
    [
        *(
            "de",
            "van",
            "von",
            "der",
            "den",
            "bin",
            "ibn",
            "al",
            "el",
            "da",
            "do",
            "dos",
            "del",
            "della",
            "di",
            "du",
        ),
        *("la", "le", "y", "ter", "ten", "e"),
    ]
)
# Particles that stand in names alone: Ursula von der Leyen.
_NOBLE = frozenset(
    ["von", "van", "der", "den", "bin", "ibn", "al", "el", "dos", "del", "della", "ter", "ten"]
)
# Families whose given names are joined by a hyphen: Lee Kang-in, Kim Jong-un.
_KOREAN = frozenset(
    [
        *(
            "Kim",
            "Lee",
            "Park",
            "Choi",
            "Jung",
            "Jeong",
            "Kang",
            "Cho",
            "Yoon",
            "Jang",
            "Lim",
            "Han",
            "Seo",
            "Shin",
        ),
        *(
            "Kwon",
            "Hwang",
            "Ahn",
            "Song",
            "Yoo",
            "Hong",
            "Moon",
            "Bae",
            "Baek",
            "Heo",
            "Son",
            "Ko",
            "Koo",
            "Ryu",
        ),
        *(
            "Cha",
            "Joo",
            "Woo",
            "Min",
            "Jin",
            "Bong",
            "Tsai",
            "Lai",
            "Wang",
            "Ma",
            "Oh",
            "Noh",
            "Ban",
            "Chung",
            "Hur",
        ),
    ]
)
_JOINTS = frozenset(["-", "'", "’"])
_DASHES = frozenset([" - ", " – ", "-"])
_ABBREVIATED = frozenset(["St", "Jr", "Dr"])
_NUMBERED = frozenset(
    [
        *(
            "quận",
            "phường",
            "quốc lộ",
            "tỉnh lộ",
            "đường số",
            "đường tỉnh",
            "vành đai",
            "tiểu khu",
            "hương lộ",
        ),
        "đường vành đai",
    ]
)
_ROADS = frozenset(
    [
        "đường sắt tốc độ cao",
        "đường bộ cao tốc",
        "cao tốc",
        "tuyến",
        "đường",
        "tuyến đường",
        "quốc lộ",
        "tuyến cao tốc",
        "đường sắt",
        "đường cao tốc",
    ]
)
_COUNTRIES = frozenset(["Việt Nam", "Hàn Quốc", "Trung Quốc", "Nhật Bản", "Hoa Kỳ"])
_COUNTED = frozenset(["tuổi", "người", "triệu", "tỉ", "tỷ", "nghìn", "đồng", "km", "m", "mét", "làn", "ha"])
_LETTERED = frozenset(["đường", "hẻm", "tuyến", "phố"])  # đường 225B
NUMBERED = _LETTERED | {phrase.split()[0] for phrase in _NUMBERED}
"""First words of places that have their number for a name."""


def run_end(words: Words, at: int) -> int:
    """The last word of the capitals that stand together from a word on, with the particles of foreign
    names."""
    end = at
    size = min(len(words.words), at + _LONGEST)
    while end + 1 < size and not words.taken[end + 1]:
        gap = words.gap(end + 1)
        foreign = not is_vietnamese(words.low[end]) or (end > at and words.words[end] in _PARTICLES)
        if words.capital[end + 1]:
            initial = gap in (". ", ".") and (len(words.words[end]) == 1 or words.words[end] in _ABBREVIATED)
            initial = initial and (gap == "." or words.low[end + 1] not in common_words())
            joined = gap in (" ", "&", " & ") or gap in _JOINTS or initial
            if (
                words.words[end + 1] == "TP"
                or not joined
                or max(phrase(words, end + 1, p) for p in (cues().titles, cues().org_heads)) >= 2
            ):
                break
            end += 1
        elif (
            gap in ("'", "’")
            or (
                gap == "-"
                and (foreign or (end > at and words.words[at] in _KOREAN) or _transcribed(words, end + 1))
            )
            or (
                gap == " "
                and foreign
                and words.words[end + 1] in _PARTICLES
                and _foreign_after(words, end + 1)
            )
        ):
            end += 1
        elif gap == "-" and end + 2 < size and words.capital[end + 2] and words.gap(end + 2) == "-":
            end += 2
        else:
            break
    return end


def _transcribed(words: Words, at: int) -> bool:
    """Whether a syllable in lower case goes on with a foreign name written as heard: Xu-pha-nu-vông."""
    if not is_vietnamese(words.low[at]):
        return False
    long = at + 1 < len(words.words) and words.gap(at + 1) == "-" and not words.capital[at + 1]
    return long or words.gap(at - 1) == "-" or words.low[at] not in common_words()


def _foreign_after(words: Words, at: int) -> bool:
    for after in (at + 1, at + 2):
        if after >= len(words.words) or words.gap(after) != " ":
            return False
        if words.capital[after]:
            return not is_vietnamese(words.low[after]) or words.words[at] in _NOBLE
        if words.words[after] not in _PARTICLES:
            return False
    return False


def is_family_name(word: str) -> bool:
    """Whether a word is a Vietnamese family name, in ordinary writing or all in capitals."""
    family = cues().family
    return word in family or (len(word) > 1 and word.isupper() and word.capitalize() in family)


def _closes_with_country(words: Words, at: int, end: int) -> bool:
    """Whether what looks like a given name is a country: Quả bóng Vàng Việt Nam."""
    listed = known(words, at + 1) if at < end else None
    return listed is not None and listed[1] == end and listed[0].surface in _COUNTRIES


def _brands() -> frozenset[str]:
    """English words that end the names of companies, events and estates, never a Vietnamese person's."""
    table = cues()
    return table.org_endings | table.event_endings | table.place_endings | table.english


def person_length(words: Words, at: int, end: int) -> int:
    """How many words from a family name on make a full name, ``end`` being the last capital; 0 if they make
    none."""
    if not is_family_name(words.words[at]) or _closes_with_country(words, at, end):
        return 0
    last = at
    while (
        last < end
        and last - at < 4
        and words.gap(last + 1) == " "
        and is_vietnamese(words.low[last + 1])
        and not words.opens[last + 1]
    ):
        last += 1
    while last < end and last > at and words.gap(last + 1) == "-" and not words.capital[last + 1]:
        last += 1  # Shin Tae-yong
    if (
        last < end <= at + 3
        and known(words, last + 1) is None
        and words.gap(last + 1) == " "
        and (last > at or words.words[at] in cues().common_family or words.words[at] in _KOREAN)
        and _brands().isdisjoint(words.words[last + 1 : end + 1])
    ):
        last = end  # Kim Min Ju, Nguyễn Filip
    return last - at + 1 if last > at else 0


def ordinary(words: Words, at: int) -> bool:
    """Whether a lone capital only begins an ordinary word: Hồi giáo, Toàn cầu."""
    if at + 1 >= len(words.words) or words.gap(at + 1) != " " or words.capital[at + 1]:
        return False
    return (words.low[at], words.low[at + 1]) in compounds()


def plain_opening(words: Words, at: int, end: int, person: int) -> bool:
    """Whether the capital of a sentence's first word says nothing; ``person`` is ``person_length`` from
    there."""
    if words.low[at] not in common_words():
        return False
    if at == end:
        return True
    if person >= 3 or (person == 2 and end == at + 1):
        return False
    return words.gap(at + 1) != "-"


def numbered_place(words: Words, at: int) -> int:
    """The last word of a place that has its number for a name (quận 10, quốc lộ 4D), -1 if none begins
    here."""
    low = words.low
    if low[at] not in NUMBERED:
        return -1
    size = 2 if " ".join(low[at : at + 2]) in _NUMBERED else 1 if low[at] in _NUMBERED else 0
    end = at + size
    if not size and low[at] in _LETTERED and at + 1 < len(low) and low[at + 1][:1].isdigit():
        size = int(low[at + 1][-1].isalpha() and low[at + 1][:-1].isdigit())
        end = at + 1
    if not size or end >= len(low) or words.gap(end) != " " or not low[end][0].isdigit() or len(low[end]) > 4:
        return -1
    if end + 1 < len(low) and words.gap(end + 1) == " " and low[end + 1] in _COUNTED:
        return -1
    return end


def road_end(words: Words, at: int, last: int) -> int:
    """The last word of a road named by its ends (cao tốc Nội Bài - Lào Cai), -1 if this is none."""
    size = len(words.words)
    after = last + 1
    if after >= size or words.gap(after) not in _DASHES or not words.capital[after]:
        return -1
    if (words.words[at] in HALVES and words.words[after] in HALVES) or not before(words, at, _ROADS):
        return -1
    end = run_end(words, after)
    while end + 1 < size and words.gap(end + 1) in _DASHES and words.capital[end + 1]:
        end = run_end(words, end + 1)
    return end


def place_end(words: Words, last: int) -> int:
    """A place takes what estates and towers add to it: Tân Hòa Garden, Vinhomes Grand Park."""
    at = last + 1
    while at < len(words.words) and words.gap(at) == " " and words.words[at] in cues().place_endings:
        last, at = at, at + 1
    return last


def branch_end(words: Words, last: int) -> int:
    """A company takes what makes a branch of it: Amkor Technology Việt Nam, Foxconn Singapore."""
    at = last + 1
    while at < len(words.words) and words.gap(at) == " " and words.words[at] in cues().org_endings:
        last, at = at, at + 1
    if at < len(words.words) and words.gap(at) == " " and words.capital[at]:
        listed = known(words, at)
        if listed is not None and listed[0].table == "places.tsv":
            entry, end = listed
            if end > at or not is_vietnamese(entry.surface.lower()):
                return end
    return last
