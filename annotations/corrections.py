"""The operations by which the reader sets right what docbao has read, and takes that back.

Nothing here writes: each function returns an ``Operation`` for ``Store.apply``. What the machine has read is
not touched by any of them; see ``seeds.corrected``.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from annotations.actions import Puts, touch
from annotations.correction_documents import (
    FIELDS,
    LONGEST,
    MOST_TOPICS,
    fact_document,
    fact_id,
    mention_document,
    mention_id,
    one_line,
)
from annotations.model import KeptMention, Operation
from seeds import edtf
from seeds.article import MENTION_TYPES, CorrectedField, Correction, MentionCorrection
from seeds.corrected import corrected, overlay
from seeds.problems import Problem
from seeds.written_forms import CONTEXT

if TYPE_CHECKING:
    from annotations.model import Corrections, Subject
    from annotations.store import Store
    from seeds.article import Article
    from seeds.topic_names import OwnTopic

_ANY_YEAR = 2000
"""A leap year: in it every day exists that can be written without a year."""


def correct(
    store: Store, subject: Subject, said: Correction, *, own_topics: tuple[OwnTopic, ...] = ()
) -> Operation:
    """Set a fact of an article right. ``own_topics`` are those the reader has added to the scheme.

    Raises ``Problem``: ``correction-date`` for what is no date (see ``date_said``), ``correction-topic`` for
    a topic there is not, ``correction-empty`` for a text without a letter, ``correction-long`` for one beyond
    ``LONGEST``.
    """
    clean = cleaned(said, own_topics)
    name = f"correct-{clean.field}" if clean.value else f"correct-{clean.field}-none"
    put: Puts = {
        **touch(store, subject),
        ("correction", fact_id(subject.id, clean.field)): fact_document(subject.id, clean),
    }
    return Operation(name, {"value": clean.value}, put)


def take_back(store: Store, subject: Subject, field: CorrectedField) -> Operation:
    """Let the machine's word stand again on one fact of an article; nothing changes where it does."""
    return Operation(f"correct-{field}-back", {}, {("correction", fact_id(subject.id, field)): None})


def correct_mention(
    store: Store, subject: Subject, said: MentionCorrection, *more: MentionCorrection, instead_of: str = ""
) -> Operation:
    """Set right what a name is. ``more`` is said in the same breath: of the other written forms of the
    entity. ``instead_of`` is the id of the correction that this one takes the place of ("" for none): one for
    a single stretch would win over one for the article.

    Raises ``Problem``: ``correction-empty`` and ``correction-long`` as ``correct``.
    """
    put: Puts = dict(touch(store, subject))
    clean = [cleaned_mention(it) for it in (said, *more)]
    if instead_of:
        put["correction", instead_of] = None
    for it in clean:
        put["correction", mention_id(subject.id, it)] = mention_document(subject.id, it)
    first = clean[0]
    name = "mention-set" if first.type else "mention-none"
    if first.scope == "everywhere":
        name += "-everywhere"
    told = {"text": first.text, "type": first.type, "name": first.name, "scope": first.scope, "n": len(more)}
    return Operation(name, told, put)


def take_back_mention(store: Store, subject: Subject | None, id: str) -> Operation:
    """Take back what was said of a name, by the document's id (``Corrections.mentions``). ``subject`` is the
    article it was said of; None where it was said of all."""
    where = subject.id if subject is not None else ""
    text = next((it.said.text for it in store.corrections(where).mentions if it.id == id), "")
    return Operation("mention-back", {"text": text}, {("correction", id): None})


def with_mentions(article: Article, corrections: Corrections) -> Article:
    """Return an article with its mentions, as the reader has corrected them. Its facts must have been
    corrected before: dates in the text are read from its own date."""
    from seeds.reading import with_mentions as second_pass

    read = second_pass(article) if article.mentions is None else article
    return corrected(read, (), corrections.said)


def correction_at(article: Article, corrections: Corrections, start: int, end: int) -> KeptMention | None:
    """Return the correction that holds where a stretch of an article is, None where the machine's word does.

    ``article`` is the corrected article with its mentions.
    """
    laid = overlay(article.text, article.mentions or (), corrections.said)
    for first, last, index in laid.places:
        if first < end and start < last:
            return corrections.mentions[index]
    return None


def lost(article: Article, corrections: Corrections) -> tuple[KeptMention, ...]:
    """Return the corrections of single stretches that are no more in the article's text: they are kept, and
    hold again should the text come back."""
    laid = overlay(article.text, article.mentions or (), corrections.said)
    return tuple(corrections.mentions[index] for index in laid.lost)


def cleaned(said: Correction, own_topics: tuple[OwnTopic, ...] = ()) -> Correction:
    """Return a correction of a fact as it is stored. Raises as ``correct``."""
    field, value = FIELDS[said.field], said.value
    if field == "topics":
        return Correction(field, _topics(value, own_topics))
    if isinstance(value, tuple):
        raise TypeError(f"{field} has one value")
    if value is None:
        return Correction(field, None)
    if field == "date":
        return Correction(field, date_said(value, date.today()))
    return Correction(field, _line(value, field))


def cleaned_mention(said: MentionCorrection) -> MentionCorrection:
    """Return a correction of a name as it is stored. Raises as ``correct_mention``."""
    if said.type is not None and said.type not in MENTION_TYPES:
        raise ValueError(f"no such type: {said.type!r}")
    text = _line(said.text, "text")
    name = "" if said.type is None else _line(said.name, "name") if said.name.strip() else text
    if said.scope != "stretch":
        return MentionCorrection(text, said.type, name, said.scope)
    if said.start < 0:
        raise ValueError("a stretch has a start")
    before, after = one_line(said.before)[-CONTEXT:], one_line(said.after)[:CONTEXT]
    return MentionCorrection(text, said.type, name, "stretch", said.start, before, after)


def date_said(text: str, today: date) -> str | None:
    """Return the EDTF of a date as a reader types it: EDTF, or whatever a date filter takes (``14/11/2025``,
    ``tháng 11/2025``, ``hôm qua``); None for one that is not known.

    A day without a year stays without one. Raises ``Problem("correction-date")`` for what is no date.
    """
    from annotations.query.dates import in_year, read_span

    typed = one_line(text[: LONGEST["title"]])
    try:
        return edtf.parse(typed.upper()).edtf
    except ValueError:
        span = read_span(typed, today)
    if span is not None and span.unknown:
        return None
    if (yearless := in_year(typed, _ANY_YEAR, today)) is not None and yearless.start is not None:
        return "XXXX" + yearless.start.edtf[4:]
    if span is None or span.start is None or span.end is None:
        raise Problem("correction-date", text=typed)
    try:
        found = span.start.edtf if span.start == span.end else f"{span.start.edtf}/{span.end.edtf}"
        return edtf.parse(found).edtf
    except ValueError:
        raise Problem("correction-date", text=typed) from None


def _topics(value: str | tuple[str, ...] | None, own: tuple[OwnTopic, ...]) -> tuple[str, ...]:
    from seeds.topic_names import all_topics

    if isinstance(value, str):
        raise TypeError("topics are a tuple of ids")
    known = {topic.id for topic in all_topics(own)}
    wanted = tuple(dict.fromkeys(value or ()))
    for id in wanted:
        if id not in known:
            raise Problem("correction-topic", topic=one_line(id[: LONGEST["topic"]]))
    return wanted[:MOST_TOPICS]


def _line(text: str, what: str) -> str:
    line = one_line(text)
    if not any(letter.isalnum() for letter in line):
        raise Problem("correction-empty")
    if len(line) > LONGEST[what]:
        raise Problem("correction-long", most=LONGEST[what])
    return line
