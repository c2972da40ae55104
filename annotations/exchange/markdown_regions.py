"""docbao's part of a Markdown file, found, replaced, and asked whether all of it is in docbao."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.exchange import front_matter
from annotations.exchange.markdown_shapes import BEGIN, END, mark_of, region_sum
from annotations.exchange.markdown_writing import HEAD_BEGIN, HEAD_END

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotations.exchange.finding import Finder
    from annotations.store import Store
    from seeds.article import Article


class MarksBroken(Exception):
    """A file's marks are not a pair: something of them was deleted or doubled."""


def region_of(lines: list[str]) -> tuple[int, int] | None:
    """Return where docbao's part begins and ends: the lines of its marks, None where there are none. Raises
    ``MarksBroken``."""
    begins = [at for at, line in enumerate(lines) if (it := mark_of(line)) and it[0] == BEGIN]
    ends = [at for at, line in enumerate(lines) if (it := mark_of(line)) and it[0] == END]
    if not begins and not ends:
        return None
    if len(begins) != 1 or len(ends) != 1 or begins[0] > ends[0]:
        raise MarksBroken
    return begins[0], ends[0]


def with_region(text: str, region: list[str]) -> str:
    """Return a file's text with docbao's part as it shall be; all else stays letter by letter. A text that
    has none gets it at its end."""
    lines = text.split("\n")
    found = region_of([line.removesuffix("\r") for line in lines])
    if found is None:
        end = "\r\n" if "\r\n" in text else "\n"
        gap = "" if not text or text.endswith(end * 2) else end if text.endswith(end) else end * 2
        return text + gap + end.join(region) + end
    begin, end_at = found
    ending = "\r" if lines[begin].endswith("\r") else ""
    last = "\r" if lines[end_at].endswith("\r") else ""
    fresh = [f"{line}{ending}" for line in region[:-1]] + [region[-1] + last]
    return "\n".join([*lines[:begin], *fresh, *lines[end_at + 1 :]])


def with_head(text: str, head: list[str]) -> str:
    """Return a file's text with docbao's part of the front matter as it shall be, where its marks are still
    there: programs that rewrite front matter take them away, and it is the person's own from then on."""
    plain = text.replace("\r\n", "\n").removeprefix("\ufeff")
    lines = front_matter.split(plain)[0].split("\n")
    if lines.count(HEAD_BEGIN) != 1 or lines.count(HEAD_END) != 1:
        return text
    begin, end = lines.index(HEAD_BEGIN), lines.index(HEAD_END)
    if begin > end:
        return text
    whole = text.split("\n")
    first = 1 + begin  # behind the fence
    ending = "\r" if whole[first].endswith("\r") else ""
    fresh = [f"{line}{ending}" for line in head]
    return "\n".join([*whole[:first], *fresh, *whole[1 + end + 1 :]])


def is_settled(text: str, store: Store, finder: Finder, article: Callable[[str], Article]) -> bool:
    """Say whether what stands in docbao's part of a file may be written over: nobody has changed it, or all
    of it is in docbao. Raises ``MarksBroken``."""
    lines = text.replace("\r\n", "\n").split("\n")
    found = region_of(lines)
    if found is None:
        return True
    begin, end = found
    values = mark_of(lines[begin])
    if values is not None and values[1].get("sum") == region_sum(lines[begin + 1 : end]):
        return True
    from annotations.exchange.markdown_reading import given_text
    from annotations.exchange.planning import Planner

    planner = Planner(store, finder, article)
    for given in given_text(text, region_only=True):
        planner.add(given)
    return not any(planner.arrival.counts.get(it) for it in ("notes", "changed", "copies"))
