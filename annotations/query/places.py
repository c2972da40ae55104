"""Where the words of a query stand in a text, and how well each place answers it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotations.query import scanning as scan
from annotations.query import tree as t
from seeds.folding import fold, fold_with_map
from seeds.tone_marks import spellings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from seeds.folding import Folded

_MOST = 2000  # places looked at in one text: what is found more often says nothing new

Run = tuple[t.Words, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a text (code points, end-exclusive) where words of a query stand side by side as typed.

    ``words`` are the numbers of these words among all of the query. ``agrees``: the marks are as typed,
    where any were.
    """

    start: int
    end: int
    words: tuple[int, ...]
    agrees: bool

    @property
    def rank(self) -> tuple[int, bool]:
        """How well the place answers: the more words together, and with their marks, the higher."""
        return len(self.words), self.agrees


def runs_in(tree: t.Query) -> Iterator[Run]:
    """Yield the words that a matching text should show, those that stand side by side together: words looked
    for in texts and titles, not the excluded."""
    match tree:
        case t.Words(_, field) if field in ("any", "text", "title"):
            yield (tree,)
        case t.And():
            for part in t.conditions_of(tree):
                bare = part.parts if isinstance(part, t.And) else ()
                run = tuple(word for word in bare if isinstance(word, t.Words))
                if run:
                    yield run
                else:
                    yield from runs_in(part)
        case t.Or(parts):
            for part in parts:
                yield from runs_in(part)
        case t.Saved(_, inner):
            yield from runs_in(inner)


def places(tree: t.Query, text: str, fold: Callable[[], Folded] | None = None) -> list[Place]:
    """Return the places that answer a query in a text, in order. ``fold`` gives the text folded, where that
    is kept.

    Of words typed side by side only the places with the most of them together count: where ``đàm phán``
    stands, a lone ``phấn`` is none.
    """
    found: list[Place] = []
    folded = None
    number = 0
    for run in runs_in(tree):
        if len(run) == 1 and run[0].exact:
            found += _exact(run[0], text, number)
            number += len(run[0].text.split())
            continue
        folded = folded or (fold() if fold is not None else fold_with_map(text))
        if " " in run[0].text:
            # A phrase typed without marks is its words in a row, and nothing less.
            pieces = run[0].text.split()
            phrase = tuple(replace(run[0], text=piece, prefix=False) for piece in pieces[:-1])
            run = (*phrase, replace(run[0], text=pieces[-1]))
            found += [
                place
                for place in _side_by_side(run, text, folded, number, signs=True)
                if len(place.words) == len(run)
            ]
        else:
            found += _best(_side_by_side(run, text, folded, number))
        number += len(run)
    return sorted(found, key=lambda place: (place.start, -place.end))


def _exact(words: t.Words, text: str, number: int) -> Iterator[Place]:
    wanted = unicodedata.normalize("NFC", words.text)
    flags = re.IGNORECASE if wanted == wanted.lower() else 0
    numbers = tuple(range(number, number + len(wanted.split())))
    pattern = re.compile("|".join(_whole(spelling, words.prefix) for spelling in spellings(wanted)), flags)
    for count, match in enumerate(pattern.finditer(text)):
        if count == _MOST:
            return
        yield Place(match.start(), match.end(), numbers, True)


def _side_by_side(
    run: Sequence[t.Words], text: str, folded: Folded, number: int, *, signs: bool = False
) -> list[Place]:
    """Return every place with words of a run, those in the order typed with only white space between as one
    place; with ``signs`` any signs may be between, as ``matcher.finder`` has it."""
    wanted = [fold(word.text) for word in run]
    # The longest first: where one word is the start of another, the whole one is meant.
    several = sorted({_whole(word, run[at].prefix) for at, word in enumerate(wanted)}, key=len, reverse=True)
    found: list[Place] = []
    before = 0
    for count, match in enumerate(re.finditer("|".join(several), folded.text)):
        if count == _MOST or match.end() == match.start():
            break
        here = [at for at, word in enumerate(wanted) if _is(match[0], word, run[at].prefix)]
        start, end = folded.offsets[match.start()], folded.offsets[match.end() - 1] + 1
        last = found[-1].words[-1] - number if found else -1
        between = folded.text[before : match.start()]
        beside = between.isspace() or (signs and between != "" and not any(map(str.isalnum, between)))
        if last + 1 in here and found and beside:
            agrees = found[-1].agrees and _agrees(text[start:end], run[last + 1])
            words = (*found[-1].words, number + last + 1)
            found[-1] = Place(found[-1].start, end, words, agrees)
        else:
            found.append(Place(start, end, (number + here[0],), _agrees(text[start:end], run[here[0]])))
        before = match.end()
    return found


def _best(found: list[Place]) -> list[Place]:
    """Return the places that have for one of their words the most company."""
    most: dict[int, int] = {}
    for place in found:
        for word in place.words:
            most[word] = max(most.get(word, 0), len(place.words))
    return [place for place in found if any(most[word] == len(place.words) for word in place.words)]


def _is(found: str, wanted: str, prefix: bool) -> bool:
    return found == wanted or (prefix and found.startswith(wanted))


def _agrees(shown: str, word: t.Words) -> bool:
    return not scan.is_marked(word.text) or shown.casefold() in spellings(word.text.casefold())


def _whole(wanted: str, prefix: bool) -> str:
    """The same rule as ``matcher.finder``, for text in which a blank may be several or a line end."""
    pieces = wanted.split()
    between = r"[\W_]+" if all(map(str.isalnum, pieces)) else r"\s+"
    before = r"(?<![^\W_])" if wanted[:1].isalnum() else ""
    after = r"(?![^\W_])" if wanted[-1:].isalnum() and not prefix else ""
    return before + between.join(map(re.escape, pieces)) + after
