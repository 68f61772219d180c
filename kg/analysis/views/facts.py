"""The kind, the properties and the sources of a thing."""

from __future__ import annotations

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
    found: dict[str, list[Term]] = {}
    for quad in snapshot.store.quads_for_pattern(node, None, None, ACCEPTED):
        found.setdefault(quad.predicate.value, []).append(plain(quad)[2])
    return found


def stating_sources(snapshot: Snapshot, node: ox.NamedNode) -> list[ox.NamedNode]:
    """List the named graphs that state something about a thing.

    Examples
    --------
    >>> import kg
    >>> len(stating_sources(kg.open().snapshot, ox.NamedNode("https://w3id.org/diplomatic-kg/event/us-uz-spd-4"))) > 0
    True
    """

    def stating() -> list[ox.NamedNode]:
        quads = snapshot.store.quads_for_pattern(node, None, None)
        graphs = {q.graph_name.value for q in quads if isinstance(q.graph_name, ox.NamedNode)}
        return [ox.NamedNode(iri) for iri in sorted(graphs & snapshot.graph_info.keys())]

    found: list[ox.NamedNode] = snapshot.keep(("stating", node), stating)
    return found
