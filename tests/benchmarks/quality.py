"""How well reading agrees with labels made by hand, with 95 % intervals (a bootstrap over articles).

Without folders, the bundled articles are scored against the labels under ``tests/seeds/gold``. Labels of
other articles are scored from where they lie: a folder of labels, then the folder of their texts.

Run: ``python -m tests.benchmarks.quality [LABELS TEXTS] [-n RESAMPLES] [--json OUT]``
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from tests.benchmarks.library import SEEDS
from tests.benchmarks.report import Row, table
from tests.seeds.scoring import TYPES, Tally, f1, interval, labelled, macro, micro, tally, total, typed

GOLD = Path(__file__).parents[1] / "seeds" / "gold"
RESAMPLES = 1000


def score(labels: Path, texts: Path, resamples: int) -> list[Row]:
    """Score every labelled article; each row is a figure in percent with its interval and how many labels it
    rests on."""
    tallies = [tally(article, gold) for article, gold in labelled(labels, texts)]
    counts = total(tallies)
    rows = [
        _row(f"{kind} exact", counts[f"gold {kind}"], tallies, resamples, partial(typed, kind=kind))
        for kind in TYPES
        if counts[f"gold {kind}"] or counts[f"found {kind}"]
    ]
    mentions = sum(counts[f"gold {kind}"] for kind in TYPES)
    rows += [
        _row("all types exact (micro)", mentions, tallies, resamples, micro),
        _row("all types overlapping", mentions, tallies, resamples, partial(micro, right="overlap")),
        _row("types of 20 labels and more (macro)", mentions, tallies, resamples, macro),
        _row("distinct forms in an article", counts["forms gold"], tallies, resamples, _figure("forms")),
        _row("topics", counts["topics gold"], tallies, resamples, _figure("topics")),
        _row("boilerplate letters", counts["boilerplate gold"], tallies, resamples, _figure("boilerplate")),
    ]
    for field in ("title", "source", "author", "date"):
        rows.append(_row(f"{field} right", len(tallies), tallies, resamples, _share(f"{field} right")))
    rows.append(_row("primary topics found", counts["primary gold"], tallies, resamples, _primary))
    rows.append({"figure": "wrong years", "labels": len(tallies), "value": counts["wrong year"]})
    return rows


def _row(
    name: str, labels: int, tallies: Sequence[Tally], resamples: int, figure: Callable[[Tally], float]
) -> Row:
    low, high = interval(tallies, figure, resamples)
    return {
        "figure": name,
        "labels": labels,
        "value": f"{figure(total(tallies)):.1f}",
        "95 %": f"{low:.1f}–{high:.1f}",
    }


def _figure(name: str) -> Callable[[Tally], float]:
    return lambda counts: f1(counts, f"{name} right", f"{name} found", f"{name} gold")


def _share(name: str) -> Callable[[Tally], float]:
    return lambda counts: 100 * counts[name] / counts["articles"]


def _primary(counts: Tally) -> float:
    return 100 * counts["primary right"] / counts["primary gold"] if counts["primary gold"] else 100.0


def main() -> None:
    """Score what the command line names and show it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path, metavar="LABELS TEXTS")
    parser.add_argument("-n", type=int, default=RESAMPLES, help="how often articles are drawn again")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures there too")
    arguments = parser.parse_args()
    if len(arguments.folders) not in (0, 2):
        parser.error("name a folder of labels and the folder of their texts, or neither")
    labels, texts = arguments.folders or (GOLD, SEEDS)
    rows = score(labels, texts, arguments.n)
    print(table(rows))
    if arguments.json:
        arguments.json.write_text(json.dumps(rows, ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    main()
