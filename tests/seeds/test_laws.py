"""Where the names of laws, plans and agreements begin and end."""

import time

import pytest

from seeds.entities import mentions


def laws(text):
    """The laws of a text."""
    return [m.text for m in mentions(text, []) if m.type == "LAW"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("theo Nghị định 100/2019/NĐ-CP của Chính phủ", ["Nghị định 100/2019/NĐ-CP"]),
        ("thực hiện nghị quyết 57-NQ/TW và thông tư 29", ["nghị quyết 57-NQ/TW", "thông tư 29"]),
        ("có Quyết định số 500/QĐ-TTg ngày 15/5", ["Quyết định số 500/QĐ-TTg"]),
        ("điều 165 Bộ luật Hình sự năm 1985", ["Bộ luật Hình sự năm 1985"]),
        ("sửa Luật Các tổ chức tín dụng (sửa đổi), vì", ["Luật Các tổ chức tín dụng (sửa đổi)"]),
        ("dự thảo Luật nhà giáo quy định", ["Luật nhà giáo"]),
        ("hiệu lực của Luật Đất đai 2024 và luật khác", ["Luật Đất đai 2024"]),
        (
            "thông qua Luật sửa đổi, bổ sung một số điều của Luật Quảng cáo vào mai",
            ["Luật sửa đổi, bổ sung một số điều của Luật Quảng cáo"],
        ),
        (
            "Công ước Liên Hợp Quốc về Luật Biển năm 1982 (UNCLOS 1982)",
            ["Công ước Liên Hợp Quốc về Luật Biển năm 1982", "UNCLOS 1982"],
        ),
        ("nhờ Đạo luật Giảm lạm phát (IRA), hãng", ["Đạo luật Giảm lạm phát", "IRA"]),
        ("ban hành Quy hoạch điện VIII và kế hoạch", ["Quy hoạch điện VIII"]),
        ("thúc đẩy Hiệp định thương mại đối ứng và mở rộng", ["Hiệp định thương mại đối ứng"]),
        ('triển khai chiến lược "Ba kết nối", đặc biệt', ["Ba kết nối"]),
        ("khỏi danh sách D1 và D3 hạn chế", ["D1", "D3"]),
        ("tôn trọng Hiến pháp và pháp luật", ["Hiến pháp"]),
        (
            "nhờ Hiệp định thương mại tự do song phương ABFTA, và",
            ["Hiệp định thương mại tự do song phương ABFTA"],
        ),
        ("theo khuôn khổ hiệp định ABFTA sẽ phải", ["ABFTA"]),
        ("đưa đạo luật CHIPS ra", ["CHIPS"]),
        ("theo Quy hoạch điện VIII điều chỉnh quy hoạch", ["Quy hoạch điện VIII"]),
        (
            "ký Hiệp định vận tải hàng không và Hiệp định dẫn độ với",
            ["Hiệp định vận tải hàng không", "Hiệp định dẫn độ"],
        ),
        ("Lễ ký Bản ghi nhớ về hợp tác thủy sản - Ảnh: VGP", ["Bản ghi nhớ về hợp tác thủy sản"]),
        ("thuộc Quan hệ đối tác chuyển đổi xanh (QDX), bộ", ["Quan hệ đối tác chuyển đổi xanh", "QDX"]),
        ("đạt các Mục tiêu phát triển bền vững, ứng phó", ["Mục tiêu phát triển bền vững"]),
        ("của Chương trình Lương thực Thế giới (WFP) tại", []),
        ("của Tổ chức Hiệp ước Bắc Đại Tây Dương (NATO) tại", []),
        (
            "theo Công ước khung của Liên Hợp Quốc (LHQ) về nước sạch đề xuất",
            ["Công ước khung của Liên Hợp Quốc (LHQ) về nước sạch"],
        ),
        (
            "duyệt Chiến lược phát triển công nghiệp văn hóa đến năm 2030, tầm nhìn đến năm 2045. Theo",
            ["Chiến lược phát triển công nghiệp văn hóa đến năm 2030, tầm nhìn đến năm 2045"],
        ),
        ("theo kết luận 49 của Bộ Chính trị", ["kết luận 49"]),
        ("khi có Luật Ngân sách, công trình nào", ["Luật Ngân sách"]),
        ("Tại Nghị định 158 quy định chi tiết", ["Nghị định 158"]),
        (
            "vào Chương trình mục tiêu quốc gia giảm nghèo bền vững. Đây",
            ["Chương trình mục tiêu quốc gia giảm nghèo bền vững"],
        ),
        ("vì vi phạm Đạo luật tội phạm máy tính. Bốn", ["Đạo luật tội phạm máy tính"]),
        ('phê duyệt Đề án "Xây dựng nông thôn mới kiểu mẫu", theo', ["Xây dựng nông thôn mới kiểu mẫu"]),
    ],
)
def test_a_law_is_its_name_with_its_number_and_its_year(text, wanted):
    assert laws(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Việt Nam có 17 Hiệp định thương mại tự do",
        "các Hiệp định và hai Nghị định này",
        "ký hiệp định bảo hộ đầu tư với nhau",
        "nâng cấp lên Đối tác Chiến lược Toàn diện",
        "Quyết định này đúng. Kế hoạch của ông",
        "các luật sư và quyết định 3 việc",
        "Trường Kinh tế - Luật mở ngành",
        "tin về Thỏa thuận thương mại giữa hai nước, các Chương trình mục tiêu quốc gia",
    ],
)
def test_classes_of_laws_and_partnerships_are_none(text):
    assert laws(text) == []


def test_an_acronym_in_brackets_is_called_as_its_law():
    found = {m.text: m.name for m in mentions("Đạo luật Giảm lạm phát (IRA) giúp nhiều. IRA có lợi.", [])}
    assert found["IRA"] == found["Đạo luật Giảm lạm phát"]


@pytest.mark.parametrize(
    "piece", ["Luật ", "Hiệp định ", "(A) ", "Nghị định 1/", "Bản ghi nhớ, ", '"Ba ', "luật sửa đổi "]
)
def test_laws_are_read_in_time_in_step_with_length(piece):
    def seconds(length):
        text = (piece * length)[:length]
        started = time.process_time()
        mentions(text, [])
        return time.process_time() - started

    seconds(1_000)
    assert seconds(32_000) < 16 * seconds(4_000) + 0.3
