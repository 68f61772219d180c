"""Writes an answer or a table in a format. Every command that prints rows uses it."""

from __future__ import annotations

from kg.errors import UsageError, harmless
from kg.formats.format import PLAIN, TABLES, TRIPLES, Layout
from kg.formats.table import Table
from kg.sparql.results import Answer, Result, TriplesResult


def write(answer: Table | Answer, style: str, layout: Layout = PLAIN) -> str | bytes:
    """Write an answer in a format.

    Parameters
    ----------
    answer : Table, Result, Triples or bool
    style : str
        Name of a format: ``table``, ``csv``, ``json``, ``xlsx`` ...; see `kg.formats.format.TABLES`. ``turtle`` is for
        triples; ``table`` also writes triples as Turtle.
    layout : Layout, optional

    Returns
    -------
    str or bytes
        Bytes if the format is binary. The same answer always gives the same result. In a text, no format can leave a
        character that controls a terminal.

    Raises
    ------
    UnknownNameError
        If there is no such format.
    UsageError
        If the format does not fit the answer.

    Examples
    --------
    >>> import kg
    >>> print(write(kg.open().sparql("SELECT ?c { ?c kg:alpha2 'UZ' }"), "csv"), end="")
    c
    Uzbekistan
    """
    written = _write(answer, style, layout)
    return harmless(written, colour=layout.colour) if isinstance(written, str) else written


def _write(answer: Table | Answer, style: str, layout: Layout) -> str | bytes:
    if isinstance(answer, TriplesResult):
        if style != "table" and style not in TRIPLES.shipped and style in TABLES.all(lambda _: None):
            raise UsageError(f"triples are written as turtle, not as {style}")
        return TRIPLES.find("turtle" if style == "table" else style).write(answer)
    if style in TRIPLES.shipped:
        names = ", ".join(TABLES.shipped)
        raise UsageError(f"{style} is for the triples of CONSTRUCT and DESCRIBE; rows are written as one of {names}")
    found = TABLES.find(style)
    if layout.bom and not found.bom:
        raise UsageError(f"--bom is for csv, not for {style}")
    if isinstance(answer, bool):
        return found.boolean(answer)
    return found.write(Table.of(answer) if isinstance(answer, Result) else answer, layout)
