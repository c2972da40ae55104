"""The one cleaning border: what comes out of ``clean`` cannot command a terminal, and says where it came
from.

Nothing of a file is shown, stored or searched before it has passed here. Offsets are code points,
end-exclusive.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from unicodedata import category, is_normalized, normalize

from seeds.folding import Folded, find_folded, fold, fold_with_map
from seeds.offsets import OffsetMap
from seeds.patterns import later

__all__ = ["Folded", "clean", "display_safe", "find_folded", "fold", "fold_with_map", "to_file"]

MARK_CAP = 4
"""How many combining marks one letter may carry. Vietnamese needs two (decomposed ``ậ``); stacks paint over
lines."""

_SPACES = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000"
_SHOWN = "\x1b\ud800-\udfff"  # leave a visible U+FFFD: something was here that the reader should know of
_BREAKS = "\x0b\x0c\x85\u2028\u2029"
_DROPPED = (
    "\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f"  # C0, DEL, C1
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # soft hyphen, joiners, blank letters
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\uffa0"  # zero width, bidi, invisible operators, fillers
    "\ufe00-\ufe0f\ufeff\ufff0-\ufffc\ufdd0-\ufdef\ue000-\uf8ff"  # variation, BOM, annotation, private use
    "\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"  # signs set over the digits after them
    "\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # format controls of single scripts
    "\U000e0000-\U000e0fff\U000f0000-\U0010ffff"  # tags, variation supplement, private planes
    + "".join(
        f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(15)
    )  # noncharacters
)
_DIRTY = later(f"[\r{_BREAKS}{_SPACES}{_SHOWN}{_DROPPED}]+")  # one class: searching is then fast
_MARKS = ("Mn", "Me")
_WORD = later(r"\S+")
# A letter with whatever clings to it: marks are neither word characters nor ASCII. Hangul vowels cling too.
_CLUSTER = later(r"(?:[\w\x00-\x7f]|^)(?:[^\w\s\x00-\x7f]|[\u1160-\u11ff])*", re.S)
_LONG_RUN = later(rf"[^\w\s\x00-\x7f]{{{MARK_CAP + 1},}}")


def clean(text: str) -> tuple[str, OffsetMap]:
    """Return the text made harmless, and the map from its offsets to those of the text handed in.

    The result is NFC with ``\\n`` line ends. Unicode spaces and tabs become ordinary spaces; ESC and lone
    surrogates become U+FFFD; every other control, bidi control, invisible character, noncharacter and
    private-use character is dropped; marks beyond ``MARK_CAP`` on one letter are dropped. Idempotent,
    linear in time, and free for a text that is clean already (which is returned as it is, with an empty
    map).
    """
    map_one: OffsetMap | None = None
    letters = "".join(set(text))  # a few hundred at most in real text: much faster to look through
    if _DIRTY().search(letters):
        text, map_one = _substitute(text)
    stacked = any(category(letter) in _MARKS for letter in letters) and _has_stack(text)
    if not stacked and is_normalized("NFC", text):
        return text, map_one or OffsetMap()
    text, map_two = _compose(text)
    return text, map_two if map_one is None else _chain(map_two, map_one)


def to_file(offset: int, origin: OffsetMap) -> int:
    """Return where an offset into the cleaned text stands in the text that was handed to ``clean``."""
    at = bisect_right(origin.here, offset) - 1
    if at < 0:
        mapped, following = offset, 0
    else:
        mapped, following = origin.there[at] + offset - origin.here[at], at + 1
    # Inside a stretch that grew, stay before what follows it.
    return min(mapped, origin.there[following]) if following < len(origin.there) else mapped


def display_safe(text: str, limit: int = 500) -> str:
    """Return a name, title or value as one harmless line of at most ``limit`` code points (an ellipsis
    marks a cut).

    For file names, addresses, values in messages and log lines: whatever did not come through ``clean``.
    """
    line = " ".join(clean(text[: limit * 4])[0].split())
    return line if len(line) <= limit and len(text) <= limit * 4 else line[: limit - 1].rstrip() + "…"


@cache
def _kinds() -> re.Pattern[str]:
    """Tell apart what a dirty stretch is made of; compiled for the first text that has one."""
    return re.compile(f"(\r\n?|[{_BREAKS}])|([{_SPACES}]+)|([{_SHOWN}]+)|([{_DROPPED}]+)")


def _substitute(text: str) -> tuple[str, OffsetMap]:
    """Replace or drop every dirty stretch."""
    pieces: list[str] = []
    here: list[int] = []
    there: list[int] = []
    done = lost = 0
    for run in _DIRTY().finditer(text):
        # The \n of a last \r\n lies just outside the run.
        for match in _kinds().finditer(text, run.start(), run.end() + (text[run.end() - 1] == "\r")):
            start, end = match.span()
            kind = match.lastindex
            put = (
                "\n"
                if kind == 1
                else " " * (end - start)
                if kind == 2
                else "\ufffd" * (end - start)
                if kind == 3
                else ""
            )
            pieces += (text[done:start], put)
            done = end
            if len(put) != end - start:
                lost += end - start - len(put)
                here.append(end - lost)
                there.append(end)
    pieces.append(text[done:])
    return "".join(pieces), OffsetMap(tuple(here), tuple(there))


def _has_stack(text: str) -> bool:
    """Say whether some letter carries more marks than the cap."""
    return any(len(_capped(match[0])) != len(match[0]) for match in _LONG_RUN().finditer(text))


def _capped(cluster: str) -> str:
    """Return a cluster without the marks beyond the cap."""
    if len(cluster) <= MARK_CAP:
        return cluster
    kept: list[str] = []
    marks = 0
    for character in cluster:
        marks = marks + 1 if category(character) in _MARKS else 0
        if marks <= MARK_CAP:
            kept.append(character)
    return "".join(kept)


def _compose(text: str) -> tuple[str, OffsetMap]:
    """Bring the text to NFC word by word (no letter composes over a space), capping marks first: sorting a
    long run of marks takes quadratic time."""
    pieces: list[str] = []
    here: list[int] = []
    there: list[int] = []
    known: dict[str, tuple[str, tuple[tuple[int, int], ...]]] = {}
    done = lost = 0
    for match in _WORD().finditer(text):
        word = match[0]
        if word.isascii():
            continue
        composed = known.get(word)
        if composed is None:
            composed = _compose_word(word)
            if len(word) <= 30:
                known[word] = composed
        put, steps = composed
        if put == word:
            continue
        start, end = match.span()
        for after_put, after_word in steps:
            here.append(start - lost + after_put)
            there.append(start + after_word)
        pieces += (text[done:start], put)
        lost += len(word) - len(put)
        done = end
    pieces.append(text[done:])
    return "".join(pieces), OffsetMap(tuple(here), tuple(there))


def _compose_word(word: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the word in NFC and, after each letter whose length changed, where both stand."""
    pieces: list[str] = []
    steps: list[tuple[int, int]] = []
    at = 0
    for match in _CLUSTER().finditer(word):
        cluster = match[0]
        put = _capped(normalize("NFC", _capped(cluster)))
        pieces.append(put)
        at += len(put)
        if len(put) != len(cluster):
            steps.append((at, match.end()))
    whole = "".join(pieces)
    if is_normalized("NFC", whole):
        return whole, tuple(steps)
    whole = normalize("NFC", whole)  # a letter that composes with the next one: a rare script
    return whole, ((len(whole), len(word)),)


def _chain(second: OffsetMap, first: OffsetMap) -> OffsetMap:
    """Return the map that goes through ``second`` and then through ``first``."""
    # Past each entry of either map the two texts are in step again until the next entry.
    back = OffsetMap(second.there, second.here)
    ends = dict(zip(second.here, (to_file(offset, first) for offset in second.there), strict=True))
    for middle, file in zip(first.here, first.there, strict=True):
        ends.setdefault(to_file(middle, back), file)
    here = sorted(ends)
    return OffsetMap(tuple(here), tuple(ends[offset] for offset in here))
