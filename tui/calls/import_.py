"""``docbao import FORMAT FILE``: bring in what other programs, or docbao elsewhere, have written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from annotations.exchange.importing import arriving
from tui.calls.arguments import Call, CallMistake
from tui.calls.opening import opened
from tui.exchange_words import import_notes, import_told

if TYPE_CHECKING:
    from tui.calls.output import Out


def run(call: Call, out: Out) -> int:
    """Import a file; ``--dry-run`` only says what would come. Status 1 when all of it was here already."""
    if len(call.words) != 2:
        raise CallMistake("import-what")
    name, file = call.words
    path = Path(file).expanduser()
    with opened(call, out) as house:
        house.open_store(create=True)
        arrival = arriving(name, path, house.articles(), house.writable)
        if not call.dry_run and not arrival.nothing:
            house.apply(arrival.operation(path.name))
        if call.as_json:
            out.json(
                {
                    "imported": dict(arrival.counts),
                    "known": arrival.known,
                    "absent": len(arrival.absent),
                    "lost": arrival.lost,
                    "unsure": arrival.unsure,
                    "refused": arrival.refused,
                    "dry_run": call.dry_run,
                }
            )
        else:
            out.line(import_told(arrival, path.name, out.words, dry_run=call.dry_run))
        for sentence in import_notes(arrival, out.words):
            out.complain(sentence)
    return 1 if arrival.nothing else 0
