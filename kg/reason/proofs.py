"""The search for a proof: from a conclusion back to what is asserted, over the table of rules.

Nothing is recorded while materialising. A triple that holds is traced back on request: some rule of the
compiled table concludes it, its premises hold too, and so on down to asserted triples. The search deepens
step by step, so the first proof that it finds has the fewest levels; a triple never serves as a premise
of itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg import terms
from kg.reason.datatypes import equal
from kg.reason.rules import CompiledRule, Pattern, fill, match
from kg.reason.triples import Triples, solutions
from kg.store import Term, Triple

_SAME_AS = ox.NamedNode(f"{terms.OWL}sameAs")
#: Levels of a proof beyond which the search gives up.
MAX_DEPTH = 16


@dataclass(frozen=True)
class Proof:
    """Why a triple holds.

    Parameters
    ----------
    triple : triple
        What is proved.
    rule : CompiledRule or None
        The rule that concludes it, with the axioms it rests on; None where it is asserted.
    premises : tuple of Proof
        Why the premises hold.
    """

    triple: Triple
    rule: CompiledRule | None = None
    premises: tuple[Proof, ...] = ()

    def leaves(self) -> Iterator[Triple]:
        """Yield the asserted triples that the proof rests on, from left to right, each once."""
        yield from dict.fromkeys(self._leaves())

    def _leaves(self) -> Iterator[Triple]:
        if self.rule is None:
            yield self.triple
        for premise in self.premises:
            yield from premise._leaves()

    @property
    def size(self) -> int:
        """Number of steps, those of all premises included; an asserted triple has none."""
        return (self.rule is not None) + sum(premise.size for premise in self.premises)


def prove(
    goal: Triple, rules: tuple[CompiledRule, ...], triples: Triples, asserted: Callable[[Triple], bool]
) -> Proof | None:
    """Find a proof with the fewest levels.

    Parameters
    ----------
    goal : triple
    rules : tuple of CompiledRule
        What `kg.reason.compile_rules` made of the schema.
    triples : Triples
        Everything that holds, asserted or inferred.
    asserted : callable
        Tells whether a triple is asserted.

    Returns
    -------
    Proof or None
        None where the goal does not follow, or not within `MAX_DEPTH` levels.
    """
    search = _Search(rules, triples, asserted)
    for depth in range(MAX_DEPTH):
        proof = search.prove(goal, depth, frozenset())
        if proof is not None:
            return proof
        if not search.cut:
            return None
        search.cut = False
    return None


class _Search:
    def __init__(self, rules: tuple[CompiledRule, ...], triples: Triples, asserted: Callable[[Triple], bool]) -> None:
        self.rules = [rule for rule in rules if rule.conclusion is not None]
        self.triples = ByValue(triples)
        self.asserted = asserted
        #: Whether the depth allowed kept the search from going on somewhere.
        self.cut = False
        self.proved: dict[Triple, Proof] = {}

    def prove(self, goal: Triple, depth: int, path: frozenset[Triple]) -> Proof | None:
        if goal in self.proved and self.proved[goal].size <= depth:
            return self.proved[goal]
        if self.asserted(goal):
            return Proof(goal)
        if goal in path:
            return None
        if depth == 0:
            self.cut = True
            return None
        best: Proof | None = None
        for rule in self.rules:
            assert rule.conclusion is not None
            bindings = match(rule.conclusion, goal, {})
            if bindings is None:
                continue
            for premises in self._ways(rule, bindings):
                proof = self._step(goal, rule, premises, depth, path | {goal})
                if proof is not None and (best is None or proof.size < best.size):
                    best = proof
        if best is None:
            best = self._restated(goal, depth, path | {goal})
        if best is not None:
            self.proved[goal] = best
        return best

    def _ways(self, rule: CompiledRule, bindings: dict[str, Term]) -> Iterator[tuple[Triple, ...]]:
        """Yield the premises of a rule in every way in which they hold.

        Membership in an anonymous class is in no graph, so a premise that says it is left to the search.
        """
        hidden = tuple(p for p in rule.premises if isinstance(p[2], ox.BlankNode))
        visible = tuple(p for p in rule.premises if not isinstance(p[2], ox.BlankNode))
        for found in solutions(visible, bindings, self.triples):
            premises = tuple(fill(pattern, found) for pattern in rule.premises)
            if not any(isinstance(slot, str) for premise in (fill(h, found) for h in hidden) for slot in premise):
                yield premises  # type: ignore[misc]

    def _step(
        self, goal: Triple, rule: CompiledRule, premises: tuple[Triple, ...], depth: int, path: frozenset[Triple]
    ) -> Proof | None:
        proofs = []
        for premise in premises:
            proof = self.prove(premise, depth - 1, path)
            if proof is None:
                return None
            proofs.append(proof)
        return Proof(goal, rule, tuple(proofs))

    def _restated(self, goal: Triple, depth: int, path: frozenset[Triple]) -> Proof | None:
        """Prove what says of one literal what holds of another of the same value (dt-eq)."""
        o = goal[2]
        for triple in self.triples.written(goal):
            proof = self.prove(triple, depth - 1, path)
            if proof is not None:
                same: Triple = (triple[2], _SAME_AS, o)  # type: ignore[assignment]  # RDF has no literal as a subject
                equal = Proof(same, CompiledRule("dt-eq", (), (), same, "both stand for one value"))
                says = "what holds of one holds of the same under another name"
                return Proof(goal, CompiledRule("eq-rep-o", (), (same, triple), goal, says), (equal, proof))
        return None


class ByValue:
    """Triples in which one literal is found by another of the same value."""

    def __init__(self, triples: Triples) -> None:
        self._triples = triples

    def find(self, pattern: Pattern) -> Iterator[Triple]:
        """Yield the triples that agree with a pattern, sorted; of a subject, also those with an equal literal."""
        found = False
        # Of proofs of one size the first is shown: it is not to hang on the order in which a store keeps its triples.
        for triple in sorted(self._triples.find(pattern), key=str):
            found = True
            yield triple
        if not found and next(self.written(pattern), None) is not None:
            yield pattern  # type: ignore[misc]

    def written(self, pattern: Pattern) -> Iterator[Triple]:
        """Yield what says of an equal literal what a pattern without variables says."""
        s, p, o = pattern
        if isinstance(o, ox.Literal) and not isinstance(s, str) and not isinstance(p, str):
            for triple in self._triples.find((s, p, "?o")):
                if isinstance(triple[2], ox.Literal) and triple[2] != o and equal(triple[2], o):
                    yield triple
