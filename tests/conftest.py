"""What many tests need: the shipped graph, built once, and projects to spoil."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import kg
from kg import sources
from kg.graph import KnowledgeGraph
from kg.sources import Project, init_project


@pytest.fixture(scope="session", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Build into a folder of the test run, never into the user's cache."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("cache")
        patch.setenv("KG_CACHE_DIR", str(folder))
        # Only tests that say so have texts at hand.
        patch.delenv("KG_TEXTS", raising=False)
        yield folder


@pytest.fixture(scope="session")
def shipped() -> KnowledgeGraph:
    """The shipped graph with everything in it."""
    return kg.open(sources.shipped_root())


@pytest.fixture(scope="session")
def documents_only() -> KnowledgeGraph:
    """The shipped graph from the two documents alone, the background switched off."""
    return kg.open(sources.shipped_root(), background=False)


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
