"""What looks like a date and is none: scores and fractions, counts of days and years, streets and laws."""

from __future__ import annotations

import re

from seeds.dates.cues import (
    AFTER_DATE,
    CLOCK_BEFORE,
    COUNTED,
    COUNTS,
    DAY_CUES,
    DOTTED,
    FEAST_CUES,
    FEASTS,
    JOINING,
    LEADING,
    NAMED_AFTER_DAYS,
    NUMBER_BEFORE,
    NUMBERED_TEXTS,
    OF_FIGURES,
    PARTS_OF_DAY,
    PHASES,
    QUOTED,
    SCORES,
    SEASON_CUES,
    SESSION,
    STRONG_DAY_CUES,
    WEAK_YEAR_CUES,
    WORD_BEFORE,
    YEAR_CUES,
    S,
)

_A_YEAR = re.compile(rf"{S}(?:sẽ{S})?là{S}năm\b")
_CLOCK_AFTER = re.compile(rf"[,|]?{S}(?:\|{S})?[0-2]?[0-9][:h][0-5][0-9]")
# "lần đầu năm 1996", "đứng đầu tuần này": the first word belongs to what stands before.
_FIRST_OF = frozenset(["bắt", "dẫn", "lần", "đứng", "hàng", "bước", "ban"])
_NO_DAY_AFTER = re.compile(
    rf"{S}*[-–]?{S}*(?:lên|xuống|còn|điểm|độ|%|richter|inch|gb|tb|mb|trở lên|theo thang)\b"
)
_TO_NUMBER = re.compile(rf"{S}(?:đến|tới|-|–){S}[0-9]")
_TO_DOTTED = re.compile(
    rf"{S}(?:đến|tới|-|–){S}(?:[12]?[0-9]|3[01])[./](?:1[0-2]|0?[1-9])(?:[./][0-9]{{4}})?"
    rf"(?![0-9%,]|{S}(?:triệu|tỉ|tỷ|nghìn|ngàn|điểm|độ|lần|%|m|km|kg|usd|đồng|tấn|ha|inch|phần)\b)"
)
_NEXT_WEEKDAY = re.compile(
    rf"(?:,|{S}(?:và|đến|tới|hoặc|hay|-|–)){S}(?:chủ{S}nhật|thứ{S}(?:hai|ba|tư|năm|sáu|bảy|[2-7])\b)"
)
_AFTER_WEEKDAY = re.compile(
    rf"(?:thứ{S}(?:hai|ba|tư|năm|sáu|bảy|[2-7])|nhật)(?:,|{S}(?:và|đến|tới|hoặc|hay|-|–)){S}$"
)
_HOUR_BEFORE = re.compile(rf"[0-9](?:h|{S}?giờ)(?:{S}?[0-5]?[0-9])?{S}$")
_ON = re.compile(rf"{S}(?:(?:đến|tới){S}nay|trở{S}(?:đi|lại|về))\b")
_TO_LATE_DAY = re.compile(rf"{S}?(?:-|–|đến|tới){S}?(?:1[3-9]|2[0-9]|3[01])/(?:1[0-2]|0?[1-9])(?![0-9])")
_BEGINS = re.compile(r"(?:^|\n|[.!?]\s)[\"“'‘(]?$")
_CLAUSE = re.compile(rf",{S}[a-zà-ỹđ]")
_SINCE = re.compile(rf"\bkể{S}từ{S}$")
_DOTTED_BEFORE = re.compile(
    rf"[0-9]\.[0-9]{{1,2}}{S}{{0,2}}(?:-|–|,|đến|tới|và|hoặc){S}{{0,2}}(?:(?:hết|ngày|sáng|chiều|tối){S})?$"
)
_VERSIONED = frozenset(
    "bản version ios android windows loại cấp mạnh lớn chấm toeic ielts gpa mục bảng hình".split()
)
_RELATIVE = ("this_year", "this_month", "week", "this_quarter")


def word_before(low: str, first: int) -> str:
    """The word right before an offset of a lower-cased text, "" where none stands in the same clause."""
    match = WORD_BEFORE.search(low, max(0, first - 24), first)
    return match[1] if match else ""


def is_date(form: str, text: str, low: str, first: int, stop: int, last_end: int) -> bool:
    """Whether what a form found at ``text[first:stop]`` is a date.

    ``low`` is the text in lower case, ``last_end`` the end of the date before, -1 where there is none.
    """
    before = low[max(0, first - 24) : first]
    if _inside_number(low, first, before, last_end):
        return False
    word = word_before(low, first)
    words = low[first:stop]
    after = low[stop : stop + 24]
    if words.startswith(PHASES) and word in _FIRST_OF:
        return False
    joined = last_end >= 0 and first - last_end <= 12 and bool(JOINING.fullmatch(low, last_end, first))
    if form == "day_month" and "." in words and words[0].isdigit():
        return _is_dotted_day(low, words, before, word, after, joined)
    if form == "day_month":
        return _is_day_month(words, before, word, after, joined or _dashed(low, first, last_end))
    if form in ("day_range", "short_day", "written", "day"):
        return _is_longer_day(form, words, before, word, after, joined)
    if form in ("month_number", "month_range"):
        return _is_month_number(form, words, before, word)
    if form in ("year", "year_alone", "year_range"):
        return _is_year(form, words, before, word, after, joined)
    if form == "week" and words.endswith("tuần"):
        return word == "hồi"  # "vào cuối tuần" may be any week's
    if form == "this_month" and words.endswith("tháng"):
        return word in ("từ", "hồi", "ngay")  # "vào cuối tháng" may be any month's
    if form in _RELATIVE:
        return not _counts_time(before, word, words)
    if form == "weekday":
        return _is_weekday(text[first:stop], words, before, word, low[stop : stop + 24], joined)
    if form in ("day_alone", "first_day"):
        return _is_single_day(form, words, before, word, after)
    if form == "month":
        return _is_month(text[first:stop], words, before, word, after)
    if form == "english":
        return _is_english(text[first:stop], words, word, after)
    if form == "so_far":
        return _is_so_far(words, word, after)
    if form == "today":
        return _is_today(text[first:stop], words, word)
    return form != "months" or words[0].isdigit() or word not in COUNTS


def _inside_number(low: str, first: int, before: str, last_end: int) -> bool:
    """Whether a number goes on here: the 7 of 5,7 or the 15 of F-15, but not the second day of 30/4-1/5."""
    if not low[first].isdigit() or _dashed(low, first, last_end):
        return False
    if before[-1:] == "_" or before[-1:] == "$":
        return True
    return before[-1:] in ("/", "-", "–", ".", ",", ":", "+") and before[-2:-1].isalnum()


def _dashed(low: str, first: int, last_end: int) -> bool:
    """Whether only a dash or comma stands between the date before and this one: 30/4-1/5, 5,6/11."""
    return last_end >= 0 and first == last_end + 1 and low[last_end] in "-–,"


def _is_day_month(words: str, before: str, word: str, after: str, joined: bool) -> bool:
    if not words[0].isdigit():
        if words.startswith("ngày") and ("-" in words or "–" in words):
            return not (COUNTED.match(after) or word in ("mỗi", "hằng", "hàng", "uống"))
        return "." not in words or words.startswith(PARTS_OF_DAY)
    day, month = (int(n) for n in re.findall("[0-9]+", words)[:2])
    if word in STRONG_DAY_CUES:
        return "/" in words or not COUNTED.match(after)
    if "năm" in words:  # "4-5 năm nay" counts years
        return "/" in words or day > 12
    numbered = word in NUMBERED_TEXTS and not before.endswith("(")  # thứ Tư (12/11)
    if "." in words or numbered or word in SCORES or LEADING.search(before):
        return False
    if NAMED_AFTER_DAYS.search(before):
        return False
    if CLOCK_BEFORE.search(before):
        return True
    if (
        before.endswith("(")
        and after.startswith(")")
        and (day > 12 or joined or ("/" in words and day >= month))
    ):
        return True
    if SESSION.search(before) or ((day, month) in FEASTS and word in FEAST_CUES):
        return True
    follows = bool(AFTER_DATE.match(after[:12]))
    if "-" in words or "–" in words:
        if joined:
            return follows or not COUNTED.match(after)
        if word not in DAY_CUES:
            return False
        if day > 12:  # no count: its numbers rise
            return not COUNTED.match(after)
        return follows and (day > month or bool(_SINCE.search(before) or _ON.match(after)))
    if joined or word in DAY_CUES:
        return follows or (day > 12 and not COUNTED.match(after))
    if _TO_LATE_DAY.match(after) or (_BEGINS.search(before) and _CLAUSE.match(after) and day >= month):
        return True
    return day > 12 and (day, month) != (24, 7) and follows


def _is_dotted_day(low: str, words: str, before: str, word: str, after: str, joined: bool) -> bool:
    """Whether 29.1 is a day and no decimal, version or score: after a word that asks for a day, before one
    that follows no number; those up to 12 only where the text writes its days so."""
    if word in STRONG_DAY_CUES or _HOUR_BEFORE.search(before):
        return not COUNTED.match(after)
    if COUNTED.match(after) or not AFTER_DATE.match(after[:12]) or _NO_DAY_AFTER.match(after):
        return False
    if word in NUMBERED_TEXTS or word in SCORES or word in _VERSIONED or NAMED_AFTER_DAYS.search(before):
        return False
    if _TO_NUMBER.match(after) and not _TO_DOTTED.match(after):
        return False
    day = int(words.partition(".")[0])
    if joined and _DOTTED_BEFORE.search(before):
        return True
    cue = joined or word in DAY_CUES or bool(CLOCK_BEFORE.search(before))
    if cue and day > 12 and not words.partition(".")[2].startswith("00"):
        return True
    return (cue or day > 12) and DOTTED.search(low) is not None


def _is_so_far(words: str, word: str, after: str) -> bool:
    """Whether "mười tháng" may be the months of the year so far: no age, no span that goes on."""
    if word in ("suốt", "hơn", "gần", "dưới", "trên", "khoảng", "liên", "tới", "thêm", "mỗi", "từng", "có"):
        return False
    return word in OF_FIGURES or not after.startswith((",", ":", " của"))


def _is_longer_day(form: str, words: str, before: str, word: str, after: str, joined: bool) -> bool:
    if not words[0].isdigit():
        return not words.startswith("ngày") or not COUNTED.match(after) or "/" in words
    if form == "day":
        return word not in ("số", "lệ", "bản", "version")
    if NAMED_AFTER_DAYS.search(before):
        return False
    if form == "written":
        return word != "thưởng"
    cue = word in DAY_CUES or joined or bool(CLOCK_BEFORE.search(before))
    if form == "short_day" and _CLOCK_AFTER.match(after):
        return True
    if form == "day_range":
        return cue or "tháng" in words or ("/" in words and bool(AFTER_DATE.match(after[:12])))
    return cue


def _is_month_number(form: str, words: str, before: str, word: str) -> bool:
    numbers = [int(n) for n in re.findall("[0-9]+", words)]
    if form == "month_range":
        return len(numbers) > 2 or numbers[0] != numbers[1]
    if "tháng" in words:
        return True
    if word in NUMBERED_TEXTS or NAMED_AFTER_DAYS.search(before):
        return False
    # A twelfth of 2000 is a scale of maps, "1/2000".
    return 1900 <= numbers[-1] <= 2100 and not (numbers[-1] == 2000 and not words.startswith(PHASES))


def _is_year(form: str, words: str, before: str, word: str, after: str, joined: bool) -> bool:
    follows = bool(AFTER_DATE.match(after))
    if form == "year":
        if "năm" in words:
            return not COUNTED.match(after) or len(words) >= 8
        return follows or not COUNTED.match(after)
    if form == "year_range":
        if words.startswith("năm") or word in SEASON_CUES:
            return True
        numbers = [int(n) for n in re.findall("[0-9]+", words)]
        if numbers[1] < 100 or "/" in words:
            return False
        return (
            numbers[0] < numbers[1]
            and (numbers[0] >= 1800 or before.endswith("("))
            and not COUNTED.match(after)
        )
    if NUMBER_BEFORE.search(before):
        return False
    if _A_YEAR.match(after) and not before.endswith("-"):
        return True
    if word in YEAR_CUES and not before.endswith(("(", '"', "“")):
        return follows or (word in ("vào", "đoạn", "năm", "mùa") and not COUNTED.match(after))
    if word in WEAK_YEAR_CUES and not before.endswith(("(", '"', "“")):
        return follows and 1900 <= int(words) <= 2100 and not QUOTED.match(after)
    return joined and (
        follows
        or (before.rstrip(" \u00a0").endswith(("và", "đến", "tới", "hoặc")) and not COUNTED.match(after))
    )


def _counts_time(before: str, word: str, words: str) -> bool:
    """Whether a number stands before: "5 năm trước" counts years, "năm trước" is one."""
    if words.startswith(PHASES):
        return False
    if words.endswith("ngoái"):
        return False
    return bool(NUMBER_BEFORE.search(before)) or word in COUNTS


def _is_weekday(words: str, low: str, before: str, word: str, after: str, joined: bool) -> bool:
    """``thứ Ba`` is a day; ``thứ ba`` and ``thứ 3`` may be "third", unless a part of day or a week says
    otherwise."""
    if word in ("chiến", "lần", "hạng", "vòng", "kỳ", "khóa", "khoá", "bậc", "ngôi"):
        return False
    if low.startswith(("chủ", "ngày", *PARTS_OF_DAY)) or "tuần" in low or word in ("hôm", "ngày"):
        return True
    if re.search("[0-9][/.–-][0-9]| tháng ", low) or re.match(r" \([0-9]{1,2}[/-]", after):
        return True
    if words.split()[1][:1].isupper() and not words.isupper():
        return True
    if word in ("vào", "trừ"):
        return True
    if word in ("từ", "cả", "sang") and _NEXT_WEEKDAY.match(after):
        return True  # từ thứ hai đến thứ sáu; but "nền kinh tế thứ 5 và thứ 6" counts
    return after.startswith((", chủ nhật", " và chủ nhật")) or (
        joined and bool(_AFTER_WEEKDAY.search(before))
    )


def _is_single_day(form: str, words: str, before: str, word: str, after: str) -> bool:
    if form == "first_day":
        if not words[0].isdigit():
            return True
        return word in ("từ", "ngày", "và", "kể") and not COUNTED.match(after)
    if COUNTED.match(after) or word in ("mỗi", "hằng", "hàng", "uống", "phôi", "đoạn", "suốt"):
        return False
    if NUMBER_BEFORE.search(before) or (word in COUNTS and word != "các"):
        # "5 ngày 4 đêm"; but "hai ngày 28 và 29-11" names them.
        return bool(re.match(r"(?:, ?| và | đến | tới | - | – )(?:ngày )?[0-9]{1,2}[/\-.,]?", after))
    return True


def _is_month(words: str, low: str, before: str, word: str, after: str) -> bool:
    if NAMED_AFTER_DAYS.search(before):  # Cách mạng tháng Tám is an event, and a street
        return False
    if (word in COUNTS and word not in ("các", "những")) or NUMBER_BEFORE.search(before):
        return False
    if re.search(r"[0-9]|giêng|chạp", low):
        return True
    if re.search(r"tháng[ \u00a0]{1,2}năm", low):
        return words.split()[-1] == "Năm"
    return not re.match(r"[ \u00a0](?:lần|bữa|buổi|đều|con|ngày|tuần|lượt|người)\b", after) and word not in (
        "hàng", "hằng", "những",
    )  # fmt: skip


def _is_english(words: str, low: str, word: str, after: str) -> bool:
    """English months and weekdays have a capital; May is also a Vietnamese word, Friday a part of names."""
    at = re.search("[a-z]", low)
    if at is None or not words[at.start()].isupper():
        return False
    if not re.search("[0-9]", low):
        return len(low) > 5 and word in ("on", "last", "next", "this", "since", "by", "until", "hôm")
    if re.search(r"\bmay\b", low):
        return bool(re.search("[0-9]{4}", low)) and words != words.upper()
    return not COUNTED.match(after)


def _is_today(words: str, low: str, word: str) -> bool:
    """Mai is also a name, and "một ngày mai tươi sáng" no day of the calendar."""
    if "mai" not in low:
        return True
    return word not in ("một", "những", "ban") and not (
        words[low.index("mai")].isupper() and not words.isupper()
    )
