"""Names that begin with a type word in a capital: organisations, laws and events, and where they end."""

from __future__ import annotations

from seeds.entities.look import known, phrase
from seeds.entities.found import Found
from seeds.entities.tables import compounds, cues
from seeds.entities.words import Words, is_vietnamese

# Heads that are names by themselves.
_WHOLE = frozenset(
    ["chính phủ", "quốc hội", "thượng viện", "hạ viện", "bộ đội biên phòng", "nghị viện", "ubnd", "hđnd", "lầu năm góc"]
)
# Heads after which a person's name is the organisation's own.
_NAMED_AFTER_PERSONS = (
    "trường", "thpt", "thcs", "đại học", "đh", "bệnh viện", "bv", "công ty", "tập đoàn", "ngân hàng", "quỹ", "nhà",
    "bảo tàng", "phòng khám", "học viện", "trung tâm", "viện", "clb", "câu lạc bộ", "báo", "nhóm", "hợp tác xã",
)  # fmt: skip
# Heads that are ordinary words where they open a sentence: "Quân đội Nga đã…".
_ORDINARY = frozenset(
    ["hãng", "quân đội", "hải quân", "không quân", "cảnh sát", "lực lượng", "trung tâm", "công an", "báo", "đài", "trường",
     "công ty", "nhóm", "ban", "hội", "đảng", "văn phòng", "cơ quan", "tổ chức", "phòng", "trạm", "bảo hiểm", "chứng khoán"]
)  # fmt: skip
# Heads that need a name of their own behind them: "các doanh nghiệp, Hiệp hội ngành hàng" are none.
_COMMON = frozenset(
    ["hiệp hội", "hội", "tổ chức", "công ty", "trường", "nhóm", "phòng", "đoàn", "báo", "đài", "hãng", "quỹ", "đảng",
     "tập đoàn", "ngân hàng", "bệnh viện", "đại học", "tòa", "hệ thống", "lực lượng", "cơ quan", "trạm", "khoa"]
)  # fmt: skip
# Heads after which a place ends the name.
_COMPANIES = ("công ty", "tập đoàn", "tổng công ty", "ngân hàng", "hãng", "đài", "báo", "tạp chí", "nhóm", "quỹ", "clb", "câu")
# Before a head these make a class of it: các Đại sứ quán, hai Bộ.
_PLURALS = frozenset("các hai ba bốn những nhiều mọi mỗi từng số vài".split())
_LAW_WORDS = frozenset("thương mại tự do đối ứng khung về hợp tác đối tác toàn diện ghi nhớ".split())
_CLAUSE_STOPS = frozenset("có được đã sẽ là giữa cũng này đó mà vào nêu".split())


def organisation(words: Words, at: int) -> Found | None:
    """The organisation whose name begins at a word, None where none does."""
    if not words.capital[at]:
        return None
    table = cues()
    size = phrase(words, at, table.org_heads)
    if size == 0:
        return None
    head = " ".join(words.low[at : at + size])
    previous = words.low[at - 1] if at and words.gap(at) == " " else ""
    if previous in _PLURALS:
        return None
    if head == "chính phủ" and previous == "tướng":
        return None
    if phrase(words, at, table.place_heads) >= size:
        return None
    listed = known(words, at)
    last = at + size - 1
    if listed is not None and listed[0].type == "ORG" and listed[1] >= last:
        end = _place_after(words, listed[1], head)
        joint = end + 1
        if (
            joint + 1 < len(words.words)
            and words.capital[joint + 1 - (words.gap(joint) == " & ")]
            and (words.low[joint] == "và" and words.gap(joint) == " " or words.gap(joint) == " & ")
        ):
            follows = joint + 1 - (words.gap(joint) == " & ")
            if phrase(words, follows, table.org_vocabulary) > 1 and not phrase(words, follows, table.org_heads):
                end = _right_edge(words, at, end, head)
        return _found(words, at, end, "org:known", 0.95, listed[0].name if end == listed[1] else "")
    if listed is not None and listed[0].type == "PLACE" and listed[1] > last:
        return None
    end = _right_edge(words, at, last, head)
    if end == last and head not in _WHOLE:
        return None
    if head in _COMMON and not any(words.capital[i] or words.words[i].isdigit() for i in range(last + 1, end + 1)):
        return None
    if words.opens[at] and head not in _WHOLE:
        rest = range(last + 1, end + 1)
        if not any(words.capital[i] or words.words[i].isdigit() for i in rest):
            return None  # an ordinary word that opens its sentence
        listed = known(words, last + 1)
        if head in _ORDINARY and listed is not None and listed[0].type == "PLACE" and listed[1] >= end:
            return None
    return _found(words, at, end, "org:head", 0.85, "")


def _found(words: Words, first: int, last: int, rule: str, confidence: float, name: str, kind: str = "ORG") -> Found:
    return Found(first, last, words.starts[first], words.ends[last], kind, rule, confidence, name)


def _right_edge(words: Words, first: int, last: int, head: str) -> int:
    """The last word of the organisation's name, ``last`` being the last that is certain."""
    table = cues()
    end = last
    at = last + 1
    size = len(words.words)
    proper = False  # behind a proper name only its place can follow in lower case
    while at < size and at - first < 22:
        gap = words.gap(at)
        if words.taken[at] and not (words.words[at].isdigit() and gap == " " and len(words.words[at]) < 4):
            break
        if gap == ", " and _goes_on_after_comma(words, at):
            pass
        elif gap in (" - ", "-", "&", " & ", "/", ". ", ".", "'", "’") and words.capital[at]:
            if words.opens[at]:
                break
            if gap == " - " and not _goes_on_after_dash(words, first, at):
                break
        elif gap != " ":
            break
        if words.capital[at]:
            stop = _capital_run(words, first, at, end, head)
            if stop is None:
                break
            stop = max(stop, _word_end(words, at))
            placed = _is_place(words, at, stop)
            proper = stop == at and phrase(words, at, table.org_vocabulary) == 0
            end, at = stop, stop + 1
            if placed and not head.startswith(_COMPANIES) and not _joined_place(words, at):
                break
            continue
        if words.words[at].isdigit() and len(words.words[at]) <= 4:
            end, at = at, at + 1
            continue
        step = _lower_step(words, at, head, end > last)
        if step == 0 or (proper and step > 0 and not _names_place(words, at)):
            break
        if step < 0:  # a word that only joins: it counts when something follows
            at += -step
            continue
        end, at = at + step - 1, at + step
    if end == last and head in ("ubnd", "hđnd", "công an", "thành ủy") and at < size:
        follows = words.low[last + 1] if last + 1 < size and words.gap(last + 1) == " " else ""
        if follows in ("tỉnh", "huyện", "quận", "xã", "phường", "tp"):
            return last + 1
    return end if not table.no_names.issuperset([words.slice(first, end)]) else last


def _goes_on_after_comma(words: Words, at: int) -> bool:
    """Văn hóa, Thể thao và Du lịch; Trật tự, an toàn."""
    return (
        at + 2 < len(words.words)
        and words.gap(at + 2) == " "
        and "và" in words.low[at + 1 : at + 5]
        and phrase(words, at, cues().org_vocabulary) >= 2
    )


def _goes_on_after_dash(words: Words, first: int, at: int) -> bool:
    """Lao động - Thương binh và Xã hội, Việt - Anh; but not what a dash sets apart."""
    return phrase(words, at, cues().org_vocabulary) > 0 or (
        words.words[at] in ("Anh", "Pháp", "Đức", "Nhật", "Mỹ", "Hàn", "Nga", "Úc", "Việt", "Trung")
        and words.words[at - 1] in ("Việt", "Anh", "Mỹ", "Trung", "Nhật", "Hàn", "Nga", "Nam")
    )


def _capital_run(words: Words, first: int, at: int, end: int, head: str) -> int | None:
    """The last word up to which capitals from a word on belong to the name, None if not even the first does."""
    table = cues()
    if not head.startswith(_NAMED_AFTER_PERSONS) and _person_shape(words, at) >= 2:
        listed = known(words, at)
        if listed is None or listed[0].type != "PLACE":
            return None
    if words.low[at] in ("ông", "bà", "nguyên"):
        return None
    listed = known(words, at)
    if listed is None and phrase(words, at, table.titles) and phrase(words, at, table.org_heads) == 0:
        return None
    if (
        listed is None
        and not head.startswith((*_COMPANIES, *_NAMED_AFTER_PERSONS))
        and end > first + len(head.split()) - 1
        and not is_vietnamese(words.low[at])
        and is_vietnamese(words.low[at - 1])
        and not words.words[at].isupper()
    ):
        return None  # a foreign person behind the office: Hội đồng An ninh Nga Dmitry Medvedev
    if listed is not None and listed[1] > at and listed[0].type in ("PLACE", "ORG"):
        return listed[1]
    return at


def _is_place(words: Words, at: int, stop: int) -> bool:
    listed = known(words, at)
    return listed is not None and listed[0].table == "places.tsv" and listed[1] >= stop and stop - at < 4


def _joined_place(words: Words, at: int) -> bool:
    """Whether the name goes on after a place: Việt - Anh, châu Âu tại Việt Nam, Hà Nội - Amsterdam."""
    if at >= len(words.words):
        return False
    return words.gap(at) in (" - ", "-") or words.low[at] == "tại" or (
        words.gap(at) == " " and (words.words[at].isdigit() or words.low[at] in cues().admin_words)
    )


def _word_end(words: Words, at: int) -> int:
    """The last syllable of the ordinary word that begins with a capital: Phát triển, Hội chợ."""
    step = phrase(words, at, cues().org_vocabulary)
    if step > 1:
        return at + step - 1
    follows = at + 1 < len(words.words) and words.gap(at + 1) == " " and not words.capital[at + 1]
    return at + 1 if follows and (words.low[at], words.low[at + 1]) in compounds() else at


def _person_shape(words: Words, at: int) -> int:
    """How many words from a Vietnamese family name on look like a full name."""
    if words.words[at] not in cues().family:
        return 0
    count = 1
    while (
        count < 4
        and at + count < len(words.words)
        and words.capital[at + count]
        and words.gap(at + count) == " "
        and is_vietnamese(words.low[at + count])
    ):
        count += 1
    return count if count >= 2 else 0


def _lower_step(words: Words, at: int, head: str, inside: bool) -> int:
    """How many lower-case words from a word on go on with the name; negative for words that only join."""
    table = cues()
    low = words.low
    step = phrase(words, at, table.org_vocabulary)
    if step:
        return step
    follows = at + 1 < len(low) and words.gap(at + 1) == " "
    if not follows:
        return 0
    if low[at] in table.admin_words and (words.capital[at + 1] or words.words[at + 1].isdigit()):
        return -1
    if low[at] == "thành" and low[at + 1] == "phố" and at + 2 < len(low) and words.capital[at + 2]:
        return -2
    if low[at] == "thị" and low[at + 1] in ("xã", "trấn") and at + 2 < len(low) and words.capital[at + 2]:
        return -2
    if low[at] in ("và", "&"):
        if phrase(words, at + 1, table.org_heads) and words.capital[at + 1]:
            return 0
        if words.capital[at + 1]:
            goes_on = phrase(words, at + 1, table.org_vocabulary) > 0
            return -1 if goes_on else 0
        return -1 if phrase(words, at + 1, table.org_vocabulary) and inside else 0
    if low[at] == "về" and phrase(words, at + 1, table.org_vocabulary) and inside and head.startswith(("cục", "văn")):
        return -1
    if low[at] == "tại" and head.startswith(("hiệp hội", "phòng thương", "phòng")) and words.words[at + 1] == "Việt":
        return -1
    if low[at] in ("châu", "vùng") and words.capital[at + 1]:
        return 2
    if low[at] == "nước" and words.capital[at + 1]:
        return -1
    return 0


def _names_place(words: Words, at: int) -> bool:
    """Whether a word in lower case leads to a place: thành phố Đà Nẵng, châu Âu."""
    low = words.low
    return (
        low[at] in cues().admin_words
        or low[at] in ("châu", "vùng", "thành", "thị")
        or (low[at] == "và" and phrase(words, at + 1, cues().org_vocabulary) > 0)
    )


def _place_after(words: Words, end: int, head: str) -> int:
    """A known name takes the place that follows directly: Bộ Ngoại giao Hoa Kỳ, Công an tỉnh An Giang."""
    at = end + 1
    while at < len(words.words) and words.gap(at) == " ":
        if words.low[at] in cues().admin_words and at + 1 < len(words.words) and words.gap(at + 1) == " ":
            at += 1
            continue
        if words.low[at : at + 2] == ["thành", "phố"]:
            at += 2
            continue
        listed = known(words, at) if at < len(words.words) else None
        if listed is None or listed[0].type != "PLACE" or not words.capital[at]:
            return end
        if listed[0].table not in ("places.tsv", "cities.txt") and not listed[1] > at:
            return end
        return listed[1]
    return end


def law(words: Words, at: int) -> Found | None:
    """The law, plan or agreement whose name begins at a word, None where none does."""
    if not words.capital[at]:
        return None
    size = phrase(words, at, cues().law_heads)
    if size == 0 or (at and words.gap(at) == " " and (words.low[at - 1] in _PLURALS or words.taken[at])):
        return None
    head = " ".join(words.low[at : at + size])
    last = at + size - 1
    listed = known(words, at)
    if listed is not None and listed[0].type == "LAW" and listed[1] > last:
        end = _law_year(words, listed[1])
        return Found(at, end, words.starts[at], words.ends[end], "LAW", "law:known", 0.95, listed[0].name)
    end = _law_edge(words, at, last, head)
    if end == last and head not in ("hiến pháp",):
        return None
    return Found(at, end, words.starts[at], words.ends[end], "LAW", "law:head", 0.8)


def _law_edge(words: Words, first: int, last: int, head: str) -> int:
    size = len(words.words)
    at = last + 1
    end = last
    if at < size and words.gap(at) == " ":
        number = at + 1 if words.low[at] == "số" and at + 1 < size else at
        if words.words[number][0].isdigit():
            end = number
            while end + 1 < size and words.gap(end + 1) in ("/", "-") and end - number < 6:
                end += 1
            return _law_year(words, end)
    if head in ("nghị định", "nghị quyết", "thông tư", "chỉ thị", "quyết định", "kết luận", "công văn", "quy định"):
        return last
    vocabulary = cues().org_vocabulary
    if head in ("bản ghi nhớ", "biên bản ghi nhớ") or (head == "hiệp định" and words.low[at : at + 1] == ["khung"]):
        return _clause_end(words, last)
    soft = head in ("kế hoạch", "chiến lược", "chương trình", "thỏa thuận", "tuyên bố", "đề án", "quy hoạch")
    while at < size and at - first < 26:
        gap = words.gap(at)
        if gap == ", " and head in ("luật", "bộ luật") and phrase(words, at, vocabulary):
            pass
        elif gap == " - " and (words.capital[at] or phrase(words, at, vocabulary)):
            pass
        elif gap != " ":
            break
        if words.low[at] == "năm" and at + 1 < size and words.words[at + 1].isdigit():
            return at + 1
        if words.words[at].isdigit():
            end, at = at, at + 1
            continue
        if words.capital[at]:
            if phrase(words, at, cues().titles) or _person_shape(words, at) >= 3:
                break
            end = _word_end(words, at)
            at = end + 1
            continue
        step = phrase(words, at, vocabulary)
        if step and not soft:
            end, at = at + step - 1, at + step
            continue
        if words.low[at] in ("và", "về", "trong", "khu") and at + 1 < size and words.gap(at + 1) == " ":
            if phrase(words, at + 1, vocabulary) or words.capital[at + 1]:
                at += 1
                continue
            break
        if head.startswith(("hiệp định", "bản ghi nhớ", "công ước", "hiệp ước", "nghị định thư")) and (
            words.low[at] in _LAW_WORDS
        ):
            end, at = at, at + 1
            continue
        break
    return end


def _clause_end(words: Words, last: int) -> int:
    """A memorandum is named by the whole clause that says what it is about."""
    end = last
    while (
        end + 1 < len(words.words)
        and words.gap(end + 1) in (" ", " - ", "-", ", ")
        and words.low[end + 1] not in _CLAUSE_STOPS
        and end - last < 40
    ):
        if words.gap(end + 1) == ", " and words.low[end + 1] in ("nhất", "góp", "qua", "đồng", "thủ", "tổng", "hai"):
            break
        end += 1
    return end


def _law_year(words: Words, end: int) -> int:
    """Nghị định 81 năm 2021 keeps its year."""
    if (
        end + 2 < len(words.words)
        and words.low[end + 1] == "năm"
        and words.gap(end + 1) == " "
        and words.words[end + 2].isdigit()
    ):
        return end + 2
    return end


def event(words: Words, at: int) -> Found | None:
    """The event whose name begins at a word; its right edge is where its capitals and known words end."""
    if not words.capital[at]:
        return None
    size = phrase(words, at, cues().event_heads)
    if size == 0:
        return None
    end = at + size - 1
    reached = at + size
    named = False
    while reached < len(words.words) and words.gap(reached) in (" ", " - ", "-") and reached - at < 16:
        low = words.low[reached]
        step = phrase(words, reached, cues().org_vocabulary)
        if words.capital[reached] or words.words[reached].isdigit():
            named = named or (words.capital[reached] and not words.opens[at])
            end = _word_end(words, reached)
            reached = end + 1
        elif low in ("thứ", "lần", "cấp", "thượng", "đỉnh", "cao") or step:
            end, reached = reached + max(step, 1) - 1, reached + max(step, 1)
        else:
            break
    if not named or end == at + size - 1:
        return None
    return Found(at, end, words.starts[at], words.ends[end], "EVENT", "event:head", 0.6)


def place(words: Words, at: int) -> Found | None:
    """The place whose name begins with a type word in a capital: Vịnh Tampa, Khu nhà ở Suối Sếu."""
    table = cues()
    size = phrase(words, at, table.place_heads)
    if size == 0 or words.opens[at]:
        return None
    end = last = at + size - 1
    reached = last + 1
    while reached < len(words.words) and words.gap(reached) in (" ", "-", " - ") and reached - at < 12:
        if words.capital[reached]:
            if end > last and (words.gap(reached) != " " or phrase(words, reached, table.titles)):
                break
            end = max(reached, _word_end(words, reached))
            reached = end + 1
        elif words.words[reached].isdigit() and len(words.words[reached]) < 4 and not words.taken[reached]:
            end, reached = reached, reached + 1
        else:
            step = phrase(words, reached, table.org_vocabulary)
            if step == 0:
                break
            end, reached = reached + step - 1, reached + step
    if not any(words.capital[i] or words.words[i].isdigit() for i in range(last + 1, end + 1)):
        return None
    return Found(at, end, words.starts[at], words.ends[end], "PLACE", "place:head", 0.85)
