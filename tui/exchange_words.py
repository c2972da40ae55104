"""What went out and what came in, in words; and the table of what each format carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.exchange.arrival import COUNTED
from annotations.exchange.formats import FORMATS, THINGS
from seeds.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotations.exchange.arrival import Arrival
    from annotations.exchange.exporting import Exported
    from annotations.store import Store
    from tui.words import Words

_MARKS = {"whole": "●", "part": "◐", "no": "–"}


def counted(counts: Mapping[str, object], words: Words) -> str:
    """Return counts as a list in words: "41 highlights and 12 notes"."""
    parts = [words(f"exchange.count.{it}", n=counts[it]) for it in COUNTED if counts.get(it)]
    return listed(parts, words) or words("exchange.nothing")


def listed(parts: Sequence[str], words: Words) -> str:
    """Return parts as a list in words."""
    if len(parts) < 2:
        return "".join(parts)
    return words("exchange.and", first=", ".join(parts[:-1]), last=parts[-1])


def missing(store: Store, words: Words) -> tuple[str, ...]:
    """Return in words what of the annotations damage has taken, as long as that is not dismissed."""
    from annotations.asides import losses
    from tui.sentences import problem_in_words

    return tuple(problem_in_words(Problem(code, **values), words) for code, values in losses(store))


def import_told(arrival: Arrival, file: str, words: Words, *, dry_run: bool) -> str:
    """Return what an import has brought, or would bring."""
    if arrival.nothing:
        return words("exchange.import-nothing", file=file)
    what = counted(arrival.counts, words)
    return words("exchange.import-dry" if dry_run else "exchange.import-done", what=what, file=file)


def import_notes(arrival: Arrival, words: Words) -> list[str]:
    """Return what the reader should know of an import besides, a sentence each."""
    told = {
        "known": arrival.known if not arrival.nothing else 0,
        "absent": len(arrival.absent),
        "lost": arrival.lost,
        "unsure": arrival.unsure,
        "refused": arrival.refused,
    }
    return [words(f"exchange.import.{what}", n=n) for what, n in told.items() if n]


def export_told(exported: Exported, path: str, words: Words) -> list[str]:
    """Return what the reader should know of an export, a sentence each: what the format had no room for,
    that links lead to what did not go out, and where the file is (``path``, "" for the standard output)."""
    name = exported.format.name
    lost = [words(f"exchange.count.{thing}", n=n) for thing, n in exported.left_out]
    told = [words("exchange.left-out", format=name, what=listed(lost, words))] if lost else []
    if exported.links_elsewhere:
        told.append(words("exchange.links-elsewhere", n=exported.links_elsewhere))
    if path and exported.files:
        told.append(words("exchange.export-done", n=exported.files, path=path))
    elif path and exported.tally.articles and not exported.left:
        told.append(words("exchange.export-unchanged", path=path))
    return told


def table(words: Words) -> list[list[str]]:
    """Return what each format carries as rows of cells, the formats' names first."""
    rows = [["", *FORMATS]]
    rows += [
        [words(f"exchange.thing.{thing}"), *(_MARKS[it.carries[thing]] for it in FORMATS.values())]
        for thing in THINGS
    ]
    imports = [_MARKS["whole"] if it.imports else _MARKS["no"] for it in FORMATS.values()]
    return [*rows, [words("exchange.thing.imports"), *imports]]


def table_lines(words: Words) -> list[str]:
    """Return the table for a terminal."""
    rows = table(words)
    wide = max(len(row[0]) for row in rows)
    cells = [f"  {row[0]:<{wide}}  " + "  ".join(f"{cell:<8}" for cell in row[1:]) for row in rows]
    return [*(line.rstrip() for line in cells), "", f"  {words('exchange.legend')}"]


def table_markdown(words: Words) -> str:
    """Return the table for the README."""
    head, *rows = table(words)
    lines = ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)]) + "\n"
