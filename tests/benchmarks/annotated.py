"""Stores of any size, made quickly: their snapshot is written at once, not operation by operation."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotations.actions import tag_id
from annotations.devices import device_of
from annotations.documents import packed
from annotations.files import Files
from annotations.lines import checksum, encode
from annotations.snapshot import Moment, Tables, rows_of, write
from annotations.states import bucket, iso

SEEDS = Path(__file__).parents[2] / "seeds" / "articles"
BEGUN = 1_600_000_000_000  # milliseconds since 1970
DAY = 86_400_000
SEQ = 10**6  # the number of the last change that the snapshot covers
TEXTS = 400  # different ones; each is kept under many names


@dataclass(frozen=True, slots=True)
class Size:
    """How much a store holds. Highlights lie in the articles that are tagged, all of these in those read."""

    read: int
    tagged: int
    notes: int
    highlights: int


SMALL = Size(50_000, 2_000, 1_000, 10_000)
LARGE = Size(500_000, 20_000, 10_000, 100_000)
EMPTY = Size(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Home:
    """Where a store lies."""

    data: Path
    state: Path


def article_id(number: int) -> str:
    return checksum(f"article {number}".encode())[:16]


def words() -> list[str]:
    """Return the words of the five sample articles, as often as they occur there."""
    return [word for path in sorted(SEEDS.glob("*.txt")) for word in path.read_text("utf-8").split()]


class Maker:
    """Makes documents as the program writes them."""

    def __init__(self, device: str, ids: Sequence[str] = (), seed: int = 9) -> None:
        self.device = device
        self.ids = ids
        self.chance = random.Random(seed)
        self.words = words()
        self.tables: Tables = {}
        self.next_ids: dict[str, int] = {}
        self.tags = [f"chủ đề {number}/{self.words[number]}".replace(",", "") for number in range(300)]

    def article(self, number: int) -> str:
        return self.ids[number] if self.ids else article_id(number)

    def phrase(self, least: int, most: int) -> str:
        start = self.chance.randrange(len(self.words) - most)
        return " ".join(self.words[start : start + self.chance.randint(least, most)])

    def text(self) -> str:
        return "\n\n".join(self.phrase(30, 80) for _ in range(12))

    def moment(self, share: float) -> str:
        return iso(BEGUN + int(share * 2000) * DAY + self.chance.randrange(DAY))

    def put(self, kind: str, name: str, share: float, /, **body: Any) -> None:
        created = self.moment(share)
        key = self.next_ids.get(kind, 1)
        self.next_ids[kind] = key + 1
        meta = {"id": name, "v": 1, "created": created, "modified": created, "rev": 1, "device": self.device}
        rows_of(self.tables, kind)[key] = meta | body

    def fill(self, size: Size) -> None:
        texts = [(text := self.text(), packed(text)) for _ in range(TEXTS if size.tagged else 0)]
        for number in range(size.tagged):
            self._tagged(number, size, *texts[number % TEXTS])
        for number in range(size.notes):
            article = self.article(self.chance.randrange(size.tagged))
            self.put("note", f"{number:016x}", number / size.notes, article=article, text=self.phrase(8, 60))
        entries: dict[int, dict[str, str]] = {}
        for number in range(size.read):
            article, at = self.article(number), BEGUN + number * 1000
            entries.setdefault(bucket(article), {})[article] = f"p{number % 5000}@{at},r1@{at}"
        for at, some in entries.items():
            stamp = self.moment(0)
            meta = {"id": f"{at:02x}", "v": 1, "created": stamp, "modified": stamp, "rev": 1}
            rows_of(self.tables, "state")[at + 1] = meta | {"device": self.device, "entries": some}

    def _tagged(self, number: int, size: Size, text: str, kept: str) -> None:
        article, share = self.article(number), number / size.tagged
        chance = self.chance
        self.put(
            "article",
            article,
            share,
            fingerprints=[article],
            path=f"/home/reader/tin tức/2025/{number}/{self.phrase(3, 6).replace('/', ' ')}.txt",
            title=self.phrase(8, 14),
            sketch="".join(f"{chance.randrange(1 << 32):08x}" for _ in range(32)),
        )
        tag = self.tags[min(int(chance.expovariate(0.03)), len(self.tags) - 1)]
        self.put("tag", tag_id(article, tag), share, article=article, name=tag)
        version = checksum(f"text {number}".encode())
        self.put("text", version, share, article=article, packed=kept)
        for each in range(size.highlights // size.tagged):
            start = chance.randrange(len(text) - 200)
            end = start + chance.randint(40, 160)
            self.put(
                "highlight",
                checksum(f"highlight {number} {each}".encode())[:16],
                share,
                article=article,
                kind=chance.choice(("yellow", "green", "blue")),
                start=start,
                end=end,
                quote=text[start:end],
                prefix=text[max(0, start - 48) : start],
                suffix=text[end : end + 48],
                text=version,
            )


def make(root: Path, size: Size) -> Home:
    """Make a store in a folder that is not there yet."""
    home = Home(root / "data", root / "state")
    fill(home, size)
    return home


def fill(home: Home, size: Size, ids: Sequence[str] = ()) -> None:
    """Make a store where there is none yet, of the articles with these ids (as many as are read; ones that
    lie nowhere if none is given)."""
    files = Files()
    files.make_folder(home.state)
    device = device_of(files, home.state)
    folder = home.data / device
    files.make_folder(folder)
    maker = Maker(device, ids)
    maker.fill(size)
    if size != EMPTY:
        moment = Moment(maker.tables, SEQ, "0" * 32, 1, device, maker.next_ids, "")
        write(files, folder / "snapshot", moment)
        files.keep(folder / "journal", encode(header(device))[0])


def header(device: str) -> dict[str, Any]:
    """Return what the first line of the journal behind a snapshot says."""
    at = "2026-11-22T10:00:00.000Z"
    return {"seq": SEQ, "v": 1, "device": device, "at": at, "header": "docbao journal", "after": "0" * 32}
