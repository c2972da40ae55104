"""Captions: the lines under pictures, which stay in the text after the picture is gone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from seeds import cues

_LETTER = re.compile(r"[^\W\d_]")
_SENTENCE_END = re.compile(r"[.!?…][\"”’)]*\s+(?=[^\W\da-zà-ỹđ_]|[\"“‘])")
_SCENE = re.compile(
    r"(?:(?:toàn|quang) cảnh|một góc|hình ảnh|bên trong|bên ngoài|từ trái|cận cảnh|khung cảnh|cảnh|"
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
_POSE = re.compile(
    r"\b(?:chụp (?:ảnh|hình)|làm việc với|phát biểu (?:tại|khai mạc|kết luận|chỉ đạo|trong|ở)?|bắt tay|"
    r"tại (?:buổi|hội nghị|lễ|cuộc|phiên|sự kiện|"
    r"hiện trường|hội thảo|tọa đàm|diễn đàn|họp báo|kỳ họp|trụ sở|công trường|nhà máy)|trao (?:quà|hoa|"
    r"bằng|giấy|tặng|đổi)|tham quan|"
    r"chủ trì|tiếp (?:đoàn|ông|bà|đại sứ|bộ trưởng|thủ tướng)|ký (?:kết|biên bản)|chứng kiến|buổi làm việc|"
    r"và (?:lãnh đạo|các|đại diện|đoàn|phu nhân))",
    re.I,
)
_TELLS = re.compile(
    r"\b(?:cho (?:biết|rằng|hay|thấy)|khẳng định|nhấn mạnh|nói|đánh giá|bày tỏ|đề nghị|chia sẻ|nhận định|"
    r"thông tin|yêu cầu|kiến nghị|kêu gọi|"
    r"cảnh báo|tuyên bố|trả lời|lưu ý|đề xuất|mong muốn|hy vọng|đã|đang|sẽ|vừa|vẫn|cũng|còn|nhưng|"
    r"tuy nhiên|vì vậy|do đó|trong khi|được|bị|"
    r"theo|nếu|khi|để|nhằm|phải|cần|có thể|không|nhiều|hơn|là)\b",
    re.I,
)


def has_words(text: str) -> bool:
    """Say whether there is a letter in it at all, after taking away what a picture leaves behind in
    Markdown."""
    return len(text) > 1000 or bool(_LETTER.search(re.sub(r"!\[[^\]\n]*\]\([^)\n]*\)", "", text)))


class Judge:
    """Tells captions from paragraphs, knowing all lines of the running text."""

    def __init__(self, lines: Sequence[str]) -> None:
        """Look over the lines: how long its paragraphs are, and with which words the certain captions
        begin."""
        self._lines = lines
        lengths = sorted(line.count(" ") + 1 for line in lines)
        self._typical = lengths[len(lengths) * 2 // 3] if lengths else 0
        sure = [line for line in lines if _is_sure(line)]
        self._openings = Counter(_opening(line) for line in sure)

    def is_caption(self, at: int) -> bool:
        """Say whether line number ``at`` is a caption."""
        line = self._lines[at]
        return _is_sure(line) or self._is_likely(at)

    def _is_likely(self, at: int) -> bool:
        """Judge a line without credit or table marks: one sentence, short among long paragraphs, that names
        who is to be seen where and tells nothing."""
        line = self._lines[at]
        words = line.count(" ") + 1
        if at == 0 or not 3 <= words <= 40 or self._typical < 22 or words * 4 > self._typical * 5:
            return False
        if not line[0].isupper() or line[-1] in ':;,?!"”' or _SENTENCE_END.search(line) or line[0] in '"“':
            return False
        if self._openings[_opening(line)] and not _TELLS.search(line):
            return True
        return bool(_SCENE.match(line) and _POSE.search(line) and not _TELLS.search(line))


def _opening(line: str) -> str:
    return " ".join(line.lstrip("| ").split(None, 4)[:3]).lower()


def _is_sure(line: str) -> bool:
    return cues.is_credited(line) or (cues.is_table_rest(line) and line.count(" ") < 100)
