"""Things that go wrong and can be told to the reader in one line.

The floors below the interface hold no sentences: they raise a ``Problem`` with a code, and the catalogue in
``tui/words`` has the sentence for it.
"""

from __future__ import annotations


class Problem(Exception):
    """A mistake in the input or a failure of the machine, with a code and the values its sentence needs.

    ``code`` is a key of the catalogue's ``problem`` section, such as ``file-gone``. Values are plain data
    (paths as strings); they may come from hostile input and are cleaned when they are shown.
    """

    def __init__(self, code: str, **values: object) -> None:
        """Keep the code and its values; ``str()`` is for logs only."""
        super().__init__(f"{code} {values}" if values else code)
        self.code = code
        self.values = values
