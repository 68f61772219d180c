"""The sources that an answer needs, found from proofs: without any of the others, the answer stays the same.

An answer depends on the statements that match the patterns of its query (`kg.sparql.seen.matching`). A statement of a
source goes with the source, an accepted one with the last source that states it. An inferred one stays as long as the
leaves of one of its proofs are accepted, so one proof of each is enough to know the sources that it may need.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence, Set

import numpy as np
import pyoxigraph as ox

from kg.build.dates import PLACES
from kg.build.rows import Graphs
from kg.load.dictionary import Rows
from kg.load.table import Table
from kg.rdf.model import Term, Triple
from kg.reason.engine.arrays import Ints
from kg.reason.proofs.search import proof_search
from kg.sparql.seen.groups import UnclearError
from kg.sparql.seen.matching import Match

#: A statement as the numbers of its terms.
_Row = tuple[int, int, int]
#: Any literal, because the engine may write one in another way than a file does; any blank node, because it may give it
#: another name; a term that no file has.
_LITERAL, _BLANK, _NOWHERE = -1, -2, -3
#: How many inferred statements are proved.
_MOST = 20_000


class Needed:
    """What an answer needs of a graph.

    Parameters
    ----------
    matches : collection of (subject, predicate, object, graph)
        The statements on which the answer depends, as `kg.sparql.seen.matching.matches` returns them for the graph in
        which all sources' dates are accepted: another date may be accepted if a source is left out.
    accepted : Table
        What is accepted of each file.
    graphs : Graphs
        The accepted graph and what follows. Nothing follows from other dates.

    Raises
    ------
    UnclearError
        If too many inferred statements would have to be proved.

    Examples
    --------
    >>> from kg.build.rows import accepted_rows, concluded
    >>> from kg.load.files import load_project
    >>> from kg.project.find import shipped
    >>> loaded = load_project(shipped())
    >>> graphs = concluded(accepted_rows(loaded.parsed), loaded.dictionary)
    >>> Needed([], Table(loaded.parsed), graphs).may_go({"https://w3id.org/diplomatic-kg/source/un"})
    True
    """

    def __init__(self, matches: Collection[Match], accepted: Table, graphs: Graphs) -> None:
        self._dictionary = graphs.dictionary
        begins = graphs.dictionary.begins()
        self._kinds = np.where(begins == ord('"'), _LITERAL, np.where(begins == ord("_"), _BLANK, 0))
        #: The statements of sources that are read as such.
        self._read: dict[str, set[_Row]] = {}
        #: The accepted and the inferred ones.
        self._holding: set[_Row] = set()
        for *triple, graph in matches:
            known = self._read.setdefault(graph.value, set()) if isinstance(graph, ox.NamedNode) else self._holding
            known.add(self._found(triple))
        #: The accepted statements, with the sources that state each.
        self._accepted: dict[_Row, set[str]] = {}
        rows = np.stack((accepted.subject, accepted.predicate, accepted.object), axis=1)
        wanted = self._holding | self._leaves(graphs)
        for number, row in self._like(rows, wanted):
            self._accepted.setdefault(row, set()).add(accepted.files[accepted.file[number]].iri.value)
        self._literals = {row for row in map(self._place, self._accepted) if row[2] == _LITERAL}
        self._dates = {number for iri in PLACES if (number := accepted.number(iri)) >= 0}
        self._sources = {source for sources in self._accepted.values() if len(sources) == 1 for source in sources}
        self._sources |= self._dating(accepted)
        self._several = {frozenset(sources) for sources in self._accepted.values() if len(sources) > 1}

    def may_go(self, sources: Set[str]) -> bool:
        """Return whether the answer certainly stays the same without some sources.

        Parameters
        ----------
        sources : set of str
            Without them, no other statement is accepted than before, but for dates.
        """
        return not (
            not self._sources.isdisjoint(sources)
            or not self._read.keys().isdisjoint(sources)
            or any(several <= sources for several in self._several)
        )

    def may_all_go(self, statements: Iterable[tuple[str, Triple]]) -> bool:
        """Return whether the answer certainly stays the same if sources do not make some statements.

        Parameters
        ----------
        statements : iterable of (str, triple)
            Each with its source; without them, no other statement is accepted than before, but for dates.
        """
        gone: dict[_Row, set[str]] = defaultdict(set)
        for source, triple in statements:
            subject, predicate, obj = (self._dictionary.get(str(term), _NOWHERE) for term in triple)
            # A literal may have another spelling here than in the file.
            place = self._place((subject, predicate, _LITERAL if isinstance(triple[2], ox.Literal) else obj))
            if place in self._read.get(source, ()) or (predicate in self._dates and self._has_date(subject)):
                return False
            if place in self._literals:
                return False
            gone[subject, predicate, obj].add(source)
        return not any(row in self._accepted and self._accepted[row] <= sources for row, sources in gone.items())

    def needs_any(self, graph: str | None, rows: Rows) -> bool:
        """Return whether the answer may depend on one of some statements.

        Parameters
        ----------
        graph : str or None
            The source of the statements; None for accepted ones.
        rows : array of int32, shape (n, 3)
        """
        found = ((s, p, o) for s, p, o in rows.tolist())
        if graph is None:
            return any(row in self._accepted for row in found)
        known = self._read.get(graph)
        return known is not None and any(self._place(row) in known for row in found)

    def may_come(self, rows: Rows) -> bool:
        """Return whether the answer certainly stays the same if some statements are accepted in addition.

        Parameters
        ----------
        rows : array of int32, shape (n, 3)
        """
        return all(p in self._dates and self._place((s, p, o)) not in self._holding for s, p, o in rows.tolist())

    def _has_date(self, subject: int) -> bool:
        """Return whether the answer may depend on a date of a thing."""
        return any((subject, date, _LITERAL) in self._holding for date in self._dates)

    def _dating(self, accepted: Table) -> set[str]:
        """Collect the sources that state a date on which the answer may depend, if the sources' dates differ."""
        rows = np.flatnonzero(np.isin(accepted.predicate, [*self._dates]))
        things = varying(accepted, rows)
        things = {thing for thing in things if self._has_date(thing)}
        found = np.isin(accepted.subject[rows], [*things])
        return {accepted.files[number].iri.value for number in {*accepted.file[rows[found]].tolist()}}

    def _place(self, row: _Row) -> _Row:
        subject, predicate, obj = (int(self._kinds[n]) or n if n >= 0 else n for n in row)
        return subject, predicate, obj

    def _found(self, triple: Sequence[Term | None]) -> _Row:
        """Return the numbers of a statement that the engine has found."""
        subject, predicate, obj = map(self._number, triple)
        return subject, predicate, obj

    def _number(self, term: Term | None) -> int:
        if isinstance(term, ox.Literal):
            return _LITERAL
        return _BLANK if isinstance(term, ox.BlankNode) else self._dictionary.get(str(term), _NOWHERE)

    def _like(self, rows: Rows, wanted: Set[_Row]) -> Iterator[tuple[int, _Row]]:
        """Yield the rows that are wanted, each with its number."""
        numbers = {subject for subject, _, _ in wanted}
        subjects = self._kinds == _BLANK if _BLANK in numbers else np.zeros(self._kinds.size, np.bool_)
        subjects[[number for number in numbers if number >= 0]] = True
        chosen = np.flatnonzero(subjects[rows[:, 0]])
        for number, (s, p, o) in zip(chosen.tolist(), rows[chosen].tolist(), strict=True):
            if self._place((s, p, o)) in wanted:
                yield number, (s, p, o)

    def _leaves(self, graphs: Graphs) -> set[_Row]:
        """Collect the leaves of one proof of each inferred statement on which the answer depends."""
        rows = [row for _, row in self._like(graphs.inferred, self._holding)]
        if len(rows) > _MOST:
            raise UnclearError(f"{len(rows)} inferred statements")
        search = proof_search(graphs.closure)
        found: set[_Row] = set()
        for triple in self._dictionary.decode(np.array(rows, np.int32).reshape(-1, 3)):
            proof = search.prove(triple)
            if proof is None:
                raise UnclearError(f"no proof of {triple}")
            found.update(map(self._found, proof.leaves()))
        return found


def varying(table: Table, rows: Ints) -> set[int]:
    """Return the things of which a file states other dates than another file, or only a part of them.

    The sources' dates of a thing are combined (`kg.build.dates`), so without one of them another may be accepted. If
    all of them state the same, that stays accepted without some of them.

    Parameters
    ----------
    table : Table
    rows : array of int
        The places of the statements of dates.

    Examples
    --------
    >>> varying(Table([]), np.empty(0, np.int64))
    set()
    """
    columns = (table.subject, table.predicate, table.object, table.file)
    subject, predicate, obj, file = (column[rows].astype(np.int64) for column in columns)

    def of_each_thing(*columns: Ints) -> Ints:
        """Count the different values of some columns for each thing."""
        different = np.unique(np.stack((subject, *columns), axis=1), axis=0)
        return np.bincount(different[:, 0], minlength=table.terms)

    dates = of_each_thing(predicate, obj)
    return {*np.flatnonzero(of_each_thing(predicate, obj, file) != of_each_thing(file) * dates).tolist()}
