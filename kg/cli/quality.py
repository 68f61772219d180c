"""Commands that look for faults: check, profile."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from kg.cli.common import (
    Command,
    add_format,
    add_selection,
    add_texts,
    list_findings,
    open_graph,
    showing_progress,
    style_of,
    summary,
    write,
)
from kg.errors import DataError, KgError
from kg.temporal.intervals import read_date


def add(command: Command) -> None:
    """Add the commands."""
    sub = command(
        "check",
        _check,
        "list what is wrong, or worth a look",
        "kg check",
        "kg check --today 2025-06-30",
        "kg check -f json",
        "kg check --texts texts",
        "kg check --watch",
    )
    sub.add_argument(
        "--today", metavar="DATE", help="the day for checks that compare with one; that of --at, or today, unless told"
    )
    sub.add_argument("--watch", action="store_true", help="check again whenever a file changes; Ctrl-C ends it")
    add_texts(sub)
    add_selection(sub)
    add_format(sub, "table", "json", "jsonl")

    sub = command(
        "profile", _profile, "say whether an ontology is in OWL 2 RL, and what is not",
        "kg profile ontology/diplomacy.ttl", "kg profile pizza.owl -f json", in_project=False,
    )  # fmt: skip
    sub.add_argument("file", metavar="FILE", help="Turtle (.ttl), N-Triples (.nt) or RDF/XML (.rdf, .owl, .xml)")
    add_format(sub, "table", "json", "jsonl")


def _check(options: argparse.Namespace) -> int:
    return watch(options) if options.watch else _check_once(options)


def watch(options: argparse.Namespace, wait: Callable[[], object] | None = None) -> int:
    """Check, and again whenever a file of the project changes, until interrupted.

    Parameters
    ----------
    options : argparse.Namespace
        Of ``kg check``.
    wait : callable, optional
        Called between two looks at the files; waits for half a second unless told.

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

    project = find_project(options.project)
    texts = Path(options.texts) if options.texts else default_folder(project)

    def files() -> Iterator[Path]:
        yield from project.watched()
        yield from sorted(texts.glob("*.txt")) if texts else ()

    def once() -> int:
        try:
            return _check_once(options)
        except KgError as error:
            print(f"kg: {error}", file=sys.stderr)
            return error.exit_code

    # Before the first check, so that what changes meanwhile is not missed.
    looks = changes(files, wait or (lambda: time.sleep(0.5)))
    code = once()
    print("kg: watching; Ctrl-C ends it", file=sys.stderr)
    try:
        for changed in looks:
            sys.stdout.flush()
            print(f"kg: changed: {', '.join(map(display, changed))}", file=sys.stderr)
            code = once()
    except KeyboardInterrupt:
        print("kg: no longer watching", file=sys.stderr)
    return code


def _check_once(options: argparse.Namespace) -> int:
    import datetime

    from kg.check.check import check
    from kg.evidence.texts import open_texts
    from kg.formats.tables import rows_text

    day = options.today or options.at
    today = read_date(day) if day else datetime.date.today()
    style = style_of(options)
    with showing_progress() as progress:
        try:
            graph = open_graph(options, progress)
            texts = open_texts(graph.project, options.texts)
            findings = check(graph.project, graph.snapshot, today, progress, texts)
        except DataError as error:
            # What keeps the graph from being built is what a check is for.
            findings = error.findings
    if style == "table":
        list_findings(findings, sys.stdout)
        print(summary(findings))
    else:
        write(rows_text([finding.as_dict() for finding in findings], style))
    return 1 if findings else 0


def _profile(options: argparse.Namespace) -> int:
    from kg.formats.tables import rows_text
    from kg.reason.profile_file import profile_file

    findings = profile_file(options.file)
    broken = any(finding.severity == "error" for finding in findings)
    style = style_of(options)
    if style == "table":
        list_findings(findings, sys.stdout)
        print(summary(findings) if broken else "in OWL 2 RL" + (", but not in OWL 2 DL" if findings else ""))
    else:
        write(rows_text([finding.as_dict() for finding in findings], style))
    return 1 if broken else 0
