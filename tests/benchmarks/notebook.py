"""How long the notebook takes over 10,000 highlights in 2,000 articles, in CPU time of one core: the first
view of everything, then each kind of question with the first rows of its answer.

Run: ``python -m tests.benchmarks.notebook [-n N] [--json OUT]``
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
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
ARTICLES, HIGHLIGHTS = 2_000, 10_000
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
def filled() -> Iterator[Notebook]:
    """Open a notebook over a store with so many highlights: a tenth with a note, a fifth with a tag."""
    chance = random.Random(1)
    texts = {f"f{number}": " ".join(chance.choices(_WORDS, k=400)) for number in range(ARTICLES)}
    rows = [
        row(
            number,
            " ".join(chance.choices(_WORDS, k=8)),
            f"2025-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
            source=chance.choice(["VTC News", "Tiền Phong", None]),
        )
        for number in range(ARTICLES)
    ]
    put: dict[tuple[str, str], dict[str, object]] = {}
    for number in range(HIGHLIGHTS):
        article, start, name = f"f{chance.randrange(ARTICLES)}", chance.randrange(1000), f"h{number:06}"
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
        if not number % 10:
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
            store.apply(Operation("fill", {}, some)).result()
        collection = Collection(FakeLibrary(*rows, texts=texts))
        collection.load()
        collection.attach(store)
        yield Notebook(collection, store)


def measure(rounds: int) -> list[Row]:
    """Measure the first view, then each question so many times."""
    found: list[Row] = []
    everything: list[float] = []
    with filled() as notebook:
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


if __name__ == "__main__":
    run({"notebook": (measure, ROUNDS)}, __doc__ or "")
