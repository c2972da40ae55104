"""The day an article was published, from what its text says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from seeds import edtf
from seeds.article import ArticleDate, Block, DateBasis, Evidence
from seeds.dates.event_day import event_day
from seeds.dates.forms import DateMention, find

_DAY_FORMS = ("iso", "day", "day_month", "short_day", "written", "english", "weekday", "today")
_NEWS_DAY = re.compile(r"(?:199[5-9]|20[0-9]{2})-[0-9]{2}-[0-9]{2}\??")  # older texts were not online
_ISO_TIME = re.compile(r"((?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9])(?:[T ][0-2][0-9]:[0-5][0-9]|$)")
_HEADER_MONTH = re.compile(r"date:?\s+((?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2]))(?![-0-9])", re.I)
# In a file's name the year stands first or last; behind it may follow a time and a number (20241115142233).
_YEAR_FIRST = re.compile(
    r"(?<![0-9])((?:199|20[0-3])[0-9])([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12][0-9]|3[01])"
    r"(?:[-_.T]?[0-2][0-9][-_.:h]?[0-5][0-9][0-9]{0,9}(?![0-9])|(?![0-9]))"
)
_YEAR_LAST = re.compile(
    r"(?<![0-9])(0[1-9]|[12][0-9]|3[01])([-_.]?)(0[1-9]|1[0-2])\2((?:199|20[0-3])[0-9])(?![0-9])|"
    r"(?<![0-9.])([1-9]|[12][0-9]|3[01])([-_.])([1-9]|1[0-2])\6((?:199|20[0-3])[0-9])(?![0-9])"
)
_SOON_AFTER = 7  # days: news comes out so long after what it tells, at most, for the one to date the other


# Papers end an address with the time to the second (…-20170523101112345.htm), or have the day in it
# (/2017/05/23/).
_ADDRESS_DAY = re.compile(
    r"[-_/.](20[0-9]{2})(0[1-9]|1[0-2])([0-3][0-9])(?:[01][0-9]|2[0-3])[0-5][0-9](?:[0-5][0-9][0-9]{0,3})?"
    r"(?:/|\.[a-z]{3,4}$|$)|/(20[0-9]{2})[/-](0?[1-9]|1[0-2])[/-]([0-3]?[0-9])(?=[/-]|$)"
)


def publication(
    text: str,
    blocks: Sequence[Block],
    *,
    file_name: str = "",
    stated: str | None = None,
    address: str | None = None,
) -> ArticleDate | None:
    """When the article was published, None where nothing tells.

    In order of trust: the header line (one that gives only the month is joined by a day of that month in the
    first sentences), a time line, the byline, ``stated`` (what the page's own metadata said, EDTF or ISO
    8601), the article's own ``address``, the day of the event in the first sentences, ``file_name``. The
    file's modification time is no source. A year that is not written there is inferred only from reporting
    periods and then marked ``?``; without such a clue it stays open.
    """
    for at, stop, basis in _lines(text, blocks):
        found = _stamp(text, at, stop, basis)
        if found is not None:
            return found
    month = _month(text, blocks)
    if month is not None:
        return month
    meta = _stated(stated)
    if meta is not None:
        return meta
    addressed = _from_address(address, text) if address else None
    if addressed is not None:
        return addressed
    named = _from_name(file_name)
    body = event_day(text, blocks)
    if body is None or named is None or body.date.earliest is not None:
        return body or named
    return _with_year(body, named)


def _with_year(body: ArticleDate, named: ArticleDate) -> ArticleDate:
    """The day that the text names without a year, in the year that the file's name gives: certain where it is
    the same day, inferred where the name's is soon after it, and left open else."""
    if body.date.edtf[4:] == named.date.edtf[4:]:
        return named
    told = body.date.edtf.rstrip("?")
    day = named.date.earliest
    for year in (day.year, day.year - 1) if day is not None and len(told) == 10 else ():
        try:
            value = edtf.parse(f"{year:04}{told[4:]}?")
        except ValueError:
            continue
        if day is not None and value.earliest and 0 < (day - value.earliest).days <= _SOON_AFTER:
            return ArticleDate(value, "body", body.evidence)
    return body


def _lines(text: str, blocks: Sequence[Block]) -> Iterator[tuple[int, int, DateBasis]]:
    """Header lines, then bylines and source lines."""
    for block in blocks:
        if block.kind == "header":
            yield block.start, block.end, "header"
    for kind in ("byline", "source"):
        for block in blocks:
            if block.kind == kind:
                yield block.start, block.end, "byline"


def _stamp(text: str, start: int, end: int, basis: DateBasis) -> ArticleDate | None:
    """A whole day written in a line outside the running text."""
    line = text[start:end]
    iso = _ISO_TIME.search(line)
    if iso is not None:
        try:
            day = edtf.parse(iso[1])
        except ValueError:
            return None
        at = start + iso.start(1)
        kind: DateBasis = "timeline" if basis == "header" and iso.end(1) < iso.end() else basis
        return ArticleDate(day, kind, Evidence(at, at + 10, iso[1]))
    for mention in find(text, start, end):
        if mention.form in _DAY_FORMS and mention.edtf and _NEWS_DAY.fullmatch(mention.edtf):
            kind = "timeline" if basis == "header" and ":" in line else basis
            return ArticleDate(edtf.parse(mention.edtf), kind, _evidence(text, mention))
    return None


def _month(text: str, blocks: Sequence[Block]) -> ArticleDate | None:
    """The month that a header gives alone, with the day of the event where that lies in it."""
    for block in blocks:
        if block.kind == "header" and (match := _HEADER_MONTH.match(text, block.start, block.end)):
            evidence = Evidence(*match.span(1), match[1])
            body = event_day(text, blocks)
            if body is not None and _within(body.date.edtf.rstrip("?"), match[1]):
                return ArticleDate(edtf.parse(match[1] + body.date.edtf[7:10]), "header", body.evidence)
            return ArticleDate(edtf.parse(match[1]), "header", evidence)
    return None


def _within(day: str, month: str) -> bool:
    return len(day) == 10 and day[4:7] == month[4:] and day[:4] in ("XXXX", month[:4])


def _evidence(text: str, mention: DateMention) -> Evidence:
    return Evidence(mention.start, mention.end, text[mention.start : mention.end])


def _stated(stated: str | None) -> ArticleDate | None:
    if not stated:
        return None
    for form in (stated.strip(), stated.strip()[:10]):
        try:
            return ArticleDate(edtf.parse(form), "meta", None)
        except ValueError:
            continue
    return None


def _from_address(address: str, text: str) -> ArticleDate | None:
    """The day in an article's own address, with the stretch of the text that has it."""
    match = _ADDRESS_DAY.search(address.partition("?")[0].partition("#")[0])
    if match is None:
        return None
    year, month, day = (part for part in match.groups() if part)
    try:
        value = edtf.parse(f"{year}-{month:>02}-{day:>02}")
    except ValueError:
        return None
    written = match[0].strip("-_/.")
    at = text.find(written)
    return ArticleDate(value, "address", Evidence(at, at + len(written), written) if at >= 0 else None)


def _from_name(file_name: str) -> ArticleDate | None:
    """The day in a file's name: ``20241115``, ``bao-2024-11-15``, ``15.11.2024``, ``06052024``."""
    if first := _YEAR_FIRST.search(file_name):
        year, month, day = first[1], first[3], first[4]
    elif last := _YEAR_LAST.search(file_name):
        day, month, year = last[1] or last[5], last[3] or last[7], last[4] or last[8]
    else:
        return None
    try:
        return ArticleDate(edtf.parse(f"{year}-{int(month):02}-{int(day):02}"), "file name", None)
    except ValueError:
        return None
