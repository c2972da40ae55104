"""A mistake in a query: what is wrong, where, and what was probably meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seeds.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence


class QueryError(Problem):
    """A query that cannot be read. The list stays as it was.

    ``position`` and ``end`` are where the mistake stands in the text (code points of its NFC form,
    end-exclusive); ``expected`` is what could have stood there, ``suggestion`` the text that was probably
    meant there, if any. The code ends in ``-near`` when there is a suggestion, so that it has a sentence of
    its own. ``condition`` is the condition that has it, with its field and what is typed of its value: the
    rest of the query can be read without.
    """

    def __init__(
        self,
        position: int,
        code: str,
        *,
        end: int | None = None,
        expected: Sequence[str] = (),
        suggestion: str | None = None,
        **values: object,
    ) -> None:
        """Keep where and what; the sentence's values get ``column`` (1-based), ``expected`` and
        ``suggestion``."""
        super().__init__(
            code if suggestion is None else f"{code}-near",
            column=position + 1,
            expected=tuple(expected),
            suggestion=suggestion or "",
            **values,
        )
        self.position = position
        self.end = position if end is None else end
        self.expected = tuple(expected)
        self.suggestion = suggestion
        self.condition: tuple[int, int] | None = None
