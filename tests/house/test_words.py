"""The catalogue has every sentence the program asks for, and no sentence nobody asks for."""

import ast
import functools
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tui.toml_lines import TomlLines
from tui.words import Words

ROOT = Path(__file__).parents[2]
MADE_OF_PARTS = (
    *(
        "basis.",
        "calendar.",
        "call.",
        "card.",
        "clipboard.",
        "column.facet.",
        "command.",
        "context.",
        "dates.",
        "describe.",
    ),
    *(
        "correct.",
        "entity.",
        "evidence.",
        "exchange.",
        "group.",
        "kind.",
        "links.",
        "highlight-card.",
        "notebook.",
        "main.facet",
        "main.order.",
        "main.unfinished.",
        "note.",
        "notice.",
        "operation.",
        "problem.",
    ),
    *("tags.count.", "tags.keys.", "tags.order.", "tags.sure.", "tags.typing.", "tags.why."),
    *(
        "bulk.",
        "entity-page.with.",
        "query.",
        "settings.",
        "timeline.step.",
        "timeline.unit.",
        "usage.",
        "view.",
        "weekday.",
        "why.",
    ),
)
"""Sections whose keys are put together from data (a command's id, a problem's code)."""


def catalogue() -> list[str]:
    return Words("en").keys()


@functools.cache
def nodes() -> tuple[ast.AST, ...]:
    """Return all that the program's files are made of, read once for all tests of a process."""
    files = [path for floor in ("tui", "annotations", "seeds") for path in (ROOT / floor).rglob("*.py")]
    return tuple(node for path in files for node in ast.walk(ast.parse(path.read_text("utf-8"))))


def strings() -> set[str]:
    return {node.value for node in nodes() if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_no_sentence_is_left_that_nobody_says() -> None:
    used = strings()
    idle = [key for key in catalogue() if key not in used and not key.startswith(MADE_OF_PARTS)]
    assert not idle


def test_every_key_of_the_catalogue_that_the_program_names_exists() -> None:
    words = Words("en")
    sections = {key.partition(".")[0] for key in catalogue()}
    named = {text for text in strings() if re.fullmatch(r"[a-z]+(\.[a-z0-9-]+)+", text)}
    missing = {text for text in named if text.partition(".")[0] in sections and text not in words}
    allowed = {
        text for text in missing if text.endswith((".py", ".toml", ".tcss", ".tsv", ".sqlite", ".json"))
    }
    assert not missing - allowed


def test_every_problem_that_is_raised_has_its_sentence() -> None:
    words = Words("en")
    codes: set[str] = set()
    for node in nodes():
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem" and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                codes.add(first.value)
    assert codes
    assert not {code for code in codes if f"problem.{code}" not in words}


def leaves(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, object]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


@pytest.mark.parametrize("name", ["words/en", "themes/styles", "themes/dark", "themes/light"])
def test_a_file_read_line_by_line_says_what_the_whole_of_it_says(name: str) -> None:
    text = (ROOT / "tui" / f"{name}.toml").read_text("utf-8")
    lines, whole = TomlLines(text), dict(leaves(tomllib.loads(text)))
    assert {path: lines.get(path) for path in whole} == whole
    assert all(any(f"{path}.".startswith(f"{line}.") for line in lines.paths()) for path in whole)
    assert lines.get("no.such.path") is None


NEVER_ONE = {
    "hits.further",
    "hits.looked-into",
    "main.app.drafts",
    "main.app.redo-many",
    "main.app.undo-many",
    "operation.on-several",
    "problem.correction-long",
    "problem.import-many",
}
"""Sentences that are only said of several."""


def test_a_number_has_a_sentence_for_one_before_what_it_counts() -> None:
    counted = re.compile(
        r"\{(?:n|total|done|missing|looked|count|articles)(?::,)?\} (?:[a-z]+ )?[a-z]{3,}s\b"
    )
    lines = TomlLines((ROOT / "tui/words/en.toml").read_text("utf-8"))
    sentences = {key: lines.get(key) for key in catalogue()}
    plain = {key: it for key, it in sentences.items() if isinstance(it, str)}
    ones = {key: it["one"] for key, it in sentences.items() if isinstance(it, dict) and "one" in it}
    wrong = {key: it for key, it in {**plain, **ones}.items() if key not in NEVER_ONE and counted.search(it)}
    assert not wrong
    for key, entry in sentences.items():
        assert not isinstance(entry, dict) or f"{{{entry.get('by', 'n')}" in entry["other"], key
