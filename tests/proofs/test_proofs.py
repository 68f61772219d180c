"""Proofs are right, as a checker without code of kg judges it; and the checker finds proofs that are not.

Here a sample is checked; ``make check-proofs`` checks the proof of every inferred statement.
"""

from __future__ import annotations

import copy
import importlib
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import kg
from kg.graph import KnowledgeGraph
from kg.project.paths import shipped_root

Explanation = dict[str, Any]
checker: ModuleType = importlib.import_module("checker")
check_all: ModuleType = importlib.import_module("check_all")
desks: ModuleType = importlib.import_module("desks")
owl_rules: ModuleType = importlib.import_module("owl_rules")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    return kg.open(desks.write_desk(tmp_path_factory.mktemp("desk"), 3))


@pytest.fixture(scope="module")
def files(desk: KnowledgeGraph) -> Any:
    return checker.Files.of(desk.project.root, shipped_root(), background=False, texts=desk.project.root / "texts")


@pytest.fixture(scope="module")
def proofs(desk: KnowledgeGraph) -> list[Explanation]:
    """One proof of each rule that concludes something on the desk, the shortest that has most kinds of leaves."""
    found: dict[str, Explanation] = {}
    for explanation in check_all.explanations(desk, each=3):
        rule = explanation["proof"]["rule"]
        known = found.get(rule)
        if rule is None:
            continue  # it is also stated, with the number written in another way
        if known is None or _kinds(explanation) > _kinds(known):
            found[rule] = explanation
    assert len(found) > 7, sorted(found)
    return list(found.values())


def _kinds(explanation: Explanation) -> int:
    steps = list(checker._walk(explanation["proof"]))
    return len({step.get("evidence") for step in steps}) * 100 - len(steps)


def test_the_proofs_of_the_shipped_graph_are_right(shipped: KnowledgeGraph) -> None:
    counts, faults = check_all.check(shipped, each=40)
    assert faults == []
    assert counts["proofs"] >= 45
    assert counts["passages"] > 50


def test_the_proofs_of_a_desk_are_right(desk: KnowledgeGraph) -> None:
    counts, faults = check_all.check(desk, desk.project.root / "texts", each=11)
    assert faults == []
    assert counts["checked against the text"] > 0
    assert sum(counts[rule] > 0 for rule in owl_rules.RULES) > 10


def test_several_proofs_of_a_statement_are_right(desk: KnowledgeGraph, files: Any) -> None:
    several = 0
    for explanation in check_all.explanations(desk, each=60, limit=4):
        assert checker.faults(explanation, files) == []
        several += bool(explanation["other_proofs"])
    assert several > 0


# ---- What the checker must find


def steps(explanation: Explanation, *, leaf: bool) -> Iterator[dict[str, Any]]:
    for step in checker._walk(explanation["proof"]):
        if (step["rule"] is None) == leaf and not step.get("repeated"):
            yield step


def swap(step: dict[str, Any], place: int, term: str) -> None:
    triple = list(checker.triple_of(step))
    triple[place] = term
    step["ntriples"] = " ".join(triple) + " ."


def wrong_leaf(explanation: Explanation) -> None:
    swap(next(steps(explanation, leaf=True)), 2, "<https://desks.example/nobody>")


def wrong_conclusion(explanation: Explanation) -> None:
    swap(explanation["proof"], 0, "<https://desks.example/nobody>")


def wrong_rule(explanation: Explanation) -> None:
    step = next(steps(explanation, leaf=False))
    step["rule"] = "prp-symp" if step["rule"] != "prp-symp" else "prp-trp"


def missing_premise(explanation: Explanation) -> None:
    next(step for step in steps(explanation, leaf=False) if step["premises"])["premises"].pop()


def idle_premise(explanation: Explanation) -> None:
    step = next(steps(explanation, leaf=False))
    other = copy.deepcopy(next(steps(explanation, leaf=True)))
    swap(other, 1, "<https://desks.example/relatedTo>")
    step["premises"].append(other)


def missing_axiom(explanation: Explanation) -> None:
    next(step for step in steps(explanation, leaf=False) if step["axioms"])["axioms"].clear()


def wrong_axiom(explanation: Explanation) -> None:
    step = next(step for step in steps(explanation, leaf=False) if step["axioms"])
    swap(step["axioms"][0], 0, "<https://desks.example/nothing>")


def wrong_file(explanation: Explanation) -> None:
    for step in checker._walk(explanation["proof"]):
        for entry in (step, *step.get("axioms", ())):
            for place in entry.get("stated_in", ()):
                place["file"] = "data/reference/vocabulary/bodies.ttl"


def wrong_source(explanation: Explanation) -> None:
    next(steps(explanation, leaf=True))["stated_in"][0]["source"] += "-other"


def missing_file(explanation: Explanation) -> None:
    next(steps(explanation, leaf=True))["stated_in"].clear()


def wrong_line_of_a_leaf(explanation: Explanation) -> None:
    next(steps(explanation, leaf=True))["stated_in"][0]["line"] = 2


def wrong_line_of_an_axiom(explanation: Explanation) -> None:
    step = next(step for step in steps(explanation, leaf=False) if step["axioms"])
    step["axioms"][0]["stated_in"][0]["line"] -= 1


def foreign_passage(explanation: Explanation) -> None:
    leaf = next(step for step in steps(explanation, leaf=True) if step["citations"])
    leaf["citations"][0]["passage"] = "https://desks.example/p/s9/0"


def passage_of_another_statement(explanation: Explanation) -> None:
    leaf = next(step for step in steps(explanation, leaf=True) if step["citations"])
    citation = leaf["citations"][0]
    name = citation["passage"].rpartition("/")[0] or f"https://desks.example/p/{citation['source'][-2:]}"
    citation["passage"] = f"{name}/{0 if not citation['passage'].endswith('/0') else 1}"


def missing_citation(explanation: Explanation) -> None:
    next(step for step in steps(explanation, leaf=True) if step["citations"])["citations"].pop()


def other_evidence(explanation: Explanation) -> None:
    leaf = next(steps(explanation, leaf=True))
    leaf["evidence"] = "reported" if leaf["evidence"] != "reported" else "checked"


def unchecked_citation(explanation: Explanation) -> None:
    citation = next(step for step in steps(explanation, leaf=True) if step["citations"])["citations"][0]
    citation["evidence"] = "reported" if citation["evidence"] == "checked" else "checked"


def circle(explanation: Explanation) -> None:
    """The conclusion is a premise of its own premise, whose rule says that it works both ways."""
    proof = explanation["proof"]
    below = next(steps(explanation, leaf=True))
    below |= {"rule": proof["rule"], "axioms": proof["axioms"], "premises": [copy.deepcopy(proof) | {"premises": []}]}


def circle_by_repetition(explanation: Explanation) -> None:
    leaf = next(steps(explanation, leaf=True))
    leaf |= {key: explanation["proof"][key] for key in ("ntriples", "text", "rule")} | {"repeated": True}


def repetition_of_nothing(explanation: Explanation) -> None:
    next(steps(explanation, leaf=True)).update(rule="prp-dom", repeated=True)


def other_goal(explanation: Explanation) -> None:
    swap(explanation["triple"], 2, "<https://desks.example/nobody>")


def no_proof(explanation: Explanation) -> None:
    explanation["proof"] = None


MUTATIONS = (
    wrong_leaf, wrong_conclusion, wrong_rule, missing_premise, idle_premise, missing_axiom, wrong_axiom, wrong_file,
    wrong_source, missing_file, wrong_line_of_a_leaf, wrong_line_of_an_axiom, foreign_passage,
    passage_of_another_statement, missing_citation, other_evidence, unchecked_citation, circle, circle_by_repetition,
    repetition_of_nothing, other_goal, no_proof,
)  # fmt: skip


@pytest.mark.parametrize("mutate", MUTATIONS, ids=lambda mutate: mutate.__name__)
def test_the_checker_finds_a_wrong_proof(
    proofs: list[Explanation], files: Any, mutate: Callable[[Explanation], None]
) -> None:
    found = 0
    for explanation in proofs:
        wrong = copy.deepcopy(explanation)
        try:
            mutate(wrong)
        except (StopIteration, IndexError):
            continue  # this proof has no such step
        assert json.dumps(wrong) != json.dumps(explanation)
        assert checker.faults(wrong, files), f"{mutate.__name__}: {explanation['triple']['text']}"
        assert checker.faults(explanation, files) == []
        found += 1
    assert found > 3


def test_a_step_needs_each_of_its_premises() -> None:
    borders, symmetric = "<urn:borders>", f"<{owl_rules.OWL}SymmetricProperty>"
    axiom, premise = (borders, checker.TYPE, symmetric), ("<urn:a>", borders, "<urn:b>")
    conclusion, idle = ("<urn:b>", borders, "<urn:a>"), ("<urn:c>", borders, "<urn:d>")
    assert owl_rules.is_valid_step("prp-symp", [axiom], [premise], conclusion)
    assert not owl_rules.is_valid_step("prp-symp", [axiom], [premise, idle], conclusion)
    assert not owl_rules.is_valid_step("prp-symp", [axiom], [idle], conclusion)
    assert not owl_rules.is_valid_step("prp-symp", [], [premise], conclusion)


def test_a_judgement_takes_the_statement_of_its_source_out_of_proofs(shipped: KnowledgeGraph) -> None:
    """Two sources state the tenure, and a judgement rejects it in one of them."""
    proof = shipped.why("abdulaziz-kamilov", "kg:actsFor", "UZ").as_dict()
    told = {place["file"] for step in steps(proof, leaf=True) for place in step["stated_in"]}
    assert told
    assert "data/sources/breaking-latest-2023-11-21.ttl" not in told


def test_the_files_of_the_checker_use_no_code_of_kg() -> None:
    for name in ("checker", "owl_rules"):
        text = Path(__file__).with_name(f"{name}.py").read_text(encoding="utf-8")
        assert not re.search(r"^\s*(import|from) kg\b", text, re.MULTILINE)
