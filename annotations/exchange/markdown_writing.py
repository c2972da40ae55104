"""``markdown``: an article's annotations as a Markdown file with YAML front matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotations.exchange import front_matter
from annotations.exchange.finding import address_key
from annotations.exchange.markdown_shapes import (
    BEGIN,
    END,
    END_HIGHLIGHT,
    END_NOTE,
    HIGHLIGHT,
    NOTE,
    escaped,
    guarded,
    mark,
    quoted,
    region_sum,
    tag_word,
)
from annotations.exchange.taking import text_sum

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from annotations.exchange.shapes import About, Annotated, Marked
    from annotations.model import HighlightKind, Note

HEAD_BEGIN, HEAD_END = "# docbao:begin", "# docbao:end"
"""The marks within front matter, where ``#`` begins a comment."""

_SIGNS: dict[str, str] = {"yellow": "🟡", "green": "🟢", "blue": "🔵", "red": "🔴", "purple": "🟣"}


class Writer:
    """Writes articles. ``file_of`` gives the file's name (without its ending) that the target of a link is
    exported to and the article's title, "" for none; ``kinds`` what kinds of highlights are called."""

    def __init__(self, file_of: Callable[[str], tuple[str, str]], kinds: Mapping[HighlightKind, str]) -> None:
        """Take what links and kinds are called."""
        self._file_of = file_of
        self._kinds = kinds

    def head(self, item: Annotated) -> list[str]:
        """Return docbao's part of the front matter, with its marks."""
        about = item.about
        words = [word for word in map(tag_word, item.tags) if word]
        exact = [] if words == list(item.tags) else list(item.tags)
        return [
            HEAD_BEGIN,
            *front_matter.lines(
                (
                    ("title", " ".join(about.title.split())),
                    ("source", about.source),
                    ("author", about.author),
                    ("date", about.date),
                    ("url", about.url),
                    ("tags", words),
                    ("docbao-tags", exact),
                    ("docbao-starred", "yes" if item.starred else ""),
                    ("docbao", about.id),
                )
            ),
            HEAD_END,
        ]

    def region(self, item: Annotated) -> list[str]:
        """Return docbao's part of the text, with its marks."""
        head = _heading(item.about)
        body = [*head, ""]
        for note in item.notes:
            body += [*self._note(note), ""]
        for marked in item.marked:
            body += [*self._highlight(marked), ""]
        values = {"id": item.about.id, "sum": region_sum(body), "head": len(head)}
        return [mark(BEGIN, values), *body, mark(END)]

    def _note(self, note: Note) -> list[str]:
        from annotations.links import links_in, written

        text, links = note.text, {}
        for link in reversed(links_in(text)):
            name, title = self._file_of(link.target)
            if name:
                shown = written(name, link.label or title or link.target)
                links[shown] = text[link.start : link.end]
                text = text[: link.start] + shown + text[link.end :]
        text = guarded(text)
        values: dict[str, Any] = {
            "id": note.id,
            "sum": text_sum(note.text),
            **({"out": text_sum(text), "links": links} if text != note.text else {}),
            "created": note.created,
            "modified": note.modified,
            "version": note.version,
        }
        return [mark(NOTE, values), *text.split("\n"), mark(END_NOTE)]

    def _highlight(self, marked: Marked) -> list[str]:
        it = marked.highlight
        named = self._kinds.get(it.kind) or it.kind
        tags = [f"#{word}" for word in map(tag_word, it.tags) if word]
        shown = [*quoted(it.quote), "", " ".join([f"{_SIGNS.get(it.kind, '')} {escaped(named)}", *tags])]
        values = {
            "id": it.id,
            "kind": it.kind,
            "start": it.selector.start,
            "end": it.selector.end,
            "text": it.selector.text,
            "tags": list(it.tags),
            "created": it.created,
            "modified": it.modified,
            "version": it.version,
            "lines": len(shown),
        }
        notes = [line for note in marked.notes for line in ("", *self._note(note))]
        return [mark(HIGHLIGHT, values), *shown, *notes, mark(END_HIGHLIGHT)]


def _heading(about: About) -> list[str]:
    """Return the lines that say which article it is."""
    told = [escaped(it) for it in (about.source, about.author, about.date) if it]
    if address_key(about.url):
        told.append(f"<{about.url}>")
    title = escaped(" ".join(about.title.split())) or about.id
    return [f"# {title}", *(["", " · ".join(told)] if told else [])]
