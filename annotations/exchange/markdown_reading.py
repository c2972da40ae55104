"""Reading Markdown back.

Of a file that docbao has written, what stands between its marks: a note that was changed there changes here
(or, where it was changed here as well, is kept beside), text that was added below a highlight or below the
heading becomes a new note there. What was deleted there is not deleted here; what stands outside of the marks
is the person's own and not read. Tags that were added in the front matter come too.

A file that docbao has not written becomes a note on the article that its front matter names (``title url
source author date``, or docbao's id): all of its text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotations.exchange import front_matter
from annotations.exchange.markdown_folder import markdown_files
from annotations.exchange.markdown_regions import MarksBroken, region_of
from annotations.exchange.markdown_shapes import (
    END_HIGHLIGHT,
    END_NOTE,
    HIGHLIGHT,
    NOTE,
    mark_of,
    tag_word,
    unguarded,
    unquoted,
)
from annotations.exchange.reading import id_of, number_of, read_text, text_of, time_of
from annotations.exchange.shapes import About, Given, GivenHighlight, GivenNote
from annotations.exchange.taking import text_sum
from annotations.exchange.w3c_reading import version_of
from seeds.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LIMIT = 64 * 1024 * 1024


def given(path: Path) -> Iterator[Given]:
    """Yield what a file, or the files of a folder, bring. Raises ``Problem``: as ``read_text``,
    ``import-no-article``, ``import-marks``, and ``import-no-markdown`` for a folder without files."""
    files = markdown_files(path) if path.is_dir() else [path]
    if not files:
        raise Problem("import-no-markdown")
    for file in files:
        try:
            found = list(given_text(read_text(file, LIMIT)))
        except MarksBroken:
            raise Problem("import-marks", path=str(file)) from None
        if not found and not path.is_dir():
            raise Problem("import-no-article", path=str(file))
        yield from found


def given_text(text: str, *, region_only: bool = False) -> Iterator[Given]:
    """Yield what a file's text brings: one thing, or nothing where it names no article. Raises
    ``MarksBroken``."""
    text = text.replace("\r\n", "\n").removeprefix("\ufeff")
    head, rest = front_matter.split(text)
    values = front_matter.read(head)
    lines = text.split("\n")
    found = region_of(lines)
    about = _about(values, lines, found)
    if not (about.id or about.url or about.title):
        return
    if found is not None:
        begin, end = found
        opened = mark_of(lines[begin])
        heading = number_of(opened[1].get("head")) if opened is not None else 0
        notes, highlights = _Region(lines[begin + 1 : end], max(0, heading)).read()
        tags = () if region_only else _tags(values)
        starred = not region_only and values.get("docbao-starred") == "yes"
        yield Given(about, tuple(notes), tags, tuple(highlights), starred)
    elif not region_only and rest.strip():
        yield Given(about, (GivenNote(rest.strip("\n")),), _tags(values))


def _about(values: dict[str, front_matter.Value], lines: list[str], region: tuple[int, int] | None) -> About:
    opened = mark_of(lines[region[0]]) if region is not None else None
    said = {name: text_of(values.get(name)).strip() for name in ("title", "source", "author", "date", "url")}
    own = id_of(values.get("docbao")) or (id_of(opened[1].get("id")) if opened is not None else "")
    return About(
        id=own,
        title=said["title"],
        source=said["source"],
        author=said["author"],
        date=said["date"],
        url=said["url"],
        path=text_of(values.get("path")),
    )


def _tags(values: dict[str, front_matter.Value]) -> tuple[str, ...]:
    """Return the tags of a head: the exact ones, and those of the others that are none of these."""
    exact, words = _several(values.get("docbao-tags")), _several(values.get("tags"))
    known = {tag_word(tag) for tag in exact}
    return tuple(dict.fromkeys([*exact, *(it.lstrip("#") for it in words if it.lstrip("#") not in known)]))


def _several(value: front_matter.Value | None) -> list[str]:
    if isinstance(value, str):
        return [it for it in value.replace(",", " ").split() if it]
    return list(value or ())


class _Region:
    """Reads the lines between the marks ``begin`` and ``end``."""

    def __init__(self, lines: list[str], head: int) -> None:
        self._lines = lines
        self._at = min(head, len(lines))
        self._notes: list[GivenNote] = []
        self._highlights: list[GivenHighlight] = []

    def read(self) -> tuple[list[GivenNote], list[GivenHighlight]]:
        """Return the notes on the article and the highlights."""
        notes = self._until("", self._notes)
        return notes, self._highlights

    def _until(self, end: str, notes: list[GivenNote]) -> list[GivenNote]:
        """Read up to a mark, or the end; what is no part of anything is a note of its own."""
        loose: list[str] = []
        while self._at < len(self._lines):
            line = self._lines[self._at]
            self._at += 1
            found = mark_of(line)
            if found is None:
                loose.append(line)
                continue
            name, values = found
            if name == end:
                break
            if name == NOTE:
                notes.append(self._note(values))
            elif name == HIGHLIGHT and not end:
                self._highlight(values)
        if text := "\n".join(loose).strip():
            notes.append(GivenNote(text))
        return notes

    def _note(self, values: dict[str, Any]) -> GivenNote:
        body: list[str] = []
        while self._at < len(self._lines):
            line = self._lines[self._at]
            self._at += 1
            if (found := mark_of(line)) and found[0] == END_NOTE:
                break
            body.append(line)
        text = unguarded("\n".join(body))
        links = values.get("links")
        for shown, was in links.items() if isinstance(links, dict) else ():
            text = text.replace(text_of(shown), text_of(was)) if shown else text
        was = id_of(values.get("sum"))
        if text_sum("\n".join(body)) != id_of(values.get("out")) and text_sum(text) != was:
            text = text.strip("\n")
        return GivenNote(
            text=text,
            id=id_of(values.get("id")),
            created=time_of(values.get("created")),
            modified=time_of(values.get("modified")),
            version=version_of(values.get("version")),
            was=was,
        )

    def _highlight(self, values: dict[str, Any]) -> None:
        shown = self._lines[self._at : self._at + max(0, number_of(values.get("lines")))]
        lines = [line for line in shown if line.lstrip().startswith(">")]
        self._at += len(shown)
        notes = self._until(END_HIGHLIGHT, [])
        tags = values.get("tags")
        self._highlights.append(
            GivenHighlight(
                quote=unquoted(lines),
                start=number_of(values.get("start")),
                end=number_of(values.get("end")),
                text=id_of(values.get("text")),
                kind=text_of(values.get("kind")),
                id=id_of(values.get("id")),
                tags=tuple(filter(None, map(text_of, tags))) if isinstance(tags, list) else (),
                notes=tuple(notes),
                created=time_of(values.get("created")),
                modified=time_of(values.get("modified")),
                version=version_of(values.get("version")),
            )
        )
