"""An article as the reader has corrected it: a pure overlay over what was read out of it.

Nothing here touches what the machine has read: taking a correction away brings the machine's word back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from seeds import edtf
from seeds.article import ArticleDate, Mention, MentionCorrection, TopicHit
from seeds.stretch_value import stretch_value
from seeds.written_forms import context, found_again, occurrences, squeezed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seeds.article import Article, Correction, CorrectionScope, MentionType
    from seeds.row import PartialDate, Row

BY_READER = "reader"
"""The ``rule`` of a mention and the ``basis`` of a date that the reader has set."""


@dataclass(frozen=True, slots=True)
class Overlaid:
    """Mentions with the reader's corrections laid over them, in order, none overlapping.

    ``places`` are the stretches where a correction holds, marked or said to be nothing: start, end, and its
    place in the corrections handed in. ``lost`` are the places of those whose stretch is not found any more.
    """

    mentions: tuple[Mention, ...]
    places: tuple[tuple[int, int, int], ...]
    lost: tuple[int, ...]


def corrected(
    article: Article, facts: Sequence[Correction] = (), mentions: Sequence[MentionCorrection] = ()
) -> Article:
    """Return the article with the reader's word over the machine's; where both are empty, the article itself.

    Later corrections win over earlier ones. A date's ``basis`` is then ``reader``, without evidence; topics
    have score 1.0 and keep what the machine found for them. Names are only corrected once the second pass has
    run (see ``overlay``). What cannot hold (a date that is none) is passed over.
    """
    changes: dict[str, Any] = {}
    for said in facts:
        match said.field:
            case "date":
                date = _date(said.value)
                if date is not None or said.value is None:
                    changes["date"] = ArticleDate(date, "reader", None) if date is not None else None
            case "topics":
                known = {hit.id: hit.evidence for hit in article.topics}
                ids = said.value if isinstance(said.value, tuple) else ()
                changes["topics"] = tuple(TopicHit(id, 1.0, known.get(id, ())) for id in ids)
            case _:
                changes[said.field] = said.value
    if article.mentions is not None and mentions:
        date = changes.get("date", article.date)
        published = date.date if date is not None else None
        changes["mentions"] = overlay(article.text, article.mentions, mentions, published).mentions
    return replace(article, **changes) if changes else article


def corrected_row(row: Row, facts: Sequence[Correction]) -> Row:
    """Return an article's row in a list with the reader's word over the machine's, as ``corrected``."""
    changes: dict[str, Any] = {}
    for said in facts:
        if said.field == "date":
            date = _date(said.value)
            if date is not None or said.value is None:
                changes["date"] = date
        elif said.field == "topics":
            changes["topics"] = said.value if isinstance(said.value, tuple) else ()
        else:
            changes[said.field] = said.value
    return replace(row, **changes) if changes else row


def about(
    text: str,
    start: int,
    end: int,
    type: MentionType | None,
    name: str = "",
    scope: CorrectionScope = "stretch",
) -> MentionCorrection:
    """Return the correction that says what a stretch of an article's text names, in a scope; ``name`` "" is
    the written form itself."""
    form = squeezed(text[start:end])
    called = "" if type is None else squeezed(name) or form
    if scope != "stretch":
        return MentionCorrection(form, type, called, scope)
    before, after = context(text, start, end)
    return MentionCorrection(form, type, called, scope, start, before, after)


def overlay(
    text: str,
    mentions: Sequence[Mention],
    corrections: Sequence[MentionCorrection],
    published: PartialDate | None = None,
) -> Overlaid:
    """Lay the reader's corrections over the mentions of a text; later ones win over earlier ones.

    A *stretch* holds whatever the machine marked there: all that it overlaps gives way. It is found again
    where the text has changed (``written_forms.found_again``).

    The two wider scopes hold wherever the form is written at word borders, among the first ``LOOKED_AT``
    code points, outside of such stretches; one for the article wins over one for all articles. With a type
    every place is marked: shorter mentions inside it give way, but a mention that goes on beyond it stands
    (``Hà`` is not ``Hà Nội``). Of forms that overlap the longest is marked. Without a type those mentions go
    that are written just so; what is inside them may then be marked.

    Applying it to its own result changes nothing. Time is linear in the text for any number of corrections.
    """
    from seeds.reading import LOOKED_AT

    taken, inner = bytearray(len(text)), bytearray(len(text) + 1)
    read = {(it.start, it.end): it for it in mentions}
    places: list[tuple[int, int, int]] = []
    lost: list[int] = []
    for index in range(len(corrections) - 1, -1, -1):
        said = corrections[index]
        if said.scope == "stretch":
            span = found_again(text, squeezed(said.text), said.start, said.before, said.after)
            if span is None:
                lost.append(index)
            elif taken.find(1, *span) < 0:
                _fill(taken, *span)
                places.append((*span, index))
    wide = _wide(corrections)
    nothing = {form: index for form, index in wide.items() if corrections[index].type is None}
    standing: list[Mention] = []
    for it in mentions:
        if taken.find(1, it.start, it.end) >= 0:
            continue
        unnamed = nothing.get(squeezed(it.text))
        if unnamed is not None:
            places.append((it.start, it.end, unnamed))
        else:
            standing.append(it)
            _fill(inner, it.start + 1, it.end)
    marked = [
        (start, end, wide[form])
        for start, end, form in occurrences(text, wide.keys() - nothing.keys(), LOOKED_AT)
        if not inner[start] and not inner[end]
    ]
    # The longest first; of those as long the one that was said of this article.
    marked.sort(key=lambda it: (it[0] - it[1], corrections[it[2]].scope == "everywhere", it[0]))
    for start, end, index in marked:
        if taken.find(1, start, end) < 0:
            _fill(taken, start, end)
            places.append((start, end, index))
    values: dict[tuple[MentionType, str], str | None] = {}
    kept = [it for it in standing if taken.find(1, it.start, it.end) < 0]
    for start, end, index in places:
        said = corrections[index]
        if said.type is not None:
            before = read.get((start, end))
            form = squeezed(said.text)
            if before is not None and before.type == said.type and before.value:
                value: str | None = before.value
            elif (known := (said.type, form)) in values:
                value = values[known]
            else:
                value = values[known] = stretch_value(form, said.type, published)
            kept.append(
                Mention(start, end, said.type, text[start:end], said.name or form, value, 1.0, BY_READER)
            )
    kept.sort(key=lambda it: it.start)
    return Overlaid(tuple(kept), tuple(sorted(places)), tuple(sorted(lost)))


def _wide(corrections: Sequence[MentionCorrection]) -> dict[str, int]:
    """Return the place of the correction that holds for each written form beyond single stretches."""
    wide: dict[str, int] = {}
    for scope in ("everywhere", "article"):
        for index, said in enumerate(corrections):
            form = squeezed(said.text)
            if said.scope == scope and form:
                wide[form] = index
    return wide


def _fill(flags: bytearray, start: int, end: int) -> None:
    flags[start:end] = b"\1" * max(0, end - start)


def _date(value: object) -> PartialDate | None:
    try:
        return edtf.parse(value) if isinstance(value, str) else None
    except ValueError:
        return None
