"""Triples and quads of pyoxigraph's terms, encoded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from kg.reason.readers.dictionary import Dictionary
from kg.reason.readers.encoded import BATCH, Columns, Encoded

#: Maximum number of terms whose text is cached during reading.
_REMEMBERED = 65_536


def from_triples(triples: Iterable[Any], dictionary: Dictionary | None = None) -> Encoded:
    """Encode triples or quads of pyoxigraph terms.

    Parameters
    ----------
    triples : iterable
        ``pyoxigraph.Triple``, ``pyoxigraph.Quad``, or tuples of three or four terms.
    dictionary : Dictionary, optional
        Terms with numbers; new terms are added.

    Returns
    -------
    Encoded

    Examples
    --------
    >>> import pyoxigraph as ox
    >>> quad = ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), ox.Literal(1), ox.NamedNode("urn:g"))
    >>> from_triples([quad]).graph.tolist()
    [3]
    """
    return _encoded(_batches(triples), dictionary)


def _batches(triples: Iterable[Any]) -> Iterator[list[list[str]]]:
    """Write the terms of triples or quads: three texts, or four with a graph, "" for the default graph."""
    written = _Written()
    rows = ([*map(written.__getitem__, triple)] for triple in triples)
    while batch := list(islice(rows, BATCH)):
        if len(written) > _REMEMBERED:
            written.clear()
        size = max(map(len, batch))
        if size == 4:
            batch = [[*row, ""] if len(row) == 3 else [*row[:3], row[3].removeprefix("DEFAULT")] for row in batch]
        yield batch


def _encoded(batches: Iterable[list[list[str]]], dictionary: Dictionary | None) -> Encoded:
    columns = Columns(dictionary)
    with columns.refusing():
        for batch in batches:
            columns.add(batch)
        return columns.done()


def more_of(encoded: Encoded, triples: Iterable[Any]) -> Encoded:
    """Return more triples or quads, to be added to encoded ones; terms keep their numbers.

    The dictionary is shared if it has all terms: copying one of many terms takes longer than reading a few triples.
    """
    batches = list(_batches(triples))
    texts = {text for batch in batches for row in batch for text in row}
    known = all(map(encoded.dictionary.__contains__, texts - {""}))
    return _encoded(batches, encoded.dictionary if known else encoded.dictionary.copy())


class _Written(dict[Any, str]):
    """Cache of the texts of terms, because a lookup is faster than writing a text."""

    def __missing__(self, term: Any) -> str:
        text = self[term] = str(term)
        return text
