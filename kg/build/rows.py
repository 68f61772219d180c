"""The accepted and the inferred statements of a graph, computed on rows of numbers instead of triples."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyoxigraph as ox

from kg.build.dates import PLACES, is_dateless, superseded_dates
from kg.load.dictionary import Rows, TermDictionary
from kg.load.parsed import ParsedFile
from kg.load.table import Table
from kg.rdf.model import Triple
from kg.reason import Engine, materialise
from kg.reason.closures.closure import Closure
from kg.reason.conclude import close_data, data_rows
from kg.reason.engine.arrays import Ints, contains, distinct
from kg.reason.inconsistency import Inconsistency
from kg.reason.materialise import sorted_inconsistencies
from kg.reason.readers.encoded import Encoded


@dataclass(frozen=True, eq=False)
class Graphs:
    """The two graphs that queries read, as rows, and what else follows.

    Parameters
    ----------
    accepted, inferred : array of int32, shape (n, 3)
        Sorted, without duplicates.
    dictionary : TermDictionary
    closure : Closure
        The closure that the inferred graph comes from, for proofs.
    inconsistencies : tuple of Inconsistency
    """

    accepted: Rows
    inferred: Rows
    dictionary: TermDictionary
    closure: Closure
    inconsistencies: tuple[Inconsistency, ...]

    def triples_with(self, predicate: ox.NamedNode) -> frozenset[Triple]:
        """Return the inferred triples with a predicate."""
        number = self.dictionary.get(str(predicate), -1)
        return frozenset(self.dictionary.decode(self.inferred[self.inferred[:, 1] == number]))


def concluded(
    accepted: Rows,
    dictionary: TermDictionary,
    engine: Engine = "kg",
    *,
    check: Callable[[Closure], None] = lambda _: None,
) -> Graphs:
    """Infer everything from the accepted statements.

    Parameters
    ----------
    accepted : array of int32, shape (n, 3)
        Sorted, without duplicates.
    dictionary : TermDictionary
    engine : {"kg", "owlrl"}, optional
    check : callable, optional
        Called with the closure before its conclusions are written out; raises an error if they would be too many.
    """
    if engine == "kg":
        subject, predicate, obj = (np.ascontiguousarray(column) for column in accepted.T)
        encoded = Encoded(subject, predicate, obj, dictionary)
        closure = close_data(encoded)
        check(closure)
        inferred = data_rows(encoded, closure)
        found = sorted_inconsistencies(closure)
    else:
        inferences = materialise(dictionary.decode(accepted), engine)
        inferred = dictionary.encode(inferences.triples)
        closure, found = inferences.closure, inferences.inconsistencies
    return Graphs(accepted, sorted_rows(inferred), dictionary, closure, found)


def accepted_rows(files: Sequence[ParsedFile]) -> Rows:
    """Return the rows of the accepted graph: those of the files, with one pair for each date of a thing.

    Parameters
    ----------
    files : sequence of ParsedFile
        The files in scope, without what is rejected.

    Returns
    -------
    array of int32, shape (n, 3)
        Sorted, without duplicates.
    """
    table = Table(files)
    return _less_superseded(table, _every(table))


def accepted_rows_of_both(files: Sequence[ParsedFile], unjudged: Sequence[ParsedFile]) -> tuple[Rows, Rows]:
    """Return the rows of the accepted graph with and without judgements; as `accepted_rows`, but sorted once.

    Parameters
    ----------
    files, unjudged : sequence of ParsedFile
        The files in scope, without what is rejected, and the same files with it.
    """
    table, whole = Table(files), Table(unjudged)
    every = _every(whole)
    both = zip(files, unjudged, strict=True)
    pairs = [(sorted_rows(one.rows), sorted_rows(other.rows)) for one, other in both if one is not other]
    # In the scope of a day, a rejected date may be why something else does not hold.
    come, gone = (
        sorted_rows(np.concatenate([every[:0], *(minus(*pair) for pair in some)]))
        for some in (pairs, [pair[::-1] for pair in pairs])
    )
    # What another file states is still accepted.
    about = np.zeros(table.terms, np.bool_)
    about[gone[:, 0]] = True
    near = np.flatnonzero(about[table.subject])
    still = sorted_rows(np.stack((table.subject[near], table.predicate[near], table.object[near]), axis=1))
    here = minus(every, minus(gone, still))
    if come.size:
        here = sorted_rows(np.concatenate((here, come)))
    return _less_superseded(table, here), _less_superseded(whole, every)


def _every(table: Table) -> Rows:
    return sorted_rows(np.stack((table.subject, table.predicate, table.object), axis=1))


def _less_superseded(table: Table, rows: Rows) -> Rows:
    """Leave out the dates of things for which other dates are accepted."""
    return minus(rows, sorted_rows(table.dictionary.encode(superseded_dates(_with_several_dates(table)))))


def _with_several_dates(table: Table) -> list[ParsedFile]:
    """Select the statements of dates for which one file states several days, or several files state one."""
    date = np.full(table.terms, -1, np.int64)
    part = np.full(table.terms, -1, np.int64)
    for iri, (number, place) in PLACES.items():
        if (term := table.number(iri)) >= 0:
            date[term], part[term] = number, place
    rows = np.flatnonzero((date[table.predicate] >= 0) & table.by_file(not is_dateless(file) for file in table.files))
    predicate, files = table.predicate[rows], table.file[rows].astype(np.int64)
    # Which date of which thing, and which end of it in which file.
    keys = _numbered(table.subject[rows].astype(np.int64), date[predicate])
    ends = _numbered(_numbered(keys, files), part[predicate])
    in_files = np.bincount(distinct(keys << 32 | files) >> 32, minlength=1)
    several = in_files[keys] > 1
    twice = np.bincount(ends)[ends] > 1 if ends.size else np.zeros(0, np.bool_)
    several |= np.bincount(keys, weights=twice & (part[predicate] < 2), minlength=1)[keys] > 0
    chosen = np.zeros(len(table.subject), np.bool_)
    chosen[rows[several]] = True
    return table.only(chosen)


def _numbered(first: Ints, second: Ints) -> Ints:
    """Give each pair of two columns a number."""
    pairs = first << 32 | second
    numbers: Ints = np.searchsorted(distinct(pairs), pairs)
    return numbers


def distinct_rows(files: Sequence[ParsedFile]) -> list[int]:
    """Count the different statements of each file."""
    table = Table(files)
    rows = np.stack((table.subject, table.predicate, table.object), axis=1)
    keys = _Packing((rows,)).keys(rows)
    order = np.lexsort((keys, table.file))
    new = np.ones(len(keys), np.bool_)
    new[1:] = (np.diff(keys[order]) != 0) | (np.diff(table.file[order]) != 0)
    counts: list[int] = np.bincount(table.file[order][new], minlength=len(files)).tolist()
    return counts


def sorted_rows(rows: Rows) -> Rows:
    """Sort rows and drop duplicates."""
    packing = _Packing((rows,))
    return packing.rows(distinct(packing.keys(rows)))


def minus(rows: Rows, others: Rows) -> Rows:
    """Return the rows of the first that are not in the second; both are sorted, without duplicates.

    Examples
    --------
    >>> minus(np.array([[1, 2, 3], [4, 5, 6]]), np.array([[4, 5, 6], [7, 8, 9]])).tolist()
    [[1, 2, 3]]
    """
    if not len(others) or not len(rows):
        return rows
    packing = _Packing((rows, others))
    return rows[~contains(packing.keys(others), packing.keys(rows))]


class _Packing:
    """Packs rows into single numbers in the same order: there are few predicates, so that they fit.

    Parameters
    ----------
    parts : sequence of array of int32, shape (n, 3)
    """

    def __init__(self, parts: Sequence[Rows]) -> None:
        self._terms = max(int(rows.max(initial=0)) for rows in parts) + 1
        used = np.zeros(self._terms, np.bool_)
        for rows in parts:
            used[rows[:, 1]] = True
        self._predicates = np.flatnonzero(used)
        # 300 million terms with 100 predicates fit.
        assert self._terms**2 * max(1, self._predicates.size) < 1 << 63

    def keys(self, rows: Rows) -> Ints:
        """Return a number for each row."""
        places = np.zeros(self._terms, np.int64)
        places[self._predicates] = np.arange(self._predicates.size)
        subject, predicate, obj = (np.ascontiguousarray(column) for column in rows.T)
        keys: Ints = (subject.astype(np.int64) * self._predicates.size + places[predicate]) * self._terms + obj
        return keys

    def rows(self, keys: Ints) -> Rows:
        """Return the rows of numbers."""
        pairs, obj = np.divmod(keys, self._terms)
        subject, place = np.divmod(pairs, max(1, self._predicates.size))
        predicate = self._predicates[place] if keys.size else place
        return np.stack((subject, predicate, obj), axis=1).astype(np.int32)


@dataclass(frozen=True, eq=False)
class DecodedRows:
    """Rows that are read as triples, each time anew.

    Parameters
    ----------
    rows : array of int32, shape (n, 3)
    dictionary : TermDictionary
    """

    rows: Rows
    dictionary: TermDictionary

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Triple]:
        for start in range(0, len(self.rows), _AT_ONCE):
            yield from self.dictionary.decode(self.rows[start : start + _AT_ONCE])


#: How many rows are decoded at once.
_AT_ONCE = 50_000


def quads(rows: Rows, dictionary: TermDictionary, graph: ox.NamedNode) -> list[ox.Quad]:
    """Make the quads of some rows."""
    return [ox.Quad(s, p, o, graph) for s, p, o in dictionary.decode(rows)]
