"""Reachability in a graph: the transitive closure of sorted pairs.

Nodes on a cycle are merged into one (Tarjan's strongly connected components). The nodes that a node reaches are then
combined from those that its neighbours reach, nodes without neighbours first (Purdom, "A transitive closure algorithm",
BIT 10, 1970), all nodes of one height at once. The highest neighbours of a node come first, and a neighbour that is
already reached through them is skipped, so the work is close to the size of the result. In a small graph, the nodes
that a node reaches are the bits of one number, because a chain of a thousand classes has a thousand heights.
"""

from __future__ import annotations

import itertools

import numpy as np

from kg.reason.engine.arrays import EMPTY, Ints, contains, distinct, first, full, lookup, pack, ranges, second, swapped

#: Number of nodes and of edges up to which reached nodes are bits.
_FEW_NODES, _FEW_EDGES = 4096, 1 << 17
#: Number of passes over the neighbours by height; the rest are processed at once.
_TURNS = 4


def transitive_closure(edges: Ints) -> Ints:
    """Return the pairs of nodes of which the first reaches the second.

    Parameters
    ----------
    edges : array
        Sorted pairs.

    Returns
    -------
    array
        Sorted; a node on a cycle reaches itself.

    Examples
    --------
    >>> edges = pack(np.array([1, 2, 4]), np.array([2, 3, 4]))
    >>> closed = transitive_closure(edges)
    >>> list(zip(first(closed).tolist(), second(closed).tolist()))
    [(1, 2), (1, 3), (2, 3), (4, 4)]
    """
    if not edges.size:
        return EMPTY
    nodes = distinct(np.concatenate((first(edges), second(edges))))
    source, target = np.searchsorted(nodes, first(edges)), np.searchsorted(nodes, second(edges))
    if nodes.size <= _FEW_NODES and edges.size <= _FEW_EDGES:
        found = _by_bits(source.tolist(), target.tolist(), nodes.size)
        if found is not None:
            return pack(nodes[found[0]], nodes[found[1]])
    order = _heights(source, target, nodes.size)
    if order.min() >= 0:
        reached = _reached(source, target, order)
        return pack(nodes[first(reached)], nodes[second(reached)])
    part = _components(source, target, order)
    size = int(part.max()) + 1
    between = distinct(pack(part[source], part[target]))
    loops = second(between)[first(between) == second(between)]
    between = between[first(between) != second(between)]
    one, other = first(between), second(between)
    reached = np.concatenate((_reached(one, other, _heights(one, other, size)), pack(loops, loops)))
    members = np.argsort(part, kind="stable")
    counts = np.bincount(part, minlength=size)
    starts = np.cumsum(counts) - counts
    rows, left = ranges(starts[first(reached)], counts[first(reached)])
    middle = second(reached)[rows]
    rows, right = ranges(starts[middle], counts[middle])
    result = pack(nodes[members[left]][rows], nodes[members[right]])
    result.sort()
    return result


def extended(known: Ints, new: Ints, limit: int) -> Ints | None:
    """Return the pairs that new edges add to a transitive closure; None if that takes much work.

    Parameters
    ----------
    known : array
        Sorted pairs, transitively closed.
    new : array
        Sorted pairs that are not among them.
    limit : int
        The maximum number of pairs to examine.

    Examples
    --------
    >>> known, new = pack(np.array([1]), np.array([2])), pack(np.array([2]), np.array([3]))
    >>> [(pair >> 32, pair & 0xFFFFFFFF) for pair in extended(known, new, 100).tolist()]
    [(1, 3), (2, 3)]
    """
    ends = np.searchsorted(known, (second(new) + 1) << 32) - np.searchsorted(known, second(new) << 32)
    if int(ends.sum()) > limit:
        return None
    rows, targets = lookup(known, second(new))
    onward = distinct(np.concatenate((new, pack(first(new)[rows], targets))))
    back = swapped(known)
    begins = np.searchsorted(back, (first(onward) + 1) << 32) - np.searchsorted(back, first(onward) << 32)
    if int(begins.sum()) > limit:
        return None
    rows, sources = lookup(back, first(onward))
    result = fresh = distinct(np.concatenate((onward, pack(sources, second(onward)[rows]))))
    while fresh.size:
        rows, targets = lookup(onward, second(fresh))
        if rows.size > limit:
            return None
        fresh = distinct(pack(first(fresh)[rows], targets))
        fresh = fresh[~contains(result, fresh)]
        result = distinct(np.concatenate((result, fresh)))
    return result


def through(known: Ints, some: Ints) -> Ints:
    """Return the pairs that may be reached by way of some.

    Parameters
    ----------
    known : array
        Sorted pairs, transitively closed.
    some : array
        Sorted pairs, some of them.

    Examples
    --------
    >>> known = pack(np.array([1, 1, 2]), np.array([2, 3, 3]))
    >>> [(pair >> 32, pair & 0xFFFFFFFF) for pair in through(known, known[:1]).tolist()]
    [(1, 2), (1, 3)]
    """
    rows, targets = lookup(known, second(some))
    onward = distinct(np.concatenate((some, pack(first(some)[rows], targets))))
    rows, sources = lookup(swapped(known), first(onward))
    return distinct(np.concatenate((onward, pack(sources, second(onward)[rows]))))


def _by_bits(source: list[int], target: list[int], size: int) -> tuple[Ints, Ints] | None:
    """Return all pairs of a small graph, sorted; None if it has cycles."""
    targets: list[list[int]] = [[] for _ in range(size)]
    sources: list[list[int]] = [[] for _ in range(size)]
    for one, other in zip(source, target, strict=True):
        targets[one].append(other)
        sources[other].append(one)
    left = [len(nexts) for nexts in targets]
    done = [node for node, count in enumerate(left) if not count]
    reached = [0] * size
    for node in done:
        bits = 0
        for other in targets[node]:
            bits |= reached[other] | 1 << other
        reached[node] = bits
        for one in sources[node]:
            left[one] -= 1
            if not left[one]:
                done.append(one)
    if len(done) < size:
        return None
    width = size // 8 + 1
    table = np.frombuffer(b"".join(bits.to_bytes(width, "little") for bits in reached), np.uint8)
    rows, columns = np.nonzero(np.unpackbits(table, bitorder="little").reshape(size, width * 8))
    return rows, columns


def _heights(source: Ints, target: Ints, size: int) -> Ints:
    """Return the greatest distance of each node from nodes without neighbours; -1 if it reaches a cycle."""
    heights = full(-1, size)
    left = np.bincount(source, minlength=size)
    into = np.sort(pack(target, source))
    front = np.flatnonzero(left == 0)
    height = 0
    while front.size:
        heights[front] = height
        _, sources = lookup(into, front)
        np.subtract.at(left, sources, 1)
        front = distinct(sources[left[sources] == 0])
        height += 1
    return heights


def _reached(source: Ints, target: Ints, heights: Ints) -> Ints:
    """Return all pairs of a graph without cycles, sorted."""
    by_height = np.argsort(heights[source], kind="stable")
    source, target = source[by_height], target[by_height]
    levels = heights[source]
    cuts = np.searchsorted(levels, np.arange(1, int(levels.max(initial=0)) + 2)).tolist()
    starts, counts = full(0, heights.size), full(0, heights.size)
    store, used = np.empty(max(2 * source.size, 16), np.int64), 0
    for low, high in itertools.pairwise(cuts):
        found = _level(source[low:high], target[low:high], heights, store, starts, counts)
        if used + found.size > store.size:
            store = np.concatenate((store[:used], np.empty(used + 2 * found.size, np.int64)))
        store[used : used + found.size] = found
        nodes = first(found)
        begins = np.flatnonzero(np.r_[True, nodes[1:] != nodes[:-1]])
        starts[nodes[begins]] = used + begins
        counts[nodes[begins]] = np.diff(np.r_[begins, nodes.size])
        used += found.size
    result = store[:used].copy()
    result.sort()
    return result


def _level(source: Ints, target: Ints, heights: Ints, store: Ints, starts: Ints, counts: Ints) -> Ints:  # noqa: PLR0917
    """Return the nodes that nodes of one height reach, given those of all lower nodes."""
    result = EMPTY
    for turn in range(_TURNS + 1):
        one, other = source, target
        if turn < _TURNS:
            best = np.zeros(int(source.max()) + 1, np.int64)
            np.maximum.at(best, source, heights[target])
            chosen = heights[target] == best[source]
            one, other = source[chosen], target[chosen]
        rows, places = ranges(starts[other], counts[other])
        result = distinct(np.concatenate((result, pack(one, other), pack(one[rows], second(store[places])))))
        rest = ~contains(result, pack(source, target))
        source, target = source[rest], target[rest]
        if not source.size:
            break
    return result


def _components(source: Ints, target: Ints, heights: Ints) -> Ints:
    """Assign numbers to the strongly connected components, including those of a single node."""
    part = full(-1, heights.size)
    cyclic = heights < 0
    alone = np.flatnonzero(~cyclic)
    part[alone] = np.arange(alone.size)
    inside = cyclic[source] & cyclic[target]
    edges = np.sort(pack(source[inside], target[inside]))
    back = np.sort(pack(target[inside], source[inside]))
    if np.array_equal(edges, back):
        _connected(np.flatnonzero(cyclic), edges, part, alone.size)
    else:
        _strongly_connected(np.flatnonzero(cyclic), edges, part, alone.size)
    return part


def _connected(nodes: Ints, edges: Ints, part: Ints, number: int) -> None:
    """Give components of edges that go both ways numbers: each node takes its smallest neighbour's label."""
    label = np.arange(part.size)
    while True:
        lower = label.copy()
        np.minimum.at(lower, first(edges), label[second(edges)])
        lower = lower[lower]
        if np.array_equal(lower, label):
            break
        label = lower
    roots = distinct(label[nodes])
    part[nodes] = number + np.searchsorted(roots, label[nodes])


def _strongly_connected(nodes: Ints, edges: Ints, part: Ints, number: int) -> None:
    """Tarjan's algorithm, with an explicit stack."""
    targets = second(edges).tolist()
    low = np.searchsorted(first(edges), nodes)
    high = np.searchsorted(first(edges), nodes, side="right")
    begin = dict(zip(nodes.tolist(), low.tolist(), strict=True))
    end = dict(zip(nodes.tolist(), high.tolist(), strict=True))
    met: dict[int, int] = {}
    lowest: dict[int, int] = {}
    open_: list[int] = []
    done: dict[int, int] = {}
    for root in begin:
        if root in met:
            continue
        work = [root]
        met[root] = lowest[root] = len(met)
        open_.append(root)
        while work:
            node = work[-1]
            if begin[node] < end[node]:
                neighbour = targets[begin[node]]
                begin[node] += 1
                if neighbour not in met:
                    met[neighbour] = lowest[neighbour] = len(met)
                    open_.append(neighbour)
                    work.append(neighbour)
                elif neighbour not in done:
                    lowest[node] = min(lowest[node], met[neighbour])
                continue
            work.pop()
            if work:
                lowest[work[-1]] = min(lowest[work[-1]], lowest[node])
            if lowest[node] == met[node]:
                while True:
                    member = open_.pop()
                    done[member] = number
                    if member == node:
                        break
                number += 1
    part[list(done)] = list(done.values())


__all__ = ["extended", "through", "transitive_closure"]
