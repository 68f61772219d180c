"""Builds on disk: each appears by one rename and never changes, so it can be read while another process builds."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OutputError, ProjectError
from kg.rdf.model import ACCEPTED, INFERRED, in_order
from kg.store.manifest import Manifest
from kg.store.snapshot import Snapshot

#: The number of builds to keep; older ones are deleted.
KEEP = 8
#: Prefixes of what is written here until it is complete: a build, and the file with the name of the last good one.
_BUILDING, _CURRENT = ".building-", ".current-"


def is_built(folder: Path, name: str) -> bool:
    """Return whether there is a snapshot of a name; a folder that cannot be read has none."""
    try:
        return (folder / name / "manifest.json").is_file()
    except OSError:
        return False


def read_snapshot(folder: Path, name: str) -> Snapshot:
    """Load a snapshot into memory.

    Raises
    ------
    ProjectError
        If there is none, or it is damaged.
    """
    place = folder / name
    try:
        manifest = Manifest.from_json((place / "manifest.json").read_text(encoding="utf-8"))
        store = ox.Store()
        store.bulk_load(path=str(place / "dataset.nq"), format=ox.RdfFormat.N_QUADS)
        store.query("ASK {}", prefixes=dict(manifest.prefixes))  # Fails if the IRI of a prefix is not valid.
    except (OSError, ValueError, KeyError, TypeError, SyntaxError) as error:
        raise ProjectError(f"{place}: no build that can be read ({error}); make it again with: kg build") from error
    stated = {info.iri for info in manifest.graphs if info.triples} | {ACCEPTED.value, INFERRED.value}
    if len(store) != manifest.size or not stated.issuperset(graph.value for graph in store.named_graphs()):
        raise ProjectError(f"{place}: the build is not complete; make it again with: kg build")
    return Snapshot(manifest, store, place)


def write_snapshot(folder: Path, store: ox.Store, manifest: Manifest) -> Snapshot:
    """Write a snapshot, and make it the last good one if it is of the whole project.

    It becomes visible only when it is complete.

    Raises
    ------
    OutputError
        If it cannot be written; earlier builds remain.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _locked(folder, alone=False):
            _write(folder, store, manifest)
    except OSError as error:
        if folder.exists() and not folder.is_dir():
            raise OutputError(f"{folder}: builds go into this folder, but it is a file; move it away") from error
        kept = "; the last good build is unchanged" if last_good(folder) else ""
        raise OutputError(f"{folder}: the build cannot be written ({error.strerror or error}){kept}") from error
    with contextlib.suppress(OSError):  # Another process may delete them at the same time.
        _delete_old(folder, keep={manifest.name, last_good(folder)})
        _delete_unfinished(folder)
    return Snapshot(manifest, store, folder / manifest.name)


def _write(folder: Path, store: ox.Store, manifest: Manifest) -> None:
    import shutil
    import tempfile

    target = folder / manifest.name
    working = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=folder))
    try:
        ox.serialize(in_order(store), str(working / "dataset.nq"), format=ox.RdfFormat.N_QUADS)
        (working / "manifest.json").write_text(manifest.to_json(), encoding="utf-8")
        if not _is_sound(folder, manifest.name):
            _delete(target)
            try:
                working.rename(target)
            except OSError:
                # Another process may have written the same snapshot in the meantime; then use that one.
                if not is_built(folder, manifest.name):
                    raise
        _point_to(folder, manifest)
    finally:
        shutil.rmtree(working, ignore_errors=True)


@contextlib.contextmanager
def _locked(folder: Path, *, alone: bool) -> Iterator[bool]:
    """Hold a lock on a folder of builds: shared by all processes that write a build, or alone if none does.

    The system releases it when the process ends, also if it is killed. Yields whether it is held.
    """
    if sys.platform == "win32":  # It has no locks of folders, so unfinished builds stay.
        yield False
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB if alone else fcntl.LOCK_SH)
            held = True
        except OSError:  # Another process has it, or the file system has no locks.
            held = False
        yield held
    finally:
        os.close(handle)


def _is_sound(folder: Path, name: str) -> bool:
    """Return whether there is a snapshot that can be read; a damaged one is replaced."""
    try:
        return is_built(folder, name) and read_snapshot(folder, name) is not None
    except ProjectError:
        return False


def _delete(path: Path) -> None:
    """Delete a file, or a folder with all that is in it, if there is one."""
    import shutil

    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def last_good(folder: Path) -> str | None:
    """Return the name of the last build of the whole project that succeeded."""
    try:
        name = (folder / "current").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return name if name and is_built(folder, name) else None


def _point_to(folder: Path, manifest: Manifest) -> None:
    """Make this build the last good one, unless its scope is only a part of the project."""
    if not manifest.scope.is_whole:
        return
    import tempfile

    handle, name = tempfile.mkstemp(prefix=_CURRENT, dir=folder)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(manifest.name + "\n")
    if (current := folder / "current").is_dir():
        _delete(current)  # A folder of this name would stop every build.
    Path(name).replace(current)


def _delete_old(folder: Path, keep: set[str | None]) -> None:
    """Delete all but the newest builds; a process that reads an older one has it in memory."""
    import shutil

    builds = sorted(
        (path for path in folder.iterdir() if (path / "manifest.json").is_file()),
        key=lambda path: path.stat().st_mtime_ns,
        reverse=True,
    )
    for path in builds[KEEP:]:
        if path.name not in keep:
            shutil.rmtree(path, ignore_errors=True)


def _delete_unfinished(folder: Path) -> None:
    """Delete what builds have left that were killed while writing, unless another process is writing now."""
    with _locked(folder, alone=True) as held:
        for path in [*folder.glob(f"{_BUILDING}*"), *folder.glob(f"{_CURRENT}*")] if held else ():
            _delete(path)
