"""Finds the project of a folder: in it or in a folder above, as git does, or else the one that kg ships."""

from __future__ import annotations

import os
from pathlib import Path

from kg.errors import ProjectError
from kg.project.paths import CONFIG, shipped_root
from kg.project.project import Project
from kg.project.settings import read_settings


def find_project(start: Path | str | None = None) -> Project:
    """Return the project that contains a folder, or else the one that kg ships.

    Parameters
    ----------
    start : path, optional
        The folder to start from; default: the working directory.

    Returns
    -------
    Project

    Raises
    ------
    ProjectError
        If the ``kg.toml`` that was found cannot be used, or ``start`` is given and is not in a project.

    Examples
    --------
    >>> find_project("/")
    Traceback (most recent call last):
    ...
    kg.errors.ProjectError: /: no kg.toml here or above, so this is not a project; create one with: kg init DIR
    """
    try:
        folder = Path.cwd() if start is None else Path(start).resolve()
        if not folder.is_dir():
            raise ProjectError(f"{start}: no such folder")
        # Whatever has the name is meant to be the settings; a pipe or a broken link is then an error.
        root = next((place for place in (folder, *folder.parents) if os.path.lexists(place / CONFIG)), None)
    except OSError as error:
        place = error.filename or start or "the working directory"
        raise ProjectError(f"{place}: cannot be read: {error.strerror or error}") from error
    if root is not None:
        return read_settings(root, root / CONFIG)
    if start is not None and not folder.is_relative_to(shipped_root().resolve()):
        raise ProjectError(
            f"{start}: no {CONFIG} here or above, so this is not a project; create one with: kg init DIR"
        )
    return shipped()


def open_project(folder: Path | str) -> Project:
    """Return the project whose root is a folder.

    Raises
    ------
    ProjectError
        If it is not a project.
    """
    root = Path(folder).resolve()
    if not os.path.lexists(root / CONFIG):
        raise ProjectError(f"{folder}: no {CONFIG} here, so this is not a project; create one with: kg init {folder}")
    return read_settings(root, root / CONFIG)


def shipped() -> Project:
    """Return the project that kg ships.

    Examples
    --------
    >>> shipped().base
    'https://w3id.org/diplomatic-kg/'
    """
    root = shipped_root()
    return read_settings(root, root / "data" / "dataset.toml", shipped=True)
