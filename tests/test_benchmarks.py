"""The benchmarks: the desk that they measure."""

from __future__ import annotations

import datetime
import importlib
import json
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from kg.build.build import build
from kg.check.check import check
from kg.project.find import find_project
from kg.project.paths import shipped_root

TODAY = datetime.date(2026, 11, 30)
KINDS = [
    "Announcement",
    "BilateralPartnership",
    "Dialogue",
    "DialogueSeries",
    "Expectation",
    "Grant",
    "Initiative",
    "InternationalOrganisation",
    "JointCommitment",
    "Judgement",
    "Meeting",
    "Membership",
    "MinisterialMeeting",
    "MultilateralPlatform",
    "NewsReport",
    "Official",
    "OfficialText",
    "Organisation",
    "Participation",
    "Passage",
    "PlanToMeet",
    "Pledge",
    "Position",
    "Post",
    "Signing",
    "StatusReport",
    "Summit",
    "Tenure",
]
#: The check and the kind of conflict that finds what is planted.
FOUND = {"date": "date of an event", "leader": "leader of a side", "money": "amount of a commitment",
         "place": "place of an event"}  # fmt: skip


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(shipped_root() / "benchmarks")
    return importlib.import_module("desk")


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_desk_has_all_kinds_of_things_and_only_the_planted_findings(desk: ModuleType, tmp_path: Path) -> None:
    made = desk.make(tmp_path / "a", 18_000)
    assert abs(made["statements"] / 18_000 - 1) < 0.1
    assert made == json.loads((tmp_path / "a/desk.json").read_text(encoding="utf-8"))
    project = find_project(tmp_path / "a")
    snapshot = build(project)
    classes = {row["c"].value for row in snapshot.select("SELECT DISTINCT ?c { GRAPH ?g { ?s a ?c } }")}
    assert [kind for kind in KINDS if f"https://w3id.org/diplomatic-kg/ontology#{kind}" not in classes] == []
    asked = {name: values for name, values in made["ask"].items() if name not in ("source", "words")}
    assert len(asked) > 9
    for values in asked.values():
        for thing in values:
            assert snapshot.select(f"SELECT * {{ <{thing}> ?p ?o }} LIMIT 1"), thing
    found = Counter(
        finding.message.partition(":")[0] if finding.check == "conflict" else finding.check
        for finding in check(project, snapshot, TODAY)
        if finding.check != "copies"
    )
    assert found == {FOUND.get(what, what): number for what, number in made["planted"].items()}
    assert made["judgements"] > 0


def test_a_desk_is_the_same_each_time(desk: ModuleType, tmp_path: Path) -> None:
    for name in ("a", "b"):
        desk.make(tmp_path / name, 3_000)
    assert files(tmp_path / "a") == files(tmp_path / "b")
    desk.make(tmp_path / "c", 3_000, seed=2)
    assert files(tmp_path / "c") != files(tmp_path / "a")


def test_the_shape_of_a_desk_can_be_chosen(desk: ModuleType, tmp_path: Path) -> None:
    assert desk.make(tmp_path / "few", 4_000, per_source=10_000)["sources"] <= 2
    assert desk.make(tmp_path / "many", 4_000, per_source=50)["sources"] > 30
    made = desk.make(tmp_path / "names", 4_000, hub=1.0, namesakes=5, same_as=4)
    names = (tmp_path / "names/data/reference/vocabulary/official-0.ttl").read_text(encoding="utf-8")
    assert names.count('"Ali Ruda"') == 5
    assert names.count("owl:sameAs my-official:same-") == 3
    hub = "country:" + made["ask"]["country"][0].rpartition("/")[2]
    members = [path.read_text(encoding="utf-8") for path in (tmp_path / "names/data/sources").iterdir()]
    assert sum(text.count(f"kg:membershipOf {hub} ") for text in members) == made["frameworks"]
