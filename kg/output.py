"""Results → text: tables for eyes; CSV, TSV, JSON and Markdown for machines and documents."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyoxigraph as ox

from kg.errors import UsageError
from kg.query import Answer, Result, Triples, to_python

FORMATS = ("table", "csv", "tsv", "json", "jsonl", "markdown", "turtle")


def render(answer: Answer, style: str, *, width: int = 100, colour: bool = False, curies: bool = False) -> str:
    """Write an answer in a format.

    Parameters
    ----------
    answer : Result, Triples or bool
    style : {"table", "csv", "tsv", "json", "jsonl", "markdown", "turtle"}
        ``jsonl`` is one JSON object a line; ``turtle`` is for triples.
    width : int
        Columns of the terminal, for tables.
    colour : bool
        Whether a table may use the terminal's colours.
    curies : bool
        Write CURIEs instead of labels in tables.

    Raises
    ------
    UsageError
        Where the answer has no such form.
    """
    if isinstance(answer, Triples):
        if style in ("table", "turtle"):
            return answer.turtle()
        raise UsageError(f"triples are written as turtle, not as {style}")
    if style == "turtle":
        raise UsageError("turtle is for CONSTRUCT and DESCRIBE; rows are written as table, csv, tsv, json or markdown")
    if isinstance(answer, bool):
        return (json.dumps({"boolean": answer}) if style.startswith("json") else "yes" if answer else "no") + "\n"
    if style in ("json", "jsonl"):
        return rows_text([_with_labels(answer, row) for row in answer.rows], style)
    if style == "table":
        return table_text(answer.columns, answer.texts(curies=curies), width=width, colour=colour)
    return _delimited(answer.columns, answer.texts(curies=curies), style)


def rows_text(rows: Sequence[Mapping[str, Any]], style: str) -> str:
    """Write dictionaries as JSON, or as one JSON object a line."""
    if style == "jsonl":
        return "".join(json.dumps(row, ensure_ascii=False, default=str) + "\n" for row in rows)
    return json.dumps(list(rows), ensure_ascii=False, indent=2, default=str) + "\n"


def dictionaries(rows: Sequence[Mapping[str, Any]], style: str, *, width: int = 100, colour: bool = False) -> str:
    """Write dictionaries with the same keys in any format for rows."""
    if style in ("json", "jsonl"):
        return rows_text(rows, style)
    if style == "turtle":
        raise UsageError("this is no RDF; choose table, csv, tsv, json or markdown")
    columns = tuple(rows[0]) if rows else ()
    texts = [["" if row[c] is None else str(row[c]) for c in columns] for row in rows]
    if style == "table":
        return table_text(columns, texts, width=width, colour=colour)
    return _delimited(columns, texts, style)


def table_text(columns: Sequence[str], rows: Iterable[Sequence[str]], *, width: int, colour: bool) -> str:
    """Write a table for a terminal, wrapped to its width."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column.replace("_", " "), overflow="fold")
    number = 0
    for number, row in enumerate(rows, 1):  # noqa: B007
        table.add_row(*(Text(text) for text in row))
    if not number:
        return "no rows\n"
    stream = io.StringIO()
    console = Console(file=stream, width=width, force_terminal=colour, color_system="standard" if colour else None)
    console.print(table)
    text = "\n".join(line.rstrip() for line in stream.getvalue().splitlines())
    return text.strip("\n") + f"\n\n{number} row{'' if number == 1 else 's'}\n"


def _with_labels(result: Result, row: Sequence[Any]) -> dict[str, Any]:
    """Turn a row into a dictionary; beside an IRI stands its label."""
    entry: dict[str, Any] = {}
    for name, term in zip(result.columns, row, strict=True):
        entry[name] = to_python(term)
        if isinstance(term, ox.NamedNode) and term.value in result.snapshot.labels:
            entry[f"{name}_label"] = result.snapshot.label(term.value)
    return entry


def _delimited(columns: Sequence[str], rows: Iterable[Sequence[str]], style: str) -> str:
    if style == "markdown":

        def cell(text: str) -> str:
            return text.replace("|", "\\|").replace("\n", " ")

        lines = [columns, ["---"] * len(columns), *([cell(text) for text in row] for row in rows)]
        return "".join(f"| {' | '.join(line)} |\n" for line in lines)
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter="\t" if style == "tsv" else ",", lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return stream.getvalue()
