"""Compares the blank nodes of two descriptions of one graph, in which they have different names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable

_Row = tuple[Hashable, Hashable, Hashable]
#: What is stated about blank nodes.
_Facts = dict[Hashable, list[tuple[bool, Hashable, Hashable]]]


def same_nodes(
    one: Iterable[_Row], other: Iterable[_Row], is_blank: Callable[[Hashable], bool]
) -> dict[Hashable, Hashable]:
    """Find for each blank node of a graph the node of another one about which the same is stated.

    Parameters
    ----------
    one, other : iterable of triples
        Names and values must be equal in both; blank nodes have other names.
    is_blank : callable
        Tells the blank nodes of both.

    Returns
    -------
    dict
        Without nodes about which the other graph does not state the same. If the same is stated about several nodes,
        each has one of its own.

    Examples
    --------
    >>> one, other = [("a", "p", "_:x"), ("_:x", "q", "b")], [("_:1", "q", "b"), ("a", "p", "_:1"), ("_:2", "q", "c")]
    >>> same_nodes(one, other, lambda term: term.startswith("_:"))
    {'_:x': '_:1'}
    """
    sides = [_about(set(rows), is_blank) for rows in (one, other)]
    colours = [dict.fromkeys(about, 0) for about in sides]
    classes = 0
    # A round looks one statement further; it ends when a round tells no more nodes apart. Both graphs have as many
    # rounds, because a colour depends on their number.
    while (found := len({colour for side in colours for colour in side.values()})) > classes:
        classes = found
        colours = [_look_further(about, side) for about, side in zip(sides, colours, strict=True)]
    left, right = map(_by_colour, colours)
    return {
        node: there for colour, nodes in left.items() for node, there in zip(nodes, right.get(colour, ()), strict=False)
    }


def _about(rows: Collection[_Row], is_blank: Callable[[Hashable], bool]) -> _Facts:
    """Collect what is stated about each blank node: whether it is the subject, the predicate, and the other end."""
    about: _Facts = defaultdict(list)
    for s, p, o in rows:
        if is_blank(s):
            about[s].append((True, p, o))
        if is_blank(o):
            about[o].append((False, p, s))
    return about


def _look_further(about: _Facts, colours: dict[Hashable, int]) -> dict[Hashable, int]:
    """Return hashes of what is stated about each node, with the hashes of the nodes beside it."""
    return {
        node: hash((colours[node], frozenset((out, p, colours.get(far, far)) for out, p, far in facts)))
        for node, facts in about.items()
    }


def _by_colour(colours: dict[Hashable, int]) -> dict[int, list[Hashable]]:
    groups: dict[int, list[Hashable]] = defaultdict(list)
    for node, colour in colours.items():
        groups[colour].append(node)
    return groups
