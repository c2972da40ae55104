"""The views that a query may speak of (``view:Unread``): the reader's own, and those docbao comes with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.column_rows import all_views, each_of

if TYPE_CHECKING:
    from annotations.answers import Answers
    from tui.words import Words


def query_views(store: Answers | None, words: Words) -> dict[str, str]:
    """Return the texts of all views by every name they go by, the reader's names for them first: of those
    docbao comes with also the name in the catalogue and the English one. Hidden ones can be spoken of too;
    ``store`` is None where there are no annotations."""
    from annotations.saved_views import SHIPPED, saved_views
    from tui.words import Words as Catalogue

    views = [
        view for view in all_views(saved_views(store) if store is not None else ()) if each_of(view) is None
    ]
    found = {view.name: view.query for view in views if view.name}
    for catalogue in (words, Catalogue("en")):
        for view in views:
            if view.shipped:
                found.setdefault(catalogue(f"view.name.{view.id.removeprefix(SHIPPED)}"), view.query)
    return found
