"""What stands in the line above, and what gives way where there is little room."""

from pathlib import Path

from tests.tui.rig import opened

COUNT = "12,345/100,005"
WORDS = "topic: Crime, law and justice · not topic: Politics and government · đà nẵng"
WORK = "reading 246/10,000, 2 min left"


async def test_the_words_of_a_query_give_way_to_the_counts(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(200, 24)) as app:
        header = app.app.main.header
        await app.still(1)

        async def line(cells: int) -> str:
            await app.pilot.resize_terminal(cells, 24)
            await app.until(lambda: header.size.width == cells)
            header.set_left(("1,174 unread", "5 starred", "2 with notes"))
            header.set_view(WORDS, COUNT)
            return "".join(segment.text for segment in header.render_line(0))

        for work in (WORK, ""):
            header.set_work(work, work.partition(", 2 min")[0])
            for cells in (10, 14, 15, 23, 36, 48, 60, 80, 120, 200):
                shown = await line(cells)
                assert len(shown) == cells
                assert (COUNT in shown) == (cells >= len(COUNT)), cells
                assert ("1,174 unread" in shown) == (cells >= 60), cells
                assert ("topic: Crim" in shown) == (cells >= 48), cells
                assert (work.partition(", 2 min")[0] in shown) == (cells >= 80 or not work), cells
        header.set_work(WORK, "reading")
        shown = await line(200)
        assert f"{WORK}   {WORDS}   {COUNT}" in shown
        assert "1,174 unread · 5 starred · 2 with notes" in shown
