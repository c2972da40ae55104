"""Dates as a reader writes them in a query: EDTF, Vietnamese and English forms, words such as ``tuần này``.

Each means its whole span. What the words are stands in ``date_words.toml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from annotations.query.names import table
from seeds import edtf
from seeds.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from seeds.article import PartialDate

_YEARLESS = re.compile(r"(?:[^\d ]+ )?\d\d?(?:/\d\d?)?", re.ASCII)
_YEAR_AT_END = re.compile(r"/(\d{4}|\d\d)$", re.ASCII)
_NUMBER = re.compile(r"\d+", re.ASCII)
_BEYOND = re.compile(r"([<>]=?) ?([^<>].*)")
_PIVOT = 2
"""Two digits are a year of this century up to so many years from now, else one of the last."""

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


class Span(NamedTuple):
    """What a date value means: from one date to another (None is open), or ``unknown``. ``relative`` when it
    depends on what day it is today."""

    start: PartialDate | None
    end: PartialDate | None
    unknown: bool = False
    relative: bool = False


def read_span(text: str, today: date) -> Span | None:
    """Read a date value: a single one or a range; None when it is none, or a range whose ends stand the wrong
    way round (``right_way``).

    A range is ``a..b``, ``a - b`` or ``a đến b`` (the first end takes its year from the second where it has
    none, or the year before), ``a..`` or ``..b``, or ``>a``, ``>=a``, ``<b``, ``<=b``, also in words
    (``since a``, ``trước b``, ``giữa a và b``).
    """
    folded = _squeezed(fold(text))
    if folded in _words().unknown:
        return Span(None, None, unknown=True)
    if beyond := _BEYOND.fullmatch(folded):
        return _beyond(beyond[1], _one(beyond[2], today))
    if (one := _one(folded, today)) is not None:
        return Span(one.date, one.date, relative=one.relative)
    if ends := _ends(folded):
        return _between(*ends, today)
    if spoken := _words().open.fullmatch(folded):
        return _beyond(_words().signs[spoken["sign"]], _one(spoken["date"], today))
    return None


def right_way(text: str, today: date) -> str | None:
    """Return a range whose ends stand the wrong way round with the earlier one first; None for any other
    text."""
    ends = _ends(_squeezed(fold(text)))
    if ends is None or not all(ends) or _between(*ends, today) is not None:
        return None
    left, right = reversed(ends)
    turned = _between(left, right, today)
    if turned is None or turned.start is None or turned.end is None:
        return None
    first, dots, last = _squeezed(text).partition("..")
    if dots:
        return f"{last.strip()}..{first.strip()}"
    return f"{left}..{right}" if turned.relative else f"{turned.start.edtf}..{turned.end.edtf}"


def opening(text: str) -> str:
    """Return what a text begins with that opens a range at one end (``since ``, ``>=``), "" for nothing."""
    signs = sorted((*_words().signs, *_words().signs.values()), key=len, reverse=True)
    folded = fold(text)
    return next((text[: len(it) + it[-1].isalpha()] for it in signs if _opens(folded, it)), "")


def is_opening(text: str) -> bool:
    """Say whether a text is a word that opens a range at one end (``since``), and nothing else."""
    return fold(text) in _words().signs


def _opens(folded: str, sign: str) -> bool:
    return folded.startswith(f"{sign} " if sign[-1].isalpha() else sign)


def _between(left: str, right: str, today: date) -> Span | None:
    """Return the span from one date to another, folded; "" is open."""
    first, last = _one(left, today) if left else None, _one(right, today) if right else None
    if (left and first is None) or (right and last is None) or not (left or right):
        return None
    start, end = first.date if first else None, last.date if last else None
    if start and end and start.earliest and end.latest and end.latest < start.earliest:
        return None
    return Span(start, end, relative=any(it.relative for it in (first, last) if it is not None))


def _beyond(sign: str, one: _Date | None) -> Span | None:
    """Return what lies after or before a date, with it or without."""
    first, last = (one.date.earliest, one.date.latest) if one is not None else (None, None)
    if one is None or first is None or last is None:
        return None
    if sign in (">=", "<="):
        start, end = (one.date, None) if sign == ">=" else (None, one.date)
        return Span(start, end, relative=one.relative)
    try:
        if sign == ">":
            return Span(edtf.of_day(last + timedelta(days=1)), None, relative=one.relative)
        return Span(None, edtf.of_day(first - timedelta(days=1)), relative=one.relative)
    except OverflowError:
        return None


def in_year(text: str, year: int, today: date) -> Span | None:
    """Read a date that was written without its year (``14/11``, ``tháng 11``) as one of a year; None for
    what has a year, needs none, or does not exist in that one (29/2)."""
    bare = read_span(text, today)
    if bare is None or not bare.relative or bare.start != bare.end:
        return None
    for between in ("/", " "):
        span = read_span(f"{text.strip()}{between}{year}", today)
        if span is not None and not span.relative:
            return span
    return None


def _ends(folded: str) -> tuple[str, str] | None:
    """Return the two ends of a range, "" for an open one; None when it is no range."""
    if ".." in folded:
        left, _, right = folded.partition("..")
        return left.strip(), right.strip()
    found = _words().between.fullmatch(folded)
    if found is None:
        return None
    left = found["left"] or found["first"] or found["lower"]
    right = found["right"] or found["last"] or found["upper"]
    year = _YEAR_AT_END.search(right)
    if year is not None and _YEARLESS.fullmatch(left):
        months = [int(_NUMBER.findall(end)[-1]) for end in (left, right[: year.start()])]
        # From the end of a year into the next one: 28/12 - 3/1/2026.
        left = f"{left}/{int(year[1]) - (months[0] > months[1]):0{len(year[1])}}"
    return left, right


def known_phrases() -> tuple[str, ...]:
    """Return the phrases of the table, as they are written there: for suggestions."""
    data = table("date_words.toml")
    return (*data["phrases"], *data["unknown"]["words"])


def known_answers() -> tuple[tuple[str, ...], ...]:
    """Return the phrases of the table, those together that mean the same, the best known first: days, weeks,
    months and years in the order in which they are offered, "unknown" last."""
    data = table("date_words.toml")
    by_meaning: dict[tuple[str, int], list[str]] = {
        tuple(data["phrases"][phrase]): [] for phrase in data["offered"]["first"]
    }
    for phrase, meaning in data["phrases"].items():
        by_meaning.setdefault(tuple(meaning), []).append(phrase)
    return (*map(tuple, by_meaning.values()), tuple(data["unknown"]["words"]))


class _Date(NamedTuple):
    date: PartialDate
    relative: bool = False


def _one(text: str, today: date) -> _Date | None:
    """Read one date, folded; None when it is none (also for a day that does not exist, or one without any
    year)."""
    try:
        found = _phrase(text, today) or _counted(text, today) or _written(text, today) or _edtf(text)
    except (ValueError, OverflowError):
        return None
    return found if found is not None and found.date.earliest is not None else None


def _phrase(text: str, today: date) -> _Date | None:
    named = _words().phrases.get(text)
    if named is None:
        return None
    unit, away = named
    return _Date(_unit(unit, away, today), relative=True)


def _unit(unit: str, away: int, today: date) -> PartialDate:
    """Return the unit (day, week, month, quarter, year) that lies so many of them away from today's."""
    if unit == "day":
        return edtf.of_day(today + timedelta(days=away))
    if unit == "week":
        return edtf.week_of(today + timedelta(weeks=away))
    if unit == "month":
        month = today.year * 12 + today.month - 1 + away
        return edtf.of_month(month // 12, month % 12 + 1)
    if unit == "quarter":
        quarter = today.year * 4 + (today.month - 1) // 3 + away
        return edtf.of_quarter(quarter // 4, quarter % 4 + 1)
    return edtf.parse(f"{today.year + away:04}")


def _counted(text: str, today: date) -> _Date | None:
    found = _words().counted.fullmatch(text)
    if found is None and (ago := _words().ago.fullmatch(text)):
        return _Date(_unit(_words().units[ago["unit"]], -int(ago["number"]), today), relative=True)
    if found is None or not (number := int(found["number"])):
        return None
    unit = _words().units[found["unit"]]
    if unit in ("day", "week"):
        first = today - timedelta(days=number * (7 if unit == "week" else 1) - 1)
    else:
        months = today.year * 12 + today.month - 1 - number * (12 if unit == "year" else 1)
        first = _day_of(months // 12, months % 12 + 1, today.day) + timedelta(days=1)
    return _Date(edtf.of_days(first, today), relative=True)


def _day_of(year: int, month: int, day: int) -> date:
    """Return a day of a month, its last one where the month is shorter."""
    for shorter in range(day, 27, -1):
        try:
            return date(year, month, shorter)
        except ValueError:
            continue
    return date(year, month, min(day, 28))


def _written(text: str, today: date) -> _Date | None:
    for pattern, read in _words().forms:
        if found := pattern.fullmatch(text):
            return read(found, today)
    return None


def _edtf(text: str) -> _Date:
    return _Date(edtf.parse(text.upper()))


def _day_form(found: re.Match[str], today: date) -> _Date:
    day, month, year = int(found["day"]), _month_number(found["month"]), found["year"]
    if year is not None:
        return _Date(edtf.of_day(date(int(year) + (2000 if len(year) == 2 else 0), month, day)))
    this = _exact(today.year, month, day)
    if this is None or this > today:  # a day without a year is the last such day
        earlier = (_exact(today.year - back, month, day) for back in range(1, 9))
        this = next((it for it in earlier if it is not None), None)
        if this is None:
            raise ValueError(found[0])
    return _Date(edtf.of_day(this), relative=True)


def _exact(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        if not 1 <= month <= 12 or not 1 <= day <= 29:
            raise
        return None  # 29 February


def _short_month_form(found: re.Match[str], today: date) -> _Date:
    year = today.year // 100 * 100 + int(found["year"])
    return _Date(edtf.of_month(year if year <= today.year + _PIVOT else year - 100, int(found["month"])))


def _month_form(found: re.Match[str], today: date) -> _Date:
    month, year = _month_number(found["month"]), found["year"]
    if year is not None:
        return _Date(edtf.of_month(int(year), month))
    return _Date(edtf.of_month(today.year - (month > today.month), month), relative=True)


def _quarter_form(found: re.Match[str], today: date) -> _Date:
    named, year = found["quarter"], found["year"]
    quarter = _ROMAN[named] if named in _ROMAN else int(named)
    if year is not None:
        return _Date(edtf.of_quarter(int(year), quarter))
    return _Date(edtf.of_quarter(today.year - (quarter > (today.month - 1) // 3 + 1), quarter), relative=True)


def _year_form(found: re.Match[str], today: date) -> _Date:
    return _Date(edtf.parse(found["year"]))


def _decade_form(found: re.Match[str], today: date) -> _Date:
    return _Date(edtf.parse(f"{found['decade'] or found['spoken']}X"))


def _weekday_form(found: re.Match[str], today: date) -> _Date:
    away = (today.weekday() - _words().weekdays[found["weekday"]]) % 7  # the last such day
    return _Date(edtf.of_day(today - timedelta(days=away)), relative=True)


def _month_number(named: str) -> int:
    return _words().months[named] if named in _words().months else int(named)


@dataclass(frozen=True, slots=True)
class _Words:
    """The table, ready for use: folded, and with the forms it makes as patterns."""

    phrases: dict[str, tuple[str, int]]
    unknown: frozenset[str]
    units: dict[str, str]
    months: dict[str, int]
    weekdays: dict[str, int]
    counted: re.Pattern[str]
    ago: re.Pattern[str]
    open: re.Pattern[str]
    signs: dict[str, str]
    between: re.Pattern[str]
    forms: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], _Date]], ...]


@cache
def _words() -> _Words:
    data = table("date_words.toml")
    units = {fold(name): unit for unit, names in data["counted"].items() for name in names}
    months = {fold(name): at for at, names in enumerate(data["months"]["names"], start=1) for name in names}
    weekdays = {fold(name): at for at, names in enumerate(data["weekdays"]["names"]) for name in names}
    day, month, quarter, year = (_any(data["before"][unit]) for unit in ("day", "month", "quarter", "year"))
    name, in_year = _any(months), rf"(?:{year} )?(?P<year>\d{{4}})"
    slashed = rf"(?:{day} )?(?P<day>\d\d?)(?P<sep>[/.-])(?P<month>\d\d?)(?P=sep)(?P<year>\d{{4}}|\d\d)"
    forms = (
        (slashed, _day_form),
        (r"(?P<year>\d{4})(?P<sep>[/.])(?P<month>\d\d?)(?P=sep)(?P<day>\d\d?)", _day_form),
        # No month has these numbers, so that they can only be a year: 11/25.
        (r"(?P<month>\d\d?)/(?P<year>1[3-9]|[2-9]\d)", _short_month_form),
        (rf"{month} (?P<month>\d\d?)/(?P<year>\d\d)", _short_month_form),
        (rf"(?:{day} )?(?P<day>\d\d?)/(?P<month>\d\d?)(?P<year>(?!))?", _day_form),
        (rf"(?:{day} )?(?P<day>\d\d?) {month} (?P<month>\d\d?)(?:[ /,-]+{in_year})?", _day_form),
        (rf"(?:{day} )?(?P<day>\d\d?) (?P<month>{name})(?: {in_year})?", _day_form),
        (rf"(?:{month} )?(?P<month>\d\d?)[/.-](?P<year>\d{{4}})", _month_form),
        (r"(?P<year>\d{4})[/.](?P<month>\d\d?)", _month_form),
        (rf"{month} (?P<month>\d\d?)(?:[ ,]+{in_year})?", _month_form),
        (rf"(?P<month>{name})(?:[ /,]+{in_year})?", _month_form),
        (rf"{quarter} ?(?P<quarter>[1-4]|iv|i{{1,3}})(?:[ /-]?{in_year})?", _quarter_form),
        (r"(?P<year>\d{4})[- /]?q(?P<quarter>[1-4])", _quarter_form),
        (rf"(?:{year} )?(?P<year>\d{{4}})", _year_form),
        (rf"(?P<decade>\d{{3}})0s|{_any(data['before']['decade'])} (?P<spoken>\d{{3}})0", _decade_form),
        (rf"(?P<weekday>{_any(weekdays)})", _weekday_form),
    )
    apart, start = _any(data["range"]["between"]), _any(data["range"]["before"])
    # Without spaces only two years or what has slashes is a range: 2025-11 is a month.
    ends = r"(?P<first>\d{4}(?=-\d{4})|[\d/]*/[\d/]*)-(?P<last>\d{4}|[\d/]*/[\d/]*)"
    between = rf"(?:{start} )?(?:(?P<left>\S.*?) {apart} (?P<right>\S.*)|{ends})"
    around, joint = _any(data["enclosed"]["before"]), _any(data["enclosed"]["between"])
    between = rf"{between}|{around} (?P<lower>\S.*?) {joint} (?P<upper>\S.*)"
    before, after = _any(data["around"]["before"]), _any(data["around"]["after"])
    counted = rf"(?:{before} )?(?P<number>\d{{1,4}}) ?(?P<unit>{_any(units)})(?: {after})?"
    ago = rf"(?P<number>\d{{1,4}}) ?(?P<unit>{_any(units)}) {_any(data['around']['ago'])}"
    signs = {fold(name): sign for sign, names in data["open"].items() for name in names}
    return _Words(
        phrases={fold(phrase): (unit, away) for phrase, (unit, away) in data["phrases"].items()},
        unknown=frozenset(map(fold, data["unknown"]["words"])),
        units=units,
        months=months,
        weekdays=weekdays,
        counted=re.compile(counted, re.ASCII),
        ago=re.compile(ago, re.ASCII),
        open=re.compile(rf"(?P<sign>{_any(signs)}) (?P<date>\S.*)", re.ASCII),
        signs=signs,
        between=re.compile(between, re.ASCII),
        forms=tuple((re.compile(pattern, re.ASCII), read) for pattern, read in forms),
    )


def _any(names: object) -> str:
    """Return a pattern for any of the names, the longest first."""
    if not isinstance(names, (list, dict)):
        raise TypeError(names)
    folded = sorted((fold(str(name)) for name in names), key=len, reverse=True)
    return "(?:" + "|".join(map(re.escape, folded)) + ")"


def _squeezed(text: str) -> str:
    return " ".join(text.split())
