"""Long ways, deep and cyclic hierarchies, long lists, much that is the same: right answers, and no hang."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyoxigraph as ox
import pytest

from kg import terms
from kg.reason.bulk import BulkClosure, close_encoded
from kg.reason.encode import from_triples
from kg.reason.trace import explain
from kg.store import Triple

TYPE, SAME = ox.NamedNode(terms.RDF_TYPE), ox.NamedNode(f"{terms.OWL}sameAs")
SUB_CLASS, SUB_PROPERTY = (ox.NamedNode(f"{terms.RDFS}{name}") for name in ("subClassOf", "subPropertyOf"))


def n(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"urn:{name}")


def kind(name: str) -> Triple:
    return (n("p"), TYPE, ox.NamedNode(f"{terms.OWL}{name}Property"))


def way(size: int, predicate: ox.NamedNode = n("p"), name: str = "n") -> list[Triple]:
    return [(n(f"{name}{i}"), predicate, n(f"{name}{i + 1}")) for i in range(size)]


def closed(triples: list[Triple]) -> BulkClosure:
    return close_encoded(from_triples(triples))


def inferred(closure: BulkClosure) -> int:
    return sum(subjects.size for _, subjects, _ in closure.inferred_columns())


def depth(proof: Any) -> int:
    return 1 + max(map(depth, proof.premises), default=0)


def test_a_long_way() -> None:
    closure = closed([kind("Transitive"), *way(1000)])
    assert inferred(closure) == 1000 * 999 // 2


def test_a_long_way_that_works_both_ways() -> None:
    closure = closed([kind("Transitive"), kind("Symmetric"), *way(400)])
    assert len(closure) == 401 * 401 + 2


def test_a_way_that_is_found_step_by_step() -> None:
    # Each new pair makes the next one: every round adds one edge.
    next_, chain = n("next"), ox.BlankNode("l0")
    triples = [
        kind("Transitive"), (n("p"), ox.NamedNode(f"{terms.OWL}propertyChainAxiom"), chain),
        (chain, ox.NamedNode(f"{terms.RDF}first"), n("p")), (chain, ox.NamedNode(f"{terms.RDF}rest"), ox.BlankNode("l1")),
        (ox.BlankNode("l1"), ox.NamedNode(f"{terms.RDF}first"), next_),
        (ox.BlankNode("l1"), ox.NamedNode(f"{terms.RDF}rest"), ox.NamedNode(f"{terms.RDF}nil")),
        (n("n0"), n("p"), n("n1")), *way(120, next_),
    ]  # fmt: skip
    closure = closed(triples)
    assert {o.value for s, p, o in closure if s == n("n0") and p == n("p")} == {f"urn:n{i}" for i in range(1, 121)}


def test_things_on_a_way_that_turn_out_to_be_the_same() -> None:
    closure = closed([kind("Transitive"), *way(30), *way(30, name="m"), (n("n30"), SAME, n("m0"))])
    assert (n("n0"), n("p"), n("m30")) in closure
    assert (n("m0"), n("p"), n("n3")) not in closure


def test_a_proof_of_a_long_way_is_cut_into_halves(checker: Callable[..., Any]) -> None:
    triples = [kind("Transitive"), *way(300)]
    proof = explain(closed(triples), (n("n0"), n("p"), n("n300")))
    assert proof is not None
    assert list(checker(triples).problems(proof)) == []
    assert depth(proof) <= 11


@pytest.mark.parametrize("predicate", [SUB_CLASS, SUB_PROPERTY], ids=["classes", "properties"])
def test_a_deep_hierarchy(predicate: ox.NamedNode, checker: Callable[..., Any]) -> None:
    size = 400
    fact = (n("x"), TYPE, n("n0")) if predicate == SUB_CLASS else (n("x"), n("n0"), n("y"))
    goal = (n("x"), TYPE, n(f"n{size}")) if predicate == SUB_CLASS else (n("x"), n(f"n{size}"), n("y"))
    triples = [*way(size, predicate), fact]
    closure = closed(triples)
    assert inferred(closure) == size * (size - 1) // 2 + size
    proof = explain(closure, goal)
    assert proof is not None
    assert list(checker(triples).problems(proof)) == []


def test_a_hierarchy_that_is_a_circle() -> None:
    size = 200
    triples = [*way(size, SUB_CLASS), (n(f"n{size}"), SUB_CLASS, n("n0")), (n("x"), TYPE, n("n7"))]
    closure = closed(triples)
    assert sum(s == n("x") for s, _, _ in closure) == size + 1
    assert all(explain(closure, (n("x"), TYPE, n(f"n{i}"))) is not None for i in range(0, size, 20))


def test_members_all_along_a_deep_hierarchy() -> None:
    size = 120
    triples = [*way(size, SUB_CLASS), *((n(f"x{i}"), TYPE, n(f"n{i}")) for i in range(size + 1))]
    closure = closed(triples)
    assert sum(p == TYPE for _, p, _ in closure.inferred()) == (size + 1) * size // 2
