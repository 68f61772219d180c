"""Passages, as the files of the sources describe them: offsets in a text, and the hash of the words there."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pyoxigraph as ox

from kg.rdf import terms
from kg.rdf.model import RDF_TYPE
from kg.rdf.numbers import whole_number
from kg.store.snapshot import Snapshot

_PASSAGE_CLASS = ox.NamedNode(f"{terms.KG}Passage")
_IN_SOURCE = ox.NamedNode(f"{terms.KG}inSource")


@dataclass(frozen=True)
class Passage:
    """A place in a text, as a source file states it.

    Parameters
    ----------
    node : str
        IRI of the passage, or the label of a blank node.
    graph, document : str
        IRIs of the source that states the passage, and of the document that contains it; usually the same.
    start, end : int
        Offsets; the end is exclusive.
    sha256 : str
    paragraph : int or None
    """

    node: str
    graph: str
    document: str
    start: int
    end: int
    sha256: str
    paragraph: int | None = None


def passages(snapshot: Snapshot) -> list[Passage]:
    """List the passages that have a place in a text, by source and place.

    Passages of sources that were read in excerpts have no place, and are left out.
    """
    found = []
    for info in snapshot.manifest.graphs:
        graph = ox.NamedNode(info.iri)
        for quad in snapshot.store.quads_for_pattern(None, RDF_TYPE, _PASSAGE_CLASS, graph):
            if isinstance(quad.subject, ox.Triple):
                continue
            passage = _passage(snapshot, quad.subject, graph)
            if passage is not None:
                found.append(passage)
    return sorted(found, key=_place)


def passages_in(snapshot: Snapshot, document: str) -> list[Passage]:
    """List the passages in one document, as `passages` lists those of all.

    Parameters
    ----------
    snapshot : Snapshot
    document : str
        IRI of the document.

    Examples
    --------
    >>> import kg
    >>> snapshot = kg.open().snapshot
    >>> document = passages(snapshot)[0].document
    >>> passages_in(snapshot, document) == [found for found in passages(snapshot) if found.document == document]
    True
    """
    graph, files = ox.NamedNode(document), snapshot.graph_info
    own = snapshot.store.quads_for_pattern(None, RDF_TYPE, _PASSAGE_CLASS, graph) if document in files else ()
    # A source may describe a passage in another document.
    given = snapshot.store.quads_for_pattern(None, _IN_SOURCE, graph)
    nodes = {(quad.subject, quad.graph_name) for quad in (*own, *given)}
    found = [
        passage
        for node, name in nodes
        if isinstance(name, ox.NamedNode) and name.value in files and not isinstance(node, ox.Triple)
        if ox.Quad(node, RDF_TYPE, _PASSAGE_CLASS, name) in snapshot.store
        if (passage := _passage(snapshot, node, name)) is not None and passage.document == document
    ]
    return sorted(found, key=_place)


def _place(passage: Passage) -> tuple[object, ...]:
    return passage.graph, passage.start, passage.end, passage.node


def _passage(snapshot: Snapshot, node: ox.NamedNode | ox.BlankNode, graph: ox.NamedNode) -> Passage | None:
    values: dict[str, str] = {}
    for quad in snapshot.store.quads_for_pattern(node, None, None, graph):
        if isinstance(quad.object, (ox.NamedNode, ox.Literal)):
            values[quad.predicate.value] = quad.object.value
    numbers = {key: values.get(f"{prefix}{key}", "") for prefix, key in ((terms.OA, "start"), (terms.OA, "end"))}
    sha256 = values.get(f"{terms.KG}sha256", "")
    if not sha256 or not all(re.fullmatch(r"-?[0-9]{1,15}", number) for number in numbers.values()):
        # The shapes report such a passage.
        return None
    paragraph = values.get(f"{terms.KG}paragraph", "")
    return Passage(
        node=node.value,
        graph=graph.value,
        document=values.get(_IN_SOURCE.value, graph.value),
        start=int(numbers["start"]),
        end=int(numbers["end"]),
        sha256=sha256,
        paragraph=whole_number(paragraph),
    )
