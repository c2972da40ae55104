"""``docbao note ARTICLE TEXT``: write a note on an article; ``-`` reads it from the standard input."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tui.calls.arguments import Call, CallMistake
from tui.calls.opening import opened

if TYPE_CHECKING:
    from annotations.model import Operation
    from tui.calls.opening import Opened
    from tui.calls.output import Out


def run(call: Call, out: Out) -> int:
    """Write a note; print its id once it is durable."""
    article, *words = call.words or ("",)
    if not article or not words:
        raise CallMistake("note-how")
    text = _read_input() if words == ["-"] else " ".join(words)
    with opened(call, out) as house:
        house.open_store(create=True)
        subject = house.subject(article)
        from annotations import actions

        operation = actions.add_note(house.writable, subject, text)
        house.apply(_remembering_links(house, operation, text))
        id = actions.note_id(operation)
        if call.as_json:
            out.json({"id": id, "article": subject.id})
        else:
            out.line(id)
    return 0


def _remembering_links(house: Opened, operation: Operation, text: str) -> Operation:
    """Have the articles remembered that a note links to, as in the app: the links hold from then on."""
    if "[[" not in text:
        return operation
    from annotations.link_index import Links
    from annotations.links import remembering
    from tui.desk import subject_of

    linked = Links(house.articles(), house.writable).linked(text)
    return remembering(house.writable, operation, map(subject_of, linked))


def _read_input() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        raise CallMistake("note-encoding") from None
