"""Promises of corrections on the way out: calls and desk answer with the article as the reader has it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from annotations import corrections
from annotations.model import Operation, Subject
from annotations.query.whole import EVERYTHING
from annotations.store import Store
from seeds.article import Correction, MentionCorrection
from tests.tui.rig import places_in
from tui.cli import main
from tui.desk import Desk
from tui.paths import places

HANOI = "15/11/2025 10:30 GMT+7\n\nMưa lớn\n\nMưa lớn ở Hà Nội. Ông Trump chưa tới Hà Nội.\n"
HUE = "Mưa nhỏ\n\nMưa nhỏ ở Huế, theo ông Trump.\n"


Docbao = Callable[..., tuple[int, str]]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "hanoi.txt").write_text(HANOI, "utf-8")
    (folder / "hue.txt").write_text(HUE, "utf-8")
    return folder


@pytest.fixture
def docbao(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Docbao:
    """Call docbao in a home of its own; gives its status and what it wrote."""
    for name, folder in (("DATA", "data"), ("CONFIG", "config"), ("CACHE", "cache"), ("STATE", "state")):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "home" / folder))

    def call(*arguments: object) -> tuple[int, str]:
        capsys.readouterr()
        status = main([str(argument) for argument in arguments])
        return status, capsys.readouterr().out

    return call


def objects(answer: tuple[int, str]) -> list[Any]:
    return [json.loads(line) for line in answer[1].splitlines()]


def document(answer: tuple[int, str]) -> Any:
    return json.loads(answer[1])


@pytest.fixture
def say(docbao: Docbao, library: Path) -> Callable[..., None]:
    """Say something of an article (by the name of its file) as the app does."""

    def carry_out(name: str, make: Callable[[Store, Subject], Operation]) -> None:
        path = library / f"{name}.txt"
        shown = document(docbao("show", path, "--json"))
        with Store.open(places().data, places().state) as store:
            store.apply(make(store, Subject(shown["id"], shown["id"], str(path), "x"))).result()

    return carry_out


def fact(*said: Any) -> Callable[[Store, Subject], Operation]:
    return lambda store, subject: corrections.correct(store, subject, Correction(*said))


def name(*said: Any) -> Callable[[Store, Subject], Operation]:
    return lambda store, subject: corrections.correct_mention(store, subject, MentionCorrection(*said))


def test_list_show_and_search_answer_with_the_readers_facts(docbao: Docbao, library: Path, say: Any) -> None:
    say("hanoi", fact("date", "3/2/2019"))
    say("hanoi", fact("title", "Trời mưa"))
    say("hanoi", fact("source", "Tiền Phong"))
    say("hanoi", fact("topics", ("energy",)))
    at = ("--library", library)
    rows = objects(docbao("list", "--json", *at))
    row = next(it for it in rows if it["path"].endswith("hanoi.txt"))
    assert (row["title"], row["date"], row["source"]) == ("Trời mưa", {"edtf": "2019-02-03"}, "Tiền Phong")
    assert row["topics"] == ["energy"]
    for query in ("date:2019-02", "topic:energy", "source:Tiền Phong", "title:trời", "is:annotated"):
        assert [it["id"] for it in objects(docbao("list", query, "--json", *at))] == [row["id"]]
    assert docbao("list", "date:2025", "--json", *at)[0] == 1
    for wanted in (row["id"], library / "hanoi.txt"):
        shown = document(docbao("show", wanted, "--json", *at))
        assert shown["date"] == {"edtf": "2019-02-03", "basis": "reader", "evidence": None}
        assert (shown["title"], shown["source"]) == ("Trời mưa", "Tiền Phong")
        assert [(it["id"], it["score"]) for it in shown["topics"]] == [("energy", 1.0)]
    assert "2019" in docbao("show", row["id"], *at)[1]
    (found,) = objects(docbao("search", "mưa date:2019", "--json", *at))
    assert (found["title"], bool(found["snippets"])) == ("Trời mưa", True)


def test_names_set_right_are_shown_and_found(docbao: Docbao, library: Path, say: Any) -> None:
    say("hanoi", name("Hà Nội", "ORG", "Câu lạc bộ Hà Nội", "article"))
    say("hue", name("Trump", None, "", "everywhere"))
    at = ("--library", library)
    for file in ("hanoi", "hue"):
        shown = document(docbao("show", library / f"{file}.txt", "--json", *at))
        entities = [(it["text"], it["type"], it["rule"]) for it in shown["entities"]]
        assert "Trump" not in [text for text, _, _ in entities]
        assert (("Hà Nội", "ORG", "reader") in entities) == (file == "hanoi")
    assert docbao("list", "person:trump", *at)[0] == 1
    (found,) = objects(docbao("list", 'org:"câu lạc bộ"', "--json", *at))
    assert found["path"].endswith("hanoi.txt")
    assert docbao("list", 'place:"Hà Nội"', *at)[0] == 1


def test_doctor_names_corrections_it_cannot_understand(docbao: Docbao, library: Path, say: Any) -> None:
    say("hanoi", fact("date", "2019"))
    answer = docbao("doctor", "--json", "--library", library)
    (check,) = (it for it in document(answer)["checks"] if it["name"] == "annotations")
    assert (check["ok"], check["corrections"]) == (True, 1)
    say("hanoi", lambda store, subject: Operation("x", {}, {("correction", "odd\x1b[2J"): {"article": [1]}}))
    answer = docbao("doctor", "--library", library)
    assert answer[0] == 2
    assert "A correction of yours cannot be understood" in answer[1]
    assert "\x1b" not in answer[1]
    assert docbao("list", "--library", library)[0] == 0


# The desk


@pytest.fixture
def news() -> list[str]:
    return []


@pytest.fixture
def desk(tmp_path: Path, library: Path, news: list[str]) -> Iterator[Desk]:
    desk = Desk(places_in(tmp_path), (library,), bundled=False, last_opened="")
    desk.tell = lambda event: news.append(type(event).__name__)
    desk.begin()
    desk.start_work()
    end = time.monotonic() + 20
    while not {"Scanned", "StoreOpened"} <= set(news):
        assert time.monotonic() < end
        time.sleep(0.01)
    news.clear()
    yield desk
    desk.close()


def test_an_opened_article_is_as_the_reader_has_just_said(desk: Any, news: list[str]) -> None:
    (listed,) = [it for it in desk.collection.view(EVERYTHING).window(0, 9) if it.path.endswith("hanoi.txt")]
    subject = Subject(listed.id, listed.fingerprint, listed.path, listed.heading)
    assert desk.article_with_mentions(listed.id).date.date.edtf == "2025-11-15"
    assert desk.article_in_memory(listed.id) is not None
    desk.apply(corrections.correct(desk.store, subject, Correction("date", "2019"))).result()
    desk.store.flush()
    assert desk.article_in_memory(listed.id) is None  # what was in memory is outdated
    assert desk.article(listed.id).date.date.edtf == "2019"
    assert news == ["MarksChanged", "RowsChanged"]
    said = MentionCorrection("Hà Nội", "ORG", "", "everywhere")
    desk.apply(corrections.correct_mention(desk.store, subject, said)).result()
    assert {it.type for it in desk.article_with_mentions(listed.id).mentions if it.text == "Hà Nội"} == {
        "ORG"
    }
    assert desk.article_in_memory(listed.id) is not None
    while desk.store.undo().result():
        pass
    assert desk.article_with_mentions(listed.id).date.date.edtf == "2025-11-15"
    assert "PLACE" in {it.type for it in desk.article_with_mentions(listed.id).mentions}
