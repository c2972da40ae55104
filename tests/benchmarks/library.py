"""A library of any size, made of the sentences of the five bundled articles, put together anew."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from pathlib import Path

SEEDS = Path(__file__).parents[2] / "seeds" / "articles"
SOURCES = ("VTC News", "Tiền Phong", "Báo Công Thương", "SGGP")
LAST_DAY = date(2026, 2, 7)
"""A day before the newest bundled article, so that it stays the first of the list."""
DAYS = 1200


def write_library(folder: Path, count: int, seed: int = 7) -> Path:
    """Write so many articles of 10 to 60 sentences into a new folder and return it; the same seed writes the
    same articles. Days lie within ``DAYS`` of ``LAST_DAY``."""
    chance = random.Random(seed)
    sentences = _sentences()
    titles = [sentence for sentence in sentences if len(sentence) < 120]
    folder.mkdir(parents=True)
    for number in range(count):
        day = LAST_DAY - timedelta(days=chance.randrange(DAYS))
        title = chance.choice(titles).rstrip(".")
        lines = [f" date {day} ({chance.choice(SOURCES)}) - {title} {number}"]
        left = chance.randrange(10, 61)
        while left > 0:
            size = min(left, chance.randrange(1, 5))
            lines.append(" ".join(chance.choices(sentences, k=size)))
            left -= size
        (folder / f"{number:06}.txt").write_text("\n\n".join(lines) + "\n", "utf-8")
    return folder


def _sentences() -> list[str]:
    lines = (line for path in sorted(SEEDS.glob("*.txt")) for line in path.read_text("utf-8").splitlines())
    found = (sentence.strip() for line in lines for sentence in re.split(r"(?<=[.!?])\s+(?=[A-ZĐ])", line))
    return [sentence for sentence in found if 40 <= len(sentence) <= 400]
