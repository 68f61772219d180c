import itertools

import networkx as nx

from kg.page.layouts.layers import COLUMNS, PITCH, column, layers


def test_the_columns_are_in_order():
    assert [heading for heading, _ in COLUMNS] == ["Countries", "Officials", "Sessions", "Frameworks", "Commitments"]


def test_each_main_class_has_one_column_and_other_classes_have_the_last():
    kinds = [kind for _, kinds in COLUMNS for kind in kinds]
    assert len(kinds) == len(set(kinds))
    assert column("Dialogue") == column("Event") == 2
    assert column("Topic") == column("") == len(COLUMNS)


def test_nodes_of_a_column_have_the_same_x(sample):
    places = layers(sample)
    xs = {}
    for node, (x, _) in places.items():
        xs.setdefault(column(sample.nodes[node]["kind"]), set()).add(x)
    assert all(len(found) == 1 for found in xs.values())
    assert [min(xs[key]) for key in sorted(xs)] == sorted(min(found) for found in xs.values())


def test_nodes_of_a_column_do_not_touch(sample):
    places = sorted(layers(sample).values())
    for one, other in itertools.pairwise(places):
        assert one[0] != other[0] or other[1] - one[1] >= PITCH - 1


def test_the_order_of_the_graph_does_not_change_the_places(sample):
    turned = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(sample.nodes(data=True))))
    turned.add_edges_from(reversed(list(sample.edges(keys=True, data=True))))
    assert layers(turned) == layers(sample) == layers(sample.copy())


def crossings(graph, places):
    found = 0
    lines = {tuple(sorted((places[a], places[b]))) for a, b in graph.edges() if places[a][0] != places[b][0]}
    for (a, b), (c, d) in itertools.combinations(sorted(lines), 2):
        if a[0] == c[0] and b[0] == d[0]:
            found += (a[1] - c[1]) * (b[1] - d[1]) < 0
    return found


def test_lines_cross_less_often_than_in_alphabetical_order(sample):
    places = layers(sample)
    plain = {}
    for _, nodes in itertools.groupby(sorted(sample, key=lambda n: (places[n][0], n)), key=lambda n: places[n][0]):
        listed = list(nodes)
        plain |= dict(zip(listed, sorted(places[node] for node in listed), strict=True))
    assert crossings(sample, places) < 0.6 * crossings(sample, plain)


def test_an_empty_graph_and_a_graph_of_one_class_have_places():
    assert layers(nx.MultiDiGraph()) == {}
    graph = nx.MultiDiGraph()
    graph.add_node("a", kind="Topic")
    assert set(layers(graph)) == {"a"}
