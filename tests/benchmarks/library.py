"""A library of any size, made of the sentences of the five bundled articles, put together anew: other
persons, organisations and places in them, ten years of days, many papers."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path

SEEDS = Path(__file__).parents[2] / "seeds" / "articles"
SOURCES = (
    "VTC News", "Tiền Phong", "Báo Công Thương", "SGGP", "Tuổi Trẻ", "Thanh Niên", "VnExpress", "Dân trí",
    "Lao Động", "Nhân Dân", "TTXVN", "VietnamNet",
)  # fmt: skip
LAST_DAY = date(2026, 2, 7)
"""A day before the newest bundled article, so that it stays the first of the list."""
DAYS = 3650

_FAMILIES = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Mai Tạ".split()
_MIDDLE = "Văn Thị Hữu Đức Minh Thanh Quang Ngọc Xuân Hồng Quốc Thu Kim Anh Bảo Gia".split()
_GIVEN = (
    "An Bình Châu Cường Dũng Dung Đạt Đông Giang Hà Hải Hạnh Hiền Hiếu Hòa Hoa Hùng Hương Huy Khánh Khoa Lan "
    "Lâm Linh Long Mai Minh Nam Nga Nghĩa Ngân Nhung Phong Phúc Phương Quân Quỳnh Sơn Tâm Tân Thảo Thắng "
    "Thành Thủy Tiến Trang Trung Tú Tuấn Tùng Uyên Vân Việt Vinh Yến"
).split()
_FIRMS = "Công ty Cổ phần|Tập đoàn|Tổng công ty|Ngân hàng|Viện Nghiên cứu|Trường Đại học|Hiệp hội".split("|")
_POOL = 24  # so many versions of each sentence, with other names


def write_library(folder: Path, count: int, seed: int = 7) -> Path:
    """Write so many articles of 6 to 36 sentences into a new folder and return it; the same seed writes the
    same articles. Days lie within ``DAYS`` of ``LAST_DAY``; each article draws most of its sentences from one
    of the bundled ones, so that topics differ."""
    chance = random.Random(seed)
    texts = _pools(chance)
    titles = [sentence for pool in texts for sentence in pool if len(sentence) < 120]
    persons = _persons(chance, 4000)
    folder.mkdir(parents=True)
    for number in range(count):
        main, other = chance.choice(texts), chance.choice(texts)
        person = persons[min(int(chance.paretovariate(0.7)), len(persons)) - 1]
        title = f"{chance.choice(titles).rstrip('.')} {number}"
        lines = [f"{_header(chance, number)}{title}", f"{person} cho biết như vậy."]
        left = chance.randrange(6, 37)
        while left > 0:
            size = min(left, chance.randrange(1, 5))
            lines.append(" ".join(chance.choices(main if chance.random() < 0.8 else other, k=size)))
            left -= size
        (folder / f"{number:06}.txt").write_text("\n\n".join(lines) + "\n", "utf-8")
    return folder


def _header(chance: random.Random, number: int) -> str:
    """Nearly all articles begin with day and paper; some have none."""
    if number % 25 == 24:
        return ""
    day = LAST_DAY - timedelta(days=chance.randrange(DAYS))
    return f" date {day} ({chance.choice(SOURCES)}) - "


def sentences_of(seed: int = 7) -> list[str]:
    """Return every sentence that the library of a seed is made of."""
    return [sentence for pool in _pools(random.Random(seed)) for sentence in pool]


def _pools(chance: random.Random) -> list[list[str]]:
    return [_pool(chance, path) for path in sorted(SEEDS.glob("*.txt"))]


def _pool(chance: random.Random, path: Path) -> list[str]:
    """Return the sentences of a bundled article, each several times with other names."""
    persons, firms, places = _persons(chance, 3000), _firms(chance, 1500), _places()
    pool = []
    for sentence, names in _sentences(path):
        for _ in range(_POOL):
            parts, at = [], 0
            for start, end, kind in names:
                drawn = {"PERSON": persons, "ORG": firms, "PLACE": places}[kind]
                # A few are named everywhere, most hardly anywhere.
                name = drawn[min(int(chance.paretovariate(0.6)), len(drawn)) - 1]
                parts += [sentence[at:start], name]
                at = end
            pool.append("".join(parts) + sentence[at:])
    return pool


@cache
def _sentences(path: Path) -> tuple[tuple[str, tuple[tuple[int, int, str], ...]], ...]:
    """Return the sentences of an article with the names in them: start, end, type."""
    from seeds.reading import read, with_mentions

    article = with_mentions(read(path.read_bytes(), file_name=path.name))
    found = []
    starts = accumulate((len(line) + 1 for line in article.text.split("\n")), initial=0)
    for line, start in zip(article.text.split("\n"), starts, strict=False):
        for match in re.finditer(r"\S.*?(?:[.!?](?=\s+[A-ZĐ])|$)", line):
            if 40 <= len(match[0]) <= 400:
                first, end = start + match.start(), start + match.end()
                names = tuple(
                    (it.start - first, it.end - first, it.type)
                    for it in article.mentions or ()
                    if first <= it.start and it.end <= end and it.type in ("PERSON", "ORG", "PLACE")
                )
                found.append((match[0], names))
    return tuple(found)


def _persons(chance: random.Random, count: int) -> list[str]:
    return [
        f"{chance.choice(_FAMILIES)} {chance.choice(_MIDDLE)} {chance.choice(_GIVEN)}" for _ in range(count)
    ]


def _firms(chance: random.Random, count: int) -> list[str]:
    from seeds import lexicon

    known = [row[0] for row in lexicon.rows("organisations.tsv")]
    chance.shuffle(known)
    made = [
        f"{chance.choice(_FIRMS)} {chance.choice(_GIVEN)} {chance.choice(_GIVEN)}"
        for _ in range(count - len(known))
    ]
    return known + made


def _places() -> list[str]:
    from seeds import lexicon

    return [row[0] for row in lexicon.rows("places.tsv")]
