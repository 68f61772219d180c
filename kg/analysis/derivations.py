"""All ways in which the statements of a graph follow, whatever judgements and dates leave out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.load.parsed import ParsedFile
from kg.rdf.model import Triple
from kg.reason.materialise import materialise
from kg.reason.rules.compiling import CompiledRule, compile_rules
from kg.reason.rules.matching import IndexedTriples, solutions
from kg.reason.rules.patterns import fill, is_schema, match


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
        self._triples = IndexedTriples([*stated, *materialise(stated).triples])
        self._rules: dict[object, list[CompiledRule]] = defaultdict(list)
        for rule in compile_rules(filter(is_schema, stated)):
            if rule.conclusion is not None:
                predicate = rule.conclusion[1]
                self._rules[None if isinstance(predicate, str) else predicate].append(rule)
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
                found[triple] = self._ways_of(triple)
                rest += [premise for way in found[triple] for premise in way if premise not in found]
        return found

    def reach(self, triple: Triple) -> frozenset[Triple]:
        """Return a statement and all premises of its derivations, at any depth.

        Parameters
        ----------
        triple : triple
        """
        if triple not in self._reach:
            self._reach[triple] = frozenset(self.of([triple]))
        return self._reach[triple]

    def _ways_of(self, triple: Triple) -> list[tuple[Triple, ...]]:
        if triple not in self._ways:
            ways: dict[tuple[Triple, ...], None] = {}
            for rule in (*self._rules[triple[1]], *self._rules[None]):
                assert rule.conclusion is not None
                bindings = match(rule.conclusion, triple, {})
                for solution in () if bindings is None else solutions(rule.premises, bindings, self._triples):
                    premises = tuple(fill(premise, solution) for premise in rule.premises)
                    if triple not in premises:
                        ways[premises] = None  # type: ignore[index]
            self._ways[triple] = list(ways)
        return self._ways[triple]
