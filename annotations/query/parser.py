"""Text of the query language to a tree.

::

    query  = both { "OR" both }
    both   = term { term }                      terms side by side mean AND
    term   = "-" term | "(" query ")" | field ":" value | '"' words '"' [ "*" ] | word [ "*" ]
    value  = what is read for the field | "(" query ")"     whose words and phrases are values of the field

What has no letter or digit (a lone dash, an ellipsis) is passed over, so that a pasted title is a query; but
what is left must ask for something: an operator, parentheses or quotes around nothing are mistakes, and never
mean every article. The values of fields are read by ``annotations.query.values``.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from annotations.query import names
from annotations.query import scanning as scan
from annotations.query import tree as t
from annotations.query.errors import QueryError
from annotations.query.values import Values

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from seeds.topic_names import OwnTopic

__all__ = ["QueryError", "parse", "parse_typed"]

_SCHEMES = ("http", "https")
_LAST_WORD = re.compile(r"(?<![^\s(-])[^\W\d_]+\s+$")
_DEEPEST = 40
"""How deep parentheses may nest: more than anyone writes, less than Python's stack takes."""


def parse(
    text: str,
    *,
    today: date,
    typing: bool = False,
    known: Mapping[str, Iterable[str]] | None = None,
    views: Mapping[str, str] | None = None,
    own_topics: tuple[OwnTopic, ...] = (),
) -> t.Query:
    """Return the tree that a query's text means; raises ``QueryError`` for a mistake. "" means everything.

    ``today`` is the reader's day, for words such as "last week". ``typing`` is for text that is not finished:
    a word at its very end may go on (it finds what begins so), an open quote or parenthesis is closed, a
    field or operator that still wants something is passed over. ``known`` has the names that may be written
    without quotes though they have blanks (keys: ``source``, ``tag``), ``views`` the texts of saved views by
    their names (compared without case and marks where none is called just so), ``own_topics`` the topics the
    reader has added or changed.
    """
    text = unicodedata.normalize("NFC", text)
    return _Parser(text, today, typing, known or {}, views or {}, (), own_topics).whole()


def parse_typed(text: str, **how: Any) -> tuple[t.Query, QueryError | None]:
    """Read a text that is being typed as ``parse`` does; of one with mistakes return what the rest of it
    means, without the conditions that have them, and the first mistake (offsets as in ``parse``). Words
    behind a field or value that is not known may be more of it: they go with it."""
    left, first = unicodedata.normalize("NFC", text), None
    for _ in range(_DEEPEST):
        try:
            return parse(left, typing=True, **how), first
        except QueryError as error:
            first = first or error
            start, end = error.condition or (error.position, error.end)
            # A blank in its place: what stands before it is whole.
            left = f"{left[:start]} {left[max(end, start + 1) :]}"
    return t.EVERYTHING, first


class _Parser:
    """One reading of one text."""

    def __init__(
        self,
        text: str,
        today: date,
        typing: bool,
        known: Mapping[str, Iterable[str]],
        views: Mapping[str, str],
        opened: tuple[str, ...],
        own_topics: tuple[OwnTopic, ...],
    ) -> None:
        self.text = text
        self.at = 0
        self.depth = 0
        self.minus = False  # what is left out is left out when it is typed to its end
        self.today = today
        self.typing = typing
        self.known = known
        self.views = views
        self.opened = opened  # the saved views being read, so that one in itself is found out
        self.own_topics = own_topics
        self.inside: str | None = None  # the field whose values the parentheses around here hold
        self.sorts: list[tuple[int, int]] = []
        self.values = Values(text, today, known, own_topics, typing=typing)

    def whole(self) -> t.Query:
        tree = self.either()
        if self.at < len(self.text):
            raise QueryError(self.at, "query-paren-unexpected", end=self.at + 1)
        if tree == t.EVERYTHING and not self.typing and self.text.strip():
            raise self.nothing(self.text, 0)
        return tree

    def nothing(self, text: str, at: int) -> QueryError:
        """The mistake that what stands at an offset asks for nothing."""
        start, said = at + len(text) - len(text.lstrip()), text.strip()
        return QueryError(start, "query-nothing", end=start + len(said), word=said)

    def either(self) -> t.Query:
        parts = [self.both()]
        while self.word_is("OR"):
            here = self.at
            self.at += 2
            parts.append(self.both())
            if None in parts[-2:] and not self.typing:
                raise QueryError(here, "query-or-alone", end=here + 2)
        trees = [part for part in parts if part is not None]
        if len(trees) > 1 and any(isinstance(it, t.Sort) for tree in trees for it in t.parts_of(tree)):
            return self.sorted(trees)
        return t.any_of(*trees) if trees else t.EVERYTHING

    def sorted(self, trees: Sequence[t.Query]) -> t.Query:
        """Put together what is joined by OR and has an order somewhere: it is that of the whole query."""
        sorts = [it for tree in trees for it in t.parts_of(tree) if isinstance(it, t.Sort)]
        wanted = [t.all_of(*(it for it in t.parts_of(tree) if it not in sorts)) for tree in trees]
        if t.EVERYTHING in wanted:  # an order alone asks for nothing
            raise QueryError(self.sorts[0][0], "query-sort-inside", end=self.sorts[0][1])
        return t.all_of(t.any_of(*wanted), *sorts)

    def both(self) -> t.Query | None:
        """Read terms up to an OR, a closing parenthesis or the end; None when there is none."""
        parts: list[t.Query] = []
        while True:
            self.blank()
            if self.at >= len(self.text) or self.text[self.at] == ")" or self.word_is("OR"):
                return t.all_of(*parts) if parts else None
            if self.word_is("AND"):
                here, before = self.at, bool(parts)
                self.at += 3
                self.blank()
                if not self.typing and not (before and self.wants_more()):
                    raise QueryError(here, "query-and-alone", end=here + 3)
                continue
            part = self.term()
            if part is not None:
                parts.append(part)

    def term(self) -> t.Query | None:
        """Read one term; None for what is passed over."""
        start, minus = self.at, False
        while self.text[self.at : self.at + 1] == "-" or self.word_is("NOT"):
            length = 1 if self.text[self.at] == "-" else 3
            minus = not minus
            self.at += length
            if length == 3:
                self.blank()
        if self.at > start and not self.typing:
            self.check_follows(start)
        if self.at >= len(self.text) or self.text[self.at].isspace() or self.text[self.at] == ")":
            return None
        outer, self.minus = self.minus, self.minus or minus
        word = self.text[start : self.at].rstrip()
        try:
            tree = self.atom()
        except QueryError as error:
            error.condition = error.condition or (start, self.condition_end(error))
            raise
        self.minus = outer
        if tree is None and word.strip("-") and not self.typing:
            raise QueryError(start, "query-not-alone", end=self.at, word=word)
        if not minus or tree is None or isinstance(tree, t.Everything):
            return tree
        if any(isinstance(part, t.Sort) for part in t.parts_of(tree)):
            raise QueryError(start, "query-sort-inside", end=self.at)
        return t.negated(tree)

    def atom(self) -> t.Query | None:
        text, start = self.text, self.at
        if text[start] == "(":
            return self.group()
        name = scan.name_at(text, start)
        field = names.known("fields").get(names.key(name)) if name is not None else None
        if self.inside is not None and field is None:
            return self.field(self.inside, start)
        if text[start] in scan.OPENERS:
            return self.phrase("any")
        if name is None:
            return self.bare("any")
        after = start + len(name) + 1
        if field is None:
            self.check_two_words(name, start, None)
            if self.is_running_text(name, after):
                return self.bare("any")
            near = names.field_meant(name)
            expected = names.first_names("fields")
            raise QueryError(
                start,
                "query-field",
                end=after,
                expected=expected,
                suggestion=f"{near}:" if near else None,
                word=name,
            )
        self.check_two_words(name, start, field)
        self.at = scan.skip_blank(text, after)
        if self.at >= len(text) and self.typing:
            return None
        tree: t.Query | None = None
        if self.at < len(text) and text[self.at] == "(":
            outer, self.inside = self.inside, field
            tree = self.group(empty=True)
            self.inside = outer
        elif self.at < len(text) and text[self.at] != ")":
            return self.field(field, start)
        if (tree is None or tree == t.EVERYTHING) and not self.typing:
            example = names.table("names.toml")["examples"][field]
            raise QueryError(start, "query-value", end=after, expected=(example,), word=f"{name}:")
        return tree

    def check_two_words(self, name: str, start: int, field: str | None) -> None:
        """Raise the mistake that a field's name of two words ("chủ đề:") has a blank between them; also where
        its second word is another name of that ``field`` ("ngày đọc:")."""
        before = _LAST_WORD.search(self.text, 0, start)
        two = f"{before[0].strip()}-{name}" if before is not None else ""
        if (
            before is not None
            and (whole := names.known("fields").get(names.key(two)))
            and field in (None, whole)
        ):
            at, end = before.start(), start + len(name) + 1
            word = two.replace("-", " ", 1)
            error = QueryError(at, "query-field", end=end, suggestion=f"{two}:", word=word)
            error.condition = at, self.condition_end(error)
            raise error

    def is_running_text(self, name: str, after: int) -> bool:
        """Say whether a colon that no field stands before is one of running text ("Việt Nam: ba năm",
        "https://…"): a blank follows it, and the name is nothing like that of a field."""
        text, rest = self.text, scan.skip_blank(self.text, after)
        if text.startswith("//", after) or (name in _SCHEMES and text[after:] in ("", "/") and self.typing):
            return True
        blank = after < len(text) and text[after].isspace()
        if not blank or (rest >= len(text) and not self.typing) or text[rest : rest + 1] == ")":
            return False
        return names.misspelt(name, names.first_names("fields")) is None

    def condition_end(self, error: QueryError) -> int:
        """Return where the condition ends that has a mistake: what is typed of a value belongs to it, and of
        a field or value that is not known the words behind it, unless it stands in quotes or parentheses."""
        text, end = self.text, error.end
        if text[end - 1 : end] == ":":
            end = scan.skip_blank(text, end)
            if text.startswith("(", end):
                return scan.group_end(text, end)
        whole = False
        while end < len(text) and not text[end].isspace() and text[end] not in "()":
            whole = text[end] in scan.OPENERS
            end = scan.quoted_at(text, end).end if whole else scan.bare_end(text, end)
        return end if whole or not (error.expected or error.suggestion) else scan.words_end(text, end)

    def field(self, field: str, start: int) -> t.Query | None:
        if field in t.TEXT_FIELDS:
            tree, self.at = self.values.named(field, self.at)
            if tree is not None:
                return tree
            tree = self.phrase(field) if self.text[self.at] in scan.OPENERS else self.bare(field)
            if tree is None and self.inside is None and not self.typing:
                example = names.table("names.toml")["examples"][field]
                raise QueryError(
                    start, "query-value", end=self.at, expected=(example,), word=self.text[start : self.at]
                )
            return tree
        if field == "view":
            return self.view()
        tree, self.at = self.values.read(field, self.at)
        if isinstance(tree, t.Sort):
            if self.depth:
                raise QueryError(start, "query-sort-inside", end=self.at)
            # What is said again within a view that is kept takes the place of what was said before.
            if self.sorts and not self.opened:
                raise QueryError(start, "query-sort-twice", end=self.at)
            self.sorts.append((start, self.at))
        return tree

    def group(self, *, empty: bool = False) -> t.Query:
        start = self.at
        self.at += 1
        self.depth += 1
        if self.depth > _DEEPEST:
            raise QueryError(start, "query-too-deep", end=start + 1)
        tree = self.either()
        self.depth -= 1
        if self.at < len(self.text):
            self.at += 1
        elif not self.typing:
            raise QueryError(start, "query-paren-open", end=start + 1)
        if tree == t.EVERYTHING and not empty and not self.typing:
            raise self.nothing(self.text[start : self.at], start)
        return tree

    def phrase(self, field: str) -> t.Query | None:
        start = self.at
        said = scan.quoted_at(self.text, start)
        if not said.closed and not self.typing:
            raise QueryError(start, "query-quote-open", end=start + 1)
        self.at = said.end
        starred = self.star()
        if not scan.is_searchable(said.text):
            if self.typing:
                return None
            raise self.nothing(self.text[start : self.at], start)
        return t.Words(
            said.text,
            t.TEXT_FIELDS[field],
            prefix=starred or not said.closed,
            exact=scan.is_marked(said.text),
        )

    def bare(self, field: str) -> t.Query | None:
        start = self.at
        self.at = max(scan.bare_end(self.text, start), start + 1)
        word = self.text[start : self.at]
        unfinished = self.typing and not self.minus and self.at == len(self.text)
        bare = word.rstrip(scan.TRAILING)
        starred = word.endswith("*") or (unfinished and bare == word)
        word = bare
        return t.Words(word, t.TEXT_FIELDS[field], prefix=starred) if scan.is_searchable(word) else None

    def star(self) -> bool:
        starred = self.text.startswith("*", self.at)
        self.at += starred
        return starred

    def view(self) -> t.Query:
        start = self.at
        found = self.values.view(start, self.views)
        if found is None:
            name, self.at = self.values.word(start)
            near = names.nearest(name, self.views)
            raise QueryError(
                start, "query-view", end=self.at, expected=tuple(self.views), suggestion=near, word=name
            )
        name, self.at = found
        text = self.views[name]
        if name in self.opened or len(self.opened) >= _DEEPEST:
            raise QueryError(start, "query-view-loop", end=self.at, word=name)
        opened = (*self.opened, name)
        try:
            text = unicodedata.normalize("NFC", text)
            tree = _Parser(text, self.today, False, self.known, self.views, opened, self.own_topics).whole()
        except QueryError as error:
            code = error.code if error.code == "query-view-loop" else "query-view-broken"
            raise QueryError(start, code, end=self.at, word=name) from error
        return t.Saved(name, tree)

    def check_follows(self, start: int) -> None:
        """Raise the mistake that nothing follows what leaves out and begins at an offset. Dashes with a blank
        behind them may be those of a sentence: they are passed over where that goes on."""
        word = self.text[start : self.at].rstrip()
        apart = self.text[self.at : self.at + 1].isspace()
        if word.strip("-"):
            follows = self.wants_more() and not apart
        else:
            follows = self.text[scan.skip_blank(self.text, self.at) :][:1] not in ("", ")")
        if not follows:
            raise QueryError(start, "query-not-alone", end=start + len(word), word=word)

    def wants_more(self) -> bool:
        """Say whether a condition follows here, not the end, a closing parenthesis or an operator."""
        closed = self.text[self.at : self.at + 1] in ("", ")")
        return not closed and not self.word_is("OR") and not self.word_is("AND")

    def blank(self) -> None:
        self.at = scan.skip_blank(self.text, self.at)

    def word_is(self, operator: str) -> bool:
        """Say whether an operator stands here, as a word of its own."""
        end = self.at + len(operator)
        if not self.text.startswith(operator, self.at):
            return False
        return end == len(self.text) or self.text[end].isspace() or self.text[end] in "()" + scan.OPENERS
