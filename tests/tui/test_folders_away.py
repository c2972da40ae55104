"""A folder of the library that is not there for a while, as the reader meets it."""

from __future__ import annotations

from pathlib import Path

from tests.tui.rig import Opened, opened


def folder_of(tmp_path: Path, name: str, count: int) -> Path:
    folder = tmp_path / name
    folder.mkdir()
    for number in range(count):
        text = f"Tin {name} số {number}\n\nGạo bán ở Huế, lần {number}.\n"
        (folder / f"{number}.txt").write_text(text, "utf-8")
    return folder


def listed(hands: Opened) -> int:
    view = hands.app.main.view
    return view.count if view is not None else -1


def screen(hands: Opened) -> str:
    """What stands on the left, without blanks: a long path is parted wherever a line ends."""
    lines = hands.screen_text().replace("\u00a0", " ").splitlines()
    return "".join("".join(line.partition("│")[0].split()) for line in lines)


def said(hands: Opened) -> str:
    return "".join(hands.said.split())


async def test_an_empty_list_says_that_the_folder_is_not_there_until_it_is_back(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "corpus", 3)
    async with opened(tmp_path, libraries=(folder,), bundled=False) as hands:
        await hands.until(lambda: listed(hands) == 3 and hands.app.scanned, "the articles")
        folder.rename(tmp_path / "corpus.away")
        hands.app.desk.rescan()
        await hands.until(lambda: listed(hands) == 0 and "isnotthere" in screen(hands), "that it is away")
        assert "corpus”isnotthere" in screen(hands) and "Nothingislost" in screen(hands)
        assert "docbaoadd" not in screen(hands) and not hands.said, "it is said once"
        await hands.press("slash")
        await hands.type("gạo")
        await hands.press("enter")
        await hands.still()
        assert "isnotthere" in screen(hands), "no condition is to blame"
        await hands.press("escape")
        (tmp_path / "corpus.away").rename(folder)
        hands.app.desk.rescan()
        await hands.until(lambda: listed(hands) == 3, "the articles are back")
        assert "isnotthere" not in screen(hands)


async def test_one_folder_of_several_that_is_not_there_is_told_once_below(tmp_path: Path) -> None:
    here, folder = folder_of(tmp_path, "here", 2), folder_of(tmp_path, "corpus", 3)
    async with opened(tmp_path, libraries=(here, folder), bundled=False) as hands:
        await hands.until(lambda: listed(hands) == 5 and hands.app.scanned, "the articles")
        folder.rename(tmp_path / "corpus.away")
        hands.app.desk.rescan()
        await hands.until(
            lambda: listed(hands) == 2 and "corpus”isnotthere" in said(hands), "that it is away"
        )
        assert "comebackwithit" in said(hands) and "Createit" not in said(hands)
        await hands.press("escape")
        assert not hands.said
        hands.app.desk.rescan()
        await hands.still()
        assert not hands.said, "once"
        (tmp_path / "corpus.away").rename(folder)
        hands.app.desk.rescan()
        await hands.until(lambda: listed(hands) == 5, "the articles are back")
        folder.rename(tmp_path / "corpus.away")
        hands.app.desk.rescan()
        await hands.until(lambda: "corpus”isnotthere" in said(hands), "it went again")
        (tmp_path / "corpus.away").rename(folder)
        hands.app.desk.rescan()
        await hands.until(
            lambda: listed(hands) == 5 and not hands.said, "nothing is told of one that is back"
        )
