"""Writing what goes out: whole files or none, under names that every system takes."""

from __future__ import annotations

import contextlib
import os
import re
import unicodedata
from typing import IO, TYPE_CHECKING

from seeds.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONGEST_NAME = 100
"""Bytes of a file's name without its ending, at most: with room below the 255 of most systems, and the 143 of
encrypted folders."""

_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.I)
# What some system forbids in a name, and what means something in a link of Obsidian's.
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*#^\[\]%]+')
_START = 4096


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Give a file to write, which has its name once it is whole and on the disk; until then, and when
    something goes wrong, what had the name stays as it was.

    It is made for others to read as far as the system's umask lets them. Raises
    ``Problem("export-failed", path, why)`` for what the system refuses.
    """
    from annotations.files import why

    draft = path.with_name(f".{path.name[:40]}.docbao-{os.getpid()}-{os.urandom(3).hex()}")
    try:
        with draft.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        raise Problem("export-failed", path=str(path), why=why(error)) from error
    finally:
        with contextlib.suppress(OSError):
            draft.unlink()


def make_folder(path: Path) -> None:
    """Make the folder of an export if it is not there. Raises ``Problem``: ``export-failed``,
    ``export-no-folder`` where a file has its name."""
    from annotations.files import why

    try:
        path.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        there = next((it for it in (path, *path.parents) if it.exists()), path)
        raise Problem("export-no-folder", path=str(there)) from None
    except OSError as error:
        raise Problem("export-failed", path=str(path), why=why(error)) from error


def file_start(path: Path) -> bytes | None:
    """Return how a file begins; None where there is none. Raises ``Problem("export-failed")`` for what is no
    plain file, or cannot be read."""
    from annotations.files import why

    try:
        if not path.exists():  # a link to nowhere leads to a new file
            return None
        if not path.is_file():
            raise Problem("export-no-file", path=str(path))
        with path.open("rb") as file:
            return file.read(_START)
    except OSError as error:
        raise Problem("export-failed", path=str(path), why=why(error)) from error


def file_name(title: str, id: str) -> str:
    """Return a file's name (without its ending) for an article: its title, as far as every system takes it;
    the id where nothing is left of it."""
    text = unicodedata.normalize("NFC", title.encode("utf-8", "replace").decode("utf-8"))
    text = _FORBIDDEN.sub(" ", text)
    text = "".join(it for it in text if unicodedata.category(it) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    text = cut_bytes(" ".join(text.split()).strip(". "), LONGEST_NAME).strip(". ")
    if not any(letter.isalnum() for letter in text):
        return f"docbao {plain_id(id)}"
    return f"_{text}" if _RESERVED.match(text) else text


def plain_id(id: str) -> str:
    """Return an id as a file's name can have it: itself, or its checksum where it is not as docbao's are."""
    from annotations.lines import checksum

    if re.fullmatch(r"[0-9A-Za-z_-]{1,64}", id):
        return id
    return checksum(id.encode("utf-8", "replace"))[:16]


def cut_bytes(text: str, most: int) -> str:
    """Cut a text to a number of bytes in UTF-8, not within a letter and its marks."""
    encoded = text.encode("utf-8")
    if len(encoded) <= most:
        return text
    kept = encoded[:most].decode("utf-8", "ignore")
    rest = text[len(kept) :]
    if unicodedata.combining(rest[0]) or rest[0] == "\u200d":
        kept = kept[:-1]
    # Whole words read better, where that leaves most of them.
    words = kept.rpartition(" ")[0]
    return words if len(words.encode()) > most // 2 and rest[0] != " " else kept


def one_name(name: str) -> str:
    """Return what two names share that some system takes for one."""
    return unicodedata.normalize("NFC", name).casefold()
