"""Commands that answer from the graph: ask, commitments, sparql, why, view, export."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest

import kg
from kg.analysis.views import graph
from kg.analysis.views.rows import VIEWS
from kg.cli import main
from kg.formats import export as exporting
from kg.graph import KnowledgeGraph
from kg.project.project import Project
from kg.store.snapshot import Snapshot

Run = Callable[..., tuple[int, str, str]]


def test_the_format_of_an_export_comes_from_the_option_or_the_file_name(
    run: Run, monkeypatch: pytest.MonkeyPatch, shipped: KnowledgeGraph
) -> None:
    kg.open(shipped.project.root, judgements=False)  # A build that takes long says so.
    monkeypatch.setattr(exporting, "export", lambda snapshot, style: style.encode())
    for arguments, style in (
        (["-o", "x.ttl"], "turtle"),
        (["-o", "x.TRIG"], "trig"),
        (["-o", "x.nt"], "ntriples"),
        (["-o", "x.graphml"], "graphml"),
        (["-f", "turtle", "-o", "x.trig"], "turtle"),
        (["-f", "nquads", "-o", "x"], "nquads"),
    ):
        assert run("export", "--no-judgements", *arguments) == (0, "", "")
        assert Path(arguments[-1]).read_text() == style


def test_an_export_writes_the_graph(run: Run, shipped: KnowledgeGraph) -> None:
    assert run("export", "-o", "x.nt")[:2] == (0, "")
    assert Path("x.nt").read_bytes() == exporting.export(shipped.snapshot, "ntriples")


def test_options_may_come_before_the_name_of_a_question(run: Run) -> None:
    code, out, _ = run("ask", "--source", "kun-uz-2024-11-16", "leaders", "--session", "us-uz-spd-4")
    assert code == 0
    assert out


def test_the_header_of_a_view_is_the_same_with_rows_and_without(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    headers = {
        ("--brokers",): "node,betweenness",
        ("--path", "UZ", "US"): "from,relation,to,inferred,sources",
        ("--communities",): "community,members",
        (): "from,relation,how,to,start,end,inferred,sources",
    }
    full = {question: run("view", "affiliations", *question, "-f", "csv")[1].splitlines() for question in headers}
    assert {question: lines[0] for question, lines in full.items()} == headers
    assert min(map(len, full.values())) > 1
    view = graph.view

    def emptied(snapshot: Snapshot, name: str) -> nx.MultiDiGraph:
        made = view(snapshot, name)
        made.remove_edges_from(list(made.edges))
        made.remove_nodes_from([] if "--path" in question else list(made))
        return made

    monkeypatch.setattr(graph, "view", emptied)
    for question, header in headers.items():
        assert run("view", "affiliations", *question, "-f", "csv")[1] == header + "\n"


def test_brokers_between_two_nodes_are_listed(run: Run) -> None:
    _, out, _ = run("view", "affiliations", "--brokers", "US", "CN", "-f", "csv")
    assert out.splitlines()[0] == "node,betweenness"
    assert run("view", "--brokers", "US", "CN", "-f", "csv", "--path", "US", "CN")[0] == 2


def test_the_time_of_the_brokers_of_a_large_view_is_said_beforehand(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "brokers of all pairs" not in run("view", "affiliations", "--brokers")[2]
    monkeypatch.setattr("kg.analysis.measures._SECONDS", 0.01)
    assert "kg: the brokers of all pairs of " in run("view", "affiliations", "--brokers")[2]
    assert "brokers of all pairs" not in run("view", "affiliations", "--brokers", "US", "CN")[2]


def test_views_are_listed(run: Run) -> None:
    assert [json.loads(line)["name"] for line in run("view")[1].splitlines()] == list(VIEWS)


def test_ask_lists_the_questions(run: Run) -> None:
    code, out, _ = run("ask")
    assert code == 0
    assert "leaders" in {json.loads(line)["name"] for line in out.splitlines()}


def test_questions_with_an_algorithm_are_listed_and_asked_like_queries(run: Run) -> None:
    listed = {json.loads(line)["name"]: json.loads(line) for line in run("ask")[1].splitlines()}
    assert listed["brokers"] == {
        "question": "16",
        "name": "brokers",
        "title": "Which countries are brokers between two countries",
        "takes": "[--from] [--to] [--without]",
    }
    code, out, err = run("ask", "16", "--from", "US", "--to=CN", "--without", "un", "-f", "csv", "--no-judgements")
    assert (code, err) == (0, "")
    assert out.splitlines()[:2] == ["broker,share,links_from,links_to", "Uzbekistan,0.166667,37,33"]


def test_a_used_default_is_named(run: Run) -> None:
    assert "kg: used the default --to country:CN\n" in run("ask", "brokers", "--from", "US")[2]


def test_a_check_with_a_question_number_can_be_asked(run: Run) -> None:
    code, out, _ = run("ask", "45")
    assert code == 0
    assert [json.loads(line)["official_label"] for line in out.splitlines()] == ["Abdulaziz Kamilov"]


def commitments(run: Run, *options: str) -> list[str]:
    code, out, err = run("commitments", *options, "-f", "jsonl")
    assert (code, err) == (0, "")
    return sorted(json.loads(line)["commitment"].rsplit("/", 1)[1] for line in out.splitlines())


def test_commitments_are_filtered_by_the_options_of_the_command(run: Run) -> None:
    assert len(commitments(run)) > 20
    assert commitments(run, "--kind", "grant", "--party", "US") == [
        "us-anticrime-assistance-2020",
        "us-registan-grant-2024",
    ]
    assert commitments(run, "--kind", "pledge", "--party", "US") == [
        "us-anticrime-assistance-2020",
        "us-registan-grant-2024",
        "us-support-uz-reforms",
    ]
    assert commitments(run, "--status", "unknown") == ["us-uz-hold-espd-1"]
    assert commitments(run, "--kind", "plan", "--due-after", "2025-01-01") == ["c5plus1-hold-summit-2"]
    assert commitments(run, "--topic", "security", "--kind", "joint", "--party", "US") == ["us-uz-security-agencies"]
    assert commitments(run, "--framework", "c5plus1", "--due-before", "2025-01-01") == ["b5plus1-hold-1"]


def test_the_command_commitments_gives_the_answer_of_the_question(run: Run) -> None:
    options = ("--status", "fulfilled", "--today", "2026-11-22", "-f", "json")
    assert run("commitments", *options) == run("ask", "commitments", *options)


def test_a_table_of_commitments_leaves_out_empty_columns(run: Run) -> None:
    _, out, _ = run("commitments", "--kind", "grant", "-f", "table")
    # The table is too wide for the terminal, so each line has one field.
    assert "\namount" in out
    assert "superseded" not in out
    assert "superseded_by" in run("commitments", "--kind", "grant", "-f", "csv")[1].splitlines()[0]


def test_a_proof_is_wrapped_to_the_width_of_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    out = run("why", "UZ", "met under", "us-uz-spd", "-f", "table")[1]
    assert max(len(line) for line in out.splitlines() if "<http" not in line) <= 80
    assert all(re.match(r"[ │]*<https?://\S+>$", line) for line in out.splitlines() if "<http" in line)


def test_parameters_are_accepted_in_every_form(run: Run) -> None:
    forms = (["leaders", "--session", "us-uz-spd-4"], ["leaders", "--session=us-uz-spd-4"], ["-f", "jsonl", "leaders"])
    for form in forms[:2]:
        code, out, _ = run("ask", *form)
        assert code == 0
        assert {json.loads(line)["session"].rsplit("/", 1)[1] for line in out.splitlines()} == {"us-uz-spd-4"}
    assert run("ask", *forms[2])[1] == run("ask", "leaders")[1]
    both = ["ask", "14", "-f", "csv"]
    assert run(*both, "--series_a", "us-uz-spd", "--series-b=cn-uz-fmsd") == run(
        *both, "--series-a", "us-uz-spd", "--series_b", "cn-uz-fmsd"
    )


def test_a_parameter_takes_several_values(run: Run) -> None:
    def partners(*words: str) -> set[str]:
        return {json.loads(line)["partner"] for line in run("ask", "1", *words)[1].splitlines()}

    us, cn = partners("--partner", "US"), partners("--partner", "CN")
    assert us | cn == partners("--partner", "US", "--partner=China")
    assert us != cn


def test_a_query_is_read_from_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("ASK { country:UZ a kg:Party }", encoding="utf-8")
    assert run("sparql", "--file", "q.rq") == (0, '{"boolean": true}\n', "")


def test_sparql_names_unknown_terms(run: Run) -> None:
    for style in ("table", "json", "csv"):
        code, _, err = run("sparql", "SELECT ?x { ?x kg:actFor country:UZ }", "-f", style)
        assert (code, err) == (0, "kg: note: the ontology has no kg:actFor; did you mean kg:actsFor?\n")


def test_sparql_writes_the_formats_of_the_w3c(run: Run) -> None:
    for style, begins in {"json": '"bindings"', "csv": "c", "tsv": "?c\n<https://"}.items():
        code, out, _ = run("sparql", "SELECT ?c { ?c kg:alpha2 'UZ' }", "-f", style)
        assert code == 0
        assert begins in out


def test_why_prints_a_proof(run: Run) -> None:
    code, out, _ = run("why", "UZ", "met under", "us-uz-spd", "-f", "table")
    assert code == 0
    assert "[prp-spo2]" in out
    assert "¶" in out


def test_why_draws_a_flowchart(run: Run) -> None:
    code, out, _ = run("why", "UZ", "met under", "us-uz-spd", "-f", "mermaid")
    assert code == 0
    assert out.startswith("flowchart BT\n")
    assert "prp-spo2" in out


def test_a_proof_is_written_to_a_file_in_the_format_of_its_ending(run: Run) -> None:
    statement = ("why", "UZ", "met under", "us-uz-spd")
    for style, ending in {"table": "txt", "json": "json", "jsonl": "jsonl", "markdown": "MD", "mermaid": "mmd"}.items():
        printed = run(*statement, "-f", style)[1]
        assert len(printed) > 100
        for words in (["-o", f"proof.{ending}"], ["-f", style, "-o", "proof"]):
            assert run(*statement, *words) == (0, "", "")
            assert Path(words[-1]).read_text(encoding="utf-8") == printed
        assert run(*statement, "-f", style, "-o", "-")[1] == printed
    code, _, err = run(*statement, "-o", "proof.csv")
    assert (code, err.startswith("kg: proof.csv: no format has this ending; give -f FORMAT, or one of .txt")) == (
        2,
        True,
    )
    assert run("why", "UZ", "member of", "us-uz-spd", "-o", "near.txt") == (1, "", "")
    assert "similar statements that hold:\n  " in Path("near.txt").read_text(encoding="utf-8")


def test_why_shows_other_proofs(run: Run) -> None:
    statement = ("why", "event:us-uz-spd-4", "a", "kg:Event", "-f", "table")
    _, one, _ = run(*statement)
    code, several, _ = run(*statement, "--all", "3")
    assert code == 0
    assert several.startswith("Proof 1 of 3:\n" + one.rstrip())
    code, _, message = run(*statement, "--all", "0")
    assert (code, "at least 1" in message) == (2, True)


def test_a_statement_that_does_not_hold_is_answered_with_similar_ones_that_do(run: Run) -> None:
    code, out, _ = run("why", "UZ", "member of", "us-uz-spd", "-f", "table")
    assert code == 1
    assert "not known: no source states it" in " ".join(out.split())
    assert "\nsimilar statements that hold:\n  Uzbekistan — engaged in → Strategic Partnership Dialogue\n" in out


def test_the_list_of_questions_names_queries_that_cannot_be_read(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    (project.root / "queries" / "own.rq").write_text("# paramter x: y\nASK {}\n", encoding="utf-8")
    assert main(["ask", "-C", str(project.root)]) == 0
    captured = capsys.readouterr()
    assert "own.rq" in captured.err
    assert "leaders" in captured.out


def test_a_question_is_answered_with_notes_on_files_that_claim_its_number(run: Run, project: Project) -> None:
    queries = project.root / "queries"
    for name, header in (("mine", "# question: 3\n"), ("3", ""), ("other", "# question: 4\n")):
        text = f"# title: Mine\n{header}SELECT ?x {{ ?x a kg:Dialogue }}\n"
        (queries / f"{name}.rq").write_text(text, encoding="utf-8")
    taken = ["mine.rq:2: question 3 is another one: leaders"]
    for word, notes in (("leaders", taken), ("3", ["3.rq: the name of a query cannot be a number", *taken])):
        code, _, err = run("ask", word, "-C", str(project.root))
        found = [line.partition("queries/")[2] for line in err.splitlines() if "queries/" in line]
        assert (code, len(found)) == (0, len(notes))
        for line, note in zip(found, notes, strict=True):
            assert line.startswith(note)


def test_the_folder_of_texts_reaches_a_question_with_a_parameter_of_this_name(run: Run, tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "kun-uz-2024-11-16.txt").write_text("Other words.", encoding="utf-8")
    _, out, _ = run("ask", "48", "--texts", "texts", "-f", "json")
    assert {row["problem"] for row in json.loads(out)} > {"missing"}


def test_a_page_takes_a_parameter_with_the_name_of_an_argument_of_the_method(run: Run) -> None:
    words = ("graph", "-o", "x.html", "--question", "centrality-by-year", "--with")
    assert run(*words, "view=meetings")[:2] == (0, "x.html\n")
    assert "no parameter called 'path'" in run(*words, "path=x")[2]
