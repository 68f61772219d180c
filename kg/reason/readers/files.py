"""Files of RDF, read in bulk.

A file of N-Triples or N-Quads is split as text. A line is correct if each of its parts is a term, so only new terms are
checked. If anything is unusual (comments, escapes, odd white space), pyoxigraph reads that part of the file instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final, TextIO

import pyoxigraph as ox

from kg.errors import DataError, Finding, UsageError
from kg.project.read import check_regular
from kg.rdf.syntax import syntax_finding
from kg.reason.engine import memory
from kg.reason.readers.dictionary import OddTermError
from kg.reason.readers.encoded import BATCH, Columns, Encoded

#: Number of characters to read at once, so that the parts fit into the cache of the processor.
_CHUNK = 1 << 15
#: How much of a file is read again to show a syntax error.
_SHOWN = 10_000_000
#: Minimum memory for each byte of a file.
_GROWTH: Final = 1
_FORMATS: dict[str, ox.RdfFormat] = {
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".n3": ox.RdfFormat.N3,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
_DEFAULT = ox.DefaultGraph()
#: Texts in literals, and what stands for them while lines are split at spaces.
_HIDDEN: Final = (("\\\\", "\x00"), ('\\"', "\x01"), (" ", "\x02"))
_ABSOLUTE = (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS)


def read_file(path: str | Path, syntax: ox.RdfFormat | None = None) -> Encoded:
    """Read a file of RDF.

    Parameters
    ----------
    path : path
        N-Triples, N-Quads, Turtle, TriG, RDF/XML, N3 or JSON-LD.
    syntax : pyoxigraph.RdfFormat, optional
        Default: chosen by the ending of the file.

    Returns
    -------
    Encoded

    Raises
    ------
    DataError
        If the file cannot be parsed; the finding has the place.
    UsageError
        If the ending of the file is unknown, or the file cannot be opened.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "a.ttl")
    ...     _ = path.write_text("<urn:a> <urn:knows> <urn:b>, <urn:c> .")
    ...     len(read_file(path))
    2
    """
    path = Path(path)
    syntax = syntax or _FORMATS.get(path.suffix.lower())
    if syntax is None:
        raise UsageError(f"{path}: no RDF format has this ending; choose one of {', '.join(_FORMATS)}")
    try:
        check_regular(path)
        memory.need(path.stat().st_size * _GROWTH, f"reading {path}")
        with memory.reporting(f"reading {path}"):
            return _read(path, syntax)
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        raise _bad(path, f"this is not UTF-8: {error.reason}") from None


def _read(path: Path, syntax: ox.RdfFormat) -> Encoded:
    if syntax in (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS):
        return _read_lines(path, syntax)
    columns = Columns()
    _parse(columns, path, 0, source={"path": str(path)}, syntax=syntax)
    return columns.done()


def _read_lines(path: Path, syntax: ox.RdfFormat) -> Encoded:
    columns = Columns()
    size = 4 if syntax == ox.RdfFormat.N_QUADS else 3
    line, spaced = 0, False
    with path.open(encoding="utf-8-sig", newline="\n") as file:
        for chunk in _whole_lines(file):
            try:
                terms, spaced = _split(chunk, size, spaced=spaced)
                columns.add_columns(terms)
            except OddTermError:
                _parse(columns, path, line, source={"input": chunk.encode()}, syntax=syntax)
            line += chunk.count("\n")
    try:
        return columns.done()
    except OddTermError:
        columns = Columns()
        _parse(columns, path, 0, source={"path": str(path)}, syntax=syntax)
        return columns.done()


def _whole_lines(file: TextIO) -> Iterator[str]:
    """Read a file in chunks that end where a line ends."""
    while chunk := file.read(_CHUNK):
        yield chunk if chunk[-1] == "\n" else chunk + file.readline()


def _split(chunk: str, size: int, *, spaced: bool) -> tuple[list[list[str]], bool]:
    """Split lines into columns of the texts of terms; ``size`` is the number of terms of a line.

    Also returns whether there are spaces in literals; if so before (``spaced``), they are expected at once.
    """
    if not spaced and (columns := _columns(chunk, size)) is not None:
        return columns, False
    hidden: list[tuple[str, str]] = []
    columns = _columns(_hide_spaces(chunk, hidden), size)
    if columns is None:
        raise OddTermError(chunk)
    if hidden:
        texts = "\n".join(columns[2])
        for written, instead in hidden[::-1]:
            texts = texts.replace(instead, written)
        columns[2] = texts.split("\n")
    return columns, _HIDDEN[-1] in hidden


def _columns(chunk: str, size: int) -> list[list[str]] | None:
    """Split lines at their spaces; None if one of them has not as many parts as it should."""
    # The ends of lines become parts of their own. They must be where they belong, and terms contain none.
    parts = chunk.replace("\n", "\n ").split(" ")
    lines = len(parts) // (size + 1)
    if len(parts) != (size + 1) * lines + 1 or parts[-1] or parts[size :: size + 1].count(".\n") != lines:
        return None
    columns = [parts[place :: size + 1] for place in range(size)]
    columns[0].pop()
    return columns


def _hide_spaces(chunk: str, hidden: list[tuple[str, str]]) -> str:
    """Replace spaces in literals, and escapes that may end in a quotation mark; add what was replaced to a list."""
    if any(instead in chunk for _, instead in _HIDDEN):
        raise OddTermError(chunk)
    if "\\" in chunk:
        hidden += _HIDDEN[:-1]
    for written, instead in hidden:
        chunk = chunk.replace(written, instead)
    parts = chunk.split('"')
    literals = "\n".join(parts[1::2])
    if " " not in literals:
        return chunk
    hidden.append(_HIDDEN[-1])
    written, instead = _HIDDEN[-1]
    within = literals.replace(written, instead).split("\n")
    if len(parts) % 2 == 0 or len(within) != len(parts) // 2:
        raise OddTermError(chunk)
    parts[1::2] = within
    return '"'.join(parts)


def _parse(columns: Columns, path: Path, before: int, source: dict[str, Any], syntax: ox.RdfFormat) -> None:
    """Read with pyoxigraph; ``before`` is the number of earlier lines."""
    try:
        quads = ox.parse(**source, format=syntax, base_iri=None if syntax in _ABSOLUTE else path.absolute().as_uri())
        columns.dictionary.trusted = True
        if syntax.supports_datasets:
            while batch := [_row(quad) for quad in islice(quads, BATCH)]:
                columns.add(batch)
        while batch := [text.split(" ", 2) for text in map(str, islice(quads, BATCH))]:
            columns.add(batch)
    except SyntaxError as error:
        error.lineno = before + (error.lineno or 1)
        with path.open(encoding="utf-8", errors="replace", newline="") as file:
            finding = syntax_finding(str(path), file.read(_SHOWN), error, syntax)
        raise DataError(str(finding), [finding]) from None
    finally:
        columns.dictionary.trusted = False


def _bad(path: Path, message: str, line: int | None = None, column: int | None = None) -> DataError:
    finding = Finding("syntax", message, path=str(path), line=line, column=column)
    return DataError(str(finding), [finding])


def _row(quad: ox.Quad) -> list[str]:
    if quad.graph_name == _DEFAULT:
        return [*str(quad).split(" ", 2), ""]
    graph = str(quad.graph_name)
    return [*str(quad).removesuffix(graph).rstrip(" ").split(" ", 2), graph]
