"""A view, or an answer, as a networkx graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from functools import cache, partial
from pathlib import Path

import networkx as nx
import pyoxigraph as ox

from kg.analysis.views.attributes import Attributes
from kg.analysis.views.commitments import commitment_data
from kg.analysis.views.conflict_index import conflict_entry
from kg.analysis.views.edges import Evidence, edge_data
from kg.analysis.views.facts import facts_of
from kg.analysis.views.nodes import node_data
from kg.analysis.views.rows import Edge, edge_names, edge_rows, titles
from kg.evidence.judgements.notes import change_by_judgements
from kg.rdf import terms
from kg.rdf.model import Term
from kg.sparql.library import read_query
from kg.store.scope import scope_text
from kg.store.snapshot import Snapshot

_ENTITIES = Path(__file__).with_name("entities.rq")


def view(snapshot: Snapshot, name: str) -> nx.MultiDiGraph:
    """Make a view.

    Parameters
    ----------
    snapshot : Snapshot
    name : str
        One of `VIEWS`.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes are IRIs. The view of entities has everything that a source states something about, even without a
        relation. Data of a node: ``label``, ``labels`` (by language), ``names``, ``subtitle`` (an official's posts),
        ``kind``, ``code`` (two letters of a country, for its flag), ``curie``, ``coordinates`` (latitude and longitude
        of a country's capital), ``note``, ``start``, ``end``, ``status``, ``contested``, ``conflicts``, ``judgements``
        (where there is no conflict), ``facts`` and ``passages``; of a commitment also what
        `kg.analysis.views.commitments.commitment_data` returns. The key of an edge is the relation's CURIE. Data of an
        edge: ``relation``, ``label``, ``via``, ``how``, ``when`` (the time of the thing it leads through), ``start``,
        ``end``, ``sources``, ``passages``, ``inferred``, ``proof`` (as text) and ``proofs`` (as nested steps),
        ``contested`` and ``conflicts``. Data of the graph: ``title``, ``subtitle``, ``data_version``, ``licence``,
        ``slice`` (its scope, in words), ``today`` (in a slice, the day with which due dates are compared), ``notes``
        (such as how many relations are left out by judgements), ``sources`` and ``conflicts``, to which nodes and edges
        refer by place. Times are texts as precise as they are known; in a graph as of a day, things without a date
        start ``undated``. The data are computed when they are first read, edge by edge and node by node, because the
        proofs and passages of all edges take much longer than their ends; see `kg.analysis.views.attributes`.

    Raises
    ------
    UnknownNameError
        If there is no such view.

    Examples
    --------
    >>> import kg
    >>> graph = view(kg.open().snapshot, "affiliations")
    >>> graph.number_of_nodes() > 10
    True
    """
    rows = edge_rows(snapshot, name)
    more = _stated_things(snapshot) if name == "entities" else ()
    return build_graph(snapshot, rows, dict(titles())[name], more, partial(view_notes, snapshot, name))


def view_notes(snapshot: Snapshot, name: str, edges: Set[Edge]) -> tuple[str, ...]:
    """Say how many relations a view would have, or not have, without judgements.

    Parameters
    ----------
    snapshot : Snapshot
    name : str
        The name of the view.
    edges : set of (str, str, str)
        The ends and the key of each edge of the view.

    Examples
    --------
    >>> import kg
    >>> view_notes(kg.open(judgements=False).snapshot, "entities", set())
    ()
    """
    if (unjudged := snapshot.without_judgements) is snapshot:
        return ()
    others = {*edge_names(snapshot, edge_rows(unjudged, name))}
    return change_by_judgements(snapshot, len(others - edges), len(edges - others), "relation")


def _stated_things(snapshot: Snapshot) -> list[str]:
    """List the entities that a source states something about, even without a relation to another one.

    Names of the vocabulary that no source uses are left out. A thing without a relation has no date, so a slice by time
    contains no such things.
    """
    if snapshot.manifest.scope.is_dated:
        return []
    sources = {info.iri for info in snapshot.manifest.graphs if info.role == "source"}
    things = (row["thing"] for row in snapshot.select(read_query(_ENTITIES).text))

    def is_stated(thing: ox.NamedNode) -> bool:
        # Mostly, one of the first of thousands of statements shows it.
        stating = (quad.graph_name for quad in snapshot.store.quads_for_pattern(thing, None, None))
        return any(isinstance(graph, ox.NamedNode) and graph.value in sources for graph in stating)

    return [thing.value for thing in things if isinstance(thing, ox.NamedNode) and is_stated(thing)]


def build_graph(
    snapshot: Snapshot,
    rows: Sequence[dict[str, Term | None]],
    subtitle: str,
    more: Iterable[str] = (),
    notes: Callable[[Set[Edge]], Iterable[str]] | None = None,
) -> nx.MultiDiGraph:
    """Make a graph whose edges are the rows of a view.

    Parameters
    ----------
    snapshot : Snapshot
    rows : sequence of dict
        As `kg.analysis.views.rows.edge_rows` returns them.
    subtitle : str
        What the graph shows, in words.
    more : iterable of str, optional
        IRIs of nodes that are in the graph even without an edge.
    notes : callable, optional
        Returns the notes on the graph, from the ends and keys of its edges.

    Returns
    -------
    networkx.MultiDiGraph
        As `view` describes it.

    Examples
    --------
    >>> import kg
    >>> build_graph(kg.open().snapshot, [], "One country", ["https://w3id.org/diplomatic-kg/country/UZ"]).order()
    1
    """
    evidence, edges = Evidence(snapshot), edge_names(snapshot, rows)
    graph = nx.MultiDiGraph()
    graph.graph = _graph_data(evidence, subtitle, None if notes is None else partial(notes, {*edges}))
    graph.node_attr_dict_factory = graph.edge_attr_dict_factory = Attributes
    ends = {term.value for row in rows for key in ("from", "to") if (term := row[key]) is not None}
    things = sorted({*ends, *more})
    commitments = cache(partial(commitment_data, snapshot, things))
    for iri in things:
        graph.add_node(iri)
        node_data(graph.nodes[iri], iri, evidence, commitments)
    for row, edge in zip(rows, edges, strict=True):
        graph.add_edge(*edge)
        edge_data(graph.edges[edge], row, edge, evidence)
    # Nodes and edges that others add have plain dictionaries.
    del graph.node_attr_dict_factory, graph.edge_attr_dict_factory
    return graph


def _graph_data(evidence: Evidence, subtitle: str, notes: Callable[[], Iterable[str]] | None) -> Attributes:
    manifest, data = evidence.snapshot.manifest, Attributes()
    data.later(
        {
            "title": manifest.title,
            "subtitle": subtitle,
            "data_version": manifest.data_version,
            "licence": manifest.licence,
            "slice": scope_text(manifest.scope),
            "today": str(manifest.scope.at or manifest.scope.known_by or "") or None,
        },
        (["sources"], lambda: {"sources": _sources(evidence.snapshot)}),
        (["conflicts"], lambda: {"conflicts": list(map(conflict_entry, evidence.index.conflicts))}),
        *([] if notes is None else [(["notes"], lambda: {"notes": list(notes())})]),
    )
    return data


def _sources(snapshot: Snapshot) -> dict[str, dict[str, str | None]]:
    found = {}
    for info in snapshot.manifest.graphs:
        if info.role == "ontology":
            continue
        about = facts_of(snapshot, ox.NamedNode(info.iri))

        def text(iri: str, source: str = info.iri, about: dict[str, list[Term]] = about) -> str | None:
            return snapshot.text_by(source, about[iri][0]) if about.get(iri) else None

        found[info.iri] = {
            "title": text(f"{terms.DCTERMS}title"),
            "publisher": text(f"{terms.DCTERMS}publisher"),
            "issued": text(f"{terms.DCTERMS}issued"),
            "url": text(f"{terms.KG}url"),
            "licence": text(f"{terms.DCTERMS}license"),
        }
    return found
