"""Finding the dates that a Vietnamese news text names, and giving each its EDTF.

``patterns`` knows what a date looks like; here stands what is none although it looks like one (scores,
fractions, counts), and where a mention ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from seeds.dates.meaning import meaning
from seeds.dates.patterns import date_forms

if TYPE_CHECKING:
    from seeds.article import PartialDate

_PARTS_OF_DAY = ("sáng", "trưa", "chiều", "tối", "đêm", "khuya", "ngày", "mùng", "mồng")
# Words before a bare day and month (13-3, 8/10) that make a date of it.
_DAY_CUES = frozenset(
    [
        *("hôm", "từ", "đến", "tới", "vào", "trước", "sau", "ngày", "sáng", "trưa", "chiều", "tối"),
        *("đêm", "hết", "kể"),
    ]
)
_STRONG_DAY_CUES = frozenset(
    [
        *("hôm", "ngày", "sáng", "trưa", "chiều", "tối", "đêm"),
    ]
)
# Words before a bare number of four digits that make a year of it.
_YEAR_CUES = frozenset(
    [
        *("vào", "đến", "tới", "từ", "năm", "trước", "sau", "qua", "đoạn", "kỳ", "khóa", "hè", "thu"),
        *("đông", "xuân", "cuối", "đầu", "giữa"),
    ]
)
# "5 năm trước", "vài tháng sau": counted time is a span, no date.
_COUNTS = frozenset(
    [
        *("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "vài", "mấy", "nhiều"),
        *("những", "các", "chục", "trăm", "nửa", "hàng", "số", "bao", "từng", "mỗi", "lâu"),
    ]
)
_WORD_BEFORE = re.compile(r"(\w+)[ \u00a0]{0,2}[(\"“'‘]?$")
_NUMBER_BEFORE = re.compile(r"[0-9][ \u00a0]?$")
_AFTER_DAY = re.compile(r"[ \u00a0]{0,2}(?:và|,|đến|tới|-|–)[ \u00a0]{1,2}$")
# What a count is followed by and a day is not: "3-5 người", "từ 5-10 phút". A day is followed by one of
# these.
_AFTER_DATE = re.compile(
    r"[ \u00a0]*(?:$|[.,;:)\]\n\"”’'(–-]|"
    r"(?:đến|tới|tại|ở|theo|vừa|và|sẽ|đã|này|khi|để|với|do|trên|trong|cho|của|năm|"
    r"tới|hoặc|âm|dương|là|có|ra|thì|bởi|không|bị|được|cũng|lúc|khoảng|nhằm|thông|qua|sau|như)\b)"
)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A stretch that names a date; ``edtf`` is None where it cannot be put in numbers. ``form`` names its
    shape."""

    start: int
    end: int
    edtf: str | None
    form: str


def find(
    text: str, start: int = 0, end: int | None = None, published: PartialDate | None = None
) -> list[DateMention]:
    """All dates named in ``text[start:end]``, in order, without overlap.

    ``published`` is the article's own date: what is said relative to it (``hôm qua``, ``năm ngoái``, a day
    without a year) is resolved against it, and left open or without a year when it is None or itself has no
    year.
    """
    end = len(text) if end is None else end
    low = lower(text)
    found = list(_candidates(text, low, start, end))
    result = []
    for i, (at, stop, form) in enumerate(found):
        following = found[i + 1] if i + 1 < len(found) else None
        month = None
        if form == "day_alone" and following is not None and following[0] - stop <= 12:
            month = _month_of(low[following[0] : following[1]], following[2])
        result.append(DateMention(at, stop, meaning(form, low[at:stop], published, month), form))
    return result


def lower(text: str) -> str:
    """Lower case of the same length, so that offsets stay true."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def _month_of(words: str, form: str) -> int | None:
    """The month that a day named just before (``ngày 28 và 29-11``) shares with this mention."""
    if form not in ("day_month", "day", "written", "day_range"):
        return None
    numbers = [int(n) for n in re.findall("[0-9]+", words)]
    return numbers[2] if form == "day_range" else numbers[1]


def _candidates(text: str, low: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    pattern = date_forms()
    at = start
    last_end = -1
    while (match := pattern.search(low, at, end)) is not None:
        form = match.lastgroup or ""
        first, stop = match.span()
        if _is_date(form, text, low, first, stop, last_end):
            yield first, stop, form
            last_end = at = stop
        elif form in ("day_month", "month_number") and low[first].isdigit():
            at = stop  # a score or a fraction: its parts are no date either
        else:
            at = _next_word(low, first)


def _next_word(low: str, at: int) -> int:
    """The offset after the word or number at ``at``."""
    size = len(low)
    while at < size and low[at].isalnum():
        at += 1
    return max(at, 1)


def _is_date(form: str, text: str, low: str, first: int, stop: int, last_end: int) -> bool:
    before = low[max(0, first - 24) : first]
    digit = low[first].isdigit()
    if (
        digit
        and before[-1:] in ("/", "-", "–", ".", ",", "$", "_")
        and (before[-2:-1].isdigit() or before[-1] in "$_")
    ):
        return False
    match = _WORD_BEFORE.search(before)
    word = match[1] if match else ""
    after = low[stop : stop + 12]
    if form == "day_month":
        return _is_day_month(low[first:stop], before, word, after, last_end == -1 or first - last_end > 5)
    if form == "day_range":
        return not digit or word in _DAY_CUES or _joined(before, first, last_end)
    if form == "month_number":
        return _is_month_number(low[first:stop], word)
    if form == "year_alone":
        if _NUMBER_BEFORE.search(before):
            return False
        if word in _YEAR_CUES and not before.endswith(("(", '"', "“")):
            return bool(_AFTER_DATE.match(low[stop : stop + 24])) or word in ("vào", "đoạn", "năm")
        return _joined(before, first, last_end) and bool(_AFTER_DATE.match(low[stop : stop + 24]))
    if form in ("this_year", "this_month", "week", "this_quarter"):
        return not _counted(before, word, low[first:stop])
    if form == "weekday":
        return _is_weekday(text[first:stop], low[first:stop], word)
    if form == "day_alone":
        return word not in _COUNTS or word == "hai"
    if form == "month":
        return not (word in _COUNTS and word != "các") and not _NUMBER_BEFORE.search(before)
    return True


def _joined(before: str, first: int, last_end: int) -> bool:
    """Whether only an "and" or "to" stands between the date before and this one."""
    return last_end >= 0 and first - last_end <= 6 and bool(_AFTER_DAY.search(before[-6:]))


def _is_day_month(words: str, before: str, word: str, after: str, alone: bool) -> bool:
    if not words[0].isdigit():
        if "." in words:
            return words.startswith(_PARTS_OF_DAY)
        return True
    day, month = (int(n) for n in re.findall("[0-9]+", words))
    if word in _STRONG_DAY_CUES:
        return True
    if "." in words or word in ("số", "điều", "khoản", "tỷ", "tỉ", "thắng", "thua", "hòa"):
        return False
    if before.endswith("(") and after.startswith(")") and day > 12:
        return True
    joined = not alone and bool(_AFTER_DAY.search(before[-6:]))
    if "-" in words or "–" in words:
        if joined or word in _DAY_CUES:
            return (day > month or day > 12) and bool(_AFTER_DATE.match(after))
        return False
    if joined or word in _DAY_CUES:
        return bool(_AFTER_DATE.match(after))
    return day > 12 and (day, month) != (24, 7) and bool(_AFTER_DATE.match(after))


def _is_month_number(words: str, word: str) -> bool:
    year = int(re.findall("[0-9]+", words)[-1])
    return word not in ("số", "điều", "khoản", "nghị", "thông", "quyết") and (1800 <= year <= 2100)


def _counted(before: str, word: str, words: str) -> bool:
    """Whether a number stands before: "5 năm trước" counts years, "năm trước" is one."""
    if words.startswith(("đầu", "giữa", "cuối", "nửa")):
        # "lần đầu năm", "vòng đầu tuần": an adjective of what stands before.
        return word in ("bắt", "dẫn", "lần", "đứng", "hàng")
    if words.endswith(("ngoái", "này")):
        return False
    return bool(_NUMBER_BEFORE.search(before)) or word in _COUNTS


def _is_weekday(words: str, low: str, word: str) -> bool:
    """``thứ Ba`` is a day; ``thứ ba`` and ``thứ 3`` may be "third", unless a part of day or a week says
    otherwise."""
    if low.startswith(("chủ", "ngày", "sáng", "trưa", "chiều", "tối", "đêm", "rạng")) or "tuần" in low:
        return True
    if word in ("hôm", "ngày"):
        return True
    return words.split()[1][:1].isupper()
