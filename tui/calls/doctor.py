"""``docbao doctor``: looks at everything docbao relies on, and says what it found and repaired."""

from __future__ import annotations

import contextlib
import platform
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seeds.problems import Problem
from seeds.text import display_safe
from tui.calls.arguments import Call, CallMistake
from tui.calls.opening import Opened, opened
from tui.calls.output import Out, Span
from tui.calls.wrapping import wrapped
from tui.sentences import problem_in_words, settings_mistake_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from annotations.check import CheckReport, Finding
    from annotations.collection import Collection
    from annotations.store import Store

_INDENT = 14
_COUNTED = ("devices", "notes", "highlights", "tags", "corrections", "touched", "gone")
_NAMED = 10  # articles told by their titles
_TITLE = 80
_CORRECTIONS = "store-check-correction"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: its name, whether it is well, what is to be told of it, and figures."""

    name: str
    ok: bool
    told: tuple[str, ...] = ()
    figures: Mapping[str, Any] = field(default_factory=dict)


def run(call: Call, out: Out) -> int:
    """Check program, settings, library, index and annotations; status 2 when something is wrong."""
    if call.words:
        raise CallMistake("no-words", call=call.name)
    with opened(call, out) as house:
        checks = [_program(), _settings(house, out), *_library_and_annotations(house, call, out)]
    well = all(check.ok for check in checks)
    if call.as_json:
        out.json(
            {
                "ok": well,
                "checks": [
                    {"name": it.name, "ok": it.ok, "told": list(it.told), **it.figures} for it in checks
                ],
            }
        )
    else:
        for check in checks:
            _print(check, out)
    if not well:
        out.complain(out.words("call.doctor.wrong"))
    return 0 if well else 2


def _print(check: Check, out: Out) -> None:
    figures = ", ".join(
        f"{out.words(f'call.doctor.{name}')} {value}" for name, value in check.figures.items()
    )
    mark = Span("✓ ", "green") if check.ok else Span("✗ ", "bold red")
    label = Span(f"{out.words(f'call.doctor.{check.name}'):<12}", "bold")
    room = max(20, out.width - _INDENT) if out.is_terminal else len(figures) or 1
    first, *more = [*wrapped(figures, room)] or [""]
    out.line(mark, label, first)
    for line in more:
        out.line(" " * _INDENT, line)
    for sentence in check.told:
        for line in wrapped(sentence, room if out.is_terminal else len(sentence)):
            out.line(" " * _INDENT, Span(line, "" if check.ok else "red"))


def _program() -> Check:
    from importlib.metadata import version

    return Check("program", True, figures={"version": version("docbao"), "python": platform.python_version()})


def _settings(house: Opened, out: Out) -> Check:
    from tui import keymap, settings

    found = settings.load(house.places.config)
    every = (*found.mistakes, *keymap.build(found.keys, found.key_lines)[1])
    mistakes = sorted(every, key=lambda mistake: mistake.line)
    told = tuple(settings_mistake_in_words(mistake, out.words) for mistake in mistakes)
    return Check("settings", not mistakes, told, {"path": str(house.places.config)})


def _library_and_annotations(house: Opened, call: Call, out: Out) -> Iterator[Check]:
    from annotations.collection import Collection
    from seeds.library import Library

    library = Library(
        house.folders, index_path=house.places.index, bundled=house.bundled, own_topics=house.own_topics
    )
    collection = Collection(library)
    try:
        stop = threading.Event()
        report = library.scan(
            stop=stop, progress=lambda it: stop.set() if it.phase == "names" else None, changed=_nothing
        )
        # The reader's own folder need not be there before something is in it.
        wrong = [
            it
            for it in report.problems
            if not (it.code == "folder-missing" and it.values.get("path") == str(house.places.articles))
        ]
        others = [Problem("others-reading", n=report.lacking)] if report.lacking else []
        told = tuple(problem_in_words(problem, out.words) for problem in (*wrong, *others))
        figures = {
            "folders": len(library.folders),
            "articles": library.catalogue().count(),
            "files": library.file_count(),
        }
        yield Check("library", not wrong, told, figures)
        lost = library.in_memory
        told = (out.words("call.doctor.index-lost", path=str(house.places.index)),) if lost else ()
        yield Check("index", not lost, told, {"path": str(house.places.index)})
        collection.load()
        yield _annotations(house, call, out, collection)
    finally:
        library.close()


def _annotations(house: Opened, call: Call, out: Out, collection: Collection) -> Check:
    from annotations.asides import dismissal
    from annotations.check import check, not_understood
    from annotations.store import Store

    figures: dict[str, Any] = {"path": str(house.places.data)}
    if not house.has_annotations:
        return Check("annotations", True, figures=figures | dict.fromkeys(_COUNTED, 0))
    try:
        found = check(house.places.data, house.places.state, repair=True)
        store = Store.open(house.places.data, house.places.state)
    except Problem as problem:
        return Check("annotations", False, (problem_in_words(problem, out.words),), figures)
    with store:
        corrections = store.search("correction", lambda document: True)
        wrong = [*not_understood(corrections)]
        wrong += [it for device in found.devices for it in device.findings if it[0] != _CORRECTIONS]
        if call.dismiss and (forgotten := dismissal(store)):
            store.apply(forgotten).result()
        mended, left = _mended(store)
        wrong += left
        told_of = (
            *found.repaired,
            *store.report.told,
            *mended,
            *wrong,
            *_strays(store, found),
            *_kept(store, found),
        )
        problems = [Problem(code, **values) for code, values in told_of]
        collection.attach(store)
        if forgetful := collection.remember():
            problems.append(forgetful)
        told = tuple(problem_in_words(problem, out.words) for problem in problems)
        if gone := collection.gone():
            told = (*told, _gone_in_words([it.heading for it in gone], out))
        figures |= {
            "devices": len(found.devices),
            "notes": len(store.all_notes()),
            "highlights": len(store.all_highlights()),
            "tags": len(store.tags()),
            "corrections": len(corrections),
            "touched": len(store.articles()),
            "gone": len(gone),
        }
    return Check("annotations", not wrong, told, figures)


def _mended(store: Store) -> tuple[list[Finding], list[Finding]]:
    """Put the documents in order; return what was, and what cannot be."""
    from annotations.mending import mending

    found = mending(store)
    operation = found.operation
    if operation is None:
        return [], found.told
    try:
        store.apply(operation).result()
    except Problem as problem:
        return [], [*found.told, (problem.code, problem.values)]
    return found.mended, found.told


def _strays(store: Store, found: CheckReport) -> Iterator[Finding]:
    """Name second copies that a sync program has left: what is in them is in the annotations."""
    from annotations.strays import FOLDED, mark_of

    for path in (each for device in found.devices for each in device.strays):
        with contextlib.suppress(OSError):
            taken = store.document(FOLDED, mark_of(Path(path).read_bytes())) is not None
            yield ("store-check-stray" if taken else "store-check-stray-same", {"path": path})


def _kept(store: Store, found: CheckReport) -> Iterator[Finding]:
    """Name files that were set aside as damaged and from which nothing more is to be had."""
    from annotations.asides import losses

    needed = " ".join(str(values["kept"]) for _, values in losses(store))
    for path in (Path(file.path) for device in found.devices if device.own for file in device.files):
        if ".damaged-" in path.name and path.name not in needed:
            yield "store-check-kept", {"path": str(path)}


def _gone_in_words(headings: list[str], out: Out) -> str:
    """Name annotated articles whose file is gone: that is worth knowing, and nothing is wrong with it."""
    named = ", ".join(f"“{display_safe(it[:_TITLE])}”" for it in headings[:_NAMED])
    if len(headings) > _NAMED:
        named = out.words("call.doctor.gone-more", titles=named, n=len(headings) - _NAMED)
    return out.words("call.doctor.gone-told", n=len(headings), titles=named)


def _nothing(change: object) -> None:
    """Nobody shows what changes."""
