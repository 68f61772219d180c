"""CSV (RFC 4180, with line feeds) and TSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from functools import partial

from kg.formats.format import Layout, TableFormat
from kg.formats.table import Table

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?")


def excel_csv(text: str) -> str:
    r"""Make CSV that Excel reads as text in UTF-8, and in which no cell is a formula.

    Parameters
    ----------
    text : str
        CSV.

    Returns
    -------
    str
        With a byte order mark. A cell that is not a number and begins with ``=``, ``+``, ``-``, ``@``, a tab or a
        carriage return gets an apostrophe before it.

    Examples
    --------
    >>> excel_csv("name,change\n=1+1,-2\n")
    "\ufeffname,change\n'=1+1,-2\n"
    """
    columns, *rows = csv.reader(io.StringIO(text, newline=""))
    return _for_excel(columns, rows)


def _for_excel(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\ufeff" + delimited(columns, ([_harmless(cell) for cell in row] for row in rows))


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) and not _NUMBER.fullmatch(cell) else cell


def _write(table: Table, layout: Layout, *, delimiter: str) -> str:
    texts = table.texts(curies=layout.curies)
    return _for_excel(table.columns, texts) if layout.bom else delimited(table.columns, texts, delimiter)


def delimited(columns: Sequence[str], rows: Iterable[Sequence[object]], delimiter: str = ",") -> str:
    r"""Write a header and rows, one on each line.

    Parameters
    ----------
    columns : sequence of str
    rows : iterable of sequence
    delimiter : str, optional

    Examples
    --------
    >>> delimited(["a", "b"], [[1, "x, y"]])
    'a,b\n1,"x, y"\n'
    """
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return stream.getvalue()


FORMATS = (
    TableFormat(
        "csv", "comma-separated values; with --bom for Excel", partial(_write, delimiter=","), (".csv",), bom=True
    ),
    TableFormat("tsv", "tab-separated values", partial(_write, delimiter="\t"), (".tsv",)),
)
