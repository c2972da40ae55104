"""What a run of capitals names that no table knows: by the words beside it, its shape and its last word."""

from __future__ import annotations

from dataclasses import dataclass

from seeds.entities.look import before, known, phrase
from seeds.entities.tables import common_words, compounds, cues, given_names, is_country, surnames
from seeds.entities.words import Words, is_vietnamese

_CONTROL_LISTS = frozenset(["danh sách"])
_BODIES = frozenset(
    [
        *("bộ", "cục", "sở", "vụ", "viện", "ban", "hội", "tòa", "hãng", "đài", "báo", "quỹ", "đảng", "phòng"),
        *(
            "khoa",
            "trường",
            "tỉnh",
            "đội",
            "nhóm",
            "bên",
            "tổ",
            "đoàn",
            "công",
            "tổng",
            "ủy",
            "thành",
            "huyện",
        ),
    ]
)
# What a number before a name counts or ranks, so that it is no house's.
_COUNTED = frozenset(
    [
        *("lớp", "khối", "khóa", "top", "hạng", "áo", "giải", "tập", "chương", "bài", "phút", "tuổi", "vòng"),
        *(
            "năm",
            "ngày",
            "tháng",
            "quý",
            "điều",
            "khoản",
            "mục",
            "bảng",
            "thứ",
            "kỳ",
            "bậc",
            "cấp",
            "u",
            "giây",
        ),
    ]
)
_TITLED_BODIES = frozenset(["đại diện", "trang", "kênh", "tờ", "đơn vị phân phối", "công ty", "hãng", "phía"])
_HEAD_FAR = 3  # words between a list's head and its "như"
# Heads of one syllable that a list may have; others are as often half of a word.
_LIST_HEADS = frozenset(
    ["đường", "phố", "hãng", "phim", "game", "quỹ", "báo", "sông", "hồ", "núi", "chùa", "bang"]
)
_PAUSES = frozenset([", ", " (", " - ", " – "])


@dataclass(frozen=True, slots=True)
class Verdict:
    """A type ("" where nothing speaks for any), the rule it rests on, and how sure it is."""

    type: str
    rule: str
    confidence: float


UNKNOWN = Verdict("", "unknown", 0.3)


def left(words: Words, at: int) -> str:
    """The type that the words before a name give it (OTHER for works, products, storms), "" if they say
    nothing."""
    table = cues()
    best, kind = "", ""
    for phrases, meaning in (
        (table.place_words, "PLACE"),
        (table.org_words, "ORG"),
        (table.other_words, "OTHER"),
    ):
        cue = before(words, at, phrases)
        if len(cue) > len(best):
            best, kind = cue, meaning
    if best == "bản" and not is_vietnamese(words.low[at]):
        return "OTHER"  # bản Pro is no village
    if best == "kênh" and (words.words[at].isupper() or not is_vietnamese(words.low[at])):
        return "ORG"  # a channel of television, no canal
    if not kind and at > 1 and words.capital[at - 1] and words.gap(at) == " ":
        return _behind_country(words, at)
    return kind


def numbered_house(words: Words, at: int) -> bool:
    """Whether a house's number stands before a name: 87 Mã Mây, 36/2 Quang Trung, but not lớp 10 Trần Anh."""
    number = words.words[at - 1] if at else ""
    if not number[:1].isdigit() or len(number) > 4 or words.gap(at) != " " or words.taken[at - 1]:
        return False
    return at == 1 or not (
        words.low[at - 2] in _COUNTED or (words.capital[at - 2] and words.gap(at - 1) == " ")
    )


def series(words: Words, at: int) -> str:
    """The type that a list's head gives the first name it lists: các hãng xe khác như MG; "" without one."""
    at -= 1
    if at < 1 or words.low[at] != "như" or words.gap(at + 1) not in (" ", ": "):
        return ""
    for end in range(at, max(0, at - _HEAD_FAR), -1):
        if end < at and (words.low[end - 1], words.low[end]) in compounds():
            continue  # những trường hợp như
        if end < at and (words.gap(end + 1) != " " or words.capital[end]):
            break
        for phrases, meaning in (
            (cues().org_words, "ORG"),
            (cues().place_words, "PLACE"),
            (cues().other_words, "OTHER"),
        ):
            head = before(words, end, phrases)
            if " " in head or head in _LIST_HEADS:
                return meaning
    return ""


def _behind_country(words: Words, at: int) -> str:
    """ORG for what stands behind an organisation's type word and a country: hãng Nhật Bản Toyota."""
    for first in range(at - 1, max(-1, at - 4), -1):
        if not words.capital[first]:
            break
        listed = known(words, first)
        if listed is not None and listed[1] == at - 1 and is_country(listed[0]):
            return "ORG" if before(words, first, cues().org_words | {"clb"}) else ""
    return ""


def speaks(words: Words, last: int) -> bool:
    """Whether the words after a name say that it is a person's: a verb of saying, an age, an office."""
    at = last + 1
    low = words.low
    if at >= len(low):
        return False
    gap = words.gap(at)
    if gap == " ":
        verbs = cues().person_verbs
        if words.low[last] in _BODIES and not (last and words.capital[last - 1] and words.gap(last) == " "):
            return False  # Cục cho biết
        return low[at] in verbs or " ".join(low[at : at + 2]) in verbs
    if gap in (", ", " (") and low[at].isdigit() and low[at + 1 : at + 2] == ["tuổi"]:
        return True
    return gap in _PAUSES and not words.capital[at] and phrase(words, at, cues().titles) > 0


def low_behind(words: Words, last: int) -> str:
    """The word that follows directly, in lower case; "" where a mark stands between."""
    after = last + 1
    return words.low[after] if after < len(words.words) and words.gap(after) == " " else ""


def brand_like(word: str) -> bool:
    """Whether a word has capitals within, as makers and products do and persons seldom: OpenDoors."""
    inner = any(letter.isupper() for letter in word[1:])
    return (
        inner
        and not word.isupper()
        and not word.startswith(("Mc", "Mac", "De", "Di", "La", "Le", "Van", "O'"))
    )


def judge(words: Words, at: int, last: int, *, awaited: bool, credit: bool, after_org: bool) -> Verdict:
    """What the capitals from one word to another name.

    ``awaited`` says that a title stands before, ``credit`` that "Ảnh:" does, ``after_org`` that an
    organisation has just been read and these stand in brackets behind it.
    """
    table = cues()
    final = words.words[last]
    count = last - at + 1
    acronym = count == 1 and final.isupper() and len(final) > 1
    if acronym and final[-1].isdigit() and before(words, at, _CONTROL_LISTS):
        return Verdict("LAW", "control-list", 0.8)
    if credit and acronym:
        return Verdict("ORG", "credit", 0.85)
    if awaited and count > 1 and final in table.org_endings and not is_vietnamese(words.low[last]):
        return Verdict("ORG", "org-ending", 0.8)  # Chủ tịch KC Global Media
    if count > 1 and len(cues().english.intersection(words.words[at : last + 1])) > 1:
        return Verdict("OTHER", "english", 0.6)  # You Only Look Once
    if awaited and count == 1 and final in table.english and final not in surnames():
        return UNKNOWN  # kiến trúc sư Apple Watch
    if awaited and not acronym and not (count == 1 and words.low[at] in _BODIES):
        return Verdict("PERSON", "title+name", 0.95)
    cue = left(words, at) or series(words, at)
    if cue:
        return Verdict(cue, f"{cue.lower()}-word", 0.85)
    if count > 1:
        for endings, kind, confidence in (
            (table.org_endings, "ORG", 0.85),
            (table.event_endings, "EVENT", 0.7),
            (table.place_endings, "PLACE", 0.75),
        ):
            if final in endings:
                return Verdict(kind, f"{kind.lower()}-ending", confidence)
    if acronym and after_org and words.plain.startswith(")", words.ends[last]):
        return Verdict("ORG", "acronym", 0.85)
    if low_behind(words, last) == "giáo":
        return Verdict("OTHER", "other-word", 0.8)  # Thiên Chúa giáo
    if not acronym and speaks(words, last):
        if (count == 1 and brand_like(final)) or (
            before(words, at, _TITLED_BODIES)
            and words.words[at] not in given_names()
            and words.words[at] not in table.family
        ):
            return Verdict("ORG", "name+verb", 0.75)  # NoviOcean cho biết
        return Verdict("PERSON", "name+verb", 0.8)
    if not acronym and before(words, at, table.place_cues):
        return Verdict("PLACE", "place-cue", 0.65)
    return _by_shape(words, at, last, acronym)


def _by_shape(words: Words, at: int, last: int, acronym: bool) -> Verdict:
    """Nothing beside the name speaks: foreign given and family names, lone foreign words, acronyms."""
    run = words.words[at : last + 1]
    if len(run) > 1:
        if not cues().english.isdisjoint(run) or len(run) > 4:
            return UNKNOWN
        if run[0] in given_names():
            return Verdict("PERSON", "given-name", 0.8)
        if run[-1] in surnames() and not is_vietnamese(words.low[at]):
            return Verdict("PERSON", "surname", 0.7)
        return UNKNOWN
    if not _may_stand_alone(words, at):
        return UNKNOWN
    if acronym:
        return Verdict("ORG", "lone-acronym", 0.5) if 3 <= len(run[0]) <= 7 else UNKNOWN
    if len(run[0]) > 3 and not is_vietnamese(words.low[at]):
        return Verdict("ORG", "lone-foreign", 0.5)
    return UNKNOWN


def _may_stand_alone(words: Words, at: int) -> bool:
    """Whether a lone word may name something: no model number behind it, no capital before, no ordinary
    word."""
    word = words.words[at]
    after = at + 1
    if after < len(words.words) and words.gap(after) in (" ", "-") and words.words[after][0].isdigit():
        return False
    if at and words.capital[at - 1] and words.gap(at) in (" ", "-") and not words.opens[at - 1]:
        return False  # the rest of a longer name: FPT Semiconductor
    if words.gap(at)[-1:] == "(" or word in cues().english:
        return False  # an abbreviation of ordinary words
    return word.isalpha() and words.low[at] not in common_words()


def ends_before(words: Words, at: int, end: int) -> int:
    """The last word of a run that a known organisation, or a place behind a family name, does not begin
    after."""
    for inner in range(at + 1, end + 1):
        listed = known(words, inner)
        if listed is None or listed[1] == inner or listed[0].table not in ("places.tsv", "organisations.tsv"):
            continue
        if listed[0].type == "PLACE" and words.words[at] not in cues().family:
            continue
        return inner - 1
    return end
