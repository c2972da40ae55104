"""What the list shows in and under each title while words are looked for: where they stand, read behind the
reader's hands."""

from __future__ import annotations

import re
from functools import cache, partial
from typing import TYPE_CHECKING

from annotations.query.whole import EVERYTHING
from tui.cells import composed
from tui.latest import Latest
from tui.sought import notes_sought, seeks_words, sought_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from annotations.model import Note
    from annotations.query.tree import Query
    from tui.screens.base import MainBase
    from tui.widgets.list.painter import Excerpt

_SPACE = re.compile(r"\s")
_AT_ONCE = 4
"""Articles looked through before what was found is drawn."""


def _noted(tree: Query, notes: tuple[Note, ...], plain: Excerpt, together: int) -> Excerpt:
    """Return an article's excerpt with where words stand in the notes on it, if more of them stand together
    there than in its text (``together``)."""
    from annotations.query.snippets import hits, most_together, snippets

    for note in notes:
        if most_together(tree, note.text) > together:
            it = snippets(tree, note.text, 1)[0]
            inside = tuple((start - it.start, end - it.start) for start, end in it.hits)
            times = sum(len(hits(tree, other.text)) for other in notes)
            return plain._replace(text=_SPACE.sub(" ", it.text), hits=inside, times=times, noted=True)
    return plain


class ListSnippets:
    """Finds the words of the query in the articles that are in sight."""

    def __init__(self, main: MainBase) -> None:
        """Take the main screen, whose list shows what is found."""
        self._main = main
        self._tree: Query = EVERYTHING
        self._generation = -1
        self._latest: Latest[dict[str, Excerpt]] = Latest(main)
        main.list.wanting_excerpts = self._want

    def search(self, tree: Query) -> None:
        """Look for the words of a query from now on, those of the one before once more where articles or
        marks have changed; to be called before its view is shown."""
        before, self._generation = self._generation, self._main.host.desk.collection.generation
        if tree == self._tree and before != self._generation:
            self._main.list.doubt_excerpts()
        if tree != self._tree:
            self._tree = tree
            self._latest.cancel()
            line = bool(sought_words(tree)) or notes_sought(tree) != EVERYTHING
            self._main.list.show_excerpts(seeks_words(tree), line=line)

    def _want(self, ids: list[str]) -> None:
        """Find excerpts for these articles: they are in sight, and none is known of them."""
        self._latest.ask(self._steps(ids), lambda _, found: self._main.list.take_excerpts(found))

    def _steps(self, ids: list[str]) -> Iterator[Callable[[], dict[str, Excerpt]]]:
        tree, collection = self._tree, self._main.host.desk.collection
        in_texts, in_notes = bool(sought_words(tree)), notes_sought(tree)

        def look(some: list[str]) -> dict[str, Excerpt]:
            from annotations.query.snippets import (
                heading_in,
                hits,
                hits_in_heading,
                most_together,
                snippets,
            )
            from seeds.folding import fold_with_map
            from tui.widgets.list.painter import NO_EXCERPT, Excerpt

            found: dict[str, Excerpt] = {}
            for id, listed in ((id, collection.listed(id)) for id in some):
                found[id] = NO_EXCERPT
                if listed is None:
                    continue
                text = collection.text(id) if in_texts else ""
                fold = cache(partial(fold_with_map, text))
                title = composed(listed.heading)
                in_title = hits_in_heading(tree, title, text, fold)
                n = len(hits(tree, text, fold))
                found[id] = Excerpt("", (), n, title, in_title)
                # The title stands above: what is found in it alone is seen there.
                head = heading_in(text, listed.heading)[1]
                best = snippets(tree, text, 1, head=head, fold=fold)
                if best and (it := best[0]).start >= head:
                    inside = tuple((start - it.start, end - it.start) for start, end in it.hits)
                    found[id] = Excerpt(_SPACE.sub(" ", it.text), inside, n, title, in_title)
                if in_notes != EVERYTHING and listed.notes:
                    together = most_together(tree, text, fold) if n else 0
                    found[id] = _noted(in_notes, collection.notes(id), found[id], together)
            return found

        for at in range(0, len(ids), _AT_ONCE):
            yield partial(look, ids[at : at + _AT_ONCE])
