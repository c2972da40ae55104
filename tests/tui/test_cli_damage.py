"""What damage has taken is named by every export and by the doctor, until it is won back or dismissed."""

from __future__ import annotations

import json
from pathlib import Path

from tests.tui.test_cli import TIEN_PHONG, VTC, Docbao, docbao

__all__ = ["docbao"]


def journal_of(docbao: Docbao) -> Path:
    (journal,) = Path(docbao("paths", "--json").document["annotations"]).glob("*/journal")
    return journal


def damage(journal: Path, word: bytes, *places: int) -> None:
    """Change a bit at each of these places of a word."""
    data = bytearray(journal.read_bytes())
    start = data.index(word)
    for place in places:
        data[start + place] ^= 4
    journal.write_bytes(data)


def test_what_is_missing_is_named_until_it_is_dismissed(docbao: Docbao, tmp_path: Path) -> None:
    docbao("note", VTC, "Một ghi chú thứ nhất")
    docbao("note", TIEN_PHONG, "Hai ghi chú")
    journal = journal_of(docbao)
    data = journal.read_bytes()
    start = data.rindex(b'"put"', 0, data.index("Một".encode()))
    journal.write_bytes(data[:start] + bytes(600) + data[start + 600 :])
    for number in (1, 2):
        answer = docbao("export", "json", "--to", tmp_path / f"out{number}")
        found = json.loads((tmp_path / f"out{number}").read_text())
        assert found["complete"] is False, number
        assert "1 change could not be read" in found["unread"][0] and "journal.damaged-" in found["unread"][0]
        assert "journal.damaged-" in answer.err
    for number in (1, 2):
        answer = docbao("doctor")
        assert answer.status == 2, number
        assert "journal.damaged-" in answer.out and "--dismiss" in answer.out
    assert docbao("doctor", "--dismiss").status == 0
    answer = docbao("doctor")
    assert (answer.status, "could not be read" in answer.out) == (0, False)
    assert "it may be deleted" in answer.out
    docbao("export", "json", "--to", tmp_path / "out3")
    found = json.loads((tmp_path / "out3").read_text())
    assert (found["complete"], found["unread"]) == (True, [])


def test_one_changed_bit_is_found_and_set_right(docbao: Docbao, tmp_path: Path) -> None:
    docbao("note", VTC, "Một ghi chú")
    damage(journal_of(docbao), b"ghi ch", 1)
    answer = docbao("export", "json", "--to", tmp_path / "out")
    found = json.loads((tmp_path / "out").read_text())
    assert found["complete"] is True and found["notes"][0]["text"] == "Một ghi chú"
    assert "repaired without loss" in answer.err
    assert docbao("doctor").status == 0


def test_documents_of_a_change_that_stays_damaged_are_won_back_one_by_one(docbao: Docbao) -> None:
    docbao("note", VTC, "Một ghi chú")
    damage(journal_of(docbao), b'"put"', 1, 2)
    assert "Một ghi chú" not in docbao("notes").out
    answer = docbao("doctor")
    assert answer.status == 2
    assert "documents of damaged changes were won back" in answer.out
    assert "Một ghi chú" in docbao("notes").out
    again = docbao("doctor")
    assert again.status == 2 and "a letter in them may be wrong" in again.out
    assert docbao("notes").out.count("Một ghi chú") == 1
