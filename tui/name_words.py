"""What is said of a name: how sure its reading is, what it goes by, and what a correction of it will do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seeds.text import display_safe
from tui.cells import composed, cut

if TYPE_CHECKING:
    from seeds.article import CorrectionScope, Mention, MentionType
    from tui.words import Words

_SURE, _LIKELY = 0.85, 0.6
_LONGER = 48
"""Cells of a longer name that is told of."""

_WHY = {
    "gazetteer": "known", "title+name": "title", "name+verb": "verb",
    "family-name": "shape", "rare-family-name": "shape", "short-name": "shape", "given-name": "shape",
    "surname": "shape", "half-name": "shape", "lone-acronym": "spelling", "lone-foreign": "spelling",
    "acronym": "brackets", "memory": "elsewhere", "list": "neighbours", "control-list": "word",
    "numbered-place": "word", "road": "word", "byline": "byline", "credit": "credit", "context": "context",
    "date": "written", "money": "written", "percent": "written", "quantity": "written", "reader": "reader",
}  # fmt: skip
"""The kind of evidence behind the rules of the reading (``seeds.entities``), and behind families of them."""


def shown(text: str) -> str:
    """Return a text of an article as it may stand on a line."""
    return composed(display_safe(text))


def why(mention: Mention, words: Words) -> str:
    """Return how sure a mention's reading is and what it goes by, as one line."""
    if mention.rule == "reader":
        return words("card.why.reader")
    read = words(_certainty(mention.confidence))
    kind = kind_of(mention.rule)
    return words("card.read", read=read, why=words(f"card.why.{kind}")) if kind else read


def value_in_words(mention: Mention, words: Words) -> str:
    """Return a mention's normalised value in words: a date as it is said; "" where it has none."""
    if not mention.value:
        return ""
    if mention.type != "DATE":
        return shown(mention.value)
    from seeds.edtf import parse
    from tui.dates_in_words import in_words

    try:
        return in_words(parse(mention.value), words)
    except ValueError:
        return shown(mention.value)


def effect(text: str, type: MentionType | None, name: str, scope: CorrectionScope, words: Words) -> str:
    """Return what a correction will do, as one sentence: “Greer is a person: Jamieson Greer, in every
    article.”"""
    where = words(f"correct.where.{scope}")
    if type is None:
        return words("correct.effect-none", text=shown(text), where=where)
    kind = words(f"correct.kind.{type}")
    if name in ("", text):
        return words("correct.effect", text=shown(text), kind=kind, where=where)
    return words("correct.effect-named", text=shown(text), kind=kind, name=shown(name), where=where)


def beside(longer: tuple[str, ...], scope: CorrectionScope, words: Words, *, inside: bool) -> str:
    """Return what becomes of the longer names that a marked stretch cuts, as one sentence; "" for none.

    Only a correction of that one place makes them give way; ``inside`` says that the stretch lies within one.
    """
    if not longer:
        return ""
    named = words("correct.and").join(f"“{cut(shown(name), _LONGER)}”" for name in longer)
    if scope == "stretch":
        return words("correct.gives-way", longer=named)
    return words("correct.part-stands" if inside else "correct.across-stands", longer=named)


def kind_of(rule: str) -> str:
    """What a rule of the reading goes by, as a key of ``card.why``; "" for an unknown one."""
    family = rule.partition(":")[0]
    if rule.endswith(":known"):
        return "known"
    if rule.endswith((":head", "-word", "-cue")):
        return "word"
    if rule.endswith("-ending"):
        return "ending"
    return _WHY.get(rule) or _WHY.get(family, "")


def _certainty(confidence: float) -> str:
    return "card.sure" if confidence >= _SURE else "card.likely" if confidence >= _LIKELY else "card.guess"
