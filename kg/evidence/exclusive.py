"""Exclusive properties, as the ontology declares them (kg:ExclusiveSlot): questions that have one answer.

``ontology/slots.ttl`` has the shipped ones; a project adds its own in its folder ``ontology/``. The place of the answer
is a path in the notation of SHACL: a property, a list of them for a path, ``sh:alternativePath``
and ``sh:inversePath``, and ``sh:path`` with ``sh:in`` for a condition.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import ProjectError
from kg.rdf import terms
from kg.rdf.model import ACCEPTED, INFERRED, RDF_TYPE, Subject, Term, Triple, plain
from kg.rdf.numbers import NUMBERS, canonical
from kg.store.snapshot import Snapshot

_SH = "http://www.w3.org/ns/shacl#"
_CLASS = ox.NamedNode(f"{terms.KG}ExclusiveSlot")
_NIL = f"{terms.RDF}nil"
#: Roles of the files whose statements are claims; vocabularies make none.
CLAIMING = ("source", "background")
#: A statement: the graph that states it, the end that a step leads to, and the triple.
_Stated = tuple[ox.NamedNode | ox.BlankNode | ox.DefaultGraph, Term, Triple]
#: How deep the path of an exclusive property may be nested, and how many alternatives it may have in all.
_DEEPEST, _MOST_WAYS = 20, 1000

#: One step of a path: a property, and whether it is followed backwards.
Step = tuple[ox.NamedNode, bool]
#: A path: alternatives, each a sequence of steps; no step is the node itself.
Path = tuple[tuple[Step, ...], ...]


@dataclass(frozen=True)
class ExclusiveProperty:
    """A question with only one correct answer.

    Parameters
    ----------
    iri, name, label : str
        ``name`` is the last part of the IRI.
    classes : tuple of pyoxigraph.NamedNode
        The classes of the nodes that have an answer.
    conditions : tuple of (Path, frozenset of terms)
        Paths from the node, and the terms that each must lead to.
    key : tuple of Path
        Paths from the node to what the question is about.
    value : Path or None
        Path from the node to the answer.
    days : tuple of two properties, or None
        If the answer is a date: the properties of its earliest and its latest possible day.
    lasting : bool
        Whether the answer changes over time.
    strict : bool
        Whether two answers of one source are a conflict.
    """

    iri: str
    name: str
    label: str
    classes: tuple[ox.NamedNode, ...]
    conditions: tuple[tuple[Path, frozenset[Term]], ...]
    key: tuple[Path, ...]
    value: Path | None
    days: tuple[ox.NamedNode, ox.NamedNode] | None
    lasting: bool
    strict: bool


def exclusive_properties(snapshot: Snapshot) -> tuple[ExclusiveProperty, ...]:
    """Read the exclusive properties that the ontologies of a graph declare, by IRI.

    Raises
    ------
    ProjectError
        If a declaration is invalid; names the declaration and the error.

    Examples
    --------
    >>> import kg
    >>> [found.name for found in exclusive_properties(kg.open().snapshot)][:3]
    ['amount', 'capacity', 'date']
    """
    reader = _Reader(snapshot)
    found = {
        quad.subject
        for graph in reader.graphs
        for quad in snapshot.store.quads_for_pattern(None, RDF_TYPE, _CLASS, graph)
        if isinstance(quad.subject, ox.NamedNode)
    }
    return tuple(reader.exclusive(iri) for iri in sorted(found, key=lambda iri: iri.value))


class _Reader:
    """Reads declarations from the files of the ontology."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.graphs = [ox.NamedNode(info.iri) for info in snapshot.manifest.graphs if info.role == "ontology"]

    def exclusive(self, iri: ox.NamedNode) -> ExclusiveProperty:
        def bad(problem: str) -> ProjectError:
            return ProjectError(
                f"{self._snapshot.compact(iri.value)}: {problem}; "
                "ontology/slots.ttl shows how such properties are declared"
            )

        classes = tuple(c for c in self._objects(iri, "slotClass") if isinstance(c, ox.NamedNode))
        if not classes:
            raise bad("an exclusive property needs kg:slotClass, the class of the nodes that have the answer")
        values = self._objects(iri, "slotValue")
        ends = [self._objects(iri, name) for name in ("slotEarliest", "slotLatest")]
        earliest, latest = (end[0] if len(end) == 1 else None for end in ends)
        days = (earliest, latest) if isinstance(earliest, ox.NamedNode) and isinstance(latest, ox.NamedNode) else None
        if len(values) > 1 or (len(values) == 1) == any(ends) or (any(ends) and days is None):
            raise bad("an exclusive property needs one kg:slotValue, or one kg:slotEarliest and one kg:slotLatest")
        lasting = self._flag(iri, "slotLasting")
        if lasting and days:
            raise bad("kg:slotLasting is only for answers that are things, not for dates")
        keys = self._objects(iri, "slotKey")
        if len(keys) > 1:
            raise bad("kg:slotKey must be one list of paths")
        try:
            return ExclusiveProperty(
                iri=iri.value,
                name=terms.local_name(iri.value),
                label=self._snapshot.label(iri.value),
                classes=tuple(sorted(classes, key=str)),
                conditions=tuple(map(self._condition, sorted(self._objects(iri, "slotCondition"), key=str))),
                key=tuple(map(self._path, self._list(keys[0]))) if keys else (((),),),
                value=self._path(values[0]) if values else None,
                days=days,
                lasting=lasting,
                strict=self._flag(iri, "slotStrict"),
            )
        except ValueError as error:
            raise bad(str(error)) from error

    def _condition(self, node: Term) -> tuple[Path, frozenset[Term]]:
        paths, lists = self._objects(node, "path", _SH), self._objects(node, "in", _SH)
        if len(paths) != 1 or len(lists) != 1:
            raise ValueError("kg:slotCondition needs one sh:path and one sh:in")
        return self._path(paths[0]), frozenset(map(canonical, self._list(lists[0])))

    def _path(self, node: Term, within: tuple[Term, ...] = ()) -> Path:
        """Read a SHACL property path."""
        if node in within:
            raise ValueError("a path must not contain itself")
        if len(within) > _DEEPEST:
            raise ValueError(f"a path may be nested {_DEEPEST} times at most")
        within = (*within, node)
        if isinstance(node, ox.NamedNode) and node.value != _NIL:
            return (((node, False),),)
        if inverse := self._objects(node, "inversePath", _SH):
            if isinstance(inverse[0], ox.NamedNode):
                return (((inverse[0], True),),)
            raise ValueError("sh:inversePath must be one property")
        if alternatives := self._objects(node, "alternativePath", _SH):
            choices = [self._path(member, within) for member in self._list(alternatives[0])]
            return tuple(itertools.chain.from_iterable(choices))
        parts = [self._path(member, within) for member in self._list(node)]
        if math.prod(map(len, parts)) > _MOST_WAYS:
            raise ValueError(f"a path may have {_MOST_WAYS} alternatives at most; write fewer, or several properties")
        return tuple(tuple(itertools.chain.from_iterable(choice)) for choice in itertools.product(*parts))

    def _list(self, node: Term) -> list[Term]:
        members: list[Term] = []
        seen: set[Term] = set()
        while node != ox.NamedNode(_NIL):
            if node in seen:
                raise ValueError("a list must not contain itself")
            seen.add(node)
            first, rest = self._objects(node, "first", terms.RDF), self._objects(node, "rest", terms.RDF)
            if len(first) != 1 or len(rest) != 1:
                raise ValueError("a path must be a property, a list, sh:alternativePath or sh:inversePath, "
                                 "and kg:slotKey and sh:in must be lists")  # fmt: skip
            members.append(first[0])
            node = rest[0]
        return members

    def _flag(self, iri: ox.NamedNode, name: str) -> bool:
        return any(value.value in ("true", "1") for value in self._objects(iri, name))

    def _objects(self, node: Term, name: str, namespace: str = terms.KG) -> list[Term]:
        if isinstance(node, ox.Literal):
            return []
        predicate = ox.NamedNode(namespace + name)
        return list(
            dict.fromkeys(
                plain(quad)[2]
                for graph in self.graphs
                for quad in self._snapshot.store.quads_for_pattern(node, predicate, None, graph)
            )
        )


class Assertions:
    """The statements of the files of a graph, read along paths: nothing inferred, rejected statements included.

    Parameters
    ----------
    snapshot : Snapshot
    about : collection of NamedNode or BlankNode, optional
        The only nodes whose answers are read. Then each step is looked up; otherwise all statements with a property
        are read at once, which takes less time for many nodes.
    at_once : bool, optional
        Whether they are; if not, nothing that is read is kept, so that `sources` may change.
    """

    def __init__(self, snapshot: Snapshot, about: Collection[Subject] | None = None, *, at_once: bool = True) -> None:
        self.store = snapshot.store
        self._about = about
        self._at_once = at_once and about is None
        self._indexes: dict[Step, dict[Term, list[_Stated]]] = {}
        self._members: dict[frozenset[object], set[object]] = {}
        #: Graphs whose statements are claims.
        self.sources = [ox.NamedNode(i.iri) for i in snapshot.manifest.graphs if i.role in CLAIMING]
        self._subproperties = self._closure(f"{terms.RDFS}subPropertyOf")
        self._subclasses = self._closure(f"{terms.RDFS}subClassOf")
        self._domains = {(q.subject, q.object) for q in self._everywhere(f"{terms.RDFS}domain")}
        pairs = {(q.subject, q.object) for q in self._everywhere(f"{terms.OWL}inverseOf")}
        self._inverses = pairs | {(b, a) for a, b in pairs}
        self._replaced: dict[Term, Term] = {s: o for s, _, o in self.triples(f"{terms.DCTERMS}isReplacedBy")}
        #: Cache of the ways of each step.
        self._known_ways: dict[Step, list[Step]] = {}

    def triples(self, predicate: str) -> Iterator[Triple]:
        """Yield the asserted triples with a property."""
        return map(plain, self._everywhere(predicate))

    def first_nodes(self, path: Path) -> dict[ox.NamedNode, set[Subject]]:
        """Return the nodes that have the first step of a path, by the source that states the step."""
        found: dict[object, set[Subject]] = {graph: set() for graph in self.sources}
        for way in (way for alternative in path for way in self._ways(*alternative[0])):
            for node, stated in self._first(way):
                if not isinstance(node, ox.Literal):
                    for graph, _, _ in stated:
                        if graph in found:
                            found[graph].add(node)
        return {graph: found[graph] for graph in self.sources}

    def _first(self, way: Step) -> Iterable[tuple[Term, Iterable[_Stated]]]:
        """Return nodes with what is stated about them by a step."""
        if self._about is not None:
            return [(node, self._look_up(node, way)) for node in self._about]
        if self._at_once:
            return self._index(way).items()
        prop, backwards = way
        rows = (
            row
            for graph in self.sources
            for row in self._read(self.store.quads_for_pattern(None, prop, None, graph), backwards)
        )
        return ((row[2][2] if backwards else row[2][0], (row,)) for row in rows)

    def values(self, node: Subject, path: Path, graph: ox.NamedNode | None) -> dict[Term, set[Triple]]:
        """Return the terms that a path leads to from a node, each with the triples of the first step.

        The first step is read in ``graph``, the others in all graphs; without a graph, all steps are read in all
        graphs.
        """
        found: dict[Term, set[Triple]] = {}
        for alternative in path:
            reached: dict[Term, set[Triple]] = {node: set()}
            for number, step in enumerate(alternative):
                ahead: dict[Term, set[Triple]] = {}
                for start, through in reached.items():
                    for value, triple in self._step(start, step, None if number else graph):
                        ahead.setdefault(value, set()).update(through if number else {triple})
                reached = ahead
            for value, triples in reached.items():
                found.setdefault(self.current(value), set()).update(triples)
        return found

    def leading_to(self, term: Term, path: Path) -> set[Subject] | None:
        """Return all nodes from which a path may lead to a term; None for a number, which has many spellings."""
        if isinstance(term, ox.Literal) and term.datatype.value in NUMBERS:
            return None
        ends = {term, *(old for old in self._replaced if self.current(old) == term)}
        found: set[Term] = set()
        for alternative in path:
            reached = ends
            for prop, backwards in reversed(alternative):
                # The same steps, the other way round.
                ways = [(p, not b) for p, b in self._ways(prop, backwards)]
                reached = {start for end in reached for way in ways for _, start, _ in self._look_up(end, way)}
            found |= reached
        return {node for node in found if not isinstance(node, ox.Literal)}

    def current(self, term: Term) -> Term:
        """Return the replacement of a deprecated thing, otherwise the thing itself; numbers in one spelling."""
        seen = {term}
        while (term := self._replaced.get(term, term)) not in seen:
            seen.add(term)
        return canonical(term)

    def is_a(self, node: Subject, classes: Iterable[ox.NamedNode]) -> bool:
        """Return whether a node is stated to be in a class, or has a property that only members of the class have."""
        wanted = frozenset(below for cls in classes for below in self._subclasses.get(cls, {cls}))
        if self._at_once and node in self._stated_members(wanted):
            return True
        for quad in self.store.quads_for_pattern(node, None, None):
            if quad.graph_name not in (ACCEPTED, INFERRED):
                if quad.predicate == RDF_TYPE and quad.object in wanted:
                    return True
                if any((quad.predicate, cls) in self._domains for cls in wanted):
                    return True
        return False

    def _stated_members(self, classes: frozenset[object]) -> set[object]:
        """Read the nodes that are stated to be in some classes."""
        if classes not in self._members:
            self._members[classes] = {
                quad.subject
                for cls in classes
                if isinstance(cls, ox.NamedNode)
                for quad in self.store.quads_for_pattern(None, RDF_TYPE, cls)
                if quad.graph_name not in (ACCEPTED, INFERRED)
            }
        return self._members[classes]

    def _step(self, node: Term, step: Step, graph: ox.NamedNode | None) -> Iterator[tuple[Term, Triple]]:
        for way in self._ways(*step):
            for where, value, triple in self._stated(node, way):
                if graph is None or where == graph:
                    yield value, triple

    def _stated(self, node: Term, way: Step) -> Iterable[_Stated]:
        """Return what the files state about a node by a property, in one direction."""
        return self._index(way).get(node, ()) if self._at_once else self._look_up(node, way)

    def _look_up(self, node: Term, way: Step) -> Iterable[_Stated]:
        prop, backwards = way
        if isinstance(node, ox.Literal) and not backwards:
            return ()
        start, end = (None, node) if backwards else (node, None)
        return self._read(self.store.quads_for_pattern(start, prop, end), backwards)  # type: ignore[arg-type]

    def _index(self, way: Step) -> Mapping[Term, Sequence[_Stated]]:
        """Read all that the files state by a property, by one of its ends: one reading is faster than many look-ups."""
        if way not in self._indexes:
            found: dict[Term, list[_Stated]] = {}
            prop, backwards = way
            for row in self._read(self.store.quads_for_pattern(None, prop, None), backwards):
                found.setdefault(row[2][2] if backwards else row[2][0], []).append(row)
            self._indexes[way] = found
        return self._indexes[way]

    @staticmethod
    def _read(quads: Iterable[ox.Quad], backwards: bool) -> Iterator[_Stated]:
        for quad in quads:
            graph = quad.graph_name
            if graph not in (ACCEPTED, INFERRED):
                triple = plain(quad)
                yield graph, triple[0] if backwards else triple[2], triple

    def _ways(self, prop: ox.NamedNode, backwards: bool) -> list[Step]:
        """List the ways in which a step can be stated: by each subproperty, and by their inverses the other way."""
        found = self._known_ways.get((prop, backwards))
        if found is None:
            below = self._subproperties.get(prop, {prop})
            ways = {(p, backwards) for p in below} | {(q, not backwards) for q, p in self._inverses if p in below}
            found = sorted(((p, b) for p, b in ways if isinstance(p, ox.NamedNode)), key=str)
            self._known_ways[prop, backwards] = found
        return found

    def _everywhere(self, predicate: str) -> Iterator[ox.Quad]:
        quads = self.store.quads_for_pattern(None, ox.NamedNode(predicate), None)
        return (quad for quad in quads if quad.graph_name not in (ACCEPTED, INFERRED))

    def _closure(self, predicate: str) -> dict[object, set[object]]:
        """Map each term to itself and all terms below it."""
        below: dict[object, set[object]] = {}
        for quad in self._everywhere(predicate):
            below.setdefault(quad.object, set()).add(quad.subject)
        closed = {}
        for top in below:
            found, open_ = {top}, [top]
            while open_:
                fresh = below.get(open_.pop(), set()) - found
                found |= fresh
                open_ += fresh
            closed[top] = found
        return closed
