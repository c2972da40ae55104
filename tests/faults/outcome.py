"""What a fault test found, and how it is said."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Outcome:
    """Figures by name, and what went wrong, in words: nothing may."""

    figures: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def count(self, what: str, number: int = 1) -> None:
        self.figures[what] += number

    def expect(self, holds: bool, words: str) -> None:
        """Note what does not hold."""
        if not holds:
            self.wrong.append(words)

    def add(self, other: Outcome) -> None:
        """Take in another's figures and faults."""
        self.figures.update(other.figures)
        self.wrong += other.wrong
