"""The command table: every command has a handler, words and a key of its own, and feeds what is written of
it."""

from itertools import combinations
from pathlib import Path

from tui.commands import COMMANDS
from tui.exchange_words import table_markdown
from tui.key_table import markdown
from tui.keymap import key_name
from tui.query_table import markdown as query_markdown
from tui.words import Words

ROOT = Path(__file__).parents[2]
IDS = [command.id for command in COMMANDS]


def test_no_two_commands_share_an_id() -> None:
    assert len(IDS) == len(set(IDS))


def test_no_two_commands_share_a_key_in_one_place() -> None:
    clashes = [
        (one.id, other.id, key, context)
        for one, other in combinations(COMMANDS, 2)
        for context in set(one.contexts) & set(other.contexts)
        for key in one.keys
        for second in other.keys
        if key.split()[: len(second.split())] == second.split()
        or second.split()[: len(key.split())] == key.split()
    ]
    assert not clashes


def test_every_default_key_is_one_a_terminal_can_send() -> None:
    assert [it.id for it in COMMANDS if not it.keys] == []
    parts = [(it.id, part) for it in COMMANDS for key in it.keys for part in key.split()]
    assert [(id, part) for id, part in parts if key_name(part) != part] == []


def test_every_command_has_a_handler_where_its_keys_work() -> None:
    from tui.app import DocbaoApp
    from tui.screens.entity_page import EntityPage
    from tui.screens.evidence import EvidenceSheet
    from tui.screens.hits_page import HitRows, HitsPage
    from tui.screens.main import MainScreen
    from tui.screens.note_page import NotePage
    from tui.screens.tag_browser import TagBrowser
    from tui.screens.timeline import TimelinePage
    from tui.widgets.column import ColumnPane
    from tui.widgets.entity_panes import EntityPassages
    from tui.widgets.list import ArticleList
    from tui.widgets.notebook.review import ReviewPane
    from tui.widgets.notebook.rows import NotebookRows
    from tui.widgets.reader_pane import ReaderPane
    from tui.widgets.tag_rows import TagRows
    from tui.widgets.timeline import TimelineChart

    panes: dict[str, type] = {
        "list": ArticleList,
        "reader": ReaderPane,
        "select": ReaderPane,
        "sheet": EvidenceSheet,
        "tags": TagBrowser,
        "several": ArticleList,
        "note": NotePage,
        "notebook": NotebookRows,
        "review": ReviewPane,
        "column": ColumnPane,
        "timeline": TimelinePage,
        "entity": EntityPage,
        "hits": HitsPage,
    }
    rows = {"tags": (TagRows,), "timeline": (TimelineChart,), "entity": (EntityPassages,), "hits": (HitRows,)}
    missing = [
        (command.id, context, command.handler)
        for command in COMMANDS
        for context in command.contexts
        if not any(
            hasattr(owner, command.handler)
            for owner in (panes[context], MainScreen, DocbaoApp, *rows.get(context, ()))
        )
    ]
    assert missing == []


def test_every_command_is_named_and_explained() -> None:
    words = Words("en")
    assert [it.id for it in COMMANDS if not words(f"command.{it.id}.title")] == []
    assert [it.id for it in COMMANDS if not words(f"command.{it.id}.help").endswith(".")] == []
    short = {it.id: words(f"command.{it.id}.short") for it in COMMANDS if it.footer}
    assert {id: word for id, word in short.items() if len(word) > 12} == {}


def test_the_readme_shows_the_keys_of_the_table() -> None:
    assert markdown(COMMANDS, Words("en")) in (ROOT / "README.md").read_text("utf-8")


def test_the_readme_has_the_page_on_the_query_language() -> None:
    assert query_markdown(Words("en")) in (ROOT / "README.md").read_text("utf-8")


def test_the_readme_says_what_each_format_carries() -> None:
    assert table_markdown(Words("en")).rstrip("\n") in (ROOT / "README.md").read_text("utf-8")
