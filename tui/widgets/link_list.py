"""What a link being typed may become, as a short list below the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from tui.dates_in_words import in_words
from tui.widgets.choice_list import ChoiceList
from tui.widgets.host import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.link_index import Offered
    from tui.choices import Choice

_MOST = 6
"""Rows at most: the text stays in sight."""


class LinkList(ChoiceList):
    """Shows itself when there is something to choose."""

    DEFAULT_CSS = "LinkList { display: none; height: 6; }"

    @dataclass
    class Toggled(Message):
        """The list has appeared, or gone."""

    def __init__(self) -> None:
        """Make an empty list, out of sight."""
        super().__init__(multiple=False)

    def show_links(self, choices: Sequence[Choice], words: Sequence[str]) -> None:
        """Show these choices with the folded ``words`` marked in them; none: nothing is shown."""
        was, self.display = self.display, bool(choices)
        self.styles.height = min(_MOST, len(choices))
        self.show(choices, frozenset(), words, "")
        if was != self.display:
            self.post_message(self.Toggled())

    def chosen_link(self) -> Choice | None:
        """Return what the cursor is on."""
        return self.current

    def move_link(self, rows: int) -> None:
        """Move the cursor by rows, round the ends."""
        if count := self.geometry.rows:
            self.go((self.cursor + rows) % count)

    def hint(self, offered: Offered) -> str:
        """Return what is said beside a choice: an article's day, or that it is a note."""
        words = words_of(self)
        if offered.article is None:
            return words("note.links.note")
        return in_words(offered.article.date, words, "short") if offered.article.date is not None else ""
