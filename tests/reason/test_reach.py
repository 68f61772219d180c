"""Transitive closure, compared with a naive computation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.reason.engine import reach
from kg.reason.engine.arrays import contains, distinct
from kg.reason.engine.reach import extended, transitive_closure

Pairs = set[tuple[int, int]]


def packed(pairs: Pairs) -> np.ndarray:
    return np.array(sorted(a << 32 | b for a, b in pairs), np.int64)


def unpacked(values: np.ndarray) -> Pairs:
    return {(value >> 32, value & 0xFFFFFFFF) for value in values.tolist()}


def naive_closure(pairs: Pairs) -> Pairs:
    closed = set(pairs)
    while new := {(a, d) for a, b in closed for c, d in closed if b == c} - closed:
        closed |= new
    return closed


NODES = st.integers(0, 9)
graphs = st.sets(st.tuples(NODES, NODES), max_size=18)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(graphs)
def test_the_closure_is_that_of_the_naive_computation(edges: Pairs) -> None:
    for few in (0, 4096):
        # The second time by bits, if there are no cycles.
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(reach, "_FEW_NODES", few)
            closed = transitive_closure(packed(edges))
        assert unpacked(closed) == naive_closure(edges)
        assert (np.diff(closed) > 0).all()


@settings(max_examples=150, deadline=None, derandomize=True)
@given(graphs)
def test_symmetric_edges_make_components(edges: Pairs) -> None:
    both = edges | {(b, a) for a, b in edges}
    assert unpacked(transitive_closure(packed(both))) == naive_closure(both)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(graphs, graphs)
def test_new_edges_extend_the_closure(edges: Pairs, more: Pairs) -> None:
    known = transitive_closure(packed(edges))
    new = packed(more)
    new = new[~contains(known, new)]
    found = extended(known, new, 10**6)
    assert found is not None
    assert unpacked(distinct(np.concatenate((known, found)))) == naive_closure(edges | more)


def test_an_extension_beyond_the_limit_is_not_made() -> None:
    known = transitive_closure(packed({(n, n + 1) for n in range(50)}))
    assert extended(known, packed({(50, 0)}), limit=10) is None


@pytest.mark.parametrize(
    ("edges", "size"),
    [
        ({(n, n + 1) for n in range(1000)}, 1000 * 1001 // 2),
        ({(n, (n + 1) % 500) for n in range(500)}, 500 * 500),
        ({(a, b) for a in range(200) for b in range(a + 1, 200)}, 200 * 199 // 2),
        ({(n, (n - 1) // 3) for n in range(1, 10_000)}, None),
    ],
    ids=["path", "cycle", "closed already", "tree"],
)
def test_large_graphs_have_the_right_closure(edges: Pairs, size: int | None) -> None:
    closed = transitive_closure(packed(edges))
    assert size is None or closed.size == size
    assert contains(closed, packed(edges)).all()
