"""Notes travel with an answer to every place where people read it."""

from __future__ import annotations

import html
import io
from dataclasses import replace

import openpyxl
import pytest

from kg.analysis.views.answer import graph_of_answer
from kg.cli.output import Output, write_answer
from kg.formats.table import Table
from kg.formats.write import write
from kg.graph import KnowledgeGraph
from kg.page.page import page
from kg.sparql.results import Result

NOTES = ("the list of members is incomplete", "1 < 2")


@pytest.fixture(scope="module")
def noted(shipped: KnowledgeGraph) -> Result:
    answer = shipped.sparql("SELECT ?c { ?c kg:alpha2 'UZ' }")
    assert isinstance(answer, Result)
    assert answer.notes == ()
    return replace(answer, notes=NOTES)


def test_a_notebook_and_a_terminal_show_the_notes_below_the_table(noted: Result) -> None:
    for note in NOTES:
        assert f"<p>note: {html.escape(note)}</p>" in noted._repr_html_().partition("</table>")[2]
        assert f"note: {note}" in str(noted).splitlines()[-2:]


def test_the_command_prints_the_notes_on_standard_error(noted: Result, capsys: pytest.CaptureFixture[str]) -> None:
    write_answer(Table.of(noted), Output("csv"))
    out, err = capsys.readouterr()
    assert out == "c\nUzbekistan\n"
    assert err.splitlines() == [f"kg: note: {note}" for note in NOTES]


def test_markdown_has_the_notes_below_the_table(noted: Result) -> None:
    lines = "| c |\n| --- |\n| Uzbekistan |\n\nNote: the list of members is incomplete\n\nNote: 1 &lt; 2\n"
    assert write(noted, "markdown") == lines


def test_a_workbook_has_the_notes_on_its_sheet_about_the_data(noted: Result) -> None:
    book = write(noted, "xlsx")
    assert isinstance(book, bytes)
    rows = openpyxl.load_workbook(io.BytesIO(book))["About"].iter_rows(max_col=2, values_only=True)
    assert [value for name, value in rows if name == "Note"] == [*NOTES]


def test_the_page_of_an_answer_has_the_notes_below_the_parameters(shipped: KnowledgeGraph, noted: Result) -> None:
    written = page(graph_of_answer(shipped.snapshot, noted, "Which?", asked="answered for code UZ"))
    assert "<title>Which?: answered for code UZ</title>" in written
    below = written.partition('id="asked"')[2]
    assert all(f">note: {html.escape(note)}</p>" in below for note in NOTES)
