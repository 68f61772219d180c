"""What many tests need: the shipped graph, built once, and projects to spoil."""

from __future__ import annotations

import functools
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from weakref import WeakSet

import pytest

import kg
from kg.build import build
from kg.build.assemble import assemble
from kg.graph import KnowledgeGraph
from kg.load.files import load
from kg.project import find
from kg.project import project as sources
from kg.project.create import init_project
from kg.project.project import Project, Role, SourceFile
from kg.store.builds import read_snapshot
from kg.store.snapshot import Snapshot

#: The two documents that the graph began with.
DOCUMENTS = ("kun-uz-2024-11-16", "breaking-latest-2023-11-21")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Trace no slow test: others run the same lines, and tracing takes as long again."""
    if config.pluginmanager.hasplugin("pytest_cov"):
        for item in items:
            if item.get_closest_marker("slow"):
                item.add_marker("no_cover")


@pytest.fixture(scope="session", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Build into a folder of the test run, never into the user's cache."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("cache")
        patch.setenv("KG_CACHE_DIR", str(folder))
        # Only tests that say so have texts at hand.
        patch.delenv("KG_TEXTS", raising=False)
        yield folder


@pytest.fixture(scope="session", autouse=True)
def _read_once() -> Iterator[None]:
    """Read a build from the disk once: a snapshot is never written to, and hundreds of tests open the shipped one.

    Where a file of it was written since, it is read again.
    """
    handed: WeakSet[Snapshot] = WeakSet()

    @functools.lru_cache(maxsize=6)
    def read(folder: Path, name: str, _: object) -> Snapshot:
        snapshot = read_snapshot(folder, name)
        handed.add(snapshot)
        return snapshot

    def read_or_recall(folder: Path, name: str) -> Snapshot:
        try:
            found = [(folder / name / file).stat() for file in ("manifest.json", "dataset.nq")]
        except OSError:
            return read_snapshot(folder, name)
        return read(folder, name, tuple((file.st_ino, file.st_mtime_ns, file.st_size) for file in found))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "read_snapshot", read_or_recall)
        yield
    assert [snapshot.folder for snapshot in handed if len(snapshot.store) != snapshot.manifest.size] == []


def _nothing() -> None:
    pass


def _untraced(function: Callable[..., Any]) -> Callable[..., Any]:
    """Measure no coverage during a call: to trace what is not kg's takes as long again as to run it."""

    @functools.wraps(function)
    def call(*args: Any, **options: Any) -> Any:
        tracer = sys.gettrace()
        sys.settrace(None)
        try:
            return function(*args, **options)
        finally:
            sys.settrace(tracer)
            # The next call that the tracer sees puts it back for the frames that are open, such as this one.
            _nothing()

    return call


@pytest.fixture(scope="session", autouse=True)
def _shapes_untraced() -> Iterator[None]:
    import pyshacl

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pyshacl, "validate", _untraced(pyshacl.validate))
        yield


@pytest.fixture(scope="session")
def shipped() -> KnowledgeGraph:
    """The shipped graph with everything in it."""
    return kg.open(sources.shipped_root())


@pytest.fixture(scope="session")
def documents_only(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """What the two documents say: no other source, no background, and no judgement on what they say."""
    root = tmp_path_factory.mktemp("documents")
    shipped = find.shipped()
    (root / "data" / "sources").mkdir(parents=True)
    for name in DOCUMENTS:
        shutil.copy(shipped.root / "data" / "sources" / f"{name}.ttl", root / "data" / "sources")
    project = replace(shipped, root=root, shipped=False, background=False)
    return KnowledgeGraph(project, build.open_snapshot(project))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A fresh project with its example source."""
    return init_project(tmp_path / "desk")


@pytest.fixture
def write_source(project: Project) -> Callable[..., Path]:
    """Write a file into the sources of the project; text gets the usual prefixes, bytes are written as they are."""

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
def tell() -> Callable[..., Snapshot]:
    """Make a graph in memory from what each of some sources says: only the ontology besides, no names, no background.

    Sources are called my:s1, my:s2 and so on; files of other roles are given by their names.
    """

    def make(
        *told: str, background: str = "", judgements: str = "", vocabulary: str = "", ontology: str = ""
    ) -> Snapshot:
        contents: dict[SourceFile, bytes | OSError] = {
            file: file.path.read_bytes() for file in find.shipped().files() if file.role == "ontology"
        }
        texts: list[tuple[str, Role, str]] = [
            ("own", "ontology", ontology and f"my:own a owl:Ontology .\n{ontology}"),
            ("names", "vocabulary", vocabulary and f"my:names a kg:Source , kg:ReferenceData .\n{vocabulary}"),
            ("known", "background", background and f"my:known a kg:Source , kg:ReferenceData .\n{background}"),
            *((f"s{n}", "source", f"my:s{n} a kg:Source .\n{text}") for n, text in enumerate(told, 1)),
            ("held", "judgements", judgements and f"my:held a kg:Source , kg:ReferenceData .\n{judgements}"),
        ]
        for name, role, text in texts:
            if text:
                contents[SourceFile(Path(f"{name}.ttl"), role)] = (HEAD + text).encode()
        loaded = load(contents)
        assert [str(finding) for finding in loaded.findings] == []
        return assemble(find.shipped(), loaded)

    return make
