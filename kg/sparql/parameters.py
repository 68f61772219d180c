"""The parameters of a query: their defaults, filling them in, and running a query with them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pyoxigraph as ox

from kg.errors import QueryError, UnknownNameError, suggest
from kg.project.paths import display, shipped_root
from kg.rdf import terms
from kg.rdf.model import ACCEPTED, RDF_TYPE
from kg.sparql.header import Parameter, Question, bad_file, line_of_key
from kg.sparql.library import PARAMETER_BLOCK, Query
from kg.sparql.lists import list_notes
from kg.sparql.notes import match_notes
from kg.sparql.resolve import Value, resolve
from kg.sparql.results import CONVERTERS, Answer, Result
from kg.sparql.run import parse, run
from kg.sparql.tokens import declared_base, declared_prefixes, tokens
from kg.sparql.worker import Limits, current_limits
from kg.store.snapshot import Snapshot


def day_defaults(snapshot: Snapshot, question: Question) -> dict[str, str]:
    """Return the days that kg gives to the parameters of dates: that of a graph as of a day, or today.

    Returns
    -------
    dict of str to str
        The day by the name of the parameter: of those whose default is today; in a graph as of a day, of ``date`` and
        ``today`` in any case.

    Examples
    --------
    >>> import kg
    >>> graph = kg.open(at="2024-01-01")
    >>> day_defaults(graph.snapshot, graph.queries["overdue-commitments"])
    {'today': '2024-01-01'}
    """
    at = snapshot.manifest.scope.at
    day = (at or datetime.date.today()).isoformat()
    dates = [p for p in question.parameters if p.kind == f"{terms.XSD}date"]
    return {p.name: day for p in dates if p.is_today or (at and p.name in ("date", "today"))}


def default_values(snapshot: Snapshot, query: Query, parameter: Parameter) -> tuple[Value, ...]:
    """Return the default terms of a parameter; none if any value is meant.

    Examples
    --------
    >>> import kg
    >>> graph = kg.open()
    >>> topics = graph.queries["topics-shared"]
    >>> default_values(graph.snapshot, topics, topics.parameters[0])[0].value
    'https://w3id.org/diplomatic-kg/framework/us-uz-spd'
    """
    found = [*tokens(query.text)]
    base = f"BASE <{base}>\n" if (base := declared_base(found)) else ""
    declared = base + "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in declared_prefixes(found).items())
    answer = run(snapshot, f"{declared}SELECT ?given {{ VALUES ?given {{ {parameter.default} }} }}")
    assert isinstance(answer, Result)
    return tuple(term for (term,) in answer.rows if isinstance(term, (ox.NamedNode, ox.Literal)))


def run_query(snapshot: Snapshot, query: Query, parameters: Mapping[str, Any] | None = None) -> Answer:
    """Run a query of the library with parameters.

    Parameters
    ----------
    snapshot : Snapshot
    query : Query
    parameters : mapping of str to value or list of values, optional
        User input: ``UZ``, ``Uzbekistan``, a CURIE, an IRI, a date. The default of the parameters ``date`` and
        ``today`` is today, or the day of a graph as of a day.

    Returns
    -------
    Result, TriplesResult or bool
        A table for SELECT, triples for CONSTRUCT and DESCRIBE, true or false for ASK.

    Raises
    ------
    UnknownNameError
        For a parameter that the query does not have, or a value that names nothing.
    QueryError
        If it cannot be parsed or run; names the file.

    Examples
    --------
    >>> import kg
    >>> graph = kg.open()
    >>> len(run_query(graph.snapshot, graph.queries["leaders"], {"session": "us-uz-spd-4"}))
    2
    """
    text = fill(snapshot, query, {**day_defaults(snapshot, query), **(parameters or {})})
    try:
        answer = run(snapshot, text, _limits(query))
    except QueryError as error:
        raise _in_file(error, query) from error
    if isinstance(answer, bool):
        return answer
    rows = answer.rows if isinstance(answer, Result) else answer.triples
    own = (query.note,) if query.note and rows else ()
    unmatched = () if is_shipped(query) else match_notes(snapshot, text)
    return replace(answer, notes=(*answer.notes, *own, *unmatched, *list_notes(snapshot, text, query.lists, rows)))


def is_shipped(query: Query) -> bool:
    """Return whether a query is kg's own; kg does not trust, but checks, the others.

    Examples
    --------
    >>> import kg
    >>> is_shipped(kg.open().queries["leaders"])
    True
    """
    return query.path.is_relative_to(shipped_root() / "queries")


def _limits(query: Query) -> Limits | None:
    """Return the limits of a query: kg trusts its own, but not those of a project."""
    return None if is_shipped(query) else current_limits() or Limits()


def _in_file(error: QueryError, query: Query) -> QueryError:
    return type(error)(replace(error.finding, path=display(query.path)))


def check_query(snapshot: Snapshot, query: Query) -> None:
    """Check that a query can be parsed, and that the classes of its parameters exist; do not run it.

    Raises
    ------
    QueryError
        If it cannot be parsed; names the file.
    QuestionError
        If the class or the datatype of a parameter does not exist.

    Examples
    --------
    >>> import kg
    >>> graph = kg.open()
    >>> check_query(graph.snapshot, graph.queries["leaders"])
    """
    try:
        parse(snapshot, fill(snapshot, query, {}), _limits(query))
    except QueryError as error:
        raise _in_file(error, query) from error


def fill(snapshot: Snapshot, query: Query, parameters: Mapping[str, Any]) -> str:
    """Return the text of a query with values in the blocks of its parameters.

    Parameters
    ----------
    snapshot : Snapshot
        The graph to search for names.
    query : Query
    parameters : mapping of str to value or list of values
        As in `run_query`; a parameter that is left out keeps its default.

    Raises
    ------
    QuestionError
        If the class or the datatype of a parameter does not exist.
    UnknownNameError
        For a parameter that the query does not have, or a value that names nothing.

    Examples
    --------
    >>> import kg
    >>> graph = kg.open()
    >>> text = fill(graph.snapshot, graph.queries["leaders"], {"session": "us-uz-spd-4"})
    >>> "VALUES ?session { <https://w3id.org/diplomatic-kg/event/us-uz-spd-4> }" in text
    True
    """
    rows = {name: " ".join(map(str, values)) for name, values in resolve_values(snapshot, query, parameters).items()}

    def replace(match: re.Match[str]) -> str:
        name = match[1]
        return f"VALUES ?{name} {{ {rows[name]} }}" if name in rows else match[0]

    return PARAMETER_BLOCK.sub(replace, query.text)


def resolve_values(
    snapshot: Snapshot, question: Question, parameters: Mapping[str, Any]
) -> dict[str, tuple[Value, ...]]:
    """Resolve the given values of parameters to terms, one or several for each parameter.

    Parameters
    ----------
    snapshot : Snapshot
        The graph to search for names.
    question : Question
    parameters : mapping of str to value or list of values
        By the name of the parameter.

    Returns
    -------
    dict of str to tuple of terms
        The terms of the given parameters, in their order.

    Raises
    ------
    UnknownNameError
        For a parameter that the question does not have, or a value that names nothing.
    UsageError
        For a value that names several things, or that is not a value of its datatype.

    Examples
    --------
    >>> import kg
    >>> graph = kg.open()
    >>> resolve_values(graph.snapshot, graph.queries["leaders"], {"session": "us-uz-spd-4"})
    {'session': (<NamedNode value=https://w3id.org/diplomatic-kg/event/us-uz-spd-4>,)}
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
    """Raise an error for a parameter whose class no ontology of the graph declares, or whose datatype is unknown."""
    kind = parameter.kind
    cls = ox.NamedNode(f"{terms.OWL}Class")
    if kind.startswith(terms.XSD):
        what, known = "datatype", [*CONVERTERS, "string", "anyURI"]
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
    message = f"parameter {parameter.name}: there is no {what} {snapshot.compact(kind)}{hint}"
    raise bad_file(query.path, message, line=line_of_key(query.text, f"parameter {parameter.name}"))
