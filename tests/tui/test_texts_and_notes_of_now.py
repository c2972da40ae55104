"""What is shown of an article's text and of the notes on it is what stands there now: an article keeps its id
and fingerprint through an edit where it has an address."""

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest

from annotations import actions
from annotations.collection import Collection, Listed, View
from annotations.model import NO_CORRECTIONS, Corrections
from seeds.article import Article
from seeds.library import read_file
from tests.annotations.stores import write_note
from tests.tui.rig import Opened, opened
from tui.opened_articles import OpenedArticles
from tui.screens.hits_page import HitsPage
from tui.screens.note_page import NotePage

OLD = "Hôm nay giá gạo nếp tăng mạnh tại Cần Thơ."
NEW = "Hôm nay giá lúa nếp giảm sâu tại Đắk Lắk, Tây Nguyên."
NOTE = "Hỏi anh Tùng về hạn ngạch gạo nếp."
OTHER = "Chuyện khác hẳn: gạo nếp cái hoa vàng."


def with_address(sentence: str) -> str:
    return f"Giá gạo xuất khẩu tăng\n\n{sentence}\n\nNguồn: https://vtv.vn/kinh-te/gia-gao-123.htm\n"


def library(folder: Path) -> Path:
    lib = folder / "lib"
    lib.mkdir()
    (lib / "a.txt").write_text(with_address(OLD), "utf-8")
    return lib


async def edit(app: Opened, lib: Path) -> None:
    """Edit the article's file, and wait until the index has the new text."""
    desk, main = app.app.desk, app.app.main
    assert main.list.selected is not None
    id, before = main.list.selected.id, main.list.selected.fingerprint
    (lib / "a.txt").write_text(with_address(NEW), "utf-8")
    desk.rescan()
    await app.until(lambda: NEW in desk.collection.text(id), "the new text")
    await app.until(lambda: main.list.selected and main.list.selected.fingerprint == before, "the same one")


async def filtered(app: Opened, words: str) -> None:
    await app.press("slash")
    await app.type(words)
    await app.press("enter")


async def results(app: Opened) -> list[str]:
    """Open the page of results, and return its sentences once there are some."""
    await app.press("g", "s")
    await app.until(lambda: sentences(app))
    return sentences(app)


def sentences(app: Opened) -> list[str]:
    page = app.app.screen
    return [it.text for it in page.rows.passages] if isinstance(page, HitsPage) else []


async def noted(app: Opened) -> str:
    """Write the note on the first article, and return the article's id."""
    first, store = app.app.main.list.selected, app.app.desk.store
    assert first is not None and store is not None
    write_note(store, first.id, NOTE)
    await app.until(lambda: (it := app.app.main.list.selected) and it.notes)
    return first.id


def change(app: Opened, article: str) -> None:
    store = app.app.desk.store
    assert store is not None
    (note,) = store.notes(article)
    store.apply(actions.edit_note(store, note, OTHER)).result()


def delete(app: Opened, article: str) -> None:
    store = app.app.desk.store
    assert store is not None
    (note,) = store.notes(article)
    store.apply(actions.delete_note(store, note)).result()


def test_an_address_keeps_the_fingerprint(tmp_path: Path) -> None:
    """What the others here stand on."""
    file = library(tmp_path) / "a.txt"
    before = read_file(file)
    file.write_text(with_address(NEW), "utf-8")
    assert read_file(file).fingerprint == before.fingerprint
    assert read_file(file).text_hash != before.text_hash


async def test_an_edited_text_comes_into_the_reader(tmp_path: Path) -> None:
    lib = library(tmp_path)
    async with opened(tmp_path, libraries=(lib,), bundled=False) as app:
        await app.open()
        await edit(app, lib)
        reader = app.app.main.reader
        await app.until(lambda: reader.page and NEW in reader.page.article.text, "the new text shown")
        assert "The text has changed" in app.said


async def test_an_edited_text_waits_while_hands_are_full(tmp_path: Path) -> None:
    lib = library(tmp_path)
    async with opened(tmp_path, libraries=(lib,), bundled=False) as app:
        await app.open()
        await app.press("v")
        reader = app.app.main.reader
        await app.until(lambda: reader.selecting)
        await edit(app, lib)
        waits = app.app.main.word("main.text.waits")
        await app.until(lambda: waits in app.said, "it waits")
        assert reader.page is not None and OLD in reader.page.article.text
        await app.press("escape")
        await app.until(lambda: reader.page and NEW in reader.page.article.text, "the new text shown")


async def test_a_text_that_waits_is_no_query(tmp_path: Path) -> None:
    lib = library(tmp_path)
    async with opened(tmp_path, libraries=(lib,), bundled=False) as app:
        await app.open()
        await app.press("v")
        await app.until(lambda: app.app.main.reader.selecting)
        await edit(app, lib)
        waits = app.app.main.word("main.text.waits")
        await app.until(lambda: waits in app.said, "it waits")
        before = app.app.main.wanted
        app.app.main.show_waiting()
        assert app.app.main.wanted == before


async def test_results_are_of_the_text_of_now(tmp_path: Path) -> None:
    lib = library(tmp_path)
    async with opened(tmp_path, libraries=(lib,), bundled=False) as app:
        await filtered(app, "nếp")
        assert await results(app) == [OLD]
        await edit(app, lib)
        await app.until(lambda: sentences(app) == [NEW], "the new sentence")


async def test_the_list_shows_the_words_in_the_text_of_now(tmp_path: Path) -> None:
    lib = library(tmp_path)
    async with opened(tmp_path, libraries=(lib,), bundled=False, size=(80, 24)) as app:
        await filtered(app, "nếp")
        await app.until(lambda: "gạo nếp tăng" in app.screen_text())
        await edit(app, lib)
        await app.until(lambda: "lúa nếp giảm" in app.screen_text(), "the new excerpt")
        assert "gạo nếp tăng" not in app.screen_text()


async def test_the_list_shows_the_notes_of_now(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 24)) as app:
        article = await noted(app)
        await filtered(app, "nếp")
        await app.until(lambda: "✎ Hỏi anh" in app.screen_text())
        change(app, article)
        await app.until(lambda: "✎ Chuyện khác" in app.screen_text(), "the note as it is now")
        assert "✎ Hỏi anh" not in app.screen_text()
        delete(app, article)
        await app.until(lambda: "✎ Chuyện khác" not in app.screen_text(), "no note any more")


async def test_the_list_shows_the_new_words_without_a_frame_that_has_none(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 24)) as app:
        article = await noted(app)
        await filtered(app, "nếp")
        await app.until(lambda: "✎ Hỏi anh" in app.screen_text())
        await app.still()
        change(app, article)
        seen: list[bool] = []

        def there() -> bool:
            seen.append("✎ Hỏi anh" in app.screen_text() or "✎ Chuyện khác" in app.screen_text())
            return "✎ Chuyện khác" in app.screen_text()

        await app.until(there, "the note as it is now")
        assert all(seen)


@pytest.mark.parametrize("back", [True, False])
async def test_results_are_of_the_notes_of_now(tmp_path: Path, back: bool) -> None:
    async with opened(tmp_path) as app:
        article = await noted(app)
        await filtered(app, "nếp")
        assert NOTE in await results(app)
        if back:
            await app.press("enter")
            await app.until(lambda: isinstance(app.app.screen, NotePage))
        store = app.app.desk.store
        assert store is not None
        change(app, article)
        write_note(store, article, "Thêm một ghi chú về nếp.")
        if back:
            await app.press("escape")
            await app.until(lambda: app.app.main.reader.has_focus)
            await app.press("escape")
        now = {OTHER, "Thêm một ghi chú về nếp."}
        await app.until(lambda: set(sentences(app)) == now, "the notes as they are now")


async def test_marks_have_no_text_looked_through_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    text = Collection.text
    async with opened(tmp_path) as app:
        article = await noted(app)
        await filtered(app, "gạo")
        await results(app)
        await app.still()
        monkeypatch.setattr(Collection, "text", lambda self, id: (read.append(id), text(self, id))[1])
        page = app.app.screen
        assert isinstance(page, HitsPage)
        change(app, article)
        await app.until(lambda: OTHER in sentences(app), "the note as it is now")
        front = [id for id in read if id in {it.article for it in page.rows.passages}]
        assert front.count(article) <= 1, "the list asks for its excerpt, the page for nothing"


async def test_a_note_that_is_gone_is_told_and_not_gone_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path) as app:
        article = await noted(app)
        await filtered(app, "nếp")
        assert NOTE in await results(app)
        page = app.app.screen
        assert isinstance(page, HitsPage)
        monkeypatch.setattr(page, "follow", lambda: None)  # it has not heard of it yet
        delete(app, article)
        await app.press("enter")
        await app.until(lambda: app.app.main.word("links.note-gone") in app.screen_text(), "it is said")
        assert app.app.screen is page


async def test_results_wait_for_an_index_that_cannot_be_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A window is empty then, and is asked for again when something has changed."""
    away = True
    nearest = Collection.nearest

    def hardly(*args: object, **options: object) -> View:
        view = nearest(*args, **options)  # type: ignore[arg-type]
        window: Callable[[int, int], tuple[Listed, ...]] = view.window
        monkeypatch.setattr(view, "window", lambda at, n: () if away else window(at, n))
        return view

    monkeypatch.setattr(Collection, "nearest", hardly)
    async with opened(tmp_path) as app:
        article = await noted(app)
        await filtered(app, "nếp")
        await app.press("g", "s")
        await app.until(lambda: isinstance(app.app.screen, HitsPage))
        page = cast("HitsPage", app.app.screen)
        await app.still()
        assert page.looked_through[0] == 0
        assert app.app.main.word("hits.none") not in app.screen_text()
        away = False
        change(app, article)
        await app.until(lambda: sentences(app) == [OTHER], "the hits")
        assert page.looked_through[0] == page.looked_through[1]


async def test_results_stay_while_the_index_cannot_be_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path) as app:
        article = await noted(app)
        await filtered(app, "nếp")
        await results(app)
        await app.still()
        page = cast("HitsPage", app.app.screen)
        assert page.state.nearest is not None
        with monkeypatch.context() as context:
            context.setattr(page.state.nearest, "window", lambda at, n: ())
            change(app, article)
            await app.still()
            assert sentences(app) == [NOTE]
        delete(app, article)
        await app.until(lambda: app.app.main.word("hits.none") in app.screen_text(), "none any more")


class _Changing:
    """Stands in for a collection whose article changes while it is looked for names in."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.meanwhile: Callable[[], None] = lambda: None

    def corrections(self, id: str) -> Corrections:
        return NO_CORRECTIONS

    def article(self, id: str) -> Article:
        found = read_file(self.file)
        self.meanwhile()
        return found

    def with_mentions(self, id: str, article: Article) -> Article:
        self.meanwhile()
        return article


@pytest.mark.parametrize("held", [True, False])
def test_an_old_text_is_not_put_back(tmp_path: Path, held: bool) -> None:
    file = library(tmp_path) / "a.txt"
    collection = _Changing(file)
    articles = OpenedArticles(cast("Collection", collection))
    if held:
        articles.article("a")

    def edited() -> None:
        file.write_text(with_address(NEW), "utf-8")
        articles.forget()

    collection.meanwhile = edited
    articles.with_mentions("a")
    collection.meanwhile = lambda: None
    assert NEW in articles.article("a").text
