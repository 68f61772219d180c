"""The files and lines of the statements of a proof."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox

from kg.evidence.leaves.support import stating
from kg.project.project import Project
from kg.project.read import read_content
from kg.rdf import terms
from kg.rdf.model import ACCEPTED, Subject, Term, Triple, plain
from kg.rdf.positions import lines_of_statements
from kg.store.snapshot import Snapshot

_FIRST, _REST = (ox.NamedNode(f"{terms.RDF}{name}") for name in ("first", "rest"))
#: How builds of other projects record the files that kg ships.
_SHIPPED = "kg: "


@dataclass(frozen=True, order=True)
class Place:
    """Where a file states something.

    Parameters
    ----------
    file : str
        Path of the file, as the build records it: relative to the project, or ``kg: ...`` for a file that kg ships.
    line : int or None
        The line of the object of the statement; None if the file is gone, or does not have the statement any more.
    source : str
        IRI of the graph that has the content of the file.
    own : bool
        Whether the file belongs to the project and not to the graph that kg ships.
    """

    file: str
    line: int | None
    source: str
    own: bool = False


def parts_of(snapshot: Snapshot, axiom: Triple) -> list[Triple]:
    """List the statements of an axiom: itself, and those of the list that it points to.

    Examples
    --------
    >>> import kg
    >>> snapshot = kg.open().snapshot
    >>> chain = ox.NamedNode(terms.OWL + "propertyChainAxiom")
    >>> axiom = next(map(plain, snapshot.store.quads_for_pattern(None, chain, None, ACCEPTED)))
    >>> [predicate.value.rpartition("#")[2] for _, predicate, _ in parts_of(snapshot, axiom)][:3]
    ['propertyChainAxiom', 'first', 'rest']
    """
    found = [axiom]
    cell: Term = axiom[2]
    seen: set[Term] = set()
    while not isinstance(cell, ox.Literal) and cell not in seen:
        seen.add(cell)
        here = [*_stated(snapshot, cell, _FIRST), *(rest := _stated(snapshot, cell, _REST))]
        if not here or not rest:
            break
        found += here
        cell = rest[0][2]
    return found


def places(snapshot: Snapshot, triples: Iterable[Triple], project: Project | None = None) -> dict[Triple, list[Place]]:
    """Find the files that state some triples, and the lines.

    Parameters
    ----------
    snapshot : Snapshot
    triples : iterable of triples
    project : Project, optional
        The project of the snapshot, to read its files; without it, places have no line.

    Returns
    -------
    dict of triple to list of Place
        By file, without files from which judgements reject the statement; empty for a triple that no file states.

    Examples
    --------
    >>> import kg
    >>> graph = kg.open()
    >>> names = terms.KG + "Dialogue", terms.RDFS + "subClassOf", terms.KG + "Meeting"
    >>> (found,) = places(graph.snapshot, [tuple(map(ox.NamedNode, names))], graph.project).values()
    >>> [(place.file, place.line is not None, place.own) for place in found]
    [('ontology/diplomacy.ttl', True, False)]
    """
    by_graph: dict[str, list[Triple]] = {}
    found: dict[Triple, list[Place]] = {}
    for triple in dict.fromkeys(triples):
        found[triple] = []
        for graph in stating(snapshot, triple):
            by_graph.setdefault(graph, []).append(triple)
    layered = any(info.path.startswith(_SHIPPED) for info in snapshot.manifest.graphs)
    for graph, stated in by_graph.items():
        path = snapshot.graph_info[graph].path
        lines = _lines(snapshot, graph, stated, None if project is None else _path(project, path))
        for triple in stated:
            own = layered and not path.startswith(_SHIPPED)
            found[triple].append(Place(path, lines.get(triple), graph, own))
    return {triple: sorted(where) for triple, where in found.items()}


def written(places: Iterable[Place]) -> str:
    """Write places for people: each file once, with its lines.

    Examples
    --------
    >>> written([Place("ontology/a.ttl", 9, "urn:a"), Place("ontology/a.ttl", 8, "urn:a"), Place("b.ttl", None, "b")])
    'b.ttl; ontology/a.ttl, lines 8 and 9'
    >>> written([Place("kg: ontology/a.ttl", 8, "urn:a"), Place("ontology/b.ttl", 2, "urn:b", own=True)])
    'ontology/a.ttl of kg, line 8; ontology/b.ttl of this project, line 2'
    """
    files = []
    for (own, file), group in groupby(sorted(set(places), key=_order), key=lambda place: (place.own, place.file)):
        lines = sorted({place.line for place in group if place.line is not None})
        whose = " of this project" if own else " of kg" if file.startswith(_SHIPPED) else ""
        files.append(file.removeprefix(_SHIPPED) + whose + _numbers(lines))
    return "; ".join(files)


def _order(place: Place) -> tuple[bool, str, int]:
    return place.own, place.file, place.line or 0


def _numbers(lines: list[int]) -> str:
    runs: list[list[int]] = []
    for line in lines:
        if runs and line == runs[-1][-1] + 1:
            runs[-1].append(line)
        else:
            runs.append([line])
    # Two lines in a row are written one by one.
    parts = [[f"{run[0]}–{run[-1]}"] if len(run) > 2 else map(str, run) for run in runs]
    *most, last = [part for run in parts for part in run] or [""]
    if len(lines) < 2:
        return f", line {last}" if last else ""
    return f", lines {', '.join(most)} and {last}" if most else f", lines {last}"


def _stated(snapshot: Snapshot, node: Subject, predicate: ox.NamedNode) -> list[Triple]:
    return sorted(map(plain, snapshot.store.quads_for_pattern(node, predicate, None, ACCEPTED)), key=str)


def _path(project: Project, path: str) -> Path | None:
    """Find the file that a build records by a path."""
    if not path.startswith(_SHIPPED):
        return project.root / path
    return project.file_at(path)


def _lines(snapshot: Snapshot, graph: str, stated: list[Triple], path: Path | None) -> dict[Triple, int]:
    if path is None:
        return {}
    try:
        text = read_content(path).decode(errors="replace")
    except OSError:
        return {}
    whole: Iterable[Triple] = ()
    if any(isinstance(term, ox.BlankNode) for triple in stated for term in triple):
        whole = map(plain, snapshot.store.quads_for_pattern(None, None, None, ox.NamedNode(graph)))
    return lines_of_statements(text, stated, snapshot.manifest.prefixes, whole)
