"""``docbao notes [QUERY…]``: notes and highlights that match, or whose article does; the newest first.

An annotation has what its article has: topics, date, source, text. So one question answers both halves of
that: ``docbao notes lng`` finds a note that says LNG, and every note on an article that does. The notebook of
the app asks the same, but has bare words pass over the article's text: there they find what was written and
marked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.entries import moment
from tui.calls.opening import opened
from tui.calls.output import Out, Span
from tui.calls.rows import ID_SHOWN
from tui.calls.wrapping import wrapped
from tui.kinds import kind_name

if TYPE_CHECKING:
    from annotations.notebook import Annotation
    from tui.calls.arguments import Call

_MEASURE = 100  # cells of a line, at most
_DAY = 12
_DOUBTFUL: dict[str, str] = {"lost": "call.lost", "review": "call.review"}
_AT_ONCE = 500  # annotations fetched from the view at a time


def run(call: Call, out: Out) -> int:
    """Print notes and highlights; status 1 when there are none."""
    found = 0
    with opened(call, out) as house:
        house.open_store(needed=True)
        tree = house.query(call.query)
        if house.store is not None:
            from annotations.notebook import Notebook

            notebook = Notebook(house.articles(), house.store)
            view = notebook.view(tree, "none", "newest", texts=True)
            found, kinds = view.count, house.store.kinds()
            for start in range(0, found, _AT_ONCE):
                for it in view.window(start, _AT_ONCE):
                    kind = kind_name(it.kind, kinds, out.words) if it.kind else ""
                    if call.as_json:
                        from tui.calls.shapes import annotation_json

                        out.json(annotation_json(it, kind))
                    else:
                        _print(it, kind, out)
            notebook.close()
        if not found:
            house.tell_nothing("call.nothing-notes")
    return 0 if found else 1


def _print(it: Annotation, kind: str, out: Out) -> None:
    """Print an annotation under the title of its article; on a terminal in lines that fit it."""
    from tui.tags_in_words import tags_in_words

    title = " ".join(it.heading.split()) or out.words("call.untitled")
    if it.untitled and it.heading:
        title = f"«{title}»"
    head = f"{it.id[:ID_SHOWN]}  "
    width = min(_MEASURE, out.width) if out.is_terminal else _MEASURE
    if out.is_terminal:
        from tui.cells import composed, cut

        room = width - len(head) - _DAY
        ending = "»" if title.endswith("»") else ""
        title = cut(composed(title.removesuffix(ending)), max(1, room), ending=ending)
    out.line(Span(head, "dim"), Span(f"{_day(it):<{_DAY}}"), Span(title, "bold"))
    if it.quote:
        _paragraphs(f"“{it.quote}”", "    ┃ ", width, out)
    if it.text:
        _paragraphs(it.text, "    ", width, out)
    facts = []
    if kind:
        facts.append(kind)
    if it.status in _DOUBTFUL:
        facts.append(out.words(_DOUBTFUL[it.status]))
    if it.gone:
        facts.append(out.words("call.gone"))
    if it.tags:
        facts.append(tags_in_words(it.tags, " "))
    if facts:
        out.line("    ", Span(" · ".join(facts), "dim"))


def _paragraphs(text: str, indent: str, width: int, out: Out) -> None:
    for paragraph in text.splitlines():
        for line in wrapped(paragraph, width - len(indent)):
            out.line(Span(indent, "dim"), line)


def _day(it: Annotation) -> str:
    """The local day on which it was written."""
    written = moment(it.created)
    return written.astimezone().date().isoformat() if written is not None else ""
