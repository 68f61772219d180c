"""Fixtures for many tests: the shipped graph, built once, and projects whose files a test may change."""

from __future__ import annotations

import contextlib
import functools
import gc
import itertools
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from weakref import WeakSet

import pytest

import kg
from kg.analysis.knowledge import History, history
from kg.build import build
from kg.build.assemble import assemble
from kg.errors import OutputError
from kg.graph import KnowledgeGraph
from kg.load.files import load
from kg.project import find, paths, write
from kg.project.create import init_project
from kg.project.project import Project, Role, SourceFile
from kg.sparql import worker
from kg.store import builds
from kg.store.builds import read_snapshot
from kg.store.snapshot import Snapshot

#: The two founding documents.
DOCUMENTS = ("kun-uz-2024-11-16", "breaking-latest-2023-11-21")


def pytest_configure() -> None:
    """Collect garbage rarely: graphs that many tests share are searched each time, a seventh of the run."""
    gc.set_threshold(100_000, 50, 100)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Measure no coverage in slow tests: other tests run the same lines, and tracing doubles the time."""
    if config.pluginmanager.hasplugin("pytest_cov"):
        for item in items:
            if item.get_closest_marker("slow"):
                item.add_marker("no_cover")


@pytest.fixture(scope="session", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Use a cache folder of the test run, not the user's cache; all processes of the run share it."""
    with pytest.MonkeyPatch.context() as patch:
        own = tmp_path_factory.getbasetemp()
        folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "cache"
        folder.mkdir(exist_ok=True)
        patch.setenv("KG_CACHE_DIR", str(folder))
        # A test that needs source texts sets the folder itself.
        patch.delenv("KG_TEXTS", raising=False)
        yield folder


@pytest.fixture(scope="session", autouse=True)
def _past_once(_cache: Path) -> Iterator[None]:
    """Compute the states of knowledge of a build and a view once, because many tests draw the shipped graph."""

    def kept(files: Any, snapshot: Snapshot, name: str, derivations: Any = None) -> History:
        if not snapshot.manifest.name:
            return history(files, snapshot, name, derivations)
        place = _cache / f"history-{snapshot.manifest.name}-{name}"
        place.mkdir(exist_ok=True)
        file = place / "found.json"
        # A process that needs the same waits for it: there are more processes than processors.
        with write.locked(place, patience=600):
            if not file.exists():
                file.write_text(json.dumps(history(files, snapshot, name, derivations).as_json()), encoding="utf-8")
        return History.from_json(json.loads(file.read_text(encoding="utf-8")))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.analysis.periods.history", kept)
        yield


@pytest.fixture(scope="session", autouse=True)
def _without_waiting_for_the_disk() -> Iterator[None]:
    """Tests write thousands of files that need not survive a power cut."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def _read_once() -> Iterator[None]:
    """Read each build from the disk once, because hundreds of tests open the shipped one and none may write to it.

    A build whose files have changed since is read again.
    """
    returned: WeakSet[Snapshot] = WeakSet()

    @functools.lru_cache(maxsize=6)
    def read(folder: Path, name: str, _: object) -> Snapshot:
        snapshot = read_snapshot(folder, name)
        returned.add(snapshot)
        return snapshot

    def read_cached(folder: Path, name: str) -> Snapshot:
        try:
            found = [file.stat() for file in sorted((folder / name).rglob("*"))]
        except OSError:
            return read_snapshot(folder, name)
        return read(folder, name, tuple((file.st_ino, file.st_mtime_ns, file.st_size) for file in found))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "read_snapshot", read_cached)
        yield
    assert [snapshot.folder for snapshot in returned if len(snapshot.store) != snapshot.manifest.size] == []


def _nothing() -> None:
    pass


def _untraced(function: Callable[..., Any]) -> Callable[..., Any]:
    """Measure no coverage during a call: tracing other libraries doubles the time."""

    @functools.wraps(function)
    def call(*args: Any, **options: Any) -> Any:
        tracer = sys.gettrace()
        sys.settrace(None)
        try:
            return function(*args, **options)
        finally:
            sys.settrace(tracer)
            # The tracer enters the open frames, such as this one, again at the next call that it sees.
            _nothing()

    return call


@pytest.fixture(scope="session", autouse=True)
def _shapes_untraced() -> Iterator[None]:
    import pyshacl

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pyshacl, "validate", _untraced(pyshacl.validate))
        yield


@pytest.fixture(scope="session", autouse=True)
def _workers_forked() -> Iterator[None]:
    """Fork the workers that run queries, also beside the threads of pytest-xdist, which only read a socket."""
    with pytest.MonkeyPatch.context() as patch:
        if sys.platform == "linux":
            patch.setattr(worker, "_can_fork", lambda: True)
        yield


@pytest.fixture(scope="session")
def shipped() -> KnowledgeGraph:
    """The whole shipped graph."""
    return kg.open(paths.shipped_root())


@pytest.fixture(scope="session")
def documents_only(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """A graph of the two founding documents, without other sources, background and judgements."""
    root = tmp_path_factory.mktemp("documents")
    shipped = find.shipped()
    (root / "data" / "sources").mkdir(parents=True)
    for name in DOCUMENTS:
        shutil.copy(shipped.root / "data" / "sources" / f"{name}.ttl", root / "data" / "sources")
    project = replace(shipped, root=root, shipped=False, background=False)
    return KnowledgeGraph(project, build.open_snapshot(project))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A new project with its example source."""
    return init_project(tmp_path / "desk")


@pytest.fixture
def write_source(project: Project) -> Callable[..., Path]:
    """Return a function that writes a source file of the project; text gets the usual prefixes, bytes get none."""

    def write(content: str | bytes, name: str = "spoiled.ttl") -> Path:
        path = project.root / "data" / "sources" / name
        if isinstance(content, str):
            path.write_text(PREFIXES + content, encoding="utf-8")
        else:
            path.write_bytes(content)
        return path

    return write


PREFIXES = """\
@prefix kg: <https://w3id.org/diplomatic-kg/ontology#> .
@prefix country: <https://w3id.org/diplomatic-kg/country/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix my: <https://example.org/desk/> .
"""


HEAD = (
    PREFIXES
    + """\
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
)


@pytest.fixture(scope="session")
def snapshot_of() -> Callable[..., Snapshot]:
    """Return a function that makes a graph in memory from the statements of some sources and the ontology.

    Sources are called my:s1, my:s2 and so on; files of other roles are given by keyword.
    """

    def make(
        *sources: str, background: str = "", judgements: str = "", vocabulary: str = "", ontology: str = ""
    ) -> Snapshot:
        contents: dict[SourceFile, bytes | OSError] = {
            file: file.path.read_bytes() for file in find.shipped().files() if file.role == "ontology"
        }
        texts: list[tuple[str, Role, str]] = [
            ("own", "ontology", ontology and f"my:own a owl:Ontology .\n{ontology}"),
            ("names", "vocabulary", vocabulary and f"my:names a kg:Source , kg:ReferenceData .\n{vocabulary}"),
            ("known", "background", background and f"my:known a kg:Source , kg:ReferenceData .\n{background}"),
            *((f"s{n}", "source", f"my:s{n} a kg:Source .\n{text}") for n, text in enumerate(sources, 1)),
            ("held", "judgements", judgements and f"my:held a kg:Source , kg:ReferenceData .\n{judgements}"),
        ]
        for name, role, text in texts:
            if text:
                contents[SourceFile(Path(f"{name}.ttl"), role)] = (HEAD + text).encode()
        loaded = load(contents)
        assert [str(finding) for finding in loaded.findings] == []
        return assemble(find.shipped(), loaded)

    return make


class Killed(BaseException):
    """Stands for the end of the process: nothing that the code does afterwards has an effect."""


#: The functions of the system by which kg writes.
CALLS = ("open", "fsync", "replace", "rename", "link", "unlink", "remove", "chmod", "mkdir", "rmdir", "fdopen", "swap")
#: How a process stops: killed; the disk is full from some call on; or one call fails.
STOPS: tuple[dict[str, bool], ...] = ({"kill": True}, {"kill": False}, {"kill": False, "rest": False})


@contextlib.contextmanager
def _stopped_at(number: int, *, kill: bool, rest: bool = True) -> Iterator[list[str]]:
    made: list[str] = []
    dead = False

    def broken(name: str, usual: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            nonlocal dead
            if dead:
                raise Killed
            if (name == "open" and not arguments[1] & os.O_CREAT) or arguments[1:] == ("rb",):
                return usual(*arguments, **options)  # to read
            made.append(name)
            if len(made) == number or (rest and len(made) > number and name not in ("unlink", "remove", "rmdir")):
                dead = kill
                raise Killed if kill else OSError(28, "No space left on device")
            return usual(*arguments, **options)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            for place in (write, builds) if name == "swap" else (os,):
                patch.setattr(place, name, broken(name, getattr(place, name)))
        yield made


@pytest.fixture(scope="session")
def stopped_at() -> Callable[..., contextlib.AbstractContextManager[list[str]]]:
    """Return a context in which the call of the system with a number fails, and which lists the calls made."""
    return _stopped_at


@pytest.fixture(scope="session")
def stopped_everywhere() -> Callable[..., int]:
    """Return a function that does something, stops it at each call of the system (or every n-th), and checks."""

    def run(
        prepare: Callable[[], object], act: Callable[[], object], check: Callable[[], None], *, every: int = 1
    ) -> int:
        stops = 0
        for way in STOPS:
            for number in itertools.count(1, every):
                prepare()
                with _stopped_at(number, **way) as made, contextlib.suppress(Killed, OutputError):
                    act()
                check()
                if len(made) < number:
                    break
                stops += 1
        return stops

    return run
