"""Why docbao says what it says of an article, and setting it right: date, title, source, author, topics."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui.desk import subject_of
from tui.screens.annotating import Annotating

if TYPE_CHECKING:
    from annotations.collection import Listed
    from annotations.model import Change, Corrections
    from seeds.article import Article, CorrectedField, Correction
    from tui.commands import Context
    from tui.screens.evidence import EvidenceSheet
    from tui.screens.picker import Picked
    from tui.screens.value_box import Given
    from tui.understanding import Understood


class Correcting(Annotating):
    """The commands that explain and correct what was read; each correction is durable before it is said."""

    def __init__(self, *, measure: int = 80) -> None:
        """Start with nothing explained."""
        super().__init__(measure=measure)
        self.sheet: EvidenceSheet | None = None
        self._explained: Listed | None = None
        self._read_with: tuple[str, Corrections] | None = None

    @property
    def place(self) -> Context:
        """Where the reader is: what keys mean now."""
        return "sheet" if self.sheet is not None else super().place

    @property
    def explaining(self) -> bool:
        """Whether the sheet is open: the text is shown beside or above it, whatever else is."""
        return self._explained is not None

    def lay_out(self) -> None:
        """Show the panes that belong on the screen now; overridden by the screen."""
        raise NotImplementedError

    def bring_to_explain(self, listed: Listed) -> None:
        """Show an article in the reader without opening it; overridden."""
        raise NotImplementedError

    def cmd_evidence(self, count: int = 1) -> None:
        """Show what was read of the article, and why."""
        listed = self.current()
        if listed is None:
            return
        self.ask_to_open(lambda: self._look(listed.id), lambda found: self._open_sheet(listed, *found))

    def _look(self, id: str) -> tuple[Article, Article, Corrections]:
        """Read an article as the reader has corrected it, as docbao reads it, and what lies between."""
        desk = self.host.desk
        article, corrections = desk.article(id), desk.collection.corrections(id)
        as_read = desk.collection.article_as_read(id) if corrections.facts else article
        return article, as_read, corrections

    def _open_sheet(
        self, listed: Listed, article: Article, as_read: Article, corrections: Corrections
    ) -> None:
        from tui.facts import facts_of
        from tui.screens.evidence import EvidenceSheet

        self._explained = listed
        self.bring_to_explain(listed)
        self.lay_out()
        self.sheet = EvidenceSheet(
            self, facts_of(article, as_read, corrections.facts, self.host.words, self._topic_name)
        )
        self.app.push_screen(self.sheet, self._sheet_closed)
        self.show_footer_keys()

    def _sheet_closed(self, _: None) -> None:
        self.sheet = self._explained = None
        self.lay_out()
        self.show_footer_keys()

    def show_footer_keys(self) -> None:
        """Show the keys that matter now; overridden by the screen."""
        raise NotImplementedError

    def facts_changed(self) -> None:
        """Show in the sheet what was set right, or taken back."""
        if self._explained is None:
            return
        id = self._explained.id

        def show(found: tuple[Article, Article, Corrections]) -> None:
            from tui.facts import facts_of

            article, as_read, corrections = found
            if self.sheet is not None and self._explained is not None and self._explained.id == id:
                self._explained = self.host.desk.collection.listed(id) or self._explained
                self.sheet.show(
                    facts_of(article, as_read, corrections.facts, self.host.words, self._topic_name)
                )

        self.ask(lambda: self._look(id), show)

    # Setting facts right

    def set_fact(self, field: CorrectedField) -> None:
        """Ask for a fact of the article that is explained, and set it right."""
        listed = self._explained
        if listed is None:
            return

        def ask(found: tuple[Article, tuple[str, ...]]) -> None:
            article, known = found
            if field == "topics":
                self._ask_topics(listed, article)
            else:
                self._ask_value(listed, field, article, known)

        def look() -> tuple[Article, tuple[str, ...]]:
            desk = self.host.desk
            known = desk.collection.known_names()["source"] if field == "source" else ()
            self.store()  # what cannot be saved is not asked for
            return desk.article(listed.id), known

        self.ask_to_open(look, ask)

    def _ask_value(
        self, listed: Listed, field: CorrectedField, article: Article, known: tuple[str, ...]
    ) -> None:
        from seeds.article import Correction
        from tui.screens.value_box import ValueBox
        from tui.understanding import date_understood, text_understood

        words, today = self.host.words, self.host.today()
        dated = article.date.date.edtf if article.date is not None else ""
        now = {"date": dated, "title": article.title, "source": article.source, "author": article.author}[
            field
        ]
        now = " ".join((now or "").split())

        def understand(text: str) -> Understood:
            if field == "date":
                return date_understood(text, today, words)
            return text_understood(text, field, known, words, unchanged=text == now)

        def given(answer: Given | None) -> None:
            if answer is not None and answer.value != (now or None):
                self._correct(listed, Correction(field, answer.value))

        box = ValueBox(
            self.word(f"correct.ask.{field}"),
            understand,
            value=now,
            edited=field == "title",
            placeholder=self.word(f"correct.hint.{field}"),
            note=listed.heading,
        )
        self.app.push_screen(box, given)

    def _ask_topics(self, listed: Listed, article: Article) -> None:
        from seeds.article import Correction
        from seeds.topic_names import all_topics
        from tui.choices import Choice
        from tui.screens.picker import Picker

        here = tuple(topic.id for topic in article.topics)
        topics = all_topics(self.host.wanted.topics)
        choices = [
            Choice(
                topic.id,
                self._topic_name(topic.id),
                group=self._topic_name(topic.broader or topic.id),
                chosen=topic.id in here,
                keywords=" ".join(topic.labels.values()),
            )
            for topic in sorted(topics, key=lambda topic: topic.broader is not None)
        ]

        def picked(result: Picked | None) -> None:
            if result is None:
                return
            kept = tuple(id for id in here if id in result.values)
            wanted = (*kept, *(id for id in result.values if id not in kept))
            if wanted != here:
                self._correct(listed, Correction("topics", wanted))

        picker = Picker(
            self.word("correct.ask.topics"),
            choices,
            multiple=True,
            placeholder=self.word("correct.hint.topics"),
            note=listed.heading,
        )
        self.app.push_screen(picker, picked)

    def _correct(self, listed: Listed, said: Correction) -> None:
        from annotations import corrections

        subject = subject_of(listed)
        own = self.host.desk.library.own_topics
        self.change(
            lambda: corrections.correct(self.store(), subject, said, own_topics=own), on=listed.heading
        )

    def take_back_fact(self, field: CorrectedField, *, said: bool) -> None:
        """Let docbao's own reading of a fact stand again."""
        listed = self._explained
        if listed is None:
            return
        if not said:
            self.say("correct.not-set")
            return
        from annotations import corrections

        subject = subject_of(listed)
        self.change(lambda: corrections.take_back(self.store(), subject, field), on=listed.heading)

    def corrections_changed(self, change: Change) -> None:
        """Show what was set right, here or in another window: in the text, and in the sheet."""
        if change.everywhere or self.showing in change.articles:
            self.read_anew()
        if self._explained is not None and (change.everywhere or self._explained.id in change.articles):
            self.facts_changed()

    def reading_with(self, id: str) -> None:
        """Remember how an article is corrected, before it is read for the reader."""
        self._read_with = id, self.host.desk.collection.corrections(id)

    def read_anew(self) -> None:
        """Have the article in the reader as it is corrected now, if that is otherwise; its place stays."""
        desk, id = self.host.desk, self.showing
        page = self._reader.page if self._reader is not None else None
        if page is None or self._read_with == (id, desk.collection.corrections(id)):
            return
        named = page.article.mentions is not None
        self.reading_with(id)

        def show(article: Article) -> None:
            page = self.reader.page
            if self.showing == id and page is not None:
                listed = desk.collection.listed(id) or page.listed
                self.reader.update_page(replace(page, article=article, listed=listed))

        self.ask(lambda: desk.article_with_mentions(id) if named else desk.article(id), show)
