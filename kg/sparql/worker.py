"""Runs queries in a process of their own, which can be stopped at any moment.

The engine cannot stop a query that it has begun, and a query can make it crash or need all the memory. So a query that
somebody typed, or that comes from a file of a project, runs in a worker: a process with a copy of the store. A worker
answers one query after another, and is killed with the query that exceeds a limit; the next query starts a new one. On
Linux it is a fork, which starts in milliseconds and shares the open store. Elsewhere, and in a process with threads, in
which a fork is not safe, it is a new process that opens the store of the build, or gets a copy of the statements.

Inside a worker no file and no connection can be opened, and memory is limited, where the system has such limits.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import struct
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal
from weakref import WeakKeyDictionary

import pyoxigraph as ox

from kg.errors import Finding, QueryLimitError
from kg.store.disk import open_store, opened_files

if TYPE_CHECKING:
    import queue

#: The size of the stack on which the engine parses and runs a query, in bytes: nested queries need much.
_STACK = 64 << 20
#: The memory that a query may need, in bytes, if the computer has twice as much.
_MEMORY = 4 << 30
#: The size of an answer, in bytes, above which a query is stopped.
_LARGEST = 512 << 20
#: The exit code of a worker if the engine fails in a way that it should not.
_FAILED = 70
#: The types of errors that the engine raises.
_RAISED: tuple[type[Exception], ...] = (SyntaxError, OSError, RuntimeError, ValueError, TypeError)
#: The head of a message: its kind, and the length of what follows.
_HEAD = struct.Struct(">cQ")


@dataclass(frozen=True)
class Limits:
    """How long a query may take, and how many rows its answer may have.

    Parameters
    ----------
    seconds : float, optional
        None or 0 is without a limit.
    rows : int, optional
        The rows, or the triples, after which the answer is cut. None or 0 is without a limit.
    """

    seconds: float | None = 60.0
    rows: int | None = None


_limits: ContextVar[Limits | None] = ContextVar("limits", default=None)


@contextlib.contextmanager
def limited(limits: Limits) -> Iterator[None]:
    """Set the limits of the queries of the library that are run inside a block.

    Examples
    --------
    >>> with limited(Limits(seconds=5)):
    ...     current_limits()
    Limits(seconds=5, rows=None)
    """
    token = _limits.set(limits)
    try:
        yield
    finally:
        _limits.reset(token)


def current_limits() -> Limits | None:
    """Return the limits that `limited` has set; None if it has not."""
    return _limits.get()


_in_this_process: ContextVar[bool] = ContextVar("in_this_process", default=False)


@contextlib.contextmanager
def in_this_process() -> Iterator[None]:
    """Run kg's own queries in this process inside a block, also on a large graph, unless `limited` sets limits.

    For queries that were answered in time before, on a graph that changes each time: a process would be made each time.

    Examples
    --------
    >>> with in_this_process():
    ...     runs_here()
    True
    """
    token = _in_this_process.set(True)
    try:
        yield
    finally:
        _in_this_process.reset(token)


def runs_here() -> bool:
    """Return whether `in_this_process` is in force."""
    return _in_this_process.get()


@dataclass(frozen=True)
class Task:
    """A query and how to read it: the prefixes it need not declare, and its dataset.

    Parameters
    ----------
    text : str
    prefixes : dict of str to str
    default, named : sequence of str, optional
        IRIs of the graphs of the default graph, and of the named graphs; None: as the query says.
    merged : bool, optional
        Whether a statement of several graphs of the default graph is one statement; without it the engine, which is
        then faster, finds it several times.
    parse_only : bool, optional
        Whether it is only parsed.
    """

    text: str
    prefixes: dict[str, str]
    default: Sequence[str] | None = None
    named: Sequence[str] | None = None
    merged: bool = False
    parse_only: bool = False


@dataclass(frozen=True)
class Reply:
    """The answer of a worker.

    Parameters
    ----------
    kind : {"boolean", "solutions", "triples"}
    content : bytes
        In the W3C's JSON for a boolean, TSV for solutions, N-Triples for triples.
    cut : bool
        Whether there are more rows than the limit.
    """

    kind: Literal["boolean", "solutions", "triples"]
    content: bytes
    cut: bool


def evaluate(store: ox.Store, task: Task) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    """Start a query in this process; its rows are computed while they are read.

    Raises
    ------
    SyntaxError, OSError, RuntimeError, ValueError
        Raised by the engine.

    Examples
    --------
    >>> bool(evaluate(ox.Store(), Task("ASK {}", {})))
    True
    """
    if task.parse_only:
        return ox.Store().query(task.text, prefixes=task.prefixes)
    default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] | None = None
    if task.merged:
        store, default = _merged(store, task), [ox.DefaultGraph()]
    elif task.default is not None:
        default = [ox.NamedNode(iri) for iri in task.default]
    named: list[ox.NamedNode | ox.BlankNode] | None = None
    if task.named is not None:
        named = [ox.NamedNode(iri) for iri in task.named]
    return store.query(task.text, prefixes=task.prefixes, default_graph=default, named_graphs=named)


def _merged(store: ox.Store, task: Task) -> ox.Store:
    """Copy the graphs of a query into a store, those of its default graph into one graph."""
    found = ox.Store()
    for iri in task.default or ():
        for quad in store.quads_for_pattern(None, None, None, ox.NamedNode(iri)):
            found.add(ox.Quad(quad.subject, quad.predicate, quad.object))
    for iri in task.named or ():
        found.extend(store.quads_for_pattern(None, None, None, ox.NamedNode(iri)))
    return found


class Worker:
    """A process with a store, which answers queries until one exceeds its limits.

    Parameters
    ----------
    store : pyoxigraph.Store
        Must not be changed any more.
    folder : Path, optional
        The folder of the store, if it is on disk.

    Examples
    --------
    >>> worker = Worker(ox.Store())
    >>> worker.ask(Task("ASK {}", {}), Limits()).kind
    'boolean'
    >>> code = worker.close()
    """

    def __init__(self, store: ox.Store, folder: Path | None = None) -> None:
        # A fork of this process has the pipes, too, but must not use them.
        self.owner = os.getpid()
        self.alive = True
        self._lock = threading.Lock()
        self._requests, self._replies, self._kill = _fork(store) if _can_fork() else _spawn(store, folder)
        if _read(self._replies) is None:
            raise _ended(self.close())

    def ask(self, task: Task, limits: Limits) -> Reply:
        """Run a query.

        Raises
        ------
        QueryLimitError
            If it exceeds a limit, or the engine crashes; the worker is then closed.
        SyntaxError, OSError, RuntimeError, ValueError, TypeError
            As the engine raised it.
        """
        import queue

        with self._lock:
            parts: queue.SimpleQueue[tuple[bytes, bytes] | None] = queue.SimpleQueue()
            reader = threading.Thread(target=_read_all, args=(self._replies, parts), daemon=True)
            reader.start()
            complete = False
            try:
                with contextlib.suppress(BrokenPipeError):  # Then the reader finds that the worker has ended.
                    _send(self._requests, b"Q", json.dumps([limits.rows or None, *astuple(task)]).encode())
                answer = _receive(parts, limits.seconds or None)
                complete = answer is not None
            finally:
                code = 0 if complete else self.close(reader)  # After Ctrl-C, too.
                reader.join()
        if answer is None:
            raise _ended(code)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def close(self, reader: threading.Thread | None = None) -> int:
        """End the process, then wait for a thread that reads from it; return the exit code, negative for a signal."""
        if not self.alive or self.owner != os.getpid():
            return 0
        self.alive = False
        code = self._kill()
        if reader is not None:
            reader.join()
        for stream in (self._requests, self._replies):
            with contextlib.suppress(OSError):
                stream.close()
        return code


def _receive(parts: queue.SimpleQueue[tuple[bytes, bytes] | None], seconds: float | None) -> Reply | Exception | None:
    """Collect the parts of an answer; None if the worker has ended."""
    import queue

    until = None if seconds is None else time.monotonic() + seconds
    content: list[bytes] = []
    size = 0
    while True:
        try:
            # Short waits, because in Windows Ctrl-C does not end a long one.
            part = parts.get(timeout=0.2 if until is None else max(0.0, min(0.2, until - time.monotonic())))
        except queue.Empty:
            if until is not None and time.monotonic() >= until:
                raise _too_long(seconds or 0) from None
            continue
        if part is None:
            return None
        kind, data = part
        if kind == b"E":
            name, text = json.loads(data)
            return next(kind for kind in _RAISED if kind.__name__ == name)(text)
        if kind == b"A":
            name, cut = json.loads(data)
            return Reply(name, b"".join(content), cut)
        content.append(data)
        size += len(data)
        if size > _LARGEST:
            raise QueryLimitError(
                Finding("query", f"the answer is larger than {_LARGEST >> 20} MB, so the query was stopped",
                        remedy="ask for less, for example with LIMIT")
            )  # fmt: skip


_workers: WeakKeyDictionary[object, Worker] = WeakKeyDictionary()
_starting = threading.Lock()


def worker_of(owner: object, store: ox.Store, folder: Path | None = None) -> Worker:
    """Return the worker of a graph; start one if there is none, or it has been closed.

    Parameters
    ----------
    owner : object
        The graph; its worker ends with it.
    store : pyoxigraph.Store
    folder : Path, optional
        The folder of the store, if it is on disk.

    Examples
    --------
    >>> import kg
    >>> snapshot = kg.open().snapshot
    >>> worker_of(snapshot, snapshot.store) is worker_of(snapshot, snapshot.store)
    True
    """
    with _starting:
        worker = _workers.get(owner)
        if worker is None or not worker.alive or worker.owner != os.getpid():
            worker = _workers[owner] = Worker(store, folder)
            weakref.finalize(owner, worker.close)
        return worker


def _too_long(seconds: float) -> QueryLimitError:
    return QueryLimitError(
        Finding("query", f"the query was stopped after {seconds:g} second{'' if seconds == 1 else 's'}",
                remedy="narrow it down, or allow more time: --timeout SECONDS (in Python timeout=), 0 for no limit")
    )  # fmt: skip


def _ended(code: int) -> QueryLimitError:
    """Explain why a worker ended by itself."""
    if code == _FAILED:
        message, remedy = "the engine failed on this query", "write it in another way"
    elif code in (-11, -7, 0xC00000FD):  # A signal (SIGSEGV, SIGBUS), or in Windows, an overflow of the stack.
        message, remedy = "the query is nested too deeply, or too long, for the engine", "split it into several queries"
    else:
        message, remedy = (
            "the query needed too much memory, so it was stopped",
            "narrow it down, for example with LIMIT",
        )
    return QueryLimitError(Finding("query", message, remedy=remedy))


# ---- Starting a process

Started = tuple[IO[bytes], IO[bytes], Callable[[], int]]


def _can_fork() -> bool:
    """Return whether a fork is safe: on Linux, if no other thread may hold a lock. A timer that waits holds none."""
    others = (thread for thread in threading.enumerate() if thread is not threading.current_thread())
    return sys.platform == "linux" and all(isinstance(thread, threading.Timer) for thread in others)


def _fork(store: ox.Store) -> Started:
    import signal
    import warnings

    taken, requests = os.pipe()
    replies, given = os.pipe()
    # Ctrl-C waits until the fork ignores it, which otherwise would go on as a second copy of this program.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # Of Python 3.12, about threads; see `_can_fork`.
            process = os.fork()
        if process == 0:
            try:
                _be_worker(os.fdopen(taken, "rb"), os.fdopen(given, "wb"), store)
            finally:
                os._exit(_FAILED)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    os.close(taken)
    os.close(given)

    def kill() -> int:
        done, status = os.waitpid(process, os.WNOHANG)
        if not done:
            os.kill(process, signal.SIGKILL)
            status = os.waitpid(process, 0)[1]
        return os.waitstatus_to_exitcode(status)

    return os.fdopen(requests, "wb"), os.fdopen(replies, "rb"), kill


def _spawn(store: ox.Store, folder: Path | None) -> Started:
    import subprocess

    # The path of modules may have been changed in this process; -I keeps the working directory out of it.
    program = f"import sys; sys.path[:] = {sys.path!r}; from kg.sparql.worker import spawned; spawned()"
    process = subprocess.Popen(
        [sys.executable, "-I", "-c", program],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    with contextlib.suppress(BrokenPipeError):  # Then the worker has ended, which `Worker` finds.
        if folder is not None and folder.is_dir():
            _send(process.stdin, b"F", os.fsencode(folder))
        else:
            # Sorted, so that rows come in the same order as in this process.
            lines = sorted((ox.serialize(store, format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True))
            _send(process.stdin, b"S", b"".join(lines))

    def kill() -> int:
        if process.poll() is None:
            process.kill()
        return process.wait()

    return process.stdin, process.stdout, kill


# ---- Messages


def _send(stream: IO[bytes], kind: bytes, data: bytes) -> None:
    stream.write(_HEAD.pack(kind, len(data)))
    stream.write(data)
    stream.flush()


def _read(stream: IO[bytes]) -> tuple[bytes, bytes] | None:
    """Read a message; None if the other process has ended."""
    with contextlib.suppress(OSError, ValueError):
        head = stream.read(_HEAD.size)
        if len(head) == _HEAD.size:
            kind, size = _HEAD.unpack(head)
            data = stream.read(size)
            if len(data) == size:
                return kind, data
    return None


def _read_all(stream: IO[bytes], parts: queue.SimpleQueue[tuple[bytes, bytes] | None]) -> None:
    """Read the messages of one answer."""
    while True:
        part = _read(stream)
        parts.put(part)
        if part is None or part[0] != b"D":
            return


# ---- In the process of a worker


def spawned() -> None:
    """Be a worker that was started as a new process: read the store, then queries, from standard input."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    kind, content = _read(requests) or (b"S", b"")
    if kind == b"F":
        store = open_store(Path(os.fsdecode(content)))
    else:
        store = ox.Store()
        store.bulk_load(content, format=ox.RdfFormat.N_QUADS)
    _be_worker(requests, replies, store)


def _be_worker(requests: IO[bytes], replies: IO[bytes], store: ox.Store) -> None:
    """Answer queries until the other process closes the pipe or ends; then end, even during a query."""
    import signal

    gc.disable()  # It would touch, and so copy, much of the shared memory.
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # The other process decides what ends with Ctrl-C.
    _confine({requests.fileno(), replies.fileno(), *(number for number, _ in opened_files())})
    threading.stack_size(_STACK)
    _send(replies, b"R", b"")
    while part := _read(requests):
        threading.Thread(target=_answer, args=(store, part[1], replies), daemon=True).start()
    os._exit(0)


def _confine(kept: set[int]) -> None:
    """Close all files but some, and let the process open no other, nor a connection, nor take much memory."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in {0, 1, 2} - kept:
        os.dup2(nothing, stream)
    try:
        import resource
    except ImportError:  # In Windows.
        return
    last = 3
    for number in sorted(kept):
        os.closerange(last, number)
        last = max(last, number + 1)
    os.closerange(last, min(resource.getrlimit(resource.RLIMIT_NOFILE)[1], 65536))
    for name, value in (
        ("RLIMIT_NOFILE", 0),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_AS", _address_space() + min(_MEMORY, os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2)),
    ):
        with contextlib.suppress(AttributeError, OSError, ValueError):
            limit = getattr(resource, name)
            most = resource.getrlimit(limit)[1]
            lowest = value if most == resource.RLIM_INFINITY else min(value, most)
            resource.setrlimit(limit, (lowest, lowest))


def _address_space() -> int:
    """Return the size of this process's address space, in bytes; 0 where the system does not say it."""
    try:
        with open("/proc/self/statm", "rb") as stream:  # noqa: PTH123
            return int(stream.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


class _Lines:
    """A stream that sends what is written to it, up to a number of lines.

    Parameters
    ----------
    stream : binary file
    most : int, optional
    """

    def __init__(self, stream: IO[bytes], most: int | None) -> None:
        self._stream, self._most, self._lines, self.cut = stream, most, 0, False

    def write(self, data: bytes) -> int:
        """Send some bytes; raise an error after the last line, which ends the query."""
        if self.cut:  # The engine writes again what it could not write.
            raise ValueError("enough")
        count = data.count(b"\n")
        if self._most is not None and self._lines + count > self._most:
            self.cut = True
            kept = data.split(b"\n", self._most - self._lines)[:-1]
            _send(self._stream, b"D", b"".join(line + b"\n" for line in kept))
            raise ValueError("enough")
        self._lines += count
        _send(self._stream, b"D", data)
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""


def _answer(store: ox.Store, request: bytes, replies: IO[bytes]) -> None:
    """Run a query, and send its answer or the error of the engine."""
    try:
        rows, *parts = json.loads(request)
        answer = evaluate(store, Task(*parts))
        if isinstance(answer, ox.QueryBoolean):
            _send(replies, b"D", answer.serialize(format=ox.QueryResultsFormat.JSON) or b"")
            name, cut = "boolean", False
        elif isinstance(answer, ox.QueryTriples):
            name, cut = "triples", _stream(answer, ox.RdfFormat.N_TRIPLES, _Lines(replies, rows))
        else:
            # The names of the columns are the first line.
            stream = _Lines(replies, None if rows is None else rows + 1)
            name, cut = "solutions", _stream(answer, ox.QueryResultsFormat.TSV, stream)
        _send(replies, b"A", json.dumps([name, cut]).encode())
    except _RAISED as error:
        name = next(kind for kind in _RAISED if isinstance(error, kind)).__name__
        _send(replies, b"E", json.dumps([name, str(error)]).encode())
    except BaseException:  # noqa: BLE001  such as a panic of the engine
        os._exit(_FAILED)


def _stream(answer: ox.QuerySolutions | ox.QueryTriples, form: object, stream: _Lines) -> bool:
    try:
        answer.serialize(stream, format=form)  # type: ignore[arg-type]
    except ValueError:
        if not stream.cut:
            raise
    return stream.cut
