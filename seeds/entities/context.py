"""What a name's company and shape say it names: a small linear model over the words around it."""

from __future__ import annotations

from functools import cache
from math import exp, sqrt
from typing import TYPE_CHECKING

from seeds import lexicon
from seeds.entities.judging import brand_like
from seeds.entities.tables import cues, given_names, surnames
from seeds.entities.words import Words, is_vietnamese

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seeds.entities.found import Found

KINDS = ("PERSON", "ORG", "PLACE", "OTHER")
"""What a name may name, in the order of the columns of ``context.tsv``."""

_LONG = 3
_ACRONYM = 3
_NEAR = 6  # words: so far from a name its company reaches
# What the weak rules of names say, in tenths of a logit.
_HINTS = {
    "given-name": ("PERSON", 15.0),
    "surname": ("PERSON", 10.0),
    "rare-family-name": ("PERSON", 5.0),
    "place-cue": ("PLACE", 10.0),
    "lone-foreign": ("ORG", 3.0),
    "lone-acronym": ("ORG", 5.0),
}
_NO_HINT = ("", 0.0)
_ENOUGH = {"PERSON": 0.65, "ORG": 0.62, "PLACE": 0.7}
_SURE = 0.8
_LATIN = ("i", "us", "is", "ens", "ans", "um", "ae", "ii", "ata", "ica")
_MOST = 20  # places of a name that are looked at
Scores = tuple[float, float, float, float]


def shape(words: Words, first: int, last: int) -> list[str]:
    """The features of a name itself: its length, its letters, whether its words are names of persons."""
    run = words.words[first : last + 1]
    count = len(run)
    native = sum(is_vietnamese(words.low[i]) for i in range(first, last + 1))
    nature = "native" if native == count else "foreign" if native == 0 else "mixed"
    found = [f"n={min(count, 4)}", f"{nature}={min(count, 3)}"]
    final = run[-1]
    if final.isupper() and len(final) > 1:
        found.append(f"caps={min(count, 2)},{min(len(final), 6)}")
    if any(letter.isdigit() for word in run for letter in word):
        found.append("digit")
    if any(letter.isupper() for word in run for letter in word[1:]) and not final.isupper():
        found.append("camel")
    if run[0] in given_names():
        found.append(f"given={min(count, 3)}")
    if count > 1 and final in surnames():
        found.append(f"surname={nature}")
    if nature != "native" and len(final) > _LONG:
        found.append(f"end={words.low[last][-3:]}")
    found.extend(f"w={words.low[i]}" for i in range(first, last + 1))
    if not all(words.gap(i) == " " for i in range(first + 1, last + 1)):
        found.append("joined")
    return found


def company(words: Words, first: int, last: int) -> list[str]:
    """The features of what stands around a name: two words and the marks on either side."""
    low, size = words.low, len(words.words)
    found = [f"b={low[i]}" for i in range(max(0, first - _NEAR), first - 1) if not words.capital[i]]
    found.extend(f"b={low[i]}" for i in range(last + 2, min(size, last + _NEAR + 1)) if not words.capital[i])
    gap = words.gap(first)
    if gap == " ":
        found.append(f"l={low[first - 1]}")
        if first > 1:
            found.append(f"l={low[first - 2]} {low[first - 1]}")
    else:
        found.append("l" + _mark(gap))
    if last + 1 >= size:
        return [*found, "r$"]
    gap = words.gap(last + 1)
    if gap == " ":
        found.append(f"r={low[last + 1]}" if not low[last + 1][0].isdigit() else "r=0")
        if last + 2 < size and words.gap(last + 2) == " ":
            found.append(f"r={low[last + 1]} {low[last + 2]}")
    else:
        found.append("r" + _mark(gap))
        if "\n" not in gap and gap.strip() in (",", "(", "-", "–"):
            after = low[last + 1]
            found.append(
                f"r{gap.strip()}{'0' if after[0].isdigit() else 'A' if words.capital[last + 1] else after}"
            )
    return found


def _mark(gap: str) -> str:
    return "\\n" if "\n" in gap else gap.strip()[-1:] + gap.strip()[:1] if gap.strip() else "_"


@cache
def weights() -> dict[str, Scores]:
    """The model's weight of each feature for each kind, in tenths."""
    table: dict[str, Scores] = {}
    for feature, *values in lexicon.rows("context.tsv"):
        person, body, place, other = (float(value) for value in values)
        table[feature] = (person, body, place, other)
    return table


def weigh(words: Words, found: list[Found]) -> None:
    """Give a type to names that no telling rule has named, where all that the text says of them is enough."""
    weak: dict[str, list[Found]] = {}
    sure = set()
    surnames_here = {
        words.words[one.last]
        for one in found
        if one.type == "PERSON"
        and one.last > one.first
        and one.confidence >= _SURE
        and one.rule not in _HINTS
    }
    for one in found:
        surface = words.slice(one.first, one.last)
        if one.type == "" or one.rule in _HINTS:
            weak.setdefault(surface, []).append(one)
        elif one.confidence >= _SURE:
            sure.add(surface)
    for surface, places in sorted(weak.items(), key=lambda pair: pair[1][0].first == pair[1][0].last):
        if surface in sure:
            continue
        if surface in surnames_here:
            for one in places:
                one.type, one.rule, one.confidence = "PERSON", "memory", 0.8
            continue
        hints = [_HINTS.get(one.rule, _NO_HINT) for one in places]
        hint = max(hints, key=lambda h: h[1])
        chances = likely(words, [(one.first, one.last) for one in places[:_MOST]], hint)
        kind, chance = max(chances.items(), key=lambda pair: pair[1])
        if kind == "PERSON" and chance >= _ENOUGH[kind] and places[0].last > places[0].first:
            surnames_here.add(words.words[places[0].last])
        enough = (
            not (kind in ("PERSON", "PLACE") and places[0].first == places[0].last and brand_like(surface))
            and kind != "OTHER"
            and len(surface) > 1
            and not _species(words, places[0])
            and (
                kind != "PERSON"
                or cues().english.isdisjoint(words.words[places[0].first : places[0].last + 1])
            )
            and chance >= _ENOUGH[kind]
            and not (kind == "ORG" and _doubtful(words, places[0]))
        )
        for one in places:
            if enough:
                if one.type != kind:
                    one.type, one.rule = kind, "context"
                one.confidence = round(0.5 + 0.5 * (chance - 0.5), 2)
            else:
                one.type, one.rule, one.confidence = "", "unknown", 0.3


def _species(words: Words, one: Found) -> bool:
    """Whether a living thing is named in Latin: Mnemiopsis leidyi."""
    after = one.last + 1
    if one.first != one.last or after >= len(words.words) or words.gap(after) != " " or words.capital[after]:
        return False
    low = words.low[after]
    return low.isascii() and low.isalpha() and low.endswith(_LATIN) and not is_vietnamese(low)


def _doubtful(words: Words, one: Found) -> bool:
    """Whether an unknown name is hardly an organisation: a model's number, an abbreviation in brackets, the
    rest of a longer name, a chemical."""
    run = words.words[one.first : one.last + 1]
    gap = words.gap(one.first)
    if any(letter.isdigit() for word in run for letter in word) or not words.capital[one.last]:
        return True
    if len(run) > 1 or one.rule != "unknown":
        return False
    rest = (
        one.first > 0
        and words.capital[one.first - 1]
        and gap in (" ", "-")
        and not words.opens[one.first - 1]
    )
    return rest or gap[-1:] == "(" or (run[0].isupper() and len(run[0]) < _ACRONYM)


def likely(
    words: Words, stretches: Sequence[tuple[int, int]], hint: tuple[str, float] = ("", 0.0)
) -> dict[str, float]:
    """How likely one name, standing at these stretches (first and last word), names each kind; they sum to
    1.

    ``hint`` is a kind and how much (in tenths of a logit) a rule has spoken for it.
    """
    known = weights()
    total = list(known.get("", (0.0, 0.0, 0.0, 0.0)))
    if hint[0]:
        total[KINDS.index(hint[0])] += hint[1]
    first, last = stretches[0]
    for feature in shape(words, first, last):
        if (values := known.get(feature)) is not None:
            total = [a + b for a, b in zip(total, values, strict=True)]
    around = [0.0, 0.0, 0.0, 0.0]
    for first, last in stretches:
        for feature in company(words, first, last):
            if (values := known.get(feature)) is not None:
                around = [a + b for a, b in zip(around, values, strict=True)]
    scale = 1 / sqrt(len(stretches))
    logits = [(a + b * scale) / 10 for a, b in zip(total, around, strict=True)]
    top = max(logits)
    powers = [exp(value - top) for value in logits]
    return {kind: power / sum(powers) for kind, power in zip(KINDS, powers, strict=True)}
