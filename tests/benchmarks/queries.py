"""How long queries, facets and views take, and how that grows with the number of articles.

Run: ``python -m tests.benchmarks.queries [-n N] [--library FOLDER INDEX]…``. Without a library it makes one
of 1,000 articles; ``--library`` names folders whose index is there already (it is copied), one row for each.

Half of the articles are read and some carry notes and tags. Every figure is processor time of the question
in ms, the view's first window included: ``p50`` and ``p95`` over the questions of its kind, each asked for
the first time. ``typed`` are the keys of words being typed (of two letters and more), ``letter`` single
letters, ``phrase`` quotes without marks, ``quoting`` the keys of such quotes being typed, ``marks`` quotes
with marks (the first window, with what the screen spends on it), ``paths`` the keys of parts of paths being
typed, ``nothing`` what has nothing in a field, ``fields`` five fields combined, ``facets`` eight facets under
a query as the column beside the list has them, ``timeline`` all its steps.
``join_ms`` is putting library and marks together, ``memory_mb`` the whole process then.
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from annotations.collection import Collection
from annotations.facets import FacetName
from annotations.marks import Marks
from annotations.marks_picture import MarksPicture, StatesPicture
from annotations.packed_states import Entries
from annotations.query.parser import parse
from annotations.query.tree import EVERYTHING, Query
from annotations.timeline import timelines
from seeds.library import Library
from tests.benchmarks.library import write_library
from tests.benchmarks.report import Row, percentile, table
from tests.benchmarks.running import memory_of_this, spent
from tui.column_rows import COUNTED

ROUNDS = 1
ARTICLES = 1000
TODAY = date(2026, 2, 11)
_WINDOW = 64
_LOOKING = 0.01  # as the main screen
_TYPED = ("kinh tế", "đàm phán", "thuế quan", "năng lượng", "xuất khẩu", "nguyễn", "thủ tướng", "cà phê")
_PHRASES = ("thi truong", "cong thuong", "nang luong", "xuat khau", "viet nam", "doanh nghiep")
_MARKED = ("thị trường", "công thương", "năng lượng", "xuất khẩu", "Việt Nam")
_PATHS = ("000123", "0099.txt", ".txt", "0*9.txt", "/0004", "zzz")
_NOTHING = ("topic", "author", "title", "source", "person", "law")
_FIELDS = (
    "date:2025 is:unread topic:energy thuế source:vtc",
    "tag:todo is:read date:2020..2025 person:nguyễn -cà",
    "place:mỹ org:bộ date:2024 -is:starred thuế OR lng",
    "added:2026 has:note title:giá topic:economy -is:archived",
)
_NARROWED = (
    "xuất",
    "cà phê",
    "gạo",
    "date:2025",
    "topic:energy",
    "is:unread",
    "date:2025 thuế",
    "source:vtc",
)
_FACETS: tuple[FacetName, ...] = ("date", "topic", "tag", "source", "state", "person", "org", "place")


def measure(rounds: int) -> list[Row]:
    """Measure a library that is made for it."""
    with tempfile.TemporaryDirectory(prefix="docbao-queries-") as root:
        folder = write_library(Path(root) / "articles", ARTICLES)
        return [measured(folder, Path(root) / "index", rounds)]


def measured(folder: Path, index: Path, rounds: int) -> Row:
    """Measure one library; an index that is not there is made."""
    library = Library([folder], index_path=index, bundled=False)
    try:
        if not library.catalogue().size:
            library.scan(stop=threading.Event(), progress=lambda _: None, changed=lambda _: None)
        collection = Collection(library)
        collection.load()
        collection.set_marks(_marks(collection))
        row: Row = {"articles": collection.first_view().count}
        row["join_ms"] = spent(lambda: collection.picture)
        collection.warm(threading.Event())
        while collection.hold_names():
            pass
        collection.count(parse('"a a"', today=TODAY))  # imports what the store has imported in the app
        for name, questions in _questions(collection).items():
            sample = [spent(question) for _ in range(rounds) for question in questions]
            row[f"{name}_p50"], row[f"{name}_p95"] = percentile(sample, 0.5), percentile(sample, 0.95)
        row["memory_mb"] = memory_of_this()
        return row
    finally:
        library.close()


def _questions(collection: Collection) -> dict[str, list[Callable[[], object]]]:
    def typed(text: str) -> Query:
        return parse(text, today=TODAY, typing=True, known=collection.known_names())

    def shown(tree: Query) -> Callable[[], object]:
        return lambda: collection.view(tree, seconds=_LOOKING).window(0, _WINDOW)

    starts = [text[:end] for text in _TYPED for end in range(2, len(text) + 1) if text[end - 1] != " "]
    few = typed("thuế")
    wanted = (EVERYTHING, few, *(typed(text) for text in _NARROWED))
    return {
        "typed": [shown(typed(text)) for text in starts],
        "letter": [shown(typed(letter)) for letter in "abcdeghiklmnopqstuvxy"],
        "phrase": [shown(typed(f'"{text}"')) for text in _PHRASES],
        "quoting": [
            shown(typed(f'"{text[:end]}'))
            for text in _PHRASES
            for end in range(text.index(" ") + 2, len(text))
        ],
        "marks": [shown(typed(f'"{text}"')) for text in _MARKED],
        "paths": [shown(typed(f"path:{text[:end]}")) for text in _PATHS for end in range(2, len(text) + 1)],
        "nothing": [shown(typed(f"{field}:none")) for field in _NOTHING],
        "fields": [shown(typed(text)) for text in _FIELDS],
        "facets": [lambda tree=tree: _all_facets(collection, tree) for tree in wanted],
        "timeline": [lambda tree=tree: timelines(collection, tree) for tree in (EVERYTHING, few)],
    }


def _all_facets(collection: Collection, tree: Query) -> object:
    return [collection.facet(name, tree, most=COUNTED) for name in _FACETS]


def _marks(collection: Collection) -> MarksPicture:
    """Half of the articles read, of up to a thousand more."""
    chance = random.Random(3)
    catalogue = collection.picture.catalogue
    names = catalogue.fingerprints(list(catalogue.order("newest")))
    entries = Entries()
    for name in chance.sample(names, len(names) // 2):
        entries.set(name, f"r1@{1763200000123 + chance.randrange(10**10)}")
    written = chance.sample(names, min(1000, len(names) // 10))
    marks = Marks(read=True, notes=1, tags=("todo",), noted_at="2026-02-01T00:00:00Z")
    return MarksPicture(dict.fromkeys(written, marks), StatesPicture([entries]))


def _copied(indexes: Iterable[tuple[str, str]], root: Path) -> Iterable[tuple[Path, Path]]:
    for number, (folder, index) in enumerate(indexes):
        copy = root / f"{number}.index"
        for end in ("", "-wal", "-shm"):
            if Path(index + end).exists():
                shutil.copy(index + end, f"{copy}{end}")
        yield Path(folder), copy


def main() -> None:
    """Measure what the command line names."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("-n", type=int, default=ROUNDS, help="how often each thing is asked")
    parser.add_argument("--library", nargs=2, action="append", metavar=("FOLDER", "INDEX"), default=[])
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="docbao-queries-") as root:
        there = [measured(*each, arguments.n) for each in _copied(arguments.library, Path(root))]
    print(table(there or measure(arguments.n)))


if __name__ == "__main__":
    main()
