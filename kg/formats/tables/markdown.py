"""A table in Markdown, as GitHub reads it, with the notes below it."""

from __future__ import annotations

from kg.errors import printable
from kg.formats.format import Layout, TableFormat
from kg.formats.table import Table


def _write(table: Table, layout: Layout) -> str:
    rows = ([_cell(text) for text in row] for row in table.texts(curies=layout.curies))
    lines = [table.columns, ["---"] * len(table.columns), *rows]
    written = "".join(f"| {' | '.join(line)} |\n" for line in lines)
    return written + "".join(f"\nNote: {_cell(note)}\n" for note in table.notes)


def _cell(text: str) -> str:
    return printable(text).replace("<", "&lt;").replace("|", "\\|").replace("\n", " ")


FORMATS = (TableFormat("markdown", "a table in Markdown", _write, (".md",)),)
