"""A file that was read: its statements and its named graph."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import Finding
from kg.project.contents import Content, Unchanged
from kg.project.project import SourceFile
from kg.project.read import read_content
from kg.rdf import terms
from kg.rdf.model import Subject, Triple

# Imported when files are read: opening a graph that is built needs no numpy.
if TYPE_CHECKING:
    from kg.load.dictionary import Rows, TermDictionary

#: The statements of one file about one node: triples by the IRI of the predicate.
Description = Mapping[str, Sequence[Triple]]


@dataclass(frozen=True, eq=False)
class ParsedFile:
    """One file, parsed: its statements and its named graph. Compared by identity.

    Parameters
    ----------
    file : SourceFile
    iri : NamedNode
        Its named graph.
    rows : array of int32, shape (n, 3)
        Its statements, by the numbers of their terms.
    dictionary : TermDictionary
        The numbers, which the files of a project share.
    content : str, bytes or Unchanged
        What is in the file; decoded when its text is needed.
    prefixes : mapping of str to str
        The prefixes that it declares.
    digest : str
        The SHA-256 of its content.
    """

    file: SourceFile
    iri: ox.NamedNode
    rows: Rows
    dictionary: TermDictionary = field(repr=False)
    content: str | Content = field(default="", repr=False)
    prefixes: Mapping[str, str] = field(default_factory=dict, repr=False)
    digest: str = ""

    @classmethod
    def of(cls, file: SourceFile, text: str, iri: ox.NamedNode, triples: Iterable[Triple]) -> ParsedFile:
        """Make a file of triples, with a dictionary of its own."""
        dictionary = _dictionary()
        return cls(file, iri, dictionary.encode(triples), dictionary, text)

    @cached_property
    def text(self) -> str:
        """The text of the file."""
        content = self.content
        if isinstance(content, Unchanged):
            content = read_content(content.path)
        return content.decode("utf-8-sig") if isinstance(content, bytes) else str(content)

    @cached_property
    def triples(self) -> tuple[Triple, ...]:
        """The statements."""
        return self.dictionary.decode(self.rows)

    @cached_property
    def descriptions(self) -> Mapping[Subject, Description]:
        """The statements about each subject; computed once, because slices use them often."""
        found: dict[Subject, dict[str, list[Triple]]] = {}
        for triple in self.triples:
            found.setdefault(triple[0], {}).setdefault(triple[1].value, []).append(triple)
        return found

    def only(self, kept: Iterable[bool]) -> ParsedFile:
        """Return the file with some of its statements, which are the same objects: slices compare their identity.

        Parameters
        ----------
        kept : iterable of bool
            Whether each is kept.
        """
        import numpy as np

        mask = np.fromiter(kept, np.bool_, len(self.rows))
        result = replace(self, rows=self.rows[mask])
        result.__dict__["triples"] = tuple(itertools.compress(self.triples, mask.tolist()))
        return result

    def without(self, triples: Set[Triple]) -> ParsedFile:
        """Return the file without some of its triples."""
        return self.only(triple not in triples for triple in self.triples)


def _dictionary() -> TermDictionary:
    from kg.load.dictionary import TermDictionary

    return TermDictionary()


@dataclass
class LoadedFiles:
    """All files of a project: those that could be read, and the findings.

    ``parsed`` has the files in the order of loading, without the statements that they may not make; ``read`` has the
    files as they were read, and ``prefixes`` all declared prefixes.
    """

    parsed: list[ParsedFile] = field(default_factory=list)
    prefixes: dict[str, str] = field(default_factory=lambda: dict(terms.PREFIXES))
    findings: list[Finding] = field(default_factory=list)
    dictionary: TermDictionary = field(default_factory=_dictionary, repr=False)
    read: Sequence[ParsedFile] = ()


@dataclass(frozen=True, eq=False)
class KnownFile:
    """What is known of a file that was parsed before."""

    iri: ox.NamedNode
    prefixes: Mapping[str, str]
    rows: Rows


@dataclass(frozen=True, eq=False)
class KnownFiles:
    """Files that were parsed before, by role and SHA-256 of their content, and the numbers of their terms."""

    dictionary: TermDictionary
    files: Mapping[tuple[str, str], KnownFile]
