"""Finds the file and the line of a node or a statement."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from kg.project.project import Project, SourceFile
from kg.project.read import read_content
from kg.rdf import terms
from kg.rdf.model import Triple
from kg.rdf.positions import declared_prefixes, line_of, line_of_statement
from kg.store.snapshot import Snapshot

if TYPE_CHECKING:
    pass


class Places:
    """Finds the file and the line of a node."""

    def __init__(self, project: Project) -> None:
        self._files: dict[str, tuple[SourceFile, str]] = {}
        for file in project.files():
            # Without a place if the file cannot be read, or was deleted after the build.
            with contextlib.suppress(OSError):
                self._files[project.path_of(file)] = (file, read_content(file.path).decode(errors="replace"))

    def find(self, snapshot: Snapshot, source: str | None, focus: str | None) -> dict[str, Any]:
        """Return ``path`` and ``line`` of a node in a source, if they can be found."""
        if (found := self._file(snapshot, source)) is None:
            return {}
        file, text = found
        line = line_of(text, focus, snapshot.manifest.prefixes) if focus else None
        return {"path": file.name, "line": line}

    def find_statement(self, snapshot: Snapshot, source: str | None, triple: Triple) -> dict[str, Any]:
        """Return ``path`` and ``line`` of a statement in a source, if they can be found."""
        if (found := self._file(snapshot, source)) is None:
            return {}
        file, text = found
        return {"path": file.name, "line": line_of_statement(text, triple, snapshot.manifest.prefixes)}

    def compact(self, snapshot: Snapshot, source: str | None, iri: str) -> str:
        """Write an IRI as a CURIE, if needed by a prefix that only the file of a source declares."""
        short = snapshot.compact(iri)
        if short == iri and (found := self._file(snapshot, source)) is not None:
            return terms.compact(iri, declared_prefixes(found[1]))
        return short

    def _file(self, snapshot: Snapshot, source: str | None) -> tuple[SourceFile, str] | None:
        if source is None or source not in snapshot.graph_info:
            return None
        return self._files.get(snapshot.graph_info[source].path)
