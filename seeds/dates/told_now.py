"""Whether a day that running text gives with its year is the day of the news, or one of the past.

News is full of whole dates that are not its own: anniversaries, crimes before a court, treaties, lives. A
wrong year is worse than none, so each of these has to hold before such a day is taken: it opens the first
lines with something that is news, the text speaks of its own present, dates nothing later but plans, looks
back over no years, and has no other "today".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seeds import edtf
from seeds.dates.forms import DateMention, find, lower

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from seeds.article import Block

FIRST_YEAR = 2010
"""Days before it are told much oftener as history than by an article of so long ago."""

_LEAD = 700  # letters from the first running text within which news gives its day
_S = "[ \u00a0]"
# What also happened long ago (signed, passed, arrested, played, traded) is no report.
_REPORTS = re.compile(
    r"\b(?:họp|hội nghị|hội thảo|diễn đàn|hội đàm|tọa đàm|toạ đàm|tổ chức|diễn ra|chủ trì|dự|làm việc|"
    r"khai mạc|bế mạc|cho biết|cho hay|phát biểu|trao đổi với|trả lời|có văn bản|có công văn)\b"
)
_TELLS_A_LIFE = re.compile(r",? (?:ông|bà|anh|chị|cô|em|họ|nhóm|gia đình|một)\b")
_AHEAD = re.compile(r"\b(?:trong thời gian tới|thời gian tới|sắp tới|tới đây)\b")
# Also said where then and now are compared: these take another date of that year or the one before.
_PRESENT = re.compile(r"\b(?:năm nay|tháng này|tuần này|trong thời gian qua|vừa qua)\b")
_OF_CRIME = re.compile(r"\b(?:cáo trạng|bị cáo|bị can|xét xử|phạt tù|năm tù|vụ án|tòa án|tand|nghi phạm)\b")
_OTHER_TODAY = re.compile(
    rf"\b(?:hôm|sáng|trưa|chiều|tối|đêm){_S}{{1,2}}(?:nay|qua)\b|\bngày{_S}{{1,2}}(?:mai|hôm qua)\b"
)
_COUNT = r"(?:[0-9]{1,3}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mươi|chục|vài|mấy|nhiều|thêm)"
_AGE = rf"(?:năm|thập{_S}(?:kỷ|niên)|thế{_S}kỷ)"
_LOOKS_BACK = re.compile(
    rf"\b(?:cách đây|kỷ niệm|kỉ niệm|ngày này năm|năm xưa|(?:ngày|năm|khi|lúc|thời|hồi|từ) (?:ấy|đó)|bấy giờ|"
    rf"hồi ức|ký ức|nhớ lại|nhìn lại|lịch sử|chiến tranh|sinh thời|thời kỳ|tròn|ngày nay|"
    rf"(?:{_COUNT}{_S}{_AGE}|năm{_S}tháng){_S}(?:trước|qua|sau|nay|trôi)|"
    rf"(?:sau|suốt|hơn|gần|qua){_S}{_COUNT}{_S}{_AGE}|"
    rf"từ[^.\n]{{0,20}}(?:19|20)[0-9]{{2}}{_S}(?:đến|tới){_S}nay)\b"
)
_PLAN_WORDS = re.compile(
    r"\b(?:sẽ|dự kiến|dự báo|mục tiêu|kế hoạch|quy hoạch|tầm nhìn|giai đoạn|nhiệm kỳ|phấn đấu|đến năm|"
    r"tới năm|hướng tới|lộ trình|chiến lược)\b"
)
_SPAN_FORMS = ("decade", "century")


def told_now(text: str, blocks: Sequence[Block], mention: DateMention) -> bool:
    """Whether a day with its year that begins a sentence of title or text is that of the news."""
    running = _running(blocks)
    first = next((block.start for block in running if block.kind == "body"), mention.start)
    if mention.start - first > _LEAD:
        return False
    ends = re.search(r"[.!?](?=\s)|\n", text[mention.end : mention.end + 300])
    said = text[mention.end : mention.end + (ends.start() if ends else 300)]
    if _REPORTS.search(lower(said)) is None or _TELLS_A_LIFE.match(lower(said)):
        return False
    ahead = present = False
    for block in running:
        words = lower(text[block.start : block.end])
        if _LOOKS_BACK.search(words) or _OTHER_TODAY.search(words) or _OF_CRIME.search(words):
            return False
        ahead = ahead or _AHEAD.search(words) is not None
        present = present or _PRESENT.search(words) is not None
    if not ahead and not (present and _is_borne_out(text, running, mention)):
        return False
    return is_latest(text, blocks, mention)


def _is_borne_out(text: str, blocks: Sequence[Block], mention: DateMention) -> bool:
    """Whether the text also dates something else of that year or the year before."""
    year = int((mention.edtf or "")[:4])
    return any(
        other.start != mention.start and (other.edtf or "").startswith((f"{year}", f"{year - 1}"))
        for block in blocks
        for other in find(text, block.start, block.end)
    )


def is_latest(text: str, blocks: Sequence[Block], mention: DateMention) -> bool:
    """Whether a day lies in the years of online news, and the text dates nothing later but
    plans."""
    day = edtf.parse(mention.edtf or "").latest
    if day is None or day.year < FIRST_YEAR:
        return False
    return not any(
        _is_after(other, day) and not _is_planned(text, block, other)
        for block in _running(blocks)
        for other in find(text, block.start, block.end)
    )


def _running(blocks: Sequence[Block]) -> list[Block]:
    return [block for block in blocks if block.kind in ("title", "body", "heading")]


def _is_after(mention: DateMention, day: date) -> bool:
    """Whether a date with a year begins after a day; of a decade or century nobody can tell."""
    if not mention.edtf or mention.form in _SPAN_FORMS:
        return False
    begins = edtf.parse(mention.edtf).earliest
    return begins is not None and begins > day


def _is_planned(text: str, block: Block, mention: DateMention) -> bool:
    """Whether a later date is one of plans: its sentence says so."""
    at = max(block.start, mention.start - 90)
    before = re.split(r"[.!?]\s", lower(text[at : mention.end]))[-1]
    after = re.split(r"[.!?]\s", lower(text[mention.end : mention.end + 60]))[0]
    return _PLAN_WORDS.search(before + after) is not None
