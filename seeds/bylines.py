"""Bylines: who wrote an article, as outlets sign it."""

from __future__ import annotations

import re

from seeds.cues import CREDIT
from seeds.outlets import outlet

_CREDIT_IN_BRACKETS = re.compile(
    r"\s*[(\[]\s*(?P<lead>theo|tổng hợp(?: từ)?|nguồn:?|dịch từ|t/h)?\s*(?P<names>[^()\[\]]*)[)\]]\s*$", re.I
)
_THEO = re.compile(r"(?:^|\s+)[-–]?\s*theo\s+(?P<names>[A-ZĐ].{1,60})$", re.I)
_BEFORE = re.compile(
    r"(?:(?:tin\s*,\s*ảnh|bài\s*,\s*ảnh|bài và ảnh|tin và ảnh|ảnh và bài|bài|tin|tác giả|người viết|thực hiện|biên dịch|nội dung|by)\s*:\s*|"
    r"(?:phóng viên|pv|p\.v|nhóm pv|nhóm phóng viên|ctv|btv|cộng tác viên)\s*:?\s+(?=[A-ZĐ]))",
    re.I,
)
_AFTER = re.compile(
    r"\s*[(\-–]?\s*(?:tổng hợp|lược dịch|biên dịch|dịch|ghi|thực hiện|lược ghi|sưu tầm|t/h|\(?tổng hợp\)?)\)?$",
    re.I,
)
_ROLE = re.compile(
    r"(?:(?:PGS|GS|TS|ThS|Ths|BS|Bs|CKI|CKII|BSCKI|BSCKII|LS|KTS|NSƯT|NSND|BTV|PV)\.?\s*|(?:Luật sư|Bác sĩ|Tiến sĩ|Thạc sĩ|"
    r"Giáo sư|Phó giáo sư|Nhà báo|Chuyên gia|Dược sĩ|Nhà văn)\s+)+"
)
_BETWEEN = re.compile(r"\s*[;,&/|]\s*|\s+[-–—+]\s+|\s+và\s+")
_NAME = re.compile(r"(?:[^\W\d_]\.){1,4}[^\W\d_]{0,4}|[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_NOBODY = frozenset(
    {"pv", "p.v", "nhóm pv", "nhóm phóng viên", "phóng viên", "ctv", "btv", "tổng hợp", "ban biên tập", "bbt"}
)
# What a short line in capitals or title case may say that is no name.
_NO_NAME = re.compile(
    r"\b(?:video|ảnh|tin|bài|hết|còn nữa|kỳ|phần|chương|mục|bảng|hình|xem|đọc|chia sẻ|bình luận|quảng cáo|liên quan|thông tin|tháng|năm|ngày|"
    r"tỉnh|thành phố|huyện|quận|công ty|tập đoàn|bộ|sở|ủy ban|trường|đại học|bệnh viện|ngân hàng)\b",
    re.I,
)


def is_byline(line: str) -> bool:
    """Say whether a line at the head or foot of an article is the signature of people or outlets."""
    if not line or len(line) > 140 or line[-1] in "?!:…" or "\t" in line:
        return False
    signed = bool(_BEFORE.match(line) or _AFTER.search(line))
    people, outlets, credited = _parts(line)
    if people is None:
        return False
    if any(_one_word(name) and not signed for name in people) and not outlets and len(people) == 1:
        return (line.isupper() and len(line) >= 3) or "." in line or bool(credited)
    return bool(people or outlets or credited or line.lower() in _NOBODY)


def authors(line: str) -> str | None:
    """Return the people named in a byline, as written, joined with ", "; None when it names only outlets or nobody."""
    people = _parts(line)[0]
    return ", ".join(people) if people else None


def credits(line: str) -> tuple[str, ...]:
    """Return the outlets and agencies that a byline credits (``(Theo Reuters, AFP)``, ``;TTXVN``), as written."""
    _, outlets, credited = _parts(line)
    return (*outlets, *credited)


def _parts(line: str) -> tuple[list[str] | None, list[str], list[str]]:
    """Return the people (None when some part is neither a name nor an outlet), the outlets signed with, and those
    credited."""
    credited: list[str] = []
    text = line.strip()
    if (photo := CREDIT.search(text)) and photo.start() > 0:
        text = text[: photo.start()].strip(" -–—|(")
    for pattern in (_CREDIT_IN_BRACKETS, _THEO):
        if match := pattern.search(text):
            names = [name.strip() for name in re.split(r"[,;]", match["names"]) if name.strip()]
            known = pattern is _THEO or match["lead"] or all(outlet(name) for name in names)
            if not known:
                return None, [], []
            if (match.groupdict().get("lead") or "theo").lower() not in ("tổng hợp", "t/h") or names:
                credited += [name for name in names if name.lower() not in _NOBODY]
            text = text[: match.start()].strip()
    text = _AFTER.sub("", _BEFORE.sub("", text)).strip(" .-–—|")
    people: list[str] = []
    outlets: list[str] = []
    for part in _BETWEEN.split(text) if text else []:
        part = part.strip()
        if not part or part.lower() in _NOBODY:
            continue
        if outlet(part):
            outlets.append(part)
        elif _is_name(_ROLE.sub("", part)):
            people.append(part)
        else:
            return None, [], []
    return people, outlets, credited


def _is_name(text: str) -> bool:
    words = text.split()
    if not 1 <= len(words) <= 6 or len(text) > 40 or _NO_NAME.search(text):
        return False
    return all(word[0].isupper() and _NAME.fullmatch(word) for word in words)


def _one_word(name: str) -> bool:
    return len(name.split()) == 1
