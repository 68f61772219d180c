"""Proofs are short, sound and never circular; every inferred triple of the shipped graph has one."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

import kg
from kg.graph import KnowledgeGraph
from kg.project.project import Project
from kg.rdf import terms
from kg.rdf.model import ACCEPTED, INFERRED, Triple, plain
from kg.reason import Proof, close, materialise

PREFIXES = f"@prefix : <urn:t:> . @prefix owl: <{terms.OWL}> . @prefix rdfs: <{terms.RDFS}> .\n"


def read(text: str) -> set[Triple]:
    return {plain(quad) for quad in ox.parse(PREFIXES + text, format=ox.RdfFormat.TURTLE)}


def proof_of(goal: str, text: str) -> Proof | None:
    (triple,) = read(goal)
    return close(read(text)).explain(triple)


def test_an_asserted_triple_is_its_own_proof() -> None:
    proof = proof_of(":a :p :b .", ":a :p :b . :q rdfs:subPropertyOf :p . :a :q :b .")
    assert proof is not None
    assert (proof.rule, proof.premises, proof.size) == (None, (), 0)


def test_a_triple_that_does_not_follow_has_no_proof() -> None:
    assert proof_of(":a :p :c .", ":a :p :b .") is None


def test_the_shortest_proof_is_found() -> None:
    text = (
        ":C rdfs:subClassOf :D . :D rdfs:subClassOf :E . :E rdfs:subClassOf :F . :a a :C ."
        " :p rdfs:domain :F . :a :p :b ."
    )
    proof = proof_of(":a a :F .", text)
    assert proof is not None
    assert proof.rule is not None
    assert (proof.rule.name, proof.size) == ("prp-dom", 1)


def test_leaves_are_asserted_triples_without_repetition() -> None:
    proof = proof_of(":a :t :c .", ":t owl:propertyChainAxiom (:p :q) . :q owl:inverseOf :r . :a :p :b . :c :r :b .")
    assert proof is not None
    assert list(proof.leaves()) == [*read(":a :p :b ."), *read(":c :r :b .")]
    assert proof.size == 2


@pytest.mark.parametrize(
    ("goal", "text"),
    [
        (":b :p :a .", ":p a owl:SymmetricProperty . :a :p :b ."),
        (":a a :D .", ":C owl:equivalentClass :D . :D owl:equivalentClass :C . :a a :C ."),
        (":b :q :a .", ":p owl:inverseOf :q . :q owl:inverseOf :p . :a :p :b ."),
        (":a :p :d .", ":p a owl:TransitiveProperty . :a :p :b . :b :p :c . :c :p :d , :a ."),
    ],
)  # fmt: skip
def test_cyclic_axioms_do_not_make_a_proof_circular(goal: str, text: str, checker: type) -> None:
    proof = proof_of(goal, text)
    assert proof is not None
    assert list(checker(read(text)).problems(proof)) == []


def test_a_proof_through_an_anonymous_class_is_sound(checker: type) -> None:
    asserted = read(
        ":H owl:equivalentClass [ owl:intersectionOf (:E [ owl:onProperty :s ; owl:hasValue :v ]) ] . :a a :E ; :s :v ."
    )
    (goal,) = materialise(asserted).triples
    proof = close(asserted).explain(goal)
    assert proof is not None
    assert list(checker(asserted).problems(proof)) == []
    assert [step.rule.name for step in proof.steps() if step.rule] == ["cax-eqc2", "cls-int1", "cls-hv2"]


def test_the_proof_of_a_long_path_is_found() -> None:
    text = " ".join(f":C{n} rdfs:subClassOf :C{n + 1} ." for n in range(12)) + " :a a :C0 ."
    proof = proof_of(":a a :C12 .", text)
    assert proof is not None
    assert proof.size == 12


def test_the_checker_refuses_wrong_proofs(checker: type) -> None:
    asserted = read(":C rdfs:subClassOf :D . :a a :C . :b a :C .")
    proof = proof_of(":a a :D .", ":C rdfs:subClassOf :D . :a a :C . :b a :C .")
    assert proof is not None
    check = checker(asserted)
    (other,) = read(":b a :D .")
    (leaf,) = read(":a a :E .")
    assert list(check.problems(proof)) == []
    assert list(check.problems(Proof(other, proof.rule, proof.premises)))
    assert list(check.problems(Proof(proof.triple, proof.rule, ())))
    assert list(check.problems(Proof(proof.triple, proof.rule, (Proof(leaf),))))
    assert list(check.problems(Proof(leaf)))
    assert list(check.problems(Proof(proof.triple, proof.rule, (proof,))))


# ---- The shipped graph


@pytest.fixture(scope="module", params=["shipped", "documents_only"])
def proofs(request: pytest.FixtureRequest) -> tuple[KnowledgeGraph, list[Proof]]:
    graph: KnowledgeGraph = request.getfixturevalue(request.param)
    snapshot = graph.snapshot
    found = []
    for quad in snapshot.store.quads_for_pattern(None, None, None, INFERRED):
        proof = graph.why(*plain(quad)).proof
        assert proof is not None, quad
        found.append(proof)
    return graph, found


def test_every_inferred_triple_has_a_sound_proof(proofs: tuple[KnowledgeGraph, list[Proof]], checker: type) -> None:
    graph, found = proofs
    check = checker(plain(quad) for quad in graph.snapshot.store.quads_for_pattern(None, None, None, ACCEPTED))
    assert found
    assert [problem for proof in found for problem in check.problems(proof)] == []


def test_every_leaf_is_stated_by_a_source(proofs: tuple[KnowledgeGraph, list[Proof]]) -> None:
    graph, found = proofs
    for leaf in {leaf for proof in found for leaf in proof.leaves()}:
        assert graph.snapshot.asserted_in(leaf), leaf


def test_a_conclusion_from_a_rejected_premise_does_not_hold(project: Project) -> None:
    statement = ("FR", "kg:metUnder", "climate-dialogue")
    assert kg.open(project.root).why(*statement).holds
    (project.root / "data" / "judgements.ttl").write_text(
        f"""@prefix kg: <{terms.KG}> . @prefix my: <https://example.org/desk/> .
        my:judgements a kg:Source .
        my:j a kg:Judgement ; kg:verdict kg:Rejected ; kg:judgedSource <https://example.org/desk/source/example> ;
          kg:judgedSubject <https://example.org/desk/event/round-1> ; kg:judgedPredicate kg:hasParty ;
          kg:judgedObject <{terms.BASE}country/FR> .""",
        encoding="utf-8",
    )
    graph = kg.open(project.root)
    assert not graph.why(*statement).holds
    assert graph.why("JP", *statement[1:]).holds
