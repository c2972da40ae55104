"""Money, percentages and counted things: everything that begins with a number and is no date."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from seeds import lexicon
from seeds.entities.tables import compounds, counted_nouns

if TYPE_CHECKING:
    from seeds.dates import DateMention


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure's span, its type and the rule that read it."""

    start: int
    end: int
    type: str
    rule: str


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The words of ``figures.toml``, as sets and as patterns for what stands right behind a number."""

    currency: re.Pattern[str]
    measure: re.Pattern[str]
    duration: re.Pattern[str]
    clock_after: re.Pattern[str]
    counted_sum: re.Pattern[str]
    labels: frozenset[str]
    no_nouns: frozenset[str]
    classifiers: frozenset[str]
    alone: frozenset[str]
    clock_before: frozenset[str]


_NUMBER = re.compile(r"(?<![\w.,/:])([$€£]?)[0-9]+(?:[.,][0-9]+)*")
_RANGE = re.compile(
    r"(?:[ ]?[-–][ ]?|[ ](?:đến|tới|hoặc|x|X|×)[ ]|x)[$€£]?[0-9]+(?:[.,][0-9]+)*(?![0-9]|[/.\-:][0-9])"
)
_MAGNITUDE = re.compile(r"[ ]?(?:(?:trăm|chục|nghìn|ngàn|vạn|triệu|tỷ|tỉ)\b[ ]?){1,2}")
_SUMS = frozenset(["triệu", "tỷ", "tỉ"])
_PERCENT = re.compile(r"[ ]?(?:%|phần trăm\b|‰)")
_SPELLED_MONEY = re.compile(
    r"(?<!\w)(?:[Mm]ột|[Hh]ai|[Bb]a|[Bb]ốn|[Nn]ăm|[Ss]áu|[Bb]ảy|[Tt]ám|[Cc]hín|[Mm]ười|[Nn]ửa|"
    r"[Hh]àng trăm|[Hh]àng chục|[Vv]ài trăm|[Vv]ài chục|[Vv]ài) (?:(?:nghìn|ngàn|triệu|tỷ|tỉ) ?){1,2}"
)
_SYLLABLE = "[a-zà-ỹđ]*"
_NOUN = re.compile(
    rf"[ ]([^\W\d_]{_SYLLABLE})(?:[ ]([^\W\d_]{_SYLLABLE}))?(?:[ ]([a-zà-ỹđ]+))?(?:[ ]([a-zà-ỹđ]+))?"
)
_WORD_BEFORE = re.compile(r"(\w+)[ ]$")
_LETTER_BEFORE = re.compile(r"[^\W\d_][-.]?$")
_NEAR = 40  # letters before a sum in which a counted thing is looked for


@cache
def _lexicon() -> _Lexicon:
    data: dict[str, str] = tomllib.loads(lexicon.text("figures.toml"))

    def any_of(key: str) -> str:
        return "|".join(re.escape(entry) for entry in sorted(data[key].split("|"), key=len, reverse=True))

    def words(key: str) -> frozenset[str]:
        return frozenset(data[key].split())

    return _Lexicon(
        currency=re.compile(
            rf"[ ]?(?:(?:đô la|đôla)[ ](?:{any_of('dollars')})|(?:{any_of('currencies')})"
            rf"(?!\w|(?<=đồng)[ ](?:{any_of('no_money')})\b))"
        ),
        measure=re.compile(rf"[ ]?(?:{any_of('measures')})(?!\w|[ ][Bb]ay\b)"),
        duration=re.compile(rf"[ ](?:{any_of('durations')})\b"),
        clock_after=re.compile(rf"[ ](?:[0-9]|{any_of('clock_after')})"),
        counted_sum=re.compile(rf"(?:{any_of('counted_sums')})[^.]{{0,30}}$"),
        labels=words("labels"),
        no_nouns=words("no_nouns"),
        classifiers=words("classifiers"),
        alone=words("alone"),
        clock_before=words("clock_before"),
    )


def figures(plain: str, dates: list[DateMention]) -> Iterator[Figure]:
    """All figures of a text (ordinary spaces only) that are no date, in order, without overlap.

    ``dates`` are the dates already read. Where one of them is "9 tháng đầu năm", a bare "9 tháng" means the
    same.
    """
    counts = (re.match("[0-9]+", plain[d.start : d.end]) for d in dates if d.form == "months")
    month_counts = {int(count[0]) for count in counts if count}
    spelled = [money for match in _SPELLED_MONEY.finditer(plain) if (money := _spelled(plain, match))]
    waiting = index = at = 0
    while (match := _NUMBER.search(plain, at)) is not None:
        start = match.start()
        while waiting < len(spelled) and spelled[waiting].start < start:
            if spelled[waiting].start >= at:
                yield spelled[waiting]
            waiting += 1
        while index < len(dates) and dates[index].end <= start:
            index += 1
        if index < len(dates) and dates[index].start <= start:
            at = dates[index].end
            continue
        limit = dates[index].start if index < len(dates) else len(plain)
        figure = _figure(plain, match, limit, month_counts)
        if figure is not None:
            yield figure
        at = match.end() if figure is None else figure.end
    yield from (money for money in spelled[waiting:] if money.start >= at)


def _spelled(plain: str, match: re.Match[str]) -> Figure | None:
    currency = _lexicon().currency.match(plain, match.end())
    return None if currency is None else Figure(match.start(), currency.end(), "MONEY", "money:spelled")


def _figure(plain: str, match: re.Match[str], limit: int, month_counts: set[int]) -> Figure | None:
    start, end = match.span()
    while (more := _RANGE.match(plain, end)) is not None and more.end() <= limit:
        end = more.end()
    magnitude = _MAGNITUDE.match(plain, end)
    amount = end + len(magnitude[0].rstrip(" ")) if magnitude else end
    if match[1]:
        return Figure(start, amount, "MONEY", "money:sign")
    percent = _PERCENT.match(plain, end)
    if percent is not None:
        return Figure(start, percent.end(), "PERCENT", "percent")
    currency = _lexicon().currency.match(plain, amount)
    if currency is not None:
        return Figure(start, currency.end(), "MONEY", "money:currency")
    labelled = bool(_LETTER_BEFORE.search(plain[max(0, start - 2) : start]))  # F-1
    if labelled:
        return None
    measure = _lexicon().measure.match(plain, amount)
    if measure is not None:
        return Figure(start, measure.end(), "QUANTITY", "quantity:measure")
    before = _WORD_BEFORE.search(plain, max(0, start - 16), start)
    word = before[1] if before else ""
    if word.lower() in _lexicon().labels:
        return None
    duration = _lexicon().duration.match(plain, amount)
    if duration is not None:
        return _duration(plain, start, end, duration, word, month_counts)
    if word[:1].isupper() and word.lower() not in _lexicon().clock_before and not _opens(plain, before):
        return None  # part of a name: Mona M03, Ban Quản lý dự án 85
    return _count(plain, start, end, amount, limit)


def _duration(
    plain: str, start: int, end: int, duration: re.Match[str], word: str, month_counts: set[int]
) -> Figure | None:
    """A span of time, unless it is a time of day or the first months of a year."""
    unit, stop = duration[0].strip(), duration.end()
    if unit == "giờ" and (word in _lexicon().clock_before or _lexicon().clock_after.match(plain, stop)):
        return None
    if unit == "lần" and plain.startswith(" thứ", stop):
        return None
    if (
        unit == "tháng"
        and end - start < 3
        and plain[start:end].isdigit()
        and int(plain[start:end]) in month_counts
    ):
        return Figure(start, stop, "DATE", "date:months-before")
    return Figure(start, stop, "QUANTITY", "quantity:duration")


def _count(plain: str, start: int, end: int, amount: int, limit: int) -> Figure | None:
    """A number with the noun it counts, or a bare sum of money."""
    words = _lexicon()
    noun = _NOUN.match(plain, amount)
    if noun is None or noun.end(1) > limit or noun[1] in words.no_nouns:
        is_sum = amount > end and plain[end:amount].split()[0] in _SUMS
        if is_sum and not words.counted_sum.search(plain, max(0, start - _NEAR), start):
            return Figure(start, amount, "MONEY", "money:bare")
    if noun is None or noun.end(1) > limit:
        return None
    listed = _known([noun[i].lower() for i in range(1, 5) if noun[i]]) > 1
    if not listed and (noun[1][0].isupper() or (noun[1] in words.no_nouns and noun[1] != "các")):
        return None
    return Figure(start, _noun_end(noun), "QUANTITY", "quantity:noun")


def _opens(plain: str, before: re.Match[str] | None) -> bool:
    """Whether the word before opens its sentence, so that its capital says nothing."""
    if before is None:
        return True
    lead = plain[max(0, before.start(1) - 4) : before.start(1)].rstrip(" ")
    return not lead or lead[-1] in '\n"“.:!?…'


def _noun_end(noun: re.Match[str]) -> int:
    """Where the counted noun ends: at a known noun of several syllables, after a classifier's noun, or at
    once."""
    words = [noun[1].lower()]
    for i in range(2, 5):
        if not noun[i] or (noun[i][0].isupper() and words != ["các"]):
            break
        words.append(noun[i].lower())
    size = _known(words)
    if len(words) > 1 and (
        words[0] == "các"
        or (size == 1 and words[0] in _lexicon().classifiers and words[1] not in _lexicon().no_nouns)
    ):
        size = 1 + _known(words[1:])
    return noun.end(size)


def _known(words: list[str]) -> int:
    """How many of the words make the noun they begin with."""
    for phrase in counted_nouns().get(words[0], ()):
        if tuple(words[: len(phrase)]) == phrase:
            return len(phrase)
    table = _lexicon()
    if len(words) == 1 or words[0] in table.alone or not table.no_nouns.isdisjoint(words[:2]):
        return 1
    return 2 if (words[0], words[1]) in compounds() else 1
