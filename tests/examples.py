"""How much random tests try: a little each time, more when it is asked for.

``DOCBAO_EXAMPLES=20 pytest …`` has them try twenty times as much.
"""

from __future__ import annotations

import os

from hypothesis import settings


def examples(number: int) -> settings:
    """Return the settings of a test that tries so many examples, or a multiple of them."""
    return settings(max_examples=number * int(os.environ.get("DOCBAO_EXAMPLES", "1")), deadline=None)
