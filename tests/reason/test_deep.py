"""Long paths, deep and cyclic hierarchies, long lists, many equal things: right answers in short time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyoxigraph as ox
import pytest

from kg.rdf import terms
from kg.rdf.model import Triple
from kg.reason.closures.closing import close_encoded
from kg.reason.closures.closure import Closure
from kg.reason.closures.inconsistencies import inconsistencies
from kg.reason.proofs.search import explain
from kg.reason.readers.triples import from_triples

TYPE, SAME = ox.NamedNode(terms.RDF_TYPE), ox.NamedNode(f"{terms.OWL}sameAs")
SUB_CLASS, SUB_PROPERTY = (ox.NamedNode(f"{terms.RDFS}{name}") for name in ("subClassOf", "subPropertyOf"))


def n(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"urn:{name}")


P = n("p")


def kind(name: str) -> Triple:
    return (n("p"), TYPE, ox.NamedNode(f"{terms.OWL}{name}Property"))


def owl(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{terms.OWL}{name}")


LIST = ox.BlankNode("l0")


def listed(members: list[ox.NamedNode]) -> list[Triple]:
    first, rest, nil = (ox.NamedNode(f"{terms.RDF}{name}") for name in ("first", "rest", "nil"))
    cells = [*(ox.BlankNode(f"l{i}") for i in range(len(members))), nil]
    firsts = [(cell, first, member) for cell, member in zip(cells, members, strict=False)]
    return firsts + [(cell, rest, cells[i + 1]) for i, cell in enumerate(cells[:-1])]  # type: ignore[misc, return-value]


def path(size: int, predicate: ox.NamedNode = P, name: str = "n") -> list[Triple]:
    return [(n(f"{name}{i}"), predicate, n(f"{name}{i + 1}")) for i in range(size)]


def closed(triples: list[Triple]) -> Closure:
    return close_encoded(from_triples(triples))


def inferred(closure: Closure) -> int:
    return sum(subjects.size for _, subjects, _ in closure.inferred_columns())


def depth(proof: Any) -> int:
    return 1 + max(map(depth, proof.premises), default=0)


def test_a_long_path_has_the_right_closure() -> None:
    closure = closed([kind("Transitive"), *path(1000)])
    assert inferred(closure) == 1000 * 999 // 2


def test_a_long_symmetric_path_has_the_right_closure() -> None:
    closure = closed([kind("Transitive"), kind("Symmetric"), *path(400)])
    assert len(closure) == 401 * 401 + 2


def test_a_path_is_found_edge_by_edge() -> None:
    # Each round adds one edge, from which the next one follows.
    next_ = n("next")
    triples = [
        kind("Transitive"), (n("p"), owl("propertyChainAxiom"), LIST),
        *listed([n("p"), next_]), (n("n0"), n("p"), n("n1")), *path(120, next_),
    ]  # fmt: skip
    closure = closed(triples)
    assert {o.value for s, p, o in closure if s == n("n0") and p == n("p")} == {f"urn:n{i}" for i in range(1, 121)}


def test_equal_ends_join_two_paths() -> None:
    closure = closed([kind("Transitive"), *path(30), *path(30, name="m"), (n("n30"), SAME, n("m0"))])
    assert (n("n0"), n("p"), n("m30")) in closure
    assert (n("m0"), n("p"), n("n3")) not in closure


def test_the_proof_of_a_long_path_has_logarithmic_depth(checker: Callable[..., Any]) -> None:
    triples = [kind("Transitive"), *path(300)]
    proof = explain(closed(triples), (n("n0"), n("p"), n("n300")))
    assert proof is not None
    assert list(checker(triples).problems(proof)) == []
    assert depth(proof) <= 11


@pytest.mark.parametrize("predicate", [SUB_CLASS, SUB_PROPERTY], ids=["classes", "properties"])
def test_a_deep_hierarchy_has_the_right_closure(predicate: ox.NamedNode, checker: Callable[..., Any]) -> None:
    size = 400
    fact = (n("x"), TYPE, n("n0")) if predicate == SUB_CLASS else (n("x"), n("n0"), n("y"))
    goal = (n("x"), TYPE, n(f"n{size}")) if predicate == SUB_CLASS else (n("x"), n(f"n{size}"), n("y"))
    triples = [*path(size, predicate), fact]
    closure = closed(triples)
    assert inferred(closure) == size * (size - 1) // 2 + size
    proof = explain(closure, goal)
    assert proof is not None
    assert list(checker(triples).problems(proof)) == []


def test_a_cyclic_hierarchy_has_the_right_closure() -> None:
    size = 200
    triples = [*path(size, SUB_CLASS), (n(f"n{size}"), SUB_CLASS, n("n0")), (n("x"), TYPE, n("n7"))]
    closure = closed(triples)
    assert sum(s == n("x") for s, _, _ in closure) == size + 1
    assert all(explain(closure, (n("x"), TYPE, n(f"n{i}"))) is not None for i in range(0, size, 20))


def test_members_at_every_level_of_a_hierarchy_are_inferred() -> None:
    size = 120
    triples = [*path(size, SUB_CLASS), *((n(f"x{i}"), TYPE, n(f"n{i}")) for i in range(size + 1))]
    closure = closed(triples)
    assert sum(p == TYPE for _, p, _ in closure.inferred()) == (size + 1) * size // 2


def test_thousands_of_values_of_a_functional_property_are_one_inconsistency() -> None:
    closure = closed([kind("Functional"), *((n("a"), P, ox.Literal(f"v{i}")) for i in range(5000))])
    (found,) = inconsistencies(closure)
    assert found.rule == "dt-diff"
    assert {triple[0] for triple in found.premises} == {n("a")}


def test_thousands_of_values_of_a_functional_property_are_the_same(checker: Callable[..., Any]) -> None:
    triples = [kind("Functional"), *((n("a"), P, n(f"v{i}")) for i in range(3000))]
    closure = closed(triples)
    assert len(closure) == 3000 * 2999 + 3000 + 1
    proof = explain(closure, (n("v17"), SAME, n("v2940")))
    assert proof is not None
    assert list(checker(triples).problems(proof)) == []


def test_a_key_shared_by_thousands_identifies_them() -> None:
    triples = [(n("K"), owl("hasKey"), LIST), *listed([n("k"), n("l")])]
    for i in range(3000):
        triples += [(n(f"x{i}"), TYPE, n("K")), (n(f"x{i}"), n("k"), ox.Literal("1"))]
        triples += [(n(f"x{i}"), n("l"), n(f"y{i % 3}"))]
    closure = closed(triples)
    assert (n("x0"), SAME, n("x2997")) in closure
    assert (n("x0"), SAME, n("x2998")) not in closure


def test_values_of_a_key_are_compared_as_values() -> None:
    integer, decimal = (ox.NamedNode(f"{terms.XSD}{name}") for name in ("integer", "decimal"))
    one, other = ox.Literal("01", datatype=integer), ox.Literal("1.0", datatype=decimal)
    triples = [(n("K"), owl("hasKey"), LIST), *listed([n("k")]), (n("x"), n("k"), one), (n("y"), n("k"), other)]
    triples += [(n("x"), TYPE, n("K")), (n("y"), TYPE, n("K"))]
    assert (n("x"), SAME, n("y")) in closed(triples)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("axiom", "list_", "facts"),
    [
        ("AllDifferent", "members", [(n("m3"), SAME, n("m900"))]),
        ("AllDifferent", "distinctMembers", [(n("m3"), SAME, n("m900"))]),
        ("AllDisjointClasses", "members", [(n("x"), TYPE, n("m3")), (n("x"), TYPE, n("m900"))]),
        ("AllDisjointProperties", "members", [(n("x"), n("m3"), n("y")), (n("x"), n("m900"), n("y"))]),
    ],
)
def test_a_long_list_of_disjoint_members_finds_the_inconsistency(axiom: str, list_: str, facts: list[Triple]) -> None:
    schema = [(n("d"), TYPE, owl(axiom)), (n("d"), owl(list_), LIST), *listed([n(f"m{i}") for i in range(1000)])]
    assert list(inconsistencies(closed([*schema, *facts[:-1]]))) == []  # type: ignore[list-item]
    (found,) = inconsistencies(closed([*schema, *facts]))  # type: ignore[list-item]
    assert set(found.premises) == set(facts)
