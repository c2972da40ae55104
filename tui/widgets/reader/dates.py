"""A date as a person writes it, in the words of the catalogue."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from seeds.article import ArticleDate, PartialDate
from tui.words import Words

_SINGLE = re.compile(r"(\d{4}|\d{3}X|XXXX)(?:-(\d\d))?(?:-(\d\d))?")
_FIRST_QUARTER = 33
"""ISO 8601-2 writes the quarters of a year as season codes 33 to 36."""


def date_in_words(when: PartialDate, words: Words) -> str:
    """Return a partial date in words: the weekday only where the day is certain, ``?`` where the year is inferred."""
    first, slash, last = when.edtf.partition("/")
    if slash:
        return words("reader.date.interval", first=_single(first, words), last=_single(last, words))
    return _single(first, words)


def known_from(when: ArticleDate, words: Words) -> str:
    """Return how an article's date is known, in a word or two."""
    return words("reader.basis." + when.basis.replace(" ", "-"))


def day_of(moment: str, words: Words) -> str:
    """Return the local day of an ISO 8601 moment in words; the text itself when it is none."""
    try:
        then = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    if then.tzinfo is None:
        then = then.replace(tzinfo=UTC)
    local = then.astimezone().date()
    return _day(local, words, weekday=False)


def _single(edtf: str, words: Words) -> str:
    match = _SINGLE.match(edtf)
    if match is None:
        return edtf
    year, part, day = match.groups()
    mark = "?" if edtf.endswith("?") else ""
    if year == "XXXX":
        if day is not None:
            text = words("reader.date.day-no-year", day=int(day), month=_month(part, words), m=int(part))
        elif part is not None and int(part) < _FIRST_QUARTER:
            text = words("reader.date.month-no-year", month=_month(part, words), m=int(part))
        else:
            return words("reader.date.unknown")
    elif year.endswith("X"):
        text = words("reader.date.decade", year=year[:3] + "0")
    elif day is not None:
        text = _day(date(int(year), int(part), int(day)), words, weekday=not mark)
    elif part is None:
        text = words("reader.date.year", year=year)
    elif int(part) >= _FIRST_QUARTER:
        text = words("reader.date.quarter", quarter=int(part) - _FIRST_QUARTER + 1, year=year)
    else:
        text = words("reader.date.month", month=_month(part, words), m=int(part), year=year)
    return text + mark


def _day(day: date, words: Words, *, weekday: bool) -> str:
    values = {"day": day.day, "month": _month(str(day.month), words), "m": day.month, "year": day.year}
    if not weekday:
        return words("reader.date.day", **values)
    name = words(f"reader.weekday.{day.isoweekday()}")
    return words("reader.date.day-with-weekday", weekday=name, **values)


def _month(number: str, words: Words) -> str:
    return words(f"reader.month.{int(number)}")
