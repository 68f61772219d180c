"""Exports can be read by other tools, and have the statements of the graph."""

from __future__ import annotations

import io
import json

import networkx as nx
import pyoxigraph as ox
import pytest

from kg.errors import UnknownNameError
from kg.formats.export import export
from kg.graph import KnowledgeGraph
from kg.rdf.model import ACCEPTED, INFERRED

SYNTAXES = {
    "trig": ox.RdfFormat.TRIG, "nquads": ox.RdfFormat.N_QUADS, "jsonld": ox.RdfFormat.JSON_LD,
    "turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES, "rdfxml": ox.RdfFormat.RDF_XML,
}  # fmt: skip


@pytest.mark.parametrize("style", ["trig", "nquads", "jsonld"])
def test_formats_for_datasets_have_every_quad(shipped: KnowledgeGraph, style: str) -> None:
    assert sum(1 for _ in ox.parse(export(shipped.snapshot, style), format=SYNTAXES[style])) == len(
        shipped.snapshot.store
    )


@pytest.mark.parametrize("style", ["turtle", "ntriples", "rdfxml"])
def test_formats_for_graphs_have_accepted_and_inferred_triples(shipped: KnowledgeGraph, style: str) -> None:
    manifest = shipped.snapshot.manifest
    triples = set(ox.parse(export(shipped.snapshot, style), format=SYNTAXES[style]))
    assert len(triples) == manifest.accepted + manifest.inferred


def test_json_ld_is_json(documents_only: KnowledgeGraph) -> None:
    assert json.loads(export(documents_only.snapshot, "jsonld"))


def test_graphml_is_read_by_networkx(shipped: KnowledgeGraph) -> None:
    graph = nx.read_graphml(io.BytesIO(export(shipped.snapshot, "graphml")), force_multigraph=True)
    view = shipped.to_networkx("entities")
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (view.number_of_nodes(), view.number_of_edges())


def test_an_unknown_format_is_refused(shipped: KnowledgeGraph) -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'turtle'"):
        export(shipped.snapshot, "turtel")


def test_rdflib_gets_one_graph_for_each_source(shipped: KnowledgeGraph) -> None:
    dataset = shipped.to_rdflib()
    names = {str(graph.identifier) for graph in dataset.graphs()}
    assert {ACCEPTED.value, INFERRED.value, *shipped.snapshot.graph_info} <= names
    assert sum(map(len, dataset.graphs())) == len(shipped.snapshot.store)
