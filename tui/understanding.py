"""What a typed value means to a fact that is set right: the choices shown under it, or what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from seeds.problems import Problem
from seeds.text import display_safe, fold
from tui.choices import Choice, Finder
from tui.dates_in_words import in_words
from tui.sentences import problem_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from seeds.article import CorrectedField, PartialDate
    from tui.words import Words

_YEARS = 3
"""For a date typed without a year so many years are offered, the latest first."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What typed text can mean, best first, or what is wrong with it. A choice's value "" stands for none."""

    choices: tuple[Choice, ...]
    problem: str = ""


class Known:
    """Values that are known and offered; folded once, however much is typed."""

    def __init__(self, values: Iterable[str]) -> None:
        """Take them, the likeliest first."""
        self.choices = [Choice(value, display_safe(value)) for value in values]
        self._values = frozenset(choice.value for choice in self.choices)
        self._finder = Finder(self.choices)

    def __contains__(self, value: str) -> bool:
        """Whether a value is one of them, as it is written."""
        return value in self._values

    def find(self, text: str) -> list[Choice]:
        """Return those that match what is typed; case and marks do not matter."""
        return self._finder.find(text)


def date_understood(text: str, today: date, words: Words) -> Understood:
    """Return what a typed date can mean: EDTF or whatever a date filter takes; nothing typed is no date.

    A day without a year stands first without one: a wrong year is worse than an unknown one.
    """
    from annotations.corrections import date_said
    from annotations.query.dates import in_year
    from seeds import edtf

    none = Choice("", words("correct.none.date"))
    if not text.strip():
        return Understood((none,))
    try:
        said = date_said(text, today)
    except Problem as problem:
        return Understood((), problem_in_words(problem, words))
    if said is None:
        return Understood((none,))
    meant = [edtf.parse(said)]
    if said.startswith("XXXX"):
        spans = (in_year(text, today.year - back, today) for back in range(_YEARS + 1))
        dated = [span.start for span in spans if span is not None and span.start is not None]
        meant += [day for day in dated if day.earliest is not None and day.earliest <= today][:_YEARS]
    return Understood(tuple(_dated(date, words) for date in meant))


def _dated(date: PartialDate, words: Words) -> Choice:
    told = in_words(date, words)
    if date.earliest is None:
        told = words("reading.date.no-year", date=told)
    elif date.earliest == date.latest:
        told = words("reading.date.day", weekday=words(f"weekday.{date.earliest.isoweekday()}"), date=told)
    return Choice(date.edtf, told, hint=date.edtf)


def text_understood(
    text: str, field: CorrectedField, known: Known, words: Words, *, unchanged: bool
) -> Understood:
    """Return what a typed title, source or author can mean; ``known`` values are offered, all of them while
    what stands there is ``unchanged``."""
    from annotations.corrections import cleaned
    from seeds.article import Correction

    none = Choice("", words(f"correct.none.{field}"))
    if not text.strip():
        offered = known_or_new("", known, new="", all_of_them=True)
        return Understood((none, *offered))
    try:
        value = cleaned(Correction(field, text)).value
    except Problem as problem:
        return Understood((), problem_in_words(problem, words))
    new = words("correct.new") if known.choices else ""
    return Understood(tuple(known_or_new(str(value), known, new=new, all_of_them=unchanged)))


def name_understood(text: str, form: str, known: Known, words: Words, *, unchanged: bool) -> Understood:
    """Return what a typed name of an entity can mean; nothing typed is the written form itself."""
    if not text.strip():
        return Understood((Choice(form, display_safe(form)),))
    new = words("correct.new") if known.choices else ""
    return Understood(tuple(known_or_new(" ".join(text.split()), known, new=new, all_of_them=unchanged)))


def known_or_new(text: str, known: Known, *, new: str, all_of_them: bool) -> list[Choice]:
    """Return choices for typed text: known values that begin with it, the text itself, then other known ones.

    The text itself is offered unless it is a known value; ``new`` stands behind it. With ``all_of_them``
    every known value is offered, whatever is typed.
    """
    text = text.strip()
    start = fold(text)
    found = known.choices if all_of_them else known.find(text)
    typed = [] if not start or text in known else [Choice(text, display_safe(text), hint=new)]
    begun = [choice for choice in found if start and fold(choice.value).startswith(start)]
    ahead = frozenset(choice.value for choice in begun)
    return [*begun, *typed, *(choice for choice in found if choice.value not in ahead)]
