"""When an article was published, and how that is known, in the words of the catalogue."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from seeds.edtf import of_day
from tui.dates_in_words import in_words

if TYPE_CHECKING:
    from seeds.article import ArticleDate
    from tui.words import Words


def published(when: ArticleDate, words: Words) -> str:
    """Return a publication date in words, with its weekday where the day is certain and how it is known.

    ``?`` marks an inferred year; a date without a year says so.
    """
    date = when.date
    told = in_words(replace(date, certain=True), words)
    if date.earliest is None:
        told = words("reading.date.no-year", date=told)
    elif not date.certain:
        told += "?"
    elif date.earliest == date.latest:
        told = words("reading.date.day", weekday=words(f"weekday.{date.earliest.isoweekday()}"), date=told)
    return words("reading.date.known", date=told, basis=words("basis." + when.basis.replace(" ", "-")))


def day_of(moment: str, words: Words) -> str:
    """Return the local day of an ISO 8601 moment (UTC if it names no zone) in words; "" when it is none."""
    try:
        then = datetime.fromisoformat(moment)
    except ValueError:
        return ""
    if then.tzinfo is None:
        then = then.replace(tzinfo=UTC)
    return in_words(of_day(then.astimezone().date()), words)
