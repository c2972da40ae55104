"""The stores that are measured are stores: a small one of the kind opens whole, with all that was put in."""

from __future__ import annotations

from pathlib import Path

from annotations.store import Store
from tests.benchmarks.annotated import Size, article_id, make


def test_a_store_that_was_made_at_once_opens_whole(tmp_path: Path) -> None:
    home = make(tmp_path / "store", Size(read=300, tagged=20, notes=10, highlights=60))
    with Store.open(home.data, home.state) as store:
        assert store.report.told == ()
        assert sum(marks.read for marks in store.marks().values()) == 300
        assert len(store.all_highlights()) == 60 and len(store.all_notes()) == 10
        for highlight in store.highlights(article_id(3)):
            text = store.kept_text(highlight.selector.text)
            assert text is not None
            assert text[highlight.selector.start : highlight.selector.end] == highlight.quote
