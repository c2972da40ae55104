"""What a date form means, as EDTF, seen from the day an article was published."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from seeds import edtf

if TYPE_CHECKING:
    from seeds.article import PartialDate

_ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_COUNT_WORDS = {
    "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
    "mười một": 11,
}  # fmt: skip
_WEEKDAYS = {
    "hai": 0,
    "2": 0,
    "ba": 1,
    "3": 1,
    "tư": 2,
    "4": 2,
    "năm": 3,
    "5": 3,
    "sáu": 4,
    "6": 4,
    "bảy": 5,
    "7": 5,
}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR_SHIFT = {"nay": 0, "này": 0, "ngoái": -1, "trước": -1, "rồi": -1, "sau": 1, "tới": 1, "kia": -2}
_FAR = 300  # days: in December, "15-1" is the January to come; in November, "13-3" is the March that was
_QUARTER = re.compile(r"quý[ \u00a0]{1,2}(iv|iii|ii|i|[1-4])")


def meaning(form: str, words: str, published: PartialDate | None, month: int | None = None) -> str | None:
    """The EDTF of a date form's lower-cased words, None where it cannot be told.

    ``month`` is the month a bare day shares with the date after it. A day without a year takes the year
    that brings it nearest to ``published``; with no such day known, the year is left out (``XXXX-05-08``).
    """
    try:
        value = _value(form, words, published, month)
        return None if value is None else edtf.parse(value).edtf
    except ValueError:
        return None  # 31 June and the like: named, but no day


def _value(form: str, words: str, published: PartialDate | None, month: int | None) -> str | None:
    numbers = [int(n) for n in re.findall("[0-9]+", words)]
    year = edtf.year_of(published) if published is not None else None
    unsure = "" if published is None or published.certain else "?"
    if form == "iso":
        return f"{numbers[0]:04}-{numbers[1]:02}-{numbers[2]:02}"
    if form == "day":
        return f"{numbers[2]:04}-{numbers[1]:02}-{numbers[0]:02}"
    if form in ("day_month", "written"):
        return _day(numbers, words, published, year)
    if form == "day_range":
        shared = numbers[2:]
        first = _day([numbers[0], *shared], words, published, year)
        last = _day([numbers[1], *shared], words, published, year)
        return f"{first}/{last}"
    if form == "day_alone":
        within = edtf.month_of(published) if published is not None else None
        known = month or (within.earliest.month if within is not None and within.earliest else None)
        return _day([numbers[0], known], words, published, year) if known else None
    if form == "english":
        return _english(words, numbers, published, year)
    if form == "month_number":
        return f"{numbers[1]:04}-{numbers[0]:02}"
    if form in ("month", "this_month"):
        return _month(form, words, numbers, published, year, unsure)
    if form == "months":
        return _months(words, numbers, year, unsure)
    if form in ("quarter", "this_quarter"):
        return _quarter(words, numbers, published, year, unsure)
    if form in ("same_period", "year", "this_year", "year_alone"):
        return _year(words, numbers, year, unsure)
    if form in ("year_range", "school_year"):
        return _years(words, numbers, year, unsure)
    if form == "decade":
        decade = numbers[0] if numbers[0] > 99 else 1900 + numbers[0]
        return f"{decade // 10}X" if decade % 10 == 0 else str(decade)
    if form in ("today", "weekday", "week"):
        return _relative_day(form, words, published, unsure)
    return None  # lunar dates stay text


def _day(numbers: list[int], words: str, published: PartialDate | None, year: int | None) -> str:
    day, month = numbers[0], numbers[1]
    if len(numbers) > 2:
        return f"{numbers[2]:04}-{month:02}-{day:02}"
    shift = _shift(words)
    if shift is not None and year is not None:
        return f"{year + shift:04}-{month:02}-{day:02}"
    near = _nearest(day, month, published)
    if near is None:
        return f"XXXX-{month:02}-{day:02}"
    return edtf.of_day(near).edtf + ("" if published is None or published.certain else "?")


def _nearest(day: int, month: int, published: PartialDate | None) -> date | None:
    """The day of that number and month as the article means it: in its own year, but across New Year the
    near one."""
    if published is None or published.earliest is None or published.earliest != published.latest:
        return None
    around = published.earliest
    try:
        same = date(around.year, month, day)
        if abs((same - around).days) <= _FAR:
            return same
        return same.replace(year=around.year + (1 if same < around else -1))
    except ValueError:
        return None


def _shift(words: str) -> int | None:
    """How many years from the present one ``năm ngoái``, ``năm nay`` and the like point."""
    tail = words.split()
    if len(tail) >= 2 and tail[-2] == "năm":
        return _YEAR_SHIFT.get(tail[-1])
    return None


def _english(words: str, numbers: list[int], published: PartialDate | None, year: int | None) -> str:
    letters = re.search("[a-z]{3}", words)
    month = _ENGLISH_MONTHS.index(letters[0]) + 1 if letters else 0
    return _day([numbers[0], month, *numbers[1:]], words, published, year)


def _month(
    form: str, words: str, numbers: list[int], published: PartialDate | None, year: int | None, unsure: str
) -> str | None:
    if form == "this_month":
        if published is None or published.earliest is None or edtf.month_of(published) is None:
            return None
        step = {"này": 0, "trước": -1, "rồi": -1}.get(words.split()[-1], 1)
        count = published.earliest.year * 12 + published.earliest.month - 1 + step
        return f"{count // 12:04}-{count % 12 + 1:02}{unsure}"
    if "giêng" in words or "chạp" in words:
        return None  # lunar months stay text
    if len(numbers) > 1:
        return f"{numbers[1]:04}-{numbers[0]:02}"
    shift = _shift(words)
    if year is not None and shift is not None:
        return f"{year + shift:04}-{numbers[0]:02}{unsure}"
    near = _nearest(15, numbers[0], published)
    return f"XXXX-{numbers[0]:02}" if near is None else f"{near.year:04}-{near.month:02}{unsure}"


def _months(words: str, numbers: list[int], year: int | None, unsure: str) -> str | None:
    count = numbers[0] if words[0].isdigit() else _COUNT_WORDS.get(words.split(" tháng")[0], 0)
    years = [n for n in numbers if n > 99]
    in_year = years[0] if years else None
    mark = ""
    if in_year is None:
        if year is None:
            return None
        in_year, mark = year + (_shift(words) or 0), unsure
    if not 1 <= count <= 12:
        return None
    first, last = (13 - count, 12) if "cuối" in words else (1, count)
    return f"{in_year:04}-{first:02}{mark}/{in_year:04}-{last:02}{mark}"


def _quarter(
    words: str, numbers: list[int], published: PartialDate | None, year: int | None, unsure: str
) -> str | None:
    match = _QUARTER.search(words)
    if match is None:  # quý này, quý trước, quý tới
        if published is None or published.earliest is None or edtf.month_of(published) is None:
            return None
        shift = {"này": 0, "trước": -1}.get(words.split()[-1], 1)
        quarters = published.earliest.year * 4 + (published.earliest.month - 1) // 3 + shift
        return f"{quarters // 4:04}-{33 + quarters % 4}{unsure}"
    code = 32 + (_ROMAN.get(match[1]) or int(match[1]))
    years = [n for n in numbers if n > 99]
    if years:
        return f"{years[0]:04}-{code}"
    if year is None:
        return f"XXXX-{code}"
    return f"{year + (_shift(words) or 0):04}-{code}{unsure}"


def _year(words: str, numbers: list[int], year: int | None, unsure: str) -> str | None:
    if numbers:
        return f"{numbers[0]:04}"
    if year is None:
        return None
    return f"{year + (_shift(words) or 0):04}{unsure}"


def _years(words: str, numbers: list[int], year: int | None, unsure: str) -> str | None:
    if len(numbers) == 2:
        last = numbers[1] if numbers[1] > 99 else numbers[0] // 100 * 100 + numbers[1]
        return f"{numbers[0]:04}/{last:04}"
    return None  # which school year "this" is depends on the month and on who speaks


def _relative_day(form: str, words: str, published: PartialDate | None, unsure: str) -> str | None:
    if published is None or published.earliest is None or published.earliest != published.latest:
        return None
    today = published.earliest
    if form == "today":
        shift = 1 if "mai" in words else -2 if "kia" in words else -1 if "qua" in words else 0
        return edtf.of_day(today + timedelta(days=shift)).edtf + unsure
    weeks = 0
    if "tuần" in words:
        weeks = -1 if words.endswith(("trước", "qua", "rồi")) else 0 if words.endswith("này") else 1
    if form == "week":
        return "/".join(p + unsure for p in edtf.week_of(today + timedelta(weeks=weeks)).edtf.split("/"))
    if "tuần" not in words:
        return None  # the last one or the next one: only the verb could tell
    word = next((w for w in words.replace("\u00a0", " ").split() if w in _WEEKDAYS), None)
    index = 6 if "chủ" in words else _WEEKDAYS[word] if word else 0
    monday = today - timedelta(days=today.weekday())
    return edtf.of_day(monday + timedelta(days=index, weeks=weeks)).edtf + unsure
