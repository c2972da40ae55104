"""Files that change under a running docbao, and between runs: what is read is always the article it was."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.rig import Opened, opened
from tui.screens.note_editor import NoteEditor

OPENING = "Bộ Công Thương cho biết lượng gạo xuất khẩu trong quý ba đạt hai triệu tấn, cao nhất từ đầu năm."
PRICE = "Giá gạo năm phần trăm tấm giữ ở mức cao nhờ nhu cầu lớn của Philippines và của Indonesia."
ORDERS = "Các doanh nghiệp ở đồng bằng sông Cửu Long cho biết đơn hàng của họ đã kín đến hết năm nay."
ADDED = "Hiệp hội Lương thực Việt Nam vừa nâng dự báo xuất khẩu của cả năm lên thêm nửa triệu tấn."
RICE = "\n".join(("Xuất khẩu gạo tăng mạnh trong quý ba", "", OPENING, PRICE, ORDERS, ""))
EDITED = RICE.replace(PRICE, f"{ADDED} {PRICE}")
STORM = """Bão số chín đổ bộ vào Đà Nẵng

Sáng nay bão số chín đã vào đất liền, gây mưa to và gió giật mạnh ở nhiều huyện ven biển miền Trung.
Hơn mười nghìn người dân được đưa đến nơi an toàn trước khi bão vào bờ.
"""


def library(folder: Path) -> Path:
    lib = folder / "lib"
    lib.mkdir()
    (lib / "gao.txt").write_text(RICE, "utf-8")
    (lib / "bao.txt").write_text(STORM, "utf-8")
    return lib


async def read(hands: Opened, heading: str) -> None:
    """Open the article of this heading."""
    main = hands.app.main
    await hands.until(lambda: main.view and main.view.count == 2, "both articles")
    assert main.view is not None
    (listed,) = (it for it in main.view.window(0, 2) if it.heading == heading)
    main.list.select(listed.id)
    await hands.open()


async def mark(hands: Opened) -> None:
    """Mark the second sentence of the article that is open."""
    await hands.press("right_parenthesis", "right_parenthesis", "m")
    await hands.until(lambda: quotes(hands), "a highlight")


def quotes(hands: Opened) -> list[str]:
    """Return what is marked on the page."""
    page, reader = hands.app.main.reader.page, hands.app.main.reader
    return [page.article.text[it.start : it.end] for it in reader.highlights.all] if page else []


async def leave(hands: Opened) -> None:
    await hands.press("q")
    await hands.until(lambda: not hands.app.is_running, "the end")


async def changed(hands: Opened, change: Callable[[], object]) -> None:
    """Change files and wait until docbao has taken that up."""
    before = hands.app.desk.collection.generation
    change()
    hands.app.desk.rescan()
    await hands.until(lambda: hands.app.desk.collection.generation > before, "the change")
    await hands.still(2)


async def comes_back(folder: Path, lib: Path, marked: list[str]) -> None:
    """Start where reading was left off, and leave again."""
    async with opened(folder, libraries=(lib,), bundled=False, size=(80, 24)) as hands:
        main = hands.app.main
        await hands.until(lambda: quotes(hands) == marked, "the marks")
        assert main.reader.page is not None and ADDED in main.reader.page.article.text
        await hands.until(lambda: main.list.selected and main.list.selected.id == main.showing, "its row")
        await leave(hands)


async def test_an_article_that_changed_comes_back_with_its_marks_at_every_start(tmp_path: Path) -> None:
    lib = library(tmp_path)
    async with opened(tmp_path, libraries=(lib,), bundled=False, size=(80, 24)) as hands:
        await read(hands, "Xuất khẩu gạo tăng mạnh trong quý ba")
        await mark(hands)
        marked = quotes(hands)
        await leave(hands)
    (lib / "gao.txt").write_text(EDITED, "utf-8")
    for _ in range(2):
        await comes_back(tmp_path, lib, marked)
    async with opened(tmp_path, libraries=(lib,), bundled=False, size=(80, 24)) as hands:
        await hands.until(lambda: quotes(hands) == marked, "the marks")
        await hands.press("right_parenthesis", "right_parenthesis", "m")
        await hands.until(lambda: len(quotes(hands)) == 2, "what m marks")
        assert hands.app.desk.store is not None and len(hands.app.desk.store.articles()) == 1


LONG = "\n".join(
    (
        "Xuất khẩu gạo tăng mạnh trong quý ba",
        "",
        *(f"Đoạn {n}. {PRICE} Câu số {n} ở đây." for n in range(60)),
        "",
    )
)
LONGER = LONG.replace("Đoạn 0.", f"{ADDED}\n{ADDED} Một đoạn nữa.\nĐoạn 0.")


def in_view(hands: Opened) -> str:
    """Return what stands at the top of the reader, a line long."""
    reader = hands.app.main.reader
    return reader.page.article.text[reader.position :][:40] if reader.page else ""


def shown(hands: Opened) -> str:
    page = hands.app.main.reader.page
    return page.article.text if page else ""


async def open_long(hands: Opened) -> str:
    """Open the long article in its middle, with a highlight there; return what is at the top."""
    await read(hands, "Xuất khẩu gạo tăng mạnh trong quý ba")
    await hands.press("space", "space")
    await mark(hands)
    await hands.press("escape")
    return in_view(hands)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_text_that_changes_while_it_is_read_is_shown_where_reading_goes_on(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    lib = library(tmp_path)
    (lib / "gao.txt").write_text(LONG, "utf-8")
    async with opened(tmp_path, libraries=(lib,), bundled=False, size=size) as hands:
        top = await open_long(hands)
        marked = quotes(hands)
        assert top.strip() and hands.app.main.reader.position
        await changed(hands, lambda: (lib / "gao.txt").write_text(LONGER, "utf-8"))
        await hands.until(lambda: ADDED in shown(hands), "the new text")
        assert in_view(hands) == top
        await hands.until(lambda: quotes(hands) == marked, "the highlight in the new text")
        assert "The text has changed" in hands.said


async def test_a_text_that_is_selected_in_stays_until_the_selection_is_over(tmp_path: Path) -> None:
    lib = library(tmp_path)
    (lib / "gao.txt").write_text(LONG, "utf-8")
    async with opened(tmp_path, libraries=(lib,), bundled=False) as hands:
        top = await open_long(hands)
        await hands.press("v", "w", "w")
        selection = hands.app.main.reader.selection
        await changed(hands, lambda: (lib / "gao.txt").write_text(LONGER, "utf-8"))
        await hands.until(lambda: "The text has changed" in hands.said, "that it has")
        assert ADDED not in shown(hands) and hands.app.main.reader.selection == selection
        await hands.press("m")
        await hands.until(lambda: ADDED in shown(hands), "the new text")
        await hands.until(lambda: len(quotes(hands)) == 2, "both highlights in it")
        assert in_view(hands) == top


async def test_a_text_under_a_note_being_written_stays_until_it_is_saved(tmp_path: Path) -> None:
    lib = library(tmp_path)
    async with opened(tmp_path, libraries=(lib,), bundled=False) as hands:
        await read(hands, "Xuất khẩu gạo tăng mạnh trong quý ba")
        await hands.press("a")
        await hands.until(lambda: isinstance(hands.app.screen, NoteEditor), "the editor")
        await hands.type("mine")
        await changed(hands, lambda: (lib / "gao.txt").write_text(EDITED, "utf-8"))
        await hands.still()
        assert ADDED not in shown(hands)
        await hands.press("escape")
        await hands.until(lambda: ADDED in shown(hands), "the new text")
        page = hands.app.main.reader.page
        assert page is not None and [note.text for note in page.notes] == ["mine"]


async def test_a_file_edited_and_renamed_while_it_is_read_is_the_article_it_was(tmp_path: Path) -> None:
    lib = library(tmp_path)
    async with opened(tmp_path, libraries=(lib,), bundled=False) as hands:
        await read(hands, "Xuất khẩu gạo tăng mạnh trong quý ba")
        await mark(hands)
        marked = quotes(hands)

        def move() -> None:
            (lib / "gao.txt").write_text(EDITED, "utf-8")
            (lib / "gao.txt").rename(lib / "gao-moi.txt")

        await changed(hands, move)
        await hands.until(lambda: ADDED in shown(hands), "the new text")
        await hands.until(lambda: quotes(hands) == marked, "its highlight")
        assert hands.app.main.view is not None and hands.app.main.view.count == 2


@pytest.mark.parametrize("marked", [True, False])
async def test_of_an_article_whose_file_goes_while_it_is_read_that_is_said(
    tmp_path: Path, marked: bool
) -> None:
    lib = library(tmp_path)
    async with opened(tmp_path, libraries=(lib,), bundled=False, size=(80, 24)) as hands:
        await read(hands, "Xuất khẩu gạo tăng mạnh trong quý ba")
        await hands.until(lambda: hands.app.main.reader.page.article.mentions is not None, "its names")
        if marked:
            await mark(hands)
        await changed(hands, (lib / "gao.txt").unlink)
        await hands.until(lambda: "is gone" in hands.said)
        await hands.press("g", "g")
        assert "file gone" in hands.screen_text().replace("\u00a0", " ")
        assert OPENING[:20] in hands.screen_text(), "it stays as it was read"
        await changed(hands, lambda: (lib / "gao.txt").write_text(RICE, "utf-8"))
        await hands.until(lambda: "there again" in hands.said)
        assert "file gone" not in hands.screen_text().replace("\u00a0", " ")


async def test_an_article_beside_the_list_whose_file_goes_makes_room_without_a_word(tmp_path: Path) -> None:
    lib = library(tmp_path)
    async with opened(tmp_path, libraries=(lib,), bundled=False, size=(120, 40)) as hands:
        main = hands.app.main
        await hands.until(lambda: main.view and main.view.count == 2 and main.reader.page, "an article")
        gone = main.list.selected
        assert gone is not None and gone.path is not None
        await changed(hands, Path(gone.path).unlink)
        await hands.until(lambda: main.view and main.view.count == 1 and main.showing != gone.id)
        await hands.still()
        assert "is gone" not in hands.said + hands.screen_text()
