"""Every command of the app, declared once.

From this table come the keys, the palette, the footer, the help page and the README's key table. What a
command is called and what its help says stands in the catalogue under ``command.<id>``. A command
``next-entity`` is carried out by a method ``cmd_next_entity(count)`` of the widget in focus, its screen, or
the app, in that order; ``tests/house`` proves that each has one and that no two share a key in one context.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Context = Literal[
    "list",
    "reader",
    "select",
    "sheet",
    "tags",
    "several",
    "note",
    "notebook",
    "review",
    "picker",
    "editor",
    "help",
    "column",
    "timeline",
    "entity",
    "hits",
]
Group = Literal["move", "read", "find", "annotate", "view", "app"]


class Command(NamedTuple):
    """One thing the reader can do.

    ``keys`` are the default keys, best first, in Textual's names; a sequence is written with a space (``g
    g``). ``contexts`` are the places where the keys work ("select" is the reader while something is selected
    in it). ``footer`` ranks it among the footer's seven keys
    there (0: not shown). ``palette`` is False for what makes no sense without a key (moving by a line).
    """

    id: str
    keys: tuple[str, ...]
    contexts: tuple[Context, ...]
    group: Group
    footer: int = 0
    palette: bool = True

    @property
    def handler(self) -> str:
        """The name of the method that carries it out."""
        return "cmd_" + self.id.replace("-", "_")


_LIST: tuple[Context, ...] = ("list",)
_READER: tuple[Context, ...] = ("reader",)
_BOTH: tuple[Context, ...] = ("list", "reader")
_SELECT: tuple[Context, ...] = ("select",)
_TEXT: tuple[Context, ...] = ("reader", "select")
_ALL: tuple[Context, ...] = ("list", "reader", "select")
_SHEET: tuple[Context, ...] = ("sheet",)
_TAGS: tuple[Context, ...] = ("tags",)
_SEVERAL: tuple[Context, ...] = ("list", "several")
_CHOSEN: tuple[Context, ...] = ("list", "reader", "several")
_EVERYWHERE: tuple[Context, ...] = ("list", "reader", "select", "sheet", "tags", "several")
_NOTE: tuple[Context, ...] = ("note",)
_NOTEBOOK: tuple[Context, ...] = ("notebook",)
_REVIEW: tuple[Context, ...] = ("review",)
_LEAVES: tuple[Context, ...] = ("notebook", "review")
_COLUMN: tuple[Context, ...] = ("column",)
_SIDE: tuple[Context, ...] = (*_BOTH, *_COLUMN)
_PAGES: tuple[Context, ...] = (*_EVERYWHERE, *_NOTE, *_LEAVES, *_COLUMN)
_TIMELINE: tuple[Context, ...] = ("timeline",)
_ENTITY: tuple[Context, ...] = ("entity",)
_HITS: tuple[Context, ...] = ("hits",)
_ROWS_FRONT: tuple[Context, ...] = (*_ENTITY, *_HITS)
_FRONT: tuple[Context, ...] = (*_TIMELINE, *_ROWS_FRONT)

COMMANDS: tuple[Command, ...] = (
    Command("down", ("j", "down"), (*_PAGES, *_ROWS_FRONT), "move", palette=False),
    Command("up", ("k", "up"), (*_PAGES, *_ROWS_FRONT), "move", palette=False),
    Command("page-down", ("pagedown", "ctrl+f"), (*_PAGES, *_FRONT), "move", palette=False),
    Command("page-up", ("pageup", "ctrl+b"), (*_PAGES, *_FRONT), "move", palette=False),
    Command("half-down", ("ctrl+d",), (*_PAGES, *_ROWS_FRONT), "move", palette=False),
    Command("half-up", ("ctrl+u",), (*_PAGES, *_ROWS_FRONT), "move", palette=False),
    Command("start", ("g g", "home"), (*_PAGES, *_FRONT), "move"),
    Command("end", ("G", "end"), (*_PAGES, *_FRONT), "move"),
    Command(
        "next-section", ("right_curly_bracket",), (*_SEVERAL, *_NOTEBOOK, *_COLUMN, *_ROWS_FRONT), "move"
    ),
    Command(
        "previous-section", ("left_curly_bracket",), (*_SEVERAL, *_NOTEBOOK, *_COLUMN, *_ROWS_FRONT), "move"
    ),
    Command("letter-left", ("h", "left"), _SELECT, "move", palette=False),
    Command("letter-right", ("l", "right"), _SELECT, "move", palette=False),
    Command("next-word", ("w",), _SELECT, "move", palette=False),
    Command("previous-word", ("b",), _SELECT, "move", palette=False),
    Command("word-end", ("e",), _SELECT, "move", palette=False),
    Command("line-start", ("0",), _SELECT, "move", palette=False),
    Command("line-end", ("dollar_sign",), _SELECT, "move", palette=False),
    Command("sentence-end", ("right_parenthesis",), _SELECT, "move", palette=False),
    Command("sentence-start", ("left_parenthesis",), _SELECT, "move", palette=False),
    Command("paragraph-end", ("right_curly_bracket",), _SELECT, "move", palette=False),
    Command("paragraph-start", ("left_curly_bracket",), _SELECT, "move", palette=False),
    Command("name-end", ("E",), _SELECT, "move", palette=False),
    Command("name-start", ("B",), _SELECT, "move", palette=False),
    Command("swap-ends", ("o",), _SELECT, "move"),
    Command("next-sentence", ("right_parenthesis",), _READER, "move"),
    Command("previous-sentence", ("left_parenthesis",), _READER, "move"),
    Command("next-paragraph", ("right_curly_bracket",), _READER, "move"),
    Command("previous-paragraph", ("left_curly_bracket",), _READER, "move"),
    Command("next-highlight", ("right_square_bracket",), _READER, "move"),
    Command("previous-highlight", ("left_square_bracket",), _READER, "move"),
    Command("open", ("enter", "l", "right"), _LIST, "read", footer=1),
    Command("read-on", ("space",), _BOTH, "read", footer=2),
    Command("back", ("h", "left", "escape"), _READER, "read", footer=9),
    Command("next-article", ("J",), _READER, "read", footer=8),
    Command("previous-article", ("K",), _READER, "read"),
    Command("next-unread", ("N",), _LIST, "read"),
    Command("raw", ("R",), _READER, "read"),
    Command("related", ("x",), _READER, "read"),
    Command("select", ("v",), _TEXT, "read"),
    Command("select-sentence", ("V",), _TEXT, "read"),
    Command("select-stop", ("escape",), _SELECT, "read", footer=9),
    Command("next-entity", ("e",), _READER, "read", footer=4),
    Command("previous-entity", ("E",), _READER, "read"),
    Command("entity-card", ("enter",), _READER, "read"),
    Command("entity-types", ("y",), _READER, "view", footer=7),
    Command("emphasis", ("Y",), _READER, "view"),
    Command("filter", ("slash",), (*_LIST, *_COLUMN), "find", footer=3),
    Command("query-help", ("f1",), (*_BOTH, *_LEAVES, *_COLUMN), "find"),
    Command("find", ("slash",), _READER, "find", footer=3),
    Command("next-hit", ("n",), (*_BOTH, *_HITS), "find", footer=2),
    Command("previous-hit", ("N",), (*_READER, *_HITS), "find"),
    Command("by-date", ("d",), _BOTH, "find", footer=4),
    Command("by-topic", ("o",), _BOTH, "find", footer=5),
    Command("facets", ("f",), _BOTH, "find"),
    Command("drop-filter", ("backspace",), (*_LIST, *_COLUMN), "find"),
    Command("clear-filters", ("escape",), _LIST, "find"),
    Command("views", ("w",), _SIDE, "find"),
    Command("facet-column", ("F",), _SIDE, "find"),
    Command("save-view", ("W",), (*_LIST, *_COLUMN), "find", footer=8),
    Command("column", ("backslash",), _SIDE, "view"),
    Command("column-take", ("enter", "l", "right"), _COLUMN, "find", footer=1),
    Command("column-exclude", ("minus",), _COLUMN, "find", footer=2),
    Command("column-fold", ("h", "left"), _COLUMN, "move"),
    Command("view-rename", ("r",), _COLUMN, "annotate"),
    Command("view-key", ("m",), _COLUMN, "annotate", footer=5),
    Command("view-hide", ("x", "delete"), _COLUMN, "annotate", footer=4),
    Command("views-hidden", ("X",), _COLUMN, "annotate"),
    Command("view-down", ("J",), _COLUMN, "annotate"),
    Command("view-up", ("K",), _COLUMN, "annotate"),
    Command("column-close", ("escape",), _COLUMN, "read", footer=6),
    Command("timeline", ("g t",), _SIDE, "find"),
    Command("timeline-earlier", ("h", "left"), _TIMELINE, "move", palette=False),
    Command("timeline-later", ("l", "right"), _TIMELINE, "move", palette=False),
    Command("timeline-take", ("enter",), _TIMELINE, "find", footer=1),
    Command("timeline-select", ("v", "space"), _TIMELINE, "find", footer=2),
    Command("timeline-in", ("plus", "j", "down"), _TIMELINE, "view", footer=3),
    Command("timeline-out", ("minus", "k", "up"), _TIMELINE, "view", footer=4),
    Command("timeline-topics", ("o",), _TIMELINE, "view", footer=5),
    Command("timeline-days", ("d",), _TIMELINE, "view"),
    Command("timeline-weeks", ("w",), _TIMELINE, "view"),
    Command("timeline-months", ("m",), _TIMELINE, "view"),
    Command("timeline-years", ("y",), _TIMELINE, "view"),
    Command("entity-page", ("P",), (*_READER, *_COLUMN), "find"),
    Command("entity-take", ("enter", "l", "right"), _ENTITY, "read", footer=1),
    Command("entity-list", ("f",), _ENTITY, "find", footer=3),
    Command("hits", ("g s",), _SIDE, "find", footer=4),
    Command("hits-take", ("enter", "l", "right"), _HITS, "read", footer=1),
    Command("front-close", ("escape", "q"), _FRONT, "read", footer=9),
    Command("order", ("S",), _LIST, "view"),
    Command("evidence", ("i",), _BOTH, "read", footer=8),
    Command("set-name", ("I",), _READER, "annotate"),
    Command("name-selection", ("I", "i", "enter"), _SELECT, "annotate", footer=6),
    Command("mark", ("m",), _READER, "annotate", footer=3),
    Command("mark-paragraph", ("M",), _READER, "annotate"),
    Command("mark-selection", ("m",), _SELECT, "annotate", footer=1),
    Command("mark-as", ("M",), _SELECT, "annotate", footer=3),
    Command("mark-note", ("a",), _SELECT, "annotate", footer=2),
    Command("mark-tag", ("t",), _SELECT, "annotate", footer=4),
    Command("kinds", ("C",), _BOTH, "annotate"),
    Command("set-right", ("enter", "l", "right"), _SHEET, "annotate", footer=1),
    Command("take-back", ("x", "delete", "backspace"), _SHEET, "annotate", footer=2),
    Command("close-sheet", ("escape", "i", "q", "h", "left"), _SHEET, "read", footer=9),
    Command("tag", ("t",), _CHOSEN, "annotate", footer=6),
    Command("tag-view", ("plus",), _LIST, "annotate"),
    Command("everything-listed", ("asterisk",), _LIST, "annotate"),
    Command("tags", ("number_sign",), _BOTH, "find"),
    Command("several", ("v",), _SEVERAL, "annotate"),
    Command("several-stop", ("escape",), ("several",), "annotate", footer=9),
    Command("tag-open", ("enter",), _TAGS, "find", footer=1),
    Command("tag-notes", ("A",), _TAGS, "find"),
    Command("tag-unfold", ("l", "right"), _TAGS, "move", palette=False),
    Command("tag-fold", ("h", "left"), _TAGS, "move", palette=False),
    Command("tag-narrow", ("slash",), _TAGS, "find", footer=7),
    Command("tag-rename", ("r",), _TAGS, "annotate", footer=2),
    Command("tag-merge", ("m",), _TAGS, "annotate", footer=3),
    Command("tag-delete", ("x", "delete"), _TAGS, "annotate", footer=4),
    Command("tag-mark", ("space", "v"), _TAGS, "annotate", footer=5),
    Command("tag-order", ("S",), _TAGS, "view", footer=6),
    Command("close-tags", ("escape", "q", "number_sign"), _TAGS, "read", footer=9),
    Command("note", ("a",), _BOTH, "annotate", footer=7),
    Command("links", ("L",), (*_BOTH, *_NOTEBOOK), "read"),
    Command("go-back", ("ctrl+o", "backspace"), ("reader", "note"), "read"),
    Command("drafts", ("D",), (*_BOTH, *_NOTEBOOK), "annotate"),
    Command("follow-link", ("enter", "l", "right"), _NOTE, "read", footer=1),
    Command("next-link", ("tab", "n"), _NOTE, "move", footer=2),
    Command("previous-link", ("shift+tab", "N"), _NOTE, "move"),
    Command("note-place", ("o",), _NOTE, "read", footer=4),
    Command("edit-note", ("e", "a"), _NOTE, "annotate", footer=3),
    Command("copy-note", ("c",), _NOTE, "read", footer=5),
    Command("delete-note", ("d", "delete"), _NOTE, "annotate", footer=6),
    Command("next-note", ("J",), _NOTE, "read"),
    Command("previous-note", ("K",), _NOTE, "read"),
    Command("close-note", ("escape", "q", "h", "left"), _NOTE, "read", footer=9),
    Command("notebook", ("A",), _BOTH, "find"),
    Command("notebook-place", ("enter", "l", "right"), _NOTEBOOK, "read", footer=1),
    Command("notebook-filter", ("slash",), _NOTEBOOK, "find", footer=2),
    Command("notebook-as-list", ("F",), _NOTEBOOK, "find"),
    Command("notebook-drop", ("backspace",), _NOTEBOOK, "find"),
    Command("notebook-group", ("o",), _NOTEBOOK, "view", footer=3),
    Command("notebook-order", ("S",), _NOTEBOOK, "view"),
    Command("notebook-tag", ("t",), _LEAVES, "annotate", footer=4),
    Command("notebook-note", ("a", "e"), _LEAVES, "annotate", footer=5),
    Command("notebook-kind", ("m", "M"), _LEAVES, "annotate"),
    Command("notebook-copy", ("c",), _LEAVES, "read"),
    Command("notebook-delete", ("delete", "x"), _NOTEBOOK, "annotate"),
    Command("review", ("r",), _NOTEBOOK, "read", footer=6),
    Command("notebook-close", ("escape", "h", "left", "A"), _NOTEBOOK, "read", footer=9),
    Command("review-keep", ("space", "enter"), _REVIEW, "read", footer=1),
    Command("review-sooner", ("s", "minus"), _REVIEW, "read", footer=1),
    Command("review-later", ("d", "plus"), _REVIEW, "read", footer=1),
    Command("review-aside", ("x", "delete"), _REVIEW, "read", footer=2),
    Command("review-place", ("l", "right", "o"), _REVIEW, "read", footer=3),
    Command("review-close", ("escape", "h", "left", "A"), _REVIEW, "read", footer=9),
    Command("star", ("s",), _CHOSEN, "annotate", footer=9),
    Command("read-unread", ("r",), _CHOSEN, "annotate", footer=9),
    Command("archive", ("z",), _CHOSEN, "annotate", footer=9),
    Command("copy", ("c",), _BOTH, "read"),
    Command("copy-selection", ("c", "y"), _SELECT, "read", footer=5),
    Command("address", ("b",), _BOTH, "read"),
    Command("undo", ("u",), (*_EVERYWHERE, *_LEAVES, *_COLUMN), "annotate"),
    Command("redo", ("U",), (*_EVERYWHERE, *_LEAVES, *_COLUMN), "annotate"),
    Command("history", ("H",), (*_BOTH, *_LEAVES, *_TAGS), "annotate"),
    Command("deleted", ("X",), (*_BOTH, *_LEAVES), "annotate"),
    Command("export", ("g x",), _BOTH, "annotate"),
    Command("import", ("g i",), _BOTH, "annotate"),
    Command("switch-pane", ("tab",), (*_SIDE, *_ENTITY), "view"),
    Command("pause-reading", ("g p",), _BOTH, "app"),
    Command("theme", ("T",), (*_ALL, *_LEAVES, *_COLUMN, *_FRONT), "view"),
    Command("palette", ("ctrl+p",), (*_ALL, *_LEAVES, *_COLUMN), "app"),
    Command("help", ("question_mark",), (*_PAGES, *_FRONT), "app", footer=10),
    Command("quit", ("q",), (*_ALL, *_LEAVES, *_COLUMN), "app"),
)


def by_id() -> dict[str, Command]:
    """Return the table as a mapping from id to command."""
    return {command.id: command for command in COMMANDS}
