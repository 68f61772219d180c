"""Reads passages in texts: quotes for answers, and passages that do not match their text any more."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import pyoxigraph as ox

from kg.evidence.passages import Passage, passages
from kg.evidence.texts import Reading, Texts
from kg.rdf import terms
from kg.rdf.model import Term
from kg.sparql.results import Result
from kg.store.snapshot import Snapshot


def readings(snapshot: Snapshot, texts: Texts) -> list[tuple[Passage, Reading]]:
    """Read the words of each passage of a graph.

    Examples
    --------
    >>> import kg, tempfile
    >>> with tempfile.TemporaryDirectory() as empty:
    ...     {reading.status for _, reading in readings(kg.open().snapshot, Texts(empty))}
    {'missing'}
    """
    found = passages(snapshot)
    by_document: dict[str, list[Passage]] = defaultdict(list)
    for passage in found:
        by_document[passage.document].append(passage)
    return [(passage, texts.read(passage, by_document[passage.document])) for passage in found]


def unmatched_passages(snapshot: Snapshot, texts: Texts | None) -> Result:
    """Return the passages that do not match their text any more (question 48).

    A source whose text is not available has one row that says so.

    Parameters
    ----------
    snapshot : Snapshot
    texts : Texts or None
        None without a folder of texts.

    Returns
    -------
    kg.sparql.results.Result
        ``passage``, ``source``, ``problem`` (``changed``, ``outside`` or ``missing``), ``start``, ``end``, the
        ``file``, and the present place of the words (``now_start``, ``now_end``) if the text still contains them.

    Examples
    --------
    >>> import kg
    >>> {row["problem"] for row in unmatched_passages(kg.open().snapshot, None)}
    {'missing'}
    """
    columns = ("passage", "source", "problem", "start", "end", "file", "now_start", "now_end")
    rows: list[tuple[Term | None, ...]] = []
    documents = {passage.document for passage in passages(snapshot)}
    found = [] if texts is None else readings(snapshot, texts)
    there = {passage.document for passage, reading in found if reading.status != "missing"}
    for document in sorted(documents - there):
        rows.append((None, ox.NamedNode(document), ox.Literal("missing"), None, None, None, None, None))
    for passage, reading in found:
        if reading.status in ("changed", "outside"):
            now = [ox.Literal(place) for place in reading.moved] if reading.moved else [None, None]
            rows.append(
                (
                    _named(passage.node), ox.NamedNode(passage.graph),
                    ox.Literal(reading.status), ox.Literal(passage.start), ox.Literal(passage.end),
                    ox.Literal(reading.file), *now,
                )
            )  # fmt: skip
    return Result(columns, tuple(rows), snapshot)


def with_quotes(result: Result, texts: Texts) -> Result:
    """Add the words of the passages to an answer that names passages.

    Parameters
    ----------
    result : kg.sparql.results.Result
        Rows with ``source``, ``start`` and ``end``, as those of the query ``passages`` (question 25); others are
        returned as they are.
    texts : Texts

    Returns
    -------
    kg.sparql.results.Result
        With ``quote`` and ``text``: fits, changed, outside or missing.

    Examples
    --------
    >>> import kg, tempfile
    >>> graph = kg.open()
    >>> with tempfile.TemporaryDirectory() as empty:
    ...     with_quotes(graph.ask("passages"), Texts(empty)).columns[-2:]
    ('quote', 'text')
    """
    if not {"source", "start", "end"} <= set(result.columns):
        return result
    found = {
        (passage.graph, str(passage.start), str(passage.end)): reading
        for passage, reading in readings(result.snapshot, texts)
    }
    places = [result.columns.index(name) for name in ("source", "start", "end")]
    rows = []
    for row in result.rows:
        reading = found.get(tuple(getattr(row[place], "value", "") for place in places))  # type: ignore[arg-type]
        said = (ox.Literal(reading.quote) if reading.quote else None, ox.Literal(reading.status)) if reading else None
        rows.append((*row, *(said or (None, None))))
    return replace(result, columns=(*result.columns, "quote", "text"), rows=tuple(rows))


def _named(node: str) -> ox.NamedNode | None:
    return ox.NamedNode(node) if terms.is_iri(node) else None
