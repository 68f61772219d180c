"""Tables for eyes, and the formats for machines."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from kg.errors import UsageError
from kg.formats.tables import FORMATS, dictionaries, folded, render, table_text
from kg.graph import KnowledgeGraph

QUERY = "SELECT ?c ?code ?none { VALUES ?c { country:UZ country:CI } ?c kg:alpha2 ?code } ORDER BY ?code"


@pytest.mark.parametrize("style", [name for name in FORMATS if name != "turtle"])
def test_every_format_for_rows_shows_each_row(shipped: KnowledgeGraph, style: str) -> None:
    text = render(shipped.sparql(QUERY), style)
    assert "Côte d’Ivoire" in text
    assert "Uzbekistan" in text
    assert text.endswith("\n")


def test_csv_is_read_back(shipped: KnowledgeGraph) -> None:
    rows = list(csv.reader(io.StringIO(render(shipped.sparql(QUERY), "csv"))))
    assert rows == [["c", "code", "none"], ["Côte d’Ivoire", "CI", ""], ["Uzbekistan", "UZ", ""]]


def test_json_has_iris_with_their_labels(shipped: KnowledgeGraph) -> None:
    first, _ = json.loads(render(shipped.sparql(QUERY), "json"))
    assert first["c"].endswith("country/CI")
    assert (first["c_label"], first["none"]) == ("Côte d’Ivoire", None)


def test_tables_may_show_curies(shipped: KnowledgeGraph) -> None:
    assert "country:CI" in render(shipped.sparql(QUERY), "table", curies=True)


def test_no_line_of_a_table_is_wider_than_the_terminal(shipped: KnowledgeGraph) -> None:
    text = render(shipped.sparql("SELECT ?s ?l { ?s skos:definition ?l } LIMIT 9"), "table", width=40)
    assert max(map(len, text.splitlines())) <= 40


def test_a_table_whose_columns_would_get_too_narrow_is_written_a_field_a_line() -> None:
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


def test_passages_can_be_read_on_a_terminal_of_80_columns(shipped: KnowledgeGraph) -> None:
    text = render(shipped.ask("passages", thing="us-registan-grant-2024"), "table", width=80)
    assert re.search(r"(?m)^gist +\S", text)
    assert re.search(r"(?m)^url +https://kun\.uz/\S+$", text)


@pytest.mark.parametrize("width", [30, 60, 80])
def test_names_that_are_typed_again_are_never_folded(width: int) -> None:
    rows = [{"name": "a-very-long-name-of-a-query", "title": "What it answers, in words " * 3, "takes": "[--country]"}]
    assert re.search(r"\ba-very-long-name-of-a-query\b", dictionaries(rows, "table", width=width, whole=("name",)))


def test_a_table_without_rows_says_so(shipped: KnowledgeGraph) -> None:
    assert render(shipped.sparql("SELECT ?s { ?s a kg:Nothing }"), "table") == "no rows\n"


def test_brackets_in_a_table_are_text(shipped: KnowledgeGraph) -> None:
    assert "[bold]x[/]" in render(shipped.sparql("SELECT ('[bold]x[/]' AS ?t) {}"), "table")


@pytest.mark.parametrize("style", ["table", "markdown"])
def test_nothing_in_a_label_steers_the_terminal_or_turns_the_text_around(shipped: KnowledgeGraph, style: str) -> None:
    query = "SELECT ('one\u202etwo\x1b[2J\u2066three' AS ?t) {}"
    assert "onetwo[2Jthree" in render(shipped.sparql(query), style)
    assert "\x1b" not in render(shipped.sparql(query), style)
    told = json.loads(render(shipped.sparql(query), "jsonl"))  # for machines as it is told
    assert told["t"] == "one\u202etwo\x1b[2J\u2066three"


def test_a_tag_in_a_label_is_text_in_markdown(shipped: KnowledgeGraph) -> None:
    assert "| &lt;img src=x> |" in render(shipped.sparql("SELECT ('<img src=x>' AS ?t) {}"), "markdown")


TREE = """\
Uzbekistan — met under → Strategic Partnership Dialogue   [prp-spo2]
│  because “party to” and “held session of” together make “met under”
├─ Uzbekistan — party to → 4th Strategic Partnership Dialogue
│     ¶ Kun.uz, 2024-11-16, paragraph 2: The talks in Washington. <https://kun.uz/a-long-address-that-stays-whole/x>
└─ 4th Strategic Partnership Dialogue — held session of → Strategic Partnership Dialogue
      ¶ short"""


def test_a_proof_is_folded_below_where_its_text_begins() -> None:
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


def test_a_proof_that_fits_only_moves_its_addresses() -> None:
    assert folded(TREE, 500) == TREE.replace(" <https", "\n│       <https")


def test_a_pipe_does_not_break_markdown(shipped: KnowledgeGraph) -> None:
    assert "| a\\|b |" in render(shipped.sparql("SELECT ('a|b' AS ?t) {}"), "markdown")


@pytest.mark.parametrize(("style", "text"), [("table", "yes\n"), ("json", '{"boolean": true}\n')])
def test_yes_and_no(style: str, text: str) -> None:
    assert render(True, style) == text


def test_dictionaries_are_no_rdf() -> None:
    with pytest.raises(UsageError, match="no RDF"):
        dictionaries([{"a": 1}], "turtle")
