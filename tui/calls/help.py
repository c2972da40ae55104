"""``docbao --help`` and ``docbao CALL --help``: the catalogue's words on the calls."""

from __future__ import annotations

from tui.calls.arguments import CALLS
from tui.calls.output import Out, Span


def show_help(call: str, out: Out) -> None:
    """Print the help of one call, or of all of docbao for ""."""
    words = out.words
    if call:
        out.line(Span(words("usage.label") + " ", "dim"), Span(words(f"usage.{call}.usage"), "bold"))
        out.line()
        for line in words(f"usage.{call}.text").strip("\n").splitlines():
            out.line(line)
        if call in ("export", "import"):
            from tui.exchange_words import table_lines

            out.line()
            for line in table_lines(words):
                out.line(line)
    else:
        out.line(Span(words("usage.label") + " ", "dim"), Span(words("usage.app-usage"), "bold"))
        out.line()
        out.line(words("usage.summary"))
        out.line()
        wide = max(len(words(f"usage.{name}.usage")) for name in CALLS) - len("docbao ")
        for name in CALLS:
            usage = words(f"usage.{name}.usage").removeprefix("docbao ")
            out.line(Span(f"  {usage:<{wide}}  ", "bold"), words(f"usage.{name}.summary"))
        out.line()
        for line in words("usage.query").strip("\n").splitlines():
            out.line(line)
    out.line()
    for line in words("usage.options").strip("\n").splitlines():
        out.line(line)
