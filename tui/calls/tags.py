"""``docbao tags [WORDS…]``: the tags in use, with how many articles and highlights each is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.tag_tree import find
from seeds.collation import vietnamese_order
from seeds.text import display_safe
from tui.calls.opening import opened
from tui.calls.output import Out, Span
from tui.cells import composed, width

if TYPE_CHECKING:
    from annotations.model import TagUse
    from tui.calls.arguments import Call

_LEAST = 8
"""Cells of a column of counts at least."""


def run(call: Call, out: Out) -> int:
    """Print the tags, those that are like WORDS if there are any; status 1 when there are none."""
    with opened(call, out) as house:
        house.open_store(needed=True)
        uses = house.store.tag_uses() if house.store is not None else ()
        if call.words:
            found = find(uses, call.query)
        else:
            # Level by level, so that what is below a tag follows it.
            found = sorted(uses, key=lambda use: [vietnamese_order(level) for level in use.name.split("/")])
        if not found:
            house.tell_nothing("call.nothing-tags")
        elif call.as_json:
            for use in found:
                out.json(
                    {
                        "tag": use.name,
                        "articles": use.articles,
                        "highlights": use.highlights,
                        "last": use.last,
                    }
                )
        else:
            _print(found, out)
    return 0 if found else 1


def _print(found: list[TagUse], out: Out) -> None:
    """Print a table: tag, articles, highlights."""
    names = [composed(display_safe(f"#{use.name}", 121)) for use in found]
    heads = (out.words("tags.page.articles"), out.words("tags.page.highlights"))
    first = max(map(width, names))
    cells = [max(_LEAST, width(head)) for head in heads]

    def line(name: str, counts: tuple[str, str], style: str) -> None:
        columns = "".join("  " + count.rjust(cell) for count, cell in zip(counts, cells, strict=True))
        out.line(Span(name + " " * (first - width(name)), style), Span(columns, "dim" if not name else ""))

    line("", heads, "dim")
    for use, name in zip(found, names, strict=True):
        line(name, (str(use.articles or ""), str(use.highlights or "")), "bold")
