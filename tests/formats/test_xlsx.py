"""Workbooks, read back by another library: typed cells, links, the sheet About, no formulas."""

from __future__ import annotations

import datetime
import io
import zipfile
from decimal import Decimal
from typing import Any

import openpyxl
import pyoxigraph as ox
import pytest
from xlsxwriter import Workbook

import kg
from kg.errors import Finding, UsageError
from kg.formats.format import TABLES, Layout
from kg.formats.table import Table
from kg.formats.tables import xlsx
from kg.formats.write import write
from kg.graph import KnowledgeGraph
from kg.rdf import terms


def book(answer: Any, layout: Layout = Layout()) -> Any:  # noqa: B008
    content = write(answer, "xlsx", layout)
    assert isinstance(content, bytes)
    return openpyxl.load_workbook(io.BytesIO(content))


def cell(value: Any) -> Any:
    return book(Table(("v",), ((value,),)))["Table"]["A2"]


def literal(text: str, kind: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(terms.XSD + kind))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (literal("4", "integer"), 4),
        (literal("2.5", "decimal"), 2.5),
        (literal("true", "boolean"), True),
        (literal("2024", "gYear"), 2024),
        (literal("2024-11-13", "date"), datetime.datetime(2024, 11, 13)),
        (ox.Literal("text"), "text"),
        (ox.Literal("text", language="en"), "text"),
        (7, 7),
        (Decimal("0.10"), 0.1),
        (False, False),
        (datetime.date(1900, 3, 1), datetime.datetime(1900, 3, 1)),
        (0.0, 0),
        (Decimal("1e300"), 1e300),
        # Values that Excel would change are written as text: long, huge and tiny numbers, days before 1900, NaN.
        (literal("1" + "0" * 400, "decimal"), "1" + "0" * 400),
        (Decimal("1e-400"), "1E-400"),
        (1e308, "1e+308"),
        (5e-324, "5e-324"),
        (float("-inf"), "-inf"),
        (1234567890123456, "1234567890123456"),
        (Decimal("1.2345678901234567"), "1.2345678901234567"),
        (datetime.date(1899, 12, 31), "1899-12-31"),
        (float("nan"), "nan"),
        ("0042", "0042"),
        # A text is a date if it is exactly one day.
        ("2024-11-13", datetime.datetime(2024, 11, 13)),
        (ox.Literal("2024-11-13"), datetime.datetime(2024, 11, 13)),
        ("1899-12-31", "1899-12-31"),
        ("2023-02-29", "2023-02-29"),
        ("2024-11", "2024-11"),
        ("by 2024-11-13", "by 2024-11-13"),
        ("2024-11-13/2024-11-14", "2024-11-13/2024-11-14"),
        ("٢٠٢٤-١١-١٣", "٢٠٢٤-١١-١٣"),
    ],
)
def test_cells_have_types(value: Any, expected: Any) -> None:
    assert cell(value).value == expected
    assert type(cell(value).value) is type(expected)


def test_dates_have_the_iso_format() -> None:
    assert cell(literal("2024-11-13", "date")).number_format == "yyyy-mm-dd"


def test_the_days_of_questions_are_dates_and_headers_are_text(documents_only: KnowledgeGraph) -> None:
    _, *rows = book(documents_only.ask("leaders", session="us-uz-spd-4"))["Table"].values
    assert {row[1] for row in rows} == {datetime.datetime(2024, 11, 13)}
    assert book(Table(("2024-11-13",), ()))["Table"]["A1"].value == "2024-11-13"


@pytest.mark.parametrize("value", [None, "", ox.Literal("")])
def test_an_empty_value_is_an_empty_cell(value: Any) -> None:
    assert cell(value).value is None


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")', "{=1}", "\t=1"])
def test_text_is_never_a_formula(text: str) -> None:
    for value in (text, ox.Literal(text), ox.Literal(text, language="en")):
        assert (cell(value).data_type, cell(value).value) == ("s", text)
    headed = book(Table((text,), ((text,),), title=text, parameters={text: text}))
    assert {one.data_type for sheet in headed for row in sheet for one in row if one.value is not None} <= {"s"}
    parts = zipfile.ZipFile(io.BytesIO(bytes(write(Table((text,), ((text,),), title=text), "xlsx"))))
    assert not any(b"<f>" in parts.read(name) for name in parts.namelist())


def test_text_that_looks_like_the_xml_of_a_cell_stays_text() -> None:
    for text in ("<r>a</r>", "<r>& oops</r>", "<r><t>x</t></r>", "<r></r>", f"<r>{'&' * 32_000}</r>"):
        assert (cell(text).data_type, cell(text).value) == ("s", text)
    text, address = "<r>&</r>", "https://example.org/"
    headed = book(Table((text,), ((text,),), title=text, parameters={text: text}))
    assert headed["Table"]["A1"].value == headed["Table"]["A2"].value == text
    assert ("Parameter <r>&</r>", text) in facts(headed)
    # A label of a link.
    stream = io.BytesIO()
    with Workbook(stream) as made:
        xlsx._Sheet(made, "Table").write(0, 0, text, address=address)
    link = openpyxl.load_workbook(stream)["Table"]["A1"]
    assert (link.value, link.hyperlink.target) == (text, address)


def test_control_and_direction_characters_are_removed() -> None:
    assert cell("one\u202etwo\x1b[2J").value == "onetwo[2J"


def test_a_half_of_a_character_is_replaced() -> None:
    text = "a\ud800b.ttl"
    workbook = book(Table((text,), ((text,),), title=text, parameters={text: text}))
    assert workbook["Table"]["A1"].value == workbook["Table"]["A2"].value == "a\ufffdb.ttl"
    assert ("Title", "a\ufffdb.ttl") in facts(workbook)


def test_an_address_that_cannot_be_a_link_is_text() -> None:
    for end, shown in (("\ud800", "\ufffd"), ("\x1b", ""), ("\uffff", "_xFFFF_"), ("😀" * 1500, "😀" * 1500)):
        one = cell(f"https://example.org/{end}")
        assert (one.value, one.hyperlink) == (f"https://example.org/{shown}", None)


def test_iris_and_urls_are_links(shipped: KnowledgeGraph) -> None:
    uzbekistan = ox.NamedNode("https://w3id.org/diplomatic-kg/country/UZ")
    address = literal("https://kun.uz/a?b=1#c", "anyURI")
    row = (uzbekistan, address, "https://example.org/x", "see https://example.org", ox.NamedNode("urn:x"))
    sheet = book(Table(tuple("abcde"), (row,), shipped.snapshot))["Table"]
    links = [(one.value, one.hyperlink and (one.hyperlink.target, one.hyperlink.location)) for one in sheet[2]]
    assert links == [
        ("Uzbekistan", ("https://w3id.org/diplomatic-kg/country/UZ", None)),
        ("https://kun.uz/a?b=1#c", ("https://kun.uz/a?b=1", "c")),
        ("https://example.org/x", ("https://example.org/x", None)),
        ("see https://example.org", None),
        ("urn:x", None),
    ]
    curies = book(Table(("a",), ((uzbekistan,),), shipped.snapshot), Layout(curies=True))["Table"]
    assert (curies["A2"].value, curies["A2"].hyperlink.target) == ("country:UZ", uzbekistan.value)


def test_links_beyond_the_limit_of_excel_become_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "_MOST_LINKS", 1)
    sheet = book(Table(("a",), (("https://a.org/",), ("https://b.org/",), (f"https://c.org/{'x' * 2100}",))))["Table"]
    assert [one.hyperlink is not None for one in sheet["A"]] == [False, True, False, False]
    assert sheet["A3"].value == "https://b.org/"


def test_the_header_is_frozen_and_has_filters(shipped: KnowledgeGraph) -> None:
    sheet = book(shipped.ask("leaders"))["Table"]
    rows = shipped.ask("leaders")
    assert (sheet.freeze_panes, sheet.max_row) == ("A2", len(rows) + 1)
    assert sheet.auto_filter.ref.startswith("A1:")
    assert sheet.auto_filter.ref.endswith(str(len(rows) + 1))
    assert [one.value for one in sheet[1]] == list(rows.columns)
    assert all(one.font.b for one in sheet[1])


def test_columns_are_as_wide_as_their_texts_up_to_a_limit() -> None:
    sheet = book(Table(("a", "b", "c"), (("x", "y" * 30, "z" * 500),)))["Table"]
    assert [round(sheet.column_dimensions[name].width) for name in "ABC"] == [9, 33, 61]


def facts(workbook: Any) -> list[tuple[Any, Any]]:
    return [(row[0].value, row[1].value) for row in workbook["About"].iter_rows() if row[0].value]


def test_the_sheet_about_describes_the_data(shipped: KnowledgeGraph) -> None:
    table = Table.of(shipped.ask("leaders"), title="Who led each side", parameters={"session": "us-uz-spd-4"})
    workbook = book(table)
    assert workbook.sheetnames == ["Table", "About"]
    manifest = shipped.snapshot.manifest
    found = facts(workbook)
    assert found[:2] == [("Title", "Who led each side"), ("Parameter session", "us-uz-spd-4")]
    assert {("Data", manifest.title), ("Data version", manifest.data_version), ("Licence", "CC-BY-4.0"),
            ("Scope", "the whole project"), ("Rows", str(len(table.rows))),
            *(("Attribution", text) for text in manifest.attribution)} <= set(found)  # fmt: skip


def test_the_scope_of_a_graph_of_one_source_is_named() -> None:
    graph = kg.open(sources_only=["kun-uz-2024-11-16"], background=False, known_by="2024-12-31")
    found = dict(facts(book(graph.ask("leaders"))))
    assert "kun-uz-2024-11-16" in found["Scope"]
    assert "2024-12-31" in found["Scope"]
    assert found["Sources in scope"] == "1"


def sources(workbook: Any) -> list[str]:
    rows = [row[0].value for row in workbook["About"].iter_rows()]
    heads = ("Sources cited", "Sources in scope (")
    start = next(number for number, text in enumerate(rows) if text and text.startswith(heads))
    return [rows[start], *rows[start + 2 :]]


def test_sources_that_the_rows_cite_are_listed(shipped: KnowledgeGraph) -> None:
    answer = shipped.sparql("SELECT ?s { VALUES ?s { source:kun-uz-2024-11-16 country:UZ } }")
    workbook = book(answer)
    label = shipped.snapshot.label(f"{terms.PREFIXES['source']}kun-uz-2024-11-16")
    assert sources(workbook) == ["Sources cited", label]
    (row,) = [row for row in workbook["About"].iter_rows() if row[0].value == label]
    assert row[0].hyperlink.target.endswith("source/kun-uz-2024-11-16")
    assert (row[1].value, row[2].value) == ("Kun.uz", datetime.datetime(2024, 11, 16))
    assert row[3].hyperlink.target == row[3].value
    assert row[3].value.startswith("https://kun.uz/")


def test_a_passage_or_a_url_in_a_cell_cites_its_source(shipped: KnowledgeGraph) -> None:
    passage = "SELECT ?p { ?p kg:inSource source:kun-uz-2024-11-16 } LIMIT 1"
    address = "SELECT ?a { source:kun-uz-2024-11-16 kg:url ?a }"
    expected = sources(book(shipped.sparql("SELECT ?s { VALUES ?s { source:kun-uz-2024-11-16 } }")))
    assert sources(book(shipped.sparql(passage))) == sources(book(shipped.sparql(address))) == expected


def test_all_sources_in_scope_are_listed_if_rows_cite_none(documents_only: KnowledgeGraph) -> None:
    heading, *listed = sources(book(documents_only.sparql("SELECT ?c { ?c a kg:Country }")))
    assert heading.startswith("Sources in scope")
    assert len(listed) == 2


def test_findings_name_their_sources(shipped: KnowledgeGraph) -> None:
    iri = f"{terms.PREFIXES['source']}kun-uz-2024-11-16"
    table = Table.of_findings([Finding("old", "it is old", "warning", source=iri, line=3)], shipped.snapshot)
    workbook = book(table)
    assert sources(workbook) == ["Sources cited", shipped.snapshot.label(iri)]
    names = [one.value for one in workbook["Table"][1]]
    assert workbook["Table"][2][names.index("line")].value == 3


def test_the_sheet_about_without_a_graph_has_the_number_of_rows() -> None:
    assert facts(book(Table(("a",), ((1,),)))) == [("Rows", "1")]


def test_a_boolean_answer_is_one_cell() -> None:
    sheet = book(True)["Table"]
    assert (sheet["A1"].value, sheet["A2"].value) == ("answer", True)


def test_the_same_table_gives_the_same_bytes_without_the_time_of_writing(shipped: KnowledgeGraph) -> None:
    content = bytes(write(shipped.ask("leaders"), "xlsx"))
    assert write(shipped.ask("leaders"), "xlsx") == content
    assert {part.date_time for part in zipfile.ZipFile(io.BytesIO(content)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = openpyxl.load_workbook(io.BytesIO(content)).properties
    assert properties.created == properties.modified == datetime.datetime(1980, 1, 1)


def test_tables_beyond_the_limits_of_excel_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="row 1: a text has 32768 characters"):
        write(Table(("a",), (("x" * 32768,),)), "xlsx")
    with pytest.raises(UsageError, match="row 1: a text has 40000 characters"):  # two units of UTF-16 each
        write(Table(("a",), (("😀" * 20000,),)), "xlsx")
    with pytest.raises(UsageError, match="16385 columns do not fit"):
        write(Table(tuple(map(str, range(16385))), ()), "xlsx")
    monkeypatch.setattr(xlsx, "MOST_ROWS", 2)
    with pytest.raises(UsageError, match="2 rows do not fit"):
        write(Table(("a",), ((1,), (2,))), "xlsx")


def test_workbooks_are_binary_and_text_is_not() -> None:
    assert TABLES.find("xlsx").binary
    assert not any(TABLES.find(name).binary for name in ("csv", "json", "jsonl", "markdown", "table", "tsv"))
