"""Creates a project from the files of the template."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from kg.errors import OutputError, ProjectError
from kg.project.find import open_project
from kg.project.paths import CONFIG
from kg.project.project import Project
from kg.project.settings import check_base
from kg.project.write import create_file

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
    try:
        if root.exists():
            _fill(root, base)
        else:
            if not root.parent.exists():
                root.parent.mkdir(parents=True)
            # It appears with all its files, so that a killed process leaves no half of a project.
            with tempfile.TemporaryDirectory(prefix=".kg-", dir=root.parent) as place:
                working = Path(place, "project")
                working.mkdir()
                _fill(working, base)
                working.rename(root)
    except (OSError, OutputError) as error:
        reason = getattr(error, "strerror", None) or error
        raise OutputError(f"{folder}: the project cannot be created: {reason}") from error
    return open_project(root)


def _fill(folder: Path, base: str) -> None:
    """Write the files of the template into an empty folder; if that fails, it is empty again."""
    template = Path(__file__).parent / "template"
    files = (path for path in template.rglob("*") if path.is_file() and path.suffix != ".pyc")
    made = set()
    try:
        # A folder is a project once it has the settings.
        for path in sorted(files, key=lambda path: (path.name == CONFIG, path)):
            target = folder / path.relative_to(template)
            target = target.with_name(target.name.replace("dot-", "."))
            made.add(folder / target.relative_to(folder).parts[0])
            target.parent.mkdir(parents=True, exist_ok=True)
            create_file(target, path.read_text(encoding="utf-8").replace(_EXAMPLE_BASE, base).encode())
    except BaseException:
        for path in made:
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
        raise
