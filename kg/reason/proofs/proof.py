"""Proofs: a statement, the rule that concludes it, and the proofs of its premises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.rdf.model import Term, Triple
from kg.reason.inconsistency import Inconsistency
from kg.reason.rules.compiling import CompiledRule


@dataclass(frozen=True, eq=False)
class Proof:
    """Why a triple holds.

    A premise of several steps is one shared object. Proofs with the same content are equal.

    Parameters
    ----------
    triple : triple
        The proved triple.
    rule : CompiledRule or None
        The rule that concludes it, with the axioms used; None if the triple is asserted.
    premises : tuple of Proof
        Why the premises hold.
    graphs : tuple of terms
        For an asserted triple, the named graphs that state it; empty if only the default graph does.

    Examples
    --------
    >>> import pyoxigraph as ox
    >>> a, p = ox.NamedNode("urn:a"), ox.NamedNode("urn:p")
    >>> proof = Proof((a, p, a))
    >>> proof.size, list(proof.leaves()) == [proof.triple], proof == Proof((a, p, a))
    (0, True, True)
    """

    triple: Triple
    rule: CompiledRule | None = None
    premises: tuple[Proof, ...] = ()
    graphs: tuple[Term, ...] = ()

    def steps(self) -> Iterator[Proof]:
        """Yield the proof and those of all premises, from top to bottom and left to right, each object once."""
        seen: set[int] = set()
        todo = [self]
        while todo:
            step = todo.pop()
            if id(step) not in seen:
                seen.add(id(step))
                yield step
                todo.extend(reversed(step.premises))

    def leaves(self) -> Iterator[Triple]:
        """Yield the asserted triples that the proof uses, from left to right, each once."""
        yield from dict.fromkeys(step.triple for step in self.steps() if step.rule is None)

    def bottom_up(self) -> Iterator[Proof]:
        """Yield the proofs of all premises and then the proof itself, each object once, premises first."""
        done: set[int] = set()
        todo: list[tuple[Proof, bool]] = [(self, False)]
        while todo:
            step, ready = todo.pop()
            if ready:
                yield step
            elif id(step) not in done:
                done.add(id(step))
                todo.append((step, True))
                todo.extend((premise, False) for premise in reversed(step.premises))

    @property
    def size(self) -> int:
        """Number of steps, including those of all premises; an asserted triple has none."""
        sizes: dict[int, int] = {}
        for step in self.bottom_up():
            sizes[id(step)] = (step.rule is not None) + sum(sizes[id(premise)] for premise in step.premises)
        return sizes[id(self)]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Proof):
            return NotImplemented
        known: dict[object, int] = {}
        return self._outline(known) == other._outline(known)

    def __hash__(self) -> int:
        return hash((self.triple, self.rule and self.rule.name, tuple(premise.triple for premise in self.premises)))

    def _outline(self, known: dict[object, int]) -> int:
        """Return a hash of the content of the proof, equal for equal proofs."""
        numbers: dict[int, int] = {}
        for step in self.bottom_up():
            rule = step.rule and (step.rule.name, step.rule.axioms)
            says = (step.triple, rule, step.graphs, tuple(numbers[id(premise)] for premise in step.premises))
            numbers[id(step)] = known.setdefault(says, len(known))
        return numbers[id(self)]


@dataclass(frozen=True)
class Refutation:
    """The proof of an inconsistency: proofs of the statements that contradict each other.

    Parameters
    ----------
    inconsistency : Inconsistency
        Its axioms are the asserted ones.
    premises : tuple of Proof
        The proofs of inferred axioms, and of the statements that contradict each other.
    """

    inconsistency: Inconsistency
    premises: tuple[Proof, ...]

    def leaves(self) -> Iterator[Triple]:
        """Yield the asserted statements that cannot all be true, from left to right, each once."""
        yield from dict.fromkeys(leaf for premise in self.premises for leaf in premise.leaves())


def without_repetition(proof: Proof) -> Proof:
    """Replace proofs so that each triple has one proof within a proof, and none depends on itself."""
    done: dict[Triple, Proof] = {}
    for step in proof.bottom_up():
        if step.triple not in done:
            premises = tuple(done[premise.triple] for premise in step.premises)
            same = all(old is new for old, new in zip(step.premises, premises, strict=True))
            done[step.triple] = step if same else replace(step, premises=premises)
    return done[proof.triple]
