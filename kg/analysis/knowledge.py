"""What a view showed according to what had been published by each day: the versions of its nodes and edges.

A page has no reasoner, so the view is made beforehand for every state of knowledge, by the same code that makes the
view of a slice. From one state to the next only a few sources are added. So there is one store, which goes from state
to state by adding and removing triples, and only the edges are made again that depend on what has changed.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pyoxigraph as ox

from kg.analysis.derivations import Derivations
from kg.analysis.views.conflict_index import ConflictIndex, conflict_entry, index_conflicts
from kg.analysis.views.graph import build_graph, view_notes
from kg.analysis.views.rows import edge_name, edge_rows, iri_of, statements_of
from kg.build.assemble import accepted_in, changed_by_judgements, changed_copy, difference_of, without_judgements
from kg.build.judgements import apply_judgements, counting
from kg.evidence.why import in_proof_order, keep_conclusions
from kg.load.parsed import ParsedFile
from kg.rdf.model import ACCEPTED, INFERRED, Term, Triple
from kg.reason import close, read
from kg.reason.materialise import about_data
from kg.store.manifest import Counts
from kg.store.snapshot import Snapshot
from kg.temporal.intervals import Period, day_of, previous_day, uncertain_day, union
from kg.temporal.knowledge_time import known_by
from kg.temporal.valid_time import turning_days

__all__ = ["History", "add_history", "history"]

#: An edge: its ends and its key.
Edge = tuple[str, str, str]
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


@dataclass(frozen=True)
class State:
    """A state of knowledge.

    Parameters
    ----------
    day : datetime.date
        Its first day.
    snapshot : Snapshot
        The graph. All states share one store, so it may be used only until the next state is requested.
    stated : dict of NamedNode to frozenset of triple
        What each file states.
    accepted : frozenset of triple
        What judgements do not reject.
    """

    day: datetime.date
    snapshot: Snapshot
    stated: Mapping[ox.NamedNode, frozenset[Triple]]
    accepted: frozenset[Triple]


def states(files: Iterable[ParsedFile], snapshot: Snapshot) -> Iterator[State]:
    """Yield the states of knowledge.

    Parameters
    ----------
    files : iterable of ParsedFile
        The files of the graph.
    snapshot : Snapshot
        The graph of all that is known.

    Yields
    ------
    State
        In the order of time, from the first possible day on; a day between two is in the earlier state.
    """
    parts = tuple(files)
    store = ox.Store()
    stated: dict[ox.NamedNode, frozenset[Triple]] = {}
    accepted = inferred = frozenset[Triple]()
    # Sorted and read once: this would take most of the time of each state.
    in_order = in_proof_order({triple for part in parts for triple in part.triples})
    encoded = read(in_order)
    row = {triple: n for n, triple in enumerate(in_order)}
    rows = np.zeros(len(in_order), np.bool_)
    for day in turning_days(parts):
        known = counting(known_by(parts, day), parts)
        now = {part.iri: frozenset(part.triples) for part in known}
        if now == stated:
            continue
        for graph in stated.keys() | now.keys():
            _change(store, graph, stated.get(graph, frozenset()), now.get(graph, frozenset()))
        stated = now
        before, accepted = accepted, accepted_in(apply_judgements(known))
        _change(store, ACCEPTED, before, accepted)
        rows[[row[triple] for triple in before - accepted]] = False
        rows[[row[triple] for triple in accepted - before]] = True
        conclusions = close(encoded.only(rows))
        before, inferred = inferred, about_data(accepted, conclusions.closure)
        _change(store, INFERRED, before, inferred)
        judged = (accepted, inferred)
        unjudged = without_judgements(accepted_in(known), *judged)
        left_out, added = changed_by_judgements(unjudged, judged)
        difference = difference_of(judged, unjudged)
        present = {iri.value for iri in stated}
        manifest = replace(
            snapshot.manifest,
            graphs=tuple(info for info in snapshot.manifest.graphs if info.iri in present),
            scope=replace(snapshot.manifest.scope, known_by=day),
            left_out=left_out,
            added=added,
            unjudged=None if difference is None else Counts(*map(len, unjudged)),
        )
        found = Snapshot(
            manifest, store, Path(), None if difference is None else partial(changed_copy, store, difference)
        )
        keep_conclusions(found, conclusions)
        yield State(day, found, stated, accepted)


def _change(store: ox.Store, graph: ox.NamedNode, before: frozenset[Triple], after: frozenset[Triple]) -> None:
    """Change a graph of a store from some triples to others."""
    for s, p, o in before - after:
        store.remove(ox.Quad(s, p, o, graph))
    store.extend([ox.Quad(s, p, o, graph) for s, p, o in after - before])


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
    memory = _Memory(derivations or Derivations(parts))
    for state in states(parts, snapshot):
        graph_then = state.snapshot
        rows = edge_rows(graph_then, name)
        index = index_conflicts(graph_then)
        places = conflicts.places(map(conflict_entry, index.conflicts))
        same = memory.same(state, rows, index, places)
        ends = {iri_of(row[end]) for row in rows for end in ("from", "to")}
        graph = build_graph(graph_then, [row for row in rows if edge_name(graph_then, row) not in same], "", ends)
        found = {(a, b, key): _attributes(data, places) for a, b, key, data in graph.edges(keys=True, data=True)}
        memory.texts = same | found
        nodes.add(state.day, {node: _attributes(data, places) for node, data in graph.nodes(data=True)})
        edges.add(state.day, memory.texts)
        sources.add(state.day, dict.fromkeys(graph.graph["sources"], "{}"))
        notes.add(state.day, dict.fromkeys(view_notes(graph_then, name, memory.texts.keys()), "{}"))
    return History(nodes.found(), edges.found(), sources.found(), notes.found(), conflicts.all)


@dataclass
class _Memory:
    """The edges of the last state, to be used again if nothing has changed that they depend on.

    An edge depends on what its statements follow from, on the sources that state it, on the names in it, and on the
    conflicts about it.
    """

    derivations: Derivations
    #: The attributes of each edge, as JSON.
    texts: dict[Edge, str] = field(default_factory=dict)
    _rows: dict[Edge, list[dict[str, Term | None]]] = field(default_factory=dict)
    _last: State | None = None
    _labels: Mapping[str, object] = field(default_factory=dict)
    #: The conflicts about triples, with their notes, and those about nodes.
    _notes: Mapping[Triple, object] = field(default_factory=dict)
    _nodes: Mapping[ox.NamedNode, object] = field(default_factory=dict)
    _terms: dict[Triple, frozenset[Term]] = field(default_factory=dict)

    def same(
        self, state: State, rows: Iterable[dict[str, Term | None]], index: ConflictIndex, places: Sequence[int]
    ) -> dict[Edge, str]:
        """Return the edges of a state that are as they were in the last one."""
        triples, terms = self._changes(state, index, places)
        now: dict[Edge, list[dict[str, Term | None]]] = {}
        for row in rows:
            now.setdefault(edge_name(state.snapshot, row), []).append(row)
        found = {
            edge: text
            for edge, text in self.texts.items()
            if edge in now and now[edge] == self._rows[edge]
            if all(row.get("via") not in terms for row in now[edge])
            if all(
                self.derivations.reach(statement).isdisjoint(triples) and self._terms_of(statement).isdisjoint(terms)
                for row in now[edge]
                for statement in statements_of(row)
            )
        }
        self._rows, self._last = now, state
        return found

    def _terms_of(self, statement: Triple) -> frozenset[Term]:
        if statement not in self._terms:
            self._terms[statement] = frozenset(t for triple in self.derivations.reach(statement) for t in triple)
        return self._terms[statement]

    def _changes(self, state: State, index: ConflictIndex, places: Sequence[int]) -> tuple[set[Triple], set[Term]]:
        """Return the triples that have changed, and the terms about which something else has."""
        before = self._last or State(state.day, state.snapshot, {}, frozenset())
        nothing: frozenset[Triple] = frozenset()
        triples = set(before.accepted ^ state.accepted)
        # The time of the thing that a relation leads through is part of the relation.
        changed: set[Term] = {subject for subject, _, obj in triples if isinstance(obj, ox.Literal)}
        for graph in before.stated.keys() | state.stated.keys():
            different = before.stated.get(graph, nothing) ^ state.stated.get(graph, nothing)
            triples |= different
            if graph in before.stated and graph in state.stated:
                # In a graph that was there before, passages and dates may have changed.
                changed |= {term for s, _, o in different for term in (s, o) if not isinstance(term, ox.Literal)}
        labels = dict(state.snapshot.labels)
        changed |= {ox.NamedNode(iri) for iri in _different(self._labels, labels)}
        notes = {
            triple: (index.notes.get(triple), [places[place] for place in on]) for triple, on in index.on_triple.items()
        }
        nodes = {ox.NamedNode(node): [places[place] for place in on] for node, on in index.on_node.items()}
        triples |= _different(self._notes, notes)
        changed |= _different(self._nodes, nodes)
        self._labels, self._notes, self._nodes = labels, notes, nodes
        return triples, changed


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
    return {key: value for key, value in data.items() if key != "proof" or not data.get("proofs")}


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
        thing.setdefault("known", [])
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
