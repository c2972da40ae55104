"""The second wall: whatever a widget was given, nothing that commands a terminal leaves the app."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import ControlType, Segment
from rich.style import Style
from rich.text import Text
from textual.app import App, ComposeResult
from textual.color import Color
from textual.containers import Vertical
from textual.filter import LineFilter
from textual.widgets import Label, Static

from seeds.text import clean
from tui.typed import clean_line, clean_lines
from tui.wall import FORBIDDEN, Wall, harmless

BLACK = Color(0, 0, 0)
HOSTILE = "".join(
    map(chr, [*range(32), *range(0x7F, 0xA0), 0xAD, 0x61C, *range(0x200B, 0x2010), *range(0x2028, 0x202F)])
) + "".join(map(chr, [*range(0x2060, 0x2070), 0xFEFF, 0xFE0F, 0xFFFE, 0xD800, 0xE0001, 0x3164]))
ANY = st.text(
    st.characters(exclude_categories=()) | st.sampled_from(HOSTILE) | st.sampled_from("Việt Nam đỗ❤👨")
)
VIETNAMESE = "Vòng đàm phán thứ 6 thương mại đối ứng Việt - Mỹ trao đổi nội dung gì? “Ảnh: BCT” – 13,5 %"


def is_forbidden(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def test_every_control_format_and_broken_code_point_is_forbidden() -> None:
    # Signs of other scripts that take a cell of their own: they show, and clean() lets them pass too.
    shown = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
    passed = [
        hex(point)
        for point in range(sys.maxunicode + 1)
        if is_forbidden(chr(point)) and not FORBIDDEN.match(chr(point)) and point not in shown
    ]
    assert passed == []


@given(ANY)
def test_nothing_forbidden_passes_and_no_cell_moves(text: str) -> None:
    through = harmless(text)
    assert FORBIDDEN.search(through) is None
    assert cell_len(through) == cell_len(text)
    assert harmless(through) == through


@given(ANY)
def test_what_the_first_wall_let_through_is_untouched_by_the_second(text: str) -> None:
    for line in clean(text)[0].split("\n"):
        assert harmless(line) is line


@given(ANY)
def test_typed_text_is_clean_and_composed(text: str) -> None:
    for cleaned in (clean_line(text), clean_lines(text)):
        assert unicodedata.is_normalized("NFC", cleaned)
        assert FORBIDDEN.search(cleaned.replace("\n", "")) is None
    assert "\n" not in clean_line(text)
    assert clean_line(clean_line(text)) == clean_line(text)
    assert clean_lines(clean_lines(text)) == clean_lines(text)


def test_clean_lines_come_back_as_they_are() -> None:
    segments = [
        Segment(VIETNAMESE, Style(bold=True)),
        Segment("plain"),
        Segment("│ ●★✎2 ▌…", Style(color="red")),
    ]
    assert Wall().apply(segments, BLACK) is segments


def test_links_click_actions_and_control_codes_are_dropped_and_the_rest_of_a_style_kept() -> None:
    style = Style(bold=True, link="http://a.b") + Style.from_meta({"@click": "app.quit", "offset": (1, 2)})
    (segment,) = Wall().apply([Segment("x", style, [(ControlType.BELL,)])], BLACK)
    assert segment.style is not None
    assert (segment.style.link, segment.style.meta, segment.style.bold) == (None, {"offset": (1, 2)}, True)
    assert segment.control is None


class Leaky(App[None]):
    """Shows one hostile text in every place where Textual shows text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self._wall = Wall()

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), self._wall]

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = self.text.replace("[", "\\[")
            box.border_subtitle = self.text.replace("[", "\\[")
            box.styles.border = ("round", "red")
            label = Label(Text(self.text), id="label")
            label.tooltip = Text(self.text)
            yield label
            yield Static(self.text, markup=False)

    def on_mount(self) -> None:
        self.title = self.text
        self.notify(self.text, title=self.text, markup=False)


@pytest.mark.parametrize("text", ["a\x1b]0;owned\x07b", "c\u202ed\u200b\x9b31me", "f\x00\x7fg\ufeff\u2066"])
async def test_no_sink_of_textual_leaks(text: str) -> None:
    app = Leaky(text)
    async with app.run_test(size=(60, 20), tooltips=True) as pilot:
        await pilot.hover("#label")
        await pilot.pause(0.4)
        drawn = "".join(segment.text for strip in app.screen._compositor.render_strips() for segment in strip)
    assert "owned" in drawn or "\x1b" not in text
    assert FORBIDDEN.search(drawn) is None
