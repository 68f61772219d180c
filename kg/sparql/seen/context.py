"""What else must match for a triple pattern of a query to have an effect on the answer.

A statement that matches a triple pattern changes an answer only if it is part of a match of the patterns around it,
too. Which these are follows from the algebra of SPARQL (SPARQL 1.1 Query Language, section 18,
https://www.w3.org/TR/sparql11-query/#sparqlAlgebra): what is joined with the pattern; what is before an OPTIONAL or a
MINUS that the pattern is in; the whole group of a FILTER whose EXISTS it is in; nothing outside a sub-select.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from kg.sparql.seen.groups import Choice, Group, Place, Required, Table, TriplePattern, is_optional, renamed, required

#: Parts of a query that all match together.
Context = tuple[Required, ...]


def in_context(group: Group, around: Context = ()) -> Iterator[tuple[TriplePattern, Context]]:
    """Yield each triple pattern of a group with the others that must match for it to have an effect.

    If a statement changes the answer to a query, then there is a triple pattern that it matches, and in the graph with
    the statement the pattern matches it together with the others. The answer depends on no other statement.

    Parameters
    ----------
    group : Group
    around : tuple of TriplePattern, Table and Choice
        Those around the group.

    Examples
    --------
    >>> from kg.sparql.seen.groups import read_query
    >>> text = "ASK { ?x a <urn:C> OPTIONAL { ?x <urn:p> ?y } ?x <urn:q> ?z MINUS { ?u <urn:r> ?x } }"
    >>> for pattern, others in in_context(read_query(text, {}).group):
    ...     print(pattern.path[-2], [other.path[-2] for other in others])
    e ['q']
    p ['e']
    q ['e']
    r ['e', 'q']
    """
    for place, (word, part) in enumerate(group.parts):
        before, after = Group(group.parts[:place]), Group(group.parts[place + 1 :])
        others = (*required(before), *required(after))
        if isinstance(part, TriplePattern):
            yield part, (*others, *around)
        for inner in part if isinstance(part, list) else [part]:
            if not isinstance(inner, Group):
                continue
            if word == "select":
                yield from in_context(inner)
            elif word in ("join", "union"):
                yield from in_context(inner, (*others, *around))
            else:
                # Another variable of the same name, to which what is known gives no value, may have another one.
                known = others if word == "exists" else (*required(before),)
                yield from in_context(inner, (*known, *_apart(around, bound_by(known))))


def loose_node(pattern: TriplePattern, context: Context) -> Place | None:
    """Return the node that a path of length zero finds, if no pattern in its context has it: an IRI or a variable.

    The engine finds a node that the query names only if the graph has it, as it finds one that is not named.

    Parameters
    ----------
    pattern : TriplePattern
    context : tuple of TriplePattern, Table and Choice

    Returns
    -------
    str or None
        None if there is no such node.

    Examples
    --------
    >>> path = TriplePattern("?x", ("*", "<urn:p>"), "?y", None)
    >>> loose_node(path, ()), loose_node(path, (TriplePattern("?y", "<urn:q>", "?z", None),))
    ('?x', None)
    """
    ends = (pattern.subject, pattern.object)
    if not is_optional(pattern.path) or _have({*ends}, pattern.graph, context):
        return None
    return next((end for end in ends if end.startswith("<")), ends[0])


def _have(ends: Set[Place], graph: Place | None, context: Iterable[Required]) -> bool:
    """Return whether a pattern certainly finds one of some nodes in a graph."""
    return any(
        all(_have(ends, graph, branch) for branch in part.branches)
        if isinstance(part, Choice)
        else isinstance(part, TriplePattern)
        and part.graph == graph
        and not is_optional(part.path)
        and not ends.isdisjoint((part.subject, part.object))
        for part in context
    )


def bound_by(context: Iterable[Required]) -> set[Place]:
    """Collect the variables that have a value in every solution of parts of a query.

    Examples
    --------
    >>> one = TriplePattern("?x", "<urn:p>", "<urn:o>", "?g")
    >>> other = TriplePattern("?x", "<urn:q>", "?z", None)
    >>> sorted(bound_by([one, Table(frozenset({"?y"}), "")])), sorted(bound_by([Choice(((one,), (other,)))]))
    (['?g', '?x', '?y'], ['?x'])
    """
    found: set[Place] = set()
    for part in context:
        if isinstance(part, Choice):
            found |= set.intersection(*map(bound_by, part.branches))
        else:
            found |= part.variables if isinstance(part, Table) else {*_places(part)}
    return {place for place in found if place.startswith("?")}


def _places(pattern: TriplePattern) -> Iterator[Place]:
    yield from (pattern.subject, pattern.object)
    if isinstance(pattern.path, str):
        yield pattern.path
    if pattern.graph is not None:
        yield pattern.graph


def _apart(context: Context, kept: set[Place]) -> Context:
    """Return a context with other names for its variables, except for some."""
    return tuple(renamed(part, lambda name: name if name in kept else f"{name}_outside") for part in context)
