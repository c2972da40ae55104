"""``docbao tag ARTICLE +TAG -TAG …``: put tags on an article and take them off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.calls.arguments import Call, CallMistake
from tui.calls.opening import opened
from tui.tags_in_words import tags_in_words, tags_typed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from tui.calls.output import Out


def run(call: Call, out: Out) -> int:
    """Change the tags of one article; print its id once that is durable."""
    article, *changes = call.words or ("",)
    typed = [(word[:1], tags_typed(word[1:])) for word in changes]
    if not article or not typed or any(sign not in ("+", "-") or not tags for sign, tags in typed):
        raise CallMistake("tag-how")
    with opened(call, out) as house:
        house.open_store(create=True)
        subject = house.subject(article)
        from annotations import actions

        added = [tag for sign, tags in typed if sign == "+" for tag in tags]
        removed = [tag for sign, tags in typed if sign == "-" for tag in tags]
        _tell_idle(added, removed, house.marks(subject.id).tags, out)
        house.apply(actions.tag(house.writable, [subject], added, removed))
        if call.as_json:
            out.json({"id": subject.id, "tags": list(house.marks(subject.id).tags)})
        else:
            out.line(subject.id)
    return 0


def _tell_idle(added: Iterable[str], removed: Iterable[str], has: Collection[str], out: Out) -> None:
    """Say which tags are not going to be taken off: those that are put on, too, and those that are not on."""
    from annotations.actions import clean_tag

    kept = set(map(clean_tag, added))
    off = tuple(dict.fromkeys(map(clean_tag, removed)))
    told = {
        "call.tag-both": [tag for tag in off if tag in kept],
        "call.tag-absent": [tag for tag in off if tag not in kept and tag not in has],
    }
    for sentence, tags in told.items():
        for tag in tags:
            out.complain(out.words(sentence, tags=tags_in_words((tag,), " ")))
