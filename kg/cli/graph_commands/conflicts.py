"""`kg conflicts`: lists contradictions between sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.cli import completion, options
from kg.cli.command import command as make
from kg.cli.opening import open_graph
from kg.cli.options import Opening
from kg.cli.output import Output, terminal, write, write_answer

if TYPE_CHECKING:
    from kg.evidence.conflicts import Conflict


@make(
    "conflicts",
    examples=[
        "kg conflicts",
        "kg conflicts --slot leader",
        "kg conflicts --about cn-uz-fmsd-1 --format json",
        "kg conflicts --open",
    ],
)
@options.option(
    "--slot", metavar="NAME", shell_complete=completion.exclusive_properties,
    help="Only conflicts about this property, such as leader, date or purpose.",
)  # fmt: skip
@options.option(
    "--about", metavar="THING", shell_complete=completion.things(), help="Only conflicts that involve THING."
)
@options.option("--open", "unsettled", is_flag=True, help="Only conflicts that no judgement settles.")
@options.project
@options.table()
@options.iris
@options.scope
def command(
    *, slot: str | None, about: str | None, unsettled: bool, project: str | None, out: Output, iris: bool,
    opening: Opening,
) -> int:  # fmt: skip
    """List contradictions between sources.

    Each claim is listed with the sources that make it, and with the judgement on it, if there is one.
    """
    from kg.evidence import conflicts
    from kg.formats.table import Table

    graph = open_graph(project, opening)
    found = graph.conflicts(slot=slot, about=about, unsettled=unsettled)
    if out.name == "table":
        # Grounds are sentences, too long for a cell, so they are printed below each side.
        write("".join(f"{_wrapped(str(one))}\n\n" for one in found) + _summary(found) + "\n", out.file)
        return 0
    sides = conflicts.table(found, graph.snapshot)
    cited = tuple(sorted({source for one in found for side in one.sides for source in side.sources}))
    records = [one.as_dict() for one in found]
    table = Table(sides.columns, sides.rows, graph.snapshot, "Conflicts between sources", records=records, cited=cited)
    write_answer(table, out, iris=iris)
    return 0


def _wrapped(text: str) -> str:
    """Wrap lines to the terminal, each at its own indent."""
    import textwrap

    def wrap(line: str) -> str:
        indent = " " * (len(line) - len(line.lstrip()))
        width = max(terminal()["width"], 40)
        return textwrap.fill(
            line.strip(), width, initial_indent=indent, subsequent_indent=indent + "  ", break_on_hyphens=False
        )

    return "\n".join(map(wrap, text.split("\n")))


def _summary(found: Sequence[Conflict]) -> str:
    counts = {status: sum(one.status == status for one in found) for status in ("settled", "open", "unjudged")}
    named = [f"{count} {status}" for status, count in counts.items() if count]
    return f"{len(found)} conflict{'' if len(found) == 1 else 's'}" + (f": {', '.join(named)}" if named else "")
