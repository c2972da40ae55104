"""Reading many files at once: child processes that read articles, silent on the screen, ended when asked.

They are plain children with a pipe each, not ``multiprocessing`` ones: those would import the program's
main module again, and write to the terminal the app is drawing on. A file that takes too long or breaks its
reader costs that one file.
"""

from __future__ import annotations

import marshal
import os
import queue
import subprocess
import sys
import threading
import time
from collections import deque
from contextlib import suppress
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal

from seeds.article import EntityCount
from seeds.digest import Digest, Facts, digest
from seeds.problems import Problem
from seeds.topic_names import OwnTopic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from seeds.article import Mention

Task = Literal["read", "name"]

WORTH_IT = 40
"""From so many files on, starting processes pays."""

PATIENCE = 60.0
"""Seconds one file may take."""

_MOST = 8
_AHEAD = 4  # files a child is handed before it has answered
_LENGTH = 4  # bytes that say how long a message is
_START = "import sys; sys.path.insert(0, sys.argv[1]); from seeds.workers import serve; serve(sys.argv[2])"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file: what the index keeps of it (task "read"), its entities and packed mentions
    (task "name"), or a problem."""

    path: str
    digest: Digest | None = None
    entities: tuple[EntityCount, ...] = ()
    mentions: bytes = b""
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
    from seeds.reading import LIMIT, read, with_mentions
    from seeds.sources.files import file_bytes

    name = Path(path).name
    try:
        wanted = own_topics if task == "read" else None  # names hang on no topic
        article = read(file_bytes(path, LIMIT + 1), file_name=name, own_topics=wanted)
    except Problem as problem:
        raise Problem(problem.code, **{**problem.values, "path": path}) from None
    if task == "name":
        from seeds.kept_mentions import packed_mentions

        found = with_mentions(article).mentions or ()
        return Outcome(path, entities=_counted(found), mentions=packed_mentions(found))
    return Outcome(path, digest=digest(article))


def _counted(mentions: Sequence[Mention]) -> tuple[EntityCount, ...]:
    from collections import Counter

    counts = Counter((mention.type, mention.name) for mention in mentions)
    return tuple(EntityCount(type_, name, count) for (type_, name), count in counts.items())


def perform_all(
    task: Task, paths: Sequence[str], stop: threading.Event, own_topics: tuple[OwnTopic, ...] = ()
) -> Iterator[Outcome]:
    """Yield the outcome of each file as it comes, in no order; ends early when ``stop`` is set.

    A few files are read in this thread, many in child processes; without any left to work (none can be
    started), this thread does it all.
    """
    waiting = deque(paths)
    children: list[_Child] = []
    done: queue.SimpleQueue[Outcome | None] = queue.SimpleQueue()
    if len(paths) >= WORTH_IT:
        for _ in range(min(_MOST, os.cpu_count() or 1)):
            children.append(_Child(task, waiting, done, stop, own_topics))
    try:
        working = len(children)
        while working and not stop.is_set():
            try:
                outcome = done.get(timeout=0.2)  # so that a long file does not keep a stop waiting
            except queue.Empty:
                for child in children:
                    child.look_after()
                continue
            if outcome is None:
                working -= 1
            else:
                yield outcome
        while waiting and not stop.is_set():
            yield perform(task, waiting.popleft(), own_topics)
    finally:
        for child in children:
            child.end()


class _Child:
    """One child process with the thread that hands it files; puts None when it works no more."""

    def __init__(
        self,
        task: Task,
        waiting: deque[str],
        done: queue.SimpleQueue[Outcome | None],
        stop: threading.Event,
        own_topics: tuple[OwnTopic, ...],
    ) -> None:
        self._task, self._waiting, self._done, self._stop = task, waiting, done, stop
        self._own_topics = own_topics
        self._process: subprocess.Popen[bytes] | None = None
        self._since = time.monotonic()  # when it began with the file at hand
        self._ended = False
        threading.Thread(target=self._run, name="docbao-reading", daemon=True).start()

    def look_after(self) -> None:
        """Kill the process if it is too long at one file."""
        if self._process is not None and time.monotonic() - self._since > PATIENCE:
            self._kill()

    def end(self) -> None:
        """Kill the process, if it is still there."""
        self._ended = True
        self._kill()

    def _kill(self) -> None:
        process = self._process
        if process is not None:
            with suppress(OSError):
                process.kill()

    def _run(self) -> None:
        try:
            while self._waiting and not self._over():
                self._serve_until_it_breaks()
        except OSError:  # no process can be started: the caller's own thread reads what is left
            pass
        finally:
            self._close()
            self._done.put(None)

    def _over(self) -> bool:
        return self._stop.is_set() or self._ended

    def _serve_until_it_breaks(self) -> None:
        process = self._process = self._started()
        assert process.stdin is not None and process.stdout is not None
        at_hand: deque[str] = deque()
        try:
            self._since = time.monotonic()
            while not self._over():
                while len(at_hand) < _AHEAD and self._waiting:
                    with suppress(IndexError):  # another child was faster
                        at_hand.append(self._waiting.popleft())
                        _send(process.stdin, os.fsencode(at_hand[-1]))
                if not at_hand:
                    return
                answer = _received(process.stdout)
                path = at_hand.popleft()
                self._since = time.monotonic()
                self._done.put(_unpacked(path, answer))
        except (OSError, EOFError, ValueError, TypeError):
            if at_hand and not self._over():  # the one it was reading broke it; the others have another try
                path = at_hand.popleft()
                self._done.put(Outcome(path, problem=Problem("file-failed", path=path)))
                self._waiting.extendleft(reversed(at_hand))
        finally:
            self._close()

    def _started(self) -> subprocess.Popen[bytes]:
        # A session of its own: Ctrl+C in the terminal is for the app, which ends its children itself.
        process = subprocess.Popen(
            [sys.executable, "-c", _START, str(Path(__file__).resolve().parent.parent), self._task],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        assert process.stdin is not None
        with suppress(OSError):
            _send(process.stdin, [astuple(topic) for topic in self._own_topics])
        return process

    def _close(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            with suppress(OSError):
                process.kill()
            with suppress(OSError):
                process.communicate()


def serve(task: Task) -> None:
    """Be a child: answer paths from standard input on standard output until the input ends."""
    replies = os.fdopen(os.dup(1), "wb")
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)  # whatever a library prints must not get among the replies
    with suppress(OSError, AttributeError):
        os.nice(10)
    try:
        own = tuple(OwnTopic(*fields) for fields in _received(sys.stdin.buffer))
        while True:
            path = os.fsdecode(_received(sys.stdin.buffer))
            _send(replies, _packed(perform(task, path, own)))
    except (EOFError, KeyboardInterrupt, OSError):
        return


def _packed(outcome: Outcome) -> Any:
    """Return an outcome as plain values, as ``marshal`` takes them."""
    problem = outcome.problem
    if problem is not None:
        values = {name: value for name, value in problem.values.items() if isinstance(value, (str, int))}
        return problem.code, values
    if outcome.digest is not None:
        return tuple(outcome.digest.facts), tuple(outcome.digest[1:])
    return [outcome.mentions, *((it.type, it.name, it.count) for it in outcome.entities)]


def _unpacked(path: str, answer: Any) -> Outcome:
    match answer:
        case [bytes() as mentions, *entities] if isinstance(answer, list):
            return Outcome(path, entities=tuple(EntityCount(*it) for it in entities), mentions=mentions)
        case (str() as code, dict() as values):
            return Outcome(path, problem=Problem(code, **{**values, "path": path}))
        case (tuple() as facts, tuple() as rest):
            return Outcome(path, digest=Digest(Facts(*facts), *rest))
    raise ValueError(answer)


def _send(stream: IO[bytes], message: Any) -> None:
    data = marshal.dumps(message)
    stream.write(len(data).to_bytes(_LENGTH, "little") + data)
    stream.flush()


def _received(stream: IO[bytes]) -> Any:
    length = stream.read(_LENGTH)
    data = stream.read(int.from_bytes(length, "little")) if len(length) == _LENGTH else b""
    if not data:
        raise EOFError
    return marshal.loads(data)
