"""The date forms of Vietnamese news as one pattern over lower-cased text.

Every repetition is bounded, so that looking for them takes time linear in the text. Each alternative is
named after the form it reads; ``seeds.dates.forms`` says what it means and when it is none. The order
matters: at one place the first alternative that fits is taken, so longer forms stand before their
beginnings.
"""

from __future__ import annotations

import functools
import re

_S = r"[ \u00a0]{1,2}"
_S0 = r"[ \u00a0]{0,2}"
_PART = (
    r"(?:rạng sáng|sáng sớm|sáng muộn|sáng|giữa trưa|trưa|chiều tối|chiều muộn|chiều|tối muộn|tối|"
    r"nửa đêm|đêm khuya|đêm|khuya)"
)
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_YEAR = r"(?:1[5-9][0-9][0-9]|2[01][0-9][0-9])"
_SEP = r"[/.\-–]"
_PHASE = rf"(?:(?:nửa đầu|nửa cuối|đầu|giữa|cuối){_S})"
_DEICTIC = r"(?:nay|ngoái|trước|sau|tới|này|kia|rồi)"
_WEEKDAY = rf"(?:thứ{_S}(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ{_S}nhật)"
_ENGLISH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\.?"
)
_LEAD = rf"(?:(?:{_PART}{_S})?(?:ngày{_S}(?:mùng|mồng){_S}|ngày{_S}|(?:mùng|mồng){_S})|{_PART}{_S})"
_HALF = rf"(?:{_S}(?:đầu|cuối|của)){{0,2}}"

# Form name -> pattern. A form's parts are read again from its text by seeds.dates.forms.
FORMS: dict[str, str] = {
    "iso": rf"{_YEAR}[-/](?:0[1-9]|1[0-2])[-/](?:0[1-9]|[12][0-9]|3[01])(?![0-9])",
    "day_range": rf"{_LEAD}?{_DAY}{_S0}[-–]{_S0}{_DAY}[/.]{_MONTH}(?:[/.]{_YEAR})?(?![0-9])",
    "day": rf"{_LEAD}?{_DAY}(?:{_SEP}){_MONTH}(?:{_SEP}){_YEAR}(?![0-9])",
    "month_number": rf"{_PHASE}?(?:tháng{_S})?{_MONTH}[/\-]{_YEAR}(?![0-9])",
    "day_month": rf"{_LEAD}?{_DAY}{_SEP}{_MONTH}(?![0-9]|[.,/\-–][0-9]|{_S0}%)",
    "written": rf"{_LEAD}?{_DAY}{_S}tháng{_S}{_MONTH}"
    rf"(?:(?:,?{_S}năm{_S}|/|{_S}){_YEAR}|{_S}năm{_S}{_DEICTIC}\b)?"
    r"(?![0-9]|[.,][0-9])",
    "english": rf"{_ENGLISH}{_S}{_DAY}(?:,?{_S}{_YEAR})?(?![0-9])|{_DAY}{_S}{_ENGLISH}{_S}{_YEAR}(?![0-9])",
    "months": rf"[0-9]{{1,2}}{_S}tháng{_HALF}{_S}năm(?:{_S}{_YEAR}(?![0-9])|{_S}{_DEICTIC}\b|\b)"
    rf"|[0-9]{{1,2}}{_S}tháng{_S}(?:đầu|cuối)(?:{_S}{_YEAR}(?![0-9])|\b)"
    rf"|(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mười một){_S}tháng{_S}(?:đầu{_S}|cuối{_S})năm"
    rf"(?:{_S}{_YEAR}(?![0-9])|{_S}{_DEICTIC}\b|\b)",
    "month": rf"{_PHASE}?tháng{_S}(?:{_MONTH}(?![0-9]|[.,/][0-9])|giêng\b|chạp\b)"
    rf"(?:{_SEP}{_YEAR}(?![0-9])|{_S}năm{_S}{_YEAR}(?![0-9])|{_S}năm{_S}{_DEICTIC}\b|{_S}{_YEAR}(?![0-9]))?",
    "this_month": rf"{_PHASE}?tháng{_S}(?:này|trước|sau|tới|rồi)\b",
    "quarter": rf"{_PHASE}?quý{_S}(?:iv|iii|ii|i|[1-4])(?![0-9a-zà-ỹ])"
    rf"(?:{_S0}[/\-]{_S0}{_YEAR}(?![0-9])|{_S}năm{_S}(?:{_YEAR}(?![0-9])|{_DEICTIC}\b)|{_S}{_YEAR}(?![0-9]))?",
    "this_quarter": rf"{_PHASE}?quý{_S}(?:này|trước|sau|tới)\b",
    "same_period": rf"cùng{_S}kỳ{_S}(?:của{_S})?(?:năm{_S}(?:{_YEAR}(?![0-9])|{_DEICTIC}\b)|{_YEAR}(?![0-9]))"
    rf"|cùng{_S}kì{_S}năm{_S}(?:{_YEAR}(?![0-9])|{_DEICTIC}\b)",
    "school_year": rf"(?:năm{_S}học|niên{_S}vụ|niên{_S}khóa){_S}"
    rf"(?:{_YEAR}{_S0}[-–/]{_S0}(?:{_YEAR}|[0-9]{{2}})(?![0-9])|này\b|trước\b|tới\b|sau\b)",
    "decade": rf"(?:những{_S}năm|thập{_S}niên|thập{_S}kỷ)(?:{_S}(?:đầu|cuối))?"
    rf"{_S}(?:{_YEAR}|[1-9]0)(?![0-9])",
    "year_range": rf"(?:năm{_S})?{_YEAR}{_S0}[-–]{_S0}{_YEAR}(?![0-9]|[-/][0-9])",
    "year": rf"{_PHASE}?năm{_S}{_YEAR}(?![0-9]|[.,][0-9])",
    "this_year": rf"{_PHASE}?năm{_S}(?:nay|ngoái|trước|sau|tới|kia)\b|{_PHASE}năm(?:{_S}{_DEICTIC})?\b",
    "today": rf"(?:{_PART}{_S})?(?:ngày{_S})?hôm{_S}(?:nay|qua|kia)\b|ngày{_S}mai\b"
    rf"|(?:sáng|trưa|chiều|tối|đêm){_S}(?:nay|mai|qua)\b(?:{_S}{_DAY}[/.\-]{_MONTH}(?![0-9]))?",
    "weekday": rf"(?:{_PART}{_S})?(?:ngày{_S})?{_WEEKDAY}\b(?:{_S}tuần{_S}(?:này|trước|sau|tới|qua|rồi)\b)?",
    "week": rf"(?:(?:đầu|giữa|cuối){_S})?tuần{_S}(?:này|trước|sau|tới|rồi)\b",
    "lunar": rf"(?:(?:đêm|sáng|trưa|chiều|tối){_S})?(?:ngày{_S})?(?:mùng|mồng){_S}(?:[0-9]{{1,2}}|một){_S}"
    rf"(?:tết\b|tháng{_S}(?:giêng|chạp)\b)|rằm{_S}tháng{_S}(?:giêng|bảy|tám|chạp|{_MONTH}(?![0-9]))",
    "day_alone": rf"(?:{_PART}{_S})?ngày{_S}(?:(?:mùng|mồng){_S})?{_DAY}(?![0-9]|[.,/\-–][0-9]|{_S0}%)",
    "year_alone": rf"{_YEAR}(?![0-9]|[.,/\-–:][0-9]|[a-z]|{_S0}%)",
}


@functools.cache
def date_forms() -> re.Pattern[str]:
    """All forms as one pattern, each a named group; for lower-cased text."""
    return re.compile(
        r"\b(?=[0-9a-zđ])(?:" + "|".join(f"(?P<{name}>{form})" for name, form in FORMS.items()) + ")"
    )
