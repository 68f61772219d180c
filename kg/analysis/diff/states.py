"""States of a graph by name: a day, an earlier build, a revision in git, or the present files."""

from __future__ import annotations

import io
import re
import subprocess
import tarfile
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Literal

from kg.build.assemble import assemble
from kg.errors import DataError, ProjectError, UnknownNameError, UsageError
from kg.load.files import load_project
from kg.load.parsed import LoadedFiles
from kg.project.paths import CONFIG, display
from kg.project.project import Project
from kg.store.builds import last_good, read_snapshot
from kg.store.scope import Scope
from kg.store.snapshot import Snapshot
from kg.temporal.intervals import read_date

Clock = Literal["known-by", "at"]


#: The present files.
NOW = "now"


#: The last successful build.
LAST = "last"


def state(project: Project, name: str, clock: Clock = "known-by") -> Snapshot:
    """Return a state of a project by its name.

    Parameters
    ----------
    project : Project
    name : str
        A day such as ``2023-12-31``; ``now``; ``last``, the last successful build; at least the first four letters of
        the name of a build; or a revision in git, such as ``v0.1.0`` or ``HEAD~3``.
    clock : {"known-by", "at"}
        The meaning of a day: what had been published by then, or what held then.

    Returns
    -------
    Snapshot
        In memory; nothing is written.

    Raises
    ------
    UnknownNameError
        If the name is none of these.
    DataError
        If the files of that revision have errors.

    Examples
    --------
    >>> from kg.project.find import shipped
    >>> state(shipped(), "2023-12-31").manifest.scope.known_by
    datetime.date(2023, 12, 31)
    """
    if name == NOW:
        # In memory, so that the comparison does not change the last build.
        return _assemble(project, load_project(project), Scope(), name)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", name):
        day = read_date(name)
        scope = Scope(known_by=day) if clock == "known-by" else Scope(at=day)
        return _assemble(project, load_project(project), scope, name)
    folder = project.build_folder()
    if build := last_good(folder) if name == LAST else _build_called(folder, name):
        return read_snapshot(folder, build)
    return _revision(project, name)


def _build_called(folder: Path, name: str) -> str | None:
    """Return the build whose name begins with some letters, if there is one."""
    if not re.fullmatch(r"[0-9a-f]{4,20}", name) or not folder.is_dir():
        return None
    hits = sorted(path.parent.name for path in folder.glob(f"{name}*/manifest.json"))
    if len(hits) > 1:
        raise UsageError(f"the names of {len(hits)} builds begin with {name!r}: {', '.join(hits)}")
    return hits[0] if hits else None


def _assemble(project: Project, loaded: LoadedFiles, scope: Scope, name: str) -> Snapshot:
    errors = [finding for finding in loaded.findings if finding.severity == "error"]
    if errors:
        raise DataError(f"{name}: cannot be compared, because of {len(errors)} errors in its files", loaded.findings)
    return assemble(project, loaded, scope)


def _revision(project: Project, name: str) -> Snapshot:
    """Build the files of a project as they were in a revision of its git repository."""
    known = (NOW, LAST)
    hint = "give a day (2023-12-31), now, last, a build or a revision in git"
    commit = _git(project.root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if commit is None:
        raise UnknownNameError("state", name, known, hint)
    revision = commit.decode().strip()
    there = (_git(project.root, "ls-tree", "--name-only", revision) or b"").decode().split("\n")
    wanted = [entry for entry in ("data", "ontology", CONFIG) if entry in there]
    archive = _git(project.root, "archive", "--format=tar", revision, "--", *wanted) if wanted else None
    if archive is None:
        raise ProjectError(f"{name}: {display(project.root)} has no data in this revision")
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        with tarfile.open(fileobj=io.BytesIO(archive)) as files:
            plain = [member for member in files if member.isfile()]  # a link could lead anywhere
            # Filters came with Python 3.11.4 (PEP 706), and Debian 12 has 3.11.2.
            if hasattr(tarfile, "data_filter"):
                files.extractall(folder, plain, filter="data")
            else:
                files.extractall(folder, plain)
        then = replace(project, root=Path(folder))
        return _assemble(then, load_project(then), Scope(), name)


def _git(folder: Path, *arguments: str) -> bytes | None:
    try:
        run = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)
    except OSError:
        return None
    return run.stdout if run.returncode == 0 else None


def last_release(project: Project) -> str:
    """Return the newest tag in git, from which release notes start.

    Raises
    ------
    UsageError
        If there is none.
    """
    tag = _git(project.root, "describe", "--tags", "--abbrev=0")
    if tag is None:
        raise UsageError("there is no tag in git here; give a day, a build or a revision")
    return tag.decode().strip()
