"""A store whose documents are not as they should be: made by hand, by another program, or damaged."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from annotations import lines
from tests.annotations.stores import Home

WRONG: tuple[Any, ...] = (
    *(None, True, 0, -7, 3.5, 10**15, "", "x", "\x1b[31mđỏ\x00\u202e", [], ["a", 1, None], {}, {"a": 1}),
    *("2026-11-22T05:00:00.000Z", "a" * 300, [["title", "x"]], {"start": "1", "end": None}),
)
"""What stands where something else should."""

META = {
    "v": 1,
    "created": "2026-11-22T05:00:00.000Z",
    "modified": "2026-11-22T05:00:00.000Z",
    "rev": 1,
    "device": "0123456789ab",
}

GOOD: dict[str, dict[str, Any]] = {
    "article": {
        "fingerprints": ["a"],
        "path": "/a.txt",
        "title": "Bài",
        "heading": "Bài",
        "sketch": "0a",
        "places": {"0123456789ab": "/a.txt"},
    },
    "note": {"article": "a", "text": "Ghi chú [[b]] #x", "highlight": "h", "copy_of": "n"},
    "tag": {"article": "a", "name": "việc/gấp", "highlight": "h"},
    "highlight": {
        "article": "a",
        "kind": "yellow",
        "start": 1,
        "end": 5,
        "quote": "Đà N",
        "prefix": "",
        "suffix": "",
        "text": "t",
    },
    "anchor": {
        "article": "a",
        "of": "1-5-t",
        "status": "ok",
        "start": 1,
        "end": 5,
        "score": 1.0,
        "text": "t",
    },
    "kind": {"name": "quan trọng"},
    "text": {"article": "a", "packed": "eJwDAAAAAAE="},
    "correction": {"article": "a", "field": "title", "value": "Tên"},
    "draft": {"article": "a", "note": "n", "text": "đang gõ", "base": "1@x", "highlight": "h"},
    "view": {"name": "v", "query": "topic:energy"},
    "folded": {"file": "journal (1)", "of": "0123456789ab"},
    "damage": {"file": "journal.damaged-1", "of": "0123456789ab", "changes": "3", "missing": 1, "won": 0},
}


def documents() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield documents with one thing wrong in each, with their types."""
    number = itertools.count()
    for kind, body in GOOD.items():
        whole = {**META, **body}
        yield kind, {"id": f"{kind[0]}", **whole}
        for field in whole:
            name = f"{kind} {next(number)}"
            yield kind, {"id": name, **{key: value for key, value in whole.items() if key != field}}
            for wrong in WRONG:
                yield kind, {"id": f"{kind} {next(number)}", **whole, field: wrong}
            yield kind, {"id": f"{kind} {next(number)}", **whole, "deleted": True, "was": {field: wrong}}
        for wrong in WRONG:
            yield kind, {"id": f"{kind} {next(number)}", **whole, "deleted": wrong}
            yield kind, {"id": f"{kind} {next(number)}", **whole, "deleted": True, "was": wrong}
            yield kind, {"id": f"{kind} {next(number)}", **whole, "seen": wrong}
            yield kind, {"id": f"{kind} {next(number)}", **whole, "kept": wrong}
            kept = {"rev": 1, "versions": wrong, "before": wrong}
            yield kind, {"id": f"{kind} {next(number)}", **whole, "kept": kept}
        yield kind, {"id": f"{kind} {next(number)}"}
        yield kind, {"name": "no id"}
    for wrong in WRONG:
        if not isinstance(wrong, str):
            yield "note", {"id": wrong, **META, **GOOD["note"]}


def write(home: Home) -> None:
    """Write such a store, every line of it sealed as it should be."""
    folder = home.data / "0123456789ab"
    folder.mkdir(parents=True)
    stamp = {"v": 1, "device": folder.name, "at": "2026-11-22T05:00:00.000Z"}
    header = {"seq": 0, **stamp, "header": "docbao journal", "after": ""}
    data, checksum = lines.encode(header)
    keys: dict[str, int] = {}
    for seq, (kind, document) in enumerate(documents(), 1):
        keys[kind] = keys.get(kind, 0) + 1
        put = [[kind, keys[kind], document, None]]
        record = {"seq": seq, **stamp, "prev": checksum, "op": "x", "undoable": True, "put": put, "set": []}
        line, checksum = lines.encode(record)
        data += line
    states = [
        ["a", wrong if isinstance(wrong, str) else "r1@x,q,@,p-5@7,r1@99999999999999999", ""]
        for wrong in WRONG
    ]
    line, checksum = lines.encode(
        {"seq": seq + 1, **stamp, "prev": checksum, "op": "x", "put": [], "set": states}
    )
    (folder / "journal").write_bytes(data + line)
    home.state.mkdir(parents=True)
    (home.state / "device").write_text(f"{folder.name} {lines.checksum(folder.name.encode())}\n")
