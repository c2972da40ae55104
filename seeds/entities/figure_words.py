"""The words beside numbers that ``figures.toml`` lists: units, labels, what stands around a time of day."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from seeds import lexicon


@dataclass(frozen=True, slots=True)
class FigureWords:
    """The words of ``figures.toml``, as sets and as patterns for what stands right behind a number."""

    measure: re.Pattern[str]
    duration: re.Pattern[str]
    percent: re.Pattern[str]
    clock_after: re.Pattern[str]
    money_nouns: re.Pattern[str]
    marks: re.Pattern[str]
    no_labels: re.Pattern[str]
    labels: frozenset[str]
    scores: frozenset[str]
    sure: frozenset[str]
    clock_before: frozenset[str]
    clock_near: frozenset[str]


@cache
def figure_lists() -> dict[str, str]:
    """The lists of ``figures.toml`` by name, as they are written; not to be changed."""
    return tomllib.loads(lexicon.text("figures.toml"))


@cache
def figure_words() -> FigureWords:
    """The words of ``figures.toml`` in the form in which they are looked up."""
    data = figure_lists()

    def any_of(key: str) -> str:
        return "|".join(re.escape(entry) for entry in sorted(data[key].split("|"), key=len, reverse=True))

    def words(key: str) -> frozenset[str]:
        return frozenset(data[key].split())

    return FigureWords(
        measure=re.compile(
            rf"[ ]?(?:(?:{any_of('measures')})(?![^\W_]|-[A-ZĐ]|[ ](?:[Bb]ay|tuổi|công|tiệc|sào|sinh)\b)"
            rf"|(?:{any_of('paused')})(?=[ ]vàng\b|[ ]?[^\w ]|[ ]?$))"
        ),
        duration=re.compile(rf"[ ]?({any_of('durations')})\b(?:[ ]rưỡi\b)?"),
        percent=re.compile(rf"[ ]?(?:{any_of('percents')})(?!\w)"),
        clock_after=re.compile(rf"[ ](?:[0-9](?![0-9]?[ ]phút)|(?:{any_of('clock_after')})(?!\w))|h"),
        money_nouns=re.compile(rf"[ ](?:{any_of('money_nouns')})(?!\w)"),
        marks=re.compile(rf"(?<!\w)(?:{any_of('marks')})(?!\w)"),
        no_labels=re.compile(rf"(?<!\w)(?:{any_of('no_labels')})[ ]\Z", re.I),
        labels=words("labels"),
        scores=words("scores"),
        sure=words("sure"),
        clock_before=words("clock_before"),
        clock_near=words("clock_near"),
    )
