import html
import re

import pytest

from kg.page import Picture, contents, network, page
from kg.page.network import amend


def test_an_unchanged_network_does_not_change_the_page(sample):
    assert page(sample, network=network(sample)) == page(sample)


def test_the_graph_is_not_changed(sample):
    before = dict(sample.nodes(data=True))
    changed = network(sample)
    changed.nodes[0].update(label="Other", color="#123456")
    page(sample, network=changed)
    assert dict(sample.nodes(data=True)) == before


def test_removing_a_node_removes_its_edges(sample):
    changed = network(sample)
    gone = changed.nodes.pop(0)["id"]
    amended = amend(sample, changed)
    assert set(amended) == set(sample) - {gone}
    assert amended.number_of_edges() == sample.number_of_edges() - sample.degree(gone)


def test_changed_nodes_and_edges_keep_their_evidence(sample):
    changed = network(sample)
    changed.edges[0].update(label="renamed", color={"color": "#123456"})
    changed.nodes[0].update(shape="star")
    amended = amend(sample, changed)
    start, end, key = min(sample.edges(keys=True))
    edge = amended.edges[start, end, key]
    assert (edge["label"], edge["look"]) == ("renamed", {"paint": "#123456"})
    assert edge["passages"] == sample.edges[start, end, key]["passages"]
    assert amended.nodes[changed.nodes[0]["id"]]["look"] == {"shape": "star"}


def test_removed_nodes_and_edges_are_removed_from_rows_of_an_answer(sample):
    start, end, key = min(sample.edges(keys=True))
    row = {"cells": ["x"], "nodes": [start, end], "edges": [(start, end, key)]}
    sample.graph["answer"] = {"question": "?", "columns": ["x"], "rows": [row]}
    changed = network(sample)
    changed.nodes = [node for node in changed.nodes if node["id"] != start]
    [row] = amend(sample, changed).graph["answer"]["rows"]
    assert (row["nodes"], row["edges"]) == ([end], [])
    assert page(sample, network=changed)


def test_a_picture_is_displayed_as_a_frame_with_the_whole_page(sample):
    text = Picture(sample, height=300)._repr_html_()
    assert re.findall(r"<(\w+)", text) == ["iframe"]
    assert html.unescape(text.split('srcdoc="')[1].split('"')[0]) == page(sample)
    assert "height:300px" in text
    assert "allow-same-origin" not in text


def test_the_repr_of_a_picture_counts_things_and_relations(sample):
    picture = Picture(sample)
    assert (
        repr(picture)
        == f"<Picture {sample.graph['title']!r}: {len(sample)} things, {sample.number_of_edges()} relations>"
    )
    picture.network.nodes.clear()
    picture.network.edges.clear()
    assert repr(picture).endswith("0 things, 0 relations>")


def test_a_written_picture_contains_the_changes(sample, tmp_path):
    picture = Picture(sample)
    picture.write(tmp_path / "before.html")
    assert (tmp_path / "before.html").read_text(encoding="utf-8") == page(sample)
    picture.network.add_node("urn:new", label="Added by hand")
    picture.write(tmp_path / "after.html")
    after = contents((tmp_path / "after.html").read_text(encoding="utf-8"))
    assert "Added by hand" in {node["label"] for node in after["nodes"]}


def test_a_hostile_title_is_escaped(hostile):
    assert "<script" not in Picture(hostile)._repr_html_()


@pytest.mark.parametrize("title", [None, ""])
def test_a_picture_without_a_title_has_a_default_title(sample, title):
    sample.graph["title"] = title
    assert 'title="Diplomatic relationships"' in Picture(sample)._repr_html_()
