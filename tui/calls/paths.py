"""``docbao paths``: where things are kept."""

from __future__ import annotations

from tui.calls.arguments import Call, CallMistake
from tui.calls.output import Out, Span
from tui.paths import places


def run(call: Call, out: Out) -> int:
    """Print every place docbao keeps something at."""
    if call.words:
        raise CallMistake("no-words", call=call.name)
    from seeds.library import bundled_folder

    found = places(call.data)
    kept = {
        "annotations": found.data,
        "articles": found.articles,
        "bundled": bundled_folder(),
        "index": found.index,
        "settings": found.config,
        "state": found.state,
        "session": found.session,
        "log": found.log,
    }
    if call.as_json:
        out.json({name: str(path) for name, path in kept.items()})
        return 0
    labels = {name: out.words(f"call.paths.{name}") for name in kept}
    wide = max(map(len, labels.values()))
    for name, path in kept.items():
        out.line(Span(f"{labels[name]:<{wide}}  ", "bold"), str(path))
    return 0
