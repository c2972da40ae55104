"""How long tags take when there are many: suggestions, the tree, and changing thousands of things at once.

Run: ``python -m tests.benchmarks.tags [many bulk] [-n N] [--json OUT]``. Milliseconds; what counts is how
they compare within one run.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from annotations import tagging
from annotations.actions import Puts, tag_id
from annotations.model import Change, Operation
from annotations.store import Store
from annotations.suggesting import Suggestion, suggested, with_tags, with_topics
from annotations.tag_tree import find, tree
from tests.benchmarks.durable_write import sample_ms, subject
from tests.benchmarks.report import Row, run
from tests.benchmarks.running import ms_since

USES = 100_000
BULK = (1_000, 10_000)
ROUNDS = 10
_LEVELS = ("kinh tế", "năng lượng", "thuế quan", "đọc lại", "nông nghiệp", "dệt may", "ngoại giao", "LNG")
_TOPICS = ("energy", "tariffs_trade", "diplomacy")


def filled(home: Path, uses: int) -> Store:
    """Return a store with so many uses of some thousand tags, few of which are on very much."""
    chance = random.Random(7)
    names = [f"{_LEVELS[at % 8]}/{_LEVELS[at // 8 % 8]} {at}" for at in range(5_000)]
    store = Store.open(home / "data", home / "state")
    put: Puts = {}
    for number in range(uses):
        article = subject(number // 2).id
        name = names[min(int(chance.expovariate(1 / 600)), len(names) - 1)]
        put["tag", tag_id(article, name)] = {"article": article, "name": name}
    store.apply(Operation("fill", {}, put, undoable=False)).result()
    return store


def many(rounds: int) -> list[Row]:
    """Measure what the picker and the page of tags ask with very many uses."""
    with tempfile.TemporaryDirectory() as root, filled(Path(root), USES) as store:
        chosen = [name for name, _ in store.tags()[:3]]

        def offer(has: list[str]) -> tuple[Suggestion, ...]:
            uses = store.tag_uses()
            return suggested(
                uses,
                has,
                named="Thúc đẩy năng lượng 1 và thuế quan 42 giữa Việt Nam và Hoa Kỳ",
                with_tags=with_tags(store, uses, has),
                with_topics=with_topics(store, ["energy"], lambda id: (_TOPICS[int(id, 16) % 3],)),
            )

        works: dict[str, Callable[[int], object]] = {
            "suggest_ms": lambda _: offer([]),
            "suggest_with_3_ms": lambda _: offer(chosen),
            "find_ms": lambda _: find(store.tag_uses(), "nang luong 1"),
            "tree_ms": lambda _: tree(store.tag_uses(), store.tag_items),
            "plan_rename_ms": lambda _: tagging.rename(store, chosen[0], "khác"),
        }
        spreads = sample_ms(rounds, *works.values())
        return [{"uses": USES, "tags": len(store.tags()), **dict(zip(works, spreads, strict=True))}]


def bulk(rounds: int) -> list[Row]:
    """Measure one operation on many articles: until it is durable, what it adds to the journal, its undo."""
    return [_bulk(count) for count in BULK for _ in range(max(1, rounds // 5))]


def _bulk(count: int) -> Row:
    with tempfile.TemporaryDirectory() as root:
        home = Path(root)
        store = Store.open(home / "data", home / "state", compact_after=10**9)
        everyone = [subject(number) for number in range(count)]
        row: Row = {"articles": count}

        def timed(name: str, work: Callable[[], Change | None]) -> None:
            before, begun = _written(home), time.perf_counter()
            work()
            row[f"{name}_ms"] = round(ms_since(begun), 1)
            row[f"{name}_KiB"] = round((_written(home) - before) / 1024)

        for name, tag in (("first_tag", "thuế quan"), ("next_tag", "đọc lại")):
            timed(name, lambda tag=tag: store.apply(tagging.tag_items(store, everyone, add=[tag])).result())
        timed("undo", lambda: store.undo().result())
        plan = tagging.rename
        timed("rename", lambda: store.apply(plan(store, "thuế quan", "thuế").operation).result())
        timed("undo_rename", lambda: store.undo().result())
        store.close()
        return row


def _written(home: Path) -> int:
    return sum(path.stat().st_size for path in (home / "data").rglob("journal*"))


if __name__ == "__main__":
    run({"many": (many, ROUNDS), "bulk": (bulk, 5)}, __doc__ or "")
