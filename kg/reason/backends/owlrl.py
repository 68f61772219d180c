"""owlrl as the engine: the slow reference reasoner.

owlrl materialises everything, including internal triples. It gets only triples that some rule can use, and its output
is filtered: no statements about the schema, no blank nodes, no ``owl:Thing``.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

import pyoxigraph as ox

from kg.rdf import terms
from kg.rdf.model import RDF_TYPE, Subject, Term, Triple
from kg.reason.rules.patterns import is_schema

_SAME_AS = f"{terms.OWL}sameAs"
_FIRST, _REST = ox.NamedNode(f"{terms.RDF}first"), ox.NamedNode(f"{terms.RDF}rest")
_DOMAIN, _RANGE = ox.NamedNode(f"{terms.RDFS}domain"), ox.NamedNode(f"{terms.RDFS}range")
_SUB_CLASS = ox.NamedNode(f"{terms.RDFS}subClassOf")
_CHAIN, _HAS_KEY = ox.NamedNode(f"{terms.OWL}propertyChainAxiom"), ox.NamedNode(f"{terms.OWL}hasKey")
_LITERAL = "urn:x-kg:literal:"
_VOCABULARY = (terms.RDF, terms.RDFS, terms.OWL, terms.XSD)
#: Says nothing to a rule that concludes something about data.
_IDLE_TYPES = {
    f"{terms.OWL}{name}"
    for name in ("AnnotationProperty", "Axiom", "Class", "DatatypeProperty", "NamedIndividual", "ObjectProperty",
                 "Ontology", "Restriction")
}  # fmt: skip


def name() -> str:
    """Return the engine's name and version, without importing it.

    The version is part of the name of a build, which every command computes; `importlib.metadata` would take longer
    than the rest of the command.
    """
    spec = find_spec("owlrl")
    folder = Path(spec.origin or "").parent.parent if spec else Path()
    found = sorted(path.name for path in folder.glob("owlrl-*.dist-info"))
    return f"owlrl {found[-1].removeprefix('owlrl-').removesuffix('.dist-info')}" if found else "owlrl"


def closure(triples: Iterable[Triple]) -> tuple[set[Triple], list[str]]:
    """Return what follows from some triples by OWL 2 RL/RDF, and the inconsistencies as owlrl describes them.

    Parameters
    ----------
    triples : iterable of triples

    Returns
    -------
    inferred : set of triples
        Statements about data only; none of the triples given.
    inconsistencies : list of str
    """
    given = set(triples)
    merged: set[Term] = set()
    keyed: set[Triple] = set()
    while True:
        inferred, same, messages = _close(given | keyed, merged)
        found = _keyed(given | keyed | inferred)
        if same <= merged and found <= keyed:
            return (inferred | keyed) - given, messages
        # Statements about things that are the same are needed after all.
        merged |= same
        keyed |= found


def _close(given: set[Triple], merged: set[Term]) -> tuple[set[Triple], set[Term], list[str]]:
    """Run owlrl once; return what follows, which terms are the same as others, and inconsistencies."""
    import rdflib
    from owlrl import OWLRL_Semantics

    needed, twins = _needed(given, merged)
    graph = rdflib.Graph()
    numbers: dict[ox.Literal, int] = {}

    def to_rdflib(term: Term) -> rdflib.term.Node:
        if isinstance(term, ox.NamedNode):
            return rdflib.URIRef(term.value)
        if isinstance(term, ox.BlankNode):
            return rdflib.BNode(term.value)
        # No rule here looks inside a literal (keys only compare), and a plain node spares owlrl's
        # datatype rules, which take longer than all others together.
        return rdflib.URIRef(f"{_LITERAL}{numbers.setdefault(term, len(numbers))}")

    for s, p, o in needed:
        if p != _HAS_KEY:
            graph.add((to_rdflib(s), to_rdflib(p), to_rdflib(o)))
    before = set(graph)
    literals = {f"{_LITERAL}{number}": literal for literal, number in numbers.items()}
    semantics = OWLRL_Semantics(graph, False, False)
    semantics.closure()
    schema = {s for s, p, _ in _axioms(given) if p not in (_FIRST, _REST)}
    inferred: set[Triple] = set()
    same: set[Term] = set()
    messages = list(map(str, semantics.error_messages))
    for one, other in graph.subject_objects(rdflib.OWL.sameAs):
        if one == other or not (isinstance(one, rdflib.URIRef) and isinstance(other, rdflib.URIRef)):
            continue
        pair = [literals.get(str(node)) or ox.NamedNode(str(node)) for node in (one, other)]
        if str(one) < str(other) and all(isinstance(term, ox.Literal) for term in pair):
            messages.append(" and ".join(sorted(map(str, pair))) + " would have to be one value")
        same.update(pair)
    for triple in graph:
        if triple in before or not all(isinstance(node, rdflib.URIRef) for node in triple):
            continue
        subject, predicate, obj = map(str, triple)
        node = ox.NamedNode(subject)
        if subject in literals or not _is_data(subject, predicate, obj) or node in schema:
            continue
        value: Term = literals.get(obj) or ox.NamedNode(obj)
        inferred.update((twin, ox.NamedNode(predicate), value) for twin in twins.get(node, [node]))
    return inferred - given, same, sorted(messages)


def _keyed(triples: set[Triple]) -> set[Triple]:
    """Apply prp-key. owlrl 7.6 never compares the last property of a key, and would make all things the same."""
    instances: defaultdict[Term, set[Subject]] = defaultdict(set)
    values: defaultdict[tuple[Term, Term], set[Term]] = defaultdict(set)
    keys = {(s, o): _list_members(triples, {o}) for s, p, o in triples if p == _HAS_KEY}
    properties = set().union(*keys.values())
    for s, p, o in triples:
        if p == RDF_TYPE:
            instances[o].add(s)
        elif p in properties:
            values[s, p].add(o)
    found: set[Triple] = set()
    for (cls, _), members in keys.items():
        bearers: defaultdict[tuple[Term, ...], set[Subject]] = defaultdict(set)
        for x in instances[cls]:
            if isinstance(x, ox.NamedNode) and members:
                for combination in itertools.product(*(values[x, p] for p in sorted(members, key=str))):
                    bearers[combination].add(x)
        for same in bearers.values():
            found.update((x, ox.NamedNode(_SAME_AS), y) for x, y in itertools.permutations(same, 2))
    return found


def _needed(given: set[Triple], merged: set[Term]) -> tuple[set[Triple], dict[Term, list[Subject]]]:
    """Choose the triples from which owlrl can conclude something new, because it takes milliseconds for each.

    Left out are triples with a predicate that no axiom names; those that imply only types that are asserted anyway;
    and, of things of which only the types are known, all but one for each set of types, because the same follows for
    the others (its twins). All statements about ``merged`` terms, which are the same as others, are kept.

    Returns
    -------
    needed : set of triples
    twins : dict of term to list of terms
        For each thing that represents others, all of them, including itself.
    """
    schema = _Schema(given)
    types: dict[Term, set[Term]] = {}
    for s, p, o in given:
        if p == RDF_TYPE:
            types.setdefault(s, set()).update(schema.supers(o))

    def matters(triple: Triple) -> bool:
        s, p, o = triple
        if is_schema(triple) or p == RDF_TYPE or p in schema.active or {s, o} & merged:
            return True
        return not (schema.domains[p] <= types.get(s, set()) and schema.ranges[p] <= types.get(o, set()))

    kept = {triple for triple in given if matters(triple) and getattr(triple[2], "value", "") not in _IDLE_TYPES}
    busy = {term for s, p, o in kept if p != RDF_TYPE for term in (s, o)} | {o for _, _, o in kept}
    alike: dict[frozenset[Term], list[Subject]] = {}
    own: dict[Subject, set[Term]] = {}
    for s, p, o in kept:
        if p == RDF_TYPE and s not in busy:
            own.setdefault(s, set()).add(o)
    for subject, classes in own.items():
        alike.setdefault(frozenset(classes), []).append(subject)
    twins: dict[Term, list[Subject]] = {min(group, key=str): group for group in alike.values()}
    idle = {subject for group in alike.values() for subject in group} - twins.keys()
    return {triple for triple in kept if triple[0] not in idle}, twins


class _Schema:
    """The properties that the axioms use, and how they use them."""

    def __init__(self, given: set[Triple]) -> None:
        self.domains: defaultdict[Term, set[Term]] = defaultdict(set)
        self.ranges: defaultdict[Term, set[Term]] = defaultdict(set)
        self.active: set[Term] = {ox.NamedNode(_SAME_AS), ox.NamedNode(f"{terms.OWL}differentFrom")}
        self._above: defaultdict[Term, set[Term]] = defaultdict(set)
        for s, p, o in _axioms(given):
            if p == _DOMAIN:
                self.domains[s].add(o)
            elif p == _RANGE:
                self.ranges[s].add(o)
            elif p == _SUB_CLASS:
                self._above[s].add(o)
            elif p not in (_FIRST, _REST, _HAS_KEY):
                self.active |= {s, o}
        self.active |= _list_members(given, {o for _, p, o in given if p == _CHAIN})

    def supers(self, cls: Term) -> set[Term]:
        """Return a class and all its superclasses."""
        found, todo = {cls}, [cls]
        while todo:
            new = self._above[todo.pop()] - found
            found |= new
            todo.extend(new)
        return found


def _list_members(given: set[Triple], heads: set[Term]) -> set[Term]:
    """Return the members of all RDF lists that start at some nodes."""
    first: dict[Term, Term] = {s: o for s, p, o in given if p == _FIRST}
    rest: dict[Term, Term] = {s: o for s, p, o in given if p == _REST}
    cells, todo = set(heads), list(heads)
    while todo:
        following = rest.get(todo.pop())
        if following is not None and following not in cells:
            cells.add(following)
            todo.append(following)
    return {first[cell] for cell in cells if cell in first}


def _axioms(triples: Iterable[Triple]) -> Iterable[Triple]:
    """Yield the triples of the schema, except declarations."""
    return (t for t in triples if is_schema(t) and getattr(t[2], "value", "") not in _IDLE_TYPES)


def _is_data(subject: str, predicate: str, obj: str) -> bool:
    """Return whether a triple is about data, not about the schema and not a tautology."""
    if subject.startswith(_VOCABULARY):
        return False
    if predicate == terms.RDF_TYPE:
        return not obj.startswith(_VOCABULARY)
    if predicate == _SAME_AS:
        return subject != obj
    return not predicate.startswith(_VOCABULARY)
