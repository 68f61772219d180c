"""All ways in which the statements of a graph follow, whatever judgements and dates leave out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import pyoxigraph as ox

from kg.load.parsed import ParsedFile
from kg.rdf.model import Triple
from kg.reason.materialise import materialise
from kg.reason.rules.compiling import CompiledRule, compile_rules
from kg.reason.rules.matching import IndexedTriples, solutions
from kg.reason.rules.patterns import Pattern, fill, is_schema, match
from kg.reason.rules.vocabulary import SAME_AS, TYPE


class Derivations:
    """The derivations of statements from what some files state, each found once.

    Parameters
    ----------
    files : iterable of ParsedFile
        Also rejected statements count, so that the derivations are those of every state of the graph.

    Examples
    --------
    >>> import kg
    >>> from kg.load.files import load_project
    >>> derivations = Derivations(load_project(kg.open().project).parsed)
    >>> import pyoxigraph as ox
    >>> statement = tuple(map(ox.NamedNode, ("urn:a", "urn:b", "urn:c")))
    >>> derivations.reach(statement) == {statement}
    True
    """

    def __init__(self, files: Iterable[ParsedFile]) -> None:
        stated = frozenset(triple for part in files for triple in part.triples)
        #: What follows from all that is stated.
        inferences = materialise(stated)
        self.inferred = inferences.triples
        # Members of classes without a name are premises, too.
        unnamed = (t for t in inferences.closure.inferred() if t[1] == TYPE and isinstance(t[2], ox.BlankNode))
        self._triples = IndexedTriples([*stated, *self.inferred, *unnamed])
        self._rules: dict[object, list[CompiledRule]] = defaultdict(list)
        has_same = any(triple[1] == SAME_AS for triple in (*stated, *self.inferred))
        for rule in compile_rules(filter(is_schema, stated)):
            # Three rules conclude anything from what is the same, and would be tried for every triple.
            if rule.conclusion is not None and (has_same or all(p != SAME_AS for _, p, _ in rule.premises)):
                self._rules[_key(rule.conclusion)].append(rule)
        self._ways: dict[Triple, list[tuple[Triple, ...]]] = {}
        self._reach: dict[Triple, frozenset[Triple]] = {}

    def of(self, wanted: Iterable[Triple]) -> dict[Triple, Sequence[tuple[Triple, ...]]]:
        """List every derivation of some statements, and of the premises of those derivations.

        Parameters
        ----------
        wanted : iterable of triple

        Returns
        -------
        dict
            For each statement, the premises of each of its derivations.
        """
        found: dict[Triple, Sequence[tuple[Triple, ...]]] = {}
        rest = sorted(wanted, key=str)
        while rest:
            triple = rest.pop()
            if triple not in found:
                found[triple] = self.ways(triple)
                rest += [premise for way in found[triple] for premise in way if premise not in found]
        return found

    def may_follow(self, triple: Triple) -> bool:
        """Return whether a rule concludes triples with this predicate.

        Parameters
        ----------
        triple : triple
        """
        return any(key in self._rules for key in _keys(triple))

    def reach(self, triple: Triple) -> frozenset[Triple]:
        """Return a statement and all premises of its derivations, at any depth.

        Parameters
        ----------
        triple : triple
        """
        if triple not in self._reach:
            self._reach[triple] = frozenset(self.of([triple]))
        return self._reach[triple]

    def ways(self, triple: Triple) -> Sequence[tuple[Triple, ...]]:
        """List the premises of each derivation of a statement.

        Parameters
        ----------
        triple : triple
        """
        if triple not in self._ways:
            ways: dict[tuple[Triple, ...], None] = {}
            for rule in (rule for key in _keys(triple) for rule in self._rules.get(key, ())):
                assert rule.conclusion is not None
                bindings = match(rule.conclusion, triple, {})
                for solution in () if bindings is None else solutions(rule.premises, bindings, self._triples):
                    premises = tuple(fill(premise, solution) for premise in rule.premises)
                    if triple not in premises:
                        ways[premises] = None  # type: ignore[index]
            self._ways[triple] = list(ways)
        return self._ways[triple]


def _key(conclusion: Pattern) -> object:
    """Return what all conclusions of a rule have in common: the class, or the predicate, or nothing."""
    _, predicate, obj = conclusion
    if isinstance(predicate, str):
        return None
    return predicate if predicate != TYPE or isinstance(obj, str) else (TYPE, obj)


def _keys(triple: Triple) -> tuple[object, ...]:
    """Return the keys of the rules that may conclude a triple."""
    return (triple[1], None) if triple[1] != TYPE else ((TYPE, triple[2]), TYPE, None)


def holding(
    accepted: Mapping[Triple, int], derivations: Mapping[Triple, Sequence[Sequence[Triple]]], states: int
) -> dict[Triple, int]:
    """Compute for each statement the states of a graph in which it holds: accepted, or following from what holds.

    Parameters
    ----------
    accepted : mapping of triple to int
        For each statement the states in which it is accepted: a bit for each.
    derivations : mapping of triple to sequence of premises
        As `Derivations.of` returns them.
    states : int
        The number of states.

    Examples
    --------
    >>> import pyoxigraph as ox
    >>> one, other = ((ox.NamedNode("urn:a"), ox.NamedNode(f"urn:{p}"), ox.NamedNode("urn:b")) for p in "pq")
    >>> bin(holding({one: 0b101}, {one: [], other: [(one,)]}, 3)[other])
    '0b101'
    """
    masks = {triple: accepted.get(triple, 0) for triple in derivations}
    changed = True
    while changed:
        changed = False
        for triple, ways in derivations.items():
            mask = masks[triple]
            for premises in ways:
                way = (1 << states) - 1
                for premise in premises:
                    way &= masks[premise]
                mask |= way
            if mask != masks[triple]:
                masks[triple] = mask
                changed = True
    return masks
