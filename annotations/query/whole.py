"""What is shown before anything is asked: every article, in one of the orders. The rest of the query tree is
loaded when there is a query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Order = Literal["newest", "oldest", "title", "source", "added", "unread"]

ORDERS: dict[str, Order] = {name: name for name in get_args(Order)}
"""The orders by name, for turning a text that was read into one of them."""


@dataclass(frozen=True, slots=True)
class Everything:
    """Matches every article."""


EVERYTHING = Everything()
