"""Starting a project: the files of the template, with a base IRI of one's own."""

from __future__ import annotations

from pathlib import Path

from kg.errors import OutputError, ProjectError
from kg.project.find import open_project
from kg.project.project import Project
from kg.project.settings import check_base

#: The base IRI in the files of the template.
_EXAMPLE_BASE = "https://example.org/desk/"


def init_project(folder: Path | str, base: str = _EXAMPLE_BASE) -> Project:
    """Start a project: write its files into a folder that is new or empty.

    Parameters
    ----------
    folder : path
        Made where it does not exist.
    base : str
        The IRI under which the project names its own things; ends in ``/`` or ``#``.

    Returns
    -------
    Project

    Raises
    ------
    ProjectError
        Where the folder already holds something, or ``base`` is no such IRI.
    OutputError
        Where it cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [file.path.name for file in init_project(folder).files() if file.role == "source"]
    ['example.ttl']
    """
    root = Path(folder)
    check_base(base, "--base")
    try:
        taken = root.exists() and (not root.is_dir() or any(root.iterdir()))
    except OSError as error:
        raise OutputError(f"{folder}: cannot be looked into: {error.strerror or error}") from error
    if taken:
        raise ProjectError(f"{folder}: there is something here already; name a new folder")
    template = Path(__file__).parent / "template"
    try:
        for path in sorted(template.rglob("*")):
            if path.is_dir() or path.suffix == ".pyc":
                continue
            target = root / path.relative_to(template)
            target = target.with_name(target.name.replace("dot-", "."))
            target.parent.mkdir(parents=True, exist_ok=True)
            text = path.read_text(encoding="utf-8").replace(_EXAMPLE_BASE, base)
            target.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{folder}: cannot start a project here: {error.strerror or error}") from error
    return open_project(root)
