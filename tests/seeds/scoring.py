"""How well articles are read, counted against labels made by hand.

A folder of labels holds one JSON file for each article: ``entities`` (start, end, type, zone), ``zones``
(start, end, zone), ``boilerplate`` ([start, end] pairs), ``title``, ``source``, ``author``, ``date`` (edtf,
stated), ``topics`` and ``topics_primary``. Offsets are code points of the file, end-exclusive. Mentions count
in title, running text and captions; a stretch labelled EVENT or lying in another zone counts neither for nor
against. Each article gives one ``Tally``; tallies add up, so that a sample of articles can be drawn again and
again for an interval.
"""

from __future__ import annotations

import json
import random
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from seeds import reading
from seeds.article import Article
from seeds.text import to_file

TYPES = ("PERSON", "ORG", "PLACE", "DATE", "MONEY", "PERCENT", "QUANTITY", "LAW")
SCORED_ZONES = frozenset({"title", "main", "caption"})
BOILERPLATE = frozenset({"header", "byline", "caption", "source", "related"})
TOPICS = frozenset(
    "tariffs_trade technology_ai energy agriculture textiles_footwear diplomacy fta_integration".split()
)
ENOUGH = 20
"""A type with fewer labels says nothing in the macro figure."""

Labels: TypeAlias = Mapping[str, Any]
Tally: TypeAlias = Counter[str]
Span: TypeAlias = tuple[int, int, str]


def labelled(labels: Path, texts: Path) -> Iterator[tuple[Article, Labels]]:
    """Read every article that a folder holds labels for, its mentions as well."""
    for path in sorted(labels.glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        if "entities" not in gold:
            continue
        file = texts / f"{path.stem}.txt"
        yield reading.with_mentions(reading.read(file.read_bytes(), file_name=file.name)), gold


def tally(article: Article, gold: Labels) -> Tally:
    """Count what was found, what was to be found and what is right in one article."""
    counts: Tally = Counter()
    wanted, found = _wanted(gold), _found(article, gold)
    for at, spans in (("gold", wanted), ("found", found), ("exact", wanted & found)):
        counts.update(f"{at} {kind}" for _, _, kind in spans)
    counts.update(f"overlap {kind}" for kind in _overlapping(wanted, found))
    _surfaces(counts, article, wanted, found)
    _facts(counts, article, gold)
    _topics(counts, article, gold)
    _boilerplate(counts, article, gold)
    counts["articles"] = 1
    return counts


def total(tallies: Sequence[Tally]) -> Tally:
    """Add up tallies."""
    counts: Tally = Counter()
    for one in tallies:
        counts.update(one)
    return counts


def f1(counts: Tally, right: str, found: str, gold: str) -> float:
    """Return the harmonic mean of precision and recall of what was counted under three names, in percent."""
    both = counts[found] + counts[gold]
    return 200 * counts[right] / both if both else 100.0


def micro(counts: Tally, right: str = "exact") -> float:
    """Return the F1 over all mentions, in percent: ``exact`` spans or ``overlap``."""
    summed: Tally = Counter()
    for kind in TYPES:
        for name in (right, "found", "gold"):
            summed[name] += counts[f"{name} {kind}"]
    return f1(summed, right, "found", "gold")


def macro(counts: Tally) -> float:
    """Return the mean exact F1 of the types that have enough labels, in percent."""
    kinds = [kind for kind in TYPES if counts[f"gold {kind}"] >= ENOUGH]
    return sum(typed(counts, kind) for kind in kinds) / len(kinds) if kinds else micro(counts)


def typed(counts: Tally, kind: str, right: str = "exact") -> float:
    """Return the F1 of one type, in percent."""
    return f1(counts, f"{right} {kind}", f"found {kind}", f"gold {kind}")


def interval(
    tallies: Sequence[Tally], figure: Callable[[Tally], float], resamples: int
) -> tuple[float, float]:
    """Return the 95 % interval of a figure: articles are drawn with replacement (a bootstrap, seeded)."""
    chance = random.Random(2026)
    figures = sorted(figure(total(chance.choices(tallies, k=len(tallies)))) for _ in range(resamples))
    return figures[int(resamples * 0.025)], figures[min(resamples - 1, int(resamples * 0.975))]


def _in_file(article: Article, start: int, end: int) -> tuple[int, int]:
    return to_file(start, article.origin), to_file(end, article.origin)


def _wanted(gold: Labels) -> set[Span]:
    return {
        (one["start"], one["end"], one["type"])
        for one in gold["entities"]
        if one["type"] in TYPES and one["zone"] in SCORED_ZONES
    }


def _found(article: Article, gold: Labels) -> set[Span]:
    ignored = [(zone["start"], zone["end"]) for zone in gold["zones"] if zone["zone"] not in SCORED_ZONES]
    ignored += [(one["start"], one["end"]) for one in gold["entities"] if one["type"] == "EVENT"]
    found = set()
    for mention in article.mentions or ():
        start, end = _in_file(article, mention.start, mention.end)
        if mention.type in TYPES and not any(start < last and first < end for first, last in ignored):
            found.add((start, end, str(mention.type)))
    return found


def _overlapping(wanted: set[Span], found: set[Span]) -> list[str]:
    """Return the types of the labels that a mention of the same type touches, each mention used once."""
    used: set[Span] = set()
    kinds = []
    for start, end, kind in sorted(wanted):
        touching = [one for one in found - used if one[2] == kind and one[0] < end and start < one[1]]
        if touching:
            used.add(max(touching, key=lambda one: min(end, one[1]) - max(start, one[0])))
            kinds.append(kind)
    return kinds


def _surfaces(counts: Tally, article: Article, wanted: set[Span], found: set[Span]) -> None:
    """Count every written form of a type once in an article, so that a name in each sentence weighs no more
    than one said once."""
    written = _file_text(article)
    forms = [{(kind, _plain(written(start, end))) for start, end, kind in one} for one in (wanted, found)]
    counts["forms gold"] += len(forms[0])
    counts["forms found"] += len(forms[1])
    counts["forms right"] += len(forms[0] & forms[1])


def _file_text(article: Article) -> Callable[[int, int], str]:
    """Return what gives the article's text between two offsets of the file."""
    places = [to_file(at, article.origin) for at in range(len(article.text) + 1)]
    return lambda start, end: article.text[bisect_left(places, start) : bisect_left(places, end)]


def _facts(counts: Tally, article: Article, gold: Labels) -> None:
    for field in ("title", "source", "author"):
        want, have = _plain(gold.get(field)), _plain(getattr(article, field))
        same = want == have
        if field == "source" and want and have:
            same = want in have or have in want
        counts[f"{field} right"] += same
    said = article.date.date.edtf.rstrip("?") if article.date else ""
    want = gold["date"]["edtf"].rstrip("?")
    stated = (gold["date"].get("stated") or want).replace("--", "XXXX-")
    counts["date right"] += said in (want, stated)
    counts["wrong year"] += said[:4].isdigit() and want[:4].isdigit() and said[:4] != want[:4]


def _topics(counts: Tally, article: Article, gold: Labels) -> None:
    want, have = set(gold.get("topics") or ()), {hit.id for hit in article.topics} & TOPICS
    counts["topics gold"] += len(want)
    counts["topics found"] += len(have)
    counts["topics right"] += len(want & have)
    primary = set(gold.get("topics_primary") or ())
    counts["primary gold"] += len(primary)
    counts["primary right"] += len(primary & have)


def _boilerplate(counts: Tally, article: Article, gold: Labels) -> None:
    want = {at for start, end in gold.get("boilerplate") or () for at in range(start, end)}
    have: set[int] = set()
    blank = set()
    for block in article.blocks:
        if block.kind in BOILERPLATE:
            have.update(range(*_in_file(article, block.start, block.end)))
    for at, letter in enumerate(article.text):
        if letter.isspace():
            blank.add(to_file(at, article.origin))
    counts["boilerplate gold"] += len(want - blank)
    counts["boilerplate found"] += len(have - blank)
    counts["boilerplate right"] += len((want & have) - blank)


def _plain(text: str | None) -> str:
    return " ".join(unicodedata.normalize("NFC", text or "").split()).casefold()
