"""Names blank nodes by their content, in time that grows with the size of the graph."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

import pyoxigraph as ox


def with_canonical_names(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Give blank nodes the names ``_:c0``, ``_:c1`` and so on, by what is stated about them.

    The canonical names of the W3C (RDFC-1.0) take exponential time for some graphs, and gigabytes for deep ones. Here
    a node gets a hash of its statements and of those of the nodes that they lead to. Where blank nodes lead back to
    themselves, they have no such hash: these nodes are sorted by the names that they have already.

    Parameters
    ----------
    quads : iterable of pyoxigraph.Quad

    Returns
    -------
    list of pyoxigraph.Quad
        Sorted. Equal for two graphs that differ in the names of their blank nodes only, if no blank node leads back to
        itself and none that several statements lead to has a double.

    Examples
    --------
    >>> one, other = (
    ...     with_canonical_names(ox.parse(f"<urn:a> <urn:b> [ {text} ] .", format=ox.RdfFormat.TURTLE))
    ...     for text in ("<urn:c> [ <urn:e> 1 ] ; <urn:d> []", "<urn:d> [] ; <urn:c> [ <urn:e> 1 ]")
    ... )
    >>> one == other
    True
    """
    quads = list(dict.fromkeys(quads))
    about = _about(quads)
    hashes = _hashes(about)

    def key(quad: ox.Quad) -> tuple[str, ...]:
        return tuple(_text(term, hashes) for term in (quad.graph_name, quad.subject, quad.predicate, quad.object))

    below: dict[object, list[ox.Quad]] = {node: sorted(statements, key=key) for node, statements in about.items()}
    led_to = {quad.object for quad in quads}
    starts: list[object] = [quad.object for quad in sorted((q for q in quads if q.subject not in below), key=key)]
    starts += sorted((node for node in about if node not in led_to), key=lambda node: _text(node, hashes))
    starts += sorted(about, key=lambda node: _text(node, hashes))
    names: dict[object, ox.BlankNode] = {}
    for start in starts:
        # Depth first, so that doubles of a tree get their names in the same order; without recursion, for any depth.
        waiting = [start]
        while waiting:
            node = waiting.pop()
            if node in below and node not in names:
                names[node] = ox.BlankNode(f"c{len(names)}")
                waiting += [quad.object for quad in reversed(below[node])]
    renamed = (
        ox.Quad(names.get(q.subject, q.subject), q.predicate, names.get(q.object, q.object), q.graph_name)
        for q in quads
    )
    return sorted(renamed, key=lambda q: tuple(map(str, (q.graph_name, q.subject, q.predicate, q.object))))


def _about(quads: Iterable[ox.Quad]) -> dict[ox.BlankNode, list[ox.Quad]]:
    """Collect the statements about each blank node."""
    found: dict[ox.BlankNode, list[ox.Quad]] = {}
    for quad in quads:
        if isinstance(quad.subject, ox.BlankNode):
            found.setdefault(quad.subject, []).append(quad)
        if isinstance(quad.object, ox.BlankNode):
            found.setdefault(quad.object, [])
    return found


def _hashes(about: Mapping[ox.BlankNode, list[ox.Quad]]) -> dict[object, str]:
    """Hash each blank node that leads to no circle: first those that lead to none, then those that lead to them."""
    leads_to = {node: {q.object for q in quads if isinstance(q.object, ox.BlankNode)} for node, quads in about.items()}
    led_from: dict[object, list[ox.BlankNode]] = {}
    for node, others in leads_to.items():
        for other in others:
            led_from.setdefault(other, []).append(node)
    missing = {node: len(others) for node, others in leads_to.items()}
    hashes: dict[object, str] = {}
    ready = [node for node, count in missing.items() if not count]
    while ready:
        node = ready.pop()
        statements = sorted(f"{q.graph_name} {q.predicate} {_text(q.object, hashes)}" for q in about[node])
        hashes[node] = hashlib.sha256("\n".join(statements).encode()).hexdigest()
        for other in led_from.get(node, ()):
            missing[other] -= 1
            if not missing[other]:
                ready.append(other)
    return hashes


def _text(term: object, hashes: Mapping[object, str]) -> str:
    return f"_ {hashes[term]}" if term in hashes else str(term)
