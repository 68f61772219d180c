"""Text for a terminal: tables and proofs, folded to its width."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence

from kg.errors import one_line, printable
from kg.formats.format import Layout, TableFormat
from kg.formats.table import Table

#: The minimum width of a column whose texts are wrapped.
_READABLE = 18
#: The width of the space between two columns of a table.
_BETWEEN = 3
#: Columns whose cells have several lines.
_OF_LINES = ("excerpt",)


def _write(table: Table, layout: Layout) -> str:
    texts = table.texts(curies=layout.curies)
    return table_text(table.columns, texts, width=layout.width, colour=layout.colour, whole=table.whole)


def table_text(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    width: int,
    colour: bool = False,
    whole: Sequence[str] = (),
) -> str:
    """Write a table for a terminal, wrapped to its width; if columns would be too narrow, one field on each line.

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
    from rich.table import Table as Grid
    from rich.text import Text

    if not rows:
        return "no rows\n"
    # Somebody could write a line break into a name, so that what follows it looks like a row.
    ways = [printable if column in _OF_LINES else one_line for column in columns]
    rows = [[way(text) for way, text in zip(ways, row, strict=True)] for row in rows]
    names = [column.replace("_", " ") for column in columns]
    widths = [max(map(cell_len, texts)) for texts in zip(names, *rows, strict=True)]
    least = [w if c in whole else min(w, _READABLE) for c, w in zip(columns, widths, strict=True)]
    if sum(least) + _BETWEEN * (len(columns) - 1) > width:
        text = _records(names, rows, width, colour=colour)
    else:
        table = Grid(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
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
    """Write one field on each line; fields without a value are left out."""
    import textwrap

    margin = max(map(len, names)) + 2
    records = []
    for row in rows:
        lines = []
        for name, text in zip(names, row, strict=True):
            if not text:
                continue
            # Addresses are not wrapped, so that they stay links.
            folded = textwrap.wrap(text, max(width - margin, 10), break_long_words=False, break_on_hyphens=False)
            shown = f"\x1b[1m{name}\x1b[0m" if colour else name
            lines.append(f"{shown}{' ' * (margin - len(name))}" + f"\n{' ' * margin}".join(folded))
        records.append("\n".join(lines))
    return "\n\n".join(records)


def folded(tree: str, width: int) -> str:
    """Wrap the lines of a proof to the width of a terminal, with a hanging indent; addresses have lines of their own.

    Parameters
    ----------
    tree : str
        The text of a `kg.evidence.explanation.Explanation`.
    width : int
        Columns of the terminal.
    """
    import textwrap

    lines = []
    for line in printable(tree).splitlines():
        match = re.match(r"[│├└─ ]*(?:¶ )?", line)
        first = match[0] if match else ""
        # The marks at the left of a line are repeated below it, except those that begin a branch or a passage.
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


FORMATS = (TableFormat("table", "a table for the terminal", _write, (".txt",)),)
