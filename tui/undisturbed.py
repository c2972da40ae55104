"""Much made at once, without the garbage collector looking through it over and over: with a hundred thousand
articles changed it stands still for a second or two at a time, and the keys with it."""

from __future__ import annotations

import contextlib
import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


MANY = 5000
"""Articles from which on what is changed at once is much."""


@contextlib.contextmanager
def undisturbed(kept: Callable[[], bool] = lambda: True) -> Iterator[None]:
    """Hold the collector back. What is there at the end is looked through no more where it is ``kept``: it is
    the reader's, and goes when nobody holds it."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if kept():
            gc.freeze()
        if was:
            gc.enable()
