"""Keys become commands: sequences, counts, and the reader's own keys, checked when they are loaded."""

import pytest

from tui.keymap import Keymap, Press, build, key_name


def pressed(keymap: Keymap, *keys: str) -> tuple[str | None, int | None]:
    press = None
    for key in keys:
        press = keymap.press("list", key)
    return (press.command.id if press and press.command else None, press.count if press else None)


def test_a_count_and_a_sequence_are_understood() -> None:
    assert pressed(Keymap(), "3", "j") == ("down", 3)
    assert pressed(Keymap(), "g", "g") == ("start", None)
    assert pressed(Keymap(), "1", "0", "G") == ("end", 10)


def test_a_sequence_that_means_something_elsewhere_does_nothing_here() -> None:
    keymap = Keymap()
    assert [keymap.press("notebook", key) for key in ("g", "x")] == [Press(None, pending="g"), Press(None)]
    deleting = keymap.press("notebook", "x")
    assert deleting is not None and deleting.command is not None
    assert deleting.command.id == "notebook-delete"


def test_a_broken_sequence_does_not_swallow_the_next_key() -> None:
    assert pressed(Keymap(), "g", "j") == ("down", None)


def test_escape_forgets_what_was_half_typed_and_does_nothing_else() -> None:
    keymap = Keymap()
    keymap.press("list", "3")
    press = keymap.press("list", "escape")
    assert press is not None
    assert press.command is None
    assert pressed(keymap, "j") == ("down", None)


def test_a_key_without_meaning_is_left_to_others() -> None:
    assert Keymap().press("list", "f12") is None


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("?", "question_mark"),
        ("/", "slash"),
        ("J", "J"),
        ("ctrl+x", "ctrl+x"),
        ("space", "space"),
        ("f5", "f5"),
        ("+", "plus"),
        ("-", "minus"),
        ("{", "left_curly_bracket"),
        ("ctrl+", None),
        ("nokey", None),
        ("hyper+q+", None),
    ],
)
def test_keys_are_named_as_a_reader_writes_them(written: str, name: str | None) -> None:
    assert key_name(written) == name


def test_the_readers_keys_replace_the_defaults() -> None:
    keymap, mistakes = build({"star": ("ctrl+s",), "archive": ("0 0",)}, {})
    assert not mistakes
    assert keymap.keys_of("star") == ("ctrl+s",)
    assert pressed(keymap, "ctrl+s") == ("star", None)
    assert keymap.press("list", "s") is None
    assert pressed(keymap, "0", "0") == ("archive", None)


def test_zero_is_a_key_of_its_own_and_a_digit_after_another() -> None:
    keymap = Keymap()
    press = keymap.press("select", "0")
    assert press is not None
    assert press.command is not None
    assert press.command.id == "line-start"
    keymap.press("select", "1")
    keymap.press("select", "0")
    press = keymap.press("select", "w")
    assert press is not None
    assert press.count == 10


def test_an_unknown_command_is_told_with_its_line_and_the_nearest_name() -> None:
    _, (mistake,) = build({"strar": ("x",)}, {"strar": 7})
    assert (mistake.code, mistake.line, mistake.values["close"]) == ("unknown-command", 7, "star")


def test_an_unknown_key_is_told_and_leaves_the_default() -> None:
    keymap, (mistake,) = build({"star": ("ctlr+s",)}, {"star": 3})
    assert (mistake.code, mistake.line) == ("unknown-key", 3)
    assert keymap.keys_of("star") == ("s",)


def test_a_clash_is_told_and_leaves_the_default() -> None:
    keymap, (mistake,) = build({"star": ("t",)}, {"star": 4})
    assert (mistake.code, mistake.line, mistake.values["other"]) == ("key-clash", 4, "tag")
    assert keymap.keys_of("star") == ("s",)


def test_two_commands_may_swap_their_keys() -> None:
    keymap, mistakes = build({"star": ("t",), "tag": ("s",)}, {})
    assert not mistakes
    assert pressed(keymap, "t") == ("star", None)
    assert pressed(keymap, "s") == ("tag", None)
