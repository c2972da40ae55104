"""``docbao [QUERY…]``: the app, on that view."""

from __future__ import annotations

import gc
import sys
from datetime import date
from typing import TYPE_CHECKING

from tui.calls.arguments import Call, CallMistake
from tui.request import AppRequest

if TYPE_CHECKING:
    from tui.calls.output import Out


def run(call: Call, out: Out) -> int:
    """Open the app; without a terminal, or with a query that cannot be read, that is a mistake."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise CallMistake("no-terminal")
    for folder in call.libraries:
        if not folder.is_dir():
            raise CallMistake("no-folder", path=str(folder))
    if call.query:
        from annotations.query.names import speaks_of
        from annotations.query.parser import parse
        from tui import settings
        from tui.paths import places

        own_topics = settings.load(places(call.data).config).topics
        if not speaks_of("view", call.query):  # views lie in the annotations: the app tells what is wrong
            parse(call.query, today=date.today(), own_topics=own_topics)
    # What is loaded now stays to the end. Looking through it for garbage, over and over while it grows, takes
    # a tenth of the start: the app lets that begin after its first paint.
    gc.disable()
    from tui.app import run as run_app

    return run_app(AppRequest(tuple(folder.absolute() for folder in call.libraries), call.data, call.query))
