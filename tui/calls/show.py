"""``docbao show ARTICLE``: one article with all that was read out of it and what the reader added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.calls.arguments import Call, CallMistake
from tui.calls.opening import opened

if TYPE_CHECKING:
    from tui.calls.output import Out


def run(call: Call, out: Out) -> int:
    """Show an article given by id, unique start of an id, or path."""
    if len(call.words) != 1 or not call.words[0].strip():
        raise CallMistake("show-one")
    with opened(call, out) as house:
        house.open_store()
        id, path, article = house.find(call.words[0])
        article = house.with_mentions(id, article)
        marks, notes, own_topics = house.marks(id), house.notes(id), house.own_topics
        highlights = house.highlights(id, article)
    # Annotations and index are closed by now: a reader may stay in the pager for long.
    if call.as_json:
        from tui.calls.shapes import article_json

        shown = article_json(article, id=id, path=path, marks=marks, notes=notes, highlights=highlights)
        out.json(shown)
    else:
        from tui.calls.page import print_page
        from tui.calls.paging import paged

        with paged(out) as page:
            print_page(article, id, marks, notes, page, own_topics, highlights)
    return 0
