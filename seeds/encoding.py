"""From bytes to text: which encoding a file is in, and whether it is text at all."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass

from seeds.problems import Problem


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded file: its text (not cleaned), the encoding's name, and notices for the reader.

    Notices are ``decoded-as:NAME`` for anything but UTF-8, ``encoded-twice`` for UTF-8 that was
    encoded again, and ``bad-bytes`` where bytes became U+FFFD.
    """

    text: str
    encoding: str
    notices: tuple[str, ...] = ()


# How files begin that are no text whatever follows.
_MAGIC = (
    b"%PDF-",
    b"\x7fELF",
    b"\x89PNG",
    b"\x1f\x8b",
    b"PK\x03\x04",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\xd0\xcf\x11\xe0",
    b"SQLite format 3\x00",
    b"BZh",
    b"\xfd7zXZ\x00",
    b"7z\xbc\xaf",
    b"Rar!\x1a",
    b"\xca\xfe\xba\xbe",
    b"OggS",
    b"ID3",
)
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\x0b\x0c\r\x1b") + b"\x7f"
_DECLARED = {
    "windows-1258": "cp1258",
    "cp1258": "cp1258",
    "windows-1252": "cp1252",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "viscii": "viscii",
    "tcvn": "tcvn3",
    "tcvn-5712": "tcvn3",
    "x-viet-tcvn5712": "tcvn3",
    "x-viet-vni": "vni",
}


def decode(raw: bytes, *, declared: str = "", path: str = "") -> Decoded:
    """Return the bytes of a file as text.

    A byte-order mark decides; then valid UTF-8; then what the file says of itself (``declared``, an HTML
    charset); then UTF-16 or UTF-32 without a mark, and the Vietnamese character sets from before Unicode,
    each only on strong evidence; else UTF-8 with U+FFFD for what is not. Raises Problem ``not-text`` (with
    ``path``) for anything that is no text: binary formats, and bytes with too many NULs or controls.
    """
    if raw.startswith(_MAGIC):
        raise Problem("not-text", path=path)
    for mark, name in _BOMS:
        if raw.startswith(mark) and (name != "utf-32-le" or len(raw) % 4 == 0):
            return _wide(raw[len(mark) :], name)
    if guessed := _unmarked_wide(raw[:4096]):
        return _wide(raw, guessed)
    marks = 0
    while raw.startswith(codecs.BOM_UTF8, marks):
        marks += len(codecs.BOM_UTF8)
    raw = raw[marks:]
    nulls = raw.count(0)
    if nulls > max(16, len(raw) // 10):
        raise Problem("not-text", path=path)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return _encoded_once(text)
    controls = len(raw) - len(raw.translate(None, _CONTROLS))
    if controls > max(4, len(raw) // 20):
        raise Problem("not-text", path=path)
    if (named := _DECLARED.get(declared.strip().lower())) and not _mostly_utf8(raw):
        return _legacy(raw, named)
    if not _mostly_utf8(raw) and (found := _recognised(raw)):
        return _legacy(raw, found)
    if not _mostly_utf8(raw) and _is_western(raw):
        return _legacy(raw, "cp1252")
    return Decoded(raw.decode("utf-8", "replace"), "utf-8", ("bad-bytes",))


def _wide(raw: bytes, name: str) -> Decoded:
    text = raw.decode(name, "replace")
    notices = ("decoded-as:" + name[:6],) + (("bad-bytes",) if "\ufffd" in text else ())
    return Decoded(text, name, notices)


def _unmarked_wide(head: bytes) -> str | None:
    """Return the UTF-16 or UTF-32 that unmarked bytes are plainly in.

    Vietnamese text in UTF-16 has a high byte of 00, 01, 03, 1E or 20 in every unit, and 00 in most.
    """
    if len(head) < 16 or 0 not in head:
        return None
    head = head[: len(head) // 4 * 4]
    for name, wide in (("utf-32-le", (2, 3)), ("utf-32-be", (0, 1))):
        if all(not any(head[at::4]) for at in wide) and sum(map(bool, head)) * 8 > len(head):
            return name
    for name, high in (("utf-16-le", 1), ("utf-16-be", 0)):
        highs, lows = head[high::2], head[1 - high :: 2]
        plain = sum(highs.count(byte) for byte in (0, 1, 3, 0x1E, 0x20))
        if (
            plain * 20 >= len(highs) * 19
            and highs.count(0) * 2 > len(highs)
            and lows.count(0) * 20 < len(lows)
        ):
            text = head.decode(name, "replace")
            if (
                sum(character.isprintable() or character.isspace() for character in text) * 20
                >= len(text) * 19
            ):
                return name
    return None


def _mostly_utf8(raw: bytes) -> bool:
    """Say whether what is not ASCII is mainly well-formed UTF-8 with some damage."""
    head = raw[:65536]
    high = sum(len(run) for run in re.findall(rb"[\x80-\xff]+", head))
    text = head.decode("utf-8", "replace")
    good = sum(len(run.encode()) for run in re.findall(r"[^\x00-\x7f\ufffd]+", text))
    return high > 0 and good * 2 >= high


def _recognised(raw: bytes) -> str | None:
    """Return the pre-Unicode Vietnamese character set the bytes are in, when the evidence is strong: at
    least five letters beyond ASCII, three in four of them in Vietnamese syllables (foreign names and slips
    are not), and clearly more than under any other table. In other languages it is hardly one in five."""
    from seeds.charsets import vietnamese_share

    shares: list[tuple[float, int, str]] = []
    for name, reader in _readers().items():
        beyond, spelled = vietnamese_share(reader(raw[:20_000]))
        if beyond:
            shares.append((spelled / beyond, spelled, name))
    if not shares:
        return None
    best, *others = sorted(shares, reverse=True)
    if best[1] < 5 or best[0] < 0.75:
        return None
    return best[2] if all(best[0] - other[0] > 0.15 for other in others) else None


def _encoded_once(text: str) -> Decoded:
    """Return valid UTF-8 as it is, or what it was before it was encoded a second time."""
    if not text.isascii() and ("»" in text or "º" in text or "Ã" in text):
        from seeds.mojibake import mended

        if (once := mended(text)) is not None:
            return Decoded(once, "utf-8", ("encoded-twice",))
    return Decoded(text, "utf-8")


def _is_western(raw: bytes) -> bool:
    """Say whether the bytes are plainly a Western European language in Windows-1252: single letters beyond
    ASCII in words that are else ASCII."""
    head = raw[:20_000]
    beyond = sum(map(len, re.findall(rb"[\x80-\xff]+", head)))
    letter = rb"[\xc0-\xd6\xd8-\xf6\xf8-\xff]"
    inside = len(
        re.findall(
            rb"(?<=[A-Za-z])" + letter + rb"(?![\x80-\xff])|(?<![A-Za-z\x80-\xff])" + letter + rb"(?=[a-z])",
            head,
        )
    )
    marks = sum(map(len, re.findall(rb"[\x80\x85\x91-\x97\xa0\xab\xb0\xbb\xe0](?![\x80-\xff])", head)))
    return inside >= 3 and (inside + marks) * 10 >= beyond * 7


def _legacy(raw: bytes, name: str) -> Decoded:
    text = _readers()[name](raw) if name != "cp1252" else raw.decode("cp1252", "replace")
    shown = {"cp1258": "windows-1258", "cp1252": "windows-1252"}.get(name, name.upper())
    notices = (f"decoded-as:{shown}",) + (("bad-bytes",) if "\ufffd" in text else ())
    return Decoded(text, shown.lower(), notices)


def _readers() -> dict[str, Callable[[bytes], str]]:
    from seeds.charsets import decode_tcvn3, decode_viscii, decode_vni

    return {
        "cp1258": lambda raw: raw.decode("cp1258", "replace"),
        "tcvn3": decode_tcvn3,
        "viscii": decode_viscii,
        "vni": decode_vni,
    }
