"""Formats on the command line: tables in every format, the format by the file name, plugins of other packages."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from kg.errors import Finding
from kg.formats.format import GRAPHS, TABLES
from kg.graph import KnowledgeGraph
from kg.importers.importer import IMPORTERS
from kg.project.project import Project

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def _findings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `kg check` report two fixed findings, because the checks take seconds."""
    source = "https://w3id.org/diplomatic-kg/source/kun-uz-2024-11-16"
    found = (
        Finding("syntax", "a dot | is missing", path="a.ttl", line=3),
        Finding("old", "it is old", "warning", source=source),
    )
    monkeypatch.setattr("kg.check.check.check", lambda *_: found)


#: For every command that answers with a table: its arguments, and one column of the table.
TABLE_COMMANDS = {
    "ask": (["ask"], "takes"),
    "question": (["ask", "leaders"], "official"),
    "sensitivity": (
        ["ask", "pledges-with-money", "--sensitivity", "--source", "kun-uz-2024-11-16", "--no-background"],
        "needs",
    ),
    "commitments": (["commitments", "--today", "2026-01-01"], "status"),
    "sparql": (["sparql", "SELECT ?c { ?c a kg:Country }"], "c"),
    "conflicts": (["conflicts"], "judgement"),
    "views": (["view"], "title"),
    "view": (["view", "affiliations"], "relation"),
    "path": (["view", "entities", "--path", "US", "China"], "inferred"),
    "brokers": (["view", "countries", "--brokers"], "betweenness"),
    "communities": (["view", "affiliations", "--communities"], "members"),
    "check": (["check"], "severity"),
    "build": (["build"], "triples"),
    "diff": (["diff", "last", "last"], "property"),
}


@pytest.mark.usefixtures("_findings")
@pytest.mark.parametrize("name", TABLE_COMMANDS)
def test_every_table_is_written_as_a_workbook(run: Run, name: str) -> None:
    words, column = TABLE_COMMANDS[name]
    code, out, _ = run(*words, "-o", "answer.xlsx")
    assert (code in (0, 1), out) == (True, "")
    book = openpyxl.load_workbook("answer.xlsx")
    assert column in [cell.value for cell in book["Table"][1]]
    facts = {row[0].value: row[1].value for row in book["About"].iter_rows()}
    assert facts["Title"]
    assert facts["Rows"] == str(book["Table"].max_row - 1)
    # The lists of questions and of views do not come from a graph.
    assert ("Licence" in facts) == (name not in ("ask", "views"))


@pytest.mark.usefixtures("_findings")
@pytest.mark.parametrize("name", ["question", "check", "views", "conflicts"])
def test_the_ending_of_the_file_chooses_the_format(run: Run, name: str) -> None:
    words, column = TABLE_COMMANDS[name]
    for ending, style in ((".csv", "csv"), (".md", "markdown"), (".jsonl", "jsonl"), (".TSV", "tsv")):
        _, printed, _ = run(*words, "-f", style)
        _, out, _ = run(*words, "-o", f"answer{ending}")
        assert out == ""
        assert Path(f"answer{ending}").read_text(encoding="utf-8") == printed
        assert column in printed or style == "jsonl"


def test_a_workbook_names_the_question_its_parameters_and_its_sources(run: Run, shipped: KnowledgeGraph) -> None:
    assert run("ask", "1", "--partner", "US", "--partner", "CN", "-o", "answer.xlsx")[0] == 0
    facts = {row[0].value: row[1].value for row in openpyxl.load_workbook("answer.xlsx")["About"].iter_rows()}
    assert facts["Title"] == shipped.queries["frameworks-by-partner"].title
    assert (facts["Parameter partner"], facts["Parameter country"]) == ("US, CN", "country:UZ")
    run("conflicts", "-o", "answer.xlsx")
    assert "Sources cited" in [row[0].value for row in openpyxl.load_workbook("answer.xlsx")["About"].iter_rows()]


def test_a_view_in_a_workbook_links_its_nodes_and_names_its_sources(run: Run) -> None:
    run("view", "affiliations", "-o", "view.xlsx")
    book = openpyxl.load_workbook("view.xlsx")
    assert book["Table"]["A2"].hyperlink.target.startswith("https://w3id.org/diplomatic-kg/")
    assert "Sources cited" in [row[0].value for row in book["About"].iter_rows()]


def test_whether_an_edge_is_inferred_is_a_boolean(run: Run) -> None:
    words = ["view", "entities", "--path", "US", "China"]
    rows = list(csv.DictReader(io.StringIO(run(*words, "-f", "csv")[1])))
    assert {row["inferred"] for row in rows} == {"true"}
    assert {json.loads(line)["inferred"] for line in run(*words)[1].splitlines()} == {"yes"}
    run(*words, "-o", "path.xlsx")
    sheet = openpyxl.load_workbook("path.xlsx")["Table"]
    column = [cell.value for cell in sheet[1]].index("inferred")
    assert sheet[2][column].value is True


@pytest.mark.usefixtures("_findings")
def test_findings_are_written_as_csv_and_markdown(run: Run) -> None:
    code, table, _ = run("check", "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert code == 1
    assert [(row["check"], row["severity"], row["line"]) for row in rows] == [
        ("syntax", "error", "3"), ("old", "warning", "")
    ]  # fmt: skip
    heads, _, *lines = run("check", "-f", "markdown")[1].splitlines()
    assert heads.startswith("| severity | check | message |")
    assert lines[0].startswith("| error | syntax | a dot \\| is missing | a.ttl | 3 |")


def test_findings_that_prevent_a_build_are_written(run: Run, project: Project) -> None:
    (project.root / "data" / "sources" / "bad.ttl").write_text("<urn:s> <urn:p>", encoding="utf-8")
    assert run("-C", str(project.root), "check", "-o", "findings.xlsx")[0] == 1
    sheet = openpyxl.load_workbook("findings.xlsx")["Table"]
    assert [cell.value for cell in sheet[2]][:2] == ["error", "syntax"]


def test_the_profile_of_an_ontology_is_written_to_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "o.ttl").write_text("<urn:a> a <http://www.w3.org/2002/07/owl#Class> .", encoding="utf-8")
    assert run("profile", "o.ttl", "-f", "csv")[1].startswith("severity,check,")
    assert run("profile", "o.ttl", "-o", "verdict.txt")[:2] == (0, "")
    assert Path("verdict.txt").read_text(encoding="utf-8").endswith("in OWL 2 RL\n")


def test_csv_has_no_formulas_and_for_excel_a_byte_order_mark(run: Run) -> None:
    query = "SELECT ('=1+1' AS ?t) (-5 AS ?n) {}"
    assert run("sparql", query, "-f", "csv", "--bom")[1] == "\ufefft,n\n'=1+1,-5\n"
    assert run("sparql", query, "--bom", "-o", "x.csv")[0] == 0
    assert Path("x.csv").read_bytes().startswith(b"\xef\xbb\xbft,n")
    assert run("sparql", query, "-f", "csv")[1] == "t,n\n'=1+1,-5\n"
    # Without a format, --bom selects CSV.
    assert run("ask", "leaders", "--bom")[1] == run("ask", "leaders", "--bom", "-f", "csv")[1]


WRONG = {
    "a byte order mark in JSON": (["ask", "leaders", "-f", "json", "--bom"], "--bom is for csv, not for json"),
    "a byte order mark in triples": (["sparql", "DESCRIBE country:UZ", "-f", "turtle", "--bom"], "not for turtle"),
    "an unknown file extension": (["ask", "leaders", "-o", "x.foo"], "x.foo: no format has this ending"),
    "a missing folder": (["ask", "leaders", "-o", "no/x.csv"], "the folder no does not exist"),
    "a file without a name": (["check", "-o", ""], "--output: the name of the file is empty"),
    "a full disk": (["ask", "leaders", "-f", "csv", "-o", "/dev/full"], "No space left on device"),
    "a format of graphs": (["ask", "leaders", "-f", "gexf"], "no format called 'gexf'\nchoose one of: csv, "),
    "triples as a workbook": (["sparql", "DESCRIBE country:UZ", "-o", "x.xlsx"], "triples are written as turtle"),
    "an unknown importer": (["import", "factbok"], "no importer called 'factbok'; did you mean 'factbook'?"),
    "an importer without files": (["import", "factbook"], "factbook reads 1 input (FACTBOOK), but 0 are given"),
    "an import of a missing file": (["import", "factbook", "gone"], "gone: cannot be read"),
    "an import into a missing folder": (
        ["import", "factbook", "gone", "-o", "no/x.ttl"],
        "the folder no does not exist",
    ),
    "a format of a data set": (["import", "factbook", "x", "-f", "csv"], "--format is for the list of importers"),
    "a list as Turtle": (["import", "-o", "x.ttl"], "x.ttl: no format has this ending"),
    "a list and a name": (["import", "--list", "factbook"], "--list takes no NAME"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_arguments_are_explained_with_exit_code_two(run: Run, case: str) -> None:
    words, message = WRONG[case]
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert err.startswith("kg: ")
    assert message in err


def test_a_workbook_is_not_printed_on_a_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    code, _, err = run("ask", "leaders", "-f", "xlsx")
    assert (code, err) == (
        2, "kg: xlsx cannot be shown on a terminal; write it to a file: -o answer.xlsx\n"
    )  # fmt: skip


def test_a_workbook_can_be_written_to_a_pipe(shipped: KnowledgeGraph) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kg", "ask", "leaders", "-f", "xlsx", "-C", str(shipped.project.root)],
        capture_output=True, check=True, env=os.environ,
    )  # fmt: skip
    assert openpyxl.load_workbook(io.BytesIO(done.stdout)).sheetnames == ["Table", "About"]


def test_help_lists_every_format_and_importer(run: Run) -> None:
    text = " ".join(run("export", "--help")[1].split())
    assert all(f"{name} {one.title}" in text for name, one in GRAPHS.shipped.items())
    text = " ".join(run("import", "--help")[1].split())
    assert all(f"{name} {one.usage} {one.title}" in text for name, one in IMPORTERS.shipped.items())
    for command in ("ask", "commitments", "sparql", "conflicts", "view", "check", "profile", "build", "diff",
                    "import"):  # fmt: skip
        assert ", ".join(TABLES.shipped) in " ".join(run(command, "--help")[1].split())


def test_importers_are_listed(run: Run) -> None:
    for words in (["import"], ["import", "--list"]):
        rows = [json.loads(line) for line in run(*words)[1].splitlines()]
        assert [row["name"] for row in rows] == list(IMPORTERS.shipped)
        codes = next(row for row in rows if row["name"] == "country-codes")
        assert codes["reads"] == "CSV FACTBOOK"
        assert codes["writes"] == "data/reference/vocabulary/countries.ttl"


def test_the_list_of_importers_is_a_table_as_others(run: Run) -> None:
    code, out, _ = run("import", "-f", "csv")
    assert (code, out.splitlines()[0]) == (0, "name,title,reads,writes")
    assert run("import", "--list", "-o", "importers.csv") == (0, "", "")
    assert Path("importers.csv").read_text(encoding="utf-8") == out


def test_an_import_with_an_error_writes_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "uz.json").write_text('{"Government": {}}', encoding="utf-8")
    code, out, err = run("import", "factbook", ".", "-o", "capitals.ttl")
    assert (code, out) == (1, "")
    assert "error: 0 capitals have usable coordinates, but 200 are expected [too-few-capitals]" in err
    assert not Path("capitals.ttl").exists()


TINY = """\
from kg.errors import Finding
from kg.formats.format import GraphFormat, TableFormat
from kg.importers.importer import Imported, Importer, Input

COUNT = TableFormat("count", "how many rows", lambda table, layout: f"{len(table.rows)} rows\\n", (".count",))
SIZE = GraphFormat("size", "how many quads", lambda snapshot: f"{snapshot.manifest.size}\\n".encode(), (".size",))


def read(paths):
    text = paths[0].read_text(encoding="utf-8")
    return Imported(f"<urn:{text.strip()}> <urn:p> 1 .\\n", "1 name", (Finding("odd", "is odd", "warning"),))


NAMES = Importer("names", "a file of names", (Input("FILE", "a name on each line"),), "data/names.ttl", read)
"""


@pytest.fixture
def installed(tmp_path: Path, project: Project) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Install a package in a folder as pip does; return a function that runs kg with it."""
    site = tmp_path / "site"
    metadata = site / "tiny_extras-1.0.dist-info"
    metadata.mkdir(parents=True)
    (site / "tiny_extras.py").write_text(TINY, encoding="utf-8")
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: tiny-extras\nVersion: 1.0\n", encoding="utf-8")
    (metadata / "entry_points.txt").write_text(
        "[diplomatic_kg.formats]\ncount = tiny_extras:COUNT\nsize = tiny_extras:SIZE\n"
        "[diplomatic_kg.importers]\nnames = tiny_extras:NAMES\n",
        encoding="utf-8",
    )
    path = os.pathsep.join(filter(None, (str(site), os.environ.get("PYTHONPATH", ""))))

    def call(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "kg", *words], capture_output=True, text=True, check=False, cwd=project.root,
            env={**os.environ, "PYTHONPATH": path},
        )  # fmt: skip

    return call


def test_a_plugin_adds_formats_and_an_importer(
    installed: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path, project: Project
) -> None:
    assert installed("sparql", "SELECT ?x { VALUES ?x { 1 2 } }", "-f", "count").stdout == "2 rows\n"
    assert installed("export", "-o", "graph.size").returncode == 0
    assert int((project.root / "graph.size").read_text(encoding="utf-8")) > 1000
    (tmp_path / "names.txt").write_text("one\n", encoding="utf-8")
    done = installed("import", "names", str(tmp_path / "names.txt"))
    assert (done.returncode, done.stdout) == (0, "<urn:one> <urn:p> 1 .\n")
    assert done.stderr == "warning: is odd [odd]\nkg: 1 name written to standard output\n"
    assert "names FILE" in installed("import", "--help").stdout


def test_a_broken_plugin_is_named_and_the_others_are_listed(
    installed: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    (tmp_path / "site" / "broken_extras.py").write_text("import nothing_of_this_name\n", encoding="utf-8")
    with (tmp_path / "site" / "tiny_extras-1.0.dist-info" / "entry_points.txt").open("a", encoding="utf-8") as file:
        file.write("[diplomatic_kg.formats]\nbad = broken_extras:BAD\n")
    done = installed("export", "--help")
    assert done.returncode == 0
    assert "  size " in done.stdout
    assert "  turtle " in done.stdout
    assert done.stderr.startswith(
        "kg: the package tiny-extras 1.0 adds 'bad' (broken_extras:BAD), which cannot be loaded"
    )
    done = installed("export", "-f", "bad")
    assert (done.returncode, done.stdout) == (2, "")
    assert "ModuleNotFoundError: No module named 'nothing_of_this_name'" in done.stderr
    assert "broken_extras" not in installed("export", "-f", "turtle", "-o", "x").stderr
