"""Annotated articles whose file is gone: they are still listed, with what was remembered of them."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.marks import NO_MARKS
from seeds.row import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping

    from annotations.entries import Listed
    from annotations.marks import Marks
    from annotations.model import ArticleRecord, Highlight
    from annotations.store import Store
    from seeds.article import Article


_READ_AT_ONCE = 200
"""Kept texts that are read for one picture: some milliseconds each. The others are read for the next ones."""


def absent(
    records: Iterable[ArticleRecord],
    marks: Mapping[str, Marks],
    present: Container[str],
    holds: Callable[[str], bool],
    seen: Seen | None = None,
) -> Iterator[tuple[str, Row]]:
    """Yield id and a row of each annotated article that is not ``present`` (by id) and whose file is gone, or
    holds another article of the library now: ``holds`` says whether one has a path (``plain_path``). One that
    lies in another library is not gone. What its text said is in the row as far as it is ``seen``."""
    for record in records:
        if record.id in present or not is_kept(marks.get(record.id, NO_MARKS)):
            continue
        there = [path for path in record.paths if os.path.lexists(path)]
        if not all(map(holds, there)):
            continue
        row = remembered(record.id, record)
        yield record.id, seen.told(row, record.id) if seen is not None else row


def remembered(id: str, record: ArticleRecord | None) -> Row:
    """Return a row of what the annotations remember of an article whose file is not at hand."""
    return Row(
        fingerprint=record.fingerprints[0] if record is not None and record.fingerprints else id,
        path=record.path if record is not None else "",
        title=(record.title or None) if record is not None else None,
        lead="",
        date=None,
        source=None,
        author=None,
        url=None,
        topics=(),
        added="",
    )


def lies_somewhere(record: ArticleRecord | None) -> bool:
    """Say whether there is a file where an article was found, of one that the library does not have."""
    return record is not None and any(map(os.path.lexists, record.paths))


class Seen:
    """What the kept texts of articles whose files are gone say of them: date, source, author and topics. It
    holds what it has read."""

    def __init__(self, store: Store) -> None:
        """Take the store that keeps the texts that something was marked in."""
        self._store = store
        self._known: dict[str, Row] = {}
        self._left = _READ_AT_ONCE

    def begin(self) -> Seen:
        """Begin with another picture."""
        self._left = _READ_AT_ONCE
        return self

    def told(self, row: Row, id: str) -> Row:
        """Return a row with what the text says that was kept last."""
        found = [it for it in self._store.highlights(id) if it.selector.text]
        if not found:
            return row
        last = max(found, key=lambda it: it.created)
        known = self._known.get(last.selector.text)
        if known is None:
            if not self._left:
                return row
            self._left -= 1
            known = self._known[last.selector.text] = _said(row, last_read(self._store, last))
        return replace(
            known, fingerprint=row.fingerprint, path=row.path, title=row.title or known.title, added=row.added
        )


def _said(row: Row, article: Article | None) -> Row:
    if article is None:
        return row
    return replace(
        row,
        title=article.title,
        lead=article.lead,
        date=article.date.date if article.date is not None else None,
        source=article.source,
        author=article.author,
        url=article.url,
        topics=tuple(hit.id for hit in article.topics),
    )


def stand_in(listed: Listed) -> Article:
    """Return what stands in for an article whose file is gone: what is remembered of it, without a text."""
    from seeds.article import Article
    from seeds.reading import READER_VERSION

    return Article(
        text="",
        fingerprint=listed.fingerprint,
        text_hash="",
        title=None if listed.untitled else listed.heading,
        lead="",
        date=None,
        source=listed.source,
        author=listed.author,
        url=listed.url,
        blocks=(),
        topics=(),
        mentions=(),
        reader_version=READER_VERSION,
    )


def last_read(store: Store, highlight: Highlight) -> Article | None:
    """Return an article whose file is gone as it was when something was marked in it: from the text that is
    kept with the highlight, None where that is not there. What only its file said (an address in a page's
    head) is not in it. Takes some milliseconds: not for the interface's loop."""
    from seeds.reading import read

    text = store.kept_text(highlight.selector.text)
    return read(text.encode("utf-8", "replace")) if text else None


def is_kept(marks: Marks) -> bool:
    """Say whether there is more on an article than where it was read to: what the reader has written,
    marked, starred or set right."""
    return bool(marks.tags or marks.notes or marks.highlights or marks.starred or marks.corrections)
