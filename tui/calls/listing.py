"""``docbao list [QUERY…]``: articles, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.calls.opening import opened
from tui.calls.rows import print_rows, windows

if TYPE_CHECKING:
    from tui.calls.arguments import Call
    from tui.calls.output import Out

_AT_ONCE = 500  # articles fetched from the view at a time


def run(call: Call, out: Out) -> int:
    """List the articles that a query wants; status 1 when there are none."""
    with opened(call, out) as house:
        house.open_store()
        tree = house.query(call.query)
        view = house.articles().view(tree)
        for window in windows(view, _AT_ONCE):
            if call.as_json:
                from tui.calls.shapes import listed_json

                for listed in window:
                    out.json(listed_json(listed))
            else:
                print_rows(window, out)
        if not view.count:
            house.tell_nothing("call.nothing-articles")
    return 0 if view.count else 1
