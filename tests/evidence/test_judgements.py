"""Judgements are visible where they act: notes on answers and graphs, and the graph without them."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.cli import main
from kg.evidence.judgements.judgements import rejections
from kg.evidence.judgements.notes import note_on_graph
from kg.graph import KnowledgeGraph
from kg.page import Picture
from kg.project.project import shipped_root
from kg.rdf.model import ACCEPTED, INFERRED, Triple, plain
from kg.sparql.results import Result, TriplesResult
from kg.sparql.run import run
from kg.store.snapshot import Snapshot

FOUNDING = ("kun-uz-2024-11-16", "breaking-latest-2023-11-21")
EVIDENCE = ("european-commission-2024-09-27", "new-europe-global-2024-04-30")
MSP = "SELECT ?x { country:UZ kg:participatesIn ?x VALUES ?x { framework:msp } }"
CURATORS = "judgements of Diplomatic KG"
OPTION = "--no-judgements (in Python judgements=False)"


def holds(snapshot: Snapshot, text: str) -> bool:
    return run(snapshot, f"ASK {{ {text} }}") is True


def triples(snapshot: Snapshot, graph: ox.NamedNode) -> set[Triple]:
    """Return the triples of a graph that are not about judgements and have no blank nodes, whose names differ."""
    judgements = {quad.subject for quad in snapshot.store.quads_for_pattern(None, ox.NamedNode(KG + "verdict"), None)}
    found = map(plain, snapshot.store.quads_for_pattern(None, None, None, graph))
    return {t for t in found if t[0] not in judgements and not any(isinstance(term, ox.BlankNode) for term in t)}


KG = "https://w3id.org/diplomatic-kg/ontology#"
IN_MSP = "country:UZ kg:participatesIn framework:msp"


def test_in_a_scope_a_judgement_counts_only_with_its_evidence() -> None:
    for sources, background, known_by, counts in (
        ((), True, None, True),
        (FOUNDING, False, None, False),
        (FOUNDING, True, None, False),
        ((*FOUNDING, *EVIDENCE), False, None, False),  # the background is evidence, too
        ((*FOUNDING, *EVIDENCE[:1]), True, None, False),
        ((*FOUNDING, *EVIDENCE), True, None, True),
        ((*FOUNDING, *EVIDENCE), True, "2026-11-21", False),  # a day before the judgement
        ((*FOUNDING, *EVIDENCE), True, "2026-11-22", True),
    ):
        graph = kg.open(shipped_root(), sources_only=sources, background=background, known_by=known_by)
        assert holds(graph.snapshot, IN_MSP) is not counts, (sources, background, known_by)
        judged = {found.judgement.iri for found in rejections(graph.snapshot)}
        assert ("https://w3id.org/diplomatic-kg/judgement/uz-in-msp-kun-uz" in judged) is counts


def test_a_question_to_two_sources_has_the_row_that_other_sources_led_to_reject(
    capsys: pytest.CaptureFixture[str],
) -> None:
    scope = [word for name in FOUNDING for word in ("--source", name)]
    assert main(["ask", "1", *scope, "--no-background", "-C", str(shipped_root()), "-f", "csv"]) == 0
    out, err = capsys.readouterr()
    assert "United States,Minerals Security Partnership,participates in,leads," in out.splitlines()
    assert CURATORS not in err


def test_the_graph_without_judgements_is_that_of_a_build_without_them(shipped: KnowledgeGraph) -> None:
    assert shipped.snapshot.without_judgements is shipped.snapshot.without_judgements
    for options in ({}, {"at": "2024-12-01", "background": False}):
        with_them = kg.open(shipped_root(), **options).snapshot  # type: ignore[arg-type]
        without = kg.open(shipped_root(), **options, judgements=False).snapshot  # type: ignore[arg-type]
        assert with_them.manifest.left_out, options
        for graph in (ACCEPTED, INFERRED):
            assert triples(with_them.without_judgements, graph) == triples(without, graph), options
        assert without.without_judgements is without
        assert without.manifest.scope.judgements is with_them.without_judgements.manifest.scope.judgements is False
    # Judgements do not only leave out statements: without a rejected date, the dates of an event are others.
    assert shipped.snapshot.manifest.added


def test_the_manifest_has_every_statement_in_which_the_graph_without_judgements_differs(
    shipped: KnowledgeGraph,
) -> None:
    for snapshot in (shipped.snapshot, kg.open(shipped_root(), at="2024-12-01", background=False).snapshot):
        here, there = (
            {quad for graph in (ACCEPTED, INFERRED) for quad in some.store.quads_for_pattern(None, None, None, graph)}
            for some in (snapshot, snapshot.without_judgements)
        )
        lines = {re.sub(r"_:\w+", "_:b", " ".join(map(str, plain(quad)))) for quad in here ^ there}
        manifest = snapshot.manifest
        assert lines == {*manifest.left_out, *manifest.added, *manifest.changed}
        assert any(line.startswith("_:b ") for line in manifest.changed)


def test_an_answer_says_how_many_rows_judgements_leave_out(shipped: KnowledgeGraph) -> None:
    answer = shipped.sparql(MSP)
    assert isinstance(answer, Result)
    assert answer.rows == ()
    assert [term.value for row in answer.left_out for term in row if term] == [
        "https://w3id.org/diplomatic-kg/framework/msp"
    ]
    assert answer.notes[0] == f"1 row left out by {CURATORS}; {OPTION} shows it"
    made = shipped.sparql("CONSTRUCT { country:UZ kg:memberOf ?x } " + MSP.removeprefix("SELECT ?x "))
    assert isinstance(made, TriplesResult)
    assert (len(made), len(made.left_out)) == (0, 1)
    assert made.notes[0] == f"1 triple left out by {CURATORS}; {OPTION} shows it"
    fewer = shipped.sparql("SELECT ?x { ?x a kg:Framework FILTER NOT EXISTS { country:UZ kg:participatesIn ?x } }")
    assert not isinstance(fewer, bool)
    assert fewer.notes[0] == f"1 row added by {CURATORS}; {OPTION} shows the answer without them"


def test_an_answer_that_judgements_do_not_change_has_no_note(shipped: KnowledgeGraph) -> None:
    for text in (
        "SELECT ?c { ?c kg:alpha2 'UZ' }",
        # The annotations of rejected statements have blank nodes.
        "SELECT ?axiom { GRAPH ?g { ?axiom a owl:Axiom } }",
        "CONSTRUCT { [] kg:alpha2 ?code } { country:UZ kg:alpha2 ?code }",
    ):
        answer = shipped.sparql(text)
        assert not isinstance(answer, bool)
        assert (answer.notes, answer.left_out) == ((), ())
    for graph in (kg.open(shipped_root(), judgements=False), kg.open(shipped_root(), sources_only=FOUNDING)):
        found = graph.sparql(MSP)
        assert not isinstance(found, bool)
        assert len(found) == 1
        assert not [note for note in found.notes if "judgement" in note]


def test_an_answer_that_differs_each_time_has_a_note_on_the_graph(shipped: KnowledgeGraph) -> None:
    answer = shipped.sparql("SELECT (RAND() AS ?r) { ?c kg:alpha2 'UZ' }")
    assert isinstance(answer, Result)
    assert answer.notes == note_on_graph(shipped.snapshot)
    assert re.fullmatch(
        rf"\d+ statements of sources left out by {CURATORS}; {re.escape(OPTION)} uses them", answer.notes[0]
    )


def test_every_command_says_what_judgements_leave_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], shipped: KnowledgeGraph
) -> None:
    statements = note_on_graph(shipped.snapshot)[0]
    relations = f"3 relations left out by {CURATORS}; --no-judgements shows the view without them"
    rows = f"2 rows left out and 1 row added by {CURATORS}; {OPTION} shows the answer without them"
    page = tmp_path / "page.html"
    for words, note in (
        (["ask", "1", "-f", "csv"], rows),
        (["ask", "brokers", "-f", "csv"], statements),
        (["sparql", MSP], f"1 row left out by {CURATORS}; {OPTION} shows it"),
        (["sparql", MSP, "-f", "json"], f"1 row left out by {CURATORS}; {OPTION} shows it"),
        (["sparql", f"ASK {{ {IN_MSP} }}"], "true without the judgements of Diplomatic KG, as --no-judgements shows"),
        (["view", "entities", "-f", "csv"], relations),
        (["export", "-o", str(tmp_path / "graph.nt")], statements),
        (["graph", "-o", str(page)], relations),
    ):
        assert main([*words, "-C", str(shipped_root())]) == 0
        assert [line for line in capsys.readouterr().err.splitlines() if "judgement" in line] == [f"kg: note: {note}"]
        if "graph" not in words:
            assert main([*words, "--no-judgements", "-C", str(shipped_root())]) == 0
            assert "judgements" not in capsys.readouterr().err
    assert f'<p class="sub note" dir="auto">note: 3 relations left out by {CURATORS}</p>' in page.read_text(
        encoding="utf-8"
    )


def test_a_drawn_answer_has_the_note_of_the_answer(shipped: KnowledgeGraph) -> None:
    note = f"2 rows left out by {CURATORS}; {OPTION} shows them"
    picture = shipped.draw(question="what-held", date="2024-11-13")
    assert isinstance(picture, Picture)
    assert note in picture.graph.graph["answer"]["notes"]
    assert note in picture.html()


def test_sensitivity_counts_without_judgements_whose_evidence_is_left_out(shipped: KnowledgeGraph) -> None:
    graph = kg.open(shipped_root(), sources_only=(*FOUNDING, *EVIDENCE))
    rows = graph.sensitivity("frameworks-by-partner").rows
    gained = {
        tuple(source.rpartition("/")[2] for source in sources)
        for row in rows
        for sources in row.only_without
        if any(term is not None and term.value.endswith("/msp") for term in row.cells)
    }
    assert {(name,) for name in EVIDENCE} <= gained


def test_the_last_build_cannot_be_used_without_judgements(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--last-build", "--no-judgements", "-C", str(shipped_root())]) == 2
    assert "--no-judgements, --lenient and --engine" in capsys.readouterr().err


def test_the_scope_without_judgements_is_written_with_answers(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["conflicts", "--slot", "date", "--no-judgements", "-f", "json", "-C", str(shipped_root())]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {one["status"] for one in found} == {"unjudged"}
    assert repr(kg.open(shipped_root(), judgements=False)).startswith(
        "<KnowledgeGraph 'Diplomatic relationships of Uzbekistan with the United States and China' (without judgements)"
    )
    assert datetime.date.fromisoformat("2026-11-22") == max(
        datetime.date.fromisoformat(found.judgement.date) for found in rejections(kg.open(shipped_root()).snapshot)
    )
