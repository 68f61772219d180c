"""The command: exit codes, where things are printed, and what it says of wrong use."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest

from kg.analysis.views import graph
from kg.cli import main
from kg.formats.export import export
from kg.graph import KnowledgeGraph
from kg.project.project import Project
from kg.store.snapshot import Snapshot

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(
    shipped: KnowledgeGraph, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Run a command on the shipped graph; return its code, and what it printed."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


COMMANDS = (
    "init", "build", "ask", "commitments", "sparql", "why", "conflicts", "check", "profile", "graph", "view", "export",
    "diff", "new", "cite", "fmt",
)  # fmt: skip

WRONG: dict[str, tuple[list[str], str]] = {
    "unknown command": (["aks"], "did you mean 'ask'?"),
    "unknown option": (["sparql", "ASK {}", "--formt", "csv"], "did you mean '--format'"),
    "unknown query": (["ask", "leader"], "no query called 'leader'; did you mean 'leaders'"),
    "unknown number": (["ask", "999"], "questions with a query"),
    "a number without an answer": (["ask", "51"], "questions with a query"),
    "unknown status": (["commitments", "--status", "fulfiled"], "did you mean kg:Fulfilled (fulfilled)?"),
    "unknown kind": (["commitments", "--kind", "promise"], "there are: joint, pledge, grant, plan"),
    "unknown party": (["commitments", "--party", "Uzbekistn"], "did you mean country:UZ (Uzbekistan)?"),
    "bad due date": (["commitments", "--due-before", "2025-13-01"], "'2025-13-01' is no day of the calendar"),
    "unknown parameter": (["ask", "leaders", "--sesion", "x"], "did you mean 'session'"),
    "parameter without value": (["ask", "leaders", "--session"], "--session: a value is missing"),
    "parameter with an empty value": (["ask", "leaders", "--session="], "--session: a value is missing"),
    "parameter without a query": (["ask", "--session", "x"], "--session: name a query first: kg ask NAME --session x"),
    "parameter before its query": (
        ["ask", "--country", "UZ", "frameworks-by-partner"],
        "--country: name a query first",
    ),
    "parameter alone": (["ask", "--country=UZ"], "--country=UZ: name a question first"),
    "brokers without a view": (["view", "--brokers", "US", "CN"], "name a view first"),
    "path without a view": (["view", "--path", "US", "CN"], "name a view first"),
    "communities without a view": (["view", "--communities"], "name a view first"),
    "a project for a new project": (["init", "-C", "x", "y"], "no option called '-C'"),
    "a project before a new project": (["-C", "x", "init", "y"], "-C: kg init works on no project"),
    "a project for a profile": (["-C", "x", "profile", "y"], "-C: kg profile works on no project"),
    "a folder that is no project": (["-C", "/", "build"], "/: no kg.toml here or above"),
    "word too many": (["ask", "leaders", "x"], "give parameters as --name value"),
    "unknown country": (["ask", "1", "--country", "Uzbekistn"], "did you mean country:UZ (Uzbekistan)?"),
    "unknown view": (["view", "contries"], "did you mean 'countries'"),
    "unknown country that is near none": (
        ["graph", "-o", "x.html", "--question", "1", "--with", "country=Atlantis"],
        "no country called 'Atlantis'\nkg sparql \"SELECT ?x { ?x a kg:Country }\" lists them",
    ),
    "a view and a question": (
        ["graph", "-o", "x.html", "--view", "meetings", "--question", "1"],
        "--view and --question: give one of them",
    ),
    "a page without a name": (["graph", "-o", ""], "the name of the file to write is empty"),
    "an export without a name": (["export", "-o", ""], "the name of the file to write is empty"),
    "unknown view to draw": (["graph", "-o", "x.html", "--view", "contries"], "did you mean 'countries'"),
    "unknown node": (["view", "entities", "--path", "UZ", "Nowhere"], "no node of this view called 'Nowhere'"),
    "unknown node that looks like one": (
        ["view", "countries", "--path", "Usbekistan", "US"],
        "country:UZ (Uzbekistan)?",
    ),
    "one broker": (["view", "countries", "--brokers", "US"], "--brokers takes no node, or two"),
    "unknown format": (["ask", "leaders", "-f", "cvs"], "did you mean 'csv'"),
    "unknown export": (["export", "-f", "turtel"], "did you mean 'turtle'"),
    "unknown source": (["ask", "leaders", "--source", "kun-uz"], "sources: "),
    "a new project whose name is too long": (["init", "x" * 300], "x" * 300 + ": cannot be looked into: File name too"),
    "a new project below a file": (
        ["init", "/dev/null/x"],
        "/dev/null/x: cannot start a project here: Not a directory",
    ),
    "a project whose name is too long": (["-C", "x" * 300, "ask"], "x: cannot be read: File name too long"),
    "no query": (["sparql"], "give one query"),
    "two queries": (["sparql", "ASK {}", "--file", "x"], "give one query"),
    "unknown slot": (["conflicts", "--slot", "leaders"], "no slot called 'leaders'; did you mean 'leader'"),
    "unknown thing in conflict": (["conflicts", "--about", "Uzbekistn"], "did you mean country:UZ (Uzbekistan)?"),
    "sensitivity of a build": (["ask", "leaders", "--sensitivity", "--last-build"], "leave --last-build out"),
    "no such file": (["sparql", "--file", "gone.rq"], "gone.rq: cannot be read: No such file"),
    "bad date": (["check", "--today", "2024-13-01"], "'2024-13-01' is no day of the calendar; write one as"),
    "no date at all": (
        ["check", "--today", "tomorrow"],
        "kg: 'tomorrow' is no day of the calendar; write one as 2024-11-13\n",
    ),
    "no year": (["ask", "8", "--year", "abc"], "kg: 'abc' is no year; write one as 2024\n"),
    "nothing to explain": (["why", "UZ"], "usage: kg why"),
    "unknown subject": (["why", "Uzbekistn", "a", "kg:Party"], "did you mean country:UZ (Uzbekistan)?"),
    "no output": (["graph"], "--output"),
    "output nowhere": (
        ["graph", "-o", "no/such/page.html"],
        "cannot be written: there is no folder no/such; make it, or name another",
    ),
    "export nowhere": (
        ["export", "-o", "no/such/graph.trig"],
        "cannot be written: there is no folder no/such; make it, or name another",
    ),
    "full disk for a page": (["graph", "-o", "/dev/full"], "No space left on device"),
    "full disk for an export": (["export", "-f", "trig", "-o", "/dev/full"], "No space left on device"),
    "export into a file of no known kind": (["export", "-o", "graph.xyz"], "graph.xyz: the name does not end as"),
    "export into a file without ending": (["export", "-o", "graph"], "give -f FORMAT, or one of .trig (trig), .nq"),
    "triples as rows": (["sparql", "DESCRIBE country:UZ", "-f", "csv"], "triples are written as turtle"),
    "rows as triples": (["ask", "leaders", "-f", "turtle"], "turtle is for CONSTRUCT"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_use_is_explained_with_exit_code_two(run: Run, case: str) -> None:
    arguments, says = WRONG[case]
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("kg: ")
    assert says in err


@pytest.mark.parametrize(
    ("arguments", "style"),
    [
        (["-o", "x.ttl"], "turtle"),
        (["-o", "x.TRIG"], "trig"),
        (["-o", "x.nt"], "ntriples"),
        (["-o", "x.graphml"], "graphml"),
        (["-f", "turtle", "-o", "x.trig"], "turtle"),
        (["-f", "nquads", "-o", "x"], "nquads"),
    ],
)
def test_an_export_takes_the_format_asked_for_or_that_of_the_files_name(
    run: Run, shipped: KnowledgeGraph, arguments: list[str], style: str
) -> None:
    assert run("export", *arguments) == (0, "", "")
    assert Path(arguments[-1]).read_bytes() == export(shipped.snapshot, style)


@pytest.mark.parametrize("words", [["graph", "--view", "meetings"], ["export", "-f", "turtle"]])
def test_what_is_written_to_a_dash_goes_to_standard_output(run: Run, words: list[str]) -> None:
    code, out, _ = run(*words, "-o", "-")
    assert code == 0
    assert out.startswith(("<!doctype html>", "@prefix"))
    assert not Path("-").exists()


@pytest.mark.parametrize("words", [["-C", "{}", "ask"], ["ask", "-C", "{}"], ["-C", "/", "ask", "-C", "{}"]])
def test_the_project_is_named_before_or_after_the_command(run: Run, project: Project, words: list[str]) -> None:
    code, out, _ = run(*(word.format(project.root) for word in words))
    assert code == 0
    assert "my-sessions" in {json.loads(line)["name"] for line in out.splitlines()}


def test_options_of_a_command_may_stand_before_the_name_of_a_query(run: Run) -> None:
    code, out, _ = run("ask", "--source", "kun-uz-2024-11-16", "leaders", "--session", "us-uz-spd-4")
    assert code == 0
    assert out


@pytest.mark.parametrize(
    ("question", "header"),
    [
        (["--brokers"], "node,betweenness"),
        (["--path", "UZ", "US"], "from,relation,to,inferred,sources"),
        (["--communities"], "community,members"),
        ([], "from,relation,how,to,start,end,inferred,sources"),
    ],
)
def test_the_header_of_a_view_is_the_same_with_rows_and_without(
    run: Run, monkeypatch: pytest.MonkeyPatch, question: list[str], header: str
) -> None:
    words = ["view", "affiliations", *question, "-f", "csv"]
    first, *rows = run(*words)[1].splitlines()
    assert (first, rows != []) == (header, True)
    view = graph.view

    def emptied(snapshot: Snapshot, name: str) -> nx.MultiDiGraph:
        graph = view(snapshot, name)
        graph.remove_edges_from(list(graph.edges))
        graph.remove_nodes_from([] if "--path" in question else list(graph))
        return graph

    monkeypatch.setattr(graph, "view", emptied)
    assert run(*words)[1] == header + "\n"


def test_a_device_is_still_a_device_after_writing_to_it(run: Run) -> None:
    run("graph", "-o", os.devnull)
    assert Path(os.devnull).is_char_device()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        code = main([command, "--help"])
    except SystemExit as done:
        code = int(str(done.code))
    assert code == 0
    assert re.search(rf"(?m)^  kg {command}\b", capsys.readouterr().out)


def test_without_a_command_help_is_shown(run: Run) -> None:
    code, out, _ = run()
    assert code == 0
    assert all(re.search(rf"(?m)^    {command}\s", out) for command in COMMANDS)


def test_piped_answers_are_json_lines(run: Run) -> None:
    code, out, err = run("ask", "leaders")
    assert (code, err) == (0, "")
    assert all(json.loads(line)["session"].startswith("https://") for line in out.splitlines())


def test_answers_on_a_terminal_are_a_table(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    code, out, _ = run("ask", "leaders")
    assert code == 0
    assert re.search(r"\d+ rows\n$", out)
    assert "\x1b[1m" in out


def test_no_color_is_respected(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("ask", "leaders")[1]


def test_ask_lists_the_questions(run: Run) -> None:
    code, out, _ = run("ask")
    assert code == 0
    assert "leaders" in {json.loads(line)["name"] for line in out.splitlines()}


def test_help_of_a_query_names_its_parameters(run: Run) -> None:
    code, out, _ = run("ask", "leaders", "--help")
    assert code == 0
    assert "--session" in out


def test_questions_that_take_an_algorithm_are_listed_and_asked_alike(run: Run) -> None:
    listed = {json.loads(line)["name"]: json.loads(line) for line in run("ask")[1].splitlines()}
    assert listed["brokers"] == {
        "question": "16",
        "name": "brokers",
        "title": "Who brokers between two capitals",
        "takes": "[--from] [--to] [--without]",
    }
    code, out, err = run("ask", "16", "--from", "US", "--to=CN", "--without", "un", "-f", "csv")
    assert (code, err) == (0, "")
    assert out.splitlines()[:2] == ["broker,share,links_from,links_to", "Uzbekistan,0.166667,37,33"]
    code, out, _ = run("ask", "brokers", "--help")
    assert code == 0
    assert "--without FRAMEWORK" in out


def test_what_was_left_to_its_default_is_named(run: Run) -> None:
    assert "answered for --to country:CN; name others" in run("ask", "brokers", "--from", "US")[2]


def test_a_check_that_answers_a_question_is_asked_by_its_number(run: Run) -> None:
    code, out, _ = run("ask", "45")
    assert code == 0
    assert [json.loads(line)["official_label"] for line in out.splitlines()] == ["Abdulaziz Kamilov"]


def commitments(run: Run, *options: str) -> list[str]:
    code, out, err = run("commitments", *options, "-f", "jsonl")
    assert (code, err) == (0, "")
    return sorted(json.loads(line)["commitment"].rsplit("/", 1)[1] for line in out.splitlines())


def test_commitments_are_tracked_with_options_of_their_own(run: Run) -> None:
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


def test_commitments_are_what_the_question_of_that_name_answers(run: Run) -> None:
    options = ("--status", "fulfilled", "--today", "2026-11-22", "-f", "json")
    assert run("commitments", *options) == run("ask", "commitments", *options)


def test_a_table_of_commitments_leaves_out_empty_columns(run: Run) -> None:
    _, out, _ = run("commitments", "--kind", "grant", "-f", "table")
    # Too wide for the terminal, so a field a line.
    assert "\namount" in out
    assert "superseded" not in out
    assert "superseded_by" in run("commitments", "--kind", "grant", "-f", "csv")[1].splitlines()[0]


@pytest.mark.parametrize("columns", ["60", "200"])
def test_help_of_a_query_fits_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    out = run("ask", "frameworks-by-partner", "--help")[1]
    assert max(map(len, out.splitlines())) <= min(int(columns), 100)
    assert "[--country COUNTRY]" in out
    assert "[--partner PARTY]" in out


def test_a_proof_is_folded_to_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    out = run("why", "UZ", "met under", "us-uz-spd", "-f", "table")[1]
    assert max(len(line) for line in out.splitlines() if "<http" not in line) <= 80
    assert all(re.match(r"[ │]*<https?://\S+>$", line) for line in out.splitlines() if "<http" in line)


def test_kg_build_says_whether_anything_has_changed(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    said = []
    for text in ("", "", "# changed\n"):
        source = project.root / "data" / "sources" / "example.ttl"
        source.write_text(source.read_text(encoding="utf-8") + text, encoding="utf-8")
        assert main(["build", "-C", str(project.root)]) == 0
        said += re.findall(r"(?m)^kg: (built|up to date):", capsys.readouterr().err)
    assert said == ["built", "up to date", "built"]


INTERRUPTED = """
import sys
class Interrupt:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupt())
from kg.__main__ import main
sys.exit(main())
"""


@pytest.mark.parametrize("module", ["kg.cli", "kg.cli.common", "kg.rdf.terms", "argparse"])
def test_an_interruption_while_the_command_starts_leaves_no_traceback(module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-S", "-c", INTERRUPTED.format(module=module)],
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (130, "kg: interrupted\n")


@pytest.mark.parametrize("form", [["--session", "us-uz-spd-4"], ["--session=us-uz-spd-4"]])
def test_parameters_are_given_in_both_ways(run: Run, form: list[str]) -> None:
    code, out, _ = run("ask", "leaders", *form)
    assert code == 0
    assert {json.loads(line)["session"].rsplit("/", 1)[1] for line in out.splitlines()} == {"us-uz-spd-4"}


def test_a_query_is_read_from_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("ASK { country:UZ a kg:Party }", encoding="utf-8")
    assert run("sparql", "--file", "q.rq") == (0, '{"boolean": true}\n', "")


@pytest.mark.parametrize("style", ["table", "json", "csv"])
def test_sparql_tells_of_terms_that_are_not_there(run: Run, style: str) -> None:
    code, _, err = run("sparql", "SELECT ?x { ?x kg:actFor country:UZ }", "-f", style)
    assert (code, err) == (0, "kg: the ontology has no kg:actFor; did you mean kg:actsFor?\n")


@pytest.mark.parametrize("style", ["json", "csv", "tsv"])
def test_sparql_writes_the_formats_of_the_w3c(run: Run, style: str) -> None:
    code, out, _ = run("sparql", "SELECT ?c { ?c kg:alpha2 'UZ' }", "-f", style)
    assert code == 0
    assert {"json": '"bindings"', "csv": "c", "tsv": "?c\n<https://"}[style] in out


def test_why_a_statement_holds(run: Run) -> None:
    code, out, _ = run("why", "UZ", "met under", "us-uz-spd", "-f", "table")
    assert code == 0
    assert "[prp-spo2]" in out
    assert "¶" in out


def test_why_draws_a_flowchart(run: Run) -> None:
    code, out, _ = run("why", "UZ", "met under", "us-uz-spd", "-f", "mermaid")
    assert code == 0
    assert out.startswith("flowchart BT\n")
    assert "prp-spo2" in out


def test_why_shows_other_proofs(run: Run) -> None:
    statement = ("why", "event:us-uz-spd-4", "a", "kg:Event", "-f", "table")
    _, one, _ = run(*statement)
    code, several, _ = run(*statement, "--all", "3")
    assert code == 0
    assert several.startswith("Proof 1 of 3:\n" + one.rstrip())
    code, _, message = run(*statement, "--all", "0")
    assert (code, "at least one" in message) == (2, True)


def test_what_does_not_hold_returns_one_and_shows_what_does(run: Run) -> None:
    code, out, _ = run("why", "UZ", "member of", "us-uz-spd", "-f", "table")
    assert code == 1
    assert "does not hold" in out
    assert "what does hold:" in out


def test_a_fresh_project_checks_without_an_error(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "-f", "jsonl", "-C", str(project.root)])
    findings = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [finding for finding in findings if finding["severity"] == "error"] == []


def _piped(command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        capture_output=True, text=True, env={**os.environ, **environment},
        cwd="/", check=False,
    )  # fmt: skip


KG = f"{shlex.quote(sys.executable)} -m kg"


def test_a_reader_that_leaves_early_is_no_error(shipped: KnowledgeGraph) -> None:
    done = _piped(f"{KG} export -f nquads | head -1")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1


def test_a_full_disk_behind_standard_output_is_explained(shipped: KnowledgeGraph) -> None:
    done = _piped(f"{KG} ask leaders > /dev/full")
    assert done.returncode == 2
    assert done.stderr == "kg: cannot write: No space left on device\n"


def test_what_cannot_be_opened_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "/secret/file")

    monkeypatch.setattr("kg.project.project.find_project", denied)
    assert run("ask", "leaders") == (2, "", "kg: /secret/file: cannot be opened: Permission denied\n")


def test_names_are_printed_whatever_the_locale(shipped: KnowledgeGraph) -> None:
    done = _piped(f"{KG} sparql 'SELECT ?c {{ BIND (country:CI AS ?c) }}'", LC_ALL="C", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "Côte" in done.stdout


def test_a_list_of_queries_says_which_cannot_be_read(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    (project.root / "queries" / "own.rq").write_text("# paramter x: y\nASK {}\n", encoding="utf-8")
    assert main(["ask", "-C", str(project.root)]) == 0
    captured = capsys.readouterr()
    assert "own.rq" in captured.err
    assert "leaders" in captured.out
