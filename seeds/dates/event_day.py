"""The day of the news as the text names it, which stands in for the day of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from seeds import edtf
from seeds.article import ArticleDate, Block, Evidence
from seeds.dates.cues import FEAST_CUES, FEASTS
from seeds.dates.forms import DateMention, find, lower
from seeds.dates.told_now import is_latest, told_now
from seeds.dates.years import stated_year

_DAY_FORMS = ("day_month", "written", "english", "weekday", "today", "day", "short_day", "iso")
_NEAR = 1800  # letters of title and text in which the day of the news stands
_FAR = 6000  # letters in which a day or a month is looked for where none stands near
_S = "[ \u00a0]"
# Words that put a day elsewhere than the day of the news.
_ELSEWHERE = re.compile(
    r"\b(?:trước|sau|từ|đến|tới|hết|hạn|sinh|cho tới|bắt đầu|đó|mỗi|tính đến|cuối|số|hằng|hàng)[ \u00a0]{1,2}"
    r"(?:[0-9]{1,2}(?:h|g| giờ)[0-9]{0,2} )?(?:vào |khoảng |lúc )?(?:hôm |ngày )?$"
)
_AFTER_ELSEWHERE = re.compile(rf"\)?,?{_S}(?:(?:sắp|đang){_S})?(?:tới|h[ằà]ng năm|âm lịch|vừa qua|vừa rồi)\b")
_TO_COME = re.compile(
    r"\b(?:sẽ|dự kiến|sắp|tới đây|dự báo(?! thời tiết)|kế hoạch|chuẩn bị|từ nay|sắp tới|hạn chót|"
    r"nhân dịp(?=[^,]*$)|theo lịch|trước giờ|theo chương trình|chậm nhất|muộn nhất)\b"
)
_THEN_TO_COME = re.compile(r"[^.\n]{0,60}?\b(?:sẽ|dự kiến)\b")
# Who says or does something on that day may say what is to come.
_SAYS = re.compile(
    r"\b(?:cho biết|cho hay|nói|nêu|tuyên bố|thông báo|công bố|phát biểu|thông tin|khẳng định|chỉ trích|"
    r"trao đổi|quyết định|đưa tin|báo cáo|trả lời|xác nhận|chia sẻ|(?<!kỳ )họp|hội nghị|ký|đã|vừa|"
    r"ban hành|thông qua|đăng|viết|cảnh báo|nhận định|cập nhật|đề nghị|yêu cầu|bắt giữ|tham dự|"
    r"làm việc|chủ trì|phê duyệt)\b"
)
# The days of matches, journeys and storms to come: news only where nothing else is.
_AHEAD = re.compile(r"\b(?:gặp|đấu|đối đầu|trận|trước khi|đổ bộ|tiếp đón|an táng|khai hội)\b")
_BEFORE_THAT = re.compile(r"\b(?:trước đó|trước đây|tương tự)\b")
_SENTENCE_START = re.compile(r"(?:[.!?…:][\"”’)]*\s+|\n\s*)(?=[^\s])")
_SEASON = re.compile(
    rf"\bthường\b|\b(?:đến|tới|hết|trước|cho|mỗi|các|mùa|cao điểm|hằng|hàng|thời điểm|suốt|nên|tránh){_S}$"
)
_BACK_THEN = re.compile(rf"\b(?:hồi|kể từ){_S}$")
_SPAN = re.compile(
    rf",?{_S}(?:đến|tới|và|hoặc){_S}(?:[0-9]|(?:(?:đầu|giữa|cuối){_S})?tháng)|,?{_S}[-–0-9]|[-–]"
)
_EACH_YEAR = re.compile(rf"{_S}(?:h[ằà]ng năm|sắp tới|tới)\b")
_THIS_DAY = re.compile(
    rf"\b(?:hôm|sáng|sớm|trưa|chiều|tối|đêm|khuya){_S}{{1,2}}nay{_S}*[,(]?{_S}?(?:ngày{_S})?$"
)
_FULL_DAY = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")
_HALF_YEAR = 183
_SOON = 31  # days: a day later than that is another year's, or a plan
_TOLD, _PUT, _NAMED, _OPENING, _TODAY = 3, 4, 5, 6, 9  # how well a mention serves; below _TOLD it does not


def event_day(text: str, blocks: Sequence[Block]) -> ArticleDate | None:
    """The latest day that title and first paragraphs tell as news; else a month without a year that the text
    tells, else a year of which it reports; None where nothing tells.

    A day that is planned, a limit or a feast is none of the news. The year is as written, or inferred from a
    reporting period and then marked ``?``, or left open.
    """
    days: list[tuple[int, date, DateMention]] = []
    whole: list[tuple[int, DateMention]] = []
    months: list[DateMention] = []
    for read, block, mention in _mentions(text, blocks):
        if days and read > _NEAR:
            break
        before = _sentence_before(text, block, mention)
        rank = _rank(text, mention, before, lower(text[mention.end : mention.end + 80]))
        day = _no_year(mention)
        if day is not None and rank >= _TOLD:
            days.append((rank, day, mention))
        elif rank >= _OPENING and read <= _NEAR and _FULL_DAY.fullmatch(mention.edtf or ""):
            whole.append((rank, mention))
        elif mention.form == "month" and _tells_month(text, mention, before):
            months.append(mention)
    for rank, mention in whole:
        sure = is_latest if rank == _TODAY else told_now
        if (rank == _TODAY or not days) and sure(text, blocks, mention):
            return ArticleDate(edtf.parse(mention.edtf or ""), "body", _evidence(text, mention))
    if days:
        return _told_day(text, blocks, days)
    year = stated_year(text, blocks)
    if months and year is None:
        latest = months[0]
        for month in months[1:]:
            if 0 < (_first_of(month) - _first_of(latest)).days % 366 < _HALF_YEAR:
                latest = month
        return ArticleDate(edtf.parse(latest.edtf or ""), "body", _evidence(text, latest))
    return None if year is None else ArticleDate(edtf.parse(f"{year.year:04}?"), "body", year.evidence)


def _told_day(
    text: str, blocks: Sequence[Block], days: Sequence[tuple[int, date, DateMention]]
) -> ArticleDate:
    """The latest of the days, a "today" before all others."""
    best, day, mention = max(days, key=lambda one: one[0])
    if best != _TODAY:
        for rank, other, named in days:
            if (rank > _TOLD or best == _TOLD) and _later(other, day):
                day, mention = other, named
    value = edtf.parse(mention.edtf or "")
    if value.earliest is None:
        year = stated_year(text, blocks, month=day.month)
        if year is not None:
            value = edtf.parse(f"{year.year:04}{value.edtf[4:]}?")
    return ArticleDate(value, "body", _evidence(text, mention))


def _mentions(text: str, blocks: Sequence[Block]) -> Iterator[tuple[int, Block, DateMention]]:
    """The dates of title and running text, each with how many letters of them stand before its block."""
    read = 0
    for block in blocks:
        if block.kind not in ("title", "body", "heading"):
            continue
        for mention in find(text, block.start, min(block.end, block.start + _FAR)):
            yield read + mention.start - block.start, block, mention
        read += block.end - block.start
        if read > _FAR:
            return


def _sentence_before(text: str, block: Block, mention: DateMention) -> str:
    """What stands before a mention in its sentence, in lower case; at most 160 letters of it."""
    before = text[max(block.start, mention.start - 160) : mention.start]
    start = 0
    for match in _SENTENCE_START.finditer(before):
        start = match.end()
    return lower(before[start:])


def _no_year(mention: DateMention) -> date | None:
    """The day of a mention that names one without a year, set in a leap year for comparison."""
    value = mention.edtf or ""
    if mention.form not in _DAY_FORMS or len(value) != 10 or not value.startswith("XXXX"):
        return None
    return date(2000, int(value[5:7]), int(value[8:10]))


def _first_of(mention: DateMention) -> date:
    return date(2000, int((mention.edtf or "")[5:7]), 1)


def _later(one: date, other: date) -> bool:
    """Whether one day without a year is later than the other, and soon after it."""
    return 0 < (one - other).days % 366 <= _SOON


def _rank(text: str, mention: DateMention, before: str, after: str) -> int:
    """How well a mention serves as the day of the news; less than ``_TOLD`` if not at all."""
    words = lower(text[mention.start : mention.end])
    if _THIS_DAY.search(before[-24:]) or re.search(r"\bnay\b.*[0-9]", words):
        return _TODAY
    if _ELSEWHERE.search(before[-32:]) or _AFTER_ELSEWHERE.match(after):
        return 0
    if _is_feast(mention, before):
        return 0
    if not _SAYS.search(before[-30:]):
        ahead = _THEN_TO_COME.match(after)
        if ahead is not None and not _SAYS.search(ahead[0]):
            return 0
        if _TO_COME.search(before) and not _SAYS.search(after[:40]):
            return 0
    if _BEFORE_THAT.search(before):
        return 2
    if not before.strip(' \u00a0"“(') and words[0].isalpha():
        return _OPENING
    if _AHEAD.search(before[-40:]):
        return _TOLD
    last = before.rstrip(" \u00a0(").rpartition(" ")[2]
    return _NAMED if words[0].isalpha() or last in ("hôm", "phiên") else _PUT if last == "vào" else 2


def _tells_month(text: str, mention: DateMention, before: str) -> bool:
    """Whether a month is one in which something was: not another year's, no season, no plan."""
    value = mention.edtf or ""
    words = lower(text[mention.start : mention.end])
    if not value.startswith("XXXX") or len(value) != 7 or ("năm" in words and not words.endswith("nay")):
        return False
    if words.startswith("tháng") and _BACK_THEN.search(before[-12:]):
        return False
    after = text[mention.end : mention.end + 16]
    return not (
        _SEASON.search(before[-40:])
        or _TO_COME.search(before)
        or _SPAN.match(after)
        or _EACH_YEAR.match(after)
    )


def _is_feast(mention: DateMention, before: str) -> bool:
    day = _no_year(mention)
    if day is None or (day.day, day.month) not in FEASTS:
        return False
    last = before.rstrip(" \u00a0").rpartition(" ")[2]
    return last in FEAST_CUES or last in ("dịp", "lễ", "đúng")


def _evidence(text: str, mention: DateMention) -> Evidence:
    return Evidence(mention.start, mention.end, text[mention.start : mention.end])
