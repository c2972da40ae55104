"""The page of all tags, on which they are renamed, merged and deleted: each is said before it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations import tagging
from annotations.tag_tree import alike, find
from seeds.problems import Problem
from seeds.text import fold
from tui.choices import Choice
from tui.screens.tag_page import TagPage
from tui.screens.tag_plans import plan_lines, question_of, titles_in
from tui.sentences import problem_in_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotations.store import Store
    from tui.screens.picker import Picked


class TagBrowser(TagPage):
    """The page with the commands that change tags everywhere; each is one operation."""

    _plan_for = ""
    _asking = False

    # Renaming

    def cmd_tag_rename(self, count: int = 1) -> None:
        """Ask for another name, and say what would change with it."""
        if (row := self.rows.current) is not None:
            self._plan_for = row.node.name
            self._type("rename", row.node.name)
            self._preview()

    def _take_typing(self, key: str) -> bool:
        """Carry out a key that does not edit the line; False for one that does."""
        if self._typing != "rename":
            return super()._take_typing(key)
        if key == "escape":
            self._stop_typing()
        elif key == "enter":
            self._rename()
        elif key == "tab" and (like := self._like()):
            self._input.value = like
            self._input.cursor_position = len(like)
        return key in ("escape", "enter", "up", "down", "tab", "shift+tab")

    def _follow(self, text: str) -> None:
        """Follow the typing."""
        if self._typing == "rename":
            self._preview()
        elif self._typing:
            super()._follow(text)

    def _like(self) -> str:
        """Return the tag that is meant by what is typed, as far as it is spelled; "" for none."""
        typed = self._input.value.strip().lstrip("#")
        old = self._plan_for
        others = [use for use in self._uses if use.name != old and not tagging.below(use.name, old)]
        same = alike(others, typed)
        if same or typed in ("", old):
            return same[0].name if same and typed else ""
        begun = [use.name for use in find(others, typed) if fold(use.name).startswith(fold(typed))]
        return begun[0] if begun and begun[0] != typed else ""

    def _preview(self) -> None:
        """Say what renaming would change. That is worked out off the loop, one question at a time: the next
        one is what is typed by then."""
        if self._asking:
            return
        old, new, like = self._plan_for, self._input.value, self._like()
        self._asking = True

        def look() -> tuple[tagging.Plan, tuple[str, ...]] | Problem:
            try:
                return self._with_titles(lambda store: tagging.rename(store, old, new))
            except Problem as problem:
                return problem

        def show(found: tuple[tagging.Plan, tuple[str, ...]] | Problem) -> None:
            self._asking = False
            if self._typing != "rename":
                return
            if (self._plan_for, self._input.value) != (old, new):
                self._preview()
                return
            words = self._main.host.words
            told = (
                [problem_in_words(found, words)]
                if isinstance(found, Problem)
                else plan_lines(found[0], words, titles=found[1])
            )
            if isinstance(found, Problem) and found.code == "tag-same":
                told = plan_lines(None, words, tag=old, node=self._named.get(old))
            if like:
                told.append(words("tags.plan.like", tags=f"#{like}"))
            self._tell([*told, words("tags.keys.rename")])

        self._main.ask(look, show)

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
        nodes = sorted(self._named.values(), key=lambda node: (node.name not in meant, -node.total.items))
        same = self._spelled_alike(meant)
        choices = [
            Choice(
                node.name,
                f"#{node.name}",
                count=node.total.items,
                group=word("tags.page.all-alike") if node.name in same else word("tags.page.others"),
            )
            for node in sorted(nodes, key=lambda node: node.name not in same)
            if node.name in same or [node.name] != meant
        ]
        if not meant or not choices:
            self._main.say("tags.page.no-other")
            return

        def picked(result: Picked | None) -> None:
            if result is not None and result.values:
                into = result.values[0]
                all_of_them = sorted(same - {into}) if into in same else meant
                self._ask_first(lambda store: tagging.merge(store, all_of_them, into), "merge")

        note = ", ".join(f"#{tag}" for tag in meant)
        self.app.push_screen(
            Picker(word("tags.page.merge-into"), choices, placeholder=word("main.filter.type"), note=note),
            picked,
        )

    def _spelled_alike(self, meant: list[str]) -> frozenset[str]:
        """Return a single tag and those spelled like it but for case and marks; none where it is alone."""
        found = alike(self._uses, meant[0]) if len(meant) == 1 else []
        return frozenset((*meant, *(use.name for use in found))) if found else frozenset()

    def _with_titles(self, make: Callable[[Store], tagging.Plan]) -> tuple[tagging.Plan, tuple[str, ...]]:
        """Work out a change, and the titles of the first articles that it is about."""
        listed_as = self._main.host.desk.collection.listed

        def title_of(id: str) -> str:
            listed = listed_as(id)
            return listed.heading if listed is not None else ""

        store = self._main.store()
        plan = make(store)
        return plan, titles_in(plan, store, title_of)

    def _ask_first(self, make: Callable[[Store], tagging.Plan], what: str) -> None:
        """Say what a change would do, and do it if the reader says so."""
        from tui.screens.confirm import Confirm

        def show(found: tuple[tagging.Plan, tuple[str, ...]]) -> None:
            words, (plan, titles) = self._main.host.words, found
            question = question_of(plan, words)
            box = Confirm(question, plan_lines(plan, words, titles=titles)[1:], keys=f"tags.keys.{what}")
            self.app.push_screen(box, lambda yes: self._carry_out(make) if yes else None)

        self._main.ask_to_open(lambda: self._with_titles(make), show)

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
