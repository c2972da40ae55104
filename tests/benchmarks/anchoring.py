"""How highlights find their place again in texts that were edited.

``python -m tests.benchmarks.anchoring [-n HIGHLIGHTS] [--every N] [--show N] [ARTICLES…]`` over article files
or folders of them; by default over the articles that come with docbao.

Each article is edited in each way in turn, and the place of every highlight is known by construction.
Columns, by kind of edit:

- ``intact``: highlights whose words all survive, side by side; ``found``: at their place, in per cent;
  ``look``: those of them that the reader is asked to look at; ``missed``: said to be lost; ``frayed``: at
  their place, with a word too few or too many; ``twin``: at a place that nobody can tell from theirs (the
  same line or sentence twice, one behind the other, and one of the two was moved or removed; or a sentence
  that stands once in either text, put in elsewhere and removed where it stood, which is a move)
- ``changed``: highlights with words replaced, put in or taken out; ``there``: found at them, ``part``: at
  less than half of them; ``not``: said to be lost though half of their words or more are there
- ``deleted``: highlights that are gone; ``offered``: those for which a place is named to be looked at
- ``misplaced``, of all: at a place that is not theirs; ``same words``: those of them at the very same words
  in another place (a sentence that the text had twice already was moved); ``wrong look``: highlights for
  which the reader is asked to look at a wrong place
- times are of one call (two texts, all highlights of one article), in milliseconds
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

from annotations.anchoring import anchored
from annotations.model import Anchor
from seeds.library import bundled_folder, read_file
from seeds.problems import Problem
from tests.annotations import edited_texts as edits
from tests.benchmarks.report import Row, percentile, table

HIGHLIGHTS = 24
"""Highlights made in an article for each kind of edit."""


_INTACT = ("found", "look", "missed", "frayed", "twin", "misplaced-same", "misplaced-intact", "look-wrong")
_TOLD = (
    "missed",
    "misplaced",
    "misplaced-same",
    "misplaced-intact",
    "look-wrong",
    "frayed",
    "changed-missed",
    "offered",
)


def judged(old: str, span: edits.Span, new: str, places: dict[int, int], anchor: Anchor) -> str:
    """Say what an anchor is worth: see the columns. (``gone``: deleted, and said to be lost.)"""
    real = edits.truth(old, span, places, new)
    lost, review = anchor.status == "lost", anchor.status == "review"
    if not real.words:
        place = (anchor.start, anchor.end)
        twin = (
            not lost and not review and (edits.has_twin(old, span) or edits.is_moved(old, span, new, place))
        )
        return "gone" if lost else "offered" if review else "twin" if twin else "misplaced"
    if real.whole is not None:
        if lost:
            return "missed"
        place = edits.words_of(new, anchor.start, anchor.end)
        if place != real.whole:
            if edits.are_twins(old, new, place, real.whole):
                return "twin"
            shared = min(place[1], real.whole[1]) - max(place[0], real.whole[0])
            both = max(place[1], real.whole[1]) - min(place[0], real.whole[0])
            if shared > 0.5 * both:
                return "frayed"
            if review:
                return "look-wrong"
            same = edits.plain(new[slice(*place)]) == edits.plain(new[slice(*real.whole)])
            return "misplaced-same" if same else "misplaced-intact"
        return "look" if review else "found"
    if lost:
        return "changed-missed" if len(real.words) >= 0.5 * real.count else "changed-lost"
    inside = [word for word in real.words if anchor.start <= word[0] and word[1] <= anchor.end]
    if len(inside) >= 0.5 * len(real.words):
        return "changed"
    return "changed-part" if inside else "offered" if review else "misplaced"


def measure(paths: Iterable[Path], highlights: int, show: int = 0) -> list[Row]:
    """Return figures for each kind of edit over articles."""
    texts = [text for path in paths if (text := _text(path)).strip()]
    foreign = [_sentences(text) for text in texts]
    tallies: dict[str, Counter[str]] = {name: Counter() for name in [*edits.EDITS, "old text not kept"]}
    times: dict[str, list[float]] = {name: [] for name in tallies}
    for number, text in enumerate(texts):
        others = foreign[(number + 1) % len(foreign)] + foreign[number - 1]
        for name, edit in edits.EDITS.items():
            random = Random(f"{number} {name}")
            old = edits.repeating(text, random) if random.random() < 0.2 else text
            edited = edit(edits.Edited.of(old), random, others or ["Một câu khác."])
            new, places = edited.text, edited.places()
            spans = edits.marks(old, random, highlights)
            for kept in (old, None):
                kind = name if kept else "old text not kept"
                if not kept and number % 4:
                    continue
                began = time.perf_counter()
                anchors = anchored([edits.selector(old, span) for span in spans], kept, new, "new")
                times[kind].append(1000 * (time.perf_counter() - began))
                for span, anchor in zip(spans, anchors, strict=True):
                    verdict = judged(old, span, new, places, anchor)
                    tallies[kind][verdict] += 1
                    if verdict in _TOLD and tallies[kind][verdict] <= show:
                        _show(kind, verdict, old, span, new, places, anchor)
    return [_row(name, tally, times[name]) for name, tally in tallies.items() if tally]


def _row(name: str, tally: Counter[str], times: Sequence[float]) -> Row:
    intact = sum(tally[it] for it in _INTACT)
    changed = sum(count for verdict, count in tally.items() if verdict.startswith("changed"))
    return {
        "edit": name,
        "highlights": tally.total(),
        "intact": intact,
        "found": round(100 * (tally["found"] + tally["look"]) / max(1, intact), 2),
        "look": tally["look"],
        "missed": tally["missed"],
        "misplaced": sum(count for verdict, count in tally.items() if verdict.startswith("misplaced")),
        "same words": tally["misplaced-same"],
        "wrong look": tally["look-wrong"],
        "frayed": tally["frayed"],
        "twin": tally["twin"],
        "changed": changed,
        "there": tally["changed"],
        "part": tally["changed-part"],
        "not": tally["changed-missed"],
        "deleted": tally["gone"] + tally["offered"],
        "offered": tally["offered"],
        "p50 ms": percentile(times, 0.5),
        "p95 ms": percentile(times, 0.95),
        "worst ms": max(times),
    }


def _show(
    kind: str, verdict: str, old: str, span: edits.Span, new: str, places: dict[int, int], anchor: Anchor
) -> None:
    real = edits.truth(old, span, places, new)
    at = real.words[0][0] if real.words else places.get(max((i for i in places if i < span[0]), default=0), 0)
    print(f"--- {kind}: {verdict}, {anchor.status} {anchor.score:.2f}")
    print("old  ", _around(old, *span))
    print("truth", f"{len(real.words)}/{real.count}", _around(new, at, at))
    if anchor.status != "lost":
        print("got  ", _around(new, anchor.start, anchor.end))


def _around(text: str, start: int, end: int) -> str:
    return f"{text[max(0, start - 150) : start]!r} [[{text[start:end]!r}]] {text[end : end + 150]!r}"


def _text(path: Path) -> str:
    try:
        return read_file(path).text
    except Problem:
        return ""


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in edits.sentences(text) if end - start > 30]


def files(paths: Iterable[Path]) -> list[Path]:
    """Return the files named, and those in folders named, in order."""
    return [file for path in paths for file in (sorted(path.glob("*.txt")) if path.is_dir() else [path])]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", nargs="*", type=Path)
    parser.add_argument(
        "-n", type=int, default=HIGHLIGHTS, help="highlights for each article and kind of edit"
    )
    parser.add_argument("--every", type=int, default=1, help="take each so manieth article")
    parser.add_argument("--show", type=int, default=0, help="show so many failures of each sort")
    arguments = parser.parse_args()
    chosen = files(arguments.articles or [bundled_folder()])[:: arguments.every]
    print(table(measure(chosen, arguments.n, arguments.show)))
