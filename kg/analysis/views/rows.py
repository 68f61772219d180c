"""The rows of a view's query, one for each edge.

A view is a query, ``queries/views/*.rq``, whose rows are edges: ``?from ?relation ?to``. If two things are linked
because both have a relation to a third, ``?via`` is the third; ``?relation`` leads to it from ``?from`` and
``?relation_to`` from ``?to``. ``?start`` and ``?end`` limit the time of an edge; with ``?start_latest`` and
``?end_earliest`` each of them is an uncertain day.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import pyoxigraph as ox

from kg.errors import UnknownNameError
from kg.project.paths import shipped_root
from kg.rdf.model import ACCEPTED, INFERRED, Term, Triple
from kg.sparql.library import library
from kg.sparql.results import Result
from kg.sparql.run import run
from kg.sparql.worker import current_limits
from kg.store.snapshot import Snapshot

#: An edge: its ends and its key.
Edge = tuple[str, str, str]
_FOLDER = shipped_root() / "queries" / "views"
_NAMED = (ox.NamedNode, type(None))


#: The names of the views.
VIEWS = tuple(sorted(path.stem for path in _FOLDER.glob("*.rq")))


def edge_rows(snapshot: Snapshot, name: str) -> list[dict[str, Term | None]]:
    """Return the rows of a view's query, one for each edge, without their proofs.

    Parameters
    ----------
    snapshot : Snapshot
    name : str
        One of `VIEWS`.

    Raises
    ------
    UnknownNameError
        If there is no such view.
    """
    known_view(name)
    queries = library([_FOLDER])
    if current_limits() is None:
        # A query of kg's own has no limit: a view that was cut would look whole.
        found = snapshot.store.query(queries[name].text, default_graph=[ACCEPTED, INFERRED])
        assert isinstance(found, ox.QuerySolutions)
        columns = [variable.value for variable in found.variables]
        # All values of a row at once: one by one they take four times as long.
        rows = [dict(zip(columns, solution, strict=True)) for solution in found]
    else:
        result = run(snapshot, queries[name].text)
        assert isinstance(result, Result)
        rows = [dict(zip(result.columns, row, strict=True)) for row in result.rows]
    # A thing without an IRI is no node of a network: nothing else could refer to it.
    linking = ("from", "to", "relation", "via", "relation_to")
    return [row for row in rows if all(isinstance(row.get(key), _NAMED) for key in linking)]


def known_view(name: str) -> None:
    """Raise an error if there is no view of a name."""
    if name not in VIEWS:
        raise UnknownNameError("view", str(name), VIEWS, f"views: {', '.join(VIEWS)}")


def edge_name(snapshot: Snapshot, row: dict[str, Term | None]) -> Edge:
    """Return the identity of the edge of a row: its two ends and its key.

    Examples
    --------
    >>> import kg
    >>> snapshot = kg.open().snapshot
    >>> edge_name(snapshot, edge_rows(snapshot, "entities")[0])[2]
    'kg:...'
    """
    return edge_names(snapshot, (row,))[0]


def edge_names(snapshot: Snapshot, rows: Iterable[dict[str, Term | None]]) -> list[Edge]:
    """Return the identities of the edges of some rows, as `edge_name` does.

    Examples
    --------
    >>> import kg
    >>> snapshot = kg.open().snapshot
    >>> rows = edge_rows(snapshot, "entities")
    >>> edge_names(snapshot, rows)[0] == edge_name(snapshot, rows[0])
    True
    """
    curie = cache(snapshot.compact)

    def name(row: dict[str, Term | None]) -> Edge:
        relation, via = curie(iri_of(row["relation"])), row.get("via")
        return iri_of(row["from"]), iri_of(row["to"]), relation + (f" {iri_of(via)}" if via is not None else "")

    return [name(row) for row in rows]


def statements_of(row: dict[str, Term | None]) -> list[Triple]:
    """List the statements of an edge: one, or, if a third thing links its ends, one for each end.

    Examples
    --------
    >>> import kg
    >>> len(statements_of(edge_rows(kg.open().snapshot, "meetings")[0]))
    2
    """
    via = row.get("via")
    statements = [_statement(row["from"], row["relation"], via or row["to"])]
    if via is not None:
        statements.append(_statement(row["to"], row.get("relation_to") or row["relation"], via))
    return statements


def _statement(subject: Term | None, predicate: Term | None, obj: Term | None) -> Triple:
    """Read the statement of a row; if the graph has only its inverse, `kg.analysis.views.edges` can still prove it."""
    assert isinstance(subject, ox.NamedNode)
    assert isinstance(predicate, ox.NamedNode)
    assert isinstance(obj, ox.NamedNode)
    return (subject, predicate, obj)


def iri_of(term: object) -> str:
    """Return the IRI of a term.

    Examples
    --------
    >>> import pyoxigraph as ox
    >>> iri_of(ox.NamedNode("urn:x"))
    'urn:x'
    """
    assert isinstance(term, ox.NamedNode)
    return term.value


def titles() -> list[tuple[str, str]]:
    """List the names and titles of the views.

    Examples
    --------
    >>> titles()[0]
    ('affiliations', 'Countries and the frameworks that link them')
    """
    return [(query.name, query.title) for query in library([_FOLDER]).values()]
