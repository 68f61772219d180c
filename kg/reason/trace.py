"""Proofs over the arrays: from a conclusion back to what was given, searched for when asked.

Whatever was found in some round follows from what was found in earlier ones, so the search only ever goes
to earlier rounds, and no proof is circular. Things became the same in a round, too: by a rule whose
premises are of earlier rounds, or because it was given. The merges form a forest, so there is one way from
a thing to another that is the same.

A proof may have thousands of levels, more than Python's stack: what a step needs is asked of a loop that
keeps its own stack (`Tracer._complete`), by generators that yield the triples they need proofs of.
"""

from __future__ import annotations

import itertools
from collections import defaultdict, deque
from collections.abc import Callable, Generator, Iterator, Set
from dataclasses import replace
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np
import pyoxigraph as ox

from kg.rdf import terms
from kg.rdf.model import Term, Triple
from kg.reason.arrays import Ints, Mask
from kg.reason.bulk import BulkClosure, Given, Row
from kg.reason.clashes import Clash
from kg.reason.closure import Closure
from kg.reason.complete import CompleteClosure
from kg.reason.engine import Atom, Slot, Step
from kg.reason.graphs import Graphs
from kg.reason.proofs import Proof, Refutation
from kg.reason.rules import CompiledRule, is_schema, table
from kg.reason.trail import Trails, found

_TYPE = ox.NamedNode(terms.RDF_TYPE)
_SAME_AS = ox.NamedNode(f"{terms.OWL}sameAs")
_SUB_CLASS, _SUB_PROPERTY = (ox.NamedNode(f"{terms.RDFS}{name}") for name in ("subClassOf", "subPropertyOf"))
#: Ways in which a rule's premises hold that are looked at, for one conclusion.
_WAYS = 64
#: Steps of which other proofs are looked for, for one that is asked for.
_LOOKS = 256
#: Proofs that are kept, to be part of others.
_KEPT = 1 << 16
#: A round after all others.
_LATE = 1 << 29

Bindings = dict[Slot, int]
#: What a rule needs; and, where it ends in a literal, how that is written in what held before.
Premise = tuple[Row, int]
#: Yields the triples that it needs proofs of, is sent these, and returns a proof.
Search = Generator[Row, "Proof | None", "Proof | None"]
#: The same for what holds under other names, which it returns as well.
Far = Generator[Row, "Proof | None", "tuple[Row, Proof | None] | None"]


def explain(closure: BulkClosure, triple: Triple) -> Proof | None:
    """Find a proof of a triple.

    Parameters
    ----------
    closure : BulkClosure
        What `kg.reason.bulk.close_encoded` made.
    triple : triple

    Returns
    -------
    Proof or None
        A leaf where the triple was given; None where it does not follow. Axioms that were not given either
        are premises with proofs of their own.

    Examples
    --------
    >>> from kg.reason.bulk import close_encoded
    >>> from kg.reason.encode import from_triples
    >>> is_in, kind = ox.NamedNode("urn:in"), ox.NamedNode(f"{terms.OWL}TransitiveProperty")
    >>> a, b, c = (ox.NamedNode(f"urn:{name}") for name in "abc")
    >>> closure = close_encoded(from_triples([(is_in, _TYPE, kind), (a, is_in, b), (b, is_in, c)]))
    >>> proof = explain(closure, (a, is_in, c))
    >>> proof.rule.name, [premise.triple[0].value for premise in proof.premises]
    ('prp-trp', ['urn:a', 'urn:b'])
    """
    return tracer_of(closure).prove(triple)


def all_proofs(closure: BulkClosure, triple: Triple, limit: int = 10) -> list[Proof]:
    """List proofs of a triple that differ, those with the fewest steps first.

    Parameters
    ----------
    closure : BulkClosure
    triple : triple
    limit : int
        Where there are more, the ones found first.

    Returns
    -------
    list of Proof
        None of them rests on its own conclusion.

    Examples
    --------
    >>> from kg.reason.bulk import close_encoded
    >>> from kg.reason.encode import from_triples
    >>> with_, kind = ox.NamedNode("urn:with"), ox.NamedNode(f"{terms.OWL}SymmetricProperty")
    >>> a, b = ox.NamedNode("urn:a"), ox.NamedNode("urn:b")
    >>> closure = close_encoded(from_triples([(with_, _TYPE, kind), (a, with_, b)]))
    >>> [proof.rule.name for proof in all_proofs(closure, (b, with_, a))]
    ['prp-symp']
    """
    return tracer_of(closure).all(triple, limit)


_tracers: WeakKeyDictionary[Closure, Tracer] = WeakKeyDictionary()


def tracer_of(closure: Closure) -> Tracer:
    """Return the tracer of a closure: its indexes are made once."""
    tracer = _tracers.get(closure)
    if tracer is None:
        tracer = _tracers[closure] = Tracer(closure)
    return tracer


class Tracer:
    """The search for proofs in one closure."""

    def __init__(
        self,
        closure: Closure,
        outside: Callable[[Triple], Proof | None] = lambda _: None,
        graphs: Callable[[Triple], tuple[Term, ...]] = lambda _: (),
        given: Set[Triple] | None = None,
    ) -> None:
        self.trails = Trails(closure.facts)
        self._closure, self._rules = closure, closure.rules
        self._numbering = closure.numbering
        self._given = closure.given if given is None else given
        self._run = closure.run
        self._type, self._same = self._numbering.number(_TYPE), self._numbering.number(_SAME_AS)
        self._outside, self.graphs = outside, graphs
        if isinstance(closure, BulkClosure):
            self._outside, self.graphs = self._from_schema, Graphs(closure.encoded, closure.rows).of
            self._extra = closure.extra
            self._stated = closure.stated if isinstance(closure, CompleteClosure) else {}
            asserted = closure.axioms.given - self._extra.keys() - self._stated.keys()
            self._axioms = Tracer(closure.axioms, self._from_elsewhere, self.graphs, asserted)
            self._schema = closure.axioms
        self._proved: dict[Row, Proof | None] = {}
        self._rules_stated: dict[int, tuple[CompiledRule, tuple[Proof, ...]] | None] = {}

    def prepare(self) -> None:
        """Make all indexes now, so that the first proof is as quick as the others."""
        self.trails.prepare()
        if isinstance(self._given, Given):
            for predicate in self._given.rows:
                self._given.pairs(predicate)

    def prove(self, triple: Triple) -> Proof | None:
        """Find a proof of a triple."""
        s, p, o = map(self._numbering.find, triple)
        if s is None or p is None or o is None:
            return None
        if len(self._proved) > _KEPT:
            self._proved.clear()
        proof = self._row((s, p, o))
        return proof if proof is None or not self._nested else _straight(proof)

    def refute(self, clash: Clash) -> Refutation | None:
        """Prove all that clashes; None where some of it does not follow."""
        given = tuple(axiom for axiom in clash.axioms if axiom in self._given)
        proofs = [self._axiom(axiom) for axiom in clash.axioms if axiom not in self._given]
        proofs += [self.prove(premise) for premise in clash.premises]
        return None if None in proofs else Refutation(replace(clash, axioms=given), tuple(proofs))  # type: ignore[arg-type]

    def all(self, triple: Triple, limit: int) -> list[Proof]:
        """List proofs of a triple."""
        first = self.prove(triple)
        if first is None:
            return []
        found = {first: None}
        looks = itertools.count()
        # Each proof that was found is varied in turn: at one of its steps, another way to the same triple.
        for proof in (queue := [first]):
            for path in _paths(proof):
                if len(found) >= limit or next(looks) >= _LOOKS:
                    return sorted(found, key=lambda proof: proof.size)
                above = frozenset(step.triple for step, _ in path)
                for other in self._alternatives(path[-1][0], above):
                    varied = _replaced(path, other)
                    varied = _straight(varied) if self._nested else varied
                    if varied not in found and len(found) < limit:
                        found[varied] = None
                        queue.append(varied)
        return sorted(found, key=lambda proof: proof.size)

    def _alternatives(self, known: Proof, above: frozenset[Triple]) -> Iterator[Proof]:
        """Yield proofs by all rules and in all ways, premises found later than the goal included.

        ``above`` are what is proved and what it is to be a premise of: no proof may rest on these.
        """
        s, p, o = row = self._numbers(known.triple)
        kind, key, obj = self._place(row)
        subject, other = self._at(s, _LATE), self._at(o, _LATE)
        for step in self._heads.get((kind, key), ()):
            ways = self._ways(step, subject, None if obj is None else other, _LATE)
            own = self._own(step, (subject, p, o if obj is None else other))
            for premises, _ in itertools.islice(ways, 0 if self._is_given(own) else _WAYS):
                proof = self._complete(self._concluded(own, step, premises, row))
                if proof is not None and not _alike(proof, known) and not self._is_circular(proof, above):
                    yield proof

    def _is_circular(self, proof: Proof, above: frozenset[Triple]) -> bool:
        """Tell whether a step of a proof rests on its own conclusion, or on one of those above it.

        The proofs that the search itself found are not circular, so only steps that were put above these are
        looked into.
        """
        todo = [proof]
        while todo:
            step = todo.pop()
            if step.rule is None or self._proved.get(self._numbers(step.triple)) is step:
                continue
            refused = above | {step.triple}
            if any(below is not step and below.triple in refused for below in step.steps()):
                return True
            todo.extend(step.premises)
        return False

    def _concluded(self, own: Row, step: Step, premises: list[Premise], row: Row) -> Search:
        proof = yield from self._conclude(own, step, premises)
        return (yield from self._renamed(own, proof, row))

    # ---- what is known

    @cached_property
    def _heads(self) -> dict[tuple[str, int], list[Step]]:
        """The rules by what they conclude, those whose axioms were given first."""
        heads: dict[tuple[str, int], list[Step]] = defaultdict(list)
        known = {step.number: all(a in self._given for a in self._rules[step.number].axioms) for step in self._steps}
        for step in sorted(self._steps, key=lambda step: not known[step.number]):
            assert step.head is not None
            heads[step.head.kind, step.head.key if step.head.kind != "same" else 0].append(step)
        return heads

    @property
    def _steps(self) -> list[Step]:
        return [
            step
            for step in self._run.steps.values()
            if step.head is not None and all(atom.kind != "same" for atom in step.body)
        ]

    @cached_property
    def _unconditional(self) -> dict[Triple, int]:
        """What follows from axioms alone, and by which rule."""
        return {
            rule.conclusion: number  # type: ignore[misc]
            for number, rule in enumerate(self._rules)
            if not rule.premises and rule.conclusion is not None
        }

    def _numbers(self, triple: Triple) -> Row:
        s, p, o = (self._numbering.number(term) for term in triple)
        return s, p, o

    def _triple(self, row: Row) -> Triple:
        s, p, o = (self._numbering.terms[number] for number in row)
        return (s, p, o)  # type: ignore[return-value]

    def _leaf(self, row: Row) -> Proof:
        triple = self._triple(row)
        return Proof(triple, graphs=self.graphs(triple))

    def _is_given(self, row: Row) -> bool:
        if isinstance(self._given, Given):
            return self._given.has(*row)
        return self._triple(row) in self._given

    def _place(self, row: Row) -> tuple[str, int, int | None]:
        """Return where a triple is kept: a class, or a relation and the object."""
        _, p, o = row
        if p == self._type and ("class", o) in self._run.facts.rounds:
            return "class", o, None
        return "relation", p, o

    # ---- what became the same

    def _at(self, term: int, number: int) -> int:
        """Return the representative of a term in a round."""
        gave_way = self._run.gave_way
        while term in gave_way and gave_way[term][1] <= number:
            term = gave_way[term][0]
        return term

    def _history(self, term: int) -> list[tuple[int, int]]:
        """Return the representatives of a term and since when, itself first."""
        result = [(term, 0)]
        while term in self._run.gave_way:
            term, number = self._run.gave_way[term]
            result.append((term, number))
        return result

    def _group(self, representative: int, number: int) -> list[int]:
        """Return what a representative stood for in a round, itself first."""
        group = self._run.members.get(int(self._run.representative[representative]), [])
        others = (n for n in group if n != representative and self._at(n, number) == representative)
        return [representative, *others]

    def _former(self, representative: int, number: int) -> list[int]:
        """Return what gave way to a representative in a round, itself first."""
        if not self._run.merges:
            return [representative]
        return list(dict.fromkeys(self._at(n, number - 1) for n in self._group(representative, number)))

    @cached_property
    def _edges(self) -> dict[int, list[tuple[int, int]]]:
        edges: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for number, (one, other) in enumerate(self._run.merges):
            edges[one].append((other, number))
            edges[other].append((one, number))
        return edges

    # ---- the search

    @property
    def _nested(self) -> bool:
        """Whether proofs go on in other closures, which may have proofs of the same triples."""
        return isinstance(self._closure, BulkClosure) and bool(self._extra or self._stated)

    def _row(self, row: Row) -> Proof | None:
        """Prove a triple, and all that it takes."""
        if row not in self._proved:
            self._proved[row] = self._complete(self._find(row), row)
        return self._proved[row]

    def _complete(self, search: Search, row: Row | None = None) -> Proof | None:
        """Run a search to its end; what it asks for is searched for first."""
        stack: list[tuple[Row | None, Search]] = [(row, search)]
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
                    self._proved[row] = answer
                continue
            answer = self._proved.get(wanted)
            if wanted not in self._proved and wanted not in under_way:
                stack.append((wanted, self._find(wanted)))
                under_way.add(wanted)
        return answer

    def _find(self, row: Row) -> Search:  # noqa: PLR0911
        """Prove a triple under the names that it has."""
        if (known := self._known(row)) is not None:
            return known
        s, p, o = row
        if p == self._same:
            if s == o:
                return (yield from self._itself(s))
            return (yield from self._sameness(s, o))
        kind, key, obj = self._place(row)
        trail = self.trails.get(kind, key)
        if not self._run.merges:
            number = trail.round(s if obj is None else s << 32 | obj)
            if (other := self._earlier(row, number)) is not None:
                return (yield from self._restated(row, other))
            if not found(number):
                return None
            return (yield from self._derived(row, number))[1]
        since = self._since(row, (kind, key, obj))
        if (other := self._earlier(row, _LATE if since is None else since[0])) is not None:
            return (yield from self._restated(row, other))
        if p == self._type and p in self._run.facts.mirrors:
            mirrored = self._since(row, ("relation", p, o))
            if mirrored is not None and (kind != "class" or since is None or mirrored[0] < since[0]):
                return (yield from self._under_another_class(row, mirrored))
        if since is None:
            return None
        last, number, entry = since
        base, proof = yield from self._source(row, entry, last, number)
        return (yield from self._renamed(base, proof, row, last))

    def _itself(self, term: int) -> Search:
        """Prove that a thing is the same as itself: by a rule, another name of it, or as all that occurs (eq-ref)."""
        itself = (term, self._same, term)
        number = self.trails.get("relation", self._same).round(term << 32 | term)
        if found(number):
            for other, edge in self._edges.get(term, ()):
                if self._run.merged_in[edge] <= number:
                    there = yield from self._sameness(term, other)
                    return self._by("eq-trans", itself, there, (yield from self._sameness(other, term)))
            for step in self._heads.get(("same", 0), ()):
                way = next(self._ways(step, term, term, number), None)
                if way is not None:
                    return (yield from self._conclude(itself, step, way[0]))
        closure = self._closure
        if not isinstance(closure, BulkClosure) or self._run.literals[term]:
            return None
        patterns = ((term, None, None), (None, None, term), (None, term, None))
        row = next((row for pattern in patterns for row in closure.match(*pattern) if row != itself), None)
        return None if row is None else self._by("eq-ref", itself, (yield row))

    def _earlier(self, row: Row, number: int) -> int | None:
        """Return a literal of the same value of which the same held before a round."""
        s, p, o = row
        known = ((self._since((s, p, other)), other) for other in self.trails.alike(o))
        first = min(((since[0], other) for since, other in known if since is not None), default=(number, None))
        return first[1] if first[0] < number else None

    def _restated(self, row: Row, other: int) -> Search:
        """Prove what says of one literal what holds of another of the same value (dt-eq)."""
        return self._by("eq-rep-o", row, self._equal(other, row[2]), (yield (row[0], row[1], other)))

    def _equal(self, one: int, other: int) -> Proof:
        """Say that two literals stand for one value; RDF itself has no literal as a subject."""
        same: Triple = (self._numbering.terms[one], _SAME_AS, self._numbering.terms[other])  # type: ignore[assignment]
        return Proof(same, CompiledRule("dt-eq", (), (), same, _SAYS["dt-eq"]))

    def _under_another_class(self, row: Row, mirrored: tuple[int, int, Row]) -> Search:
        """Prove what a thing is by another name of the class, which it had before this one."""
        last, number, (s, p, o) = mirrored
        for name in self._group(o, number):
            if self.trails.get("class", name).round(s) <= number:
                base = (s, p, name)
                return (yield from self._renamed(base, (yield base), row, last))
        return None

    def _since(self, row: Row, place: tuple[str, int, int | None] | None = None) -> tuple[int, int, Row] | None:
        """Return the first round in which a triple held, the round of the fact that says so, and its names then."""
        s, p, o = row
        kind, key, obj = place or self._place(row)
        trail = self.trails.get(kind, key)
        best: tuple[int, int, Row] | None = None
        for subject, since in self._history(s):
            for other, joined in self._history(o) if obj is not None else [(o, 0)]:
                number = trail.round(subject if obj is None else subject << 32 | other)
                if found(number) and (best is None or max(number, since, joined) < best[0]):
                    best = (max(number, since, joined), number, (subject, p, other))
        return best

    def _known(self, row: Row) -> Proof | None:
        """Return the proof of what was given, or follows from axioms alone."""
        if self._is_given(row):
            return self._leaf(row)
        if self._unconditional or row[1] != self._type:
            triple = self._triple(row)
            if triple in self._unconditional:
                stated = self._state(self._unconditional[triple])
                return None if stated is None else Proof(triple, *stated)
        return self._outside(self._triple(row))

    def _source(
        self, row: Row, entry: Row, last: int, number: int
    ) -> Generator[Row, Proof | None, tuple[Row, Proof | None]]:
        """Find what a triple is another name for: something given, or what a rule concluded."""
        s, p, o = row
        kind, key, obj = self._place(row)
        subjects = [s, *self._group(self._at(s, last), last)]
        objects = [o, *self._group(self._at(o, last), last)] if obj is not None else [o]
        pairs = sorted(itertools.product(subjects, objects), key=lambda pair: (pair[0] != s) + (pair[1] != o))
        for one, other in pairs:
            base = (one, p, other)
            if self._is_given(base) or self._stated_alone(base):
                return base, self._known(base)
        if is_schema(self._triple(row)):
            for one, other in pairs:
                if (axiom := self._outside(self._triple((one, p, other)))) is not None:
                    return (one, p, other), axiom
        trail = self.trails.get(kind, key)
        while True:
            s, _, o = entry
            earlier = (
                (trail.round(one if obj is None else one << 32 | other), (one, p, other))
                for one in self._group(s, number)
                for other in (self._group(o, number) if obj is not None else [o])
            )
            first, names = min(earlier)
            if first >= number:
                return (yield from self._derived(entry, number))
            number, entry = first, names

    def _derived(self, row: Row, number: int) -> Generator[Row, Proof | None, tuple[Row, Proof | None]]:
        """Prove what a rule found in a round; also return the names that the rule has for it."""
        kind, key, obj = self._place(row)
        best: tuple[int, Step, list[Premise], Row] | None = None
        steps = [(step, obj) for step in self._heads.get((kind, key), ())]
        if kind == "class":
            # Rules may conclude what a thing is by way of other relations.
            steps += [(step, self._at(key, number)) for step in self._heads.get(("relation", self._type), ())]
        for step, target in steps:
            others = [row[2]] if target is None else self._former(target, number)
            for s, o in itertools.product(self._former(row[0], number), others):
                way = next(self._ways(step, s, None if target is None else o, number), None)
                if way is not None and (best is None or way[1] < best[0]):
                    best = (way[1], step, way[0], self._own(step, (s, row[1], o)))
            if best is not None and best[0] <= 1:
                break
        if best is not None:
            return best[3], (yield from self._conclude(best[3], best[1], best[2]))
        far = yield from self._from_below(row, (kind, key), number)
        far = far or (yield from self._carried(row, (kind, key), number))
        if far is not None:
            return far
        triple = self._triple(row)
        if self._run.literals[row[0]] and number == 1:
            return row, Proof(triple, CompiledRule("dt-type2", (), (), triple, _SAYS["dt-type2"]))
        return row, self._outside(triple)

    def _from_below(self, row: Row, where: tuple[str, int], number: int) -> Far:
        """Prove what came from a class or property some steps below, where it was in an earlier round."""
        steps: dict[tuple[str, int], tuple[Step, tuple[str, int]]] = {}
        queue = [where]
        names = [
            (s, o)
            for s in self._former(row[0], number)
            for o in (self._former(row[2], number) if where[0] == "relation" else [row[2]])
        ]
        for place in queue:
            for step, lower in self._run.below.get(place, ()):
                if lower in steps or lower == where:
                    continue
                steps[lower] = step, place
                queue.append(lower)
                trail = self.trails.get(*lower)
                for s, o in names:
                    if trail.round(s if lower[0] == "class" else s << 32 | o) < number:
                        goal = (s, row[1], o)
                        return goal, (yield from self._raised(goal, lower, where, steps))
        return None

    def _raised(
        self,
        goal: Row,
        lower: tuple[str, int],
        where: tuple[str, int],
        steps: dict[tuple[str, int], tuple[Step, tuple[str, int]]],
    ) -> Search:
        """Put the proof of what is above together, by the axiom that says so, or step by step."""
        is_class = where[0] == "class"

        def at(place: tuple[str, int]) -> Row:
            return (goal[0], self._type, place[1]) if is_class else (goal[0], place[1], goal[2])

        proof = yield at(lower)
        one, other = (self._numbering.terms[key] for key in (lower[1], where[1]))
        axiom: Triple = (one, _SUB_CLASS if is_class else _SUB_PROPERTY, other)  # type: ignore[assignment]
        stated = self._axiom(axiom) if steps[lower][1] != where and is_schema(axiom) else None
        if proof is not None and stated is not None:
            name = "cax-sco" if is_class else "prp-spo1"
            schema = dict(zip(("?c1", "?c2") if is_class else ("?p1", "?p2"), (one, other), strict=True))
            rule = CompiledRule(name, (), (), self._triple(at(where)), _SAYS[name], schema)
            return Proof(self._triple(at(where)), rule, (stated, proof))
        while lower != where and proof is not None:
            step, lower = steps[lower]
            known = self._known(at(lower))
            rule_and_axioms = self._state(step.number)
            if known is not None:
                proof = known
            elif rule_and_axioms is None:
                return None
            else:
                proof = Proof(self._triple(at(lower)), rule_and_axioms[0], (*rule_and_axioms[1], proof))
        return proof

    def _carried(self, row: Row, where: tuple[str, int], number: int) -> Far:
        """Prove what a transitive relation reaches, along the pairs that were known before."""
        step = self._run.transitive.get(where)
        if step is None:
            return None
        for s, o in itertools.product(self._former(row[0], number), self._former(row[2], number)):
            path = self._path(where, s, o, number)
            if path is not None:
                return (s, row[1], o), (yield from self._halves(path, where[1], step))
        return None

    def _path(self, where: tuple[str, int], one: int, other: int, number: int) -> list[int] | None:
        """Return the shortest way from a term to another along the pairs known before a round."""
        trail = self.trails.get(*where)
        before = {one: one}
        queue = [one]
        for node in queue:
            span = trail.span(node)
            nexts = (trail.values[span] & 0xFFFFFFFF)[trail.rounds[span] < number]
            # Only what leads on to the goal; all of that is known in this round.
            nexts = nexts[(trail.all_rounds((nexts << 32) | other) <= number) | (nexts == other)]
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

    def _halves(self, path: list[int], predicate: int, step: Step) -> Search:
        """Prove that the end of a way is reached, from its two halves."""
        row = (path[0], predicate, path[-1])
        if len(path) == 2:
            return (yield row)
        if self._is_given(row):
            return self._leaf(row)
        middle = len(path) // 2
        left = yield from self._halves(path[: middle + 1], predicate, step)
        right = yield from self._halves(path[middle:], predicate, step)
        stated = self._state(step.number)
        if stated is None or left is None or right is None:
            return None
        return Proof(self._triple(row), stated[0], (*stated[1], left, right))

    def _own(self, step: Step, row: Row) -> Row:
        """Return what a rule concludes, under the names that the rule has for its terms."""
        head = step.head
        assert head is not None
        subject = head.subject if isinstance(head.subject, int) else row[0]
        return subject, row[1], head.object if isinstance(head.object, int) else row[2]

    def _stated_alone(self, row: Row) -> bool:
        return bool(self._unconditional) and self._triple(row) in self._unconditional

    def _renamed(self, base: Row, proof: Proof | None, row: Row, last: int = _LATE) -> Search:
        """Put names in the place of others for the same; ``last`` is the round in which they all were."""
        s, p, o = base
        if s != row[0] and o != row[2]:
            between = (row[0], p, o)
            since = self._since(between)
            if since is not None and since[0] < last:
                return self._by("eq-rep-o", row, (yield (o, self._same, row[2])), (yield between))
        if proof is not None and s != row[0]:
            proof = self._by("eq-rep-s", (row[0], p, o), (yield (s, self._same, row[0])), proof)
        if proof is not None and o != row[2]:
            proof = self._by("eq-rep-o", row, (yield (o, self._same, row[2])), proof)
        return proof

    def _by(self, name: str, goal: Row | Triple, *premises: Proof | None) -> Proof | None:
        """Conclude by a rule that takes no axioms."""
        if any(premise is None for premise in premises):
            return None
        triple: Triple = self._triple(goal) if isinstance(goal[0], int) else goal
        return Proof(triple, CompiledRule(name, (), (), triple, _SAYS[name]), premises)  # type: ignore[arg-type]

    def _sameness(self, one: int, other: int) -> Search:
        """Prove that two are the same, along the merges."""
        before: dict[int, tuple[int, int]] = {one: (one, -1)}
        queue = [one]
        for term in queue:
            if term == other:
                break
            for neighbour, edge in self._edges.get(term, ()):
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
        return (yield from self._along(path[::-1]))

    def _along(self, path: list[tuple[int, int, int]]) -> Search:
        if len(path) == 1:
            return (yield from self._edge(*path[0]))
        middle = len(path) // 2
        row = (path[0][0], self._same, path[-1][1])
        if self._is_given(row):
            return self._leaf(row)
        before, after = (yield from self._along(path[:middle])), (yield from self._along(path[middle:]))
        return self._by("eq-trans", row, before, after)

    def _edge(self, one: int, other: int, edge: int) -> Search:
        """Prove that two are the same that were merged directly."""
        row, back = (one, self._same, other), (other, self._same, one)
        if (known := self._known(row)) is not None:
            return known
        if (known := self._known(back)) is not None:
            return self._by("eq-sym", row, known)
        number = self._run.merged_in[edge]
        for wanted in (row, back):
            for step in self._heads.get(("same", 0), ()):
                for s, o in itertools.product(self._former(wanted[0], number), self._former(wanted[2], number)):
                    way = next(self._ways(step, s, o, number), None)
                    if way is not None and (s, o) == (wanted[0], wanted[2]):
                        proof = yield from self._conclude(wanted, step, way[0])
                        return proof if wanted == row or proof is None else self._by("eq-sym", row, proof)
        return None

    def _conclude(self, row: Row, step: Step, premises: list[Premise]) -> Search:
        stated = self._state(step.number)
        if stated is None:
            return None
        proofs = []
        for (s, p, o), written in premises:
            proof = yield (s, p, written)
            if written != o:
                proof = self._by("eq-rep-o", (s, p, o), self._equal(written, o), proof)
            if proof is None:
                return None
            proofs.append(proof)
        rule, axioms = stated
        return Proof(self._triple(row), rule, (*axioms, *proofs))

    # ---- axioms

    def _state(self, number: int) -> tuple[CompiledRule, tuple[Proof, ...]] | None:
        """Return a rule with the axioms that were given, and proofs of the others."""
        if number not in self._rules_stated:
            rule = self._rules[number]
            given = tuple(axiom for axiom in rule.axioms if axiom in self._given)
            proofs = [self._axiom(axiom) for axiom in rule.axioms if axiom not in self._given]
            self._rules_stated[number] = None if None in proofs else (replace(rule, axioms=given), tuple(proofs))  # type: ignore[arg-type]
        return self._rules_stated[number]

    def _axiom(self, axiom: Triple) -> Proof | None:
        found = self._outside(axiom)
        s, p, o = axiom
        if found is None and p == _SAME_AS and (o, p, s) in self._given:
            rule = CompiledRule("eq-sym", (), (), axiom, _SAYS["eq-sym"])
            return Proof(axiom, rule, (self._leaf(self._numbers((o, p, s))),))  # type: ignore[arg-type]
        return found

    def _from_schema(self, triple: Triple) -> Proof | None:
        if triple in self._extra or triple in self._stated:
            return self._from_elsewhere(triple)
        return self._axioms.prove(triple) if is_schema(triple) and triple in self._schema else None

    def _from_elsewhere(self, triple: Triple) -> Proof | None:
        """Prove what the data said about the schema, or what holds of every graph, in the closure that said so."""
        stated = self._stated.get(triple)
        if stated is not None:
            premises = [tracer_of(stated.closure).prove(premise) for premise in stated.premises if stated.closure]
            return self._by(stated.rule, triple, *premises)
        source = self._extra.get(triple)
        return None if source is None else tracer_of(source).prove(triple)

    # ---- premises

    def _ways(self, step: Step, subject: int, obj: int | None, number: int) -> Iterator[tuple[list[Premise], int]]:
        """Yield the premises of a rule in the ways in which they hold before a round, and the last round of them."""
        head = step.head
        assert head is not None
        bindings: Bindings = {}
        for slot, term in ((head.subject, subject), (head.object, obj)):
            if slot is None or term is None:
                continue
            if isinstance(slot, int):
                if self._at(slot, number - 1) != term:
                    return
            elif bindings.setdefault(slot, term) != term:
                return
        for result, stamp in self._solve(list(step.body), bindings, number):
            yield [self._filled(atom, result, number) for atom in step.body], stamp

    def _filled(self, atom: Atom, bindings: Bindings, number: int) -> Premise:
        def value(slot: Slot) -> int:
            return slot if isinstance(slot, int) else bindings[slot]

        s = value(atom.subject)
        if atom.object is None:
            return (s, self._type, atom.key), atom.key
        o = value(atom.object)
        forms = self.trails.alike(o)
        if forms and number != _LATE:
            subject, trail = self._at(s, number - 1), self.trails.get(atom.kind, atom.key)
            known = (form for form in (o, *forms) if trail.round(subject << 32 | self._at(form, number - 1)) < number)
            return (s, atom.key, o), next(known, o)
        return (s, atom.key, o), o

    def _value(self, slot: Slot | None, bindings: Bindings, number: int) -> int | None:
        if isinstance(slot, int):
            return self._at(slot, number - 1)
        return None if slot is None else bindings.get(slot)

    def _solve(self, body: list[Atom], bindings: Bindings, number: int) -> Iterator[tuple[Bindings, int]]:
        """Extend bindings to all premises of a rule, in every way in which they hold before a round."""
        ways: list[tuple[list[Atom], Iterator[tuple[Bindings, int]], int]] = []
        rest, last = body, 0
        while True:
            opened = self._open(rest, bindings, number, last)
            if opened is not None:
                atom, others, last = opened
                if atom is None:
                    yield bindings, last
                else:
                    ways.append((others, self._candidates(atom, others, bindings, number), last))
            while ways:
                others, candidates, before = ways[-1]
                extended = next(candidates, None)
                if extended is not None:
                    rest, bindings, last = others, extended[0], max(before, extended[1])
                    break
                ways.pop()
            else:
                return

    def _open(
        self, rest: list[Atom], bindings: Bindings, number: int, last: int
    ) -> tuple[Atom | None, list[Atom], int] | None:
        """Check the premises that are known already; return that with the fewest candidates, and the others.

        None where one of those known does not hold; no premise where all are known.
        """
        best, fewest = None, 0
        others: list[Atom] = []
        for atom in rest:
            s, o = self._value(atom.subject, bindings, number), self._value(atom.object, bindings, number)
            trail = self.trails.get(atom.kind, atom.key)
            if o is not None:
                trail, o = self.trails.by_value(atom.key), self.trails.value(o)
            if s is not None and (o is not None or atom.object is None):
                stamp = trail.round(s if o is None else s << 32 | o)
                if stamp >= number:
                    return None
                last = max(last, stamp)
                continue
            span = slice(0, trail.values.size)
            if s is not None:
                span = trail.span(s)
            elif o is not None:
                span = trail.inverse.span(o)
            size = span.stop - span.start
            if not size:
                return None
            if best is None or size < fewest:
                best, fewest = atom, size
            others.append(atom)
        if best is not None:
            others.remove(best)
        return best, others, last

    def _candidates(
        self, atom: Atom, others: list[Atom], bindings: Bindings, number: int
    ) -> Iterator[tuple[Bindings, int]]:
        """Yield bindings for the open variables of one premise, those found earliest first."""
        s, o = self._value(atom.subject, bindings, number), self._value(atom.object, bindings, number)
        trail = self.trails.get(atom.kind, atom.key)
        if atom.object is None or (s is None and o is None):
            yield from self._every(atom, bindings, number)
            return
        if s is not None:
            index, known, variable = trail, s, atom.object
        else:
            assert o is not None
            index, known, variable = self.trails.by_value(atom.key).inverse, self.trails.value(o), atom.subject
        span = index.span(known)
        values, rounds = index.values[span] & 0xFFFFFFFF, index.rounds[span]
        keep = rounds < number
        for other in others:
            keep &= self._holds(other, variable, values, bindings, number)
        values, rounds = values[keep], rounds[keep]
        for place in np.argsort(rounds, kind="stable")[:_WAYS].tolist():
            yield {**bindings, variable: int(values[place])}, int(rounds[place])

    def _holds(self, atom: Atom, variable: Slot, values: Ints, bindings: Bindings, number: int) -> Mask | bool:
        """Tell for which values of a variable a premise holds; True where that cannot be told yet."""
        trail = self.trails.get(atom.kind, atom.key)
        if atom.object is None:
            return trail.all_rounds(values) < number if atom.subject == variable else True
        s, o = self._value(atom.subject, bindings, number), self._value(atom.object, bindings, number)
        trail = self.trails.by_value(atom.key)
        if atom.object == variable and s is not None:
            return trail.all_rounds((s << 32) | self.trails.values(values)) < number
        if atom.subject == variable and o is not None:
            return trail.all_rounds((values << 32) | self.trails.value(o)) < number
        return True

    def _every(self, atom: Atom, bindings: Bindings, number: int) -> Iterator[tuple[Bindings, int]]:
        trail = self.trails.get(atom.kind, atom.key)
        for place in np.flatnonzero(trail.rounds < number).tolist():
            value, stamp = int(trail.values[place]), int(trail.rounds[place])
            if atom.object is None:
                yield {**bindings, atom.subject: value}, stamp
            elif atom.subject != atom.object or value >> 32 == value & 0xFFFFFFFF:
                yield {**bindings, atom.subject: value >> 32, atom.object: value & 0xFFFFFFFF}, stamp


_SAYS = {
    **{rule.name: rule.says for rule in table(complete=True)},
    "dt-eq": "both stand for one value",
    "dt-type2": "the value is one of the datatype's",
}


def _paths(proof: Proof) -> Iterator[list[tuple[Proof, int]]]:
    """Yield the steps of a proof that are concluded, nearest first: the way to each, and which premise is next."""
    queue: deque[list[tuple[Proof, int]]] = deque([[(proof, -1)]] if proof.rule else [])
    while queue:
        path = queue.popleft()
        yield path
        step, _ = path[-1]
        for place, premise in enumerate(step.premises):
            if premise.rule is not None:
                queue.append([*path[:-1], (step, place), (premise, -1)])


def _straight(proof: Proof) -> Proof:
    """Prove each triple once in a proof, and so never by itself: by the proof that takes no other of it."""
    done: dict[Triple, Proof] = {}
    for step in proof.bottom_up():
        if step.triple not in done:
            premises = tuple(done[premise.triple] for premise in step.premises)
            same = all(old is new for old, new in zip(step.premises, premises, strict=True))
            done[step.triple] = step if same else replace(step, premises=premises)
    return done[proof.triple]


def _alike(one: Proof, other: Proof) -> bool:
    """Tell whether two proofs are the same down to the steps that they share."""
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
    """Put another proof in the place of the step at the end of a path."""
    for step, place in reversed(path[:-1]):
        other = replace(step, premises=(*step.premises[:place], other, *step.premises[place + 1 :]))
    return other


__all__ = ["Tracer", "all_proofs", "explain", "tracer_of"]
