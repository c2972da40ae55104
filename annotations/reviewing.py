"""Old highlights brought back: which are due, and when each comes again.

A highlight that was never reviewed is due from the day after it was made. Each time it is kept it waits twice
as long, from a week up to a year; sooner and later set the wait down and up. What was put aside does not come
again. All of that is two numbers in a state entry of the highlight's own (``annotations.states``), so that it
is small, syncs field by field, and is undone like anything the reader does.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from annotations import states
from annotations.entries import moment
from annotations.model import Operation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotations.notebook import Annotation
    from annotations.store import Store

A_DAY = 10
"""Highlights brought back in a day, at most."""

Answer = Literal["keep", "sooner", "later", "aside"]

_FIRST = 7
_LONGEST = 365
"""Days that a highlight waits after it was first kept, and at most."""

_ASIDE = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Round:
    """The highlights for today: ``left`` are the ids still to come, in their order; ``done`` is how many were
    reviewed today; ``due`` is how many are due at all, and ``following`` the day when the next one will be
    (None where none is). ``fresh`` is how many were never reviewed and are not due yet."""

    left: tuple[str, ...]
    done: int
    due: int
    following: date | None
    fresh: int = 0


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What is known of a highlight's reviews: when it is due (None: never reviewed; put aside: ``aside``),
    how many days it waits, and the day it was last answered."""

    due: date | None
    every: int
    on: date | None
    aside: bool = False


NEVER = Reviewed(None, 0, None)


def reviewed(entry: str) -> Reviewed:
    """Return what a highlight's state entry says (``Store.state_entries``)."""
    fields = states.parse(entry)
    due, at = fields.get("d", states.UNSET)
    if not due:  # never answered, or that was taken back
        return NEVER
    every = fields.get("e", states.UNSET)[0]
    if every < due < _ASIDE:
        return Reviewed(date.fromordinal(due), every, date.fromordinal(due - every))
    day = datetime.fromtimestamp(at / 1000, UTC).astimezone().date()
    return Reviewed(None, every, day, aside=due >= _ASIDE)


def waits(answer: Answer, every: int) -> int:
    """Return for how many days a highlight that waited ``every`` (0: never reviewed) waits after an
    answer."""
    match answer:
        case "sooner":
            return max(1, every // 4)
        case "later":
            return min(_LONGEST, max(_FIRST, every) * 4)
        case _:
            return min(_LONGEST, every * 2 if every else _FIRST)


def answer(store: Store, highlight: str, said: Answer, today: date) -> Operation:
    """Answer for a highlight that was shown: keep it in rotation, have it come back sooner or later, or put
    it aside for good."""
    known = reviewed(store.state_entries().get(highlight, ""))
    every = waits(said, known.every)
    due = _ASIDE if said == "aside" else (today + timedelta(days=every)).toordinal()
    values = {"n": every}
    return Operation(f"review-{said}", values, {("state", highlight): {"due": due, "every": every}})


def round_of(
    store: Store, annotations: Iterable[Annotation], today: date, most: int = A_DAY, *, anyway: bool = False
) -> Round:
    """Return which highlights among some are to be shown today: those that have waited longest first, those
    never seen in an order that is the day's own, so that they do not all come from one article. With
    ``anyway`` those count as due that were made today."""
    entries = store.state_entries()
    due: list[tuple[bool, str, str, str]] = []
    done = fresh = 0
    following: list[date] = []
    for it in annotations:
        if it.what != "highlight":
            continue
        known = reviewed(entries.get(it.id, ""))
        if known.on == today:
            done += 1
        if known.aside:
            continue
        when = known.due or (today if anyway else _first_due(it))
        if when <= today and known.on != today:
            due.append((known.due is None, (known.due or today).isoformat(), _shuffled(it.id, today), it.id))
        elif when > today:
            following.append(when)
            fresh += known.due is None
    due.sort()
    left = tuple(id for *_, id in due[: max(0, most - done)])
    return Round(left, done, len(due), min(following, default=None), fresh)


def _first_due(it: Annotation) -> date:
    made = moment(it.created)
    return made.astimezone().date() + timedelta(days=1) if made is not None else date.min


def _shuffled(id: str, today: date) -> str:
    return hashlib.blake2b(f"{today}{id}".encode(), digest_size=8).hexdigest()
