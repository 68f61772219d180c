"""CSV (RFC 4180, with line feeds) and TSV, in which no cell is a formula."""

from __future__ import annotations

import csv
import io
import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import partial

from kg.errors import escaped, printable
from kg.formats.format import Layout, TableFormat
from kg.formats.table import Table

_NUMBER = re.compile(r"[+-]?(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|INF)")
#: The characters that begin a formula; a spreadsheet may read those of full width like the others.
_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
#: Categories of Unicode of characters that are not visible: control and format characters, and separators.
_INVISIBLE = ("Cc", "Cf", "Zl", "Zp", "Zs")
#: A literal of the W3C's TSV; a spreadsheet removes the quotation marks and does not show what is in `_TSV_SPACE`.
_TSV_LITERAL = re.compile(r"(?m)(^|\t)\"([^\"\\\n\t]*(?:\\.[^\"\\\n\t]*)*)")
_TSV_SPACE = ("\\t", "\\n", "\\r")


def safe_cell(text: str) -> str:
    r"""Write a text so that no spreadsheet reads it as a formula, and no terminal as a command.

    Every table with cells for spreadsheets is written with it.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        With an apostrophe before it if it begins with a tab or a line break, or if its first visible character is
        ``=``, ``+``, ``-`` or ``@``, also of full width, and it is not a number. Without control characters.

    Examples
    --------
    >>> safe_cell("=1+1"), safe_cell("-2.5"), safe_cell("\n＝1"), safe_cell("Oslo\x1b[2J")
    ("'=1+1", '-2.5', "'\n＝1", 'Oslo[2J')
    """
    bare = printable(text)
    first = next((sign for sign in bare if unicodedata.category(sign) not in _INVISIBLE), "")
    is_formula = first in _SIGNS and not _NUMBER.fullmatch(bare)
    return f"'{bare}" if is_formula or text.startswith(("\t", "\r", "\n")) else bare


def safe_results(text: str, style: str, *, bom: bool = False) -> str:
    r"""Make the W3C's formats for the results of a query harmless for terminals and spreadsheets.

    Parameters
    ----------
    text : str
        SPARQL 1.1 Query Results in a format of the W3C.
    style : {"json", "csv", "tsv"}
    bom : bool, optional
        Whether CSV begins with a byte order mark.

    Examples
    --------
    >>> safe_results("name,change\n=1+1,-2\n", "csv"), safe_results('?x\n"=1+1"\n', "tsv")
    ("name,change\n'=1+1,-2\n", '?x\n"\\u003D1+1"\n')
    """
    if style == "csv":
        # The reader refuses cells of more than 131,072 characters by default.
        before = csv.field_size_limit(max(len(text), 1))
        try:
            columns, *rows = csv.reader(io.StringIO(text, newline=""))
        finally:
            csv.field_size_limit(before)
        return delimited(columns, rows, bom=bom)
    if style == "tsv":
        text = _TSV_LITERAL.sub(_without_formula, text)
    return escaped(text)


def _without_formula(match: re.Match[str]) -> str:
    text, start = match[2], 0
    while start < len(text) and (text.startswith(_TSV_SPACE, start) or unicodedata.category(text[start]) in _INVISIBLE):
        start += 2 if text.startswith(_TSV_SPACE, start) else 1
    if start == len(text) or text[start] not in _SIGNS or _NUMBER.fullmatch(text):
        return match[0]
    return f'{match[1]}"{text[:start]}\\u{ord(text[start]):04X}{text[start + 1 :]}'


def _write(table: Table, layout: Layout, *, delimiter: str) -> str:
    return delimited(table.columns, table.texts(curies=layout.curies), delimiter, bom=layout.bom)


def delimited(
    columns: Sequence[str], rows: Iterable[Sequence[object]], delimiter: str = ",", *, bom: bool = False
) -> str:
    r"""Write a header and rows, one on each line; texts as `safe_cell` writes them.

    Parameters
    ----------
    columns : sequence of str
    rows : iterable of sequence
    delimiter : str, optional
    bom : bool, optional
        Whether to begin with a byte order mark, by which Excel recognises UTF-8.

    Examples
    --------
    >>> delimited(["a", "b"], [[1, "x, y"]])
    'a,b\n1,"x, y"\n'
    """
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    for row in itertools.chain([columns], rows):
        writer.writerow([safe_cell(cell) if isinstance(cell, str) else cell for cell in row])
    return ("\ufeff" if bom else "") + stream.getvalue()


FORMATS = (
    TableFormat(
        "csv", "comma-separated values; with --bom for Excel", partial(_write, delimiter=","), (".csv",), bom=True
    ),
    TableFormat("tsv", "tab-separated values", partial(_write, delimiter="\t"), (".tsv",)),
)
