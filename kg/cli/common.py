"""What all commands share: options, progress, opening the graph, and how answers are printed."""

from __future__ import annotations

import argparse
import contextlib
import datetime
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from kg.errors import DataError, Finding, UsageError
from kg.rdf import terms

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph

FORMATS = ("table", "csv", "tsv", "json", "jsonl", "markdown", "turtle")
#: Adds a command: its name, the function that runs it, what it does, examples; returns its parser.
Command = Callable[..., argparse.ArgumentParser]


class Progress:
    """Names a step on standard error once it has taken a second."""

    def __init__(self) -> None:
        self._timer: threading.Timer | None = None

    def __call__(self, step: str) -> None:
        """Begin a step."""
        self.stop()
        self._timer = threading.Timer(1.0, lambda: print(f"kg: {step} ...", file=sys.stderr, flush=True))
        self._timer.daemon = True
        self._timer.start()

    def stop(self) -> None:
        """End the last step."""
        if self._timer is not None:
            self._timer.cancel()


@contextlib.contextmanager
def showing_progress() -> Iterator[Progress]:
    """Name the steps of long work on standard error."""
    steps = Progress()
    try:
        yield steps
    finally:
        steps.stop()


def add_selection(sub: argparse.ArgumentParser) -> None:
    """Add the options that say what an answer rests on."""
    group = sub.add_argument_group("what the answer rests on (kg reasons again without the rest)")
    group.add_argument(
        "--source", action="append", default=[], metavar="NAME", help="only this source; repeat for more"
    )
    group.add_argument("--no-background", action="store_true", help="without memberships and tenures")
    group.add_argument("--at", metavar="DATE", help="only what held on this day")
    group.add_argument("--known-by", metavar="DATE", help="only what had been published by this day")
    group.add_argument("--engine", choices=("kg", "owlrl"), default="kg", help="kg's reasoner, or the slower reference")
    group.add_argument("--last-build", action="store_true", help="the last good build, whatever the files say now")


def add_texts(sub: argparse.ArgumentParser) -> None:
    """Add --texts, for commands that end at passages."""
    sub.add_argument(
        "--texts", metavar="DIR",
        help="the texts of sources, to quote and check; KG_TEXTS or texts in kg.toml unless told",
    )  # fmt: skip


def add_format(sub: argparse.ArgumentParser, *names: str) -> None:
    """Add --format with the names of the formats that a command has."""
    sub.add_argument(
        "-f", "--format", choices=names, metavar="FORMAT",
        help=f"{', '.join(names)}; a table on a terminal, JSON lines when piped",
    )  # fmt: skip


def selection_of(options: argparse.Namespace) -> Any:
    """Read which sources an answer shall rest on."""
    from kg.build.snapshots import Selection

    def day(text: str | None) -> datetime.date | None:
        return terms.read_date(text) if text else None

    days = {"at": day(options.at), "known_by": day(options.known_by)}
    return Selection(tuple(options.source), not options.no_background, options.engine, **days)


def open_graph(options: argparse.Namespace, shown: Progress | None = None) -> KnowledgeGraph:
    """Open the graph that the options ask for; build it where needed."""
    from kg.build import snapshots
    from kg.graph import KnowledgeGraph
    from kg.project import project as sources

    project = sources.find_project(options.project)
    selection = selection_of(options)
    if options.last_build:
        if str(selection):
            raise UsageError(
                "--last-build is of the whole project; leave --source, --no-background, --at and --known-by out"
            )
        return KnowledgeGraph(project, snapshots.open_last(project))
    with showing_progress() if shown is None else contextlib.nullcontext(shown) as steps:
        try:
            return KnowledgeGraph(project, snapshots.open_snapshot(project, selection, steps, say))
        except DataError as error:
            hint = f"{error}; --last-build answers from it" if "stays in place" in str(error) else str(error)
            raise DataError(hint, error.findings) from error


def style_of(options: argparse.Namespace) -> str:
    """Return the format asked for; a table on a terminal, JSON lines when piped."""
    return options.format or ("table" if sys.stdout.isatty() else "jsonl")


def terminal() -> dict[str, Any]:
    """Return the width of the terminal, and whether it shows colours."""
    import shutil

    tty = sys.stdout.isatty()
    return {"width": shutil.get_terminal_size((120, 24)).columns, "colour": tty and "NO_COLOR" not in os.environ}


def write_answer(options: argparse.Namespace, answer: Any) -> None:
    """Print the answer of a query."""
    from kg.formats import tables
    from kg.sparql.results import TriplesResult

    style = options.format or ("turtle" if isinstance(answer, TriplesResult) else style_of(options))
    write(tables.render(answer, style, curies=options.iris, **terminal()))


def say(note: str) -> None:
    """Say something beside the answer, on standard error."""
    print(f"kg: {note}", file=sys.stderr)


def write(text: str) -> None:
    """Print a text that ends its own lines."""
    sys.stdout.write(text)


def list_findings(findings: Sequence[Finding], stream: Any = None) -> None:
    """Print findings, on standard error unless told."""
    for finding in findings:
        print(finding, file=stream or sys.stderr)


def summary(findings: Sequence[Finding]) -> str:
    """Count findings in words."""
    counts = {level: sum(f.severity == level for f in findings) for level in ("error", "warning", "info")}
    named = [f"{n} {level}{'s' if n != 1 and level != 'info' else ''}" for level, n in counts.items() if n]
    return f"{', '.join(named)} found" if named else "nothing found"
