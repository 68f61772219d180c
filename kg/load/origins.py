"""Which file introduces a thing, and which one owns a source, a passage or a judgement."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from kg.load.parsed import ParsedFile
from kg.load.vocabulary import Ontologies, is_built_in
from kg.rdf import terms
from kg.rdf.model import RDF_TYPE, Term

_Files = Mapping[Term, Sequence[ParsedFile]]

_IN_SOURCE, _PASSAGE, _JUDGEMENT = (ox.NamedNode(f"{terms.KG}{name}") for name in ("inSource", "Passage", "Judgement"))
_DOCUMENT = f"{terms.KG}Document"
#: Whose word counts for more, where two files introduce one thing: the first.
_RANKS = ("vocabulary", "background", "source", "judgements", "ontology")


@dataclass(frozen=True)
class Origins:
    """Which files of a project introduce and own what.

    Parameters
    ----------
    ontologies : Ontologies
    terms : frozenset
        The terms of the ontologies.
    typed : mapping
        The files that say of which class a thing is, by thing; without ontologies, and classes of OWL.
    owners : mapping
        The files that alone describe a source, a passage or a judgement; several if that is not clear.
    contested : frozenset
        Sources that other files describe as something else than a document.
    files : tuple of ParsedFile
        All files.
    """

    ontologies: Ontologies
    terms: frozenset[Term]
    typed: _Files
    owners: _Files
    contested: frozenset[Term]
    files: Sequence[ParsedFile]

    @cached_property
    def mentioned(self) -> _Files:
        """The files with a statement that has an IRI as subject or object; without ontologies."""
        found: dict[Term, list[ParsedFile]] = {}
        for file in self.files:
            if file.file.role != "ontology":
                for subject, _, value in file.triples:
                    for node in (subject, value):
                        if isinstance(node, ox.NamedNode):
                            _add(found, node, file)
        return found

    @cached_property
    def shipped_values(self) -> Mapping[tuple[Term, str], Sequence[Term]]:
        """What the shipped vocabulary says, by subject and predicate."""
        found: dict[tuple[Term, str], list[Term]] = {}
        for file in self.files:
            if file.file.shipped and file.file.role == "vocabulary":
                for subject, predicate, value in file.triples:
                    found.setdefault((subject, predicate.value), []).append(value)
        return found

    @cached_property
    def shipped_names(self) -> frozenset[str]:
        """The preferred names of what the shipped vocabulary has, in small letters."""
        named = (values for (_, predicate), values in self.shipped_values.items() if predicate == terms.PREF_LABEL)
        return frozenset(value.value.casefold() for values in named for value in values)

    def is_term(self, node: Term) -> bool:
        """Return whether a node is a term of an ontology, or of RDF, RDFS, OWL or XML Schema."""
        return node in self.terms or is_built_in(node)

    def in_vocabulary(self, thing: Term, file: ParsedFile) -> bool:
        """Return whether a vocabulary that comes before a file has a thing, so that its names are there."""
        return any(one.file.role == "vocabulary" and rank(one) < rank(file) for one in self.typed.get(thing, ()))

    def in_own_files(self, thing: Term) -> bool:
        """Return whether a file of the project that is not imported introduces a thing."""
        return any(not (file.file.shipped or file.file.imported) for file in self.typed.get(thing, ()))

    def alone_uses(self, file: ParsedFile, node: Term) -> bool:
        """Return whether no other file has a statement with a node."""
        return isinstance(node, ox.BlankNode) or self.mentioned.get(node, [file]) == [file]

    def alone_introduces(self, file: ParsedFile, thing: Term) -> bool:
        """Return whether a thing is of this file alone: no other one of the same or a higher rank introduces it."""
        if self.is_term(thing) or thing in self.owners:
            return False
        if isinstance(thing, ox.BlankNode):
            return True
        files = self.typed.get(thing)
        if files is None:
            return self.alone_uses(file, thing)
        return file in files and all(other is file or rank(other) > rank(file) for other in files)


def rank(file: ParsedFile) -> tuple[bool, bool, int]:
    """Return for how much the word of a file counts; the lowest counts most."""
    return (not file.file.shipped, file.file.imported, _RANKS.index(file.file.role))


def read_origins(files: Sequence[ParsedFile]) -> Origins:
    """Find out which file introduces what.

    Parameters
    ----------
    files : sequence of ParsedFile
        All files of a project, in the order of loading.

    Examples
    --------
    >>> from kg.load.files import load_project
    >>> from kg.project.find import shipped
    >>> origins = read_origins(load_project(shipped()).parsed)
    >>> [file.file.path.name for file in origins.typed[ox.NamedNode(f"{terms.BASE}country/UZ")]]
    ['countries.ttl']
    """
    ontologies = Ontologies.of(files)
    data = [file for file in files if file.file.role != "ontology"]
    graphs: dict[Term, ParsedFile] = {file.iri: file for file in files}
    typed: dict[Term, list[ParsedFile]] = {}
    passages: dict[Term, list[ParsedFile]] = {}
    judgements: dict[Term, list[ParsedFile]] = {}
    contested: set[Term] = set()
    for file in data:
        for subject, predicate, value in file.triples:
            if predicate == RDF_TYPE:
                if not is_built_in(value):
                    _add(typed, subject, file)
                if value == _PASSAGE:
                    _add(passages, subject, file)
                elif value == _JUDGEMENT and file.file.role == "judgements":
                    judgements.setdefault(subject, [file])
                elif graphs.get(subject, file) is not file and not ontologies.is_a(value.value, [_DOCUMENT]):
                    contested.add(subject)
            elif predicate == _IN_SOURCE and value == file.iri:
                _add(passages, subject, file)
    owners: dict[Term, Sequence[ParsedFile]] = {iri: [file] for iri, file in graphs.items() if iri not in contested}
    for judgement, by in judgements.items():
        before = [file for file in typed[judgement] if rank(file) < rank(by[0])]
        if not any(file.file.role in ("vocabulary", "background") for file in before):
            owners.setdefault(judgement, by)
    for passage, claimants in passages.items():
        alone = all(file in claimants for file in typed.get(passage, ()))
        if by := _owners(passage, claimants, alone=alone):
            owners.setdefault(passage, by)
    things = {
        thing for thing, by in typed.items()
        if any(file.file.shipped for file in by) or (thing in ontologies.own_terms and _is_thing(thing, by, data))
    }  # fmt: skip
    terms_ = ontologies.shipped_terms | (ontologies.own_terms - things - owners.keys())
    return Origins(ontologies, terms_, typed, owners, frozenset(contested), files)


def _add(found: dict[Term, list[ParsedFile]], node: Term, file: ParsedFile) -> None:
    files = found.setdefault(node, [])
    if not files or files[-1] is not file:
        files.append(file)


def _is_thing(node: Term, typing: Sequence[ParsedFile], data: Iterable[ParsedFile]) -> bool:
    """Return whether a subject of an own ontology is a thing: a file says so, and no other uses it as a term."""
    return any(not file.file.imported for file in typing) and not any(
        predicate == node or (predicate == RDF_TYPE and value == node)
        for file in data
        if file not in typing
        for _, predicate, value in file.triples
    )


def _owners(passage: Term, claimants: list[ParsedFile], *, alone: bool) -> list[ParsedFile]:
    """Choose who owns a passage that several files describe: the file whose source its IRI names, if only one does.

    If other files say that it is another thing, it is no passage, unless its IRI is that of one.
    """
    if len(claimants) > 1 or not alone:
        parts = re.split(r"[/#]", passage.value)
        named_in = {name for before, name in itertools.pairwise(parts) if before == "passage"}
        named = [file for file in claimants if terms.local_name(file.iri.value) in named_in]
        same = [file for file in named if _host(file.iri.value) == _host(passage.value)]
        for best in (named, same):
            if len(best) == 1:
                return best
    return claimants if alone else []


def _host(iri: str) -> str:
    return "/".join(iri.split("/")[:3])
