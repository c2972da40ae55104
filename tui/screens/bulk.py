"""One thing done to everything the list shows: with a count before, as one operation that is taken back as
one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.query.whole import EVERYTHING
from tui.screens.base import OPENING_PATIENCE, MainPart
from tui.undisturbed import MANY

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotations.collection import View
    from annotations.model import Change, Operation
    from annotations.query.tree import Query
    from tui.deeds import Deed
    from tui.screens.base import MainBase
    from tui.screens.picker import Picked

_TAG = "tag"


class Bulk(MainPart):
    """The command that does something to everything the list shows."""

    def cmd_everything_listed(self, count: int = 1) -> None:
        """Choose what to do with everything the list shows."""
        view, wanted = listed_view(self, self.cmd_everything_listed), self.wanted
        if view is None:
            return
        collection = self.host.desk.collection

        def look() -> dict[str, int]:
            from tui.deeds import DEEDS

            return {deed.name: collection.count(self._changed_by(deed, wanted)) for deed in DEEDS.values()}

        def show(counts: dict[str, int]) -> None:
            from tui.choices import Choice
            from tui.screens.picker import Picker

            choices = [Choice(name, self.word(f"bulk.do.{name}"), count=n) for name, n in counts.items() if n]
            choices.append(Choice(_TAG, self.word("bulk.do.tag"), count=view.count))
            title = self.word("bulk.title", n=view.count)
            note = self.in_words(wanted) if wanted != EVERYTHING else ""
            self.app.push_screen(Picker(title, choices, note=note), picked)

        def picked(result: Picked | None) -> None:
            if result is None or not result.values:
                return
            if result.values[0] == _TAG:
                self.cmd_tag_view()
            else:
                from tui.deeds import DEEDS

                self._ask_whether(DEEDS[result.values[0]], wanted)

        self.ask_to_open(look, show)

    def cmd_tag_view(self, count: int = 1) -> None:
        """Choose tags for everything the list shows; overridden."""
        raise NotImplementedError

    @staticmethod
    def _changed_by(deed: Deed, wanted: Query) -> Query:
        from annotations.query.tree import all_of

        return all_of(wanted, deed.changes)

    def _ask_whether(self, deed: Deed, wanted: Query) -> None:
        """Say on how many articles it would be done, and do it on a yes: on just those."""

        def show(view: View) -> None:
            from tui.screens.confirm import Confirm

            if not view.count:
                self.say("tags.several.none")
                return
            question = self.word(f"bulk.sure.{deed.name}", n=view.count)
            self.app.push_screen(
                Confirm(question, [self.word("bulk.undo")], keys="tags.sure.keys"),
                lambda yes: self._do(deed, view) if yes else None,
            )

        collection, tree = self.host.desk.collection, self._changed_by(deed, wanted)
        self.ask_to_open(lambda: collection.view(tree), show)

    def _do(self, deed: Deed, view: View) -> None:
        carry_out(self, deed, view, lambda _: self.refresh_view())


def listed_view(main: MainBase, again: Callable[[], None]) -> View | None:
    """Return what is listed, to do something to all of it; None, and say so, where that is nothing, or where
    it is not yet what was asked for. While not all of it is there, ``again`` is called once it is."""
    if main.view is None:
        main.once_listed(again)
        return None
    if not main.view.settled and main.answered == (main.wanted, main.order):
        main.once_listed(again)
        main.footer.say(main.word("bulk.looking"), passing=True, seconds=OPENING_PATIENCE)
        return None
    if main.answered != (main.wanted, main.order):
        main.say("bulk.not-yet")
        return None
    if not main.view.count:
        main.say("tags.several.none")
        return None
    return main.view


def part_of(view: View, rows: range) -> View:
    """Return the articles that stand in some rows of a view, as a view of their own. Not for the loop."""
    from annotations.picture import APART, Found
    from seeds import rowset

    places = view.places(rows.start, len(rows))
    bits = rowset.of((place for place in places if place < APART), view.picture.catalogue.size)
    return view.among_those(Found(bits, tuple(place - APART for place in places if place >= APART)))


def carry_out(main: MainBase, deed: Deed, view: View, then: Callable[[Change], None]) -> None:
    """Do something to everything in a view as one operation: off the loop, told above meanwhile, and one such
    deed at a time. ``then`` is called once it is durable."""

    def make() -> Operation:
        from annotations import actions

        if view.count > MANY:
            return actions.set_states(view.ids(), **{deed.field: deed.value})
        from annotations.remembering import subjects_of

        subjects = subjects_of(view)
        return actions.set_state(main.store(), subjects, **{deed.field: deed.value})

    main.great.change(view.count, main.word(f"bulk.doing.{deed.name}", n=view.count), make, then)
