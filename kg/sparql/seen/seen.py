"""Which statements of a graph a query can see: those that match one of its triple patterns.

If no statement that is added to a graph, or removed from it, is seen by a query, its answer stays the same.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import pyoxigraph as ox

from kg.rdf import terms
from kg.sparql.seen.context import Context, in_context, loose_node
from kg.sparql.seen.groups import Path, Place, Table, TriplePattern, UnclearError, read_query

_DEFAULT = frozenset({terms.ACCEPTED, terms.INFERRED})
#: The most values of a variable that have patterns of their own.
_MANY = 20


class Seen(NamedTuple):
    """A pattern of statements: the IRIs of its places, and of its graphs; None stands for any term, or any graph."""

    subject: str | None
    predicate: str | None
    object: str | None
    graphs: frozenset[str] | None

    def matches(self, quad: ox.Quad) -> bool:
        """Return whether a statement has this pattern."""
        return (
            self.predicate in (None, quad.predicate.value)
            and (self.graphs is None or getattr(quad.graph_name, "value", None) in self.graphs)
            and _is(self.subject, quad.subject)
            and _is(self.object, quad.object)
        )


#: What a query sees of which nothing is known: every statement.
EVERYTHING = (Seen(None, None, None, None),)


def seen_by(text: str, prefixes: Mapping[str, str]) -> tuple[Seen, ...]:
    """Return the patterns of the statements that a query can see.

    The answer to the query is the same for two graphs if no statement that only one of them has matches a pattern. So
    it need not be run again for the other graph:

        patterns = seen_by(text, snapshot.manifest.prefixes)
        if not sees(patterns, [*removed, *added]): ...  # The answer is the one that is known.

    ``removed`` and ``added`` are the quads in which the stores of the two graphs differ, those of the accepted and of
    the inferred graph included. They are compared as they are in the stores: a statement that follows, and is stated
    by no source any more, is removed from the accepted graph and added to the inferred one, and is seen. Only the
    rows of an answer are meant; notes on it and labels may depend on other statements.

    A query sees statements only through its triple patterns (SPARQL 1.1 Query Language, section 18, "Definition of
    SPARQL Algebra", https://www.w3.org/TR/sparql11-query/#sparqlAlgebra), also those in OPTIONAL, MINUS, EXISTS,
    GRAPH and sub-selects, and those that its paths stand for. A variable to which a VALUES around the pattern gives
    IRIs in every row stands for these. One pattern sees more: a path of length zero sees
    every node, or one that is named, unless another pattern of the same graph has the node. A GRAPH with a variable
    sees every graph, unless a pattern inside it sees it.

    Parameters
    ----------
    text : str
        SPARQL that the engine accepts, with the values of its parameters.
    prefixes : mapping of str to str
        Prefixes that need no declaration.

    Returns
    -------
    tuple of Seen
        `EVERYTHING` for a query that is not understood, that says which graphs it reads (FROM), that describes things
        (DESCRIBE), or whose answer may differ each time (RAND).

    Examples
    --------
    >>> seen_by("SELECT ?x { ?x a <urn:C> FILTER NOT EXISTS { GRAPH ?g { ?x <urn:p>+ ?y } } }", {})[1]
    Seen(subject=None, predicate='urn:p', object=None, graphs=None)
    >>> seen_by("DESCRIBE <urn:a>", {}) == EVERYTHING
    True
    """
    try:
        found = [*in_context(read_query(text, prefixes).group)]
    except UnclearError:
        return EVERYTHING
    return tuple(dict.fromkeys(seen for one, others in found for seen in _patterns(one, others)))


def sees(patterns: Iterable[Seen], quads: Iterable[ox.Quad]) -> bool:
    """Return whether one of some statements matches one of some patterns; its parameters are those of `seen_among`.

    Examples
    --------
    >>> node = ox.NamedNode("urn:a")
    >>> sees([Seen(None, "urn:p", None, None)], [ox.Quad(node, node, node)])
    False
    """
    return any(True for _ in seen_among(patterns, quads))


def seen_among(patterns: Iterable[Seen], quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Yield those of some statements that match one of some patterns.

    Parameters
    ----------
    patterns : iterable of Seen
        From `seen_by`.
    quads : iterable of Quad

    Examples
    --------
    >>> node = ox.NamedNode("urn:a")
    >>> len([*seen_among(EVERYTHING, [ox.Quad(node, node, node)])])
    1
    """
    of_any: list[Seen] = []
    by_predicate: dict[str, list[Seen]] = {}
    for pattern in patterns:
        (of_any if pattern.predicate is None else by_predicate.setdefault(pattern.predicate, [])).append(pattern)
    for quad in quads:
        if any(pattern.matches(quad) for pattern in (*by_predicate.get(quad.predicate.value, ()), *of_any)):
            yield quad


def _is(iri: str | None, term: object) -> bool:
    return iri is None or (isinstance(term, ox.NamedNode) and term.value == iri)


def _patterns(pattern: TriplePattern, context: Context) -> Iterator[Seen]:
    graphs = _DEFAULT if pattern.graph is None else _graphs(pattern.graph)
    # The IRIs that VALUES gives to variables.
    known = {name: iris for part in context if isinstance(part, Table) for name, iris in part.iris}

    def values(place: Place) -> Sequence[str | None]:
        iris = known.get(place, ())
        return [*map(_iri, iris)] if 0 < len(iris) <= _MANY else [_iri(place)]

    if (node := loose_node(pattern, context)) is not None:
        node = next((end for end in (pattern.subject, pattern.object) if values(end) != [None]), node)
        for iri in values(node):
            yield Seen(iri, None, None, graphs)
            yield Seen(None, None, iri, graphs)
    for step in _steps(pattern.subject, pattern.path, pattern.object):
        for subject, predicate, object_ in itertools.product(*map(values, step)):
            yield Seen(subject, predicate, object_, graphs)


def _graphs(place: Place) -> frozenset[str] | None:
    iri = _iri(place)
    return None if iri is None else frozenset({iri})


def _iri(place: Place) -> str | None:
    """Return the IRI of a place; a literal counts as any term, because 1 and 01 are the same for the engine."""
    return place[1:-1] if place.startswith("<") else None


def _steps(subject: Place, path: Path, object_: Place) -> Iterator[tuple[Place, Place, Place]]:
    """Yield the triple patterns that a path stands for; what is between two steps is any term."""
    if isinstance(path, str):
        yield subject, path, object_
        return
    operator, *inner = path
    if operator == "!":
        yield subject, "", object_
        yield object_, "", subject
    elif operator == "^":
        yield from _steps(object_, inner[0], subject)
    elif operator == "/":
        last = len(inner) - 1
        for place, step in enumerate(inner):
            yield from _steps("" if place else subject, step, "" if place < last else object_)
    else:
        is_repeated = operator in ("*", "+")
        for step in inner:
            yield from _steps("" if is_repeated else subject, step, "" if is_repeated else object_)
