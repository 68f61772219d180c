"""Builds a project: compute the name of the build, open the build if it exists, else make and write it.

The name of a build is a hash of everything that it depends on, so each build is made only once.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import DataError, Finding, NoRoomError, OutputError, ProjectError, sort_findings
from kg.project.contents import Content, Inputs, digest_of, note_files, read_files
from kg.project.imported import without_data
from kg.project.paths import as_utf8, display
from kg.project.project import NOWHERE, Project, SourceFile, data_ending
from kg.reason import Engine, engine_name
from kg.store.builds import (
    DamagedBuildError,
    is_built,
    last_good,
    make_last,
    read_snapshot,
    temporary_snapshot,
    write_snapshot,
)
from kg.store.checksums import problem_of
from kg.store.content import Content as Graphs
from kg.store.manifest import FORMAT, Manifest
from kg.store.scope import WHOLE, Scope, scope_text
from kg.store.snapshot import Snapshot

if TYPE_CHECKING:
    from kg.build.assemble import Progress
    from kg.build.kept import Base
    from kg.load.parsed import KnownFiles, LoadedFiles

#: The rooms whose code determines the content of a build; other code makes another build.
ROOMS = ("rdf", "project", "load", "store", "reason", "temporal", "build")


def _warn(note: str) -> None:
    warnings.warn(note, stacklevel=4)


def open_snapshot(
    project: Project,
    scope: Scope = WHOLE,
    engine: Engine = "kg",
    *,
    progress: Progress = lambda _: None,
    note: Callable[[str], None] = _warn,
) -> Snapshot:
    """Return the snapshot of a project with its present files; build it if it does not exist.

    A build that cannot be written, as on a read-only file system, is a temporary copy.

    Parameters
    ----------
    project : Project
    scope : Scope, optional
        Which statements of the project to use; by default all.
    engine : {"kg", "owlrl"}, optional
        The reasoner. Both infer the same triples.
    progress : callable, optional
        Called with the name of each step.
    note : callable, optional
        Called if a build is damaged, and if the snapshot cannot be written; default: a Python warning.

    Raises
    ------
    DataError
        If the files have errors; the last good build remains.
    ProjectError
        If there is nothing to build.
    """
    inputs = read_files(project, noted=_last(project))
    name = _name(project, scope, engine, inputs.contents)
    if is_built(project.build_folder(), name):
        try:
            return _opened(project, name, inputs)
        except DamagedBuildError as damaged:
            # It is built again; without a word if another process deleted it at this moment.
            if is_built(project.build_folder(), name):
                place = display(project.build_folder() / name)
                note(f"{place}: the build is damaged ({damaged.reason}), so it is built again")
    content, manifest = _make(project, scope, engine, name=name, contents=inputs.contents, progress=progress)
    try:
        return _write(project, content, manifest, inputs, progress)
    except OutputError as error:
        from kg.build.assemble import in_memory

        note(f"{error}\nthe answer comes from a temporary copy, and the next command builds the graph again")
        return temporary_snapshot(content, manifest) or in_memory(content, manifest)


def open_last(project: Project) -> Snapshot:
    """Return the last successful build of a project, even if its files have changed.

    Raises
    ------
    ProjectError
        If there is none.
    """
    name = last_good(project.build_folder())
    if name is None:
        raise ProjectError(f"{display(project.root)}: no earlier build; run: kg build")
    return read_snapshot(project.build_folder(), name)


def build(
    project: Project, scope: Scope = WHOLE, engine: Engine = "kg", *, progress: Progress = lambda _: None
) -> Snapshot:
    """Build a project like `open_snapshot`, but a snapshot that cannot be written is an error.

    Raises
    ------
    OutputError
        If the snapshot cannot be written; earlier builds remain.
    """
    inputs = read_files(project, noted=_last(project))
    name = _name(project, scope, engine, inputs.contents)
    if is_built(project.build_folder(), name):
        with contextlib.suppress(DamagedBuildError):
            snapshot = _opened(project, name, inputs)
            make_last(project.build_folder(), snapshot.manifest)
            return snapshot
    made = _make(project, scope, engine, name=name, contents=inputs.contents, progress=progress)
    return _write(project, *made, inputs, progress)


def is_current(project: Project, scope: Scope = WHOLE, engine: Engine = "kg") -> bool:
    """Return whether there is a build of the present files."""
    return is_built(project.build_folder(), build_name(project, scope, engine))


def build_name(project: Project, scope: Scope = WHOLE, engine: Engine = "kg") -> str:
    """Return the name of the build of the present files, whether or not it exists.

    Parameters
    ----------
    project : Project
    scope : Scope, optional
    engine : {"kg", "owlrl"}, optional

    Examples
    --------
    >>> from kg.project.find import shipped
    >>> build_name(shipped()) == build_name(shipped(), Scope(background=False))
    False
    """
    return _name(project, scope, engine, read_files(project, noted=_last(project)).contents)


def _last(project: Project) -> Path | None:
    """Return the folder of the last good build."""
    name = last_good(project.build_folder())
    return None if name is None else project.build_folder() / name


def _opened(project: Project, name: str, inputs: Inputs) -> Snapshot:
    """Open a build; note the files if one has changed since, such as a copy of a project, or a file written again."""
    snapshot = read_snapshot(project.build_folder(), name)
    if not inputs.is_noted and snapshot.folder == _last(project):
        note_files(snapshot.folder, inputs)
    return snapshot


def findings_of(project: Project, snapshot: Snapshot) -> tuple[Finding, ...]:
    """Return the findings of a build, with paths relative to the working directory."""
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
            "is not read, because its name does not end in .ttl",
            "warning",
            path=as_utf8(path.relative_to(project.root).as_posix()),
            remedy="rename it" if data_ending(path) in (".ttl", ".turtle") else "convert it to Turtle, or move it away",
        )
    for folder in without_data(project.root):
        yield Finding(
            "not-read",
            "is not read, because it contains neither a .ttl file nor an import.toml",
            "warning",
            path=as_utf8(folder.relative_to(project.root).as_posix()),
            remedy="delete the folder, or let kg import write into it",
        )


def _name(project: Project, scope: Scope, engine: Engine, contents: Mapping[SourceFile, Content]) -> str:
    """Hash all that a build depends on: files, settings, scope, rules, engine, format and the code of `ROOMS`."""
    # All settings except the folder of the project, which changes nothing.
    parts: list[object] = [
        FORMAT,
        engine_name(engine),
        replace(project, root=Path()),
        json.dumps(scope.as_dict()),
        _code(),
    ]
    for file, content in contents.items():
        parts += (file.role, file.imported, file.path.name, digest_of(content))
    return _digest([*parts, *_unread(project)])[:20]


@cache
def _code() -> str:
    """Hash the code that determines the content of a build."""
    package = Path(__file__).parents[1]
    paths = sorted(path for room in ROOMS for path in (package / room).rglob("*.*"))
    files = [
        (path.relative_to(package).as_posix(), path.read_bytes()) for path in paths if path.suffix in (".py", ".toml")
    ]
    return _digest(part for file in files for part in file)


def _digest(parts: Iterable[object]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else str(part).encode(errors="surrogateescape")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


@contextlib.contextmanager
def _interruptible() -> Iterator[None]:
    """Say in an interruption that it harms no build."""
    try:
        yield
    except KeyboardInterrupt as error:
        raise KeyboardInterrupt("earlier builds are unchanged") from error


@_interruptible()
def _make(
    project: Project,
    scope: Scope,
    engine: Engine,
    *,
    name: str,
    contents: Mapping[SourceFile, Content],
    progress: Progress,
) -> tuple[Graphs, Manifest]:
    # Imported only to build: an answer from a build needs neither.
    from kg.build.assemble import make
    from kg.load.files import load

    progress("reading sources")
    base = _base(project)
    loaded = load(contents, foreign=project.foreign, lenient=scope.lenient, known=base.known if base else None)
    loaded.findings.extend(_unread(project))
    findings = sort_findings(_from_here(project, loaded.findings))
    errors = sum(finding.severity == "error" for finding in findings)
    if errors:
        kept = last_good(project.build_folder()) is not None
        raise DataError(
            f"nothing was built, because of {errors} error{'' if errors == 1 else 's'}"
            + ("; the last good build is unchanged" if kept else ""),
            findings,
            kept=kept,
        )
    return make(project, loaded, scope, engine, name=name, code=_code(), progress=progress, base=base)


def load_again(project: Project, *, lenient: bool = False) -> LoadedFiles:
    """Read the files of a project as `load_project` does; those that the last build has read are not parsed again.

    Parameters
    ----------
    project : Project
    lenient : bool, optional
        As in `kg.load.files.load`.

    Raises
    ------
    ProjectError
        If the project has no source.

    Examples
    --------
    >>> from kg.project.find import shipped
    >>> load_again(shipped()).findings
    []
    """
    from kg.load.files import load_project

    return load_project(project, lenient=lenient, known=known_files(project))


def known_files(project: Project) -> KnownFiles | None:
    """Return the files that the last build has read, so that they need not be parsed again; None if there is no build.

    Parameters
    ----------
    project : Project

    Examples
    --------
    >>> from kg.project.find import shipped
    >>> graph = open_snapshot(shipped())
    >>> len(known_files(shipped()).files) == len(graph.manifest.graphs)
    True
    """
    base = _base(project)
    return base.known if base else None


def _base(project: Project) -> Base | None:
    """Return the last good build, if it can be used to make another one."""
    from kg.build.kept import Base

    folder = _last(project)
    return None if folder is None or problem_of(folder) else Base.of(folder, _code())


@_interruptible()
def _write(project: Project, content: Graphs, manifest: Manifest, inputs: Inputs, progress: Progress) -> Snapshot:
    scope = scope_text(manifest.scope)
    progress(f"storing the graph{f' ({scope})' if scope else ''}")
    # A project may come from anybody, so it does not choose a folder elsewhere.
    if not project.shipped and project.build_folder().is_symlink():
        place = display(project.build_folder())
        raise OutputError(f"{place}: builds go into this folder of the project, but it is a link; delete the link")
    try:
        if project.build_folder() == NOWHERE:
            raise OutputError("this user has no home folder, so the build cannot be written")
        snapshot = write_snapshot(project.build_folder(), content, manifest)
        note_files(snapshot.folder, inputs)
        return snapshot
    except NoRoomError as error:
        other = "set KG_CACHE_DIR to a folder on" if project.shipped else "move the project to"
        raise NoRoomError(f"{error}\nmake room on this disk, or {other} a disk with more room") from error
    except OutputError as error:
        remedy = (
            "set KG_CACHE_DIR to a folder that can be written"
            if project.shipped
            else "make the folder of the project writable"
        )
        raise OutputError(f"{error}\n{remedy}") from error
