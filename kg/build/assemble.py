"""Makes a graph in memory from parsed files: scope, judgements, dates, reasoning, and the store that has it."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox

from kg.build.dates import superseded_dates
from kg.build.inconsistencies import inconsistency_findings
from kg.build.judgements import apply_judgements
from kg.errors import UnknownNameError, sort_findings
from kg.load.parsed import LoadedFiles, ParsedFile
from kg.project.project import Project
from kg.rdf import terms
from kg.rdf.model import ACCEPTED, INFERRED, Triple, in_order
from kg.reason import Engine, Inferences, engine_name, materialise
from kg.store.manifest import GraphInfo, Manifest
from kg.store.scope import WHOLE, Scope
from kg.store.snapshot import Snapshot
from kg.temporal.knowledge_time import known_by, possibly_known, without_date
from kg.temporal.valid_time import holding_at

#: Called with the name of each step as it begins.
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Outcome:
    """The content of a graph.

    Parameters
    ----------
    asserted : tuple of ParsedFile
        The files, each with the triples that are in scope.
    accepted : frozenset of (subject, predicate, object)
        The triples that are asserted and not rejected by a judgement; the dates of several sources as one pair.
    inferences : kg.reason.Inferences
        The triples that follow from the accepted ones.
    undated : tuple of str
        IRIs of things without a date of their own, in a graph as of a day.
    """

    asserted: tuple[ParsedFile, ...]
    accepted: frozenset[Triple]
    inferences: Inferences
    undated: tuple[str, ...]


def conclude(
    loaded: LoadedFiles, scope: Scope = WHOLE, engine: Engine = "kg", progress: Progress = lambda _: None
) -> Outcome:
    """Select the statements in scope, apply judgements, and reason.

    Parameters
    ----------
    loaded : LoadedFiles
        The files, without errors.
    scope : Scope, optional
    engine : {"kg", "owlrl"}, optional
        The reasoner. Both infer the same triples.
    progress : callable, optional
        Called with the name of each step.

    Raises
    ------
    UnknownNameError
        If the scope names a source that is not in the files.
    """
    progress("accepting")
    asserted, judged, undated = _cut(_selected(loaded, scope), scope)
    accepted = frozenset(triple for part in judged for triple in part.triples) - superseded_dates(judged)
    progress("reasoning")
    return Outcome(tuple(asserted), accepted, materialise(accepted, engine), undated)


def assemble(
    project: Project,
    loaded: LoadedFiles,
    scope: Scope = WHOLE,
    engine: Engine = "kg",
    *,
    name: str = "",
    progress: Progress = lambda _: None,
) -> Snapshot:
    """Make a snapshot in memory from parsed files; nothing is written.

    Parameters
    ----------
    project : Project
    loaded : LoadedFiles
        The files, without errors.
    scope : Scope, optional
    engine : {"kg", "owlrl"}, optional
        The reasoner. Both infer the same triples.
    name : str, optional
        The name of the build.
    progress : callable, optional
        Called with the name of each step.

    Raises
    ------
    UnknownNameError
        If the scope names a source that is not in the files.
    """
    with gc_paused():
        outcome = conclude(loaded, scope, engine, progress)
        progress("filling the store")
        quads = [quad for part in outcome.asserted for quad in _quads(part.triples, part.iri)]
        quads += [*_quads(outcome.accepted, ACCEPTED), *_quads(outcome.inferences.triples, INFERRED)]
        store = ox.Store()
        store.bulk_extend(in_order(set(quads)))
    manifest = Manifest(
        name=name,
        title=project.title,
        data_version=project.version,
        base=project.base,
        licence=project.licence,
        attribution=project.attribution,
        engine=engine_name(engine),
        graphs=tuple(
            GraphInfo(part.iri.value, part.file.role, project.path_of(part.file), len(set(part.triples)))
            for part in outcome.asserted
        ),
        accepted=len(outcome.accepted),
        inferred=len(outcome.inferences.triples),
        prefixes=loaded.prefixes,
        scope=scope,
        undated=outcome.undated,
    )
    texts = {part.iri.value: (project.path_of(part.file), part.text) for part in outcome.asserted}
    findings = (
        *loaded.findings,
        *inconsistency_findings(outcome.inferences, Snapshot(manifest, store, Path()), texts),
        *(without_date(loaded.parsed, loaded.prefixes) if scope.is_dated else ()),
        *(possibly_known(loaded.parsed, scope.known_by, loaded.prefixes) if scope.known_by else ()),
    )
    return Snapshot(replace(manifest, findings=sort_findings(findings)), store, Path())


@contextlib.contextmanager
def gc_paused() -> Iterator[None]:
    """Disable garbage collection in a block: building makes no cycles, and a collection would visit every triple."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _selected(loaded: LoadedFiles, scope: Scope) -> list[ParsedFile]:
    """Return the files in scope."""
    sources = {part.iri.value: part for part in loaded.parsed if part.file.role == "source"}
    wanted: set[str] = set()
    for text in scope.sources:
        expanded = terms.expand(text, loaded.prefixes)
        hits = {iri for iri in sources if text in (iri, terms.local_name(iri)) or expanded == iri}
        if len(hits) != 1:
            names = sorted(terms.local_name(iri) for iri in sources)
            raise UnknownNameError("source", text, names, "sources: " + ", ".join(names))
        wanted |= hits
    return [
        part
        for part in loaded.parsed
        if (part.file.role != "background" or scope.background)
        and (part.file.role != "source" or not wanted or part.iri.value in wanted)
    ]


def _cut(
    files: Sequence[ParsedFile], scope: Scope
) -> tuple[Sequence[ParsedFile], Sequence[ParsedFile], tuple[str, ...]]:
    """Cut files by knowledge time, judgements and valid time; return what is asserted, accepted and undated."""
    asserted = files if scope.known_by is None else known_by(files, scope.known_by)
    accepted = apply_judgements(asserted)
    if scope.at is None:
        return asserted, accepted, ()
    cut = holding_at(asserted, accepted, scope.at)
    return cut.stated, cut.accepted, cut.undated


def _quads(triples: Iterable[Triple], graph: ox.NamedNode) -> Iterable[ox.Quad]:
    return (ox.Quad(s, p, o, graph) for s, p, o in triples)
