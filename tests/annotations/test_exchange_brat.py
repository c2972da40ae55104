"""brat: the names of articles, as its tools read them."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from annotations.corrections import correct_mention
from seeds.article import MentionCorrection
from seeds.problems import Problem
from seeds.reading import with_mentions
from tests.annotations.exchanges import a_file, articles, subject_of, world


def test_every_name_stands_where_its_offsets_say() -> None:
    with world() as one, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        exported = one.export_folder("brat", folder)
        assert exported.tally.articles == 3
        for article in articles():
            text = (folder / f"{article.fingerprint}.txt").read_text("utf-8")
            assert text == article.text
            lines = (folder / f"{article.fingerprint}.ann").read_text("utf-8").splitlines()
            names = [line.split("\t") for line in lines if line.startswith("T")]
            assert len(names) == len(with_mentions(article).mentions or ())
            for number, (id, where, said) in enumerate(names, 1):
                kind, spans = where.split(" ", 1)
                pieces = [tuple(map(int, piece.split())) for piece in spans.split(";")]
                assert id == f"T{number}"
                assert said == " ".join(text[start:end] for start, end in pieces)
                assert kind in (folder / "annotation.conf").read_text("utf-8").split()
            notes = [line for line in lines if line.startswith("#")]
            assert all(line.split("\t")[1].startswith("AnnotatorNotes T") for line in notes)


def test_corrections_hold() -> None:
    said = MentionCorrection("Giá LNG", "ORG", "Công ty Giá", "article")
    with world() as one, tempfile.TemporaryDirectory() as name:
        one.store.apply(correct_mention(one.store, subject_of(1), said)).result()
        one.export_folder("brat", Path(name))
        text = (Path(name) / f"{articles()[1].fingerprint}.ann").read_text("utf-8")
    assert "\tORG " in text
    assert "Công ty Giá" in text


def test_what_was_changed_in_brat_is_not_written_over() -> None:
    with world() as one, tempfile.TemporaryDirectory() as name:
        one.export_folder("brat", Path(name))
        file = Path(name) / f"{articles()[1].fingerprint}.ann"
        file.write_text("T1\tPERSON 0 3\tabc\n", "utf-8")
        again = one.export_folder("brat", Path(name))
        assert [it.code for it in again.left] == ["export-theirs"]
        assert file.read_text("utf-8").startswith("T1\tPERSON 0 3")


def test_importing_says_why_it_does_not() -> None:
    with world() as one, a_file("", "x.ann") as path, pytest.raises(Problem) as raised:
        one.plan("brat", path)
    assert raised.value.code == "import-brat"
