"""`kg why`: proves a statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.cli import completion, options
from kg.cli.command import command as make
from kg.cli.opening import open_graph
from kg.cli.options import Opening
from kg.cli.output import style_of, terminal, write
from kg.cli.values import NUMBER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.evidence.explanation import Explanation
    from kg.rdf.model import Triple


@make(
    "why",
    examples=[
        'kg why UZ "met under" us-uz-spd',
        "kg why event:us-uz-spd-4 a kg:HeldEvent",
        "kg why UZ worksThrough un -f json",
        'kg why UZ "met under" us-uz-spd --texts texts',
        'kg why UZ "met under" us-uz-spd --all 3 -f mermaid',
    ],
)
@options.argument(
    "subject",
    metavar="SUBJECT",
    shell_complete=completion.things(),
    help="A thing: its name, code or identifier (Uzbekistan, UZ, country:UZ).",
)
@options.argument(
    "predicate", metavar="PREDICATE", shell_complete=completion.predicates,
    help="The relation, such as 'met under' or kg:metUnder; the letter a stands for 'is a'.",
)  # fmt: skip
@options.argument(
    "object",
    metavar="OBJECT",
    shell_complete=completion.things(),
    help="A thing, as for SUBJECT, or a value such as a date.",
)
@options.project
@options.output_format(("table", "json", "jsonl", "markdown", "mermaid"))
@options.option("--all", "limit", type=NUMBER, default=1, metavar="N", help="Show up to N proofs, shortest first.")
@options.texts
@options.scope
def command(
    *, subject: str, predicate: str, object: str, limit: int, project: str | None, style: str | None,  # noqa: A002
    texts: str | None, opening: Opening,
) -> int:  # fmt: skip
    """Prove a statement: rules, premises, passages in sources.

    The proof shows step by step which rules and premises a statement follows from, down to the passages in which
    sources state them. If the statement does not hold, kg shows similar ones that do, and exits with 1.
    """
    from kg.evidence.why import neighbours
    from kg.formats.tables.json import json_lines, json_text
    from kg.formats.tables.terminal import folded

    graph = open_graph(project, opening)
    explanation = graph.why(subject, predicate, object, limit=limit, texts=texts)
    chosen = style_of(style)
    if chosen == "markdown":
        print(explanation.markdown())
    elif chosen == "mermaid":
        print(explanation.mermaid())
    elif chosen in ("json", "jsonl"):
        written = json_text if chosen == "json" else json_lines
        write(written([explanation.as_dict()]))
    else:
        print(folded(str(explanation), terminal()["width"]))
        if not explanation.holds:
            _print_near(explanation, neighbours(graph.snapshot, explanation.triple))
    return 0 if explanation.holds else 1


def _print_near(explanation: Explanation, near: Sequence[Triple]) -> None:
    from kg.sparql.results import to_text

    snapshot = explanation.snapshot
    if explanation.asserted_in:
        print("stated by " + ", ".join(map(snapshot.label, explanation.asserted_in)) + ", but rejected by a judgement")
    if near:
        print("similar statements that hold:")
        for triple in near[:12]:
            print("  {} — {} → {}".format(*(to_text(term, snapshot) for term in triple)))
