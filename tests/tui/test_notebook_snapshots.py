"""How the notebook and the review look: made anew by ``--snapshot-update``, and looked at before they are
kept."""

from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from annotations.journal import Journal
from tests.tui.rig import Opened
from tests.tui.test_notebook import leaf, main, mark, open_notebook
from tests.tui.test_snapshots import SIZES, picture
from tui.session import Session

NOON = 1_770_724_800_000
"""10 February 2026, 12:00 UTC, in milliseconds: when everything is marked here."""


@pytest.fixture(autouse=True)
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    def moment(self: Journal) -> int:
        self._moment = max(NOON, self._moment + 1)
        return self._moment

    monkeypatch.setattr(Journal, "moment", moment)


async def notebook(app: Opened) -> None:
    await mark(
        app,
        "Hai bên thống nhất tăng cường phối hợp để triển khai các dự án cụ thể",
        "green",
        note="So với **tháng 3** thì sao?\n\n- hỏi lại Tổng cục Thống kê",
        tags=("LNG", "báo-cáo/quý-1"),
    )
    await mark(app, "trụ sở Đại sứ quán Việt Nam ở Washington D.C", "red", tags=("đọc lại",))
    await mark(app, "Jacob Helberg", "yellow", note="Ai là người này?")
    await mark(app, "chuỗi cung ứng toàn cầu", "blue")
    await mark(app, "môi trường ổn định", "purple", tags=("LNG",))
    await open_notebook(app)
    await app.until(lambda: leaf(app))
    await app.press("j")
    await app.pilot.pause(0.5)


async def by_tag(app: Opened) -> None:
    await notebook(app)
    await app.press("o")
    await app.until(lambda: "by tag" in app.screen_text())


async def review(app: Opened) -> None:
    await mark(app, "chuỗi cung ứng toàn cầu", "blue", note="Xem lại *bài tháng 3*", tags=("LNG",))
    await open_notebook(app)
    app.app.today = lambda: date(2026, 2, 20)
    await app.press("r")
    await app.until(lambda: main(app).place == "review")
    await app.until(lambda: "1 with notes" in app.screen_text())
    await app.pilot.pause(0.3)


STATES: dict[str, Callable[[Opened], Awaitable[None]]] = {
    step.__name__: step for step in (notebook, by_tag, review)
}


@pytest.mark.parametrize(
    ("state", "size"), [("notebook", "120x40"), ("notebook", "80x24"), ("review", "80x24")]
)
def test_the_notebook_looks_as_it_was_meant_to(
    snap_compare: Any, tmp_path: Path, state: str, size: str
) -> None:
    assert picture(snap_compare, tmp_path, STATES[state], SIZES[size])


def test_in_light(snap_compare: Any, tmp_path: Path) -> None:
    assert picture(snap_compare, tmp_path, by_tag, SIZES["120x40"], Session(theme="light"))


def test_without_colour(snap_compare: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert picture(snap_compare, tmp_path, notebook, SIZES["80x24"])
