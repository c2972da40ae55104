"""Which texts somebody has replaced, having them in view.

Where two versions of a note do not know each other, the text that loses is kept beside, and becomes a
document of its own once the note is written again (``annotations.merge``). Another device may have replaced
or deleted that very text meanwhile: then its copy must go, wherever it lies, unless somebody has written in
it.

So a version says which of those it knows were kept beside, by itself or by what it came from (``kept``). All
others that it knows were replaced. What one of two versions knows and has not kept is gone for both, and for
what comes of them: the merge of dotted version vector sets. It depends on nothing but the versions, so all
devices come to show the same, in whatever order their files arrive.

``kept`` holds ``versions`` and the ``rev`` it was written with: a docbao that does not know the field hands
it on with versions of its own, for which it says nothing. Of a version without it, and of what that knows
(``before``), it is not known what was replaced, so that its copies stay. A version that knows no other
device's has replaced all before it, and does not say so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from annotations import merge

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from annotations.merge import Doc

_NAME = re.compile(r"\d{1,16}@", re.ASCII)


def is_replaced(copy: Doc, versions: Iterable[Doc]) -> bool:
    """True when a document is nothing but the copy of a version of another one that one of these ``versions``
    of that one has replaced."""
    rev, device = copy["rev"], copy["device"]
    return merge.is_copy(copy) and any(
        # The first version of a copy that two windows made of a note's first version has the same name.
        _has_replaced(one, rev, device) and (rev > 1 or one["created"] == copy["created"])
        for one in versions
    )


def noted(known: Iterable[Doc], copies: Iterable[Doc], rev: int) -> dict[str, Any]:
    """Return what a new version with this ``rev``, that replaces all the ``known`` ones and has these
    ``copies`` kept beside, is to say about it."""
    known = list(known)
    names = {merge.version(copy) for copy in copies}.union(*(_kept(one) for one in known))
    before: dict[str, int] = {}
    for one in known:
        for device, number in _before(one).items():
            before[device] = max(number, before.get(device, 0))
    versions = []
    for name in sorted(names):
        its_rev, _, device = name.partition("@")
        if not any(_has_replaced(one, int(its_rev), device) for one in known):
            versions.append(name)
    return {"kept": {"rev": rev, "versions": versions} | ({"before": before} if before else {})}


def _has_replaced(one: Doc, rev: int, device: str) -> bool:
    """True when a version has replaced the one with this ``rev`` of this device, itself or by what it came
    from."""
    if (one["rev"], one["device"]) == (rev, device) or merge.vector(one).get(device, 0) < rev:
        return False
    return _before(one).get(device, 0) < rev and f"{rev}@{device}" not in _kept(one)


def _kept(one: Doc) -> frozenset[str]:
    said = one.get("kept", {})
    return frozenset(said["versions"]) if said.get("rev") == one["rev"] else frozenset()


def _before(one: Doc) -> Mapping[str, int]:
    """Return up to which ``rev`` of each device it is not known what was replaced."""
    said = one.get("kept", {})
    if said.get("rev") == one["rev"]:
        before: Mapping[str, int] = said.get("before", {})
        return before
    return merge.vector(one) if one.get("seen") else {}


def is_sound(value: Any) -> bool:
    """Say whether ``kept`` is as ``noted`` makes it."""
    if type(value) is not dict or type(value.get("rev")) is not int:
        return False
    versions, before = value.get("versions"), value.get("before", {})
    return (
        type(versions) is list
        and all(type(name) is str and _NAME.match(name) for name in versions)
        and type(before) is dict
        and all(type(rev) is int for rev in before.values())
    )
