"""The list's movements as commands of the command table."""

from __future__ import annotations

from tui.widgets.list.grouped import GroupedRows


class Motions(GroupedRows):
    """Grouped rows whose cursor is moved by commands; each takes the count typed before its key."""

    def cmd_down(self, count: int = 1) -> None:
        """Move down by rows."""
        self.go(self.cursor + count)

    def cmd_up(self, count: int = 1) -> None:
        """Move up by rows."""
        self.go(self.cursor - count)

    def cmd_page_down(self, count: int = 1) -> None:
        """Move down by pages."""
        self.leap(self.page * count)

    def cmd_page_up(self, count: int = 1) -> None:
        """Move up by pages."""
        self.leap(-self.page * count)

    def cmd_half_down(self, count: int = 1) -> None:
        """Move down by half pages."""
        self.leap(max(1, self.page // 2) * count)

    def cmd_half_up(self, count: int = 1) -> None:
        """Move up by half pages."""
        self.leap(-max(1, self.page // 2) * count)

    def cmd_start(self, count: int = 1) -> None:
        """Go to the first row; with a count, to that row."""
        self.go(count - 1)

    def cmd_end(self, count: int = 1) -> None:
        """Go to the last row; with a count above 1, to that row."""
        self.go(count - 1 if count > 1 else self.geometry.rows - 1)

    def cmd_next_section(self, count: int = 1) -> None:
        """Go to the first row of the next section; past the last one, to the last row."""
        if not self.geometry.rows:
            return
        section = self.geometry.section_of(self.cursor) + count
        if section >= len(self.geometry.sections):
            self.cmd_end()
        else:
            self.go(self.geometry.first_row(section), top=self.geometry.heading_line(section))

    def cmd_previous_section(self, count: int = 1) -> None:
        """Go to the first row of this section, or if there already, of the one before."""
        if not self.geometry.rows:
            return
        section = self.geometry.section_of(self.cursor)
        inside = self.cursor != self.geometry.first_row(section)
        section = max(0, section - count + inside)
        self.go(self.geometry.first_row(section), top=min(self.top, self.geometry.heading_line(section)))
