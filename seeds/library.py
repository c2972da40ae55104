"""The library: folders of article files with the index over them."""

from __future__ import annotations

import os
import threading
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from seeds.cachefile import CacheFull, CacheLost
from seeds.feed import Feed, ScanProgress, ScanReport
from seeds.index import LibraryChange, holding
from seeds.open_index import OpenIndex
from seeds.problems import Problem
from seeds.row import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from seeds.article import Article, EntityCount, Mention, MentionType
    from seeds.catalogue import Catalogue
    from seeds.index import Index
    from seeds.others_work import OthersWork
    from seeds.scanning import Scan
    from seeds.topic_names import OwnTopic

__all__ = ["Library", "LibraryChange", "ScanProgress", "ScanReport", "bundled_folder"]


_POLL = 0.5  # seconds between two looks at what another process has written
_LOSSES = 3
"""An index that is lost so often, each time within seconds, is not to be had."""
_SOON = 2.0


def _silent(progress: ScanProgress) -> None:
    """Stand for one who is not interested."""


def _nothing(index: Index) -> None:
    """Stand for one who does nothing about it."""


def bundled_folder() -> Path:
    """Return the folder of the articles that come with docbao."""
    return Path(__file__).with_name("articles")


class Library:
    """Articles in folders. Safe to use from several threads; several processes may share one index."""

    def __init__(
        self,
        folders: Sequence[Path],
        *,
        index_path: Path | None,
        bundled: bool = True,
        own_topics: tuple[OwnTopic, ...] = (),
    ) -> None:
        """Look at the folders (and the bundled articles) through the index at a path; None keeps it in
        memory. ``own_topics`` are those the reader has added or changed: when they are others than at the
        last scan, the next one reads the articles again."""
        self.own_topics = own_topics
        self._bundled = str(bundled_folder()) if bundled else None
        # Folders are compared by their paths: absolute, without dots, links as they are.
        chosen = [os.path.normpath(Path(folder).expanduser().absolute()) for folder in folders]
        self.folders: tuple[str, ...] = tuple(
            dict.fromkeys(chosen + ([self._bundled] if self._bundled else []))
        )
        self._feed = Feed(str(bundled_folder()))
        self._open = OpenIndex(index_path, self._feed.shows)
        self._away: tuple[str, ...] = ()
        self._telling = threading.Lock()

    @property
    def _index(self) -> Index:
        return self._open.now()

    @property
    def behind(self) -> bool:
        """Whether the index is known to lack what lies in the folders, and nobody has come to fill it: it was
        lost, or there was no room in it. A ``scan`` is due. Looks at no file: a loss is known once somebody
        has asked something (``catch_up`` does so every second)."""
        return self._open.behind

    @property
    def in_memory(self) -> bool:
        """Say whether the index lives in memory only, although a path was given: its folder cannot be
        written."""
        return self._index.in_memory and self._open.path is not None

    @property
    def away(self) -> tuple[str, ...]:
        """The folders that are not there although the index holds articles of theirs, as ``catch_up`` last
        found it: these come back with them."""
        return self._away

    def close(self) -> None:
        """Close the index. A scan under way must have been stopped."""
        self._open.close()

    def catalogue(self) -> Catalogue:
        """Return the articles of the library as listeners were last told of them. Cheap: nothing is loaded
        before it is asked for."""
        return self._feed.now(self._index, self._present())

    def catch_up(self, changed: Callable[[LibraryChange], None]) -> None:
        """Tell what has changed in the index since ``changed`` was last told, whoever has written it. While
        one that was lost is made anew, everything stays as it was, as long as that can be read."""
        with self._telling:
            try:
                index = self._index
                if self._open.stands_in():
                    return
                present = self._present()
                self._away = holding(index, [it for it in self.folders if it not in present])
                change = self._feed.catch_up(index, present)
            except CacheLost:
                return
            if change is not None:
                changed(change)

    def read(self, article: Row | str | Path) -> Article:
        """Read an article from its file (first pass). For a row whose file is gone its copies are tried.

        Raises Problem ``file-gone``, ``file-unreadable``, ``file-not-plain`` or ``not-text``, with the path.
        """
        if not isinstance(article, Row):
            return read_file(article, self.own_topics)
        for path in (article.path, *article.copies):
            try:
                return read_file(path, self.own_topics)
            except Problem as problem:
                if problem.code != "file-gone":
                    raise
        raise Problem("file-gone", path=article.path)

    def mentions(self, article: Article) -> tuple[Mention, ...] | None:
        """Return the mentions of an article that ``read`` returned, as the scan's second pass has found them;
        None where it has not come to this text yet."""
        from seeds.reading import READER_VERSION

        return self.catalogue().mentions(article, READER_VERSION)

    def text_hash(self, fingerprint: str) -> str:
        """Return the hash of an article's text (``Article.text_hash``) as the last scan found it, "" when the
        index does not hold it."""
        slot = self._slot(fingerprint)
        return "" if slot is None else self.catalogue().text_hash(slot)

    def entity_totals(self, type: MentionType) -> tuple[EntityCount, ...]:
        """Return in how many articles each entity of a type is named, most first."""
        from seeds.article import EntityCount

        return tuple(EntityCount(type, name, count) for name, count in self.catalogue().entity_totals(type))

    def file_count(self) -> int:
        """Return of how many files in the folders the index knows what is in them, be it nothing readable."""
        from seeds.others_work import files_known

        with suppress(CacheLost):
            return files_known(self._index, self._present())
        return 0

    def _slot(self, fingerprint: str) -> int | None:
        return self.catalogue().slots_of((fingerprint,)).get(fingerprint)

    def _present(self) -> list[str]:
        return [folder for folder in self.folders if Path(folder).is_dir()]

    def scan(
        self,
        *,
        stop: threading.Event,
        progress: Callable[[ScanProgress], None],
        changed: Callable[[LibraryChange], None],
        wait: bool = False,
        names: bool = True,
    ) -> ScanReport:
        """Bring the index up to date with the folders; then find the names in articles where they are not
        known.

        Runs in the calling thread (reading in child processes when there is much) and calls back from it:
        ``changed`` after each batch that is stored, about once a second, ``progress`` as often. What is told
        adds up, from the catalogue that there was before to the one there is now, whatever other windows
        do to the index. ``stop`` ends it after the file at hand; what was stored until then stays.

        A folder that another process is reading just now is left to it; with ``wait`` what it reads is told
        as it comes, and the folder is looked at once it is free. Without ``names`` they are left to
        ``find_names``.
        """
        from seeds.scanning import Scan  # what only a scan needs: child processes
        from seeds.spare_memory import give_back
        from seeds.turns import Turns

        reports: list[ScanReport] = []
        own = [folder for folder in self.folders if folder == self._bundled]  # too few to take turns for
        left = [folder for folder in self.folders if folder != self._bundled]
        others: OthersWork | None = None
        turns = Turns(None if self._index.in_memory else self._open.path)
        stored = partial(self.catch_up, changed)
        try:
            while True:
                mine, left = turns.take(left)
                if own or mine:
                    scan = partial(
                        Scan,
                        folders=own + mine,
                        stop=stop,
                        progress=progress,
                        stored=stored,
                        through=partial(self._filled, changed) if not left else _nothing,
                        own_topics=self.own_topics,
                        names=names,
                    )
                    self.catch_up(changed)
                    reports.append(self._run(scan, Scan.run))
                    self.catch_up(changed)
                    turns.end()
                own = []
                if not left or not wait:
                    break
                others = self._others_work(others, left, stop, progress)
                if stop.wait(_POLL):
                    break
                self.catch_up(changed)
            lacking = self._look_at_others_work(left, stop, changed) if left else 0
        finally:
            turns.end()
            give_back()
        return _together(reports, stopped=stop.is_set(), busy=bool(left), lacking=lacking)

    def update(
        self,
        paths: Sequence[str],
        *,
        stop: threading.Event,
        changed: Callable[[LibraryChange], None],
        progress: Callable[[ScanProgress], None] = _silent,
    ) -> ScanReport:
        """Look at some paths only, files or folders, below the library's folders: what came, changed or went
        there. Otherwise as ``scan``, but files named here are read though size and time are as they were, and
        names are left to ``find_names``; costs by what there is at these paths."""
        return self._at(paths, lambda scan: scan.run(), stop, changed, progress)

    def find_names(
        self,
        paths: Sequence[str] | None,
        *,
        stop: threading.Event,
        changed: Callable[[LibraryChange], None],
        progress: Callable[[ScanProgress], None] = _silent,
    ) -> ScanReport:
        """Find the names in the articles at some paths, files or folders (None: anywhere in the folders),
        where they are not known. May run beside ``update`` and ``scan``."""
        return self._at(paths, lambda scan: scan.name(), stop, changed, progress)

    def watch(
        self,
        *,
        stop: threading.Event,
        changed: Callable[[LibraryChange], None],
        reported: Callable[[ScanReport], None],
        progress: Callable[[ScanProgress], None] = _silent,
        halt: threading.Event | None = None,
    ) -> None:
        """Notice files that come, change or go, and what other windows write to the index, until ``stop`` is
        set; for a thread of its own. When the index is ``behind``, it is filled, again and again until that
        works.

        While ``halt`` is set nothing is read; what came meanwhile is left to a ``scan`` afterwards.

        ``changed`` is told as by ``scan``; ``reported`` gets what was done whenever files were looked at, and
        once, with a Problem ``watching-slowly``, when the system cannot tell of changes and the folders are
        looked through every now and then.
        """
        from seeds.watching import Watch

        Watch(self, stop, halt or stop, changed, reported, progress).run()

    def _at(
        self,
        paths: Sequence[str] | None,
        work: Callable[[Scan], ScanReport],
        stop: threading.Event,
        changed: Callable[[LibraryChange], None],
        progress: Callable[[ScanProgress], None],
    ) -> ScanReport:
        """Do some work of a scan at some paths."""
        from seeds.scanning import Scan
        from seeds.spare_memory import give_back

        scan = partial(
            Scan,
            folders=self.folders,
            stop=stop,
            progress=progress,
            stored=partial(self.catch_up, changed),
            through=_nothing,
            own_topics=self.own_topics,
            paths=list(paths) if paths is not None else None,
        )
        try:
            return self._run(scan, work)
        finally:
            give_back()

    def _run(self, scan: Callable[[Index], Scan], work: Callable[[Scan], ScanReport]) -> ScanReport:
        """Do the work of a scan; if the index breaks on the way, another one fills the new index."""
        report: ScanReport | None = None
        losses = 0
        while losses < _LOSSES:
            began = time.monotonic()
            try:
                report = work(scan(self._index))
                break
            except CacheFull as full:
                report = ScanReport(problems=(Problem("index-full", why=str(full)),), stopped=True)
                break
            except CacheLost:
                losses = losses + 1 if time.monotonic() - began < _SOON else 1
        if report is None:  # the disk keeps nothing, or somebody deletes it again and again
            report = ScanReport(
                problems=(Problem("index-lost", path=str(self._open.path or "")),), stopped=True
            )
        self._open.behind |= any(problem.code in ("index-full", "index-lost") for problem in report.problems)
        return report

    def _others_work(
        self,
        known: OthersWork | None,
        folders: Sequence[str],
        stop: threading.Event,
        progress: Callable[[ScanProgress], None],
    ) -> OthersWork | None:
        """Tell how far another process has come, ``known`` from the last time."""
        from seeds.others_work import OthersWork

        index = self._index
        with suppress(CacheLost):
            if known is None or known.index is not index:
                return OthersWork(index, folders, self.own_topics, stop)
            known.tell(progress)
            return known
        return None

    def _look_at_others_work(
        self, folders: Sequence[str], stop: threading.Event, changed: Callable[[LibraryChange], None]
    ) -> int:
        """Return how many files another process has yet to read in these folders. What it has read is shown
        instead of the index that was lost once that is everything; with the names it may be busy for long
        yet."""
        from seeds.others_work import lacking

        index, left = self._index, 0
        with suppress(CacheLost):
            left, _ = lacking(index, folders, self.own_topics, stop)
            if not left:
                self._show(index, changed)
        return left

    def _filled(self, changed: Callable[[LibraryChange], None], index: Index) -> None:
        """Know that all there is has been read into an index: from now on it is what is shown."""
        self._open.filled(index)
        self._show(index, changed)

    def _show(self, index: Index, changed: Callable[[LibraryChange], None]) -> None:
        """Show what an index has from now on, if it has not been lost as well."""
        with self._telling:
            self._open.show(index)
        self.catch_up(changed)


def _together(reports: Sequence[ScanReport], *, stopped: bool, busy: bool, lacking: int) -> ScanReport:
    return ScanReport(
        sum(it.read for it in reports),
        sum(it.unchanged for it in reports),
        sum(it.gone for it in reports),
        tuple(problem for it in reports for problem in it.problems),
        stopped or any(it.stopped for it in reports),
        busy,
        lacking=lacking,
    )


def read_file(path: str | Path, own_topics: tuple[OwnTopic, ...] = ()) -> Article:
    """Read any article file, in a library or not. Raises Problem as ``Library.read`` does."""
    from seeds.reading import LIMIT, read
    from seeds.sources.files import file_bytes

    try:
        return read(file_bytes(path, LIMIT + 1), file_name=Path(path).name, own_topics=own_topics)
    except Problem as problem:
        raise Problem(problem.code, **{**problem.values, "path": str(path)}) from None
