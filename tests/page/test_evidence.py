"""The data of a page contains proofs and conflicts."""

import json
import runpy
from pathlib import Path

import pytest

from kg import page
from kg.page.data import page_data

EVIDENCE = runpy.run_path(str(Path(__file__).with_name("evidence.py")))


@pytest.fixture
def data():
    return page_data(EVIDENCE["evidence"]())


def edges(data, relation):
    return [edge for edge in data["edges"] if edge["relation"] == relation]


def test_a_step_that_two_proofs_share_is_stored_once(data):
    one, other = edges(data, "kg:metUnder")
    assert one["proofs"] == other["proofs"]
    assert len(data["proofs"]) == 4


def test_a_proof_contains_its_rules_and_passages(data):
    [place] = edges(data, "kg:metUnder")[0]["proofs"]
    top = data["proofs"][place]
    leaf, inner = (data["proofs"][premise] for premise in top["premises"])
    assert (top["rule"], inner["rule"]) == ("prp-spo2", "cls-int1")
    assert [data["passages"][at]["gist"] for at in leaf["passages"]] == ["Aland was there."]
    assert data["proofs"][inner["premises"][0]]["contested"] == ["date (open)"]


def test_a_proof_with_steps_is_not_stored_as_text(data):
    assert edges(data, "kg:metUnder")[0]["proof"] is None


def test_a_conflict_is_stored_once_with_both_sides(data):
    [conflict] = data["conflicts"]
    assert [(side["answer"], side["independent"], side["verdict"]) for side in conflict["sides"]] == [
        ("2024-03-05", 1, "preferred"), ("2024-03-04", 1, "rejected")]  # fmt: skip
    assert [node["conflicts"] for node in data["nodes"] if node["contested"]] == [[0]]
    assert edges(data, "kg:heldSessionOf")[0]["conflicts"] == [0]


def test_the_page_of_the_shipped_graph_contains_its_conflicts(shipped):
    graph = shipped.to_networkx()
    found = page_data(graph)
    assert [c["about"] for c in found["conflicts"]] == [c.about for c in shipped.conflicts()]
    for thing in (*found["nodes"], *found["edges"]):
        if thing["conflicts"]:
            assert thing["contested"]
    assert {place for thing in (*found["nodes"], *found["edges"]) for place in thing["conflicts"]}


def test_every_inferred_edge_of_the_shipped_graph_has_a_proof_with_passages(shipped):
    found = page_data(shipped.to_networkx())

    def leaves(place):
        step = found["proofs"][place]
        return [leaf for premise in step["premises"] for leaf in leaves(premise)] if "premises" in step else [step]

    inferred = [edge for edge in found["edges"] if edge["inferred"]]
    assert inferred
    for edge in inferred:
        assert edge["proofs"]
        for place in edge["proofs"]:
            assert all(leaf["passages"] for leaf in leaves(place))


def test_the_page_does_not_contain_proofs_as_text(shipped):
    graph = shipped.to_networkx()
    data = page.contents(page.page(graph))
    as_text = sum(len(json.dumps(data["proof"])) for *_, data in graph.edges(data=True) if data["proof"])
    steps = len(json.dumps(data["proofs"]))
    assert steps < as_text / 2
    assert "├─" not in json.dumps(data, ensure_ascii=False)
