"""The reader's local days as moments."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from datetime import time as clock


def first_moment(day: date | None) -> datetime | None:
    """Return the first moment of a local day, or about the first there is where it lies before all; None for
    None."""
    if day is None:
        return None
    try:
        return datetime.combine(day, clock.min).astimezone(UTC)
    except (OverflowError, ValueError, OSError):
        return datetime.min.replace(tzinfo=UTC)


def last_moment(day: date | None) -> datetime | None:
    """Return the last moment of a local day, or the last there is where it lies after all; None for None."""
    if day is None:
        return None
    try:
        return datetime.combine(day + timedelta(days=1), clock.min).astimezone(UTC) - timedelta(
            microseconds=1
        )
    except (OverflowError, ValueError, OSError):
        return datetime.max.replace(tzinfo=UTC)
