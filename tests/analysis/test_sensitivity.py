"""Sensitivity: questions asked again without each source, and with each side of each conflict taken as right."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.analysis import sensitivity
from kg.analysis.catalogue import sensitivity_of
from kg.analysis.sensitivity import Sensitivity
from kg.cli import main
from kg.errors import DataError, UsageError
from kg.graph import KnowledgeGraph
from kg.project.project import Project
from kg.rdf import terms
from kg.sparql.library import find_query
from kg.sparql.results import Result

MY = "https://example.org/desk/"
Desk = Callable[..., KnowledgeGraph]
PROV = "<http://www.w3.org/ns/prov#wasDerivedFrom>"

QUERIES = {
    "grants": "SELECT ?grant { ?grant a kg:Grant } ORDER BY ?grant",
    "counts": "SELECT ?grant (COUNT(?s) AS ?n) { GRAPH ?s { ?s a kg:Source . ?grant a kg:Grant } } GROUP BY ?grant",
    "unreported": "SELECT ?e { ?e kg:eventStatus kg:Planned FILTER NOT EXISTS { ?e kg:eventStatus kg:Held } }",
    "leaders-here": "SELECT ?who { ?n kg:role kg:Lead ; kg:participant ?who } ORDER BY ?who",
    "where": "SELECT ?place { my:e kg:place ?place } ORDER BY ?place",
    "amounts": "SELECT ?amount { my:g kg:amount ?amount } ORDER BY ?amount",
    "parties": "SELECT ?party { my:e kg:hasParty ?party } ORDER BY ?party",
    "kinds": "SELECT ?kind { VALUES ?thing { my:g } # parameter\n ?thing a ?kind } ORDER BY ?kind",
    "any-grant": "ASK { ?grant a kg:Grant }",
    "triples": "CONSTRUCT { ?g a kg:Grant } WHERE { ?g a kg:Grant }",
}


@pytest.fixture
def desk(project: Project, write_source: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Return a function that makes a graph from the statements of some sources; the project has the queries above.

    It has one country and no other shipped names or background, because each graph is built many times.
    """
    root, every_file = project.root, Project.files
    monkeypatch.setattr(
        Project,
        "files",
        lambda self: tuple(f for f in every_file(self) if f.role != "vocabulary" or f.path.is_relative_to(root)),
    )
    names = root / "data" / "reference" / "vocabulary" / "names.ttl"
    names.parent.mkdir(parents=True, exist_ok=True)
    write_source(
        "my:names a kg:Source , kg:ReferenceData .\n"
        'country:FR a kg:Country ; kg:alpha2 "FR" ; skos:prefLabel "France"@en .\n',
        "../reference/vocabulary/names.ttl",
    )
    config = (root / "kg.toml").read_text(encoding="utf-8")
    (root / "kg.toml").write_text(config.replace("background = true", "background = false"), encoding="utf-8")
    (root / "data" / "sources" / "example.ttl").unlink()
    head = f"PREFIX kg: <{terms.KG}>\nPREFIX my: <{MY}>\n"
    for name, text in QUERIES.items():
        parameter = "# parameter thing: rdfs:Resource; the thing\n" if "# parameter" in text else ""
        (root / "queries" / f"{name}.rq").write_text(f"# title: {name}\n{parameter}{head}{text}\n", encoding="utf-8")

    def make(*sources: str, background: str = "", judgements: str = "", **options: Any) -> KnowledgeGraph:
        for number, text in enumerate(sources, 1):
            write_source(f"my:s{number} a kg:Source .\n{text}", f"s{number}.ttl")
        for path, text in (("reference/background/known", background), ("judgements", judgements)):
            if text:
                name = path.rsplit("/", 1)[-1]
                (root / "data" / f"{path}.ttl").parent.mkdir(parents=True, exist_ok=True)
                write_source(f"my:{name} a kg:Source , kg:ReferenceData .\n{text}", f"../{path}.ttl")
        return kg.open(root, **options)

    return make


def rows(found: Sensitivity) -> list[dict[str, Any]]:
    """Return the rows with local names for IRIs."""

    def short(value: Any) -> Any:
        if isinstance(value, list):
            return [short(entry) for entry in value]
        return terms.local_name(value) if isinstance(value, str) and value.startswith("http") else value

    return [
        {key: short(value) for key, value in row.items() if value != [] and not key.endswith("_label")}
        for row in found.values()
    ]


GRANT = "my:g a kg:Grant . "


def test_a_row_that_one_source_states_needs_it(desk: Desk) -> None:
    graph = desk(GRANT, "my:h a kg:Grant . my:g a kg:Grant .")
    assert rows(graph.sensitivity("grants")) == [{"grant": "g"}, {"grant": "h", "needs": [["s2"]]}]


def test_a_row_may_need_several_sources(desk: Desk) -> None:
    graph = desk("my:m kg:membershipOf country:FR .", "my:m kg:asMemberIn my:f .")
    found = graph.sensitivity("inferred-facts", thing="FR")
    (member,) = [row for row in rows(found) if row["property"] == "memberOf"]
    assert member["needs"] == [["s1"], ["s2"]]


def test_sources_that_are_not_independent_are_left_out_together(desk: Desk) -> None:
    graph = desk(GRANT + f"my:s1 {PROV} my:agency .", GRANT + f"my:s2 {PROV} my:agency .")
    assert rows(graph.sensitivity("grants")) == [{"grant": "g", "needs": [["s1", "s2"]]}]


def test_a_further_independent_source_makes_a_row_robust(desk: Desk) -> None:
    graph = desk(GRANT + f"my:s1 {PROV} my:agency .", GRANT + f"my:s2 {PROV} my:agency .", GRANT)
    assert rows(graph.sensitivity("grants")) == [{"grant": "g"}]


def test_of_dependent_sources_only_the_needed_one_is_named(desk: Desk) -> None:
    graph = desk(GRANT + f"my:s1 {PROV} my:agency .", f"my:s2 {PROV} my:agency .")
    assert rows(graph.sensitivity("grants")) == [{"grant": "g", "needs": [["s1"]]}]


def test_background_is_left_out_like_a_source(desk: Desk) -> None:
    assert rows(desk("my:x a kg:Event .", background=GRANT).sensitivity("grants")) == [
        {"grant": "g", "needs": [["known"]]}
    ]


def test_a_row_that_appears_only_without_a_source_is_listed(desk: Desk) -> None:
    graph = desk("my:e a kg:Event ; kg:eventStatus kg:Planned .", "my:e kg:eventStatus kg:Held .")
    found = graph.sensitivity("unreported")
    assert len(found.answer) == 0
    assert rows(found) == [{"e": "e", "only_without": [["s2"]]}]


def test_a_changed_count_is_one_row_lost_and_one_gained(desk: Desk) -> None:
    graph = desk(GRANT, GRANT)
    assert rows(graph.sensitivity("counts")) == [
        {"grant": "g", "n": 2, "needs": [["s1"], ["s2"]]},
        {"grant": "g", "n": 1, "only_without": [["s1"], ["s2"]]},
    ]


# ---- Contested statements

SIDES = "my:tenure-{0} a kg:Tenure ; kg:heldBy my:{0} ; kg:ofPost my:p . my:p kg:postOf country:FR . "
LED = SIDES + "my:at-{0} kg:atEvent my:e ; kg:participant my:{0} ; kg:role kg:Lead ; kg:inCapacityOf my:tenure-{0} ."
ONE, TWO = LED.format("one"), LED.format("two")
REJECTED = """my:j a kg:Judgement ; kg:verdict kg:Rejected ; kg:judgedSource my:s1 ; kg:judgedNode my:at-one ;
    kg:ground "He was not there."@en ; dcterms:date "2026-11-22"^^xsd:date ."""
LEADER = "leader of a side: my:e, France"


def test_a_row_that_is_lost_if_the_other_side_is_right_is_contested(desk: Desk) -> None:
    assert rows(desk(ONE, TWO).sensitivity("leaders-here")) == [
        {"who": "one", "needs": [["s1"]], "contested": [LEADER]},
        {"who": "two", "needs": [["s2"]], "contested": [LEADER]},
    ]


def test_a_row_that_remains_with_either_side_is_not_contested(desk: Desk) -> None:
    assert rows(desk(ONE, TWO).sensitivity("parties")) == [{"party": "FR"}]


def test_a_judgement_does_not_make_a_row_uncontested(desk: Desk) -> None:
    found = desk(ONE, TWO, judgements=REJECTED).sensitivity("leaders-here")
    assert rows(found) == [{"who": "two", "needs": [["s2"]], "contested": [LEADER]}]
    assert [conflict.status for conflict in found.rows[0].contested] == ["settled"]
    assert found.table().texts() == [["my:two", "s2", f"{LEADER} (settled)", ""]]


def test_the_rejected_side_is_tried_too(desk: Desk) -> None:
    alone = "my:e a kg:Event ; kg:place my:here ."
    other = "my:e a kg:Event ; kg:place my:there ."
    held = REJECTED.replace("my:at-one", "my:e")
    assert rows(desk(alone, other, judgements=held).sensitivity("where")) == [
        {"place": "there", "needs": [["s2"]], "contested": ["place of an event: my:e"]}
    ]


def test_a_number_is_contested_in_any_spelling(desk: Desk) -> None:
    first, second = (f'my:g a kg:Grant ; kg:currency "USD" ; kg:amount {number} .' for number in ("1.50", "2.5"))
    found = rows(desk(first, second, "my:other a kg:Grant ; kg:amount 1.5 .").sensitivity("amounts"))
    contested = ["amount of a commitment: my:g, USD"]
    assert [(row["amount"], row.get("contested")) for row in found] == [
        (Decimal("1.5"), contested),
        (Decimal("2.5"), contested),
    ]


# ---- The scope of the graph


def test_sources_outside_the_scope_are_not_used(desk: Desk) -> None:
    root = desk(GRANT, GRANT, background=GRANT).project.root
    assert rows(kg.open(root, sources_only=["s1"], background=False).sensitivity("grants")) == [
        {"grant": "g", "needs": [["s1"]]}
    ]
    assert rows(kg.open(root, sources_only=["s1"]).sensitivity("grants")) == [{"grant": "g"}]


def test_a_parameter_may_be_a_name_that_only_one_source_gives(desk: Desk) -> None:
    graph = desk('my:g a kg:Topic ; skos:prefLabel "The Grant"@en .', GRANT)
    assert {"kind": "Commitment", "needs": [["s2"]]} in rows(graph.sensitivity("kinds", thing="the grant"))


@pytest.mark.parametrize("name", ["any-grant", "triples"])
def test_only_answers_that_are_tables_have_a_sensitivity(desk: Desk, name: str) -> None:
    with pytest.raises(UsageError, match="sensitivity is only for questions whose answer is a table"):
        desk(GRANT).sensitivity(name)


def test_errors_in_files_that_are_read_again_are_reported(desk: Desk) -> None:
    graph = desk(GRANT)
    (graph.project.root / "data" / "sources" / "s1.ttl").write_text("broken", encoding="utf-8")
    with pytest.raises(DataError, match="the question cannot be answered again") as caught:
        graph.sensitivity("grants")
    assert caught.value.findings


def test_a_question_with_an_algorithm_has_a_sensitivity(desk: Desk) -> None:
    found = desk(ONE, TWO).sensitivity("disagreements")
    assert [row.needs for row in found.rows] == [((f"{MY}s1",), (f"{MY}s2",))] * 2


# ---- Question 42: how much an answer depends on each source


def influence(graph: KnowledgeGraph, name: str) -> list[list[str]]:
    answer = graph.ask(42, asked=name)
    assert isinstance(answer, Result)
    assert answer.columns == ("source", "lost", "gained", "of")
    return answer.texts(curies=True)


def test_question_42_counts_what_is_lost_and_gained_without_each_source(desk: Desk) -> None:
    graph = desk("my:a a kg:Grant .", "my:b a kg:Grant . my:c a kg:Grant .", "my:x a kg:Event .")
    assert influence(graph, "grants") == [["my:s2", "2", "0", "3"], ["my:s1", "1", "0", "3"]]
    assert influence(desk(GRANT, GRANT, ""), "counts") == [["my:s1", "1", "1", "1"], ["my:s2", "1", "1", "1"]]


def test_question_42_cannot_be_asked_about_itself(desk: Desk) -> None:
    with pytest.raises(UsageError, match="ask how far another question depends"):
        desk(GRANT).ask(42, asked="source-influence")


def test_the_repr_counts_robust_rows(desk: Desk) -> None:
    found = desk(GRANT, GRANT + "my:h a kg:Grant .").sensitivity("grants")
    assert repr(found) == "<Sensitivity: 1 of 2 rows depend on no single source and on no conflict>"


# ---- The command


def test_the_command_writes_each_row_with_what_it_depends_on(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    graph = desk(ONE, TWO)
    root = str(graph.project.root)
    assert main(["ask", "leaders-here", "--sensitivity", "-C", root]) == 0
    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert printed == json.loads(json.dumps(graph.sensitivity("leaders-here").values()))
    assert main(["ask", "leaders-here", "--sensitivity", "-f", "csv", "-C", root]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "who,needs,contested,only_without",
        f'my:one,s1,"{LEADER} (unjudged)",',
        f'my:two,s2,"{LEADER} (unjudged)",',
    ]


def test_the_command_says_beforehand_how_long_it_takes(
    desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where standard error is no terminal, for both questions about sources."""
    root = str(desk(ONE, TWO).project.root)
    for line in (["leaders-here", "--sensitivity"], ["42", "--asked", "leaders-here"]):
        for long, times in ((-1.0, 1), (1e9, 0)):
            monkeypatch.setattr(sensitivity, "_LONG", long)
            assert main(["ask", *line, "-C", root]) == 0
            told = capsys.readouterr().err.splitlines()
            assert [
                bool(re.match(r"kg: the question is asked again for 2 sources.* takes about .*--timeout", text))
                for text in told if "takes about" in text
            ] == [True] * times  # fmt: skip


def test_progress_names_the_source_that_is_left_out(desk: Desk) -> None:
    graph = desk(GRANT)
    steps: list[str] = []
    question = find_query(graph.queries, "grants")
    sensitivity_of(graph.project, graph.snapshot, question, {}, steps.append)
    assert steps == ["asking without s1"]
