"""Reading who, what, where and how much is named in a text."""

from __future__ import annotations

from collections.abc import Sequence

from seeds.article import Block, Mention, PartialDate
from seeds.dates import find


def mentions(text: str, blocks: Sequence[Block], published: PartialDate | None = None) -> tuple[Mention, ...]:
    """All mentions of a text in order, without overlap; each one's text is exactly its span of ``text``."""
    return tuple(
        Mention(
            m.start,
            m.end,
            "DATE",
            text[m.start : m.end],
            text[m.start : m.end],
            m.edtf,
            0.9,
            f"date:{m.form}",
        )
        for m in find(text, 0, len(text), published)
    )
