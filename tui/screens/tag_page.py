"""The page of tags as far as one only looks: a tree that folds, finding in it, going where a tag is used."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from rich.text import Text
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from annotations.tag_tree import TagNode, TagOrder, alike_in, find, tree
from seeds.text import display_safe
from tui.choices import search_words
from tui.widgets.host import look_of
from tui.widgets.keyed import carry_out
from tui.widgets.line_input import LineInput
from tui.widgets.overlay import Overlay
from tui.widgets.tag_heading import TagHeading
from tui.widgets.tag_rows import TagRow, TagRows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual import events
    from textual.app import ComposeResult

    from annotations.model import TagUse
    from annotations.query.tree import Query
    from tui.app import DocbaoApp
    from tui.commands import Context
    from tui.screens.base import MainBase


class _Line(LineInput):
    """What is typed at the foot of the page; its screen takes the keys that do not edit."""

    def __init__(self, take: Callable[[str], bool]) -> None:
        super().__init__(id="tag-input")
        self._take = take

    async def _on_key(self, event: events.Key) -> None:
        if self._take(event.key):
            event.stop()
            event.prevent_default()
        else:
            await super()._on_key(event)


class TagPage(Overlay[None]):
    """Shows the tags over the panes; the footer below stays in view and says what was done. Its keys are
    commands of the context ``tags``."""

    DEFAULT_CSS = """
    TagPage { background: transparent; }
    TagPage > #tags-page { background: $background; margin: 0 0 1 0; height: 1fr; }
    TagPage #tags-told { height: auto; max-height: 6; padding: 0 1; background: $surface; display: none; }
    TagPage #tags-line { height: 1; display: none; background: $surface; }
    TagPage #tags-label { width: auto; padding: 0 1; color: $accent; }
    TagPage #tag-input, TagPage #tag-input:focus {
        width: 1fr; height: 1; border: none; padding: 0; background: $surface;
    }
    TagPage > #tags-page:ansi { background: ansi_default; }
    """
    AUTO_FOCUS: ClassVar[str | None] = "#tag-rows"

    def __init__(self, main: MainBase, uses: tuple[TagUse, ...], nodes: tuple[TagNode, ...]) -> None:
        """Take the main screen, whose footer and store are used, and the tags as they are now."""
        super().__init__(id="tags")
        self._main = main
        self._take(uses, nodes)
        self._order: TagOrder = "name"
        self._folded: set[str] = set()
        self._text = ""
        self._typing: str = ""
        self.rows = TagRows()
        self._heading = TagHeading(self.rows)
        self._input = _Line(self._take_typing)

    def compose(self) -> ComposeResult:
        """Lay out heading, rows, what a change would do, and the line that is typed into."""
        with Vertical(id="tags-page"):
            yield self._heading
            yield self.rows
            yield Static(id="tags-told", markup=False)
            with Horizontal(id="tags-line"):
                yield Static(id="tags-label", markup=False)
                yield self._input

    def on_mount(self) -> None:
        """Show the tags."""
        self._show()
        self._main.show_footer_keys()
        self.watch(self._main.footer, "rows", self._leave_rows)

    def _leave_rows(self, rows: int) -> None:
        """The footer below has this many."""
        self.query_one("#tags-page").styles.margin = (0, 0, rows, 0)

    # What is shown

    def _take(self, uses: tuple[TagUse, ...], nodes: tuple[TagNode, ...]) -> None:
        self._uses, self._tree = uses, nodes
        self._named = {node.name: node for node in _all(nodes)}

    def _show(self, at: str = "") -> None:
        word = self._main.word
        current = at or (self.rows.current.node.name if self.rows.current is not None else "")
        if self._text.strip():
            found = [self._named[use.name] for use in find(self._uses, self._text)]
            rows = [TagRow(node, 0, None) for node in found]
        else:
            rows = list(self._unfolded(self._tree))
        empty = (
            word("tags.page.none", text=display_safe(self._text, 60))
            if self._uses
            else word("tags.page.empty")
        )
        self.rows.show(rows, words=search_words(self._text), empty=empty, at=current)
        total = len(self._uses)
        told = (
            word("tags.page.found", n=len(rows), total=total, text=display_safe(self._text.strip(), 30))
            if self._text.strip()
            else word("tags.page.count", n=total)
        )
        more = [word(f"tags.order.{self._order}")]
        if any(_told_apart(row.node) for row in rows):
            more.append(word("tags.page.own-and-below"))
        if twins := alike_in(self._uses):
            more.insert(0, word("tags.page.alike", n=twins))
        if self.rows.marked:
            more.insert(0, word("tags.page.marked", n=len(self.rows.marked)))
        self._heading.tell(" · ".join((told, *more)))

    def _unfolded(self, nodes: tuple[TagNode, ...]) -> Iterator[TagRow]:
        for node in nodes:
            is_open = None if not node.below else node.name not in self._folded
            yield TagRow(node, node.depth, is_open)
            if is_open:
                yield from self._unfolded(node.below)

    def renew(self, at: str = "") -> None:
        """Show the tags as they are now, with the cursor on one: it is seen, whatever was looked for."""

        def look() -> tuple[tuple[TagUse, ...], tuple[TagNode, ...]]:
            store = self._main.store()
            uses = store.tag_uses()
            return uses, tree(uses, store.tag_items, self._order)

        def show(found: tuple[tuple[TagUse, ...], tuple[TagNode, ...]]) -> None:
            self._take(*found)
            self.rows.marked &= {use.name for use in self._uses}
            if at in self._named and not any(use.name == at for use in find(self._uses, self._text)):
                self._text = ""
            self._show(at)

        self._main.ask(look, show)

    # Keys

    def on_key(self, event: events.Key) -> None:
        """Keys that nothing else took are commands too."""
        if not self._typing:
            event.stop()
            event.prevent_default()
            self.take_key("tags", event.key)

    def take_key(self, context: Context, key: str) -> bool:
        """Carry out what a key means in a context; False when it means nothing there."""
        app = cast("DocbaoApp", self.app)
        return carry_out(app, self._main.footer, context, key, self, self.rows, self._main)

    def on_tag_rows_opened(self, message: TagRows.Opened) -> None:
        """A second click lists the articles."""
        message.stop()
        self.cmd_tag_open()

    def cmd_close_tags(self, count: int = 1) -> None:
        """Step back: from a message, from what was looked for, from marks, from the page."""
        if self._main.footer.dismiss_failure():
            return
        if self._text or self.rows.marked:
            if self._text:
                self._text = ""
            else:
                self.rows.marked = frozenset()
            self._show()
            return
        self.dismiss()

    # The tree

    def cmd_tag_unfold(self, count: int = 1) -> None:
        """Show what is below the tag, then go to the first of it."""
        row = self.rows.current
        if row is None or row.open is None:
            return
        if row.open:
            self.rows.go(self.rows.cursor + 1)
        else:
            self._folded.discard(row.node.name)
            self._show()

    def cmd_tag_fold(self, count: int = 1) -> None:
        """Hide what is below the tag; where nothing is, go to the tag above."""
        row = self.rows.current
        if row is None:
            return
        if row.open:
            self._folded.add(row.node.name)
            self._show()
        elif above := row.node.name.rpartition("/")[0]:
            self._show(above)

    def cmd_tag_order(self, count: int = 1) -> None:
        """Sort by the alphabet or by use."""
        self._order = "use" if self._order == "name" else "name"
        self.renew()

    def cmd_tag_mark(self, count: int = 1) -> None:
        """Mark the tag or take its mark away."""
        if (row := self.rows.current) is not None:
            self.rows.marked ^= {row.node.name}
            self._show()

    def cmd_tag_open(self, count: int = 1) -> None:
        """List the articles that have the tag, themselves or in them."""
        self._leave_for(self._main.show_only)

    def cmd_tag_notes(self, count: int = 1) -> None:
        """Show in the notebook what is marked and written under the tag."""
        self._leave_for(self._main.show_notebook)

    def _leave_for(self, show: Callable[[Query], None]) -> None:
        """Close the page and show elsewhere what has the tag under the cursor."""
        if (row := self.rows.current) is not None:
            from annotations.query.tree import Tag

            tree = Tag(row.node.name)
            self.dismiss()
            self._main.call_later(show, tree)

    # Typing

    def cmd_tag_narrow(self, count: int = 1) -> None:
        """Narrow the tags as one types."""
        self._type("find", self._text)

    def _type(self, typing: str, text: str) -> None:
        self._typing = typing
        self.query_one("#tags-label", Static).update(Text(self._main.word(f"tags.typing.{typing}")))
        self.query_one("#tags-line").display = True
        self._input.value = text
        self._input.cursor_position = len(text)
        self._input.focus()
        self._main.footer.set_keys(())

    def _stop_typing(self) -> None:
        self._typing = ""
        self.query_one("#tags-line").display = False
        self._tell([])
        self.rows.focus()
        self._main.show_footer_keys()

    def _take_typing(self, key: str) -> bool:
        """Carry out a key that does not edit the line; False for one that does."""
        if key == "escape":
            self._text = ""
            self._show()
        if key in ("escape", "enter"):
            self._stop_typing()
        elif key in ("up", "down"):
            self.rows.go(self.rows.cursor + (1 if key == "down" else -1))
        return key in ("escape", "enter", "up", "down", "tab", "shift+tab")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Follow the typing."""
        event.stop()
        self._follow(self._input.value)  # the event may be of what the line was used for before

    def _follow(self, text: str) -> None:
        """Show the tags that are like what is typed."""
        self._text = text
        self.rows.cursor = 0
        self._show(" ")

    def _tell(self, lines: list[str]) -> None:
        told = self.query_one("#tags-told", Static)
        told.display = bool(lines)
        look = look_of(self)
        text = Text(no_wrap=False)
        for at, line in enumerate(lines):
            style = "box.muted" if at == len(lines) - 1 else "box.title" if not at else "box.text"
            text.append(("\n" if at else "") + display_safe(line, 300), look.style(style))
        told.update(text)


def _told_apart(node: TagNode) -> bool:
    """Whether a node's row tells what has this very tag apart from what has one below it."""
    pairs = (node.own.articles, node.total.articles), (node.own.highlights, node.total.highlights)
    return any(own and own != total for own, total in pairs)


def _all(nodes: tuple[TagNode, ...]) -> Iterator[TagNode]:
    """Go through the nodes and all below them."""
    for node in nodes:
        yield node
        yield from _all(node.below)
