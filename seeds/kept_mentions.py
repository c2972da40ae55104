"""The mentions of an article as the index keeps them: reading them back takes a hundredth of finding them."""

from __future__ import annotations

import json
import zlib
from itertools import accumulate
from typing import TYPE_CHECKING

from seeds.article import Mention
from seeds.cachefile import Damaged

if TYPE_CHECKING:
    from collections.abc import Sequence
    from sqlite3 import Connection

    from seeds.article import Article


def packed_mentions(mentions: Sequence[Mention]) -> bytes:
    """Return mentions without their text, which is the article's: column by column, as that packs best."""
    starts = [it.start for it in mentions]
    columns = (
        [start - before for start, before in zip(starts, (0, *starts), strict=False)],
        [it.end - it.start for it in mentions],
        [it.type for it in mentions],
        [None if it.name == it.text else it.name for it in mentions],
        [it.value for it in mentions],
        [it.confidence for it in mentions],
        [it.rule for it in mentions],
    )
    return zlib.compress(json.dumps(columns, ensure_ascii=False, separators=(",", ":")).encode(), 6)


def unpacked_mentions(kept: bytes, text: str) -> tuple[Mention, ...]:
    """Return the mentions of the article with that text. Raises ``Damaged``."""
    try:
        steps, lengths, types, names, values, confidences, rules = json.loads(zlib.decompress(kept))
        columns = zip(accumulate(steps), lengths, types, names, values, confidences, rules, strict=True)
        return tuple(
            Mention(
                start, start + length, type_, text[start : start + length],
                name or text[start : start + length], value, confidence, rule,
            )
            for start, length, type_, name, value, confidence, rule in columns
        )  # fmt: skip
    except (zlib.error, ValueError, TypeError) as error:
        raise Damaged from error


def mentions_of(db: Connection, article: Article, reader: int) -> tuple[Mention, ...] | None:
    """Return what the index keeps for an article with just this text and date, as that version of the reader
    has found it; None where it keeps none. Raises ``Damaged``."""
    day = article.date.date.edtf if article.date is not None else None
    found = db.execute(
        "SELECT packed FROM articles a JOIN mentions m ON m.slot = a.slot "
        "WHERE fingerprint = ? AND text_hash = ? AND edtf IS ? AND named = ? LIMIT 1",
        (article.fingerprint, article.text_hash, day, reader),
    ).fetchone()
    return unpacked_mentions(found[0], article.text) if found is not None else None
