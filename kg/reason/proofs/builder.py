"""Single steps of proofs: given triples, axioms, and conclusions of rules from proofs of their premises.

A search is a generator: it yields the triples that it needs proofs of, is sent these, and returns a proof.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Generator, Set
from dataclasses import replace
from functools import cached_property

from kg.rdf.model import Term, Triple
from kg.reason.closures.closure import Closure
from kg.reason.closures.given import Given
from kg.reason.engine.clauses import Clause, Place
from kg.reason.proofs.history import History
from kg.reason.proofs.proof import Proof
from kg.reason.proofs.ways import Premise
from kg.reason.readers.encoded import EncodedTriple
from kg.reason.rules.compiling import CompiledRule
from kg.reason.rules.table import table
from kg.reason.rules.vocabulary import SAME_AS

#: Yields the triples that it needs proofs of, is sent these, and returns a proof.
Search = Generator[EncodedTriple, "Proof | None", "Proof | None"]
#: The same for triples under other names; it also returns the triple with these names.
Far = Generator[EncodedTriple, "Proof | None", "tuple[EncodedTriple, Proof | None] | None"]
SAYS = {
    **{rule.name: rule.says for rule in table(complete=True)},
    "dt-eq": "both stand for one value",
    "dt-type2": "the value is one of the datatype's",
}


class ProofBuilder:
    """Builds steps of proofs in one closure.

    Parameters
    ----------
    closure : Closure
    given : set of triples
        The triples that are leaves.
    outside : function
        Finds the proof of a triple in another closure, if there is one.
    graphs : function
        Returns the named graphs that state a triple.
    """

    def __init__(
        self,
        closure: Closure,
        given: Set[Triple],
        outside: Callable[[Triple], Proof | None],
        graphs: Callable[[Triple], tuple[Term, ...]],
    ) -> None:
        self.closure, self.encoded, self.rules, self.given = closure, closure.encoded, closure.rules, given
        self.outside, self.graphs = outside, graphs
        self.history = History(closure)
        self._rules_stated: dict[int, tuple[CompiledRule, tuple[Proof, ...]] | None] = {}

    @cached_property
    def heads(self) -> dict[Place, list[Clause]]:
        """The rules by the place of their conclusion; rules with given axioms come first."""
        heads: dict[Place, list[Clause]] = defaultdict(list)
        known = {
            clause.number: all(a in self.given for a in self.rules[clause.number].axioms) for clause in self._clauses
        }
        for clause in sorted(self._clauses, key=lambda clause: not known[clause.number]):
            assert clause.head is not None
            heads[clause.head.kind, clause.head.key if clause.head.kind != "same" else 0].append(clause)
        return heads

    @property
    def _clauses(self) -> list[Clause]:
        return [
            clause
            for clause in self.history.run.program.clauses.values()
            if clause.head is not None and all(atom.kind != "same" for atom in clause.body)
        ]

    @cached_property
    def unconditional(self) -> dict[Triple, int]:
        """The triples that follow from axioms alone, with their rules."""
        return {
            rule.conclusion: number  # type: ignore[misc]
            for number, rule in enumerate(self.rules)
            if not rule.premises and rule.conclusion is not None
        }

    def numbers(self, triple: Triple) -> EncodedTriple:
        """Return a triple as numbers."""
        s, p, o = (self.encoded.number(term) for term in triple)
        return s, p, o

    def triple(self, row: EncodedTriple) -> Triple:
        """Return a triple as terms."""
        s, p, o = (self.encoded.term(number) for number in row)
        return (s, p, o)  # type: ignore[return-value]

    def leaf(self, row: EncodedTriple) -> Proof:
        """Return the proof of a given triple."""
        triple = self.triple(row)
        return Proof(triple, graphs=self.graphs(triple))

    def is_given(self, row: EncodedTriple) -> bool:
        """Return whether a triple was given."""
        if isinstance(self.given, Given):
            return self.given.has(*row)
        return self.triple(row) in self.given

    def follows_from_axioms(self, row: EncodedTriple) -> bool:
        """Return whether a triple follows from axioms alone."""
        return bool(self.unconditional) and self.triple(row) in self.unconditional

    def known(self, row: EncodedTriple) -> Proof | None:
        """Return the proof of a triple that was given, or follows from axioms alone."""
        if self.is_given(row):
            return self.leaf(row)
        if self.unconditional or row[1] != self.history.type_:
            triple = self.triple(row)
            if triple in self.unconditional:
                stated = self.state(self.unconditional[triple])
                return None if stated is None else Proof(triple, *stated)
        return self.outside(self.triple(row))

    def by(self, name: str, goal: EncodedTriple | Triple, *premises: Proof | None) -> Proof | None:
        """Conclude by a rule without axioms."""
        if any(premise is None for premise in premises):
            return None
        triple: Triple = self.triple(goal) if isinstance(goal[0], int) else goal
        return Proof(triple, CompiledRule(name, (), (), triple, SAYS[name]), premises)  # type: ignore[arg-type]

    def equal(self, one: int, other: int) -> Proof:
        """Return the triple that two literals have the same value; in RDF itself, a literal cannot be a subject."""
        same: Triple = (self.encoded.term(one), SAME_AS, self.encoded.term(other))  # type: ignore[assignment]
        return Proof(same, CompiledRule("dt-eq", (), (), same, SAYS["dt-eq"]))

    def own(self, clause: Clause, row: EncodedTriple) -> EncodedTriple:
        """Return the conclusion of a rule, under the names that the rule uses."""
        head = clause.head
        assert head is not None
        subject = head.subject if isinstance(head.subject, int) else row[0]
        return subject, row[1], head.object if isinstance(head.object, int) else row[2]

    def conclude(self, row: EncodedTriple, clause: Clause, premises: list[Premise]) -> Search:
        """Conclude by a rule from premises, whose proofs it requests."""
        stated = self.state(clause.number)
        if stated is None:
            return None
        proofs = []
        for (s, p, o), written in premises:
            proof = yield (s, p, written)
            if written != o:
                proof = self.by("eq-rep-o", (s, p, o), self.equal(written, o), proof)
            if proof is None:
                return None
            proofs.append(proof)
        rule, axioms = stated
        return Proof(self.triple(row), rule, (*axioms, *proofs))

    def state(self, number: int) -> tuple[CompiledRule, tuple[Proof, ...]] | None:
        """Return a rule with its given axioms, and proofs of the other axioms."""
        if number not in self._rules_stated:
            rule = self.rules[number]
            given = tuple(axiom for axiom in rule.axioms if axiom in self.given)
            proofs = [self.axiom(axiom) for axiom in rule.axioms if axiom not in self.given]
            self._rules_stated[number] = None if None in proofs else (replace(rule, axioms=given), tuple(proofs))  # type: ignore[arg-type]
        return self._rules_stated[number]

    def axiom(self, axiom: Triple) -> Proof | None:
        """Prove an axiom that was not given."""
        found = self.outside(axiom)
        s, p, o = axiom
        if found is None and p == SAME_AS and (o, p, s) in self.given:
            rule = CompiledRule("eq-sym", (), (), axiom, SAYS["eq-sym"])
            return Proof(axiom, rule, (self.leaf(self.numbers((o, p, s))),))  # type: ignore[arg-type]
        return found
