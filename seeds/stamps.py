"""Stamps: the day and time an article came out, as outlets set them on a line of their own, behind a
headline, beside who signs, or behind a place (``Hà Nội, ngày 5 tháng 6 năm 2024``)."""

from __future__ import annotations

import re

from seeds.patterns import CAPITAL, later

_ISO_TIME = r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"

SECTION_NAME = (
    r"(?:trang chủ|thời sự|chính trị|xã hội|kinh tế|kinh doanh|thế giới|quốc tế|pháp luật|thể thao|"
    r"giải trí|văn hóa|văn hoá|giáo dục|khoa học|công nghệ|sức khỏe|y tế|du lịch|đời sống|bất động sản|xe|"
    r"ô tô|"
    r"môi trường|công thương|tài chính|ngân hàng|chứng khoán|thị trường|doanh nghiệp|doanh nhân|nông nghiệp|"
    r"năng lượng|tin tức|tin mới|tin nóng|sự kiện|bình luận|phân tích|"
    r"quốc phòng|an ninh|đối ngoại|ngoại giao|đầu tư|thương mại|xuất nhập khẩu|hội nhập|xây dựng đảng|"
    r"quốc hội|"
    r"vĩ mô|tiêu điểm|góc nhìn|bạn đọc|nhân sự|biển đảo|hồ sơ|chuyển động|kinh tế vĩ mô|kinh tế - xã hội|"
    r"chính trị - xã hội|hoạt động của lãnh đạo|tin tức - sự kiện|trong nước)"
)
"""The sections of papers, in lower case."""

_MONTH_NAME = r"(?:mười một|mười hai|một|giêng|hai|ba|tư|năm|sáu|bảy|tám|chín|mười|chạp|\d{1,2})"
_CLOCK = (
    r"\d{1,2}\s?(?::|h|g|giờ)(?:\s?\d{1,2}(?!\d|\s?[/.]\s?\d|-\d{1,2}-))?(?::\d{2})?['’]?"
    r"(?:\s?(?:AM|PM|SA|CH|phút))?"
)
_ENGLISH_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = (
    r"(?:ngày\s+)?\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}(?!\d)|\d{4}[/.]\d{2}[/.]\d{2}(?!\d)|"
    rf"(?:ngày\s+)?\d{{1,2}}\s+(?:tháng\s+{_MONTH_NAME}|thg\s?\d{{1,2}}|th\d{{1,2}})"
    r"(?:(?:,?(?:\s+năm)?\s+|[/-])\d{4})?|"
    rf"(?:\d{{1,2}}\s+)?{_ENGLISH_MONTH}\s+(?:\d{{1,2}},?\s+)?\d{{4}}"
)
# With two digits of the year only beside a time of day: else it may be a score or a number of anything.
_SHORT_DAY = r"(?:ngày\s+)?\d{1,2}(?:/\d{1,2}/|-\d{1,2}-|\.\d{1,2}\.)\d{2}(?!\d)"
_HAS_YEAR = rf"(?=.*\d{{4}}|(?=.*\d[:h]\d{{2}}).*{_SHORT_DAY})"
_YEAR_IN_DAY = later(r"\d{4}|\d[/.-]\d{1,2}[/.-]\d{2}")
_FILLER = (
    r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật|cn|t[2-7]|(?:mon|tues|wednes|thurs|fri|satur|"
    r"sun)day|\b(?:mon|tue|wed|thu|fri|sat|sun)\b|"
    r"gmt\s?\+?\s?0?7(?::?00)?|utc\s?\+?\s?0?7|"
    r"(?:cập\s+nhật|sửa\s+đổi)(?:\s+(?:lúc|ngày|lần\s+cuối))?\s*:?|giờ\s+việt\s+nam|"
    r"đăng\s+(?:lúc|ngày)|lúc|(?:số\s+)?ra\s+ngày|ngày(?:\s+đăng)?|xuất\s+bản|phát\s+hành|sáng|chiều|tối|"
    r"published|updated|"
    r"(?:lượt\s+)?(?:xem|đọc)\s*:\s*[\d.,]+|[\d.,]+\s+lượt\s+(?:xem|đọc)|in\s+(?:bài\s+viết|"
    r"trang)|\d+\s+bình\s+luận|"
    r"video|audio|[\s,;:|()\[\]•·'–—-])"
)
_TIMES = rf"(?:{_ISO_TIME}|{_DAY}|{_SHORT_DAY}|{_CLOCK}|{_FILLER})++"
_DATE_LINE = later(
    rf"{_HAS_YEAR}(?:{SECTION_NAME}[\s,|-]+)?{_TIMES}"
    rf"(?:{SECTION_NAME}(?:\s?[-–|/>]\s?{SECTION_NAME})*)?",
    re.I,
)
_STAMP = later(
    r"(?<=\s)(?:(?:thứ \w{2,4}|chủ nhật),\s+(?:ngày\s+)?)?(?:\d{1,2}:\d{2},?\s+(?:ngày\s+)?)?"
    r"\d{1,2}[/-]\d{1,2}[/-]\d{4}(?:(?:,|\s[-|])?\s+\d{1,2}[:h]\d{2}(?:\s?(?:AM|PM))?|\s+\(?GMT\+7\)?)+$",
    re.I,
)
_BREAK = later(r"\s*[-–—|,•·(]\s*|\s+|\)\s*[-–—|]?\s*")
_BY = later(r"(?:đăng bởi|bởi)\s*:?\s+", re.I)
_PLACE_AND_DAY = later(
    rf"(?P<place>(?:TP\.? ?)?[{CAPITAL}][\w.]*(?: [{CAPITAL}][\w.]*){{0,4}}),\s+"
    r"(?P<day>ngày\s+\d{1,2}(?:\s+tháng\s+\d{1,2}\s+năm\s+\d{4}|[/.-]\d{1,2}[/.-]\d{4})|"
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}\s+tháng\s+\d{1,2}(?:\s+năm|,)\s+\d{4})\.?"
)


def is_date_line(line: str) -> bool:
    """Say whether the line is nothing but a date with a year: with section, weekday, time, zone and counts of
    readers if it likes."""
    return 8 <= len(line) <= 110 and bool(_DATE_LINE().fullmatch(line))


def stamp_start(line: str) -> int:
    """Return where a day and a time begin that end a longer line; 0 without."""
    match = _STAMP().search(line, max(1, len(line) - 40))
    return match.start() if match else 0


def is_place_and_day(line: str) -> bool:
    """Say whether the line is a place and a whole day, as letters and official texts have them at their head
    or foot."""
    return len(line) <= 80 and _PLACE_AND_DAY().fullmatch(line) is not None


def beside_name(line: str) -> tuple[str, bool] | None:
    """Return what stands before or behind a stamp that fills the rest of the line (``NGUYỄN VĂN A``), and
    whether the stamp has a time of day; None where the line is no such two."""
    if not 12 <= len(line) <= 110 or not _YEAR_IN_DAY().search(line):
        return None
    breaks = [(match.start(), match.end()) for match in _BREAK().finditer(line) if match.start()]
    for first, last in breaks:
        if is_date_line(line[first:]):
            return _name(line[:first]), _has_clock(line[first:])
        if any(letter.isdigit() for letter in line[:last]):
            break
    for first, last in reversed(breaks):
        if any(letter.isdigit() for letter in line[last:]):
            break
        if is_date_line(line[:first]):
            return _name(line[last:]), _has_clock(line[:first])
    return None


def _name(text: str) -> str:
    return _BY().sub("", text.strip(" -–—,.()[]|"), count=1)


def _has_clock(stamp: str) -> bool:
    return re.search(r"[0-9] ?[:hg] ?[0-9]{2}", stamp) is not None
