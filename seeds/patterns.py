"""Patterns that are compiled when they are first used: most runs of docbao need few of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

CAPITAL = "A-ZÀ-ÖØ-ÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
"""The capitals of Vietnamese, for use inside of a character class: in Unicode's order small letters lie
between them."""


def later(pattern: str, flags: int = 0) -> Callable[[], re.Pattern[str]]:
    """Return a function that gives the compiled pattern, compiling it at its first call."""
    return cache(lambda: re.compile(pattern, flags))
