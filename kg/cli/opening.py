"""Opens the graph that a command works on."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from kg.cli.options import Opening
from kg.cli.output import Progress, say, showing_progress
from kg.errors import DataError, UsageError

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph


def open_graph(folder: str | None, opening: Opening, shown: Progress | None = None) -> KnowledgeGraph:
    """Open the graph of the project that contains a folder; build it if needed.

    Parameters
    ----------
    folder : str, optional
        Default: the working directory.
    opening : Opening
    shown : Progress, optional
        Given if the caller already shows progress.

    Raises
    ------
    DataError
        If the files have errors; says whether there is an earlier build to use.
    UsageError
        If `opening` asks for the last build, and also for a part of the data or for another engine.
    """
    from kg.build import build
    from kg.graph import KnowledgeGraph
    from kg.project.find import find_project

    project = find_project(folder)
    if opening.last_build:
        if not opening.scope.is_whole or opening.engine != Opening.engine:
            raise UsageError(
                "--last-build is a build of the whole project; leave out --source, --no-background, --at, "
                "--known-by, --no-judgements, --lenient and --engine"
            )
        return KnowledgeGraph(project, build.open_last(project))
    with showing_progress() if shown is None else contextlib.nullcontext(shown) as steps:
        try:
            return KnowledgeGraph(
                project, build.open_snapshot(project, opening.scope, opening.engine, progress=steps, note=say)
            )
        except DataError as error:
            if not error.kept:
                raise
            raise DataError(f"{error}; use it with --last-build", error.findings, kept=True) from error
