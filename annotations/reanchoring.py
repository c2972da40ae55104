"""Highlights carried over to the text that an article has now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotations.anchoring import anchored
from annotations.documents import anchor_document
from annotations.model import REANCHOR, Anchor, AnchorStatus, Highlight, Operation
from seeds.problems import Problem

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterable, Sequence

    from annotations.actions import Puts
    from annotations.entries import Listed
    from annotations.store import Store
    from seeds.article import Article

BATCH = 50
"""Articles whose highlights are carried over in one change: one journal line, one wait for the disk."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A highlight and where it is in the text at hand.

    ``start`` and ``end`` are offsets into that text (code points, end-exclusive), both 0 where the highlight
    is ``lost``; ``status`` and ``score`` are as in ``Anchor``.
    """

    highlight: Highlight
    start: int
    end: int
    status: AnchorStatus
    score: float

    @property
    def lost(self) -> bool:
        """Whether its words are nowhere in the text."""
        return self.status == "lost"


def placed(store: Store, highlights: Sequence[Highlight], article: Article) -> tuple[Placed, ...]:
    """Return highlights of an article with where they are in its text as it is now: by place, the lost ones
    behind.

    What the store knows is taken over; what it does not know yet is worked out (and not kept: see
    ``settle``): that takes some 5 ms for a text of 5,000 characters.
    """
    fresh = _anchors(store, highlights, article)
    return _in_order(_placed(it, fresh.get(it.id) or it.anchor_in(article.text_hash)) for it in highlights)


def seen_last(highlights: Sequence[Highlight]) -> tuple[Placed, ...]:
    """Return the highlights of an article whose file is gone with where they were seen last, in the order of
    ``placed``."""
    return _in_order(_placed(it, it.anchor_in("")) for it in highlights)


def settle(store: Store, article_id: str, article: Article) -> Operation | None:
    """Return the change that keeps where the highlights of an article are in its text as it is now; None
    where that is known.

    ``article`` is as it is read from its file. A highlight is always looked for from the text it was made on,
    never from a place found later: mistakes do not add up, and in a text that is as it was once more the
    highlights are where they were.
    """
    highlights = store.highlights(article_id)
    fresh = _anchors(store, highlights, article)
    put: Puts = {
        **_needless(highlights, article.text_hash),
        **{
            ("anchor", it.id): anchor_document(article_id, it.selector, fresh[it.id])
            for it in highlights
            if it.id in fresh
        },
    }
    return _operation(put) if put else None


class Settling:
    """Carries highlights over to the texts that articles have after a scan of the library.

    Articles without highlights are not looked at. Of the others the index says which text they have (its
    hash): only those are read of which some highlight's place in that text is not known. A place that was
    found in another text is not kept once the text is again the one that the highlight was made on.
    """

    def __init__(
        self,
        store: Store,
        listed: Callable[[str], Listed | None],
        text_hash: Callable[[str], str],
        read: Callable[[str], Article],
    ) -> None:
        """Take the store, what finds an article by its id (``Collection.listed``), a text's hash by an
        article's fingerprint (``Library.text_hash``), and an article as it is in its file by its id
        (``Collection.article_as_read``)."""
        self._store = store
        self._listed = listed
        self._text_hash = text_hash
        self._read = read
        self._seen: dict[str, tuple[str, tuple[str, ...]]] = {}

    def run(self, stop: threading.Event) -> int:
        """Do it; return how many highlights were placed anew. Waits for the disk; ``stop`` ends it between
        two articles. What cannot be read or saved is left for the next time: ``placed`` works it out
        meanwhile."""
        count = 0
        put: Puts = {}
        articles = 0
        for id, marks in self._store.marks().items():
            if stop.is_set():
                break
            changes = self._changes(id) if marks.highlights else {}
            if not changes:
                continue
            put.update(changes)
            articles += 1
            if articles == BATCH:
                count += self._save(put)
                put, articles = {}, 0
        return count + (self._save(put) if put else 0)

    def _changes(self, id: str) -> Puts:
        """Return what is to be kept of where the highlights of an article are in the text that it has now."""
        listed = self._listed(id)
        if listed is None or listed.gone or not (text := self._text_hash(listed.fingerprint)):
            return {}
        highlights = self._store.highlights(id)
        unknown = tuple(it.version for it in highlights if it.anchor_in(text) is None)
        if not unknown:
            self._seen.pop(id, None)
            return _needless(highlights, text)
        if self._seen.get(id) == (text, unknown):
            return {}  # its file had another text by then: the next scan finds that
        try:
            article = self._read(id)
        except Problem:
            return {}
        self._seen[id] = text, unknown
        operation = settle(self._store, id, article)
        return dict(operation.put) if operation is not None else {}

    def _save(self, put: Puts) -> int:
        try:
            self._store.apply(_operation(put)).result()
        except Problem:
            for body in put.values():
                self._seen.pop(str((body or {}).get("article")), None)
            return 0
        return len(put)


def _operation(put: Puts) -> Operation:
    return Operation(REANCHOR, {"n": len(put)}, put, undoable=False)


def _needless(highlights: Sequence[Highlight], text: str) -> Puts:
    """Return the change that drops the places found in other texts of highlights made on the text at hand:
    lists show what is kept."""
    return {
        ("anchor", it.id): None
        for it in highlights
        if it.selector.text == text and it.anchor is not None and it.anchor.text != text
    }


def _anchors(store: Store, highlights: Sequence[Highlight], article: Article) -> dict[str, Anchor]:
    """Return anchors by highlight for those whose place in the text is not known."""
    unknown: dict[str, list[Highlight]] = {}
    for it in highlights:
        if it.anchor_in(article.text_hash) is None:
            unknown.setdefault(it.selector.text, []).append(it)
    anchors: dict[str, Anchor] = {}
    for text, those in unknown.items():
        selectors = [it.selector for it in those]
        found = anchored(selectors, store.kept_text(text), article.text, article.text_hash)
        anchors.update(zip((it.id for it in those), found, strict=True))
    return anchors


def _in_order(found: Iterable[Placed]) -> tuple[Placed, ...]:
    return tuple(
        sorted(found, key=lambda it: (it.lost, it.start, it.end, it.highlight.created, it.highlight.id))
    )


def _placed(highlight: Highlight, anchor: Anchor | None) -> Placed:
    if anchor is None:  # nothing was found out about it
        return Placed(highlight, 0, 0, "lost", 0.0)
    return Placed(highlight, anchor.start, anchor.end, anchor.status, anchor.score)
