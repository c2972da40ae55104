"""What the themes promise: all styles in each, readable, apart for every eye, and whole without colour."""

from __future__ import annotations

import itertools
import math

import pytest
from rich.color import Color as RichColour
from rich.style import Style

from annotations.model import KINDS
from tui.themes import NAMES, Depth, Look
from tui.themes.depth import depth_of
from tui.widgets.reader.spans import GROUPS

DEPTHS: tuple[Depth, ...] = ("full", "sixteen", "plain")
Linear = tuple[float, float, float]

# Machado, Oliveira and Fernandes 2009, severity 1.0, for linear RGB.
EYES: dict[str, tuple[Linear, Linear, Linear]] = {
    "trichromatic": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopic": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopic": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}
LEAST_CONTRAST = 4.5  # WCAG 2.2, AA, text
LEAST_DISTANCE = 5.0  # in Oklab × 100; 2 is just noticeable side by side
NOT_TEXT = {"page.rule", "box.rule", "list.scroll", "list.cursor_bar", "list.cursor_bar_away"}


def linear(colour: RichColour | None) -> Linear:
    assert colour is not None
    red, green, blue = (part / 255 for part in colour.get_truecolor())
    decode = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue)
    ]
    return decode[0], decode[1], decode[2]


def contrast(one: Linear, other: Linear) -> float:
    light = sorted(0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in (one, other))
    return (light[1] + 0.05) / (light[0] + 0.05)


def oklab(colour: Linear) -> Linear:
    red, green, blue = colour
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def seen(colour: Linear, eyes: str) -> Linear:
    rows = [max(0.0, min(1.0, sum(a * b for a, b in zip(row, colour, strict=True)))) for row in EYES[eyes]]
    return oklab((rows[0], rows[1], rows[2]))


def attributes(style: Style) -> tuple[bool, ...]:
    return tuple(
        bool(value)
        for value in (style.bold, style.italic, style.underline, style.dim, style.reverse, style.strike)
    )


@pytest.mark.parametrize("name", NAMES)
class TestEveryTheme:
    @pytest.mark.parametrize("depth", DEPTHS)
    def test_it_has_all_styles_at_all_depths(self, name: str, depth: Depth) -> None:
        assert Look(name, depth).keys() == Look("dark", "full").keys()

    def test_all_text_has_enough_contrast_on_its_own_ground(self, name: str) -> None:
        look = Look(name)
        page = look.style("page.text")
        for key in sorted(look.keys() - NOT_TEXT):
            style = page + look.style(key)
            ratio = contrast(linear(style.color), linear(style.bgcolor))
            assert ratio >= LEAST_CONTRAST, f"{key} {ratio:.2f}"

    def test_text_stays_readable_under_the_cursor_row(self, name: str) -> None:
        look = Look(name)
        for cursor in ("list.cursor", "list.cursor_away"):
            for key in ("list.title", "list.title_unread", "list.date", "list.meta", "list.tag"):
                style = look.style(key) + look.style(cursor)
                ratio = contrast(linear(style.color), linear(style.bgcolor))
                assert ratio >= LEAST_CONTRAST, f"{key} on {cursor} {ratio:.2f}"

    def test_names_stay_readable_on_the_mark_of_a_filters_word(self, name: str) -> None:
        look = Look(name)
        marked = look.style("page.text") + look.style("reader.word")
        for group in GROUPS:
            for kind in ("entity", "entity_faint"):
                style = look.style("page.text") + look.style(f"{kind}.{group}") + look.style("reader.word")
                assert contrast(linear(style.color), linear(marked.bgcolor)) >= LEAST_CONTRAST, group

    def test_text_and_names_are_readable_on_every_highlight(self, name: str) -> None:
        look = Look(name)
        for kind in KINDS:
            marked = look.style("page.text") + look.style(f"highlight.{kind}")
            assert contrast(linear(marked.color), linear(marked.bgcolor)) >= LEAST_CONTRAST, kind
            for group in GROUPS:
                for key in ("entity_on", "entity_faint"):
                    style = marked + look.style(f"{key}.{group}")
                    ratio = contrast(linear(style.color), linear(style.bgcolor))
                    assert ratio >= LEAST_CONTRAST, f"{key} {group} on {kind} {ratio:.2f}"

    @pytest.mark.parametrize("eyes", EYES)
    def test_the_grounds_of_highlights_are_apart_for_all_eyes(self, name: str, eyes: str) -> None:
        look = Look(name)
        grounds = {kind: look.style(f"highlight.{kind}").bgcolor for kind in KINDS}
        grounds["page"] = look.style("page.text").bgcolor
        seen_so = {key: seen(linear(colour), eyes) for key, colour in grounds.items()}
        for one, other in itertools.combinations(seen_so, 2):
            distance = 100 * math.dist(seen_so[one], seen_so[other])
            assert distance >= LEAST_DISTANCE, f"{one} {other} {distance:.1f}"

    def test_names_within_a_highlight_keep_the_marks_of_their_types(self, name: str) -> None:
        look = Look(name)
        for group in GROUPS:
            assert attributes(look.style(f"entity_on.{group}")) == attributes(look.style(f"entity.{group}"))

    @pytest.mark.parametrize("eyes", EYES)
    def test_the_hues_of_entities_are_apart_for_all_eyes(self, name: str, eyes: str) -> None:
        look = Look(name)
        hues = {group: seen(linear(look.style(f"entity.{group}").color), eyes) for group in GROUPS}
        for one, other in itertools.combinations(GROUPS, 2):
            distance = 100 * math.dist(hues[one], hues[other])
            assert distance >= LEAST_DISTANCE, f"{one} {other} {distance:.1f}"

    @pytest.mark.parametrize("depth", DEPTHS)
    def test_each_type_of_entity_has_a_mark_that_is_not_colour(self, name: str, depth: Depth) -> None:
        look = Look(name, depth)
        marks = {attributes(look.style(f"entity.{group}")) for group in GROUPS}
        assert len(marks) == len(GROUPS)
        assert attributes(Style()) not in marks

    def test_no_type_shouts_louder_than_the_others(self, name: str) -> None:
        look = Look(name)
        ground = linear(look.style("page.text").bgcolor)
        ratios = [contrast(linear(look.style(f"entity.{group}").color), ground) for group in GROUPS]
        assert max(ratios) / min(ratios) < 1.7

    def test_a_faint_entity_is_nearer_to_the_text_than_a_new_one(self, name: str) -> None:
        look = Look(name)
        text = seen(linear(look.style("page.text").color), "trichromatic")
        for group in GROUPS:
            loud, faint = (
                math.dist(text, seen(linear(look.style(f"{kind}.{group}").color), "trichromatic"))
                for kind in ("entity", "entity_faint")
            )
            assert faint < 0.7 * loud

    def test_sixteen_colours_are_the_terminals_own(self, name: str) -> None:
        look = Look(name, "sixteen")
        for key in sorted(look.keys()):
            for colour in (look.style(key).color, look.style(key).bgcolor):
                own = (
                    colour is None or colour.is_default or (colour.number is not None and colour.number < 16)
                )
                assert own, key
        assert len({look.style(f"entity.{group}").color for group in GROUPS}) == len(GROUPS)
        ground = look.style("page.text").bgcolor
        assert ground is not None
        assert ground.is_default

    def test_plain_has_no_colour_and_its_states_still_show(self, name: str) -> None:
        look = Look(name, "plain")
        for key in sorted(look.keys()):
            assert look.style(key).color is None, key
            assert look.style(key).bgcolor is None, key
        for key in (
            "list.cursor",
            "box.cursor",
            "reader.hit",
            "reader.cursor",
            "reader.selected",
            "bar.failure",
        ):
            assert look.style(key).reverse, key
        told = {attributes(look.style(f"reader.{key}")) for key in ("hit", "hit_current", "cursor", "same")}
        assert len(told) == 4
        assert look.style("list.title_unread").bold
        assert not look.style("list.title").bold

    @pytest.mark.parametrize("depth", DEPTHS)
    def test_textual_takes_the_theme(self, name: str, depth: Depth) -> None:
        theme = Look(name, depth).textual_theme()
        assert theme.dark == (name == "dark")
        assert theme.ansi == (depth != "full")
        assert theme.to_color_system().generate()
        assert theme.variables["pane-line"] != theme.variables["pane-line-focus"]


@pytest.mark.parametrize(
    ("environ", "depth"),
    [
        ({"TERM": "xterm-256color"}, "full"),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, "full"),
        ({"TERM": "xterm-kitty"}, "full"),
        ({"TERM": "xterm"}, "sixteen"),
        ({"TERM": "linux"}, "sixteen"),
        ({"TERM": "screen-16color"}, "sixteen"),
        ({"TERM": "vt100"}, "plain"),
        ({"TERM": "xterm-256color", "TEXTUAL_COLOR_SYSTEM": "standard"}, "sixteen"),
        ({"TERM": "xterm", "TEXTUAL_COLOR_SYSTEM": "truecolor"}, "full"),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"}, "plain"),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, "full"),
    ],
)
def test_the_depth_is_what_the_terminal_says(
    environ: dict[str, str], depth: Depth, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert depth_of(environ) == depth


@pytest.mark.parametrize("environ", [{"TERM": "xterm-256color"}, {"TERM": "linux"}, {"COLORTERM": "24bit"}])
def test_the_depth_agrees_with_what_rich_will_send(environ: dict[str, str]) -> None:
    from rich.console import Console

    system = Console(force_terminal=True, legacy_windows=False, _environ=environ).color_system
    assert (depth_of(environ) == "full") == (system in ("truecolor", "256"))


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("name", NAMES)
def test_the_title_is_the_loudest_and_no_heading_is_like_it(name: str, depth: Depth) -> None:
    look = Look(name, depth)
    title, heading = look.style("reader.title"), look.style("reader.heading")
    assert title.bold
    if depth == "full":
        ground = linear(look.style("page.text").bgcolor)
        ratios = {}
        for key in sorted(look.keys() - NOT_TEXT):
            if look.style(key).color and look.style(key).bgcolor == title.bgcolor:
                ratios[key] = contrast(linear(look.style(key).color), ground)
        assert max(ratios.values()) == ratios["reader.title"]
        assert ratios["reader.title"] / ratios["reader.heading"] > 1.5
    else:
        assert attributes(title) != attributes(heading)
