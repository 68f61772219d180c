"""Finds the file and the line of a node or a statement."""

from __future__ import annotations

import contextlib
from typing import Any

from kg.project.project import Project, SourceFile
from kg.project.read import read_content
from kg.rdf import terms
from kg.rdf.model import Triple
from kg.rdf.positions import declared_prefixes, line_of, line_of_statement
from kg.store.snapshot import Snapshot


class Places:
    """Finds the file and the line of a node; it reads only files for which something is found."""

    def __init__(self, project: Project) -> None:
        self._files = {project.path_of(file): file for file in project.files()}
        self._texts: dict[str, str | None] = {}

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
        info = snapshot.graph_info.get(source) if source is not None else None
        path = info.path if info is not None else ""
        if path not in self._files:
            return None
        if path not in self._texts:
            self._texts[path] = None
            # Without a place if the file cannot be read, or was deleted after the build.
            with contextlib.suppress(OSError):
                self._texts[path] = read_content(self._files[path].path).decode(errors="replace")
        text = self._texts[path]
        return None if text is None else (self._files[path], text)
