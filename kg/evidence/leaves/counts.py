"""Counts how much of what the sources state was compared with their texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.evidence.leaves.support import passages_for
from kg.evidence.readings import readings
from kg.evidence.texts import Texts
from kg.rdf import terms
from kg.rdf.model import RDF_TYPE, Term, Triple, plain
from kg.store.snapshot import Snapshot

#: What is about a statement or a document, and no statement about the world.
_ABOUT = tuple(ox.NamedNode(name) for name in (f"{terms.KG}Passage", f"{terms.OWL}Axiom", f"{terms.KG}Source"))
_PASSAGE = ox.NamedNode(f"{terms.KG}passage")


@dataclass(frozen=True)
class EvidenceCounts:
    """How many sources and statements were compared with a text.

    Parameters
    ----------
    sources, statements : int
        The number of sources, and of what they state about the world.
    checked_sources, checked_statements : int
        The sources with a text that has all their passages unchanged, and the statements with a passage that the text
        has. The curators report the others.
    """

    sources: int
    checked_sources: int
    statements: int
    checked_statements: int

    def __str__(self) -> str:
        rows = (
            ("source", self.sources, self.checked_sources),
            ("statement", self.statements, self.checked_statements),
        )
        return "; ".join(
            f"{count} {name}{'' if count == 1 else 's'}: {checked} checked against the text, {count - checked} reported"
            for name, count, checked in rows
        )


def count_evidence(snapshot: Snapshot, texts: Texts | None) -> EvidenceCounts:
    """Count the sources and statements of a graph that were compared with the available texts.

    Parameters
    ----------
    snapshot : Snapshot
    texts : Texts or None
        None without a folder of texts.

    Examples
    --------
    >>> import kg
    >>> count_evidence(kg.open().snapshot, None).checked_sources
    0
    """
    fits: set[tuple[str, str]] = set()
    broken: set[str] = set()
    for passage, reading in [] if texts is None else readings(snapshot, texts):
        if reading.status == "fits" and passage.document == passage.graph:
            fits.add((passage.graph, passage.node))
        else:
            broken.add(passage.graph)
    sources = [info.iri for info in snapshot.manifest.graphs if info.role == "source"]
    read = {graph for graph, _ in fits}
    stated = [(graph, triple) for graph in sources for triple in _statements(snapshot, graph)]
    checked = sum(
        any((graph, passage.value) in fits for passage in passages_for(snapshot, triple, ox.NamedNode(graph))[1])
        for graph, triple in stated
        if graph in read
    )
    return EvidenceCounts(len(sources), len(read - broken), len(stated), checked)


def _statements(snapshot: Snapshot, source: str) -> Iterator[Triple]:
    """Yield what a source states, without its passages, annotations and the description of the document."""
    graph = ox.NamedNode(source)
    about: set[Term] = {
        plain(quad)[0] for kind in _ABOUT for quad in snapshot.store.quads_for_pattern(None, RDF_TYPE, kind, graph)
    }
    triples: Iterable[Triple] = map(plain, snapshot.store.quads_for_pattern(None, None, None, graph))
    yield from (triple for triple in triples if triple[0] not in about and triple[1] != _PASSAGE)
