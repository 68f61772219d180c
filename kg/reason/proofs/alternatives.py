"""Alternative proofs: each known proof is varied at one of its steps."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Iterator
from dataclasses import replace

from kg.rdf.model import Triple
from kg.reason.closures.closure import Closure
from kg.reason.engine.clauses import Clause
from kg.reason.proofs.builder import Search
from kg.reason.proofs.equality import renamed
from kg.reason.proofs.history import LATE
from kg.reason.proofs.proof import Proof, without_repetition
from kg.reason.proofs.search import ProofSearch, proof_search
from kg.reason.proofs.ways import WAYS, Premise, ways
from kg.reason.readers.encoded import EncodedTriple

#: Maximum number of steps to vary for each requested proof.
_LOOKS = 256


def all_proofs(closure: Closure, triple: Triple, limit: int = 10) -> list[Proof]:
    """List different proofs of a triple, those with the fewest steps first.

    Parameters
    ----------
    closure : Closure
    triple : triple
    limit : int
        The maximum number of proofs.

    Returns
    -------
    list of Proof
        No proof uses its own conclusion as a premise.

    Examples
    --------
    >>> import pyoxigraph as ox
    >>> from kg.reason.closures.closing import close_encoded
    >>> from kg.reason.readers.triples import from_triples
    >>> from kg.reason.rules.vocabulary import TYPE, owl
    >>> with_, kind = ox.NamedNode("urn:with"), owl("SymmetricProperty")
    >>> a, b = ox.NamedNode("urn:a"), ox.NamedNode("urn:b")
    >>> closure = close_encoded(from_triples([(with_, TYPE, kind), (a, with_, b)]))
    >>> [proof.rule.name for proof in all_proofs(closure, (b, with_, a))]
    ['prp-symp']
    """
    search = proof_search(closure)
    first = search.prove(triple)
    if first is None:
        return []
    found = {first: None}
    looks = itertools.count()
    # Each known proof is varied at one of its steps, by another proof of the same triple.
    for proof in (queue := [first]):
        for path in _paths(proof):
            if len(found) >= limit or next(looks) >= _LOOKS:
                return sorted(found, key=lambda proof: proof.size)
            above = frozenset(step.triple for step, _ in path)
            for other in _alternatives(search, path[-1][0], above):
                varied = _replaced(path, other)
                varied = without_repetition(varied) if search.nested else varied
                if varied not in found and len(found) < limit:
                    found[varied] = None
                    queue.append(varied)
    return sorted(found, key=lambda proof: proof.size)


def _alternatives(search: ProofSearch, known: Proof, above: frozenset[Triple]) -> Iterator[Proof]:
    """Yield proofs by all rules and all matches of their premises, even if a premise was found later than the goal.

    ``above`` has the triple and all conclusions that use it: no proof may depend on these.
    """
    s, p, o = row = search.builder.numbers(known.triple)
    kind, key, obj = search.history.place(row)
    subject, other = search.history.at(s, LATE), search.history.at(o, LATE)
    for clause in search.builder.heads.get((kind, key), ()):
        found = ways(search.history, clause, subject, None if obj is None else other, LATE)
        own = search.builder.own(clause, (subject, p, o if obj is None else other))
        for premises, _ in itertools.islice(found, 0 if search.builder.is_given(own) else WAYS):
            proof = search.complete(_concluded(search, own, clause, premises, row))
            if proof is not None and not _are_alike(proof, known) and not _is_circular(search, proof, above):
                yield proof


def _is_circular(search: ProofSearch, proof: Proof, above: frozenset[Triple]) -> bool:
    """Return whether a step of a proof depends on its own conclusion, or on one above it.

    Proofs from the search are not circular, so only steps above them are examined.
    """
    todo = [proof]
    while todo:
        step = todo.pop()
        if step.rule is None or search.proved.get(search.builder.numbers(step.triple)) is step:
            continue
        refused = above | {step.triple}
        if any(below is not step and below.triple in refused for below in step.steps()):
            return True
        todo.extend(step.premises)
    return False


def _concluded(
    search: ProofSearch, own: EncodedTriple, clause: Clause, premises: list[Premise], row: EncodedTriple
) -> Search:
    proof = yield from search.builder.conclude(own, clause, premises)
    return (yield from renamed(search.builder, own, proof, row))


def _paths(proof: Proof) -> Iterator[list[tuple[Proof, int]]]:
    """Yield the inferred steps of a proof, nearest first, with the path to each."""
    queue: deque[list[tuple[Proof, int]]] = deque([[(proof, -1)]] if proof.rule else [])
    while queue:
        path = queue.popleft()
        yield path
        step, _ = path[-1]
        for place, premise in enumerate(step.premises):
            if premise.rule is not None:
                queue.append([*path[:-1], (step, place), (premise, -1)])


def _are_alike(one: Proof, other: Proof) -> bool:
    """Return whether two proofs are the same down to the steps that they share."""
    todo = [(one, other)]
    while todo:
        left, right = todo.pop()
        if left is right:
            continue
        if (left.triple, left.rule, len(left.premises)) != (right.triple, right.rule, len(right.premises)):
            return False
        todo.extend(zip(left.premises, right.premises, strict=True))
    return True


def _replaced(path: list[tuple[Proof, int]], other: Proof) -> Proof:
    """Replace the step at the end of a path by another proof."""
    for step, place in reversed(path[:-1]):
        other = replace(step, premises=(*step.premises[:place], other, *step.premises[place + 1 :]))
    return other
