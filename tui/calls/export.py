"""``docbao export FORMAT [QUERY…]``: what the reader has added, in a form that other programs read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.exchange.exporting import (
    Exported,
    Source,
    format_named,
    is_empty,
    pieces,
    to_file,
    to_folder,
)
from seeds.problems import Problem
from tui.calls.arguments import Call, CallMistake
from tui.calls.opening import Opened, opened
from tui.exchange_words import export_told, missing
from tui.kinds import names_as_they_came
from tui.sentences import problem_in_words

if TYPE_CHECKING:
    from tui.calls.output import Out


def run(call: Call, out: Out) -> int:
    """Export to the standard output, or to ``--to``; status 1 when there was nothing to export."""
    name, *words = call.words or ("",)
    if not name:
        raise CallMistake("export-what")
    exported = Exported(format_named(name))
    if exported.format.folder and call.to is None:
        raise CallMistake("export-to", format=name)
    with opened(call._replace(words=tuple(words)), out) as house:
        source = _source(house, " ".join(words), salvage=name == "json")
        if call.to is None:
            for piece in pieces(source, exported, _silent):
                out.raw(piece)
        elif exported.format.folder:
            to_folder(source, exported, call.to.expanduser(), _silent)
        else:
            to_file(source, exported, call.to.expanduser(), _silent, replace=call.force)
        _tell(exported, call, out)
        links = exported.links_elsewhere
        if call.as_json and call.to is not None:
            out.json(
                {
                    "path": str(call.to),
                    "files": exported.files,
                    "exported": dict(exported.tally.counts),
                    "left_out": dict(exported.left_out) | ({"links": links} if links else {}),
                }
            )
        nothing = is_empty(source, exported.format)
        if nothing and not words:
            brat = exported.format.name == "brat"
            out.complain(out.words("call.nothing-articles" if brat else "problem.export-nothing"))
    if exported.left:
        return 2
    return 1 if nothing else 0


def _source(house: Opened, query: str, *, salvage: bool) -> Source:
    """Open what goes out; annotations that are damaged are read as far as they go where ``salvage``."""
    unread: tuple[str, ...] = ()
    try:
        house.open_store(needed=True)
    except Problem as problem:
        if not salvage or problem.code not in ("store-damaged", "store-unreadable"):
            raise
        unread = house.open_salvaged()
    if house.store is not None:
        for sentence in missing(house.store, house.out.words):
            house.out.complain(sentence)
            unread += (sentence,)
    tree = house.query(query) if query.strip() else None
    return Source(house.articles(), house.store, tree, unread, kinds=names_as_they_came(house.out.words))


def _tell(exported: Exported, call: Call, out: Out) -> None:
    """Say what was left out, and where the rest went; programs are told that on the output."""
    for problem in exported.left:
        out.complain(problem_in_words(problem, out.words))
    path = str(call.to) if call.to is not None and not call.as_json else ""
    for sentence in export_told(exported, path, out.words):
        out.complain(sentence)


def _silent(done: int, total: int) -> None:
    """A call has nobody to tell how far it is."""
