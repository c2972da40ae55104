"""``docbao add FILE_OR_DIR…``: copy articles into the library."""

from __future__ import annotations

from pathlib import Path

from tui.calls.arguments import Call, CallMistake
from tui.calls.output import Out, Span
from tui.paths import places
from tui.sentences import problem_in_words


def run(call: Call, out: Out) -> int:
    """Copy files and folders into the reader's library, or the first folder named by ``--library``.

    Status 3 when a copy could not be written, 2 when something is no article, else 0.
    """
    if not call.words:
        raise CallMistake("add-what")
    from seeds.sources.files import add
    from tui import settings

    found = places(call.data)
    folders = call.libraries or (found.articles, *settings.load(found.config).libraries)
    report = add([Path(word) for word in call.words], folders[0].absolute(), folders[1:])
    for state, paths in (("added", report.added), ("known", report.known)):
        for path in paths:
            if call.as_json:
                out.json({"path": str(path), "added": state == "added"})
            else:
                out.line(
                    Span(out.words(f"call.add.{state}") + "  ", "green" if state == "added" else "dim"),
                    str(path),
                )
    for problem in report.problems:
        gone = problem.code == "file-gone"
        out.complain(
            out.words("call.no-file", **problem.values) if gone else problem_in_words(problem, out.words)
        )
    if any(problem.code == "add-failed" for problem in report.problems):
        return 3
    if report.problems:
        return 2
    return 0 if report.added or report.known else 1
