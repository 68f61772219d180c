"""Values that are kept until something changes that they were computed from."""

from __future__ import annotations

import random

import pyoxigraph as ox

from kg.analysis.reads import Reads

NODES = [ox.NamedNode(f"urn:{name}") for name in "abcd"]
P, Q, G = (ox.NamedNode(f"urn:{name}") for name in "pqg")


def test_values_are_always_what_a_new_computation_gives() -> None:
    """Values that use each other, over a store that changes at random."""
    rng = random.Random(7)
    store = ox.Store()
    reads = Reads(store)
    computed = 0

    def out(graph: Reads | ox.Store, node: ox.NamedNode) -> set[str]:
        return {str(quad.object) for quad in graph.quads_for_pattern(node, P, None, G)}

    def kept(node: ox.NamedNode) -> tuple[set[str], bool]:
        def compute() -> tuple[set[str], bool]:
            nonlocal computed
            computed += 1
            more = [reads.value(("out", other), lambda other=other: out(reads, other)) for other in NODES[:2]]
            return out(reads, node).union(*more), ox.Quad(node, Q, NODES[0], G) in reads

        return reads.value(node, compute)

    for _ in range(300):
        quad = ox.Quad(rng.choice(NODES), rng.choice((P, Q)), rng.choice(NODES), G)
        (store.remove if quad in store else store.add)(quad)
        reads.changed([quad])
        for node in NODES:
            expected = out(store, node).union(*(out(store, other) for other in NODES[:2]))
            assert kept(node) == (expected, ox.Quad(node, Q, NODES[0], G) in store)
    # Most changes concern few values.
    assert computed < 300 * len(NODES) / 1.5
