"""Proofs along hierarchies of classes and properties, and along transitive relations."""

from __future__ import annotations

import itertools

from kg.rdf.model import Triple
from kg.reason.engine.clauses import Clause, Place
from kg.reason.proofs.builder import SAYS, Far, ProofBuilder, Search
from kg.reason.proofs.proof import Proof
from kg.reason.readers.encoded import EncodedTriple
from kg.reason.rules.compiling import CompiledRule
from kg.reason.rules.patterns import is_schema
from kg.reason.rules.vocabulary import SUB_CLASS_OF, SUB_PROPERTY_OF


def from_below(builder: ProofBuilder, row: EncodedTriple, where: Place, number: int) -> Far:
    """Prove a fact that came from a lower class or property, in which it was in an earlier round."""
    clauses: dict[Place, tuple[Clause, Place]] = {}
    queue = [where]
    names = [
        (s, o)
        for s in builder.history.former(row[0], number)
        for o in (builder.history.former(row[2], number) if where[0] == "relation" else [row[2]])
    ]
    for place in queue:
        for clause, lower in builder.history.run.program.below.get(place, ()):
            if lower in clauses or lower == where:
                continue
            clauses[lower] = clause, place
            queue.append(lower)
            facts = builder.history.index.get(*lower)
            for s, o in names:
                if facts.round(s if lower[0] == "class" else s << 32 | o) < number:
                    goal = (s, row[1], o)
                    return goal, (yield from _raised(builder, goal, lower, where, clauses))
    return None


def _raised(
    builder: ProofBuilder,
    goal: EncodedTriple,
    lower: Place,
    where: Place,
    clauses: dict[Place, tuple[Clause, Place]],
) -> Search:
    """Make the proof for a higher class or property, by one axiom, or step by step."""
    is_class = where[0] == "class"

    def at(place: Place) -> EncodedTriple:
        return (goal[0], builder.history.type_, place[1]) if is_class else (goal[0], place[1], goal[2])

    proof = yield at(lower)
    one, other = (builder.encoded.term(key) for key in (lower[1], where[1]))
    axiom: Triple = (one, SUB_CLASS_OF if is_class else SUB_PROPERTY_OF, other)  # type: ignore[assignment]
    stated = builder.axiom(axiom) if clauses[lower][1] != where and is_schema(axiom) else None
    if proof is not None and stated is not None:
        name = "cax-sco" if is_class else "prp-spo1"
        schema = dict(zip(("?c1", "?c2") if is_class else ("?p1", "?p2"), (one, other), strict=True))
        rule = CompiledRule(name, (), (), builder.triple(at(where)), SAYS[name], schema)
        return Proof(builder.triple(at(where)), rule, (stated, proof))
    while lower != where and proof is not None:
        clause, lower = clauses[lower]
        known = builder.known(at(lower))
        rule_and_axioms = builder.state(clause.number)
        if known is not None:
            proof = known
        elif rule_and_axioms is None:
            return None
        else:
            proof = Proof(builder.triple(at(lower)), rule_and_axioms[0], (*rule_and_axioms[1], proof))
    return proof


def carried(builder: ProofBuilder, row: EncodedTriple, where: Place, number: int) -> Far:
    """Prove a pair of a transitive relation, along pairs that were known before."""
    clause = builder.history.run.program.transitive.get(where)
    if clause is None:
        return None
    for s, o in itertools.product(builder.history.former(row[0], number), builder.history.former(row[2], number)):
        path = _path(builder, where, s, o, number)
        if path is not None:
            return (s, row[1], o), (yield from _halves(builder, path, where[1], clause))
    return None


def _path(builder: ProofBuilder, where: Place, one: int, other: int, number: int) -> list[int] | None:
    """Return the shortest way from a term to another along the pairs known before a round."""
    facts = builder.history.index.get(*where)
    before = {one: one}
    queue = [one]
    for node in queue:
        span = facts.span(node)
        nexts = (facts.values[span] & 0xFFFFFFFF)[facts.rounds[span] < number]
        # Only nodes that lead to the goal; all of these pairs are known in this round.
        nexts = nexts[(facts.all_rounds((nexts << 32) | other) <= number) | (nexts == other)]
        for neighbour in nexts.tolist():
            if neighbour == other:
                path = [other, node]
                while path[-1] != one:
                    path.append(before[path[-1]])
                return path[::-1]
            if neighbour not in before:
                before[neighbour] = node
                queue.append(neighbour)
    return None


def _halves(builder: ProofBuilder, path: list[int], predicate: int, clause: Clause) -> Search:
    """Prove that the end of a path is reached, from its two halves."""
    row = (path[0], predicate, path[-1])
    if len(path) == 2:
        return (yield row)
    if builder.is_given(row):
        return builder.leaf(row)
    middle = len(path) // 2
    left = yield from _halves(builder, path[: middle + 1], predicate, clause)
    right = yield from _halves(builder, path[middle:], predicate, clause)
    stated = builder.state(clause.number)
    if stated is None or left is None or right is None:
        return None
    return Proof(builder.triple(row), stated[0], (*stated[1], left, right))
