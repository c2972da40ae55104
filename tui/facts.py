"""What docbao knows of an article, fact by fact, with what each rests on: in words, and as stretches of text.

Where the reader has set a fact right, both are told: the reader's word, and what docbao had read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from seeds.text import display_safe
from tui.cells import composed, cut
from tui.dates_in_words import in_words
from tui.paths import from_home
from tui.stretches import Stretch, author_stretch, lead_stretch, source_stretch, title_stretch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from seeds.article import Article, ArticleDate, CorrectedField, Correction, TopicHit
    from tui.words import Words

_QUOTED = 72
"""Cells of a line that is quoted as evidence."""
_SURE, _LIKELY = 0.8, 0.65
"""Scores of topics (from 0.5, just enough, to 1) from which they are called sure and likely."""
_CUES = 5


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of what was read: of which field, under which label, what, and how that is known.

    ``code`` stands muted behind the value (a date as EDTF). ``spans`` are the stretches of the article's text
    that it rests on, the telling one first; none where it does not come from the text. ``said`` is the
    reader's own word, ``missing`` says that nothing is known.
    """

    field: CorrectedField | Literal["file"]
    label: str
    value: str
    how: str
    spans: tuple[Stretch, ...] = ()
    code: str = ""
    said: bool = False
    missing: bool = False


def facts_of(
    article: Article,
    as_read: Article,
    said: Sequence[Correction],
    words: Words,
    files: Sequence[str] = (),
) -> tuple[Fact, ...]:
    """Return the facts of an article in the order of the sheet: title, date, source, author, topics, files.

    ``article`` is as the reader has corrected it, ``as_read`` as docbao has read it, ``said`` are the
    corrections between the two. ``files`` are the paths that it lies at, the one it is read from first.
    """
    fields = {one.field for one in said}
    found: list[Fact] = []
    for now, before in zip(_single(article, words), _single(as_read, words), strict=True):
        if now.field not in fields:
            found.append(before)
            continue
        read = words("evidence.set-none") if before.missing else words("evidence.set", read=before.value)
        found.append(replace(now, how=read, spans=before.spans, said=True))
    topics = list(_topics(article, as_read, words, corrected="topics" in fields))
    return (*found, *topics, *_files(files, words))


def _single(article: Article, words: Words) -> Iterator[Fact]:
    """Yield title, date, source and author."""
    title = title_stretch(article)
    if article.title:
        how = words("evidence.in-text" if title else "evidence.meta")
        yield _fact("title", article.title, how, title, words)
    else:
        yield _fact("title", None, words("evidence.no-title"), lead_stretch(article), words)
    yield _date(article, words)
    for field, value, stretch in (
        ("source", article.source, source_stretch(article)),
        ("author", article.author, author_stretch(article)),
    ):
        how = ""
        if value:
            how = words("evidence.meta")
            if stretch is not None:
                line, whole = _line(article.text, stretch)
                how = words("evidence.line" if whole else "evidence.words", text=line)
        yield _fact("source" if field == "source" else "author", value, how, stretch, words)


def _fact(field: CorrectedField, value: str | None, how: str, stretch: Stretch | None, words: Words) -> Fact:
    shown = composed(display_safe(value)) if value else words(f"evidence.none.{field}")
    spans = (stretch,) if stretch is not None else ()
    return Fact(field, words(f"evidence.field.{field}"), shown, how, spans, missing=not value)


def _date(article: Article, words: Words) -> Fact:
    when = article.date
    if when is None:
        return _fact("date", None, "", None, words)
    date = when.date
    told = in_words(replace(date, certain=True), words)
    if date.earliest is not None and date.earliest == date.latest:
        told = words("reading.date.day", weekday=words(f"weekday.{date.earliest.isoweekday()}"), date=told)
    stretch = (when.evidence.start, when.evidence.end) if when.evidence is not None else None
    fact = _fact("date", told, _how_dated(when, article.text, words), stretch, words)
    return replace(fact, code=date.edtf)


def _how_dated(when: ArticleDate, text: str, words: Words) -> str:
    key = "basis." + when.basis.replace(" ", "-")  # as the line under the title says it
    if when.evidence is None:
        how = words(key)
    else:
        evidence = (when.evidence.start, when.evidence.end)
        quoted = text[slice(*evidence)] if when.basis == "body" else _line(text, evidence)[0]
        how = words("evidence.quoted", how=words(key), text=composed(display_safe(quoted)))
    if when.date.earliest is None:
        return words("evidence.no-year", how=how)
    return how if when.date.certain else words("evidence.inferred", how=how)


def _topics(article: Article, as_read: Article, words: Words, *, corrected: bool) -> Iterator[Fact]:
    """Yield a line for each topic; where the reader has set them, also for those that were taken off."""
    label = words("evidence.field.topics")
    read = {topic.id: topic for topic in as_read.topics}
    if not article.topics and not (corrected and read):
        how = words("evidence.set-none") if corrected else ""
        none = words("evidence.none.topics")
        yield Fact("topics", label, none, how, said=corrected, missing=True)
        return
    for topic in article.topics:
        name = words.topic(topic.id)
        hit = read.get(topic.id)
        if hit is None:
            yield Fact("topics", label, name, words("evidence.topic.added"), said=True)
        else:
            yield Fact("topics", label, name, _how_topic(hit, words), _spans(hit))
        label = ""
    for hit in as_read.topics if corrected else ():
        if all(topic.id != hit.id for topic in article.topics):
            name = words("evidence.topic.off", name=words.topic(hit.id))
            how = words("evidence.topic.off-how", how=_how_topic(hit, words))
            yield Fact("topics", label, name, how, _spans(hit), said=True, missing=True)
            label = ""


def _files(paths: Sequence[str], words: Words) -> Iterator[Fact]:
    """Yield a line for each file; those after the first are copies of the same article."""
    for number, path in enumerate(map(Path, paths)):
        key = ("file", "copies", "")[min(number, 2)]
        label = words(f"evidence.field.{key}") if key else ""
        how = words("evidence.folder", path=display_safe(from_home(path.parent)))
        yield Fact("file", label, composed(display_safe(path.name)), how)


def _how_topic(hit: TopicHit, words: Words) -> str:
    sure = words(
        "evidence.topic.sure"
        if hit.score >= _SURE
        else "evidence.topic.likely"
        if hit.score >= _LIKELY
        else "evidence.topic.guess"
    )
    cues = list(dict.fromkeys(composed(display_safe(cue.text)) for cue in hit.evidence))[:_CUES]
    return words("evidence.topic.read", sure=sure, cues=", ".join(cues)) if cues else sure


def _spans(hit: TopicHit) -> tuple[Stretch, ...]:
    return tuple((cue.start, cue.end) for cue in hit.evidence)


def _line(text: str, stretch: Stretch) -> tuple[str, bool]:
    """Return the line around a stretch if it is short, else the stretch alone, and which of both."""
    start = text.rfind("\n", 0, stretch[0]) + 1
    end = text.find("\n", stretch[1])
    end = len(text) if end < 0 else end
    whole = end - start <= _QUOTED
    if not whole:
        start, end = stretch
    return cut(composed(display_safe(text[start:end])), _QUOTED), whole
