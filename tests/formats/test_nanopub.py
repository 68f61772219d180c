"""Nanopublications: four graphs each, named by a hash of their statements."""

from __future__ import annotations

import warnings
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.formats.graphs.nanopub import assertions, nanopublication, nanopublications, trusty_hash
from kg.graph import KnowledgeGraph

NP = "http://www.nanopub.org/nschema#"


def test_every_assertion_with_a_passage_is_published(documents_only: KnowledgeGraph) -> None:
    store = ox.Store()
    store.load(nanopublications(documents_only.snapshot), format=ox.RdfFormat.TRIG)
    made = store.query(f"SELECT ?np {{ GRAPH ?head {{ ?np a <{NP}Nanopublication> }} }}")
    assert len(list(made)) == len(list(assertions(documents_only.snapshot))) > 50


def test_an_assertion_has_the_statements_of_one_source_about_one_thing(documents_only: KnowledgeGraph) -> None:
    found = {(assertion.source.value.rsplit("/", 1)[1], assertion.node.value.rsplit("/", 2)[-1]): assertion
             for assertion in assertions(documents_only.snapshot)}  # fmt: skip
    session = found["kun-uz-2024-11-16", "us-uz-spd-4"]
    # Passages of single statements about the thing are included.
    assert {"92-181", "183-229"} <= {passage.value.rsplit("/", 1)[1] for passage in session.passages}
    assert all(subject == session.node for subject, _, _ in session.triples)
    assert not any("passage" in predicate.value for _, predicate, _ in session.triples)


def test_a_nanopublication_has_four_graphs_and_no_blank_nodes(documents_only: KnowledgeGraph) -> None:
    for assertion in assertions(documents_only.snapshot):
        graphs = defaultdict(list)
        for quad in nanopublication(documents_only.snapshot, assertion):
            graphs[quad.graph_name.value.rsplit("#", 1)[1]].append(quad)
            assert not any(isinstance(term, ox.BlankNode) for term in (quad.subject, quad.object))
        assert set(graphs) == {"Head", "assertion", "provenance", "pubinfo"}
        name = graphs["Head"][0].subject
        assert {quad.subject for quad in graphs["pubinfo"]} == {name}
        assert ox.NamedNode(f"{name.value}#assertion") in {quad.subject for quad in graphs["provenance"]}


def test_different_statements_give_different_names(documents_only: KnowledgeGraph) -> None:
    rows = [("urn:np/ #a", "urn:s", "urn:p", ox.Literal("o"))]
    more = [*rows, ("urn:np/ #a", "urn:s", "urn:p", ox.Literal("o", language="en"))]
    assert trusty_hash(rows) != trusty_hash(more) == trusty_hash(reversed(more))
    names = {nanopublication(documents_only.snapshot, assertion)[0].subject
             for assertion in assertions(documents_only.snapshot)}  # fmt: skip
    assert len(names) == len(list(assertions(documents_only.snapshot)))


def test_the_reference_library_finds_the_nanopublications_valid(documents_only: KnowledgeGraph, tmp_path: Path) -> None:
    """The checks are those of the guidelines, and that the name has the hash of the content."""
    nanopub = pytest.importorskip("nanopub")
    for assertion in list(assertions(documents_only.snapshot))[::6]:
        path = tmp_path / "np.trig"
        quads = nanopublication(documents_only.snapshot, assertion)
        path.write_bytes(ox.serialize(quads, format=ox.RdfFormat.TRIG) or b"")
        with warnings.catch_warnings():
            # The library uses deprecated functions of rdflib.
            warnings.simplefilter("ignore")
            made = nanopub.Nanopub(rdf=path)
            assert made.is_valid
            made.source_uri = str(made.metadata.np_uri)
            assert made.has_valid_trusty


def test_the_same_graph_gives_the_same_bytes(documents_only: KnowledgeGraph) -> None:
    assert nanopublications(documents_only.snapshot) == nanopublications(documents_only.snapshot)
