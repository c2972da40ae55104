"""How notes look: the page of one, and a link being completed; made anew by ``--snapshot-update``, and looked
at before they are kept."""

from pathlib import Path
from typing import Any

import pytest

from annotations.journal import Journal
from annotations.links import written
from tests.tui.rig import Opened
from tests.tui.test_linking import article, editing, offered, page, write
from tests.tui.test_notebook_snapshots import NOON
from tests.tui.test_snapshots import SIZES, picture
from tui.session import Session

TEXT = """# Vì sao đáng đọc

Bài này nói **rõ nhất** về *đàm phán vòng 6*, so với {link}.

- thuế đối ứng: hỏi lại [nguồn](https://moit.gov.vn/tin)
- LNG
  1. giá `10 USD`

> Hai bên thống nhất quan hệ kinh tế - thương mại Việt Nam - Mỹ cần được mở rộng

Xem thêm [[bài chưa có]].
"""


@pytest.fixture(autouse=True)
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    def moment(self: Journal) -> int:
        self._moment = max(NOON, self._moment + 1)
        return self._moment

    monkeypatch.setattr(Journal, "moment", moment)


async def reading(app: Opened) -> None:
    link = written(article(app, "Thúc đẩy"), "bài tháng 3")
    note = write(app, "Vòng đàm phán", TEXT.format(link=link))
    write(app, "Thúc đẩy", f"Đọc sau {written(f'note:{note.id}', 'ghi chú kia')}")
    app.app.main.read_note(note.id)
    await page(app, "1 note points here")
    await app.press("tab")
    await app.pilot.pause(0.2)


async def completing(app: Opened) -> None:
    await editing(app)
    await app.type("So với [[th")
    await offered(app, 5)
    await app.until(lambda: "saved" in str(app.app.screen.query_one("#note-state").render()))
    await app.pilot.pause(0.2)


@pytest.mark.parametrize("size", ["120x40", "80x24"])
def test_the_page_of_a_note(snap_compare: Any, tmp_path: Path, size: str) -> None:
    assert picture(snap_compare, tmp_path, reading, SIZES[size])


def test_the_page_of_a_note_in_light(snap_compare: Any, tmp_path: Path) -> None:
    assert picture(snap_compare, tmp_path, reading, SIZES["80x24"], Session(theme="light"))


def test_the_page_of_a_note_without_colour(
    snap_compare: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert picture(snap_compare, tmp_path, reading, SIZES["80x24"])


def test_a_link_being_completed(snap_compare: Any, tmp_path: Path) -> None:
    assert picture(snap_compare, tmp_path, completing, SIZES["80x24"])
