"""Warns if the ontology of a project changes what shipped terms mean.

What follows from statements in shipped terms alone must not depend on axioms of a project. So the conclusions with the
project's axioms are compared with those without: about the data of the project, and about things that are invented, one
for each shipped class and a pair for each shipped property, because the data need not have a case of everything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.check.places import Places
from kg.errors import Finding
from kg.project.project import Project
from kg.rdf import terms
from kg.rdf.model import ACCEPTED, RDF_TYPE, Term, Triple, plain
from kg.reason import Proof, close, materialise
from kg.reason.materialise import about_data
from kg.store.snapshot import Snapshot

_INVENTED = "urn:invented:"
_CLASS, _PROPERTY = (ox.NamedNode(f"{terms.OWL}{name}") for name in ("Class", "ObjectProperty"))


def meaning_findings(project: Project, snapshot: Snapshot, places: Places) -> Iterator[Finding]:
    """Warn of axioms of the project with which more follows from statements in shipped terms than without them.

    Parameters
    ----------
    project : Project
    snapshot : Snapshot
        The project, built.
    places : Places

    Yields
    ------
    Finding
        One for each axiom that the new conclusions need, with an example. It is that which their proofs use first.
    """
    shipped_files = {project.path_of(file) for file in project.files() if file.shipped}
    ontologies = [info for info in snapshot.manifest.graphs if info.role == "ontology"]
    shipped = [t for info in ontologies if info.path in shipped_files for t in _triples(snapshot, info.iri)]
    own = {t: info.iri for info in ontologies if info.path not in shipped_files for t in _triples(snapshot, info.iri)}
    for triple in shipped:
        own.pop(triple, None)
    if not own:
        return
    known: set[Term] = {subject for subject, _, _ in shipped}
    data = (t for t in _triples(snapshot, ACCEPTED.value) if t not in own and _is_shipped(t, known))
    given = [*shipped, *_invented(shipped), *data]
    conclusions = close([*given, *own])
    new = about_data(conclusions.closure) - materialise(given).triples
    changed: dict[Triple, list[Proof]] = defaultdict(list)
    for triple in sorted((t for t in new if _is_shipped(t, known)), key=str):
        if (proof := conclusions.explain(triple)) and (axiom := _first(proof, own)):
            changed[axiom].append(proof)
    for axiom, found in changed.items():
        # Invented things show the general case, and the shortest proof the most direct one.
        found.sort(key=lambda proof: (not proof.triple[0].value.startswith(_INVENTED), proof.size))
        example = found[0].triple
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        yield Finding(
            "shipped-meaning",
            f"the ontology of the project changes what shipped terms mean: {_sentence(example, snapshot)}{more}",
            "warning",
            own[axiom],
            remedy="declare a term of your own for this meaning; if it is meant so, each answer that uses it says so "
            "in its proof",
            **places.find_statement(snapshot, own[axiom], axiom),
        )


def _first(proof: Proof, own: Iterable[Triple]) -> Triple | None:
    """Return the first axiom of the project that a proof uses; one that begins with a name, whose line is found."""
    used = [
        axiom for step in proof.steps() for axiom in (step.rule.axioms if step.rule else (step.triple,)) if axiom in own
    ]
    return min(used, key=lambda axiom: isinstance(axiom[0], ox.BlankNode), default=None)


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
    """Return whether a statement is in shipped terms, and about no term."""
    subject, predicate, value = triple
    if subject in known:
        return False
    if predicate == RDF_TYPE:
        return value in known
    return predicate in known or predicate.value.startswith(terms.OWL)


def _sentence(triple: Triple, snapshot: Snapshot) -> str:
    subject, predicate, value = triple

    def of(term: Term) -> str:
        if not term.value.startswith(_INVENTED):
            return snapshot.compact(term.value) if isinstance(term, ox.NamedNode) else str(term)
        kind, _, iri = term.value.removeprefix(_INVENTED).partition(":")
        name = snapshot.compact(iri)
        return f"every {name}" if kind == "a" else f"the {'subject' if kind == 'one' else 'object'} of {name}"

    if predicate == RDF_TYPE:
        return f"{of(subject)} is a {snapshot.compact(value.value)}"
    return f"{of(subject)} {snapshot.compact(predicate.value)} {of(value)}"
