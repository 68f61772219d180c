"""Decides whether a goal follows, by freezing and by refutation, over the closure.

Materialisation gives facts about existing things, but not that a class is a subclass of an expression, or that two
properties are disjoint. Such a goal follows if its definition is inferred for new things about which nothing is known
(freezing), or if its negation is inconsistent (refutation). Both are sound for the RDF-based semantics of OWL 2. The
answer is "false" only if the premises are in OWL 2 RL and the method is complete for the goal, because then the rules
are complete (OWL 2 Profiles, second edition, theorem PR1).

Two things go beyond the rules. A reflexive property, which OWL 2 RL does not have, relates each thing of the question
to itself. And the direct semantics gives no meaning to annotations, so that a goal without them is the same goal
(Direct Semantics, second edition, section 1).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal

import pyoxigraph as ox

from kg.rdf import terms
from kg.rdf.model import Subject, Term, Triple
from kg.reason.closures.closing import close_encoded, close_triples
from kg.reason.closures.closure import Closure
from kg.reason.closures.inconsistencies import inconsistencies
from kg.reason.handover.writer import writer
from kg.reason.inconsistency import Inconsistency
from kg.reason.proofs.proof import Proof
from kg.reason.proofs.search import proof_search
from kg.reason.readers.sources import Library, pyoxigraph_triple, triples_of
from kg.reason.readers.triples import from_triples
from kg.reason.rules import datatypes
from kg.reason.rules.matching import IndexedTriples, TriplesByValue, solutions
from kg.reason.rules.patterns import Pattern, PatternTerm, fill
from kg.reason.rules.vocabulary import (
    DIFFERENT_FROM,
    DOMAIN,
    FIRST,
    NIL,
    RANGE,
    REST,
    SAME_AS,
    SUB_CLASS_OF,
    SUB_PROPERTY_OF,
    TYPE,
    VOCABULARIES,
    owl,
    rdfs,
)

if TYPE_CHECKING:
    from kg.reason.readers.sources import Source

Answer = Literal["true", "false", "unknown"]
Semantics = Literal["RDF-based", "direct"]


@dataclass(frozen=True)
class EntailmentStep:
    """Why one part of a goal follows.

    Parameters
    ----------
    goal : tuple of triples
        The part of the goal.
    assumed : tuple of triples
        The added premises: statements about new things, the negation of the goal, and of each thing, that a reflexive
        property relates it to itself.
    shown : tuple of triples
        The statements that then follow; empty if an inconsistency follows, or if the goal holds in every graph.
    inconsistency : Inconsistency or None
        The inconsistency that then follows.
    """

    goal: tuple[Triple, ...]
    assumed: tuple[Triple, ...] = ()
    shown: tuple[Triple, ...] = ()
    inconsistency: Inconsistency | None = None


@dataclass(frozen=True)
class Entailment:
    """Whether a goal follows from premises, and why.

    Parameters
    ----------
    answer : {"true", "false", "unknown"}
        Unknown if the rules of OWL 2 RL cannot decide it.
    steps : tuple of EntailmentStep
        If the answer is true, one for each part of the goal.
    open : tuple of triples
        The parts of the goal that could not be shown.
    """

    answer: Answer
    steps: tuple[EntailmentStep, ...] = ()
    open: tuple[Triple, ...] = ()
    _premises: frozenset[Triple] = field(default=frozenset(), repr=False)
    _library: Library = field(default="pyoxigraph", repr=False)

    def proofs(self) -> Iterator[Proof]:
        """Yield the proofs of the statements that were shown or that contradict each other.

        Leaves are premises, or assumptions of a step.
        """
        for step in self.steps:
            asserted = self._premises | set(map(pyoxigraph_triple, step.assumed))
            wanted = (*step.shown, *(step.inconsistency.premises if step.inconsistency else ()))
            if wanted:
                search = proof_search(close_encoded(from_triples(asserted)))
                found = (search.prove(pyoxigraph_triple(triple)) for triple in wanted)
                yield from (writer(self._library)(proof) for proof in found if proof is not None)


def entails(premises: Source, goal: Source, semantics: Semantics = "RDF-based") -> Entailment:
    """Return whether a goal follows from some triples by OWL 2 RL.

    Parameters
    ----------
    premises : triples, or anything else that `kg.reason.close` reads
        Schema and data together.
    goal : triples, or anything else that `kg.reason.close` reads
        Statements, or axioms. A blank node means any thing, or the class that it describes. The answer has terms of the
        library of the goal.
    semantics : {"RDF-based", "direct"}, optional
        In the direct semantics, annotations mean nothing, so those of the goal follow from any premises.

    Returns
    -------
    Entailment
        "true" with the steps that show it; "false" if the rules would have shown it; else "unknown".

    Examples
    --------
    >>> from pyoxigraph import NamedNode as N
    >>> from kg.rdf import terms
    >>> below = N(terms.RDFS + "subClassOf")
    >>> dialogue, event, thing = N("urn:Dialogue"), N("urn:Event"), N("urn:Occurrence")
    >>> premises = [(dialogue, below, event), (event, below, thing)]
    >>> entails(premises, [(dialogue, below, thing)]).answer
    'true'
    >>> entails(premises, [(thing, below, dialogue)]).answer
    'false'
    """
    given, (asked, library) = frozenset(triples_of(premises)[0]), triples_of(goal)
    wanted = _apart(asked, given)
    reflexive = _reflexive(given, (*given, *wanted))
    closure = close_triples({*given, *reflexive})
    contradiction = next(inconsistencies(closure), None)
    if contradiction is not None:
        # From contradictory premises, everything follows.
        found = Entailment("true", (EntailmentStep(wanted, reflexive, inconsistency=contradiction),), (), given)
    else:
        ignored = _annotating((*given, *wanted)) if semantics == "direct" else frozenset()
        found = _Question(given, closure, wanted, reflexive, ignored).answer()
    return replace(writer(library)(found), _library=library)  # type: ignore[no-any-return]


def _apart(goal: tuple[Triple, ...], given: frozenset[Triple]) -> tuple[Triple, ...]:
    """Rename blank nodes of a goal that have the same names as blank nodes of the premises."""
    taken = {term for triple in given for term in triple if isinstance(term, ox.BlankNode)}
    names = {term: ox.BlankNode() for s, _, o in goal for term in (s, o) if term in taken}
    return tuple((names.get(s, s), p, names.get(o, o)) for s, p, o in goal)


def _reflexive(given: Iterable[Triple], triples: Iterable[Triple]) -> tuple[Triple, ...]:
    """Relate each thing of some statements to itself by each property that premises declare as reflexive."""
    properties = [s for s, p, o in given if p == TYPE and o == _REFLEXIVE and isinstance(s, ox.NamedNode)]
    return tuple((thing, prop, thing) for prop in properties for thing in _things(triples)) if properties else ()


def _things(triples: Iterable[Triple]) -> list[Subject]:
    """List the things of statements, without those that belong to a schema."""
    found: dict[Subject, None] = {}
    for s, p, o in triples:
        typed = p == TYPE and (o in _INDIVIDUALS or not str(o).startswith(_IN_VOCABULARIES))
        if typed or p == SAME_AS or not p.value.startswith(VOCABULARIES):
            for term in (s,) if typed or isinstance(o, ox.Literal) else (s, o):
                found[term] = None
    return sorted(found, key=str)


def _annotating(triples: Iterable[Triple]) -> frozenset[ox.NamedNode]:
    """Collect the annotation properties: those of OWL 2, and those that are declared as such and as nothing else."""
    kinds: dict[Term, set[Term]] = {}
    for s, p, o in triples:
        if p == TYPE:
            kinds.setdefault(s, set()).add(o)
    annotation, others = owl("AnnotationProperty"), {owl("ObjectProperty"), owl("DatatypeProperty")}
    declared = {s for s, of in kinds.items() if annotation in of and not of & others and isinstance(s, ox.NamedNode)}
    return frozenset((*_ANNOTATIONS, *declared))


_REFLEXIVE: Final = owl("ReflexiveProperty")
_INDIVIDUALS: Final = (owl("NamedIndividual"), owl("Thing"))
_IN_VOCABULARIES: Final = tuple(f"<{namespace}" for namespace in VOCABULARIES)
#: The annotation properties of OWL 2 (Structural Specification, second edition, section 5.5).
_ANNOTATIONS: Final = (
    *(rdfs(name) for name in ("label", "comment", "seeAlso", "isDefinedBy")),
    *(owl(name) for name in (
        "versionInfo", "deprecated", "backwardCompatibleWith", "incompatibleWith", "priorVersion",
    )),
)  # fmt: skip
_COMPLEMENT, _ON, _ALL = owl("complementOf"), owl("onProperty"), owl("allValuesFrom")
_DECLARED: Final = {
    *(owl(name) for name in (
        "AnnotationProperty", "Class", "DataRange", "DatatypeProperty", "NamedIndividual", "ObjectProperty",
        "Ontology", "Restriction", "Thing",
    )),
    *(ox.NamedNode(iri) for iri in (terms.RDFS + "Class", terms.RDFS + "Datatype", terms.RDF + "Property",
                                    terms.RDF + "List")),
}  # fmt: skip
#: Properties that describe a class without a name.
_DESCRIPTIONS: Final = {
    _ON, _COMPLEMENT, _ALL, FIRST, REST,
    *(owl(name) for name in (
        "allValuesFrom", "cardinality", "hasSelf", "hasValue", "intersectionOf", "inverseOf", "maxCardinality",
        "maxQualifiedCardinality", "minCardinality", "minQualifiedCardinality", "onClass", "onDataRange", "oneOf",
        "qualifiedCardinality", "someValuesFrom", "unionOf", "distinctMembers", "members", "sourceIndividual",
        "assertionProperty", "targetIndividual", "targetValue",
    )),
}  # fmt: skip
_LISTED: Final = (owl("propertyChainAxiom"), owl("hasKey"))
#: Descriptions for which the rules infer both members and consequences.
_FOUND: Final = tuple(owl(name) for name in ("intersectionOf", "unionOf", "someValuesFrom", "hasValue", "oneOf"))


class _Question:
    """One goal against one set of premises, their closure, what reflexive properties add, and what has no meaning."""

    def __init__(
        self,
        given: frozenset[Triple],
        closure: Closure,
        goal: tuple[Triple, ...],
        reflexive: tuple[Triple, ...],
        ignored: frozenset[ox.NamedNode],
    ) -> None:
        self.given, self.closure, self.goal = given, closure, goal
        self.reflexive, self.ignored = reflexive, ignored
        self.of: dict[Term, dict[Term, Term]] = {}
        for s, p, o in goal:
            self.of.setdefault(s, {})[p] = o
        self.described = frozenset(t for t in goal if isinstance(t[0], ox.BlankNode) and t[1] in _DESCRIPTIONS)
        self.numbers = itertools.count(1)
        taken = " ".join({str(term) for triple in (*given, *goal) for term in triple})
        self.prefix = next(start for n in itertools.count() if (start := f"urn:kg:frozen:{n}:") not in taken)

    def answer(self) -> Entailment:
        steps: list[EntailmentStep] = []
        missing: list[Triple] = []
        exact = True
        patterns: list[Triple] = []
        for triple in sorted(self.goal, key=str):
            way = self._way(triple)
            if way is None:
                patterns.append(triple)
            elif (found := way(triple)) is not None:
                steps.extend(found)
            else:
                missing.append(triple)
                exact = exact and self._loses_nothing(triple)
        if patterns:
            match = self._matched(patterns)
            steps.extend(match)
            missing.extend(() if match else patterns)
            exact = exact and (bool(match) or all(map(self._is_data, patterns)))
        if not missing:
            return Entailment("true", tuple(map(self._complete, steps)), (), self.given)
        decided = exact and self._within_the_profile()
        return Entailment("false" if decided else "unknown", (), tuple(missing), self.given)

    def _complete(self, step: EntailmentStep) -> EntailmentStep:
        """Add what reflexive properties add to the premises of a step."""
        shows = bool(step.shown or step.inconsistency)
        return replace(step, assumed=tuple(dict.fromkeys((*step.assumed, *self.reflexive)))) if shows else step

    # ---- Choosing a method

    def _way(self, triple: Triple) -> Callable[[Triple], list[EntailmentStep] | None] | None:
        """Choose the method for a part of the goal; None for a statement to look up."""
        s, p, o = triple
        if p in self.ignored or (s in self.ignored and p in _OF_ANNOTATIONS):
            return self._holds_anyway
        if p == TYPE and isinstance(o, ox.NamedNode):
            kind = o.value.removeprefix(terms.OWL)
            return self._holds_anyway if o in _DECLARED else _KINDS.get(kind, _none)(self)
        if triple in self.described or (p == SAME_AS and s == o):
            return self._holds_anyway
        if p == TYPE and self._describes(o):
            return self._membership
        if p == DIFFERENT_FROM and not isinstance(s, ox.BlankNode):
            return self._difference
        name = p.value.removeprefix(terms.OWL).removeprefix(terms.RDFS)
        return _AXIOMS.get(name, _none)(self) if p.value.startswith((terms.OWL, terms.RDFS)) else None

    def _describes(self, node: Term) -> bool:
        return isinstance(node, ox.BlankNode) and any(p in _DESCRIPTIONS for p in self.of.get(node, ()))

    def _loses_nothing(self, triple: Triple) -> bool:
        """Return whether an axiom that was not shown certainly does not follow, as the rules are complete for it."""
        s, p, o = triple
        if p in _LISTED:
            return isinstance(s, ox.NamedNode) and not any(self._describes(member) for member in self._list(o))
        if not isinstance(s, ox.NamedNode) or not isinstance(o, ox.NamedNode):
            return False
        return p == TYPE or not any(term.value.startswith(VOCABULARIES) for term in (s, o))

    def _is_data(self, triple: Triple) -> bool:
        """Return whether a statement is not about terms of OWL itself."""
        return not any(isinstance(t, ox.NamedNode) and t.value.startswith(terms.OWL) for t in triple if t != SAME_AS)

    def _within_the_profile(self) -> bool:
        from kg.reason.profile.violations import violations

        return not any(violation.severity == "error" for violation in violations(self.given))

    # ---- Methods

    def _holds_anyway(self, triple: Triple) -> list[EntailmentStep]:
        return [EntailmentStep((triple,))]

    def _matched(self, patterns: list[Triple]) -> list[EntailmentStep]:
        """Look up statements, with their blank nodes as variables."""
        asked: tuple[Pattern, ...] = tuple((_pattern_term(s), p, _pattern_term(o)) for s, p, o in patterns)
        if all(triple in self.closure for triple in patterns):
            return [EntailmentStep((triple,), shown=(triple,)) for triple in patterns]
        triples = TriplesByValue(IndexedTriples((*self.given, *self.closure)))
        found = next(solutions(asked, {}, triples), None)
        if found is None:
            return []
        shown: tuple[Triple, ...] = tuple(fill(pattern, found) for pattern in asked)  # type: ignore[misc]
        return [EntailmentStep(tuple(patterns), shown=shown)]

    def _difference(self, triple: Triple) -> list[EntailmentStep] | None:
        s, _, o = triple
        if triple in self.closure:
            return [EntailmentStep((triple,), shown=(triple,))]
        return self._refuted(triple, [(s, SAME_AS, o)])

    def _membership(
        self, triple: Triple, thing: Term | None = None, assumed: tuple[Triple, ...] = ()
    ) -> list[EntailmentStep] | None:
        """Show that a thing is in a class without a name."""
        node = triple[2]
        s = triple[0] if thing is None else thing
        assert not isinstance(s, ox.Literal)
        if node == owl("Thing"):
            return self._holds_anyway(triple)
        parts = self.of.get(node, {}) if self._describes(node) else {}
        if _COMPLEMENT in parts:
            return self._refuted(triple, [*assumed, (s, TYPE, parts[_COMPLEMENT])])
        if _ALL in parts:
            value = self._fresh()
            assumed = (*assumed, (s, parts[_ON], value))  # type: ignore[arg-type]
            return self._membership((value, TYPE, parts[_ALL]), value, assumed)
        for name, number in (("maxCardinality", None), ("maxQualifiedCardinality", owl("onClass"))):
            if owl(name) in parts:
                cls = parts.get(number) if number else None
                return self._at_most(triple, s, parts[owl(name)], parts[_ON], cls, assumed)
        if parts and not any(name in parts for name in _FOUND):
            return None
        return self._shown(triple, assumed, [(s, TYPE, node)])

    def _at_most(  # noqa: PLR0917
        self, goal: Triple, thing: Subject, number: Term, prop: Term, cls: Term | None, assumed: tuple[Triple, ...]
    ) -> list[EntailmentStep] | None:
        """Show that one more value than allowed, all different, is inconsistent."""
        if not isinstance(number, ox.Literal) or not number.value.isdigit() or int(number.value) > _MOST:
            return None
        values = [self._fresh() for _ in range(int(number.value) + 1)]
        extra: list[Triple] = [(thing, prop, value) for value in values]  # type: ignore[misc]
        extra += [(value, TYPE, cls) for value in values if cls is not None]
        extra += [(a, DIFFERENT_FROM, b) for a, b in itertools.combinations(values, 2)]
        return self._refuted(goal, [*assumed, *extra])

    # ---- Axioms

    def _below(self, triple: Triple) -> list[EntailmentStep] | None:
        one = self._fresh()
        return self._membership((one, TYPE, triple[2]), one, (*self._is(one, triple[0]),))

    def _equivalent_classes(self, triple: Triple) -> list[EntailmentStep] | None:
        s, _, o = triple
        there = self._below((s, SUB_CLASS_OF, o))
        back = self._below((o, SUB_CLASS_OF, s)) if there is not None and not isinstance(o, ox.Literal) else None
        return None if there is None or back is None else [*there, *back]

    def _disjoint_classes(self, triple: Triple) -> list[EntailmentStep] | None:
        one = self._fresh()
        return self._refuted(triple, [*self._is(one, triple[0]), *self._is(one, triple[2])])

    def _narrower(self, triple: Triple) -> list[EntailmentStep] | None:
        a, b = self._fresh(), self._fresh()
        return self._shown(triple, ((a, triple[0], b),), [(a, triple[2], b)])  # type: ignore[arg-type, list-item]

    def _equivalent_properties(self, triple: Triple) -> list[EntailmentStep] | None:
        s, _, o = triple
        there, back = self._narrower(triple), self._narrower((o, SUB_PROPERTY_OF, s))  # type: ignore[arg-type]
        return None if there is None or back is None else [*there, *back]

    def _inverse(self, triple: Triple) -> list[EntailmentStep] | None:
        a, b, c, d = (self._fresh() for _ in range(4))
        s, _, o = triple
        assumed: tuple[Triple, ...] = ((a, s, b), (c, o, d))  # type: ignore[assignment]
        return self._shown(triple, assumed, [(b, o, a), (d, s, c)])  # type: ignore[list-item]

    def _disjoint_properties(self, triple: Triple) -> list[EntailmentStep] | None:
        a, b = self._fresh(), self._fresh()
        return self._refuted(triple, [(a, triple[0], b), (a, triple[2], b)])  # type: ignore[list-item]

    def _domain(self, triple: Triple) -> list[EntailmentStep] | None:
        a, b = self._fresh(), self._fresh()
        return self._membership((a, TYPE, triple[2]), a, ((a, triple[0], b),))  # type: ignore[arg-type]

    def _range(self, triple: Triple) -> list[EntailmentStep] | None:
        s, p, o = triple
        if isinstance(o, ox.NamedNode) and datatypes.is_known(o.value):
            ranges = [t for t in {*self.given, *self.closure} if t[:2] == (s, p) and isinstance(t[2], ox.NamedNode)]
            covered = datatypes.covered((t[2].value for t in ranges), o.value)
            return [EntailmentStep((triple,), shown=tuple(sorted(ranges, key=str)))] if covered else None
        a, b = self._fresh(), self._fresh()
        return self._membership((b, TYPE, o), b, ((a, s, b),))  # type: ignore[arg-type]

    def _chain(self, triple: Triple) -> list[EntailmentStep] | None:
        parts = self._list(triple[2])
        if not parts:
            return None
        stops = [self._fresh() for _ in range(len(parts) + 1)]
        assumed = tuple((a, p, b) for (a, b), p in zip(itertools.pairwise(stops), parts, strict=True))
        return self._shown(triple, assumed, [(stops[0], triple[0], stops[-1])])  # type: ignore[arg-type, list-item]

    def _key(self, triple: Triple) -> list[EntailmentStep] | None:
        a, b = self._fresh(), self._fresh()
        assumed = [*self._is(a, triple[0]), *self._is(b, triple[0])]
        for prop in self._list(triple[2]):
            value = self._fresh()
            assumed += [(a, prop, value), (b, prop, value)]  # type: ignore[list-item]
        return self._shown(triple, tuple(assumed), [(a, SAME_AS, b)])

    def _property_kind(self, triple: Triple) -> list[EntailmentStep] | None:
        """Show that a property is functional, symmetric, transitive ..., by the premises and conclusion of its rule."""
        a, b, c = (self._fresh() for _ in range(3))
        p, kind = triple[0], triple[2]
        assumed, shown = {
            "FunctionalProperty": ([(a, p, b), (a, p, c)], (b, SAME_AS, c)),
            "InverseFunctionalProperty": ([(a, p, c), (b, p, c)], (a, SAME_AS, b)),
            "SymmetricProperty": ([(a, p, b)], (b, p, a)),
            "TransitiveProperty": ([(a, p, b), (b, p, c)], (a, p, c)),
            "AsymmetricProperty": ([(a, p, b), (b, p, a)], None),
            "IrreflexiveProperty": ([(a, p, a)], None),
            "ReflexiveProperty": ([(a, TYPE, _INDIVIDUALS[1])], (a, p, a)),
        }[kind.value.removeprefix(terms.OWL)]
        if shown is None:
            return self._refuted(triple, assumed)  # type: ignore[arg-type]
        return self._shown(triple, tuple(assumed), [shown])  # type: ignore[arg-type, list-item]

    def _all_members(self, triple: Triple) -> list[EntailmentStep] | None:
        """Show for each two members that they are different or disjoint."""
        kind = str(triple[2]).removesuffix(">").removeprefix(f"<{terms.OWL}")
        predicate, way = {
            "AllDifferent": (DIFFERENT_FROM, self._difference),
            "AllDisjointClasses": (owl("disjointWith"), self._disjoint_classes),
            "AllDisjointProperties": (owl("propertyDisjointWith"), self._disjoint_properties),
        }[kind]
        parts = self.of[triple[0]]
        members = self._list(parts.get(owl("members"), parts.get(owl("distinctMembers"), NIL)))
        steps: list[EntailmentStep] = []
        for one, other in itertools.combinations(members, 2):
            found = way((one, predicate, other))  # type: ignore[arg-type]
            if found is None:
                return None
            steps.extend(found)
        return steps if members else None

    def _denial(self, triple: Triple) -> list[EntailmentStep] | None:
        parts = self.of[triple[0]]
        value = parts.get(owl("targetIndividual"), parts.get(owl("targetValue")))
        source, prop = parts.get(owl("sourceIndividual")), parts.get(owl("assertionProperty"))
        if source is None or prop is None or value is None:
            return None
        return self._refuted(triple, [(source, prop, value)])  # type: ignore[list-item]

    # ---- Tools

    def _fresh(self) -> ox.NamedNode:
        """Return a name for a new thing about which nothing is known."""
        return ox.NamedNode(f"{self.prefix}{next(self.numbers)}")

    def _list(self, head: Term) -> list[Term]:
        members: list[Term] = []
        seen: set[Term] = set()
        while head != NIL and head not in seen and FIRST in self.of.get(head, {}):
            seen.add(head)
            members.append(self.of[head][FIRST])
            head = self.of[head].get(REST, NIL)
        return members

    def _is(self, thing: Subject, cls: Term) -> list[Triple]:
        return [(thing, TYPE, cls)]

    def _shown(self, goal: Triple, assumed: tuple[Triple, ...], wanted: list[Triple]) -> list[EntailmentStep] | None:
        """Show statements from the premises and the assumptions; if these are inconsistent, everything follows."""
        if not assumed and not self.described and all(triple in self.closure for triple in wanted):
            return [EntailmentStep((goal,), shown=tuple(wanted))]
        known = self._with(assumed)
        if all(triple in known for triple in wanted):
            return [EntailmentStep((goal,), self._added(assumed), tuple(wanted))]
        found = next(inconsistencies(known), None)
        return None if found is None else [EntailmentStep((goal,), self._added(assumed), inconsistency=found)]

    def _refuted(self, goal: Triple, assumed: list[Triple]) -> list[EntailmentStep] | None:
        found = next(inconsistencies(self._with(assumed)), None)
        return None if found is None else [EntailmentStep((goal,), self._added(assumed), inconsistency=found)]

    def _with(self, assumed: Iterable[Triple]) -> Closure:
        return close_triples({*self.given, *self.reflexive, *self._added(assumed)})

    def _added(self, assumed: Iterable[Triple]) -> tuple[Triple, ...]:
        """Return assumptions with the descriptions of classes, and with what reflexive properties add."""
        more = (*assumed, *self._descriptions())
        return (*more, *_reflexive(self.given, more))

    def _descriptions(self) -> Iterator[Triple]:
        """Yield the statements of the goal about its classes without names: these definitions assume nothing."""
        apart = {owl(name) for name in ("members", "distinctMembers", "sourceIndividual")}
        for triple in sorted(self.described, key=str):
            if not apart & self.of[triple[0]].keys():
                yield triple


def _pattern_term(term: Term) -> PatternTerm:
    """Replace a blank node by a variable."""
    return f"?{term.value}" if isinstance(term, ox.BlankNode) else term


def _none(_question: _Question) -> None:
    return None


_Way = Callable[[_Question], Callable[[Triple], list[EntailmentStep] | None] | None]
#: Properties of an annotation property that mean nothing in the direct semantics.
_OF_ANNOTATIONS: Final = (SUB_PROPERTY_OF, DOMAIN, RANGE)
#: Maximum cardinality for which one more value is tried.
_MOST: Final = 16
_AXIOMS: Final[Mapping[str, _Way]] = {
    "subClassOf": lambda q: q._below,
    "equivalentClass": lambda q: q._equivalent_classes,
    "disjointWith": lambda q: q._disjoint_classes,
    "subPropertyOf": lambda q: q._narrower,
    "equivalentProperty": lambda q: q._equivalent_properties,
    "inverseOf": lambda q: q._inverse,
    "propertyDisjointWith": lambda q: q._disjoint_properties,
    "domain": lambda q: q._domain,
    "range": lambda q: q._range,
    "propertyChainAxiom": lambda q: q._chain,
    "hasKey": lambda q: q._key,
}
_KINDS: Final[Mapping[str, _Way]] = {
    **dict.fromkeys(
        (
            "FunctionalProperty", "InverseFunctionalProperty", "SymmetricProperty", "TransitiveProperty",
            "AsymmetricProperty", "IrreflexiveProperty", "ReflexiveProperty",
        ),
        lambda q: q._property_kind,
    ),
    **dict.fromkeys(("AllDifferent", "AllDisjointClasses", "AllDisjointProperties"), lambda q: q._all_members),
    "NegativePropertyAssertion": lambda q: q._denial,
}  # fmt: skip
