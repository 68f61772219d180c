"""Inferred triples, rule by rule and no others; inconsistencies; triples that the engine may leave out."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kg
from kg.errors import UsageError
from kg.graph import KnowledgeGraph
from kg.rdf import terms
from kg.rdf.model import INFERRED, Triple, plain
from kg.reason import Engine, engine_name, materialise, table
from kg.reason import close as proving
from kg.reason.backends import owlrl
from kg.reason.closures.closing import close_triples
from kg.reason.closures.inconsistencies import inconsistencies
from kg.reason.rules.patterns import is_schema

PREFIXES = "".join(
    f"@prefix {name}: <{iri}> .\n"
    for name, iri in (("", "urn:t:"), ("owl", terms.OWL), ("rdf", terms.RDF), ("rdfs", terms.RDFS), ("xsd", terms.XSD))
)

#: For each rule: the smallest data for which it applies, and all inferred triples.
CONCLUDING = {
    "eq-sym": (":a owl:sameAs :b .", ":b owl:sameAs :a ."),
    "eq-trans": (
        ":a owl:sameAs :b . :b owl:sameAs :c .",
        ":a owl:sameAs :c . :b owl:sameAs :a . :c owl:sameAs :a , :b .",
    ),
    "eq-rep-s": (":a owl:sameAs :b . :a :p :c .", ":b owl:sameAs :a ; :p :c ."),
    "eq-rep-o": (":a owl:sameAs :b . :c :p :a .", ":b owl:sameAs :a . :c :p :b ."),
    "eq-rep-p": (":p owl:sameAs :q . :a :p :b .", ":q owl:sameAs :p . :a :q :b ."),
    "prp-dom": (":p rdfs:domain :C . :a :p :b .", ":a a :C ."),
    "prp-rng": (":p rdfs:range :C . :a :p :b .", ":b a :C ."),
    "prp-fp": (
        ":p a owl:FunctionalProperty . :a :p :b , :c .",
        ":b owl:sameAs :c . :c owl:sameAs :b .",
    ),
    "prp-ifp": (
        ":p a owl:InverseFunctionalProperty . :a :p :c . :b :p :c .",
        ":a owl:sameAs :b . :b owl:sameAs :a .",
    ),
    "prp-symp": (":p a owl:SymmetricProperty . :a :p :b .", ":b :p :a ."),
    "prp-trp": (":p a owl:TransitiveProperty . :a :p :b . :b :p :c .", ":a :p :c ."),
    "prp-spo1": (":p rdfs:subPropertyOf :q . :a :p :b .", ":a :q :b ."),
    "prp-spo2": (":p owl:propertyChainAxiom (:q :r) . :a :q :b . :b :r :c .", ":a :p :c ."),
    "prp-eqp1": (":p owl:equivalentProperty :q . :a :p :b .", ":a :q :b ."),
    "prp-eqp2": (":p owl:equivalentProperty :q . :a :q :b .", ":a :p :b ."),
    "prp-inv1": (":p owl:inverseOf :q . :a :p :b .", ":b :q :a ."),
    "prp-inv2": (":p owl:inverseOf :q . :a :q :b .", ":b :p :a ."),
    "prp-key": (
        ':C owl:hasKey (:p) . :a a :C ; :p "1" . :b a :C ; :p "1" .',
        ":a owl:sameAs :b . :b owl:sameAs :a .",
    ),
    "cls-int1": (":C owl:intersectionOf (:D :E) . :a a :D , :E .", ":a a :C ."),
    "cls-int2": (":C owl:intersectionOf (:D :E) . :a a :C .", ":a a :D , :E ."),
    "cls-uni": (":C owl:unionOf (:D :E) . :a a :E .", ":a a :C ."),
    "cls-svf1": (":C owl:someValuesFrom :D ; owl:onProperty :p . :a :p :b . :b a :D .", ":a a :C ."),
    "cls-svf2": (":C owl:someValuesFrom owl:Thing ; owl:onProperty :p . :a :p :b .", ":a a :C ."),
    "cls-avf": (":C owl:allValuesFrom :D ; owl:onProperty :p . :a a :C ; :p :b .", ":b a :D ."),
    "cls-hv1": (":C owl:hasValue :v ; owl:onProperty :p . :a a :C .", ":a :p :v ."),
    "cls-hv2": (":C owl:hasValue :v ; owl:onProperty :p . :a :p :v .", ":a a :C ."),
    "cls-maxc2": (
        ":C owl:maxCardinality 1 ; owl:onProperty :p . :a a :C ; :p :b , :c .",
        ":b owl:sameAs :c . :c owl:sameAs :b .",
    ),
    "cls-maxqc3": (
        ":C owl:maxQualifiedCardinality 1 ; owl:onProperty :p ; owl:onClass :D ."
        " :a a :C ; :p :b , :c , :d . :b a :D . :c a :D .",
        ":b owl:sameAs :c . :c owl:sameAs :b .",
    ),
    "cls-maxqc4": (
        ":C owl:maxQualifiedCardinality 1 ; owl:onProperty :p ; owl:onClass owl:Thing . :a a :C ; :p :b , :c .",
        ":b owl:sameAs :c . :c owl:sameAs :b .",
    ),
    "cls-oo": (":C owl:oneOf (:a :b) .", ":a a :C . :b a :C ."),
    "cax-sco": (":C rdfs:subClassOf :D . :a a :C .", ":a a :D ."),
    "cax-eqc1": (":C owl:equivalentClass :D . :a a :C .", ":a a :D ."),
    "cax-eqc2": (":C owl:equivalentClass :D . :a a :D .", ":a a :C ."),
}

#: For each rule about the schema: the smallest schema for which it applies, and all inferred triples except
#: reflexive ones.
SCHEMA = {
    "scm-sco": (":C rdfs:subClassOf :D . :D rdfs:subClassOf :E .", ":C rdfs:subClassOf :E ."),
    "scm-eqc1": (
        ":C owl:equivalentClass :D .",
        ":C rdfs:subClassOf :D . :D rdfs:subClassOf :C ; owl:equivalentClass :C .",
    ),
    "scm-eqc2": (
        ":C rdfs:subClassOf :D . :D rdfs:subClassOf :C .",
        ":C owl:equivalentClass :D . :D owl:equivalentClass :C .",
    ),
    "scm-spo": (":p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :r .", ":p rdfs:subPropertyOf :r ."),
    "scm-eqp1": (
        ":p owl:equivalentProperty :q .",
        ":p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :p ; owl:equivalentProperty :p .",
    ),
    "scm-eqp2": (
        ":p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :p .",
        ":p owl:equivalentProperty :q . :q owl:equivalentProperty :p .",
    ),
    "scm-dom1": (":p rdfs:domain :C . :C rdfs:subClassOf :D .", ":p rdfs:domain :D ."),
    "scm-dom2": (":p rdfs:domain :C . :q rdfs:subPropertyOf :p .", ":q rdfs:domain :C ."),
    "scm-rng1": (":p rdfs:range :C . :C rdfs:subClassOf :D .", ":p rdfs:range :D ."),
    "scm-rng2": (":p rdfs:range :C . :q rdfs:subPropertyOf :p .", ":q rdfs:range :C ."),
    "scm-hv": (
        ":C owl:hasValue :v ; owl:onProperty :p . :D owl:hasValue :v ; owl:onProperty :q . :p rdfs:subPropertyOf :q .",
        ":C rdfs:subClassOf :D .",
    ),
    "scm-svf1": (
        ":C owl:someValuesFrom :E ; owl:onProperty :p . :D owl:someValuesFrom :F ; owl:onProperty :p ."
        " :E rdfs:subClassOf :F .",
        ":C rdfs:subClassOf :D .",
    ),
    "scm-svf2": (
        ":C owl:someValuesFrom :E ; owl:onProperty :p . :D owl:someValuesFrom :E ; owl:onProperty :q ."
        " :p rdfs:subPropertyOf :q .",
        ":C rdfs:subClassOf :D .",
    ),
    "scm-avf1": (
        ":C owl:allValuesFrom :E ; owl:onProperty :p . :D owl:allValuesFrom :F ; owl:onProperty :p ."
        " :E rdfs:subClassOf :F .",
        ":C rdfs:subClassOf :D .",
    ),
    "scm-avf2": (
        ":C owl:allValuesFrom :E ; owl:onProperty :p . :D owl:allValuesFrom :E ; owl:onProperty :q ."
        " :p rdfs:subPropertyOf :q .",
        ":D rdfs:subClassOf :C .",
    ),
    "scm-int": (":C owl:intersectionOf (:D :E) .", ":C rdfs:subClassOf :D , :E ."),
    "scm-uni": (":C owl:unionOf (:D :E) .", ":D rdfs:subClassOf :C . :E rdfs:subClassOf :C ."),
}

#: Schemas from which no triple about the schema is inferred.
SILENT_SCHEMA = {
    "classes side by side": ":C rdfs:subClassOf :D . :E rdfs:subClassOf :D .",
    "a domain of a wider class": ":p rdfs:domain :D . :C rdfs:subClassOf :D .",
    "a range of a narrower property": ":q rdfs:range :C . :q rdfs:subPropertyOf :p .",
    "restrictions of other properties": (
        ":C owl:hasValue :v ; owl:onProperty :p . :D owl:hasValue :v ; owl:onProperty :q ."
    ),
    "restrictions to other values": ":C owl:hasValue :v ; owl:onProperty :p . :D owl:hasValue :w ; owl:onProperty :p .",
    "some values and all values": (
        ":C owl:someValuesFrom :E ; owl:onProperty :p . :D owl:allValuesFrom :E ; owl:onProperty :p ."
    ),
    "at most one and two": (
        ":C owl:maxCardinality 1 ; owl:onProperty :p . :D owl:maxCardinality 2 ; owl:onProperty :p ."
    ),
}

#: For each rule that finds an inconsistency: axiom and data, and the data that contradict each other.
CONTRADICTING = {
    "eq-diff1": (":a owl:sameAs :b ; owl:differentFrom :b .", ":a owl:sameAs :b ; owl:differentFrom :b ."),
    "eq-diff2": ("[] a owl:AllDifferent ; owl:members (:a :b :c) . :b owl:sameAs :c .", ":b owl:sameAs :c ."),
    "eq-diff3": ("[] a owl:AllDifferent ; owl:distinctMembers (:a :b :c) . :a owl:sameAs :c .", ":a owl:sameAs :c ."),
    "prp-adp": ("[] a owl:AllDisjointProperties ; owl:members (:p :q :r) . :a :q :b ; :r :b .", ":a :q :b ; :r :b ."),
    "prp-npa1": (
        "[] owl:sourceIndividual :a ; owl:assertionProperty :p ; owl:targetIndividual :b . :a :p :b .",
        ":a :p :b .",
    ),
    "prp-npa2": (
        '[] owl:sourceIndividual :a ; owl:assertionProperty :p ; owl:targetValue "1" . :a :p "1" .',
        ':a :p "1" .',
    ),
    "cls-nothing2": (":a a owl:Nothing .", ":a a owl:Nothing ."),
    "cls-com": (":C owl:complementOf :D . :a a :C , :D .", ":a a :C , :D ."),
    "cls-maxc1": (":C owl:maxCardinality 0 ; owl:onProperty :p . :a a :C ; :p :b .", ":a a :C ; :p :b ."),
    "cls-maxqc1": (
        ":C owl:maxQualifiedCardinality 0 ; owl:onProperty :p ; owl:onClass :D . :a a :C ; :p :b . :b a :D .",
        ":a a :C ; :p :b . :b a :D .",
    ),
    "cls-maxqc2": (
        ":C owl:maxQualifiedCardinality 0 ; owl:onProperty :p ; owl:onClass owl:Thing . :a a :C ; :p :b .",
        ":a a :C ; :p :b .",
    ),
    "prp-irp": (":p a owl:IrreflexiveProperty . :a :p :a .", ":a :p :a ."),
    "prp-asyp": (":p a owl:AsymmetricProperty . :a :p :b . :b :p :a .", ":a :p :b . :b :p :a ."),
    "prp-pdw": (":p owl:propertyDisjointWith :q . :a :p :b ; :q :b .", ":a :p :b ; :q :b ."),
    "cax-dw": (":C owl:disjointWith :D . :a a :C , :D .", ":a a :C , :D ."),
    "cax-adc": ("[] a owl:AllDisjointClasses ; owl:members (:C :D :E) . :a a :D , :E .", ":a a :D , :E ."),
}

#: Data for which no rule may apply.
SILENT = {
    "a chain with a gap": ":p owl:propertyChainAxiom (:q :r) . :a :q :b . :c :r :d .",
    "a chain in the wrong order": ":p owl:propertyChainAxiom (:q :r) . :a :r :b . :b :q :c .",
    "half of a chain of three": ":p owl:propertyChainAxiom (:q :r :s) . :a :q :b . :b :r :c .",
    "a key with different values": ':C owl:hasKey (:p) . :a a :C ; :p "1" . :b a :C ; :p "2" .',
    "half of a key shared": ':C owl:hasKey (:p :q) . :a a :C ; :p "1" ; :q "1" . :b a :C ; :p "1" ; :q "2" .',
    "a key of another class": ':C owl:hasKey (:p) . :a a :C ; :p "1" . :b a :D ; :p "1" .',
    "a key with values that look alike": ':C owl:hasKey (:p) . :a a :C ; :p "1" . :b a :C ; :p 1 .',
    "an intersection with one part missing": ":C owl:intersectionOf (:D :E) . :a a :D .",
    "a member of a union": ":C owl:unionOf (:D :E) . :a a :C .",
    "the domain of another property": ":p rdfs:domain :C . :a :q :b .",
    "the range of a literal": ':p rdfs:range :C . :a :p "b" .',
    "a member of the superclass": ":C rdfs:subClassOf :D . :a a :D .",
    "a value of the superproperty": ":p rdfs:subPropertyOf :q . :a :q :b .",
    "a transitive property with a gap": ":p a owl:TransitiveProperty . :a :p :b . :c :p :d .",
    "a functional property of two things": ":p a owl:FunctionalProperty . :a :p :b . :c :p :d .",
    "an inverse of another property": ":p owl:inverseOf :q . :a :r :b .",
    "some values of another class": ":C owl:someValuesFrom :D ; owl:onProperty :p . :a :p :b . :b a :E .",
    "all values of something else": ":C owl:allValuesFrom :D ; owl:onProperty :p . :a :p :b .",
    "another value": ":C owl:hasValue :v ; owl:onProperty :p . :a :p :w .",
    "disjoint classes of two things": ":C owl:disjointWith :D . :a a :C . :b a :D .",
    "an asymmetric property one way": ":p a owl:AsymmetricProperty . :a :p :b . :b :p :c .",
    "an irreflexive property between two": ":p a owl:IrreflexiveProperty . :a :p :b .",
    "one value, one thing": ":p a owl:FunctionalProperty . :a :p :b . :c :p :d .",
    "all different, and none the same": "[] a owl:AllDifferent ; owl:members (:a :b :c) .",
    "the same, and others different": ":a owl:differentFrom :b . [] a owl:AllDifferent ; owl:members (:a :c) .",
    "disjoint properties to two things": (
        "[] a owl:AllDisjointProperties ; owl:members (:p :q :r) . :a :p :b ; :q :c . :d :r :b ."
    ),
    "a negative assertion of another relation": (
        "[] owl:sourceIndividual :a ; owl:assertionProperty :p ; owl:targetIndividual :b . :b :p :a . :a :q :b ."
    ),
    "a negative assertion of another value": (
        '[] owl:sourceIndividual :a ; owl:assertionProperty :p ; owl:targetValue "1" . :a :p "2" .'
    ),
    "a class and its complement with different members": ":C owl:complementOf :D . :a a :C . :b a :D .",
    "some value of another property": ":C owl:someValuesFrom owl:Thing ; owl:onProperty :p . :a :q :b .",
    "none, of another property": ":C owl:maxCardinality 0 ; owl:onProperty :p . :a a :C ; :q :b . :c :p :b .",
    "at most one, and one": ":C owl:maxCardinality 1 ; owl:onProperty :p . :a a :C ; :p :b . :c :p :b , :d .",
    "at most two": ":C owl:maxCardinality 2 ; owl:onProperty :p . :a a :C ; :p :b , :c .",
    "none of a class, and one of another": (
        ":C owl:maxQualifiedCardinality 0 ; owl:onProperty :p ; owl:onClass :D . :a a :C ; :p :b . :b a :E ."
    ),
    "at most one of a class, and one of another": (
        ":C owl:maxQualifiedCardinality 1 ; owl:onProperty :p ; owl:onClass :D . :a a :C ; :p :b , :c . :b a :D ."
    ),
    "at most one of anything, of others": (
        ":C owl:maxQualifiedCardinality 1 ; owl:onProperty :p ; owl:onClass owl:Thing . :a a :C ; :p :b ."
        " :c :p :b , :d ."
    ),
    "a member of an empty enumeration": ":C owl:oneOf () . :a a :C .",
    "three of a chain of four": ":p owl:propertyChainAxiom (:q :r :s :t) . :a :q :b . :b :r :c . :c :s :d .",
    "disjoint classes of four, one each": (
        "[] a owl:AllDisjointClasses ; owl:members (:C :D :E :F) . :a a :C . :b a :D . :c a :E . :d a :F ."
    ),
    "a value in its datatype": (
        ':p rdfs:range xsd:nonNegativeInteger , xsd:decimal . :a :p 0 , "5"^^xsd:byte .'
        ' :q rdfs:range rdf:PlainLiteral . :a :q "a" , "a"@en .'
    ),
    "a value written in two ways": (
        ':p a owl:FunctionalProperty . :a :p 1 , 1.0 , "01"^^xsd:int .'
        ' :b :p "2020-01-01T00:00:00Z"^^xsd:dateTime , "2020-01-01T02:00:00+02:00"^^xsd:dateTime .'
    ),
    "datatypes that are not known": ':p rdfs:range :D . :a :p "x"^^:D . :q rdfs:range :D . :a :q "x" .',
    "two values of a datatype that is not known": ':p a owl:FunctionalProperty . :a :p "x"^^:D , "y"^^:D .',
    "different things": ":a owl:differentFrom :b . :a :p :c .",
    "annotations": ':a rdfs:label "a" ; rdfs:seeAlso :b . :C rdfs:comment "c" .',
    "a schema alone": ":C rdfs:subClassOf :D . :D rdfs:subClassOf :E . :p rdfs:subPropertyOf :q ; rdfs:domain :C .",
    "declarations": ":C a owl:Class . :p a owl:ObjectProperty . :i a owl:NamedIndividual .",
    "no triples": "",
}


def read(text: str) -> set[Triple]:
    return {plain(quad) for quad in ox.parse(PREFIXES + text, format=ox.RdfFormat.TURTLE)}


def test_every_rule_of_the_table_is_tested() -> None:
    assert set(CONCLUDING) | set(CONTRADICTING) | set(SCHEMA) == {rule.name for rule in table()}


@pytest.mark.parametrize("rule", CONCLUDING)
def test_a_rule_infers_exactly_the_expected_triples(rule: str) -> None:
    data, conclusions = CONCLUDING[rule]
    inferences = materialise(read(data))
    assert inferences.triples == read(conclusions)
    assert inferences.inconsistencies == ()


@pytest.mark.parametrize("rule", CONCLUDING)
def test_a_rule_gives_sound_proofs(rule: str, checker: type) -> None:
    data, expected = CONCLUDING[rule]
    asserted = read(data)
    found = proving(asserted)
    check = checker(asserted)
    used = set()
    for goal in sorted(read(expected), key=str):
        proof = found.explain(goal)
        assert proof is not None
        assert list(check.problems(proof)) == []
        assert proof.rule is not None
        used.add(proof.rule.name)
    # For inverse and equivalent properties either of the two rules may be used.
    assert rule in used


def about_schema(asserted: set[Triple]) -> set[Triple]:
    """Return all inferred triples except reflexive ones."""
    return {triple for triple in close_triples(asserted).inferred() if triple[0] != triple[2]}


@pytest.mark.parametrize("rule", SCHEMA)
def test_a_rule_about_the_schema_infers_exactly_the_expected_triples(rule: str) -> None:
    data, conclusions = SCHEMA[rule]
    assert about_schema(read(data)) == read(conclusions)


@pytest.mark.parametrize("case", SILENT_SCHEMA)
def test_no_triple_about_the_schema_is_inferred(case: str) -> None:
    assert about_schema(read(SILENT_SCHEMA[case])) == set()


@pytest.mark.parametrize("rule", SCHEMA)
def test_a_rule_about_the_schema_gives_sound_proofs(rule: str, checker: type) -> None:
    asserted = read(SCHEMA[rule][0])
    found = proving(asserted)
    used = set()
    for goal in sorted(about_schema(asserted), key=str):
        proof = found.explain(goal)
        assert proof is not None
        assert proof.rule is not None
        assert list(checker(asserted).problems(proof)) == []
        used.add(proof.rule.name)
    assert rule in used


@pytest.mark.parametrize("rule", CONTRADICTING)
def test_a_rule_for_inconsistencies_reports_the_premises(rule: str) -> None:
    data, contradicting = CONTRADICTING[rule]
    found = [one for one in materialise(read(data)).inconsistencies if one.rule == rule]
    assert found
    assert set(found[0].premises) == read(contradicting)
    assert set(found[0].axioms) <= read_axioms(found[0].axioms, data)


def read_axioms(axioms: Iterable[Triple], data: str) -> set[Triple]:
    """Return the axioms whose predicate is in the data; blank nodes get a new name at each reading."""
    predicates = {p for _, p, _ in read(data)}
    return {axiom for axiom in axioms if axiom[1] in predicates}


@pytest.mark.parametrize("rule", CONTRADICTING)
def test_an_inconsistency_adds_no_triples_of_its_own(rule: str) -> None:
    allowed = {"urn:t:", terms.OWL + "sameAs", terms.OWL + "differentFrom", terms.RDF_TYPE}
    for triple in materialise(read(CONTRADICTING[rule][0])).triples:
        assert all(any(term.value.startswith(start) for start in allowed) for term in triple)  # type: ignore[union-attr]


@pytest.mark.parametrize("case", SILENT)
def test_nothing_is_inferred(case: str) -> None:
    inferences = materialise(read(SILENT[case]))
    assert inferences.triples == frozenset()
    assert inferences.inconsistencies == ()


def test_an_inconsistency_between_inferred_statements_is_found() -> None:
    text = ":C owl:disjointWith :D . :p rdfs:domain :C . :q rdfs:domain :D . :a :p :b ; :q :b ."
    (found,) = materialise(read(text)).inconsistencies
    assert set(found.premises) == read(":a a :C , :D .")


def test_each_inconsistency_is_reported_once() -> None:
    text = ":C owl:disjointWith :D . :D owl:disjointWith :C . :a a :C , :D ."
    assert len(materialise(read(text)).inconsistencies) == 1


def test_literals_keep_their_lexical_form() -> None:
    text = ':p rdfs:subPropertyOf :q . :a :p "x"@en , "x" , 1 , "01"^^xsd:integer .'
    assert materialise(read(text)).triples == read(text.split(" . ", 1)[1].replace(":p", ":q"))


def test_an_anonymous_class_is_used_in_inference_but_not_in_results() -> None:
    text = (
        ":H owl:equivalentClass [ owl:intersectionOf (:E [ owl:onProperty :s ; owl:hasValue :v ]) ] . :a a :E ; :s :v ."
    )
    assert materialise(read(text)).triples == read(":a a :H .")


def test_two_literals_of_a_functional_property_are_an_inconsistency() -> None:
    (found,) = materialise(read(':p a owl:FunctionalProperty . :a :p "1" , "2" .')).inconsistencies
    assert found.rule == "dt-diff"
    assert found.message == '"1" and "2" would have to be one value'
    assert set(found.premises) == read(':a :p "1" , "2" .')
    assert set(found.axioms) == read(":p a owl:FunctionalProperty .")


def test_each_thing_with_two_values_is_a_separate_inconsistency() -> None:
    text = ':p a owl:FunctionalProperty . :a :p "1" , "2" . :b :p "2" , "1" , "3" . :c :p "3" .'
    found = materialise(read(text)).inconsistencies
    assert [found.premises[0][0].value for found in found] == ["urn:t:a", "urn:t:b"]


def test_a_key_shared_by_two_things_does_not_affect_others() -> None:
    # owlrl 7.6 makes all three equal.
    text = ':C owl:hasKey (:p) . :a a :C ; :p "1" . :b a :C ; :p "1" . :c a :C ; :p "2" . :d a :C .'
    assert materialise(read(text)).triples == read(":a owl:sameAs :b . :b owl:sameAs :a .")


def test_a_key_of_two_properties_compares_both() -> None:
    text = ':C owl:hasKey (:p :q) . :a a :C ; :p "1" ; :q "1" , "2" . :b a :C ; :p "1" ; :q "2" .'
    text += ' :c a :C ; :p "1" ; :q "3" .'
    assert materialise(read(text)).triples >= read(":a owl:sameAs :b . :b owl:sameAs :a .")
    assert not [triple for triple in materialise(read(text)).triples if ox.NamedNode("urn:t:c") in triple]


def test_a_key_with_inferred_values_identifies_things() -> None:
    text = ':C owl:hasKey (:p) . :r rdfs:subPropertyOf :p . :q rdfs:domain :C . :a a :C ; :p "1" . :b :q :x ; :r "1" .'
    assert materialise(read(text)).triples >= read(":a owl:sameAs :b . :b a :C .")


@pytest.mark.parametrize(("text", "conclusions"), [
    (
        ":p owl:propertyChainAxiom (:q :i :s :t) . :i owl:inverseOf :r . :a :q :b . :c :r :b . :c :s :d . :d :t :e .",
        ":b :i :c . :a :p :e .",
    ),
    (
        ":p owl:propertyChainAxiom (:q [ owl:inverseOf :r ]) . :a :q :b . :c :r :b .",
        ":a :p :c .",
    ),
    (
        ":p owl:propertyChainAxiom (:p :q) . :a :p :b . :b :q :c . :c :q :d .",
        ":a :p :c , :d .",
    ),
    (
        ":p owl:propertyChainAxiom (:p :p :p) . :a :p :b . :b :p :c . :c :p :a .",
        ":a :p :a , :c . :b :p :b , :a . :c :p :c , :b .",
    ),
    (
        ":C owl:equivalentClass [ owl:onProperty :p ; owl:someValuesFrom [ owl:onProperty :q ; owl:someValuesFrom"
        " [ owl:onProperty :r ; owl:hasValue :v ] ] ] . :a :p :b . :b :q :c . :c :r :v .",
        ":a a :C .",
    ),
    (
        ":C rdfs:subClassOf [ owl:onProperty :p ; owl:allValuesFrom [ owl:onProperty :q ; owl:allValuesFrom :D ] ] ."
        " :a a :C ; :p :b . :b :q :c .",
        ":c a :D .",
    ),
], ids=["four and an inverse", "an anonymous inverse", "left", "a cycle", "restrictions", "all values"])  # fmt: skip
def test_nested_and_long_axioms_infer_exactly_the_expected_triples(text: str, conclusions: str) -> None:
    assert materialise(read(text)).triples == read(conclusions)


def test_each_pair_of_four_disjoint_classes_is_an_inconsistency() -> None:
    text = "[] a owl:AllDisjointClasses ; owl:members (:C :D :E :F) . :a a :C , :D , :E , :F ."
    found = materialise(read(text)).inconsistencies
    assert len(found) == 6
    assert {premise for found in found for premise in found.premises} == read(":a a :C , :D , :E , :F .")


def test_inference_continues_after_an_inconsistency() -> None:
    text = ":C owl:disjointWith :D . :a a :C , :D . :C rdfs:subClassOf :E . :E rdfs:subClassOf :F ."
    inferences = materialise(read(text))
    assert len(inferences.inconsistencies) == 1
    assert inferences.triples == read(":a a :E , :F .")


# ---- owl:sameAs


@pytest.mark.parametrize("text", [
    ":p owl:sameAs :q . :p rdfs:domain :C . :a :q :b .",
    ":q owl:sameAs :p . :r rdfs:subPropertyOf :q . :p rdfs:domain :C . :a :r :b .",
    ":C owl:sameAs :D . :a a :D .",
    ":D owl:sameAs :E . :E rdfs:subClassOf :C . :a a :D .",
    ":D owl:sameAs :E . :F rdfs:subClassOf :D . :E rdfs:subClassOf :C . :a a :F .",
    ":f a owl:FunctionalProperty . :x :f :p , :q . :q rdfs:domain :C . :a :p :b .",
    ":f a owl:FunctionalProperty . :x :f :C , :D . :a a :D .",
    ":i owl:inverseOf :f . :f a owl:FunctionalProperty . :p :i :x . :x :f :q . :q a owl:SymmetricProperty ."
    " :p rdfs:range :C . :a :q :b .",
])  # fmt: skip
def test_axioms_apply_to_equal_classes_and_properties(text: str) -> None:
    assert read(":a a :C .") <= materialise(read(text)).triples


def test_two_thousand_equal_things_are_not_written_out() -> None:
    text = " ".join(f":n{n} owl:sameAs :n{n + 1} ." for n in range(1999)) + " :n7 :p :x . :x a :C ."
    closure = close_triples(read(text))
    assert len(closure) == 2000 * 1999 + 2000 + 1
    (goal,) = read(":n1234 :p :x .")
    (other,) = read(":n1234 :p :y .")
    assert goal in closure
    assert other not in closure
    assert next(closure.inferred()) is not None


def test_too_many_conclusions_are_refused_before_they_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["kg.reason.conclude"], "LIMIT", 100)
    text = " ".join(f":n{n} owl:sameAs :n{n + 1} ." for n in range(20))
    with pytest.raises(UsageError, match="420 statements follow from 20"):
        materialise(read(text))


def test_a_thing_that_equals_a_literal_keeps_its_statements() -> None:
    text = ':p a owl:FunctionalProperty . :z :p "1" , :a . :q rdfs:domain :C . :a :q :b .'
    assert read(":a a :C .") <= materialise(read(text)).triples


def test_a_thing_that_equals_two_values_is_an_inconsistency() -> None:
    text = ':p a owl:FunctionalProperty . :q a owl:FunctionalProperty . :a :p :x , "1" . :b :q :x , "2" .'
    (found,) = materialise(read(text)).inconsistencies
    assert (found.rule, found.message) == ("dt-diff", '"1" and "2" would have to be one value')
    assert set(found.premises) in (read(':b :q :x , "2" .'), read(':a :p :x , "1" .'), read(':b :q "1" , "2" .'))


def test_equal_things_that_are_different_are_an_inconsistency_with_the_given_names() -> None:
    (found,) = materialise(read(":a owl:sameAs :b . :b owl:sameAs :c . :c owl:differentFrom :a .")).inconsistencies
    assert set(found.premises) == read(":a owl:sameAs :c . :c owl:differentFrom :a .") or set(found.premises) == read(
        ":c owl:sameAs :a ; owl:differentFrom :a ."
    )


def test_a_thing_different_from_itself_is_an_inconsistency() -> None:
    (found,) = materialise(read(":a owl:differentFrom :a .")).inconsistencies
    assert (found.rule, set(found.premises)) == ("eq-diff1", read(":a owl:differentFrom :a ."))


# ---- Literals


def test_key_values_with_different_lexical_forms_are_equal(checker: type) -> None:
    # A store normalises some literals, such as "1.0" to "1".
    text = ':C owl:hasKey (:p) . :a a :C ; :p 1 . :b a :C ; :p "1"^^xsd:decimal .'
    asserted = read(text)
    assert materialise(asserted).triples >= read(":a owl:sameAs :b .")
    (goal,) = read(":a owl:sameAs :b .")
    proof = proving(asserted).explain(goal)
    assert proof is not None
    assert list(checker(asserted).problems(proof)) == []


def test_a_negative_assertion_applies_to_every_lexical_form() -> None:
    text = "[] owl:sourceIndividual :a ; owl:assertionProperty :p ; owl:targetValue 1.0 . :a :p 1 ."
    (found,) = materialise(read(text)).inconsistencies
    assert (found.rule, set(found.premises)) == ("prp-npa2", read(":a :p 1 ."))


def test_a_value_restriction_applies_to_every_lexical_form() -> None:
    text = ":C owl:hasValue 1 ; owl:onProperty :p . :a :p 1.0 . :b :p 1.5 ."
    assert materialise(read(text)).triples == read(":a a :C ; :p 1 .")


def test_literals_are_members_of_datatypes() -> None:
    text = ':C owl:someValuesFrom xsd:integer ; owl:onProperty :p . :a :p 1.0 . :b :p "1" . :c :p "1"^^xsd:byte .'
    assert materialise(read(text)).triples == read(":a a :C . :c a :C .")


@pytest.mark.parametrize(("text", "premises", "axioms"), [
    (':a :p "one"^^xsd:integer .', ':a :p "one"^^xsd:integer .', ""),
    (":p rdfs:range xsd:nonNegativeInteger . :a :p -1 .", ":a :p -1 .", ":p rdfs:range xsd:nonNegativeInteger ."),
    (":p rdfs:range xsd:string . :a :p 1 .", ":a :p 1 .", ":p rdfs:range xsd:string ."),
    (':p rdfs:range xsd:boolean . :a :p "true" .', ':a :p "true" .', ":p rdfs:range xsd:boolean ."),
    (':p rdfs:range xsd:date . :a :p "2020" .', ':a :p "2020" .', ":p rdfs:range xsd:date ."),
    (":p rdfs:range rdf:PlainLiteral . :a :p 1 .", ":a :p 1 .", ":p rdfs:range rdf:PlainLiteral ."),
    (
        ":C owl:allValuesFrom xsd:byte ; owl:onProperty :p . :a a :C ; :p 128 .",
        ":a a :C ; :p 128 .",
        ":C owl:allValuesFrom xsd:byte ; owl:onProperty :p .",
    ),
    (
        ":q rdfs:subPropertyOf :p . :p rdfs:range xsd:dateTime . :a :q 1 .",
        ":a :q 1 .",
        ":q rdfs:range xsd:dateTime .",
    ),
])  # fmt: skip
def test_a_value_outside_its_datatype_is_an_inconsistency(text: str, premises: str, axioms: str) -> None:
    (found,) = materialise(read(text)).inconsistencies
    assert found.rule == "dt-not-type"
    assert set(found.premises) in (read(premises), read(premises.replace(":q", ":p")))
    assert set(found.axioms) in (read(axioms), read(axioms.replace(":q", ":p")))
    assert found.message


def test_conclusions_of_rules_are_premises_of_others() -> None:
    text = (
        ":p owl:inverseOf :q . :r owl:propertyChainAxiom (:q :s) . :r rdfs:subPropertyOf :t . :t rdfs:range :C ."
        " :b :p :a . :b :s :c ."
    )
    assert materialise(read(text)).triples == read(":a :q :b ; :r :c ; :t :c . :c a :C .")


def test_the_engine_has_a_name_with_its_version() -> None:
    assert engine_name() == f"kg {kg.__version__}"
    assert engine_name("owlrl").startswith("owlrl 7.")


# ---- The inferred triples of the shipped graph


@pytest.fixture(scope="module")
def inferred(shipped: KnowledgeGraph) -> list[Triple]:
    return [plain(quad) for quad in shipped.snapshot.store.quads_for_pattern(None, None, None, INFERRED)]


def test_the_shipped_graph_is_consistent(shipped: KnowledgeGraph) -> None:
    assert shipped.snapshot.manifest.findings == ()


def test_inferred_triples_have_no_blank_nodes(inferred: list[Triple]) -> None:
    assert inferred
    assert all(isinstance(s, ox.NamedNode) and not isinstance(o, ox.BlankNode) for s, _, o in inferred)


def test_no_inferred_statement_is_about_the_schema(inferred: list[Triple], shipped: KnowledgeGraph) -> None:
    vocabulary = (terms.RDF, terms.RDFS, terms.OWL)
    assert {p.value for _, p, _ in inferred if p.value.startswith(vocabulary)} == {terms.RDF_TYPE}
    assert not [s for s, _, _ in inferred if s.value.startswith((*vocabulary, terms.XSD))]
    assert not [o for _, _, o in inferred if isinstance(o, ox.NamedNode) and o.value.startswith(vocabulary)]


def test_no_two_things_of_the_shipped_graph_are_equal(inferred: list[Triple]) -> None:
    assert not [triple for triple in inferred if triple[1].value == f"{terms.OWL}sameAs"]


# ---- Triples that owlrl is not given do not matter

CLASSES, PROPERTIES, THINGS = "CDEF", "pqrs", "abcd"
cls, prop, thing = (st.sampled_from([f":{name}" for name in names]) for names in (CLASSES, PROPERTIES, THINGS))
value = st.one_of(thing, thing, st.sampled_from(['"1"', '"2"']))
AXIOMS = [
    st.builds("{} rdfs:subClassOf {} .".format, cls, cls),
    st.builds("{} owl:equivalentClass {} .".format, cls, cls),
    st.builds("{} owl:disjointWith {} .".format, cls, cls),
    st.builds("{} owl:intersectionOf ({} {}) .".format, cls, cls, cls),
    st.builds("{} owl:equivalentClass [ owl:onProperty {} ; owl:hasValue {} ] .".format, cls, prop, thing),
    st.builds("[ owl:onProperty {} ; owl:someValuesFrom {} ] rdfs:subClassOf {} .".format, prop, cls, cls),
    st.builds("{} rdfs:subClassOf [ owl:onProperty {} ; owl:allValuesFrom {} ] .".format, cls, prop, cls),
    st.builds("{} rdfs:subPropertyOf {} .".format, prop, prop),
    st.builds("{} owl:inverseOf {} .".format, prop, prop),
    st.builds("{} rdfs:domain {} .".format, prop, cls),
    st.builds("{} rdfs:range {} .".format, prop, cls),
    st.builds("{} owl:propertyChainAxiom ({} {}) .".format, prop, prop, prop),
    st.builds("{} owl:hasKey ({}) .".format, cls, prop),
    st.builds(
        "{} a owl:{} .".format, prop, st.sampled_from(["TransitiveProperty", "SymmetricProperty", "AsymmetricProperty"])
    ),
]
DATA = [
    st.builds("{} {} {} .".format, thing, prop, value),
    st.builds("{} {} {} .".format, thing, prop, value),
    st.builds("{} a {} .".format, thing, cls),
    st.builds("{} owl:sameAs {} .".format, thing, thing),
]
texts = st.builds(
    lambda axioms, data: " ".join(axioms + data),
    st.lists(st.one_of(AXIOMS), max_size=6),
    st.lists(st.one_of(DATA), max_size=8),
)


@pytest.mark.slow
@settings(max_examples=20, deadline=None, derandomize=True)
@given(texts)
def test_leaving_out_triples_for_owlrl_changes_nothing(text: str) -> None:
    given_triples = read(text)
    pruned, _ = owlrl.closure(given_triples)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owlrl, "_needed", lambda triples, _: (set(triples), {}))
        whole, _ = owlrl.closure(given_triples)
    assert pruned == whole


@settings(max_examples=25, deadline=None, derandomize=True)
@given(texts)
def test_every_inferred_triple_has_a_sound_proof(checker: type, text: str) -> None:
    asserted = read(text)
    found = proving(asserted)
    check = checker(asserted)
    for goal in materialise(asserted).triples:
        proof = found.explain(goal)
        assert proof is not None, goal
        assert list(check.problems(proof)) == []


# ---- Triples that no rule uses are left out before inference


def whole(text: str) -> set[Triple]:
    """Return the inferred triples if nothing is left out."""
    return {triple for triple in close_triples(read(text)).inferred() if not is_schema(triple)}


@pytest.mark.parametrize(
    "text",
    [
        ':a :p :b ; :note "x" . :p rdfs:domain :C .',
        ':a :p :b ; :note "x" . :b :note "y" . :a owl:sameAs :b .',
        ':a :note "x" . :note owl:sameAs :remark .',
        ':a :note "x" . :note rdfs:subPropertyOf :remark .',
        ':p a owl:FunctionalProperty . :a :p :b , :c . :b :note "x" .',
        ':p rdfs:subPropertyOf rdfs:subClassOf . :C :p :D . :a a :C ; :note "x" .',
    ],
)
def test_properties_without_axioms_change_nothing(text: str) -> None:
    assert set(materialise(read(text)).triples) == whole(text)


def test_ill_typed_literals_of_properties_without_axioms_are_inconsistencies() -> None:
    (found,) = materialise(read(':a :note "x"^^xsd:integer ; :remark "1"^^xsd:integer .')).inconsistencies
    assert found.rule == "dt-not-type"


def test_axioms_about_datatypes_apply_to_every_literal() -> None:
    text = ':a :note "x" . xsd:string rdfs:subClassOf xsd:integer .'
    assert [found.rule for found in materialise(read(text)).inconsistencies] == ["dt-not-type"]


def test_leaving_out_unused_triples_changes_nothing_in_the_shipped_graph(shipped: KnowledgeGraph) -> None:
    quads = shipped.snapshot.store.quads_for_pattern(None, None, None, ox.NamedNode(terms.ACCEPTED))
    asserted = [plain(quad) for quad in quads]
    one, other = materialise(asserted), close_triples(asserted)
    assert {t for t in other.inferred() if t in one.triples} == set(one.triples)
    assert len(one.triples) == shipped.snapshot.manifest.inferred
    assert [found.premises for found in one.inconsistencies] == [found.premises for found in inconsistencies(other)]


def test_many_triples_of_the_shipped_graph_are_left_out_before_inference(shipped: KnowledgeGraph) -> None:
    quads = shipped.snapshot.store.quads_for_pattern(None, None, None, ox.NamedNode(terms.ACCEPTED))
    asserted = frozenset(map(plain, quads))
    # A datatype as a range gives no rule for the literals of other properties.
    assert any(p.value == f"{terms.RDFS}range" and o.value == f"{terms.XSD}string" for _, p, o in asserted)
    assert len(materialise(asserted).closure.given) < 0.6 * len(asserted)


def test_a_datatype_as_a_range_applies_only_to_its_property() -> None:
    text = ':p rdfs:range xsd:integer . :a :p "x" ; :note "y" .'
    found = materialise(read(text)).inconsistencies
    assert [str(premise[1]) for found in found for premise in found.premises] == ["<urn:t:p>"]


@pytest.mark.parametrize("engine", ["kg", "owlrl"])
def test_a_thing_that_is_typed_as_an_annotation_or_used_as_a_list_keeps_its_conclusions(engine: Engine) -> None:
    axioms = ":p rdfs:domain :C ; rdfs:range :D . :a :p :b . "
    for more in (":a a owl:Axiom .", ":a a owl:Annotation .", ":a rdf:first :b ; rdf:rest rdf:nil ; a rdf:List ."):
        assert materialise(read(axioms + more), engine).triples == {*read(":a a :C . :b a :D .")}, more
