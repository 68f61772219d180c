"""Tables and findings in every text format."""

from __future__ import annotations

import csv
import io
import json
import re

import pyoxigraph as ox
import pytest

from kg.errors import Finding, UnknownNameError, UsageError
from kg.formats.format import TABLES, Layout
from kg.formats.table import Table
from kg.formats.tables.csv import safe_results
from kg.formats.tables.terminal import folded, table_text
from kg.formats.write import write
from kg.graph import KnowledgeGraph

QUERY = "SELECT ?c ?code ?none { VALUES ?c { country:UZ country:CI } ?c kg:alpha2 ?code } ORDER BY ?code"


@pytest.mark.parametrize("style", [name for name, one in TABLES.shipped.items() if not one.binary])
def test_every_format_for_rows_shows_each_row(shipped: KnowledgeGraph, style: str) -> None:
    text = write(shipped.sparql(QUERY), style)
    assert "Côte d’Ivoire" in text
    assert "Uzbekistan" in text
    assert text.endswith("\n")


def test_csv_can_be_read_back(shipped: KnowledgeGraph) -> None:
    rows = list(csv.reader(io.StringIO(write(shipped.sparql(QUERY), "csv"))))
    assert rows == [["c", "code", "none"], ["Côte d’Ivoire", "CI", ""], ["Uzbekistan", "UZ", ""]]


def test_json_has_iris_with_their_labels(shipped: KnowledgeGraph) -> None:
    first, _ = json.loads(write(shipped.sparql(QUERY), "json"))
    assert first["c"].endswith("country/CI")
    assert (first["c_label"], first["none"]) == ("Côte d’Ivoire", None)


def test_json_has_no_nan_and_no_infinity(documents_only: KnowledgeGraph) -> None:
    query = 'SELECT ("NaN"^^xsd:double AS ?a) ("INF"^^xsd:float AS ?b) ("-INF"^^xsd:double AS ?c) (1e0 AS ?d) {}'
    row = {"a": "NaN", "b": "INF", "c": "-INF", "d": 1.0}
    nested = Table.of_records([{"sides": [{"weight": float("nan")}]}])
    for style in ("json", "jsonl"):
        text = str(write(documents_only.sparql(query), style))
        assert json.loads(text, parse_constant=pytest.fail) in (row, [row])
        assert '"weight": "NaN"' in str(write(nested, style))


def test_tables_may_show_curies(shipped: KnowledgeGraph) -> None:
    assert "country:CI" in write(shipped.sparql(QUERY), "table", Layout(curies=True))


def test_no_line_of_a_table_is_wider_than_the_terminal(shipped: KnowledgeGraph) -> None:
    text = write(shipped.sparql("SELECT ?s ?l { ?s skos:definition ?l } LIMIT 9"), "table", Layout(width=40))
    assert max(map(len, text.splitlines())) <= 40


def test_a_table_too_wide_for_the_terminal_is_written_with_one_field_on_a_line() -> None:
    columns = ("subject", "property", "value", "paragraph_of_text", "gist", "url")
    url = "https://example.org/" + "x" * 90
    row = ("1st example climate dialogue", "has party", "", "1", "France and Japan met " * 6, url)
    text = table_text(columns, [row, row], width=80)
    lines = text.splitlines()
    assert lines[:4] == [
        "subject            1st example climate dialogue",
        "property           has party",
        "paragraph of text  1",
        "gist               France and Japan met France and Japan met France and Japan",
    ]
    assert lines[4].startswith(" " * 19 + "met ")
    assert f"url                {url}" in lines  # addresses stay whole
    assert text.count("\nurl ") == 2
    assert text.endswith("\n\n2 rows\n")
    assert max(len(line) for line in lines if "https:" not in line) <= 80
    assert "subject   " in table_text(columns, [row], width=200).splitlines()[0]


def test_passages_can_be_read_on_a_terminal_of_80_columns(documents_only: KnowledgeGraph) -> None:
    text = write(documents_only.ask("passages", thing="us-registan-grant-2024"), "table", Layout(width=80))
    assert re.search(r"(?m)^gist +\S", text)
    assert re.search(r"(?m)^url +https://kun\.uz/\S+$", text)


@pytest.mark.parametrize("width", [30, 60, 80])
def test_columns_marked_whole_are_never_wrapped(width: int) -> None:
    rows = [{"name": "a-very-long-name-of-a-query", "title": "What it answers, in words " * 3, "takes": "[--country]"}]
    assert re.search(
        r"\ba-very-long-name-of-a-query\b", write(Table.of_records(rows, whole=("name",)), "table", Layout(width=width))
    )


def test_a_table_without_rows_is_written_as_no_rows(shipped: KnowledgeGraph) -> None:
    assert write(shipped.sparql("SELECT ?s { ?s a kg:Nothing }"), "table") == "no rows\n"


def test_brackets_in_a_table_are_text(shipped: KnowledgeGraph) -> None:
    assert "[bold]x[/]" in write(shipped.sparql("SELECT ('[bold]x[/]' AS ?t) {}"), "table")


@pytest.mark.parametrize("style", ["table", "markdown"])
def test_control_and_direction_characters_are_removed_for_people(shipped: KnowledgeGraph, style: str) -> None:
    query = "SELECT ('one\u202etwo\x1b[2J\u2066three' AS ?t) {}"
    assert "onetwo[2Jthree" in write(shipped.sparql(query), style)
    assert "\x1b" not in write(shipped.sparql(query), style)
    row = json.loads(write(shipped.sparql(query), "jsonl"))  # programs get the text unchanged
    assert row["t"] == "one\u202etwo\x1b[2J\u2066three"


def test_a_tag_in_a_label_is_escaped_in_markdown(shipped: KnowledgeGraph) -> None:
    assert "| &lt;img src=x> |" in write(shipped.sparql("SELECT ('<img src=x>' AS ?t) {}"), "markdown")


TREE = """\
Uzbekistan — met under → Strategic Partnership Dialogue   [prp-spo2]
│  because “party to” and “held session of” together make “met under”
├─ Uzbekistan — party to → 4th Strategic Partnership Dialogue
│     ¶ Kun.uz, 2024-11-16, paragraph 2: The talks in Washington. <https://kun.uz/a-long-address-that-stays-whole/x>
└─ 4th Strategic Partnership Dialogue — held session of → Strategic Partnership Dialogue
      ¶ short"""


def test_a_proof_is_wrapped_with_its_indentation() -> None:
    assert folded(TREE, 50).splitlines() == [
        "Uzbekistan — met under → Strategic Partnership",
        "Dialogue   [prp-spo2]",
        "│  because “party to” and “held session of”",
        "│  together make “met under”",
        "├─ Uzbekistan — party to → 4th Strategic",
        "│  Partnership Dialogue",
        "│     ¶ Kun.uz, 2024-11-16, paragraph 2: The talks",
        "│       in Washington.",
        "│       <https://kun.uz/a-long-address-that-stays-whole/x>",
        "└─ 4th Strategic Partnership Dialogue — held",
        "   session of → Strategic Partnership Dialogue",
        "      ¶ short",
    ]


def test_a_proof_that_fits_is_changed_only_by_urls_on_their_own_lines() -> None:
    assert folded(TREE, 500) == TREE.replace(" <https", "\n│       <https")


def test_a_pipe_is_escaped_in_markdown(shipped: KnowledgeGraph) -> None:
    assert "| a\\|b |" in write(shipped.sparql("SELECT ('a|b' AS ?t) {}"), "markdown")


@pytest.mark.parametrize(
    ("style", "text"),
    [("table", "yes\n"), ("csv", "yes\n"), ("json", '{"boolean": true}\n'), ("jsonl", '{"boolean": true}\n')],
)
def test_a_boolean_answer_is_written_as_yes_or_no(style: str, text: str) -> None:
    assert write(True, style) == text
    assert write(False, style) == text.replace("yes", "no").replace("true", "false")


def test_booleans_are_written_as_in_rdf() -> None:
    table = Table(("plain", "rdf"), ((False, ox.Literal(False)), (True, ox.Literal(True))))
    assert write(table, "csv") == "plain,rdf\nfalse,false\ntrue,true\n"
    assert "| true | true |" in write(table, "markdown")
    assert json.loads(write(table, "json"))[0] == {"plain": False, "rdf": False}


def test_rows_are_not_written_as_turtle() -> None:
    with pytest.raises(UsageError, match=r"turtle is for the triples of CONSTRUCT and DESCRIBE; .* csv, .*json,"):
        write(Table(("a",), ((1,),)), "turtle")


def test_triples_are_written_as_turtle_alone(shipped: KnowledgeGraph) -> None:
    triples = shipped.sparql("CONSTRUCT { country:UZ a kg:Country } {}")
    assert write(triples, "turtle") == write(triples, "table")
    assert "country:UZ a kg:Country ." in str(write(triples, "turtle"))
    with pytest.raises(UsageError, match="triples are written as turtle, not as csv"):
        write(triples, "csv")
    with pytest.raises(UnknownNameError, match="did you mean 'turtle'"):
        write(triples, "turtel")


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'csv'"):
        write(True, "cvs")


FINDINGS = [
    Finding("syntax", "a dot | is missing", path="data/a.ttl", line=3, remedy="add it"),
    Finding("old", "=1+1 is old", "warning"),
]


def test_findings_are_a_table() -> None:
    rows = list(csv.DictReader(io.StringIO(str(write(Table.of_findings(FINDINGS), "csv")))))
    assert [row["severity"] for row in rows] == ["error", "warning"]
    assert (rows[0]["line"], rows[1]["line"], rows[1]["message"]) == ("3", "", "'=1+1 is old")
    assert "a dot \\| is missing" in write(Table.of_findings(FINDINGS), "markdown")


def test_findings_as_json_have_only_the_fields_with_a_value() -> None:
    assert json.loads(write(Table.of_findings(FINDINGS), "json"))[1] == FINDINGS[1].as_dict()
    assert set(FINDINGS[1].as_dict()) == {"check", "message", "severity"}


def test_a_table_without_rows_has_its_header() -> None:
    assert write(Table.of_findings([]), "csv").startswith("severity,check,message,")
    assert write(Table.of_records([], ("a", "b")), "markdown") == "| a | b |\n| --- | --- |\n"


def test_json_has_the_records_and_csv_the_columns() -> None:
    table = Table(("side",), (("one",), ("two",)), records=[{"slot": "leader", "sides": ["one", "two"]}])
    assert json.loads(write(table, "json")) == [{"slot": "leader", "sides": ["one", "two"]}]
    assert write(table, "csv") == "side\none\ntwo\n"


def test_empty_columns_can_be_left_out() -> None:
    assert Table(("a", "b", "c"), ((1, None, None), (2, None, 3))).filled().columns == ("a", "c")


TRICKS = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "-", "=cmd|' /C calc'!A0", "＝1", "＠SUM(A1)", "－1", "-٥",
    "\u202e+cmd", "\u200b=1", "\ufeff=1", " =1", "\x00=1", "\n1",
]  # fmt: skip


def test_csv_and_tsv_have_no_formulas() -> None:
    for text in TRICKS:
        safe = "'" + text.translate({0: None, 0x202E: None})
        for style, layout, delimiter in (
            ("csv", Layout(), ","), ("csv", Layout(bom=True), ","), ("tsv", Layout(), "\t"),
        ):  # fmt: skip
            written = str(write(Table((text, "n"), ((text, -5),)), style, layout))
            assert written.startswith("\ufeff") == layout.bom
            head, row = csv.reader(io.StringIO(written.removeprefix("\ufeff"), newline=""), delimiter=delimiter)
            assert (head, row) == ([safe, "n"], [safe, "-5"])


def test_results_in_the_form_of_the_w3c_have_no_formulas_and_are_else_unchanged() -> None:
    for text, written in (
        *((text, text) for text in ("4th round", "2024-11-13", "-5", "a=b", ",x", "<b>", "", " a")),
        ("=1+1", "\\u003D1+1"), ("\u200b=1", "\u200b\\u003D1"), ("\t ＝1", "\\t \\uFF1D1"), ("-2+1", "\\u002D2+1"),
    ):  # fmt: skip
        plain = '?t\n"{}"@en\n'.format(text.replace("\t", "\\t"))
        found = safe_results(plain, "tsv")
        assert found == f'?t\n"{written}"@en\n'
        (row,) = ox.parse_query_results(found.encode(), format=ox.QueryResultsFormat.TSV)
        assert row["t"] == ox.Literal(text, language="en")


def test_json_with_notes_has_the_rows_the_notes_and_the_sources(shipped: KnowledgeGraph) -> None:
    answer = shipped.ask(1, country="UZ", partner=["US", "CN"])
    found = json.loads(write(answer, "json-notes"))
    assert found["rows"] == json.loads(write(answer, "json"))
    assert found["notes"] == list(answer.notes)
    assert any("left out" in note and "by judgements of" in note for note in found["notes"])
    assert found["about"]["scope"] == "the whole project"
    assert {"iri", "name", "publisher", "url", "issued"} == set(found["sources"][0])


@pytest.mark.parametrize(
    "text", ["-5", "+4.5", "-1e-3", "2024-11-13", "a=b", "", " ", " a", "−5", "Côte d’Ivoire, “x”\ny"]
)
def test_numbers_and_other_texts_are_unchanged_with_a_byte_order_mark(text: str) -> None:
    written = str(write(Table(("t",), ((text,),)), "csv", Layout(bom=True)))
    assert list(csv.reader(io.StringIO(written.removeprefix("\ufeff")))) == [["t"], [text]]


@pytest.mark.parametrize("style", [name for name, one in TABLES.shipped.items() if not one.bom])
def test_a_byte_order_mark_is_accepted_only_for_csv(style: str) -> None:
    with pytest.raises(UsageError, match="--bom is for csv"):
        write(Table(("a",), ()), style, Layout(bom=True))
