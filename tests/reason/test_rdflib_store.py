"""A closure as an rdflib store."""

from __future__ import annotations

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, BNode, Literal, URIRef
from rdflib.compare import isomorphic

from kg.errors import UsageError
from kg.reason.closures.closing import close_encoded
from kg.reason.closures.closure import Closure
from kg.reason.handover.rdflib_store import ClosureStore, node_of
from kg.reason.readers.rdflib_graphs import from_rdflib

DATA = """
@prefix : <urn:> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:met a owl:SymmetricProperty . :Summit rdfs:subClassOf :Event .
:a :met :b ; rdfs:label "a\\"b"@en, "three", 3, 3.50 .
:s a :Summit . :b owl:sameAs :c . [] :met :s .
"""


@pytest.fixture
def given_graph() -> rdflib.Graph:
    return rdflib.Graph().parse(data=DATA, format="turtle")


@pytest.fixture
def closure(given_graph: rdflib.Graph) -> Closure:
    return close_encoded(from_rdflib(given_graph))


@pytest.fixture
def graph(closure: Closure) -> rdflib.Graph:
    return rdflib.Graph(store=ClosureStore(closure))


def test_patterns_find_inferred_triples(graph: rdflib.Graph) -> None:
    assert (URIRef("urn:s"), RDF.type, URIRef("urn:Event")) in graph
    assert set(graph.subjects(URIRef("urn:met"), URIRef("urn:a"))) == {URIRef("urn:b"), URIRef("urn:c")}
    assert (URIRef("urn:c"), OWL.sameAs, URIRef("urn:b")) in graph


def test_unknown_terms_are_not_found(graph: rdflib.Graph) -> None:
    assert (URIRef("urn:nobody"), None, None) not in graph
    assert list(graph.triples((None, RDFS.label, Literal("four")))) == []


def test_literals_keep_their_lexical_form(graph: rdflib.Graph, given_graph: rdflib.Graph) -> None:
    subject = URIRef("urn:a")
    assert set(graph.objects(subject, RDFS.label)) == set(given_graph.objects(subject, RDFS.label))


def test_the_store_has_given_and_inferred_triples(graph: rdflib.Graph, given_graph: rdflib.Graph) -> None:
    triples = list(graph)
    assert set(given_graph) <= set(triples)
    assert len(graph) == len(triples) == len(set(triples))


def test_sparql_queries_run(graph: rdflib.Graph) -> None:
    rows = graph.query("SELECT ?x { ?x a <urn:Event> }")
    assert [row[0] for row in rows] == [URIRef("urn:s")]


def test_the_store_cannot_be_changed(graph: rdflib.Graph) -> None:
    with pytest.raises(UsageError, match="cannot be changed"):
        graph.add((URIRef("urn:a"), RDF.type, URIRef("urn:b")))
    with pytest.raises(UsageError, match="cannot be changed"):
        graph.remove((None, None, None))


def test_a_copy_is_the_same_graph(graph: rdflib.Graph) -> None:
    copy = rdflib.Graph()
    copy += graph
    assert isomorphic(copy, graph)


def test_the_store_has_prefixes_and_no_contexts(closure: Closure) -> None:
    store = ClosureStore(closure)
    store.bind("x", URIRef("urn:"))
    assert (store.namespace("x"), store.prefix(URIRef("urn:"))) == (URIRef("urn:"), "x")
    assert list(store.namespaces()) == [("x", URIRef("urn:"))]
    assert list(store.contexts()) == []


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("<urn:a>", URIRef("urn:a")), ("_:b", BNode("b")), ('"x"', Literal("x")),
        ('"x"@en', Literal("x", lang="en")), ('"1"^^<http://www.w3.org/2001/XMLSchema#integer>', Literal(1)),
    ],
)  # fmt: skip
def test_texts_become_nodes_of_rdflib(text: str, node: object) -> None:
    assert node_of(text) == node
