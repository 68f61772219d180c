"""Blank nodes get names by their content: the same names for the same graph, in bounded time."""

from __future__ import annotations

import random

import pyoxigraph as ox

from kg.rdf.canonical import with_canonical_names


def parse(text: str) -> list[ox.Quad]:
    return list(ox.parse(f"@prefix : <http://x/> . {text}", format=ox.RdfFormat.TURTLE))


def w3c(quads: list[ox.Quad]) -> set[str]:
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return set(map(str, dataset))


def tree(chance: random.Random, depth: int) -> str:
    if not depth or chance.random() < 0.3:
        return chance.choice((":x", "1", "2", "[]", "( 1 [] )"))
    pairs = [f":p{chance.randrange(2)} {tree(chance, depth - 1)}" for _ in range(chance.randrange(1, 4))]
    return f"[ {' ; '.join(pairs)} ]"


def test_the_names_do_not_depend_on_names_and_order_and_the_graph_is_the_same() -> None:
    chance = random.Random(1)
    for _ in range(100):
        text = " ".join(f":s{chance.randrange(2)} :q {tree(chance, 3)} ." for _ in range(4)) + " [ :p [] ] :q 1 ."
        one, other = parse(text), parse(text)
        chance.shuffle(other)
        found = with_canonical_names(one)
        assert found == with_canonical_names(other), text
        assert w3c(found) == w3c(one), text


def test_deep_and_symmetric_graphs_take_bounded_time() -> None:
    deep = parse(":a :p " + "( " * 3000 + ") " * 3000 + ".")
    assert with_canonical_names(deep) == with_canonical_names(deep[::-1])
    # The canonical form of the W3C takes exponential time for this graph.
    symmetric = parse(" ".join(f"_:n{a} :p _:n{b} ." for a in range(12) for b in range(12) if a != b))
    assert len(with_canonical_names(symmetric)) == len(symmetric)
    assert with_canonical_names(symmetric) == with_canonical_names(symmetric[::-1])
