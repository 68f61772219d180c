"""SHACL shapes, check queries and conflicts → one kind of finding, with source and place.

All read the graphs *as told*: what a judgement rejects must still be seen. Shapes say what one node must
have; a check query (``queries/checks/*.rq``) finds what takes several: its rows have ``?focus``, may have
``?source``, and fill the message of its header. What sources contradict one another in, `kg.evidence.conflicts` finds.
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

from kg.build.snapshots import Progress, findings_of, place_of
from kg.errors import SEVERITIES, Finding, ProjectError, Severity, UsageError, sort_findings
from kg.evidence.conflicts import Conflict, conflicts
from kg.evidence.independence import groups, origins
from kg.evidence.texts import Passage, Reading, Texts, place_in, readings
from kg.project.paths import display
from kg.project.project import Project, SourceFile
from kg.rdf import terms
from kg.rdf.model import RDF_TYPE, Triple, plain
from kg.rdf.positions import line_of, line_of_statement
from kg.sparql.library import Query, library
from kg.sparql.parameters import run_query
from kg.sparql.resolve import nearest
from kg.sparql.results import Result, to_text
from kg.store.snapshot import Snapshot

if TYPE_CHECKING:
    import rdflib

_SHACL = "http://www.w3.org/ns/shacl#"
_SEVERITY: Mapping[str, Severity] = {"Violation": "error", "Warning": "warning", "Info": "info"}
#: What is found of conflicts: for each check its severity, its title and what to do.
CONFLICT_CHECKS: Mapping[str, tuple[Severity, str, str]] = {
    "conflict": (
        "warning",
        "Sources that contradict one another, where no judgement deals with it",
        "find out which is right and judge the others, or judge that it is open; kg conflicts shows both sides",
    ),
    "copies": (
        "info",
        "Sources on one side of a conflict that are one witness, since they repeat one another or one original",
        "count them once, and look for a source that does not go back to the same text",
    ),
}
#: What is wrong with several values where no single one is.
_TOO_MANY = tuple(f"{_SHACL}{name}ConstraintComponent" for name in ("MaxCount", "UniqueLang"))
#: Roles whose graphs the shapes look at.
_TOLD = ("vocabulary", "background", "source", "judgements")


def check(
    project: Project,
    snapshot: Snapshot,
    today: datetime.date,
    progress: Progress = lambda _: None,
    texts: Texts | None = None,
) -> tuple[Finding, ...]:
    """Run all shapes and all check queries over a built project, and look at its conflicts.

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
    texts : kg.evidence.texts.Texts, optional
        The texts at hand, to check that passages fit them.

    Returns
    -------
    tuple of Finding
        Worst first; those of the build itself among them.
    """
    places = _Places(project)
    findings = [*findings_of(project, snapshot)]
    progress("checking shapes")
    findings += _shape_findings(project.shapes(), snapshot, places)
    checks = library(folder / "checks" for folder in project.query_folders())
    for problem in checks.problems.values():
        raise problem
    for query in checks.values():
        progress(f"checking {query.name}")
        findings += _query_findings(query, snapshot, today, places)
    progress("comparing what sources say")
    known = origins(snapshot)
    for conflict in conflicts(snapshot):
        findings += _conflict_findings(conflict, known, snapshot, places)
    if texts is not None:
        progress("checking passages")
        findings += _text_findings(texts, snapshot, places)
    return sort_findings(findings)


class _Places:
    """Finds the file and the line of a node."""

    def __init__(self, project: Project) -> None:
        self._files: dict[str, tuple[SourceFile, str]] = {}
        for file in project.files():
            # A file that cannot be read, or is gone since the build, has no places to show.
            with contextlib.suppress(OSError):
                self._files[place_of(file, project)] = (file, file.path.read_text(encoding="utf-8", errors="replace"))

    def find(self, snapshot: Snapshot, source: str | None, focus: str | None) -> dict[str, Any]:
        """Return ``path`` and ``line`` of a node in a source, as far as they can be found."""
        if (found := self._file(snapshot, source)) is None:
            return {}
        file, text = found
        line = line_of(text, focus, snapshot.manifest.prefixes) if focus else None
        return {"path": file.name, "line": line}

    def find_statement(self, snapshot: Snapshot, source: str | None, triple: Triple) -> dict[str, Any]:
        """Return ``path`` and ``line`` of a statement in a source, as far as they can be found."""
        if (found := self._file(snapshot, source)) is None:
            return {}
        file, text = found
        return {"path": file.name, "line": line_of_statement(text, triple, snapshot.manifest.prefixes)}

    def _file(self, snapshot: Snapshot, source: str | None) -> tuple[SourceFile, str] | None:
        if source is None or source not in snapshot.graph_info:
            return None
        return self._files.get(snapshot.graph_info[source].path)


def _query_findings(query: Query, snapshot: Snapshot, today: datetime.date, places: _Places) -> Iterator[Finding]:
    severity = next((level for level in SEVERITIES if level == query.severity), None)
    if severity is None:
        raise ProjectError(f"{display(query.path)}: a check needs a severity: error, warning or info")
    given = {"today": today.isoformat()} if any(p.name == "today" for p in query.parameters) else {}
    result = run_query(snapshot, query, given)
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
            remedy=_remedy(query, focus, snapshot),
            **places.find(snapshot, source.value if source else None, focus.value if focus else None),
        )


def _remedy(query: Query, focus: object, snapshot: Snapshot) -> str | None:
    """Return what to do; ``{near}`` stands for what may be meant by a name that names nothing."""
    if "{near}" not in query.remedy or not isinstance(focus, ox.NamedNode):
        return query.remedy or None
    hint = nearest(snapshot, snapshot.compact(focus.value), snapshot.labels)
    return query.remedy.replace("{near}", f"{hint} else " if hint else "")


def _text_findings(texts: Texts, snapshot: Snapshot, places: _Places) -> Iterator[Finding]:
    """Find passages outside their text, and those whose words are no longer there."""
    for name, problem in texts.problems.items():
        yield Finding("text", problem, "warning", path=display(texts.folder / name), remedy="save it as UTF-8")
    missing: dict[str, int] = {}
    for passage, reading in readings(snapshot, texts):
        if reading.status == "missing":
            missing[passage.document] = missing.get(passage.document, 0) + 1
        elif (problem_of := _passage_problem(passage, reading, texts)) is not None:
            check, message, severity, remedy = problem_of
            focus = passage.node if terms.is_iri(passage.node) else None
            yield Finding(
                check,
                f"{snapshot.compact(focus) if focus else 'a passage without a name'} {message}",
                severity,
                source=passage.graph,
                focus=focus,
                remedy=remedy,
                **places.find(snapshot, passage.graph, focus),
            )
    for document, count in missing.items():
        name = f"{terms.local_name(document)}.txt"
        yield Finding(
            "text-missing",
            f"the text of {snapshot.compact(document)} is not at hand, so its passages ({count}) were not checked",
            "info",
            source=document,
            remedy=f"save it as {name} in {display(texts.folder)}, if you have it",
            **places.find(snapshot, document, document),
        )


def _passage_problem(passage: Passage, reading: Reading, texts: Texts) -> tuple[str, str, Severity, str] | None:
    """Say what is wrong with a passage, and what to do: the check, the message, how bad, the remedy."""
    place = f"{passage.start}–{passage.end}"
    path = texts.of(passage.document)
    text = texts.content(path) if path is not None else ""
    if reading.moved is not None:
        start, end = reading.moved
        paragraph, sentence = place_in(text, start)
        remedy = (
            f"its words stand at {start}–{end} now: set oa:start {start}, oa:end {end}, "
            f"kg:paragraph {paragraph}, kg:sentence {sentence}"
        )
    else:
        remedy = 'make it anew from the words that are there now: kg cite SOURCE --text FILE "words"'
    if reading.status == "outside":
        message = f"is outside its text: characters {place}, but {reading.file} has {reading.length}"
        return "passage-outside", message, "error", remedy
    if reading.status == "changed":
        words = " ".join(reading.quote.split())
        shown = words if len(words) <= 60 else f"{words[:59]}…"
        message = f"does not fit its hash: the text has changed; at {place} of {reading.file} stands “{shown}”"
        return "passage-changed", message, "error", remedy
    paragraph, _ = place_in(text, passage.start)
    if passage.paragraph is not None and passage.paragraph != paragraph:
        message = f"is said to stand in paragraph {passage.paragraph}, but stands in paragraph {paragraph}"
        return "passage-paragraph", message, "warning", f"set kg:paragraph {paragraph}"
    return None


def _conflict_findings(
    conflict: Conflict, known: Mapping[str, frozenset[str]], snapshot: Snapshot, places: _Places
) -> Iterator[Finding]:
    def finding(name: str, message: str, source: str, node: object) -> Finding:
        severity, _, remedy = CONFLICT_CHECKS[name]
        focus = node.value if isinstance(node, ox.NamedNode) else None
        place = places.find(snapshot, source, focus)
        return Finding(name, message, severity, source=source, focus=focus, remedy=remedy, **place)

    if conflict.status == "unjudged":
        # The side with the fewest witnesses comes last, and is the first to look at.
        last = conflict.sides[-1].accounts[0]
        sides = "; ".join(f"{conflict.answer_text(side)} by {side.names}" for side in conflict.sides)
        yield finding("conflict", f"{conflict.name}: {sides}", last.source, last.node)
    for side in conflict.sides:
        for copies in groups(side.sources, known):
            last = next(account for account in reversed(side.accounts) if account.source in copies)
            names = " and ".join(map(terms.local_name, copies))
            message = f"{conflict.name}, {conflict.answer_text(side)}: {names} are one witness"
            yield finding("copies", message, last.source, last.node)


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
        results = report.subjects(RDF.type, rdflib.URIRef(f"{_SHACL}ValidationResult"))
        found = [f for result in results for f in _result_findings(report, result, shapes_graph, snapshot, places)]
    yield from found


def _result_findings(
    report: rdflib.Graph, result: Any, shapes: rdflib.Graph, snapshot: Snapshot, places: _Places
) -> Iterator[Finding]:
    """Make findings of one result: one for each graph that tells the value, or one for all values or none."""
    import rdflib

    def said(name: str) -> Any:
        return report.value(result, rdflib.URIRef(_SHACL + name))

    focus, value, path = said("focusNode"), said("value"), said("resultPath")
    # pyshacl copies the path into its report; of a longer one only the shape itself knows the parts.
    path = shapes.value(said("sourceShape"), rdflib.URIRef(f"{_SHACL}path")) or path
    told = list(_told_along(snapshot, focus, shapes, path))
    if value is not None and value != focus:
        blamed = [[entry] for entry in told if entry[1] == value]
    else:
        kind = str(said("sourceConstraintComponent"))
        if kind.endswith("UniqueLangConstraintComponent"):
            languages = [getattr(term, "language", None) for _, term, _ in told]
            told = [entry for entry, language in zip(told, languages, strict=True) if languages.count(language) > 1]
        blamed = [told] if kind in _TOO_MANY and told else []
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
        name = snapshot.compact(iri) if iri else "a node without IRI"
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
    """Put what is wrong, and what to do, into words; by our habit the message of a shape parts them by a colon."""
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


def _told_along(
    snapshot: Snapshot, focus: Any, shapes: rdflib.Graph, path: Any
) -> Iterator[tuple[str, rdflib.term.Node, Triple]]:
    """Yield the values that each graph gives a node along the path of a shape, in the order of loading."""
    import rdflib

    if not isinstance(focus, rdflib.URIRef) or path is None:
        return
    node = ox.NamedNode(str(focus))
    for info in snapshot.manifest.graphs:
        if info.role not in _TOLD:
            continue
        for predicate, inverse in sorted(_steps(shapes, path)):
            ends = (None, node) if inverse else (node, None)
            quads = snapshot.store.quads_for_pattern(ends[0], ox.NamedNode(predicate), ends[1], ox.NamedNode(info.iri))
            found = sorted(quads, key=str)
            for triple in map(plain, found):
                yield info.iri, _to_rdflib(triple[0] if inverse else triple[2])[0], triple


def _steps(shapes: rdflib.Graph, path: Any) -> Iterator[tuple[str, bool]]:
    """Yield the properties of a path of one step, and whether it goes against them."""
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
    """Return the graph that makes a shape look at a node; of several, the one that says most of it."""
    import rdflib

    if iri is None:
        return None
    node, sh = ox.NamedNode(iri), rdflib.Namespace(_SHACL)
    looking = {shape, *shapes.subjects(sh.property, shape)}
    classes = {str(c) for s in looking for c in shapes.objects(s, sh.targetClass)}
    properties = {str(p) for s in looking for p in shapes.objects(s, sh.targetSubjectsOf)}
    below = {
        q.subject.value: plain(q)[2].value
        for q in snapshot.store.quads_for_pattern(None, ox.NamedNode(f"{terms.RDFS}subClassOf"), None)
        if isinstance(q.subject, ox.NamedNode)
    }
    counts: dict[str, tuple[bool, int]] = {}
    for quad in snapshot.store.quads_for_pattern(node, None, None):
        if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value in snapshot.graph_info:
            kind: str | None = plain(quad)[2].value if quad.predicate == RDF_TYPE else None
            while kind is not None and kind not in classes:
                kind = below.get(kind)
            before = counts.get(quad.graph_name.value, (False, 0))
            targets = kind is not None or quad.predicate.value in properties
            counts[quad.graph_name.value] = (before[0] or targets, before[1] + 1)
    return max(counts, key=lambda graph: (*counts[graph], graph), default=None)


def _shown(snapshot: Snapshot, term: Any) -> str:
    import rdflib

    if isinstance(term, rdflib.BNode):
        return "a node without IRI"
    if not isinstance(term, rdflib.Literal):
        return snapshot.compact(str(term))
    datatype = str(term.datatype or "")
    if datatype in (f"{terms.XSD}integer", f"{terms.XSD}decimal", f"{terms.XSD}boolean"):
        return str(term)
    text = rdflib.Literal(str(term), lang=term.language).n3()
    return text if datatype in ("", f"{terms.XSD}date") else f"{text}^^{snapshot.compact(datatype)}"


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
