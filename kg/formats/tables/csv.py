"""CSV (RFC 4180, with line feeds) and TSV."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import partial

from kg.formats.format import Layout, TableFormat
from kg.formats.table import Table

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?", re.ASCII)
#: The characters that begin a formula; a spreadsheet may read those of full width like the others.
_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
#: Categories of Unicode of characters that are not visible: control and format characters, and separators.
_INVISIBLE = ("Cc", "Cf", "Zl", "Zp", "Zs")


def excel_csv(text: str) -> str:
    r"""Make CSV that Excel reads as text in UTF-8, and in which no cell is a formula.

    Parameters
    ----------
    text : str
        CSV.

    Returns
    -------
    str
        With a byte order mark. A cell gets an apostrophe before it if it begins with a tab or a line break, or if its
        first visible character is ``=``, ``+``, ``-`` or ``@``, also of full width, and it is not a number.

    Examples
    --------
    >>> excel_csv("name,change\n=1+1,-2\n")
    "\ufeffname,change\n'=1+1,-2\n"
    """
    columns, *rows = csv.reader(io.StringIO(text, newline=""))
    return _for_excel(columns, rows)


def _for_excel(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head, *cells = ([_harmless(cell) for cell in row] for row in (columns, *rows))
    return "\ufeff" + delimited(head, cells)


def _harmless(cell: str) -> str:
    first = next((sign for sign in cell if unicodedata.category(sign) not in _INVISIBLE), "")
    is_formula = first in _SIGNS and not _NUMBER.fullmatch(cell)
    return f"'{cell}" if is_formula or cell.startswith(("\t", "\r", "\n")) else cell


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
