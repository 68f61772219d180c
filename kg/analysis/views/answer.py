"""A graph of an answer: the things that its rows name, how they are linked, and the rows."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import networkx as nx
import pyoxigraph as ox

from kg.analysis.views.facts import is_thing
from kg.analysis.views.graph import build_graph
from kg.analysis.views.rows import edge_rows
from kg.rdf import terms
from kg.rdf.model import ACCEPTED, INFERRED, Term
from kg.sparql.library import read_query
from kg.sparql.results import Result, to_text
from kg.store.snapshot import Snapshot


def graph_of_answer(
    snapshot: Snapshot, answer: Result, title: str, about: Iterable[Term] = (), asked: str = ""
) -> nx.MultiDiGraph:
    """Make a graph of an answer: the things that its rows name, how they are linked, and the rows themselves.

    Parameters
    ----------
    snapshot : Snapshot
    answer : kg.sparql.results.Result
    title : str
        The question.
    about : iterable of terms, optional
        What was asked about, such as a country; it belongs to every row.
    asked : str, optional
        The parameters that it was answered for, in words.

    Returns
    -------
    networkx.MultiDiGraph
        As that of `view`, with ``answer``: ``question``, ``asked``, ``columns`` and ``rows``, each with its ``cells``
        as text, its ``nodes``, and its ``edges`` (two ends and a key). A row that names relations has edges of
        these only, where there are any.

    Examples
    --------
    >>> import kg
    >>> graph = kg.open()
    >>> made = graph_of_answer(graph.snapshot, graph.ask(1), "Which frameworks?")
    >>> len(made.graph["answer"]["rows"]) == len(graph.ask(1))
    True
    """
    drawn = _things(snapshot, about)
    of_rows = [list(dict.fromkeys([*drawn, *_things(snapshot, row)])) for row in answer.rows]
    wanted = dict.fromkeys(itertools.chain(drawn, *of_rows))
    rows = [row for row in edge_rows(snapshot, "entities") if row["from"] in wanted and row["to"] in wanted]
    linked = {frozenset((row["from"], row["to"])) for row in rows}
    narrower = _narrower(snapshot)
    for one, other in dict.fromkeys(pair for things in of_rows for pair in itertools.permutations(things, 2)):
        if frozenset((one, other)) not in linked:
            rows += _direct(snapshot, one, other, narrower)
    graph = build_graph(snapshot, rows, title, [term.value for term in wanted])
    graph.graph["answer"] = {
        "question": title,
        "asked": asked,
        "columns": [column.replace("_", " ") for column in answer.columns],
        "rows": [
            {"cells": [_cell(snapshot, term) for term in row], "nodes": [term.value for term in things],
             "edges": _edges_of(snapshot, graph, things, row)}
            for things, row in zip(of_rows, answer.rows, strict=True)
        ],
    }  # fmt: skip
    return graph


def _cell(snapshot: Snapshot, term: Term | None) -> str:
    """Write a value of an answer as the page shows it: as elsewhere, but yes and no."""
    if isinstance(term, ox.Literal) and term.datatype.value == f"{terms.XSD}boolean":
        return "yes" if term.value in ("true", "1") else "no"
    return to_text(term, snapshot)


def _things(snapshot: Snapshot, cells: Iterable[Term | None]) -> list[ox.NamedNode]:
    """Return the things among some cells: what a graph shows as nodes."""
    return [term for term in cells if isinstance(term, ox.NamedNode) and is_thing(snapshot, term.value)]


def _direct(
    snapshot: Snapshot, one: ox.NamedNode, other: ox.NamedNode, narrower: Mapping[str, set[str]]
) -> list[dict[str, Term | None]]:
    """Find the relations between two things that no view has; a relation that a narrower one implies is left out."""
    found = {
        quad.predicate.value
        for graph in (ACCEPTED, INFERRED)
        for quad in snapshot.store.quads_for_pattern(one, None, other, graph)
    } - {f"{terms.OWL}sameAs"}
    return [
        {"from": one, "relation": ox.NamedNode(relation), "to": other}
        for relation in sorted(found)
        if found.isdisjoint(narrower.get(relation, ()))
    ]


def _narrower(snapshot: Snapshot) -> dict[str, set[str]]:
    """Collect the relations below each relation, at any depth."""
    found: dict[str, set[str]] = {}
    for row in snapshot.select(read_query(Path(__file__).with_name("narrower_relations.rq")).text):
        found.setdefault(row["wider"].value, set()).add(row["narrower"].value)
    return found


def _edges_of(
    snapshot: Snapshot, graph: nx.MultiDiGraph, things: Sequence[Term], row: Sequence[Term | None]
) -> list[tuple[str, str, str]]:
    """List the edges that a row speaks of: those between its things, of the relations that it names, if any."""
    iris = [term.value for term in things]
    between = list(graph.subgraph(iris).edges(keys=True))
    named = {snapshot.compact(term.value) for term in row if isinstance(term, ox.NamedNode)}
    return sorted([edge for edge in between if edge[2] in named] or between)
