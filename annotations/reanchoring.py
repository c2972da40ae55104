"""Highlights carried over to the text that an article has now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotations.anchoring import anchored
from annotations.documents import anchor_document
from annotations.model import REANCHOR, Anchor, AnchorStatus, Highlight, Operation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.actions import Puts
    from annotations.store import Store
    from seeds.article import Article


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
    ``settle``).
    """
    fresh = _anchors(store, highlights, article)
    found = [_placed(it, fresh.get(it.id) or it.anchor, article) for it in highlights]
    return tuple(
        sorted(found, key=lambda it: (it.lost, it.start, it.end, it.highlight.created, it.highlight.id))
    )


def settle(store: Store, article_id: str, article: Article) -> Operation | None:
    """Return the change that keeps where the highlights of an article are in its text as it is now; None
    where that is known.

    ``article`` is as it is read from its file. A highlight is always looked for from the text it was made on,
    never from a place found later: what was found once does not pile up mistakes, and a text that is as it
    was again has its highlights where they were.
    """
    highlights = store.highlights(article_id)
    fresh = _anchors(store, highlights, article)
    put: Puts = {
        ("anchor", it.id): anchor_document(article_id, it.selector, fresh[it.id])
        for it in highlights
        if it.id in fresh
    }
    return Operation(REANCHOR, {"n": len(put)}, put, undoable=False) if put else None


def _anchors(store: Store, highlights: Sequence[Highlight], article: Article) -> dict[str, Anchor]:
    """Return anchors by highlight for those whose place in the text is not known."""
    unknown: dict[str, list[Highlight]] = {}
    for it in highlights:
        known = it.anchor.text if it.anchor is not None else it.selector.text
        if it.selector.text != article.text_hash and known != article.text_hash:
            unknown.setdefault(it.selector.text, []).append(it)
    anchors: dict[str, Anchor] = {}
    for text, those in unknown.items():
        found = anchored(
            [it.selector for it in those], store.kept_text(text), article.text, article.text_hash
        )
        anchors.update(zip((it.id for it in those), found, strict=True))
    return anchors


def _placed(highlight: Highlight, anchor: Anchor | None, article: Article) -> Placed:
    selector = highlight.selector
    if selector.text == article.text_hash or anchor is None:
        return Placed(highlight, selector.start, selector.end, "ok", 1.0)
    return Placed(highlight, anchor.start, anchor.end, anchor.status, anchor.score)
