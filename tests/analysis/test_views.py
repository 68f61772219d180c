"""Views as networkx graphs, and measures on them."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable

import networkx as nx
import pyoxigraph as ox
import pytest

import kg
from kg.analysis.measures import brokers, communities, shortest_path
from kg.analysis.views import edges, nodes
from kg.analysis.views.attributes import Attributes
from kg.analysis.views.commitments import commitment_data
from kg.analysis.views.dates import day_text
from kg.analysis.views.edges import _grounds as grounds
from kg.analysis.views.facts import KINDS
from kg.analysis.views.graph import view
from kg.analysis.views.rows import VIEWS
from kg.errors import UnknownNameError
from kg.graph import KnowledgeGraph
from kg.project.project import Project
from kg.rdf import terms
from kg.rdf.terms import expand
from kg.store.snapshot import Snapshot


def star() -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    for end in "bcd":
        graph.add_edge("a", end, key="r", label="r", via="", sources=[], inferred=False)
    return graph


@pytest.fixture(scope="module")
def made(shipped: KnowledgeGraph) -> dict[str, nx.MultiDiGraph]:
    """Each view of the shipped graph, made once."""
    return {name: shipped.to_networkx(name) for name in VIEWS}


@pytest.mark.parametrize("name", VIEWS)
def test_every_edge_of_a_view_has_sources_and_if_inferred_a_proof(made: dict[str, nx.MultiDiGraph], name: str) -> None:
    assert made[name].number_of_edges()
    for _, _, data in made[name].edges(data=True):
        assert data["sources"]
        assert data["inferred"] == (data["proof"] is not None)


def lazy() -> Attributes:
    data = Attributes()
    data.later({"a": 1}, ("ce", lambda: {"c": 3}), ("bd", lambda: {"d": 4, "b": 2}), order="abcde")
    return data


def test_whoever_reads_attributes_gets_all_of_them_in_order() -> None:
    whole = {"a": 1, "b": 2, "c": 3, "d": 4}
    ways: dict[str, Callable[[Attributes], dict[str, object]]] = {
        "dict": dict, "unpacked": lambda data: {**data}, "keywords": lambda data: dict(**data),
        "or": lambda data: data | {}, "into another": lambda data: {} | data, "items": lambda data: dict(data.items()),
        "update": lambda data: (into := {}).update(data) or into, "copy": copy.copy, "deep copy": copy.deepcopy,
        "own copy": lambda data: data.copy(), "pickle": lambda data: pickle.loads(pickle.dumps(data)),
        "json": lambda data: json.loads(json.dumps(data)), "keys": lambda data: {key: data[key] for key in data},
        "indented": lambda data: json.loads(json.dumps(data, indent=1)), "repr": lambda data: eval(repr(data)),
        "zip": lambda data: dict(zip(data.keys(), data.values(), strict=True)),
    }  # fmt: skip
    for name, way in ways.items():
        assert list(way(lazy()).items()) == list(whole.items()), name
    assert (lazy(), len(lazy()), lazy().get("e", 5), "c" in lazy(), "e" in lazy()) == (lazy(), 4, 5, True, False)
    assert lazy() == whole
    assert lazy() != {"a": 1}
    data = lazy()
    data["c"] = "own"
    assert dict(data) == {**whole, "c": "own"}
    data = lazy()
    assert (data.pop("b"), data.setdefault("c", 0), data.setdefault("e", 5)) == (2, 3, 5)
    assert list(data) == ["a", "c", "d", "e"]


def test_who_asks_for_measures_makes_no_proof_and_reads_no_passage(
    shipped: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("nobody asked for it")

    names = ("_grounds", "_proofs")
    for name in names:
        monkeypatch.setattr(edges, name, refuse)
    monkeypatch.setattr(nodes, "_details", refuse)
    graph = shipped.to_networkx("entities")
    start, end = expand("country:IN"), expand("country:CN")
    assert communities(graph)
    assert brokers(graph, (start, end))
    monkeypatch.undo()
    shown = []
    monkeypatch.setattr(edges, "_proofs", refuse)
    monkeypatch.setattr(edges, "_grounds", lambda *given: shown.append(given) or grounds(*given))
    graph = shipped.to_networkx("entities")
    steps = shortest_path(graph, start, end)
    assert 0 < len(shown) <= 4 * len(steps) < graph.number_of_edges()


@pytest.mark.parametrize("name", VIEWS)
def test_every_node_of_a_view_has_a_label_and_a_kind(made: dict[str, nx.MultiDiGraph], name: str) -> None:
    for _, data in made[name].nodes(data=True):
        assert data["label"]
        assert data["kind"] in (*KINDS, "Other")


LONE = """
<https://example.org/desk/official/one> a kg:Official ; skos:prefLabel "One Official"@en .
<https://example.org/desk/official/other> a kg:Official ; skos:prefLabel "Other Official"@en .
<https://example.org/desk/official/gone> a kg:Official ; skos:prefLabel "Gone Official"@en ; owl:deprecated true .
"""


def test_a_thing_without_relations_is_in_the_view_of_entities(project: Project) -> None:
    with (project.root / "data" / "sources" / "example.ttl").open("a", encoding="utf-8") as source:
        source.write(LONE)
    opened = kg.open(project.root, background=False)
    graph = opened.draw().graph
    labels = {data["label"] for _, data in graph.nodes(data=True)}
    assert {"One Official", "Other Official"} <= labels
    assert "Gone Official" not in labels
    # A thing without a date is neither in a graph opened at a day nor on the page at a day of its sliders.
    lone = [data for node, data in graph.nodes(data=True) if not graph.degree(node)]
    assert {data["label"] for data in lone} == {"One Official", "Other Official"}
    assert all(data["held"] == data["known"] == [] for data in lone)
    cut = kg.open(project.root, background=False, at="2024-12-01").to_networkx()
    assert "One Official" not in {data["label"] for _, data in cut.nodes(data=True)}
    assert not list(nx.isolates(opened.to_networkx("countries")))


def test_names_of_the_vocabulary_that_no_source_uses_are_in_no_view(made: dict[str, nx.MultiDiGraph]) -> None:
    graph = made["entities"]
    assert list(nx.isolates(graph)) == [expand("framework:usaid-english-textbooks")]
    assert expand("country:FJ") not in graph


def test_an_unknown_view_is_refused(shipped: KnowledgeGraph) -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'countries'"):
        shipped.to_networkx("contries")


def test_a_shortest_path_ignores_directions() -> None:
    assert [(step.start, step.end) for step in shortest_path(star(), "b", "c")] == [("b", "a"), ("a", "c")]


def test_the_path_between_unlinked_nodes_is_empty() -> None:
    graph = star()
    graph.add_node("z")
    assert shortest_path(graph, "a", "z") == []


def test_a_path_to_an_unknown_node_is_refused() -> None:
    with pytest.raises(UnknownNameError):
        shortest_path(star(), "a", "nowhere")


def test_the_middle_of_a_star_is_the_broker() -> None:
    assert brokers(star()) == [("a", 1.0)]
    assert brokers(star(), ("b", "c")) == [("a", 1.0)]


def test_communities_cover_every_node_once() -> None:
    found = communities(star())
    assert sorted(node for members in found for node in members) == list("abcd")


def test_a_view_is_the_same_each_time(shipped: KnowledgeGraph, made: dict[str, nx.MultiDiGraph]) -> None:
    first, second = made["affiliations"], shipped.to_networkx("affiliations")
    assert list(first.nodes) == list(second.nodes)
    assert list(first.edges(keys=True)) == list(second.edges(keys=True))


def test_the_three_countries_are_in_the_view_of_countries(made: dict[str, nx.MultiDiGraph]) -> None:
    assert {f"{terms.BASE}country/{code}" for code in ("UZ", "US", "CN")} <= set(made["countries"])


def test_only_memberships_give_an_edge_a_start(made: dict[str, nx.MultiDiGraph]) -> None:
    graph = made["affiliations"]
    china, sco = expand("country:CN"), expand("framework:sco")
    between = graph.get_edge_data(china, sco)
    assert between["kg:memberOf"]["start"] == "2001-06-15"
    assert between["kg:worksThrough"]["start"] is None


def test_a_start_is_written_with_its_known_precision(made: dict[str, nx.MultiDiGraph]) -> None:
    between = made["affiliations"].get_edge_data(expand("country:US"), expand("framework:c5plus1"))
    assert between["kg:memberOf"]["start"] == "2015"


def test_a_step_against_the_direction_of_its_relation_is_marked(made: dict[str, nx.MultiDiGraph]) -> None:
    graph = made["entities"]
    there, back = shortest_path(graph, str(expand("country:IN")), str(expand("country:CN")))
    assert (there.relation, there.forward) == ("member of", True)
    assert (back.relation, back.forward) == ("member of", False)


def test_an_official_is_shown_with_posts_and_other_names(made: dict[str, nx.MultiDiGraph]) -> None:
    node = made["entities"].nodes[expand("official:abdulaziz-kamilov")]
    assert "Abdulaziz Komilov" in node["names"]
    assert "Minister of Foreign Affairs of Uzbekistan (2012 – 2022-04-27)" in node["subtitle"]


@pytest.mark.parametrize(
    ("earliest", "latest", "text"),
    [
        (["2022-04-01", "2022-04-27"], ["2022-04-30", "2022-04-27"], "2022-04-27"),
        (["2024-09-01"], ["2024-09-30", "2024-11-13"], "2024-09"),
        (["2026-02-04", "2026-02-05"], ["2026-02-04", "2026-02-05"], "2026-02-04/2026-02-05"),
        ([], ["2024-11-13"], "by 2024-11-13"),
        ([], [], None),
    ],
)
def test_the_narrowest_of_several_date_intervals_is_shown(
    earliest: list[str], latest: list[str], text: str | None
) -> None:
    about = {
        terms.KG + name: [ox.Literal(day) for day in days]
        for name, days in (("earliestDate", earliest), ("latestDate", latest))
    }
    assert day_text(about, "earliestDate", "latestDate") == text


def test_a_country_has_names_by_language_and_the_coordinates_of_its_capital(made: dict[str, nx.MultiDiGraph]) -> None:
    node = made["affiliations"].nodes[expand("country:UZ")]
    assert node["labels"]["en"] == node["label"] == "Uzbekistan"
    assert node["labels"]["ru"] == "Узбекистан"
    latitude, longitude = node["coordinates"]
    assert abs(latitude - 41.3) < 0.2
    assert abs(longitude - 69.3) < 0.2


def test_only_countries_have_coordinates(made: dict[str, nx.MultiDiGraph]) -> None:
    graph = made["affiliations"]
    assert {kind for _, kind in graph.nodes(data="kind") if kind != "Country"} == {"Framework"}
    assert all(at is None for node, at in graph.nodes(data="coordinates") if graph.nodes[node]["kind"] != "Country")


def test_an_edge_between_countries_has_how_and_when(made: dict[str, nx.MultiDiGraph]) -> None:
    graph = made["countries"]
    edges = list(graph.get_edge_data(expand("country:KZ"), expand("country:UZ")).values())
    assert {edge["how"] for edge in edges} >= {"both members of", "both parties to"}
    summit = next(edge for edge in edges if edge["via"] == expand("event:china-central-asia-summit-2"))
    assert summit["how"] == "both parties to"
    assert summit["when"] == "2025-06-17"


def test_officials_are_linked_by_where_they_met(made: dict[str, nx.MultiDiGraph]) -> None:
    graph = made["meetings"]
    assert {how for *_, how in graph.edges(data="how")} == {"met at"}


def test_a_view_describes_the_scope_of_its_graph(shipped: KnowledgeGraph) -> None:
    assert shipped.to_networkx().graph["slice"] == ""
    then = kg.open(shipped.project.root, background=False, known_by="2023-12-31")
    assert then.to_networkx("affiliations").graph["slice"] == "without background; known by 2023-12-31"


def test_things_without_an_iri_are_in_no_view(snapshot_of: Callable[..., Snapshot]) -> None:
    snapshot = snapshot_of(
        "[] a kg:Dialogue ; kg:hasParty country:FR , [ a kg:Party ] . my:e a kg:Dialogue ; kg:hasParty country:FR ."
    )
    for name in VIEWS:
        assert all(node.startswith("https://") for node in view(snapshot, name)), name


def test_the_status_of_a_commitment_read_near_it_is_that_of_the_whole_graph(shipped: KnowledgeGraph) -> None:
    for scope in ({}, {"judgements": False}, {"known_by": "2024-06-30"}, {"at": "2024-06-30"}):
        graph = kg.open(shipped.project.root, **scope)
        expected: dict[str, dict[str, set[object]]] = {}
        answer = graph.ask("commitments", today="9999-12-31")
        for row in answer.rows:
            values = dict(zip(answer.columns, row, strict=True))
            found = expected.setdefault(values["commitment"].value, {"status": set(), "fulfilled_by": set()})
            for name in found:
                if values[name] is not None:
                    found[name].add(graph.snapshot.text(values[name]))
        assert len(expected) > 10
        # Asked for one by one, and with things that are no commitments.
        for iri, about in expected.items():
            (one,) = commitment_data(graph.snapshot, [iri, terms.BASE + "country/UZ"]).values()
            for name, texts in about.items():
                assert set(filter(None, (one[name] or "").split(" or "))) == texts, (scope, iri, name)
