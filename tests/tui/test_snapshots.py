"""How the screens look: pictures that a change must mean to change.

They are made anew by ``pytest tests/tui/test_snapshots.py --snapshot-update``, and looked at before they
are kept.
"""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.tui.rig import Opened, desk_and_app
from tui.session import Session

ROOT = Path(__file__).parents[2]
SIZES = {"80x24": (80, 24), "120x40": (120, 40)}
Steps = Callable[[Opened], Awaitable[None]]


async def listing(app: Opened) -> None:
    """The list, as at the first start."""


async def reading(app: Opened) -> None:
    await app.open()
    await app.until(lambda: (page := app.app.main.reader.page) and page.article.mentions)
    await app.press("e", "e", "e")


async def filtering(app: Opened) -> None:
    await app.press("slash")
    await app.type("dam phan topic:agriculture")
    await app.until(lambda: app.app.main.view and app.app.main.view.count == 1)


async def finding(app: Opened) -> None:
    await app.open()
    await app.until(lambda: (page := app.app.main.reader.page) and page.article.mentions)
    await app.press("slash")
    await app.type("nang luong")
    await app.until(lambda: app.app.main.reader.found[1])


async def by_topic(app: Opened) -> None:
    await app.press("o")
    await app.until(lambda: len(app.app.screen_stack) == 2)


async def by_date(app: Opened) -> None:
    await app.press("d")
    await app.until(lambda: len(app.app.screen_stack) == 2)


async def tagging(app: Opened) -> None:
    await app.press("t")
    await app.until(lambda: len(app.app.screen_stack) == 2)
    await app.type("đọc-lại")


async def noting(app: Opened) -> None:
    await app.press("a")
    await app.until(lambda: len(app.app.screen_stack) == 2)
    await app.type("Hỏi lại **LNG**")
    app.app.screen.query_one("#note-text").blink = False
    await app.until(lambda: "saved" in str(app.app.screen.query_one("#note-state").render()))


async def helping(app: Opened) -> None:
    await app.press("question_mark")
    await app.until(lambda: len(app.app.screen_stack) == 2)


async def nothing_found(app: Opened) -> None:
    await app.press("slash")
    await app.type("date:1999")
    await app.until(lambda: app.app.main.view and app.app.main.view.count == 0)
    await app.press("enter")


async def selecting(app: Opened) -> None:
    await app.open()
    await app.until(lambda: (page := app.app.main.reader.page) and page.article.mentions)
    await app.press("V", "e", "e", "e")


async def explaining(app: Opened) -> None:
    await app.open()
    await app.until(lambda: (page := app.app.main.reader.page) and page.article.mentions)
    await app.press("i")
    await app.until(lambda: len(app.app.screen_stack) == 2)
    await app.press("j")


async def dating(app: Opened) -> None:
    await explaining(app)
    await app.press("enter")
    await app.until(lambda: len(app.app.screen_stack) == 3)
    await app.type("14/11")
    app.app.screen.query_one("#box-input").cursor_blink = False


async def naming(app: Opened) -> None:
    await reading(app)
    await app.press("I")
    await app.until(lambda: len(app.app.screen_stack) == 2)
    await app.press("p", "3")


STATES: dict[str, Steps] = {
    step.__name__: step
    for step in (
        listing,
        reading,
        filtering,
        finding,
        by_topic,
        by_date,
        tagging,
        noting,
        helping,
        nothing_found,
        selecting,
        explaining,
        dating,
        naming,
    )
}


def picture(
    snap_compare: Any, folder: Path, steps: Steps, size: tuple[int, int], session: Session | None = None
) -> bool:
    desk, app = desk_and_app(folder, session=session, first_start=steps is listing)

    async def before(pilot: Pilot[None]) -> None:
        hands = Opened(app, pilot)
        await hands.settle()
        await hands.named()
        await steps(hands)
        await hands.still()

    try:
        return bool(snap_compare(app, terminal_size=size, run_before=before))
    finally:
        desk.close()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("state", STATES)
def test_a_screen_looks_as_it_was_meant_to(snap_compare: Any, tmp_path: Path, state: str, size: str) -> None:
    assert picture(snap_compare, tmp_path, STATES[state], SIZES[size])


@pytest.mark.parametrize("state", ["reading", "by_topic", "explaining"])
def test_in_light(snap_compare: Any, tmp_path: Path, state: str) -> None:
    assert picture(snap_compare, tmp_path, STATES[state], SIZES["120x40"], Session(theme="light"))


@pytest.mark.parametrize("state", ["reading", "by_topic", "explaining", "selecting"])
def test_without_colour(
    snap_compare: Any, tmp_path: Path, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert picture(snap_compare, tmp_path, STATES[state], SIZES["80x24"])


def test_with_sixteen_colours(snap_compare: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLORTERM")
    monkeypatch.setenv("TERM", "xterm")
    assert picture(snap_compare, tmp_path, reading, SIZES["80x24"])


def test_the_readme_shows_a_picture_that_is_kept_true() -> None:
    shown = (
        "tests/tui/__snapshots__/test_snapshots/test_a_screen_looks_as_it_was_meant_to[reading-120x40].svg"
    )
    assert (ROOT / shown).is_file()
    assert shown.replace("[", "%5B").replace("]", "%5D") in (ROOT / "README.md").read_text("utf-8")
