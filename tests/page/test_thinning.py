import networkx as nx

from kg.page.layouts.thinning import CROWD, MANY, STEPS, rank, thin


def framework_with_sessions(size, sessions):
    """Return countries in a framework, with all of them at each of its sessions."""
    graph = nx.MultiDiGraph()
    for number in range(size):
        graph.add_node(f"country {number}", kind="Country")
        graph.add_edge(f"country {number}", "framework", key="memberOf", inferred=False)
    graph.nodes["framework"]["kind"] = "Framework"
    for number in range(sessions):
        graph.add_node(f"session {number}", kind="Event")
        graph.add_edge(f"session {number}", "framework", key="sessionOf", inferred=False)
        for country in range(size):
            graph.add_edge(f"session {number}", f"country {country}", key="hasParty", inferred=False)
    return graph


def test_in_a_small_graph_every_pair_is_drawn(sample):
    assert sample.number_of_edges() <= CROWD
    assert thin(sample) == {(min(edge), max(edge)) for edge in sample.edges()}


def test_members_and_sessions_of_a_framework_are_drawn_and_not_the_parties_of_sessions():
    graph = framework_with_sessions(10, 30)
    assert graph.number_of_edges() > CROWD
    assert thin(graph) == {(min(e), max(e)) for e in graph.edges() if "framework" in e}


def test_ends_of_each_relation_are_joined_by_few_drawn_relations():
    drawn = nx.gnm_random_graph(60, 500, seed=1)
    graph = nx.MultiDiGraph()
    graph.add_nodes_from((f"n{node:02}", {"kind": "Topic"}) for node in drawn)
    graph.add_edges_from((f"n{a:02}", f"n{b:02}") for a, b in drawn.edges)
    kept = nx.Graph(thin(graph))
    assert kept.number_of_edges() < 250
    assert all(nx.shortest_path_length(kept, a, b) <= STEPS for a, b in graph.edges())


def test_pairs_with_many_relations_are_always_drawn():
    graph = nx.MultiDiGraph((f"n{a:02}", f"n{b:02}") for a in range(25) for b in range(a))
    for start, end in (("n07", "n19"), ("n08", "n19"), ("n07", "n08")):
        graph.add_edges_from([(start, end)] * MANY)
    assert {("n07", "n19"), ("n08", "n19"), ("n07", "n08")} <= thin(graph)


def test_in_a_complete_graph_the_node_with_most_relations_is_the_centre():
    graph = nx.MultiDiGraph((f"n{a:02}", f"n{b:02}") for a in range(25) for b in range(a))
    graph.add_edges_from(("n13", f"leaf {number}") for number in range(5))
    assert {pair for pair in thin(graph) if "n13" not in pair} == set()


def test_the_order_of_the_graph_does_not_change_the_thinning():
    graph = framework_with_sessions(12, 25)
    turned = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    assert thin(turned) == thin(graph)


def test_loops_are_drawn():
    graph = framework_with_sessions(10, 30)
    graph.add_edge("framework", "framework", key="r")
    assert len(thin(graph)) == 41


def test_the_rank_does_not_depend_on_the_order_of_classes():
    assert rank("Official", "Country") == rank("Country", "Official") == 0
    assert rank("Event", "Country") == 1
