"""``docbao note ARTICLE TEXT``: write a note on an article; ``-`` reads it from the standard input."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tui.calls.arguments import Call, CallMistake
from tui.calls.opening import opened

if TYPE_CHECKING:
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
        house.apply(operation)
        id = actions.note_id(operation)
        if call.as_json:
            out.json({"id": id, "article": subject.id})
        else:
            out.line(id)
    return 0


def _read_input() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        raise CallMistake("note-encoding") from None
