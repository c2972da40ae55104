"""Reading who, what, where and how much is named in a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from seeds.article import Block, Mention, MentionType, PartialDate
from seeds.dates import find


def mentions(text: str, blocks: Sequence[Block], published: PartialDate | None = None) -> tuple[Mention, ...]:
    """All mentions of a text in order, without overlap; each one's text is exactly its span of ``text``.

    ``blocks`` are the article's blocks; ``published`` is its date, against which dates in it are resolved.
    """
    from seeds.entities.capitals import in_capitals
    from seeds.entities.figures import figures
    from seeds.entities.memory import settle
    from seeds.entities.names import Walk
    from seeds.entities.nations import halves
    from seeds.entities.words import split

    dates = find(text, 0, len(text), published)
    plain = text.replace("\u00a0", " ")
    numbers = list(figures(plain, dates))
    read: list[Mention] = [
        Mention(
            d.start,
            d.end,
            "DATE",
            text[d.start : d.end],
            text[d.start : d.end],
            d.edtf,
            0.9,
            f"date:{d.form}",
        )
        for d in dates
    ]
    read.extend(
        Mention(
            f.start,
            f.end,
            cast(MentionType, f.type),
            text[f.start : f.end],
            text[f.start : f.end],
            f.value or None,
            0.9,
            f.rule,
        )
        for f in numbers
    )
    spans = sorted((m.start, m.end) for m in read)
    words = split(text, spans)
    found = Walk(words, [(block.start, block.end) for block in blocks if block.kind == "byline"]).run()
    found.extend(halves(words, found))
    read.extend(
        Mention(
            one.start,
            one.end,
            cast(MentionType, one.type),
            text[one.start : one.end],
            one.name,
            None,
            one.confidence,
            one.rule,
        )
        for one in settle(words, found)
    )
    return in_capitals(text, blocks, _apart(read))


def _apart(read: list[Mention]) -> tuple[Mention, ...]:
    """The mentions in order; where two overlap, the longer stays (a law keeps its year)."""
    kept: list[Mention] = []
    for mention in sorted(read, key=lambda m: (m.start, -m.end)):
        while (
            kept
            and kept[-1].end > mention.start
            and kept[-1].end - kept[-1].start < mention.end - mention.start
        ):
            kept.pop()
        if not kept or kept[-1].end <= mention.start:
            kept.append(mention)
    return tuple(kept)
