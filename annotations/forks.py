"""Two lines of changes beside each other in one journal, as a merge of two files leaves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotations.lines import Line


def main_line(found: list[Line], tip: str = "") -> list[Line]:
    """Return the lines that follow each other, where two lines of changes stand in one journal (a merge of
    two files leaves it so): those that lead to the line with the checksum ``tip``, else the longer ones."""
    numbers: dict[int, str] = {}
    forks = [
        it.seq
        for it in found
        if "header" not in it.record and numbers.setdefault(it.seq, it.checksum) != it.checksum
    ]
    if not forks:
        return found
    by_checksum = {line.checksum: line for line in found}
    before = {line.checksum: str(line.record.get("prev") or line.record.get("after") or "") for line in found}
    named = {*before.values()}

    def chain(line: Line) -> list[str]:
        way, at = [], line.checksum
        while at in by_checksum and at not in way:
            way.append(at)
            at = before[at]
        return way

    ways = sorted(
        (chain(line) for line in found if line.checksum not in named),
        key=lambda way: (tip in way, by_checksum[way[0]].seq, way[0]),
    )
    best = {*ways.pop()}
    first = min(forks)
    other = {at for way in ways for at in way if at not in best and by_checksum[at].seq >= first}
    return [line for line in found if line.checksum not in other]


def checksums_at(seq: int, found: list[Line]) -> set[str]:
    """Return the checksums that stand for a number: of the lines that have it, and of what headers follow."""
    same = [line for line in found if line.seq == seq]
    after = {str(line.record.get("after", "")) for line in same if "header" in line.record}
    return {line.checksum for line in same} | after
