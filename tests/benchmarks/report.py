"""What every benchmark hands in, how it is shown, and how it is run: rows of figures, as a table and as
JSON."""

from __future__ import annotations

import argparse
import json
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Spread:
    """A sample in three figures."""

    median: float
    min: float
    max: float

    @classmethod
    def of(cls, sample: Iterable[float]) -> Spread:
        """Sum up a sample, in its own unit; raises ``StatisticsError`` for an empty one."""
        values = sorted(sample)
        return cls(*(round(value, 3) for value in (statistics.median(values), values[0], values[-1])))

    def __str__(self) -> str:
        return f"{_plain(self.median)} ({_plain(self.min)}–{_plain(self.max)})"


Figure: TypeAlias = str | int | float | Spread
Row: TypeAlias = dict[str, Figure]
Measure: TypeAlias = Callable[[int], list[Row]]
"""Measures with a sample of the size given; each row is one line of the table, by column."""


def percentile(sample: Iterable[float], share: float) -> float:
    """Return the value that ``share`` (0..1) of a sample does not exceed."""
    values = sorted(sample)
    return round(values[min(len(values) - 1, int(share * len(values)))], 3)


def table(rows: Sequence[Row]) -> str:
    """Return rows as a table: columns as they first come, words to the left, figures to the right."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    cells = [columns, *([_shown(row.get(name, "")) for name in columns] for row in rows)]
    widths = [max(len(line[at]) for line in cells) for at in range(len(columns))]
    words = [any(isinstance(row.get(name), str) for row in rows) for name in columns]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if left else cell.rjust(width)
            for cell, width, left in zip(line, widths, words, strict=True)
        ).rstrip()
        for line in cells
    )


def run(benchmarks: dict[str, tuple[Measure, int]], description: str) -> None:
    """Measure what the command line asks for and show it; each benchmark comes with its sample size."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    if len(benchmarks) > 1:
        parser.add_argument("only", nargs="*", help=f"some of: {', '.join(benchmarks)} (default: all)")
    parser.add_argument("-n", type=int, help="how often each thing is measured")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures there too")
    arguments = parser.parse_args()
    wanted = getattr(arguments, "only", None) or list(benchmarks)
    if unknown := [name for name in wanted if name not in benchmarks]:
        parser.error(f"no benchmark is called {unknown[0]}")
    figures: dict[str, list[Row]] = {}
    for name in wanted:
        measure, usual = benchmarks[name]
        figures[name] = measure(arguments.n or usual)
        print(f"{name}\n{table(figures[name])}\n", flush=True)
        if arguments.json:
            arguments.json.write_text(json.dumps(figures, default=asdict, indent=1), "utf-8")


def _shown(figure: Figure) -> str:
    return _plain(figure) if isinstance(figure, float) else str(figure)


def _plain(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
