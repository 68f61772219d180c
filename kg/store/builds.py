"""Builds on disk: each appears by one rename and never changes, so it can be read while another process builds."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

from kg.errors import NoRoomError, OutputError, ProjectError
from kg.project.paths import display
from kg.project.read import read_content
from kg.project.write import locked, replace_file, swap, sync_folder
from kg.store.checksums import MANIFEST, ROOT, problem_of, write_sums
from kg.store.content import Content
from kg.store.disk import STORE, UNJUDGED, create_store, edit_store, open_store
from kg.store.manifest import Manifest, OtherFormatError
from kg.store.snapshot import Snapshot

#: The number of builds to keep; older ones are deleted.
KEEP = 8
#: The prefixes of a build that is not complete, and of a file that is not.
_BUILDING, _WRITING = ".building-", ".kg-"
#: What a system says if there is no room; RocksDB says it in a longer text, and gives no number of the error.
_NO_ROOM = tuple(os.strerror(getattr(errno, name)) for name in ("ENOSPC", "EDQUOT", "EFBIG") if hasattr(errno, name))


class DamagedBuildError(ProjectError):
    """A build that cannot be read, or is not as it was written; ``reason`` says what is wrong with it."""

    def __init__(self, place: Path, reason: object) -> None:
        self.reason = str(reason)
        super().__init__(f"{display(place)}: the build cannot be used ({reason}); make it again with: kg build")


def is_built(folder: Path, name: str) -> bool:
    """Return whether there is a snapshot of a name; a folder that cannot be read has none."""
    try:
        return (folder / name / MANIFEST).is_file()
    except OSError:
        return False


def read_snapshot(folder: Path, name: str) -> Snapshot:
    """Open a snapshot, if its files are as they were written.

    Raises
    ------
    DamagedBuildError
        If there is none, or it is damaged.
    """
    place = folder / name
    try:
        if problem := _problem_of(place):
            raise DamagedBuildError(place, problem)
        manifest = Manifest.from_json(read_content(place / MANIFEST, given=True).decode())
        if problem := _misplaced(place, manifest):
            raise DamagedBuildError(place, problem)
        return _opened(manifest, place)
    except (OSError, ValueError, KeyError, TypeError, SyntaxError, RuntimeError) as error:
        raise DamagedBuildError(place, error) from error


def _opened(manifest: Manifest, place: Path) -> Snapshot:
    store = open_store(place / STORE)
    store.query("ASK {}", prefixes=dict(manifest.prefixes))  # Fails if the IRI of a prefix is not valid.
    # Opened now, so that the snapshot does not need its folder any more.
    unjudged = open_store(place / UNJUDGED) if manifest.unjudged else None
    return Snapshot(manifest, store, place, None if unjudged is None else lambda: unjudged)


def verify(folder: Path) -> dict[str, str | None]:
    """Compare the files of all builds in a folder with their checksums.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    dict of str to str or None
        For the name of each build what is wrong with it, or None.

    Examples
    --------
    >>> verify(Path("nowhere"))
    {}
    """
    names = sorted({path.parent.name for name in (MANIFEST, STORE) for path in folder.glob(f"[!.]*/{name}")})
    found = {name: folder / name for name in names}
    return {name: _problem_of(place, thorough=True) or _misplaced(place) for name, place in found.items()}


def _problem_of(place: Path, *, thorough: bool = False) -> str | None:
    """Say what is wrong with the files of a build; those of another version of kg are not damaged, but of no use."""
    problem = problem_of(place, thorough=thorough)
    if problem is not None:
        try:
            Manifest.from_json(read_content(place / MANIFEST, given=True).decode())
        except OtherFormatError as error:
            return str(error)
        except (OSError, ValueError, KeyError, TypeError):
            pass  # Then its files say more.
    return problem


def _misplaced(place: Path, manifest: Manifest | None = None) -> str | None:
    """Say that a folder contains the files of another build."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        manifest = manifest or Manifest.from_json(read_content(place / MANIFEST, given=True).decode())
    return f"it is a copy of the build {manifest.name}" if manifest and manifest.name != place.name else None


def write_snapshot(folder: Path, content: Content, manifest: Manifest) -> Snapshot:
    """Write a snapshot, and make it the last good one if it is of the whole project.

    It becomes visible only when it is complete.

    Raises
    ------
    OutputError
        If it cannot be written; earlier builds remain. It is a `NoRoomError` if there is no room on the disk.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder, shared=True):
            snapshot = _write(folder, content, manifest)
    except (OSError, OutputError) as error:
        if os.path.lexists(folder) and not os.path.isdir(folder):  # noqa: PTH112  is_dir raises an error here
            raise OutputError(f"{folder}: builds go into this folder, but it is a file; move it away") from error
        kept = "; the last good build is unchanged" if last_good(folder) else ""
        reason = getattr(error, "strerror", None) or str(error)
        no_room = next((words for words in _NO_ROOM if words in reason), None)
        kind = NoRoomError if no_room else OutputError
        raise kind(f"{folder}: the build cannot be written ({no_room or reason}){kept}") from error
    with contextlib.suppress(OSError):  # Another process may delete them at the same time.
        _delete_old(folder, keep={manifest.name, last_good(folder)})
        _delete_unfinished(folder)
    return snapshot


def _write(folder: Path, content: Content, manifest: Manifest) -> Snapshot:
    import shutil
    import tempfile

    target = folder / manifest.name
    working = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=folder))
    try:
        fill(working, content, manifest)
        if problem_of(target) is not None:
            _put(working, target)
            sync_folder(folder)
        make_last(folder, manifest)
        return _opened(manifest, target)
    finally:
        shutil.rmtree(working, ignore_errors=True)


def temporary_snapshot(content: Content, manifest: Manifest) -> Snapshot | None:
    """Write a snapshot into a temporary folder, which is deleted at once; None if that is not possible.

    On Linux and macOS an open store does not need its folder any more.
    """
    import tempfile

    try:
        with tempfile.TemporaryDirectory(prefix="kg-", ignore_cleanup_errors=True) as folder:
            fill(Path(folder), content, manifest)
            return _opened(manifest, Path(folder))
    except (OSError, OutputError):
        return None


def fill(place: Path, content: Content, manifest: Manifest) -> None:
    """Write the files of a build into an empty folder.

    Raises
    ------
    OSError
        If they cannot be written.
    """
    root = _fill_store(place / STORE, content, manifest.name)
    replace_file(place / ROOT, root.encode())
    if content.unjudged is not None:
        edit_store(place / STORE, place / UNJUDGED, content.unjudged.add, content.unjudged.remove)
    if content.keep is not None:
        content.keep(place)
    replace_file(place / MANIFEST, manifest.to_json().encode())
    write_sums(place, content.edit.base if content.edit else None)


def _fill_store(folder: Path, content: Content, name: str) -> str:
    """Write the store of a build; return the name of the build of which it is an edited copy, or its own."""
    import shutil

    if (edit := content.edit) is not None:
        try:
            edit_store(edit.base / STORE, folder, edit.difference.add, edit.difference.remove)
        except OSError:  # Another process may have deleted the other build.
            shutil.rmtree(folder, ignore_errors=True)
        else:
            return edit.base.name
    create_store(folder, content.quads())
    return name


def _put(working: Path, target: Path) -> None:
    """Put a build into its place, also if something else is there, such as a damaged build."""
    try:
        swap(working, target)
    except OSError:  # There is nothing, or the system cannot exchange two names.
        try:
            working.rename(target)
        except OSError:
            # Another process may have written the same build in the meantime; then use that one.
            if problem_of(target) is not None:
                _delete(target)
                working.rename(target)


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
        name = read_content(folder / "current", given=True).decode().strip()
    except (OSError, UnicodeDecodeError):
        return None
    # It is the name of a folder here, not a path to another place.
    return name if name and name == Path(name).name and is_built(folder, name) else None


def make_last(folder: Path, manifest: Manifest) -> None:
    """Make a build the last good one, unless its scope is only a part of the project."""
    if not manifest.scope.is_whole or last_good(folder) == manifest.name:
        return
    current = folder / "current"
    if current.is_symlink() or current.is_dir():
        _delete(current)  # Through a link, another file would be written; a folder would stop every build.
    replace_file(current, f"{manifest.name}\n".encode())


def _delete_old(folder: Path, keep: set[str | None]) -> None:
    """Delete all but the newest builds, and those of which their stores were made.

    A process that reads an older one has its files open.
    """
    import shutil

    builds = sorted(
        (path for path in folder.iterdir() if (path / MANIFEST).is_file()),
        key=lambda path: path.stat().st_mtime_ns,
        reverse=True,
    )
    kept = {path.name for path in builds[:KEEP]} | {name for name in keep if name}
    kept |= {root for name in kept if (root := root_of(folder / name)) is not None}
    for path in builds:
        if path.name not in kept:
            shutil.rmtree(path, ignore_errors=True)


def root_of(place: Path) -> str | None:
    """Return the name of the build of whose store that of another build is an edited copy; its own if it is none."""
    try:
        return read_content(place / ROOT, given=True).decode()
    except (OSError, UnicodeDecodeError):
        return None


def _delete_unfinished(folder: Path) -> None:
    """Delete what builds have left that were killed while writing, unless another process is writing now."""
    with locked(folder, patience=0) as held:
        for path in [*folder.glob(f"{_BUILDING}*"), *folder.glob(f"{_WRITING}*")] if held else ():
            _delete(path)
