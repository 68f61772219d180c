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
from kg.cli.output import Output, say, showing_progress, summary, terminal, write, write_answer
from kg.cli.values import DAY
from kg.errors import DataError, KgError, UsageError

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
        "kg check mailed-report.ttl",
    ],
)
@options.argument(
    "file", required=False, metavar="[FILE]",
    help="A Turtle file from elsewhere, to see what it would change before it is put into the project.",
)  # fmt: skip
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
@options.timeout()
@options.scope
def command(
    *, file: str | None, today: datetime.date | None, watching: bool, project: str | None, out: Output,
    texts: str | None, opening: Opening,
) -> int:  # fmt: skip
    """Report errors and warnings in the data, or what a file would change.

    Exits with 1 if it reports anything, even if it is only an info.

    With FILE, kg reports what the file would change if it were a source of the project: errors in it, what it
    introduces, what it says about things of other files, the conflicts that it opens, the answers that change, and the
    addresses that it names. Nothing is written. Exits with 1 unless the file only adds.
    """
    if file is not None:
        if watching or opening != Opening():
            raise UsageError(
                "a file is compared with the whole project; leave out --watch and the options of the scope"
            )
        return check_file(file, project, today, texts, out)

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
    from kg.evidence.leaves.counts import count_evidence
    from kg.evidence.texts import open_texts
    from kg.formats.table import Table

    day = today or opening.scope.at or datetime.date.today()
    snapshot: Snapshot | None = None
    counts = ""
    with showing_progress() as progress:
        try:
            graph = open_graph(folder, opening, progress)
            snapshot = graph.snapshot
            known = open_texts(graph.project, texts)
            findings = check(graph.project, graph.snapshot, day, progress, known)
            counts = str(count_evidence(graph.snapshot, known))
        except DataError as error:
            # Errors that prevent a build are findings, too.
            findings = error.findings
    if out.name == "table":
        write("".join(f"{finding}\n" for finding in findings) + summary(findings) + "\n", out.file)
    else:
        write_answer(Table.of_findings(findings, snapshot, title=f"Findings of {day}"), out)
    if counts:
        say(counts)
    return 1 if findings else 0


def check_file(file: str, folder: str | None, today: datetime.date | None, texts: str | None, out: Output) -> int:
    """Report what a file would change in a project.

    Parameters
    ----------
    file : str
        The Turtle file.
    folder : str, optional
        Where the project is. Default: the working directory.
    today : datetime.date, optional
        Reference date of checks. Default: today.
    texts : str, optional
        Folder of the texts of the sources.
    out : Output
        How and where the report is written: as text or as JSON.

    Returns
    -------
    int
        0 if the file only adds.

    Raises
    ------
    UsageError
        If there is no such file, or the report cannot be written in this format.
    """
    from kg.check.quarantine import quarantine
    from kg.evidence.texts import open_texts
    from kg.formats.tables.json import json_lines, json_text
    from kg.formats.tables.terminal import folded
    from kg.project.find import find_project

    if out.name not in ("table", "json", "jsonl"):
        raise UsageError(f"the report on a file is written as table, json or jsonl, not as {out.name}")
    path = Path(file)
    if not path.is_file():
        raise UsageError(f"{file}: {'is not a file' if path.exists() else 'no such file'}; name a Turtle file")
    project = find_project(folder)
    with showing_progress() as progress:
        found = quarantine(project, path, today or datetime.date.today(), progress, open_texts(project, texts))
    if out.name == "table":
        last = found.summary if found.only_adds else "read this before you put the file into the project"
        write(folded(f"{found}\n{last}", terminal()["width"]) + "\n", out.file)
    else:
        write((json_text if out.name == "json" else json_lines)([found.as_dict()]), out.file)
    return 0 if found.only_adds else 1


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
