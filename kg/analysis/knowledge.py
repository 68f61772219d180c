"""What a view showed according to what had been published by each day: the versions of its nodes and edges.

A page has no reasoner, so the view is made beforehand for every state of knowledge, by the same code that makes the
view of a slice. From one state to the next only a few sources are added. So there is one store, which goes from state
to state by adding and removing triples, and only the edges are made again that depend on what has changed.
"""

from __future__ import annotations

import datetime
import itertools
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

import networkx as nx
import pyoxigraph as ox

from kg.analysis.derivations import Derivations
from kg.analysis.reads import Reads, RecordedLabels
from kg.analysis.states import State, states
from kg.analysis.views.attributes import Attributes
from kg.analysis.views.commitments import commitment_data
from kg.analysis.views.conflict_index import ConflictIndex, conflict_entry, index_conflicts
from kg.analysis.views.edges import Evidence, edge_data
from kg.analysis.views.graph import view_notes
from kg.analysis.views.nodes import node_data
from kg.analysis.views.rows import edge_names, edge_rows, iri_of, statements_of
from kg.evidence.claims import Claim, Key, claims
from kg.evidence.conflicts import conflicts_among
from kg.evidence.exclusive import CLAIMING, Assertions, ExclusiveProperty, exclusive_properties
from kg.evidence.judgements.judgements import Judged, judgements
from kg.evidence.why import keep_conclusions
from kg.load.parsed import ParsedFile
from kg.rdf.model import ACCEPTED, INFERRED, Term, Triple
from kg.store.labels import NAMING, Labels, Names
from kg.store.snapshot import Snapshot
from kg.temporal.intervals import Period, day_of, previous_day, uncertain_day, union

__all__ = ["History", "add_history", "history"]

#: An edge: its ends and its key.
Edge = tuple[str, str, str]
_Claim = tuple[ExclusiveProperty, Key, Claim]
#: A version: its first and its last day (None if there is no bound), and its attributes.
Version = tuple[str | None, str | None, dict[str, Any]]


@dataclass(frozen=True)
class History:
    """The versions of a view over knowledge time.

    Parameters
    ----------
    nodes : dict of str to list of Version
        For each node, by its IRI, its versions in the order of time; on other days it was not in the view.
    edges : dict of Edge to list of Version
        The same for each edge.
    sources, notes : dict of str to list of Version
        The same for each source and each note on the view, without attributes.
    conflicts : list of dict
        All conflicts of all states; the attribute ``conflicts`` of a version has their indexes.
    """

    nodes: dict[str, list[Version]]
    edges: dict[Edge, list[Version]]
    sources: dict[str, list[Version]]
    notes: dict[str, list[Version]]
    conflicts: list[dict[str, Any]]

    def as_json(self) -> list[Any]:
        """Return the versions as values for JSON, which `from_json` reads.

        Examples
        --------
        >>> History({}, {("a", "b", "c"): []}, {}, {}, []).as_json()
        [{}, [[['a', 'b', 'c'], []]], {}, {}, []]
        """
        return [
            self.nodes,
            [[list(edge), versions] for edge, versions in self.edges.items()],
            self.sources,
            self.notes,
            self.conflicts,
        ]

    @classmethod
    def from_json(cls, values: Any) -> History:
        """Read what `as_json` returned.

        Parameters
        ----------
        values : JSON value

        Raises
        ------
        TypeError, ValueError
            If the values are of another form.

        Examples
        --------
        >>> History.from_json(History({}, {("a", "b", "c"): []}, {}, {}, []).as_json()).edges
        {('a', 'b', 'c'): []}
        """
        nodes, edges, sources, notes, conflicts = values
        return cls(nodes, {(a, b, key): versions for (a, b, key), versions in edges}, sources, notes, conflicts)


def history(
    files: Iterable[ParsedFile], snapshot: Snapshot, name: str, derivations: Derivations | None = None
) -> History:
    """Make a view for every state of knowledge, and collect the versions of its nodes and edges.

    Parameters
    ----------
    files : iterable of ParsedFile
        The files of the graph.
    snapshot : Snapshot
        The graph of all that is known.
    name : str
        The name of the view.
    derivations : Derivations, optional
        Those of the files, if they are known: they are the same for all views.

    Examples
    --------
    >>> import tempfile
    >>> import kg
    >>> from kg.load.files import load_project
    >>> from kg.project.create import init_project
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     graph = kg.open(init_project(folder).root, background=False)
    ...     files = [file for file in load_project(graph.project).parsed if file.file.role != "background"]
    ...     found = history(files, graph.snapshot, "entities")
    >>> [(first, last) for first, last, _ in found.nodes["https://example.org/desk/event/round-1"]]
    [(..., None)]
    """
    parts = tuple(files)
    nodes, edges, sources, notes = _Versions(), _Versions(), _Versions(), _Versions()
    conflicts = _Conflicts()
    derivations = derivations or Derivations(parts)
    memory: _Memory | None = None
    for state in states(parts, snapshot, derivations):
        graph_then = state.snapshot
        memory = memory or _Memory(derivations, graph_then.store)
        memory.go_to(state)
        rows = edge_rows(graph_then, name)
        index = memory.conflicts()
        places = conflicts.places(map(conflict_entry, index.conflicts))
        nodes.add(state.day, memory.nodes({iri_of(row[end]) for row in rows for end in ("from", "to")}, places))
        edges.add(state.day, memory.edges(rows, places))
        sources.add(state.day, {info.iri: "{}" for info in graph_then.manifest.graphs if info.role != "ontology"})
        notes.add(state.day, dict.fromkeys(view_notes(graph_then, name, memory.texts.keys()), "{}"))
    return History(nodes.found(), edges.found(), sources.found(), notes.found(), conflicts.all)


class _Memory:
    """What is known of the present state, and of earlier ones, to be used again where nothing has changed.

    An edge depends on what its statements follow from, on the sources that state it, on the names in it, and on the
    conflicts about it. A node depends on what was read of the graph when it was made.
    """

    _state: State
    #: The snapshot of the state, from which what is read is recorded.
    _recorded: Snapshot

    def __init__(self, derivations: Derivations, store: ox.Store) -> None:
        self.derivations, self._reads = derivations, Reads(store)
        #: The attributes of each edge, as JSON.
        self.texts: dict[Edge, str] = {}
        self._rows: dict[Edge, list[dict[str, Term | None]]] = {}
        #: The edges that depend on a triple, or on a term.
        self._on: dict[object, set[Edge]] = {}
        #: The conflicts about triples, with their notes, and those about nodes.
        self._notes: Mapping[Triple, object] = {}
        self._nodes: Mapping[ox.NamedNode, object] = {}
        self._beside: dict[str, object] = {}
        #: The judgements on the statements of each source.
        self._judged: Mapping[Term, Sequence[Judged]] = {}
        self._terms: dict[Triple, frozenset[Term]] = {}
        self._status: dict[str, dict[str, Any]] = {}

    def go_to(self, state: State) -> None:
        """Forget what depends on what has changed."""
        snapshot = state.snapshot
        self._state = state
        named = {q.subject.value for q in state.quads if q.predicate in NAMING and isinstance(q.subject, ox.NamedNode)}
        before = {iri: self._reads.known(("names", iri)) for iri in named}
        self._reads.changed(state.quads)
        self._recorded = replace(snapshot, store=cast("ox.Store", self._reads))
        self._recorded.__dict__["keep"] = self._reads.value
        keep_conclusions(self._recorded, state.proofs)
        labels = RecordedLabels(self._reads, self._names)
        for part in (snapshot, self._recorded):
            part.__dict__["labels"] = labels
        self._renamed = {iri for iri, names in before.items() if names is not None and names != labels.get(iri, {})}

    def _names(self, iri: str) -> Names:
        snapshot = self._recorded
        return Labels(snapshot.store, snapshot.in_order, snapshot.graph_info).get(iri, {})

    def conflicts(self) -> ConflictIndex:
        """Index the conflicts of the present state."""
        snapshot = self._state.snapshot
        declared = self._reads.value("declared", lambda: exclusive_properties(self._recorded))
        # Each claim of a source depends on the judgements on that source only.
        judged = self._reads.value("judged", lambda: judgements(cast("ox.Store", self._reads)))
        for graph in _different(self._judged, judged):
            self._reads.forget(("claims", graph.value))
        self._judged = judged
        found: dict[str, list[_Claim]] = {exclusive.iri: [] for exclusive in declared}
        for info in snapshot.manifest.graphs:
            for claim in self._claims(info.iri, declared) if info.role in CLAIMING else ():
                found[claim[0].iri].append(claim)
        assertions = self._assertions(snapshot.manifest.graphs[0].iri)
        together = itertools.chain.from_iterable(found.values())
        self._index = index_conflicts(snapshot, conflicts_among(snapshot, assertions, together))
        return self._index

    def _claims(self, graph: str, declared: Sequence[ExclusiveProperty]) -> Sequence[_Claim]:
        """Return the claims of one source; the ontologies, and so what they declare, are in every state."""
        return self._reads.value(
            ("claims", graph), lambda: tuple(claims(self._assertions(graph), declared, self._judged))
        )

    def _assertions(self, graph: str) -> Assertions:
        found = self._reads.value("assertions", lambda: Assertions(self._recorded, at_once=False))
        found.sources = [ox.NamedNode(graph)]
        return found

    def nodes(self, iris: Iterable[str], places: list[int]) -> dict[str, str]:
        """Return the attributes of some nodes, as JSON."""
        things = sorted(iris)
        index, status = self._index, commitment_data(self._recorded, things)
        return {iri: self._node(iri, index, status.get(iri, {}), places) for iri in things}

    def _node(self, iri: str, index: ConflictIndex, status: Mapping[str, Any], places: list[int]) -> str:
        # What is not read from the store by itself.
        beside = ([places[place] for place in index.on_node.get(iri, ())], index.judged.get(iri), status)
        if self._beside.get(iri) != beside:
            self._beside[iri] = beside
            self._reads.forget(iri)

        def attributes() -> str:
            data = Attributes()
            node_data(data, iri, Evidence.known(self._recorded, index), lambda: {iri: dict(status)})
            return _attributes(data, places)

        return self._reads.value(iri, attributes)

    def edges(self, rows: Iterable[dict[str, Term | None]], places: list[int]) -> dict[Edge, str]:
        """Return the attributes of the edges with some rows, as JSON."""
        snapshot, index = self._state.snapshot, self._index
        now: dict[Edge, list[dict[str, Term | None]]] = {}
        listed = list(rows)
        for edge, row in zip(edge_names(snapshot, listed), listed, strict=True):
            now.setdefault(edge, []).append(row)
        changed = {edge for thing in self._changes(places) for edge in self._on.get(thing, ())}
        fresh = {edge for edge, some in now.items() if edge in changed or self._rows.get(edge) != some}
        self._state.proofs.prepare(statement for edge in fresh for row in now[edge] for statement in statements_of(row))
        # What is written for an edge, such as citations, is kept for other edges and states.
        evidence = Evidence.known(self._recorded, index)
        for edge in fresh:
            data = Attributes()
            # Of several rows, the last one counts.
            edge_data(data, now[edge][-1], edge, evidence)
            self.texts[edge] = _attributes(data, places)
            for thing in self._inputs(now[edge]):
                self._on.setdefault(thing, set()).add(edge)
        for edge in self.texts.keys() - now.keys():
            del self.texts[edge]
        self._rows = now
        return dict(self.texts)

    def _inputs(self, rows: Iterable[dict[str, Term | None]]) -> set[object]:
        """Return the triples and the terms that an edge depends on."""
        found: set[object] = set()
        for row in rows:
            found.add(row.get("via"))
            for statement in statements_of(row):
                found |= self.derivations.reach(statement)
                found |= self._terms_of(statement)
        return found - {None}

    def _terms_of(self, statement: Triple) -> frozenset[Term]:
        if statement not in self._terms:
            self._terms[statement] = frozenset(t for triple in self.derivations.reach(statement) for t in triple)
        return self._terms[statement]

    def _changes(self, places: Sequence[int]) -> set[object]:
        """Return the triples that have changed, and the terms about which something else has."""
        state, index = self._state, self._index
        accepted = state.changes[ACCEPTED].triples
        # The time of the thing that a relation leads through is part of the relation.
        changed: set[object] = {*accepted, *(s for s, _, o in accepted if isinstance(o, ox.Literal))}
        for graph, change in state.changes.items():
            if graph not in (ACCEPTED, INFERRED):
                changed |= change.triples
                if graph in state.lasting:
                    # In a graph that was there before, passages and dates may have changed.
                    changed |= {t for s, _, o in change.triples for t in (s, o) if not isinstance(t, ox.Literal)}
        changed |= {ox.NamedNode(iri) for iri in self._renamed}
        notes = {
            triple: (index.notes.get(triple), [places[place] for place in on]) for triple, on in index.on_triple.items()
        }
        nodes = {ox.NamedNode(node): [places[place] for place in on] for node, on in index.on_node.items()}
        changed |= _different(self._notes, notes) | _different(self._nodes, nodes)
        self._notes, self._nodes = notes, nodes
        return changed


def _different(before: Mapping[Any, object], after: Mapping[Any, object]) -> set[Any]:
    """Return the keys whose values are not the same."""
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


class _Versions:
    """The versions of things, collected state by state."""

    def __init__(self) -> None:
        self._texts: dict[Any, list[tuple[datetime.date, str | None]]] = {}

    def add(self, day: datetime.date, things: Mapping[Any, str]) -> None:
        """Add a state: the attributes of all things that are there, as JSON."""
        for thing in self._texts.keys() - things.keys():
            if self._texts[thing][-1][1] is not None:
                self._texts[thing].append((day, None))
        for thing, text in things.items():
            rows = self._texts.setdefault(thing, [])
            if not rows or rows[-1][1] != text:
                rows.append((day, text))

    def found(self) -> dict[Any, list[Version]]:
        return {
            thing: [
                (
                    None if day == datetime.date.min else day.isoformat(),
                    str(previous_day(day_of(rows[place + 1][0]))) if place + 1 < len(rows) else None,
                    json.loads(text),
                )
                for place, (day, text) in enumerate(rows)
                if text is not None
            ]
            for thing, rows in self._texts.items()
        }


@dataclass
class _Conflicts:
    """The conflicts of all states, each once."""

    all: list[dict[str, Any]] = field(default_factory=list)
    _known: dict[str, int] = field(default_factory=dict)

    def places(self, conflicts: Iterable[dict[str, Any]]) -> list[int]:
        """Return the place of each conflict among all."""
        found = []
        for conflict in conflicts:
            text = json.dumps(conflict, sort_keys=True)
            if text not in self._known:
                self._known[text] = len(self.all)
                self.all.append(json.loads(text))
            found.append(self._known[text])
        return found


def _attributes(data: Mapping[str, Any], places: list[int]) -> str:
    """Write the attributes of a node or an edge as JSON, with the places of its conflicts among those of all states."""
    return json.dumps(_moved(_without_text(data), places), sort_keys=True)


def _without_text(data: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out the text of a proof, because its nested steps say the same."""
    leave_out = ("proof",) if data.get("proofs") else ()
    if isinstance(data, Attributes):
        return data.without(leave_out)
    return {key: value for key, value in data.items() if key not in leave_out}


def add_history(graph: nx.MultiDiGraph, found: History) -> None:
    """Give the nodes and edges of a view what they were on earlier days of knowledge time.

    Each gets ``known``, the periods in which it was in the view, and ``versions``: for each period in which it was
    different, ``first``, ``last`` and the attributes that differ. A node or an edge that was only in earlier views is
    added, with ``former`` set. The sources of the graph get ``known``, too, and the graph ``noted``: the periods of
    each note, also of those on earlier views.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The view of all that is known, as made by `kg.analysis.views.graph.view`; it is changed.
    found : History

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.MultiDiGraph(conflicts=[], sources={})
    >>> graph.add_node("urn:a", status="held", conflicts=[])
    >>> then = {"status": "planned", "conflicts": []}
    >>> add_history(graph, History({"urn:a": [("2023-01-01", "2024-03-12", then)]}, {}, {}, {}, []))
    >>> graph.nodes["urn:a"]["versions"]
    [{'first': '2023-01-01', 'last': '2024-03-12', 'status': 'planned'}]
    """
    conflicts = _Conflicts()
    # Those of the graph come first, so they keep their places.
    conflicts.places(graph.graph["conflicts"])
    places = conflicts.places(found.conflicts)
    for node, versions in found.nodes.items():
        if node not in graph:
            graph.add_node(node, **_moved(versions[-1][2], places), former=True)
        _add(graph.nodes[node], versions, places)
    for edge, versions in found.edges.items():
        if not graph.has_edge(*edge):
            start, end, key = edge
            graph.add_edge(start, end, key=key, **_moved(versions[-1][2], places), former=True)
        _add(graph.edges[edge], versions, places)
    for thing in (*graph.nodes.values(), *graph.edges.values()):
        if "known" not in thing:
            thing["known"] = []
    for iri, about in graph.graph["sources"].items():
        about["known"] = _periods(found.sources.get(iri, []))
    graph.graph["conflicts"] = conflicts.all
    graph.graph["noted"] = {note: _periods(versions) for note, versions in found.notes.items()}


def _moved(attributes: Mapping[str, Any], places: list[int]) -> dict[str, Any]:
    """Return the attributes of a version, with the places of its conflicts in another list."""
    return {**attributes, "conflicts": [places[place] for place in attributes["conflicts"]]}


def _add(thing: dict[str, Any], versions: list[Version], places: list[int]) -> None:
    """Give a node or an edge its periods, and the versions in which it was different."""
    now = json.loads(json.dumps(_without_text(thing)))
    different = []
    for first, last, attributes in versions:
        then = _moved(attributes, places)
        changed = {key: then.get(key) for key in sorted(now.keys() | then) if now.get(key) != then.get(key)}
        changed.pop("former", None)
        if changed:
            different.append({"first": first, "last": last, **changed})
    thing["known"] = _periods(versions)
    if different:
        thing["versions"] = different


def _periods(versions: Iterable[Version]) -> list[tuple[str | None, ...]] | None:
    """Return the days of some versions as periods; None if they are all days."""
    days = union(Period(uncertain_day(first, None).earliest, uncertain_day(None, last).latest)
                 for first, last, _ in versions)  # fmt: skip
    return None if days == [Period()] else [tuple(day and str(day) for day in period) for period in days]
