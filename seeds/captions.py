"""Captions: the lines under pictures, which stay in the text after the picture is gone."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from seeds import cues, furniture
from seeds.outlets import outlet
from seeds.patterns import CAPITAL, later

_LETTER = later(r"[^\W\d_]")
_SENTENCE_END = later(rf"[.!?…][\"”’)]*\s+(?=[{CAPITAL}\"“‘])")
_SCENE = later(
    r"(?:(?:toàn|quang) cảnh|các thành viên|hai (?:bên|nhà lãnh đạo|bộ trưởng)|một góc|hình ảnh|bên trong|"
    r"bên ngoài|từ trái|cận cảnh|khung cảnh|cảnh|"
    r"các đại biểu|đoàn đại biểu|đoàn|"
    r"khách mời|lãnh đạo|đại diện|đại biểu|người dân|công nhân|học sinh|sinh viên|du khách|lực lượng|ông|"
    r"bà|anh|chị|em|"
    r"(?:quyền |phó |nguyên |tân )*(?:thủ tướng|tổng bí thư|chủ tịch|tổng thống|bộ trưởng|thứ trưởng|"
    r"giám đốc|tổng giám đốc|bí thư|"
    r"đại sứ|vụ trưởng|cục trưởng|trưởng|chánh|thiếu tướng|trung tướng|đại tướng|thượng tướng|đại tá|gs|"
    r"pgs|ts|ths|nhà|nghệ sĩ|ca sĩ|"
    r"diễn viên|hlv|huấn luyện viên|cầu thủ|tiền đạo))\b",
    re.I,
)
_POSE = later(
    r"\b(?:chụp (?:ảnh|hình)|làm việc với|phát biểu (?:tại|khai mạc|kết luận|chỉ đạo|trong|ở)?|bắt tay|"
    r"(?:tại|trong|bên lề) (?:một |các )?(?:buổi|hội nghị|lễ|cuộc|phiên|sự kiện|"
    r"hiện trường|hội thảo|tọa đàm|diễn đàn|họp báo|kỳ họp|trụ sở|công trường|nhà máy)|trao (?:quà|hoa|"
    r"bằng|giấy|tặng|đổi)|tham quan|"
    r"chủ trì|tiếp (?!tục|theo|cận|nhận|xúc|giáp|viện|tế|thu|thị|nối|đó|đến|diễn|sức|quản|tay)|ký (?:kết|"
    r"biên bản)|chứng kiến|buổi làm việc|"
    r"và (?:lãnh đạo|các|đại diện|đoàn|phu nhân)|"
    r"(?:phát biểu|trình bày|thảo luận|điều hành)[.]?$|(?:quang|toàn) cảnh)",
    re.I,
)
_MEETS = later(
    r"\b(?:gặp|hội đàm|hội kiến|thăm|chúc mừng|đón|tham dự|dự|giải trình|trình bày|họp)\b|(?-i:và [A-ZĐ])",
    re.I,
)
_WHEN = later(r"\b(?:hôm|sáng|trưa|chiều|tối|ngày|tháng|tuần)\b", re.I)
_TELLS = later(
    r"\b(?:cho (?:biết|rằng|hay|thấy)|khẳng định|nhấn mạnh|nói|đánh giá|bày tỏ|đề nghị|chia sẻ|nhận định|"
    r"thông tin|yêu cầu|kiến nghị|kêu gọi|"
    r"cảnh báo|tuyên bố|trả lời(?! chất vấn)|lưu ý|đề xuất|mong muốn|hy vọng|đã|đang|sẽ|vừa|vẫn|cũng|còn|"
    r"nhưng|tuy nhiên|vì vậy|do đó|trong khi|được|bị|"
    r"theo|nếu|khi|để|nhằm|phải|cần|có thể|không|nhiều|hơn|là)\b",
    re.I,
)


def has_words(text: str) -> bool:
    """Say whether there is a letter in it at all, after taking away what a picture leaves behind in
    Markdown."""
    return len(text) > 1000 or bool(_LETTER().search(re.sub(r"!\[[^\]\n]*\]\([^)\n]*\)", "", text)))


_LONG = 250
"""From so many code points on a paragraph may have captions inside of it: pages run together to one line."""
_INSIDE = later(
    r"\(\s*(?:Ảnh|Nguồn ảnh|Hình|Đồ họa|Ảnh minh họa|Ảnh tư liệu|Nguồn|Photo)\s*:\s*[^()\n]{2,60}\)\.?(?=\s)|"
    r"(?:(?<=[.!?…”\"])\s*|(?<=\S)\s[-–—|]\s|(?<=\w)\s(?=Ảnh\s*:))"
    r"(?:Ảnh|ẢNH|Ảnh minh họa|Ảnh tư liệu|Đồ họa|Nguồn ảnh)\s*:\s*"
    r"(?P<who>[^\W\d_]\S*(?:\s\S+){0,4})"
)
_CAPTION_WORDS = 40
_TOLD_WORDS = 30
"""A sentence before a credit that tells something is a caption up to so many words: longer, it is one of the
story and the picture has none."""
_PARAGRAPH_WORDS = 15


def inside(text: str) -> list[tuple[int, int]]:
    """Return where captions stand inside a long paragraph: each ends with its credit and has the sentence
    before it, where that is one of a caption's length. Offsets into the paragraph, in order."""
    if len(text) < _LONG or (
        "nh:" not in text and "ẢNH:" not in text and "ồn:" not in text and "họa:" not in text
    ):
        return []
    credits = [(match, end) for match in _INSIDE().finditer(text) if (end := _credit_end(match))]
    ends = [0, *(match.end() for match in _SENTENCE_END().finditer(text))] if credits else []
    found: list[tuple[int, int]] = []
    for match, end in credits:
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        least = found[-1][1] if found else 0
        first = ends[bisect_left(ends, start) - 1] if start else 0
        begun = max(first, least)
        begun += len(text[begun:start]) - len(text[begun:start].lstrip())
        sentence = text[begun:start].strip()
        # Where no sentence has ended before the credit, it belongs to what stands before it.
        runs_on = bool(sentence) and (match[0].lstrip()[0] in "(-–—|" or sentence[-1] not in ".!?…")
        words = sentence.count(" ") + 1
        if sentence and words <= (
            _TOLD_WORDS if not runs_on and _TELLS().search(sentence) else _CAPTION_WORDS
        ):
            start = begun
        found.append((start, end))
    return found


def _credit_end(match: re.Match[str]) -> int:
    """Return where a credit inside a paragraph ends, before the next sentence; 0 where it is none.

    A name in capitals takes the words in capitals, any other at most three words that are no beginning of a
    sentence; an agency, a stroke and a full stop end it.
    """
    if match["who"] is None:
        return match.end()
    words = match["who"].split()
    taken = 1
    while taken < min(len(words), 4):
        last, word = words[taken - 1], words[taken]
        begins = taken + 1 < len(words) and words[taken + 1][0].islower()
        if last.endswith(".") or outlet(last) or not word[0].isupper():
            break
        if "/" in last:  # VGP/Nhật Bắc, and Lâm Khánh/TTXVN
            taken += bool(outlet(last.partition("/")[0])) and not begins
            break
        if words[0].isupper() != word.isupper() if words[0].isupper() else taken == 3 or begins:
            break
        taken += 1
    end = match.start("who") + len(" ".join(words[:taken]))
    following = match.string[end : end + 3].lstrip()
    named = words[0][0].isupper() and match.string[match.start("who") : end] == " ".join(words[:taken])
    return end if named and following and (following[0].isupper() or following[0] in '"“‘') else 0


def is_one_sentence(text: str) -> bool:
    """Say whether a line is no more than one sentence."""
    return not _SENTENCE_END().search(text)


_STOPS = frozenset(".!?…”\"')")


class Judge:
    """Tells captions from paragraphs, knowing all lines of the running text."""

    def __init__(self, lines: Sequence[str]) -> None:
        """Look over the lines: how long its paragraphs are, with which words the certain captions begin, and
        which lines stand there twice."""
        self._lines = lines
        lengths = sorted(line.count(" ") + 1 for line in lines)
        # A report in pictures has more captions than paragraphs.
        lengths = [length for length in lengths if length >= _PARAGRAPH_WORDS] or lengths
        self._typical = lengths[len(lengths) * 2 // 3] if lengths else 0
        self._sure = frozenset(at for at, line in enumerate(lines) if _is_sure(line))
        self._openings = Counter(_opening(lines[at]) for at in self._sure)
        self._twice = _twice(lines)
        self._unended = sum(1 for at, line in enumerate(lines) if line[-1].isalnum() and at not in self._sure)

    def is_caption(self, at: int) -> bool:
        """Say whether line number ``at`` is a caption."""
        return (
            at in self._sure
            or at in self._twice
            or self._has_credit_below(at)
            or self._is_likely(at)
            or self._breaks_off(at)
        )

    def _breaks_off(self, at: int) -> bool:
        """Say whether a line of a sentence's length ends without a stop among paragraphs that all end with
        one, and is no heading: it is too long for one, or one follows."""
        line = self._lines[at]
        words = line.count(" ") + 1
        if at == 0 or at + 1 == len(self._lines) or not 12 <= words <= 45 or not line[0].isupper():
            return False
        if not line[-1].isalnum() or _SENTENCE_END().search(line) or ": " in line or self._unended > 4:
            return False
        following = self._lines[at + 1]
        heads = following.count(" ") < 18 and following[-1].isalnum()
        return (
            self._lines[at - 1][-1] in _STOPS and (words > 22 or heads) and (heads or following[-1] in _STOPS)
        )

    def _has_credit_below(self, at: int) -> bool:
        """Say whether the next line is nothing but a photo credit, and this one short enough to be of it."""
        line = self._lines[at]
        if at == 0 or at + 1 == len(self._lines) or not cues.is_lone_credit(self._lines[at + 1]):
            return False
        words = line.count(" ") + 1
        return words <= (30 if line[-1] in ".!?…" else 60) and line[-1] not in ':;"”'

    def _is_likely(self, at: int) -> bool:
        """Judge a line without credit or table marks: one sentence, short among long paragraphs, that names
        who is to be seen where and tells nothing."""
        line = self._lines[at]
        words = line.count(" ") + 1
        # The first line may be a caption above the lead; only a short one is.
        opens = at == 0 and (words > 16 or len(self._lines) < 2 or self._lines[1].count(" ") < 24)
        if opens or not 3 <= words <= 40 or self._typical < 22 or words * 4 > self._typical * 5:
            return False
        if not line[0].isupper() or line[-1] in ':;,?!"”' or _SENTENCE_END().search(line) or line[0] in '"“':
            return False
        if self._openings[_opening(line)] and not _TELLS().search(line):
            return True
        if not _SCENE().match(line) or _TELLS().search(line):
            return False
        # A sentence that also says when is one of the story.
        return bool(
            _POSE().search(line) or (words <= 24 and _MEETS().search(line) and not _WHEN().search(line))
        )


def _opening(line: str) -> str:
    return " ".join(line.lstrip("| ").split(None, 4)[:3]).lower()


def _is_sure(line: str) -> bool:
    return (
        cues.is_credited(line)
        or (cues.is_table_rest(line) and line.count(" ") < 100)
        or furniture.is_picture_rest(line)
    )


def _twice(lines: Sequence[str]) -> frozenset[int]:
    """Return the numbers of the lines that a picture has put there again: its caption is on the page and in
    the picture's own data.

    In a story told in pictures most paragraphs stand there twice: then only the second ones count, and the
    first ones remain its text. Elsewhere both are captions, when they stand together and are not long. A
    line that is the beginning of a credited caption beside it is the same caption without its credit.
    """
    bare = [_bare(line) for line in lines]
    again = [at for at, last in _pairs(bare) if len(bare[last]) >= 8]
    if len(again) >= 3 and len(again) * 3 >= len(lines):
        return frozenset(again)
    found: set[int] = set()
    for at, last in _pairs(bare):
        if at - last <= 2 and len(bare[at]) >= 8 and lines[at].count(" ") < 60 and (last or at - last == 1):
            found |= {at, last}
    for at, line in enumerate(lines):
        for beside in (at - 1, at + 1):
            if not 0 <= beside < len(lines) or line.count(" ") >= 60:
                continue
            longer = 12 <= len(bare[at]) < len(bare[beside]) <= len(bare[at]) + 80
            if longer and bare[beside].startswith(bare[at]) and cues.is_credited(lines[beside]):
                found.add(at)
    return frozenset(found)


def _pairs(bare: Sequence[str]) -> list[tuple[int, int]]:
    """Return each line that stood there before, with where it stood last."""
    last: dict[str, int] = {}
    pairs: list[tuple[int, int]] = []
    for at, line in enumerate(bare):
        if line in last:
            pairs.append((at, last[line]))
        last[line] = at
    return pairs


def _bare(line: str) -> str:
    return line.strip(" .|*()-–—").lower()
