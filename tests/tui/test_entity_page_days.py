"""The page of a name that is in the news of some days only."""

from pathlib import Path

from tests.tui.rig import opened
from tests.tui.test_entity_page import NAME, about

STORY = "Chuyện mới {number}\n{date}{name} cho biết gạo bán chạy ở Huế, lần {number}.\nKHÁNH AN\n"


async def shown_for(tmp_path: Path, *dates: str) -> list[str]:
    folder = tmp_path / "new"
    folder.mkdir()
    for number, day in enumerate(dates):
        date = f"{day}T08:00:00+07:00\n" if day else ""
        text = STORY.format(number=number, date=date, name=NAME)
        (folder / f"{number}.txt").write_text(text, "utf-8")
    async with opened(tmp_path, libraries=(folder,), bundled=False, size=(120, 40)) as app:
        shown = await about(app, NAME)
        await app.until(lambda: shown.state.read == len(dates))
        await app.still()
        return [line.rstrip() for line in app.screen_text().splitlines()]


async def test_what_lies_in_one_month_is_shown_by_day_with_what_has_no_year(tmp_path: Path) -> None:
    lines = await shown_for(tmp_path, "2026-02-03", "2026-02-03", "2026-02-06", "")
    at = next(at for at, line in enumerate(lines) if line.startswith(" 3 Feb 2026"))
    assert lines[at].endswith("6 Feb 2026")
    assert lines[at - 3].endswith("2 in a day") and lines[at - 2].endswith("1 without a year")


async def test_one_day_is_named_once(tmp_path: Path) -> None:
    lines = await shown_for(tmp_path, "2026-02-03", "2026-02-03")
    assert " 3 Feb 2026" in lines
