"""`kg diff`: compares two states of the graph."""

from __future__ import annotations

import dataclasses
from typing import Literal

from kg.cli import options
from kg.cli.command import command as make
from kg.cli.output import Output, showing_progress, write, write_answer
from kg.cli.values import OneOf

_STATE = "A date, a build, a git revision, last (the last successful build) or now"


@make(
    "diff",
    examples=[
        "kg diff 2023-12-31 2024-12-31",
        "kg diff v0.1.0 -f markdown",
        "kg diff last now",
        "kg diff --clock at 2022-01-01 2023-01-01",
    ],
)
@options.argument("old", required=False, metavar="[OLD]", help=f"{_STATE}. Default: the newest tag in git.")
@options.argument("new", default="now", metavar="[NEW]", help=f"{_STATE}. Default: now.")
@options.option(
    "--clock", type=OneOf("clock", ("known-by", "at")), default="known-by", metavar="CLOCK",
    help="Meaning of a date: known-by (what had been published by then) or at (what was true then). "
    "Default: known-by.",
)  # fmt: skip
@options.project
@options.table()
def command(*, old: str | None, new: str, clock: Literal["known-by", "at"], project: str | None, out: Output) -> int:
    """Show what changed between two states of the graph."""
    from kg.analysis.diff.compare import Change, diff
    from kg.analysis.diff.states import last_release, state
    from kg.analysis.diff.write import markdown, text
    from kg.formats.table import Table
    from kg.project.find import find_project

    with showing_progress() as progress:
        found = find_project(project)
        sides = []
        first = old or last_release(found)
        for name in (first, new):
            progress(f"building {name}")
            sides.append(state(found, name, clock))
        progress("comparing")
        changes = diff(*sides)
    title = f"From {first} to {new}"
    if out.name == "markdown":
        write(markdown(changes, title) + "\n", out.file)
    elif out.name == "table":
        write(text(changes) + "\n", out.file)
    else:
        columns = [field.name for field in dataclasses.fields(Change)]
        records = [change.as_dict() for change in changes]
        write_answer(Table.of_records(records, columns, snapshot=sides[1], title=title), out)
    return 0
