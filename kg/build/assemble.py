"""Makes a graph in memory from parsed files: scope, judgements, dates, reasoning, and the store that has it."""

from __future__ import annotations

import contextlib
import gc
import operator
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.build.dates import superseded_dates
from kg.build.inconsistencies import inconsistency_findings
from kg.build.judgements import apply_judgements, counting
from kg.build.same_things import refuse_many_names, things_made_the_same
from kg.errors import DataError, UnknownNameError, sort_findings
from kg.load.parsed import LoadedFiles, ParsedFile
from kg.project.project import Project
from kg.rdf import terms
from kg.rdf.model import ACCEPTED, INFERRED, Triple, in_order, plain
from kg.reason import Engine, engine_name, materialise
from kg.store.content import Content, Difference
from kg.store.manifest import Counts, GraphInfo, Manifest
from kg.store.scope import WHOLE, Scope
from kg.store.snapshot import Snapshot
from kg.temporal.knowledge_time import known_by, possibly_known, without_date
from kg.temporal.valid_time import holding_at

if TYPE_CHECKING:
    from kg.build.kept import Base
    from kg.build.rows import Graphs
    from kg.load.dictionary import TermDictionary

#: The triples of the accepted and of the inferred graph.
Both = tuple[frozenset[Triple], frozenset[Triple]]
#: Called with the name of each step as it begins.
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Selection:
    """What is stated and what is accepted in a scope, and the things without a date.

    Parameters
    ----------
    stated : sequence of ParsedFile
        The files, each with the statements that are in scope.
    accepted : sequence of ParsedFile
        The same files, without what judgements reject.
    undated : tuple of str
        IRIs of things without a date of their own, in a graph as of a day.
    """

    stated: Sequence[ParsedFile]
    accepted: Sequence[ParsedFile]
    undated: tuple[str, ...] = ()


def select(loaded: LoadedFiles, scope: Scope = WHOLE, *, whole: Sequence[ParsedFile] | None = None) -> Selection:
    """Select the statements in scope, and apply judgements.

    Parameters
    ----------
    loaded : LoadedFiles
        The files, without errors.
    scope : Scope, optional
    whole : sequence of ParsedFile, optional
        All files of the project, if `loaded` lacks some: a judgement with evidence in a missing file does not count.

    Raises
    ------
    UnknownNameError
        If the scope names a source that is not in the files.

    Examples
    --------
    >>> from kg.load.files import load_project
    >>> from kg.project.find import shipped
    >>> found = select(load_project(shipped()))
    >>> len(found.stated) == len(found.accepted)
    True
    """
    files = _counting(loaded, scope, whole)
    return _cut(files, apply_judgements(files), scope)


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

    Parameters and errors are those of `make`.
    """
    return in_memory(*make(project, loaded, scope, engine, name=name, progress=progress))


def make(
    project: Project,
    loaded: LoadedFiles,
    scope: Scope = WHOLE,
    engine: Engine = "kg",
    *,
    name: str = "",
    code: str = "",
    progress: Progress = lambda _: None,
    base: Base | None = None,
) -> tuple[Content, Manifest]:
    """Make the content and the manifest of a build from parsed files.

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
    code : str, optional
        A hash of the code that makes it.
    progress : callable, optional
        Called with the name of each step.
    base : Base, optional
        An earlier build of the whole project, from which the files have their dictionary.

    Raises
    ------
    UnknownNameError
        If the scope names a source that is not in the files.
    DataError
        If things are the same only because of the project's own ontology, or so many things are the same that their
        statements would be most of the graph.
    """
    import numpy as np

    from kg.build.kept import keep
    from kg.build.rows import DecodedRows, accepted_rows, accepted_rows_of_both, concluded, distinct_rows

    dictionary = loaded.dictionary
    with gc_paused():
        progress("accepting")
        files = _counting(loaded, scope)
        kept = apply_judgements(files)
        cut = _cut(files, kept, scope)
        uncut = cut if all(map(operator.is_, files, kept)) else _cut(files, files, scope)
        progress("reasoning")
        infer = partial(concluded, dictionary=dictionary, engine=engine, check=partial(refuse_many_names, loaded))
        if uncut is cut:
            accepted = rows = accepted_rows(cut.accepted)
        else:
            rows, accepted = accepted_rows_of_both(cut.accepted, uncut.accepted)
        judged = infer(rows)
        unjudged = judged if np.array_equal(accepted, rows) else infer(accepted)
        _refuse_same_things(loaded, judged)
        difference = None if unjudged is judged else _difference(judged, unjudged, dictionary)
        changes = changes_by_judgements(difference)
        sizes = distinct_rows(cut.stated)
    graphs = {part.iri: DecodedRows(part.rows, dictionary) for part in cut.stated}
    content = Content(
        {
            **graphs,
            ACCEPTED: DecodedRows(judged.accepted, dictionary),
            INFERRED: DecodedRows(judged.inferred, dictionary),
        },
        difference,
        None if base is None else base.edit(loaded, cut.stated, judged.accepted, judged.inferred),
        partial(
            keep,
            code=code,
            loaded=loaded,
            accepted=judged.accepted,
            inferred=judged.inferred if scope.is_whole else None,
        ),
    )
    manifest = Manifest(
        name=name,
        title=project.title,
        data_version=project.version,
        base=project.base,
        licence=project.licence,
        attribution=project.attribution,
        engine=engine_name(engine),
        graphs=tuple(
            GraphInfo(part.iri.value, part.file.role, project.path_of(part.file), size)
            for part, size in zip(cut.stated, sizes, strict=True)
        ),
        accepted=len(judged.accepted),
        inferred=len(judged.inferred),
        prefixes=loaded.prefixes,
        scope=scope,
        undated=cut.undated,
        left_out=changes.left_out,
        added=changes.added,
        changed=changes.changed,
        unjudged=None if unjudged is judged else Counts(len(unjudged.accepted), len(unjudged.inferred)),
    )
    findings = [*loaded.findings]
    if judged.inconsistencies:
        texts = {part.iri.value: (project.path_of(part.file), part.text) for part in cut.stated}
        findings += inconsistency_findings(judged, in_memory(content, manifest), texts)
    if scope.is_dated:
        findings += without_date(loaded.parsed, loaded.prefixes)
    if scope.known_by:
        findings += possibly_known(loaded.parsed, scope.known_by, loaded.prefixes)
    return content, replace(manifest, findings=sort_findings(findings))


def in_memory(content: Content, manifest: Manifest) -> Snapshot:
    """Make a snapshot in memory from what a build stores."""
    store = ox.Store()
    store.bulk_extend(in_order(content.quads()))
    difference = content.unjudged
    return Snapshot(manifest, store, Path(), None if difference is None else lambda: changed_copy(store, difference))


def changed_copy(store: ox.Store, difference: Difference) -> ox.Store:
    """Copy a store with some statements added and removed."""
    copy = ox.Store()
    copy.bulk_extend(store)
    for quad in difference.remove:
        copy.remove(quad)
    copy.extend(difference.add)
    return copy


def _refuse_same_things(loaded: LoadedFiles, graphs: Graphs) -> None:
    """Raise an error if things are the same only because of the project's own ontology."""
    if any(part.file.role == "ontology" and not part.file.shipped for part in loaded.parsed):
        found = [*things_made_the_same(loaded.parsed, graphs, loaded.prefixes)]
        if found:
            raise DataError("nothing was built: the ontology of the project makes things the same", found)


def _difference(judged: Graphs, unjudged: Graphs, dictionary: TermDictionary) -> Difference:
    """Return what changes in the two graphs without the judgements."""
    from kg.build.rows import minus, quads

    parts = ((ACCEPTED, judged.accepted, unjudged.accepted), (INFERRED, judged.inferred, unjudged.inferred))
    return Difference(
        [quad for graph, old, new in parts for quad in quads(minus(new, old), dictionary, graph)],
        [quad for graph, old, new in parts for quad in quads(minus(old, new), dictionary, graph)],
    )


def accepted_in(files: Iterable[ParsedFile]) -> frozenset[Triple]:
    """Return the triples of the accepted graph: those of the files, with one pair for each date of a thing.

    Parameters
    ----------
    files : iterable of ParsedFile
        The files in scope, without what is rejected.

    Examples
    --------
    >>> from kg.load.files import load_project
    >>> from kg.project.find import shipped
    >>> files = load_project(shipped()).parsed
    >>> accepted_in(files) < {triple for part in files for triple in part.triples}
    True
    """
    parts = tuple(files)
    return frozenset(triple for part in parts for triple in part.triples) - superseded_dates(parts)


@contextlib.contextmanager
def gc_paused() -> Iterator[None]:
    """Disable garbage collection in a block: building makes no cycles, and a collection would visit every triple."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            # What is left counts as old, so that the next collection does not visit all of it at once.
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
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


def _counting(loaded: LoadedFiles, scope: Scope, whole: Sequence[ParsedFile] | None = None) -> Sequence[ParsedFile]:
    """Return what was stated by the sources in scope, known by its day, with the judgements that count in it."""
    files = _selected(loaded, scope)
    if scope.known_by is not None:
        files = known_by(files, scope.known_by)
    return counting(files, loaded.parsed if whole is None else whole, judgements=scope.judgements)


def _cut(files: Sequence[ParsedFile], accepted: Sequence[ParsedFile], scope: Scope) -> Selection:
    """Cut files by valid time; ``accepted`` are those without what judgements reject."""
    if scope.at is None:
        return Selection(files, accepted)
    cut = holding_at(files, accepted, scope.at)
    return Selection(cut.stated, cut.accepted, cut.undated)


def without_judgements(unjudged: frozenset[Triple], accepted: frozenset[Triple], inferred: frozenset[Triple]) -> Both:
    """Return the accepted and the inferred graph that there would be if judgements rejected nothing.

    The judgements stay stated, but reject nothing. Without one that rejects something, there is nothing to infer again.

    Parameters
    ----------
    unjudged : frozenset of triple
        What would be accepted if judgements rejected nothing.
    accepted, inferred : frozenset of triple
        The accepted and the inferred graph.

    Examples
    --------
    >>> from pyoxigraph import NamedNode as N
    >>> triple = (N("urn:a"), N("urn:b"), N("urn:c"))
    >>> without_judgements(frozenset({triple}), frozenset(), frozenset())
    (frozenset({(<NamedNode value=urn:a>, <NamedNode value=urn:b>, <NamedNode value=urn:c>)}), frozenset())
    """
    if unjudged == accepted:
        return accepted, inferred
    return unjudged, materialise(unjudged).triples


class Changes(NamedTuple):
    """What judgements change, as the manifest of a build records it."""

    left_out: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


def changes_by_judgements(difference: Difference | None) -> Changes:
    """Return what judgements change.

    Parameters
    ----------
    difference : Difference, optional
        What changes in the accepted and in the inferred graph without the judgements; None if nothing does.

    Examples
    --------
    >>> from pyoxigraph import NamedNode as N, Quad
    >>> triple = (N("urn:a"), N("urn:b"), N("urn:c"))
    >>> changes_by_judgements(Difference([Quad(*triple, ACCEPTED)], []))
    Changes(left_out=('<urn:a> <urn:b> <urn:c>',), added=(), changed=())
    >>> changes_by_judgements(Difference([Quad(*triple, ACCEPTED)], [Quad(*triple, INFERRED)]))
    Changes(left_out=(), added=(), changed=('<urn:a> <urn:b> <urn:c>',))
    """
    if difference is None:
        return Changes()
    # No statement is in both graphs, so what one of them gets and the other one loses stays in the two together.
    there, here = (frozenset(map(plain, quads)) for quads in (difference.add, difference.remove))
    left_out, added, moved = there - here, here - there, here & there
    anonymous = {*filter(_is_anonymous, left_out | added)}
    lines = (_lines(left_out - anonymous), _lines(added - anonymous), _lines(moved | anonymous))
    return Changes(*lines)


def difference_of(judged: Both, unjudged: Both) -> Difference | None:
    """Return what changes in a store without the judgements; None if nothing does."""
    if unjudged == judged:
        return None
    parts = [(graph, old, new) for graph, old, new in zip((ACCEPTED, INFERRED), judged, unjudged, strict=True)]
    return Difference(
        [quad for graph, old, new in parts for quad in _quads(new - old, graph)],
        [quad for graph, old, new in parts for quad in _quads(old - new, graph)],
    )


def _is_anonymous(triple: Triple) -> bool:
    return any(isinstance(term, ox.BlankNode) for term in triple)


def _lines(triples: Iterable[Triple]) -> tuple[str, ...]:
    """Write triples as lines, sorted; all blank nodes have one name, because their own differ from build to build."""
    return tuple(sorted({" ".join("_:b" if isinstance(t, ox.BlankNode) else str(t) for t in s) for s in triples}))


def _quads(triples: Iterable[Triple], graph: ox.NamedNode) -> Iterable[ox.Quad]:
    return (ox.Quad(s, p, o, graph) for s, p, o in triples)
