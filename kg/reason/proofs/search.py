"""The search for proofs in the arrays, on request: from a conclusion back to given triples.

Each fact follows from facts of earlier rounds. The search goes only to earlier rounds, so no proof is circular.

A proof may have thousands of levels, more than Python's stack. So steps are generators that yield the triples that they
need proofs of, and a loop with an explicit stack runs them (`ProofSearch.complete`).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Generator, Set
from dataclasses import replace
from weakref import WeakKeyDictionary

from kg.rdf.model import Term, Triple
from kg.reason.closures.closure import Closure
from kg.reason.closures.complete import CompleteClosure
from kg.reason.closures.given import Given
from kg.reason.engine.clauses import Clause
from kg.reason.inconsistency import Inconsistency
from kg.reason.proofs.builder import SAYS, ProofBuilder, Search
from kg.reason.proofs.equality import itself, renamed, restated, sameness, under_another_class
from kg.reason.proofs.graphs import Graphs
from kg.reason.proofs.hierarchy import carried, from_below
from kg.reason.proofs.history import LATE
from kg.reason.proofs.proof import Proof, Refutation, without_repetition
from kg.reason.proofs.round_index import found
from kg.reason.proofs.ways import Premise, ways
from kg.reason.readers.encoded import EncodedTriple
from kg.reason.rules.compiling import CompiledRule
from kg.reason.rules.patterns import is_schema

#: Maximum number of cached proofs.
_KEPT = 1 << 16


def explain(closure: Closure, triple: Triple) -> Proof | None:
    """Find a proof of a triple.

    Parameters
    ----------
    closure : Closure
        The result of `kg.reason.closures.closing.close_encoded`.
    triple : triple

    Returns
    -------
    Proof or None
        A leaf if the triple was given; None if it does not follow. Inferred axioms are premises with proofs of their
        own.

    Examples
    --------
    >>> import pyoxigraph as ox
    >>> from kg.reason.closures.closing import close_encoded
    >>> from kg.reason.readers.triples import from_triples
    >>> from kg.reason.rules.vocabulary import TYPE, owl
    >>> is_in, kind = ox.NamedNode("urn:in"), owl("TransitiveProperty")
    >>> a, b, c = (ox.NamedNode(f"urn:{name}") for name in "abc")
    >>> closure = close_encoded(from_triples([(is_in, TYPE, kind), (a, is_in, b), (b, is_in, c)]))
    >>> proof = explain(closure, (a, is_in, c))
    >>> proof.rule.name, [premise.triple[0].value for premise in proof.premises]
    ('prp-trp', ['urn:a', 'urn:b'])
    """
    return proof_search(closure).prove(triple)


_searches: WeakKeyDictionary[Closure, ProofSearch] = WeakKeyDictionary()


def proof_search(closure: Closure) -> ProofSearch:
    """Return the search for proofs in a closure; cached, because it has indexes."""
    search = _searches.get(closure)
    if search is None:
        search = _searches[closure] = ProofSearch(closure)
    return search


class ProofSearch:
    """The search for proofs in one closure."""

    def __init__(
        self,
        closure: Closure,
        outside: Callable[[Triple], Proof | None] = lambda _: None,
        graphs: Callable[[Triple], tuple[Term, ...]] = lambda _: (),
        given: Set[Triple] | None = None,
    ) -> None:
        self._closure = closure
        if closure.axioms is not None:
            outside, graphs = self._from_schema, Graphs(closure.encoded, closure.rows).of
            self._extra = closure.extra
            self._stated = closure.stated if isinstance(closure, CompleteClosure) else {}
            asserted = closure.axioms.given - self._extra.keys() - self._stated.keys()
            self._axioms = ProofSearch(closure.axioms, self._from_elsewhere, graphs, asserted)
            self._schema = closure.axioms
        self.builder = ProofBuilder(closure, closure.given if given is None else given, outside, graphs)
        self.history = self.builder.history
        #: Cache of proofs; None for triples that cannot be proved.
        self.proved: dict[EncodedTriple, Proof | None] = {}

    def prepare(self) -> None:
        """Make all indexes now, so that the first proof is as quick as the others."""
        self.history.index.prepare()
        if isinstance(self.builder.given, Given):
            for predicate in self.builder.given.rows:
                self.builder.given.pairs(predicate)

    def prove(self, triple: Triple) -> Proof | None:
        """Find a proof of a triple."""
        s, p, o = map(self.builder.encoded.find, triple)
        if s is None or p is None or o is None:
            return None
        if len(self.proved) > _KEPT:
            self.proved.clear()
        proof = self._row((s, p, o))
        return proof if proof is None or not self.nested else without_repetition(proof)

    def refute(self, inconsistency: Inconsistency) -> Refutation | None:
        """Prove the statements that contradict each other; None if some of them do not follow."""
        asserted = tuple(axiom for axiom in inconsistency.axioms if axiom in self.builder.given)
        proofs = [self.builder.axiom(axiom) for axiom in inconsistency.axioms if axiom not in self.builder.given]
        proofs += [self.prove(premise) for premise in inconsistency.premises]
        return None if None in proofs else Refutation(replace(inconsistency, axioms=asserted), tuple(proofs))  # type: ignore[arg-type]

    @property
    def nested(self) -> bool:
        """Whether proofs continue in other closures, which may prove the same triples."""
        return self._closure.axioms is not None and bool(self._extra or self._stated)

    def _row(self, row: EncodedTriple) -> Proof | None:
        """Prove a triple and all its premises."""
        if row not in self.proved:
            self.proved[row] = self.complete(self._find(row), row)
        return self.proved[row]

    def complete(self, search: Search, row: EncodedTriple | None = None) -> Proof | None:
        """Run a search to its end; requested proofs are searched for first."""
        stack: list[tuple[EncodedTriple | None, Search]] = [(row, search)]
        under_way = {row}
        answer: Proof | None = None
        while stack:
            row, search = stack[-1]
            try:
                wanted = search.send(answer)
            except StopIteration as stop:
                stack.pop()
                under_way.discard(row)
                answer = stop.value
                if row is not None:
                    self.proved[row] = answer
                continue
            answer = self.proved.get(wanted)
            if wanted not in self.proved and wanted not in under_way:
                stack.append((wanted, self._find(wanted)))
                under_way.add(wanted)
        return answer

    def _find(self, row: EncodedTriple) -> Search:  # noqa: PLR0911
        """Prove a triple under the names that it has."""
        if (known := self.builder.known(row)) is not None:
            return known
        s, p, o = row
        if p == self.history.same_as:
            if s == o:
                return (yield from itself(self.builder, s))
            return (yield from sameness(self.builder, s, o))
        kind, key, obj = self.history.place(row)
        facts = self.history.index.get(kind, key)
        if not self.history.run.merges:
            number = facts.round(s if obj is None else s << 32 | obj)
            if (other := self.history.earlier(row, number)) is not None:
                return (yield from restated(self.builder, row, other))
            if not found(number):
                return None
            return (yield from self._derived(row, number))[1]
        since = self.history.since(row, (kind, key, obj))
        if (other := self.history.earlier(row, LATE if since is None else since[0])) is not None:
            return (yield from restated(self.builder, row, other))
        if p == self.history.type_ and p in self.history.run.facts.mirrors:
            mirrored = self.history.since(row, ("relation", p, o))
            if mirrored is not None and (kind != "class" or since is None or mirrored[0] < since[0]):
                return (yield from under_another_class(self.builder, row, mirrored))
        if since is None:
            return None
        last, number, entry = since
        base, proof = yield from self._source(row, entry, last, number)
        return (yield from renamed(self.builder, base, proof, row, last))

    def _source(
        self, row: EncodedTriple, entry: EncodedTriple, last: int, number: int
    ) -> Generator[EncodedTriple, Proof | None, tuple[EncodedTriple, Proof | None]]:
        """Find the triple, given or concluded by a rule, of which a triple is another name."""
        s, p, o = row
        kind, key, obj = self.history.place(row)
        subjects = [s, *self.history.group(self.history.at(s, last), last)]
        objects = [o, *self.history.group(self.history.at(o, last), last)] if obj is not None else [o]
        pairs = sorted(itertools.product(subjects, objects), key=lambda pair: (pair[0] != s) + (pair[1] != o))
        for one, other in pairs:
            base = (one, p, other)
            if self.builder.is_given(base) or self.builder.follows_from_axioms(base):
                return base, self.builder.known(base)
        if is_schema(self.builder.triple(row)):
            for one, other in pairs:
                if (axiom := self.builder.outside(self.builder.triple((one, p, other)))) is not None:
                    return (one, p, other), axiom
        facts = self.history.index.get(kind, key)
        while True:
            s, _, o = entry
            earlier = (
                (facts.round(one if obj is None else one << 32 | other), (one, p, other))
                for one in self.history.group(s, number)
                for other in (self.history.group(o, number) if obj is not None else [o])
            )
            first, names = min(earlier)
            if first >= number:
                return (yield from self._derived(entry, number))
            number, entry = first, names

    def _derived(
        self, row: EncodedTriple, number: int
    ) -> Generator[EncodedTriple, Proof | None, tuple[EncodedTriple, Proof | None]]:
        """Prove a fact that a rule found in a round; also return the names that the rule uses."""
        kind, key, obj = self.history.place(row)
        best: tuple[int, Clause, list[Premise], EncodedTriple] | None = None
        clauses = [(clause, obj) for clause in self.builder.heads.get((kind, key), ())]
        if kind == "class":
            # Rules may conclude classes by way of other relations.
            clauses += [
                (clause, self.history.at(key, number))
                for clause in self.builder.heads.get(("relation", self.history.type_), ())
            ]
        for clause, target in clauses:
            others = [row[2]] if target is None else self.history.former(target, number)
            for s, o in itertools.product(self.history.former(row[0], number), others):
                way = next(ways(self.history, clause, s, None if target is None else o, number), None)
                if way is not None and (best is None or way[1] < best[0]):
                    best = (way[1], clause, way[0], self.builder.own(clause, (s, row[1], o)))
            if best is not None and best[0] <= 1:
                break
        if best is not None:
            return best[3], (yield from self.builder.conclude(best[3], best[1], best[2]))
        far = yield from from_below(self.builder, row, (kind, key), number)
        far = far or (yield from carried(self.builder, row, (kind, key), number))
        if far is not None:
            return far
        triple = self.builder.triple(row)
        if self.history.run.literals[row[0]] and number == 1:
            return row, Proof(triple, CompiledRule("dt-type2", (), (), triple, SAYS["dt-type2"]))
        return row, self.builder.outside(triple)

    def _from_schema(self, triple: Triple) -> Proof | None:
        if triple in self._extra or triple in self._stated:
            return self._from_elsewhere(triple)
        return self._axioms.prove(triple) if is_schema(triple) and triple in self._schema else None

    def _from_elsewhere(self, triple: Triple) -> Proof | None:
        """Prove a conclusion from data about the schema, or one that holds in every graph, in its closure."""
        stated = self._stated.get(triple)
        if stated is not None:
            premises = [proof_search(stated.closure).prove(premise) for premise in stated.premises if stated.closure]
            return self.builder.by(stated.rule, triple, *premises)
        source = self._extra.get(triple)
        return None if source is None else proof_search(source).prove(triple)
