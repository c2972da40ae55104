"""Vietnamese input methods, as a terminal passes them on: through a real pty, byte by byte."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

import pytest

from tests.tui.pty_lab import Lab

BACK = "\x7f"
LEFT = "\x1b[D"
SELECT_LEFT = "\x1b[1;2D"


class Bench:
    """The tiny app in a terminal, with a way to ask what its fields hold."""

    def __init__(self, folder: Path) -> None:
        self.out = folder / "held.json"
        self.lab = Lab([sys.executable, "-m", "tests.tui.typing_app", str(self.out)])
        self.lab.wait_text("ready", 20)
        self.times = 0

    def type(self, keys: str, field: str, *, apart: float | None) -> str:
        """Type into an empty field and return what it holds."""
        self.times += 1
        self.lab.send("\x12" if field == "line" else "\x07")
        self.lab.wait_text(f"emptied {self.times}.")
        self.lab.send(keys, apart=apart)
        self.lab.send("\x14")
        self.lab.wait_text(f"told {self.times}.")
        return str(json.loads(self.out.read_text())[field])


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    bench = Bench(tmp_path_factory.mktemp("typing"))
    with bench.lab:
        yield bench


def as_input_method(words: dict[str, list[str]], sent: str = "NFC", extra: str = "") -> str:
    """Return what an input method sends for words: keys as they are, and each rewriting of a word's tail as
    backspaces (one a letter) and letters. ``extra`` is sent before the backspaces, with one more of them."""
    sent_keys = ""
    for word, steps in words.items():
        shown = ""
        for step in steps:
            common = 0
            while common < min(len(shown), len(step)) and shown[common] == step[common]:
                common += 1
            if gone := len(shown) - common:
                sent_keys += extra + BACK * (gone + bool(extra))
            sent_keys += normalize(sent, step[common:])
            shown = step
        assert shown == word
        sent_keys += " "
    return sent_keys


# Each word as it looks after each key: Telex writes Vieejt, VNI Vie65t.
PHRASE = {
    "Việt": ["V", "Vi", "Vie", "Viê", "Việ", "Việt"],
    "Nam": ["N", "Na", "Nam"],
    "đàm": ["d", "đ", "đa", "đam", "đàm"],
    "phán": ["p", "ph", "pha", "phan", "phán"],
    "thuế": ["t", "th", "thu", "thue", "thuê", "thuế"],
    "được": ["d", "du", "duo", "duoc", "dươc", "đươc", "được"],
}
TEXT = "".join(word + " " for word in PHRASE)


@pytest.mark.parametrize("field", ["line", "text"])
@pytest.mark.parametrize("apart", [None, 0.001], ids=["one burst", "1 ms apart"])
class TestInputMethods:
    def test_a_backspace_and_a_letter_in_one_burst_take_effect_in_order(
        self, bench: Bench, field: str, apart: float | None
    ) -> None:
        assert bench.type("go" + BACK + "õ", field, apart=apart) == "gõ"

    def test_a_phrase_comes_out_as_it_was_typed(self, bench: Bench, field: str, apart: float | None) -> None:
        assert bench.type(as_input_method(PHRASE), field, apart=apart) == TEXT

    def test_decomposed_letters_come_out_composed(
        self, bench: Bench, field: str, apart: float | None
    ) -> None:
        assert bench.type(as_input_method(PHRASE, "NFD"), field, apart=apart) == TEXT

    @pytest.mark.parametrize("empty", ["\u202f", "\u200c"], ids=["narrow space", "non-joiner"])
    def test_the_empty_character_some_methods_send_first_leaves_no_trace(
        self, bench: Bench, field: str, apart: float | None, empty: str
    ) -> None:
        assert bench.type(as_input_method(PHRASE, extra=empty), field, apart=apart) == TEXT

    def test_methods_that_select_what_they_replace_work_too(
        self, bench: Bench, field: str, apart: float | None
    ) -> None:
        assert bench.type("Viet" + SELECT_LEFT * 2 + "ệt", field, apart=apart) == "Việt"

    def test_a_mark_typed_after_its_letter_joins_it_wherever_the_cursor_is(
        self, bench: Bench, field: str, apart: float | None
    ) -> None:
        keys = "ga" + LEFT + "o\u0303" + BACK + "o\u0302\u0323x"
        assert bench.type(keys, field, apart=apart) == "gộxa"


@pytest.mark.parametrize("sent", ["NFC", "NFD"])
def test_a_bracketed_paste_is_composed_and_cleaned(bench: Bench, sent: str) -> None:
    pasted = normalize(sent, "Vòng đàm phán\r\nthứ\u200b 6\tở\x07 \u202eMỹ")
    keys = f"\x1b[200~{pasted}\x1b[201~"
    assert bench.type(keys, "line", apart=None) == "Vòng đàm phán thứ 6 ở Mỹ"
    assert bench.type(keys, "text", apart=None) == "Vòng đàm phán\nthứ 6    ở Mỹ"


def test_what_was_typed_decomposed_stands_in_its_cells(bench: Bench) -> None:
    bench.type(normalize("NFD", "Đường đến Hà Nội|"), "line", apart=None)
    assert any("Đường đến Hà Nội|" in row for row in bench.lab.rows())
