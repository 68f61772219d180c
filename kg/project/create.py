"""Creates a project from the files of the template."""

from __future__ import annotations

from pathlib import Path

from kg.errors import OutputError, ProjectError
from kg.project.find import open_project
from kg.project.project import Project
from kg.project.settings import check_base

#: The base IRI in the files of the template.
_EXAMPLE_BASE = "https://example.org/desk/"


def init_project(folder: Path | str, base: str = _EXAMPLE_BASE) -> Project:
    """Create a project: write its files into a new or empty folder.

    Parameters
    ----------
    folder : path
        Created if it does not exist.
    base : str
        The beginning of the IRIs of the project's own things; ends in ``/`` or ``#``.

    Returns
    -------
    Project

    Raises
    ------
    ProjectError
        If the folder is not empty, or ``base`` is not such an IRI.
    OutputError
        If it cannot be written.

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
        raise OutputError(f"{folder}: cannot be read: {error.strerror or error}") from error
    if taken:
        raise ProjectError(f"{folder}: exists already, and is not an empty folder; choose another name")
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
        raise OutputError(f"{folder}: the project cannot be created: {error.strerror or error}") from error
    return open_project(root)
