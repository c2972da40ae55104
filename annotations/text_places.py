"""Where places of one version of a text are in another one: what a reader looks at stays in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.text_diff import Alignment


def places_in(old: str, new: str, places: Sequence[int]) -> tuple[int, ...]:
    """Return for offsets into one text (code points) those of the same words in another; for words that are
    not there any more, that of the next one that is, else the end of the one before."""
    from annotations.anchoring import aligned, same_ends

    head, tail = same_ends(old, new)
    alignment: Alignment | None = None
    found: list[int] = []
    for at in places:
        at = max(0, min(at, len(old)))
        if at <= head:
            found.append(min(at, len(new)))
        elif at >= len(old) - tail:
            found.append(at + len(new) - len(old))
        else:
            if alignment is None:
                alignment = aligned(old[head : len(old) - tail], new[head : len(new) - tail])
            place = _place(alignment, at - head)
            found.append(len(new) - tail if place is None else place + head)
    return tuple(found)


def _place(alignment: Alignment, at: int) -> int | None:
    """Return where the word at or after an offset is; None where nothing around it is left."""
    old, new = alignment.old, alignment.new
    first = next((word for word, end in enumerate(old.ends) if end > at), len(old))
    for word in range(first, len(old)):
        if (partner := alignment.to[word]) >= 0:
            into = at - old.starts[word] if word == first else 0
            return new.starts[partner] + max(0, min(into, new.ends[partner] - new.starts[partner] - 1))
    for word in range(first - 1, -1, -1):
        if (partner := alignment.to[word]) >= 0:
            return new.ends[partner]
    return None
