"""A file that was read: its triples and the named graph that they belong to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import pyoxigraph as ox

from kg.errors import Finding
from kg.project.project import SourceFile
from kg.rdf import terms
from kg.rdf.model import Subject, Triple

#: What one file says of one node: its triples by the IRI of the predicate.
Description = Mapping[str, Sequence[Triple]]


@dataclass(frozen=True, eq=False)
class ParsedFile:
    """One file, parsed: its triples and the graph that they belong to. Two are the same only if they are one."""

    file: SourceFile
    text: str
    iri: ox.NamedNode
    triples: tuple[Triple, ...]

    @cached_property
    def descriptions(self) -> Mapping[Subject, Description]:
        """What the file says of each of its subjects, computed once: slices use it often."""
        found: dict[Subject, dict[str, list[Triple]]] = {}
        for triple in self.triples:
            found.setdefault(triple[0], {}).setdefault(triple[1].value, []).append(triple)
        return found


@dataclass
class LoadedFiles:
    """All files of a project: what could be read, and what was wrong.

    ``parsed`` holds the files in their order, ``prefixes`` all that they declare, ``findings`` the problems.
    """

    parsed: list[ParsedFile] = field(default_factory=list)
    prefixes: dict[str, str] = field(default_factory=lambda: dict(terms.PREFIXES))
    findings: list[Finding] = field(default_factory=list)
