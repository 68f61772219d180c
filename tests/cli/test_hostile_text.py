"""Text from files never controls a terminal and is never a formula: in all commands, in all of their formats."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from kg.cli import main
from kg.cli.app import MODULES
from kg.errors import printable
from kg.formats.export import export
from kg.formats.format import GRAPHS, TABLES, TRIPLES, GraphFormat, Layout, TableFormat
from kg.formats.table import Table
from kg.formats.tables.csv import safe_cell
from kg.formats.write import write
from kg.graph import KnowledgeGraph
from kg.graph import open as open_graph
from kg.project.create import init_project

#: A formula, the title of a window, colours (also in the form of one character), and changes of direction.
EVIL = '=HYPERLINK("http://x.example/","y")\x1b]0;title\x07\x1b[31m\x9b32m\u202etxt\u2066\u2028.'
ESCAPED = "".join(f"\\u{ord(c):04x}" if printable(c) != c or c in '"' else c for c in EVIL)
FORMULA_OF_A_TITLE = "".join(f"\\u{ord(c):04x}" if c in '"' else c for c in printable(EVIL))
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
FORMULA = re.compile(r"[^\S\x00]*[=+\-@＝＋－＠](?![0-9.]+$)")
SOURCE = f"""
@prefix kg: <https://w3id.org/diplomatic-kg/ontology#> .
@prefix country: <https://w3id.org/diplomatic-kg/country/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix my: <https://example.org/desk/> .
my:s a kg:Source , kg:NewsReport ; dcterms:title "{ESCAPED}"@en ; dcterms:publisher my:press ;
    dcterms:issued "2025-03-04"^^xsd:date ; kg:url "https://example.org/{"x" * 8}"^^xsd:anyURI .
my:press a kg:Organisation ; skos:prefLabel "{ESCAPED}"@en .
my:p a kg:Passage ; kg:inSource my:s ; kg:paragraph 1 ; kg:sentence 1 ; oa:start 0 ; oa:end 4 ;
    kg:sha256 "{"0" * 64}" ; kg:gist "{ESCAPED}"@en .
my:e a kg:Dialogue ; skos:prefLabel "{ESCAPED}"@en ; kg:heldSessionOf my:f ; kg:eventStatus kg:Held ;
    kg:hasParty country:FR , country:JP ; kg:ordinal 1 ; skos:note "{ESCAPED}"@en ;
    kg:earliestDate "2025-03-03"^^xsd:date ; kg:latestDate "2025-03-03"^^xsd:date ; kg:datePrecision "day" ;
    kg:place my:a ; kg:passage my:p .
my:a a kg:Place ; skos:prefLabel "{ESCAPED}"@en .
my:f a kg:DialogueSeries ; skos:prefLabel "{ESCAPED}"@en .
my:c a kg:JointCommitment ; skos:prefLabel "{ESCAPED}"@en ; kg:jointlyMadeAt my:e ; kg:passage my:p .
my:g a kg:Pledge ; skos:prefLabel "{ESCAPED}"@en ; kg:pledgedBy country:FR ; kg:addressedTo country:JP ;
    kg:madeAt my:e ; kg:amount 5 ; kg:currency "{ESCAPED}" ; kg:passage my:p .
"""
SECOND = f"""
@prefix kg: <https://w3id.org/diplomatic-kg/ontology#> .
@prefix country: <https://w3id.org/diplomatic-kg/country/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix my: <https://example.org/desk/> .
my:t a kg:Source , kg:NewsReport ; dcterms:title "{ESCAPED}"@en ; dcterms:publisher my:press ;
    dcterms:issued "2026-03-04"^^xsd:date .
my:e a kg:Dialogue ; kg:hasParty country:FR ; kg:ordinal 2 .
my:e kg:place my:b .
my:b a kg:Place ; skos:prefLabel "{ESCAPED}"@en .
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """A project in which every text that a file can give is hostile."""
    root = tmp_path_factory.mktemp("hostile") / "desk"
    init_project(root)
    (root / "data" / "sources" / "example.ttl").unlink()
    (root / "data" / "sources" / "s.ttl").write_text(SOURCE, encoding="utf-8")
    (root / "data" / "sources" / "t.ttl").write_text(SECOND, encoding="utf-8")
    (root / "data" / "sources" / "\x1b[31m\u202eevil.nt").write_text("", encoding="utf-8")
    # kg.toml may not contain control characters; the project in the folder evil does.
    (root / "evil").mkdir()
    for folder, text in ((root, FORMULA_OF_A_TITLE), (root / "evil", ESCAPED)):
        (folder / "kg.toml").write_text(
            f'base = "https://example.org/desk/"\ntitle = "{text}"\nversion = "{text}"\nlicence = "{text}"\n'
            f'attribution = ["{text}"]\nbackground = false\n',
            encoding="utf-8",
        )
    raw = EVIL.replace("\u2028", "")
    body = "SELECT ?focus ?label { ?focus skos:prefLabel ?label FILTER(STRSTARTS(STR(?focus), STR(my:))) }"
    (root / "queries" / "mine.rq").write_text(
        f"# title: {raw}\n# description: {raw}\n# parameter party: kg:Party; {raw}\nPREFIX my: <https://example.org/desk/>\n"
        f"{body.replace('{', '{ VALUES ?party { UNDEF } # parameter' + chr(10), 1)}\n",
        encoding="utf-8",
    )
    (root / "queries" / "checks").mkdir(exist_ok=True)
    (root / "queries" / "checks" / "evil.rq").write_text(
        f"# title: {raw}\n# severity: info\n# message: {raw} {{label}}\n# remedy: {raw}\n"
        f"PREFIX my: <https://example.org/desk/>\n{body}\n",
        encoding="utf-8",
    )
    (root / "bad.ttl").write_text(f'<urn:a> <urn:b> "{EVIL}', encoding="utf-8")
    (root / "text.txt").write_text(f"{raw}\n", encoding="utf-8")
    (root / "own.ttl").write_text(
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        "<urn:\u202ea> a owl:Class ; owl:disjointUnionOf ( <urn:\u202ea> ) .\n",
        encoding="utf-8",
    )
    return open_graph(root)


def calls() -> dict[str, list[list[str]]]:
    """Return calls of every command, without their formats."""
    words = EVIL.replace("\n", " ")
    return {
        "ask": [["ask"], ["ask", "mine"], ["ask", "what-held", "--date", "2025-12-31"], ["ask", "leaders", "--help"],
                ["ask", "mine", "--help"], ["ask", words], ["ask", "mine", "--party", words],
                ["ask", "mine", f"--{words}"],
                ["ask", "conflicts"], ["ask", "mine", "--sensitivity"]],
        "commitments": [["commitments"], ["commitments", "--party", words]],
        "conflicts": [["conflicts"], ["conflicts", "--slot", words]],
        "why": [["why", "FR", "kg:metUnder", "<https://example.org/desk/f>"], ["why", words, words, words],
                ["why", "FR", "kg:metUnder", "<https://example.org/desk/f>", "--all", "3"],
                ["why", "<https://example.org/desk/f>", "skos:prefLabel", words]],
        "sparql": [["sparql", "SELECT ?s ?l { ?s skos:prefLabel ?l FILTER(CONTAINS(?l, 'HYPER')) }"],
                   ["sparql", "CONSTRUCT WHERE { <https://example.org/desk/f> skos:prefLabel ?l }"],
                   ["sparql", f"SELECT {words}"], ["sparql", "ASK {}"], ["sparql", "--file", words]],
        "view": [["view"], ["view", "entities"], ["view", "entities", "--path", "FR", "JP"], ["view", words],
                 ["view", "entities", "--communities"], ["view", "entities", "--brokers"]],
        "diff": [["diff", "2025-01-01"], ["diff", words]],
        "graph": [["graph", "-o", "-"], ["graph", "-o", "page.html", "--question", "mine"],
                  ["graph", "-o", f"{words}/page.html"]],
        "export": [],
        "build": [["build"], ["-C", words, "build"], ["-C", "evil", "build"]],
        "check": [["check"], ["check", "--today", words]],
        "profile": [["profile", "own.ttl"], ["profile", "bad.ttl"], ["profile", words]],
        "init": [["init", "other\x1b[31m"], ["init", "."]],
        "new": [["new", "source", "--title", words, "--new-publisher", "Post", "--issued", words],
                ["new", "source", "--title", words, "--new-publisher", words, "--issued", "2025-01-01", "--name", "n"],
                ["new", words]],
        "import": [["import", "--list"], ["import", words], ["import", "factbook", "bad.ttl", "-o", "x.ttl"]],
        "cite": [["cite", "s", "--text", "text.txt", "title"], ["cite", words, "--text", "text.txt", "title"],
                 ["cite", "s", "--text", "text.txt", words, "--gist", words]],
        "fmt": [["fmt", "bad.ttl"], ["fmt", "--check"], ["fmt", words]],
        "completion": [["completion", "bash"], ["completion", words]],
        "": [["--help"], [words], ["--version"], [f"--{words}"]],
    }  # fmt: skip


def formats_of(command: str) -> list[str]:
    if command == "check":
        return ["table", "csv", "jsonl"]
    if command in ("ask", "commitments", "conflicts", "view", "diff", "build", "sparql"):
        return [*TABLES.shipped, *(TRIPLES.shipped if command in ("ask", "sparql") else ())]
    return ["table", "json", "jsonl", "markdown", "mermaid"] if command == "why" else []


def formulas(content: str, delimiter: str) -> Iterator[str]:
    for row in csv.reader(io.StringIO(content, newline=""), delimiter=delimiter):
        yield from (cell for cell in row if FORMULA.match(cell) or (cell[:1] in "\t\r\n" and cell))


def test_a_line_break_in_a_name_forges_no_line(
    desk: KnowledgeGraph, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "desk"
    shutil.copytree(desk.project.root, root, ignore=shutil.ignore_patterns(".kg", "*evil*"))
    (root / "data" / "sources" / "a\nFORGED.nt").write_text("", encoding="utf-8")
    for path in (root / "data" / "sources").glob("*.ttl"):
        text = path.read_text(encoding="utf-8").replace(ESCAPED, r"label\nFORGED: error: \n\nFORGED")
        path.write_text(text, encoding="utf-8")
    (root / "s.ttl").write_text(text.replace("my:t ", "my:u "), encoding="utf-8")
    passed = 0
    for line in (
        ["check"], ["check", "-f", "table"], ["check", "s.ttl"], ["ask", "mine"], ["commitments"], ["conflicts"],
        ["sparql", "SELECT ?l { ?s skos:prefLabel ?l }"], ["build"], ["diff", "2025-01-01"], ["view", "entities"],
        ["why", "FR", "kg:metUnder", "<https://example.org/desk/f>"],
    ):  # fmt: skip
        style = ["-f", "table"] if line[0] not in ("check", "why", "build", "diff", "conflicts") else []
        words = [str(root / word) if word == "s.ttl" else word for word in line]
        assert main([*words, *style, "-C", str(root)]) < 2, line
        shown = "\n".join(capsys.readouterr())
        passed += r"\nFORGED" in shown
        assert not re.search(r"(?m)^\s*FORGED", shown), (line, shown)
    assert passed > 8
    result = open_graph(root).sparql("SELECT ?l { <https://example.org/desk/f> skos:prefLabel ?l }")
    assert str(result).count("\n") == 2


def test_every_command_has_a_call() -> None:
    assert set(calls()) == {*MODULES, ""}


def test_no_output_controls_a_terminal_and_no_cell_is_a_formula(
    desk: KnowledgeGraph, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(desk.project.root)
    wrong, seen = [], set()
    for command, lines in calls().items():
        for line in lines:
            # An error is printed in the same way in each format, and each format is tried until it has shown the text.
            styles = formats_of(command) if EVIL not in line and "--sensitivity" not in line else []
            for style in [one for one in styles if (command, one) not in seen] or styles[:1] or ["csv"]:
                if "--help" in line and style != "csv":
                    continue
                options = ["-f", style] if style in formats_of(command) else []
                code = main([*line, *options])
                out, err = capfdbinary.readouterr()
                if style == "xlsx" and out[:2] == b"PK":
                    cells = [c for sheet in openpyxl.load_workbook(io.BytesIO(out)) for row in sheet for c in row]
                    wrong += [
                        (line, style, c.value) for c in cells if c.data_type == "f" or CONTROL.search(str(c.value))
                    ]
                    seen.add((command, style))
                    continue
                text = out.decode()
                wrong += [(line, style, found[0]) for found in CONTROL.finditer(text + err.decode())]
                if options and style in ("csv", "tsv") and "--help" not in line:
                    wrong += [
                        (line, style, cell) for cell in formulas(text.lstrip("\ufeff"), "," if style == "csv" else "\t")
                    ]
                if "HYPERLINK" in text + err.decode():
                    seen.add((command, style))
                assert code in (0, 1, 2), (line, style, err)
    assert wrong == []
    # The hostile text reached the output of each command that shows data, in each format.
    missing = {
        (command, style) for command in calls() for style in formats_of(command)
        if style not in ("turtle",) and (command, style) not in seen
    }  # fmt: skip
    assert not missing


@pytest.mark.parametrize("name", sorted(GRAPHS.shipped))
def test_no_export_controls_a_terminal(desk: KnowledgeGraph, name: str) -> None:
    text = export(desk.snapshot, name).decode()
    assert "HYPERLINK" in text or name in ("country-year", "dyad-year")
    assert not CONTROL.search(text)
    if name in ("country-year", "dyad-year"):
        assert list(formulas(text, ",")) == []


def test_json_and_turtle_lose_nothing(desk: KnowledgeGraph) -> None:
    query = "SELECT ?l { <https://example.org/desk/f> skos:prefLabel ?l }"
    for style in ("json", "jsonl"):
        (row,) = json.loads(f"[{write(desk.sparql(query), style)}]".replace("[[", "[").replace("]\n]", "]"))
        assert row == {"l": EVIL}
    triples = str(write(desk.sparql(query.replace("SELECT ?l", "CONSTRUCT WHERE")), "turtle"))
    assert "\\u001B]0;title\\u0007" in triples
    assert "\\u202E" in triples


def test_a_format_that_forgets_is_made_harmless(desk: KnowledgeGraph) -> None:
    def forgetful(table: Table, layout: Layout) -> str:
        return "\x1b[1mbold\x1b[0m" + "\r\n".join(text for row in table.texts() for text in row)

    style = TableFormat("forgetful", "A format that writes cells as they are", forgetful)
    graphs = GraphFormat("careless", "The same for graphs", lambda _: EVIL.encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(TABLES.shipped, "forgetful", style)
        patch.setitem(GRAPHS.shipped, "careless", graphs)
        table = Table(("a", "b"), ((EVIL, "b"),))
        assert CONTROL.sub("", EVIL) + "\r\nb" in str(write(table, "forgetful"))
        coloured = str(write(table, "forgetful", Layout(colour=True)))
        assert set(re.findall(r"\x1b[^m]*m", coloured)) == {"\x1b[1m", "\x1b[0m", "\x1b[31m"}
        assert not CONTROL.search(coloured.replace("\x1b[", "").replace("\r\n", ""))
        assert not CONTROL.search(export(desk.snapshot, "careless").decode())


def test_cells_that_are_no_formulas_stay_as_they_are() -> None:
    for cell in ("-5", "+1.5e3", "-.5", "-INF", "Oslo", "", "a=b", "\u2212 5", "1-2", "'=1"):
        assert safe_cell(cell) == cell
    for cell in ("=1+1", "+A1", "-A1", "@SUM(A1)", " =1+1", "\n=1+1", "\u200b=1", "＝1+1", "－1+1", "\tx", "\rx",
                 "-1+1", "-2012-11-29", "\u00a0@x", "\ufeff=1"):  # fmt: skip
        assert safe_cell(cell).startswith("'"), cell
