"""What a document says once holds for all of it: short forms take the type and the name of the full one."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from seeds.entities.canonical import name_all
from seeds.entities.doubts import doubtful
from seeds.entities.found import Found
from seeds.entities.initials import initials
from seeds.entities.runs import is_family_name
from seeds.entities.tables import common_words, compounds, cues, given_names
from seeds.entities.trust import trust

if TYPE_CHECKING:
    from seeds.entities.words import Words

# First syllables of the type words of companies: without them their own name names them too.
_COMPANIES = frozenset(
    ["công", "tập", "tổng", "hãng", "ngân", "quỹ", "chứng", "bảo", "ctcp", "nhóm", "clb", "câu"]
)
_SURE = 0.75
_STRONG = 0.8
# Words that are something else by themselves, though persons are named so: "Anh trở thành…", "phía Bắc".
_NO_SHORT_FORMS = frozenset(
    [
        "Anh",
        "Bộ",
        "Sở",
        "Hội",
        "Ban",
        "Cục",
        "Đội",
        "Quân",
        "Bắc",
        "Nam",
        "Đông",
        "Tây",
        "Trung",
        "Công",
        "Chị",
        "Ông",
    ]
)
# What a person's name is followed by at a sentence's start: verbs of news from courts, schools and homes.
_DEEDS = frozenset(
    "bị được đã đang sẽ từng vẫn cũng không chưa khai nói kể cho thừa dùng lấy đưa lái chở quay gặp thấy "
    "rủ gọi mua bán vay đến về bỏ cầm đâm đánh tát lao chạy nhờ hứa hẹn thuê giao nhận muốn sống học làm "
    "ngồi đứng nhìn cười khóc tự là có đăng kết sinh chào mời yêu hiện còn liền bèn quyết tiếp bắt thú "
    "phải trả chuyển xin hỏi đáp ôm nằm ngủ thức viết đọc hát chơi thi đỗ trúng tham chọn quen cưới ly "
    "chia tâm bày nhớ nghĩ tin hiểu mất trốn giật đẩy kéo ném nhặt mang đi ra vào rời trở đạt giành ghi "
    "ẵm kiếm tốt theo dẫn nhắn lừa chiếm ".split()
)
# Words that open sentences by themselves, though persons are called so.
_OPENERS = frozenset(
    "hiện sáng trưa chiều tối nay mai theo sau trước khi tại từ trong ngoài trên dưới còn cả hai ba tư "
    "thế đó nhất tuy nếu vì do bên phía cùng tiếp rồi bởi lúc giờ thu xuân hạ đông mới đã sẽ được bị như "
    "với cho về ra thêm tân cựu ".split()
)
_LISTED = 0.72
_LIST_GOES_ON = (",", ".", ";", ")", "…", " và", "\n")


def settle(words: Words, found: list[Found]) -> list[Found]:
    """Give every name its type and canonical name; what stays unknown is left out. In order of place."""
    for one in found:
        if one.type == "PERSON" and doubtful(words, one):
            one.type, one.rule, one.confidence = "", "unknown", 0.3
    types = _types(words, found)
    parts = _parts(words, found)
    for one in found:
        surface = words.slice(one.first, one.last)
        if one.type == "" or one.confidence < _SURE:
            kind = types.get(surface) or (None if surface in _NO_SHORT_FORMS else parts.get(surface))
            if kind == "PERSON" and one.first == one.last and not _alone(words, one.first):
                kind = None
            if kind is not None and kind != one.type:
                one.type, one.rule, one.confidence = kind, "memory", 0.8
    found = [part for one in found for part in _without_place(words, one, types)]
    _coordinate(words, found)
    kept = [one for one in found if one.type not in ("", "OTHER")]
    kept.extend(_short_forms(words, kept))
    kept = [one for one in kept if one.type != "PERSON" or not doubtful(words, one)]
    kept = initials(words, kept)
    kept.sort(key=lambda one: (one.start, -one.end))
    name_all(words, kept)
    trust(kept)
    return kept


def _without_place(words: Words, one: Found, types: dict[str, str]) -> list[Found]:
    """Thị trưởng Tampa Jane Castor: a place that the document knows is no part of the name behind it."""
    first = words.words[one.first]
    if one.rule != "title+name" or one.last - one.first < 2 or types.get(first) != "PLACE":
        return [one]
    if words.gap(one.first + 1) != " ":
        return [one]
    place = Found(one.first, one.first, one.start, words.ends[one.first], "PLACE", "memory", 0.8)
    rest = Found(
        one.first + 1, one.last, words.starts[one.first + 1], one.end, "PERSON", one.rule, one.confidence, ""
    )
    return [place, rest]


def _coordinate(words: Words, found: list[Found]) -> None:
    """In a list, what is unsure takes the type of its sure neighbour: Geleximco, Sudico, Lã Vọng."""
    pairs = list(pairwise(sorted(found, key=lambda one: one.first)))
    for sure, unsure in [*pairs, *((second, first) for first, second in reversed(pairs))]:
        if unsure.type and unsure.confidence >= _SURE:
            continue
        if not _may_be_listed(words, unsure):
            continue
        full_name = unsure.type == "PERSON" and unsure.last - unsure.first >= 2
        if full_name and sure.type != "PERSON" and not is_family_name(words.words[sure.first]):
            continue  # roads are named after persons, towns are not
        if (
            sure.type in ("PERSON", "ORG", "PLACE", "OTHER")
            and not (sure.type == "PERSON" and _english(words, unsure))
            and sure.confidence >= _LISTED
            and _listed(words, sure, unsure)
        ):
            unsure.type, unsure.rule, unsure.confidence = sure.type, "list", _LISTED


def _may_be_listed(words: Words, one: Found) -> bool:
    """Whether a name may take its neighbours' type: no letter, no number, no half of a word."""
    run = words.words[one.first : one.last + 1]
    after = one.last + 1
    follows = after < len(words.words) and words.gap(after) == " " and not words.capital[after]
    half = follows and (words.low[one.last], words.low[after]) in compounds()
    return not (half or len(run[0]) == 1 or any(c.isdigit() for word in run for c in word))


def _english(words: Words, one: Found) -> bool:
    """Whether a name has ordinary English words and no given name: Star Trek, but Ben White."""
    run = words.words[one.first : one.last + 1]
    return len(run) > 1 and run[0] not in given_names() and not cues().english.isdisjoint(run[:1] + run[-1:])


def _listed(words: Words, one: Found, other: Found) -> bool:
    """Whether two names stand beside each other in one list."""
    first, second = (one, other) if one.first < other.first else (other, one)
    between = words.plain[first.end : second.start]
    if between in (" - ", " – ") and one.type == "PLACE" == first.type and first.rule == "place-word":
        return is_family_name(words.words[first.first]) and is_family_name(words.words[second.first])
    if between == ", ":
        return second.end >= len(words.plain) or words.plain.startswith(_LIST_GOES_ON, second.end)
    return between in (" và ", " hay ", " hoặc ")


def _types(words: Words, found: list[Found]) -> dict[str, str]:
    """The type of each surface where a telling rule gave it one, the most frequent first."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        if one.type and one.confidence >= _STRONG:
            votes[words.slice(one.first, one.last)][one.type] += 1
    return {surface: counter.most_common(1)[0][0] for surface, counter in votes.items()}


def _parts(words: Words, found: list[Found]) -> dict[str, str]:
    """Shorter forms of known names: a person's last or first name, a company without its type word."""
    parts: dict[str, str] = {}
    for one in found:
        if one.type == "PERSON" and one.last > one.first and one.confidence >= _SURE:
            parts.setdefault(words.words[one.last], "PERSON")
            parts.setdefault(words.words[one.first], "PERSON")
            if one.last - one.first >= 2:
                parts.setdefault(words.slice(one.last - 1, one.last), "PERSON")
        elif one.type == "ORG" and one.rule == "org:head" and words.low[one.first] in _COMPANIES:
            first = next((i for i in range(one.first + 1, one.last + 1) if words.capital[i]), None)
            if first is not None:
                parts.setdefault(words.slice(first, one.last), "ORG")
    return parts


def _alone(words: Words, at: int) -> bool:
    """Whether a lone syllable that persons are called may be one here: no half of an ordinary word, and at a
    sentence's start, where every word has a capital, only before what persons do."""
    after = at + 1
    follows = after < len(words.words) and words.gap(after) == " " and not words.capital[after]
    if follows and (words.low[at], words.low[after]) in compounds():
        return False  # Chính sách is no Chính
    if not words.opens[at]:
        return True
    if words.low[at] in _OPENERS and follows:
        return False
    return words.low[at] not in common_words() or (follows and words.low[after] in _DEEDS)


def _hyphened(words: Words, at: int) -> bool:
    """Whether a hyphen joins a word to another capital: Toán-Tin, Lasker-Noether."""
    after = at + 1
    joined = after < len(words.words) and words.gap(after) == "-" and words.capital[after]
    return joined or (words.gap(at) == "-" and words.capital[at - 1])


def _short_forms(words: Words, kept: list[Found]) -> list[Found]:
    """Last names of persons that stand alone within a sentence: Bailey, Hạnh."""
    covered: set[int] = set()
    for one in kept:
        covered.update(range(one.first, one.last + 1))
    lasts: set[str] = set()
    pairs: set[tuple[str, str]] = set()  # the last two syllables of full names
    for one in kept:
        if one.type == "PERSON":
            if one.last - one.first > 1:
                pairs.add((words.words[one.last - 1], words.words[one.last]))
            lasts.add(words.words[one.last])
            telling = one.first == one.last or words.low[one.first] not in common_words()
            if telling and words.words[one.first] not in cues().family:
                lasts.add(words.words[one.first])
    more = []
    for at, word in enumerate(words.words):
        if (
            word not in lasts
            or word in _NO_SHORT_FORMS
            or len(word) < 2
            or at in covered
            or not words.capital[at]
            or words.taken[at]
        ):
            continue
        if not _alone(words, at):
            continue
        neighbour = at + 1 < len(words.words) and words.capital[at + 1] and words.gap(at + 1) == " "
        first = at
        if at and words.capital[at - 1] and words.gap(at) == " ":
            if (words.words[at - 1], word) in pairs and at - 1 not in covered:
                first = at - 1  # Trọng Cường
                if first and words.capital[first - 1] and words.gap(first) == " ":
                    continue
            elif not words.opens[at - 1] or words.low[at - 1] not in common_words():
                continue
        if neighbour or _hyphened(words, at):
            continue
        more.append(Found(first, at, words.starts[first], words.ends[at], "PERSON", "memory", 0.75))
    return more
