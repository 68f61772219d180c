"""The parameters of a query: their defaults, filling them in, and running a query with them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.errors import ProjectError, QueryError, UnknownNameError, suggest
from kg.project.paths import display
from kg.rdf import terms
from kg.rdf.model import ACCEPTED, RDF_TYPE
from kg.sparql.library import _VALUES, Parameter, Query, Question
from kg.sparql.resolve import Value, resolve
from kg.sparql.results import _PYTHON, Answer, Result
from kg.sparql.run import run
from kg.sparql.syntax import _declared_prefixes
from kg.store.snapshot import Snapshot

if TYPE_CHECKING:
    pass


def day_asked(snapshot: Snapshot, question: Question) -> dict[str, str]:
    """Return the parameters of a query that are the day of a graph as of a day, unless told otherwise.

    Examples
    --------
    >>> import kg
    >>> graph = kg.open(at="2024-01-01")
    >>> day_asked(graph.snapshot, graph.queries["overdue-commitments"])
    {'today': '2024-01-01'}
    """
    day, kind = snapshot.manifest.scope.at, f"{terms.XSD}date"
    return {
        p.name: day.isoformat() for p in question.parameters if day and p.kind == kind and p.name in ("date", "today")
    }


def default_of(snapshot: Snapshot, query: Query, parameter: Parameter) -> tuple[Value, ...]:
    """Return the terms that a query runs with where a parameter is not given; none where any is meant.

    Examples
    --------
    >>> import kg
    >>> graph = kg.open()
    >>> held = graph.queries["what-held"]
    >>> default_of(graph.snapshot, held, held.parameters[0])[0].value
    '2024-11-13'
    """
    declared = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in _declared_prefixes(query.text).items())
    answer = run(snapshot, f"{declared}SELECT ?given {{ VALUES ?given {{ {parameter.default} }} }}")
    assert isinstance(answer, Result)
    return tuple(term for (term,) in answer.rows if isinstance(term, (ox.NamedNode, ox.Literal)))


def ask(snapshot: Snapshot, query: Query, parameters: Mapping[str, Any] | None = None) -> Answer:
    """Run a query of the library.

    Parameters
    ----------
    snapshot : Snapshot
    query : Query
    parameters : mapping of str to value or list of values, optional
        What people type: ``UZ``, ``Uzbekistan``, a CURIE, an IRI, a date. Of a graph as of a day, that day is the
        one that is asked about unless told.

    Returns
    -------
    Result, Triples or bool

    Raises
    ------
    UnknownNameError
        For a parameter that the query does not have, or a value that names nothing.
    QueryError
        Where it cannot be parsed or run; names the file.
    """
    try:
        return run(snapshot, fill(snapshot, query, {**day_asked(snapshot, query), **(parameters or {})}))
    except QueryError as error:
        raise QueryError(f"{display(query.path)}: {error}") from error


def fill(snapshot: Snapshot, query: Query, parameters: Mapping[str, Any]) -> str:
    """Return the text of a query with the rows of its parameters replaced.

    Raises
    ------
    ProjectError
        Where a parameter is of a class or a datatype that there is not.
    UnknownNameError
        For a parameter that the query does not have, or a value that names nothing.
    """
    rows = {name: " ".join(map(str, values)) for name, values in resolve_all(snapshot, query, parameters).items()}

    def replace(match: re.Match[str]) -> str:
        name = match[1]
        return f"VALUES ?{name} {{ {rows[name]} }}" if name in rows else match[0]

    return _VALUES.sub(replace, query.text)


def resolve_all(snapshot: Snapshot, question: Question, parameters: Mapping[str, Any]) -> dict[str, tuple[Value, ...]]:
    """Turn the parameters that people give into terms, each into one or several.

    Raises
    ------
    UnknownNameError
        For a parameter that the question does not have, or a value that names nothing.
    UsageError
        For a value that names several things, or that is no value of its datatype.
    """
    if isinstance(question, Query):
        for parameter in question.parameters:
            _check_kind(snapshot, question, parameter)
    known = {parameter.name: parameter for parameter in question.parameters}
    found: dict[str, tuple[Value, ...]] = {}
    for name, given in parameters.items():
        if name not in known:
            takes = f"{question.name} takes: {', '.join(known)}" if known else f"{question.name} takes no parameter"
            raise UnknownNameError("parameter", name, known, takes)
        values = given if isinstance(given, (list, tuple)) else [given]
        found[name] = tuple(resolve(snapshot, value, known[name].kind) for value in values)
    return found


def _check_kind(snapshot: Snapshot, query: Query, parameter: Parameter) -> None:
    """Refuse a parameter whose class no ontology of the graph has, or whose datatype is none."""
    kind = parameter.kind
    cls = ox.NamedNode(f"{terms.OWL}Class")
    if kind.startswith(terms.XSD):
        what, known = "datatype", [*_PYTHON, "string", "anyURI"]
        if terms.local_name(kind) in known:
            return
        near = [f"xsd:{name}" for name in suggest(terms.local_name(kind), known)]
    else:
        if kind.startswith((terms.RDFS, terms.OWL)) or snapshot.asserted_in((ox.NamedNode(kind), RDF_TYPE, cls)):
            return
        what, classes = "class", snapshot.store.quads_for_pattern(None, RDF_TYPE, cls, ACCEPTED)
        names = [quad.subject.value for quad in classes if isinstance(quad.subject, ox.NamedNode)]
        near = suggest(snapshot.compact(kind), map(snapshot.compact, names), cutoff=0.75)
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    raise ProjectError(
        f"{display(query.path)}: parameter {parameter.name}: there is no {what} {snapshot.compact(kind)}{hint}"
    )
