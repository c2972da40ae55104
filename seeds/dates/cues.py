"""The words around a number that make a date of it, or show that it is none.

All patterns are for lower-cased text; those for what stands before are searched up to its last letter.
"""

from __future__ import annotations

import re

S = "[ \u00a0]"
"""One space, breaking or not."""

PARTS_OF_DAY = ("sáng", "trưa", "chiều", "tối", "đêm", "khuya", "rạng", "nửa", "ngày", "mùng", "mồng")
PHASES = ("đầu", "giữa", "cuối", "nửa", "thượng", "trung", "hạ")

STRONG_DAY_CUES = frozenset("hôm ngày sáng trưa chiều tối đêm nay qua dịp lễ".split())
"""Words before a bare day and month (13-3, 8/10) that make a date of it."""

DAY_CUES = STRONG_DAY_CUES | frozenset("từ đến tới vào trước sau hết kể".split())
"""The same, if what follows does not count it."""

YEAR_CUES = frozenset(
    "vào đến tới từ năm trước sau qua đoạn kỳ kì khóa khoá hè thu đông xuân cuối đầu giữa "
    "hết nhìn mùa".split()
)
"""Words before a bare number of four digits that make a year of it."""

WEAK_YEAR_CUES = frozenset("với của trong khoảng cho kể".split())
"""These make one only of a year that news is about."""

SEASON_CUES = frozenset("mùa giải khóa khoá học kỳ vụ đoạn bóng".split())
"""What stands before a span of years, and tells 2024/25 from a number."""

COUNTS = frozenset(
    "một hai ba bốn năm sáu bảy tám chín mười vài mấy nhiều những các chục trăm nửa hàng số bao từng mỗi lâu "
    "hằng đôi ít".split()
)
"""5 năm trước, vài tháng sau: counted time is a span, no date."""

NAMED_AFTER_DAYS = re.compile(
    r"\b(?:đường|phố|hẻm|ngõ|ngách|kiệt|bệnh viện|công viên|phường|"
    r"tổ|cầu|chợ|rạp|giải|giải thưởng|cúp|"
    r"khu|thôn|ấp|xóm|đội|cách mạng|lầu|lô|quận|căn|xưởng|nhà máy|thửa|(?:quảng|hội|nông|lâm) trường|sân vận "
    r"động|"
    rf"trại|bến|đại lộ|lớp|cá){S}{{1,2}}[\"“'‘]?$"
)
"""Streets, hospitals and prizes are named after days (đường 30 tháng 4, công viên 23/9)."""

FEASTS = frozenset([(8, 3), (30, 4), (1, 5), (1, 6), (27, 7), (2, 9), (5, 9), (20, 10), (20, 11), (22, 12)])
"""Days that are told with the name of their feast: Quốc khánh 2/9, Ngày Nhà giáo Việt Nam 20-11."""

FEAST_CUES = frozenset("khánh giảng nữ nhi động giáo mừng nam nhân niệm tết sĩ".split())

OF_FIGURES = frozenset("trong sau thu nhuận lãi lỗ khẩu ngạch khu kế quả số hết".split())
"""Words before "chín tháng" that make the months of the year so far of it: doanh thu chín tháng."""

DOTTED = re.compile(
    rf"\b(?:ngày|hôm|sáng|trưa|chiều|tối|đêm){S}(?:[12]?[0-9]|3[01])\.(?:1[0-2]|0?[1-9])(?![0-9.,])"
)
"""A day written with a point beyond doubt: a paper that writes one so writes all of them so."""

SESSION = re.compile(rf"(?:phiên(?:{S}(?:giao dịch|sáng|chiều|họp))?|sự kiện|tính đến|tính tới){S}$")
"""A stock exchange's session, an event or a count is that of a day."""

NUMBERED_TEXTS = frozenset(
    "số điều khoản nghị thông quyết tư định luật lệnh văn thị án lệ dựng mục chương".split()
)
"""Laws, letters and their parts have numbers like dates."""

SCORES = frozenset("tỷ tỉ số thắng thua hòa hoà dẫn bại gỡ ván set séc cách".split())

LEADING = re.compile(rf"(?:dẫn{S}(?:trước|lại)|(?:thắng|thua|gỡ){S}(?:trước|lại|tới|đến)){S}$")
"""A score again: dẫn trước 3-1."""

WORD_BEFORE = re.compile(rf"(\w+){S}{{0,2}}[(\"“'‘]?$")
NUMBER_BEFORE = re.compile(rf"[0-9]{S}?$")
CLOCK_BEFORE = re.compile(r"[0-9](?:h|g|giờ|:[0-5][0-9]|h[0-5][0-9]|g[0-5][0-9]| phút)[,|\u00a0 –-]{1,3}$")

JOINING = re.compile(
    rf"{S}{{0,2}}(?:và|,|đến|tới|hoặc|hay|-|–){S}{{0,2}}(?:(?:hết|ngày|hôm|cả|sáng|chiều|tối){S})?"
)
"""What stands between two items of a list or the ends of a span, and nothing else."""

AFTER_DATE = re.compile(
    rf"{S}*(?:$|[.,;:)\]\n\"”’'(–-]|"
    r"(?:đến|tới|tại|ở|theo|vừa|và|sẽ|đã|này|khi|để|với|do|trên|trong|cho|của|năm|hoặc|hay|âm|dương|là|có|ra|thì|"
    r"bởi|không|bị|được|cũng|lúc|khoảng|nhằm|thông|qua|sau|như|hằng|hàng|vì|nhưng|mà|nên|đang|cùng|vẫn|còn|mới|"
    r"chưa|gần|dưới|so|từ|bằng|bao|đạt)\b)"
)
"""What may follow a day, and does not follow a count (3-5 người, từ 5-10 phút)."""

COUNTED = re.compile(
    rf"{S}(?:lần|viên|ml|tiếng|giờ|phút|giây|bữa|ly|cốc|cử|độ|triệu|nghìn|ngàn|tỉ|tỷ|kg|g|người|buổi|gói|liều|quả|"
    r"tờ|lít|km|km2|m|m2|mét|cm|mm|ca|đồng|usd|đô|euro|w|kw|mw|tấn|ha|bước|điểm|cái|con|chiếc|đêm|tuổi|%|thang|suất|"
    r"đơn|hộ|phòng|căn|xe|loại|món|công|lượt|trang|calo|kcal|mg|vòng|trận|bàn|bạn)\b"
)
"""What a number of things is followed by: no year, no day."""

QUOTED = re.compile(rf"{S}[\"“'‘]")
