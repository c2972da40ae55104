"""The year of an article from what it reports, for a text that never writes the day of publication.

Only one clue is trusted: figures of the first months of a year are told soon after those months. "9 tháng đầu
năm 2024" is news of 2024; so is "9 tháng, tăng 11% so với cùng kỳ năm 2023". Years of events, laws and plans
say nothing: they may lie long back, or ahead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from seeds.article import Block, Evidence

_S = "[ \u00a0]"
_FIRST_MONTHS = re.compile(
    rf"(?<![0-9])(?P<months>[0-9]{{1,2}}){_S}tháng(?:{_S}(?:đầu|của|tiên)){{0,3}}(?:{_S}năm{_S}|/|{_S})(?P<year>20[0-9]{{2}})(?![0-9])"
)
_AGAINST = re.compile(
    rf"(?<![0-9])(?P<months>[0-9]{{1,2}}){_S}tháng(?:{_S}(?:đầu|của|tiên)){{0,3}}(?:{_S}năm(?:{_S}nay)?)?\b(?!{_S}(?:năm|20|cuối))"
    rf"[^.\n]{{0,160}}?(?:so với|hơn){_S}(?P<said>cùng k[ỳì]{_S}(?:năm{_S})?(?P<year>20[0-9]{{2}}))(?![0-9])"
)
_COMPARED = re.compile(
    rf"(?:cùng k[ỳì]|so với|của|bằng|hơn|từ)(?:{_S}(?:của|với|trong)){{0,2}}{_S}$", re.IGNORECASE
)
_LATEST = 10  # months: those of eleven and twelve are told in the next year as well


@dataclass(frozen=True, slots=True)
class StatedYear:
    """A year, of how many of its first months the text reports, and where it does."""

    year: int
    months: int
    evidence: Evidence


def stated_year(text: str, blocks: Sequence[Block], *, month: int | None = None) -> StatedYear | None:
    """The year whose latest months the text reports as news, None where it reports none.

    ``month`` is that of the news where it is known: then only months told in it or the one after count.
    """
    best: StatedYear | None = None
    for block in blocks:
        if block.kind not in ("title", "body", "heading"):
            continue
        for pattern, later in ((_FIRST_MONTHS, 0), (_AGAINST, 1)):
            for match in pattern.finditer(text, block.start, block.end):
                months, year = int(match["months"]), int(match["year"]) + later
                if _COMPARED.search(text, max(block.start, match.start() - 24), match.start()):
                    continue
                if not (2 <= months <= _LATEST if month is None else months <= month <= months + 1):
                    continue
                if best is None or (year, months) > (best.year, best.months):
                    start, end = match.span("said" if later else 0)
                    best = StatedYear(year, months, Evidence(start, end, text[start:end]))
    return best
