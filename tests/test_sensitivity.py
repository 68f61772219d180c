"""Which rows hang on one source, and which on a contested statement: asked again of graphs without them."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

import kg
from kg.cli import main
from kg.errors import UsageError
from kg.graph import KnowledgeGraph
from kg.query import run
from kg.sensitivity import Sensitivity, sensitivity
from kg.sources import Project, shipped_root

HEAD = """\
@prefix kg: <https://w3id.org/diplomatic-kg/ontology#> .
@prefix country: <https://w3id.org/diplomatic-kg/country/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix my: <https://example.org/desk/> .
"""
ROUND = "my:round a kg:Dialogue ; kg:heldSessionOf my:series ; kg:eventStatus kg:Held .\n"
Told = Callable[..., KnowledgeGraph]


@pytest.fixture
def told(project: Project) -> Told:
    """Make a graph of what each of some sources says; judgements go into their own file."""

    def make(*sources: str, judgements: str = "") -> KnowledgeGraph:
        data = project.root / "data"
        (data / "sources" / "example.ttl").unlink(missing_ok=True)
        for number, text in enumerate(sources, 1):
            (data / "sources" / f"s{number}.ttl").write_text(
                f"{HEAD}my:s{number} a kg:Source .\n{text}", encoding="utf-8"
            )
        if judgements:
            text = f"{HEAD}my:judgements a kg:Source , kg:ReferenceData .\n{judgements}"
            (data / "judgements.ttl").write_text(text, encoding="utf-8")
        return kg.open(project.root, background=False)

    return make


def asked(graph: KnowledgeGraph, pattern: str, variables: str = "*") -> Sensitivity:
    text = f"PREFIX my: <https://example.org/desk/> SELECT DISTINCT {variables} WHERE {{ {pattern} }}"
    return sensitivity(graph.project, graph.snapshot, lambda snapshot: run(snapshot, text))


def notes(found: Sensitivity, column: str = "needs") -> dict[str, list[tuple[str, ...]]]:
    """For the first cell of each row, as a local name, what stands in a column of notes."""
    return {
        row.cells[0].value.rsplit("/", 1)[-1]: [
            tuple(iri.rsplit("/", 1)[-1] for iri in group) for group in getattr(row, column)
        ]
        for row in found.rows if row.cells[0] is not None
    }  # fmt: skip


def test_a_row_from_one_source_needs_it(told: Told) -> None:
    graph = told("my:a a kg:Summit .", "my:b a kg:Summit .")
    assert notes(asked(graph, "?e a kg:Summit")) == {"a": [("s1",)], "b": [("s2",)]}


def test_a_row_that_two_tell_needs_neither(told: Told) -> None:
    graph = told("my:a a kg:Summit .", "my:a a kg:Summit .")
    assert notes(asked(graph, "?e a kg:Summit")) == {"a": []}


def test_a_row_that_only_copies_tell_needs_their_one_witness(told: Told) -> None:
    copy = "my:a a kg:Summit . my:s{} prov:wasDerivedFrom my:agency .".format
    assert notes(asked(told(copy(1), copy(2)), "?e a kg:Summit")) == {"a": [("s1", "s2")]}


def test_a_conclusion_needs_every_source_of_its_premises(told: Told) -> None:
    graph = told(ROUND, "my:round kg:hasParty country:FR .")
    assert notes(asked(graph, "?c kg:metUnder my:series")) == {"FR": [("s1",), ("s2",)]}


def test_a_row_that_only_appears_without_a_source_is_told_apart(told: Told) -> None:
    graph = told("my:a a kg:Summit .", "my:a kg:eventStatus kg:Cancelled .")
    found = asked(graph, "?e a kg:Summit FILTER NOT EXISTS { ?e kg:eventStatus kg:Cancelled }")
    assert (len(found.answer), notes(found, "only_without")) == (0, {"a": [("s2",)]})


PLACES = ("my:e a kg:Event ; kg:place my:a .", "my:e a kg:Event ; kg:place my:b .")


def test_a_row_that_rests_on_one_side_of_a_conflict_says_so(told: Told) -> None:
    found = asked(told(*PLACES, "my:f a kg:Event ; kg:place my:c ."), "?e kg:place ?place", "?place ?e")
    contested = {row.cells[0].value[-1]: [c.slot.name for c in row.contested] for row in found.rows if row.cells[0]}
    assert contested == {"a": ["place"], "b": ["place"], "c": []}


def test_a_judgement_does_not_make_an_answer_sure(told: Told) -> None:
    judged = """my:v a kg:Judgement ; kg:verdict kg:Rejected ; kg:judgedSource my:s1 ;
        kg:judgedSubject my:e ; kg:judgedPredicate kg:place ; kg:judgedObject my:a ."""
    found = asked(told(*PLACES, judgements=judged), "?e kg:place ?place", "?place")
    assert [(row.cells[0].value[-1], len(row.contested)) for row in found.rows if row.cells[0]] == [("b", 1)]


def test_what_was_left_out_before_stays_left_out(told: Told, project: Project) -> None:
    told("my:a a kg:Summit .", "my:a a kg:Summit .")
    alone = kg.open(project.root, background=False, sources_only=["s1"])
    assert notes(asked(alone, "?e a kg:Summit")) == {"a": [("s1",)]}


def test_the_influence_of_each_source_is_counted(told: Told) -> None:
    graph = told("my:a a kg:Summit . my:b a kg:Summit .", "my:b a kg:Summit . my:c a kg:Summit .", "my:d a kg:Event .")
    rows = asked(graph, "?e a kg:Summit").influence().texts()
    assert [(row[0].rsplit("/", 1)[-1], *row[1:]) for row in rows] == [
        ("my:s1", "1", "0", "3"),
        ("my:s2", "1", "0", "3"),
    ]


def test_only_tables_can_be_asked_for_their_sensitivity(told: Told) -> None:
    graph = told("my:a a kg:Summit .")
    with pytest.raises(UsageError, match="whose answer is a table"):
        sensitivity(graph.project, graph.snapshot, lambda snapshot: run(snapshot, "ASK { ?s a kg:Summit }"))


def test_the_answer_is_that_of_the_question(documents_only: KnowledgeGraph) -> None:
    found = documents_only.sensitivity("leaders")
    assert found.answer.rows == documents_only.ask("leaders").rows


@pytest.fixture(scope="module")
def reports() -> KnowledgeGraph:
    """Two reports of the first ministers' dialogue, which name different ministers, and the background."""
    names = ["breaking-latest-2023-11-21", "cgtn-2023-11-22"]
    return kg.open(shipped_root(), sources_only=names)


def test_who_led_the_dialogue_rests_on_a_contested_statement(reports: KnowledgeGraph) -> None:
    found = reports.sensitivity("leaders", session="cn-uz-fmsd-1")
    contested = {
        reports.snapshot.label(row.cells[3].value): {conflict.slot.name for conflict in row.contested}
        for row in found.rows if row.cells[3] is not None and not row.only_without
    }  # fmt: skip
    assert contested == {"Bakhtiyor Saidov": {"leader"}, "Abdulaziz Kamilov": {"leader"}, "Wang Yi": set()}


def test_the_command(reports: KnowledgeGraph, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["-C", str(reports.project.root), "--source", "breaking-latest-2023-11-21", "--source", "cgtn-2023-11-22"]
    assert main(["ask", "2", "--sensitivity", *where]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {row["framework_label"] for row in rows} == {"United Nations"}
    assert any(group[-1].endswith("/memberships") for row in rows for group in row["needs"])
    assert main(["ask", "2", "--sensitivity", "-f", "table", *where]) == 0
    assert "needs" in capsys.readouterr().out
