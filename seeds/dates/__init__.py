"""Dates in Vietnamese news: every form that names one, and the day an article was published."""

from __future__ import annotations

from seeds.dates.forms import DateMention, find
from seeds.dates.publication import publication

__all__ = ["DateMention", "find", "publication"]
