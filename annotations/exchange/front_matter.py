"""The YAML at the head of a Markdown file: as much of it as is written here, and as people write by hand."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

FENCE = "---"
_KEY = re.compile(r"([A-Za-z_][\w .-]*?)[ \t]*:(?:[ \t]+(.*))?$")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)$")
_PLAIN_DATE = re.compile(r"\d{4}-\d\d-\d\d$")
_LONGEST = 400
"""Lines of a head that are looked at."""

Value = str | list[str]


def scalar(text: str) -> str:
    """Return a text as a YAML scalar: a day as it is, all else in double quotes, on one line."""
    if _PLAIN_DATE.match(text):
        return text
    # JSON's strings are YAML's; what YAML does not take as it is, is written as an escape.
    return "".join(it if it.isprintable() else _escape(it) for it in json.dumps(text, ensure_ascii=False))


def _escape(letter: str) -> str:
    number = ord(letter)
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"


def lines(values: Iterable[tuple[str, Value]]) -> list[str]:
    """Return keys and values as lines; those without a value are left out."""
    found: list[str] = []
    for key, value in values:
        if isinstance(value, str) and value:
            found.append(f"{key}: {scalar(value)}")
        elif value:
            found += [f"{key}:", *(f"  - {scalar(it)}" for it in value)]
    return found


def split(text: str) -> tuple[str, str]:
    """Return what stands between the fences at the head of a text, and what follows them; "" and the text
    where there is no head. The text has ``\\n`` line ends."""
    text = text.removeprefix("\ufeff")
    if not text.startswith(FENCE + "\n"):
        return "", text
    end = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE).search(text, len(FENCE) + 1)
    if end is None:
        return "", text
    return text[len(FENCE) + 1 : end.start()], text[end.end() :]


def read(head: str) -> dict[str, Value]:
    """Return the keys of a head with their values, lower case; of nested things nothing."""
    found: dict[str, Value] = {}
    key = ""
    for line in head.split("\n")[:_LONGEST]:
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        item = _ITEM.match(line)
        if item is not None and key and isinstance(found.get(key), list):
            value = _scalar_read(item[1])
            if value:
                _list(found, key).append(value)
            continue
        match = _KEY.match(line)
        if match is None:
            continue
        key, rest = match[1].strip().lower(), (match[2] or "").strip()
        if not rest or rest.startswith("#"):
            found[key] = []
        elif rest.startswith("[") and rest.endswith("]"):
            found[key] = [it for it in map(_scalar_read, _flow(rest[1:-1])) if it]
        else:
            found[key] = _scalar_read(rest)
    return found


def _list(found: dict[str, Value], key: str) -> list[str]:
    value = found[key]
    return value if isinstance(value, list) else []


def _flow(text: str) -> list[str]:
    """Return the items of a list in one line: commas within quotes do not part them."""
    return [it.strip() for it in re.findall(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'|[^,]+', text)]


def _scalar_read(text: str) -> str:
    text = text.strip()
    if text.startswith('"'):
        match = re.match(r'"(?:[^"\\]|\\.)*"', text)
        if match is None:
            return text.strip('"')
        wide = re.sub(r"\\U([0-9a-fA-F]{8})", lambda it: _letter(it[1]), match[0])
        try:
            return str(json.loads(wide))
        except ValueError:
            return match[0][1:-1]
    if text.startswith("'"):
        match = re.match(r"'(?:[^']|'')*'", text)
        return match[0][1:-1].replace("''", "'") if match is not None else text.strip("'")
    return re.sub(r"\s+#.*$", "", text)


def _letter(hexadecimal: str) -> str:
    number = int(hexadecimal, 16)
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
