"""An article as a page for people: title, date, source, text in lines of a good length, and what was found in
it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tui.calls.output import Out, Span, joined
from tui.calls.wrapping import wrapped
from tui.tags_in_words import tags_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotations.model import Marks, Note
    from annotations.reanchoring import Placed
    from seeds.article import Article, Block, MentionType
    from seeds.topic_names import OwnTopic

MEASURE = 80
"""Cells of the longest line of text."""

_TYPES: tuple[MentionType, ...] = (
    "PERSON",
    "ORG",
    "PLACE",
    "DATE",
    "MONEY",
    "PERCENT",
    "QUANTITY",
    "LAW",
    "EVENT",
)
_NAMES_SHOWN = 12  # of each type
_STYLES = {
    "title": "bold",
    "heading": "bold",
    "header": "dim",
    "byline": "dim",
    "source": "dim",
    "related": "dim",
}


def print_page(
    article: Article,
    id: str,
    marks: Marks,
    notes: Iterable[Note],
    out: Out,
    own_topics: tuple[OwnTopic, ...] = (),
    highlights: Iterable[Placed] = (),
) -> None:
    """Print an article, what was found in it, and below what the reader has marked and written."""
    width = min(MEASURE, out.width) if out.is_terminal else MEASURE
    _head(article, id, marks, width, out, own_topics)
    for block in article.blocks:
        if block.kind == "title" and article.title is not None:
            continue  # it stands above
        _block(article.text, block, width, out)
    _found(article, width, out)
    highlights, notes = tuple(highlights), tuple(notes)
    for it in highlights:
        out.line()
        lost = f" ({out.words('call.lost')})" if it.lost else ""
        _paragraphs(f"┃ “{it.highlight.quote}”{lost}", width, out, style="yellow")
        for tag in (tags_in_words(it.highlight.tags, " "),) if it.highlight.tags else ():
            _paragraphs(tag, width, out, style="green", indent="  ")
        for note in (note for note in notes if note.highlight == it.highlight.id):
            _paragraphs(f"{out.words('call.note')} {note.text}", width, out, style="green", indent="  ")
    marked = {it.highlight.id for it in highlights}
    for note in (note for note in notes if note.highlight not in marked):
        out.line()
        _paragraphs(f"{out.words('call.note')} {note.text}", width, out, style="green")


def _head(
    article: Article, id: str, marks: Marks, width: int, out: Out, own_topics: tuple[OwnTopic, ...]
) -> None:
    from seeds.topic_names import label
    from tui.notices import notices_in_words

    title = article.title or out.words("call.untitled")
    for line in wrapped(title, width):
        out.line(Span(line, "bold" if article.title else "dim"))
    meta = joined([_date(article, out), article.source or "", article.author or ""])
    for line in wrapped(meta, width):
        out.line(Span(line, "cyan"))
    topics = ", ".join(label(topic.id, out.words.language, own_topics) for topic in article.topics)
    for line in wrapped(joined([topics, tags_in_words(marks.tags, " ")]), width):
        out.line(Span(line, "green"))
    if article.url:
        for line in wrapped(article.url, width):
            out.line(Span(line, "dim"))
    for notice in notices_in_words(article, out.words):
        for line in wrapped(notice, width):
            out.line(Span(line, "yellow"))
    out.line(Span(id, "dim"))


def _date(article: Article, out: Out) -> str:
    if article.date is None:
        return out.words("call.date-unknown")
    from tui.dates_in_words import in_words

    basis = out.words("basis." + article.date.basis.replace(" ", "-"))
    return out.words("call.date", date=in_words(article.date.date, out.words), basis=basis)


def _block(text: str, block: Block, width: int, out: Out) -> None:
    style = _STYLES.get(block.kind, "")
    out.line()
    indent = "    " if block.kind == "caption" else ""
    _paragraphs(
        text[block.start : block.end], width, out, style=style or ("italic" if indent else ""), indent=indent
    )


def _paragraphs(text: str, width: int, out: Out, *, style: str = "", indent: str = "") -> None:
    for paragraph in text.splitlines() or [""]:
        for line in wrapped(paragraph, width - len(indent)):
            out.line(indent, Span(line, style))


def _found(article: Article, width: int, out: Out) -> None:
    """Print the entities by type, the most frequent first."""
    counts: dict[str, Counter[str]] = {}
    for mention in article.mentions or ():
        counts.setdefault(mention.type, Counter())[mention.name] += 1
    if not counts:
        return
    out.line()
    for type in _TYPES:
        if type in counts:
            label = out.words(f"call.entities.{type}")
            for number, line in enumerate(wrapped(", ".join(_named(counts[type], out)), width - 14)):
                out.line(Span(f"{'' if number else label:<14}", "bold"), line)


def _named(counts: Counter[str], out: Out) -> Iterator[str]:
    for name, count in counts.most_common(_NAMES_SHOWN):
        yield name if count == 1 else f"{name} {count}×"
    if len(counts) > _NAMES_SHOWN:
        yield out.words("call.and-more", n=len(counts) - _NAMES_SHOWN)
