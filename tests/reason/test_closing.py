"""Closures of encoded triples: matching, writing as lines, copying into a store."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.rdf import terms
from kg.reason.closures.closing import close_encoded
from kg.reason.closures.translation import LiteralValues, literal_values
from kg.reason.engine import joins, rounds
from kg.reason.engine.arrays import EMPTY
from kg.reason.proofs.search import explain
from kg.reason.readers.triples import from_triples, more_of

TYPE, SAME = ox.NamedNode(terms.RDF_TYPE), ox.NamedNode(f"{terms.OWL}sameAs")


def n(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"urn:{name}")


THINGS = st.sampled_from([n(name) for name in "abcde"])
PROPERTIES = st.sampled_from([n(name) for name in ("p", "q", "r")])
CLASSES = st.sampled_from([n(name) for name in ("C", "D", "E")])
KINDS = st.sampled_from([
    ox.NamedNode(f"{terms.OWL}{kind}Property")
    for kind in ("Transitive", "Symmetric", "Functional", "InverseFunctional")
])  # fmt: skip


def axioms(name: str, subjects: st.SearchStrategy[object], objects: st.SearchStrategy[object]) -> object:
    return st.tuples(subjects, st.just(ox.NamedNode(name)), objects)


AXIOM = st.one_of(
    axioms(f"{terms.RDFS}subClassOf", CLASSES, CLASSES),
    axioms(f"{terms.RDFS}subPropertyOf", PROPERTIES, PROPERTIES),
    axioms(f"{terms.OWL}inverseOf", PROPERTIES, PROPERTIES),
    axioms(f"{terms.RDFS}domain", PROPERTIES, CLASSES),
    axioms(f"{terms.RDFS}range", PROPERTIES, CLASSES),
    axioms(f"{terms.OWL}equivalentClass", CLASSES, CLASSES),
    axioms(terms.RDF_TYPE, PROPERTIES, KINDS),
)
VALUES = st.sampled_from([ox.Literal("x"), ox.Literal("y", language="en")])
FACT = st.one_of(
    st.tuples(THINGS, PROPERTIES, st.one_of(THINGS, THINGS, THINGS, VALUES)),
    st.tuples(THINGS, st.just(TYPE), CLASSES),
    st.tuples(THINGS, st.just(SAME), THINGS),
)


@st.composite
def graphs(draw: st.DrawFn) -> list[tuple[object, ...]]:
    triples = draw(st.lists(AXIOM, max_size=8)) + draw(st.lists(FACT, min_size=1, max_size=10))
    if draw(st.booleans()):
        chain, rest = ox.BlankNode("l0"), ox.BlankNode("l1")
        first, next_ = ox.NamedNode(f"{terms.RDF}first"), ox.NamedNode(f"{terms.RDF}rest")
        triples += [
            (draw(PROPERTIES), ox.NamedNode(f"{terms.OWL}propertyChainAxiom"), chain),
            (chain, first, draw(PROPERTIES)), (chain, next_, rest),
            (rest, first, draw(PROPERTIES)), (rest, next_, ox.NamedNode(f"{terms.RDF}nil")),
        ]  # fmt: skip
    return triples


few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@few
@given(graphs())
def test_lines_are_the_inferred_triples(triples: list[tuple[object, ...]]) -> None:
    closure = close_encoded(from_triples(triples))
    read = {tuple(q)[:3] for q in ox.parse("".join(closure.lines()), format=ox.RdfFormat.N_TRIPLES)}
    assert read == set(closure.inferred())


@few
@given(graphs(), THINGS, st.one_of(PROPERTIES, st.just(TYPE), st.just(SAME)))
def test_match_finds_the_triples_of_a_pattern(
    triples: list[tuple[object, ...]], thing: object, predicate: object
) -> None:
    closure = close_encoded(from_triples(triples))
    every = set(closure)
    find = closure.encoded.find
    for pattern in ((thing, None, None), (thing, predicate, None), (None, predicate, thing), (None, None, thing)):
        numbers = [None if term is None else find(term) for term in pattern]
        if any(term is not None and number is None for term, number in zip(pattern, numbers, strict=True)):
            continue
        rows = [tuple(closure.encoded.term(number) for number in row) for row in closure.match(*numbers)]
        wanted = {t for t in every if all(term in (None, own) for term, own in zip(pattern, t, strict=True))}
        assert set(rows) == wanted
        assert len(rows) == len(wanted)


def test_no_triples_have_an_empty_closure() -> None:
    closure = close_encoded(from_triples([]))
    assert list(closure.inferred()) == []
    assert len(closure) == 0


def test_data_about_the_schema_changes_the_rules() -> None:
    sub = ox.NamedNode(f"{terms.RDFS}subPropertyOf")
    closure = close_encoded(
        from_triples([(n("within"), sub, sub), (n("p"), n("within"), n("q")), (n("a"), n("p"), n("b"))])
    )
    assert (n("a"), n("q"), n("b")) in set(closure.inferred())


def test_inferred_triples_are_added_to_a_named_graph() -> None:
    store = ox.Store()
    kind = ox.NamedNode(f"{terms.OWL}SymmetricProperty")
    close_encoded(from_triples([(n("p"), TYPE, kind), (n("a"), n("p"), n("b"))])).into(store, n("g"))
    assert list(store) == [ox.Quad(n("b"), n("p"), n("a"), n("g"))]


@pytest.mark.parametrize("size", [3000])
def test_thousands_of_equal_things_have_the_right_closure(size: int) -> None:
    triples = [(n(f"t{i}"), SAME, n(f"t{i + 1}")) for i in range(size)]
    closure = close_encoded(from_triples([*triples, (n("t0"), n("p"), n("x"))]))
    find = closure.encoded.find
    assert sum(1 for _ in closure.match(None, find(n("p")), None)) == size + 1
    assert len(closure) == (size + 1) * size + size + 1


def chain_of(size: int) -> list[tuple[object, ...]]:
    """Say that a path of p of a length makes q."""
    first, rest, nil = (ox.NamedNode(f"{terms.RDF}{name}") for name in ("first", "rest", "nil"))
    cells = [ox.BlankNode(f"l{i}") for i in range(size)]
    triples: list[tuple[object, ...]] = [(n("q"), ox.NamedNode(f"{terms.OWL}propertyChainAxiom"), cells[0])]
    for cell, next_ in zip(cells, [*cells[1:], nil], strict=True):
        triples += [(cell, first, n("p")), (cell, rest, next_)]
    return triples


def test_a_long_chain_keeps_only_its_ends(monkeypatch: pytest.MonkeyPatch, checker: Callable[..., Any]) -> None:
    rnd = random.Random(1)
    edges = {(rnd.randrange(60), rnd.randrange(60)) for _ in range(600)}
    triples = [*chain_of(5), *((n(f"a{one}"), n("p"), n(f"a{other}")) for one, other in sorted(edges))]
    sizes = []
    extend = joins._extend

    def watched(*arguments: Any) -> joins.Bindings:
        sizes.append((result := extend(*arguments)).size)
        return result

    monkeypatch.setattr(joins, "_extend", watched)
    closure = close_encoded(from_triples(triples))
    reached = edges
    for _ in range(4):
        reached = {(one, end) for one, middle in reached for start, end in edges if start == middle}
    found = {(s, o) for s, p, o in closure if p == n("q")}
    assert found == {(n(f"a{one}"), n(f"a{other}")) for one, other in reached}
    # 600 edges, ten of each thing: paths of five edges are millions, but no more than 3,600 pairs have ten each.
    assert max(sizes) <= 60 * 60 * max(Counter(one for one, _ in edges).values())
    goal = (n("a1"), n("q"), n("a2"))
    proof = explain(closure, goal)
    assert proof is not None
    assert len(proof.premises) == 5
    assert list(checker(triples).problems(proof)) == []


def test_a_rule_is_joined_once_if_all_facts_of_a_premise_are_new(monkeypatch: pytest.MonkeyPatch) -> None:
    first, rest, nil = (ox.NamedNode(f"{terms.RDF}{name}") for name in ("first", "rest", "nil"))
    cells = [ox.BlankNode(f"k{i}") for i in range(3)]
    triples: list[tuple[object, ...]] = [(n("C"), ox.NamedNode(f"{terms.OWL}hasKey"), cells[0])]
    for i, (cell, next_) in enumerate(zip(cells, [*cells[1:], nil], strict=True)):
        triples += [(cell, first, n(f"k{i}")), (cell, rest, next_)]
    for i in range(30):
        triples += [
            (n(f"x{i}"), TYPE, n("C")),
            *((n(f"x{i}"), n(f"k{j}"), ox.Literal(str(i % (7 + j)))) for j in range(3)),
        ]
    triples += [(n("y"), TYPE, n("C")), *((n("y"), n(f"k{j}"), ox.Literal("3")) for j in range(3))]
    calls = []
    liken = rounds._liken

    def watched(*arguments: Any, **options: Any) -> None:
        calls.append(arguments)
        liken(*arguments, **options)

    monkeypatch.setattr(rounds, "_liken", watched)
    closure = close_encoded(from_triples(triples))
    assert len(calls) == 1
    assert {(s, o) for s, p, o in closure if p == SAME} == {(n("y"), n("x3")), (n("x3"), n("y"))}


def test_the_values_of_literals_are_kept_when_terms_are_added() -> None:
    integer, plain = (ox.NamedNode(name) for name in (f"{terms.XSD}integer", f"{terms.RDF}PlainLiteral"))
    functional = (n("p"), TYPE, ox.NamedNode(f"{terms.OWL}FunctionalProperty"))
    some = [
        functional,
        (n("a"), n("p"), ox.Literal("1", datatype=integer)),
        (n("b"), n("p"), ox.Literal("x@", datatype=plain)),
    ]
    encoded = from_triples(some)
    known = literal_values(encoded)
    assert literal_values(encoded) is known
    more = [(n("c"), n("p"), ox.Literal("01", datatype=integer)), (n("d"), n("p"), ox.Literal("x"))]
    more += [(n("e"), n("p"), ox.Literal("one", datatype=integer))]
    both = encoded.edited(EMPTY, more_of(encoded, more))
    anew = from_triples([*some, *more])
    continued, fresh = literal_values(both), literal_values(anew)

    def alike(of: LiteralValues, texts: list[str]) -> set[frozenset[str]]:
        numbers = of.numbers.tolist()
        return {frozenset(t for t, n in zip(texts, numbers, strict=True) if n == number >= 0) for number in numbers}

    assert alike(continued, both.dictionary.texts) == alike(fresh, anew.dictionary.texts)
    assert [message for _, message in continued.ill_typed] == [message for _, message in fresh.ill_typed]
    assert len(fresh.ill_typed) == 1
    assert literal_values(encoded) is known


def test_conclusions_of_an_inverse_property_are_not_drawn_back(monkeypatch: pytest.MonkeyPatch) -> None:
    inverse, symmetric = ox.NamedNode(f"{terms.OWL}inverseOf"), ox.NamedNode(f"{terms.OWL}SymmetricProperty")
    schema: list[Any] = [(n("p"), inverse, n("q")), (n("s"), TYPE, symmetric)]
    data = [(n("a"), n("p"), n("b")), (n("c"), n("s"), n("d")), (n("e"), n("q"), n("f"))]
    applied = []
    apply = rounds._apply
    monkeypatch.setattr(rounds, "_apply", lambda *args: (applied.append(args[3].size), apply(*args)))
    closure = close_encoded(from_triples([*schema, *data]))
    assert {(n("b"), n("q"), n("a")), (n("d"), n("s"), n("c")), (n("f"), n("p"), n("e"))} <= set(closure)
    # Once for each given triple of p, q and s; not again for what follows.
    assert sum(applied) == len(data)
