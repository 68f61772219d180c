"""Exports to other vocabularies and tools: schema.org, PROV-O, GraphML, GEXF."""

from __future__ import annotations

import io
import json
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib

from kg.formats.export import export
from kg.formats.format import GRAPHS
from kg.formats.graphs import networks, schema_org
from kg.graph import KnowledgeGraph
from kg.rdf import terms

SCHEMA = rdflib.Namespace("https://schema.org/")
PROV = rdflib.Namespace("http://www.w3.org/ns/prov#")
BASE = "https://w3id.org/diplomatic-kg/"


@pytest.fixture(scope="module")
def events(documents_only: KnowledgeGraph) -> dict[str, Any]:
    document = json.loads(export(documents_only.snapshot, "schema.org"))
    return {node["@id"].removeprefix(BASE): node for node in document["@graph"]}


def test_a_session_is_described_in_schema_org(events: dict[str, Any]) -> None:
    session = events["event/us-uz-spd-4"]
    assert session["@type"] == "Event"
    assert (session["startDate"], session["endDate"], session["position"]) == ("2024-11-13", "2024-11-13", 4)
    assert session["location"]["@id"] == f"{BASE}place/washington-dc"
    assert [party["@id"] for party in session["organizer"]] == [f"{BASE}country/US", f"{BASE}country/UZ"]
    assert session["superEvent"]["@id"] == f"{BASE}framework/us-uz-spd"
    assert "eventStatus" not in session
    assert events["framework/us-uz-spd"]["@type"] == "EventSeries"
    assert events["official/donald-lu"]["jobTitle"]["@value"].startswith("US Assistant Secretary")
    assert events["source/kun-uz-2024-11-16"]["@type"] == "NewsArticle"


def test_a_planned_event_is_scheduled_with_the_known_precision(events: dict[str, Any]) -> None:
    plan = events["event/us-uz-espd-1"]
    assert (plan["eventStatus"]["@id"], plan["startDate"], plan["endDate"]) == (
        SCHEMA + "EventScheduled",
        "2025",
        "2025",
    )
    assert plan["location"]["@id"] == f"{BASE}place/tashkent"


def test_a_date_known_to_the_month_is_exported_as_a_month(events: dict[str, Any]) -> None:
    assert events["event/us-uz-critical-minerals-mou-2024-signing"]["startDate"] == "2024-09"


def test_schema_org_has_no_nan_and_no_infinity() -> None:
    for text in ("NaN", "INF"):
        assert schema_org._value(ox.Literal(text, datatype=ox.NamedNode(terms.XSD + "double"))) == text
    assert schema_org._value(ox.Literal(4)) == 4


def test_schema_org_has_every_event(documents_only: KnowledgeGraph) -> None:
    rows = documents_only.sparql("SELECT ?e { ?e a kg:Event }")
    triples = ox.parse(export(documents_only.snapshot, "schema.org"), format=ox.RdfFormat.JSON_LD)
    events = {t.subject.value for t in triples if t.object == ox.NamedNode(SCHEMA + "Event")}
    assert events == {row["e"] for row in rows}


@pytest.fixture(scope="module")
def prov(documents_only: KnowledgeGraph) -> rdflib.Graph:
    return rdflib.Graph().parse(data=export(documents_only.snapshot, "prov"), format="turtle")


def test_a_passage_is_quoted_from_its_source(prov: rdflib.Graph) -> None:
    passage = rdflib.URIRef(f"{BASE}passage/kun-uz-2024-11-16/92-181")
    assert prov.value(passage, PROV.wasQuotedFrom) == rdflib.URIRef(f"{BASE}source/kun-uz-2024-11-16")


def test_a_document_that_repeats_another_is_derived_from_it(prov: rdflib.Graph) -> None:
    copy, original = (
        rdflib.URIRef(f"{BASE}source/{name}") for name in ("breaking-latest-2023-11-21", "xinhua-2023-11-21")
    )
    assert (copy, PROV.wasDerivedFrom, original) in prov
    assert (original, rdflib.RDF.type, PROV.Entity) in prov


def test_inferred_triples_are_generated_from_the_accepted_graph(prov: rdflib.Graph) -> None:
    inferred, accepted = (rdflib.URIRef(f"{BASE}graph/{name}") for name in ("inferred", "accepted"))
    activity = prov.value(inferred, PROV.wasGeneratedBy)
    assert (activity, PROV.used, accepted) in prov
    assert (prov.value(activity, PROV.wasAssociatedWith), rdflib.RDF.type, PROV.SoftwareAgent) in prov


def test_entities_activities_and_agents_are_disjoint(prov: rdflib.Graph) -> None:
    entities, activities, agents = (
        set(prov.subjects(rdflib.RDF.type, PROV[kind])) for kind in ("Entity", "Activity", "Agent")
    )
    assert entities
    assert entities.isdisjoint(activities | agents)
    assert activities.isdisjoint(agents)


def test_an_assertion_is_derived_from_its_passages(prov: rdflib.Graph) -> None:
    session = rdflib.URIRef(f"{BASE}event/us-uz-spd-4")
    (assertion,) = prov.subjects(rdflib.DCTERMS.subject, session)
    assert rdflib.URIRef(f"{BASE}passage/kun-uz-2024-11-16/183-229") in prov.objects(assertion, PROV.wasDerivedFrom)


@pytest.mark.parametrize("style", ["graphml", "gexf"])
def test_networks_are_read_by_networkx(documents_only: KnowledgeGraph, style: str) -> None:
    view = documents_only.to_networkx("entities")
    stream = io.BytesIO(export(documents_only.snapshot, style))
    graph = nx.read_graphml(stream, force_multigraph=True) if style == "graphml" else nx.read_gexf(stream)
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (view.number_of_nodes(), view.number_of_edges())


def test_gexf_has_start_and_end_days(documents_only: KnowledgeGraph) -> None:
    graph = nx.read_gexf(io.BytesIO(export(documents_only.snapshot, "gexf")))
    session, plan = (graph.nodes[f"{BASE}event/{name}"] for name in ("us-uz-spd-4", "us-uz-espd-1"))
    assert (session["start"], session["end"]) == ("2024-11-13", "2024-11-13")
    assert (plan["start"], plan["end"]) == ("2025-01-01", "2025-12-31")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-11-13", "2024-11-13", "2024-11-13"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2012", "2012-01-01", "2012-12-31"),
        ("2024-01-05/2024-02-07", "2024-01-05", "2024-02-07"),
        ("by 2024-11-13", None, "2024-11-13"),
        ("from 2022-04-27", "2022-04-27", None),
        (None, None, None),
        ("undated", None, None),
        ("as told on 2024-11-13", "2024-11-13", "2024-11-13"),
    ],
)
def test_times_become_first_and_last_days(text: str | None, first: str | None, last: str | None) -> None:
    time = networks._time(text)
    assert [day and str(day) for day in time] == [first, last]


@pytest.mark.parametrize("style", GRAPHS.shipped)
def test_the_same_graph_gives_the_same_bytes(documents_only: KnowledgeGraph, style: str) -> None:
    assert export(documents_only.snapshot, style) == export(documents_only.snapshot, style)


def test_gexf_has_no_modification_date(documents_only: KnowledgeGraph) -> None:
    assert b"lastmodifieddate" not in export(documents_only.snapshot, "gexf")
