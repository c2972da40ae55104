"""The card of an entity: what is known of the name under the cursor, and where else it is named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tui.cells import cut
from tui.cells import width as cells_of
from tui.dates_in_words import in_words
from tui.name_words import shown, value_in_words, why
from tui.screens.over_page import place_over
from tui.widgets.host import look_of, words_of
from tui.widgets.overlay import Overlay
from tui.widgets.reader.spans import group_of

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.geometry import Size

    from annotations.collection import Listed
    from seeds.article import Mention
    from tui.themes import Look
    from tui.widgets.reader import Reader
    from tui.words import Words

_WIDTH = 66
_MARGIN = 2
_DATE_CELLS = 13
_Row = tuple[list[tuple[str, Style]], int | None]
"""A line's pieces, and which choice it is: 0 lists all articles, 1 and on open one; None is not one."""


@dataclass(frozen=True, slots=True)
class EntityChoice:
    """What was chosen on the card: the id of an article to open, or "" to list all that name the entity, or
    to set right what it is, or to show its page."""

    open_id: str = ""
    set_right: bool = False
    page: bool = False


class _Card(Widget):
    """The card itself, drawn line by line."""

    DEFAULT_CSS = """
    _Card {
        width: 66; max-width: 100%; height: auto; max-height: 100%;
        background: $surface; border: round $foreground 25%;
    }
    _Card:ansi { background: ansi_default; border: round ansi_default; }
    """

    def __init__(
        self, mention: Mention, count_here: int, others: tuple[Listed, ...], total: int, read: str
    ) -> None:
        super().__init__()
        self.read = read
        self.mention = mention
        self.count_here = count_here
        self.others = others
        self.total = total
        self.cursor = 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as there are."""
        return len(self._rows(look_of(self), words_of(self)))

    def render_line(self, y: int) -> Strip:
        """Draw one line, the chosen one standing out."""
        look = look_of(self)
        ground = look.style("box.text")
        rows = self._rows(look, words_of(self))
        if y >= len(rows):
            return Strip.blank(self.size.width, ground)
        pieces, choice = rows[y]
        over = look.style("box.cursor") if choice is not None and choice == self.cursor else Style.null()
        segments = [Segment(" " * _MARGIN, ground + over)]
        segments += [Segment(text, ground + style + over) for text, style in pieces]
        return Strip(segments).adjust_cell_length(self.size.width, ground + over)

    def choice_at(self, y: int) -> int | None:
        """Which choice a line is."""
        rows = self._rows(look_of(self), words_of(self))
        return rows[y][1] if 0 <= y < len(rows) else None

    def _rows(self, look: Look, words: Words) -> list[_Row]:
        room = max(1, (self.size.width or _WIDTH - 2) - 2 * _MARGIN)
        plain, muted = look.style("box.text"), look.style("box.muted")
        mention = self.mention
        name = look.style(f"entity.{group_of(mention)}") + plain.background_style + Style(bold=True)
        rows: list[_Row] = [([(cut(shown(mention.name or mention.text), room), name)], None)]
        rows += [([(cut(" · ".join(facts), room), muted)], None) for facts in self._facts(words)]
        rows.append(([], None))
        if not self.total:
            rows.append(([(cut(words("card.alone"), room), muted)], None))
        else:
            rows.append(([(cut(words("card.filter", n=self.total), room), look.style("box.strong"))], 0))
            rows += [(self._other(number, room, look, words), number) for number in self._numbers()]
            if (more := self.total - len(self.others)) > 0:
                rows.append(([("   " + words("card.more", n=more), muted)], None))
        keys = words("card.keys", n=len(self.others)) if self.others else words("card.keys-alone")
        return [*rows, ([], None), ([(cut(keys, room), muted)], None)]

    def _numbers(self) -> range:
        return range(1, len(self.others) + 1)

    def _facts(self, words: Words) -> list[list[str]]:
        mention = self.mention
        facts = [words(f"entity.type.{mention.type}")]
        if mention.text != mention.name:
            facts.append(words("card.named", text=shown(mention.text)))
        facts.append(words("card.times", n=self.count_here))
        lines = [facts]
        if value := value_in_words(mention, words):
            lines.append([words("card.value", value=value)])
        lines.append([self.read or why(mention, words)])
        return lines

    def _other(self, number: int, room: int, look: Look, words: Words) -> list[tuple[str, Style]]:
        plain, muted = look.style("box.text"), look.style("box.muted")
        listed = self.others[number - 1]
        dated = listed.date
        told = in_words(dated, words, "short") if dated is not None else words("reading.date.unknown")
        day = cut(told, _DATE_CELLS)
        heading = cut(shown(listed.heading), max(1, room - _DATE_CELLS - 5))
        gap = " " * (_DATE_CELLS - cells_of(day) + 1)
        return [(f" {number} ", look.style("box.key")), (day + gap, muted), (heading, plain)]


class EntityCard(Overlay[EntityChoice | None]):
    """Shows an entity; dismisses with an ``EntityChoice``, or None when it is just closed.

    ``others`` are the articles shown, newest first, out of ``others_total`` that name it besides this one.
    """

    DEFAULT_CSS = """
    EntityCard { align: center bottom; background: transparent; }
    EntityCard _Card { margin: 0 0 2 0; }
    """

    def __init__(
        self,
        mention: Mention,
        count_here: int,
        others: tuple[Listed, ...],
        others_total: int,
        reader: Reader,
        *,
        read: str = "",
    ) -> None:
        """Make the card of a mention that this article has ``count_here`` times.

        ``reader`` shows it. ``read`` is told in place of why docbao takes it for what it is, where that is
        the reader's own word.
        """
        super().__init__()
        self._card = _Card(mention, count_here, others, others_total, read)
        self._reader = reader

    def compose(self) -> ComposeResult:
        """The card."""
        yield self._card

    def on_mount(self) -> None:
        """Find a place over the page."""
        self._place()

    def on_resize(self) -> None:
        """Find a place again."""
        self._place()

    def _place(self) -> None:
        """Stand below the name the card is about, or above it."""
        size = self.app.size
        height = self._card.get_content_height(size, size, _WIDTH) + 2
        place_over(self, self._card, self._reader, self._card.mention.start, _WIDTH, height)

    def on_key(self, event: events.Key) -> None:
        """Move, choose, open by number, or close."""
        event.stop()
        event.prevent_default()
        card, key = self._card, event.key
        if key in ("escape", "q", "h", "left"):
            self.dismiss(None)
        elif key in ("enter", "l", "right"):
            self._choose(card.cursor)
        elif key in ("i", "I"):
            self.dismiss(EntityChoice(set_right=True))
        elif key in ("p", "P"):
            self.dismiss(EntityChoice(page=True))
        elif key in ("down", "j"):
            card.cursor = min(card.cursor + 1, len(card.others))
        elif key in ("up", "k"):
            card.cursor = max(card.cursor - 1, 0)
        elif key.isdecimal() and 1 <= int(key) <= len(card.others):
            self._choose(int(key))
        card.refresh()

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked; a click beside the card closes it."""
        if event.widget is not self._card:
            self.dismiss(None)
            return
        where = event.get_content_offset(self._card)
        choice = None if where is None else self._card.choice_at(where.y)
        if choice is not None:
            self._choose(choice)

    def _choose(self, choice: int) -> None:
        card = self._card
        if choice:
            self.dismiss(EntityChoice(card.others[choice - 1].id))
        elif card.total:
            self.dismiss(EntityChoice())
        else:
            self.dismiss(None)
