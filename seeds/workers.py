"""Reading many files at once: child processes that read articles, silent on the screen, ended when asked.

They are plain children with a pipe each, not ``multiprocessing`` ones: those would import the program's
main module again, and write to the terminal the app is drawing on. A file that takes too long or breaks its
reader costs that one file.
"""

from __future__ import annotations

import os
import pickle
import queue
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from seeds.article import EntityCount, Row
from seeds.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from seeds.topic_names import OwnTopic

Task = Literal["read", "name"]

WORTH_IT = 40
"""From so many files on, starting processes pays."""

_PATIENCE = 60.0  # seconds one file may take
_MOST = 8
_START = "import sys; sys.path.insert(0, sys.argv[1]); from seeds.workers import serve; serve()"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file: its row, folded text and the text's hash (task "read"), its entities (task
    "name"), or a problem."""

    path: str
    row: Row | None = None
    folded: str = ""
    text_hash: str = ""
    entities: tuple[EntityCount, ...] = ()
    problem: Problem | None = None


def perform(task: Task, path: str, own_topics: tuple[OwnTopic, ...] = ()) -> Outcome:
    """Read one file in this process. Never raises for what is wrong with the file."""
    try:
        return _perform(task, path, own_topics)
    except Problem as problem:
        return Outcome(path, problem=problem)
    except Exception:  # one file must never stop the reading of a library
        return Outcome(path, problem=Problem("file-failed", path=path))


def _perform(task: Task, path: str, own_topics: tuple[OwnTopic, ...]) -> Outcome:
    from seeds.folding import fold
    from seeds.reading import LIMIT, read, with_mentions
    from seeds.sources.files import file_bytes

    name = Path(path).name
    try:
        article = read(file_bytes(path, LIMIT + 1), file_name=name, own_topics=own_topics)
    except Problem as problem:
        raise Problem(problem.code, **{**problem.values, "path": path}) from None
    if task == "name":
        return Outcome(path, entities=_counted(with_mentions(article).mentions or ()))
    row = Row(
        fingerprint=article.fingerprint,
        path=path,
        title=article.title,
        lead=article.lead,
        date=article.date.date if article.date else None,
        source=article.source,
        author=article.author,
        url=article.url,
        topics=tuple(hit.id for hit in article.topics),
        added="",
    )
    return Outcome(path, row=row, folded=fold(article.text), text_hash=article.text_hash)


def _counted(mentions: Sequence[object]) -> tuple[EntityCount, ...]:
    from collections import Counter

    from seeds.article import Mention

    counts = Counter((mention.type, mention.name) for mention in mentions if isinstance(mention, Mention))
    return tuple(EntityCount(type_, name, count) for (type_, name), count in counts.items())


def perform_all(
    task: Task, paths: Sequence[str], stop: threading.Event, own_topics: tuple[OwnTopic, ...] = ()
) -> Iterator[Outcome]:
    """Yield the outcome of each file as it comes, in no order; ends early when ``stop`` is set.

    A few files are read in this thread, many in child processes; without any left to work (none can be
    started), this thread does it all.
    """
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
    for path in paths:
        waiting.put(path)
    children: list[_Child] = []
    done: queue.SimpleQueue[Outcome | None] = queue.SimpleQueue()
    if len(paths) >= WORTH_IT:
        for _ in range(min(_MOST, os.cpu_count() or 1)):
            children.append(_Child(task, waiting, done, stop, own_topics))
    try:
        working = len(children)
        while working and not stop.is_set():
            try:
                outcome = done.get(timeout=0.1)  # so that a long file does not keep a stop waiting
            except queue.Empty:
                continue
            if outcome is None:
                working -= 1
            else:
                yield outcome
        while not stop.is_set():
            try:
                path = waiting.get_nowait()
            except queue.Empty:
                return
            yield perform(task, path, own_topics)
    finally:
        for child in children:
            child.end()


class _Child:
    """One child process with the thread that hands it files; puts None when it works no more."""

    def __init__(
        self,
        task: Task,
        waiting: queue.SimpleQueue[str],
        done: queue.SimpleQueue[Outcome | None],
        stop: threading.Event,
        own_topics: tuple[OwnTopic, ...],
    ) -> None:
        self._task, self._waiting, self._done, self._stop = task, waiting, done, stop
        self._own_topics = own_topics
        self._process: subprocess.Popen[bytes] | None = None
        self._ended = False
        threading.Thread(target=self._run, name="docbao-reading", daemon=True).start()

    def end(self) -> None:
        """Kill the process, if it is still there."""
        self._ended = True
        process = self._process
        if process is not None:
            with suppress(OSError):
                process.kill()

    def _run(self) -> None:
        path: str | None = None
        try:
            while not (self._stop.is_set() or self._ended):
                try:
                    path = self._waiting.get_nowait()
                except queue.Empty:
                    break
                self._done.put(self._asked(path))
                path = None
        except OSError:
            if path is not None:  # no process can be started: leave the file to the caller's own thread
                self._waiting.put(path)
        finally:
            self._close()
            self._done.put(None)

    def _asked(self, path: str) -> Outcome:
        process = self._process = self._process or self._started()
        assert process.stdin is not None and process.stdout is not None
        watch = threading.Timer(_PATIENCE, process.kill)
        watch.daemon = True
        watch.start()
        try:
            pickle.dump((self._task, path, self._own_topics), process.stdin)
            process.stdin.flush()
            outcome = pickle.load(process.stdout)
        except (OSError, EOFError, pickle.UnpicklingError):
            self._close()
            return Outcome(path, problem=Problem("file-failed", path=path))
        finally:
            watch.cancel()
        return (
            outcome
            if isinstance(outcome, Outcome)
            else Outcome(path, problem=Problem("file-failed", path=path))
        )

    def _started(self) -> subprocess.Popen[bytes]:
        # A session of its own: Ctrl+C in the terminal is for the app, which ends its children itself.
        return subprocess.Popen(
            [sys.executable, "-c", _START, str(Path(__file__).resolve().parent.parent)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _close(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            with suppress(OSError):
                process.kill()
            with suppress(OSError):
                process.communicate()


def serve() -> None:
    """Be a child: answer tasks from standard input on standard output until the input ends."""
    replies = os.fdopen(os.dup(1), "wb")
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)  # whatever a library prints must not get among the replies
    with suppress(OSError, AttributeError):
        os.nice(10)
    while True:
        try:
            task, path, own_topics = pickle.load(sys.stdin.buffer)
        except (EOFError, KeyboardInterrupt):
            return
        pickle.dump(perform(task, path, own_topics), replies)
        replies.flush()
