"""The statements of a graph on which the answer to a query depends: those that match its patterns together.

For each triple pattern, a query of its own finds the statements that match it together with the patterns around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.rdf import terms
from kg.rdf.model import Term
from kg.sparql.results import Result
from kg.sparql.run import run
from kg.sparql.seen.context import Context, in_context, loose_node
from kg.sparql.seen.groups import Choice, Path, Place, Required, Table, TriplePattern, UnclearError, read_query
from kg.sparql.worker import Limits
from kg.store.snapshot import Snapshot

_INFERRED, _ACCEPTED = f"<{terms.INFERRED}>", f"<{terms.ACCEPTED}>"
#: The columns of the queries: the places of a statement, and its graph.
_COLUMNS = ("?of_kg_s", "?of_kg_p", "?of_kg_o", "?of_kg_g")
#: A statement; its graph is None if it is accepted or inferred.
Match = tuple[Term | None, ...]


def matches(snapshot: Snapshot, text: str, limits: Limits | None = None) -> set[Match]:
    """Return the statements on which the answer to a query depends.

    If other statements are removed from the graph, the answer stays the same. It also does if an accepted statement
    becomes an inferred one. Nothing is said of statements that are added.

    Parameters
    ----------
    snapshot : Snapshot
    text : str
        SPARQL that the engine accepts, with the values of its parameters.
    limits : Limits, optional
        For each of the queries that find statements; None is without.

    Returns
    -------
    set of (subject, predicate, object, graph)
        The graph is None for a statement of the accepted or the inferred graph.

    Raises
    ------
    UnclearError
        If the query is not understood, or its named graphs may be those of what is accepted and inferred.
    QueryLimitError
        If one of the queries exceeds the limits.

    Examples
    --------
    >>> import kg
    >>> snapshot = kg.open().snapshot
    >>> text = "ASK { event:us-uz-spd-4 kg:hasParty ?p . GRAPH source:trend-2024-11-15 { ?x kg:hasParty ?p } }"
    >>> {graph and snapshot.compact(graph.value) for _, _, _, graph in matches(snapshot, text)} - {None}
    {'source:trend-2024-11-15'}
    """
    found: set[Match] = set()
    for query in match_queries(text, snapshot.manifest.prefixes):
        answer = run(snapshot, query, limits)
        assert isinstance(answer, Result)
        if limits and limits.rows and len(answer) >= limits.rows:
            raise UnclearError("too many statements")
        found.update((*row, None)[:4] for row in answer.rows)
    return found


def match_queries(text: str, prefixes: Mapping[str, str]) -> list[str]:
    """Write the queries that find the statements on which the answer to a query depends.

    Parameters
    ----------
    text : str
    prefixes : mapping of str to str
        Prefixes that need no declaration.

    Raises
    ------
    UnclearError
        As for `matches`.

    Examples
    --------
    >>> len(match_queries("ASK { ?x <urn:p>/<urn:q> ?y }", {}))
    2
    """
    query = read_query(text, prefixes)
    found = [*in_context(query.group)]
    graphs = {pattern.graph for pattern, _ in found if pattern.graph is not None}
    if query.iris & {_INFERRED, _ACCEPTED} and any(graph.startswith("?") for graph in graphs):
        # A statement that is accepted no more may be inferred then, and so be added to one of these graphs.
        raise UnclearError("named graphs")
    return list(dict.fromkeys(_written(query.prologue, *steps) for one in found for steps in _steps(*one)))


def _steps(pattern: TriplePattern, context: Context) -> Iterator[tuple[TriplePattern, Context]]:
    """Yield the simple triple patterns that a pattern stands for, with what matches with each."""
    fresh = 0

    def place() -> Place:
        nonlocal fresh
        fresh += 1
        return f"?of_kg_{fresh}_"

    def steps(subject: Place, path: Path, object_: Place, more: Context) -> Iterator[tuple[TriplePattern, Context]]:
        if isinstance(path, str):
            yield TriplePattern(subject, path, object_, pattern.graph), more
            return
        operator, *inner = path
        match operator:
            case "!":
                for one, other in ((subject, object_), (object_, subject)):
                    yield TriplePattern(one, place(), other, pattern.graph), more
            case "^":
                yield from steps(object_, inner[0], subject, more)
            case "/":
                ends = [subject, *(place() for _ in inner[1:]), object_]
                chain = [TriplePattern(*step, pattern.graph) for step in zip(ends, inner, ends[1:], strict=False)]
                for number, (one, step, other, _) in enumerate(chain):
                    yield from steps(one, step, other, (*chain[:number], *chain[number + 1 :], *more))
            case "|" | "?":
                for step in inner:
                    yield from steps(subject, step, object_, more)
            case _:
                # A statement in the middle of a long path: what is at its ends is not looked at.
                yield from steps(place(), inner[0], place(), ())

    yield from steps(pattern.subject, pattern.path, pattern.object, context)
    if (node := loose_node(pattern, context)) is not None:
        end = node if node.startswith("<") else place()
        yield TriplePattern(end, place(), place(), pattern.graph), ()
        yield TriplePattern(place(), place(), end, pattern.graph), ()


def _written(prologue: str, pattern: TriplePattern, context: Context) -> str:
    """Write the query for the statements that match a simple triple pattern in its context."""
    graph = None if pattern.graph in (_ACCEPTED, _INFERRED) else pattern.graph
    assert isinstance(pattern.path, str)
    places = (pattern.subject, pattern.path, pattern.object, *(() if graph is None else (graph,)))
    columns = " ".join(f"({place} AS {name})" for place, name in zip(places, _COLUMNS, strict=False))
    parts = map(_part, (pattern, *context))
    return "\n".join([prologue, f"SELECT DISTINCT {columns} {{", *parts, "}"])


def _part(pattern: Required) -> str:
    if isinstance(pattern, Table):
        return pattern.text
    if isinstance(pattern, Choice):
        return " UNION ".join(f"{{ {' '.join(map(_part, branch))} }}" for branch in pattern.branches)
    text = f"{pattern.subject} {_path(pattern.path)} {pattern.object} ."
    # What is stated and follows, too, may change from one of these graphs to the other.
    return text if pattern.graph in (None, _ACCEPTED, _INFERRED) else f"GRAPH {pattern.graph} {{ {text} }}"


def _path(path: Path) -> str:
    if isinstance(path, str):
        return path
    operator, *inner = path
    texts = [_path(part) for part in inner]
    match operator:
        case "!":
            return "(!<urn:x-kg:none>|!^<urn:x-kg:none>)"
        case "^":
            return f"(^{texts[0]})"
        case "/" | "|":
            return f"({operator.join(texts)})"
        case _:
            return f"({texts[0]}){operator}"
