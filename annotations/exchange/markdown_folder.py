"""A folder of Markdown files: each article's file is found again by the id in its front matter, under
whatever name and in whatever folder below it lies now, and only what stands between docbao's marks is written
anew. What was changed there and is not in docbao yet stays as it is, and is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.exchange import front_matter
from annotations.exchange.finding import Finder, title_key
from annotations.exchange.markdown_regions import MarksBroken, is_settled, with_head, with_region
from annotations.exchange.markdown_writing import Writer
from annotations.exchange.reading import id_of
from annotations.exchange.scope import about, annotated, is_exported
from annotations.exchange.writing import file_name, one_name, plain_id, whole_file
from seeds.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from annotations.exchange.exporting import Exported, Progress, Source

_START = 8192
_SUFFIX = ".md"


def write(source: Source, exported: Exported, folder: Path, progress: Progress) -> None:
    """Write the articles that go out into a folder, as far as they have annotations."""
    store = source.store
    if store is None:
        return
    marks = store.marks()
    ids = tuple(id for id in source.scope.ids if id in marks and is_exported(marks[id]))
    there = known_files(folder)
    names = _names(source, ids, there, markdown_files(folder))
    targets = _Targets(source, ids, names)
    writer = Writer(targets, {**source.kinds, **store.kinds()})
    finder = Finder(source.collection, store)
    items = exported.tally.pass_on(annotated(source.collection, store, source.scope, ids))
    for at, item in enumerate(items):
        if at % 16 == 0:
            progress(at, len(ids))
        path = there.get(item.about.id)
        try:
            if path is None:
                path = folder / (names[item.about.id] + _SUFFIX)
                text = "\n".join((front_matter.FENCE, *writer.head(item), front_matter.FENCE, ""))
                _write(path, f"{text}\n" + "\n".join(writer.region(item)) + "\n")
                exported.files += 1
                continue
            old = _read(path)
            if not is_settled(old, store, finder, source.collection.article_as_read):
                raise Problem("export-changed", path=str(path))
            new = with_region(with_head(old, writer.head(item)), writer.region(item))
            if new != old:
                _write(path.resolve(), new)
                exported.files += 1
        except MarksBroken:
            exported.left.append(Problem("export-marks", path=str(path)))
        except Problem as problem:
            if problem.code == "export-failed":
                raise
            exported.left.append(problem)
    exported.links_elsewhere = len(targets.elsewhere)


def known_files(folder: Path) -> dict[str, Path]:
    """Return the Markdown files of a folder that name a docbao id in their front matter, by that id."""
    found: dict[str, Path] = {}
    for path in markdown_files(folder):
        try:
            with path.open("rb") as file:
                start = file.read(_START)
        except OSError:
            continue
        if b"docbao" in start:
            text = start.decode("utf-8", "replace").replace("\r\n", "\n")
            if id := id_of(front_matter.read(front_matter.split(text)[0]).get("docbao")):
                found.setdefault(id, path)
    return found


def markdown_files(folder: Path) -> list[Path]:
    """Return the Markdown files of a folder and those below it, without hidden ones, in a fixed order."""
    return sorted(
        path
        for path in folder.rglob(f"*{_SUFFIX}")
        if not any(part.startswith(".") for part in path.relative_to(folder).parts) and path.is_file()
    )


def _names(source: Source, ids: tuple[str, ...], there: dict[str, Path], files: list[Path]) -> dict[str, str]:
    """Return the file's name of each article: the one it has, or a new one that no other file has, in
    whatever folder: links go by names alone."""
    names = {id: there[id].stem for id in ids if id in there}
    taken = {one_name(path.stem) for path in files}
    return names | _new_names(source, [id for id in ids if id not in there], taken)


def _new_names(source: Source, ids: list[str], taken: set[str]) -> dict[str, str]:
    names: dict[str, str] = {}
    for id in ids:
        name = file_name(about(source.collection, source.store, id).title, id)
        if one_name(name) in taken:
            name = f"{name} ({plain_id(id)[:16]})"
        taken.add(one_name(name))
        names[id] = name
    return names


class _Targets:
    """Gives the file that the target of a link is exported to, or would be: ``elsewhere`` are the articles
    that were asked for and do not go out."""

    def __init__(self, source: Source, ids: tuple[str, ...], names: dict[str, str]) -> None:
        self._source = source
        self._names = dict(names)
        self.elsewhere: set[str] = set()
        self._titles = {title_key(about(source.collection, source.store, id).title): id for id in ids}

    def __call__(self, target: str) -> tuple[str, str]:
        from annotations.links import NOTE

        store, id = self._source.store, target
        if target.startswith(NOTE) and store is not None:
            note = store.note(target[len(NOTE) :])
            id = note.article if note is not None else ""
        elif target not in self._names:
            id = self._titles.get(title_key(target), target)
        if id not in self._names and not self._is_known(id):
            return "", ""
        title = about(self._source.collection, store, id).title
        if id not in self._names:
            self.elsewhere.add(id)
            self._names[id] = file_name(title, id)
        return self._names[id], title

    def _is_known(self, id: str) -> bool:
        store = self._source.store
        return self._source.collection.listed(id) is not None or (
            store is not None and store.article(id) is not None
        )


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        from annotations.files import why

        raise Problem("import-unreadable", path=str(path), why=why(error)) from error
    except UnicodeDecodeError:
        raise Problem("import-encoding", path=str(path)) from None


def _write(path: Path, text: str) -> None:
    with whole_file(path) as file:
        file.write(text.encode("utf-8", "replace"))
