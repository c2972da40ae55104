"""Finding the dates that a Vietnamese news text names, and giving each its EDTF.

``patterns`` knows what a date looks like, ``lookalikes`` what is none although it looks like one, ``meaning``
what it means. Here stands where a mention ends, and how the items of a list share a month.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from seeds import edtf
from seeds.dates.cues import COUNTS, NUMBER_BEFORE
from seeds.dates.lookalikes import is_date, word_before
from seeds.dates.meaning import count_of, meaning
from seeds.dates.patterns import date_forms, last_of_list, lunar_after, shared
from seeds.dates.relative import months_over

if TYPE_CHECKING:
    from seeds.article import PartialDate

# How a list of days, months or quarters may go on behind its last item.
_LIST_ENDS = re.compile(
    r"[ \u00a0]*(?:$|[.;:)\]\n\"”’]|,(?! [0-9]+ [a-zà-ỹđ])|(?:vì|là|thì|sẽ|đã|tại|ở|để|với|do|năm|tới|vừa|"
    r"khi|trong|và|đến|hằng|hàng|có|theo|này|dương|âm|hoặc|diễn|được|sắp|của|so|tăng|giảm|đạt|ra)\b)"
)
_DAYS_WITH_MONTH = ("day_month", "day", "written", "day_range", "day_of_month")
_LUNAR_FORMS = ("day_month", "day", "written", "day_range", "month", "day_alone", "month_number")
_AROUND = 64  # letters beside the stretch that is read, in which cues may stand
# A number before "năm" or "ngày" that counts it: no month, no weekday, no time of day.
_COUNTED_UNIT = {
    "năm ": re.compile(r"(?<!tháng )(?<!quý )(?<![0-9.,/\-])[0-9]{1,2} \Z"),
    "ngày ": re.compile(r"\b(?:trong|suốt|cả|vòng|sau|vào|hết|qua) [2-9] \Z"),
}
_SPAN = re.compile(r"[ \u00a0]{1,2}(?:đến|tới|-|–)[ \u00a0]{1,2}(?:hết[ \u00a0])?|[-–]")
_SPAN_BEGINS = ("day_month", "month", "written", "first_day", "day_alone")
_EACH_YEAR = re.compile(r"[ \u00a0,]{1,2}h[ằà]ng (?:năm|tháng)\b|[ \u00a0]mỗi (?:năm|tháng)\b")


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
    base = max(0, start - _AROUND)
    window = text[base : end + _AROUND]
    low = lower(window)
    found = _told_in_full(low, list(_candidates(window, low, start - base, end - base)), published)
    result: list[DateMention] = []
    month: int | None = None  # of the days that the next mention shares its month with
    for i in range(len(found) - 1, -1, -1):
        at, stop, form = found[i]
        following = found[i + 1] if i + 1 < len(found) else None
        if following is None or following[0] - stop > 12 or form not in ("day_alone", "first_day"):
            month = None
        elif following[2] not in ("day_alone", "first_day"):
            month = _month_of(low[following[0] : following[1]], following[2])
        seen_from = None if _EACH_YEAR.match(low, stop, stop + 12) else published
        value = meaning(form, low[at:stop], seen_from, month, low[max(0, at - 12) : at])
        if form in ("weekday", "today") and following is not None and low[stop : following[0]] == " (":
            value = result[-1].edtf  # thứ Hai (25-11)
        if following is not None and result and _SPAN.fullmatch(low, stop, following[0]):
            value = _begun(low[at:stop], form, value, result[-1], low[following[0] : following[1]])
        result.append(DateMention(base + at, base + stop, value, form))
    result.reverse()
    return result


def _begun(words: str, form: str, value: str | None, end: DateMention, end_words: str) -> str | None:
    """The first day or month of a span in the year written at its end: từ tháng 11 đến tháng 2/2026."""
    year = re.search("[0-9]{4}", end_words)
    if value is None or end.edtf is None or year is None or form not in _SPAN_BEGINS:
        return value
    told = value.rstrip("?")
    if len(told) != len(end.edtf) or re.search("[0-9]{4}|năm", words) or not end.edtf.startswith(year[0]):
        return value
    try:
        return edtf.parse(f"{int(year[0]) - (told[4:] > end.edtf[4:]):04}{told[4:]}").edtf
    except ValueError:
        return value  # 29 February


def lower(text: str) -> str:
    """Lower case of the same length, so that offsets stay true."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def _told_in_full(
    low: str, found: list[tuple[int, int, str]], published: PartialDate | None
) -> list[tuple[int, int, str]]:
    """Drop "6 tháng đầu" unless the text also counts as many months of a year: else it is a duration. "Mười
    tháng" is told of the year as well where so many months of it are over."""
    in_year = {
        count_of(low[at:stop]) for at, stop, form in found if form == "months" and "tháng" in low[at:stop]
        and re.search("năm|[0-9]{4}", low[at:stop])
    }  # fmt: skip
    over = months_over(published)
    return [
        (at, stop, form)
        for at, stop, form in found
        if form not in ("months", "so_far")
        or (count := count_of(low[at:stop])) in in_year
        or "quý" in low[at:stop]
        or (form == "so_far" and count == over)
    ]


def _month_of(words: str, form: str) -> int | None:
    """The month that a day named just before (``ngày 28 và 29-11``) shares with this mention."""
    if form not in _DAYS_WITH_MONTH:
        return None
    numbers = [int(n) for n in re.findall("[0-9]+", words)]
    at = 2 if form == "day_range" else 1
    return numbers[at] if len(numbers) > at else None


def _candidates(text: str, low: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    pattern = date_forms()
    at = start
    last_end = -1
    while (match := pattern.search(low, at, end)) is not None:
        form = match.lastgroup or ""
        first, stop = match.span()
        if is_date(form, text, low, first, stop, last_end):
            if form in _LUNAR_FORMS and (tail := lunar_after().match(low, stop, end)) is not None:
                form = "lunar"
                stop = stop if tail[0].lstrip(" \u00a0")[0] in "-–" else tail.end()
            yield _behind_count(low, first, form), stop, form
            last_end = at = stop
            for item in _list_after(low, form, stop, end):
                yield item
                last_end = at = item[1]
        elif form in ("day_month", "month_number", "day_range", "day", "short_day") and low[first].isdigit():
            at = stop  # a score or a fraction: its parts are no date either
        else:
            at = _next_word(low, first)


def _behind_count(low: str, first: int, form: str) -> int:
    """Where a date begins whose first word is counted by a number before it: 5 năm [2016-2020], trong 2 ngày
    [27 và 28-2]."""
    if form in ("month", "this_month") and low.startswith("tuần", first):
        number = NUMBER_BEFORE.search(low, max(0, first - 3), first)
        if number is not None or word_before(low, first) in COUNTS:
            return first + len("tuần ")  # hai tuần [đầu tháng 9]
        return first
    unit = "năm " if form == "year_range" else "ngày "
    counted = low.startswith(unit, first) and _COUNTED_UNIT[unit].search(low, max(0, first - 16), first)
    return first + len(unit) if counted else first


def _list_after(low: str, form: str, stop: int, end: int) -> list[tuple[int, int, str]]:
    """The further items of a list that a day, month or quarter begins: the 6 of ``ngày 5, 6 và 7-11``."""
    pattern = shared().get("day_alone" if form == "first_day" else form)
    items: list[tuple[int, int, str]] = []
    while pattern is not None and len(items) < 12 and (match := pattern.match(low, stop, end)) is not None:
        items.append((match.start(1), match.end(1), form))
        stop = match.end(1)
    while items and not _ends_list(low, form, items[-1][1]):
        items.pop()
    return items


def _ends_list(low: str, form: str, stop: int) -> bool:
    """Whether a list may end here: before its last day, which has the month, or where a clause goes on."""
    if form in ("day_alone", "first_day") and last_of_list().match(low, stop):
        return True
    return bool(_LIST_ENDS.match(low, stop, stop + 16))


def _next_word(low: str, at: int) -> int:
    """The offset after the word or number at ``at``."""
    size = len(low)
    while at < size and low[at].isalnum():
        at += 1
    return max(at, 1)
