"""`kg check`: reports errors and warnings."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli import options
from kg.cli.command import command as make
from kg.cli.opening import open_graph
from kg.cli.options import Opening
from kg.cli.output import Output, say, showing_progress, summary, write, write_answer
from kg.cli.values import DAY
from kg.errors import DataError, KgError

if TYPE_CHECKING:
    from kg.store.snapshot import Snapshot


@make(
    "check",
    examples=[
        "kg check",
        "kg check --today 2025-06-30",
        "kg check -f json",
        "kg check -o findings.xlsx",
        "kg check --texts texts",
        "kg check --watch",
    ],
)
@options.option(
    "--today",
    metavar="DATE",
    type=DAY,
    help="Day with which due and planned dates are compared. Default: that of --at, or today.",
)
@options.option("--watch", "watching", is_flag=True, help="Check again whenever a file changes, until Ctrl-C.")
@options.project
@options.table()
@options.texts
@options.timeout
@options.scope
def command(
    *, today: datetime.date | None, watching: bool, project: str | None, out: Output, texts: str | None,
    opening: Opening,
) -> int:  # fmt: skip
    """Report errors and warnings in the data.

    Exits with 1 if it reports anything, even if it is only an info.
    """

    def once() -> int:
        return check_once(project, opening, today, texts, out)

    return watch(project, texts, once) if watching else once()


def check_once(
    folder: str | None, opening: Opening, today: datetime.date | None, texts: str | None, out: Output
) -> int:
    """Run the checks, and print the findings.

    Parameters
    ----------
    folder : str, optional
        Where the project is. Default: the working directory.
    opening : Opening
    today : datetime.date, optional
        Reference date of checks. Default: the day of ``--at``, or today.
    texts : str, optional
        Folder of the texts of the sources.
    out : Output
        How and where the findings are written.

    Returns
    -------
    int
        1 if there are findings.
    """
    from kg.check.check import check
    from kg.evidence.texts import open_texts
    from kg.formats.table import Table

    day = today or opening.scope.at or datetime.date.today()
    snapshot: Snapshot | None = None
    with showing_progress() as progress:
        try:
            graph = open_graph(folder, opening, progress)
            snapshot = graph.snapshot
            findings = check(graph.project, graph.snapshot, day, progress, open_texts(graph.project, texts))
        except DataError as error:
            # Errors that prevent a build are findings, too.
            findings = error.findings
    if out.name == "table":
        write("".join(f"{finding}\n" for finding in findings) + summary(findings) + "\n", out.file)
    else:
        write_answer(Table.of_findings(findings, snapshot, title=f"Findings of {day}"), out)
    return 1 if findings else 0


def watch(
    folder: str | None, texts: str | None, once: Callable[[], int], wait: Callable[[], object] | None = None
) -> int:
    """Check, and again whenever a file of the project changes, until interrupted.

    Parameters
    ----------
    folder : str, optional
        Where the project is. Default: the working directory.
    texts : str, optional
        Folder of the texts of the sources.
    once : callable
        Checks once, and returns the exit code.
    wait : callable, optional
        Called between two comparisons of the files. Default: waits for half a second.

    Returns
    -------
    int
        The exit code of the last check.
    """
    import time

    from kg.evidence.texts import default_folder
    from kg.project.find import find_project
    from kg.project.paths import display
    from kg.project.watch import changes

    project = find_project(folder)
    place = Path(texts) if texts else default_folder(project)

    def files() -> Iterator[Path]:
        yield from project.watched()
        yield from sorted(place.glob("*.txt")) if place else ()

    def check() -> int:
        try:
            return once()
        except KgError as error:
            say(str(error))
            return error.exit_code

    # Started before the first check, so that it misses no change.
    looks = changes(files, wait or (lambda: time.sleep(0.5)))
    code = check()
    say("watching the files; Ctrl-C stops")
    try:
        for changed in looks:
            sys.stdout.flush()
            say(f"changed: {', '.join(map(display, changed))}")
            code = check()
    except KeyboardInterrupt:
        say("stopped watching")
    return code
