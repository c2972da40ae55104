"""What the calls print: plain in a pipe, in colour on a terminal, and never anything that could command
one."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import sys
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rich.console import Console

    from tui.words import Words

# What a terminal may obey or a reader be deceived by, also inside of JSON, where it is written as an escape:
# controls but for the line end, invisible and bidi characters, line separators, surrogates, private use,
# noncharacters. It is compiled when something is printed: the app needs none of it.
_UNSAFE = (
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U000e0000-\U0010ffff]"
)


class Span(NamedTuple):
    """A stretch of a printed line in one style: words that Rich knows ("bold", "dim", "cyan"), "" for
    none."""

    text: str
    style: str = ""


class OutputFailed(OSError):
    """What is printed cannot be handed on: the disk of a file is full, a device is gone."""


class Out:
    """Where a call prints. All that prints on the standard output raises ``OutputFailed``, and
    ``BrokenPipeError`` where its reader has left. ``words`` is the catalogue."""

    def __init__(self, stdout: TextIO, stderr: TextIO) -> None:
        """Print to these two."""
        self._out = stdout
        self._err = stderr

    @classmethod
    def of_process(cls) -> Out:
        """Return the process's own output: UTF-8 in a pipe; on a terminal what it cannot show is replaced."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                if stream.isatty():
                    stream.reconfigure(errors="replace")
                else:
                    stream.reconfigure(encoding="utf-8", errors="replace")
        # Closed by whoever started us, they are None.
        return cls(sys.stdout or io.StringIO(), sys.stderr or io.StringIO())

    def to(self, stdout: TextIO) -> Out:
        """Return an output like this one that prints somewhere else."""
        return Out(stdout, self._err)

    @cached_property
    def words(self) -> Words:
        """The catalogue, loaded at the first sentence."""
        from tui.words import Words

        return Words("en")

    @cached_property
    def is_terminal(self) -> bool:
        """Whether a person sees the output as it is."""
        return self._out.isatty()

    @cached_property
    def width(self) -> int:
        """Cells of a line on the terminal."""
        return max(20, shutil.get_terminal_size((80, 24)).columns)

    def line(self, *spans: Span | str) -> None:
        """Print a line made of stretches."""
        pieces = [span if isinstance(span, Span) else Span(span) for span in spans]
        if not self.is_terminal or os.environ.get("TERM") == "dumb":
            self._write("".join(safe(piece.text) for piece in pieces).rstrip() + "\n")
            return
        from rich.text import Text

        text = Text(no_wrap=True, end="")
        for piece in pieces:
            text.append(safe(piece.text), piece.style or None)
        with _handing_on():
            self._console.print(text, soft_wrap=True, markup=False, highlight=False, emoji=False)

    def json(self, value: Mapping[str, Any]) -> None:
        """Print one JSON document on a line of its own."""
        import json

        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
        self._write(re.sub(_UNSAFE, lambda found: json.dumps(found[0])[1:-1], text) + "\n")

    def raw(self, text: str) -> None:
        """Print a text as it is, for programs; a terminal gets nothing of it that it might obey."""
        if self.is_terminal:
            text = "\n".join(map(safe, text.split("\n")))
        self._write(text)

    def complain(self, sentence: str) -> None:
        """Print one line on the error output."""
        self._err.write(f"{self.words('app.name')}: {safe(' '.join(sentence.split()))}\n")

    def flush(self) -> None:
        """Hand on what is printed, so that a closed pipe shows now."""
        with _handing_on():
            self._out.flush()

    def _write(self, text: str) -> None:
        with _handing_on():
            self._out.write(text)

    @cached_property
    def _console(self) -> Console:
        from rich.console import Console

        class Plain(Console):
            def on_broken_pipe(self) -> None:
                raise  # Rich would end the program with status 1; leaving a pager early is no fault

        return Plain(file=self._out, width=self.width, highlight=False, markup=False, emoji=False)


@contextlib.contextmanager
def _handing_on() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputFailed(error.errno, error.strerror) from error


def safe(text: str) -> str:
    """Return text without anything a terminal might obey; unseen characters vanish, others become U+FFFD."""
    return text if text.isascii() and text.isprintable() else re.sub(_UNSAFE, _stand_in, text)


def joined(parts: Iterable[str], between: str = " · ") -> str:
    """Return the parts that say something, with a mark between them."""
    return between.join(part for part in parts if part)


def _stand_in(found: re.Match[str]) -> str:
    if found[0] == "\t":
        return " "
    return (
        "\ufffd" if found[0] < " " or "\x7f" <= found[0] <= "\x9f" or "\ud800" <= found[0] <= "\udfff" else ""
    )
