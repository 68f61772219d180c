"""Closures of encoded triples: matching, writing as lines, copying into a store."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.rdf import terms
from kg.reason.closures.closing import close_encoded
from kg.reason.readers.triples import from_triples

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
