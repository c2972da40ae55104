"""Views made up for tests: the five seeds as a list shows them, and as many rows as one likes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from annotations.collection import Listed, Section
from seeds.edtf import parse


def listed(id: str, heading: str, date: str | None = None, **changes: Any) -> Listed:
    """Return a row with everything at rest but what is named."""
    row = Listed(
        id=id,
        fingerprint=id,
        path=f"{id}.txt",
        heading=heading,
        untitled=False,
        date=parse(date) if date else None,
        source=None,
        author=None,
        url=None,
        topics=(),
        tags=(),
        unread=False,
        starred=False,
        archived=False,
        notes=0,
        highlights=0,
        position=0,
        added="2026-02-10T08:00:00Z",
    )
    return replace(row, **changes)


FIVE = (
    listed(
        "v6",
        "Vòng đàm phán thứ 6 thương mại đối ứng Việt - Mỹ trao đổi nội dung gì?",
        "2026-02-08",
        source="Tiền Phong",
        topics=("tariffs_trade", "energy"),
        unread=True,
    ),
    listed(
        "helberg",
        "Đó là khẳng định của Bộ trưởng Công Thương Nguyễn Hồng Diên chiều 14/11 (giờ địa phương), tại "
        "trụ sở Đại sứ quán Việt Nam ở Washington D.C, Hoa Kỳ",
        "2025-11-15",
        untitled=True,
        source="VTC News",
        topics=("technology_ai", "textiles_footwear"),
        tags=("đọc-lại",),
        notes=2,
    ),
    listed(
        "song-phuong",
        "Thúc đẩy hợp tác kinh tế, thương mại song phương Việt Nam - Hoa Kỳ",
        "2025-03-13?",
        topics=("tariffs_trade",),
        starred=True,
    ),
    listed(
        "hoi-nghi",
        "Thực hiện chỉ đạo của Thủ tướng Chính phủ về thúc đẩy thương mại Việt Nam - Hoa Kỳ theo hướng "
        "công bằng",
        "XXXX-05-08",
        untitled=True,
        unread=True,
        topics=("tariffs_trade", "agriculture", "energy", "textiles_footwear"),
    ),
    listed(
        "thai-lan",
        "Thứ trưởng Bộ Ngoại giao đánh giá cao kết quả hội nhập, đối ngoại của ngành Công Thương",
        "XXXX-09-17",
        source="Báo Công Thương",
        topics=("fta_integration", "diplomacy"),
        tags=("hội-nhập", "thái-lan"),
        starred=True,
        notes=1,
        highlights=3,
    ),
)
FIVE_SECTIONS = (
    Section("2026-02", 0, 1),
    Section("2025-11", 1, 1),
    Section("2025-03", 2, 1),
    Section("", 3, 2),
)


class FakeView:
    """A view over rows in memory that counts how it is asked."""

    def __init__(self, rows: tuple[Listed, ...], sections: tuple[Section, ...] | None = None) -> None:
        self.rows = list(rows)
        self.count = len(rows)
        self.total = len(rows)
        self.sections = sections if sections is not None else (Section(None, 0, len(rows)),) if rows else ()
        self.asked = 0

    def window(self, offset: int, n: int) -> tuple[Listed, ...]:
        self.asked += n
        return tuple(self.rows[offset : offset + n])

    def position(self, id: str) -> int | None:
        return next((at for at, row in enumerate(self.rows) if row.id == id), None)

    def id_at(self, index: int) -> str:
        return self.rows[index].id


class LongView:
    """A view of any length whose rows are made when asked for: 100 a month, newest first."""

    MONTH = 100

    def __init__(self, count: int) -> None:
        self.count = self.total = count
        self.asked = 0
        self.largest = 0
        keys: list[Section] = []
        year, month = 2026, 2
        for start in range(0, count, self.MONTH):
            keys.append(Section(f"{year:04}-{month:02}", start, min(self.MONTH, count - start)))
            year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        self.sections = tuple(keys)

    def row(self, index: int) -> Listed:
        key = self.sections[index // self.MONTH].key
        seed = FIVE[index % 5]
        day = 28 - index % self.MONTH * 27 // self.MONTH
        return replace(seed, id=f"a{index}", date=parse(f"{key}-{day:02}"), heading=f"{index} {seed.heading}")

    def window(self, offset: int, n: int) -> tuple[Listed, ...]:
        self.asked += n
        self.largest = max(self.largest, n)
        return tuple(self.row(index) for index in range(offset, min(offset + n, self.count)))

    def position(self, id: str) -> int | None:
        index = int(id[1:]) if id.startswith("a") and id[1:].isdigit() else -1
        return index if 0 <= index < self.count else None

    def id_at(self, index: int) -> str:
        return f"a{index}"


def five() -> FakeView:
    """Return the five seeds, grouped."""
    return FakeView(FIVE, FIVE_SECTIONS)
