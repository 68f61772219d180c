"""Results → text: tables for eyes; CSV, TSV, JSON and Markdown for machines and documents."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyoxigraph as ox

from kg.errors import UsageError, printable
from kg.sparql.results import Answer, Result, TriplesResult, to_python

#: A column that is narrower than its texts, and than this, is hard to read.
_READABLE = 18
#: Blanks and lines between two columns of a table.
_BETWEEN = 3
FORMATS = ("table", "csv", "tsv", "json", "jsonl", "markdown", "turtle")


def render(answer: Answer, style: str, *, width: int = 100, colour: bool = False, curies: bool = False) -> str:
    """Write an answer in a format.

    Parameters
    ----------
    answer : Result, TriplesResult or bool
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
    if isinstance(answer, TriplesResult):
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


def dictionaries(
    rows: Sequence[Mapping[str, Any]],
    style: str,
    *,
    width: int = 100,
    colour: bool = False,
    columns: Sequence[str] = (),
    whole: Sequence[str] = (),
) -> str:
    """Write dictionaries with the same keys in any format for rows.

    Parameters
    ----------
    rows : sequence of mapping
    style, width, colour
        As for `render`.
    columns : sequence of str, optional
        The keys; those of the first row unless told, so that without rows there is no header.
    whole : sequence of str, optional
        Columns that a table never folds, because people type again what they read in them.
    """
    if style in ("json", "jsonl"):
        return rows_text(rows, style)
    if style == "turtle":
        raise UsageError("this is no RDF; choose table, csv, tsv, json or markdown")
    columns = tuple(columns or (rows[0] if rows else ()))
    texts = [["" if row[c] is None else str(row[c]) for c in columns] for row in rows]
    if style == "table":
        return table_text(columns, texts, width=width, colour=colour, whole=whole)
    return _delimited(columns, texts, style)


def table_text(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    width: int,
    colour: bool = False,
    whole: Sequence[str] = (),
) -> str:
    """Write a table for a terminal, wrapped to its width; where its columns would get too narrow, a field a line.

    Parameters
    ----------
    columns : sequence of str
    rows : sequence of sequence of str
    width : int
        Columns of the terminal.
    colour : bool
    whole : sequence of str, optional
        Columns that are never folded.
    """
    from rich import box
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    if not rows:
        return "no rows\n"
    rows = [[printable(text) for text in row] for row in rows]
    names = [column.replace("_", " ") for column in columns]
    widths = [max(map(cell_len, texts)) for texts in zip(names, *rows, strict=True)]
    least = [w if c in whole else min(w, _READABLE) for c, w in zip(columns, widths, strict=True)]
    if sum(least) + _BETWEEN * (len(columns) - 1) > width:
        text = _records(names, rows, width, colour=colour)
    else:
        table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
        for column, name in zip(columns, names, strict=True):
            table.add_column(name, overflow="fold", no_wrap=column in whole)
        for row in rows:
            table.add_row(*map(Text, row))
        stream = io.StringIO()
        console = Console(file=stream, width=width, force_terminal=colour, color_system="standard" if colour else None)
        console.print(table)
        text = "\n".join(line.rstrip() for line in stream.getvalue().splitlines()).strip("\n")
    return f"{text}\n\n{len(rows)} row{'' if len(rows) == 1 else 's'}\n"


def _records(names: Sequence[str], rows: Iterable[Sequence[str]], width: int, *, colour: bool) -> str:
    """Write rows one below the other, a field a line; fields without a value are left out."""
    import textwrap

    margin = max(map(len, names)) + 2
    records = []
    for row in rows:
        lines = []
        for name, text in zip(names, row, strict=True):
            if not text:
                continue
            # Addresses are left whole, so that they can be followed.
            folded = textwrap.wrap(text, max(width - margin, 10), break_long_words=False, break_on_hyphens=False)
            shown = f"\x1b[1m{name}\x1b[0m" if colour else name
            lines.append(f"{shown}{' ' * (margin - len(name))}" + f"\n{' ' * margin}".join(folded))
        records.append("\n".join(lines))
    return "\n\n".join(records)


def folded(tree: str, width: int) -> str:
    """Fold the lines of a proof to the width of a terminal, below where their text begins; addresses stand alone.

    Parameters
    ----------
    tree : str
        As `kg.evidence.explain.Explanation` writes itself.
    width : int
        Columns of the terminal.
    """
    import textwrap

    lines = []
    for line in printable(tree).splitlines():
        match = re.match(r"[│├└─ ]*(?:¶ )?", line)
        first = match[0] if match else ""
        # What stands left of a line goes on below it, but for the marks that begin a branch or a passage.
        rest = first.replace("├─", "│ ").replace("└─", "  ").replace("¶", " ")
        text, _, address = line[len(first) :].partition(" <http")
        room = max(width - len(first), 20)
        lines += textwrap.wrap(
            text, room + len(first), initial_indent=first, subsequent_indent=rest,
            break_long_words=False, break_on_hyphens=False, drop_whitespace=True,
        ) or [line]  # fmt: skip
        if address:
            lines.append(f"{rest}<http{address}")
    return "\n".join(lines)


def _with_labels(result: Result, row: Sequence[Any]) -> dict[str, Any]:
    """Turn a row into a dictionary; beside an IRI stands its label."""
    entry: dict[str, Any] = {}
    for name, term in zip(result.columns, row, strict=True):
        entry[name] = to_python(term)
        if isinstance(term, ox.NamedNode):
            label = result.snapshot.label(term.value)
            if label != result.snapshot.compact(term.value):
                entry[f"{name}_label"] = label
    return entry


def _delimited(columns: Sequence[str], rows: Iterable[Sequence[str]], style: str) -> str:
    if style == "markdown":

        def cell(text: str) -> str:
            return printable(text).replace("<", "&lt;").replace("|", "\\|").replace("\n", " ")

        lines = [columns, ["---"] * len(columns), *([cell(text) for text in row] for row in rows)]
        return "".join(f"| {' | '.join(line)} |\n" for line in lines)
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter="\t" if style == "tsv" else ",", lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return stream.getvalue()
