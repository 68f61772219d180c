"""The schema of graphs: values of wrong types are errors, and the documentation lists all attributes."""

import datetime
import re
from pathlib import Path

import networkx as nx
import pytest

from kg import page
from kg.errors import UsageError
from kg.page import schema

DOCS = Path(__file__).parents[2] / "docs" / "python.md"
PROOF = {"text": "x", "premises": [{"text": "y", "passages": "none"}]}


def graph_of(where, name, value):
    graph = nx.MultiDiGraph()
    graph.add_node("urn:a")
    graph.add_edge("urn:a", "urn:b")
    {"graph": graph.graph, "node": graph.nodes["urn:a"], "edge": graph.edges["urn:a", "urn:b", 0]}[where][name] = value
    return graph


@pytest.mark.parametrize(
    ("where", "name", "value", "message"),
    [
        ("graph", "sources", ["urn:s"], "the graph: sources should be a mapping of IRIs to mappings with title,"),
        ("graph", "answer", {"question": "Who?"}, "the graph: answer should be a mapping with question,"),
        ("graph", "conflicts", [{"sides": ["one"]}], "the graph: conflicts should be a list of mappings with"),
        ("node", "facts", "post", "node urn:a: facts should be a list of pairs of a name and a text, or mapping"),
        ("node", "facts", [("post",)], "node urn:a: facts should be"),
        ("node", "labels", ["Aland"], "node urn:a: labels should be a mapping of language tags to texts, not"),
        ("node", "names", "Aland", "node urn:a: names should be a list of texts, not 'Aland'"),
        ("node", "label", ["Aland"], "node urn:a: label should be a text, number or date, not ['Aland']"),
        ("node", "coordinates", (141.3, 669.2), "longitude in degrees, up to 90 and 180, not (141.3, 669.2)"),
        ("node", "coordinates", (10, float("nan")), "longitude in degrees, up to 90 and 180, not (10, nan)"),
        ("node", "coordinates", "41.3, 69.2", "longitude in degrees, up to 90 and 180, not '41.3, 69.2'"),
        ("node", "contested", "no", "node urn:a: contested should be True or False, not 'no'"),
        ("edge", "passages", "They met.", "edge urn:a → urn:b (0): passages should be a list of mappings with source,"),
        ("edge", "sources", "urn:s", "edge urn:a → urn:b (0): sources should be a list of texts, not 'urn:s'"),
        ("edge", "proofs", [PROOF], "edge urn:a → urn:b (0): proofs should be a list of mappings with text, rule,"),
        ("edge", "held", ["2024-01-01"], "edge urn:a → urn:b (0): held should be a list of pairs of a first"),
    ],
)  # fmt: skip
def test_the_error_for_a_wrong_type_names_the_right_type(where, name, value, message):
    with pytest.raises(UsageError, match=re.escape(message)):
        page.page(graph_of(where, name, value))


@pytest.mark.parametrize("attributes", [schema.GRAPH, schema.NODE, schema.EDGE])
def test_every_attribute_may_be_none(attributes):
    graph = nx.MultiDiGraph(**dict.fromkeys(schema.GRAPH))
    graph.add_node("urn:a", **dict.fromkeys(schema.NODE))
    graph.add_edge("urn:a", "urn:a", **dict.fromkeys(schema.EDGE))
    assert None not in attributes
    page.page(graph)


def test_facts_may_be_pairs_or_a_mapping():
    graph = nx.MultiDiGraph()
    graph.add_node("urn:a", facts={"post": "Minister", "since": datetime.date(2024, 1, 2)})
    [node] = page.contents(page.page(graph))["nodes"]
    assert node["facts"] == [["post", "Minister"], ["since", "2024-01-02"]]


def test_the_error_for_a_node_that_is_not_a_text_names_the_remedy():
    with pytest.raises(UsageError, match=r"node 1: a node should be a text; networkx\.relabel_nodes\(graph, str\)"):
        page.page(nx.MultiDiGraph([(1, 2)]))


@pytest.mark.parametrize("what", [None, 1, "graph"])
def test_a_value_that_is_not_a_graph_is_an_error(what, tmp_path):
    with pytest.raises(TypeError, match=f"made from a networkx.MultiDiGraph, not a {type(what).__name__}$"):
        page.write(what, tmp_path / "page.html")


def test_an_edge_without_a_name_has_the_default_label():
    graph = nx.MultiDiGraph([("a", "b"), ("a", "b")])
    graph.add_edge("a", "b", key="borders")
    graph.add_edge("a", "b", relation="kg:about")
    edges = page.contents(page.page(graph))["edges"]
    assert sorted((edge["label"], edge["relation"]) for edge in edges) == [
        (name, name) for name in ("borders", "kg:about", "linked with", "linked with")
    ]


def test_the_docs_list_every_attribute_with_its_type():
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \|", DOCS.read_text(encoding="utf-8"), re.M)
    tables = (schema.GRAPH, schema.NODE, schema.EDGE)
    expected = [(name, value_type.description) for table in tables for name, value_type in table.items()]
    assert sorted(row for row in rows if row in expected) == sorted(expected)


def test_names_that_javascript_reserves_are_refused() -> None:
    for name in ("constructor", "__proto__", "toString"):
        graph = nx.MultiDiGraph()
        graph.add_edge("urn:a", name)
        with pytest.raises(UsageError, match=rf"node {name}: .*relabel_nodes"):
            page.page(graph)


def test_a_number_of_any_size_is_no_degree() -> None:
    with pytest.raises(UsageError, match="coordinates should be"):
        page.page(graph_of("node", "coordinates", (10**400, 1)))
