"""Reads the files of a project; of a file that has not changed since a build, only the hash is known.

A build notes the size, the time of the last change and the inode of each file, as git does in its index. A file with
the same ones has the same content, unless it was changed in the moments before they were noted.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import OutputError, ProjectError
from kg.project.paths import display, is_utf8, shipped_root
from kg.project.project import Project, SourceFile
from kg.project.read import UnreadableError, read_content
from kg.project.write import replace_file

#: The file in a build with what was noted.
INPUTS = "inputs.json"
#: For how long before it was noted a change may have the same time, in nanoseconds.
_UNCERTAIN = 2_000_000_000


@dataclass(frozen=True)
class Unchanged:
    """A file that is as it was when a build noted it; read when its text is needed.

    Parameters
    ----------
    path : Path
    digest : str
        The SHA-256 of its content.
    """

    path: Path
    digest: str


#: The content of a file, or why it could not be read.
Content = bytes | Unchanged | OSError
#: The size, time, inode and time of the last change of state of a file, and its SHA-256.
_State = tuple[int, int, int, int, str]


@dataclass(frozen=True)
class Inputs:
    """The files of a project in the order of loading, with their contents, and what to note of them.

    Parameters
    ----------
    contents : mapping of SourceFile to bytes, Unchanged or OSError
    states : mapping of str to state
        By the name of the file, relative to the project.
    """

    contents: Mapping[SourceFile, Content]
    states: Mapping[str, _State]

    @property
    def is_noted(self) -> bool:
        """Whether all files are as they were noted."""
        return all(isinstance(content, Unchanged) for content in self.contents.values())


def digest_of(content: Content) -> str:
    """Return the SHA-256 of the content of a file, or the reason why it could not be read.

    Examples
    --------
    >>> digest_of(b"")[:8]
    'e3b0c442'
    """
    if isinstance(content, Unchanged):
        return content.digest
    return str(content) if isinstance(content, OSError) else hashlib.sha256(content).hexdigest()


def read_files(project: Project, *, need_source: bool = True, noted: Path | None = None) -> Inputs:
    """Read the files of a project, in the order of loading.

    Parameters
    ----------
    project : Project
    need_source : bool, optional
        Whether a project without a source is an error.
    noted : Path, optional
        The folder of a build that may have noted the files.

    Raises
    ------
    ProjectError
        If the project has no source, and needs one.

    Examples
    --------
    >>> from kg.project.find import shipped
    >>> [file.path.name for file in read_files(shipped()).contents][0]
    'diplomacy.ttl'
    """
    files = project.files()
    if need_source and not any(file.role == "source" for file in files):
        folder = display(project.root / "data" / "sources")
        unread = [display(path) for path in project.unread()]
        note = f"; not read, because the name does not end in .ttl: {', '.join(unread[:5])}" if unread else ""
        raise ProjectError(
            f"{folder}: no source here, so there is nothing to build; describe each document in a .ttl file in "
            f"this folder (kg init creates a project with an example to copy){note}"
        )
    since, before = _read_noted(noted)
    contents: dict[SourceFile, Content] = {}
    states: dict[str, _State] = {}
    root, shipped = f"{project.root}{os.sep}", f"{shipped_root()}{os.sep}"
    for file in files:
        path = str(file.path)
        name = path.removeprefix(root) if path.startswith(root) else f"kg:{path.removeprefix(shipped)}"
        try:
            found = os.stat(path)  # noqa: PTH116  faster, and there may be thousands
            known = before.get(name)
            if known is not None and known[:-1] == _seen(found) and max(known[1], known[3]) < since:
                contents[file], states[name] = Unchanged(file.path, known[-1]), known
                continue
            contents[file] = content = _read(file, project)
            states[name] = (*_seen(found), digest_of(content))
        except OSError as error:
            contents[file] = error
    return Inputs(contents, states)


def _seen(found: os.stat_result) -> tuple[int, int, int, int]:
    """Return what is compared of a file, as git does: a copy may keep the size, the time and even the inode."""
    return (found.st_size, found.st_mtime_ns, found.st_ino, found.st_ctime_ns)


def _read(file: SourceFile, project: Project) -> bytes:
    if not is_utf8(str(file.path).removeprefix(str(project.root))):
        raise UnreadableError("its name is not UTF-8; rename it")
    return read_content(file.path)


def _read_noted(folder: Path | None) -> tuple[int, Mapping[str, _State]]:
    """Read what a build noted, and until when a change before it has another time."""
    if folder is None:
        return 0, {}
    try:
        values: dict[str, Any] = json.loads(read_content(folder / INPUTS, given=True))
        return values["at"] - _UNCERTAIN, {name: (*state,) for name, state in values["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, RecursionError, AttributeError):
        return 0, {}


def note_files(folder: Path, inputs: Inputs) -> None:
    """Note the files that a build was made of, in its folder; without a word if that is not possible.

    Parameters
    ----------
    folder : Path
    inputs : Inputs
    """
    try:
        if stat.S_ISDIR(folder.lstat().st_mode):
            replace_file(folder / INPUTS, json.dumps({"at": time.time_ns(), "files": inputs.states}).encode())
    except (OSError, OutputError):
        pass
