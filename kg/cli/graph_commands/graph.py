"""`kg graph`: writes the interactive page."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from kg.cli import completion, options
from kg.cli.command import command as make
from kg.cli.opening import open_graph
from kg.cli.options import Opening
from kg.cli.output import say, showing_progress, tell, with_option
from kg.errors import UsageError
from kg.project.paths import check_place


@make(
    "graph",
    exclusive=[("--view", "--question")],
    examples=[
        "kg graph -o page.html",
        "kg graph -o met.html --view meetings",
        "kg graph -o frameworks.html --question 1",
        "kg graph -o kz.html --question 1 --with country=KZ",
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
@options.project
@options.scope
def command(
    *,
    output: str,
    view: str | None,
    question: str | None,
    given: tuple[str, ...],
    project: str | None,
    opening: Opening,
) -> int:
    """Write the graph as an interactive page that works offline."""
    parameters = _parameters(given)
    if parameters and question is None:
        raise UsageError("--with needs --question NAME; kg ask lists the questions")
    if output != "-":
        check_place(output)
    graph = open_graph(project, opening)
    with showing_progress() as progress:
        progress("drawing")
        picture = graph.draw(view, question=question, **parameters)
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
        found.setdefault(f"{name}_" if name in ("view", "question", "path", "self") else name, []).append(value)
    return found
