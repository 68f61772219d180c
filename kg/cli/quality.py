"""Commands that look for faults: check, profile."""

from __future__ import annotations

import argparse
import sys

from kg import terms
from kg.cli.common import (
    Command,
    add_format,
    add_selection,
    list_findings,
    open_graph,
    showing_progress,
    style_of,
    summary,
    write,
)
from kg.errors import DataError


def add(command: Command) -> None:
    """Add the commands."""
    sub = command(
        "check",
        _check,
        "list what is wrong, or worth a look",
        "kg check",
        "kg check --today 2025-06-30",
        "kg check -f json",
    )
    sub.add_argument("--today", metavar="DATE", help="the day for checks that compare with the present")
    add_selection(sub)
    add_format(sub, "table", "json", "jsonl")

    sub = command(
        "profile", _profile, "say whether an ontology is in OWL 2 RL, and what is not",
        "kg profile ontology/diplomacy.ttl", "kg profile pizza.owl -f json", in_project=False,
    )  # fmt: skip
    sub.add_argument("file", metavar="FILE", help="Turtle (.ttl), N-Triples (.nt) or RDF/XML (.rdf, .owl, .xml)")
    add_format(sub, "table", "json", "jsonl")


def _check(options: argparse.Namespace) -> int:
    import datetime

    from kg.check import check
    from kg.output import rows_text

    today = terms.read_date(options.today) if options.today else datetime.date.today()
    style = style_of(options)
    with showing_progress() as progress:
        try:
            graph = open_graph(options, progress)
            findings = check(graph.project, graph.snapshot, today, progress)
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
    from kg.output import rows_text
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
