"""What the reader typed after ``docbao``: which call, its words, and the few options.

Made by hand, because words of a query may begin with a dash (``-tag:done``), which argparse takes for
options.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from seeds.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

CALLS: dict[str, str] = {
    "list": "listing",
    "show": "show",
    "search": "search",
    "notes": "notes",
    "tag": "tag",
    "tags": "tags",
    "note": "note",
    "add": "add",
    "export": "export",
    "import": "import_",
    "doctor": "doctor",
    "paths": "paths",
}
"""Each call with the room that carries it out."""

QUERY = "query"
"""What there is help on besides the calls: the language of QUERY."""

_WITH_VALUE = ("--library", "--data", "--to")
_OF_CALLS = {"--to": "export", "--force": "export", "--dry-run": "import", "--dismiss": "doctor"}
"""Options that one call alone takes."""

_WITH_JSON = frozenset(CALLS)


class CallMistake(Problem):
    """A mistake in the call: its sentence stands in the catalogue's ``call`` section."""


class Call(NamedTuple):
    """One call: ``name`` is one of ``CALLS``, "" for opening the app, "help" or "version"."""

    name: str
    words: tuple[str, ...] = ()
    libraries: tuple[Path, ...] = ()
    data: Path | None = None
    as_json: bool = False
    to: Path | None = None
    """Where an export goes, None for the standard output."""
    force: bool = False
    """Whether an export may replace a file that docbao has not written."""
    dry_run: bool = False
    """Whether an import only says what would come."""
    dismiss: bool = False
    """Whether the doctor is to speak no more of what damage has taken."""

    @property
    def room(self) -> str:
        """The module of ``tui.calls`` that carries it out."""
        return CALLS.get(self.name, "open_app")

    @property
    def query(self) -> str:
        """The words as one query."""
        return " ".join(self.words)


def read_arguments(arguments: Sequence[str]) -> Call:
    """Read the arguments; raises ``CallMistake`` for an option that does not exist or lacks its value, and
    for help on what there is none.

    Options may stand anywhere before ``--``. The first word is the call if it names one; otherwise all words
    are a query for the app.
    """
    words: list[str] = []
    libraries: list[Path] = []
    data: Path | None = None
    to: Path | None = None
    special: set[str] = set()
    as_json = wants_help = wants_version = ended = plain_first = False
    rest = list(arguments)
    while rest:
        word = rest.pop(0)
        if ended or not _is_option(word):
            plain_first = plain_first or (ended and not words)
            words.append(_decoded(word))
            continue
        name, equals, value = word.partition("=")
        if word == "--":
            ended = True
        elif name in _WITH_VALUE:
            if not equals:
                if not rest:
                    raise CallMistake("option-value", option=name)
                value = rest.pop(0)
            if not value:
                raise CallMistake("option-value", option=name)
            if name == "--data":
                data = Path(value)
            elif name == "--to":
                to = Path(value)
                special.add(name)
            else:
                libraries.append(Path(value))
        elif word == "--json":
            as_json = True
        elif word in _OF_CALLS:
            special.add(word)
        elif word in ("--help", "-h"):
            wants_help = True
        elif word in ("--version", "-V"):
            wants_version = True
        else:
            raise CallMistake("option-unknown", option=word)
    name = words[0] if words and words[0] in CALLS and not plain_first else ""
    if wants_version:
        return Call("version")
    about = words[1] if words[:1] == ["help"] and len(words) == 2 and not plain_first else ""
    if about and about not in (*CALLS, QUERY):
        raise CallMistake("help-what", about=about, known=", ".join((*CALLS, QUERY)))
    if wants_help or words == ["help"] or about:
        asked = name or about
        return Call("help", (asked,) if asked else ())
    if as_json and not name:
        raise CallMistake("json-where")
    for option in sorted(special):
        if _OF_CALLS[option] != name:
            raise CallMistake("option-where", option=option, call=_OF_CALLS[option])
    return Call(
        name,
        tuple(words[1:] if name else words),
        tuple(libraries),
        data,
        as_json,
        to,
        force="--force" in special,
        dry_run="--dry-run" in special,
        dismiss="--dismiss" in special,
    )


def _is_option(word: str) -> bool:
    """Words with one dash are conditions turned round (``-tag:done``), but for the two everyone knows."""
    return word.startswith("--") or word in ("-h", "-V")


def _decoded(word: str) -> str:
    """A word as text: bytes that are no UTF-8 stay as they are only in paths, where they name a file."""
    return word
