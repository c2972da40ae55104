"""An article of a megabyte in the reader beside the same text, with the same names coloured, in one
``Static``: until it is shown, until one kind of names is switched off or on, until the window has another
width, until its end is shown. Wall-clock ms until all is drawn that is to be seen, in this process.

Run: ``python -m tests.benchmarks.long_text [-n N] [--json OUT]``
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from itertools import cycle
from typing import Any

from rich.text import Text
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.pilot import Pilot
from textual.widgets import Static

from seeds.article import Article
from tests.benchmarks.library import SEEDS
from tests.benchmarks.report import Row, Spread, percentile, run
from tests.tui.pages import ReaderApp, page

ROUNDS = 9
SIZES = (5_000, 50_000, 1_000_000)
"""Bytes of text."""

COLOURS = {"PERSON": "bold red", "ORG": "cyan", "PLACE": "green", "DATE": "yellow", "MONEY": "magenta"}
WIDTHS = (120, 100)

Step = Callable[[], Awaitable[None]]


class StaticApp(App[None]):
    """One ``Static`` that scrolls."""

    def compose(self) -> ComposeResult:
        """Show nothing yet."""
        self.text = Static()
        with VerticalScroll() as self.scroll:
            yield self.text


def measure(rounds: int) -> list[Row]:
    """Measure each size in both."""
    return [asyncio.run(_measured(size, rounds)) for size in SIZES]


async def _measured(size: int, rounds: int) -> Row:
    article = _article(size)
    reader, static = await _reader(article, rounds), await _static(article, rounds)
    row: Row = {"kB": len(article.text.encode()) // 1000, "names": len(article.mentions or ())}
    for what in reader:
        ours, theirs = (percentile(sample[what], 0.5) for sample in (reader, static))
        row[what] = Spread.of(reader[what])
        row[f"{what}_static"] = Spread.of(static[what])
        row[f"{what}_ratio"] = round(ours / theirs, 3)
    return row


def _article(size: int) -> Article:
    """Return an article of so many bytes: the bundled ones over and over, with their names."""
    from seeds.reading import read, with_mentions

    text, whole = "", cycle(path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt")))
    while (short := size - len(text.encode())) > 0:
        text += next(whole)[:short] + "\n\n"
    return with_mentions(read(text.encode(), file_name="long.txt"))


async def _reader(article: Article, rounds: int) -> dict[str, list[float]]:
    app = ReaderApp()
    async with app.run_test(size=(WIDTHS[0], 40)) as pilot:
        shown, hidden, reader = page(article), cycle((["PERSON"], [])), app.reader

        async def show() -> None:
            reader.show(shown)

        async def toggle() -> None:
            reader.hide_types(next(hidden))

        async def end() -> None:
            reader.cmd_end()

        return await _timed(pilot, rounds, show, toggle, end)


async def _static(article: Article, rounds: int) -> dict[str, list[float]]:
    app = StaticApp()
    async with app.run_test(size=(WIDTHS[0], 40)) as pilot:
        texts = cycle([_coloured(article, ""), _coloured(article, "PERSON")])
        first = _coloured(article, "")

        async def show() -> None:
            app.scroll.scroll_home(animate=False)
            app.text.update(first.copy())

        async def toggle() -> None:
            app.text.update(next(texts))

        async def end() -> None:
            app.scroll.scroll_end(animate=False)

        return await _timed(pilot, rounds, show, toggle, end)


def _coloured(article: Article, without: str) -> Text:
    text = Text(article.text)
    for it in article.mentions or ():
        if it.type != without:
            text.stylize(COLOURS.get(it.type, "blue"), it.start, it.end)
    return text


async def _timed(
    pilot: Pilot[Any], rounds: int, show: Step, toggle: Step, end: Step
) -> dict[str, list[float]]:
    widths = cycle(WIDTHS[::-1])

    async def resize() -> None:
        await pilot.resize_terminal(next(widths), 40)

    steps = {"shown": show, "toggled": toggle, "resized": resize, "end": end}
    took: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(rounds):
        for name, step in steps.items():
            begun = time.perf_counter()
            await step()
            await pilot.pause()
            took[name].append((time.perf_counter() - begun) * 1000)
    return took


if __name__ == "__main__":
    run({"long": (measure, ROUNDS)}, __doc__ or "")
