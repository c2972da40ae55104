"""The command line: reads the arguments, carries out one call, and turns what went wrong into one line and a
status.

Statuses: 0; 1 nothing matched; 2 a mistake in the call or the input; 3 it could not be saved; 130 stopped by
Ctrl+C.
"""

from __future__ import annotations

import contextlib
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from seeds.problems import Problem
from tui.calls.arguments import Call, CallMistake, read_arguments
from tui.calls.output import Out, OutputFailed

if TYPE_CHECKING:
    from collections.abc import Sequence

OK, NOTHING, MISTAKE, NOT_SAVED, STOPPED = 0, 1, 2, 3, 130

_NOT_SAVED = ("not-saved", "store-")  # how the codes begin of what kept a change from being saved
_WRITING = dict.fromkeys(("tag", "note", "add", "import"), _NOT_SAVED) | {"export": ("export-failed",)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one call and return its exit status; ``arguments`` are those after the program's name."""
    out = Out.of_process()
    call = Call("")
    try:
        call = read_arguments(sys.argv[1:] if arguments is None else arguments)
        status = _carry_out(call, out)
        out.flush()
    except KeyboardInterrupt:
        status = STOPPED
    except BrokenPipeError:
        # Whoever read our output has left, as `head` does. Python would complain when it flushes at the end.
        _drop_output()
        status = OK
    except Exception as error:
        status = _told(error, call, out)
        if isinstance(error, OSError):
            _drop_output()  # it may be the output itself that takes nothing more
    return status


def _carry_out(call: Call, out: Out) -> int:
    if call.name == "version":
        from importlib.metadata import version

        out.line(f"{out.words('app.name')} {version('docbao')}")
        return OK
    if call.name == "help":
        from tui.calls.help import show_help

        show_help(call.words[0] if call.words else "", out)
        return OK
    status: int = import_module(f"tui.calls.{call.room}").run(call, out)
    return status


def _told(error: BaseException, call: Call, out: Out) -> int:
    """Say in one line what went wrong and return the status it means."""
    from tui.sentences import problem_in_words

    if isinstance(error, CallMistake):
        out.complain(out.words(f"call.{error.code}", **error.values))
        return MISTAKE
    if isinstance(error, OutputFailed):
        return _told_unprinted(error, call, out)
    if not isinstance(error, (Problem, OSError, MemoryError, RecursionError)):
        _log_fault(call)
    out.complain(problem_in_words(error, out.words))
    codes = _WRITING.get(call.name, ())
    unsaved = isinstance(error, OSError) or (isinstance(error, Problem) and error.code.startswith(codes))
    return NOT_SAVED if codes and unsaved else MISTAKE


def _told_unprinted(error: OutputFailed, call: Call, out: Out) -> int:
    """Say that the output could not be written, and that what was to be saved is: calls save before they
    print."""
    from annotations.files import why
    from tui.sentences import problem_in_words

    exporting = call.name == "export"
    saved = call.name in _WRITING and not exporting and not call.dry_run
    problem = Problem("output-saved" if saved else "output-failed", why=why(error))
    out.complain(problem_in_words(problem, out.words))
    return NOT_SAVED if exporting else MISTAKE


def _log_fault(call: Call) -> None:
    """A fault of the program: nobody sees its trace, but the log keeps it."""
    import traceback

    from tui.paths import places

    with contextlib.suppress(OSError):
        log = places(call.data).log
        log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with log.open("a", encoding="utf-8", errors="replace") as file:
            traceback.print_exc(file=file)


def _drop_output() -> None:
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
