"""Bylines: who wrote an article, as outlets sign it."""

from __future__ import annotations

import re

from seeds import cues, stamps
from seeds.outlets import outlet
from seeds.patterns import CAPITAL, later

_CREDIT_IN_BRACKETS = later(
    r"\s*[-–—|]?\s*[(\[]\s*(?P<lead>(?:tổng hợp |lược dịch |biên dịch |dịch )?(?:theo|từ)|tổng hợp|"
    r"nguồn:?|dịch|ghi|lược ghi|thực hiện|biên dịch|"
    r"lược dịch|t/?h)?(?<!\w(?=\w))\s*(?P<names>[^()\[\]]*)[)\]]\s*\.?$",
    re.I,
)
_THEO = later(r"(?:^|\s+)[-–]?\s*[Tt](?:heo|HEO)\s+(?P<names>[A-ZĐ].{1,60})$")
_BEFORE = later(
    r"(?:(?:tin\s*,\s*ảnh|bài\s*,\s*ảnh|bài,? và ảnh|tin và ảnh|ảnh và bài|tin,? bài và ảnh|bài|tin|tác giả|"
    r"người viết|thực hiện|biên dịch|nội dung|by)\s*:\s*|"
    r"(?:phóng sự ảnh|chùm ảnh)\s*(?::|của)\s*|"
    r"(?:phóng viên|pv|p\.v|p/v|nhóm pv|nhóm phóng viên|ctv|btv|cộng tác viên)\s*:?\s+(?=[A-ZĐ])|"
    r"by\s+(?=[A-Z]))",
    re.I,
)
_AFTER = later(
    r"(?:\s+|\s*[(\-–]\s*|^)(?:tổng hợp|lược dịch|biên dịch|dịch|ghi|thực hiện|lược ghi|sưu tầm|t/?h|"
    r"\(?tổng hợp\)?)\)?$",
    re.I,
)
_ROLES = (
    r"(?:(?:PGS|GS|TS|ThS|Ths|BS|Bs|CKI|CKII|BSCKI|BSCKII|LS|KTS|NSƯT|NSND|BTV|PV)\.?\s*|(?:Luật sư|Bác sĩ|"
    r"Tiến sĩ|Thạc sĩ|Giáo sư|Phó giáo sư|Nhà báo|Chuyên gia|Dược sĩ|Nhà văn|Đại sứ)\s+)+"
)
_ROLE = later(_ROLES)
_BETWEEN = later(r"\s*[;,&/|]\s*|\s+[-–—+]\s+|\s+và\s+", re.I)
# Names whose first sound has two letters are often shortened to both of them.
_DIGRAPH = "[CGKNPT][hgrHGR]"
_NAME = later(rf"(?:(?:[^\W\d_]|{_DIGRAPH})\.){{1,4}}[^\W\d_]{{0,7}}|[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_NOBODY = frozenset(
    {
        "pv",
        "p.v",
        "nhóm pv",
        "nhóm phóng viên",
        "phóng viên",
        "ctv",
        "btv",
        "tổng hợp",
        "ban biên tập",
        "bbt",
        "nhóm p.v",
    }
)
# Who else worked on the article, set right behind the name without a space.
_GLUED = later(
    r"(?<=[^\W\d_A-ZĐ])(?=(?:Thiết kế|Hình ảnh|Ảnh|Video|Đồ họa|Nguồn|Theo|Trình bày|Biên tập|"
    r"KTS trưởng)\b.{0,80}$)"
)
# Who took the pictures, behind the name with nothing between them.
_PICTURES_BY = later(
    r"(?<=[^\W\d_])(?<!(?i:bài|tin))(?<!(?i:và))\s+"
    r"(?=(?:Ảnh|Video|Clip|Đồ họa|Thiết kế|Trình bày)\s*:\s*\S.{0,60}$)"
)
# Where an outlet's correspondent sits: Minh Long/VOV - Trung tâm Tin, Lưu Sơn/VOV-TPHCM.
_OFFICE = later(rf"/\s?(?P<outlet>[^/–-]{{2,20}}?)\s?[-–]\s?[{CAPITAL}][^/;,]{{1,40}}$")
_THEO_FIRST = later(r"\(\s*(?:[Tt]heo|[Tt]ổng hợp(?: từ)?)\s+(?P<names>[^()]{2,60})\)\s+(?=\S)")
_SITE = later(r"[a-z][\w-]*(?:\.[\w-]+)*\.(?:vn|com|net|org|info)")
_AGENCY_MAN = later(r"(?:nhóm )?(?:pv|p/v|p\.v|phóng viên|báo)\s+", re.I)
_POSTED = later(r"(?:\s+tại\s|-(?=[A-ZĐ][a-zà-ỹ])).{2,40}$")
# What a short line in capitals or title case may say that is no name.
_NO_NAME = later(
    r"\b(?:video|ảnh|xem|đọc|chia sẻ|bình luận|quảng cáo|liên quan|thông tin|tỉnh|thành phố|huyện|"
    r"công ty|tập đoàn|ủy ban|trường (?:đại|trung|tiểu|thcs|thpt)|đại học|bệnh viện|ngân hàng)\b",
    re.I,
)
# Surnames that begin hardly any place name: they tell a byline under a headline from the place of the news.
_SURNAMES = frozenset(
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ ngô dương đinh trịnh trương đoàn".split()
)
_EXPERT = later(rf"(?:{_ROLES})[^\W\d_]+(?: [^\W\d_]+){{1,5}}(?:(?<=[a-zà-ỹ])(?=[A-ZĐ])|\s*[|,(]|$)")


def is_byline(line: str) -> bool:
    """Say whether a line at the head or foot of an article is the signature of people or outlets."""
    if not line or len(line) > 140 or line[-1] in "?!:…" or (line[-1] == "." and line.count(" ") > 4):
        return False
    if cues.is_section(line) or (line[-1] == "." and len(line.split()[-1].split(".")[-2]) > 2):
        return False  # initials may end with a stop, sentences do
    signed = bool(_BEFORE().match(line) or _AFTER().search(line))
    people, outlets, credited = _parts(line)
    if people is None:
        return False
    if any(_one_word(name) and not signed for name in people) and not outlets and len(people) == 1:
        return (line.isupper() and len(line) >= 3) or "." in line or bool(credited)
    return bool(people or outlets or credited or line.lower() in _NOBODY or is_stamped(line))


def is_signed(line: str) -> bool:
    """Say whether a line is a byline beyond doubt, wherever it stands: it says so (``Bài: …``), credits
    somebody, or begins with a surname. A name alone may be that of a place."""
    people, outlets, credited = _parts(line)
    if not is_byline(line) or people is None:
        return False
    surname = any(len(name.split()) > 1 and name.split()[0].lower() in _SURNAMES for name in people)
    return bool(_BEFORE().match(line) or _AFTER().search(line) or credited or (outlets and people) or surname)


def is_stamped(line: str) -> bool:
    """Say whether a line signs the article and gives its day (``NGUYỄN VĂN A - 05/06/2024 14:22``). A
    headline may end with a day as well: without a time of day, an outlet or a surname stands beside it."""
    beside = stamps.beside_name(line)
    if beside is None or not beside[0]:
        return False
    name, clock = beside
    return outlet(name) is not None or is_signed(name) or (clock and is_byline(name))


def signs_off(rest: str, *, credited: bool = False) -> bool:
    """Say whether what stands behind a paragraph's last sentence signs the article: it says so, credits an
    outlet, or is names of Vietnamese alone. ``credited`` asks for both a name and an outlet or note."""
    if len(rest) == 2:
        return rest.isalpha() and rest.isupper() and not credited and rest not in _SHORT_PLACES
    if (
        not 3 <= len(rest) <= 140
        or rest[-1] in "?!:…,"
        or (rest[-1] == "." and not _INITIALS().fullmatch(rest))
    ):
        return False
    people, outlets, others = _parts(rest)
    if people is None:
        return False
    plain = all(
        is_person(name)
        or _INITIALS().fullmatch(name)
        or (" " in name and _GIVEN.issuperset(name.lower().split()))
        for name in people
    )
    noted = bool(_BEFORE().match(rest) or _AFTER().search(rest))
    if credited:
        return plain and (bool(outlets) or (bool(people) and (noted or bool(others))))
    if people and noted:
        return True
    if outlets or others:
        known = any(outlet(part) for name in others for part in (name, *name.split("/")))
        return bool(outlets or known or (people and plain))
    return bool(people) and plain and people[0].lower() not in _PLACES


_INITIALS = later(rf"(?:(?:[^\W\d_]|{_DIGRAPH})\.\s?){{1,3}}(?:[^\W\d_]{{1,7}}\.?)?")
_SHORT_PLACES = frozenset(("TP", "VN", "EU", "US", "UN", "HN", "HÀ"))
# Of all places only these stand alone behind a sentence; those of districts are names of people as well.
_PLACES = frozenset(
    "việt nam,hà nội,đà nẵng,hải phòng,cần thơ,sài gòn,hồ chí minh,trung quốc,hoa kỳ,thái lan,hàn quốc".split(
        ","
    )
)


def is_expert(line: str) -> bool:
    """Say whether a line begins with a title and a name, as the experts sign whom a paper asks (``BS.CKI
    …``)."""
    return len(line) <= 160 and _EXPERT().match(line) is not None and line[-1] not in ".!?…:;,"


def authors(line: str) -> str | None:
    """Return the people who sign a byline, as it has them (``Thanh Tùng - An Khương``), without those outlets
    and roles around them; None when it names only outlets or nobody."""
    people, outlets, _ = _parts(line)
    if people is None:
        match = _EXPERT().match(line) if is_expert(line) else None
        return match[0].strip(" |,(") if match else None
    if not people:
        return None
    text = _names_only(line)[0]
    return _mended(text if not outlets and text.endswith(people[-1]) else ", ".join(people))


def credits(line: str) -> tuple[str, ...]:
    """Return the outlets and agencies that a byline credits (``(Theo Reuters, AFP)``, ``;TTXVN``), as
    written."""
    _, outlets, credited = _parts(line)
    return (*outlets, *credited)


def _names_only(line: str) -> tuple[str, list[str]]:
    """Return a byline without labels, credits and notes, and who is credited; the text is "?" where a bracket
    says anything else."""
    credited: list[str] = []
    text = line.strip(" |")
    if is_stamped(text) and (beside := stamps.beside_name(text)):
        text = beside[0]
    if glued := _GLUED().search(text):
        text = text[: glued.start()]
    if pictured := _PICTURES_BY().search(text):
        text = text[: pictured.start()]
    if (first := _THEO_FIRST().match(text)) is not None:
        credited += [name.strip() for name in first["names"].split(",")]
        text = text[first.end() :]
    if (photo := cues.credit(text)) and photo.start() > 0:
        text = text[: photo.start()].strip(" -–—|(")
    for pattern in (_CREDIT_IN_BRACKETS(), _THEO()):
        match = pattern.search(text)
        if match is None:
            continue
        if match.start() == 0 and pattern is _THEO() and is_person(match["names"]):
            text = match["names"]
            continue
        lead = (match.groupdict().get("lead") or "").lower()
        names = [_agency(name) for name in re.split(r"[,;&]", match["names"]) if name.strip()]
        if len(names) == 1 and all(outlet(part) for part in names[0].split("/")):
            names = names[0].split("/")
        if (
            pattern is not _THEO()
            and not lead
            and not all(outlet(name) or _SITE().fullmatch(name) for name in names)
        ):
            if text[: match.start()].isupper() and text[: match.start()].count(" "):
                text = text[: match.start()]  # who the person is: NGUYỄN THỊ A (GIÁO VIÊN ...)
                continue
            return "?", []
        if lead != "từ":  # from where a correspondent reports
            credited += [name for name in names if name.lower() not in _NOBODY]
        text = text[: match.start()].strip()
    text = _AFTER().sub("", _BEFORE().sub("", text)).strip(" .-–—|")
    if (office := _OFFICE().search(text)) and outlet(office["outlet"]):
        text = text[: office.end("outlet")]
    return text, credited


def _agency(name: str) -> str:
    """Return the outlet in ``PV TTXVN tại Mỹ`` and ``VOV-Washington``; any other name as it is."""
    bare = _POSTED().sub("", _AGENCY_MAN().sub("", name.strip()))
    return bare if bare != name and outlet(bare) else name.strip()


def _parts(line: str) -> tuple[list[str] | None, list[str], list[str]]:
    """Return the people (None when some part is neither a name nor an outlet), the outlets signed with, and
    those credited."""
    text, credited = _names_only(line)
    before, _, place = text.rpartition("/")
    if credited and is_person(before) and not is_person(place) and not outlet(_agency(place)):
        text = before  # Mạnh Hùng/Berlin (Vietnam+)
    text, own = _own_outlet(text)
    people: list[str] = []
    outlets = [own] if own else []
    for part in _BETWEEN().split(text) if text else []:
        part = _agency(part)
        if not part or part.lower() in _NOBODY:
            continue
        if outlet(part):
            outlets.append(part)
        elif _is_name(_ROLE().sub("", part)):
            people.append(part)
        else:
            return None, [], []
    return people, outlets, credited


def _own_outlet(text: str) -> tuple[str, str]:
    """Return a byline without the outlet at its end, and that outlet: its name may have an "and" in it, or
    stand behind the person's with nothing between them."""
    for match in re.finditer(r"[/ ]", text):
        before, behind = text[: match.start()].rstrip(), text[match.end() :].strip()
        if outlet(behind) and (match[0] == "/" or is_person(before)):
            return before, behind
    return text, ""


def is_person(name: str) -> bool:
    """Say whether a name that is no outlet's is spelled as that of a Vietnamese."""
    from seeds.charsets import is_syllable

    words = name.split()
    bodies = ("bộ", "báo", "tạp", "sở", "cục", "đài", "ban", "vụ", "viện", "hội")
    return (
        2 <= len(words) <= 4
        and all(word[0].isupper() and is_syllable(word) for word in words)
        and words[0].lower() not in bodies
        and outlet(name) is None
    )


def _mended(names: str) -> str:
    """Return names in capitals whose syllables a layout has torn (``C HÍ QU ỐC``) with them put together."""
    pieces = names.split()
    if not names.isupper() or not any(len(piece) == 1 for piece in pieces):
        return names
    from seeds.charsets import is_syllable

    whole: list[str] = []
    for piece in pieces:
        torn = whole and piece.isalpha() and not (is_syllable(whole[-1]) and is_syllable(piece))
        if torn and is_syllable(whole[-1] + piece):
            whole[-1] += piece
        else:
            whole.append(piece)
    return " ".join(whole)


def _is_name(text: str) -> bool:
    words = text.split()
    if not 1 <= len(words) <= 6 or len(text) > 40 or _NO_NAME().search(text):
        return False
    if not words[0][0].isupper() or not all(_NAME().fullmatch(word) for word in words):
        return False
    return all(word[0].isupper() for word in words) or _GIVEN.issuperset(text.lower().split())


# Given names: two of them sign even where the second is written small (Khánh huyền).
_GIVEN = frozenset(
    "anh ánh bảo châu cường diệp dung dũng duy duyên giang hà hải hạnh hằng hiền hiếu hoàng hồng huệ hùng "
    "huy huyền hưng hương hường khánh khoa kiên lâm lan linh loan long ly mai minh nga ngân ngọc nguyệt "
    "nhung oanh phúc phương phượng quang quân quyên quỳnh sơn tâm thanh thành thảo thắng thu thùy thúy thủy "
    "thư trang trung tuấn tùng tuyết uyên vân vinh xuân yến".split()
)


def _one_word(name: str) -> bool:
    return len(name.split()) == 1
