"""Sensitivity of an answer: which of its rows depend on one source, and which on a contested statement.

Each source is left out in turn, and so is each group of sources that are not independent. For each conflict, each side
is taken to be right, whatever was judged. Each time, what is accepted and what follows is computed anew from the
difference, and the question is answered again: it may count, or ask what is *not* stated. Nothing is computed for a
source on which the answer certainly does not depend, and no more is tried when the time is over.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import pyoxigraph as ox

from kg.analysis.variants import Cells, Variants
from kg.build.assemble import Progress
from kg.evidence.conflicts import Conflict, conflicts
from kg.evidence.independence import groups, origins
from kg.project.project import Project
from kg.rdf import terms
from kg.rdf.model import Term
from kg.sparql.results import Answer, Result, to_python, to_text
from kg.sparql.worker import current_limits
from kg.store.snapshot import Snapshot

#: How many seconds all variants of an answer may take, unless there is another limit, or none.
MOST = 600.0
#: From how many seconds on kg says beforehand how long they take.
_LONG = 3.0
#: What is tried, in the singular and in the plural.
_SOURCE, _GROUP, _SIDE = "source/sources", "group of sources/groups of sources", "side of a conflict/sides of conflicts"
#: How many sources that were not tried are named.
_NAMED = 3
#: Sources that are left out together: one, or a group that is not independent.
Sources = tuple[str, ...]
_Variant = TypeVar("_Variant")


@dataclass(frozen=True)
class RowSensitivity:
    """A row of an answer, and its dependencies.

    Parameters
    ----------
    cells : tuple of terms
    needs : tuple of tuple of str
        The sources without which the row is missing, as IRIs: one that no other source can replace, or a group of
        dependent sources that no other source can replace.
    contested : tuple of Conflict
        The conflicts with a side that, if it is right, makes the row disappear.
    only_without : tuple of tuple of str
        For a row that the answer does not contain: the sources without which it would.
    """

    cells: Cells
    needs: tuple[Sources, ...] = ()
    contested: tuple[Conflict, ...] = ()
    only_without: tuple[Sources, ...] = ()


@dataclass(frozen=True)
class Sensitivity:
    """The dependence of an answer on its sources.

    Parameters
    ----------
    answer : Result
    rows : tuple of RowSensitivity
        The rows of the answer in its order, then rows that appear only without some source.
    notes : tuple of str
        Say what was not tried within the limit of time.
    """

    answer: Result
    rows: tuple[RowSensitivity, ...]
    notes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        robust = sum(not (row.needs or row.contested or row.only_without) for row in self.rows)
        return f"<Sensitivity: {robust} of {len(self.answer)} rows depend on no single source and on no conflict>"

    def __str__(self) -> str:
        return str(self.table())

    def _repr_html_(self) -> str:
        return self.table()._repr_html_()

    def table(self) -> Result:
        """Return the rows with the columns ``needs``, ``contested`` and ``only_without``, in words."""
        columns = (*self.answer.columns, "needs", "contested", "only_without")
        rows = tuple((*row.cells, *map(_text, _notes(row))) for row in self.rows)
        return Result(columns, rows, self.answer.snapshot, (*self.answer.notes, *self.notes))

    def values(self) -> list[dict[str, Any]]:
        """Return the rows as dictionaries of plain values, for JSON; an IRI comes with its label."""
        return [self._values(row) for row in self.rows]

    def _values(self, row: RowSensitivity) -> dict[str, Any]:
        entry: dict[str, Any] = {}
        for column, cell in zip(self.answer.columns, row.cells, strict=True):
            entry[column] = to_python(cell)
            if isinstance(cell, ox.NamedNode) and cell.value in self.answer.snapshot.labels:
                entry[f"{column}_label"] = to_text(cell, self.answer.snapshot)
        entry["needs"] = [list(sources) for sources in row.needs]
        entry["contested"] = [conflict.name for conflict in row.contested]
        entry["only_without"] = [list(sources) for sources in row.only_without]
        return entry


def sensitivity(
    project: Project,
    snapshot: Snapshot,
    ask: Callable[[Snapshot], Answer],
    progress: Progress = lambda _: None,
    text: str | None = None,
    *,
    note: Callable[[str], None] = lambda _: None,
) -> Sensitivity:
    """Ask a question again without each source, and with each side of each conflict taken to be right.

    Parameters
    ----------
    project : Project
        Its files are read again.
    snapshot : Snapshot
        The project, built; only the sources of this build are left out.
    ask : callable
        Answers the question, with its values, for a snapshot.
    progress : callable, optional
        Called with the name of each step.
    text : str, optional
        The query, if the rows of the answer are those of a query; most sources then need not be tried.
    note : callable, optional
        Called once, after the first try, if all tries take long: with what is tried and about how long it takes.

    Returns
    -------
    Sensitivity
        Rows are compared whole: a row that counts sources is replaced by another when one is left out. What is not
        tried within `MOST` seconds, or those that `kg.sparql.worker.limited` sets, is named in a note.

    Raises
    ------
    DataError
        If the files of the project have errors.
    UsageError
        If the answer is not a table.

    Examples
    --------
    >>> import kg
    >>> from kg.sparql.run import run
    >>> graph = kg.open(sources_only=["kun-uz-2024-11-16"], background=False)
    >>> ask = lambda snapshot: run(snapshot, "SELECT ?grant { ?grant a kg:Grant }")
    >>> [row.needs for row in sensitivity(graph.project, graph.snapshot, ask).rows]
    [(('https://w3id.org/diplomatic-kg/source/kun-uz-2024-11-16',),)]
    """
    variants = Variants(project, snapshot, ask, text)
    answer = variants.answer
    rows = {cells: RowSensitivity(cells) for cells in answer.rows}
    gained: dict[Cells, RowSensitivity] = {}
    sources = variants.sources()
    alone, together = (
        [part for part in parts if not variants.stays_without({*part})]
        for parts in ([(source,) for source in sources], groups(sources, origins(snapshot)))
    )
    sides = [
        (conflict, side)
        for conflict in conflicts(snapshot)
        for side in conflict.sides
        if not variants.stays_deciding(conflict, side)
    ]
    trying = _Trying({_SOURCE: len(alone), _GROUP: len(together), _SIDE: len(sides)}, progress, note)
    for left_out in itertools.chain(
        trying.each(alone, _SOURCE, _names, "asking without {}"),
        trying.each(together, _GROUP, _names, "asking without {}"),
    ):
        there = variants.without(left_out)
        for cells, row in rows.items():
            # A row that needs one source also needs each group with this source.
            if cells not in there and not any(set(needed) <= set(left_out) for needed in row.needs):
                rows[cells] = replace(row, needs=(*row.needs, left_out))
        for cells in there - rows.keys():
            row = gained.get(cells, RowSensitivity(cells))
            if not any(set(fewer) <= set(left_out) for fewer in row.only_without):
                gained[cells] = replace(row, only_without=(*row.only_without, left_out))
    for conflict, side in trying.each(
        sides, _SIDE, lambda one: f"{one[0].answer_text(one[1])} as {one[0].name}", "asking with {}"
    ):
        there = variants.deciding(conflict, side)
        for cells, row in rows.items():
            if cells not in there and conflict not in row.contested:
                rows[cells] = replace(row, contested=(*row.contested, conflict))
    others = sorted(gained.values(), key=lambda row: [str(cell) for cell in row.cells])
    effect = "rows may need them, and empty cells of needs, contested and only_without may be incomplete"
    return Sensitivity(answer, (*rows.values(), *others), trying.notes(effect))


def influence(
    project: Project,
    snapshot: Snapshot,
    ask: Callable[[Snapshot], Answer],
    progress: Progress = lambda _: None,
    text: str | None = None,
    *,
    note: Callable[[str], None] = lambda _: None,
) -> Result:
    """Count the rows that an answer loses and gains without each source.

    Parameters
    ----------
    project : Project
        Its files are read again.
    snapshot : Snapshot
        The project, built.
    ask : callable
        Answers the question, with its values, for a snapshot.
    progress : callable, optional
        Called with the name of each step.
    text : str, optional
        The query, if the rows of the answer are those of a query.
    note : callable, optional
        As in `sensitivity`.

    Returns
    -------
    Result
        source, lost, gained, of (the number of rows of the answer); the source with the most changes first. Sources
        without changes are left out. A note names those that were not tried within the limit of time.

    Raises
    ------
    DataError, UsageError
        As in `sensitivity`.
    """
    variants = Variants(project, snapshot, ask, text)
    rows = set(variants.answer.rows)
    counted = []
    sources = [(source,) for source in variants.sources() if not variants.stays_without({source})]
    trying = _Trying({_SOURCE: len(sources)}, progress, note)
    for (source,) in trying.each(sources, _SOURCE, _names, "asking without {}"):
        there = variants.without((source,))
        counted.append((source, len(rows - there), len(there - rows)))
    counted.sort(key=lambda entry: (-entry[1] - entry[2], entry[0]))
    table = tuple(
        (ox.NamedNode(source), ox.Literal(lost), ox.Literal(gained), ox.Literal(len(variants.answer)))
        for source, lost, gained in counted
        if lost or gained
    )
    return Result(("source", "lost", "gained", "of"), table, snapshot, trying.notes("rows may be missing for them"))


class _Trying:
    """Tries variants one after another, says beforehand how long that takes, and stops when the time is over.

    The time is that of a query which `kg.sparql.worker.limited` limits, or `MOST`.
    """

    def __init__(self, times: Mapping[str, int], progress: Progress, note: Callable[[str], None]) -> None:
        limits = current_limits()
        self._seconds = MOST if limits is None else limits.seconds
        self._times, self._progress, self._note, self._start = times, progress, note, time.perf_counter()
        self._is_first = True
        self._left: dict[str, list[str]] = {}

    def each(
        self, variants: Sequence[_Variant], kind: str, name: Callable[[_Variant], str], step: str
    ) -> Iterator[_Variant]:
        """Yield the variants as long as there is time, but for the last step; at least one."""
        for variant in variants:
            spent = time.perf_counter() - self._start
            if self._seconds and spent >= self._seconds and not self._is_first:
                self._left.setdefault(kind, []).append(name(variant))
                continue
            self._progress(step.format(name(variant)))
            yield variant
            if self._is_first:
                self._is_first = False
                self._estimate(sum(self._times.values()) * (time.perf_counter() - self._start))

    def _estimate(self, seconds: float) -> None:
        if seconds > _LONG:
            tried = ", ".join(_count(number, kind) for kind, number in self._times.items() if number)
            most = f"no more than {_duration(self._seconds)}" if self._seconds else "no limit"
            self._note(
                f"the question is asked again for {tried}, which takes about {_duration(round(seconds))}; "
                f"--timeout SECONDS limits the time (now: {most})"
            )

    def notes(self, effect: str) -> tuple[str, ...]:
        """Say what was not tried, and what that means for the answer."""
        if not self._left:
            return ()
        left = ", ".join(
            f"{len(names):,} of {_count(self._times[kind], kind)}" + (f" ({_some(names)})" if kind == _SOURCE else "")
            for kind, names in self._left.items()
        )
        return (f"not tried in {_duration(self._seconds or 0)}: {left}, so {effect}; --timeout 0 tries all",)


def _some(names: Sequence[str]) -> str:
    """Write the first of some names.

    Examples
    --------
    >>> _some(["A", "B"]), _some(["A", "B", "C", "D", "E"])
    ('A, B', 'A, B, C and 2 more')
    """
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more:,} more" if more > 0 else "")


def _count(number: int, what: str) -> str:
    """Write a number of sources or of sides of conflicts.

    Examples
    --------
    >>> _count(1, _SOURCE), _count(2_000, _SIDE)
    ('1 source', '2,000 sides of conflicts')
    """
    one, several = what.split("/")
    return f"{number:,} {one if number == 1 else several}"


def _names(sources: Sources) -> str:
    more = len(sources) - 1
    return terms.local_name(sources[0]) + (f" together with {more:,} more" if more else "")


def _duration(seconds: float) -> str:
    """Write a number of seconds as it was given.

    Examples
    --------
    >>> _duration(0.1), _duration(1), _duration(1200.0)
    ('0.1 seconds', '1 second', '1,200 seconds')
    """
    return f"{seconds:,g} second{'' if seconds == 1 else 's'}"


def _notes(row: RowSensitivity) -> tuple[str, str, str]:
    """Write the dependencies of a row in words."""

    def names(several: Sequence[Sources]) -> str:
        return "; ".join(
            terms.local_name(sources[0])
            + (f" and {len(sources) - 1} more, counted as one source" if len(sources) > 1 else "")
            for sources in several
        )

    disputes = "; ".join(f"{conflict.name} ({conflict.status})" for conflict in row.contested)
    return names(row.needs), disputes, names(row.only_without)


def _text(text: str) -> Term | None:
    return ox.Literal(text) if text else None
