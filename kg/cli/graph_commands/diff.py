"""`kg diff`: compares two states of the graph."""

from __future__ import annotations

from typing import Literal

from kg.cli import options
from kg.cli.command import command as make
from kg.cli.output import showing_progress, style_of, write
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
@options.output_format(options.TABLES)
def command(
    *, old: str | None, new: str, clock: Literal["known-by", "at"], project: str | None, style: str | None
) -> int:
    """Show what changed between two states of the graph."""
    from kg.analysis import diff
    from kg.formats import tables
    from kg.project.find import find_project

    with showing_progress() as progress:
        found = find_project(project)
        sides = []
        first = old or diff.last_release(found)
        for name in (first, new):
            progress(f"building {name}")
            sides.append(diff.state(found, name, clock))
        progress("comparing")
        changes = diff.diff(*sides)
    chosen = style_of(style)
    if chosen == "markdown":
        write(diff.markdown(changes, f"From {first} to {new}") + "\n")
    elif chosen == "table":
        write(diff.text(changes) + "\n")
    else:
        write(tables.dictionaries([change.as_dict() for change in changes], chosen))
    return 0
