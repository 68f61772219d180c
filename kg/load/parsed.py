"""A file that was read: its triples and its named graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property

import pyoxigraph as ox

from kg.errors import Finding
from kg.project.project import SourceFile
from kg.rdf import terms
from kg.rdf.model import Subject, Triple

#: The statements of one file about one node: triples by the IRI of the predicate.
Description = Mapping[str, Sequence[Triple]]


@dataclass(frozen=True, eq=False)
class ParsedFile:
    """One file, parsed: its triples and its named graph. Compared by identity."""

    file: SourceFile
    text: str
    iri: ox.NamedNode
    triples: tuple[Triple, ...]

    @cached_property
    def descriptions(self) -> Mapping[Subject, Description]:
        """The statements about each subject; computed once, because slices use them often."""
        found: dict[Subject, dict[str, list[Triple]]] = {}
        for triple in self.triples:
            found.setdefault(triple[0], {}).setdefault(triple[1].value, []).append(triple)
        return found

    def without(self, triples: Set[Triple]) -> ParsedFile:
        """Return the file without some of its triples."""
        return replace(self, triples=tuple(triple for triple in self.triples if triple not in triples))


@dataclass
class LoadedFiles:
    """All files of a project: those that could be read, and the findings.

    ``parsed`` has the files in the order of loading, ``prefixes`` all declared prefixes.
    """

    parsed: list[ParsedFile] = field(default_factory=list)
    prefixes: dict[str, str] = field(default_factory=lambda: dict(terms.PREFIXES))
    findings: list[Finding] = field(default_factory=list)
