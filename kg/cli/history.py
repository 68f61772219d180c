"""The command that compares two states of a graph: diff."""

from __future__ import annotations

import argparse

from kg.cli.common import Command, add_format, showing_progress, style_of, write


def add(command: Command) -> None:
    """Add the command."""
    sub = command(
        "diff", _diff, "show what changed between two states: days, builds, revisions in git",
        "kg diff 2023-12-31 2024-12-31", "kg diff v0.1.0 -f markdown", "kg diff last now",
        "kg diff --clock at 2022-01-01 2023-01-01",
    )  # fmt: skip
    state = "a day, a build, a revision in git, last (the last good build) or now"
    sub.add_argument("old", metavar="A", nargs="?", help=f"{state}; the newest tag in git unless told")
    sub.add_argument("new", metavar="B", nargs="?", default="now", help=f"{state}; now unless told")
    sub.add_argument(
        "--clock", choices=("known-by", "at"), default="known-by",
        help="what a day means: what had been published by it (known-by), or what held on it (at)",
    )  # fmt: skip
    add_format(sub, "table", "csv", "tsv", "json", "jsonl", "markdown")


def _diff(options: argparse.Namespace) -> int:
    from kg.analysis.diff.compare import diff
    from kg.analysis.diff.states import last_release, state
    from kg.analysis.diff.write import markdown, text
    from kg.formats import tables
    from kg.project import project as sources

    with showing_progress() as progress:
        project = sources.find_project(options.project)
        sides = []
        old = options.old or last_release(project)
        for name in (old, options.new):
            progress(f"building {name}")
            sides.append(state(project, name, options.clock))
        progress("comparing")
        changes = diff(*sides)
    style = style_of(options)
    if style == "markdown":
        write(markdown(changes, f"From {old} to {options.new}") + "\n")
    elif style == "table":
        write(text(changes) + "\n")
    else:
        write(tables.dictionaries([change.as_dict() for change in changes], style))
    return 0
