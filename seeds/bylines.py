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
    r"(?:(?:tin\s*,\s*ảnh|bài\s*,\s*ảnh|bài và ảnh|tin và ảnh|ảnh và bài|bài|tin|tác giả|người viết|"
    r"thực hiện|biên dịch|nội dung|by)\s*:\s*|"
    r"(?:phóng viên|pv|p\.v|nhóm pv|nhóm phóng viên|ctv|btv|cộng tác viên)\s*:?\s+(?=[A-ZĐ]))",
    re.I,
)
_AFTER = re.compile(
    r"\s*[(\-–]?\s*(?:tổng hợp|lược dịch|biên dịch|dịch|ghi|thực hiện|lược ghi|sưu tầm|t/h|"
    r"\(?tổng hợp\)?)\)?$",
    re.I,
)
_ROLE = re.compile(
    r"(?:(?:PGS|GS|TS|ThS|Ths|BS|Bs|CKI|CKII|BSCKI|BSCKII|LS|KTS|NSƯT|NSND|BTV|PV)\.?\s*|(?:Luật sư|Bác sĩ|"
    r"Tiến sĩ|Thạc sĩ|"
    r"Giáo sư|Phó giáo sư|Nhà báo|Chuyên gia|Dược sĩ|Nhà văn)\s+)+"
)
_BETWEEN = re.compile(r"\s*[;,&/|]\s*|\s+[-–—+]\s+|\s+và\s+")
_NAME = re.compile(r"(?:[^\W\d_]\.){1,4}[^\W\d_]{0,4}|[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_NOBODY = frozenset(
    {"pv", "p.v", "nhóm pv", "nhóm phóng viên", "phóng viên", "ctv", "btv", "tổng hợp", "ban biên tập", "bbt"}
)
# What a short line in capitals or title case may say that is no name.
_NO_NAME = re.compile(
    r"\b(?:video|ảnh|xem|đọc|chia sẻ|bình luận|quảng cáo|liên quan|thông tin|tỉnh|thành phố|huyện|"
    r"công ty|tập đoàn|ủy ban|trường (?:đại|trung|tiểu|thcs|thpt)|đại học|bệnh viện|ngân hàng)\b",
    re.I,
)
# Surnames that begin hardly any place name: they tell a byline under a headline from the place of the news.
_SURNAMES = frozenset(
    [
        "nguyễn",
        "trần",
        "lê",
        "phạm",
        "hoàng",
        "huỳnh",
        "phan",
        "vũ",
        "võ",
        "đặng",
        "bùi",
        "đỗ",
        "ngô",
        "dương",
        "đinh",
        "trịnh",
        "trương",
        "đoàn",
    ]
)
_EXPERT = re.compile(
    rf"(?:{_ROLE.pattern})[^\W\d_]+(?: [^\W\d_]+){{1,5}}(?:(?<=[a-zà-ỹ])(?=[A-ZĐ])|\s*[|,(]|$)"
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


def is_signed(line: str) -> bool:
    """Say whether a line is a byline beyond doubt, wherever it stands: it says so (``Bài: …``), credits
    somebody, or begins with a surname. A name alone may be that of a place."""
    people, outlets, credited = _parts(line)
    if not is_byline(line) or people is None:
        return False
    surname = any(len(name.split()) > 1 and name.split()[0].lower() in _SURNAMES for name in people)
    return bool(_BEFORE.match(line) or _AFTER.search(line) or credited or (outlets and people) or surname)


def is_expert(line: str) -> bool:
    """Say whether a line begins with a title and a name, as the experts sign whom a paper asks (``BS.CKI
    …``)."""
    return len(line) <= 160 and _EXPERT.match(line) is not None and line[-1] not in ".!?…:;,"


def authors(line: str) -> str | None:
    """Return the people named in a byline, as written, joined with ", "; None when it names only outlets or
    nobody."""
    if is_expert(line) and _parts(line)[0] is None:
        match = _EXPERT.match(line)
        return match[0].strip(" |,(") if match else None
    people = _parts(line)[0]
    return ", ".join(people) if people else None


def credits(line: str) -> tuple[str, ...]:
    """Return the outlets and agencies that a byline credits (``(Theo Reuters, AFP)``, ``;TTXVN``), as
    written."""
    _, outlets, credited = _parts(line)
    return (*outlets, *credited)


def _parts(line: str) -> tuple[list[str] | None, list[str], list[str]]:
    """Return the people (None when some part is neither a name nor an outlet), the outlets signed with, and
    those credited."""
    credited: list[str] = []
    text = line.strip()
    if (photo := CREDIT.search(text)) and photo.start() > 0:
        text = text[: photo.start()].strip(" -–—|(")
    for pattern in (_CREDIT_IN_BRACKETS, _THEO):
        if match := pattern.search(text):
            names = [name.strip() for name in re.split(r"[,;]", match["names"]) if name.strip()]
            known = pattern is _THEO or match["lead"] or all(outlet(name) for name in names)
            if not known and text[: match.start()].isupper() and text[: match.start()].count(" "):
                text = text[: match.start()]  # who the person is: NGUYỄN THỊ A (GIÁO VIÊN ...)
                continue
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
