"""How outlets set their pages, and what crawlers leave of them: headline, source, author and every line's kind.

Each case is a text of our own in the form of one outlet's pages: a mark for its kind stands before each line.
"""

from __future__ import annotations

import pytest

from seeds.article import Article
from seeds.reading import read

KINDS = {
    "T": "title",
    "H": "header",
    "Y": "byline",
    "G": "heading",
    "B": "body",
    "C": "caption",
    "S": "source",
    "R": "related",
}
LEAD = (
    "Bộ Công Thương vừa báo cáo Chính phủ kết quả phiên đàm phán thứ ba với phía đối tác, trong đó hai bên đã "
    "thống nhất phần lớn nội dung về quy tắc xuất xứ."
)
TEXT = (
    "Theo báo cáo, kim ngạch xuất khẩu của cả nước trong chín tháng tăng mạnh so với cùng kỳ năm trước, nhờ đơn "
    "hàng dệt may, da giày và điện tử trở lại từ đầu quý."
)
MORE = (
    "Đại diện doanh nghiệp cho rằng chi phí vận chuyển vẫn còn cao, vì vậy đề nghị các bộ, ngành tiếp tục cắt giảm "
    "thủ tục và hỗ trợ vốn cho nhà máy ở các tỉnh xa cảng biển."
)
LAST = (
    "Trong thời gian tới, các cơ quan sẽ phối hợp với hiệp hội ngành hàng để theo dõi diễn biến thị trường và thông "
    "tin kịp thời đến doanh nghiệp."
)
TITLE = "Việt Nam và đối tác khép lại phiên đàm phán thứ ba"

PAGES: dict[str, tuple[str, str | None, str | None, str | None]] = {
    "crawler: month only": (f"H| date 2024-09\nB|{LEAD}\nB|{TEXT}\nB|{MORE}", None, None, None),
    "crawler: outlet in the header": (
        f"H| date 2026-02-20 (TBTCO) -\nB|{LEAD}\nB|{TEXT}",
        None,
        "Thời báo Tài chính Việt Nam",
        None,
    ),
    "crawler: infographic": (
        f"H| date 2022-05 Infographics:\nT|{TITLE}\nS|(TBTCO) -\nB|{LEAD}\nY|TTXVN",
        TITLE,
        "Thời báo Tài chính Việt Nam",
        None,
    ),
    "outlet in brackets, not known": (
        f"T|{TITLE}\nS|(Ngày Mới) -\nB|{LEAD}\nB|{TEXT}",
        TITLE,
        "Ngày Mới",
        None,
    ),
    "outlet by its address": (
        f"T|{TITLE}\nS|VOV.VN -\nB|{LEAD}\nB|{TEXT}\nY|Minh Long/VOV.VN",
        TITLE,
        "VOV",
        "Minh Long",
    ),
    "place and agency": (
        f"T|{TITLE}\nS|Washington (TTXVN 14/11) -\nB|{LEAD}\nB|{TEXT}\nY|Kiều Trang (PV TTXVN tại Hoa Kỳ)",
        TITLE,
        "TTXVN",
        "Kiều Trang",
    ),
    "government paper": (
        f"H|Kinh tế\nT|{TITLE}\nH|15/11/2025 08:30\nS|(Chinhphu.vn) -\nB|{LEAD}\n"
        f"C|Quang cảnh phiên đàm phán - Ảnh: VGP/Nhật Bắc\nB|{TEXT}\nB|{MORE}\nY|Anh Minh",
        TITLE,
        "Báo Chính phủ",
        "Anh Minh",
    ),
    "army paper": (
        f"T|{TITLE}\nB|{LEAD}\nC|![]() |\nC|| Đại biểu hai bên tại phiên đàm phán. Ảnh: HỒNG PHÚC |\nB|{TEXT}\n"
        f"B|{MORE}\nY|HỒNG PHÚC\nR|* Mời bạn đọc vào chuyên mục Kinh tế xem các tin, bài liên quan.",
        TITLE,
        None,
        "HỒNG PHÚC",
    ),
    "torn capitals": (
        f"T|{TITLE}\nB|{LEAD}\nB|{TEXT}\nY|H ỒNG PH ÚC\nR|Tin mới\nR|Giá vàng lên cao nhất năm",
        TITLE,
        None,
        "HỒNG PHÚC",
    ),
    "party paper": (
        f"T|{TITLE}\nH|Thứ bảy, ngày 15/11/2025 - 08:30\nS|NDO -\nB|{LEAD}\nB|{TEXT}\nC|Các thành viên đoàn đàm phán. (Ảnh: TRẦN HẢI)\n"
        f"B|{MORE}\nY|BẢO LÂM",
        TITLE,
        "Nhân Dân",
        "BẢO LÂM",
    ),
    "television": (
        f"T|{TITLE}\nS|VTV.vn -\nB|{LEAD}\nB|{TEXT}\nB|{MORE}\n"
        "R|* Mời quý độc giả theo dõi các chương trình đã phát sóng của Đài Truyền hình Việt Nam trên TV Online!",
        TITLE,
        "VTV",
        None,
    ),
    "agency's site": (
        f"T|{TITLE}\nB|{LEAD}\nC|Hai trưởng đoàn ký biên bản làm việc. (Ảnh: Trần Việt/TTXVN)\nB|{TEXT}\nB|{MORE}\n"
        "Y|(TTXVN/Vietnam+)",
        TITLE,
        "VietnamPlus",
        None,
    ),
    "credit on its own line": (
        f"T|{TITLE}\nB|{LEAD}\nB|{TEXT}\nC|Công nhân một nhà máy may ở Đồng Nai trong ca sáng\nC|ẢNH: NGỌC THẮNG\nB|{MORE}\n"
        f"G|Giữ đà tăng trưởng\nB|{LAST}",
        TITLE,
        None,
        None,
    ),
    "foreign ministry paper": (
        f"T|{TITLE}\nB|{LEAD}\nB|{TEXT}\nC|Trưởng đoàn đàm phán của phía đối tác trả lời báo chí. (Nguồn: Reuters)\nB|{MORE}\n"
        "R|TIN LIÊN QUAN\nR|Ba bên họp về chuỗi cung ứng",
        TITLE,
        None,
        None,
    ),
    "caption twice": (
        f"T|{TITLE}\nB|{LEAD}\nB|{TEXT}\nC|Trưởng đoàn hai bên trước giờ họp (Ảnh: TTXVN)\nC|Trưởng đoàn hai bên trước giờ họp\n"
        f"B|{MORE}\nC|Một góc cảng Cát Lái nhìn từ trên cao.\nC|Một góc cảng Cát Lái nhìn từ trên cao.\nB|{LAST}",
        TITLE,
        None,
        None,
    ),
    "headline again as a picture's name": (
        f"T|{TITLE}\nH|Thứ tư, 12/11/2025 06:49\nB|{LEAD}\nC|viet nam va doi tac khep lai phien dam phan thu ba\nB|{TEXT}\n"
        f"C|{TITLE}\nB|{MORE}",
        TITLE,
        None,
        None,
    ),
    "buttons and player": (
        f"H|Trang chủ > Kinh tế\nT|{TITLE}\nH|Nghe đọc bài\nH|0:00 / 0:00\nH|A- A A+\nH|Thứ tư, 12/11/2025 | 06:49 GMT+7\n"
        f"H|Chia sẻ Facebook | Zalo\nB|{LEAD}\nB|{TEXT}\nB|{MORE}\nY|Hoàng Dương\nR|Chia sẻ bài viết:\nR|Copy link\nR|12 bình luận",
        TITLE,
        None,
        "Hoàng Dương",
    ),
    "old provincial paper": (
        f"T|{TITLE}\nH|08:05, 12/11/2025\nS|(LĐ online) -\nB|{LEAD}\nB|{TEXT}\nB|{MORE}\nY|MINH ĐẠO - Ảnh: VĂN BÁU",
        TITLE,
        "Báo Lâm Đồng",
        "MINH ĐẠO",
    ),
    "aggregator": (
        f"T|{TITLE}\nB|{LEAD}\nB|{TEXT}\nY|TTXVN/Tin Tức\nS|Nguồn Tin Tức TTXVN: http://baotintuc.vn/kinh-te/a-1.htm",
        TITLE,
        "Báo Tin tức",
        None,
    ),
    "agency's text, then other news": (
        f"T|{TITLE}\nB|{LEAD}\nB|{TEXT}\nB|{MORE}\nS|Theo TTXVN\nR|Giá dầu thế giới giảm phiên thứ tư liên tiếp do lo ngại dư cung.\n"
        "R|Thủ tướng yêu cầu bảo đảm điện cho mùa nắng nóng.",
        TITLE,
        "TTXVN",
        None,
    ),
    "translated": (
        f"T|{TITLE}\nB|{LEAD}\nB|{TEXT}\nY|Bảo Nghi (Lược dịch từ USNews & Reuters)",
        TITLE,
        None,
        "Bảo Nghi",
    ),
    "two who sign": (
        f"T|{TITLE}\nB|{LEAD}\nB|{TEXT}\nY|Thanh Tùng - An Khương",
        TITLE,
        None,
        "Thanh Tùng - An Khương",
    ),
    "credits glued to the name": (
        f"T|{TITLE}\nB|{LEAD}\nB|{TEXT}\nY|Bình NghiThiết kế: Xưởng MộcẢnh: Quang Đạm",
        TITLE,
        None,
        "Bình Nghi",
    ),
    "business site": (
        f"T|{TITLE}\nH|12-11-2025 - 08:17 AM | Vĩ mô - Đầu tư\nB|{LEAD}\nB|{TEXT}\nB|{MORE}\nY|Theo Minh Hằng\n"
        "Y|Nhịp sống thị trường\nR|Copy link\nR|Link bài gốc\nR|Lấy link!",
        TITLE,
        "Nhịp sống thị trường",
        "Minh Hằng",
    ),
    "correspondent": (
        f"T|{TITLE}\nB|{LEAD}\nB|{TEXT}\nY|KHÁNH LÂM (từ Washington D.C)",
        TITLE,
        None,
        "KHÁNH LÂM",
    ),
    "date at the end": (
        f"T|{TITLE}\nB|{LEAD}\nB|{TEXT}\nH|Thời sự Thứ bảy, 15/11/2025, 14:17 (GMT+7)",
        TITLE,
        None,
        None,
    ),
    "broadcaster abroad": (
        f"T|{TITLE}\nC|Nguồn hình ảnh, Getty Images\nH|15 tháng 11 2025\nB|{LEAD}\nB|{TEXT}\nB|{MORE}",
        TITLE,
        None,
        None,
    ),
    "told to the paper": (
        f"T|{TITLE}\nB|{LEAD}\nB|Trao đổi với Tuổi Trẻ Online sáng 12-11, ông Lê Văn Bình cho biết đơn hàng đã kín đến quý sau.\n"
        f"B|{TEXT}\nY|NGỌC AN",
        TITLE,
        "Tuổi Trẻ",
        "NGỌC AN",
    ),
}


def layout(article: Article, text: str) -> list[tuple[str, str]]:
    """Return the kind of each marked line, as it was read."""
    found: list[tuple[str, str]] = []
    at = 0
    for line in text.split("\n"):
        mark, _, words = line.partition("|")
        at = article.text.index(words.strip(), at)
        kinds = {
            block.kind for block in article.blocks if block.start < at + len(words.strip()) and at < block.end
        }
        found.append(("/".join(sorted(kinds)), words.strip()[:50]))
        at += len(words.strip())
    return found


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["lines", "paragraphs"])
@pytest.mark.parametrize("name", PAGES)
def test_the_page_of_an_outlet_is_read_line_by_line(name: str, gap: str) -> None:
    marked, title, source, author = PAGES[name]
    pieces: list[str] = []
    for line in marked.split("\n"):
        mark, _, words = line.partition("|")
        glued = (
            pieces
            and pieces[-1].endswith(" -")
            and mark == "B"
            and not pieces[-1].lstrip().startswith("date")
        )
        pieces.append((" " if glued else gap if pieces else "") + words)
    article = read("".join(pieces).encode())
    wanted = [(KINDS[line[0]], line[2:].strip()[:50]) for line in marked.split("\n")]
    assert layout(article, marked) == wanted
    assert (article.title, article.source, article.author) == (title, source, author)
