"""Money, percentages and counted things: everything that begins with a number and is no date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from seeds.entities import money
from seeds.entities.amounts import worth
from seeds.entities.counting import billions, noun_end
from seeds.entities.figure_words import figure_words
from seeds.entities.words import is_vietnamese

if TYPE_CHECKING:
    from seeds.dates import DateMention


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure's span, its type, the rule that read it, and its normalised value ("" where it has none).

    Values are plain numbers with ".." between the ends of a range: "265400000000 USD", "5..15%", "27 tuổi".
    """

    start: int
    end: int
    type: str
    rule: str
    value: str = ""


_DIGITS = r"[0-9]+(?:[.,][0-9]+)*"
_MAGNITUDES = r"(?:(?:trăm|chục|nghìn|ngàn|vạn|triệu|tỷ|tỉ)(?![^\W\d_])|tr(?![^\W_])|k(?![^\W_]))"
_SIGN = r"(?:(?:US|A|C|S|HK|NT|R)?[$€£¥]|USD[ ])"
_NUMBER = re.compile(rf"(?<![\w.,:$])({_SIGN})?{_DIGITS}")
_OVER = re.compile(r"(?<![\w.,:/])([0-9]+)/\Z")
_RANGE = re.compile(rf"(?:[ ]?[-–][ ]?|[ ](?:đến|tới|hoặc|x|X|×)[ ]|x)[$€£]?{_DIGITS}(?![0-9]|[/.\-:][0-9])")
_MAGNITUDE = re.compile(rf"[ ]?{_MAGNITUDES}(?:[ ]{_MAGNITUDES})?(?:[ ]rưỡi\b)?")
# Before a range's second half the first may have a magnitude of its own: 200 triệu đến 1 tỷ đồng.
_FROM = re.compile(rf"[ ]?{_MAGNITUDES}(?:[ ]{_MAGNITUDES})?(?:[ ]?[-–][ ]?|[ ](?:đến|tới)[ ]){_DIGITS}")
_FEWER = re.compile(rf"[ ]{_DIGITS}[ ](?:nghìn|ngàn|triệu)(?![^\W\d_])")
_SUMS = frozenset(["triệu", "tỷ", "tỉ", "tr"])
_DURATION_PARTS = ("năm", "tháng", "tuần", "ngày", "đêm", "giờ", "phút", "giây")
_SHORT = 2  # digits: months of a year
_WORD_BEFORE = re.compile(r"(\w+)[ ]\Z")
_WORD_AFTER = re.compile(r"[ ](\w+)")
_LETTER_BEFORE = re.compile(r"[^\W\d_][-.]?\Z|[0-9][-–]\Z")
_THOUSANDS = re.compile(r"\.[0-9]{3}")
_VERSION = re.compile(r"[0-9]+\.[0-9]{1,2}")
_LESSER = re.compile(r"[ ][0-9]{1,2}[ ](\w+)")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_BACKWARD = re.compile(r"([0-9]+)-([0-9]+)")
_ARTICLES = re.compile(r"\b(?:điều|khoản|điểm) [0-9a-z]{1,3}(?:, [0-9a-z]{1,3}){0,4}(?:,| và) \Z", re.I)
# Before these a number names a text: Nghị định 158 quy định.
_NUMBERED = re.compile(
    r"(?:[Nn]ghị (?:định|quyết)|[Tt]hông tư|[Cc]hỉ thị|[Cc]ông văn"
    r"|Quyết định|Kết luận|[Kk]ỳ họp|[Vv]ị trí|[Qq]uy chế) \Z"
)
_LAST_DAY = 31
_IN_YEAR = re.compile(r"[ ][0-9]{4}(?![0-9])")
_NEAR = 60  # letters around points in which words of school are looked for
_HOURS = 24
_HOURS_OF_NIGHT = range(13, 24)


def figures(plain: str, dates: Sequence[DateMention]) -> Iterator[Figure]:
    """All figures of a text (ordinary spaces only) that are no date, in order, without overlap.

    ``dates`` are the dates already read. Where one of them is "9 tháng đầu năm", a bare "9 tháng" means the
    same.
    """
    counts = (re.match("[0-9]+", plain[d.start : d.end]) for d in dates if d.form == "months")
    month_counts = {int(count[0]) for count in counts if count}
    spelled = [
        Figure(start, end, "MONEY", "money:spelled", worth) for start, end, worth in money.in_words(plain)
    ]
    waiting = index = at = 0
    while (match := _NUMBER.search(plain, at)) is not None:
        start = match.start()
        while waiting < len(spelled) and spelled[waiting].start < start:
            if spelled[waiting].start >= at:
                yield spelled[waiting]
                at = spelled[waiting].end
            waiting += 1
        while index < len(dates) and dates[index].end <= start:
            index += 1
        if index < len(dates) and dates[index].start <= start:
            at = dates[index].end
            continue
        limit = dates[index].start if index < len(dates) else len(plain)
        figure = _Number(plain, match, limit, month_counts).read()
        if figure is not None:
            yield figure
        at = match.end() if figure is None else figure.end
    yield from (sum_ for sum_ in spelled[waiting:] if sum_.start >= at)


class _Number:
    """One number of a text, with the range and the magnitude that belong to it."""

    def __init__(self, plain: str, match: re.Match[str], limit: int, month_counts: set[int]) -> None:
        self.plain, self.limit, self.month_counts = plain, limit, month_counts
        self.start = match.start()
        self.sign = match[1] or ""
        self.digits = match.start() + len(self.sign)
        self.end = self._range_end(match.end())  # behind the last digit
        magnitude = _MAGNITUDE.match(plain, self.end)
        self.amount = min(magnitude.end(), limit) if magnitude else self.end  # behind the magnitude
        before = _WORD_BEFORE.search(plain, max(0, self.start - 16), self.start)
        self.before = before
        self.word = before[1] if before else ""

    def _range_end(self, end: int) -> int:
        first = _FROM.match(self.plain, end)
        if first is not None and first.end() <= self.limit and _MAGNITUDE.match(self.plain, first.end()):
            return first.end()
        while (more := _RANGE.match(self.plain, end)) is not None and more.end() <= self.limit:
            end = more.end()
        return end

    def _text(self) -> str:
        return self.plain[self.digits : self.amount]

    def _figure(self, end: int, kind: str, rule: str, value: str = "") -> Figure | None:
        return Figure(self.start, end, kind, rule, value) if end <= self.limit else None

    def _quantity(self, end: int, rule: str) -> Figure | None:
        unit = self.plain[self.amount : end].strip()
        value = worth(self._text())
        return self._figure(end, "QUANTITY", f"quantity:{rule}", f"{value} {unit}" if value else "")

    def read(self) -> Figure | None:
        """What the number is, None where it is only a number."""
        plain, words = self.plain, figure_words()
        if self.sign:
            value = money.value(self._text(), money.sign_code(self.sign))
            return self._figure(self.amount, "MONEY", "money:sign", value)
        percent = words.percent.match(plain, self.end)
        if self._slashed():
            return None
        if percent is not None:
            value = worth(plain[self.digits : self.end])
            return self._figure(percent.end(), "PERCENT", "percent", f"{value}%" if value else "")
        sum_ = self._money()
        if sum_ is not None:
            return sum_
        if _LETTER_BEFORE.search(plain[max(0, self.start - 2) : self.start]):
            return None  # F-1, 4-4-2
        measure = words.measure.match(plain, self.amount)
        if measure is not None:
            glued = len(measure[0]) == 1 and (self._house(measure[0]) or self._hour(measure))
            return None if glued else self._quantity(measure.end(), "measure")
        duration = words.duration.match(plain, self.amount)
        if duration is not None:
            return self._duration(duration)
        return self._count()

    def _slashed(self) -> bool:
        """Whether a slash before makes the number part of something else: 3/4, 24/7, số 72/5 (but not
        44/133 quốc gia, 58,9ha/262,3ha)."""
        plain, start = self.plain, self.start
        if not plain.startswith("/", start - 1) or start == 0:
            return False
        over = _OVER.search(plain, max(0, start - 6), start)
        text = plain[start : self.end]
        if over is None or not text.isdigit():
            return (
                not plain[start - 2 : start - 1].isalpha()
                or figure_words().measure.match(plain, self.end) is None
            )
        return not (1 < int(over[1]) < int(text) and int(text) > _LAST_DAY)

    def _money(self) -> Figure | None:
        plain, amount = self.plain, self.amount
        if amount > self.end:  # 1 tỷ 200 triệu đồng
            fewer = _FEWER.match(plain, amount)
            if fewer is not None and (fewer.end() <= self.limit):
                amount = fewer.end()
        found = money.currency(plain, amount)
        if found is not None:
            value = money.value(plain[self.digits : amount], found[1])
            return self._figure(found[0], "MONEY", "money:currency", value)
        return None

    def _house(self, letter: str) -> bool:
        """Whether a capital belongs to a label: lô 6A, QL 1A, Chương trình 30A."""
        word = self.word
        return letter.isupper() and (
            word.lower() in figure_words().labels or word.isupper() or word == "trình"
        )

    def _hour(self, measure: re.Match[str]) -> bool:
        """Whether a short number with a "g" is an hour: đến 10g, 9g sáng."""
        hour, words = self.plain[self.start : self.end], figure_words()
        if measure[0] != "g" or not hour.isdigit() or int(hour) > _HOURS:
            return False
        word = self.word.lower()
        return words.clock_after.match(self.plain, measure.end()) is not None or word in words.clock_before

    def _duration(self, match: re.Match[str]) -> Figure | None:
        """A span of time, unless it is a time of day, an ordinal or the first months of a year."""
        plain, unit, stop = self.plain, match[1], match.end()
        if unit == "giờ" and self._clock(stop):
            return None
        if unit in ("lần", "năm", "quý") and plain.startswith(" thứ", stop):
            return None
        if unit == "lần" and _YEAR.fullmatch(plain, self.start, self.end) and plain.startswith(" đầu", stop):
            return None  # diễn đàn 2025 lần đầu tiên
        if self.word.lower() in ("thứ", "lớp", "điều", "khoản") or plain.startswith(" thọ", stop):
            return None
        if unit == "năm" and self.amount > self.end and not _IN_YEAR.match(plain, stop):
            # "66 triệu năm trước": no date begins with its "năm".
            self.limit = max(self.limit, stop)
        text = plain[self.start : self.end]
        if (
            unit == "tháng"
            and len(text) <= _SHORT
            and text.isdigit()
            and int(text) in self.month_counts
            and not plain.startswith((" tù", " tuổi"), stop)
        ):
            return self._figure(stop, "DATE", "date:months-before")
        if unit in _DURATION_PARTS:
            stop = self._parts_end(unit, stop)
        return self._quantity(stop, "duration")

    def _parts_end(self, unit: str, stop: int) -> int:
        """Behind the lesser units that go on with a span of time: 2 giờ 30 phút, 3 ngày 2 đêm."""
        rank = _DURATION_PARTS.index(unit)
        while (more := _LESSER.match(self.plain, stop)) is not None:
            if more[1] not in _DURATION_PARTS[rank + 1 :] or more.end() > self.limit:
                break
            rank, stop = _DURATION_PARTS.index(more[1]), more.end()
        return stop

    def _clock(self, stop: int) -> bool:
        """Whether hours are a time of day."""
        words, word = figure_words(), self.word.lower()
        if words.clock_after.match(self.plain, stop) or word in words.clock_before:
            return True
        opens = _opens(self.plain, self.before)
        if word in words.clock_near:
            hour = self.plain[self.start : self.end]
            return opens or (hour.isdigit() and int(hour) in _HOURS_OF_NIGHT)
        return self.before is None and opens and self.plain.startswith(",", stop)

    def _count(self) -> Figure | None:
        """A number with the noun it counts, or a bare sum of money."""
        plain = self.plain
        end = noun_end(plain, self.amount, self.limit)
        if end < 0 or (self.amount > self.end and figure_words().money_nouns.match(plain, self.amount)):
            return self._bare()
        if plain[self.end : self.amount].endswith(("tỷ", "tỉ")):
            noun = _WORD_AFTER.match(plain, self.amount)
            if noun is None or noun[1].lower() not in billions():
                return None
        if self._labelled(end) or self._no_count():
            return None
        if plain[self.amount : end] == " điểm" and self._marks(end):
            return None
        return self._quantity(end, "noun")

    def _bare(self) -> Figure | None:
        magnitude = self.plain[self.end : self.amount].split()
        if not magnitude or magnitude[-1] not in _SUMS or self._labelled(self.amount, sums=True):
            return None
        if not money.bare(self.plain, self.start, self.amount, magnitude[-1]):
            return None
        return self._figure(self.amount, "MONEY", "money:bare", money.value(self._text(), ""))

    def _labelled(self, end: int, *, sums: bool = False) -> bool:
        """Whether the number, with its noun up to ``end``, belongs to the word before it: lớp 8, Galaxy S 24,
        thắng 2-1."""
        words, word = figure_words(), self.word.lower()
        lead = self.plain[max(0, self.start - 24) : self.start]
        if _ARTICLES.search(lead) or _NUMBERED.search(lead):
            return True
        if not word or words.no_labels.search(lead):
            return False
        if word in words.labels and not sums:
            return True
        if word in words.scores and "-" in self.plain[self.start : self.end]:
            return True
        if not self.word[:1].isupper() or word in words.clock_before | words.clock_near:
            return False
        many = self.amount > self.end or _THOUSANDS.search(self.plain, self.start, self.end)
        return not (
            many
            or self.plain[self.amount : end].strip() in words.sure
            or (is_vietnamese(word) and _opens(self.plain, self.before))
        )

    def _no_count(self) -> bool:
        """Whether the digits are no count: a bare year, a result (3-1), a shape (4-4-2), a version (4.0)."""
        text = self.plain[self.start : self.amount]
        if _YEAR.fullmatch(text) or _VERSION.fullmatch(text) or text.count("-") > 1:
            return True
        score = _BACKWARD.fullmatch(text)
        return score is not None and int(score[1]) >= int(score[2])

    def _marks(self, end: int) -> bool:
        """Whether points are those of an exam: they are grades."""
        plain = self.plain
        first = max(plain.rfind("\n", 0, self.start) + 1, self.start - _NEAR)
        stop = plain.find("\n", end)
        last = min(end + _NEAR // 2, len(plain) if stop < 0 else stop)
        marks = figure_words().marks
        return (
            marks.search(plain, first, self.start) is not None or marks.search(plain, end, last) is not None
        )


def _opens(plain: str, before: re.Match[str] | None) -> bool:
    """Whether the word before opens its sentence, so that its capital says nothing."""
    if before is None:
        return True
    lead = plain[max(0, before.start(1) - 4) : before.start(1)].rstrip(" ")
    return not lead or lead[-1] in '\n"“.:!?…'
