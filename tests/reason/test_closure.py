"""The engine against the plainest way to apply the table: every rule, on everything, until nothing is new."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import terms
from kg.reason import compile_rules
from kg.reason.closure import Closure, close
from kg.reason.rules import fill, is_schema
from kg.reason.triples import PlainTriples, solutions
from kg.store import Term, Triple, plain

PREFIXES = f"@prefix : <urn:t:> . @prefix owl: <{terms.OWL}> . @prefix rdfs: <{terms.RDFS}> .\n"
SAME = ox.NamedNode(f"{terms.OWL}sameAs")


def read(text: str) -> set[Triple]:
    return {plain(quad) for quad in ox.parse(PREFIXES + text, format=ox.RdfFormat.TURTLE)}


def plainly(asserted: set[Triple]) -> set[Triple]:
    """Apply the rules without any of the engine."""
    everything = set(asserted)
    while True:
        triples = PlainTriples(everything)
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
    triples = PlainTriples(everything | itself)
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
    st.builds("{} owl:propertyChainAxiom ({} [ owl:inverseOf {} ] {}) .".format, prop, prop, prop, prop),
    st.builds("{} owl:hasKey ({} {}) .".format, cls, prop, prop),
    st.builds("[] a owl:AllDisjointClasses ; owl:members ({} {} {}) .".format, cls, cls, cls),
    st.builds("[] a owl:AllDisjointProperties ; owl:members ({} {} {}) .".format, prop, prop, prop),
    st.builds("[] owl:sourceIndividual {} ; owl:assertionProperty {} ; owl:targetIndividual {} .".format,
              thing, prop, thing),
    st.builds("{} a owl:{}Property .".format, prop, st.sampled_from([
        "Transitive", "Symmetric", "Asymmetric", "Irreflexive", "Functional", "InverseFunctional",
    ])),
]  # fmt: skip
DATA = [
    st.builds("{} {} {} .".format, thing, prop, thing),
    st.builds("{} {} {} .".format, thing, prop, thing),
    st.builds('{} {} "1" .'.format, thing, prop),
    st.builds("{} a {} .".format, thing, cls),
    st.builds("{} owl:sameAs {} .".format, thing, thing),
    st.builds("{} owl:differentFrom {} .".format, thing, thing),
]
texts = st.builds(
    lambda axioms, data: " ".join(axioms + data),
    st.lists(st.one_of(AXIOMS), max_size=6),
    st.lists(st.one_of(DATA), max_size=7),
)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(texts)
def test_the_closure_is_that_of_the_table(text: str) -> None:
    asserted = read(text)
    assert less_itself(asserted | set(close(asserted))) == less_itself(plainly(asserted))


def under_one_name(closure: Closure, triples: frozenset[Triple]) -> frozenset[tuple[Term | None, ...]]:
    """Write a clash with one name for all things that are the same."""

    def name(term: Term) -> Term | None:
        number = closure.numbering.find(term)
        return None if number is None else closure.numbering.terms[int(closure.run.representative[number])]

    return frozenset((name(s), p, name(o)) for s, p, o in triples if p != SAME)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(texts)
def test_clashes_are_those_of_the_table_and_their_premises_hold(text: str) -> None:
    asserted = read(text)
    closure = close(asserted)
    clashes = list(closure.clashes())
    assert all(premise in closure for clash in clashes for premise in clash.premises)
    expected = {under_one_name(closure, premises) for premises in contradictions(plainly(asserted))}
    assert {under_one_name(closure, frozenset(clash.premises)) for clash in clashes} == expected


@settings(max_examples=40, deadline=None, derandomize=True)
@given(texts)
def test_counting_and_asking_agree_with_reading_out(text: str) -> None:
    asserted = read(text)
    closure = close(asserted)
    read_out = list(closure)
    assert len(read_out) == len(set(read_out))
    assert len(closure) == len(read_out)
    assert all(triple in closure for triple in read_out)
    assert set(closure.inferred()) == set(read_out) - asserted


@pytest.mark.parametrize("text", ["", ":a :p :b ."])
def test_nothing_comes_of_nothing(text: str) -> None:
    assert list(close(read(text)).inferred()) == []
