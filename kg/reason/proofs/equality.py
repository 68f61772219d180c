"""Proofs that things are the same, and proofs of triples under another name."""

from __future__ import annotations

import itertools

from kg.reason.proofs.builder import ProofBuilder, Search
from kg.reason.proofs.history import LATE
from kg.reason.proofs.proof import Proof
from kg.reason.proofs.round_index import found
from kg.reason.proofs.ways import ways
from kg.reason.readers.encoded import EncodedTriple


def itself(builder: ProofBuilder, term: int) -> Search:
    """Prove that a thing is the same as itself: by a rule, by another name, or by eq-ref."""
    itself = (term, builder.history.same_as, term)
    number = builder.history.index.get("relation", builder.history.same_as).round(term << 32 | term)
    if found(number):
        for other, edge in builder.history.edges.get(term, ()):
            if builder.history.run.merged_in[edge] <= number:
                there = yield from sameness(builder, term, other)
                return builder.by("eq-trans", itself, there, (yield from sameness(builder, other, term)))
        for clause in builder.heads.get(("same", 0), ()):
            way = next(ways(builder.history, clause, term, term, number), None)
            if way is not None:
                return (yield from builder.conclude(itself, clause, way[0]))
    closure = builder.closure
    if not closure.axioms is not None or builder.history.run.literals[term]:
        return None
    patterns = ((term, None, None), (None, None, term), (None, term, None))
    row = next((row for pattern in patterns for row in closure.match(*pattern) if row != itself), None)
    return None if row is None else builder.by("eq-ref", itself, (yield row))


def restated(builder: ProofBuilder, row: EncodedTriple, other: int) -> Search:
    """Prove a triple with a literal from the same triple with a literal of equal value (dt-eq)."""
    return builder.by("eq-rep-o", row, builder.equal(other, row[2]), (yield (row[0], row[1], other)))


def under_another_class(builder: ProofBuilder, row: EncodedTriple, mirrored: tuple[int, int, EncodedTriple]) -> Search:
    """Prove the class of a thing by another name of the class, under which it was found earlier."""
    last, number, (s, p, o) = mirrored
    for name in builder.history.group(o, number):
        if builder.history.index.get("class", name).round(s) <= number:
            base = (s, p, name)
            return (yield from renamed(builder, base, (yield base), row, last))
    return None


def renamed(
    builder: ProofBuilder, base: EncodedTriple, proof: Proof | None, row: EncodedTriple, last: int = LATE
) -> Search:
    """Replace names by other names of the same things; ``last`` is the round in which they were the same."""
    s, p, o = base
    if s != row[0] and o != row[2]:
        between = (row[0], p, o)
        since = builder.history.since(between)
        if since is not None and since[0] < last:
            return builder.by("eq-rep-o", row, (yield (o, builder.history.same_as, row[2])), (yield between))
    if proof is not None and s != row[0]:
        proof = builder.by("eq-rep-s", (row[0], p, o), (yield (s, builder.history.same_as, row[0])), proof)
    if proof is not None and o != row[2]:
        proof = builder.by("eq-rep-o", row, (yield (o, builder.history.same_as, row[2])), proof)
    return proof


def sameness(builder: ProofBuilder, one: int, other: int) -> Search:
    """Prove that two things are the same, along the merges."""
    before: dict[int, tuple[int, int]] = {one: (one, -1)}
    queue = [one]
    for term in queue:
        if term == other:
            break
        for neighbour, edge in builder.history.edges.get(term, ()):
            if neighbour not in before:
                before[neighbour] = (term, edge)
                queue.append(neighbour)
    if other not in before:
        return None
    path: list[tuple[int, int, int]] = []
    while other != one:
        previous, edge = before[other]
        path.append((previous, other, edge))
        other = previous
    return (yield from _along(builder, path[::-1]))


def _along(builder: ProofBuilder, path: list[tuple[int, int, int]]) -> Search:
    if len(path) == 1:
        return (yield from _edge(builder, *path[0]))
    middle = len(path) // 2
    row = (path[0][0], builder.history.same_as, path[-1][1])
    if builder.is_given(row):
        return builder.leaf(row)
    before, after = (yield from _along(builder, path[:middle])), (yield from _along(builder, path[middle:]))
    return builder.by("eq-trans", row, before, after)


def _edge(builder: ProofBuilder, one: int, other: int, edge: int) -> Search:
    """Prove that two directly merged things are the same."""
    row, back = (one, builder.history.same_as, other), (other, builder.history.same_as, one)
    if (known := builder.known(row)) is not None:
        return known
    if (known := builder.known(back)) is not None:
        return builder.by("eq-sym", row, known)
    number = builder.history.run.merged_in[edge]
    for wanted in (row, back):
        for clause in builder.heads.get(("same", 0), ()):
            for s, o in itertools.product(
                builder.history.former(wanted[0], number), builder.history.former(wanted[2], number)
            ):
                way = next(ways(builder.history, clause, s, o, number), None)
                if way is not None and (s, o) == (wanted[0], wanted[2]):
                    proof = yield from builder.conclude(wanted, clause, way[0])
                    return proof if wanted == row or proof is None else builder.by("eq-sym", row, proof)
    return None
