"""`kg why`: proves a statement."""

from __future__ import annotations

from kg.cli import completion, options
from kg.cli.command import command as make
from kg.cli.opening import open_graph
from kg.cli.options import Opening
from kg.cli.output import file_of, say, style_of, terminal, write
from kg.cli.values import NUMBER
from kg.errors import UsageError

#: The formats, each with the ending of its files.
_ENDINGS = {"table": ".txt", "json": ".json", "jsonl": ".jsonl", "markdown": ".md", "mermaid": ".mmd"}


@make(
    "why",
    examples=[
        'kg why UZ "met under" us-uz-spd',
        "kg why event:us-uz-spd-4 a kg:HeldEvent",
        "kg why UZ worksThrough un -f json",
        'kg why UZ "met under" us-uz-spd --texts texts',
        'kg why UZ "met under" us-uz-spd --all 3 -f mermaid',
        'kg why UZ "met under" us-uz-spd -o proof.md',
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
    help="The property, such as 'met under', 'earliest date' or kg:metUnder; the letter a stands for 'is a'.",
)  # fmt: skip
@options.argument(
    "object",
    metavar="OBJECT",
    shell_complete=completion.things(),
    help="A thing, as for SUBJECT, or a value such as a date.",
)
@options.project
@options.output_format(tuple(_ENDINGS))
@options.output()
@options.option("--all", "limit", type=NUMBER, default=1, metavar="N", help="Show up to N proofs, shortest first.")
@options.texts
@options.scope
def command(
    *, subject: str, predicate: str, object: str, limit: int, project: str | None, style: str | None,  # noqa: A002
    output: str | None, texts: str | None, opening: Opening,
) -> int:  # fmt: skip
    """Prove a statement: rules, premises, passages in sources.

    The proof shows step by step which rules and premises a statement follows from, down to the passages in which
    sources state them. If the statement does not hold, kg shows what stands against it, such as a judgement or another
    answer, and similar statements that hold, and exits with 1. It also exits with 1 if the statement is not known: it
    may be true although no source states it, unless a list is known to be complete without it.
    """
    from kg.formats.tables.json import json_lines, json_text
    from kg.formats.tables.terminal import folded
    from kg.sparql.notes import lenient_notes

    file = file_of(output)
    chosen = style_of(style or _style_of_file(file))
    graph = open_graph(project, opening)
    explanation = graph.why(subject, predicate, object, limit=limit, texts=texts)
    if chosen == "markdown":
        text = explanation.markdown() + "\n"
    elif chosen == "mermaid":
        text = explanation.mermaid() + "\n"
    elif chosen in ("json", "jsonl"):
        text = (json_text if chosen == "json" else json_lines)([explanation.as_dict()])
    else:
        text = folded(str(explanation), terminal()["width"]) + "\n"
    write(text, file)
    for note in lenient_notes(graph.snapshot):
        say(f"note: {note}")
    return 0 if explanation.holds else 1


def _style_of_file(file: str | None) -> str | None:
    if file is None:
        return None
    for style, ending in _ENDINGS.items():
        if file.lower().endswith(ending):
            return style
    listed = ", ".join(f"{ending} ({style})" for style, ending in _ENDINGS.items())
    raise UsageError(f"{file}: no format has this ending; give -f FORMAT, or one of {listed}")
