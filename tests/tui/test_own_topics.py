"""topics.toml: topics of the reader's own reach reading, filters and names; a mistake in it is told on one
line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.topic_names import OwnTopic
from tui import own_topics
from tui import settings as settings_file
from tui.cli import main
from tui.sentences import settings_mistake_in_words
from tui.words import Words

SHRIMP = """
[shrimp]
vi = "Tôm"
broader = "economy"
strong = ["tôm sú", "tôm thẻ"]
fair = ["tôm"]

[energy]
vi = "Điện và dầu"
"""


def told(tmp_path: Path, text: str) -> list[str]:
    (tmp_path / "topics.toml").write_text(text, "utf-8")
    found = settings_file.load(tmp_path / "config.toml")
    return [settings_mistake_in_words(mistake, Words("en")) for mistake in found.mistakes]


def test_a_topic_is_added_and_another_changed(tmp_path: Path) -> None:
    assert told(tmp_path, SHRIMP) == []
    assert settings_file.load(tmp_path / "config.toml").topics == (
        OwnTopic("shrimp", "Tôm", None, "economy", (("strong", ("tôm sú", "tôm thẻ")), ("fair", ("tôm",)))),
        OwnTopic("energy", "Điện và dầu"),
    )
    assert settings_file.load(tmp_path / "other" / "config.toml").topics == ()


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("[shrimp]\nstrong = ['tôm']", 1, "wants a name"),
        ("[shrimp]\nvi = 'Tôm'\nstong = ['tôm']", 3, "no stong; did you mean strong?"),
        ("[shrimp]\nvi = 'Tôm'\nzzz = 1", 3, "a topic has no zzz"),
        ("[shrimp]\nvi = 'Tôm'\nstrong = 'tôm'", 3, "list of words"),
        ("[shrimp]\nvi = 'Tôm'\nstrong = ['tôm', '!']", 3, "list of words"),
        ("[shrimp]\nvi = 'Tôm'\nbroader = 'energy'", 3, "energy is no broad topic"),
        ("[shrimp]\nvi = 3\nen = 'Shrimp'", 2, "wants a name in quotes"),
        ("[energy]\noff = 'yes'", 2, "true or false"),
        ("shrimp = 3", 1, "wants a table"),
        ("['Tôm sú']\nvi = 'Tôm'", 1, "is no id"),
        ("[shrimp]\nvi = Tôm", 2, "text wants quotes"),
        ("[shrimp]\n[shrimp]", 2, "set twice"),
    ],
)
def test_each_mistake_is_told_with_its_line(tmp_path: Path, text: str, line: int, reason: str) -> None:
    (sentence,) = told(tmp_path, text)
    assert sentence.startswith(f"topics.toml, line {line}: ")
    assert reason in sentence
    assert len(sentence) <= 80


def test_what_is_wrong_costs_no_more_than_itself(tmp_path: Path) -> None:
    (tmp_path / "topics.toml").write_text(SHRIMP + "of = true\n\n[health]\noff = true\n", "utf-8")
    found = settings_file.load(tmp_path / "config.toml")
    assert [topic.id for topic in found.topics] == ["shrimp", "energy", "health"]
    assert len(found.mistakes) == 1


@given(st.text(max_size=120) | st.binary(max_size=60))
@settings(max_examples=60)
def test_no_file_breaks_it(tmp_path_factory: pytest.TempPathFactory, content: str | bytes) -> None:
    path = tmp_path_factory.mktemp("topics") / "topics.toml"
    raw = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    path.write_bytes(raw)
    topics, mistakes = own_topics.load(path)
    assert isinstance(topics, tuple)
    assert all(settings_mistake_in_words(mistake, Words("en")) for mistake in mistakes)


def test_it_reaches_reading_filters_and_names(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    library = tmp_path / "library"
    library.mkdir()
    # Enough files for child processes.
    for number in range(42):
        text = f"Giá tôm sú tăng {number}\n\nNgười nuôi tôm phấn khởi vì giá tôm thẻ tăng."
        (library / f"{number}.txt").write_text(text, "utf-8")

    def called(*arguments: str) -> str:
        capsys.readouterr()
        main([*arguments])
        return capsys.readouterr().out

    count = ("list", "--library", str(library), "--json")
    assert called(*count, "topic:shrimp") == ""
    topics_file = tmp_path / "CONFIG" / "docbao" / "topics.toml"
    topics_file.parent.mkdir(parents=True)
    topics_file.write_text(SHRIMP, "utf-8")
    found = [json.loads(line) for line in called(*count, "topic:tôm").splitlines()]
    assert len(found) == 42
    assert all("shrimp" in article["topics"] for article in found)
    assert len(called(*count, "topic:economy").splitlines()) == 42
    shown = called("show", str(library / "1.txt"))
    assert "Tôm" in shown
    topics_file.write_text(SHRIMP + "[agriculture]\noff = true\n", "utf-8")
    assert "agriculture" not in called(*count, "topic:shrimp"), "changed topics read the articles again"
