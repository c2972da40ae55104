"""Problems and operations in words: the one place where codes from the lower floors become sentences."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

from seeds.problems import Problem
from seeds.text import display_safe
from tui.tags_in_words import tag_in_words, tags_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotations.model import Operation
    from seeds.feed import ScanProgress
    from tui.settings import Mistake
    from tui.words import Words

_STATES = frozenset({"read", "not-read", "starred", "not-starred", "archived", "not-archived"})
"""Operations whose sentence does not say on how many articles."""
_TELLING = 300
"""Files after which their number says how long the others will take."""
_SECONDS = 5
"""Seconds that are left are told in steps of so many."""
_TAGS = ("added", "removed", "tags")
"""The values of an operation that are tags."""


def problem_in_words(error: BaseException, words: Words) -> str:
    """Return one line saying what went wrong and what to do; never a traceback, never raw input."""
    if isinstance(error, Problem):
        key = f"problem.{error.code}"
        if key in words:
            return display_safe(words(key, **_told(_shown(error.values), words)))
    return display_safe(words("problem.unexpected", what=str(error) or type(error).__name__))


def progress_in_words(progress: ScanProgress, words: Words) -> str:
    """Return how far reading the library has come, and how long it will take yet; "" at its end."""
    if progress.done >= progress.total:
        return ""
    key = "main.header.reading" if progress.phase == "files" else "main.header.naming"
    work = words(key, done=progress.done, total=progress.total)
    known = progress.fresh >= _TELLING or progress.fresh * 50 >= progress.due
    if progress.left is None or not known:
        return work
    if progress.left >= 60:
        return words("main.header.minutes-left", work=work, n=round(progress.left / 60))
    seconds = max(1, round(progress.left / _SECONDS)) * _SECONDS
    return words("main.header.seconds-left", work=work, n=seconds)


def operation_in_words(operation: Operation, words: Words) -> str:
    """Return what an operation did, in words ("tagged #energy, #“thuế quan”")."""
    key = f"operation.{operation.name}"
    values = dict(operation.values)
    if operation.name == "kind-name" and not values.get("name"):
        key = "operation.kind-name-back"
    if operation.name == "correct-date":
        values["value"] = _date_in_words(str(values.get("value", "")), words)
    if operation.name == "import":
        from tui.exchange_words import counted

        brought = operation.values.get("brought")
        values["what"] = counted(brought if isinstance(brought, dict) else {}, words)
    if operation.name.startswith(("mention-set", "mention-none")):
        values |= _name_in_words(operation.values, words)
    tags = {name: tags_in_words(operation.values[name]) for name in _TAGS if name in operation.values}
    if operation.name in ("tag-rename", "tag-merge"):
        tags |= {name: tag_in_words(str(values[name])) for name in ("old", "new") if name in values}
    told = words(key, **{**_shown(values), **tags})
    if operation.name in _STATES and (n := values.get("count")) not in (None, 1):
        told = words("operation.on-several", what=told, n=n)
    return display_safe(told)


def _name_in_words(values: Mapping[str, object], words: Words) -> dict[str, str]:
    """Return what a name was set to, and where that holds, as a correction of a name keeps it."""
    told = {"where": words(f"correct.where.{values.get('scope', 'article')}")}
    if kind := values.get("type"):
        told["what"] = words(f"correct.kind.{kind}")
        if values.get("name") not in (None, "", values.get("text")):
            told["what"] = words("correct.what-named", kind=told["what"], name=values["name"])
    if n := values.get("n"):
        told["where"] = words("correct.where-with", where=told["where"], n=n)
    return told


def _date_in_words(edtf: str, words: Words) -> str:
    from seeds.edtf import parse
    from tui.dates_in_words import in_words

    try:
        return in_words(parse(edtf), words, "short")
    except ValueError:
        return edtf


def settings_mistake_in_words(mistake: Mistake, words: Words) -> str:
    """Return what is wrong in the settings, with its line."""
    values = {key: value or "" for key, value in mistake.values.items()}
    code = f"settings.{mistake.code}"
    if mistake.values.get("close"):
        code += "-near"
    told = words(code, **_shown(values))
    return display_safe(
        words("settings.line", file=mistake.file, line=mistake.line, what=told) if mistake.line else told
    )


def _shown(values: object) -> dict[str, object]:
    """Lists are shown with commas; everything else is as it is."""
    if not hasattr(values, "items"):
        return {}
    return {
        str(key): ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else value
        for key, value in values.items()
    }


_LONGEST = 240
"""Letters of a value that are shown: a path without end must not push the sentence off its line."""


def _told(values: dict[str, object], words: Words) -> dict[str, object]:
    """Put the system's codes (``ENOSPC``) into words, and cut long values in their middle."""
    told = dict(values)
    for key, value in values.items():
        if not isinstance(value, str):
            continue
        if len(value) > _LONGEST:
            told[key] = f"{value[: _LONGEST // 4]}…{value[-_LONGEST * 3 // 4 :]}"
        elif key == "why" and (number := getattr(errno, value, None)):
            told[key] = words(f"why.{value}") if f"why.{value}" in words else os.strerror(number)
    return told
