"""The search for proofs in a closure: the checker accepts each proof, also through equal things."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given

from kg.rdf import terms
from kg.reason.closures.closing import close_encoded
from kg.reason.closures.closure import Closure
from kg.reason.proofs.alternatives import all_proofs
from kg.reason.proofs.search import explain
from kg.reason.readers.triples import from_triples

_spec = importlib.util.spec_from_file_location("closing_data", Path(__file__).with_name("test_closing.py"))
assert _spec is not None
assert _spec.loader is not None
data = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(data)

n, few, graphs = data.n, data.few, data.graphs
TYPE, SAME = data.TYPE, data.SAME


def owl(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{terms.OWL}{name}")


def rdfs(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{terms.RDFS}{name}")


@pytest.fixture
def proved(checker: Any) -> Callable[..., Any]:
    """Return a function that proves a triple from others, checks the proof and returns it."""

    def prove(triples: list[Any], goal: Any) -> Any:
        proof = explain(close_encoded(from_triples(triples)), goal)
        assert proof is not None
        assert list(checker(triples).problems(proof)) == []
        return proof

    return prove


@few
@given(triples=graphs())
def test_every_inference_has_a_sound_proof(checker: Any, triples: list[Any]) -> None:
    closure = close_encoded(from_triples(triples))
    checks = checker(triples)
    for goal in closure.inferred():
        proof = explain(closure, goal)
        assert proof is not None, goal
        assert list(checks.problems(proof)) == []


@few
@given(triples=graphs())
def test_alternative_proofs_are_sound_and_different(checker: Any, triples: list[Any]) -> None:
    closure = close_encoded(from_triples(triples))
    checks = checker(triples)
    for goal in sorted(closure.inferred(), key=str)[:6]:
        proofs = all_proofs(closure, goal, 5)
        assert 1 <= len(proofs) <= 5
        assert len(set(proofs)) == len(proofs)
        for proof in proofs:
            assert list(checks.problems(proof)) == []


def test_a_given_triple_is_a_leaf(proved: Callable[..., Any]) -> None:
    triple = (n("a"), n("p"), n("b"))
    assert proved([triple], triple).rule is None


def test_a_triple_that_does_not_follow_has_no_proof() -> None:
    closure = close_encoded(from_triples([(n("a"), n("p"), n("b"))]))
    assert explain(closure, (n("b"), n("p"), n("a"))) is None
    assert explain(closure, (n("a"), n("p"), n("unheard-of"))) is None
    assert all_proofs(closure, (n("b"), n("p"), n("a"))) == []


def test_equal_things_may_be_substituted(proved: Callable[..., Any]) -> None:
    triples = [(n("a"), n("p"), n("x")), (n("b"), SAME, n("a")), (n("x"), SAME, n("y"))]
    proof = proved(triples, (n("b"), n("p"), n("y")))
    assert {step.rule.name for step in _steps(proof)} == {"eq-rep-s", "eq-rep-o", "eq-sym"} - (
        {"eq-sym"} if not any(step.rule.name == "eq-sym" for step in _steps(proof)) else set()
    )


def test_values_of_a_functional_property_are_the_same(proved: Callable[..., Any]) -> None:
    triples = [
        (n("p"), TYPE, owl("FunctionalProperty")), (n("a"), n("p"), n("b")), (n("a"), n("p"), n("c")),
        (n("c"), n("q"), n("d")),
    ]  # fmt: skip
    assert proved(triples, (n("b"), n("q"), n("d"))).rule.name == "eq-rep-s"
    assert proved(triples, (n("c"), SAME, n("b"))).rule.name in {"prp-fp", "eq-sym"}


def test_things_found_equal_in_several_rounds_have_a_proof(proved: Callable[..., Any]) -> None:
    functional = owl("FunctionalProperty")
    triples = [
        (n("p"), TYPE, functional), (n("q"), TYPE, functional), (n("r"), TYPE, owl("SymmetricProperty")),
        (n("a"), n("p"), n("b1")), (n("a"), n("p"), n("b2")),
        (n("b1"), n("q"), n("c1")), (n("b2"), n("q"), n("c2")), (n("c2"), n("r"), n("z")),
    ]  # fmt: skip
    proved(triples, (n("z"), n("r"), n("c1")))


def test_a_conclusion_from_an_inferred_axiom_has_a_proof(proved: Callable[..., Any]) -> None:
    sub = rdfs("subClassOf")
    triples = [(n("C"), sub, n("D")), (n("D"), sub, n("E")), (n("a"), TYPE, n("C"))]
    proof = proved(triples, (n("a"), TYPE, n("E")))
    assert {step.rule.name for step in _steps(proof)} <= {"cax-sco", "scm-sco"}


def test_a_conclusion_over_a_thousand_equal_names_has_a_proof(proved: Callable[..., Any]) -> None:
    triples = [(n(f"t{i}"), SAME, n(f"t{i + 1}")) for i in range(1000)]
    proof = proved([*triples, (n("t0"), n("p"), n("x"))], (n("t1000"), n("p"), n("x")))
    assert len(list(proof.leaves())) == 1001


def test_several_proofs_are_found_up_to_a_limit() -> None:
    sub = rdfs("subPropertyOf")
    triples = [
        (n("p"), sub, n("r")), (n("q"), sub, n("r")), (n("a"), n("p"), n("b")), (n("a"), n("q"), n("b")),
    ]  # fmt: skip
    proofs = all_proofs(close_encoded(from_triples(triples)), (n("a"), n("r"), n("b")))
    assert [proof.size for proof in proofs] == [1, 1]
    assert len(all_proofs(close_encoded(from_triples(triples)), (n("a"), n("r"), n("b")), limit=1)) == 1


def _steps(proof: Any) -> list[Any]:
    own = [] if proof.rule is None else [proof]
    return own + [step for premise in proof.premises for step in _steps(premise)]


def test_the_indexes_of_a_closure_are_made_once() -> None:
    closure: Closure = close_encoded(from_triples([(n("a"), n("p"), n("b"))]))
    from kg.reason.proofs.search import proof_search

    assert proof_search(closure) is proof_search(closure)


def test_a_proof_may_have_thousands_of_levels() -> None:
    first, rest = ox.NamedNode(f"{terms.RDF}first"), ox.NamedNode(f"{terms.RDF}rest")
    one, two = ox.BlankNode("one"), ox.BlankNode("two")
    chain = [
        (n("p"), owl("propertyChainAxiom"), one), (one, first, n("p")), (one, rest, two),
        (two, first, n("q")), (two, rest, ox.NamedNode(f"{terms.RDF}nil")),
    ]  # fmt: skip
    # More levels than Python's stack allows.
    size = 1500
    steps = [(n(f"x{i}"), n("q"), n(f"x{i + 1}")) for i in range(size)]
    closure = close_encoded(from_triples([*chain, (n("a"), n("p"), n("x0")), *steps]))
    goal = (n("a"), n("p"), n(f"x{size}"))
    proof = explain(closure, goal)
    assert proof is not None
    assert (proof.size, len(list(proof.leaves()))) == (size, size + 1)
    (only,) = all_proofs(closure, goal)
    assert only == proof
    assert hash(only) == hash(proof)


@pytest.mark.slow
def test_a_chain_of_many_members_has_a_proof() -> None:
    # More members than the engine ranks one by one; the work grows with the third power of the size.
    size = 110
    first, rest = ox.NamedNode(f"{terms.RDF}first"), ox.NamedNode(f"{terms.RDF}rest")
    cells = [ox.BlankNode(f"c{i}") for i in range(size)] + [ox.NamedNode(f"{terms.RDF}nil")]
    members = [t for i in range(size) for t in ((cells[i], first, n("q")), (cells[i], rest, cells[i + 1]))]
    steps = [(n(f"x{i}"), n("q"), n(f"x{i + 1}")) for i in range(size)]
    triples = [(n("p"), owl("propertyChainAxiom"), cells[0]), *members, *steps]
    closure = close_encoded(from_triples(triples))
    proof = explain(closure, (n("x0"), n("p"), n(f"x{size}")))
    assert proof is not None
    assert (proof.size, len(proof.premises)) == (1, size)
