"""Where the cleaned text of an article stands in its file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Where each stretch of the cleaned text stands in the decoded file.

    Parallel, rising tuples: text offset ``here[i]`` is file offset ``there[i]``; between two entries both
    run on in step, and past a stretch that was shortened or lengthened the next entry sets them right again.
    Both empty means the text is the file. ``seeds.text.to_file`` maps an offset.
    """

    here: tuple[int, ...] = ()
    there: tuple[int, ...] = ()
