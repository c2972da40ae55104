"""How long the notebook takes over 10,000 highlights in 2,000 articles, and over ten times that, in CPU time
of one core: the first rows and the first view of everything, then each kind of question with the first rows
of its answer.

Run: ``python -m tests.benchmarks.notebook [notebook large] [-n N] [--json OUT]``
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from annotations.collection import Collection
from annotations.model import KINDS, Operation
from annotations.notebook import Notebook
from annotations.query.parser import parse
from annotations.store import Store
from tests.annotations.fake_library import FakeLibrary, row
from tests.annotations.stores import FastFiles
from tests.benchmarks.report import Row, Spread, percentile, run

ROUNDS = 7
HIGHLIGHTS = 10_000
_YEARS = 3
WINDOW = 50
_AT_ONCE = 5_000
_WORDS = (
    "Việt Nam Hoa Kỳ thương mại thuế quan năng lượng điện khí LNG đàm phán bộ trưởng công nghiệp xuất khẩu "
    "gạo giá tăng giảm phần trăm doanh nghiệp quý năm tỷ đồng"
).split()
QUESTIONS = (
    *("", "LNG", "lng đàm", '"đàm phán"', "tag:todo", "-tag:todo", "kind:red", "has:note", "note:gạo"),
    *("noted:today", "is:lost", "date:2025-03", "source:VTC", "text:khí", "tag:a OR kind:blue"),
)


@contextmanager
def filled(count: int) -> Iterator[Notebook]:
    """Open a notebook over a store with so many highlights, five in an article, made in three years: a tenth
    with a note, a fifth with a tag."""
    chance, now = random.Random(1), datetime.now(UTC)
    articles = count // 5
    texts = {f"f{number}": " ".join(chance.choices(_WORDS, k=400)) for number in range(articles)}
    rows = [
        row(
            number,
            " ".join(chance.choices(_WORDS, k=8)),
            f"2025-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
            source=chance.choice(["VTC News", "Tiền Phong", None]),
        )
        for number in range(articles)
    ]
    put: dict[tuple[str, str], dict[str, object]] = {}
    arrived: dict[tuple[str, str], dict[str, str]] = {}
    for number in range(count):
        article, start, name = f"f{chance.randrange(articles)}", chance.randrange(1000), f"h{number:06}"
        quote = texts[article][start : start + 120]
        on = {"article": article, "highlight": name}
        put["highlight", name] = {
            "article": article,
            "kind": chance.choice(KINDS),
            "start": start,
            "end": start + len(quote),
            "quote": quote,
            "prefix": "",
            "suffix": "",
            "text": article,
        }
        made = (now - timedelta(chance.uniform(0, 365 * _YEARS))).isoformat(timespec="milliseconds")
        arrived["highlight", name] = {"created": made, "modified": made}
        if not number % 10:
            arrived["note", f"n{number:06}"] = arrived["highlight", name]
            put["note", f"n{number:06}"] = {**on, "text": " ".join(chance.choices(_WORDS, k=25))}
        if not number % 5:
            put["tag", f"t{number:06}"] = {**on, "name": chance.choice(["todo", "xem", "a/b", "c"])}
    with (
        tempfile.TemporaryDirectory() as root,
        Store.open(Path(root) / "data", Path(root) / "state", files=FastFiles()) as store,
    ):
        names = list(put)
        for first in range(0, len(names), _AT_ONCE):
            some = {name: put[name] for name in names[first : first + _AT_ONCE]}
            made_then = {name: arrived[name] for name in some if name in arrived}
            store.apply(Operation("fill", {}, some, arrived=made_then)).result()
        library = FakeLibrary(*rows, texts=texts)
        library.hashes = {article: article for article in texts}  # an index holds them
        collection = Collection(library)
        collection.load()
        collection.attach(store)
        yield Notebook(collection, store)


def measure(rounds: int, count: int = HIGHLIGHTS) -> list[Row]:
    """Measure the first rows and the first view, then each question so many times."""
    found: list[Row] = []
    everything: list[float] = []
    with filled(count) as notebook:
        sample = []
        for _ in range(rounds):
            begun = time.thread_time()
            if (beginning := notebook.beginning()) is not None:
                beginning.window(0, WINDOW)
            sample.append((time.thread_time() - begun) * 1000)
        found.append({"question": "(first rows)", "ms": Spread.of(sample), "first_ms": round(sample[0], 1)})
        begun = time.thread_time()
        notebook.view().window(0, WINDOW)
        found.append({"question": "(first view)", "ms": Spread.of([(time.thread_time() - begun) * 1000])})
        for question in QUESTIONS:
            tree = parse(question, today=date.today())
            sample = []
            for _ in range(rounds + 1):
                begun = time.thread_time()
                view = notebook.view(tree)
                view.window(0, WINDOW)
                sample.append((time.thread_time() - begun) * 1000)
            everything += sample[1:]
            row_of: Row = {"question": question or "(all)", "found": view.found, "ms": Spread.of(sample[1:])}
            found.append({**row_of, "first_ms": round(sample[0], 1)})
    return [*found, {"question": "(all questions)", "p95_ms": percentile(everything, 0.95)}]


def measure_large(rounds: int) -> list[Row]:
    """Measure the same over ten times as many."""
    return measure(rounds, 10 * HIGHLIGHTS)


if __name__ == "__main__":
    run({"notebook": (measure, ROUNDS), "large": (measure_large, 3)}, __doc__ or "")
