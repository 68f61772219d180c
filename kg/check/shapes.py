"""Runs SHACL shapes on all graphs as asserted, including rejected statements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.check.places import Places
from kg.check.shacl import quiet, validate, validate_apart
from kg.errors import DataError, Finding, QueryError, QueryLimitError, Severity
from kg.project.paths import display, shipped_root
from kg.project.read import read_content
from kg.rdf import terms
from kg.rdf.model import RDF_TYPE, Triple, plain
from kg.rdf.positions import line_of
from kg.rdf.syntax import parse
from kg.sparql.syntax import refuse
from kg.sparql.tokens import tokens
from kg.store.snapshot import Snapshot

if TYPE_CHECKING:
    import rdflib


_SHACL = "http://www.w3.org/ns/shacl#"


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
    import rdflib
    from rdflib.namespace import RDF

    with quiet():
        shapes_graph, report, found = _run(_asserted(snapshot), shapes)
        for result in report.subjects(RDF.type, rdflib.URIRef(f"{_SHACL}ValidationResult")):
            found += _result_findings(report, result, shapes_graph, snapshot, places)
    yield from found


def _run(data: rdflib.Graph, paths: Iterable[Path]) -> tuple[rdflib.Graph, rdflib.Graph, list[Finding]]:
    """Run files of shapes together; return those that can be run, their report, and a finding for each other file."""
    import rdflib

    findings: list[Finding] = []
    read: dict[Path, rdflib.Graph] = {}
    for path in paths:
        try:
            read[path] = _read(path)
        except _BadShapesError as bad:
            findings.append(bad.finding)
    findings += _shipped_shapes(read)
    shapes = sum(read.values(), rdflib.Graph())
    # The shapes of kg are known to end.
    run = validate if all(map(_is_shipped, read)) else validate_apart
    try:
        return shapes, run(data, shapes), findings
    except Exception:  # noqa: BLE001  pyshacl raises errors of many classes
        shapes, report = rdflib.Graph(), rdflib.Graph()
    for path, graph in read.items():
        try:
            report = (validate if _is_shipped(path) else validate_apart)(data, shapes + graph)
        except QueryLimitError as error:
            findings.append(replace(error.finding, path=display(path)))
        except Exception as error:  # noqa: BLE001
            message = f"the shapes cannot be run: {str(error).splitlines()[0]}"
            findings.append(Finding("shape", message, path=display(path), remedy="correct the file"))
        else:
            shapes += graph
    return shapes, report, findings


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


def _read(path: Path) -> rdflib.Graph:
    import rdflib

    name = display(path)
    try:
        text = read_content(path).decode("utf-8-sig")
        for _, predicate, value in parse(name, text)[0]:
            if predicate.value in _QUERIES and isinstance(value, ox.Literal):
                _refuse_query(path, text, value.value)
            if predicate.value in (_PREFIX, _NAMESPACE):
                _refuse_prefix(path, text, predicate.value, value.value)
        return rdflib.Graph().parse(data=text, format="turtle")
    except _BadShapesError:
        raise
    except DataError as error:
        raise _BadShapesError(error.findings[0]) from error
    except Exception as error:
        reason = getattr(error, "strerror", None) or error
        raise _BadShapesError(Finding("shape", f"the shapes cannot be read: {reason}", path=name)) from error


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
    node = ox.NamedNode(str(focus))
    for info in snapshot.manifest.graphs:
        if info.role not in _ASSERTED:
            continue
        for predicate, inverse in sorted(_steps(shapes, path)):
            ends = (None, node) if inverse else (node, None)
            quads = snapshot.store.quads_for_pattern(ends[0], ox.NamedNode(predicate), ends[1], ox.NamedNode(info.iri))
            found = sorted(quads, key=str)
            for triple in map(plain, found):
                yield info.iri, _to_rdflib(triple[0] if inverse else triple[2])[0], triple


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


def _asserted(snapshot: Snapshot) -> rdflib.Graph:
    """Merge what all graphs assert, rejected or not, and the class hierarchy, for the shapes."""
    import rdflib

    graph = rdflib.Graph()
    for info in snapshot.manifest.graphs:
        quads = snapshot.store.quads_for_pattern(None, None, None, ox.NamedNode(info.iri))
        for quad in quads:
            if info.role in _ASSERTED or quad.predicate.value == f"{terms.RDFS}subClassOf":
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
