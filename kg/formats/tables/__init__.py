"""Formats for what answers a question: rows, triples, yes or no. Each module declares ``FORMATS``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kg.formats.format import Layout
from kg.formats.table import Table
from kg.sparql.results import Answer


def render(answer: Answer, style: str, *, width: int = 100, colour: bool = False, curies: bool = False) -> str:
    """Write an answer in a text format; `kg.formats.write.write` is the function to use."""
    from kg.formats.write import write

    return str(write(answer, style, Layout(width, colour, curies)))


def rows_text(rows: Sequence[Mapping[str, Any]], style: str) -> str:
    """Write dictionaries as JSON; `kg.formats.write.write` is the function to use."""
    return dictionaries(rows, style)


def dictionaries(
    rows: Sequence[Mapping[str, Any]],
    style: str,
    *,
    width: int = 100,
    colour: bool = False,
    columns: Sequence[str] = (),
    whole: Sequence[str] = (),
) -> str:
    """Write dictionaries in a text format; `kg.formats.write.write` is the function to use."""
    from kg.formats.write import write

    return str(write(Table.of_records(rows, columns, whole=tuple(whole)), style, Layout(width, colour)))


def folded(tree: str, width: int) -> str:
    """Fold a proof; `kg.formats.tables.terminal.folded` is the function to use."""
    from kg.formats.tables import terminal

    return terminal.folded(tree, width)
