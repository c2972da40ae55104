"""The page of a name that is in an article of long ago and in those of today."""

from pathlib import Path

from tests.tui.rig import opened
from tests.tui.test_entity_page import NAME, about

STORY = "Chuyện cũ\n{date}T08:00:00+07:00\n{name} cho biết gạo bán chạy ở Huế.\nKHÁNH AN\n"


async def test_one_article_of_long_ago_does_not_hide_those_of_today(tmp_path: Path) -> None:
    folder = tmp_path / "old"
    folder.mkdir()
    for date in ("1911-11-28", "1950-03-02"):
        (folder / f"{date}.txt").write_text(STORY.format(date=date, name=NAME), "utf-8")
    async with opened(tmp_path, libraries=(folder,)) as app:
        shown = await about(app, NAME)
        known = shown.state.profile
        assert known is not None
        months = [key for key, _ in known.months]
        assert months[:2] == ["1911-11", "1950-03"]
        assert months[-1] == "2026-02"
        await app.until(lambda: "Feb 2026" in app.screen_text())
        lines = app.screen_text().splitlines()
        ends = next(at for at, line in enumerate(lines) if line.rstrip().endswith("Feb 2026"))
        assert lines[ends].split()[:2] == ["Mar", "1926"], (
            "where the bars begin, a hundred years before the last"
        )
        assert len(lines[ends - 1].rstrip()) >= len(lines[ends].rstrip()) - 1, "the last bar is that of today"
