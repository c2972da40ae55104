"""``brat``: the names found in articles as standoff annotations, with the reader's corrections applied.

For each article ``ID.txt`` holds its text and ``ID.ann`` a line for each name: ``T1<tab>PERSON 74 90<tab>…``,
offsets in code points, the end exclusive. A name that goes over a line end is written in brat's pieces. The
canonical name (and a date's or figure's value) stands as ``AnnotatorNotes``, the types in
``annotation.conf``. Files that were changed since docbao wrote them are left as they are, and said:
``.docbao-brat.json`` knows them.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from annotations.exchange.finding import every_id
from annotations.exchange.reading import text_of
from annotations.exchange.taking import text_sum
from annotations.exchange.writing import plain_id, whole_file
from seeds.article import MENTION_TYPES
from seeds.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from annotations.exchange.exporting import Exported, Progress, Source
    from seeds.article import Article, Mention

KNOWN = ".docbao-brat.json"
_SPACES = re.compile(r"\s+")


def ids_of(source: Source) -> tuple[str, ...]:
    """Return the articles that go out, those whose file is there: without a query all of the library."""
    listed = source.collection.listed
    ids = every_id(source.collection) if source.everything else source.scope.ids
    return tuple(id for id in ids if (it := listed(id)) is not None and not it.gone)


def write(source: Source, exported: Exported, folder: Path, progress: Progress) -> None:
    """Write the articles that go out into a folder."""
    collection, ids = source.collection, ids_of(source)
    written = _Written(folder, exported)
    for at, id in enumerate(ids):
        if at % 4 == 0:
            progress(at, len(ids))
        try:
            article = collection.with_mentions(id, collection.article(id))
        except Problem as problem:
            exported.left.append(problem)
            continue
        name = plain_id(id)
        if written.put(f"{name}.txt", article.text):
            written.put(f"{name}.ann", "".join(f"{line}\n" for line in lines(article)))
            exported.tally.articles += 1
            exported.tally.add("entities", len(article.mentions or ()))
    written.put("annotation.conf", _conf())
    written.keep()


def lines(article: Article) -> Iterator[str]:
    """Yield the lines of an article's standoff file. Its mentions must have been read."""
    for number, mention in enumerate(article.mentions or (), 1):
        pieces = list(_pieces(article.text, mention))
        spans = ";".join(f"{start} {end}" for start, end in pieces)
        text = " ".join(article.text[start:end] for start, end in pieces)
        yield f"T{number}\t{mention.type} {spans}\t{text}"
        said = mention.name if mention.value in (None, mention.name) else f"{mention.name} = {mention.value}"
        yield f"#{number}\tAnnotatorNotes T{number}\t{_SPACES.sub(' ', said).strip()}"


def _pieces(text: str, mention: Mention) -> Iterator[tuple[int, int]]:
    """Yield a mention line by line, without the white space at their ends."""
    at = mention.start
    for piece in text[mention.start : mention.end].split("\n"):
        start = at + len(piece) - len(piece.lstrip())
        end = at + len(piece.rstrip())
        if start < end:
            yield start, end
        at += len(piece) + 1


def _conf() -> str:
    types = "\n".join(MENTION_TYPES)
    return f"[entities]\n{types}\n\n[relations]\n\n[events]\n\n[attributes]\n"


class _Written:
    """The files that docbao has written into a folder, and what they held."""

    def __init__(self, folder: Path, exported: Exported) -> None:
        self._folder = folder
        self._exported = exported
        self._sums: dict[str, str] = {}
        try:
            found = json.loads((folder / KNOWN).read_bytes())
        except (OSError, ValueError, RecursionError):
            return
        if isinstance(found, dict):
            self._sums = {name: text_of(value) for name, value in found.items()}

    def put(self, name: str, text: str) -> bool:
        """Write a file, unless somebody has changed it; say whether it is as docbao writes it."""
        path = self._folder / name
        there = _text(path)
        fresh = text_sum(text)
        if there is not None and there != text and text_sum(there) != self._sums.get(name):
            self._exported.left.append(Problem("export-theirs", path=str(path)))
            return False
        if there != text:
            with whole_file(path) as file:
                file.write(text.encode("utf-8", "replace"))
            self._exported.files += 1
        self._sums[name] = fresh
        return True

    def keep(self) -> None:
        """Keep what the files hold for the next time."""
        if not self._exported.files and (self._folder / KNOWN).exists():
            return
        with whole_file(self._folder / KNOWN) as file:
            file.write(json.dumps(self._sums, indent=0, sort_keys=True).encode())


def _text(path: Path) -> str | None:
    """Return a file's text; None where there is none. What is no text is somebody's: "\\0" stands for it."""
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        return "\0"
