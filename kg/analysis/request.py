"""A request: a question with its values, the argument of the function that answers it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.errors import UsageError
from kg.project.project import Project
from kg.rdf.model import Term
from kg.sparql.resolve import Value
from kg.sparql.results import Result
from kg.store.snapshot import Snapshot

#: The values of each parameter; none if any value is meant.
Values = Mapping[str, tuple[Value, ...]]


@dataclass(frozen=True)
class Request:
    """The graph and the values for a question.

    Parameters
    ----------
    project : Project
    snapshot : Snapshot
        The project, built.
    values : mapping of str to tuple of terms
        The values of each parameter: those that were given, or the default; none if any value is meant.
    note : callable, optional
        Called with an estimate of the time, if the answer takes long.
    """

    project: Project
    snapshot: Snapshot
    values: Values
    note: Callable[[str], None] = field(default_factory=lambda: lambda _: None)

    def value(self, name: str) -> str:
        """Return the one value of a parameter.

        Raises
        ------
        UsageError
            If several values are given.
        """
        if len(self.values[name]) != 1:
            raise UsageError(f"--{name.replace('_', '-')} takes one value, not {len(self.values[name])}")
        return self.values[name][0].value

    def table(self, columns: str, rows: Iterable[Sequence[object]]) -> Result:
        """Make the table that answers the question.

        Parameters
        ----------
        columns : str
            The names of the columns, separated by spaces.
        rows : iterable of sequence
            Cells are RDF terms, booleans, numbers or texts; None for an empty cell.

        Raises
        ------
        TypeError
            For a cell that is none of these.
        """
        return Result(tuple(columns.split()), tuple(tuple(map(_term, row)) for row in rows), self.snapshot)


def _term(value: object) -> Term | None:
    if value is None or isinstance(value, (ox.NamedNode, ox.BlankNode, ox.Literal)):
        return value
    if isinstance(value, (bool, int, float, str)):
        return ox.Literal(value)
    raise TypeError(f"{value!r}: a cell of a table must be a term, a boolean, a number or a text")
