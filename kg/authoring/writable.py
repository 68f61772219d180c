"""Which files may be written: those that kg ships only in a checkout of kg."""

from __future__ import annotations

from pathlib import Path

from kg.errors import ProjectError
from kg.project.project import Project, shipped_root


def check_writable(project: Project, start: Path | None = None) -> None:
    """Make sure that files of a project are the user's to write.

    Raises
    ------
    ProjectError
        For the graph that kg ships, unless one stands in a checkout of kg.
    """
    if not project.shipped:
        return
    root = shipped_root().resolve()
    here = (start or Path.cwd()).resolve()
    if not (root / "pyproject.toml").is_file() or not here.is_relative_to(root):
        raise ProjectError("no project here; the graph that kg ships is not to be edited; start one with: kg init DIR")
