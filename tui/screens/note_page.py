"""One note in full, set as it is meant, with where its links lead and which notes point at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from annotations.links import NOTE, Link
from seeds.text import display_safe
from tui.cells import cut
from tui.cells import width as cells_of
from tui.commands import COMMANDS
from tui.keys_in_words import show_key
from tui.note_text import LinkRun, NoteLine, NoteLink, NoteText, set_note
from tui.widgets.bars import FooterBar, FooterKey
from tui.widgets.host import look_of, words_of
from tui.widgets.keyed import carry_out
from tui.widgets.note_view import NoteView
from tui.widgets.overlay import Overlay
from tui.widgets.reader.dates import day_of
from tui.widgets.reader.head import Run
from tui.widgets.reader.wrap import drawable, wrap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult

    from annotations.collection import Listed
    from annotations.link_index import Destination, Pointing
    from annotations.model import Note
    from tui.app import DocbaoApp
    from tui.clipboard import CopyOutcome
    from tui.commands import Context
    from tui.screens.linking import Linking
    from tui.screens.note_editor import NoteOutcome

_FOOTER_KEYS = 7
_LONGEST_QUOTE = 600


@dataclass(frozen=True, slots=True)
class ShownNote:
    """All that a page shows of a note: the article it is on (None: nothing is known of it), the ``quote`` of
    the highlight it is on ("" for none), where its links lead by their targets, which notes point at it and
    what those are called."""

    note: Note
    listed: Listed | None
    quote: str
    leads: Mapping[str, Destination]
    pointing: tuple[Pointing, ...]
    names: Mapping[str, str]


class _Top(Widget):
    """The page's first line: that it is a note, and of which article."""

    DEFAULT_CSS = "_Top { height: 1; }"
    text = ""
    day = ""

    def render_line(self, y: int) -> Strip:
        """Draw it."""
        look = look_of(self)
        ground, strong = look.style("bar.header"), look.style("bar.header_strong")
        title = words_of(self)("notepage.title")
        room = max(0, self.size.width - cells_of(title) - cells_of(self.day) - 6)
        text = cut(self.text, room) if room else ""
        gap = max(1, self.size.width - cells_of(title) - cells_of(text) - cells_of(self.day) - 4)
        parts = [(" ", ground), (title, strong), ("  ", ground), (text, ground), (" " * gap, ground)]
        return Strip([Segment(*part) for part in (*parts, (self.day, ground))]).adjust_cell_length(
            self.size.width, ground
        )


class NotePage(Overlay[None]):
    """Shows a note. Its keys are commands of the context ``note``."""

    DEFAULT_CSS: ClassVar[str] = """
    NotePage { background: $background; }
    NotePage FooterBar { dock: bottom; }
    """

    def __init__(self, main: Linking, shown: ShownNote, *, measure: int) -> None:
        """Take the main screen, which carries out what leads elsewhere, and the note."""
        super().__init__()
        self._main = main
        self.shown = shown
        self._top = _Top()
        self.view = NoteView(measure)
        self.footer = FooterBar()

    def compose(self) -> ComposeResult:
        """Lay out the heading, the note and the keys."""
        yield self._top
        yield self.view
        yield self.footer

    def on_mount(self) -> None:
        """Show the note and its keys."""
        self.view.focus()
        keymap = cast("DocbaoApp", self.app).keymap
        words = words_of(self)
        ranked = sorted((c for c in COMMANDS if c.footer and "note" in c.contexts), key=lambda c: c.footer)
        chosen = [*ranked[: _FOOTER_KEYS - 1], ranked[-1]] if len(ranked) > _FOOTER_KEYS else ranked
        self.footer.set_keys(
            tuple(
                FooterKey(show_key(keys[0]), words(f"command.{command.id}.short"), command.id)
                for command in chosen
                if (keys := keymap.keys_of(command.id))
            )
        )
        self.call_after_refresh(self.show, self.shown)

    def show(self, shown: ShownNote, *, keep: bool = False) -> None:
        """Show a note in this page's place; with ``keep`` it is the same one, changed."""
        self.shown = shown
        self._top.text = display_safe(shown.listed.heading) if shown.listed is not None else ""
        self._top.day = day_of(shown.note.modified, words_of(self))
        self._top.refresh()
        self.view.show(self._set, keep=keep)

    def _set(self, width: int) -> NoteText:
        """Set the page: what is quoted, the note, and what points here."""
        words, shown = words_of(self), self.shown
        lines: list[NoteLine] = []
        if shown.quote:
            quote = drawable(" ".join(shown.quote.split()))[:_LONGEST_QUOTE]
            told = f"“{quote}”"
            lines += [NoteLine(told[a:b], (Run(0, b - a, "reader.quoted"),)) for a, b in wrap(told, width)]
            lines.append(NoteLine(""))
        body = set_note(shown.note.text, width, shown.leads)
        lines += body.lines
        links = list(body.links)
        if shown.pointing:
            title = words("notepage.pointing", n=len(shown.pointing))
            lines += [NoteLine(""), NoteLine(title, (Run(0, len(title), "markdown.mark"),))]
            for it in shown.pointing:
                told = cut(drawable(shown.names[it.note.id]), max(1, width - 2))
                end = len(told) + 2
                run = LinkRun(2, end, len(links))
                lines.append(
                    NoteLine(f"← {told}", (Run(0, 2, "markdown.mark"), Run(2, end, "markdown.link")), (run,))
                )
                links.append(NoteLink(NOTE + it.note.id, told))
        return NoteText(tuple(lines), tuple(links))

    @property
    def link(self) -> NoteLink | None:
        """The link under the cursor."""
        number = self.view.link
        links = self.view.links
        return links[number] if number is not None and number < len(links) else None

    def take_key(self, context: Context, key: str) -> bool:
        """Carry out what a key means; False when it means nothing here."""
        return carry_out(cast("DocbaoApp", self.app), self.footer, context, key, self)

    def _run(self, handler: str, count: int = 1) -> None:
        self.footer.dismiss_passing()
        for target in (self, self.app):
            if (carry := getattr(target, handler, None)) is not None:
                carry(count)
                return

    def on_footer_bar_pressed(self, message: FooterBar.Pressed) -> None:
        """A click on a key of the footer is that key."""
        message.stop()
        self._run(cast("DocbaoApp", self.app).commands[message.command].handler)

    def on_note_view_followed(self, message: NoteView.Followed) -> None:
        """A click on a link follows it."""
        message.stop()
        self.cmd_follow_link()

    def cmd_down(self, count: int = 1) -> None:
        """Go down by lines."""
        self.view.scroll_lines(count)

    def cmd_up(self, count: int = 1) -> None:
        """Go up by lines."""
        self.view.scroll_lines(-count)

    def cmd_page_down(self, count: int = 1) -> None:
        """Go down by pages."""
        self.view.scroll_lines(count * max(1, self.view.pane.height - 2))

    def cmd_page_up(self, count: int = 1) -> None:
        """Go up by pages."""
        self.cmd_page_down(-count)

    def cmd_half_down(self, count: int = 1) -> None:
        """Go down by half pages."""
        self.view.scroll_lines(count * max(1, self.view.pane.height // 2))

    def cmd_half_up(self, count: int = 1) -> None:
        """Go up by half pages."""
        self.cmd_half_down(-count)

    def cmd_start(self, count: int = 1) -> None:
        """Go to the start."""
        self.view.set_top(0)

    def cmd_end(self, count: int = 1) -> None:
        """Go to the end."""
        self.view.set_top(self.view.max_top)

    def cmd_next_link(self, count: int = 1) -> None:
        """Go to the next link."""
        if not self.view.links:
            self.footer.say(words_of(self)("notepage.no-links"), passing=True)
        self.view.step_link(count)

    def cmd_previous_link(self, count: int = 1) -> None:
        """Go to the link before."""
        self.view.step_link(-count)

    def cmd_follow_link(self, count: int = 1) -> None:
        """Follow the link under the cursor; without one, go to the note's place in its article."""
        link = self.link
        if link is None:
            self._main.go_to_note_place(self.shown.note)
        elif link.web:
            self._main.open_web_link(link.target)
        else:
            self._main.follow(Link(0, 0, link.target, link.text), self.shown.note)

    def cmd_note_place(self, count: int = 1) -> None:
        """Go to the note's place in its article."""
        self._main.go_to_note_place(self.shown.note)

    def cmd_edit_note(self, count: int = 1) -> None:
        """Edit the note."""
        if self.shown.listed is None:
            self.footer.say(words_of(self)("notepage.no-article"), passing=True)
            return

        def closed(outcome: NoteOutcome) -> None:
            if outcome.ending == "deleted":
                self.dismiss()
            elif outcome.ending == "saved":
                self.footer.say(words_of(self)("notepage.saved"))
                self._main.show_note_again(self)

        self._main.edit_note(self.shown.listed, self.shown.note, closed)

    def cmd_delete_note(self, count: int = 1) -> None:
        """Delete the note; undoing brings it back."""
        from annotations import actions

        note, main = self.shown.note, self._main
        on = self.shown.listed.heading if self.shown.listed is not None else ""
        main.change(
            lambda: actions.delete_note(main.store(), main.store().note(note.id) or note),
            lambda _: self._gone(),
            on=on,
        )

    def _gone(self) -> None:
        if self.is_attached and self.app.screen is self:
            self.dismiss()

    def cmd_copy_note(self, count: int = 1) -> None:
        """Copy the note's text."""
        from tui.clipboard import copy

        words = words_of(self)

        def copied(outcome: CopyOutcome) -> None:
            self.footer.say(words(outcome.key), failed=not outcome.worked)

        text, app = self.shown.note.text, self.app
        self._main.ask(lambda: copy(text, app), copied)

    def cmd_next_note(self, count: int = 1) -> None:
        """Go to a later note on the article."""
        self._main.show_neighbour(self, count)

    def cmd_previous_note(self, count: int = 1) -> None:
        """Go to an earlier note on the article."""
        self._main.show_neighbour(self, -count)

    def cmd_go_back(self, count: int = 1) -> None:
        """Go back to where you were before the last link."""
        self._main.cmd_go_back(count)

    def cmd_help(self, count: int = 1) -> None:
        """Show what can be done here."""
        from tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen("note"))

    def cmd_close_note(self, count: int = 1) -> None:
        """Close the page, after a message that stays."""
        if not self.footer.dismiss_failure():
            self.dismiss()
