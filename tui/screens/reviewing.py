"""The review: old highlights brought back one at a time, each answered with when it shall come again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.dates_in_words import in_words
from tui.screens.leafing import Leafing

if TYPE_CHECKING:
    from annotations.notebook import Annotation
    from annotations.reviewing import Answer, Round
    from tui.commands import Context
    from tui.widgets.notebook.review import ReviewPane

_Question = tuple["Round", "Annotation | None"]


class Reviewing(Leafing):
    """The commands of the review. It goes over what the notebook shows."""

    def __init__(self, *, measure: int = 80) -> None:
        """Start without a review."""
        super().__init__(measure=measure)
        self.reviewing = False
        """Whether the review is in front of the notebook."""
        self._review_pane: ReviewPane | None = None
        self._round: Round | None = None
        self._answered: list[str] = []
        self._allowed = 0
        self._anyway = False
        self._jumped_from_review = False
        self._not_begun_at = ""
        """What the notebook's cursor was on when no review began."""

    @property
    def _review(self) -> ReviewPane:
        if self._review_pane is None:
            from tui.widgets.notebook.review import ReviewPane

            self._review_pane = ReviewPane()
            self.mount(self._review_pane, before=self.footer)
        return self._review_pane

    def cmd_review(self, count: int = 1) -> None:
        """Bring back the highlights of today among those that the notebook shows."""
        from annotations.reviewing import A_DAY

        self._allowed = max(self._allowed, A_DAY)

        def show(question: _Question) -> None:
            found, it = question
            self._not_begun_at = self.leaf.id if it is None and self.leaf is not None else ""
            if it is None and found.due:
                # Enough for a day; who asks again may have more.
                self.say("review.enough", n=found.done, due=found.due)
                self._allowed = found.done + A_DAY
            elif it is None and found.following is not None:
                self.say(
                    "review.fresh" if found.fresh else "review.later", day=self._day(found), n=found.fresh
                )
                self._anyway = found.fresh > 0
            elif it is None:
                self.say("review.none")
            else:
                self._answered.clear()
                self._begin_review(question)

        self.ask_to_open(self._ask_round, show)

    def _begin_review(self, question: _Question) -> None:
        pane = self._review
        self.reviewing, self._jumped_from_review = True, False
        if not self.leafing:
            self.leafing = True
        self.lay_out()
        self._show_question(question)
        self.focus_when_there(pane)

    def _ask_round(self) -> _Question:
        """Work out what is left of today, and what is shown of it: what was answered last where that was
        taken back, what is shown already where it is still to be answered, else the next."""
        from annotations.reviewing import round_of

        notebook = self.notebook()
        today = self.host.today()
        found = round_of(
            self.store(), notebook.matching(self.leaf_query), today, self._allowed, anyway=self._anyway
        )
        if not found.left:
            return found, None
        last = self._answered[-1] if self._answered else ""
        shown = self._review_pane.annotation if self._review_pane is not None and self.reviewing else None
        wanted = [last, shown.id if shown is not None else "", found.left[0]]
        return found, notebook.annotation(next(id for id in wanted if id in found.left))

    def _show_question(self, question: _Question) -> None:
        found, it = question
        if it is not None and it.id in self._answered:
            self._answered.remove(it.id)  # it was taken back
        self._round = found
        if it is None:
            self._review.say(
                self.word("review.done", n=found.done),
                self.word("review.done-next", day=self._day(found)) if found.following is not None else "",
                self.word("review.more", n=found.due) if found.due else "",
            )
        else:
            self._review.show(it, self.store().kinds())
            self.tell_place(it, self._review)
        self.show_leaf_counts()

    def _day(self, found: Round) -> str:
        from seeds.edtf import of_day

        return in_words(of_day(found.following), self.host.words) if found.following is not None else ""

    @property
    def place(self) -> Context:
        """Where the reader is: what keys mean now."""
        return "review" if self.reviewing else super().place

    def lay_out_notebook(self) -> None:
        """Show notebook or review where one of them is in front."""
        super().lay_out_notebook()
        if self._page is not None:
            self._page.display = self.leafing and not self.reviewing
        if self._review_pane is not None:
            self._review_pane.display = self.leafing and self.reviewing

    def show_leaf_counts(self) -> None:
        """Say in the header what is shown, and how much is left of the review."""
        if self.reviewing and self._round is not None:
            left = len(self._round.left)
            self.header.set_view(self.word("review.name"), self.word("review.left", n=left))
        else:
            super().show_leaf_counts()

    @property
    def leaf(self) -> Annotation | None:
        """The annotation that commands mean: in the review the one that is shown."""
        if self.reviewing:
            return self._review_pane.annotation if self._review_pane is not None else None
        return super().leaf

    def notebook_changed(self) -> None:
        """Something is durable, here or in another window: go on with the review as it is now."""
        super().notebook_changed()
        if self.reviewing:
            self.ask(self._ask_round, lambda question: self._show_question(question))

    def _answer(self, said: Answer) -> None:
        from annotations import reviewing

        if not self.reviewing or (it := self._review.answered(self.host.typed_at)) is None:
            return
        today = self.host.today()
        self._answered.append(it.id)

        def failed() -> None:
            self._answered.remove(it.id)
            self._review.ask_again()

        self.change(
            lambda: reviewing.answer(self.store(), it.id, said, today), on=it.heading, otherwise=failed
        )

    def _leaf_went(self, it: Annotation | None) -> None:
        """Show what is under the cursor at length."""
        if it is None or it.id != self._not_begun_at:
            self._not_begun_at = ""
        super()._leaf_went(it)

    def cmd_notebook_delete(self, count: int = 1) -> None:
        """Delete in the notebook, but not where the key was meant to put aside in a review that did not
        begin."""
        expected, self._not_begun_at = self._not_begun_at, ""
        if expected and self.leaf is not None and self.leaf.id == expected:
            self.say("review.not-begun")
        else:
            super().cmd_notebook_delete(count)

    def cmd_review_keep(self, count: int = 1) -> None:
        """Keep the highlight in rotation and go on."""
        self._answer("keep")

    def cmd_review_sooner(self, count: int = 1) -> None:
        """Have it come back sooner."""
        self._answer("sooner")

    def cmd_review_later(self, count: int = 1) -> None:
        """Have it come back much later."""
        self._answer("later")

    def cmd_review_aside(self, count: int = 1) -> None:
        """Take it out of the review for good."""
        self._answer("aside")

    def cmd_review_place(self, count: int = 1) -> None:
        """Go to its place in the article; Esc there comes back to the review."""
        self.cmd_notebook_place()
        if not self.leafing:
            self._jumped_from_review, self.reviewing = True, False

    def back_to_notebook(self) -> bool:
        """From the place one has jumped to, go back to the review or the notebook."""
        if not self._jumped_from_review or not self.jumped:
            return super().back_to_notebook()
        self.leave_article()
        self.ask_to_open(self._ask_round, self._begin_review)
        return True

    def cmd_review_close(self, count: int = 1) -> None:
        """Step back to the notebook."""
        if not self.footer.dismiss_failure():
            self.reviewing = self._anyway = False
            self._open_notebook(keep=self.leaf.id if self.leaf is not None else "")
