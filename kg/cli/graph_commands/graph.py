"""`kg graph`: writes the interactive page."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.cli import completion, options
from kg.cli.command import command as make
from kg.cli.opening import open_graph
from kg.cli.options import Opening
from kg.cli.output import say, showing_progress, tell, with_option
from kg.cli.values import DAY
from kg.errors import UsageError
from kg.project.paths import check_place

if TYPE_CHECKING:
    import datetime

_PART = "Part of a view"


@make(
    "graph",
    exclusive=[("--view", "--question")],
    examples=[
        "kg graph -o page.html",
        "kg graph -o met.html --view meetings",
        "kg graph -o frameworks.html --question 1",
        "kg graph -o kz.html --question 1 --with country=KZ",
        "kg graph -o near.html --around Uzbekistan --steps 1",
        "kg graph -o recent.html --since 2024-01-01",
    ],
)
@options.output("HTML file to write; - is standard output. Required.", required=True)
@options.option(
    "--view",
    metavar="NAME",
    shell_complete=completion.views,
    help="View to draw (see kg view). Default: entities.",
)
@options.option(
    "--question", metavar="NAME", shell_complete=completion.questions,
    help="Draw the answer to this question (name or number) instead.",
)  # fmt: skip
@options.option(
    "--with", "given", multiple=True, metavar="NAME=VALUE", shell_complete=completion.assignments,
    help="A parameter of the question. May be repeated.",
)  # fmt: skip
@options.option(
    "--around", multiple=True, metavar="THING", shell_complete=completion.things(), group=_PART,
    help="Only what is near THING: a name, a code or an IRI. May be repeated.",
)  # fmt: skip
@options.option(
    "--steps", type=int, metavar="N", group=_PART,
    help="With --around: how near, as the number of relations from THING. Default: 2.",
)  # fmt: skip
@options.option(
    "--since", metavar="DATE", type=DAY, group=_PART,
    help="Only what holds or happens on this day (YYYY-MM-DD) or later. What has no date stays.",
)  # fmt: skip
@options.option(
    "--all", "whole", is_flag=True, group=_PART,
    help="Draw a view or a part of it even if it is too large for a browser to draw well.",
)  # fmt: skip
@options.project
@options.scope
def command(
    *,
    output: str,
    view: str | None,
    question: str | None,
    given: tuple[str, ...],
    around: tuple[str, ...],
    steps: int | None,
    since: datetime.date | None,
    whole: bool,
    project: str | None,
    opening: Opening,
) -> int:
    """Write the graph as an interactive page that works offline.

    If a view is too large for one page, kg says how large it is before any work, and you can choose a part of it.
    """
    if question is not None and (around or steps is not None or since or whole):
        raise UsageError(
            "--around, --steps, --since and --all choose a part of a view; a question has --with NAME=VALUE"
        )
    parameters = _parameters(given)
    if parameters and question is None:
        raise UsageError("--with needs --question NAME; kg ask lists the questions")
    if output != "-":
        check_place(output)
    from kg.analysis.part import check_steps
    from kg.build.assemble import gc_paused

    check_steps(steps, around or None)
    graph = open_graph(project, opening)
    with showing_progress() as progress, gc_paused():
        progress("drawing")
        picture = graph.draw(
            view,
            question=question,
            around=around or None,
            steps=steps,
            since=since,
            whole=whole,
            note=say,
            **parameters,
        )
        if output == "-":
            sys.stdout.buffer.write(picture.html().encode())
        else:
            picture.write(output)
            tell(output)
    about = picture.graph.graph
    for note in about["answer"]["notes"] if "answer" in about else map(with_option, about["notes"]):
        say(f"note: {note}")
    return 0


def _parameters(given: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not (name and equals and value):
            raise UsageError(f"--with {text}: write NAME=VALUE, as in --with country=UZ")
        name = name.replace("-", "_")
        # The methods of the graph have parameters of their own with these names.
        found.setdefault(
            f"{name}_"
            if name in ("view", "question", "path", "self", "around", "steps", "since", "whole", "note")
            else name,
            [],
        ).append(value)
    return found
