"""Paths in messages, and writing a file in one step."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from kg.errors import OutputError


def display(path: Path) -> str:
    """Write a path for people: relative if it is below the working directory."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except (ValueError, FileNotFoundError):
        # The path is elsewhere, or the working directory was deleted.
        return str(path)


def replace_file(path: Path, content: bytes) -> None:
    """Write a file in one step: a reader sees either all of the old content or all of the new.

    A link stays a link, a pipe or a device is written to, and a file keeps its permissions.

    Parameters
    ----------
    path : Path
    content : bytes

    Raises
    ------
    OutputError
        If it cannot be written; the file is then unchanged.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     replace_file(Path(folder, "answer.csv"), b"country")
    ...     [(file.name, file.read_text()) for file in Path(folder).iterdir()]
    [('answer.csv', 'country')]
    """
    try:
        mode = _mode(path)
        if mode is not None and not stat.S_ISREG(mode):
            # Renaming would replace a pipe or a device by a file.
            path.write_bytes(content)
            return
        if mode is not None and not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        _replace(path.resolve(), content, _new_mode() if mode is None else stat.S_IMODE(mode))
    except OSError as error:
        raise OutputError(f"{display(path)}: cannot be written: {error.strerror or error}") from error


def _replace(target: Path, content: bytes, mode: int) -> None:
    import tempfile

    handle, name = tempfile.mkstemp(prefix=".kg-", dir=target.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        part.chmod(mode)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _new_mode() -> int:
    """Return the permissions that a new file gets; temporary files are private."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


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
