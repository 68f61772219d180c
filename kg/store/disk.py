"""The store of a build on disk: a folder of RocksDB, which many processes open read-only at the same time.

It opens in milliseconds whatever its size, and memory follows what a query reads. Nobody writes to it any more once it
is complete: a changed graph is a copy by hard links, in which only the changed statements are written.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.project.paths import is_utf8

#: The parts of a build that are stores: the graph, and, if judgements change it, the graph without them.
STORE, UNJUDGED = "store", "unjudged"
#: Beginnings of the names of files that only a writer needs; some name the machine.
_OF_WRITERS = ("LOG", "LOCK", "OPTIONS", "IDENTITY")
#: The ending of the files with the statements, which never change after they are written.
_LASTING = ".sst"
#: At how many places of each order of the statements one is read, so that RocksDB opens its files; and whether also at
#: such places within one graph or one property, which may fill files of their own. The next step if files stay closed.
_STEPS = ((16, False), (64, True), (1024, True))
#: How many statements tell which graphs and properties there are.
_SAMPLE = 64
#: By how much the times of files are set back, in nanoseconds; see `set_back`.
_BACK = 2_000_000_000

_Node = ox.NamedNode | ox.BlankNode
_Pattern = tuple[_Node | None, ox.NamedNode | None, _Node | ox.Literal | None, _Node | ox.DefaultGraph | None]


def create_store(folder: Path, quads: Iterable[ox.Quad]) -> None:
    """Write a new store.

    Parameters
    ----------
    folder : Path
        Must not exist.
    quads : iterable of Quad

    Raises
    ------
    OSError
        If it cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> node = ox.NamedNode("urn:a")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     create_store(Path(folder, "store"), [ox.Quad(node, node, node)])
    ...     len(open_store(Path(folder, "store")))
    1
    """
    with _named(folder) as name:
        store = ox.Store(name)
        store.bulk_extend(quads)
        # Above a million statements it writes several files with statements of the same range: to read one takes twice
        # as long if all of them must be searched.
        store.optimize()
        store.flush()
        del store
    _finish(folder)


def edit_store(base: Path, folder: Path, add: Iterable[ox.Quad], remove: Iterable[ox.Quad]) -> None:
    """Write a store that differs from another one in some statements.

    It shares the files of the other one by hard links, so the work depends on the size of the change.

    Parameters
    ----------
    base : Path
        A complete store; does not change.
    folder : Path
        Must not exist.
    add, remove : iterable of Quad

    Raises
    ------
    OSError
        If it cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> node, other = ox.NamedNode("urn:a"), ox.NamedNode("urn:b")
    >>> with tempfile.TemporaryDirectory() as place:
    ...     base, folder = Path(place, "base"), Path(place, "edited")
    ...     create_store(base, [ox.Quad(node, node, node)])
    ...     edit_store(base, folder, [ox.Quad(other, node, node)], [])
    ...     len(open_store(base)), len(open_store(folder))
    (1, 2)
    """
    folder.mkdir()
    for path in base.iterdir():
        if path.name.endswith(_LASTING):
            _link(path, folder / path.name)
        elif not path.name.startswith(_OF_WRITERS):
            shutil.copyfile(path, folder / path.name)
    with _named(folder) as name:
        store = ox.Store(name)
        graphs = set()
        for quad in remove:
            store.remove(quad)
            graphs.add(quad.graph_name)
        store.extend(add)
        for graph in graphs:
            if next(store.quads_for_pattern(None, None, None, graph), None) is None:
                store.remove_graph(graph)
        store.flush()
        del store
    _finish(folder)


def open_store(folder: Path) -> ox.Store:
    """Open a store to read it.

    Raises
    ------
    OSError, ValueError
        If it is not there, or damaged.
    """
    with _named(folder) as name:
        before = {number for number, _ in opened_files()}
        store = ox.Store.read_only(name)
        if _open_files(store, folder, before):
            return store
        copy = ox.Store()
        copy.bulk_extend(store)
        return copy


@contextlib.contextmanager
def _named(folder: Path) -> Iterator[str]:
    """Give a folder a name that RocksDB takes: it must be UTF-8."""
    if is_utf8(str(folder)):
        yield str(folder)
        return
    with tempfile.TemporaryDirectory(prefix="kg-") as place:
        link = Path(place, "folder")
        link.symlink_to(folder.parent, target_is_directory=True)
        yield str(link / folder.name)


def _open_files(store: ox.Store, folder: Path, before: set[int]) -> bool:
    """Let a store open all of its files now; return whether it could, also if the system does not say it.

    RocksDB opens 16 files, and others when it first reads from them. If it cannot, because another process deleted the
    build or this one may open no more files, some queries take all memory before they fail. So one statement is read at
    many places of each order of the statements. The order is that of hashes of the terms: invented terms are spread
    over all of it.
    """
    for places, inside in _STEPS:
        if not _unopened(folder, before):
            return True
        next(iter(store.named_graphs()), None)
        sample = [*itertools.islice(store, _SAMPLE)] if inside else []
        for term in (ox.NamedNode(f"urn:kg:place:{place}") for place in range(places)):
            patterns: list[_Pattern] = [(term, None, None, None), (None, term, None, None), (None, None, term, None)]
            patterns += [(None, predicate, term, None) for predicate in {quad.predicate for quad in sample}]
            for graph in (term, *{quad.graph_name for quad in sample}):
                patterns += [(term, None, None, graph), (None, term, None, graph), (None, None, term, graph)]
            for pattern in patterns:
                next(store.quads_for_pattern(*pattern), None)
    return not _unopened(folder, before)


def opened_files() -> Iterator[tuple[int, Path]]:
    """List the files of stores that this process has open: number and name; none where the system does not say it.

    Examples
    --------
    >>> all(path.suffix == ".sst" for _, path in opened_files())
    True
    """
    with contextlib.suppress(OSError):
        for number in os.listdir("/proc/self/fd"):  # noqa: PTH208
            with contextlib.suppress(OSError):
                name = os.readlink(f"/proc/self/fd/{number}").removesuffix(" (deleted)")  # noqa: PTH115
                if name.endswith(_LASTING):
                    yield int(number), Path(name)


def _unopened(folder: Path, before: set[int]) -> set[Path]:
    """List the files of a store of which no number is open besides some; none where the system does not say it."""
    opened = {path for number, path in opened_files() if number not in before}
    return {path for path in folder.resolve().iterdir() if path.name.endswith(_LASTING)} - opened if opened else set()


def files_of(folder: Path) -> Iterator[Path]:
    """List the files of a store that readers need."""
    yield from (path for path in sorted(folder.iterdir()) if not path.name.startswith(_OF_WRITERS))


def set_back(path: Path) -> None:
    """Set the time of the last change of a file two seconds back, so that any later change gives it another time."""
    found = path.stat()
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns - _BACK))


def _link(path: Path, target: Path) -> None:
    """Link a file, or copy it where the file system has no hard links."""
    try:
        os.link(path, target)
    except OSError:
        shutil.copy2(path, target)


def _finish(folder: Path) -> None:
    """Delete what only a writer needs, and see to it that the rest is on the disk."""
    for path in folder.iterdir():
        if path.name.startswith(_OF_WRITERS):
            path.unlink()
            continue
        with path.open("rb") as file:
            os.fsync(file.fileno())
        # Before another store of the same build links to it.
        if path.stat().st_nlink == 1:
            set_back(path)
