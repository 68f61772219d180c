"""Reading files that others wrote: only regular files of a bounded size, and of a project only what is inside it.

A pipe without a writer would block for ever, a device has no end, and a link can lead to any file of the machine. All
that people write is read by the functions below; files of the package itself are read directly.
"""

from __future__ import annotations

import errno
import io
import os
import re
import stat
from pathlib import Path
from typing import Any

from kg.errors import ProjectError
from kg.project.paths import CONFIG, display, not_utf8, shipped_root

#: The largest file that is read into memory, in bytes, and the largest one of settings or of a query.
LARGEST, LARGEST_TEXT = 256 << 20, 4 << 20
#: Names of streams that are open already, as a shell gives them for ``<(command)``.
_OPEN_ALREADY = ("/dev/stdin", "/dev/fd/", "/proc/self/fd/")
#: What is no file: how it is called, and what to do.
_KINDS = {
    stat.S_IFDIR: "it is a folder; rename it, or move it away",
    stat.S_IFIFO: "it is a pipe, and kg reads only files; write its content into a file",
    stat.S_IFSOCK: "it is a socket, and kg reads only files; move it away",
    stat.S_IFCHR: "it is a device, and kg reads only files; move it away",
    stat.S_IFBLK: "it is a device, and kg reads only files; move it away",
}


class UnreadableError(OSError):
    """A file that must not be read; ``strerror`` says why, and what to do."""

    def __init__(self, reason: str) -> None:
        super().__init__(errno.EINVAL, reason)

    def __str__(self) -> str:
        """Return the reason, without the number that Python puts before it."""
        return str(self.strerror)


def open_regular(path: Path | str, *, given: bool = False, largest: int | None = LARGEST) -> io.BufferedReader:
    """Open a file to read its bytes.

    Parameters
    ----------
    path : path
    given : bool, optional
        Whether the user named this file. Otherwise, a file of a project must not be a link that leads out of it.
    largest : int, optional
        The largest size in bytes; None for any size.

    Raises
    ------
    OSError
        If it cannot be opened, is no regular file, is too large, or is such a link.

    Examples
    --------
    >>> open_regular("/dev/zero")
    Traceback (most recent call last):
    ...
    kg.project.read.UnreadableError: it is a device, and kg reads only files; move it away
    """
    path = Path(path)
    if not given and _leads_out(path):
        raise UnreadableError("it is a link that leads out of the project; put the file itself here")
    _check(path, path.stat(), largest)
    # Without waiting, in case that a pipe has taken its place.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        found = os.fstat(handle)
        _check(path, found, largest)
        if not stat.S_ISREG(found.st_mode):
            os.set_blocking(handle, True)
        return os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


def _leads_out(path: Path) -> bool:
    """Return whether a file of a project is a link to another place, or in a folder that is one."""
    path = path.absolute()
    if path.is_relative_to(shipped_root()):  # An installer may have made links.
        return False
    root = next((folder for folder in path.parents if os.path.lexists(folder / CONFIG)), None)
    return root is not None and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))


def _check(path: Path, found: os.stat_result, largest: int | None) -> None:
    kind = stat.S_IFMT(found.st_mode)
    if kind == stat.S_IFDIR:
        os.scandir(path).close()  # A folder that cannot be listed has another error.
        if path.is_symlink():
            raise UnreadableError("it is a link to a folder; put the files themselves here")
    elif str(path).startswith(_OPEN_ALREADY):
        return
    if kind in _KINDS:
        raise UnreadableError(_KINDS[kind])
    if largest is not None and found.st_size > largest:
        raise UnreadableError(_too_large(largest))


def _too_large(largest: int) -> str:
    return f"it is larger than {largest >> 20} MiB, the most that kg reads of such a file; split it"


def read_content(path: Path | str, *, given: bool = False, largest: int = LARGEST) -> bytes:
    """Read a file; its parameters and errors are those of `open_regular`.

    Parameters
    ----------
    path : path
    given : bool, optional
    largest : int, optional

    Returns
    -------
    bytes

    Raises
    ------
    OSError

    Examples
    --------
    >>> from kg.project.paths import shipped_root
    >>> read_content(shipped_root() / "ontology" / "diplomacy.ttl")[:5]
    b'# The'
    >>> read_content(shipped_root() / "ontology")
    Traceback (most recent call last):
    ...
    kg.project.read.UnreadableError: it is a folder; rename it, or move it away
    """
    with open_regular(path, given=given, largest=largest) as file:
        content = file.read(largest + 1)
    if len(content) > largest:
        raise UnreadableError(_too_large(largest))
    return content


def check_regular(path: Path | str) -> None:
    """Raise an error if a path is no file that can be read, for code that opens it by its name.

    Parameters
    ----------
    path : path

    Raises
    ------
    OSError

    Examples
    --------
    >>> check_regular("/dev/null")
    Traceback (most recent call last):
    ...
    kg.project.read.UnreadableError: it is a device, and kg reads only files; move it away
    """
    open_regular(path, given=True, largest=None).close()


def read_toml(path: Path, *, given: bool = False) -> dict[str, Any]:
    """Read a file of settings in TOML.

    Parameters
    ----------
    path : Path
    given : bool, optional
        As for `open_regular`.

    Returns
    -------
    dict

    Raises
    ------
    OSError
        If it cannot be read.
    ProjectError
        If it is not TOML in UTF-8, or has a number of thousands of digits; names the file and the line.

    Examples
    --------
    >>> from kg.project.paths import shipped_root
    >>> read_toml(shipped_root() / "data" / "dataset.toml")["base"]
    'https://w3id.org/diplomatic-kg/'
    """
    # Reasoning over a file needs none of it.
    import tomllib

    name = display(path)
    text = ""
    try:
        text = read_content(path, given=given, largest=LARGEST_TEXT).decode("utf-8-sig")
        return tomllib.loads(text)
    except RecursionError as error:
        raise ProjectError(f"{name}: cannot be read: its lists or tables are nested too deeply") from error
    except UnicodeDecodeError as error:
        raise ProjectError(f"{name}: cannot be read: it {not_utf8(error)}; save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        twice = "overwrite" in str(error)
        remedy = "give each setting once" if twice else 'write texts in quotes, as in: title = "My desk"'
        raise ProjectError(f"{name}: cannot be read: {error}; {remedy}") from error
    except ValueError as error:
        # Python does not convert numbers of thousands of digits, and does not say where it is.
        number = re.search(r"[0-9][0-9_]{4000}", text)
        line = text.count("\n", 0, number.start()) + 1 if number else 1
        raise ProjectError(f"{name}:{line}: cannot be read: a number is too long; write texts in quotes") from error
