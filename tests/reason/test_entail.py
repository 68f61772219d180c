"""Entailment of goals about data and schema: true, false, or unknown if the rules cannot decide."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.rdf import terms
from kg.rdf.model import Triple, plain
from kg.reason.entail import entails

PREFIXES = "".join(
    f"@prefix {name}: <{iri}> .\n"
    for name, iri in (("", "urn:t:"), ("owl", terms.OWL), ("rdf", terms.RDF), ("rdfs", terms.RDFS), ("xsd", terms.XSD))
)

#: Entailed goals: premises and goal.
TRUE = {
    "an asserted triple": (":a :p :b .", ":a :p :b ."),
    "an inferred triple": (":p rdfs:subPropertyOf :q . :a :p :b .", ":a :q :b ."),
    "a blank node": (":a :p :b . :b a :C .", ":a :p [ a :C ] ."),
    "the empty goal": (":a :p :b .", ""),
    "a declaration": (":a :p :b .", ":C a owl:Class ."),
    "another lexical form of a value": (":a :p 1.0 .", ":a :p 1 ."),
    "a thing that is the same as itself": (":a :p :b .", ":a owl:sameAs :a ."),
    "a reflexive property of a thing": (":p a owl:ReflexiveProperty . :a :q :b .", ":a :p :a . :b :p :b ."),
    "what follows from a reflexive property": (
        ":p a owl:ReflexiveProperty ; rdfs:subPropertyOf :q . :r owl:propertyChainAxiom (:q :s) . :a :s :b .",
        ":a :r :b .",
    ),
    "a reflexive property": (":p a owl:ReflexiveProperty ; rdfs:subPropertyOf :q .", ":q a owl:ReflexiveProperty ."),
    "a class below owl:Thing": (":C a owl:Class .", ":C rdfs:subClassOf owl:Thing ."),
    "a class below itself": (":C a owl:Class .", ":C rdfs:subClassOf :C ."),
    "owl:Nothing below a class": (":C a owl:Class .", "owl:Nothing rdfs:subClassOf :C ."),
    "subclasses": (":C rdfs:subClassOf :D . :D rdfs:subClassOf :E .", ":C rdfs:subClassOf :E ."),
    "a subclass of an intersection": (
        ":C rdfs:subClassOf :D , :E .", ":C rdfs:subClassOf [ owl:intersectionOf (:D :E) ] .",
    ),
    "a subclass of a union": (":C rdfs:subClassOf :D .", ":C rdfs:subClassOf [ owl:unionOf (:D :E) ] ."),
    "a subclass of some values": (
        ":C rdfs:subClassOf [ owl:onProperty :p ; owl:hasValue :v ] . :v a :D .",
        ":C rdfs:subClassOf [ owl:onProperty :p ; owl:someValuesFrom :D ] .",
    ),
    "a subclass of all values": (
        ":p rdfs:range :D .", ":C rdfs:subClassOf [ owl:onProperty :p ; owl:allValuesFrom :D ] .",
    ),
    "a subclass of at most one": (
        ":p a owl:FunctionalProperty .",
        ":C rdfs:subClassOf [ owl:onProperty :p ; owl:maxCardinality 1 ] .",
    ),
    "a subclass of a complement": (
        ":C owl:disjointWith :D .", ":C rdfs:subClassOf [ owl:complementOf :D ] .",
    ),
    "equivalent classes": (
        ":C rdfs:subClassOf :D . :D rdfs:subClassOf :C .", ":C owl:equivalentClass :D .",
    ),
    "disjoint classes": (
        ":C owl:disjointWith :D . :E rdfs:subClassOf :C .", ":E owl:disjointWith :D .",
    ),
    "an instance of a complement": (":C owl:disjointWith :D . :a a :C .", ":a a [ owl:complementOf :D ] ."),
    "subproperties": (":p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :r .", ":p rdfs:subPropertyOf :r ."),
    "equivalent properties": (
        ":p owl:inverseOf :q . :q owl:inverseOf :r .", ":p owl:equivalentProperty :r .",
    ),
    "inverse properties": (":p a owl:SymmetricProperty .", ":p owl:inverseOf :p ."),
    "disjoint properties": (
        ":p rdfs:domain :C . :q rdfs:domain :D . :C owl:disjointWith :D .", ":p owl:propertyDisjointWith :q .",
    ),
    "a domain": (":p rdfs:subPropertyOf :q . :q rdfs:domain :C .", ":p rdfs:domain :C ."),
    "a range": (":p owl:inverseOf :q . :q rdfs:domain :C .", ":p rdfs:range :C ."),
    "a range of data": (":p rdfs:range xsd:byte .", ":p rdfs:range xsd:integer ."),
    "a chain": (":p a owl:TransitiveProperty .", ":p owl:propertyChainAxiom (:p :p :p) ."),
    "a key": (":p a owl:InverseFunctionalProperty .", ":C owl:hasKey (:p :q) ."),
    "a functional property": (
        ":p owl:inverseOf :q . :q a owl:InverseFunctionalProperty .", ":p a owl:FunctionalProperty .",
    ),
    "a symmetric property": (":p owl:inverseOf :p .", ":p a owl:SymmetricProperty ."),
    "a transitive property": (":p owl:propertyChainAxiom (:p :p) .", ":p a owl:TransitiveProperty ."),
    "an asymmetric property": (
        ":p rdfs:domain :C ; rdfs:range :D . :C owl:disjointWith :D .", ":p a owl:AsymmetricProperty .",
    ),
    "an irreflexive property": (":p a owl:AsymmetricProperty .", ":p a owl:IrreflexiveProperty ."),
    "different things": (":p a owl:FunctionalProperty . :a :p 1 . :b :p 2 .", ":a owl:differentFrom :b ."),
    "things that are all different": (
        ":C owl:disjointWith :D . :a a :C . :b a :D . :c owl:differentFrom :a , :b .",
        "[] a owl:AllDifferent ; owl:members (:a :b :c) .",
    ),
    "classes that are all disjoint": (
        ":C owl:disjointWith :D . :E rdfs:subClassOf :C . :F rdfs:subClassOf :D .",
        "[] a owl:AllDisjointClasses ; owl:members (:E :F) .",
    ),
    "a negative assertion": (
        ":p a owl:AsymmetricProperty . :a :p :b .",
        "[] a owl:NegativePropertyAssertion ; owl:sourceIndividual :b ; owl:assertionProperty :p ;"
        " owl:targetIndividual :a .",
    ),
    "anything, from inconsistent premises": (":a a owl:Nothing .", ":b :p :c ."),
}  # fmt: skip

#: Goals that an ontology in OWL 2 RL does not entail.
FALSE = {
    "a triple that is not stated": (":a :p :b .", ":a :p :c ."),
    "a superclass as a subclass": (":C rdfs:subClassOf :D .", ":D rdfs:subClassOf :C ."),
    "one half of an equivalence": (":C rdfs:subClassOf :D .", ":C owl:equivalentClass :D ."),
    "an inverse one way": (":p rdfs:subPropertyOf :q .", ":p owl:inverseOf :q ."),
    "two things with two names": (":a :p :c . :b :p :c .", ":a owl:differentFrom :b ."),
    "transitive from the wrong chain": (":p owl:propertyChainAxiom (:p :q) .", ":p a owl:TransitiveProperty ."),
    "a chain of another order": (":p owl:propertyChainAxiom (:q :r) .", ":p owl:propertyChainAxiom (:r :q) ."),
    "another value": (":a :p 1 .", ":a :p 2 ."),
    "a blank node without the relation": (":a :p :b .", ":a :p [ :q :b ] ."),
    "half of a goal": (":a :p :b .", ":a :p :b . :a :q :b ."),
    "equality from equivalence": (":C owl:equivalentClass :D .", ":C owl:sameAs :D ."),
}

#: Goals that the rules cannot decide.
UNKNOWN = {
    "premises outside the profile": (
        ":C rdfs:subClassOf [ owl:unionOf (:D :E) ] . :D rdfs:subClassOf :F . :E rdfs:subClassOf :F . :a a :C .",
        ":a a :F .",
    ),
    "a range of data that is not covered": (":p rdfs:range xsd:short .", ":p rdfs:range xsd:unsignedByte ."),
    "the meaning of terms of OWL": (":p a owl:ObjectProperty .", ":p rdfs:subPropertyOf owl:topObjectProperty ."),
    "at least one": (":a :p :b .", ":a a [ owl:onProperty :p ; owl:minCardinality 1 ] ."),
}

DECLARED = (
    " :p a owl:ObjectProperty . :q a owl:ObjectProperty . :r a owl:ObjectProperty . :C a owl:Class . :D a owl:Class ."
)


def read(text: str) -> list[Triple]:
    return [plain(quad) for quad in ox.parse(PREFIXES + text, format=ox.RdfFormat.TURTLE)]


@pytest.mark.parametrize("case", TRUE)
def test_a_goal_is_entailed(case: str) -> None:
    premises, goal = TRUE[case]
    found = entails(read(premises), read(goal))
    assert (found.answer, found.open) == ("true", ())


@pytest.mark.parametrize("case", FALSE)
def test_a_goal_is_not_entailed(case: str) -> None:
    premises, goal = FALSE[case][0], read(FALSE[case][1])
    found = entails(read(premises + DECLARED), goal)
    assert (found.answer, found.steps) == ("false", ())
    assert found.open
    assert set(found.open) <= set(goal)


@pytest.mark.parametrize("case", UNKNOWN)
def test_a_goal_is_undecided(case: str) -> None:
    premises, goal = UNKNOWN[case]
    assert entails(read(premises), read(goal)).answer == "unknown"


@pytest.mark.parametrize("case", [case for case in TRUE if "disjoint" not in case])
def test_proofs_use_only_premises_and_assumptions(case: str, checker: type) -> None:
    premises, goal = TRUE[case]
    asserted = read(premises)
    found = entails(asserted, read(goal))
    assumed = [triple for step in found.steps for triple in step.assumed]
    check = checker([*asserted, *assumed])
    for proof in found.proofs():
        assert set(proof.leaves()) <= {*asserted, *assumed}
        assert list(check.problems(proof)) == []


def test_an_entailed_goal_has_a_proof() -> None:
    found = entails(read(":p a owl:TransitiveProperty ."), read(":p owl:propertyChainAxiom (:p :p :p) ."))
    (proof,) = found.proofs()
    assert [leaf[1].value for leaf in proof.leaves()] == ["urn:t:p"] * 3
    assert proof.rule is not None
    assert proof.rule.name == "prp-trp"


def test_a_refutation_names_the_inconsistency() -> None:
    found = entails(read(":C owl:disjointWith :D . :a a :C ."), read(":a a [ owl:complementOf :D ] ."))
    (inconsistency,) = [step.inconsistency for step in found.steps if step.inconsistency is not None]
    assert inconsistency.rule == "cax-dw"


def test_blank_nodes_of_the_goal_are_not_those_of_the_premises() -> None:
    node = ox.BlankNode("n")
    p, q, a = (ox.NamedNode(f"urn:t:{name}") for name in "pqa")
    premises: list[Triple] = [(a, p, node), (ox.NamedNode("urn:t:b"), p, a), (a, q, a)]
    assert entails(premises, [(a, p, node), (node, q, a)]).answer != "true"
    assert entails(premises, [(node, p, a), (a, q, a)]).answer == "true"


def test_new_names_do_not_collide_with_names_in_the_premises() -> None:
    text = "<urn:kg:frozen:0:1> a :D . :C rdfs:subClassOf :E ." + DECLARED
    assert entails(read(text), read(":C rdfs:subClassOf :D .")).answer == "false"


def test_annotations_of_a_goal_mean_nothing_in_the_direct_semantics() -> None:
    premises = read(":note a owl:AnnotationProperty . :C owl:equivalentClass :D .")
    for goal in (':C :note "x" .', ':C rdfs:label "x"@en .', ":note rdfs:range :C .", "<urn:o> owl:versionInfo 2 ."):
        assert entails(premises, read(goal)).answer != "true"
        assert entails(premises, read(goal), "direct").answer == "true"
    # A property of two kinds is no annotation, and other parts of the goal still have to follow.
    both = read(":note a owl:AnnotationProperty , owl:DatatypeProperty .")
    assert entails(both, read(':C :note "x" .'), "direct").answer != "true"
    assert entails(premises, read(':C rdfs:label "x" ; rdfs:subClassOf :E .'), "direct").answer != "true"


def test_reflexive_and_irreflexive_contradict_each_other() -> None:
    premises = read(":p a owl:ReflexiveProperty , owl:IrreflexiveProperty . :a :q :b .")
    (step,) = entails(premises, read(":b :q :a .")).steps
    assert step.inconsistency is not None
    assert set(read(":a :p :a . :b :p :b .")) <= set(step.assumed)
