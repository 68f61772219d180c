import doctest
import itertools
import math
import sys

import networkx as nx
import pytest

from kg.page.layouts.positions import LINE_HEIGHT, layout, lines, text_width
from kg.page.style import size, styles


def chain(*edges, nodes=(), kind="Official"):
    graph = nx.MultiDiGraph()
    for node in [*nodes, *itertools.chain(*edges)]:
        graph.add_node(node, label=f"Somebody called {node}", kind=kind)
    graph.add_edges_from(edges)
    return graph


def boxes(graph, places):
    """Yield the corners of the box of each symbol and its label."""
    chosen = styles(graph.nodes[node]["kind"] for node in graph)
    for node, (x, y) in places.items():
        half = size(chosen[graph.nodes[node]["kind"]], graph.degree(node))
        label = lines(graph.nodes[node]["label"])
        reach = max(half, *(text_width(line) / 2 for line in label))
        yield x - reach, y - half, x + reach, y + half + 4 + LINE_HEIGHT * len(label)


def overlapping(graph, places):
    return [
        (a, b)
        for a, b in itertools.combinations(boxes(graph, places), 2)
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]


def random_graph(count, seed=3):
    drawn = nx.gnm_random_graph(count, 2 * count, seed=seed)
    return chain(*((f"n{a:03}", f"n{b:03}") for a, b in drawn.edges), nodes=[f"n{a:03}" for a in drawn])


def test_an_empty_graph_has_no_places():
    assert layout(nx.MultiDiGraph()) == {}


def test_a_single_node_is_in_the_middle():
    x, _ = layout(chain(nodes=["a"]))["a"]
    assert x == 0


def test_two_linked_nodes_do_not_overlap():
    graph = chain(("a", "b"))
    assert not overlapping(graph, layout(graph))


def test_two_nodes_without_an_edge_do_not_overlap():
    graph = chain(nodes=["a", "b"])
    assert not overlapping(graph, layout(graph))


def test_a_node_with_a_loop_has_a_place():
    assert layout(chain(("a", "a"))).keys() == {"a"}


def test_parallel_edges_are_accepted():
    assert layout(chain(("a", "b"), ("b", "c"))).keys() == layout(chain(*[("a", "b")] * 9, ("b", "c"))).keys()


def test_every_node_has_a_place(sample):
    assert set(layout(sample)) == set(sample)


def test_places_are_finite_integers(sample):
    assert all(math.isfinite(value) and value == int(value) for place in layout(sample).values() for value in place)


def test_the_same_graph_has_the_same_places(sample):
    assert layout(sample) == layout(sample.copy())


def test_the_order_of_nodes_and_edges_does_not_change_the_places(sample):
    turned = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(sample.nodes(data=True))))
    turned.add_edges_from(reversed(list(sample.edges(keys=True, data=True))))
    assert layout(turned) == layout(sample)


def test_another_seed_gives_another_arrangement(sample):
    assert layout(sample, seed=1) != layout(sample)


def test_the_graph_is_not_changed(sample):
    before = nx.to_dict_of_dicts(sample), dict(sample.nodes(data=True))
    layout(sample)
    assert (nx.to_dict_of_dicts(sample), dict(sample.nodes(data=True))) == before


def test_labels_of_the_sample_do_not_overlap(sample):
    assert overlapping(sample, layout(sample)) == []


@pytest.mark.parametrize("count", [3, 10, 60, 250])
def test_labels_of_random_graphs_do_not_overlap(count):
    graph = random_graph(count)
    assert overlapping(graph, layout(graph)) == []


def test_labels_around_a_hub_do_not_overlap():
    graph = chain(*(("hub", f"leaf {number}") for number in range(45)))
    assert overlapping(graph, layout(graph)) == []


def test_components_do_not_overlap():
    parts = [[(f"{part}{a}", f"{part}{a + 1}") for a in range(5)] for part in "pqrs"]
    graph = chain(*itertools.chain(*parts), nodes=[f"alone {number}" for number in range(7)])
    places = layout(graph)
    assert overlapping(graph, places) == []
    spans = []
    for part in "pqrs":
        xs, ys = zip(*(place for node, place in places.items() if node.startswith(part)), strict=True)
        spans.append((min(xs), min(ys), max(xs), max(ys)))
    for a, b in itertools.combinations(spans, 2):
        assert a[2] < b[0] or b[2] < a[0] or a[3] < b[1] or b[3] < a[1]


def test_the_drawing_is_wider_than_high_and_centred(sample):
    places = layout(sample)
    xs, ys = zip(*places.values(), strict=True)
    assert 1.1 < (max(xs) - min(xs)) / (max(ys) - min(ys)) < 1.9
    assert abs(max(xs) + min(xs)) <= 1


def test_linked_nodes_are_nearer_than_others(sample):
    places = layout(sample)
    apart = {pair: math.dist(places[pair[0]], places[pair[1]]) for pair in itertools.combinations(sorted(sample), 2)}
    linked = {tuple(sorted(edge)) for edge in sample.edges()}
    near = [gap for pair, gap in apart.items() if pair in linked]
    far = [gap for pair, gap in apart.items() if pair not in linked]
    assert sum(near) / len(near) < 0.6 * sum(far) / len(far)


@pytest.mark.parametrize(
    ("label", "broken"),
    [
        ("", []),
        ("China", ["China"]),
        ("Railway China–Kyrgyzstan–Uzbekistan", ["Railway China–", "Kyrgyzstan–", "Uzbekistan"]),
        ("  two   spaces ", ["two spaces"]),
        ("中华人民共和国外交部部长助理", ["中华人民共和国外交", "部部长助理"]),
        ("وزارة الخارجية", ["وزارة الخارجية"]),
    ],
)
def test_labels_are_wrapped_between_words(label, broken):
    assert lines(label) == broken


def test_labels_have_at_most_three_lines():
    assert len(lines("word " * 60)) == 3


def test_combining_accents_have_no_width():
    assert text_width("e\u0301") == text_width("e")


def test_examples_in_docstrings():
    for module in (
        "kg.page",
        "kg.page.layouts.atlas",
        "kg.page.layouts.layers",
        "kg.page.layouts.positions",
        "kg.page.layouts.thinning",
        "kg.page.page",
        "kg.page.style",
    ):
        assert doctest.testmod(sys.modules[module]).failed == 0
