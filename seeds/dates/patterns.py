"""The date forms of Vietnamese news as one pattern over lower-cased text.

Every repetition is bounded, so that looking for them takes time linear in the text. Each alternative is
named after the form it reads; ``seeds.dates.meaning`` says what it means and ``seeds.dates.lookalikes`` when
it is none. The order matters: at one place the first alternative that fits is taken, so longer forms stand
before their beginnings.
"""

from __future__ import annotations

import functools
import re

_S = r"[ \u00a0]{1,2}"
_S0 = r"[ \u00a0]{0,2}"
_PART = (
    r"(?:(?:buổi[ \u00a0]{1,2})?(?:rạng sáng|sáng sớm|sáng muộn|sáng|giữa trưa|trưa|chiều tối|chiều muộn|"
    r"chiều|tối muộn|tối|nửa đêm|đêm khuya|đêm|khuya))"
)
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_YEAR = r"(?:1[5-9][0-9][0-9]|2[01][0-9][0-9])"
_YEAR_END = rf"{_YEAR}(?![0-9])"
_SEP = r"[/.\-–]"
_DASH = rf"{_S0}[-–]{_S0}"
_PHASE = (
    rf"(?:(?:nửa{_S}đầu|nửa{_S}cuối|nửa{_S}sau|đầu|giữa|cuối|thượng{_S}tuần|trung{_S}tuần|hạ{_S}tuần){_S})"
)
_WEEK_OF = rf"(?:tuần{_S}(?:đầu|cuối|giữa)(?:{_S}tiên)?(?:{_S}của)?{_S})"
_DASH_OR = rf"{_S}(?:-{_S})?"
_SEASON = (
    rf"(?:(?:vụ{_S})?(?:đông{_S}xuân|hè{_S}thu|thu{_DASH_OR}đông|xuân{_DASH_OR}hè){_S}|(?:vụ|mùa){_S}(?:xuân|hè|thu|đông|hạ|mưa|khô|bão|"
    rf"lũ|đông{_S}xuân){_S}|(?<!vỉa )hè{_S})"
)
_DEICTIC = r"(?:nay|ngoái|trước|sau|tới|này|kia|rồi)"
_NEXT_TO = rf"(?!{_S}(?:đó|khi|ngày|này|kia|nữa)\b)"  # "năm sau đó" counts from elsewhere
_WEEKDAY = rf"(?:thứ{_S}(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ{_S}nhật)\b"
_ENGLISH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?"
)
_ENGLISH_DAY = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun)\b"
_TH = "(?:st|nd|rd|th)?"
_LEAD = rf"(?:(?:{_PART}{_S})?(?:ngày{_S}(?:mùng|mồng){_S}|ngày{_S}|(?:mùng|mồng){_S})|{_PART}{_S})"
_HALF = rf"(?:{_S}(?:đầu|cuối|của|tiên)){{0,3}}"
_TO_YEAR = rf"(?:{_S}năm{_S}(?:{_YEAR}(?![0-9])|{_DEICTIC}\b))"
_SPELLED_MONTH = r"(?:mười một|mười hai|một|hai|ba|tư|sáu|bảy|tám|chín|mười)"
_COUNT = r"(?:mười một|mười|một|hai|ba|bốn|năm|sáu|bảy|tám|chín)"
_CYCLE = (
    rf"năm{_S}(?:giáp|ất|bính|đinh|mậu|kỷ|canh|tân|nhâm|quý){_S}"
    r"(?:tý|tí|sửu|dần|mão|mẹo|thìn|tỵ|tị|ngọ|mùi|thân|dậu|tuất|hợi)\b"
)
_NUMBERED_DAY = rf"{_DAY}[/.\-–]{_MONTH}(?:[/.\-–]{_YEAR})?(?![0-9])"
_BESIDE = (
    rf"(?:,?{_S}(?:ngày{_S})?(?:{_NUMBERED_DAY}|{_DAY}{_S}tháng{_S}{_MONTH}(?![0-9])(?:{_S}năm{_S}{_YEAR})?))"
)
_QUARTER = r"(?:(?:iv|iii|ii|i|[1-4])(?![0-9a-zà-ỹ])|(?:một|hai|ba|tư)\b)"

# Form name -> pattern. A form's parts are read again from its text by seeds.dates.meaning.
FORMS: dict[str, str] = {
    "iso": rf"{_YEAR}[-/.](?:0[1-9]|1[0-2])[-/.](?:0[1-9]|[12][0-9]|3[01])(?![0-9])",
    "day_range": rf"{_LEAD}?{_DAY}{_DASH}{_DAY}(?:[/.]{_MONTH}(?:[/.]{_YEAR})?(?![0-9]|[-–][0-9])"
    rf"|{_S}tháng{_S}{_MONTH}(?![0-9])(?:{_S}năm{_S}{_YEAR_END}|[/\-]{_YEAR_END})?)"
    rf"|{_LEAD}?{_DAY}{_S}[-–]{_S}{_DAY}-{_MONTH}(?:-{_YEAR})?(?![0-9])",
    "day": rf"{_LEAD}?{_DAY}{_SEP}{_MONTH}{_SEP}{_YEAR_END}"
    rf"|ngày{_S}{_DAY}{_S0}[/\-–]{_S0}{_MONTH}{_S0}[/\-–]{_S0}{_YEAR_END}",
    "short_day": rf"{_LEAD}?{_DAY}(?:/{_MONTH}/|-{_MONTH}-|\.{_MONTH}\.)[0-9]{{2}}(?![0-9]|[.,/\-–][0-9])",
    "month_number": rf"{_PHASE}?(?:tháng{_S})?{_MONTH}[/\-]{_YEAR}(?![0-9]|/)",
    "day_month": rf"{_LEAD}?{_DAY}{_SEP}{_MONTH}(?![0-9]|[.,/][0-9]|[-–](?!{_DAY}[/.\-]{_MONTH})[0-9]|{_S0}%)"
    rf"{_TO_YEAR}?|ngày{_S}{_DAY}{_S0}/{_S0}{_MONTH}(?![0-9]|[.,/\-–][0-9])",
    "written": rf"{_DAY}{_S}(?:tháng{_S}{_SPELLED_MONTH},?{_S}(?:năm{_S})?|tháng{_S}năm(?:,|{_S}năm){_S}"
    rf"|th(?:g{_S0})?{_MONTH},?{_S}){_YEAR_END}|(?:{_LEAD}?{_DAY}{_S}tháng{_S}{_MONTH}(?![0-9]|[.,][0-9])"
    rf"|{_LEAD}{_DAY}{_S}tháng{_S}(?:{_SPELLED_MONTH}|năm(?!{_S}{_YEAR}))\b)"
    rf"(?:(?:,?{_S}năm{_S}|/|-|,?{_S}){_YEAR_END}|{_S}năm{_S}{_DEICTIC}\b)?",
    "day_of_month": rf"(?:{_PART}{_S})?(?:ngày|mùng|mồng){_S}{_DAY}{_S}tháng{_S}(?:này|trước|sau|tới|rồi)\b",
    "english": rf"(?:{_ENGLISH_DAY},?{_S})?(?:{_ENGLISH}{_S}{_DAY}{_TH}(?:,?{_S}{_YEAR})?(?![0-9a-z])"
    rf"|{_DAY}{_TH}{_S}{_ENGLISH}(?:,?{_S}{_YEAR_END})?)"
    rf"|{_DAY}-{_ENGLISH}-{_YEAR_END}|{_ENGLISH}{_S}{_YEAR_END}|{_ENGLISH_DAY}",
    "months": rf"(?:[0-9]{{1,2}}|{_COUNT}){_S}(?:tháng|quý){_HALF}{_S}năm"
    rf"(?:{_S}{_YEAR_END}|{_S}{_DEICTIC}\b|\b(?!{_S}(?:học|thứ|tài|[0-9])))"
    rf"|[0-9]{{1,2}}{_S}tháng(?:/|{_S}){_YEAR_END}"
    rf"|[0-9]{{1,2}}{_S}tháng{_S}(?:đầu|cuối)(?:{_S}{_YEAR_END}|\b(?!{_S}(?:của|thai|năm)\b))",
    "month_range": rf"{_PHASE}?tháng{_S}{_MONTH}{_DASH}{_MONTH}(?![0-9]|[.,/\-–][0-9]{{1,3}}(?![0-9]))"
    rf"(?:[/\-]{_YEAR_END}|{_TO_YEAR})?",
    "month": rf"(?:{_WEEK_OF}|{_PHASE})?tháng{_S}(?:{_MONTH}(?![0-9]|[.,/][0-9])|giêng\b|chạp\b"
    rf"|{_SPELLED_MONTH}\b|năm\b(?!{_S}[0-9]))"
    rf"(?:{_S0}{_SEP}{_S0}{_YEAR_END}|{_TO_YEAR}|,?{_S}{_YEAR_END})?",
    "this_month": rf"(?:{_WEEK_OF}|{_PHASE})?tháng{_S}(?:này\b|rồi\b|(?:trước|sau|tới)\b{_NEXT_TO})"
    rf"|(?:đầu|giữa|cuối){_S}tháng\b(?!{_S}(?:thứ|[0-9]|mỗi|h[ằà]ng))",
    "quarter": rf"{_PHASE}?quý{_S}{_QUARTER}"
    rf"(?:{_S0}[/.\-]{_S0}{_YEAR_END}|{_TO_YEAR}|{_S}{_YEAR_END})?"
    rf"|quý{_S}(?:đầu|cuối){_HALF}{_S}(?:năm(?:{_S}{_YEAR_END}|{_S}{_DEICTIC}\b|\b)|{_YEAR_END})"
    rf"|q[1-4]{_S0}[/.\-]?{_YEAR_END}",
    "this_quarter": rf"{_PHASE}?quý{_S}(?:này\b|(?:trước|sau|tới)\b{_NEXT_TO})",
    "same_period": rf"cùng{_S}k[ỳì]{_S}(?:của{_S})?(?:năm{_S}(?:{_YEAR_END}|{_DEICTIC}\b)|{_YEAR_END}"
    rf"|(?:tháng|quý){_S}trước\b)",
    "school_year": rf"{_PHASE}?(?:năm{_S}học|niên{_S}vụ|niên{_S}khóa){_S}"
    rf"(?:{_YEAR}{_S0}[-–/]{_S0}(?:{_YEAR}|[0-9]{{2}})(?![0-9])|(?:này|nay|trước|tới|sau)\b)",
    "decade": rf"(?:{_PHASE}|những{_S}năm{_S}(?:đầu|cuối|giữa){_S}(?:của{_S})?)?"
    rf"(?:những{_S}năm|thập{_S}niên|thập{_S}k[ỷỉ])(?:{_S}(?:đầu|cuối))?"
    rf"{_S}(?:{_YEAR}|[1-9]0)(?:{_DASH}(?:{_YEAR}|[1-9]0))?(?![0-9]|{_S}tuổi)",
    "century": rf"(?:{_PHASE}|những{_S}năm{_S}(?:đầu|cuối|giữa){_S}(?:của{_S})?)?thế{_S}k[ỷỉ]{_S}(?:thứ{_S})?"
    rf"(?:[1-9]|1[0-9]|2[0-2]|[ivx]{{1,5}})(?![0-9a-zà-ỹ])(?:{_S}(?:trước{_S}công{_S}nguyên|tcn)\b)?",
    "season": rf"{_SEASON}(?:năm{_S})?"
    rf"(?:{_YEAR}(?:{_DASH}{_YEAR}|[-–/][0-9]{{2}})?(?![0-9]|[.,/\-–:][0-9]|[a-z]|{_S0}%)"
    rf"|(?<=năm ){_DEICTIC}\b{_NEXT_TO})",
    "year_range": rf"(?:năm{_S})?{_YEAR}{_DASH}{_YEAR}(?![0-9]|[-/][0-9])"
    rf"|(?:năm{_S})?{_YEAR}[-–/][0-9]{{2}}(?![0-9]|[-/.,][0-9])|{_YEAR}/{_YEAR}(?![0-9]|[-/][0-9])",
    "year": rf"{_PHASE}?năm{_S}{_YEAR}(?![0-9]|[.,][0-9])|{_PHASE}{_YEAR}(?![0-9]|[.,/\-–:][0-9]|{_S0}%)"
    rf"|{_PHASE}?năm{_S}(?:[1-9][0-9]{{2}}|1[0-4][0-9]{{2}})(?![0-9]|[.,][0-9])(?:{_S}(?:trước{_S}công{_S}nguyên|tcn)\b)?",
    "this_year": rf"{_PHASE}?năm{_S}(?:nay|ngoái|kia|(?:trước|sau|tới)\b{_NEXT_TO})\b|{_PHASE}năm"
    rf"(?:{_S}(?:này|rồi)\b|\b(?!{_S}(?:học|thứ|tài|nhất|cấp|mới|[0-9])))",
    "today": rf"(?:(?:{_PART}{_S})?(?:ngày{_S})?hôm{_S}(?:nay|qua|kia)\b|ngày{_S}mai\b"
    rf"|{_PART}{_S}(?:nay|mai|qua)\b){_BESIDE}?",
    "weekday": rf"(?:{_PART}{_S})?(?:ngày{_S})?{_WEEKDAY}"
    rf"(?:{_BESIDE}|{_S}tuần{_S}(?:này|trước|sau|tới|qua|rồi)\b|{_S}(?:này|trước|sau|tới)\b{_NEXT_TO})?",
    "week": rf"(?:(?:đầu|giữa|cuối){_S})?tuần{_S}(?:này\b|rồi\b|qua\b|(?:trước|sau|tới)\b{_NEXT_TO})"
    rf"|(?:đầu|giữa|cuối){_S}tuần(?:{_S}qua)?\b",
    "lunar": rf"đêm{_S}giao{_S}thừa\b|(?:mùng|mồng){_S}{_DAY}(?=(?:,|{_S}(?:và|đến|tới|-)){_S}"
    rf"(?:(?:mùng|mồng){_S})?{_DAY}{_S}(?:tết\b|tháng{_S}(?:giêng|chạp)\b))|(?:{_PART}{_S})?(?:ngày{_S})?"
    rf"(?:(?:mùng|mồng){_S}(?:{_DAY}|{_COUNT}){_S}(?:tết\b|tháng{_S}(?:giêng|chạp)\b)|{_DAY}{_S}tháng{_S}(?:giêng|chạp)\b|(?:2[0-9]|30){_S}tết\b"
    rf"|rằm{_S}tháng{_S}(?:giêng|chạp|{_SPELLED_MONTH}|{_MONTH}(?![0-9])))",
    "tet": rf"tết{_S}(?:(?:nguyên{_S}đán|âm{_S}lịch|dương{_S}lịch|trung{_S}thu){_S})?(?:[a-zà-ỹđ]{{2,4}}{_S}"
    rf"[a-zà-ỹđ]{{2,4}}{_S})?(?:năm{_S})?{_YEAR}(?![0-9]|[-/][0-9])",
    "so_far": rf"(?:[2-9]|1[01]|{_COUNT}){_S}tháng\b(?={_S}(?:qua|của|đạt|tăng|giảm|ước)\b|[,:])",
    "day_alone": rf"(?:{_PART}{_S})?ngày{_S}(?:(?:mùng|mồng){_S})?{_DAY}"
    rf"(?:(?![0-9]|[.,/\-–][0-9]|{_S0}%)|(?=(?:,{_DAY}){{1,4}}[/\-]{_MONTH}(?![0-9]|[.,/\-][0-9])))",
    "first_day": rf"(?:{_PART}{_S})?{_DAY}(?=,?{_S}(?:(?:và|đến|tới|hoặc){_S})?(?:{_PART}{_S}|ngày{_S})"
    rf"{{0,2}}(?:{_DAY}[/\-]{_MONTH}(?![0-9]|[.,][0-9])|{_DAY}{_S}tháng{_S}{_MONTH}(?![0-9])))"
    rf"|{_PART}{_S}{_DAY}(?=(?:,|{_S}và|{_S}đến){_S}(?:{_PART}{_S}|ngày{_S}){_DAY}\.{_MONTH}(?![0-9]|[.,][0-9]))",
    "year_alone": rf"{_YEAR}(?![0-9]|[.,/\-–:][0-9]|[a-z]|{_S0}%)",
}

# How every form begins, more closely than by its first letters: most words of a text are no such beginning,
# and cost nothing more.
_BEGINNINGS = (
    r"[0-9]|ngày[ \u00a0]|tháng[ \u00a0]|năm[ \u00a0][0-9htnrqks]|quý[ \u00a0][0-9imhbtđcsn]|q[1-4]|"
    r"(?:sáng|chiều|tối|đêm|trưa|khuya|rạng|nửa|giữa)[ \u00a0]|buổi[ \u00a0][sgtckrđn]|"
    r"(?:mùa|vụ)[ \u00a0](?:[xmkl]|h[èạ]|thu|đông|bão)|hè[ \u00a0](?:[0-9]|năm|thu)|"
    r"thu[ \u00a0](?:-[ \u00a0])?đông|xuân[ \u00a0](?:-[ \u00a0])?hè|đông[ \u00a0]xuân|"
    r"(?:đầu|cuối)[ \u00a0](?:[0-9]|năm|tháng|quý|tuần|thế|thập|những|niên)|hôm[ \u00a0][nqk]|"
    r"thứ[ \u00a0][2-7hbtns]|chủ[ \u00a0]nhật|tuần[ \u00a0][ntrsqđcg]|cùng[ \u00a0]k|niên[ \u00a0]|"
    r"những[ \u00a0]năm|thập[ \u00a0]|thế[ \u00a0]k|(?:thượng|trung|hạ)[ \u00a0]tuần|mùng|mồng|rằm|"
    r"tết[ \u00a0]|(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)[ \u00a0](?:một[ \u00a0])?(?:tháng|quý)|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[. \u00a0]{1,2}[0-9]|"
    r"(?:mon|tue|wed|thu|fri|sat|sun)"
)


@functools.cache
def date_forms() -> re.Pattern[str]:
    """All forms as one pattern, each a named group; for lower-cased text."""
    numbered = "|".join(f"(?P<{name}>{form})" for name, form in FORMS.items())
    return re.compile(rf"\b(?={_BEGINNINGS})(?:{numbered})")


@functools.cache
def lunar_after() -> re.Pattern[str]:
    """What makes a day or month one of the lunar calendar when it follows: ``âm lịch``, ``năm Ất Tỵ``."""
    return re.compile(rf"{_S}âm{_S}lịch\b|{_S}{_CYCLE}|{_DASH}{_DAY}[/.\-]{_MONTH}(?={_S}âm{_S}lịch\b)")


@functools.cache
def shared() -> dict[str, re.Pattern[str]]:
    """How a list goes on after a day, month, quarter or year: ``ngày 5, 6 và 7-11``, ``tháng 8 và 9``.

    Group 1 is the next item; whether it belongs to the list is told by what follows it.
    """
    at_once = rf",(?=(?:{_DAY},){{0,4}}{_DAY}[/\-]{_MONTH}(?![0-9]))"  # ngày 5,6,7/11
    join = rf"(?:,{_S}|{at_once}|{_S}(?:và|đến|tới|hoặc|hay){_S}|{_DASH})(?:(?:hết|cả|sang){_S})?"
    return {
        "day_alone": re.compile(
            rf"{join}({_DAY})(?![0-9]|[./\-–][0-9]|,[0-9]+(?![0-9,/\-])|{_S0}%|{_S}tháng\b)"
        ),
        "month": re.compile(rf"{join}({_MONTH})(?![0-9]|[.,/\-–:][0-9]|{_S0}%|h\b|g\b|{_S}tháng\b)"),
        "quarter": re.compile(
            rf"{join}((?:iv|iii|ii|i|[1-4])(?![0-9a-zà-ỹ])"
            rf"(?:{_S0}[/.\-]{_S0}{_YEAR_END}|{_TO_YEAR})?)(?!{_S0}%|[.,][0-9])"
        ),
    }


@functools.cache
def last_of_list() -> re.Pattern[str]:
    """The last day of a list, which names the month of them all."""
    return re.compile(
        rf"(?:,{_S0}|{_S}(?:và|đến|tới|hoặc|-|–){_S})(?:hết{_S})?(?:ngày{_S})?{_DAY}(?:[/\-.]{_MONTH}|{_S}tháng{_S})"
    )
