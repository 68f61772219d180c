"""Triples as columns of numbers, the input of the engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from struct import pack
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyoxigraph as ox

from kg.errors import UsageError
from kg.rdf.model import Term
from kg.reason.engine.arrays import EMPTY, Ints, Mask, contains, left, union
from kg.reason.readers.dictionary import Dictionary, OddTermError, term_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    #: A column of numbers of terms.
    Column = NDArray[np.int32]
else:
    Column = np.ndarray

#: The numbers of the terms of a triple.
EncodedTriple = tuple[int, int, int]
#: The number of the default graph.
DEFAULT_GRAPH: Final = -1
#: Columns are written anew if one row in this number has changed.
_SHARE: Final = 8
#: Number of rows to add to columns at once.
BATCH: Final = 256


class Encoded:
    """Triples, or quads, as columns of numbers.

    Parameters
    ----------
    subject, predicate, obj : arrays of int32, shape (n,)
        The numbers of the terms.
    dictionary : Dictionary
        The dictionary of the terms.
    graph : array of int32, shape (n,), optional
        The named graph of each triple, or `DEFAULT_GRAPH`; None if all triples are in the default graph.

    Examples
    --------
    >>> from kg.reason.readers.triples import from_triples
    >>> a, p = ox.NamedNode("urn:a"), ox.NamedNode("urn:p")
    >>> encoded = from_triples([(a, p, ox.Literal("1")), (a, p, a)])
    >>> encoded.subject.tolist(), encoded.object.tolist(), encoded.dictionary.texts
    ([0, 0], [2, 0], ['<urn:a>', '<urn:p>', '"1"'])
    >>> encoded.term(2), encoded.literals().tolist()
    (<Literal value=1 datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#string>>, [False, False, True])
    """

    def __init__(
        self, subject: Column, predicate: Column, obj: Column, dictionary: Dictionary, graph: Column | None = None
    ) -> None:
        self._columns = subject, predicate, obj, graph
        self.dictionary = dictionary
        #: What the columns are made of when they are read: others, the rows of them that are gone, and more rows.
        self._edit: tuple[Encoded, Ints, Encoded] | None = None

    @property
    def subject(self) -> Column:
        """The numbers of the subjects."""
        return self._read()[0]

    @property
    def predicate(self) -> Column:
        """The numbers of the predicates."""
        return self._read()[1]

    @property
    def object(self) -> Column:
        """The numbers of the objects."""
        return self._read()[2]

    @property
    def graph(self) -> Column | None:
        """The numbers of the graphs."""
        return self._read()[3]

    @graph.setter
    def graph(self, graph: Column | None) -> None:
        self._columns = *self._read()[:3], graph

    def _read(self) -> tuple[Column, Column, Column, Column | None]:
        if self._edit is not None:
            base, gone, more = self._edit
            subject, predicate, obj = (
                np.concatenate((left(one, gone), other))
                for one, other in zip(base._read()[:3], more._read()[:3], strict=True)
            )
            both = (base.graph, more.graph)
            graph = None
            if any(column is not None for column in both):
                default = (np.full(len(part), DEFAULT_GRAPH, np.int32) for part in (base, more))
                ones, others = (d if column is None else column for column, d in zip(both, default, strict=True))
                graph = np.concatenate((left(ones, gone), others))
            self._columns, self._edit = (subject, predicate, obj, graph), None
        return self._columns

    def __len__(self) -> int:
        if (edit := self._edit) is not None:
            base, gone, more = edit
            return len(base) - gone.size + len(more)
        return int(self._columns[0].size)

    def edited(self, gone: Ints, more: Encoded | None = None) -> Encoded:
        """Return the triples without some rows, and with more of them; columns are written only if they are read.

        Parameters
        ----------
        gone : array of int
            The numbers of the rows to leave out, sorted.
        more : Encoded, optional
            Triples to add at the end; its dictionary has all terms of this one, with the same numbers.

        Examples
        --------
        >>> from kg.reason.readers.triples import from_triples
        >>> a, p = ox.NamedNode("urn:a"), ox.NamedNode("urn:p")
        >>> some = from_triples([(a, p, p), (a, p, a)])
        >>> less = some.edited(np.array([0]))
        >>> len(less), less.object.tolist()
        (1, [0])
        """
        base, before, added = self._edit or (
            # Its graphs may be replaced.
            Encoded(*self._columns[:3], self.dictionary, self._columns[3]), EMPTY, _no_rows(self.dictionary),
        )  # fmt: skip
        kept = len(base) - before.size
        dictionary = self.dictionary if more is None else more.dictionary
        rows = gone[: np.searchsorted(gone, kept)]
        # The row n of what is left of the base is the row n + k of the base if k rows before it are gone.
        rows = rows + np.searchsorted(before - np.arange(before.size), rows, side="right")
        if rows.size < gone.size:
            added = added.without(marked(gone[gone >= kept] - kept, len(added)))
        if more is not None and len(more):
            added = _edited(added, EMPTY, more, dictionary) if len(added) else more
            # These are few; read now, so that many changes do not make a long chain.
            added._read()
        result = _edited(base, union(before, rows), added, dictionary)
        if (before.size + rows.size + len(added)) * _SHARE > len(base):
            result._read()
        return result

    def rows_of(self, graph: int) -> Ints:
        """Return the rows of a graph."""
        if (edit := self._edit) is None:
            if self.graph is None:
                return np.arange(len(self) if graph == DEFAULT_GRAPH else 0)
            return np.flatnonzero(self.graph == graph)
        base, gone, more = edit
        rows = base.rows_of(graph)
        rows = rows[~contains(gone, rows)]
        return np.concatenate((
            rows - np.searchsorted(gone, rows), more.rows_of(graph) + (len(base) - gone.size)
        ))  # fmt: skip

    def literals(self) -> Mask:
        """Mark the terms that are literals."""
        return self.dictionary.literals()

    def graphs(self, subject: Any, predicate: Any, obj: Any) -> list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph]:
        """Return the graphs that contain a triple, in the order in which they were read.

        Examples
        --------
        >>> from kg.reason.readers.triples import from_triples
        >>> a, g = ox.NamedNode("urn:a"), ox.NamedNode("urn:g")
        >>> from_triples([ox.Quad(a, a, a, g), ox.Quad(a, a, a)]).graphs(a, a, a)
        [<NamedNode value=urn:g>, <DefaultGraph>]
        """
        numbers = [self.find(term) for term in (subject, predicate, obj)]
        if None in numbers:
            return []
        s, p, o = numbers
        rows = np.flatnonzero((self.subject == s) & (self.predicate == p) & (self.object == o))
        if self.graph is None:
            return [ox.DefaultGraph()] if rows.size else []
        found = dict.fromkeys(self.graph[rows].tolist())
        return [ox.DefaultGraph() if n == DEFAULT_GRAPH else self.term(n) for n in found]  # type: ignore[misc]

    def without(self, rows: Mask) -> Encoded:
        """Return the triples without some of them, with the same numbers."""
        gone = np.flatnonzero(rows)
        graph = None if self.graph is None else left(self.graph, gone)
        subject, predicate, obj = (left(column, gone) for column in (self.subject, self.predicate, self.object))
        return Encoded(subject, predicate, obj, self.dictionary, graph)

    def order(self, rows: Mask) -> Column:
        """Return the numbers of the terms of some triples, in the order in which reading only these would number them.

        Examples
        --------
        >>> from kg.reason.readers.triples import from_triples
        >>> a, b, p = (ox.NamedNode(f"urn:{name}") for name in "abp")
        >>> some = from_triples([(a, p, b), (b, p, a)])
        >>> [some.dictionary.texts[number] for number in some.order(np.array([False, True]))]
        ['<urn:b>', '<urn:p>', '<urn:a>']
        """
        kept = self.without(~rows)
        columns = [kept.subject, kept.predicate, kept.object] + ([] if kept.graph is None else [kept.graph])
        # Numbers are given batch by batch, and within a batch column by column.
        parts = [column[n : n + BATCH] for n in range(0, len(kept), BATCH) for column in columns]
        numbers = np.concatenate(parts or columns)
        numbers = numbers[numbers != DEFAULT_GRAPH]
        first = np.full(len(self.dictionary.texts), numbers.size, np.int64)
        # Of several places of a number, the last one that is written stays, which is the first in the columns.
        first[numbers[::-1]] = np.arange(numbers.size - 1, -1, -1)
        used = np.flatnonzero(first < numbers.size).astype(np.int32)
        return used[np.argsort(first[used])]

    def only(self, rows: Mask, part: Mask | None = None) -> Encoded:
        """Return some of the triples, with the numbers that reading only these triples would give.

        Parameters
        ----------
        rows : mask
        part : mask, optional
            Return only those of the rows that are also in this mask; the order of their numbers is still that of
            reading all of the rows, and proofs of equal length are chosen by it.

        Examples
        --------
        >>> from kg.reason.readers.triples import from_triples
        >>> a, b, p = (ox.NamedNode(f"urn:{name}") for name in "abp")
        >>> some = from_triples([(a, p, a), (b, p, p)]).only(np.array([False, True]))
        >>> some.subject.tolist(), some.object.tolist(), some.dictionary.texts
        ([0], [1], ['<urn:b>', '<urn:p>'])
        """
        old = self.order(rows)
        kept = self.without(~rows if part is None else ~(rows & part))
        columns = [kept.subject, kept.predicate, kept.object] + ([] if kept.graph is None else [kept.graph])
        if part is not None:
            old = old[np.isin(old, np.concatenate(columns))]
        texts = self.dictionary.texts
        dictionary = Dictionary()
        dictionary.trusted = True
        dictionary.texts = [texts[number] for number in old.tolist()]
        dictionary.update(zip(dictionary.texts, range(old.size), strict=True))
        new = np.full(len(self.dictionary.texts) + 1, DEFAULT_GRAPH, np.int32)
        new[old] = np.arange(old.size)
        subject, predicate, obj, *graph = (new[column] for column in columns)
        return Encoded(subject, predicate, obj, dictionary, graph[0] if graph else None)

    def find(self, term: Any) -> int | None:
        """Return the number of a term, if it has one."""
        return self.dictionary.get(str(term))

    def number(self, term: Any) -> int:
        """Return the number of a term; add it if it has none."""
        return self.dictionary.number(str(term))

    def term(self, number: int) -> Term:
        """Make a term."""
        return term_of(self.dictionary.texts[number])


def marked(rows: Ints, size: int) -> Mask:
    """Mark some rows among all."""
    result = np.zeros(size, np.bool_)
    result[rows] = True
    return result


def _edited(base: Encoded, gone: Ints, more: Encoded, dictionary: Dictionary) -> Encoded:
    result = Encoded(*_no_rows(dictionary)._columns[:3], dictionary)
    result._edit = base, gone, more
    return result


def _no_rows(dictionary: Dictionary) -> Encoded:
    none = np.empty(0, np.int32)
    return Encoded(none, none, none, dictionary)


class Columns:
    """Columns that grow."""

    def __init__(self, dictionary: Dictionary | None = None) -> None:
        self.dictionary = Dictionary() if dictionary is None else dictionary
        self._parts: list[tuple[Column, ...]] = []
        self._named = False

    def add(self, rows: Sequence[Sequence[str]]) -> None:
        """Add rows of texts: three, or four with a graph, "" for the default graph."""
        if rows:
            self.add_columns(list(zip(*rows, strict=True)))

    def add_columns(self, columns: Sequence[Sequence[str]]) -> None:
        """Add columns of texts: three, or four with a graph, "" for the default graph."""
        self._named |= len(columns) == 4
        number = self.dictionary.__getitem__
        numbers = [_column(self.dictionary.numbers(column)) for column in columns[:3]]
        for column in columns[3:]:
            graphs = ((number(text) if text else DEFAULT_GRAPH) for text in column)
            numbers.append(np.fromiter(graphs, np.int32, len(column)))
        self._parts.append(tuple(numbers))

    @contextmanager
    def refusing(self) -> Iterator[None]:
        """Raise an error for invalid triples that do not come from a file."""
        try:
            yield
        except OddTermError as error:
            raise UsageError(f"{error} cannot stand in its place of a triple") from None

    def done(self) -> Encoded:
        """Combine the parts, and raise an error for terms in the wrong place."""
        columns = []
        for place in range(4 if self._named else 3):
            parts = [
                part[place] if place < len(part) else np.full(part[0].size, DEFAULT_GRAPH, np.int32)
                for part in self._parts
            ]
            columns.append(np.concatenate(parts) if parts else np.empty(0, np.int32))
        subject, predicate, obj, *graph = columns
        for column, allowed in ((subject, "<_"), (predicate, "<"), *((names, "<_") for names in graph)):
            _check_place(self.dictionary, column, allowed)
        return Encoded(subject, predicate, obj, self.dictionary, graph[0] if graph else None)


def _column(numbers: tuple[int, ...]) -> Column:
    # Three times as fast as numpy, which looks at the type of each number.
    return np.frombuffer(pack(f"{len(numbers)}i", *numbers), np.int32)


def _check_place(dictionary: Dictionary, column: Column, allowed: str) -> None:
    """Raise an error if a term of a column begins with something else, or is a triple."""
    right = np.zeros(256, np.bool_)
    right[list(allowed.encode("ascii"))] = True
    wrong = ~right[dictionary.begins()]
    wrong[dictionary.triples()] = True
    if wrong.any() and (odd := column[wrong[column] & (column != DEFAULT_GRAPH)]).size:
        raise OddTermError(dictionary.texts[int(odd.min())])
