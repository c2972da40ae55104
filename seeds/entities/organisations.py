"""Organisations whose names begin with a type word in a capital, and where those names end."""

from __future__ import annotations

from seeds.entities.bodies import (
    acronym_end,
    at_united_nations,
    body_to,
    club_of_a_country,
    level_end,
    levels_end,
    place_after,
)
from seeds.entities.edges import PLURALS, full_name, named, number_at, place_to, vocabulary, word_end
from seeds.entities.found import Found
from seeds.entities.look import known, known_in_any_case, known_place, phrase
from seeds.entities.tables import compounds, cues
from seeds.entities.words import Words, is_vietnamese

_LONGEST = 22  # words
# Heads after which a person's name is the organisation's own.
_NAMED_AFTER_PERSONS = (
    *(
        "trường",
        "thpt",
        "thcs",
        "đại học",
        "đh",
        "bệnh viện",
        "bv",
        "công ty",
        "tập đoàn",
        "ngân hàng",
        "quỹ",
        "nhà",
    ),
    *("nha khoa", "thẩm mỹ viện", "nhà xe", "chi nhánh", "phân hiệu", "nhạc viện"),
    *("phòng khám", "học viện", "trung tâm", "viện", "clb", "câu lạc bộ", "báo", "nhóm", "hợp tác xã"),
)
# Heads of companies: a place within their names does not end them.
_COMPANIES = (
    *(
        "công ty",
        "tập đoàn",
        "tổng công ty",
        "ngân hàng",
        "hãng",
        "đài",
        "báo",
        "tạp chí",
        "nhóm",
        "quỹ",
        "clb",
    ),
    "câu lạc bộ",
)
_TRADERS = ("công ty", "tập đoàn", "ngân hàng", "hãng")
_LOCAL_HEADS = frozenset(["ubnd", "hđnd", "công an", "thành ủy"])
# What says how far a body reaches: behind a proper name too it goes on with the body's name.
_SCOPES = frozenset(
    [
        "quốc gia",
        "quốc tế",
        "trung ương",
        "thế giới",
        "toàn cầu",
        "nhà nước",
        "thành phố",
        "khu vực",
        "tối cao",
        "cấp cao",
    ]
)
_POLICE = frozenset(["cảnh sát", "cơ quan cảnh sát điều tra", "phòng cảnh sát", "đội cảnh sát"])
_MAGNITUDES = frozenset(
    ["triệu", "tỷ", "tỉ", "nghìn", "ngàn", "đồng", "tuổi", "người", "tháng", "năm", "ngày"]
)
_WHOLE_NAME = 3
_NUMBER = 4  # digits: no body has so many in its number
_PERSON_WORDS = frozenset(["ông", "bà", "nguyên"])
_JOINTS = frozenset([" - ", " – ", "-", "&", " & ", "/", ". ", ".", "'", "’"])
_PAIRED = frozenset(["Anh", "Pháp", "Đức", "Nhật", "Mỹ", "Hàn", "Nga", "Úc", "Việt", "Trung", "Nam"])


def organisation(words: Words, at: int) -> Found | None:
    """The organisation whose name begins at a word, None where none does."""
    if not words.capital[at]:
        return None
    table = cues()
    size = phrase(words, at, table.org_heads)
    if size == 0 or phrase(words, at, table.place_heads) >= size or phrase(words, at, table.law_heads) > size:
        return None
    previous = words.low[at - 1] if at and words.gap(at) == " " else ""
    if previous in PLURALS:
        return None
    head = " ".join(words.low[at : at + size])
    last = at + size - 1
    if head == "clb" and club_of_a_country(words, last + 1):
        return None
    levels = levels_end(words, at, last)
    listed = known(words, at) or known_in_any_case(words, at) if levels == last else None
    last = levels
    if listed is not None and listed[1] >= last:
        if listed[0].type == "ORG":
            end = _after_known(words, at, listed[1], head)
            return _found(words, at, end, "org:known", 0.95, listed[0].name if end == listed[1] else "")
        if listed[0].type == "PLACE" and listed[1] > last:
            return None
    if (head in _LOCAL_HEADS and words.low[last + 1 : last + 3] == ["địa", "phương"]) or (
        head == "ban" and _committee(words, last + 1)
    ):
        return None  # UBND địa phương, Ban tổ chức
    if words.low[last + 1 : last + 2] in (["cấp"], ["các"]):
        return None  # a class of bodies: UBND cấp tỉnh
    if head == "vụ" and vocabulary(words, last + 1) == 0:
        return None  # a case: Vụ Xuyên Việt Oil
    proven = acronym_end(words, at, last)
    end = proven if proven > last else _right_edge(words, at, last, head)
    if head == "nhà nước":
        beside = (
            "đảng" in words.low[max(0, at - 2) : at]
        )  # Đảng và Nhà nước; else the State is an ordinary word
        return _found(words, at, end, "org:head", 0.8) if beside else None
    if head == "đảng" and end == last and not words.opens[at] and _stands_alone(words, at):
        return _found(words, at, at, "org:head", 0.8)
    if head in table.whole_heads:
        return _found(words, at, end, "org:head", 0.9)
    opening = words.opens[at] and not words.words[at].isupper()
    if end == last or ((head in table.common_heads or opening) and not named(words, last + 1, end)):
        return None
    if words.opens[at] and head in table.ordinary_heads and place_to(words, last + 1, end):
        return None  # "Quân đội Nga đã…" is the army of a place
    return _found(words, at, end, "org:head", 0.85)


def _committee(words: Words, at: int) -> bool:
    """Whether a committee of some event begins, not the Party's: Ban tổ chức cho biết."""
    after = at + 2
    listed = words.low[at:after] == ["tổ", "chức"] and not words.capital[at]
    return listed and not (after < len(words.words) and words.gap(after) == " " and words.capital[after])


def _stands_alone(words: Words, at: int) -> bool:
    """Whether a capital is a word of its own: Đảng, but not Đảng viên."""
    after = at + 1
    if after >= len(words.words) or words.gap(after) != " ":
        return True
    return not words.capital[after] and (words.low[at], words.low[after]) not in compounds()


def _found(words: Words, first: int, last: int, rule: str, confidence: float, name: str = "") -> Found:
    return Found(first, last, words.starts[first], words.ends[last], "ORG", rule, confidence, name)


def _after_known(words: Words, first: int, last: int, head: str) -> int:
    """Where a known name ends that may go on: Bộ Nông nghiệp & Phát triển nông thôn, Bộ Ngoại giao Hoa Kỳ."""
    end = place_after(words, last)
    size = len(words.words)
    if end == last and at_united_nations(words, last + 1):
        return last + at_united_nations(words, last + 1)  # Hội đồng bảo an LHQ
    if end + 1 < size and words.words[end + 1] == "TP" and words.gap(end + 1) == " ":
        end += 1  # Ủy ban Mặt trận Tổ quốc Việt Nam TP
    if head in _POLICE and words.low[end + 1 : end + 3] == ["công", "an"] and words.gap(end + 1) == " ":
        return _right_edge(words, first, end + 2, "công an")
    at = end + 1
    if at + 1 < size and words.low[at] == "và" and words.gap(at) == " ":
        at += 1
    elif at >= size or words.gap(at) != " & ":
        return end
    goes_on = words.capital[at] and vocabulary(words, at) > 1 and not phrase(words, at, cues().org_heads)
    return _right_edge(words, first, end, head) if goes_on else end


def _right_edge(words: Words, first: int, last: int, head: str) -> int:
    """The last word of the organisation's name, ``last`` being the last that is certain."""
    end, at = last, last + 1
    size = min(len(words.words), first + _LONGEST)
    proper = False  # behind a proper name only its place can follow in lower case
    while at < size and _joined(words, at, head):
        if words.capital[at]:
            stop = _capital_end(words, at, end > last, head)
            if stop < at:
                break
            stop = max(stop, word_end(words, at))
            placed = place_to(words, at, stop)
            if body_to(words, at, stop) and not head.startswith(_COMPANIES):
                return place_after(words, stop)
            proper = stop == at and vocabulary(words, at) == 0
            end, at = stop, stop + 1
            if placed and not head.startswith(_COMPANIES) and not _goes_on_after_place(words, at):
                break
        elif words.low[at] == "số" and _numbered(words, at + 1):
            end, at = at + 1, at + 2  # Trung tâm Dữ liệu quốc gia số 1
            if at < size and phrase(words, at, cues().org_heads):
                break
        elif number_at(words, at):
            end, at = at, at + 1
        else:
            if head.startswith(_TRADERS) and proper and words.low[at : at + 2] == ["khu", "vực"]:
                break
            step, joins = _lower_step(words, at, head, end > last)
            inside = proper and not joins and not _names_place(words, at)
            if step == 0 or (inside and " ".join(words.low[at : at + step]) not in _SCOPES):
                break
            at += step
            if not joins:  # a word that only joins counts when something follows
                end = at - 1
    if end == last and head in _LOCAL_HEADS:
        return level_end(words, end)
    return end


def _numbered(words: Words, at: int) -> bool:
    """Whether a word is the number of a body: số 6, but not số 6.000."""
    return (
        at < len(words.words)
        and words.gap(at) == " "
        and len(words.words[at]) < _NUMBER
        and number_at(words, at)
    )


def _joined(words: Words, at: int, head: str) -> bool:
    """Whether a word can belong to the name of the word before it, by what stands between them."""
    gap = words.gap(at)
    after = at + 1
    if words.words[at].isdigit() and after < len(words.words) and words.low[after] in _MAGNITUDES:
        return False  # 80 triệu đồng
    if words.taken[at] and not (gap == " " and number_at(words, at)):
        return False
    if gap == " ":
        return True
    if gap == ", ":
        return _goes_on_after_comma(words, at, head)
    if gap in _JOINTS and words.capital[at] and not words.opens[at]:
        school = head.startswith(("trường", "th")) and (
            not is_vietnamese(words.low[at]) or (_place_before(words, at) and known_place(words, at))
        )  # Hà Nội - Amsterdam, Ngôi Sao Hà Nội - Hoàng Mai
        return gap not in (" - ", " – ") or school or _goes_on_after_dash(words, at)
    return False


def _place_before(words: Words, at: int) -> bool:
    """Whether a place's name ends right before a word."""
    for first in (at - 2, at - 1):
        listed = known(words, first) if first >= 0 else None
        if listed is not None and listed[0].table == "places.tsv" and listed[1] == at - 1:
            return True
    return False


def _goes_on_after_comma(words: Words, at: int, head: str) -> bool:
    """Văn hóa, Thể thao và Du lịch; Trật tự, an toàn."""
    size = phrase(words, at, cues().org_heads) if words.capital[at] else 0
    if head == "đảng" or (size and size >= vocabulary(words, at)):
        return False  # Đảng, Nhà nước; Tập đoàn Dầu khí, Ngân hàng Công thương
    return (
        at + 2 < len(words.words)
        and words.gap(at + 2) == " "
        and vocabulary(words, at) >= 2
        and ("và" in words.low[at + 1 : at + 5] or (head.startswith(_COMPANIES) and _name_behind(words, at)))
    )


def _name_behind(words: Words, at: int) -> bool:
    """Whether a proper name closes the listed trades: Thương mại vận tải, du lịch Xuyên Việt Oil."""
    after = at + vocabulary(words, at)
    return after < len(words.words) and words.gap(after) == " " and words.capital[after]


def _goes_on_after_dash(words: Words, at: int) -> bool:
    """Lao động - Thương binh và Xã hội, Việt - Anh; but not what a dash sets apart."""
    return vocabulary(words, at) > 0 or (words.words[at] in _PAIRED and words.words[at - 1] in _PAIRED)


def _capital_end(words: Words, at: int, inside: bool, head: str) -> int:
    """The last word up to which capitals from a word on belong to the name; -1 if not even the first does."""
    table = cues()
    listed = known(words, at)
    if words.low[at] in _PERSON_WORDS and (listed is None or listed[0].type != "PLACE"):
        return -1
    person = not head.startswith(_NAMED_AFTER_PERSONS) and full_name(words, at) >= 2
    if inside and full_name(words, at) >= _WHOLE_NAME and not is_vietnamese(words.low[at - 1]):
        person = True  # Giám đốc Công ty TNHH Dony Phạm Quang Anh
    if person and (listed is None or listed[0].type != "PLACE"):
        return -1
    if listed is None or listed[0].type in ("PERSON", "OTHER"):
        trade = not inside and vocabulary(words, at) > 0  # Hội Nhà báo
        school = head.startswith(("trường", "th", "tiểu học", "mầm non"))  # Trường Ngôi Sao
        if (
            not trade
            and not (school and not inside)
            and phrase(words, at, table.titles)
            and not phrase(words, at, table.org_heads)
        ):
            return -1
        office = not head.startswith((*_COMPANIES, *_NAMED_AFTER_PERSONS))
        several = at + 1 < len(words.words) and words.capital[at + 1] and words.gap(at + 1) == " "
        foreign = several and not (is_vietnamese(words.low[at]) and is_vietnamese(words.low[at + 1]))
        if (
            foreign
            and not words.words[at].isupper()
            and office
            and inside
            and is_vietnamese(words.low[at - 1])
        ):
            return -1  # a person behind the office: Hội đồng An ninh Nga Dmitry Medvedev
        return at
    return listed[1] if listed[0].type in ("PLACE", "ORG") else at


def _goes_on_after_place(words: Words, at: int) -> bool:
    """Whether the name goes on after a place: Việt - Anh, châu Âu tại Việt Nam, Hà Nội - Amsterdam."""
    if at >= len(words.words):
        return False
    gap = words.gap(at)
    if gap in (" - ", " – ", "-") or words.low[at] == "tại":
        return True
    return gap == " " and (words.words[at].isdigit() or words.low[at] in cues().admin_words)


def _lower_step(words: Words, at: int, head: str, inside: bool) -> tuple[int, bool]:
    """How many lower-case words from a word on go on with the name, and whether they only join what
    follows."""
    table = cues()
    low = words.low
    step = vocabulary(words, at)
    if step:
        return step, False
    if at + 1 >= len(low) or words.gap(at + 1) != " ":
        return 0, False
    next_capital = words.capital[at + 1]
    if low[at] in table.admin_words and (next_capital or words.words[at + 1].isdigit()):
        return 1, True
    two_words = (low[at] == "thành" and low[at + 1] == "phố") or (
        low[at] == "thị" and low[at + 1] in ("xã", "trấn")
    )
    if two_words and at + 2 < len(low) and words.capital[at + 2]:
        return 2, True
    if low[at] in ("và", "&"):
        goes_on = vocabulary(words, at + 1) > 0 and (inside or next_capital)
        head_follows = next_capital and phrase(words, at + 1, table.org_heads) >= vocabulary(words, at + 1)
        return (0 if head_follows and phrase(words, at + 1, table.org_heads) else int(goes_on)), True
    if low[at] == "về" and inside and head.startswith(("cục", "văn")) and vocabulary(words, at + 1):
        return 1, True
    if low[at] == "tại" and head.startswith(("hiệp hội", "phòng")) and words.words[at + 1] == "Việt":
        return 1, True
    if low[at] in ("châu", "vùng", "miền") and next_capital:
        return 2, False
    return int(low[at] == "nước" and next_capital), True


def _names_place(words: Words, at: int) -> bool:
    """Whether a word in lower case leads to a place: thành phố Đà Nẵng, châu Âu."""
    low = words.low
    if low[at] == "và":
        return at + 1 < len(low) and vocabulary(words, at + 1) > 0
    return low[at] in cues().admin_words or low[at] in ("châu", "vùng", "thành", "thị")
