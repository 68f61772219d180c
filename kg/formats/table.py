"""The table that every format for rows writes: an answer, findings, or a view."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pyoxigraph as ox

from kg.errors import Finding
from kg.rdf.model import Term
from kg.sparql.results import Result, to_python
from kg.store.snapshot import Snapshot

#: An RDF term, or a plain value.
Cell = Any


@dataclass(frozen=True)
class Table:
    """Rows, and what a reader needs to know about them.

    Parameters
    ----------
    columns : tuple of str
    rows : tuple of tuple
        RDF terms or plain values (text, numbers, dates, booleans); None if a row has no value.
    snapshot : Snapshot, optional
        The graph that labels come from; needed where cells are IRIs.
    title : str
        A title in one line.
    parameters : mapping of str to str
        The values of parameters, such as ``{"country": "UZ"}``.
    records : sequence of mapping, optional
        What formats for programs (JSON) write instead of the cells; values may be nested. Their number may differ from
        that of the rows.
    whole : tuple of str
        Columns that are never wrapped on a terminal, because people copy their values.
    cited : tuple of str, or callable
        IRIs of the sources that the rows cite, besides those in cells; or a function that returns them, if that takes
        long: it is called only where sources are listed.
    notes : tuple of str
        What a reader must know about the answer, one sentence each. `kg.formats.about.about` lists them.

    Examples
    --------
    >>> table = Table.of_records([{"name": "leaders", "rows": 2}])
    >>> table.columns, table.rows
    (('name', 'rows'), (('leaders', 2),))
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    snapshot: Snapshot | None = None
    title: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    records: Sequence[Mapping[str, Any]] | None = None
    whole: tuple[str, ...] = ()
    cited: tuple[str, ...] | Callable[[], Iterable[str]] = ()
    notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, result: Result, *, title: str = "", parameters: Mapping[str, str] | None = None) -> Table:
        """Make a table of the answer to a query.

        Parameters
        ----------
        result : Result
        title : str
        parameters : mapping of str to str, optional
        """
        return cls(result.columns, result.rows, result.snapshot, title, parameters or {}, notes=result.notes)

    @classmethod
    def of_records(
        cls,
        records: Sequence[Mapping[str, Any]],
        columns: Iterable[str] = (),
        *,
        snapshot: Snapshot | None = None,
        title: str = "",
        whole: tuple[str, ...] = (),
        cited: Iterable[str] = (),
    ) -> Table:
        """Make a table of dictionaries.

        Parameters
        ----------
        records : sequence of mapping
        columns : iterable of str, optional
            The keys that become columns; default: those of the first dictionary. A missing key is an empty cell.
            Formats for programs write the dictionaries unchanged.
        snapshot, title, whole, cited
            As in `Table`.
        """
        names = tuple(columns) or tuple(records[0] if records else ())
        rows = tuple(tuple(record.get(name) for name in names) for record in records)
        return cls(names, rows, snapshot, title, records=records, whole=whole, cited=tuple(dict.fromkeys(cited)))

    @classmethod
    def of_findings(cls, findings: Sequence[Finding], snapshot: Snapshot | None = None, *, title: str = "") -> Table:
        """Make a table of findings, in their order.

        Parameters
        ----------
        findings : sequence of Finding
        snapshot : Snapshot, optional
        title : str
        """
        columns = ("severity", "check", "message", "path", "line", "column", "source", "focus", "remedy", "excerpt")
        records = [finding.as_dict() for finding in findings]
        cited = sorted({finding.source for finding in findings if finding.source})
        return cls.of_records(records, columns, snapshot=snapshot, title=title, cited=cited)

    def filled(self) -> Table:
        """Leave out the columns that are empty in every row, so that a wide table fits a terminal."""
        kept = [n for n in range(len(self.columns)) if any(row[n] is not None for row in self.rows)]
        rows = tuple(tuple(row[n] for n in kept) for row in self.rows)
        return replace(self, columns=tuple(self.columns[n] for n in kept), rows=rows)

    def text(self, cell: Cell, *, curies: bool = False) -> str:
        """Write a cell for people: the label (or CURIE) of an IRI, an empty text for None, true or false."""
        if cell is None:
            return ""
        if isinstance(cell, bool):
            return "true" if cell else "false"
        if not isinstance(cell, ox.NamedNode | ox.BlankNode | ox.Literal):
            return str(cell)
        if self.snapshot is None or not isinstance(cell, ox.NamedNode):
            return str(cell) if isinstance(cell, ox.BlankNode) else cell.value
        return self.snapshot.compact(cell.value) if curies else self.snapshot.text(cell)

    def texts(self, *, curies: bool = False) -> list[list[str]]:
        """Return the rows for people, as `text` writes each cell."""
        known: dict[str, str] = {}
        if not curies:
            self._expect_labels()

        def text(cell: Cell) -> str:
            if not isinstance(cell, ox.NamedNode):
                return self.text(cell, curies=curies)
            if cell.value not in known:
                known[cell.value] = self.text(cell, curies=curies)
            return known[cell.value]

        return [[text(cell) for cell in row] for row in self.rows]

    def values(self) -> list[dict[str, Any]]:
        """Return the rows for programs: plain values, whole IRIs with their labels."""
        if self.records is not None:
            return [dict(record) for record in self.records]
        self._expect_labels()
        names = [(name, f"{name}_label") for name in self.columns]
        # The label of a thing is looked up, and a literal is read, once for all rows.
        known: dict[Term, tuple[Any, str | None]] = {}
        found = []
        for row in self.rows:
            record: dict[str, Any] = {}
            for (name, label_name), cell in zip(names, row, strict=True):
                if cell is None or not isinstance(cell, Term):
                    record[name] = cell
                    continue
                if (pair := known.get(cell)) is None:
                    pair = known[cell] = (value_of(cell), self._label(cell))
                record[name], label = pair
                if label is not None:
                    record[label_name] = label
            found.append(record)
        return found

    def _expect_labels(self) -> None:
        """Have all labels read at once if the table has many things."""
        if self.snapshot is not None:
            self.snapshot.expect_labels(len({c for row in self.rows for c in row if isinstance(c, ox.NamedNode)}))

    def _label(self, term: Term) -> str | None:
        """Return the label of an IRI; None for another term, and where it would be the CURIE."""
        if self.snapshot is None or not isinstance(term, ox.NamedNode):
            return None
        label = self.snapshot.label(term.value)
        # A label without a colon is no CURIE.
        return None if ":" in label and label == self.snapshot.compact(term.value) else label


def value_of(cell: Cell) -> Any:
    """Return a cell as a plain Python value; an IRI as a whole.

    Examples
    --------
    >>> value_of(ox.Literal(4)), value_of("four"), value_of(ox.NamedNode("urn:x"))
    (4, 'four', 'urn:x')
    """
    return to_python(cell) if isinstance(cell, Term) else cell
