"""Money, percentages and counted things: everything that begins with a number and is no date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from seeds.dates import DateMention
from seeds.entities.tables import compounds, counted_nouns


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure's span, its type and the rule that read it."""

    start: int
    end: int
    type: str
    rule: str


_NUMBER = re.compile(r"(?<![\w.,/:])([$€£]?)[0-9]+(?:[.,][0-9]+)*")
_RANGE = re.compile(
    r"(?:[ ]?[-–][ ]?|[ ](?:đến|tới|hoặc|x|X|×)[ ]|x)[$€£]?[0-9]+(?:[.,][0-9]+)*(?![0-9]|[/.\-:][0-9])"
)
_MAGNITUDE = re.compile(r"[ ]?(?:(?:trăm|chục|nghìn|ngàn|vạn|triệu|tỷ|tỉ)\b[ ]?){1,2}")
_CURRENCY = re.compile(
    r"[ ]?(?:USD|VND|VNĐ|EUR|GBP|JPY|CNY|NDT|KRW|THB|SGD|AUD|CAD|CHF|RUB|HKD|TWD|MYR|IDR|INR|đô[ ]?la(?:[ ](?:Mỹ|Úc|"
    r"Singapore|Canada|Australia|Hong Kong|Đài Loan|New Zealand))?|đô\b|đồng(?![ ]?bộ\b|[ ]nghiệp\b|[ ]đội\b|[ ]hồ\b"
    r"|[ ]loạt\b)|đ\b|euro|bảng(?:[ ]Anh)?|yen|yên\b|won|baht|rúp|ruble|rupee|rupiah|ringgit|peso|real\b|franc|"
    r"nhân dân tệ|tệ\b|krone|krona|lira|đôla(?:[ ]Mỹ)?)(?!\w)"
)
_PERCENT = re.compile(r"[ ]?(?:%|phần trăm\b|‰)")
_SPELLED_MONEY = re.compile(
    r"(?<!\w)(?:[Mm]ột|[Hh]ai|[Bb]a|[Bb]ốn|[Nn]ăm|[Ss]áu|[Bb]ảy|[Tt]ám|[Cc]hín|[Mm]ười|[Nn]ửa|[Hh]àng trăm|"
    r"[Hh]àng chục|[Vv]ài|[Vv]ài trăm|[Vv]ài chục) (?:(?:nghìn|ngàn|triệu|tỷ|tỉ) ?){1,2}"
)
# Units of measure; they end the figure, and may stand without a space.
_MEASURE = re.compile(
    r"[ ]?(?:km/h|km/giờ|km/s|m/s|km2|km²|m2|m²|m3|m³|cm2|mm2|km|hm|cm|mm|µm|nm|mAh|kWh|MWh|GWh|TWh|kW|MW|GW|MVA|kVA|kV|"
    r"GHz|MHz|kHz|Hz|TB|GB|MB|KB|Mbps|Gbps|mmHg|mg/dL|mg/dl|mmol/L|mcg|mg|kg|ml|dB|Nm|Cd|cc|CC|hp|HP|PS|inch|ppm|fps|"
    r"W|V|A|ha|m|g|l|L|°C|ºC|độ C|°|lít|tấn|tạ|yến|héc ta|hecta|mét|gram|carat|calo|kcal|mã lực|megapixel|hải lý|dặm|"
    r"foot|feet|pound|ounce|thùng dầu|tỷ khối)(?!\w|[ ]?[Bb]ay)"
)
_DURATION = re.compile(
    r"[ ](?:giây|phút|giờ đồng hồ|giờ|tiếng đồng hồ|tiếng|ngày đêm|ngày|đêm|tuần tuổi|tuần|tháng tuổi|tháng|năm tuổi|năm|"
    r"thập kỷ|thập niên|thế kỷ|tuổi|lần|quý)\b"
)
_NOUN = re.compile(r"[ ]([^\W\d_][a-zà-ỹđ]*)(?:[ ]([^\W\d_][a-zà-ỹđ]*))?(?:[ ]([a-zà-ỹđ]+))?(?:[ ]([a-zà-ỹđ]+))?")
_WORD_BEFORE = re.compile(r"(\w+)[ ]$")
# After these a number is a label: số 3, lớp 8, quận 7, top 10, ở tuổi 50.
_LABELS = frozenset(
    [
        *"số thứ phần điều khoản lớp quận phường đường top hạng tuổi chương mục kênh tập mẫu vòng khóa đợt cấp loại".split(),
        *"bảng phòng tổ khối hàng nhóm mùa lộ kỳ bản bài thế ký tầng bậc mức ngõ khu ga cột trang câu thửa tờ".split(),
        *"điểm áo chuyến giải ngành hẻm block tòa lô toa khoá thập u gate version ios android iphone galaxy".split(),
    ]
)
# What follows a number and is no noun that it counts.
_NO_NOUNS = frozenset(
    [
        *"ở của tại và đến đã với trước trong trên có là sẽ bị để cho diễn được sau vào không đang khi về chỉ khiến từ".split(),
        *"nhưng theo lên trở tăng vì tiếp thực nhờ đưa sắp giúp gây bằng vẫn ra cũ cùng đạt ngay qua dẫn đầu thi này".split(),
        *"thương nhằm ghi khép cao còn làm bước gặp như mà thu phải thuộc hay cũng mở khai khởi xuống rạng thay hoặc".split(),
        *"nhận đi giảm thì chưa dù so trúng tiêm chung thiếu yếu kéo hiện gần vượt nên xuất các rồi di nếu đều tạo".split(),
        *"toàn dành nâng lúc hơn gồm mạnh lại lưu nói hằng từng mỗi cử bán lập khoảng tổng nằm thêm giành khẳng ước".split(),
        *"rất đặt đăng dưới sang áp suy thường đóng giữ trao đúng bay cả dùng gắn phóng khó tìm bởi nổi phá chở bỏ".split(),
        *"gấp gọi rời hút kèm quá xảy khỏi vô luôn cải trình kể cứu quay nhanh dần hạ tách chiếm lọt chạy phục đoạt".split(),
        *"viết ít gửi lấy chạm thắng nêu triệu tỉ tỷ nghìn ngàn vạn do vừa mới vốn tới một nữa tuyên phát quyết kết thế".split(),
        *"âm liên nhiều biến thua hòa hoà điều cho tỏ đòi vô sinh chẵn lẻ rưỡi hai ba bốn sáu bảy tám chín mười".split(),
    ]
)
# A classifier keeps its noun: 2 căn nhà, 200 quả đạn, 70 nền kinh tế.
_CLASSIFIERS = frozenset(
    [
        *"căn chiếc quả con cây cuốn quyển bức tấm bài nền trái viên ngôi cỗ tờ thửa lô ổ cặp đôi bộ tòa hòn khẩu mảnh".split(),
        *"hạt sợi cơn vị đứa lượt cái ca chuyến cuộc".split(),
    ]
)
# Nouns that are counted alone, whatever follows them.
_ALONE = frozenset("người con lần tuổi năm tháng ngày giờ phút giây xe vụ tỉnh nước xã phường huyện điểm bàn trận em bé đội hộ lượng trẻ vòng".split())
_CLOCK_BEFORE = frozenset("lúc khoảng từ đến tới trước sau gần hơn vào hồi".split())
# A bare "3 tỷ" is money, unless people, views or the like are counted before it.
_SUMS = frozenset(["triệu", "tỷ", "tỉ"])
_COUNTED_SUM = re.compile(r"(?:người|dân số|lượt|khách|tấn|xe|thuê bao|tài khoản|số ca)[^.]{0,30}$")
_CLOCK_AFTER = re.compile(r"[ ](?:[0-9]|sáng|trưa|chiều|tối|đêm|ngày|hôm|rạng|thứ|kém|GMT|tới|cùng ngày)")
_LETTER_BEFORE = re.compile(r"[^\W\d_][-.]?$")


def figures(plain: str, dates: list[DateMention]) -> Iterator[Figure]:
    """All figures of a text (ordinary spaces only) that are no date, in order, without overlap."""
    month_counts = {int(m[0]) for d in dates if d.form == "months" if (m := re.match("[0-9]+", plain[d.start : d.end]))}
    taken = [(d.start, d.end) for d in dates]
    index = 0
    at = 0
    spelled = list(_SPELLED_MONEY.finditer(plain))
    waiting = 0
    while (match := _NUMBER.search(plain, at)) is not None:
        start = match.start()
        while waiting < len(spelled) and spelled[waiting].start() < start:
            money = _spelled(plain, spelled[waiting])
            if money is not None and money.start >= at:
                yield money
            waiting += 1
        while index < len(taken) and taken[index][1] <= start:
            index += 1
        if index < len(taken) and taken[index][0] <= start:
            at = taken[index][1]
            continue
        limit = taken[index][0] if index < len(taken) else len(plain)
        figure = _figure(plain, match, limit, month_counts)
        if figure is None:
            at = match.end()
        else:
            yield figure
            at = figure.end
    for rest in spelled[waiting:]:
        money = _spelled(plain, rest)
        if money is not None and money.start >= at:
            yield money


def _spelled(plain: str, match: re.Match[str]) -> Figure | None:
    currency = _CURRENCY.match(plain, match.end())
    return None if currency is None else Figure(match.start(), currency.end(), "MONEY", "money:spelled")


def _figure(plain: str, match: re.Match[str], limit: int, month_counts: set[int]) -> Figure | None:
    start, end = match.span()
    while (more := _RANGE.match(plain, end)) is not None and more.end() <= limit:
        end = more.end()
    magnitude = _MAGNITUDE.match(plain, end)
    amount = len(plain[: magnitude.end()].rstrip(" ")) if magnitude else end
    if match[1]:
        return Figure(start, amount, "MONEY", "money:sign")
    percent = _PERCENT.match(plain, end)
    if percent is not None:
        return Figure(start, percent.end(), "PERCENT", "percent")
    currency = _CURRENCY.match(plain, amount)
    if currency is not None:
        return Figure(start, currency.end(), "MONEY", "money:currency")
    measure = _MEASURE.match(plain, amount)
    if measure is not None and not _labelled(plain, start):
        return Figure(start, measure.end(), "QUANTITY", "quantity:measure")
    return _count(plain, start, end, amount, limit, month_counts)


def _labelled(plain: str, start: int) -> bool:
    """Whether the number belongs to a label before it: F-1, số 3."""
    return bool(_LETTER_BEFORE.search(plain[max(0, start - 2) : start]))


def _count(plain: str, start: int, end: int, amount: int, limit: int, month_counts: set[int]) -> Figure | None:
    before = _WORD_BEFORE.search(plain, max(0, start - 16), start)
    word = before[1] if before else ""
    if word.lower() in _LABELS or _labelled(plain, start):
        return None
    duration = _DURATION.match(plain, amount)
    if duration is not None:
        stop = duration.end()
        unit = duration[0].strip()
        if unit == "giờ" and (word in _CLOCK_BEFORE or _CLOCK_AFTER.match(plain, stop)):
            return None
        if unit == "lần" and plain.startswith(" thứ", stop):
            return None
        if unit == "tháng" and plain[start:end].isdigit() and int(plain[start:end]) in month_counts:
            return Figure(start, stop, "DATE", "date:months-before")
        return Figure(start, stop, "QUANTITY", "quantity:duration")
    if word[:1].isupper() and word.lower() not in _CLOCK_BEFORE and not _opens(plain, before):
        return None  # part of a name: Mona M03, Ban Quản lý dự án 85
    noun = _NOUN.match(plain, amount)
    if noun is None or noun.end(1) > limit or noun[1] in _NO_NOUNS:
        if amount > end and plain[end:amount].split()[0] in _SUMS and not _COUNTED_SUM.search(plain, max(0, start - 40), start):
            return Figure(start, amount, "MONEY", "money:bare")
    if noun is None or noun.end(1) > limit:
        return None
    listed = _known([noun[i].lower() for i in range(1, 5) if noun[i]]) > 1
    if not listed and (noun[1][0].isupper() or (noun[1] in _NO_NOUNS and noun[1] != "các")):
        return None
    return Figure(start, _noun_end(noun), "QUANTITY", "quantity:noun")


def _opens(plain: str, before: re.Match[str] | None) -> bool:
    """Whether the word before opens its sentence, so that its capital says nothing."""
    if before is None:
        return True
    lead = plain[max(0, before.start(1) - 4) : before.start(1)].rstrip(" ")
    return not lead or lead[-1] in "\n\"“.:!?…"


def _noun_end(noun: re.Match[str]) -> int:
    """Where the counted noun ends: at a known noun of several syllables, after a classifier's noun, or at once."""
    words = [noun[1].lower()]
    for i in range(2, 5):
        if not noun[i] or (noun[i][0].isupper() and words != ["các"]):
            break
        words.append(noun[i].lower())
    size = _known(words)
    if words[0] == "các" and len(words) > 1:
        size = 1 + max(1, _known(words[1:]))
    elif size == 1 and words[0] in _CLASSIFIERS and len(words) > 1 and words[1] not in _NO_NOUNS:
        size = 1 + max(1, _known(words[1:]))
    return noun.end(size)


def _known(words: list[str]) -> int:
    """How many of the words make the noun they begin with."""
    for phrase in counted_nouns().get(words[0], ()):
        if tuple(words[: len(phrase)]) == phrase:
            return len(phrase)
    if len(words) > 1 and words[0] not in _ALONE and words[0] not in _NO_NOUNS and words[1] not in _NO_NOUNS:
        return 2 if (words[0], words[1]) in compounds() else 1
    return 1
