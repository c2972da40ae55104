"""What single lines of a news text look like: the shapes by which headers, datelines, credits and source
lines are known.

Each function answers for one stripped line; where the line stands is the business of ``seeds.blocks``. The
cue words are the ones Vietnamese outlets print around their texts; they name no single article.
"""

from __future__ import annotations

import re
from functools import cache

from seeds.outlets import outlet, spellings
from seeds.patterns import CAPITAL, later
from seeds.stamps import SECTION_NAME

_DATE_HEADER = later(
    r"date:?\s+\d{4}-\d{2}(?:-\d{2})?(?!\d)(?:\s*\((?P<outlet>[^()\n]{1,40})\)(?=\s*(?:[-–—]|$)))?"
    r"(?:\s*[-–—](?=\s|$))?",
    re.I,
)
_ADDRESS = later(r"https?://[^\s<>\"']+")
_LABELLED = later(
    r"(?:(?P<title>Tiêu đề|Tít|Title|Headline)|(?P<author>Tác giả|Người viết|Phóng viên|Author|By)|"
    r"(?P<source>Nguồn tin|Nguồn bài|Nguồn|Source|Báo|Site)|"
    r"(?P<date>Ngày đăng|Ngày xuất bản|Ngày cập nhật|Ngày|Thời gian|Cập nhật(?: lúc)?|Đăng lúc|Đăng ngày|"
    r"Sửa đổi ngày|Xuất bản|Date|Published|Time)|"
    r"(?P<url>URL|Link|Liên kết|Đường dẫn|Địa chỉ)|(?P<other>Chuyên mục|Mục|Thẻ|Từ khóa|Category|Section|"
    r"Tags?))\s*:\s*(?P<value>\S.*)?$",
    re.I,
)

_SECTION = later(rf"[>»|\s]*{SECTION_NAME}(?:\s*[>›»/|•·]\s*{SECTION_NAME})*[>›»|\s]*", re.I)

_CREDIT_WORD = (
    r"(?:Ảnh|Hình ảnh|Hình|Video|Clip|Đồ họa|Đồ hoạ|Infographic|Photo|Minh họa|Minh hoạ|Nguồn ảnh|"
    r"Ảnh minh họa|Ảnh minh hoạ|Ảnh tư liệu|Ảnh chụp màn hình|Thiết kế|ẢNH|HÌNH|VIDEO|ĐỒ HỌA|NGUỒN ẢNH)"
)
_CREDIT = later(
    rf"(?:(?:^|(?<=[.!?…”\"|)\]])\s*|(?<=[a-zà-ỹ])(?=Ảnh:)|\s*[(\[]|\s[-–—|]\s*){_CREDIT_WORD}\s*(?::|"
    rf"(?<=Ảnh)\s[-–]\s|(?<=Ảnh)\s(?=[A-ZĐ])|(?<=Ảnh)\s(?=do ))\s*|"
    r"(?:(?<=[.!?…”\"])\s*|(?<=\S)\s+\(|(?<=\S)\s[-–—|]\s)Nguồn\s*:\s*|\s*\((?:AP|AFP|Reuters|"
    r"Getty) (?:Photo|Images)[/:]?)"
    rf"(?P<who>[^:\n]{{1,80}}?)[)\]]?\s*\.?\s*\|?$"
)
_LONE_CREDIT = later(rf"[(\[|\s]*{_CREDIT_WORD}\s*(?::|\s[-–]\s|(?<=Ảnh)\s(?=[A-ZĐ])).{{1,70}}")
_RULED = (":", "-")  # what else a line of nothing but ``|:-`` begins with
_TABLE_LEFT = later(r"!\[[^\]\n]*\]\([^)\n]*\)|^\s*\||\|\s*$|^[|:\s-]+$")

_SOURCE_LINE = later(
    r"[(\[]?\s*(?:Theo|Nguồn tin|Nguồn bài|Nguồn|Source|Link gốc|Link bài gốc|Bài gốc|"
    r"Xem bài gốc(?: tại)?|NGUỒN|"
    rf"THEO)(?:\s*:\s*|\s+)(?P<name>(?=[{CAPITAL}\d_]|\w+\.\w|"
    r"http)[^.\n:]{2,80}(?:\.[a-z]{2,4}\S*)?(?::\s*https?://\S+)?|"
    r"https?://\S+)[)\]]?\s*\.?"
)
_TO_BE_CONTINUED = later(
    r"(?:Báo|Tạp chí|Đài)?\s*[^.\n]{2,40} (?:sẽ )?tiếp tục (?:cập nhật|thông tin)[^.\n]{0,60}[.…]*"
)
# The online edition of many papers signs with an O at the end (TPO, NLĐO); organisations do as well.
_DATELINE_ANY = later(
    r"\(?(?P<code>(?!(?:WHO|WTO|NATO|FAO|ILO|IMO|ISO|NGO|CEO|CFO|COO|CTO|CMO|UNESCO|UNIDO|IPO|HĐO|EURO|"
    r"VIO)\b)[A-ZĐ]{2,6}O|[A-Za-z][\w.-]{1,20}\.(?:vn|com|net|org|VN))\)?\s?[-–—]\s?(?=\S)|"
    r"\((?P<name>(?!(?:Video|Ảnh|Tiếp|Kỳ|Bài|Phần|Xem|Hà Nội|"
    r"TP)\b)(?=[^)]*[A-ZĐ])[^()\n\d]{2,32})\)\s?[-–—]\s?(?=\S)"
)
_PLACE_AND_AGENCY = later(
    r"(?P<place>[A-ZĐ][^()\n.:;!?]{1,40}?)\s*\((?P<code>[A-ZĐ][\w+/& ]{1,24}?)"
    r"(?:,?\s+(?:ngày\s+)?\d{1,2}[/-]\d{1,2}(?:[/-]\d{4})?)?\)\s?[-–—]+\s?(?=\S)"
)


def header_end(line: str) -> int:
    """Return where the header ends that some crawlers write before a text (``date 2025-11-15 (VTC News) -``,
    ``date 2025-11``); 0 without one."""
    match = _DATE_HEADER().match(line)
    return match.end() if match else 0


def header_outlet(line: str) -> str | None:
    """Return the outlet that such a header names, as written."""
    match = _DATE_HEADER().match(line)
    return match["outlet"] if match else None


def address_in(line: str) -> str | None:
    """Return the first web address in a line, without the punctuation behind it."""
    match = _ADDRESS().search(line)
    return match[0].rstrip(".,;)") if match else None


def is_address(line: str) -> bool:
    """Say whether the line is nothing but a web address."""
    return _ADDRESS().fullmatch(line) is not None


def labelled(line: str) -> tuple[str, int] | None:
    """Return which kind of label begins the line (``title author source date url other``) and where its value
    starts; None when the line does not begin with one."""
    match = _LABELLED().match(line)
    if not match:
        return None
    kind = next(name for name in ("title", "author", "source", "date", "url", "other") if match[name])
    return kind, match.start("value") if match["value"] else len(line)


def is_section(line: str) -> bool:
    """Say whether the line names a section of a paper, or the way to it (``Trang chủ > Kinh tế``)."""
    return len(line) <= 60 and bool(_SECTION().fullmatch(line))


def dateline_end(line: str) -> int:
    """Return where the outlet's code at the start of a first paragraph ends (``TPO - ``, ``(Dân trí) - ``,
    ``Hà Nội (TTXVN 8/3) - ``); 0 without."""
    match = _dateline(line)
    return match.end() if match else 0


def dateline_name(line: str) -> str:
    """Return the outlet's code or name that begins the line, as it is written; "" without one."""
    match = _dateline(line)
    return next((match[group] for group in ("code", "name") if match and match.groupdict().get(group)), "")


def _dateline(line: str) -> re.Match[str] | None:
    start = line[:90]
    if not _MAY_BE_DATELINE().search(start):
        return None
    match = _outlet_dateline().match(start) or _DATELINE_ANY().match(start)
    if match is None and (match := _PLACE_AND_AGENCY().match(start)) and not outlet(match["code"]):
        return None
    return match


_MAY_BE_DATELINE = later(r"[-–—|]")


@cache
def _outlet_dateline() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in spellings())
    return re.compile(rf"\(?(?P<code>{names})\)?\s?[-–—|]\s(?=\S)")


def source_named(line: str) -> str | None:
    """Return the outlet's name in a line that only says where the text comes from, "" when it does not
    spell one out (``Báo X tiếp tục cập nhật``), None when the line is no such line."""
    if len(line) > 250:
        return None
    if match := _SOURCE_LINE().fullmatch(line):
        name = match["name"].strip(" )]")
        name = name.partition(": http")[0]
        if line[0] in "([" or not line.lower().startswith("theo") or outlet(name):
            return name
        return name if len(name.split()) <= 4 and all(word[0].isupper() for word in name.split()) else None
    if is_address(line):
        return line
    return "" if _TO_BE_CONTINUED().fullmatch(line) else None


def credit(line: str) -> re.Match[str] | None:
    """Return the photo credit that ends a line as a match, with its group ``who``; None without one."""
    tail = max(0, len(line) - _CREDIT_MOST)
    end = line[tail:]
    if not any(sign in end for sign in (":", "Ảnh ", "Photo", "Images")):
        return None  # most paragraphs: looking closer costs fifty times as much
    return _CREDIT().search(line, tail)


_CREDIT_MOST = 130
"""So many code points from the end of a line its credit begins at the earliest."""


def is_credited(line: str) -> bool:
    """Say whether the line ends with a photo credit or is one, and is short enough for a caption."""
    return len(line) <= 400 and credit(line) is not None


def is_lone_credit(line: str) -> bool:
    """Say whether the line is a photo credit and nothing else: its caption stands on the line before."""
    return len(line) <= 80 and bool(_LONE_CREDIT().fullmatch(line))


def credit_start(line: str) -> int | None:
    """Return where the photo credit at the end of a paragraph starts; None without one."""
    match = credit(line)
    if match is None or match.start() == 0 or match.start() <= len(line) - 120:
        return None
    return match.start() + len(match[0]) - len(match[0].lstrip())


def is_table_rest(line: str) -> bool:
    """Say whether the line carries the leftovers of a layout table (``![]() |``, ``| caption |``)."""
    likely = "|" in line or "![" in line or line[:1] in _RULED or line[:1].isspace()
    return likely and len(line) <= 1000 and bool(_TABLE_LEFT().search(line))
