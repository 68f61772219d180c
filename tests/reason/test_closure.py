"""The engine, compared with naive evaluation: apply every rule to all triples until no new one appears."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.rdf import terms
from kg.rdf.model import Term, Triple, plain
from kg.reason import compile_rules
from kg.reason.closures.closing import close_encoded, close_triples
from kg.reason.closures.closure import Closure
from kg.reason.closures.inconsistencies import inconsistencies
from kg.reason.proofs.search import explain
from kg.reason.readers.triples import from_triples
from kg.reason.rules.matching import IndexedTriples, solutions
from kg.reason.rules.patterns import fill, is_schema

PREFIXES = (
    f"@prefix : <urn:t:> . @prefix owl: <{terms.OWL}> . @prefix rdf: <{terms.RDF}> . @prefix rdfs: <{terms.RDFS}> .\n"
)
SAME = ox.NamedNode(f"{terms.OWL}sameAs")


def read(text: str) -> set[Triple]:
    return {plain(quad) for quad in ox.parse(PREFIXES + text, format=ox.RdfFormat.TURTLE)}


def naive_closure(asserted: set[Triple]) -> set[Triple]:
    """Apply the rules without the engine."""
    everything = set(asserted)
    while True:
        triples = IndexedTriples(everything)
        rules = [rule for rule in compile_rules(filter(is_schema, everything)) if rule.conclusion is not None]
        found = {
            fill(rule.conclusion, bindings)  # type: ignore[arg-type]
            for rule in rules
            for bindings in solutions(rule.premises, {}, triples)
        }
        new = {t for t in found if not isinstance(t[0], ox.Literal) and isinstance(t[1], ox.NamedNode)} - everything
        if not new:
            return everything
        everything |= new  # type: ignore[arg-type]


def contradictions(everything: set[Triple]) -> set[frozenset[Triple]]:
    # eq-ref is not in the table of patterns.
    reflexive: set[Triple] = {(s, SAME, s) for s, p, o in everything if s == o}
    triples = IndexedTriples(everything | reflexive)
    return {
        frozenset(fill(pattern, bindings) for pattern in rule.premises)  # type: ignore[misc]
        for rule in compile_rules(filter(is_schema, everything))
        if rule.conclusion is None
        for bindings in solutions(rule.premises, {}, triples)
    }


def without_reflexive(triples: set[Triple]) -> set[Triple]:
    return {triple for triple in triples if not (triple[1] == SAME and triple[0] == triple[2])}


CLASSES, PROPERTIES, THINGS = "CDEF", "pqrs", "abcd"
cls, prop, thing = (st.sampled_from([f":{name}" for name in names]) for names in (CLASSES, PROPERTIES, THINGS))
some = st.one_of(cls, st.just("owl:Thing"))
count = st.sampled_from("01")
BACK_AND_FORTH = st.builds("{} owl:propertyChainAxiom ({} [ owl:inverseOf {} ] {}) .".format, prop, prop, prop, prop)
AXIOMS = [
    st.builds("{} rdfs:subClassOf {} .".format, cls, cls),
    st.builds("{} owl:equivalentClass {} .".format, cls, cls),
    st.builds("{} owl:disjointWith {} .".format, cls, cls),
    st.builds("{} owl:complementOf {} .".format, cls, cls),
    st.builds("{} owl:intersectionOf ({} {}) .".format, cls, cls, cls),
    st.builds("{} owl:unionOf ({} {} {}) .".format, cls, cls, cls, cls),
    st.builds("{} rdfs:subClassOf owl:Nothing .".format, cls),
    st.builds("{} owl:onProperty {} ; owl:hasValue {} .".format, cls, prop, thing),
    st.builds("[ owl:onProperty {} ; owl:someValuesFrom {} ] rdfs:subClassOf {} .".format, prop, some, cls),
    st.builds("{} owl:onProperty {} ; owl:allValuesFrom {} .".format, cls, prop, cls),
    st.builds("{} rdfs:subClassOf [ owl:onProperty {} ; owl:maxCardinality {} ] .".format, cls, prop, count),
    st.builds(
        "{} rdfs:subClassOf [ owl:onProperty {} ; owl:onClass {} ; owl:maxQualifiedCardinality {} ] .".format,
        cls, prop, some, count,
    ),
    st.builds("{} rdfs:subPropertyOf {} .".format, prop, prop),
    st.builds("{} owl:equivalentProperty {} .".format, prop, prop),
    st.builds("{} owl:inverseOf {} .".format, prop, prop),
    st.builds("{} owl:propertyDisjointWith {} .".format, prop, prop),
    st.builds("{} rdfs:domain {} .".format, prop, cls),
    st.builds("{} rdfs:range {} .".format, prop, cls),
    st.builds("{} owl:propertyChainAxiom ({} {}) .".format, prop, prop, prop),
    BACK_AND_FORTH,
    st.builds("{} owl:hasKey ({} {}) .".format, cls, prop, prop),
    st.builds("[] a owl:AllDisjointClasses ; owl:members ({} {} {}) .".format, cls, cls, cls),
    st.builds("[] a owl:AllDisjointProperties ; owl:members ({} {} {}) .".format, prop, prop, prop),
    st.builds("[] owl:sourceIndividual {} ; owl:assertionProperty {} ; owl:targetIndividual {} .".format,
              thing, prop, thing),
    st.builds("{} a owl:{}Property .".format, prop, st.sampled_from([
        "Transitive", "Symmetric", "Asymmetric", "Irreflexive", "Functional", "InverseFunctional",
    ])),
]  # fmt: skip


def about(own: st.SearchStrategy[str]) -> list[st.SearchStrategy[str]]:
    """Return axioms that use rdf:type or owl:sameAs like any other property."""
    return [
        st.builds("{} rdfs:subPropertyOf {} .".format, prop, own),
        st.builds("{} rdfs:subPropertyOf {} .".format, own, prop),
        st.builds("{} owl:equivalentProperty {} .".format, prop, own),
        st.builds("{} owl:inverseOf {} .".format, prop, own),
        st.builds("{} owl:inverseOf {} .".format, own, prop),
        st.builds("{} owl:sameAs rdf:type .".format, prop),
        st.builds("{} rdfs:domain {} .".format, own, cls),
        st.builds("{} rdfs:range {} .".format, own, cls),
        st.builds("{} a owl:{}Property .".format, own, st.sampled_from(["Transitive", "Symmetric"])),
        st.builds("{} owl:propertyChainAxiom ({} {}) .".format, prop, own, prop),
        st.builds("{} owl:propertyChainAxiom ({} {}) .".format, own, prop, prop),
        st.builds("{} owl:hasKey ({}) .".format, cls, own),
        st.builds("[ owl:onProperty {} ; owl:someValuesFrom {} ] rdfs:subClassOf {} .".format, own, cls, cls),
        st.builds("{} owl:onProperty {} ; owl:allValuesFrom {} .".format, cls, own, cls),
        st.builds("{} owl:onProperty {} ; owl:hasValue {} .".format, cls, own, thing),
    ]  # fmt: skip


DATA = [
    st.builds("{} {} {} .".format, thing, prop, thing),
    st.builds("{} {} {} .".format, thing, prop, thing),
    st.builds('{} {} "1" .'.format, thing, prop),
    st.builds("{} a {} .".format, thing, cls),
    st.builds("{} owl:sameAs {} .".format, thing, thing),
    st.builds("{} owl:differentFrom {} .".format, thing, thing),
]


def graphs(axioms: list[st.SearchStrategy[str]], data: list[st.SearchStrategy[str]]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda axioms, data: " ".join(axioms + data),
        st.lists(st.one_of(axioms), max_size=6),
        st.lists(st.one_of(data), max_size=7),
    )


texts = graphs(AXIOMS, DATA)
# Naive evaluation cannot handle a literal that is the same as a thing, because a literal cannot be a subject, or an
# anonymous property, because a blank node cannot be a predicate.
PLAIN_AXIOMS = [axiom for axiom in AXIOMS if axiom is not BACK_AND_FORTH]
PLAIN_DATA = [DATA[0], *DATA[3:]]
TYPES, SAMENESS = about(st.just("rdf:type")), about(st.just("owl:sameAs"))


@settings(max_examples=80, deadline=None, derandomize=True)
@given(texts)
def test_the_closure_is_that_of_the_table(text: str) -> None:
    asserted = read(text)
    assert without_reflexive(asserted | set(close_triples(asserted))) == without_reflexive(naive_closure(asserted))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(graphs([*TYPES, *SAMENESS, *PLAIN_AXIOMS], PLAIN_DATA))
def test_axioms_about_type_and_same_as_apply(text: str) -> None:
    asserted = read(text)
    expected = without_reflexive(naive_closure(asserted))
    assert without_reflexive(asserted | set(close_triples(asserted))) == expected
    bulk = close_encoded(from_triples(asserted))
    assert without_reflexive(asserted | set(bulk)) == expected
    assert len(set(bulk)) == len(list(bulk)) == len(bulk)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.one_of(graphs([*kind, *PLAIN_AXIOMS], PLAIN_DATA) for kind in (TYPES, SAMENESS)))
def test_conclusions_through_type_and_same_as_have_proofs(text: str) -> None:
    bulk = close_encoded(from_triples(read(text)))
    assert [triple for triple in bulk.inferred() if explain(bulk, triple) is None] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (":isa rdfs:subPropertyOf rdf:type . :a :isa :C . :C rdfs:subClassOf :D .", ":a a :D ."),
        (":kind owl:sameAs rdf:type . :a :kind :C . :C rdfs:subClassOf :D .", ":a a :D ."),
        ("rdf:type rdfs:subPropertyOf :isa . :a a :C .", ":a :isa :C ."),
        ("rdf:type owl:inverseOf :has . :a a :C .", ":C :has :a ."),
        (":has owl:inverseOf rdf:type . :C :has :a . :C rdfs:subClassOf :D .", ":a a :D ."),
        ("rdf:type a owl:TransitiveProperty . :a a :b . :b a :c .", ":a a :c ."),
        ("rdf:type rdfs:domain :C . :a a :D .", ":a a :C ."),
        ("owl:sameAs rdfs:domain :C . :a owl:sameAs :b .", ":b a :C ."),
        (":eq owl:equivalentProperty owl:sameAs . :a owl:sameAs :b .", ":b :eq :a ."),
        (":eq owl:equivalentProperty owl:sameAs . :a :eq :b . :b :p :c .", ":a :p :c ."),
        ("[ owl:onProperty rdf:type ; owl:someValuesFrom :M ] rdfs:subClassOf :N . :a a :C . :C a :M .", ":a a :N ."),
        (":p owl:propertyChainAxiom (rdf:type :q) . :a a :C . :C :q :d .", ":a :p :d ."),
        (":K owl:hasKey (rdf:type) . :a a :K, :Z . :b a :K, :Z .", ":a owl:sameAs :b ."),
        (":kind rdfs:subPropertyOf rdf:type . :p :kind owl:TransitiveProperty . :a :p :b . :b :p :c .", ":a :p :c ."),
        (":isa rdfs:subPropertyOf rdf:type . :a :isa :C . :D owl:sameAs :C .", ":a a :D ."),
    ],
)
def test_an_axiom_about_type_or_same_as_gives_a_conclusion(text: str, expected: str) -> None:
    (triple,) = read(expected)
    closure = close_encoded(from_triples(read(text)))
    assert triple in closure
    assert triple in set(closure.inferred())
    assert explain(closure, triple) is not None


def under_one_name(closure: Closure, triples: frozenset[Triple]) -> frozenset[tuple[Term | None, ...]]:
    """Write an inconsistency with one name for all equal things."""

    def name(term: Term) -> Term | None:
        number = closure.encoded.find(term)
        return None if number is None else closure.encoded.term(int(closure.run.representative[number]))

    return frozenset((name(s), p, name(o)) for s, p, o in triples if p != SAME)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(texts)
def test_inconsistencies_are_those_of_the_table_and_their_premises_hold(text: str) -> None:
    asserted = read(text)
    closure = close_triples(asserted)
    reported = list(inconsistencies(closure))
    assert all(premise in closure for found in reported for premise in found.premises)
    expected = {under_one_name(closure, premises) for premises in contradictions(naive_closure(asserted))}
    assert {under_one_name(closure, frozenset(found.premises)) for found in reported} == expected


@settings(max_examples=40, deadline=None, derandomize=True)
@given(texts)
def test_length_and_membership_agree_with_iteration(text: str) -> None:
    asserted = read(text)
    closure = close_triples(asserted)
    listed = list(closure)
    assert len(listed) == len(set(listed))
    assert len(closure) == len(listed)
    assert all(triple in closure for triple in listed)
    assert set(closure.inferred()) == set(listed) - asserted


@pytest.mark.parametrize("text", ["", ":a :p :b ."])
def test_without_axioms_nothing_is_inferred(text: str) -> None:
    assert list(close_triples(read(text)).inferred()) == []
