"""A graph of an answer: the things in its rows, how they are linked, and the rows."""

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
    """Make a graph of an answer: the things in its rows, how they are linked, and the rows.

    Parameters
    ----------
    snapshot : Snapshot
    answer : kg.sparql.results.Result
    title : str
        The question.
    about : iterable of terms, optional
        The things that the question is about, such as a country; they belong to every row.
    asked : str, optional
        The parameters of the answer, in words.

    Returns
    -------
    networkx.MultiDiGraph
        As in `view`, with ``answer``: ``question``, ``asked``, ``notes``, ``columns`` and ``rows``, each with its
        ``cells`` as text, its ``nodes``, and its ``edges`` (two ends and a key). A row that contains relations has only
        edges of these relations, if there are any.

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
        "notes": list(answer.notes),
        "columns": [column.replace("_", " ") for column in answer.columns],
        "rows": [
            {"cells": [_cell(snapshot, term) for term in row], "nodes": [term.value for term in things],
             "edges": _edges_of(snapshot, graph, things, row)}
            for things, row in zip(of_rows, answer.rows, strict=True)
        ],
    }  # fmt: skip
    return graph


def _cell(snapshot: Snapshot, term: Term | None) -> str:
    """Write a value of an answer for the page: as in tables, but booleans as yes and no."""
    if isinstance(term, ox.Literal) and term.datatype.value == f"{terms.XSD}boolean":
        return "yes" if term.value in ("true", "1") else "no"
    return to_text(term, snapshot)


def _things(snapshot: Snapshot, cells: Iterable[Term | None]) -> list[ox.NamedNode]:
    """Return the things among some cells, which a graph shows as nodes."""
    return [term for term in cells if isinstance(term, ox.NamedNode) and is_thing(snapshot, term.value)]


def _direct(
    snapshot: Snapshot, one: ox.NamedNode, other: ox.NamedNode, narrower: Mapping[str, set[str]]
) -> list[dict[str, Term | None]]:
    """Find relations between two things that are in no view; without relations that a narrower one implies."""
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
    """List the edges of a row: those between its things; if it contains relations, only edges of these."""
    iris = [term.value for term in things]
    between = list(graph.subgraph(iris).edges(keys=True))
    named = {snapshot.compact(term.value) for term in row if isinstance(term, ox.NamedNode)}
    return sorted([edge for edge in between if edge[2] in named] or between)
