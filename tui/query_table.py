"""The page on the query language, made from the tables that its parser reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from annotations.query.dates import known_answers
from annotations.query.names import key, table
from tui.cells import fill, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tui.words import Words


@dataclass(frozen=True, slots=True)
class QueryRow:
    """What can be written (the best name first), what it means ("" where it says that itself), and a query
    it stands in ("" for none)."""

    written: tuple[str, ...]
    means: str = ""
    example: str = ""

    def told(self, words: Words) -> str:
        """Return what it means, with the example."""
        example = words("query.example", query=self.example) if self.example else ""
        return f"{self.means} {example}".strip()

    def lines(self, room: int) -> Iterator[str]:
        """Yield what can be written in lines of so many cells, two blanks between; nothing is cut apart that
        a line has room for."""
        line = ""
        for it in self.written:
            if line and width(line) + 2 + width(it) > room:
                yield line
                line = ""
            line = f"{line}  {it}" if line else it
        yield from fill(line, room, 9) if width(line) > room else [line]


@dataclass(frozen=True, slots=True)
class QuerySection:
    """Rows of a kind, under their heading; ``note`` says where they may stand, "" for nothing to say."""

    title: str
    note: str
    rows: tuple[QueryRow, ...]


def query_page(words: Words) -> tuple[QuerySection, ...]:
    """Return all of the language, section by section."""
    names, dates = table("names.toml"), table("date_words.toml")

    def called(kind: str) -> tuple[QueryRow, ...]:
        return tuple(QueryRow(tuple(it), words(f"query.{kind}.{id}")) for id, it in _of(names, kind))

    rows = {
        "syntax": tuple(
            QueryRow((query,), words(f"query.syntax.{id}")) for id, query in _of(names, "syntax")
        ),
        "field": tuple(
            QueryRow(
                tuple(f"{name}:" for name in called),
                words(f"query.field.{id}"),
                names["examples"].get(id, ""),
            )
            for id, called in _of(names, "fields")
        ),
        "date": tuple(_date_rows(dates, words)),
        "topic": tuple(_topic_rows(words)),
        "is": called("is"),
        "has": called("has"),
        "kind": tuple(QueryRow(tuple(it)) for _, it in _of(names, "kind")),
        "sort": called("sort"),
        "mistake": tuple(_mistakes(names, words)),
    }
    return tuple(
        QuerySection(words(f"query.section.{id}"), words(f"query.note.{id}"), inside)
        for id, inside in rows.items()
    )


def markdown(words: Words) -> str:
    """Return the page as Markdown: what is written, what it means, a query with it."""
    return "\n".join([words("query.intro"), "", *map(_markdown, query_page(words))])


def _of(names: Mapping[str, Any], kind: str) -> Iterator[tuple[str, Any]]:
    yield from names[kind].items()


def _date_rows(dates: Mapping[str, Any], words: Words) -> Iterator[QueryRow]:
    yield QueryRow(tuple(dates["examples"]["written"]), words("query.date.written"))
    *answers, unknown = known_answers()
    for phrases in answers:
        unit, away = dates["phrases"][phrases[0]]
        # What is said in English says itself.
        yield QueryRow(phrases, "" if phrases[0].isascii() else words(f"query.date.{unit}{away}"))
    for kind in ("counted", "ago", "bare", "range"):
        yield QueryRow(tuple(dates["examples"][kind]), words(f"query.date.{kind}"))
    yield QueryRow(unknown, words("query.date.unknown"))


def _topic_rows(words: Words) -> Iterator[QueryRow]:
    from seeds.topic_names import all_topics

    for topic in all_topics():
        broad = words("query.topic.within", broad=words.topic(topic.broader)) if topic.broader else ""
        called = {key(name): name for name in (topic.labels["vi"], topic.id)}
        yield QueryRow(tuple(reversed(called.values())), f"{topic.labels['en']}{broad}.")


def _mistakes(names: Mapping[str, Any], words: Words) -> Iterator[QueryRow]:
    from datetime import date

    from annotations.query.parser import QueryError, parse
    from tui.query_views import query_views
    from tui.sentences import problem_in_words

    views = query_views(None, words)
    for query in names["mistakes"].values():
        try:
            parse(query, today=date.min, views=views)
        except QueryError as error:
            yield QueryRow((query,), problem_in_words(error, words))


def _markdown(section: QuerySection) -> str:
    head = f"| {section.title} | | |\n|---|---|---|"
    note = [f"| | {_cell(section.note)} | |"] if section.note else []
    rows = [
        f"| {' '.join(_code(it) for it in row.written)} | {_cell(row.means)} "
        f"| {_code(row.example) if row.example else ''} |"
        for row in section.rows
    ]
    return "\n".join([head, *note, *rows]) + "\n"


def _code(text: str) -> str:
    return f"`{_cell(text)}`"


def _cell(text: str) -> str:
    """Return a text that does not end a table's cell."""
    return text.replace("|", "\\|")
