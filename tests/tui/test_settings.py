"""What is wrong in config.toml is told shortly, with its line, the reason first."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui import settings
from tui.sentences import settings_mistake_in_words
from tui.words import Words


def told(tmp_path: Path, text: str) -> list[str]:
    (tmp_path / "config.toml").write_text(text, "utf-8")
    found = settings.load(tmp_path / "config.toml")
    return [settings_mistake_in_words(mistake, Words("en")) for mistake in found.mistakes]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("measure 80", 1, "has no = after it"),
        ("theme = dark", 1, "text wants quotes"),
        ("# settings\nbundled = true measure = 70", 2, "after the value"),
        ("measure = 70\nmeasure = 80", 2, "set twice"),
        ("[keys]\n\n[keys]", 3, "set twice"),
        ('libraries = ["~/a"\n\n', 2, "not closed"),
        ('theme = "dark\nmeasure = 70', 1, "not closed"),
        ("theme = 'dark", 1, "not closed"),
        ("measure = 70\n= 3", 2, "defaults are used"),
        ("\x01", 1, "defaults are used"),
    ],
)
def test_what_is_no_toml_is_told_on_one_line(tmp_path: Path, text: str, line: int, reason: str) -> None:
    (sentence,) = told(tmp_path, text)
    assert sentence.startswith(f"config.toml, line {line}: ")
    assert reason in sentence
    assert sentence.count("config.toml") == 1
    assert len(sentence) <= 80


def test_mistakes_come_in_the_order_of_their_lines(tmp_path: Path) -> None:
    text = 'zebra = 1\nmeasure = "wide"\nbundled = 3\napple = 1\n'
    lines = [sentence.split(":")[0] for sentence in told(tmp_path, text)]
    assert lines == [f"config.toml, line {line}" for line in (1, 2, 3, 4)]


def test_the_editor_of_notes_is_a_command(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('editor = "nano -w"\n', "utf-8")
    assert settings.load(path).editor == "nano -w" and not settings.load(path).mistakes
    path.write_text("editor = 3\n", "utf-8")
    assert settings.load(path).editor == ""
    assert [(mistake.code, mistake.line) for mistake in settings.load(path).mistakes] == [("want-command", 1)]
