"""Runs SHACL shapes on all graphs as asserted, including rejected statements."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.check.places import Places
from kg.check.preselection import FarError, Preselection
from kg.check.shacl import quiet, validate, validate_apart
from kg.errors import DataError, Finding, QueryError, QueryLimitError, Severity
from kg.project.paths import display, shipped_root
from kg.project.read import read_content
from kg.rdf import terms
from kg.rdf.model import RDF_TYPE, Term, Triple, plain
from kg.rdf.positions import line_of
from kg.rdf.syntax import parse
from kg.sparql.syntax import refuse
from kg.sparql.tokens import tokens
from kg.store.snapshot import Snapshot

if TYPE_CHECKING:
    import rdflib


_SHACL = "http://www.w3.org/ns/shacl#"
_SUBCLASS = ox.NamedNode(f"{terms.RDFS}subClassOf")


#: Properties whose values are queries (SHACL-SPARQL).
_QUERIES = tuple(f"{_SHACL}{name}" for name in ("select", "ask", "construct", "update"))


#: What pyshacl writes before each query, as a declaration: the name of a prefix, and its namespace.
_PREFIX, _NAMESPACE = f"{_SHACL}prefix", f"{_SHACL}namespace"
_PREFIX_NAME = re.compile(r"(?:[^\W\d_](?:[\w.-]*[\w-])?)?")


_SEVERITY: Mapping[str, Severity] = {"Violation": "error", "Warning": "warning", "Info": "info"}


#: Constraints on the number or the combination of values.
_TOO_MANY = tuple(f"{_SHACL}{name}ConstraintComponent" for name in ("MaxCount", "UniqueLang"))


#: Roles of the files that the shapes check.
_ASSERTED = ("vocabulary", "background", "source", "judgements")


def shape_findings(shapes: Iterable[Path], snapshot: Snapshot, places: Places) -> Iterator[Finding]:
    """Run the SHACL shapes on all graphs as asserted; yield a finding for each result and graph that states it.

    A file of shapes that cannot be used becomes a finding, too; the others are run all the same.
    """
    found: list[Finding] = []
    read: dict[Path, list[Triple]] = {}
    for path in shapes:
        try:
            read[path] = _read(path)
        except _BadShapesError as bad:
            found.append(bad.finding)
    with quiet():
        found += _findings(read, snapshot, places)
    yield from found


def _findings(read: Mapping[Path, list[Triple]], snapshot: Snapshot, places: Places) -> Iterator[Finding]:
    """Run files of shapes together; yield a finding for each file that cannot be run, and for each result."""
    suspicion = _suspicion(snapshot, read)
    if suspicion is not None and not suspicion[0] and all(map(_is_shipped, read)):
        return  # The shapes of kg can be run; rdflib need not be loaded.
    import rdflib
    from rdflib.namespace import RDF

    graphs: dict[Path, rdflib.Graph] = {}
    for path in read:
        try:
            graphs[path] = rdflib.Graph().parse(data=read_content(path).decode("utf-8-sig"), format="turtle")
        except Exception as error:  # noqa: BLE001  rdflib raises errors of many classes
            yield Finding("shape", f"the shapes cannot be read: {error}", path=display(path))
    yield from _shipped_shapes(graphs)
    shapes, report = rdflib.Graph(), rdflib.Graph()
    try:
        report = _validate(snapshot, graphs, suspicion)
        shapes = sum(graphs.values(), rdflib.Graph())
    except Exception:  # noqa: BLE001  pyshacl raises errors of many classes
        good: dict[Path, rdflib.Graph] = {}
        for path, graph in graphs.items():
            some = good | {path: graph}
            try:
                report = _validate(snapshot, some, _suspicion(snapshot, {path: read[path] for path in some}))
            except QueryLimitError as error:
                yield replace(error.finding, path=display(path))
            except Exception as error:  # noqa: BLE001
                message = f"the shapes cannot be run: {str(error).splitlines()[0]}"
                yield Finding("shape", message, path=display(path), remedy="correct the file")
            else:
                good[path] = graph
        shapes = sum(good.values(), rdflib.Graph())
    for result in report.subjects(RDF.type, rdflib.URIRef(f"{_SHACL}ValidationResult")):
        yield from _result_findings(report, result, shapes, snapshot, places)


def _validate(snapshot: Snapshot, graphs: Mapping[Path, rdflib.Graph], suspicion: _Suspicion | None) -> rdflib.Graph:
    """Return the report of pyshacl on the nodes that may violate a shape, or on all if a shape needs that."""
    import rdflib

    shapes = sum(graphs.values(), rdflib.Graph())
    # The shapes of kg are known to end.
    run = validate if all(map(_is_shipped, graphs)) else validate_apart
    if suspicion is None:
        return run(_asserted(snapshot), shapes)
    report = run(_about(snapshot, *suspicion), shapes)
    wanted = {_to_rdflib(node)[0] for node in suspicion[0]}
    focus_node, detail = rdflib.URIRef(f"{_SHACL}focusNode"), rdflib.URIRef(f"{_SHACL}detail")
    about = [result for result, focus in report.subject_objects(focus_node) if focus in wanted]
    kept = {part for result in about for part in report.transitive_objects(result, detail)}
    # The graph also has types of other nodes, but not what else is said about them.
    for result in set(report.subjects(focus_node)) - kept:
        report.remove((result, None, None))
    return report


#: The nodes that may violate a shape, and the properties that shapes take against their direction.
_Suspicion = tuple[set[Term], list[str]]


def _suspicion(snapshot: Snapshot, read: Mapping[Path, list[Triple]]) -> _Suspicion | None:
    """Find the nodes that may violate a shape; return None if a shape needs more than the statements about a node."""
    pattern = f"{_SHACL}pattern"
    patterns = {o.value for path in read if _is_shipped(path) for _, p, o in read[path] if p.value == pattern}
    try:
        shapes = Preselection(itertools.chain.from_iterable(read.values()), patterns)
    except FarError:
        return None
    return shapes.find(itertools.chain(_asserted_quads(snapshot), _hierarchy(snapshot))), shapes.inverse


def _shipped_shapes(read: Mapping[Path, rdflib.Graph]) -> Iterator[Finding]:
    """Remove what files of a project say about shipped shapes, such as that one is switched off; report it."""
    import rdflib

    shipped = {
        s for path, graph in read.items() if _is_shipped(path) for s in graph.subjects() if isinstance(s, rdflib.URIRef)
    }
    for path, graph in read.items():
        if _is_shipped(path):
            continue
        for subject in sorted({s for s in graph.subjects() if isinstance(s, rdflib.URIRef)} & shipped):
            graph.remove((subject, None, None))
            yield Finding(
                "shape",
                f"{terms.compact(str(subject))} is a shape of kg, which a project cannot change; it is used as shipped",
                path=display(path),
                line=line_of(read_content(path).decode("utf-8-sig"), str(subject), terms.PREFIXES),
                remedy="give the shape an IRI of its own",
            )


def _is_shipped(path: Path) -> bool:
    return path.is_relative_to(shipped_root())


class _BadShapesError(Exception):
    """The finding for which a file of shapes is not used."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding


def _read(path: Path) -> list[Triple]:
    """Read a file of shapes; the names of its blank nodes are those of no other file."""
    name = display(path)
    try:
        text = read_content(path).decode("utf-8-sig")
        triples = [*parse(name, text, rename=True)[0]]
    except DataError as error:
        raise _BadShapesError(error.findings[0]) from error
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise _BadShapesError(Finding("shape", f"the shapes cannot be read: {reason}", path=name)) from error
    for _, predicate, value in triples:
        if predicate.value in _QUERIES and isinstance(value, ox.Literal):
            _refuse_query(path, text, value.value)
        if predicate.value in (_PREFIX, _NAMESPACE):
            _refuse_prefix(path, text, predicate.value, value.value)
    return triples


def _refuse_query(path: Path, shapes: str, query: str) -> None:
    """Raise the finding for a query of shapes that reads other servers; FROM, too, would read an address."""
    found = [*tokens(query)]
    try:
        refuse(query, found)
    except QueryError as error:
        message, remedy = error.finding.message, error.finding.remedy
    else:
        if all(token.word != "FROM" for token in found):
            return
        message, remedy = "a query of shapes cannot use FROM: kg reads no other graph", "leave FROM out"
    first = next((line for line in query.splitlines() if line.strip()), "")
    line = next((number for number, other in enumerate(shapes.splitlines(), 1) if first and first in other), None)
    raise _BadShapesError(Finding("shape", message, path=display(path), line=line, remedy=remedy))


def _refuse_prefix(path: Path, shapes: str, predicate: str, value: str) -> None:
    """Raise the finding for a prefix that would put something else than a declaration before a query."""
    if predicate == _PREFIX and _PREFIX_NAME.fullmatch(value) is None:
        what = "sh:prefix is no name of a prefix"
    elif predicate == _NAMESPACE and not terms.is_iri(value):
        what = "sh:namespace is no IRI"
    else:
        return
    line = line_of(shapes, predicate, {"sh": _SHACL})
    shown = value if len(value) <= 40 else value[:39] + "…"
    message = f"the queries of these shapes cannot be run: {what}: {shown!r}"
    raise _BadShapesError(Finding("shape", message, path=display(path), line=line, remedy="correct it"))


def _result_findings(
    report: rdflib.Graph, result: Any, shapes: rdflib.Graph, snapshot: Snapshot, places: Places
) -> Iterator[Finding]:
    """Make findings of a result: one for each graph that states the value, or one for several or missing values."""
    import rdflib

    def said(name: str) -> Any:
        return report.value(result, rdflib.URIRef(_SHACL + name))

    focus, value, path = said("focusNode"), said("value"), said("resultPath")
    # pyshacl copies the path into its report; the parts of a longer path are only in the shape itself.
    path = shapes.value(said("sourceShape"), rdflib.URIRef(f"{_SHACL}path")) or path
    stated = list(_stated_along(snapshot, focus, shapes, path))
    if value is not None and value != focus:
        blamed = [[entry] for entry in stated if entry[1] == value]
    else:
        kind = str(said("sourceConstraintComponent"))
        if kind.endswith("UniqueLangConstraintComponent"):
            languages = [getattr(term, "language", None) for _, term, _ in stated]
            stated = [entry for entry, language in zip(stated, languages, strict=True) if languages.count(language) > 1]
        blamed = [stated] if kind in _TOO_MANY and stated else []
    iri = str(focus) if isinstance(focus, rdflib.URIRef) else None
    described = _describing(snapshot, iri, shapes, said("sourceShape"))
    message = re.sub(r"\s+", " ", str(said("resultMessage"))).strip()
    for entries in blamed or [[]]:
        where = [places.find_statement(snapshot, graph, triple) for graph, _, triple in entries]
        shown = [_shown(snapshot, term) for _, term, _ in entries]
        if not entries and isinstance(value, (rdflib.Literal, rdflib.URIRef)) and value != focus:
            shown = [_shown(snapshot, value)]
        if len(entries) > 1:
            shown = [
                f"{text} ({':'.join(str(place[key]) for key in ('path', 'line') if place.get(key))})"
                for text, place in zip(shown, where, strict=True)
            ]
        name = places.compact(snapshot, described, iri) if iri else "a node without an IRI"
        text, remedy = _worded(
            name, snapshot.compact(str(path)) if isinstance(path, rdflib.URIRef) else "", shown, message
        )
        yield Finding(
            "shape",
            text,
            _SEVERITY.get(terms.local_name(str(said("resultSeverity"))), "error"),
            source=entries[-1][0] if entries else described,
            focus=iri,
            remedy=remedy,
            **(where[-1] if where else places.find(snapshot, described, iri)),
        )


def _worded(name: str, path: str, values: list[str], message: str) -> tuple[str, str | None]:
    """Return the message and the remedy; in the message of a shape, a colon separates the two."""
    wrong, _, remedy = message.partition(": ")
    shown = " and ".join(filter(None, (", ".join(values[:-1]), *values[-1:])))
    if path and wrong.startswith(f"{path} "):
        text = f"{name}: {path} {shown}{' ' if shown else ''}{wrong[len(path) + 1 :]}"
    else:
        text = f"{name} {wrong}" if re.match(r"(is|has|says|does|needs)\b", wrong) else f"{name}: {wrong}"
        if values:
            named = "" if path in wrong else f"{path} "
            text += f"; it has {named}{shown}"
    return text, remedy or None


def _stated_along(
    snapshot: Snapshot, focus: Any, shapes: rdflib.Graph, path: Any
) -> Iterator[tuple[str, rdflib.term.Node, Triple]]:
    """Yield the values that each graph gives a node along the path of a shape, in the order of loading."""
    import rdflib

    if not isinstance(focus, rdflib.URIRef) or path is None:
        return
    node, place = ox.NamedNode(str(focus)), _places_of_graphs(snapshot)
    found = []
    for step, (predicate, inverse) in enumerate(sorted(_steps(shapes, path))):
        ends = (None, node) if inverse else (node, None)
        for quad in snapshot.store.quads_for_pattern(ends[0], ox.NamedNode(predicate), ends[1]):
            if isinstance(graph := quad.graph_name, ox.NamedNode) and graph.value in place:
                found.append((place[graph.value], step, str(quad), graph.value, plain(quad), inverse))
    for _, _, _, iri, triple, inverse in sorted(found, key=lambda entry: entry[:3]):
        yield iri, _to_rdflib(triple[0] if inverse else triple[2])[0], triple


@lru_cache(maxsize=1)
def _places_of_graphs(snapshot: Snapshot) -> Mapping[str, int]:
    """Return the place of each graph that the shapes check, in the order of loading."""
    graphs = [info.iri for info in snapshot.manifest.graphs if info.role in _ASSERTED]
    return {iri: place for place, iri in enumerate(graphs)}


def _steps(shapes: rdflib.Graph, path: Any) -> Iterator[tuple[str, bool]]:
    """Yield the properties of a path of one step, and whether it is an inverse path."""
    import rdflib
    from rdflib.collection import Collection

    if isinstance(path, rdflib.URIRef):
        yield str(path), False
    inverse = shapes.value(path, rdflib.URIRef(f"{_SHACL}inversePath"))
    if isinstance(inverse, rdflib.URIRef):
        yield str(inverse), True
    if (choices := shapes.value(path, rdflib.URIRef(f"{_SHACL}alternativePath"))) is not None:
        for choice in Collection(shapes, choices):
            yield from _steps(shapes, choice)


def _describing(snapshot: Snapshot, iri: str | None, shapes: rdflib.Graph, shape: Any) -> str | None:
    """Return the graph in which a shape applies to a node; of several, the one with most statements about it."""
    import rdflib

    if iri is None:
        return None
    node, sh = ox.NamedNode(iri), rdflib.Namespace(_SHACL)
    looking = {shape, *shapes.subjects(sh.property, shape)}
    classes = {str(c) for s in looking for c in shapes.objects(s, sh.targetClass)}
    properties = {str(p) for s in looking for p in shapes.objects(s, sh.targetSubjectsOf)}
    classes |= {below for below, above in _superclasses(snapshot).items() if not above.isdisjoint(classes)}
    counts: dict[str, tuple[bool, int]] = {}
    for quad in snapshot.store.quads_for_pattern(node, None, None):
        if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value in snapshot.graph_info:
            before = counts.get(quad.graph_name.value, (False, 0))
            is_member = quad.predicate == RDF_TYPE and plain(quad)[2].value in classes
            targets = is_member or quad.predicate.value in properties
            counts[quad.graph_name.value] = (before[0] or targets, before[1] + 1)
    return max(counts, key=lambda graph: (*counts[graph], graph), default=None)


@lru_cache(maxsize=1)
def _superclasses(snapshot: Snapshot) -> Mapping[str, set[str]]:
    """Return all classes above each class; those in a circle are above each other."""
    above: dict[str, set[str]] = {}
    for quad in snapshot.store.quads_for_pattern(None, ox.NamedNode(f"{terms.RDFS}subClassOf"), None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            above.setdefault(quad.subject.value, set()).add(quad.object.value)
    found = {}
    for cls, direct in above.items():
        found[cls], ahead = set(direct), list(direct)
        while ahead:
            new = above.get(ahead.pop(), set()) - found[cls]
            found[cls] |= new
            ahead += new
    return found


def _shown(snapshot: Snapshot, term: Any) -> str:
    import rdflib

    if isinstance(term, rdflib.BNode):
        return "a node without an IRI"
    if not isinstance(term, rdflib.Literal):
        return snapshot.compact(str(term))
    datatype = str(term.datatype or "")
    if datatype in (f"{terms.XSD}integer", f"{terms.XSD}decimal", f"{terms.XSD}boolean"):
        return str(term)
    text = rdflib.Literal(str(term), lang=term.language).n3()
    return text if datatype in ("", f"{terms.XSD}date") else f"{text}^^{snapshot.compact(datatype)}"


def _asserted_quads(snapshot: Snapshot) -> Iterator[ox.Quad]:
    """Yield what all graphs assert, rejected or not."""
    for info in snapshot.manifest.graphs:
        if info.role in _ASSERTED:
            yield from snapshot.store.quads_for_pattern(None, None, None, ox.NamedNode(info.iri))


def _hierarchy(snapshot: Snapshot) -> Iterator[ox.Quad]:
    """Yield the class hierarchy."""
    graphs = {ox.NamedNode(info.iri) for info in snapshot.manifest.graphs}
    quads = snapshot.store.quads_for_pattern(None, _SUBCLASS, None)
    return (quad for quad in quads if quad.graph_name in graphs)


def _asserted(snapshot: Snapshot) -> rdflib.Graph:
    """Return all that the shapes check."""
    import rdflib

    graph = rdflib.Graph()
    for quad in itertools.chain(_asserted_quads(snapshot), _hierarchy(snapshot)):
        graph.add(_to_rdflib(quad.subject, quad.predicate, quad.object))
    return graph


def _about(snapshot: Snapshot, nodes: set[Term], inverse: Iterable[str]) -> rdflib.Graph:
    """Return what the shapes check about some nodes: their statements, the types of their values, the hierarchy.

    Messages show blank nodes with their statements, so these are there, too.
    """
    import rdflib

    graph, store = rdflib.Graph(), snapshot.store
    asserted = {ox.NamedNode(info.iri) for info in snapshot.manifest.graphs if info.role in _ASSERTED}
    ahead: list[tuple[Any, bool]] = [(node, True) for node in nodes]
    seen = set(ahead)
    while ahead:
        node, whole = ahead.pop()
        is_literal = isinstance(node, ox.Literal)
        quads = [] if is_literal else [*store.quads_for_pattern(node, None if whole else RDF_TYPE, None)]
        if node in nodes:
            quads += [quad for iri in inverse for quad in store.quads_for_pattern(None, ox.NamedNode(iri), node)]
        for quad in quads:
            if quad.graph_name in asserted:
                graph.add(_to_rdflib(quad.subject, quad.predicate, quad.object))
                value = (quad.object, isinstance(quad.object, ox.BlankNode))
                ahead += [value] * (value not in seen)
                seen.add(value)
    for quad in _hierarchy(snapshot):
        graph.add(_to_rdflib(quad.subject, quad.predicate, quad.object))
    return graph


def _to_rdflib(*triple: object) -> Any:
    import rdflib

    def convert(term: object) -> rdflib.term.Node:
        if isinstance(term, ox.NamedNode):
            return rdflib.URIRef(term.value)
        if isinstance(term, ox.BlankNode):
            return rdflib.BNode(term.value)
        assert isinstance(term, ox.Literal)
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        # rdflib distinguishes "a" from "a"^^xsd:string; RDF 1.1 does not.
        plain = term.datatype.value == f"{terms.XSD}string"
        kind = None if plain else rdflib.URIRef(term.datatype.value)
        # A normal form would hide the time zone of a date.
        return rdflib.Literal(term.value, datatype=kind, normalize=False)

    return tuple(map(convert, triple))
