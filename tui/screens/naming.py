"""Names in the text: the card of one, with why it is taken for what it is, and setting it right.

Loaded when it is first asked for: the first paint does not need it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tui.desk import subject_of
from tui.name_stretches import cut_by, in_whole_words, other_forms

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotations.collection import Listed
    from annotations.model import KeptMention
    from seeds.article import Article, CorrectionScope, Mention
    from tui.screens.entity_card import EntityChoice
    from tui.screens.explaining import Explaining
    from tui.screens.name_box import Named, Naming

_OTHERS_SHOWN = 8
_OFFERED = 2_000
"""Names of a type that are offered, the most frequent ones: each is looked at with every letter typed."""
_LONGEST = 200
"""Code points of what may be one name."""
_WIDTH: dict[CorrectionScope, int] = {"stretch": 0, "article": 1, "everywhere": 2}
"""How far a scope reaches, against the others."""


@dataclass(frozen=True, slots=True)
class Stands:
    """How a stretch of an article stands: the article as corrected, what is marked at the stretch, what
    docbao alone marks there, and the reader's word on it if there is one."""

    article: Article
    mention: Mention | None
    as_read: Mention | None
    kept: KeptMention | None


class Namer:
    """Answers for names to the main screen. A stretch is code points of the text, end-exclusive."""

    def __init__(self, main: Explaining) -> None:
        """Work for the main screen."""
        self._main = main

    def show_card(self) -> None:
        """Show the card of the entity under the cursor."""
        mention = self._main.reader.entity_under_cursor()
        if mention is None or not self._main.showing:
            self._main.say("main.entity.none-here")
            return
        collection, id = self._main.host.desk.collection, self._main.showing

        def look() -> tuple[Stands, tuple[tuple[int, int], ...], tuple[Listed, ...], int]:
            from seeds.entities.spoken import spoken_for

            stands = self._stands(id, mention.start, mention.end)
            spoken = spoken_for(stands.article.text, mention, stands.article.mentions or ())
            ids = [other for other in collection.entity_articles(mention.name, mention.type) if other != id]
            found = [listed for other in ids[:_OTHERS_SHOWN] if (listed := collection.listed(other))]
            return stands, spoken, tuple(found), len(ids)

        def show(
            found: tuple[Stands, tuple[tuple[int, int], ...], tuple[Listed, ...], int],
        ) -> None:
            from tui.screens.entity_card import EntityCard

            stands, spoken, others, total = found
            read = self._read_in_words(stands) if stands.kept is not None else ""
            card = EntityCard(
                mention, self._main.reader.count_of(mention), others, total, self._main.reader, read=read
            )
            self._main.reader.point_out(spoken, reveal=False)
            self._main.app.push_screen(card, lambda choice: self._from_card(choice, mention))

        self._main.ask_to_open(look, show)

    def _from_card(self, choice: EntityChoice | None, mention: Mention) -> None:
        self._main.reader.end_pointing()
        if choice is None:
            return
        if choice.page:
            self._main.show_entity(mention.name, mention.type)
        elif choice.set_right:
            self._set_name(mention.start, mention.end)
        elif choice.open_id:
            listed = self._main.host.desk.collection.listed(choice.open_id)
            if listed is not None:
                self._main.list.select(listed.id)
                self._main.open_article(listed)
        else:
            from annotations.query.tree import Entity

            self._main.narrow(Entity(mention.name, mention.type))

    def _stands(self, id: str, start: int, end: int) -> Stands:
        """Look up how a stretch stands. What docbao alone says is only read where the reader has spoken."""
        from annotations.corrections import correction_at
        from seeds.reading import with_mentions

        desk = self._main.host.desk
        article, corrections = desk.article_with_mentions(id), desk.collection.corrections(id)
        mention = _at(article, start, end)
        kept = correction_at(article, corrections, start, end) if corrections.mentions else None
        if kept is None:
            return Stands(article, mention, mention, None)
        as_read = with_mentions(desk.collection.article_as_read(id))
        return Stands(article, mention, _at(as_read, start, end), kept)

    def _read_in_words(self, stands: Stands) -> str:
        """Say what docbao takes a stretch for, and whose word stands."""
        from tui.name_words import shown

        mention = stands.as_read
        read = self._main.word("correct.read-none")
        if mention is not None:
            kind = self._main.word(f"entity.type.{mention.type}")
            read = self._main.word("correct.read-as", kind=kind, name=shown(mention.name))
        return self._main.word("correct.read-said" if stands.kept is not None else "correct.read", read=read)

    # Setting a name right

    def set_pointed_at(self) -> None:
        """Ask what the selection is, or the name under the cursor."""
        if not self._main.in_reader or not self._main.showing:
            return
        mention = self._main.reader.entity_under_cursor()
        span = self._main.reader.selection or (None if mention is None else (mention.start, mention.end))
        if span is None:
            self._main.say("correct.no-name-here")
            return
        page, widened = self._main.reader.page, False
        if self._main.reader.selection and page is not None and span[1] - span[0] <= _LONGEST:
            selected, span = span, in_whole_words(page.article.text, *span)
            widened = page.article.text[slice(*selected)].strip() != page.article.text[slice(*span)]
        if span[1] - span[0] > _LONGEST:
            self._main.say("correct.too-long")
        elif span[0] >= span[1]:
            self._main.say("correct.no-word")
        else:
            self._set_name(*span, widened=widened)

    def _set_name(self, start: int, end: int, *, widened: bool = False) -> None:
        """Ask what a stretch of the article in the reader is, and set it right."""
        id = self._main.showing

        def look() -> Stands:
            self._main.store()  # what cannot be saved is not asked for
            return self._stands(id, start, end)

        def ask(stands: Stands) -> None:
            from tui.screens.name_box import NameBox, Naming

            text = " ".join(stands.article.text[start:end].split())
            mention = stands.mention
            whole = mention is not None and (mention.start, mention.end) == (start, end)
            said_none = stands.kept is not None and stands.kept.said.type is None
            cuts = cut_by(stands.article, start, end)
            naming = Naming(
                text=text,
                start=start,
                end=end,
                type=mention.type if mention is not None and whole else None,
                name=mention.name if mention is not None and whole else text,
                scope=_scope_to_begin_with(stands.kept, text),
                chosen=whole or said_none,
                read=self._read_in_words(stands) if stands.kept is not None or stands.mention else "",
                said=stands.kept is not None,
                widened=widened,
                longer=tuple(it.text for it in cuts),
                inside=any(it.start <= start and end <= it.end for it in cuts),
                others=other_forms(stands.article, mention) if mention is not None and whole else (),
            )
            box = NameBox(naming, self._main.reader, self._ask_name)
            self._main.app.push_screen(box, lambda named: self._named(id, named, stands))

        self._main.ask_to_open(look, ask)

    def _ask_name(self, naming: Naming, then: Callable[[str], None]) -> None:
        """Ask what an entity is called; the names known of its type are offered."""
        library, type = self._main.host.desk.library, naming.type

        def look() -> tuple[str, ...]:
            return tuple(entity.name for entity in library.entity_totals(type)) if type is not None else ()

        def ask(known: tuple[str, ...]) -> None:
            from tui.screens.value_box import Given, ValueBox
            from tui.understanding import Known, name_understood

            offered = Known(known[:_OFFERED])

            def given(answer: Given | None) -> None:
                if answer is not None:
                    then(answer.value or naming.text)

            box = ValueBox(
                self._main.word("correct.ask.name"),
                lambda text: name_understood(
                    text, naming.text, offered, self._main.host.words, unchanged=text == naming.name
                ),
                value=naming.name,
                placeholder=naming.text,
                note=f"“{naming.text}”",
            )
            self._main.app.push_screen(box, given)

        self._main.ask_to_open(look, ask)

    def _named(self, id: str, named: Named | None, stands: Stands) -> None:
        listed = self._main.host.desk.collection.listed(id)
        if named is None or listed is None:
            return
        from annotations import corrections

        subject, kept = subject_of(listed), stands.kept
        self._main.reader.stop_selecting()
        if named.naming is None:
            if kept is not None:
                of = subject if kept.article else None
                self._main.change(lambda: corrections.take_back_mention(self._main.store(), of, kept.id))
            return
        from seeds.corrected import about

        naming = named.naming
        article, form = stands.article, naming.text
        said = about(article.text, naming.start, naming.end, naming.type, naming.name, naming.scope)
        others = naming.others if naming.with_others else ()
        more = [replace(said, text=other) for other in others]
        # What was said of less than this would win over it: it gives way to the new word.
        narrower = (
            kept is not None and kept.said.text == form and _WIDTH[kept.said.scope] < _WIDTH[said.scope]
        )
        instead_of = kept.id if kept is not None and narrower else ""
        self._main.reader.await_name(naming.start)
        self._main.change(
            lambda: corrections.correct_mention(
                self._main.store(), subject, said, *more, instead_of=instead_of
            )
        )


def _scope_to_begin_with(kept: KeptMention | None, form: str) -> CorrectionScope:
    """Return the scope that is offered first: the article, never every one; what was said of a single place
    is set right there."""
    one_place = kept is not None and kept.said.text == form and kept.said.scope == "stretch"
    return "stretch" if one_place else "article"


def _at(article: Article, start: int, end: int) -> Mention | None:
    """Return the mention at a stretch: the very one, else the first that overlaps it."""
    over = [it for it in article.mentions or () if it.start < end and start < it.end]
    return next((it for it in over if (it.start, it.end) == (start, end)), over[0] if over else None)
