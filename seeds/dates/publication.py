"""The day an article was published, from what its text says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from seeds import edtf
from seeds.article import ArticleDate, Block, DateBasis, Evidence
from seeds.dates.forms import DateMention, find

_DAY_FORMS = ("iso", "day", "day_month", "short_day", "written", "english", "weekday", "today")
_FULL_DAY = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}\??")
_ISO_TIME = re.compile(r"((?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9])(?:[T ][0-2][0-9]:[0-5][0-9]|$)")
_FILE_DAY = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})([-_.]?)([01][0-9])\2([0-3][0-9])(?![0-9])")
# The figures of the first months of a year are told soon after those months: the year of the article.
_FIRST_MONTHS = re.compile(
    r"(?<![0-9])([0-9]{1,2})[ \u00a0]tháng[ \u00a0](?:đầu[ \u00a0])?năm[ \u00a0](20[0-9]{2})(?![0-9])"
)
_COMPARED = re.compile(r"(?:cùng kỳ|so với|của|bằng)(?:[ \u00a0](?:của|với|trong))?[ \u00a0]$")
# Words that put a day elsewhere than the day of the news.
_ELSEWHERE = re.compile(
    r"(?:sẽ|dự kiến|trước đó|từ|đến|tới|trước|hạn|sinh|kể từ|sau|cho tới|bắt đầu)[ \u00a0](?:vào[ \u00a0])?"
    r"(?:hôm[ \u00a0])?$",
    re.IGNORECASE,
)
_LEAD_LENGTH = 900  # the news day stands in title, lead or the first paragraphs


def publication(
    text: str, blocks: Sequence[Block], *, file_name: str = "", stated: str | None = None
) -> ArticleDate | None:
    """When the article was published, None where nothing tells.

    In order of trust: the header line, a time line, the byline, ``stated`` (what the page's own metadata
    said, EDTF or ISO 8601), the day of the event in the first sentences, ``file_name``. The file's
    modification time is no source. A year that is not written there is inferred only from reporting periods
    and then marked ``?``; without such a clue it stays open.
    """
    for at, stop, basis in _lines(text, blocks):
        found = _stamp(text, at, stop, basis)
        if found is not None:
            return found
    meta = _stated(stated)
    if meta is not None:
        return meta
    named = _from_name(file_name)
    body = _event_day(text, blocks)
    if body is None or (named is not None and body.date.earliest is None and _agrees(body, named)):
        return named or body
    return body


def _agrees(body: ArticleDate, named: ArticleDate) -> bool:
    """Whether the file's name gives the year of the very day that the text names."""
    return body.date.edtf[4:] == named.date.edtf[4:]


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
        if mention.form in _DAY_FORMS and mention.edtf and _FULL_DAY.fullmatch(mention.edtf):
            kind = "timeline" if basis == "header" and ":" in line else basis
            return ArticleDate(edtf.parse(mention.edtf), kind, _evidence(text, mention))
    return None


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


def _from_name(file_name: str) -> ArticleDate | None:
    match = _FILE_DAY.search(file_name)
    if match is None:
        return None
    try:
        return ArticleDate(edtf.parse(f"{match[1]}-{match[3]}-{match[4]}"), "file name", None)
    except ValueError:
        return None


def _event_day(text: str, blocks: Sequence[Block]) -> ArticleDate | None:
    """The day of the news as the first sentences name it, which stands in for the day of publication."""
    best: tuple[int, DateMention] | None = None
    read = 0
    for block in blocks:
        if block.kind not in ("title", "body", "heading"):
            continue
        for mention in find(text, block.start, min(block.end, block.start + _LEAD_LENGTH)):
            rank = _rank(text, mention)
            if rank is not None and (best is None or rank > best[0]):
                best = rank, mention
        read += block.end - block.start
        if (read > _LEAD_LENGTH and best is not None) or read > 3 * _LEAD_LENGTH:
            break
    period = _reporting_period(text, blocks)
    if best is None:
        if period is None:
            return None
        return ArticleDate(edtf.parse(f"{period[1]:04}?"), "body", period[2])
    mention = best[1]
    value = edtf.parse(mention.edtf or "")
    if value.earliest is None and period is not None:
        month = int(value.edtf[5:7])
        if period[0] <= month <= period[0] + 1:
            value = edtf.parse(f"{period[1]:04}{value.edtf[4:]}?")
    return ArticleDate(value, "body", _evidence(text, mention))


def _rank(text: str, mention: DateMention) -> int | None:
    """How well a mention serves as the day of the news, None if not at all."""
    if mention.edtf is None or "/" in mention.edtf or not mention.edtf.startswith("XXXX"):
        return None  # a day of the past is told with its year, the day of the news without
    before = text[max(0, mention.start - 24) : mention.start]
    if _ELSEWHERE.search(before):
        return None
    if mention.form in ("day_month", "written"):
        words = text[mention.start : mention.end].lower()
        telling = words[0].isalpha() or before.rstrip().lower().endswith("hôm")
        return 2 if telling else 1
    return None


def _reporting_period(text: str, blocks: Sequence[Block]) -> tuple[int, int, Evidence] | None:
    """The latest "8 tháng năm 2024" that is told as news: its months, its year, where it stands."""
    best: tuple[int, int, Evidence] | None = None
    for block in blocks:
        if block.kind not in ("title", "body", "heading"):
            continue
        for match in _FIRST_MONTHS.finditer(text, block.start, block.end):
            if _COMPARED.search(text, max(block.start, match.start() - 24), match.start()):
                continue
            found = int(match[1]), int(match[2]), Evidence(match.start(), match.end(), match[0])
            if 1 <= found[0] <= 12 and (best is None or (found[1], found[0]) > (best[1], best[0])):
                best = found
    return best
