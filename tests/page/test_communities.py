import itertools
import os
import runpy
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

from kg import page
from kg.page.layouts.communities import BIG, LEAST, MOST, bubbles, communities

BIG_GRAPH = Path(__file__).parent / "big.py"
big = runpy.run_path(str(BIG_GRAPH))["big"]


@pytest.fixture(scope="module")
def graph():
    return big(2200)


@pytest.fixture(scope="module")
def found(graph):
    return communities(graph)


def test_every_thing_is_in_exactly_one_community(graph, found):
    members = [member for community in found for member in community.members]
    assert sorted(members) == sorted(graph)


def test_no_community_is_too_large_or_too_small(found):
    assert len(found) > 5
    assert all(LEAST <= len(community.members) <= MOST for community in found)


def test_most_relations_are_within_communities(graph, found):
    of = {member: place for place, community in enumerate(found) for member in community.members}
    within = sum(of[start] == of[end] for start, end in graph.edges())
    assert within > 0.8 * graph.number_of_edges()


def test_the_order_of_the_graph_does_not_change_the_communities(graph, found):
    turned = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    assert communities(turned) == found
    assert bubbles(turned, found) == bubbles(graph, found)


def test_communities_are_the_same_in_another_process(found):
    code = (
        f"import runpy; from kg.page.layouts.communities import communities; "
        f"print([each.hubs for each in communities(runpy.run_path({str(BIG_GRAPH)!r})['big'](2200))])"
    )
    outputs = {
        subprocess.run([sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, check=True,
                       capture_output=True, text=True).stdout.strip()
        for seed in ("1", "2")
    }  # fmt: skip
    assert outputs == {str([community.hubs for community in found])}


def test_communities_are_named_after_things_with_most_relations(graph, found):
    for community in found:
        inside = graph.subgraph(community.members)
        most = max(degree for _, degree in inside.degree())
        assert inside.degree(community.hubs[0]) >= most * 0.99
        assert community.name == ", ".join(graph.nodes[hub]["label"] for hub in community.hubs)
        assert set(community.hubs) <= set(community.members)


def test_small_graphs_have_no_communities(sample):
    assert communities(sample) == []
    assert communities(nx.MultiDiGraph([(str(n), str(n + 1)) for n in range(BIG - 1)])) == []
    assert bubbles(sample, []) == []


def test_a_star_is_cut_and_isolated_things_are_put_together():
    graph = nx.MultiDiGraph([("hub", f"leaf {n:04}") for n in range(1500)])
    graph.add_nodes_from(f"alone {n:04}" for n in range(700))
    found = communities(graph)
    assert all(len(community.members) <= MOST for community in found)
    assert sorted(member for community in found for member in community.members) == sorted(graph)


def test_bubbles_do_not_touch(graph, found):
    places = bubbles(graph, found)
    for (x, y, r), (u, v, s) in itertools.combinations(places, 2):
        assert (x - u) ** 2 + (y - v) ** 2 > (r + s) ** 2


def test_a_small_page_contains_neither_communities_nor_their_libraries(sample):
    text = page.page(sample)
    assert page.contents(text)["communities"] == []
    assert 'id="sigma"' not in text
    assert 'id="graphology"' not in text
