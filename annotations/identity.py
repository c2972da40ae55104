"""Which article of the library is which annotated one, after files were edited, renamed, swapped or copied.

An annotated article is claimed by one row at most and a row claims one article, in this order:

1. its fingerprint and its path are known;
2. its fingerprint is known: the file was moved;
3. its path is known, and it is not plainly another article (``annotations.likeness``): the file was edited;
4. its heading is the article's, most of the text, too, and the article's file is gone from a folder that is
   there: the file was edited and moved at once.

So a file that is replaced day by day under one name begins anew with each article, two files that swap their
names keep what is theirs, and of two copies the one that stays as it was has the annotations.

What is found so is to be remembered (``Identity.learned``, ``actions.remember``), for a file that was edited
today may be renamed tomorrow.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.likeness import likeness, share, sketch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from annotations.model import ArticleRecord, KnownArticles, Subject
    from seeds.row import Row

MOVED = 0.5
"""So much of its text an article that was edited and moved at once must share with what is known of it."""

_JUDGED = 5000  # answers held


class Identity:
    """Claims for rows. It holds what texts were judged to be, so that asking again costs little."""

    def __init__(self, folded: Callable[[str], str]) -> None:
        """Take what gives an article's folded text by its fingerprint, "" where it is not known."""
        self._folded = folded
        self._judged: dict[tuple[str, str, str, str], float] = {}

    def claims(
        self, rows: Mapping[str, Row], known: KnownArticles, claimed: Iterable[str] = ()
    ) -> dict[str, str]:
        """Return the ids of those rows (by fingerprint) that are known articles. ``rows`` are those of which
        anything is known; ``claimed`` are ids that others have."""
        from annotations.actions import plain_path

        ids: dict[str, str] = {}
        taken: set[str] = set(claimed)
        moved: list[tuple[str, tuple[str, ...]]] = []
        edited: list[tuple[str, tuple[str, ...]]] = []
        if not known.records:
            return ids
        for fingerprint, row in rows.items():
            by_fingerprint = known.by_fingerprint.get(fingerprint)
            if by_fingerprint is not None:
                places = {plain_path(path) for path in (row.path, *row.copies)}
                here = [id for id in by_fingerprint if not places.isdisjoint(known.records[id].paths)]
                if here and here[0] not in taken:
                    ids[fingerprint] = here[0]
                    taken.add(here[0])
                else:
                    moved.append((fingerprint, by_fingerprint))
            else:
                by_path = known.by_path.get(row.path if row.path.isascii() else plain_path(row.path))
                if by_path is not None:
                    edited.append((fingerprint, by_path))
        for fingerprint, candidates in moved:
            for id in candidates:
                if id not in taken:
                    ids[fingerprint] = id
                    taken.add(id)
                    break
        for fingerprint, candidates in edited:
            best = self.best(rows[fingerprint], [known.records[id] for id in candidates if id not in taken])
            if best is not None:
                ids[fingerprint] = best
                taken.add(best)
        if len(taken) < len(known.records):
            self._moved_and_edited(rows, known, ids, taken)
        return ids

    def news(self, found: Mapping[str, Row], records: Mapping[str, ArticleRecord]) -> list[Subject]:
        """Return what is to be remembered of articles found as these rows (by id)."""
        from annotations.model import Subject

        seen = (
            Subject(id, row.fingerprint, row.path, heading(row), self.sketch_of(row))
            for id, row in found.items()
        )
        return [it for it in seen if _is_news(it, records[it.id])]

    def best(self, row: Row, records: Iterable[ArticleRecord]) -> str | None:
        """Return the id of the article that a row is most likely a later text of; None where it is plainly
        none of them."""
        scored = [(self._likeness(row, record), at, record.id) for at, record in enumerate(records)]
        best = max(scored, default=(0.0, 0, ""))
        return best[2] if best[0] > 0 else None

    def is_later(self, row: Row, before: Row, folded: Callable[[], str]) -> bool:
        """Say whether a row is the one ``before``, that lay in its file, with another text; ``folded`` gives
        what that was."""
        key = ("later", before.fingerprint, row.fingerprint, "")
        if key not in self._judged:
            then = sketch(folded())
            self._judged[key] = likeness(heading(before), then, heading(row), lambda: self.sketch_of(row))
        return self._judged[key] > 0

    def _likeness(self, row: Row, record: ArticleRecord) -> float:
        key = (record.heading, record.sketch, row.fingerprint, heading(row))
        judged = self._judged.get(key)
        if judged is None:
            judged = likeness(record.heading, record.sketch, heading(row), lambda: self.sketch_of(row))
            if len(self._judged) >= _JUDGED:
                self._judged.clear()
            self._judged[key] = judged
        return judged

    def sketch_of(self, row: Row) -> str:
        """Return the sketch of a row's text, "" where that is not known."""
        return sketch(self._folded(row.fingerprint))

    def _moved_and_edited(
        self, rows: Mapping[str, Row], known: KnownArticles, ids: dict[str, str], taken: set[str]
    ) -> None:
        """Claim what only title and text tell."""
        headings = {heading(row) for row in rows.values()}
        wanted: dict[str, list[ArticleRecord]] = {}
        for record in known.records.values():
            if record.id not in taken and record.sketch and record.heading in headings:
                wanted.setdefault(record.heading, []).append(record)
        if not wanted:
            return
        for fingerprint, row in rows.items():
            if fingerprint in ids or fingerprint in known.by_fingerprint:
                continue
            for record in wanted.get(heading(row), ()):
                if record.id in taken or not is_gone(record):
                    continue
                key = ("moved", record.sketch, fingerprint, "")
                if key not in self._judged:
                    self._judged[key] = share(record.sketch, self.sketch_of(row))
                if self._judged[key] >= MOVED:
                    ids[fingerprint] = record.id
                    taken.add(record.id)
                    break

    def learned(
        self,
        rows: Mapping[str, Row],
        known: KnownArticles,
        ids: Mapping[str, str],
        holds: Callable[[str], bool],
    ) -> dict[str, Row]:
        """Return by id the rows of which something is not remembered yet; ``holds`` says whether some row's
        own file has a path (``plain_path``)."""
        from annotations.actions import plain_path

        learned: dict[str, Row] = {}
        for fingerprint, id in ids.items():
            record, row = known.records[id], rows[fingerprint]
            if fingerprint not in record.fingerprints or not record.sketch:
                learned[id] = row
                continue
            places = {plain_path(path) for path in (row.path, *row.copies)}
            # A copy in another library is no move: the place that is known still holds the article.
            if not places.isdisjoint(record.paths):
                continue
            if not (record.here and not holds(record.path) and os.path.lexists(record.path)):
                learned[id] = row
        return learned


def _is_news(found: Subject, record: ArticleRecord) -> bool:
    from annotations.actions import plain_path

    known = found.fingerprint in record.fingerprints and plain_path(found.path) in record.paths
    return bool(found.sketch) or not known


def heading(row: Row) -> str:
    """Return what stands for an article in a list, as it is remembered."""
    from annotations.actions import clean_text

    return clean_text(row.title or row.lead)


def is_gone(record: ArticleRecord) -> bool:
    """Say whether an article's file is missing where it was, in a folder that is there: a disk that is not
    mounted says nothing."""
    if any(map(os.path.lexists, record.paths)):
        return False
    return any(Path(path).parent.is_dir() for path in record.paths)


def moved_from(records: Iterable[ArticleRecord], heading: str, sketch: str) -> str:
    """Return the id of the article that was moved and edited at once to become one with this heading and
    sketch, "" where there is none."""
    named = (it for it in records if it.heading == heading and it.sketch) if heading and sketch else ()
    alike = ((share(it.sketch, sketch), it) for it in named)
    found = [(part, it.id) for part, it in alike if part >= MOVED and is_gone(it)]
    return max(found)[1] if found else ""


def other_id(row: Row) -> str:
    """Return an id for an article whose own is another's: an old version of an annotated one that came
    back."""
    from annotations.lines import checksum

    return checksum(f"{row.fingerprint}\n{row.path}".encode("utf-8", "replace"))
