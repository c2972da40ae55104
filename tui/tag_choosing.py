"""Choosing tags: what the picker offers for some articles and highlights, and what becomes of the choice.

Loaded when it is first asked for: the first paint does not need it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotations.shown import View
from annotations.suggesting import suggested, with_tags, with_topics
from annotations.tagging import tag_items, tag_many
from tui.choices import Choice
from tui.desk import subject_of
from tui.screens.picker import Picked, Picker
from tui.tags_in_words import tags_in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from annotations.collection import Listed
    from annotations.model import Change, Highlight, TagUse
    from annotations.shown import HeadView
    from annotations.store import Store
    from annotations.suggesting import Suggestion
    from tui.screens.base import MainBase

ASK_FROM = 50
"""When more things than this would change at once, the reader is asked once more."""
_ASKED_ABOUT = 3
"""Tags whose company is looked at, and articles whose topics are: those of the first ones say enough."""
_NAMES = 60
"""Names of the article that are held against the tags, the first ones."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What is known when the picker opens: the tags in use, on how many of the targets each is, and those to
    suggest."""

    uses: tuple[TagUse, ...]
    on: Counter[str]
    suggested: tuple[Suggestion, ...]


class TagChoosing:
    """One choosing of tags; see ``tui.screens.tagging.choose_tags``."""

    def __init__(
        self,
        main: MainBase,
        articles: Sequence[Listed],
        highlights: Sequence[Highlight],
        *,
        view: View | HeadView | None = None,
        then: Callable[[Change], None] | None,
        new: Callable[[tuple[str, ...]], None] | None,
    ) -> None:
        """Take what ``choose_tags`` takes."""
        self._main = main
        self._articles = tuple(articles)
        self._highlights = tuple(highlights)
        self._then = then
        self._new = new
        self._view = view
        self._count = view.count if view is not None else len(self._articles) + len(self._highlights)
        self._has: Counter[tuple[str, ...]] = Counter()
        """How many of the targets have just these tags."""

    def ask(self) -> None:
        """Open the picker; keys typed meanwhile wait for it."""
        self._main.ask_to_open(self._look, self._show)

    def _look(self) -> Offer:
        store = self._main.store()
        uses = tuple(sorted(store.tag_uses(), key=lambda use: (-use.uses, use.name)))
        self._has.update(it.tags for it in self._articles)
        self._has.update(it.tags for it in self._highlights)
        if isinstance(self._view, View):
            tagged = {on.article for use in uses for on in store.tagged(use.name) if not on.highlight}
            self._has.update(store.marks_of(id).tags for id in self._view.among(tagged))
            self._has[()] += self._count - self._has.total()
        on: Counter[str] = Counter()
        for tags, n in self._has.items():
            on.update(dict.fromkeys(tags, n))
        return Offer(uses, on, self._suggested(store, uses, on))

    def _suggested(self, store: Store, uses: Sequence[TagUse], on: Counter[str]) -> tuple[Suggestion, ...]:
        """Return what to offer first; nothing for things that are too many to have something in common."""
        if self._count > ASK_FROM:
            return suggested(uses, on)
        listed_as = self._main.host.desk.collection.listed
        ids = dict.fromkeys([*(it.id for it in self._articles), *(it.article for it in self._highlights)])
        of = [listed for id in ids if (listed := listed_as(id)) is not None][:_ASKED_ABOUT]
        topics = list(dict.fromkeys(topic for listed in of for topic in listed.topics))[:_ASKED_ABOUT]

        def topics_of(id: str) -> tuple[str, ...]:
            listed = listed_as(id)
            return listed.topics if listed is not None else ()

        return suggested(
            uses,
            on,
            named="\n".join(self._named(of)),
            with_tags=with_tags(store, uses, [tag for tag, _ in on.most_common(_ASKED_ABOUT)]),
            with_topics=with_topics(store, topics, topics_of),
        )

    def _named(self, of: Sequence[Listed]) -> list[str]:
        """Return the titles, what is marked, and the names in the article that is being read."""
        named = [*(listed.heading for listed in of), *(it.quote for it in self._highlights[:_ASKED_ABOUT])]
        if self._highlights or len(of) != 1:
            return named
        article = self._main.host.desk.article_in_memory(of[0].id)
        names = dict.fromkeys(it.name for it in (article.mentions if article else None) or ())
        return [*named, *list(names)[:_NAMES]]

    def _show(self, offer: Offer) -> None:
        word = self._main.word
        picker = Picker(
            word("tags.pick.title"),
            self._choices(offer),
            multiple=True,
            create=True,
            placeholder=word("main.tag.hint"),
            note=self._note(),
        )
        self._main.app.push_screen(picker, lambda picked: self._picked(offer, picked))

    def _choices(self, offer: Offer) -> list[Choice]:
        """Return the tags: those that are on it, those to suggest with the reason, and all others by use."""
        word = self._main.word
        counts = {use.name: use.uses for use in offer.uses}
        choices = [
            Choice(
                tag,
                f"#{tag}",
                count=counts.get(tag, 0),
                hint=word("tags.pick.some", n=n, total=self._count) if n < self._count else "",
                group=word("tags.pick.here" if self._count == 1 else "tags.pick.there"),
                chosen=n == self._count,
                partly=n < self._count,
            )
            for tag, n in offer.on.most_common()
        ]
        groups = (word("tags.pick.suggested"), word("tags.pick.all")) if counts else ("", "")
        reasons = {one.tag: self._why(one) for one in offer.suggested}
        choices += [
            Choice(tag, f"#{tag}", count=counts.get(tag, 0), hint=why, group=groups[0])
            for tag, why in reasons.items()
        ]
        choices += [
            Choice(use.name, f"#{use.name}", count=use.uses, group=groups[1])
            for use in offer.uses
            if use.name not in offer.on and use.name not in reasons
        ]
        return choices

    def _why(self, one: Suggestion) -> str:
        about = self._main.host.words.topic(one.about) if one.why == "topic" else f"#{one.about}"
        return self._main.word(f"tags.why.{one.why}", about=about)

    def _note(self) -> str:
        if self._count > 1:
            return self._things(self._count)
        if self._articles:
            return self._articles[0].heading
        return f"“{' '.join(self._highlights[0].quote.split())}”" if self._highlights else ""

    def _things(self, n: int) -> str:
        kind = "articles" if not self._highlights else "highlights" if not self._articles else "items"
        return self._main.word(f"tags.count.{kind}", n=n)

    def _picked(self, offer: Offer, picked: Picked | None) -> None:
        if picked is None:
            return
        wanted = {*picked.values, *picked.created}
        if self._new is not None:
            self._new(tuple(sorted(wanted)))
            return
        add = sorted(tag for tag in wanted if offer.on[tag] < self._count)
        remove = sorted(offer.on.keys() - wanted - set(picked.partly))
        if not add and not remove:
            return
        if self._changing(add, remove) <= ASK_FROM:
            self._write(add, remove)
            return
        from tui.screens.confirm import Confirm

        self._main.app.push_screen(
            Confirm(self._question(add, remove), self._told(offer, add, remove), keys="tags.sure.keys"),
            lambda yes: self._write(add, remove) if yes else None,
        )

    def _changing(self, add: Iterable[str], remove: Iterable[str]) -> int:
        """Return how many things would change."""
        adding, removing = set(add), set(remove)
        return sum(n for has, n in self._has.items() if adding - set(has) or removing & set(has))

    def _question(self, add: Sequence[str], remove: Sequence[str]) -> str:
        key = "both" if add and remove else "add" if add else "remove"
        return self._main.word(
            f"tags.sure.{key}",
            added=tags_in_words(add),
            removed=tags_in_words(remove),
            what=self._things(self._changing(add, remove)),
        )

    def _told(self, offer: Offer, add: Sequence[str], remove: Sequence[str]) -> list[str]:
        """Return what there is to say about each tag: how many have it already."""
        word = self._main.word
        told = [
            word("tags.sure.has", tag=tags_in_words([tag]), n=offer.on[tag], total=self._count)
            for tag in (*add, *remove)
            if offer.on[tag]
        ]
        return told[:6]

    def _write(self, add: Sequence[str], remove: Sequence[str]) -> None:
        main, view = self._main, self._view
        if isinstance(view, View):
            main.great.change(
                view.count,
                main.word("bulk.doing.tag", n=view.count),
                lambda: tag_many(main.store(), view.ids(), add=add, remove=remove),
                self._then,
            )
            return
        subjects = [subject_of(listed) for listed in self._articles]
        main.change(
            lambda: tag_items(main.store(), subjects, self._highlights, add=add, remove=remove),
            self._then,
            on=self._note() if self._count == 1 and self._articles else "",
        )
