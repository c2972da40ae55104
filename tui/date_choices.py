"""What the date picker offers: where there are articles, in words, and whatever date is typed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from seeds import edtf
from tui.choices import Choice
from tui.dates_in_words import heading, in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotations.facets import FacetValue
    from annotations.query.dates import Span
    from tui.words import Words

_QUICK = {"today": 0, "this week": 6, "this month": 30, "30d": 29}
"""Date values of the query language that are offered first, and how many days back each may reach."""


def date_choices(values: Sequence[FacetValue], words: Words, today: date) -> list[Choice]:
    """Return the picker's choices from the counted months of a view; their values are query text.

    First what is near today (only where it could find anything), then each year with its months, the latest
    first, then what has no year. ``values`` are those of the facet "date": "2026-02", "2026" (no month
    known), "unknown".
    """
    counts = {value.value: value.count for value in values if value.value[:1].isdigit()}
    unknown = sum(value.count for value in values if not value.value[:1].isdigit())
    choices = _near(counts, words, today)
    for year in sorted({key[:4] for key in counts}, reverse=True):
        months = sorted((key for key in counts if key[:4] == year and key != year), reverse=True)
        total = sum(count for key, count in counts.items() if key[:4] == year)
        whole = words("dates.whole-year", year=year)
        choices.append(Choice(f"date:{year}", whole, total, group=year, keywords=year))
        for month in months:
            label = heading(month, words)
            choices.append(
                Choice(f"date:{month}", label, counts[month], group=year, keywords=_written(month))
            )
    if unknown:
        label = words("calendar.year-unknown")
        choices.append(
            Choice("date:unknown", label, unknown, group=words("dates.no-year"), keywords="unknown")
        )
    return choices


def _near(counts: dict[str, int], words: Words, today: date) -> list[Choice]:
    choices = []
    for value, back in _QUICK.items():
        days = {today, today - timedelta(days=back)}
        if any(f"{day.year:04}-{day.month:02}" in counts for day in days):
            count = counts.get(f"{today.year:04}-{today.month:02}", 0) if value == "this month" else None
            if count != 0:
                label = words(f"dates.near.{value.replace(' ', '-')}")
                choices.append(
                    Choice(f"date:{value}", label, count, group=words("dates.lately"), keywords=value)
                )
    return choices


def _written(month: str) -> str:
    """Return the ways in which a month is typed: ``2/2026 02/2026 2026-02``."""
    year, number = month.split("-")
    return f"{int(number)}/{year} {number}/{year} {month}"


def typed_dates(
    text: str,
    words: Words,
    today: date,
    values: Sequence[FacetValue] = (),
    count: Callable[[str], int | None] | None = None,
) -> list[Choice]:
    """Return the choices a typed date or range stands for, if it is one: ``11/2025``, ``7d``, ``..2025``.

    What is typed without a year (``tháng 11``, ``14/11``) is offered for each year that has articles, the
    latest first; ``values`` are those of the facet "date". ``count`` says how many articles a condition
    (query text) has in the view, None while that is not known: then it is offered without a number.
    """
    from annotations.query.dates import in_year, read_span, right_way

    # One whose ends stand the wrong way round is offered in words, to be seen before it is chosen.
    span = read_span(right_way(text, today) or text, today)
    if span is None:
        return []
    years = sorted({int(value.value[:4]) for value in values if value.value[:4].isdigit()}, reverse=True)
    of_years = [found for year in years if (found := in_year(text, year, today)) is not None]
    said = " ".join(text.lower().split()) if span.relative else ""
    choices = [_typed_choice(found, "", words, count) for found in of_years]
    if count is not None:
        choices = [choice for choice in choices if choice.count != 0]
    return choices or [_typed_choice(span, said, words, count)]


def _typed_choice(span: Span, said: str, words: Words, count: Callable[[str], int | None] | None) -> Choice:
    from annotations.query.printer import print_query
    from annotations.query.tree import Within

    query = print_query(Within("date", span.start, span.end, unknown=span.unknown, words=said))
    return Choice(query, _label(span, words), count(query) if count is not None else None, hint=said)


def _label(span: Span, words: Words) -> str:
    start, end = span.start, span.end
    if start is not None and end is not None:
        if start == end:
            return in_words(start, words)
        first, last = edtf.parse(start.edtf.split("/")[0]), edtf.parse(end.edtf.split("/")[-1])
        return words("calendar.range", first=in_words(first, words), last=in_words(last, words))
    if start is not None:
        return words("dates.from", date=in_words(start, words))
    if end is not None:
        return words("dates.until", date=in_words(end, words))
    return words("calendar.year-unknown")
