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
