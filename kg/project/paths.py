"""Paths in messages, and writing a file in one step."""

from __future__ import annotations

import os
from pathlib import Path

from kg.errors import OutputError


def display(path: Path) -> str:
    """Write a path for people: relative if it is below the working directory."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


def replace_file(path: Path, content: bytes) -> None:
    """Write a file in one step: a reader sees either all of the old content or all of the new.

    Raises
    ------
    OutputError
        If it cannot be written; the file is then unchanged.
    """
    import shutil
    import tempfile

    working: str | None = None
    try:
        # Write to the target of a link, so that the link stays a link.
        target = path.resolve()
        handle, working = tempfile.mkstemp(prefix=f".{path.name}-", dir=target.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        if target.exists():
            shutil.copymode(target, working)
        else:
            Path(working).chmod(0o644)
        Path(working).replace(target)
    except OSError as error:
        if working is not None:
            Path(working).unlink(missing_ok=True)
        raise OutputError(f"{display(path)}: cannot be written: {error.strerror or error}") from error


def check_place(path: object) -> None:
    """Fail early if a file cannot be written, because it has no name or its folder does not exist.

    Parameters
    ----------
    path : str or path-like

    Raises
    ------
    OutputError
        If the name is empty or the folder is not there.

    Examples
    --------
    >>> check_place("nowhere/page.html")
    Traceback (most recent call last):
    ...
    kg.errors.OutputError: nowhere/page.html: cannot be written: the folder nowhere does not exist; create it, or choose
    another
    """
    if not str(path):
        raise OutputError("the name of the file to write is empty")
    folder = Path(str(path)).parent
    if not folder.exists():
        raise OutputError(
            f"{path}: cannot be written: the folder {folder} does not exist; create it, or choose another"
        )


def cannot_write(path: object, error: OSError) -> OutputError:
    """Return the error that a file cannot be written, with the reason.

    Parameters
    ----------
    path : str or path-like
        As it was given.
    error : OSError

    Returns
    -------
    OutputError

    Examples
    --------
    >>> print(cannot_write("page.html", OSError(28, "No space left on device")))
    page.html: cannot be written: No space left on device
    """
    return OutputError(f"{path}: cannot be written: {error.strerror or error}")
