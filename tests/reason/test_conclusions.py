"""The public API: triples from every kind of input, to every kind of output, in the caller's terms."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, RDFS, BNode, Literal, URIRef

from kg.errors import DataError, UsageError
from kg.rdf import terms
from kg.reason import Conclusions, close, entails, materialise, read

PREFIXES = (
    f"@prefix : <urn:t:> . @prefix owl: <{terms.OWL}> . @prefix rdfs: <{terms.RDFS}> . @prefix xsd: <{terms.XSD}> .\n"
)
TEXT = (
    PREFIXES + ':Summit rdfs:subClassOf :Event . :s a :Summit ; :met :t . :met a owl:SymmetricProperty . :s :p "1"@en .'
)
TURTLE = ox.RdfFormat.TURTLE


def n(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"urn:t:{name}")


def triples(text: str) -> list[Any]:
    return [tuple(quad)[:3] for quad in ox.parse(PREFIXES + text, format=TURTLE)]


def node(name: str) -> URIRef:
    return URIRef(f"urn:t:{name}")


EXPECTED = {(n("s"), ox.NamedNode(terms.RDF_TYPE), n("Event")), (n("t"), n("met"), n("s"))}
NODES = {(node("s"), RDF.type, node("Event")), (node("t"), node("met"), node("s"))}


def store() -> ox.Store:
    result = ox.Store()
    result.load(TEXT.encode(), format=TURTLE, to_graph=n("g"))
    return result


def dataset() -> rdflib.Dataset:
    result = rdflib.Dataset()
    result.graph(node("g")).parse(data=TEXT, format="turtle")
    return result


SOURCES = {
    "triples of pyoxigraph": lambda: ox.parse(TEXT, format=TURTLE),
    "tuples of pyoxigraph": lambda: triples(TEXT),
    "ox.Triple": lambda: [quad.triple for quad in ox.parse(TEXT, format=TURTLE)],
    "a store of pyoxigraph": store,
    "a dataset of pyoxigraph": lambda: ox.Dataset(ox.parse(TEXT, format=TURTLE)),
    "encoded": lambda: read(triples(TEXT)),
    "rdflib.Graph": lambda: rdflib.Graph().parse(data=TEXT, format="turtle"),
    "rdflib.Dataset": dataset,
    "tuples of rdflib": lambda: list(rdflib.Graph().parse(data=TEXT, format="turtle")),
}


@pytest.mark.parametrize("kind", SOURCES)
def test_every_kind_of_input_gives_the_same_conclusions_in_its_own_terms(kind: str) -> None:
    conclusions = close(SOURCES[kind]())
    assert set(conclusions.inferred()) == (NODES if "rdflib" in kind else EXPECTED)
    for triple in NODES | EXPECTED:
        assert triple in conclusions
        proof = conclusions.explain(triple)
        assert proof is not None
        assert all(isinstance(term, URIRef) == ("rdflib" in kind) for term in proof.triple)
    assert (n("s"), n("met"), n("s")) not in conclusions
    assert len(conclusions) == len(list(conclusions)) == len(set(conclusions))


@pytest.mark.parametrize("ending", [".ttl", ".nt", ".nq", ".trig", ".rdf", ".jsonld"])
def test_a_file_is_read_by_its_extension(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    syntax = ox.RdfFormat.from_extension(ending[1:])
    assert syntax is not None
    path.write_bytes(ox.serialize([q.triple for q in ox.parse(TEXT, format=TURTLE)], format=syntax))
    assert set(close(path).inferred()) == set(close(str(path)).inferred()) == EXPECTED


def test_bad_input_is_explained(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("<urn:a> <urn:b> .", encoding="utf-8")
    with pytest.raises(DataError, match=r"bad\.ttl:1"):
        close(tmp_path / "bad.ttl")
    with pytest.raises(UsageError, match="missing"):
        close(tmp_path / "missing.ttl")
    for source in (3, [3], [("a", "b", "c")], [(n("a"), n("b"))], [(node("a"), node("b"), "c")]):
        with pytest.raises(UsageError, match=r"triple|term"):
            close(source)
    for row in (
        (n("a"), ox.Literal("x"), n("b")),
        (node("a"), Literal("x"), node("b")),
        (Literal("x"), RDF.type, RDF.Bag),
    ):
        with pytest.raises(UsageError, match="cannot stand"):
            close([row])
    assert list(close([])) == []


def test_proofs_are_in_terms_of_rdflib() -> None:
    graph = rdflib.Graph().parse(
        data=TEXT + ":Event rdfs:subClassOf [ owl:hasValue 1 ; owl:onProperty :q ] .", format="turtle"
    )
    conclusions = close(graph)
    goal = (node("s"), node("q"), Literal(1))
    proof, *_ = conclusions.all_proofs(goal)
    for step in proof.steps():
        assert all(isinstance(term, URIRef | BNode | Literal) for term in step.triple)
        if step.rule is not None:
            assert all(axiom in graph for axiom in step.rule.axioms)
            assert all(isinstance(term, URIRef | BNode | Literal) for term in step.rule.schema.values())
    assert set(proof.leaves()) <= set(graph)
    assert proof == conclusions.explain(goal)


def test_goals_and_answers_are_in_the_callers_terms() -> None:
    graph = rdflib.Graph().parse(data=TEXT, format="turtle")
    for answer in (
        close(graph).entails([(node("Summit"), RDFS.subClassOf, node("Event"))]),
        entails(graph, rdflib.Graph().parse(data=PREFIXES + ":Summit rdfs:subClassOf :Event .", format="turtle")),
    ):
        assert answer.answer == "true"
        assert all(isinstance(term, URIRef) for step in answer.steps for triple in step.goal for term in triple)
    found = close(graph).entails([(node("s"), RDF.type, node("Event"))])
    (proof,) = found.proofs()
    assert (proof.triple, proof.rule.name) == ((node("s"), RDF.type, node("Event")), "cax-sco")
    lost = entails(triples(TEXT), [(n("Event"), ox.NamedNode(RDFS.subClassOf), n("Summit"))])
    assert (lost.answer, lost.open) == ("false", ((n("Event"), ox.NamedNode(RDFS.subClassOf), n("Summit")),))


def test_match_finds_given_and_inferred_triples() -> None:
    conclusions = close(rdflib.Graph().parse(data=TEXT, format="turtle"))
    assert set(conclusions.match(None, node("met"))) == {
        (node("s"), node("met"), node("t")), (node("t"), node("met"), node("s")),
    }  # fmt: skip
    assert list(conclusions.match(node("nobody"))) == []
    assert list(conclusions.match(n("s"), RDF.type, node("Event"))) == [(node("s"), RDF.type, node("Event"))]


# ---- Output


def test_conclusions_are_added_to_a_store() -> None:
    into = ox.Store()
    close(triples(TEXT)).into(into)
    close(triples(TEXT)).into(into, node("g"))
    assert {tuple(quad)[:3] for quad in into.quads_for_pattern(None, None, None, n("g"))} == EXPECTED
    assert {tuple(quad)[:3] for quad in into.quads_for_pattern(None, None, None, ox.DefaultGraph())} == EXPECTED


def test_conclusions_are_added_to_rdflib_graphs() -> None:
    graph, into = rdflib.Graph(), rdflib.Dataset()
    conclusions = close(triples(TEXT))
    conclusions.into(graph)
    conclusions.into(into)
    conclusions.into(into, n("g"))
    assert set(graph) == set(into.default_graph) == set(into.graph(node("g"))) == NODES
    with pytest.raises(UsageError, match="Dataset"):
        conclusions.into(graph, n("g"))
    with pytest.raises(UsageError, match="list"):
        conclusions.into([])  # type: ignore[arg-type]


def test_conclusions_are_a_graph_of_rdflib() -> None:
    graph = close(triples(TEXT)).to_rdflib()
    assert set(graph) >= NODES
    assert bool(graph.query("ASK { ?x a <urn:t:Event> }"))


def test_conclusions_are_written_as_lines() -> None:
    lines = "".join(close(triples(TEXT)).lines())
    assert {tuple(quad)[:3] for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)} == EXPECTED


# ---- Named graphs


def test_leaves_name_the_graphs_that_state_them() -> None:
    type_, below = ox.NamedNode(terms.RDF_TYPE), ox.NamedNode(str(RDFS.subClassOf))
    fact, axiom = (n("s"), type_, n("Summit")), (n("Summit"), below, n("Event"))
    conclusions = close([
        ox.Quad(*fact, n("g2")), ox.Quad(*fact, n("g1")), ox.Quad(*fact), ox.Quad(*axiom, n("g3")),
        ox.Quad(n("Event"), below, n("Thing")),
    ])  # fmt: skip
    proof = conclusions.explain((n("s"), type_, n("Event")))
    assert proof is not None
    (leaf,) = proof.premises
    assert (leaf.triple, leaf.graphs) == (fact, (n("g1"), n("g2")))
    assert conclusions.graphs(axiom) == (n("g3"),)
    assert conclusions.graphs((n("Event"), below, n("Thing"))) == ()
    assert conclusions.graphs((n("s"), type_, n("Event"))) == ()
    # Leaves below inferred axioms have graphs too.
    higher = conclusions.explain((n("Summit"), below, n("Thing")))
    assert higher is not None
    assert {leaf.triple: leaf.graphs for leaf in higher.steps() if leaf.rule is None}[axiom] == (n("g3"),)


def test_graphs_of_rdflib_are_named_in_its_terms() -> None:
    conclusions = close(dataset())
    proof = conclusions.explain((node("t"), node("met"), node("s")))
    assert proof is not None
    assert [leaf.graphs for leaf in proof.premises] == [(node("g"),)]


def test_without_named_graphs_a_proof_names_none() -> None:
    proof = close(triples(TEXT)).explain((n("s"), n("met"), n("t")))
    assert proof is not None
    assert proof.graphs == ()


# ---- Changes


def test_triples_and_sources_can_be_added_and_removed() -> None:
    conclusions = close(dataset())
    less = conclusions.changed(remove_graphs=[node("g")])
    assert list(less) == []
    more = conclusions.changed(
        add=[(node("u"), RDF.type, node("Summit"))], remove=[(node("s"), node("met"), node("t"))]
    )
    assert set(more.inferred()) == {
        (node("s"), RDF.type, node("Event")), (node("u"), RDF.type, node("Event")),
    }  # fmt: skip
    proof = more.explain((node("u"), RDF.type, node("Event")))
    assert proof is not None
    assert proof.rule is not None
    assert set(conclusions.inferred()) == NODES
    with pytest.raises(UsageError, match="complete=True"):
        close([], complete=True).changed()


# ---- Inconsistencies


INCONSISTENT = {
    "through inferred statements": ":C rdfs:subClassOf :D . :D owl:disjointWith :E . :p rdfs:range :E ."
    " :a a :C . :b :p :a .",
    "by an inferred axiom": ":C rdfs:subClassOf :D . :D rdfs:subClassOf owl:Nothing . :a a :C .",
    "of equal things": ":p a owl:FunctionalProperty . :x :p :a, :b . :a owl:differentFrom :b .",
    "of members of a list": "[] a owl:AllDifferent ; owl:members (:a :b :c) . :a owl:sameAs :d . :d owl:sameAs :c .",
    "of values": ":p a owl:FunctionalProperty ; rdfs:subPropertyOf :p . :a :p 1, 2 .",
    "of a value and a datatype": ":p rdfs:range xsd:integer . :q rdfs:subPropertyOf :p . :a :q 'x' .",
    "of an ill-typed literal": ":a :p 'x'^^xsd:integer .",
    "of a denied value": "[] owl:sourceIndividual :a ; owl:assertionProperty :p ; owl:targetValue 1.0 . :a :p 1 .",
    "to itself": ":p a owl:IrreflexiveProperty . :a :p :b . :a owl:sameAs :b .",
}


@pytest.mark.parametrize("case", INCONSISTENT)
def test_every_inconsistency_is_proved_from_the_given_triples(case: str, checker: Any) -> None:
    asserted = triples(INCONSISTENT[case])
    conclusions = close(asserted)
    check = checker(asserted)
    inconsistencies, refutations = list(conclusions.inconsistencies()), list(conclusions.refutations())
    assert len(inconsistencies) == len(refutations) >= 1
    for refutation in refutations:
        assert list(check.refutation_problems(refutation)) == []
        assert set(refutation.leaves()) <= set(asserted)
        assert list(refutation.leaves())
    inferences = materialise(asserted)
    assert {inferences.refute(found) is None for found in inferences.inconsistencies} == {False}


def test_inconsistencies_are_in_terms_of_rdflib() -> None:
    graph = rdflib.Graph().parse(data=PREFIXES + INCONSISTENT["through inferred statements"], format="turtle")
    (refutation,) = close(graph).refutations()
    assert set(refutation.leaves()) <= set(graph)
    assert set(refutation.inconsistency.axioms) <= set(graph)


def test_a_consistent_graph_has_no_refutations() -> None:
    assert list(close(triples(TEXT)).refutations()) == []


# ---- Complete conclusions: triples that hold in every graph

COMPLETE = {
    "eq-ref": (":a :p :b .", ":a owl:sameAs :a . :b owl:sameAs :b . :p owl:sameAs :p ."),
    "prp-ap": ("", "rdfs:label a owl:AnnotationProperty . owl:versionInfo a owl:AnnotationProperty ."),
    "cls-thing": ("", "owl:Thing a owl:Class ."),
    "cls-nothing1": ("", "owl:Nothing a owl:Class ."),
    "dt-type1": ("", "xsd:integer a rdfs:Datatype . xsd:dateTimeStamp a rdfs:Datatype ."),
    "scm-cls": (
        ":C a owl:Class .",
        ":C rdfs:subClassOf :C, owl:Thing ; owl:equivalentClass :C . owl:Nothing rdfs:subClassOf :C .",
    ),
    "scm-op": (":p a owl:ObjectProperty .", ":p rdfs:subPropertyOf :p ; owl:equivalentProperty :p ."),
    "scm-dp": (":p a owl:DatatypeProperty .", ":p rdfs:subPropertyOf :p ; owl:equivalentProperty :p ."),
}


@pytest.mark.parametrize("rule", COMPLETE)
def test_rules_without_premises_apply_on_request_with_a_proof(rule: str, checker: Any) -> None:
    given, expected = map(triples, COMPLETE[rule])
    complete, plain = close(given, complete=True), close(given)
    check = checker(given)
    assert set(expected) <= set(complete.inferred())
    assert not set(expected) & set(plain.inferred())
    for triple in expected:
        assert triple in complete
        proof = complete.explain(triple)
        assert proof is not None
        assert proof.rule is not None
        assert proof.rule.name == rule
        assert list(check.problems(proof)) == []


def test_complete_conclusions_are_used_as_premises(checker: Any) -> None:
    given = triples(":C a owl:Class . :a a :C . owl:Class rdfs:subClassOf :Meta . :Meta rdfs:subClassOf :Top .")
    complete = close(given, complete=True)
    for triple in triples(":a a owl:Thing . owl:Thing a :Meta . :C a :Top ."):
        assert triple in set(complete.inferred())
        proof = complete.explain(triple)
        assert proof is not None
        assert list(checker(given).problems(proof)) == []


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from([
    ":C a owl:Class .", ":D a owl:Class .", ":C rdfs:subClassOf :D .", ":a a :C .", ":a owl:sameAs :b .",
    ":p a owl:ObjectProperty .", ":p rdfs:range :C .", ":a :p :b .", ':a :q "x", 1 .', ":p rdfs:domain owl:Class .",
    "rdfs:subClassOf rdfs:domain owl:Class .", ":p owl:inverseOf [] .", ":a owl:sameAs :a .", ":C owl:sameAs :D .",
]), max_size=8))  # fmt: skip
def test_iteration_length_membership_and_match_agree_if_complete(checker: Any, texts: list[str]) -> None:
    given = triples(" ".join(texts))
    complete = close(given, complete=True)
    listed = list(complete)
    assert len(listed) == len(set(listed)) == len(complete)
    assert all(triple in complete for triple in listed)
    assert set(complete.inferred()) == set(listed) - set(given)
    assert set(listed) >= set(close(given))
    assert set(complete.match()) == set(listed)
    if texts:
        assert set(complete.match(n("a"))) == {t for t in listed if t[0] == n("a")}
    check = checker(given)
    for triple in complete.inferred():
        proof = complete.explain(triple)
        assert proof is not None, triple
        assert list(check.problems(proof)) == []


def test_the_repr_of_conclusions_has_its_size() -> None:
    assert repr(close(triples(TEXT))) == "<Conclusions: 5 triples given, 7 hold>"
    assert isinstance(close([]), Conclusions)
