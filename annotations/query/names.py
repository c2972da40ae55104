"""The names of fields, states and orders, as the reader may write them in English or Vietnamese
(``names.toml``)."""

from __future__ import annotations

import difflib
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seeds.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable


_NEARLY = 0.8
"""difflib's ratio for "topci" and "topic", for "notes" and "note"."""


@cache
def table(file: str) -> dict[str, Any]:
    """Return a data file of this folder, read once."""
    return tomllib.loads(Path(__file__).with_name(file).read_text("utf-8"))


@cache
def known(kind: str) -> dict[str, str]:
    """Return every name of a kind (``fields is has sort none``), keyed, with what it stands for."""
    names = {key(name): id for id, names in table("names.toml")[kind].items() for name in names}
    run_together = {name.replace("-", ""): id for name, id in names.items()}  # "chủđề" as "chủ-đề"
    return run_together | names


@cache
def first_of(kind: str) -> dict[str, str]:
    """Return what is shown of each name of a kind when one of them is expected."""
    return {id: names[0] for id, names in table("names.toml")[kind].items()}


@cache
def first_names(kind: str) -> tuple[str, ...]:
    """Return the names of a kind that are shown when one of them is expected."""
    return tuple(first_of(kind).values())


@lru_cache(maxsize=4096)
def key(name: str) -> str:
    """Return the form in which names are compared: folded, with hyphens where blanks or underscores stand."""
    return "-".join(fold(name).replace("_", " ").replace("-", " ").split())


def misspelt(word: str, names: Iterable[str]) -> str | None:
    """Return the name that a word is nearly, by all of its letters; None where it is nothing like any."""
    found = difflib.get_close_matches(key(word), names, n=1, cutoff=_NEARLY)
    return found[0] if found else None


@cache
def _elsewhere() -> dict[str, str]:
    return {key(name): id for id, names in table("names.toml")["elsewhere"].items() for name in names}


def field_meant(word: str) -> str | None:
    """Return the name of the field that was probably meant by a word that is none: one that begins so or is
    nearly so, or what other programs call so; None where nothing is near."""
    names, wanted = first_names("fields"), key(word)
    if wanted in _elsewhere():
        return first_of("fields")[_elsewhere()[wanted]]
    if turned := next((name for name in names if wanted and sorted(name) == sorted(wanted)), None):
        return turned
    others = [name for names in table("names.toml")["fields"].values() for name in names[1:]]
    return nearest(word, names, _NEARLY) or nearest(word, others, _NEARLY)


def speaks_of(field: str, text: str) -> bool:
    """Say whether a query's text may have a condition on a field, under any of its names."""
    keyed = key(text)
    return any(f"{key(name)}:" in keyed for name in table("names.toml")["fields"][field])


def nearest(word: str, names: Iterable[str], likeness: float = 0.6) -> str | None:
    """Return the name a mistyped word was probably meant to be, None when nothing is near. ``likeness`` is
    difflib's ratio, from 0 to 1."""
    by_key = {key(name): name for name in names}
    wanted = key(word)
    started = [name for name in by_key if wanted and name.startswith(wanted)]
    found = started[:1] or difflib.get_close_matches(wanted, by_key, n=1, cutoff=likeness)
    return by_key[found[0]] if found else None
