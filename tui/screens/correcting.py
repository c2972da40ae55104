"""Why docbao says what it says of an article, and setting it right: date, title, source, author, topics.

Loaded when it is first asked for: the first paint does not need it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.desk import subject_of

if TYPE_CHECKING:
    from annotations.collection import Listed
    from annotations.model import Change
    from seeds.article import Article, CorrectedField, Correction
    from tui.facts import Fact
    from tui.screens.evidence import EvidenceSheet
    from tui.screens.explaining import Explaining
    from tui.screens.picker import Picked
    from tui.screens.value_box import Given
    from tui.understanding import Understood


class Explainer:
    """Opens the sheet on an article for the main screen, and carries out what is set right in it; each
    correction is durable before it is said. ``explained`` is the article that the sheet is open on."""

    def __init__(self, main: Explaining) -> None:
        """Work for the main screen; nothing is explained yet."""
        self.main = main
        self.sheet: EvidenceSheet | None = None
        self.explained: Listed | None = None

    def explain(self, listed: Listed) -> None:
        """Open the sheet on an article."""
        self.main.ask_to_open(lambda: self._look(listed.id), lambda facts: self._open(listed, facts))

    def _look(self, id: str) -> tuple[Fact, ...]:
        """Return what is known of an article; reads it as the reader has corrected it and as docbao reads
        it."""
        from tui.facts import facts_of

        desk = self.main.host.desk
        article, corrections = desk.article(id), desk.collection.corrections(id)
        as_read = desk.collection.article_as_read(id) if corrections.facts else article
        row = desk.collection.entry(id).row
        files = (row.path, *row.copies) if row.path and (row.copies or not row.bundled) else ()
        return facts_of(article, as_read, corrections.facts, self.main.host.words, files)

    def _open(self, listed: Listed, facts: tuple[Fact, ...]) -> None:
        from tui.screens.evidence import EvidenceSheet

        self.explained = listed
        self.main.bring_to_explain(listed)
        self.main.lay_out()
        self.sheet = EvidenceSheet(self, facts)
        self.main.app.push_screen(self.sheet, self._sheet_closed)
        self.main.show_footer_keys()

    def _sheet_closed(self, _: None) -> None:
        self.main.reader.end_pointing()
        self.sheet = self.explained = None
        self.main.lay_out()
        self.main.show_footer_keys()
        if (
            not self.main.reading
            and self.main.side_by_side
            and (selected := self.main.list.selected) is not None
        ):
            self.main.bring_to_explain(selected)  # what was corrected may have left the list

    def changed(self, change: Change) -> None:
        """Show in the sheet what was set right, or taken back."""
        if self.explained is None or not (change.everywhere or self.explained.id in change.articles):
            return
        id = self.explained.id

        def show(facts: tuple[Fact, ...]) -> None:
            if self.sheet is not None and self.explained is not None and self.explained.id == id:
                self.explained = self.main.host.desk.collection.listed(id) or self.explained
                self.sheet.show(facts)

        self.main.ask(lambda: self._look(id), show)

    # Setting facts right

    def set_fact(self, field: CorrectedField) -> None:
        """Ask for a fact of the article that is explained, and set it right."""
        listed = self.explained
        if listed is None:
            return

        def ask(found: tuple[Article, tuple[str, ...]]) -> None:
            article, known = found
            if field == "topics":
                self._ask_topics(listed, article)
            else:
                self._ask_value(listed, field, article, known)

        def look() -> tuple[Article, tuple[str, ...]]:
            desk = self.main.host.desk
            known = tuple(desk.collection.known_names()["source"]) if field == "source" else ()
            self.main.store()  # what cannot be saved is not asked for
            return desk.article(listed.id), known

        self.main.ask_to_open(look, ask)

    def _ask_value(
        self, listed: Listed, field: CorrectedField, article: Article, known: tuple[str, ...]
    ) -> None:
        from seeds.article import Correction
        from tui.screens.value_box import ValueBox
        from tui.understanding import Known, date_understood, text_understood

        words, today = self.main.host.words, self.main.host.today()
        dated = article.date.date.edtf if article.date is not None else ""
        now = {"date": dated, "title": article.title, "source": article.source, "author": article.author}[
            field
        ]
        now = " ".join((now or "").split())

        offered = Known(known)

        def understand(text: str) -> Understood:
            if field == "date":
                return date_understood(text, today, words)
            return text_understood(text, field, offered, words, unchanged=text == now)

        def given(answer: Given | None) -> None:
            if answer is not None and answer.value != (now or None):
                self._correct(listed, Correction(field, answer.value))

        box = ValueBox(
            self.main.word(f"correct.ask.{field}"),
            understand,
            value=now,
            edited=field == "title",
            placeholder=self.main.word(f"correct.hint.{field}"),
            note=listed.heading,
        )
        self.main.app.push_screen(box, given)

    def _ask_topics(self, listed: Listed, article: Article) -> None:
        from seeds.article import Correction
        from seeds.topic_names import all_topics
        from tui.choices import Choice
        from tui.screens.picker import Picker

        here = tuple(topic.id for topic in article.topics)
        topics = all_topics(self.main.host.wanted.topics)
        choices = [
            Choice(
                topic.id,
                self.main.host.words.topic(topic.id),
                group=self.main.host.words.topic(topic.broader or topic.id),
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
            self.main.word("correct.ask.topics"),
            choices,
            multiple=True,
            placeholder=self.main.word("correct.hint.topics"),
            note=listed.heading,
        )
        self.main.app.push_screen(picker, picked)

    def _correct(self, listed: Listed, said: Correction) -> None:
        from annotations import corrections

        subject = subject_of(listed)
        own = self.main.host.desk.library.own_topics
        self.main.change(
            lambda: corrections.correct(self.main.store(), subject, said, own_topics=own), on=listed.heading
        )

    def take_back_fact(self, field: CorrectedField, *, said: bool) -> None:
        """Let docbao's own reading of a fact stand again."""
        listed = self.explained
        if listed is None:
            return
        if not said:
            self.main.say("correct.not-set")
            return
        from annotations import corrections

        subject = subject_of(listed)
        self.main.change(lambda: corrections.take_back(self.main.store(), subject, field), on=listed.heading)
