"""SHACL shapes and check queries → one kind of finding, with source and place.

Both read the graphs *as told*: what a judgement rejects must still be seen. Shapes say what one node must
have; a check query (``queries/checks/*.rq``) finds what takes several: its rows have ``?focus``, may have
``?source``, and fill the message of its header.
"""

from __future__ import annotations

import contextlib
import datetime
import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg import terms
from kg.build import Progress, place_of
from kg.errors import SEVERITIES, Finding, ProjectError, Severity, UsageError, sort_findings
from kg.places import line_of
from kg.query import Query, Result, ask, library, to_text
from kg.sources import Project, SourceFile, display
from kg.store import Snapshot

if TYPE_CHECKING:
    import rdflib

_SHACL = "http://www.w3.org/ns/shacl#"
_SEVERITY: Mapping[str, Severity] = {"Violation": "error", "Warning": "warning", "Info": "info"}
#: Roles whose graphs the shapes look at.
_TOLD = ("vocabulary", "background", "source", "judgements")


def check(
    project: Project, snapshot: Snapshot, today: datetime.date, progress: Progress = lambda _: None
) -> tuple[Finding, ...]:
    """Run all shapes and all check queries over a built project.

    Parameters
    ----------
    project : Project
        Where shapes, check queries and the places of findings come from.
    snapshot : Snapshot
        The project, built.
    today : datetime.date
        The day for checks that compare with the present, such as plans that are past.
    progress : callable, optional
        Called with the name of each step.

    Returns
    -------
    tuple of Finding
        Worst first; those of the build itself among them.
    """
    places = _Places(project)
    findings = [*snapshot.manifest.findings]
    progress("checking shapes")
    findings += _shape_findings(project.shapes(), snapshot, places)
    checks = library(folder / "checks" for folder in project.query_folders())
    for problem in checks.problems.values():
        raise problem
    for query in checks.values():
        progress(f"checking {query.name}")
        findings += _query_findings(query, snapshot, today, places)
    return sort_findings(findings)


class _Places:
    """Finds the file and the line of a node."""

    def __init__(self, project: Project) -> None:
        self._files: dict[str, tuple[SourceFile, str]] = {}
        for file in project.files():
            self._files[place_of(file, project)] = (file, file.path.read_text(encoding="utf-8", errors="replace"))

    def find(self, snapshot: Snapshot, source: str | None, focus: str | None) -> dict[str, Any]:
        """Return ``path`` and ``line`` of a node in a source, as far as they can be found."""
        if source is None or source not in snapshot.graph_info:
            return {}
        name = snapshot.graph_info[source].path
        if name not in self._files:
            return {}
        file, text = self._files[name]
        line = line_of(text, focus, snapshot.manifest.prefixes) if focus else None
        return {"path": file.name, "line": line}


def _query_findings(query: Query, snapshot: Snapshot, today: datetime.date, places: _Places) -> Iterator[Finding]:
    severity = next((level for level in SEVERITIES if level == query.severity), None)
    if severity is None:
        raise ProjectError(f"{display(query.path)}: a check needs a severity: error, warning or info")
    given = {"today": today.isoformat()} if any(p.name == "today" for p in query.parameters) else {}
    result = ask(snapshot, query, given)
    if not isinstance(result, Result) or "focus" not in result.columns:
        raise ProjectError(f"{display(query.path)}: a check must be a SELECT with a column ?focus")
    for row in result.rows:
        values = dict(zip(result.columns, row, strict=True))
        texts = {name: to_text(term, snapshot) for name, term in values.items()}
        focus, source = values["focus"], values.get("source")
        try:
            message = (query.message or query.title).format(**texts)
        except (KeyError, IndexError) as error:
            raise ProjectError(f"{display(query.path)}: the message names {error}, which is no column") from error
        yield Finding(
            query.name,
            message,
            severity,
            source=source.value if source is not None else None,
            focus=focus.value if focus is not None else None,
            remedy=query.remedy or None,
            **places.find(snapshot, source.value if source else None, focus.value if focus else None),
        )


def _shape_findings(shapes: Iterable[Path], snapshot: Snapshot, places: _Places) -> Iterator[Finding]:
    import pyshacl
    import rdflib
    from rdflib.namespace import RDF

    shapes_graph = rdflib.Graph()
    for path in shapes:
        try:
            shapes_graph.parse(str(path), format="turtle")
        except Exception as error:
            raise ProjectError(f"{path}: the shapes cannot be read: {error}") from error
    with _quiet_literals():
        _, report, _ = pyshacl.validate(
            _told(snapshot), shacl_graph=shapes_graph, inference="none", advanced=False, do_owl_imports=False
        )
    if not isinstance(report, rdflib.Graph):
        raise UsageError(f"the shapes could not be run: {report}")
    shacl = rdflib.Namespace(_SHACL)
    for result in report.subjects(RDF.type, shacl.ValidationResult):
        focus = report.value(result, shacl.focusNode)
        value = report.value(result, shacl.value)
        path_ = report.value(result, shacl.resultPath)
        severity = terms.local_name(str(report.value(result, shacl.resultSeverity)))
        message = re.sub(r"\s+", " ", str(report.value(result, shacl.resultMessage))).strip()
        iri = str(focus) if isinstance(focus, rdflib.URIRef) else None
        name = snapshot.compact(iri) if iri else "a node without IRI"
        about = f"{name}, {snapshot.compact(str(path_))}" if isinstance(path_, rdflib.URIRef) else name
        if isinstance(value, (rdflib.Literal, rdflib.URIRef)) and str(value) != iri:
            about += f" {value.n3() if isinstance(value, rdflib.Literal) else snapshot.compact(str(value))}"
        source = _source_of(snapshot, iri)
        yield Finding(
            "shape",
            f"{about}: {message}",
            _SEVERITY.get(severity, "error"),
            source=source,
            focus=iri,
            **places.find(snapshot, source, iri),
        )


@contextlib.contextmanager
def _quiet_literals() -> Iterator[None]:
    """Keep rdflib from logging a traceback for each ill-typed literal; the shapes report those."""
    logger = logging.getLogger("rdflib.term")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


def _told(snapshot: Snapshot) -> rdflib.Graph:
    """Merge what all graphs tell, rejected or not, and the class hierarchy, for the shapes."""
    import rdflib

    graph = rdflib.Graph()
    for info in snapshot.manifest.graphs:
        quads = snapshot.store.quads_for_pattern(None, None, None, ox.NamedNode(info.iri))
        for quad in quads:
            if info.role in _TOLD or quad.predicate.value == f"{terms.RDFS}subClassOf":
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
        # rdflib tells "a" from "a"^^xsd:string, which RDF 1.1 does not.
        plain = term.datatype.value == f"{terms.XSD}string"
        return rdflib.Literal(term.value, datatype=None if plain else rdflib.URIRef(term.datatype.value))

    return tuple(map(convert, triple))


def _source_of(snapshot: Snapshot, iri: str | None) -> str | None:
    """Return the graph that describes a node: the one that gives most statements of it."""
    if iri is None:
        return None
    counts: dict[str, int] = {}
    for quad in snapshot.store.quads_for_pattern(ox.NamedNode(iri), None, None):
        if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value in snapshot.graph_info:
            counts[quad.graph_name.value] = counts.get(quad.graph_name.value, 0) + 1
    return max(counts, key=lambda graph: (counts[graph], graph), default=None)
