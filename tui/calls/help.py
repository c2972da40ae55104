"""``docbao --help``, ``docbao CALL --help`` and ``docbao help query``: the catalogue's words on the calls,
and the page on the query language."""

from __future__ import annotations

from itertools import zip_longest

from tui.calls.arguments import CALLS, QUERY
from tui.calls.output import Out, Span

_MEASURE = 100
_WRITTEN = 34


def show_help(call: str, out: Out) -> None:
    """Print the help of one call, of the query language for "query", or of all of docbao for ""."""
    words = out.words
    if call == QUERY:
        _show_query_page(out)
        return
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


def _show_query_page(out: Out) -> None:
    from tui.calls.wrapping import wrapped
    from tui.cells import width
    from tui.query_table import query_page

    words = out.words
    measure = max(40, min(out.width, _MEASURE)) if out.is_terminal else _MEASURE
    for line in wrapped(words("query.intro"), measure):
        out.line(line)
    for section in query_page(words):
        out.line()
        out.line(Span(section.title, "bold"))
        for line in wrapped(section.note, measure):
            out.line(Span(line, "dim"))
        for row in section.rows:
            written = list(row.lines(_WRITTEN - 2))
            told = list(wrapped(row.told(words), max(20, measure - _WRITTEN - 2)))
            for left, right in zip_longest(written, told, fillvalue=""):
                pad = " " * (_WRITTEN - width(left)) if right else ""
                out.line("  ", Span(left + pad, "bold"), right)
