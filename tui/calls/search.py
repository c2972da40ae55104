"""``docbao search QUERY…``: articles with the stretches of text that match: those first that have its
words side by side, with marks as they were typed; of equals the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.calls.arguments import Call, CallMistake
from tui.calls.opening import opened
from tui.calls.output import Out, Span
from tui.calls.rows import print_rows, windows
from tui.calls.wrapping import wrapped

if TYPE_CHECKING:
    from annotations.query.snippets import Snippet

_AT_ONCE = 100
_NOTED = "✎"  # before what the reader has written
_CUT = "…"  # where a paragraph goes on
_INDENT = "      "
_SHOWN = 3  # snippets of an article that people see; programs get five


def run(call: Call, out: Out) -> int:
    """Print the articles that a query wants, each with its snippets; status 1 when there are none."""
    if not call.query.strip():
        raise CallMistake("search-what")
    with opened(call, out) as house:
        house.open_store()
        tree = house.query(call.query)
        view = house.articles().nearest(tree)
        for window in windows(view, _AT_ONCE):
            for listed in window:
                found = house.articles().snippets(tree, listed.id)
                noted = house.articles().note_snippets(tree, listed.id)
                if call.as_json:
                    from tui.calls.shapes import found_json

                    out.json(found_json(listed, found, noted))
                else:
                    print_rows((listed,), out)
                    for snippet in found[:_SHOWN]:
                        _print(snippet, out, "")
                    for _, snippet in noted[:_SHOWN]:
                        _print(snippet, out, _NOTED)
        if not view.count:
            house.tell_nothing("call.nothing-articles")
    return 0 if view.count else 1


def _print(snippet: Snippet, out: Out, sign: str) -> None:
    """Print a snippet, indented under its article behind a sign; on a terminal with its hits marked. Where
    its paragraph goes on beyond it, that is shown."""
    front = f"    {sign} " + f"{_CUT} " * snippet.cut_before
    if not sign:
        front = f"    {_CUT} " if snippet.cut_before else _INDENT
    behind = f" {_CUT}" if snippet.cut_after else ""
    if not out.is_terminal:
        out.line(front + " ".join(snippet.text.split()) + behind)
        return
    marked = {at for start, end in snippet.hits for at in range(start, end)}
    at = snippet.start
    lines = list(wrapped(snippet.text, max(20, min(100, out.width) - 10)))
    for number, line in enumerate(lines):
        spans = [Span(_INDENT if number else front)]
        for place, word in enumerate(line.split(" ")):
            # Lines hold the text's own words in order: each is looked up from where the last one ended.
            at = max(at, snippet.start + snippet.text.find(word, at - snippet.start))
            hit = any(letter in marked for letter in range(at, at + len(word)))
            spans += [Span(" " * bool(place)), Span(word, "bold yellow" if hit else "")]
            at += len(word)
        if number == len(lines) - 1:
            spans.append(Span(behind))
        out.line(*spans)
