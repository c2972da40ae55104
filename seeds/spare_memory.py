"""Giving memory that is free back to the system."""

from __future__ import annotations

from contextlib import suppress


def give_back() -> None:
    """Give back what was freed after a large piece of work. The C library of Linux (glibc) keeps it for each
    thread by itself; others do this on their own."""
    import ctypes

    with suppress(OSError, AttributeError, TypeError):  # no such library, or one that has no need of it
        ctypes.CDLL(None).malloc_trim(0)
