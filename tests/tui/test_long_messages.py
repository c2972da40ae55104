"""What is too long for the footer is there to be read all the same."""

from pathlib import Path

import pytest

from tests.tui.rig import Opened, opened

LONG = (
    "Imported: 12 notes. 2 highlights are not found beyond doubt in their articles' texts; they are kept "
    "with their words, and nothing was lost."
)


def shown(app: Opened, rows: int) -> str:
    """The last rows of the screen, as one line."""
    return " ".join(" ".join(app.screen_text().splitlines()[-rows:]).split())


def bare(app: Opened) -> list[str]:
    """The screen without the mark beside the list that tells how much there is below."""
    return [line.replace("▐", " ") for line in app.screen_text().splitlines()]


@pytest.mark.parametrize("columns", [80, 40])
async def test_a_long_message_is_read_whole_and_escape_gives_its_rows_back(
    tmp_path: Path, columns: int
) -> None:
    async with opened(tmp_path, size=(columns, 24)) as app:
        footer = app.app.main.footer
        before = bare(app)
        for failed in (True, False):
            footer.say(LONG, failed=failed)
            await app.pilot.pause()
            rows = footer.rows
            assert rows == (2 if columns == 80 else 4)
            assert LONG in shown(app, rows)
            assert bare(app)[: 24 - rows] == before[: 24 - rows]
            await app.press("escape")
            assert footer.message == ""
            assert bare(app) == before
        footer.say("Kept.")
        assert footer.rows == 1
        footer.dismiss()
        footer.say(LONG * 9, failed=True)
        await app.pilot.pause()
        assert footer.rows == 5
        assert shown(app, 5).endswith("…")
        await app.press("escape")

        await app.press("number_sign")
        await app.until(lambda: app.app.screen.id == "tags")
        for _ in range(2):  # the page of tags gives way too, and Escape is the message's before it is its
            footer.say(LONG, failed=True)
            await app.pilot.pause()
            assert LONG in shown(app, footer.rows)
            await app.press("escape")
            assert footer.message == ""
            assert app.app.screen.id == "tags"
        await app.press("escape")

        await app.open()
        await app.press("i")
        footer.say(LONG, failed=True)
        await app.pilot.pause()
        assert LONG in shown(app, footer.rows)


async def test_on_a_tiny_screen_a_message_leaves_half_of_it(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(20, 5)) as app:
        footer = app.app.main.footer
        footer.say(LONG, failed=True)
        await app.pilot.pause()
        assert footer.rows == 2
        await app.press("j")
        assert shown(app, 2).startswith("Imported: 12")
        await app.press("escape")
        assert footer.rows == 1


@pytest.mark.parametrize("columns", [80, 40])
async def test_a_mistake_in_what_is_typed_is_read_whole(tmp_path: Path, columns: int) -> None:
    async with opened(tmp_path, size=(columns, 24)) as app:
        await app.press("slash")
        await app.type("date:2026-xx-45 ")
        prompt = app.app.main.prompt
        await app.until(lambda: prompt.size.height > 1)
        said = " ".join(" ".join(app.screen_text().splitlines()[-prompt.size.height : -1]).split())
        assert said.startswith("Column 6:")
        assert said.endswith("unknown.")
        assert "date:2026-xx-45" in app.screen_text().splitlines()[-1]
        await app.press("escape")
        await app.until(lambda: not prompt.display)
        assert app.app.main.footer.region.height == 1
