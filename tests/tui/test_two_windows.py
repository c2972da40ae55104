"""What another window deletes while it is in hand here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from annotations import actions, highlights
from annotations.model import Highlight, Operation
from annotations.store import Store
from tests.tui.rig import Opened, opened
from tui.desk import subject_of
from tui.screens.highlight_card import HighlightCard
from tui.screens.note_editor import NoteEditor


def elsewhere(app: Opened, make: Callable[[Store], Operation]) -> None:
    """Change the annotations in another window."""
    places = app.app.desk.places
    with Store.open(places.data, places.state) as other:
        other.apply(make(other)).result()


def on_page(app: Opened) -> tuple[Highlight, ...]:
    return tuple(it.highlight for it in app.app.main.reader.highlights.all)


async def card(app: Opened, marks: int = 2) -> Highlight:
    """Open an article, mark some sentences of it, and open the card of the last; return its highlight."""
    await app.open()
    for n in range(marks):
        await app.press("right_parenthesis", "right_parenthesis", "m")
        await app.until(lambda n=n: len(on_page(app)) == n + 1, "a highlight")
    await app.press("m")
    await app.until(lambda: isinstance(app.app.screen, HighlightCard), "the card")
    return on_page(app)[-1]


async def test_a_highlight_deleted_elsewhere_while_its_note_is_written_leaves_the_note(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, size=(80, 24)) as app:
        it = await card(app)
        await app.press("a")
        await app.until(lambda: isinstance(app.app.screen, NoteEditor), "the editor")
        await app.type("mine")
        elsewhere(app, lambda store: highlights.delete(store, [it]))
        await app.until(lambda: "The highlight has gone" in app.screen_text(), "that it has gone")
        assert isinstance(app.app.screen, NoteEditor) and app.app.screen.typed_text() == "mine"
        await app.type("ne")
        await app.press("escape")
        await app.until(lambda: app.app.screen is app.app.main, "editor and card are closed")
        assert app.app.desk.store is not None
        (note,) = app.app.desk.store.notes(it.article)
        assert note.highlight == "" and note.text == f"> {it.quote}\n\nminene"
        await app.until(lambda: "note of the article" in app.said, "what became of it")


async def test_a_note_changed_here_while_its_highlight_is_deleted_elsewhere_is_kept(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 24)) as app:
        it = await card(app)
        page = app.app.main.reader.page
        assert page is not None
        subject = subject_of(page.listed)
        elsewhere(app, lambda store: actions.add_note(store, subject, "old", highlight=it.id))
        await app.until(lambda: "old" in app.screen_text(), "the note on the card")
        await app.press("a")
        await app.until(lambda: isinstance(app.app.screen, NoteEditor), "the editor")
        await app.type("er")
        elsewhere(app, lambda store: highlights.delete(store, [it]))
        await app.until(lambda: "The highlight has gone" in app.screen_text(), "that it has gone")
        await app.press("escape")
        await app.until(lambda: app.app.screen is app.app.main, "editor and card are closed")
        assert app.app.desk.store is not None
        (note,) = app.app.desk.store.notes(it.article)
        assert note.highlight == "" and note.text.endswith("older") and it.quote in note.text


async def test_the_card_of_a_highlight_deleted_elsewhere_closes(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 24)) as app:
        it = await card(app)
        elsewhere(app, lambda store: highlights.delete(store, [it]))
        await app.until(lambda: app.app.screen is app.app.main, "the card is closed")
        assert len(on_page(app)) == 1


async def test_keys_on_a_card_whose_highlight_has_gone_under_a_box_do_no_harm(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 24)) as app:
        it = await card(app)
        await app.press("t")
        await app.until(lambda: not isinstance(app.app.screen, HighlightCard), "the tags")
        elsewhere(app, lambda store: highlights.delete(store, [it]))
        await app.until(lambda: len(on_page(app)) == 1, "one highlight is left")
        await app.press("escape", "j", "k")
        await app.until(lambda: app.app.screen is app.app.main, "box and card are closed")
        assert app.app.return_code in (0, None) and app.app.is_running
