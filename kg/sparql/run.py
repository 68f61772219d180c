"""SPARQL over a snapshot."""

from __future__ import annotations

import pyoxigraph as ox

from kg.errors import UsageError
from kg.rdf.model import Term, plain
from kg.sparql.results import Answer, Result, TriplesResult
from kg.sparql.syntax import query_error
from kg.store.snapshot import Snapshot


def run(snapshot: Snapshot, text: str) -> Answer:
    """Run SPARQL: a table for SELECT, triples for CONSTRUCT and DESCRIBE, true or false for ASK.

    Raises
    ------
    QueryError
        If it cannot be parsed or run; shows the place.
    """
    try:
        answer = snapshot.query(text)
        if isinstance(answer, ox.QueryBoolean):
            return bool(answer)
        if isinstance(answer, ox.QueryTriples):
            return TriplesResult(tuple(plain(triple) for triple in answer), snapshot)
        columns = tuple(variable.value for variable in answer.variables)
        return Result(columns, tuple(tuple(_plain_term(row[c]) for c in columns) for row in answer), snapshot)
    except (SyntaxError, OSError, RuntimeError, ValueError) as error:
        raise query_error(snapshot, text, error) from error


def parse(snapshot: Snapshot, text: str) -> None:
    """Parse SPARQL, without running it on the graph.

    Raises
    ------
    QueryError
        If it cannot be parsed; shows the place.

    Examples
    --------
    >>> import kg
    >>> parse(kg.open().snapshot, "ASK { country:UZ a kg:Party }")
    """
    try:
        ox.Store().query(text, prefixes=dict(snapshot.manifest.prefixes))
    except SyntaxError as error:
        raise query_error(snapshot, text, error) from error


def run_w3c(snapshot: Snapshot, text: str, style: str) -> str:
    """Run SPARQL and write the answer in one of the W3C's formats for SPARQL results.

    Parameters
    ----------
    snapshot : Snapshot
    text : str
    style : {"json", "csv", "tsv"}
        SPARQL 1.1 Query Results JSON Format, or CSV and TSV Formats.

    Raises
    ------
    QueryError
        As in `run`.
    UsageError
        For CONSTRUCT and DESCRIBE, whose answers are triples.
    """
    formats = {"json": ox.QueryResultsFormat.JSON, "csv": ox.QueryResultsFormat.CSV, "tsv": ox.QueryResultsFormat.TSV}
    try:
        answer = snapshot.query(text)
        if isinstance(answer, ox.QueryTriples):
            raise UsageError(f"triples are written as turtle, not as {style}")
        written = answer.serialize(format=formats[style])
    except (SyntaxError, OSError, RuntimeError, ValueError) as error:
        raise query_error(snapshot, text, error) from error
    return (written or b"").decode().rstrip("\n") + "\n"


def _plain_term(term: object) -> Term | None:
    if term is None or isinstance(term, (ox.NamedNode, ox.BlankNode, ox.Literal)):
        return term
    raise ValueError("triple terms (RDF 1.2) are not supported")
