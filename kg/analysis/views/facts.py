"""The kind, the properties and the sources of a thing."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.rdf import terms
from kg.rdf.model import ACCEPTED, INFERRED, RDF_TYPE, Subject, Term, plain
from kg.store.snapshot import Snapshot

#: The kinds of things that a view can show, the most specific first; the first five are those of the view of entities.
KINDS = (
    "Country", "Official", "Dialogue", "Framework", "Commitment", "Organisation", "Instrument", "Event",
    "Position", "Expectation", "Topic", "Place",
)  # fmt: skip


def kind_of(snapshot: Snapshot, node: ox.NamedNode) -> str:
    """Return the kind of a thing: the first of `KINDS` among its classes, or ``Other``.

    Examples
    --------
    >>> import kg
    >>> kind_of(kg.open().snapshot, ox.NamedNode("https://w3id.org/diplomatic-kg/country/UZ"))
    'Country'
    """
    types = {
        terms.local_name(plain(quad)[2].value)
        for graph in (ACCEPTED, INFERRED)
        for quad in snapshot.store.quads_for_pattern(node, RDF_TYPE, None, graph)
    }
    return next((kind for kind in KINDS if kind in types), "Other")


def is_thing(snapshot: Snapshot, iri: str) -> bool:
    """Return whether an IRI is a thing of one of `KINDS`, which a graph shows as a node.

    Examples
    --------
    >>> import kg
    >>> is_thing(kg.open().snapshot, "https://w3id.org/diplomatic-kg/country/UZ")
    True
    """
    return kind_of(snapshot, ox.NamedNode(iri)) != "Other"


def facts_of(snapshot: Snapshot, node: Subject) -> dict[str, list[Term]]:
    """Return the accepted statements about a thing: its values, by the IRI of the property.

    Examples
    --------
    >>> import kg
    >>> about = facts_of(kg.open().snapshot, ox.NamedNode("https://w3id.org/diplomatic-kg/country/UZ"))
    >>> about[f"{terms.KG}alpha2"][0].value
    'UZ'
    """
    return _by_property(snapshot.store.quads_for_pattern(node, None, None, ACCEPTED))


def described(snapshot: Snapshot, node: Subject) -> tuple[dict[str, list[Term]], list[ox.NamedNode]]:
    """Return what `facts_of` and `stating_sources` return, read together: a country has thousands of statements.

    Examples
    --------
    >>> import kg
    >>> snapshot, event = kg.open().snapshot, ox.NamedNode("https://w3id.org/diplomatic-kg/event/us-uz-spd-4")
    >>> described(snapshot, event) == (facts_of(snapshot, event), stating_sources(snapshot, event))
    True
    """
    quads = [*snapshot.store.quads_for_pattern(node, None, None)]
    return _by_property(quad for quad in quads if quad.graph_name == ACCEPTED), _sources(snapshot, quads)


def _by_property(quads: Iterable[ox.Quad]) -> dict[str, list[Term]]:
    found: dict[str, list[Term]] = {}
    for quad in quads:
        found.setdefault(quad.predicate.value, []).append(plain(quad)[2])
    return found


def _sources(snapshot: Snapshot, quads: Iterable[ox.Quad]) -> list[ox.NamedNode]:
    graphs = {quad.graph_name for quad in quads} - {ACCEPTED, INFERRED}
    named = {graph.value for graph in graphs if isinstance(graph, ox.NamedNode)}
    return [ox.NamedNode(iri) for iri in sorted(named & snapshot.graph_info.keys())]


def stating_sources(snapshot: Snapshot, node: ox.NamedNode) -> list[ox.NamedNode]:
    """List the named graphs that state something about a thing.

    Examples
    --------
    >>> import kg
    >>> len(stating_sources(kg.open().snapshot, ox.NamedNode("https://w3id.org/diplomatic-kg/event/us-uz-spd-4"))) > 0
    True
    """

    def stating() -> list[ox.NamedNode]:
        return _sources(snapshot, snapshot.store.quads_for_pattern(node, None, None))

    found: list[ox.NamedNode] = snapshot.keep(("stating", node), stating)
    return found
