"""The engine against the plainest way to apply the table: every rule, on everything, until nothing is new."""

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


def plainly(asserted: set[Triple]) -> set[Triple]:
    """Apply the rules without any of the engine."""
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
    # eq-ref, which is in no table of patterns.
    itself: set[Triple] = {(s, SAME, s) for s, p, o in everything if s == o}
    triples = IndexedTriples(everything | itself)
    return {
        frozenset(fill(pattern, bindings) for pattern in rule.premises)  # type: ignore[misc]
        for rule in compile_rules(filter(is_schema, everything))
        if rule.conclusion is None
        for bindings in solutions(rule.premises, {}, triples)
    }


def less_itself(triples: set[Triple]) -> set[Triple]:
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
    """What a thing is, or what is the same, asked for and concluded like any relation."""
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
# The plainest way knows nothing of a literal that is the same as a thing, which would have to be a subject, or of
# a property without a name, which would have to be a predicate.
PLAIN_AXIOMS = [axiom for axiom in AXIOMS if axiom is not BACK_AND_FORTH]
PLAIN_DATA = [DATA[0], *DATA[3:]]
TYPES, SAMENESS = about(st.just("rdf:type")), about(st.just("owl:sameAs"))


@settings(max_examples=80, deadline=None, derandomize=True)
@given(texts)
def test_the_closure_is_that_of_the_table(text: str) -> None:
    asserted = read(text)
    assert less_itself(asserted | set(close_triples(asserted))) == less_itself(plainly(asserted))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(graphs([*TYPES, *SAMENESS, *PLAIN_AXIOMS], PLAIN_DATA))
def test_types_and_what_is_the_same_are_relations_too(text: str) -> None:
    asserted = read(text)
    expected = less_itself(plainly(asserted))
    assert less_itself(asserted | set(close_triples(asserted))) == expected
    bulk = close_encoded(from_triples(asserted))
    assert less_itself(asserted | set(bulk)) == expected
    assert len(set(bulk)) == len(list(bulk)) == len(bulk)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.one_of(graphs([*kind, *PLAIN_AXIOMS], PLAIN_DATA) for kind in (TYPES, SAMENESS)))
def test_what_goes_through_types_has_a_proof(text: str) -> None:
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
def test_a_rule_reaches_through_types(text: str, expected: str) -> None:
    (triple,) = read(expected)
    closure = close_encoded(from_triples(read(text)))
    assert triple in closure
    assert triple in set(closure.inferred())
    assert explain(closure, triple) is not None


def under_one_name(closure: Closure, triples: frozenset[Triple]) -> frozenset[tuple[Term | None, ...]]:
    """Write an inconsistency with one name for all things that are the same."""

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
    expected = {under_one_name(closure, premises) for premises in contradictions(plainly(asserted))}
    assert {under_one_name(closure, frozenset(found.premises)) for found in reported} == expected


@settings(max_examples=40, deadline=None, derandomize=True)
@given(texts)
def test_counting_and_asking_agree_with_reading_out(text: str) -> None:
    asserted = read(text)
    closure = close_triples(asserted)
    read_out = list(closure)
    assert len(read_out) == len(set(read_out))
    assert len(closure) == len(read_out)
    assert all(triple in closure for triple in read_out)
    assert set(closure.inferred()) == set(read_out) - asserted


@pytest.mark.parametrize("text", ["", ":a :p :b ."])
def test_nothing_comes_of_nothing(text: str) -> None:
    assert list(close_triples(read(text)).inferred()) == []
