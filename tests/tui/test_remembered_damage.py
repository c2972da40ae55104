"""Damage that took something of the reader's is told at every start, until it is won back or dismissed."""

from __future__ import annotations

from pathlib import Path

from annotations import asides
from annotations.store import Store
from tests.annotations.stores import write_note
from tests.tui.rig import opened, places_in


def told_of(where: Path) -> list[str]:
    """Open the annotations and return what that finds."""
    places = places_in(where)
    with Store.open(places.data, places.state) as store:
        return [code for code, _ in store.report.told]


async def test_the_app_tells_at_start_what_damage_took(tmp_path: Path) -> None:
    places = places_in(tmp_path)
    with Store.open(places.data, places.state) as store:
        for number in range(6):
            write_note(store, "f0", f"số {number}")
    (journal,) = places.data.glob("*/journal")
    data = journal.read_bytes()
    at = data.index("số 2".encode())
    journal.write_bytes(data[: at - 40] + bytes(80) + data[at + 40 :])
    assert told_of(tmp_path) == ["store-incomplete"] and told_of(tmp_path) == []
    async with opened(tmp_path) as app:
        await app.until(lambda: "changes that damage took" in app.said, "the damage is told")
        assert "docbao doctor" in app.said
        await app.press("escape")
        await app.until(lambda: not app.said)
        store_now = app.app.desk.store
        assert store_now is not None
        forgotten = asides.dismissal(store_now)
        assert forgotten is not None
        store_now.apply(forgotten).result()
    async with opened(tmp_path) as app:
        await app.still()
        assert not app.said
