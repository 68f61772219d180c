"""Warns if the ontology of a project changes what shipped terms mean.

One thing of each shipped class and one pair for each shipped property are invented, and what follows of them with the
shipped axioms is compared with what follows with the project's axioms, too. What is new shows a change of meaning:
for example, that every dialogue is a grant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.check.places import Places
from kg.errors import Finding
from kg.project.project import Project
from kg.rdf import terms
from kg.rdf.model import RDF_TYPE, Term, Triple, plain
from kg.reason import materialise
from kg.store.snapshot import Snapshot

_INVENTED = "urn:invented:"
_CLASS, _PROPERTY = (ox.NamedNode(f"{terms.OWL}{name}") for name in ("Class", "ObjectProperty"))
#: How many axioms are tried one by one, to find the one that is responsible.
_TRIED = 40


def meaning_findings(project: Project, snapshot: Snapshot, places: Places) -> Iterator[Finding]:
    """Warn of what follows about things of shipped classes and properties only with the project's own axioms.

    Parameters
    ----------
    project : Project
    snapshot : Snapshot
        The project, built.
    places : Places
    """
    shipped_files = {project.path_of(file) for file in project.files() if file.shipped}
    ontologies = [info for info in snapshot.manifest.graphs if info.role == "ontology"]
    shipped = [t for info in ontologies if info.path in shipped_files for t in _triples(snapshot, info.iri)]
    own = [(info.iri, t) for info in ontologies if info.path not in shipped_files for t in _triples(snapshot, info.iri)]
    if not own:
        return
    # Axioms that begin with a name first, because their lines are easier to find.
    own.sort(key=lambda entry: isinstance(entry[1][0], ox.BlankNode))
    invented = list(_invented(shipped))
    usual = materialise([*shipped, *invented]).triples
    known: set[Term] = {subject for subject, _, _ in shipped}

    def new(axioms: Iterable[Triple]) -> set[Triple]:
        found = materialise([*shipped, *axioms, *invented]).triples - usual
        return {triple for triple in found if _is_shipped(triple, known)}

    changed = new(triple for _, triple in own)
    for triple in sorted(changed, key=str)[:_TRIED]:
        graph, axiom = next(
            (entry for entry in own[:_TRIED] if triple not in new(t for _, t in own if t is not entry[1])), (None, None)
        )
        yield Finding(
            "shipped-meaning",
            f"the ontology of the project changes what shipped terms mean: {_sentence(triple, snapshot)}",
            "warning",
            graph,
            remedy="declare a term of your own for this meaning; if it is meant so, each answer that uses it says so "
            "in its proof",
            **(places.find_statement(snapshot, graph, axiom) if axiom else {}),
        )


def _triples(snapshot: Snapshot, graph: str) -> list[Triple]:
    return [plain(quad) for quad in snapshot.store.quads_for_pattern(None, None, None, ox.NamedNode(graph))]


def _invented(shipped: Iterable[Triple]) -> Iterator[Triple]:
    """Yield one thing of each class, and one pair for each property."""
    for subject, predicate, kind in shipped:
        if predicate == RDF_TYPE and isinstance(subject, ox.NamedNode):
            if kind == _CLASS:
                yield ox.NamedNode(f"{_INVENTED}a:{subject.value}"), RDF_TYPE, subject
            elif kind == _PROPERTY:
                ends = (ox.NamedNode(f"{_INVENTED}{end}:{subject.value}") for end in ("one", "other"))
                yield next(ends), subject, next(ends)


def _is_shipped(triple: Triple, known: set[Term]) -> bool:
    """Return whether a statement is about invented things, in shipped terms."""
    subject, predicate, value = triple
    if not subject.value.startswith(_INVENTED):
        return False
    if predicate == RDF_TYPE:
        return value in known
    return predicate in known or predicate.value.startswith(terms.OWL)


def _sentence(triple: Triple, snapshot: Snapshot) -> str:
    subject, predicate, value = triple

    def of(term: Term) -> str:
        kind, _, iri = term.value.removeprefix(_INVENTED).partition(":")
        name = snapshot.compact(iri)
        return f"every {name}" if kind == "a" else f"the {'subject' if kind == 'one' else 'object'} of {name}"

    if predicate == RDF_TYPE:
        return f"{of(subject)} is a {snapshot.compact(value.value)}"
    end = of(value) if value.value.startswith(_INVENTED) else snapshot.compact(value.value)
    return f"{of(subject)} {snapshot.compact(predicate.value)} {end}"
