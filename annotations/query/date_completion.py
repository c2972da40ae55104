"""The dates that can be typed next in a query: words for those near today, months and years with articles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotations.query import names
from annotations.query.dates import is_opening, known_answers, opening, read_span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

_MONTH = re.compile(r"\d{4}-\d\d", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_YEARS_FIRST = 3
"""Years that are offered before months are."""


def dates_for(
    typed: str,
    there: Iterable[str],
    counts: Mapping[str, int],
    today: date,
    *,
    vietnamese: bool,
    most: int,
) -> list[tuple[str, str]]:
    """Return the dates that go on as typed, each with its id (the first phrase that means it, ``2026-02``,
    ``2026``): those near today first, then years and months, the newest first, and "unknown"; no date
    twice, in the words that are typed, in Vietnamese ones rather than English ones or the other way round.

    ``there`` has the months with articles; ``counts`` how many each id has: with nothing typed, words that
    find nothing are not offered. Of a range the end is completed, with another month before all; what opens
    one (``since``, ``>=``) stays; behind a word that does and stands alone the last years are offered.
    """
    start, dots, rest = typed.rpartition("..")
    if not dots and (opener := opening(typed)):
        dots, rest = opener, typed[len(opener) :]
    first = read_span(start, today) if start else None
    earliest = first.start.earliest if first is not None and first.start is not None else None
    wanted = names.key(rest)
    there = tuple(there)
    found: list[tuple[bool, int, str, str]] = []
    for place, (id, forms) in enumerate(_all(there, by_year=bool(wanted))):
        chosen = _chosen(forms, wanted, vietnamese=vietnamese)
        if dots and (id == "unknown" or id == start or not (wanted or id[0].isdigit())):
            continue
        if earliest is not None and chosen is not None and _ends_before(id, earliest, today):
            continue  # a range goes on, not back
        if chosen is not None and (wanted or counts.get(id) != 0):
            found.append((not names.key(chosen).startswith(wanted), place, id, chosen))
    offered = [(id, f"{start}{dots}{name}") for _, _, id, name in sorted(found)]
    if is_opening(typed):  # "từ" opens a range, but "to" may also be going to be "today"
        begun = [it for it in offered if it[1].casefold().startswith(typed.casefold())]
        spoken = [(year, f"{typed} {year}") for year in _years(there)[:_YEARS_FIRST]]
        offered = [*begun, *spoken, *(it for it in offered if it not in begun)]
    if not wanted:
        near = {
            span.start.edtf
            for id, _ in offered
            if (span := read_span(id, today)) and span.start and span.relative
        }
        offered = [it for it in offered if it[0] not in near]
    if not wanted and offered and offered[-1][0] == "unknown":  # it has no place among the others
        return [*offered[: most - 1], offered[-1]] if len(offered) > most else offered
    return offered[:most]


def _ends_before(id: str, day: date, today: date) -> bool:
    if id[0].isdigit():
        return id < day.isoformat()[: len(id)]
    span = read_span(id, today)
    return span is not None and span.end is not None and (span.end.latest or day) < day


def ids_of(there: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of all dates that may be offered where articles have these months and years."""
    return tuple(id for id, _ in _all(there, by_year=True))


def _all(there: Iterable[str], *, by_year: bool) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield every date by its id with its forms, in the order in which they are offered."""
    *answers, unknown = known_answers()
    early = _YEARS_FIRST if by_year else 0
    first = len(names.table("date_words.toml")["offered"]["first"])
    yield from ((forms[0], forms) for forms in answers[:first])
    dates = sorted(there, reverse=True)
    months = [it for it in dates if _MONTH.fullmatch(it)]
    years = _years(dates)
    yield from ((it, (it, f"năm {it}")) for it in years[:early])
    yield from ((it, _forms(it)) for it in months)
    yield from ((it, (it, f"năm {it}")) for it in years[early:])
    yield from ((forms[0], forms) for forms in answers[first:])
    yield unknown[0], unknown


def _years(there: Iterable[str]) -> list[str]:
    """Return the years with articles, the newest first."""
    dates = sorted(there, reverse=True)
    return list(dict.fromkeys(it[:4] for it in dates if _MONTH.fullmatch(it) or _YEAR.fullmatch(it)))


def _forms(month: str) -> tuple[str, ...]:
    """Return the ways in which a month is typed."""
    year, number = month.split("-")
    bare = str(int(number))
    called = names.table("date_words.toml")["months"]["names"]
    name = called[int(number) - 1][0].capitalize() if 1 <= int(number) <= len(called) else month
    return month, f"{bare}/{year}", f"{number}/{year}", f"tháng {bare}/{year}", f"{name} {year}"


def _chosen(forms: tuple[str, ...], wanted: str, *, vietnamese: bool) -> str | None:
    """Return the form that goes on as typed, best from its beginning; None where none does, or one is typed
    already."""
    ranked: list[tuple[bool, bool, int, str]] = []
    for place, form in enumerate(forms):
        key = names.key(form)
        if key == wanted:
            return None
        if f"-{wanted}" in f"-{key}":
            other = not form[:1].isdigit() and form.isascii() is vietnamese
            if other and not wanted:
                continue
            ranked.append((not key.startswith(wanted), other, place, form))
    return min(ranked)[-1] if ranked else None
