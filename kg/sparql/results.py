"""Answers: a table, triples, or true or false; and the terms in them as Python values and as text.

One name, one meaning: a `Result` is the table that a SELECT query or a question that takes an algorithm returns, a
`TriplesResult` has the triples of a CONSTRUCT or DESCRIBE query, and `Answer` is one of the two, or a boolean.
"""

from __future__ import annotations

import contextlib
import datetime
import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.errors import UsageError, escaped, one_line
from kg.rdf import terms
from kg.rdf.model import Term, Triple
from kg.rdf.numbers import whole_number
from kg.store.snapshot import Snapshot

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class Result:
    """A table: the answer of a SELECT query, or of a question that takes an algorithm.

    Parameters
    ----------
    columns : tuple of str
    rows : tuple of tuple
        RDF terms, or None if a row has no value.
    snapshot : Snapshot
        The graph of the answer; labels come from it.
    notes : tuple of str, optional
        What a reader must know about the answer, one sentence each, such as that a list that it counts is incomplete.
    left_out : tuple of tuple, optional
        Rows that the answer would have without judgements, and does not have.

    Examples
    --------
    >>> import kg
    >>> result = kg.open().sparql("SELECT ?c WHERE { ?c kg:alpha2 'UZ' }")
    >>> result.columns, result.values()
    (('c',), [{'c': 'https://w3id.org/diplomatic-kg/country/UZ'}])
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    snapshot: Snapshot
    notes: tuple[str, ...] = ()
    left_out: tuple[tuple[Term | None, ...], ...] = ()

    def __repr__(self) -> str:
        return f"<Result: {len(self.rows)} rows of {', '.join(self.columns)}>"

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.values())

    def values(self) -> list[dict[str, Any]]:
        """Return the rows as dictionaries of plain Python values; whole IRIs; None for a missing value."""
        return [dict(zip(self.columns, map(to_python, row), strict=True)) for row in self.rows]

    def texts(self, *, curies: bool = False) -> list[list[str]]:
        """Return the rows for people: labels (or CURIEs) for IRIs, an empty text for a missing value."""

        def text(term: Term | None) -> str:
            if curies and isinstance(term, ox.NamedNode):
                return self.snapshot.compact(term.value)
            return to_text(term, self.snapshot)

        return [[text(term) for term in row] for row in self.rows]

    def to_pandas(self) -> pandas.DataFrame:
        """Convert to a pandas DataFrame.

        Raises
        ------
        UsageError
            If pandas is not installed.
        """
        try:
            import pandas
        except ImportError as error:
            raise UsageError("pandas is not installed; pip install 'diplomatic-kg[pandas]'") from error
        return pandas.DataFrame(self.values(), columns=list(self.columns))

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(name.replace('_', ' '))}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f'<td style="text-align:left">{escape(text)}</td>' for text in row) + "</tr>"
            for row in self.texts()
        )
        empty = "" if self.rows else "<caption>no rows</caption>"
        notes = "".join(f"<p>note: {escape(note)}</p>" for note in self.notes)
        return f"<table>{empty}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{notes}"

    def __str__(self) -> str:
        rows = [[*map(one_line, row)] for row in self.texts()]
        widths = [max(map(len, column)) for column in zip(self.columns, *rows, strict=True)]
        lines = [self.columns, ["─" * width for width in widths], *rows]
        table = ("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)
        return "\n".join([*table, *(f"note: {one_line(note)}" for note in self.notes)])


#: Datatypes whose names do not appear in Turtle.
_UNWRITTEN = {
    f"{terms.RDF}langString", *(f"{terms.XSD}{name}" for name in ("string", "integer", "decimal", "double", "boolean")),
}  # fmt: skip


@dataclass(frozen=True)
class TriplesResult:
    """Triples: the answer of a CONSTRUCT or DESCRIBE query.

    Parameters
    ----------
    triples : tuple of triple
    snapshot : Snapshot
        The graph of the answer; prefixes come from it.
    notes : tuple of str, optional
        As in `Result`.
    left_out : tuple of triple, optional
        Triples that the answer would have without judgements, and does not have.

    Examples
    --------
    >>> import kg
    >>> made = kg.open().sparql("CONSTRUCT { ?c kg:alpha2 'UZ' } { ?c kg:alpha2 'UZ' }")
    >>> print(made.turtle().splitlines()[-1])
    country:UZ kg:alpha2 "UZ" .
    """

    triples: tuple[Triple, ...]
    snapshot: Snapshot
    notes: tuple[str, ...] = ()
    left_out: tuple[tuple[Term | None, ...], ...] = ()

    def __repr__(self) -> str:
        return f"<TriplesResult: {len(self.triples)} triples>"

    def __len__(self) -> int:
        return len(self.triples)

    def __iter__(self) -> Iterator[Triple]:
        return iter(self.triples)

    def turtle(self) -> str:
        """Write the triples as Turtle, sorted, with the prefixes that they use."""
        triples = (ox.Triple(s, p, o) for s, p, o in sorted(self.triples, key=str))
        values = (term for triple in self.triples for term in triple)
        iris = {term.datatype.value if isinstance(term, ox.Literal) else term.value for term in values} - _UNWRITTEN
        used = {terms.compact(iri, self.snapshot.manifest.prefixes).partition(":")[0] for iri in iris}
        prefixes = {name: iri for name, iri in self.snapshot.manifest.prefixes.items() if name in used}
        return escaped((ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b"").decode())


#: Any answer: a table, triples, or true or false.
Answer = Result | TriplesResult | bool
_NUMBER = re.compile(r"\s*[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,9})?\s*")
_SPECIAL = {"INF": math.inf, "-INF": -math.inf, "NaN": math.nan}


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def _float(text: str) -> float | None:
    return float(text) if _NUMBER.fullmatch(text) else _SPECIAL.get(text)


#: Conversions of datatypes to Python values; None or a ValueError for a text that has no such value.
CONVERTERS: Mapping[str, Callable[[str], Any]] = {
    **dict.fromkeys(("integer", "int", "long", "nonNegativeInteger", "gYear"), whole_number),
    "decimal": _decimal,
    **dict.fromkeys(("double", "float"), _float),
    "boolean": {"true": True, "1": True, "false": False, "0": False}.get,
    "date": datetime.date.fromisoformat,
}


def to_python(term: Term | None) -> Any:
    """Convert a term to a plain Python value: number, date or text; an IRI as a whole; a blank node as _:name."""
    if term is None:
        return None
    if isinstance(term, ox.BlankNode):
        return str(term)
    if isinstance(term, ox.Literal) and term.datatype.value.startswith(terms.XSD):
        convert = CONVERTERS.get(terms.local_name(term.datatype.value), str)
        with contextlib.suppress(ValueError):
            value = convert(term.value)
            return term.value if value is None else value
    return term.value


def to_text(term: Term | None, snapshot: Snapshot) -> str:
    """Write a term for people: the label of an IRI, the value of a literal."""
    return snapshot.text(term)
