"""All measurements: ``python -m tests.benchmarks [NAME…] [-n N] [--json OUT]``, NAME one of startup, keys,
writing, reading, long, annotations, index, queries, large, headlines.

Times differ from machine to machine and from hour to hour; what counts is how figures of one run compare.
Each measurement also runs alone: ``python -m tests.benchmarks.startup``.
"""

from __future__ import annotations

from tests.benchmarks import (
    annotations_at_scale,
    durable_write,
    headlines,
    index,
    keys,
    large,
    long_text,
    queries,
    reading,
    startup,
)
from tests.benchmarks.report import run

if __name__ == "__main__":
    run(
        {
            "startup": (startup.measure, startup.ROUNDS),
            "keys": (keys.measure, keys.ROUNDS),
            "writing": (durable_write.measure, durable_write.ROUNDS),
            "reading": (reading.measure, reading.ROUNDS),
            "long": (long_text.measure, long_text.ROUNDS),
            "annotations": (annotations_at_scale.measure, annotations_at_scale.ROUNDS),
            "index": (index.measure, index.ROUNDS),
            "queries": (queries.measure, queries.ROUNDS),
            "large": (large.measure, large.ROUNDS),
            "headlines": (headlines.measure, headlines.ROUNDS),
        },
        __doc__ or "",
    )
