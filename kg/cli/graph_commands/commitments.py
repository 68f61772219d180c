"""`kg commitments`: lists commitments with their parties, due dates and status."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from kg.cli import completion, options
from kg.cli.command import command as make
from kg.cli.opening import open_graph
from kg.cli.options import Opening
from kg.cli.output import Output, shown, write_answer
from kg.cli.values import DAY, OneOf
from kg.rdf import terms

if TYPE_CHECKING:
    pass

#: The values of --kind, and the classes that they stand for.
KINDS = {
    "joint": ("kg:JointCommitment",),
    "pledge": ("kg:Pledge", "kg:Grant"),
    "grant": ("kg:Grant",),
    "plan": ("kg:PlanToMeet",),
}
_FILTERS = "Filters (a repeated filter matches any of its values)"


@make(
    "commitments",
    examples=[
        "kg commitments",
        "kg commitments --party UZ --status announced",
        "kg commitments --topic security --kind joint",
        "kg commitments --framework c5plus1 --due-before 2026-01-01",
        "kg commitments --today 2026-01-01 --format csv",
    ],
)
@options.option(
    "--party", multiple=True, metavar="NAME", group=_FILTERS, shell_complete=completion.things(f"{terms.KG}Party"),
    help="Commitments that bind this party.",
)  # fmt: skip
@options.option(
    "--topic", multiple=True, metavar="NAME", group=_FILTERS, shell_complete=completion.things(f"{terms.KG}Topic"),
    help="On this topic or on a narrower one.",
)  # fmt: skip
@options.option(
    "--framework", multiple=True, metavar="NAME", group=_FILTERS,
    shell_complete=completion.things(f"{terms.KG}Framework"),
    help="Made at a session of this framework or of a part of it. Also plans for such a session, and promises to "
    "cooperate in the framework.",
)  # fmt: skip
@options.option(
    "--status", multiple=True, metavar="STATUS", group=_FILTERS,
    shell_complete=completion.things(f"{terms.KG}CommitmentStatus"),
    help="One of: announced, in progress, partly fulfilled, fulfilled, lapsed, superseded or unknown.",
)  # fmt: skip
@options.option(
    "--kind", multiple=True, type=OneOf("kind", KINDS), metavar="KIND", group=_FILTERS,
    help="One of: joint, pledge (unilateral; includes grants), grant, plan (any other announcement of a meeting).",
)  # fmt: skip
@options.option("--due-before", metavar="DATE", type=DAY, group=_FILTERS, help="Certainly due before DATE.")
@options.option("--due-after", metavar="DATE", type=DAY, group=_FILTERS, help="Due, or possibly due, after DATE.")
@options.project
@options.table()
@options.iris
@options.option("--today", metavar="DATE", type=DAY, help="Day with which due dates are compared. Default: today.")
@options.scope
def command(
    *, kind: tuple[str, ...], due_before: datetime.date | None, due_after: datetime.date | None,
    today: datetime.date | None, project: str | None, out: Output, iris: bool, opening: Opening,
    **named: tuple[str, ...],
) -> int:  # fmt: skip
    """List commitments: who is bound, when they are due, their status.

    A due date that is not known to the day has a first and a last possible day: 2021-01-01/2021-12-31.
    """
    from kg.formats.table import Table
    from kg.sparql.results import Result

    given: dict[str, Any] = {name: list(values) for name, values in named.items()}
    given["kind"] = [name for chosen in kind for name in KINDS[chosen]]
    given |= {"due_before": due_before, "due_after": due_after, "today": today}
    graph = open_graph(project, opening)
    chosen = {name: value for name, value in given.items() if value}
    answer = graph.ask("commitments", **chosen)
    assert isinstance(answer, Result)
    table = Table.of(answer, title=graph.queries["commitments"].title, parameters=shown(chosen))
    write_answer(table.filled() if out.name == "table" else table, out, iris=iris)
    return 0
