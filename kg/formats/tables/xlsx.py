"""An Excel workbook: a sheet of typed rows, and a sheet about their origin.

A text that is exactly one day, such as ``2024-11-13``, is written as a date. Any other text is written as text, so that
Excel never reads text from a source as a formula. The same table always gives the same bytes.
"""

from __future__ import annotations

import contextlib
import datetime
import io
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import pyoxigraph as ox

from kg.errors import UsageError, printable
from kg.formats.about import Source, about
from kg.formats.format import PLAIN, Layout, TableFormat
from kg.formats.table import Cell, Table, value_of

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

# Limits of Excel: https://support.microsoft.com/office/excel-specifications-and-limits
MOST_ROWS: Final = 1_048_576
_MOST_COLUMNS = 16_384
_MOST_CHARACTERS = 32_767
_MOST_LINKS = 65_530
_LONGEST_LINK = 2_079
_MOST_DIGITS = 15
#: The smallest and the largest positive number.
_LEAST, _MOST = 2.2251e-308, 9.99999999999999e307
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: The first day with the same number in Excel and other programs: Excel treats 1900 as a leap year.
_FIRST_DAY = datetime.date(1900, 3, 1)
#: Characters that the XML of a link cannot have.
_UNLINKABLE = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]")
#: Used instead of the time of writing.
_CREATED = datetime.datetime(1980, 1, 1)
_NARROWEST, _WIDEST = 8, 60
_SOURCE_COLUMNS = ("Source", "Publisher", "Issued", "Address")


def _write(table: Table, layout: Layout) -> bytes:
    from xlsxwriter import Workbook

    if len(table.rows) >= MOST_ROWS:
        raise UsageError(f"{len(table.rows)} rows do not fit into an Excel sheet; write them as csv")
    if len(table.columns) > _MOST_COLUMNS:
        raise UsageError(f"{len(table.columns)} columns do not fit into an Excel sheet; write the table as csv")
    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"title": _writable(table.title), "created": _CREATED})
        _write_rows(_Sheet(book, "Table"), table, layout)
        _write_about(_Sheet(book, "About"), table)
    return stream.getvalue()


def _write_rows(sheet: _Sheet, table: Table, layout: Layout) -> None:
    for column, name in enumerate(table.columns):
        sheet.write(0, column, name, head=True)
    for number, row in enumerate(table.rows, 1):
        for column, cell in enumerate(row):
            text = table.text(cell, curies=layout.curies)
            sheet.write(number, column, _typed(value_of(cell)), text, _address(cell))
    sheet.finish(len(table.columns))
    sheet.page.freeze_panes(1, 0)
    if table.columns:
        sheet.page.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _write_about(sheet: _Sheet, table: Table) -> None:
    found = about(table)
    for number, (name, value) in enumerate(found.facts):
        sheet.write(number, 0, name, head=True)
        link = f"https://spdx.org/licenses/{quote(value)}" if name == "Licence" else ""
        sheet.write(number, 1, value, address=link)
    if found.sources:
        start = len(found.facts) + 1
        note = "Sources cited" if found.cites else "Sources in scope (the table has no column that cites sources)"
        sheet.write(start, 0, note, head=True)
        for column, name in enumerate(_SOURCE_COLUMNS):
            sheet.write(start + 1, column, name, head=True)
        for number, source in enumerate(found.sources, start + 2):
            _write_source(sheet, number, source)
    sheet.finish(len(_SOURCE_COLUMNS))


def _write_source(sheet: _Sheet, number: int, source: Source) -> None:
    sheet.write(number, 0, source.name, address=source.iri)
    for column, value in enumerate((source.publisher, source.issued), 1):
        sheet.write(number, column, value)
    sheet.write(number, 3, source.url, address=source.url)


class _Sheet:
    """A sheet that is being written; it counts links and records the widths of columns."""

    def __init__(self, book: Workbook, name: str) -> None:
        self.page: Worksheet = book.add_worksheet(name)
        self._formats = {
            "": book.add_format({"valign": "top", "text_wrap": True}),
            "head": book.add_format({"valign": "top", "bold": True}),
            "date": book.add_format({"valign": "top", "num_format": "yyyy-mm-dd", "align": "left"}),
            "link": book.add_format({"valign": "top", "text_wrap": True, "font_color": "#0563C1", "underline": 1}),
        }
        self._links = 0
        self._widths: dict[int, int] = {}

    def write(
        self, row: int, column: int, value: Any, text: str | None = None, address: str = "", *, head: bool = False
    ) -> None:
        """Write a cell by the type of its value; anything but numbers, dates and booleans is text."""
        text = _writable(str(value) if text is None else text)
        if value is None or text == "":
            return
        self._widths[column] = max(self._widths.get(column, 0), *map(len, text.splitlines()), 0)
        plain, page = self._formats[""], self.page
        if isinstance(value, bool):
            page.write_boolean(row, column, value, plain)
        elif _is_number(value):
            page.write_number(row, column, float(value) if isinstance(value, Decimal) else value, plain)
        elif isinstance(value, datetime.date) and not isinstance(value, datetime.datetime) and value >= _FIRST_DAY:
            page.write_datetime(row, column, value, self._formats["date"])
        elif (length := _units(text)) > _MOST_CHARACTERS:
            raise UsageError(
                f"row {row}: a text has {length} characters, but a cell of Excel has at most {_MOST_CHARACTERS}; "
                "write the table as csv"
            )
        elif address.startswith(("http://", "https://")) and self._may_link(address):
            self._links += 1
            self._write_text(row, column, text, self._formats["link"], address)
        else:
            self._write_text(row, column, text, self._formats["head"] if head else plain)

    def _write_text(self, row: int, column: int, text: str, look: Format, address: str = "") -> None:
        # xlsxwriter would write a text of this form as raw XML. It escapes a text in three or more pieces.
        is_raw = text.startswith("<r>") and text.endswith("</r>")
        if address:
            self.page.write_url(row, column, address, look, text[:1] if is_raw else text)
        if is_raw:
            self.page.write_rich_string(row, column, text[:1], text[1:2], text[2:], look)
        elif not address:
            self.page.write_string(row, column, text, look)

    def _may_link(self, address: str) -> bool:
        return self._links < _MOST_LINKS and _units(address) <= _LONGEST_LINK and not _UNLINKABLE.search(address)

    def finish(self, columns: int) -> None:
        """Set the widths of the columns."""
        for column in range(columns):
            width = min(max(self._widths.get(column, 0) + 2, _NARROWEST), _WIDEST)
            self.page.set_column(column, column, width)


def _typed(value: Any) -> Any:
    """Return a text that is exactly one day as a date, and any other value as it is."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        with contextlib.suppress(ValueError):
            return datetime.date.fromisoformat(value)
    return value


def _is_number(value: Any) -> bool:
    """Return whether a value is a number that Excel represents exactly."""
    if isinstance(value, float):
        return value == 0 or _LEAST <= abs(value) <= _MOST
    if isinstance(value, int):
        return len(str(abs(value))) <= _MOST_DIGITS
    if not isinstance(value, Decimal) or not value.is_finite():
        return False
    return len(value.normalize().as_tuple().digits) <= _MOST_DIGITS and (value == 0 or _LEAST <= abs(value) <= _MOST)


def _writable(text: str) -> str:
    """Remove control characters; replace halves of characters, as in names of files that are not UTF-8."""
    return re.sub("[\ud800-\udfff]", "\ufffd", printable(text))


def _units(text: str) -> int:
    """Return the length of a text as Excel counts it: in units of UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _address(cell: Cell) -> str:
    """Return the link of a cell: the IRI, or the text if it is a web address."""
    if isinstance(cell, ox.NamedNode):
        return cell.value
    text = cell.value if isinstance(cell, ox.Literal) else cell
    return text if isinstance(text, str) and not any(map(str.isspace, text)) else ""


def _boolean(answer: bool) -> bytes:
    return _write(Table(("answer",), ((answer,),)), PLAIN)


FORMATS = (
    TableFormat(
        "xlsx", "an Excel workbook with typed cells, links and a sheet about the data", _write, (".xlsx",),
        binary=True, boolean=_boolean,
    ),
)  # fmt: skip
