"""What single lines of a news text look like: the shapes by which headers, bylines, captions and tails are
known.

Each function answers for one stripped line; where the line stands is the business of ``seeds.blocks``. The
cue words are the ones Vietnamese outlets print around their texts; they name no single article.
"""

from __future__ import annotations

import re
from functools import cache

from seeds.outlets import outlet, spellings

ISO_TIME = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?")
DATE_HEADER = re.compile(r"date:?\s+\d{4}-\d{2}-\d{2}(?:\s*\(([^()\n]{1,40})\))?(?:\s*[-–—](?=\s|$))?", re.I)
"""The header some crawlers write: ``date 2025-11-15 (VTC News) -``; group 1 is the outlet."""

ADDRESS = re.compile(r"https?://[^\s<>\"']+")
LABEL = re.compile(
    r"(?P<title>Tiêu đề|Tít|Title|Headline)|(?P<author>Tác giả|Người viết|Phóng viên|Author|By)|"
    r"(?P<source>Nguồn tin|Nguồn bài|Nguồn|Source|Báo|Site)|"
    r"(?P<date>Ngày đăng|Ngày xuất bản|Ngày|Thời gian|Cập nhật(?: lúc)?|Đăng lúc|Date|Published|Time)|"
    r"(?P<url>URL|Link|Liên kết|Đường dẫn|Địa chỉ)|(?P<other>Chuyên mục|Mục|Thẻ|Từ khóa|Category|Section|"
    r"Tags?)"
)
_LABELLED = re.compile(rf"(?:{LABEL.pattern})\s*:\s*(?P<value>\S.*)?$", re.I)

_CLOCK = r"\d{1,2}\s?(?::|h|giờ)\s?\d{0,2}(?::\d{2})?(?:\s?(?:AM|PM|phút))?"
_DAY = (
    r"(?:ngày\s+)?\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}|"
    r"ngày\s+\d{1,2}\s+tháng\s+\d{1,2}(?:,?\s+năm\s+\d{4})?"
)
_FILLER = (
    r"thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật|cn|t[2-7]|gmt\s?\+?\s?0?7(?::00)?|utc\s?\+?\s?0?7|"
    r"cập\s+nhật(?:\s+lúc)?|"
    r"đăng\s+lúc|lúc|ngày\s+đăng|xuất\s+bản|phát\s+hành|sáng|chiều|tối|[\s,;:|()•·–—-]"
)
_DATE_LINE = re.compile(rf"(?=.*\d{{4}})(?:{ISO_TIME.pattern}|{_DAY}|{_CLOCK}|{_FILLER})+", re.I)

_CREDIT_WORD = (
    r"(?:Ảnh|Hình ảnh|Hình|Video|Clip|Đồ họa|Đồ hoạ|Infographic|Photo|Minh họa|Nguồn ảnh|Ảnh minh họa|"
    r"Ảnh chụp màn hình)"
)
CREDIT = re.compile(
    rf"(?:^|(?<=[.!?…”\"|)\]])\s*|(?<=[a-zà-ỹ])(?=Ảnh:)|\s*[(\[]|\s[-–—|]\s*){_CREDIT_WORD}\s*(?::|"
    rf"(?<=Ảnh)\s(?=[A-ZĐ]))\s*"
    rf"(?P<who>[^:\n]{{1,80}}?)[)\]]?\s*\.?\s*\|?$"
)
"""A photo credit that ends a line; group ``who`` is the name behind it."""

TABLE_LEFT = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)|^\s*\||\|\s*$|^[|:\s-]+$")
"""What a layout table leaves behind when a page is turned into text: ``![]() |``, ``| caption |``."""

_MARKER = re.compile(
    r"[>»►▶•*\s]*(?:tin|bài|bài viết|video|ảnh|chủ đề|sự kiện|dòng sự kiện)\s+"
    r"(?:mới(?: nhất| nhận)?|liên quan|cùng (?:chuyên mục|chủ đề|tác giả)|khác|nổi bật|đọc nhiều|xem nhiều|"
    r"tài trợ|hot|bài khác)"
    r"\s*:?|[>»►▶•*\s]*(?:xem|đọc) (?:thêm|nhiều|tiếp|nhiều nhất)\s*:?|có thể bạn (?:quan tâm|muốn đọc)\s*:?|"
    r"(?:cùng|khác) (?:chuyên mục|chủ đề)\s*:?|(?:tin|bài) nên đọc\s*:?|được quan tâm\s*:?|đừng bỏ lỡ\s*:?|"
    r"bình luận(?: \(\d+\))?|"
    r"ý kiến(?: bạn đọc)?(?: \(\d+\))?|đang được quan tâm|related (?:news|articles)|read more",
    re.I,
)
_POINTER = re.compile(
    r"(?:>{1,3}|»|►|▶|👉|=>)\s*\S|[*(]?\s*(?:xem thêm|đọc thêm|xem tiếp|đọc tiếp|tin liên quan|"
    r"bài liên quan|>> ?xem)\s*:|"
    r"(?:từ khóa|chủ đề|tags?|keywords?)\s*:|mời (?:quý )?(?:bạn|độc giả|vị|khán giả).{0,20} (?:đón |"
    r"theo dõi|xem|đọc)|"
    r".{0,120}(?:chia sẻ|gửi) .{0,40}tại đây\.?$|theo dõi .{2,40} trên (?:google|facebook|zalo|youtube)",
    re.I,
)
_SECTION_NAME = (
    r"(?:trang chủ|thời sự|chính trị|xã hội|kinh tế|kinh doanh|thế giới|quốc tế|pháp luật|thể thao|"
    r"giải trí|văn hóa|"
    r"văn hoá|giáo dục|khoa học|công nghệ|sức khỏe|y tế|du lịch|đời sống|bất động sản|xe|ô tô|môi trường|"
    r"công thương|"
    r"tài chính|chứng khoán|thị trường|doanh nghiệp|nông nghiệp|năng lượng|tin tức|tin mới|quốc phòng|"
    r"đối ngoại|"
    r"góc nhìn|bạn đọc)"
)
_SECTION = re.compile(rf"{_SECTION_NAME}(?:\s*[>›»/|]\s*{_SECTION_NAME})*", re.I)
_SOURCE_LINE = re.compile(
    r"\(?\s*(?:Theo|Nguồn|Nguồn tin|Nguồn bài|Source|Link gốc|Link bài gốc|Bài gốc)(?:\s*:\s*|"
    r"\s+)(?P<name>(?=[^\Wa-zà-ỹđ]|\w+\.\w|http)[^.\n]{2,80}(?:\.[a-z]{2,4}\S*)?)\)?\s*\.?"
)
_TO_BE_CONTINUED = re.compile(
    r"(?:Báo|Tạp chí|Đài)?\s*[^.\n]{2,40} (?:sẽ )?tiếp tục (?:cập nhật|thông tin)[^.\n]{0,60}[.…]*"
)
# The online edition of many papers signs with an O at the end (TPO, NLĐO); organisations do as well.
_DATELINE_ANY = re.compile(
    r"\(?(?P<code>(?!(?:WHO|WTO|NATO|FAO|ILO|IMO|ISO|NGO|CEO|CFO|COO|CTO|CMO|UNESCO|UNIDO|IPO|HĐO|EURO|"
    r"VIO)\b)[A-ZĐ]{2,6}O)\)?"
    r"\s?[-–—]\s(?=\S)"
)


def labelled(line: str) -> tuple[str, int] | None:
    """Return which kind of label begins the line (``title author source date url other``) and where its value
    starts; None when the line does not begin with one."""
    match = _LABELLED.match(line)
    if not match:
        return None
    kind = next(name for name in ("title", "author", "source", "date", "url", "other") if match[name])
    return kind, match.start("value") if match["value"] else len(line)


def is_section(line: str) -> bool:
    """Say whether the line names a section of a paper, or the way to it (``Trang chủ > Kinh tế``)."""
    return len(line) <= 60 and bool(_SECTION.fullmatch(line))


def is_date_line(line: str) -> bool:
    """Say whether the line is nothing but a date with a year, with weekday, time and zone if it likes."""
    return len(line) <= 80 and bool(_DATE_LINE.fullmatch(line))


def dateline_end(line: str) -> int:
    """Return where the outlet's code at the start of a first paragraph ends (``TPO - ``, ``(Dân trí) - ``);
    0 without."""
    match = _dateline().match(line) or _DATELINE_ANY.match(line)
    return match.end() if match else 0


def dateline_name(line: str) -> str:
    """Return the outlet's code or name that begins the line, as it is written; "" without one."""
    match = _dateline().match(line) or _DATELINE_ANY.match(line)
    return match["code"] if match else ""


@cache
def _dateline() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in spellings())
    return re.compile(rf"\(?(?P<code>{names})\)?\s?[-–—|]\s(?=\S)")


def is_related_marker(line: str) -> bool:
    """Say whether the line heads a list of other news (``Tin mới``, ``Xem thêm:``)."""
    return len(line) <= 40 and bool(_MARKER.fullmatch(line))


def is_pointer(line: str) -> bool:
    """Say whether the line points away from the article (``>> Another headline``, ``Xem thêm: …``)."""
    return len(line) <= 250 and bool(_POINTER.match(line))


def source_named(line: str) -> str | None:
    """Return the outlet's name in a line that only says where the text comes from, "" when it does not
    spell one out (``Báo X tiếp tục cập nhật``), None when the line is no such line."""
    if len(line) > 160:
        return None
    if match := _SOURCE_LINE.fullmatch(line):
        name = match["name"].strip(" )")
        if line.startswith("(") or not line.startswith("Theo") or outlet(name):
            return name
        return name if len(name.split()) <= 4 and all(word[0].isupper() for word in name.split()) else None
    if ADDRESS.fullmatch(line):
        return line
    return "" if _TO_BE_CONTINUED.fullmatch(line) else None


def is_credited(line: str) -> bool:
    """Say whether the line ends with a photo credit or is one, and is short enough for a caption."""
    return len(line) <= 400 and bool(CREDIT.search(line))


def credit_start(line: str) -> int | None:
    """Return where the photo credit at the end of a paragraph starts; None without one."""
    tail = max(0, len(line) - 120)
    match = CREDIT.search(line, tail)
    return match.start() + len(match[0]) - len(match[0].lstrip()) if match and match.start() > tail else None


def is_table_rest(line: str) -> bool:
    """Say whether the line carries the leftovers of a layout table."""
    return len(line) <= 1000 and bool(TABLE_LEFT.search(line))
