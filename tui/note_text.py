"""A note as it is read: its Markdown set in lines of a measure, with styles and links. Knows no screen.

What is drawn is text and nothing else: whatever a note holds, imported ones too, no part of it becomes
markup or commands a terminal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from tui.cells import width as cells_of
from tui.typed import clean_lines
from tui.widgets.reader.head import Run
from tui.widgets.reader.wrap import drawable, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from markdown_it.token import Token

    from annotations.link_index import Destination

_LONGEST = 200_000
"""Code points from which on a text is no note any more: it is set as it stands."""
_RULE = 24
_LEAST_ROOM = 12
"""Cells that text gets at least: what stands before it gives way."""
_STYLES = {"strong": "markdown.strong", "em": "markdown.emphasis", "s": "markdown.struck"}


@dataclass(frozen=True, slots=True)
class NoteLink:
    """A link of a note as it is shown: ``target`` is an article's id, ``note:`` and a note's, an article's
    name, or, where ``web``, an address. ``text`` is what stands for it."""

    target: str
    text: str
    web: bool = False


@dataclass(frozen=True, slots=True)
class LinkRun:
    """The stretch of a line that shows a link, and which of the note's links it is (from 0)."""

    start: int
    end: int
    number: int


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A line as drawn: its text, the styles of its parts (names of a theme, to be laid over that of the
    line), and its links. Offsets are code points into ``text``."""

    text: str
    runs: tuple[Run, ...] = ()
    links: tuple[LinkRun, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteText:
    """A note set in lines, and its links in their order."""

    lines: tuple[NoteLine, ...]
    links: tuple[NoteLink, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    styles: tuple[str, ...] = ()
    link: int = -1


@dataclass(slots=True)
class _Setting:
    """What is known while a note is set."""

    width: int
    source: Sequence[str]
    leads: Mapping[str, Destination]
    lines: list[NoteLine] = field(default_factory=list)
    links: list[NoteLink] = field(default_factory=list)
    before: list[tuple[str, str, str]] = field(default_factory=list)
    """What stands before the lines of each block around: at its first line, at the others, its style."""
    numbers: list[int | None] = field(default_factory=list)
    """Of each list around the number of its next item, None for one that is not numbered."""


@cache
def _marked() -> re.Pattern[str]:
    """What may be Markdown: without it a note is set as it stands, and no parser need be loaded."""
    return re.compile(r"[*_`#>\[~\\<]|^\s*(?:[-+]|\d+[.)])(?:\s|$)|^\s*(?:-{2,}|={2,})\s*$", re.MULTILINE)


def needs_parser(text: str) -> bool:
    """Whether a note has what may be Markdown: without it no parser is loaded to set it."""
    return len(text) <= _LONGEST and _marked().search(text) is not None


def set_note(text: str, width: int, leads: Mapping[str, Destination] | None = None) -> NoteText:
    """Set a note in lines of at most ``width`` cells.

    Line ends stay where the writer put them. ``leads`` says where links lead, by target, as far as that is
    known: an article is then shown by its name where the link has none, and a link that leads nowhere is
    marked. The first note with marks of Markdown loads the parser.
    """
    cleaned = clean_lines(text).strip("\n")
    setting = _Setting(max(1, width), cleaned.split("\n"), leads or {})
    if not needs_parser(cleaned):
        for line in setting.source:
            _emit(setting, [_Piece(line.rstrip())])
    else:
        from annotations.markdown import parser

        _blocks(setting, parser().parse(cleaned))
    return NoteText(tuple(setting.lines), tuple(setting.links))


def _blocks(setting: _Setting, tokens: Iterable[Token]) -> None:
    heading = False
    for token in tokens:
        if token.map is not None and token.type != "inline" and _apart(setting, token.map[0]):
            _emit(setting, [])
        match token.type:
            case "heading_open" | "heading_close":
                heading = token.type == "heading_open"
            case "blockquote_open":
                setting.before.append(("│ ", "│ ", "markdown.quote"))
            case "bullet_list_open":
                setting.numbers.append(None)
            case "ordered_list_open":
                setting.numbers.append(int(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                setting.numbers.pop()
            case "list_item_open":
                _begin_item(setting)
            case "list_item_close" | "blockquote_close":
                first, rest, _ = setting.before[-1]
                if first != rest:  # an item without a word
                    setting.lines.append(_line("", _prefixes(setting)[0], (), ()))
                setting.before.pop()
            case "hr":
                _emit(setting, [_Piece("─" * min(setting.width, _RULE), ("markdown.mark",))])
            case "fence":
                for line in token.content.rstrip("\n").split("\n"):
                    _emit(setting, [_Piece(line, ("markdown.code",))])
            case "inline":
                styles = ("markdown.heading",) if heading else ()
                for pieces in _lines_of(setting, token.children or [], styles):
                    _emit(setting, pieces)


def _apart(setting: _Setting, line: int) -> bool:
    """Whether the writer has left a line free before this one, and none is free yet."""
    free = 0 < line <= len(setting.source) and not setting.source[line - 1].strip(" >")
    return free and bool(setting.lines) and bool(setting.lines[-1].text.strip(" │"))


def _begin_item(setting: _Setting) -> None:
    number = setting.numbers[-1]
    if number is None:
        mark = "• "
    else:
        mark = f"{number}. "
        setting.numbers[-1] = number + 1
    setting.before.append((mark, " " * len(mark), "markdown.mark"))


def _lines_of(setting: _Setting, tokens: Sequence[Token], styles: tuple[str, ...]) -> Iterator[list[_Piece]]:
    """Yield what stands on each line of a paragraph, as the writer broke it."""
    pieces: list[_Piece] = []
    around = list(styles)
    address: list[tuple[int, int, str]] = []
    for token in tokens:
        kind, _, end = token.type.partition("_")
        if token.type in ("softbreak", "hardbreak"):
            yield pieces
            pieces = []
        elif token.type == "wikilink":
            pieces.append(_wikilink(setting, token, tuple(around)))
        elif token.type == "link_open":
            setting.links.append(NoteLink(str(token.attrs.get("href", "")), "", web=True))
            address.append((len(setting.links) - 1, len(pieces), token.markup))
        elif token.type == "link_close":
            number, since, markup = address.pop()
            _name_address(setting, number, pieces, since, plain=markup == "autolink")
        elif kind in _STYLES and end in ("open", "close"):
            if end == "open":
                around.append(_STYLES[kind])
            else:
                around.remove(_STYLES[kind])
        else:
            own = ("markdown.code",) if token.type == "code_inline" else ()
            link = address[-1][0] if address else -1
            pieces.append(
                _Piece(token.content, (*around, *(("markdown.link",) if address else ()), *own), link)
            )
    yield pieces


def _wikilink(setting: _Setting, token: Token, styles: tuple[str, ...]) -> _Piece:
    target, label = str(token.meta["target"]), str(token.meta["label"])
    to = setting.leads.get(target)
    text = label or (to.name if to is not None else "") or target
    setting.links.append(NoteLink(target, text))
    lost = to is not None and to.leads in ("nowhere", "several")
    style = "markdown.link_open" if lost else "markdown.link"
    return _Piece(text + ("?" if lost else ""), (*styles, style), len(setting.links) - 1)


def _name_address(setting: _Setting, number: int, pieces: list[_Piece], since: int, *, plain: bool) -> None:
    """Say what a link to an address is called, and show the address itself where the text is another."""
    link = setting.links[number]
    text = "".join(piece.text for piece in pieces[since:]).strip()
    setting.links[number] = replace(link, text=text or link.target)
    if not plain and text != link.target:
        pieces.append(
            _Piece(f" ({clean_lines(link.target)})" if text else link.target, ("markdown.mark",), number)
        )


def _emit(setting: _Setting, pieces: Sequence[_Piece]) -> None:
    """Set what stands on one line of the note, in as many lines as it needs."""
    text = drawable("".join(piece.text for piece in pieces))
    first, rest = _prefixes(setting)
    if not text.strip():
        setting.lines.append(_line("", rest, (), ()))
        return
    runs: list[Run] = []
    links: list[LinkRun] = []
    at = 0
    for piece in pieces:
        end = at + len(piece.text)
        runs += [Run(at, end, style) for style in piece.styles]
        if piece.link >= 0:
            links.append(LinkRun(at, end, piece.link))
        at = end
    room = max(_LEAST_ROOM, setting.width - sum(cells_of(part) for part, _ in rest))
    for number, (begin, stop) in enumerate(wrap(text, room)):
        before = rest if number else first
        here = [
            Run(max(run.start, begin) - begin, min(run.end, stop) - begin, run.style)
            for run in runs
            if run.start < stop and run.end > begin
        ]
        linked = [
            LinkRun(max(it.start, begin) - begin, min(it.end, stop) - begin, it.number)
            for it in links
            if it.start < stop and it.end > begin
        ]
        setting.lines.append(_line(text[begin:stop], before, here, linked))
    setting.before = [(rest_, rest_, style) for _, rest_, style in setting.before]


def _prefixes(setting: _Setting) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return what stands before the first line and before the others, the innermost given way to the text."""
    before = setting.before
    while before and sum(cells_of(first) for first, _, _ in before) + _LEAST_ROOM > setting.width:
        before = before[1:]
    return [(first, style) for first, _, style in before], [(rest, style) for _, rest, style in before]


def _line(
    text: str, before: Sequence[tuple[str, str]], runs: Iterable[Run], links: Iterable[LinkRun]
) -> NoteLine:
    prefix, marks = "", []
    for part, style in before:
        marks.append(Run(len(prefix), len(prefix) + len(part), style))
        prefix += part
    by = len(prefix)
    moved = [replace(run, start=run.start + by, end=run.end + by) for run in runs]
    return NoteLine(
        prefix + text,
        (*marks, *moved),
        tuple(LinkRun(it.start + by, it.end + by, it.number) for it in links),
    )
