"""The page of all tags: a tree with counts, and renaming, merging and deleting them in place."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from rich.text import Text
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static

from annotations import tagging
from annotations.tag_tree import TagNode, TagOrder, alike, find, tree
from seeds.problems import Problem
from seeds.text import display_safe, fold
from tui.cells import cut, width
from tui.choices import Choice, search_words
from tui.screens.tag_plans import plan_lines, question_of
from tui.sentences import problem_in_words
from tui.widgets.host import look_of, words_of
from tui.widgets.line_input import LineInput
from tui.widgets.list.parts import Part, joined
from tui.widgets.tag_rows import TagRow, TagRows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual import events
    from textual.app import ComposeResult
    from textual.strip import Strip

    from annotations.model import TagUse
    from annotations.query.tree import Query
    from annotations.store import Store
    from tui.app import DocbaoApp
    from tui.commands import Context
    from tui.screens.base import MainBase
    from tui.screens.picker import Picked


class _Heading(Widget):
    """The page's first line: what it is, how many tags there are, and what the columns count."""

    DEFAULT_CSS = "_Heading { height: 1; }"

    def __init__(self, rows: TagRows) -> None:
        super().__init__()
        self._rows = rows
        self.told = ""

    def tell(self, told: str) -> None:
        """Say how many tags there are and in which order."""
        self.told = told
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw it."""
        look, words = look_of(self), words_of(self)
        ground, muted = look.style("bar.header"), look.style("bar.header")
        names = (words("tags.page.articles"), words("tags.page.highlights"))
        right = "".join(
            name.rjust(cells + 2) for name, cells in zip(names, self._rows.columns(), strict=True)
        )
        title = words("tags.page.title")
        room = self.size.width - width(right) - width(title) - 5
        told = cut(self.told, room) if room > 0 else ""
        gap = max(0, self.size.width - width(title) - width(told) - width(right) - 5)
        parts: list[Part] = [
            (" ", ground),
            (title, look.style("bar.header_strong")),
            ("  ", ground),
            (told, muted),
            (" " * gap, ground),
            (right, muted),
        ]
        return joined(parts, self.size.width, ground)


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


class TagBrowser(ModalScreen[None]):
    """Shows the tags over the panes; the footer below stays in view and says what was done. Its keys are
    commands of the context ``tags``."""

    DEFAULT_CSS = """
    TagBrowser { background: transparent; }
    TagBrowser > #tags-page { background: $background; margin: 0 0 1 0; height: 1fr; }
    TagBrowser #tags-told { height: auto; max-height: 6; padding: 0 1; background: $surface; display: none; }
    TagBrowser #tags-line { height: 1; display: none; background: $surface; }
    TagBrowser #tags-label { width: auto; padding: 0 1; color: $accent; }
    TagBrowser #tag-input, TagBrowser #tag-input:focus {
        width: 1fr; height: 1; border: none; padding: 0; background: $surface;
    }
    TagBrowser > #tags-page:ansi { background: ansi_default; }
    """
    AUTO_FOCUS: ClassVar[str | None] = "#tag-rows"

    def __init__(self, main: MainBase, uses: tuple[TagUse, ...], nodes: tuple[TagNode, ...]) -> None:
        """Take the main screen, whose footer and store are used, and the tags as they are now."""
        super().__init__(id="tags")
        self._main = main
        self._uses, self._tree = uses, nodes
        self._order: TagOrder = "name"
        self._folded: set[str] = set()
        self._text = ""
        self._typing: str = ""
        self._plan_for = ""
        self.rows = TagRows()
        self._heading = _Heading(self.rows)
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

    # What is shown

    def _show(self, at: str = "") -> None:
        word = self._main.word
        by_name = {node.name: node for node in _all(self._tree)}
        current = at or (self.rows.current.node.name if self.rows.current is not None else "")
        if self._text.strip():
            found = [by_name[use.name] for use in find(self._uses, self._text) if use.name in by_name]
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
            word("tags.page.found", n=len(rows), total=total)
            if self._text.strip()
            else word("tags.page.count", n=total)
        )
        more = [word(f"tags.page.by-{self._order}")]
        if self.rows.marked:
            more.append(word("tags.page.marked", n=len(self.rows.marked)))
        self._heading.tell(" · ".join((told, *more)))

    def _unfolded(self, nodes: tuple[TagNode, ...]) -> Iterator[TagRow]:
        for node in nodes:
            is_open = None if not node.below else node.name not in self._folded
            yield TagRow(node, node.depth, is_open)
            if is_open:
                yield from self._unfolded(node.below)

    def renew(self, at: str = "") -> None:
        """Show the tags as they are now, with the cursor on one."""

        def look() -> tuple[tuple[TagUse, ...], tuple[TagNode, ...]]:
            store = self._main.store()
            uses = store.tag_uses()
            return uses, tree(uses, store.tag_items, self._order)

        def show(found: tuple[tuple[TagUse, ...], tuple[TagNode, ...]]) -> None:
            self._uses, self._tree = found
            self.rows.marked &= {use.name for use in self._uses}
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
        press = cast("DocbaoApp", self.app).keymap.press(context, key)
        self._main.footer.set_pending(press.pending if press else "")
        if press is None:
            return False
        if press.command is not None:
            self._main.footer.dismiss_passing()
            for target in (self, self.rows, self._main, self.app):
                handler = getattr(target, press.command.handler, None)
                if handler is not None:
                    handler(press.count if press.count is not None else 1)
                    break
        return True

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
        """Mark the tag or take its mark away, and go on to the next."""
        if (row := self.rows.current) is not None:
            self.rows.marked ^= {row.node.name}
            self._show()
            self.rows.go(self.rows.cursor + 1)

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

    # Typing: what is looked for, or a new name

    def cmd_tag_narrow(self, count: int = 1) -> None:
        """Narrow the tags as one types."""
        self._type("find", self._text)

    def cmd_tag_rename(self, count: int = 1) -> None:
        """Ask for another name, and say what would change with it."""
        if (row := self.rows.current) is not None:
            self._plan_for = row.node.name
            self._type("rename", row.node.name)
            self._preview()

    def _type(self, typing: str, text: str) -> None:
        self._typing = typing
        self.query_one("#tags-label", Static).update(Text(self._main.word(f"tags.page.{typing}")))
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
        """Carry out a key that does not edit the line."""
        if key == "escape":
            if self._typing == "find":
                self._text = ""
                self._show()
            self._stop_typing()
        elif key == "enter":
            if self._typing == "rename":
                self._rename()
            else:
                self._stop_typing()
        elif key in ("up", "down") and self._typing == "find":
            self.rows.go(self.rows.cursor + (1 if key == "down" else -1))
        elif key == "tab" and self._typing == "rename":
            if like := self._like():
                self._input.value = like
                self._input.cursor_position = len(like)
        else:
            return key in ("tab", "shift+tab", "up", "down")
        return True

    def on_input_changed(self, event: Input.Changed) -> None:
        """Follow the typing."""
        event.stop()
        if self._typing == "find":
            self._text = event.value
            self.rows.cursor = 0
            self._show(" ")
        elif self._typing == "rename":
            self._preview()

    def _like(self) -> str:
        """Return the tag that is meant by what is typed, as far as it is spelled; "" for none."""
        typed = self._input.value.strip().lstrip("#")
        old = self._plan_for
        others = [use for use in self._uses if use.name != old and not tagging.below(use.name, old)]
        same = alike(others, typed)
        if same or not typed:
            return same[0].name if same else ""
        begun = [use.name for use in find(others, typed) if fold(use.name).startswith(fold(typed))]
        return begun[0] if begun and begun[0] != typed else ""

    def _preview(self) -> None:
        """Say what renaming would change, worked out off the loop; the newest question wins."""
        old, new, like = self._plan_for, self._input.value, self._like()

        def look() -> tagging.Plan | Problem:
            try:
                return tagging.rename(self._main.store(), old, new)
            except Problem as problem:
                return problem

        def show(found: tagging.Plan | Problem) -> None:
            if self._typing != "rename" or (self._plan_for, self._input.value) != (old, new):
                return
            words = self._main.host.words
            told = (
                [problem_in_words(found, words)] if isinstance(found, Problem) else plan_lines(found, words)
            )
            if isinstance(found, Problem) and found.code == "tag-same":
                told = plan_lines(None, words, tag=old, node=self._node(old))
            if like:
                told.append(words("tags.plan.like", tags=f"#{like}"))
            self._tell([*told, words("tags.page.keys-rename")])

        self._main.ask(look, show)

    def _node(self, name: str) -> TagNode | None:
        return next((node for node in _all(self._tree) if node.name == name), None)

    def _tell(self, lines: list[str]) -> None:
        told = self.query_one("#tags-told", Static)
        told.display = bool(lines)
        look = look_of(self)
        text = Text(no_wrap=False)
        for at, line in enumerate(lines):
            style = "box.muted" if at == len(lines) - 1 else "box.title" if not at else "box.text"
            text.append(("\n" if at else "") + display_safe(line, 300), look.style(style))
        told.update(text)

    def _rename(self) -> None:
        old, new = self._plan_for, self._input.value
        self._carry_out(lambda store: tagging.rename(store, old, new), self._stop_typing)

    # Merging and deleting

    def _meant(self) -> list[str]:
        """Return the marked tags, else the one under the cursor."""
        row = self.rows.current
        return sorted(self.rows.marked) or ([row.node.name] if row is not None else [])

    def cmd_tag_delete(self, count: int = 1) -> None:
        """Take tags off everything, after saying what that is."""
        if meant := self._meant():
            self._ask_first(lambda store: tagging.delete(store, meant), "delete")

    def cmd_tag_merge(self, count: int = 1) -> None:
        """Make one of the tags and another, after saying what that changes."""
        from tui.screens.picker import Picker

        meant = self._meant()
        word = self._main.word
        nodes = sorted(_all(self._tree), key=lambda node: (node.name not in meant, -node.total.items))
        choices = [
            Choice(node.name, f"#{node.name}", count=node.total.items)
            for node in nodes
            if [node.name] != meant
        ]
        if not meant or not choices:
            self._main.say("tags.page.no-other")
            return

        def picked(result: Picked | None) -> None:
            if result is not None and result.values:
                into = result.values[0]
                self._ask_first(lambda store: tagging.merge(store, meant, into), "merge")

        note = ", ".join(f"#{tag}" for tag in meant)
        self.app.push_screen(
            Picker(word("tags.page.merge-into"), choices, placeholder=word("main.filter.type"), note=note),
            picked,
        )

    def _ask_first(self, make: Callable[[Store], tagging.Plan], what: str) -> None:
        """Say what a change would do, and do it if the reader says so."""
        from tui.screens.confirm import Confirm

        def show(plan: tagging.Plan) -> None:
            words = self._main.host.words
            question = question_of(plan, words)
            box = Confirm(question, plan_lines(plan, words)[1:], keys=f"tags.plan.keys-{what}")
            self.app.push_screen(box, lambda yes: self._carry_out(make) if yes else None)

        self._main.ask_to_open(lambda: make(self._main.store()), show)

    def _carry_out(
        self, make: Callable[[Store], tagging.Plan], then: Callable[[], None] | None = None
    ) -> None:
        """Work the change out anew, for what is there now, and do it; say so once it is durable."""
        store = self._main.store

        def done(at: str) -> None:
            self.rows.marked = frozenset()
            if then is not None:
                then()
            self.renew(at)

        self._main.change(
            lambda: make(store()).operation,
            lambda change: done(str(change.operation.values.get("new", ""))),
        )


def _all(nodes: tuple[TagNode, ...]) -> Iterator[TagNode]:
    """Go through the nodes and all below them."""
    for node in nodes:
        yield node
        yield from _all(node.below)
