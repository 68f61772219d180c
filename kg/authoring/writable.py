"""Protects the files that kg ships: they may be changed only in a checkout of kg."""

from __future__ import annotations

from pathlib import Path

from kg.errors import ProjectError
from kg.project.paths import shipped_root
from kg.project.project import Project


def check_writable(project: Project, start: Path | None = None) -> None:
    """Raise an error if the files of a project must not be changed.

    Raises
    ------
    ProjectError
        For the graph that kg ships, outside a checkout of kg.
    """
    if not project.shipped:
        return
    root = shipped_root().resolve()
    here = (start or Path.cwd()).resolve()
    if not (root / "pyproject.toml").is_file() or not here.is_relative_to(root):
        raise ProjectError(
            "no project here, and the graph that kg ships cannot be edited; create a project with: kg init DIR"
        )
