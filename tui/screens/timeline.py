"""The page of articles over time: zooming, topics, and filtering by a span."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from annotations.query import tree as t
from annotations.query.whole import EVERYTHING
from annotations.timeline import STEPS, Step, Timeline, timelines
from tui.screens.front_page import FrontPage
from tui.timeline_words import span_as_query
from tui.widgets.timeline import PARTS, TimelineChart

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from annotations.facets import FacetValue
    from tui.commands import Context
    from tui.screens.picker import Picked
    from tui.screens.surveying import Surveying

_FEW = 4
"""So few bars are not worth a page: at first, the step is shorter then."""


def _not_too_few(counted: Mapping[Step, Timeline]) -> Step:
    """Return the step to begin with: months, or shorter ones where those would be few."""
    steps: tuple[Step, ...] = ("month", "week")
    return next((step for step in steps if len(counted[step]) >= _FEW), "day")


class TimelinePage(FrontPage):
    """Shows how many articles of the list there are over time. Enter lists those of a span."""

    context: ClassVar[Context] = "timeline"

    def __init__(self, main: Surveying) -> None:
        """Take the main screen: what it shows is counted."""
        self.chart = TimelineChart()
        super().__init__(main, self.chart)
        self._viewing = main
        self._step: Step | None = None
        self._topics: tuple[str, ...] = ()
        self._counted: Mapping[Step, Timeline] = {}
        """What was counted last, by each step: another step is shown in the frame of its key."""
        self._names: Sequence[str] = ()
        self._asked = 0

    def on_mount(self) -> None:
        """Count; keys that are meant for the bars wait for them."""
        super().on_mount()
        self._ask(self.main.host.hold_keys())

    def _ask(self, shown: Callable[[], None] = lambda: None) -> None:
        """Count off the loop, and show it in place of what was counted before; the newest question wins.
        ``shown`` is called then."""
        collection, wanted, topics = self.main.host.desk.collection, self.main.wanted, self._topics
        self._asked += 1
        turn = self._asked

        def outdated() -> bool:
            return turn != self._asked or not self.is_attached

        def show(counted: Mapping[Step, Timeline]) -> None:
            if not outdated():
                self._counted = counted
                self._names = [self.main.host.words.topic(topic) for topic in topics]
                self._show(self._step or _not_too_few(counted))
            shown()

        self.main.when(
            self.main.host.desk.ask(partial(timelines, collection, wanted, topics, outdated)),
            show,
            otherwise=shown,
        )

    def _show(self, step: Step) -> None:
        """Show what was counted by a step."""
        self._step = step
        if (found := self._counted.get(step)) is not None:
            self.chart.show(found, self._names)
            self._tell(found)

    def follow(self) -> None:
        """Count anew."""
        self._ask()

    def _tell(self, found: Timeline) -> None:
        word, wanted = self.main.word, self.main.wanted
        name = word("timeline.name", step=word(f"timeline.step.{found.step}"))
        told = self.main.in_words(wanted) if wanted != EVERYTHING else ""
        unit = word(f"timeline.unit.{found.step}")
        counts = [word("timeline.count", n=found.count)]
        if found.vague:
            counts.append(word("timeline.vague", n=found.vague, unit=unit))
        if found.undated:
            counts.append(word("timeline.undated", n=found.undated))
        # In a narrow window those that stand in no bar are one number: nobody shall take the bars for all.
        left_out = found.vague + found.undated
        short = [counts[0], word("timeline.left-out", n=left_out, unit=unit)] if left_out else counts
        self.head(name, told, " · ".join(counts), " · ".join(short))

    def _zoom(self, by: int) -> None:
        at = STEPS.index(self._step or "month") + by
        if 0 <= at < len(STEPS):
            self._show(STEPS[at])
        else:
            self.main.say("timeline.finest" if by < 0 else "timeline.coarsest")

    def cmd_timeline_in(self, count: int = 1) -> None:
        """Show shorter steps."""
        self._zoom(-count)

    def cmd_timeline_out(self, count: int = 1) -> None:
        """Show longer steps."""
        self._zoom(count)

    def cmd_timeline_days(self, count: int = 1) -> None:
        """Show days."""
        self._show("day")

    def cmd_timeline_weeks(self, count: int = 1) -> None:
        """Show weeks."""
        self._show("week")

    def cmd_timeline_months(self, count: int = 1) -> None:
        """Show months."""
        self._show("month")

    def cmd_timeline_years(self, count: int = 1) -> None:
        """Show years."""
        self._show("year")

    def cmd_timeline_topics(self, count: int = 1) -> None:
        """Choose the topics that bars are made of."""
        main = self._viewing
        collection, wanted = main.host.desk.collection, main.wanted

        def show(values: tuple[FacetValue, ...]) -> None:
            from tui.choices import Choice
            from tui.screens.picker import Picker

            choices = [
                Choice(
                    it.value, main.facet_label("topic", it), count=it.count, chosen=it.value in self._topics
                )
                for it in values
                if it.value
            ]
            title = main.word("timeline.topics")
            note = main.word("timeline.topics-note", n=PARTS)
            self.app.push_screen(Picker(title, choices, multiple=True, note=note), picked)

        def picked(result: Picked | None) -> None:
            if result is not None:
                self._topics = tuple(result.values[:PARTS])
                self._ask()

        main.ask_to_open(partial(collection.facet, "topic", wanted), show)

    def cmd_front_close(self, count: int = 1) -> None:
        """Step back: from a span, from topics, from the page."""
        if self.chart.began is not None:
            self.chart.cmd_timeline_select()
        elif self._topics:
            self._topics = ()
            self._ask()
        else:
            super().cmd_front_close()

    def on_timeline_chart_taken(self, message: TimelineChart.Taken) -> None:
        """A second click lists the articles."""
        message.stop()
        self.cmd_timeline_take()

    def cmd_timeline_take(self, count: int = 1) -> None:
        """List the articles of the span, or of the bar under the cursor."""
        chosen = self.chart.chosen
        if not chosen or self._step is None:
            return
        main = self._viewing
        span = main.parsed(span_as_query(chosen[0].start, chosen[-1].end, self._step))
        if span is None:
            return
        rest = (
            part
            for part in t.parts_of(main.wanted)
            if not (isinstance(part, t.Within) and part.field == "date")
        )
        tree = t.all_of(*rest, span)
        self.dismiss()
        main.call_later(main.show_only, tree)
