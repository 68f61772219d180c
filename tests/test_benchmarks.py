"""The benchmarks: the desk that they measure, and what is measured."""

from __future__ import annotations

import datetime
import importlib
import json
import shlex
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from kg.analysis.catalogue import questions_of
from kg.analysis.views.rows import VIEWS
from kg.build.build import build
from kg.check.check import check
from kg.cli.app import MODULES
from kg.formats.format import GRAPHS, TABLES
from kg.project.find import find_project, shipped
from kg.project.paths import shipped_root

TODAY = datetime.date(2026, 11, 30)
KINDS = """
Announcement BilateralPartnership Dialogue DialogueSeries Expectation Grant Initiative
InternationalOrganisation JointCommitment Judgement Meeting Membership MinisterialMeeting MultilateralPlatform
NewsReport Official OfficialText Organisation Participation Passage PlanToMeet Pledge Position Post Signing
StatusReport Summit Tenure
"""
#: The check and the kind of conflict that finds what is planted.
FOUND = {"date": "date of an event", "leader": "leader of a side", "money": "amount of a commitment",
         "place": "place of an event"}  # fmt: skip


@pytest.fixture
def growth(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(shipped_root() / "benchmarks")
    return importlib.import_module("growth")


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(shipped_root() / "benchmarks")
    return importlib.import_module("desk")


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_desk_has_all_kinds_of_things_and_only_the_planted_findings(desk: ModuleType, tmp_path: Path) -> None:
    made = desk.make(tmp_path / "a", 9_000, seed=10)
    assert abs(made["statements"] / 9_000 - 1) < 0.2
    assert made == json.loads((tmp_path / "a/desk.json").read_text(encoding="utf-8"))
    project = find_project(tmp_path / "a")
    snapshot = build(project)
    classes = {row["c"].value for row in snapshot.select("SELECT DISTINCT ?c { GRAPH ?g { ?s a ?c } }")}
    assert [kind for kind in KINDS.split() if f"https://w3id.org/diplomatic-kg/ontology#{kind}" not in classes] == []
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


def test_every_question_check_view_format_and_command_is_measured(
    growth: ModuleType, desk: ModuleType, tmp_path: Path
) -> None:
    titles = growth.runnable()
    lines = [shlex.split(line) for line in titles.values()]
    questions = questions_of(shipped())
    assert {words[1] for words in lines if words[0] == "ask" and words[1] != "3"} == {*questions}
    assert {f"ask {number}" for question in questions.values() for number in question.questions[:1]} <= {*titles}
    assert {f"check query {path.stem}" for path in (shipped_root() / "queries/checks").glob("*.rq")} <= {*titles}
    assert {f"view {name}" for name in VIEWS} <= {*titles}
    assert {words[2] for words in lines if words[:2] == ["export", "-f"]} == {*GRAPHS.all()}
    assert {words[words.index("-f") + 1] for words in lines if words[0] == "ask" and "-f" in words} == {*TABLES.all()}
    assert {words[0] for words in lines} == {*MODULES}
    assert {"build (first)", "build (nothing changed)", "build (one file changed)", "ask 2 --sensitivity"} <= {*titles}
    # All names are those of things of the desk.
    made = growth.Desk(tmp_path / "desk", 4_000, limit=60)
    for line in titles.values():
        assert "{" not in "".join(made.words(line)) or "SELECT" in line
    assert {title for title in growth.cases() if title not in titles} <= {"graph -o OUT --around SERIES --steps 2"}


def test_a_command_is_measured_and_stopped_at_the_limit(growth: ModuleType, tmp_path: Path) -> None:
    made = growth.Desk(tmp_path / "desk", 1_500, limit=60)
    seconds, megabytes = made.measure("completion", "completion bash")
    assert 0.01 < seconds < 60
    assert 10 < megabytes < 1_000
    assert made.measure("a", "ask no-such-question") == "exit 2"
    made.limit = 0.0
    assert made.measure("fmt", "fmt --check") == "> 0"


def test_the_table_has_exponents(growth: ModuleType, tmp_path: Path) -> None:
    desks = [
        (10, {"opening": (1.0, 20.0), "ask 1": (2.0, 20.0), "check": (1.0, 5.0)}),
        (100, {"opening": (1.0, 20.0), "ask 1": (11.0, 21.0), "check": "> 60"}),
    ]
    table = list(growth.rows([1_000, 10_000], desks))
    assert table[0][5:] == ["exponent 1k-10k", "net 1k-10k"]
    assert table[2] == ["ask 1", "2.00", "20", "11.00", "21", "0.74", "1.00"]
    assert table[3] == ["check", "1.00", "5", "> 60", "", "", ""]
    page = tmp_path / "page.md"
    page.write_text("a\n<!-- table -->\nold\n<!-- end of table -->\nb\n", encoding="utf-8")
    growth.insert(page, growth.markdown([["c", "n"], ["a|b", "1"]]))
    assert page.read_text(encoding="utf-8") == (
        "a\n<!-- table -->\n| c | n |\n| --- | ---: |\n| a\\|b | 1 |\n<!-- end of table -->\nb\n"
    )
    assert "<!-- table -->" in (shipped_root() / "docs/growth.md").read_text(encoding="utf-8")
