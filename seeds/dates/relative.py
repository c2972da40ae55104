"""Days and weeks told from the day of the article: ``hôm qua``, ``thứ Ba tuần trước``, ``tuần này``."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from seeds import edtf

if TYPE_CHECKING:
    from seeds.article import PartialDate

_FAR = 300  # days: in December, "15-1" is the January to come; in November, "13-3" is the March that was
_MONTH_TOLD = 25  # from this day on the figures of its month are told
_WEEKDAYS = {
    "hai": 0, "2": 0, "ba": 1, "3": 1, "tư": 2, "4": 2, "năm": 3, "5": 3, "sáu": 4, "6": 4, "bảy": 5, "7": 5,
}  # fmt: skip
_YEAR_SHIFT = {"nay": 0, "này": 0, "ngoái": -1, "trước": -1, "rồi": -1, "sau": 1, "tới": 1, "kia": -2}
_STEP = {"tháng": 0, "này": 0, "nay": 0, "trước": -1, "qua": -1, "rồi": -1}


def year_shift(words: str) -> int | None:
    """How many years from the present one ``năm ngoái``, ``năm nay`` and the like point; None without
    such words."""
    tail = words.split()
    if len(tail) >= 2 and tail[-2] == "năm":
        return _YEAR_SHIFT.get(tail[-1])
    return None


def step(words: str) -> int:
    """How many weeks, months or quarters from the present one the last word points: ``trước`` is -1, ``tới``
    1."""
    return _STEP.get(words.split()[-1], 1)


def known_day(published: PartialDate | None) -> date | None:
    """The day of the article, None where it is not known to the day."""
    if published is None or published.earliest is None or published.earliest != published.latest:
        return None
    return published.earliest


def months_over(published: PartialDate | None) -> int | None:
    """How many months of the article's year are over, those of the last weeks of its month with it (figures
    of ten months are told from the end of October); None where its month is not known."""
    if published is None or published.earliest is None or published.latest is None:
        return None
    first, last = published.earliest, published.latest
    if (first.year, first.month) != (last.year, last.month):
        return None
    return first.month - (first.day < _MONTH_TOLD)


def nearest(day: int, month: int, published: PartialDate | None) -> date | None:
    """The day of that number and month as the article means it: in its own year, but across New Year the
    near one. Raises ``ValueError`` where no year has that day."""
    around = known_day(published)
    if around is None:
        return None
    try:
        same = date(around.year, month, day)
        if abs((same - around).days) <= _FAR:
            return same
        return same.replace(year=around.year + (1 if same < around else -1))
    except ValueError:
        return None


def nearest_day(day: int, published: PartialDate | None) -> date | None:
    """The day of that number nearest to the article's, in its month or one beside it."""
    around = known_day(published)
    if around is None:
        return None
    days = []
    for months in (-1, 0, 1):
        count = around.year * 12 + around.month - 1 + months
        try:
            days.append(date(count // 12, count % 12 + 1, day))
        except ValueError:
            continue
    return min(days, key=lambda one: abs((one - around).days)) if days else None


def relative_day(form: str, words: str, published: PartialDate | None, before: str) -> str | None:
    """The EDTF of today's kin, of a weekday or of a week; ``before`` is what stands before the words.

    A weekday without a week is the last one after ``hôm`` (``hôm thứ Ba``), the next one before ``tới``, and
    else left open: only the verb could tell.
    """
    today = known_day(published)
    if today is None:
        return None
    if form == "today":
        shift = 1 if re.search(r"\bmai\b", words) else -2 if "kia" in words else -1 if "qua" in words else 0
        return edtf.of_day(today + timedelta(days=shift)).edtf
    if form == "week" and words.endswith("tuần"):
        return edtf.week_of(today).edtf
    if form == "week":
        return edtf.week_of(today + timedelta(weeks=step(words))).edtf
    plain = words.replace("\u00a0", " ")
    match = re.search(r"thứ +(\w+)", plain)
    index = _WEEKDAYS[match[1]] if match else 6
    last = plain.split()[-1]
    monday = today - timedelta(days=today.weekday())
    if "tuần" in plain or last == "này":
        return edtf.of_day(monday + timedelta(days=index, weeks=step(words))).edtf
    if last in ("tới", "sau"):
        return edtf.of_day(today + timedelta(days=(index - today.weekday() - 1) % 7 + 1)).edtf
    if last in ("trước", "rồi"):
        return edtf.of_day(today - timedelta(days=(today.weekday() - index - 1) % 7 + 1)).edtf
    if before.rstrip(" \u00a0").endswith("hôm"):
        return edtf.of_day(today - timedelta(days=(today.weekday() - index) % 7)).edtf
    return None
