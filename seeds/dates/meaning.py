"""What a date form means, as EDTF, seen from the day an article was published."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from seeds import edtf
from seeds.dates.relative import known_day, nearest, nearest_day, relative_day, step, year_shift

if TYPE_CHECKING:
    from seeds.article import PartialDate

_ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
    "mười": 10, "mười một": 11, "mười hai": 12,
}  # fmt: skip
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10}
_QUARTER = re.compile(r"(?:quý[ \u00a0]{1,2}|^q?)(iv|iii|ii|i|[1-4]|một|hai|ba|tư)(?![a-zà-ỹ0-9])")
_SPELLED_MONTH = re.compile(r"tháng[ \u00a0]{1,2}(mười một|mười hai|[a-zà-ỹ]+)")
_BEFORE_CHRIST = ("trước công nguyên", "tcn")
_SCHOOL_YEAR_BEGINS = 8  # August; in June and July it is not clear which one "this" is


@dataclass(frozen=True, slots=True)
class _Said:
    """A form's words in lower case with their numbers, what stands before, the day they are seen from."""

    form: str
    words: str
    numbers: list[int]
    published: PartialDate | None
    month: int | None
    before: str

    @property
    def year(self) -> int | None:
        """The article's year."""
        return edtf.year_of(self.published) if self.published is not None else None

    @property
    def own_year(self) -> int | None:
        """The year written in the words."""
        return next((n for n in self.numbers if n > 99), None)

    def told_year(self) -> int | None:
        """The year written, or the one that ``năm ngoái`` and the like mean; without either the article's."""
        if self.own_year is not None:
            return self.own_year
        return None if self.year is None else self.year + (year_shift(self.words) or 0)


def meaning(
    form: str, words: str, published: PartialDate | None, month: int | None = None, before: str = ""
) -> str | None:
    """The EDTF of a date form's lower-cased words, None where it cannot be told.

    ``month`` is the month a bare day shares with the date after it, ``before`` what stands before the words.
    A day without a year takes the year that brings it nearest to ``published``; with no such day known, the
    year is left out (``XXXX-05-08``). What rests on a year that was itself inferred is marked ``?``.
    """
    words = words.replace("\u00a0", " ")
    numbers = [int(n) for n in re.findall("[0-9]+", words)]
    said = _Said(form, words, numbers, published, month, before)
    reading = _READINGS.get(form)
    try:
        value = reading(said) if reading is not None else None
        if value is None:
            return None
        parsed = edtf.parse(value)
        if published is not None and not published.certain and said.own_year is None and parsed.earliest:
            parsed = edtf.unsure(parsed)
        return parsed.edtf
    except (ValueError, OverflowError):
        return None  # 31 June and the like: named, but no day


def _iso(said: _Said) -> str:
    year, month, day = said.numbers[:3]
    return f"{year:04}-{month:02}-{day:02}"


def _day(said: _Said) -> str | None:
    match = _SPELLED_MONTH.search(said.words)
    if match is not None and match[1] in _NUMBERS and len([n for n in said.numbers if n < 100]) < 2:
        return _of_day(said, [said.numbers[0], _NUMBERS[match[1]], *said.numbers[1:]])
    return _of_day(said, said.numbers)


def _short_day(said: _Said) -> str:
    day, month, year = said.numbers[:3]
    return f"{year + (1900 if year > 50 else 2000):04}-{month:02}-{day:02}"


def _of_day(said: _Said, numbers: list[int]) -> str | None:
    day, month = numbers[0], numbers[1]
    if len(numbers) > 2:
        return f"{numbers[2]:04}-{month:02}-{day:02}"
    shift = year_shift(said.words)
    if shift is not None and said.year is not None:
        return f"{said.year + shift:04}-{month:02}-{day:02}"
    near = nearest(day, month, said.published)
    if near is not None:
        return edtf.of_day(near).edtf
    # Without the day of the article its year says nothing of "15-1".
    return f"XXXX-{month:02}-{day:02}"


def _day_range(said: _Said) -> str | None:
    numbers = said.numbers
    last = _of_day(said, [numbers[1], *numbers[2:]])
    if last is None:
        return None
    first = f"{last[:-2]}{numbers[0]:02}"
    return f"{first}/{last}" if numbers[0] < numbers[1] else last


def _day_alone(said: _Said) -> str | None:
    if said.month is not None:
        return _of_day(said, [said.numbers[0], said.month])
    near = nearest_day(said.numbers[0], said.published)
    return edtf.of_day(near).edtf if near else None


def _day_of_month(said: _Said) -> str | None:
    month = _this_month(said)
    return f"{month}-{said.numbers[0]:02}" if month else None


def _english(said: _Said) -> str | None:
    name = re.search("jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec", said.words)
    if name is None:
        return None
    month = _ENGLISH_MONTHS.index(name[0]) + 1
    if said.numbers[0] > 31:
        return f"{said.numbers[0]:04}-{month:02}"
    return _of_day(said, [said.numbers[0], month, *said.numbers[1:]])


def _month_number(said: _Said) -> str:
    return _half(said, f"{said.numbers[1]:04}-{said.numbers[0]:02}")


def _month(said: _Said) -> str | None:
    if "giêng" in said.words or "chạp" in said.words:
        return None  # lunar months stay text
    if said.numbers and said.numbers[0] <= 12:
        number = said.numbers[0]
    else:
        match = _SPELLED_MONTH.search(said.words)
        if match is None or match[1] not in _NUMBERS:
            return None
        number = _NUMBERS[match[1]]
    if said.own_year is not None:
        return _half(said, f"{said.own_year:04}-{number:02}")
    shift = year_shift(said.words)
    if shift is not None and said.year is not None:
        return _half(said, f"{said.year + shift:04}-{number:02}")
    near = nearest(15, number, said.published)
    return f"XXXX-{number:02}" if near is None else _half(said, f"{near.year:04}-{near.month:02}")


def _half(said: _Said, month: str) -> str:
    """A month, or the half of it that ``nửa đầu`` names."""
    if not said.words.startswith("nửa"):
        return month
    whole = edtf.parse(month)
    last = whole.latest.day if whole.latest else 31
    return f"{month}-01/{month}-15" if "đầu" in said.words else f"{month}-16/{month}-{last:02}"


def _month_range(said: _Said) -> str | None:
    first, last = said.numbers[:2]
    year = said.told_year()
    if year is None:
        return f"XXXX-{first:02}/XXXX-{last:02}"
    return f"{year - (first > last):04}-{first:02}/{year:04}-{last:02}"


def _this_month(said: _Said) -> str | None:
    around = said.published.earliest if said.published is not None else None
    if said.published is None or around is None or edtf.month_of(said.published) is None:
        return None
    count = around.year * 12 + around.month - 1 + step(said.words)
    return f"{count // 12:04}-{count % 12 + 1:02}"


def _months(said: _Said) -> str | None:
    count = count_of(said.words) * (3 if " quý" in said.words else 1)
    year = said.told_year()
    if year is None or not 1 <= count <= 12:
        return None
    first, last = (13 - count, 12) if "cuối" in said.words else (1, count)
    return f"{year:04}-{first:02}/{year:04}-{last:02}"


def count_of(words: str) -> int:
    """The number that words of months or quarters begin with, in figures or spelled; 0 without one."""
    figures = re.match("[0-9]+", words)
    return int(figures[0]) if figures else _NUMBERS.get(re.split("[ \u00a0]+(?:tháng|quý)", words)[0], 0)


def _quarter(said: _Said) -> str | None:
    match = _QUARTER.search(said.words)
    if match is not None:
        quarter = _ROMAN.get(match[1]) or _NUMBERS.get(match[1]) or int(match[1])
    elif said.words.startswith("quý"):
        quarter = 1 if "đầu" in said.words else 4
    else:
        return None
    year = said.told_year()
    return f"XXXX-{32 + quarter}" if year is None else f"{year:04}-{32 + quarter}"


def _this_quarter(said: _Said) -> str | None:
    around = said.published.earliest if said.published is not None else None
    if said.published is None or around is None or edtf.month_of(said.published) is None:
        return None
    quarters = around.year * 4 + (around.month - 1) // 3 + step(said.words)
    return f"{quarters // 4:04}-{33 + quarters % 4}"


def _same_period(said: _Said) -> str | None:
    if said.words.endswith("tháng trước"):
        return _this_month(said)
    if said.words.endswith("quý trước"):
        return _this_quarter(said)
    return _year(said)


def _year(said: _Said) -> str | None:
    if said.words.endswith(_BEFORE_CHRIST):
        return None
    if said.numbers:
        year: int | None = said.numbers[0]
    else:
        year = said.told_year()
    if year is None:
        return None
    if said.words.startswith("nửa"):
        return (
            f"{year:04}-01/{year:04}-06" if said.words.startswith("nửa đầu") else f"{year:04}-07/{year:04}-12"
        )
    return f"{year:04}"


def _season(said: _Said) -> str | None:
    """The year or years of a season: a season has no months of its own, north and south."""
    return _years(said) if len(said.numbers) == 2 else _year(said)


def _years(said: _Said) -> str | None:
    if len(said.numbers) == 2:
        first, last = said.numbers
        return f"{first:04}/{last if last > 99 else first // 100 * 100 + last:04}"
    today = known_day(said.published)
    if today is None or today.month in (_SCHOOL_YEAR_BEGINS - 2, _SCHOOL_YEAR_BEGINS - 1):
        return None
    first = today.year - (today.month < _SCHOOL_YEAR_BEGINS) + step(said.words)
    return f"{first:04}/{first + 1:04}"


def _decade(said: _Said) -> str:
    decades = []
    for number in said.numbers:
        year = number if number > 99 else 1900 + number
        decades.append(f"{year // 10}X" if year % 10 == 0 else f"{year:04}")
    return "/".join(decades)


def _century(said: _Said) -> str | None:
    if said.words.endswith(_BEFORE_CHRIST):
        return None
    number = said.numbers[0] if said.numbers else _roman(said.words.split()[-1])
    return f"{number * 100 - 99:04}/{number * 100:04}" if 1 <= number <= 22 else None


def _roman(letters: str) -> int:
    values = [_ROMAN_DIGITS[letter] for letter in letters]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def _beside(said: _Said) -> str | None:
    """``hôm nay 27-11``, ``thứ Hai, 18/11``: the day written beside; else the one that is meant."""
    match = re.search("[0-9]{1,2}(?:[/.–-]| tháng )[0-9]", said.words)
    if match is None:
        return relative_day(said.form, said.words, said.published, said.before)
    return _of_day(said, [int(n) for n in re.findall("[0-9]+", said.words[match.start() :])])


def _week(said: _Said) -> str | None:
    return relative_day(said.form, said.words, said.published, said.before)


# Lunar dates are not among them: they stay text.
_READINGS: dict[str, Callable[[_Said], str | None]] = {
    "iso": _iso, "day": _day, "short_day": _short_day, "day_month": _day, "written": _day,
    "day_range": _day_range,
    "day_alone": _day_alone, "first_day": _day_alone, "day_of_month": _day_of_month, "english": _english,
    "month_number": _month_number, "month": _month, "month_range": _month_range, "this_month": _this_month,
    "months": _months, "quarter": _quarter, "this_quarter": _this_quarter, "same_period": _same_period,
    "year": _year, "this_year": _year, "year_alone": _year, "tet": _year, "year_range": _years,
    "school_year": _years, "decade": _decade, "century": _century, "today": _beside, "weekday": _beside,
    "week": _week, "season": _season, "so_far": _months,
}  # fmt: skip
