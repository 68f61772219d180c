"""Paths in messages, and names of files."""

from __future__ import annotations

from pathlib import Path

from kg.errors import OutputError

#: The file of the settings of a project.
CONFIG = "kg.toml"


def shipped_root() -> Path:
    """Return the folder with the shipped ``ontology``, ``data`` and ``queries``: the checkout, or in the package."""
    package = Path(__file__).parents[1]
    installed = package / "shipped"
    return installed if installed.is_dir() else package.parent


def display(path: Path) -> str:
    """Write a path for people: relative if it is below the working directory; each byte that is not UTF-8 as ``?``."""
    try:
        name = path.relative_to(Path.cwd()).as_posix()
    except (ValueError, FileNotFoundError):
        # The path is elsewhere, or the working directory was deleted.
        name = str(path)
    return as_utf8(name)


def as_utf8(name: str) -> str:
    r"""Write the name of a file as text that can be printed and stored: each byte that is not UTF-8 becomes ``?``.

    Examples
    --------
    >>> as_utf8("T\udcfcrkiye.ttl")
    'T?rkiye.ttl'
    """
    return name.encode(errors="replace").decode()


def not_utf8(error: UnicodeDecodeError) -> str:
    r"""Say how a file is encoded that is not in UTF-8.

    Examples
    --------
    >>> try:
    ...     "ASK {}".encode("utf-16").decode()
    ... except UnicodeDecodeError as error:
    ...     not_utf8(error)
    'is UTF-16, not UTF-8'
    """
    if error.object[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "is UTF-16, not UTF-8"
    return f"is not UTF-8: invalid byte 0x{error.object[error.start]:02x}"


def is_utf8(text: str) -> bool:
    r"""Return whether a text that was typed, or the name of a file, is UTF-8; Python marks each byte that is not.

    Examples
    --------
    >>> is_utf8("Türkiye"), is_utf8("T\udcfcrkiye")
    (True, False)
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


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
