"""How long reading takes over text that nobody wrote: one thing over and over, n bytes of it and twice as
many.

A ratio near 2 is linear; 4 would be quadratic. What lies past the limits of reading (5 MB of a file; 300,000
letters for dates, topics and names) takes no time: there the ratio falls. The worst come first.

Run: ``python -m tests.benchmarks.hostile [-n BYTES] [--json OUT]`` (3,000,000 bytes give 6 MB files)
"""

from __future__ import annotations

import string
import time

from tests.benchmarks.report import Row, run

BYTES = 100_000
PIECES = (
    *string.punctuation,
    *(
        "1",
        "1 ",
        "a",
        "A",
        "A ",
        "é",
        "Nguyễn ",
        "Nguyễn Văn A ",
        "ông ",
        "Bộ Công ",
        "Bộ A và ",
        "Hà Nội ",
        "A-",
        "A.",
    ),
    *(
        "ngày ",
        "1/",
        "1.",
        "1-",
        "1:",
        "12h ",
        "tháng 1 ",
        "năm 2020 ",
        "date 2020-01-01 ",
        "1 tỷ đồng ",
        "5% ",
        "10 km ",
    ),
    *(
        '"a ',
        "“",
        "“a” ",
        "(a ",
        "(",
        "[",
        "[](",
        "![](",
        "![",
        "|",
        "| a ",
        "**",
        "# ",
        "> ",
        "- ",
        ". ",
        ". A",
        "a/b/",
    ),
    *(
        "x\n",
        "A B\n",
        "\n",
        " \n",
        " ",
        "\u00a0",
        "\r",
        "\u0301",
        "a\u0301",
        "😀",
        "👩\u200d",
        "\u202eא ",
        "\u200b",
        "\x1b[",
    ),
    *(
        "Ảnh: ",
        "(Ảnh: ",
        ". Ảnh: A B ",
        "Theo ",
        "Theo A\n",
        "Tin mới\n",
        "(TTXVN) - ",
        "http://a/",
        "hoà ",
        "Ã¡",
        "&#1;",
    ),
    'Nguyễn Văn A (1990), Bộ Công Thương 12/3: "x" ',
)
"""What is repeated: every sign of ASCII, and what the patterns of reading begin with."""


def text_of(piece: str, size: int) -> bytes:
    """Return a piece over and over, at most ``size`` bytes of it, ending with a whole character."""
    whole = piece.encode()
    return whole * (size // len(whole))


def seconds(raw: bytes) -> tuple[float, float]:
    """Return the CPU seconds of both passes over a file."""
    from seeds.reading import read, with_mentions

    begun = time.process_time()
    article = read(raw, file_name="a.txt")
    first = time.process_time()
    with_mentions(article)
    return first - begun, time.process_time() - first


def measure(size: int) -> list[Row]:
    """Measure both passes over ``size`` bytes of each piece and over twice as many."""
    seconds(b"Tin.")
    rows: list[Row] = []
    for piece in PIECES:
        one = seconds(text_of(piece, size))
        two = seconds(text_of(piece, 2 * size))
        rows.append(
            {
                "what": repr(piece)[1:-1],
                "first_ms": round(two[0] * 1000, 1),
                "first_ratio": round(two[0] / max(one[0], 1e-3), 1),
                "second_ms": round(two[1] * 1000, 1),
                "second_ratio": round(two[1] / max(one[1], 1e-3), 1),
            }
        )
    return sorted(rows, key=lambda row: -float(str(row["first_ms"])) - float(str(row["second_ms"])))


if __name__ == "__main__":
    run({"hostile": (measure, BYTES)}, __doc__ or "")
