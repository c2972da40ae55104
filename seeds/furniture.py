"""What stands on a page around an article and comes along when the page is turned into text: buttons,
players, lists of other news, requests to the reader.

Each function answers for one stripped line. The words are those of Vietnamese outlets' pages; they name no
single article.
"""

from __future__ import annotations

import re

from seeds.patterns import later

_KIND_OF_NEWS = (
    r"(?:các |những )?(?:tin tức|tin bài|bài viết|bài báo|tin|bài|video|ảnh|chủ đề|sự kiện|dòng sự kiện|"
    r"theo dòng sự kiện|thông tin)"
)
_MARKER = later(
    rf"[>»►▶•*|\s]*(?:{_KIND_OF_NEWS}\s+(?:mới(?: nhất| nhận| hơn)?|liên quan|"
    r"cùng (?:chuyên mục|chủ đề|tác giả|sự kiện)|"
    r"khác|nổi bật|đọc nhiều(?: nhất)?|xem nhiều(?: nhất)?|tài trợ|hot|bài khác|đã đưa|nên đọc|cũ hơn|"
    r"đáng chú ý|tiêu điểm|trong ngày)|"
    r"(?:xem|đọc) (?:thêm|nhiều|tiếp|nhiều nhất)|(?:được )?(?:đọc|xem) nhiều(?: nhất)?|"
    r"có thể (?:bạn|quý vị) (?:quan tâm|muốn đọc|thích)|"
    r"(?:dành|đề xuất|gợi ý) cho bạn|"
    r"(?:cùng|khác|trong) (?:chuyên mục|chủ đề|sự kiện)|(?:đang )?được quan tâm(?: nhiều)?|đừng bỏ lỡ|"
    r"nên xem|"
    r"theo dòng sự kiện|dòng sự kiện|sự kiện nổi bật|tiêu điểm|nổi bật|mới nhất|mới cập nhật|"
    r"(?:viết |gửi )?(?:bình luận|nhận xét)(?: của bạn)?|ý kiến(?: bạn đọc| của bạn)?|"
    r"related (?:news|articles|posts)|read more|you may also like)"
    r"(?:\s*\(\d{1,4}\))?\s*[:|]*",
    re.I,
)
_READER = r"(?:quý |các )?(?:bạn đọc|độc giả|khán giả|thính giả|quý vị|bạn|vị)"
_POINTER = later(
    r"(?:>{1,3}|»|►|▶|👉|=>|☞)\s*\S|"
    r"[*(\[|\s]*(?:xem thêm|đọc thêm|xem tiếp|đọc tiếp|xem chi tiết|tin liên quan|bài liên quan|>> ?xem)\s*:|"
    r"(?:từ khóa|chủ đề|tags?|keywords?|hashtag)\s*:|(?:#[\w-]{2,40}[\s,;]*){2,}$|"
    rf"[*(\[\s]*(?:kính )?mời {_READER}.{{0,40}} (?:đón |theo dõi|xem|đọc|vào|tham gia|cài đặt|tải|gửi|"
    rf"truy cập)|"
    rf"[*(\[\s]*{_READER} (?:có thể (?:theo dõi|xem thêm|đọc thêm|gửi|tham khảo)|quan tâm (?:vui lòng|xin)|"
    r"vui lòng|xem thêm)|"
    r".{0,120}(?:chia sẻ|gửi) .{0,40}tại đây\.?$|.{0,60}\b(?:xem|đọc)(?: chi tiết| thêm)? tại đây\.?$|"
    r"[*\s]*theo dõi .{2,60} trên (?:google|facebook|zalo|youtube|tiktok)|"
    r"[*\s]*(?:mọi )?(?:ý kiến|bài viết|thông tin) (?:đóng góp|cộng tác|phản hồi|phản ánh)?.{0,30}"
    r"(?:xin|vui lòng) gửi (?:về|đến|tới)|"
    r"(?:đường dây nóng|hotline|tòa soạn|tổng biên tập|phó tổng biên tập|tổng thư ký tòa soạn|"
    r"giấy phép(?: số| hoạt động| xuất bản)?)\s*:|"
    r"[*\s]*(?:®|©|ghi rõ nguồn|vui lòng ghi rõ nguồn|bản quyền thuộc)",
    re.I,
)
_SURE_BUTTON = (
    r"nghe (?:đọc bài|bài viết|bài|podcast|đọc)|đọc bài|a\s?-\s+a\s+a\s?\+|a\+|a-|aa|cỡ chữ|"
    r"(?:tăng|giảm|phóng to|thu nhỏ) cỡ chữ|(?:giọng )?(?:nữ|nam) miền (?:bắc|nam|trung)|"
    r"chia sẻ(?: bài viết| bài| ngay)?(?: (?:lên|qua|trên))?(?: (?:facebook|zalo|twitter|linkedin|email))?:?|"
    r"facebook|twitter|zalo|linkedin|pinterest|telegram|messenger|google\+|youtube|tiktok|"
    r"gửi (?:e-?mail|bài viết|bài|mail|cho bạn bè)|in (?:bài viết|bài|trang|tin)(?: này)?|print|"
    r"copy(?: link)?|sao chép(?: liên kết| link| đường dẫn)?|lấy link!?|link (?:bài )?gốc|lưu (?:bài viết|"
    r"bài|tin)|"
    r"\d{1,4} bình luận|\d{1,4} phản hồi|bình luận \d{1,4}|lượt xem\s*:?\s*[\d.,]+|[\d.,]+ lượt (?:xem|đọc)|"
    r"(?:xem|đọc)\s*:\s*[\d.,]+|0:00(?:\s*/\s*-?\d{1,2}:\d{2})?|\d{1,2}:\d{2}\s*/\s*\d{1,2}:\d{2}|play video|"
    r"quảng cáo|advertisement|share on \w{1,12}|google news|like|share|tweet|follow us|infographics?:?|"
    r"nhập thông tin|lỗi: email không hợp lệ|đóng lại|banner trang chủ|trang chủ|thời gian đọc:? \d+ phút|"
    r"your browser doesn[’']t support html5(?: audio| video)?|\(?visited \d+ times?, \d+ visits? today\)?|"
    r"loading\.*|đang tải\.*|gửi phản hồi|báo lỗi|theo dõi (?:chúng tôi|báo)|tặng sao|tổng thuật|emagazine"
)
_WEAK_BUTTON = r"[aàxf×+]|email|theo dõi|lưu|gốc|đóng|thích|in|\(?\d{1,4}\)?|bình luận|audio|video|tags?:?"
_BUTTONS = later(
    rf"[•*|\s]*+(?:{_SURE_BUTTON}|{_WEAK_BUTTON})(?:[\s|·•,/–-]++(?:{_SURE_BUTTON}|{_WEAK_BUTTON}))*+[\s|.]*",
    re.I,
)
_ONE_BUTTON = later(rf"(?<!\w)(?:{_SURE_BUTTON})(?!\w)", re.I)
_PICTURE = later(
    r"leftcenterrightdel|chú thích(?: ảnh| hình)?\s*:?|"
    r"\(?(?:ảnh|hình ảnh|hình)(?: chỉ có tính chất)? minh (?:họa|hoạ)\)?\.?|"
    r"\(?ảnh (?:tư liệu|internet|chụp màn hình)\)?\.?|\[?(?:image|photo|caption)\]?:?|"
    r"nguồn hình ảnh, .{2,60}|"
    r"chụp lại (?:hình ảnh|video), .{3,300}",
    re.I,
)


def is_related_marker(line: str) -> bool:
    """Say whether the line heads a list of other news (``Tin mới``, ``Xem thêm:``)."""
    return len(line) <= 45 and bool(_MARKER().fullmatch(line))


def is_pointer(line: str) -> bool:
    """Say whether the line points away from the article, or asks something of its reader (``>> Another
    headline``, ``Mời quý độc giả theo dõi …``)."""
    return len(line) <= 300 and bool(_POINTER().match(line))


def is_button(line: str) -> bool:
    """Say whether the line is nothing but what one clicks on a page, or counts of it (``A- A A+``, ``Chia sẻ
    Facebook``, ``12 bình luận``)."""
    return len(line) <= 90 and bool(_BUTTONS().fullmatch(line) and _ONE_BUTTON().search(line))


def is_picture_rest(line: str) -> bool:
    """Say whether the line is what a picture leaves behind beside its caption (``Ảnh minh họa``)."""
    return len(line) <= 320 and bool(_PICTURE().fullmatch(line))
