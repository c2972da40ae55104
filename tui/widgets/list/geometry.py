"""Where each line of a grouped list stands, worked out from its sections alone: no row is ever asked."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.collection import Section


class Spot(NamedTuple):
    """What stands on a line: a ``gap`` before a heading, a ``heading``, line ``part`` of ``row``, or nothing.

    ``section`` is an index into the sections.
    """

    kind: Literal["gap", "heading", "row", "end"]
    section: int = 0
    row: int = 0
    part: int = 0


class Geometry:
    """Rows of one height under headings of one line, a gap above each heading but the first.

    All questions are answered in O(log sections), whatever the number of rows.
    """

    def __init__(self, sections: Sequence[Section], row_height: int) -> None:
        """Add up the sections; one whose key is None has no heading."""
        self.sections = tuple(sections)
        self.row_height = row_height
        self.headed = any(section.key is not None for section in sections)
        self._first_rows: list[int] = []
        self._first_lines: list[int] = []
        self.rows = 0
        line = 0
        for index, section in enumerate(self.sections):
            self._first_rows.append(self.rows)
            self._first_lines.append(line)
            line += self._above(index) + section.count * row_height
            self.rows += section.count
        self.lines = line

    def _above(self, section: int) -> int:
        """How many lines a section has above its first row."""
        if self.sections[section].key is None:
            return 0
        return 2 if section else 1

    def section_of(self, row: int) -> int:
        """Return the index of the section a row lies in."""
        return max(0, bisect_right(self._first_rows, row) - 1)

    def line_of(self, row: int) -> int:
        """Return the first line of a row."""
        section = self.section_of(row)
        start = self._first_lines[section] + self._above(section)
        return start + (row - self._first_rows[section]) * self.row_height

    def first_row(self, section: int) -> int:
        """Return the first row of a section."""
        return self._first_rows[section]

    def heading_line(self, section: int) -> int:
        """Return the line of a section's heading (of its first row where it has none)."""
        above = self._above(section)
        return self._first_lines[section] + max(0, above - 1)

    def at(self, line: int) -> Spot:
        """Say what stands on a line, counted from 0."""
        if not 0 <= line < self.lines:
            return Spot("end")
        section = bisect_right(self._first_lines, line) - 1
        within = line - self._first_lines[section]
        above = self._above(section)
        if within < above:
            return Spot("heading" if within == above - 1 else "gap", section)
        row, part = divmod(within - above, self.row_height)
        return Spot("row", section, self._first_rows[section] + row, part)
