"""Load, accept, reason, write: from the files of a project to a snapshot.

The only module that makes snapshots. A snapshot is named by everything that it depends on, so the right
one either is there already, or is built now.
"""

from __future__ import annotations

import contextlib
import datetime
import gc
import hashlib
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox

from kg.build.accept import less_rejected
from kg.build.inconsistencies import clash_findings
from kg.errors import DataError, Finding, OutputError, ProjectError, UnknownNameError, sort_findings
from kg.load.documents import Loaded, Parsed
from kg.load.files import load
from kg.project.paths import display
from kg.project.project import Project, SourceFile
from kg.rdf import terms
from kg.rdf.model import ACCEPTED, INFERRED, Triple, in_order
from kg.reason import Engine, Inferences, engine_name, materialise
from kg.store.disk import is_built, last_good, read_snapshot, write_snapshot
from kg.store.manifest import FORMAT, GraphInfo, Manifest
from kg.store.snapshot import Snapshot
from kg.temporal.intervals import read_date
from kg.temporal.knowledge_time import known_by, without_date
from kg.temporal.valid_time import holding_at

Progress = Callable[[str], None]
#: The rooms whose code decides what a build holds; with other code, it is another build.
ROOMS = ("rdf", "project", "load", "store", "reason", "temporal", "build")


@dataclass(frozen=True)
class Selection:
    """Which sources a graph rests on.

    Parameters
    ----------
    sources : tuple of str
        IRIs, CURIEs or last parts of the IRIs of the sources to keep; empty for all.
    background : bool
        Whether statements that no source makes (memberships, tenures) count.
    engine : {"kg", "owlrl"}
        Which reasoner draws the conclusions; they are the same.
    at : datetime.date, optional
        Only what held on this day counts.
    known_by : datetime.date, optional
        Only what had been published by this day counts.
    """

    sources: tuple[str, ...] = ()
    background: bool = True
    engine: Engine = "kg"
    at: datetime.date | None = None
    known_by: datetime.date | None = None

    @classmethod
    def read(cls, text: str) -> Selection:
        """Read what ``str`` wrote; the reasoner is not in it, and draws the same conclusions.

        Parameters
        ----------
        text : str

        Examples
        --------
        >>> Selection.read("only a, b; without background; at 2024-01-01").sources
        ('a', 'b')
        """
        parts = text.split("; ") if text else []
        words = ("only ", "at ", "known by ")
        only, at, known_by = (next((p.removeprefix(w) for p in parts if p.startswith(w)), None) for w in words)
        return cls(
            sources=tuple(only.split(", ")) if only else (),
            background="without background" not in parts,
            at=read_date(at) if at else None,
            known_by=read_date(known_by) if known_by else None,
        )

    def __str__(self) -> str:
        parts = [f"only {', '.join(sorted(self.sources))}"] if self.sources else []
        parts += [] if self.background else ["without background"]
        parts += [f"at {self.at}"] if self.at else []
        return "; ".join(parts + ([f"known by {self.known_by}"] if self.known_by else []))


def _warn(note: str) -> None:
    warnings.warn(note, stacklevel=4)


def open_snapshot(
    project: Project,
    selection: Selection = Selection(),
    progress: Progress = lambda _: None,
    note: Callable[[str], None] = _warn,
) -> Snapshot:
    """Return the snapshot of a project as its files are now; build it if it is not there.

    Where a build cannot be written, as on a file system that only reads, it is held in memory.

    Parameters
    ----------
    project : Project
    selection : Selection, optional
    progress : callable, optional
        Called with the name of each step.
    note : callable, optional
        Called where the snapshot cannot be written, with the reason; a Python warning unless told.

    Raises
    ------
    DataError
        Where the files have errors; the last good build stays.
    ProjectError
        Where there is nothing to build.
    """
    contents = _read(project)
    name = _name(project, selection, contents)
    if is_built(project.build_folder(), name):
        # One that is damaged, or that another process discards just now, is built again.
        with contextlib.suppress(ProjectError):
            return read_snapshot(project.build_folder(), name)
    snapshot = _make(project, selection, name, contents, progress)
    try:
        return _write(project, snapshot, progress)
    except OutputError as error:
        note(f"{error}\nthis answer comes from memory, and the next one builds again")
        return snapshot


def open_last(project: Project) -> Snapshot:
    """Return the last build of a project that succeeded, whatever its files say now.

    Raises
    ------
    ProjectError
        Where there is none.
    """
    name = last_good(project.build_folder())
    if name is None:
        raise ProjectError(f"{display(project.root)}: no earlier build; run: kg build")
    return read_snapshot(project.build_folder(), name)


def build(project: Project, selection: Selection = Selection(), progress: Progress = lambda _: None) -> Snapshot:
    """Build a project even where its snapshot is there, and write it; else as `open_snapshot`.

    Raises
    ------
    OutputError
        Where the snapshot cannot be written; the builds that are there stay.
    """
    contents = _read(project)
    return _write(project, _make(project, selection, _name(project, selection, contents), contents, progress), progress)


def is_current(project: Project, selection: Selection = Selection()) -> bool:
    """Tell whether a build of the files as they are now is there already."""
    return is_built(project.build_folder(), _name(project, selection, _read(project)))


def findings_of(project: Project, snapshot: Snapshot) -> tuple[Finding, ...]:
    """Return what was found while building, with paths that lead to the files from the working directory."""
    return _from_here(project, snapshot.manifest.findings)


def _from_here(project: Project, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(
        replace(finding, path=display(project.root / finding.path))
        if finding.path and (project.root / finding.path).exists()
        else finding
        for finding in findings
    )


def _unread(project: Project) -> Iterator[Finding]:
    for path in project.unread():
        yield Finding(
            "not-read",
            "is not read: only files whose names end in .ttl are",
            "warning",
            path=path.relative_to(project.root).as_posix(),
            remedy="rename it"
            if path.suffix.lower() in (".ttl", ".turtle")
            else "convert it to Turtle, or move it away",
        )


def parse_project(project: Project) -> Loaded:
    """Load the files of a project without building; for checks of files that cannot be built."""
    return load(project.files(), _read(project))


def _read(project: Project) -> dict[SourceFile, bytes | OSError]:
    files = project.files()
    if not any(file.role == "source" for file in files):
        folder = display(project.root / "data" / "sources")
        raise ProjectError(
            f"{folder}: no source here, so there is nothing to build; write one document as one .ttl file "
            "into it (kg init makes a project with an example to copy)"
        )
    contents: dict[SourceFile, bytes | OSError] = {}
    for file in files:
        try:
            contents[file] = file.path.read_bytes()
        except OSError as error:
            contents[file] = error
    return contents


def _name(project: Project, selection: Selection, contents: dict[SourceFile, bytes | OSError]) -> str:
    """Hash all that a build depends on: files, settings, rules, engine, format and kg's own code."""
    digest = hashlib.sha256()

    def add(*values: object) -> None:
        for value in values:
            data = value if isinstance(value, bytes) else str(value).encode()
            digest.update(len(data).to_bytes(8, "big") + data)

    # All of the project but its folder: where it lies changes nothing.
    add(FORMAT, engine_name(selection.engine), replace(project, root=Path()), selection)
    package = Path(__file__).parents[1]
    for path in sorted(path for room in ROOMS for path in (package / room).rglob("*.*")):
        if path.suffix in (".py", ".toml"):
            add(path.relative_to(package).as_posix(), path.read_bytes())
    for file, content in contents.items():
        add(file.role, file.path.name, content)
    add(*(path.relative_to(project.root) for path in project.unread()))
    return digest.hexdigest()[:20]


def _make(
    project: Project,
    selection: Selection,
    name: str,
    contents: dict[SourceFile, bytes | OSError],
    progress: Progress,
) -> Snapshot:
    progress("reading sources")
    loaded = load(contents, contents)
    loaded.findings.extend(_unread(project))
    findings = sort_findings(_from_here(project, loaded.findings))
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        kept = "; the last good build stays in place" if last_good(project.build_folder()) else ""
        raise DataError(f"nothing was built, because of {_count(len(errors), 'error')}{kept}", findings)
    return assemble(project, loaded, selection, name, progress)


def _write(project: Project, snapshot: Snapshot, progress: Progress) -> Snapshot:
    progress("writing")
    try:
        return write_snapshot(project.build_folder(), snapshot.store, snapshot.manifest)
    except OutputError as error:
        remedy = "set KG_CACHE_DIR to a folder that can be written" if project.shipped else "let the project be written"
        raise OutputError(f"{error}\n{remedy}") from error


@dataclass(frozen=True)
class Outcome:
    """What a graph holds: what is told, what is accepted of it, what follows, and what counts without a date."""

    told: tuple[Parsed, ...]
    accepted: frozenset[Triple]
    inferences: Inferences
    undated: tuple[str, ...]


def conclude(loaded: Loaded, selection: Selection, progress: Progress = lambda _: None) -> Outcome:
    """Accept what a selection leaves of some files, and reason over it.

    Parameters
    ----------
    loaded : Loaded
        The files, without errors.
    selection : Selection
    progress : callable, optional
        Called with the name of each step.

    Raises
    ------
    UnknownNameError
        Where the selection names a source that is not there.
    """
    progress("accepting")
    told, judged, undated = _slice(_select(loaded, selection), selection)
    accepted = frozenset(triple for part in judged for triple in part.triples)
    progress("reasoning")
    return Outcome(tuple(told), accepted, materialise(accepted, selection.engine), undated)


def assemble(
    project: Project, loaded: Loaded, selection: Selection, name: str = "", progress: Progress = lambda _: None
) -> Snapshot:
    """Make a snapshot in memory of what was loaded: accept, reason, and nothing written.

    Parameters
    ----------
    project : Project
    loaded : Loaded
        The files, without errors.
    selection : Selection
    name : str, optional
        The snapshot's name.
    progress : callable, optional
        Called with the name of each step.

    Raises
    ------
    UnknownNameError
        Where the selection names a source that is not there.
    """
    with no_collection():
        outcome = conclude(loaded, selection, progress)
        progress("filling the store")
        quads = [quad for part in outcome.told for quad in _quads(part.triples, part.iri)]
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
        engine=engine_name(selection.engine),
        selection=str(selection),
        at=str(selection.at or ""),
        undated=outcome.undated,
        graphs=tuple(
            GraphInfo(part.iri.value, part.file.role, place_of(part.file, project), len(set(part.triples)))
            for part in outcome.told
        ),
        accepted=len(outcome.accepted),
        inferred=len(outcome.inferences.triples),
        prefixes=loaded.prefixes,
    )
    texts = {part.iri.value: (place_of(part.file, project), part.text) for part in outcome.told}
    findings = (
        *loaded.findings,
        *clash_findings(outcome.inferences, Snapshot(manifest, store, Path()), texts),
        *(without_date(loaded.parsed, loaded.prefixes) if selection.at or selection.known_by else ()),
    )
    return Snapshot(replace(manifest, findings=sort_findings(findings)), store, Path())


@contextlib.contextmanager
def no_collection() -> Iterator[None]:
    """Collect no garbage meanwhile: there is none, and to look for it means to walk over every triple again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _slice(files: Sequence[Parsed], selection: Selection) -> tuple[Sequence[Parsed], Sequence[Parsed], tuple[str, ...]]:
    """Cut what is told by the two clocks and the judgements: as told, as accepted, and what has no date there."""
    told = files if selection.known_by is None else known_by(files, selection.known_by)
    accepted = less_rejected(told)
    if selection.at is None:
        return told, accepted, ()
    cut = holding_at(told, accepted, selection.at)
    return cut.stated, cut.accepted, cut.undated


def _quads(triples: Iterable[Triple], graph: ox.NamedNode) -> Iterable[ox.Quad]:
    return (ox.Quad(s, p, o, graph) for s, p, o in triples)


def _select(loaded: Loaded, selection: Selection) -> list[Parsed]:
    """Leave out what a selection leaves out."""
    sources = {part.iri.value: part for part in loaded.parsed if part.file.role == "source"}
    wanted: set[str] = set()
    for text in selection.sources:
        expanded = terms.expand(text, loaded.prefixes)
        hits = {iri for iri in sources if text in (iri, terms.local_name(iri)) or expanded == iri}
        if len(hits) != 1:
            names = sorted(terms.local_name(iri) for iri in sources)
            raise UnknownNameError("source", text, names, "sources: " + ", ".join(names))
        wanted |= hits
    return [
        part
        for part in loaded.parsed
        if (part.file.role != "background" or selection.background)
        and (part.file.role != "source" or not wanted or part.iri.value in wanted)
    ]


def place_of(file: SourceFile, project: Project) -> str:
    """Write the path of a file relative to its project, so that a build says nothing of the machine."""
    try:
        return file.path.relative_to(project.root).as_posix()
    except ValueError:
        return f"kg: {file.path.parent.name}/{file.path.name}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
