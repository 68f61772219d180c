"""Commands that weigh what sources say: conflicts."""

from __future__ import annotations

import argparse

from kg.cli.common import Command, add_format, add_selection, open_graph, style_of, terminal, write


def add(command: Command) -> None:
    """Add the commands."""
    sub = command(
        "conflicts",
        _conflicts,
        "list where sources contradict one another, each side with its sources and what was judged",
        "kg conflicts",
        "kg conflicts --slot leader",
        "kg conflicts --about cn-uz-fmsd-1 --format json",
        "kg conflicts --open",
    )
    sub.add_argument("--slot", metavar="NAME", help="only of this question, such as leader, date or purpose")
    sub.add_argument("--about", metavar="THING", help="only what has to do with this thing")
    sub.add_argument("--open", action="store_true", help="only what judgements do not settle")
    sub.add_argument("--iris", action="store_true", help="CURIEs in tables instead of labels")
    add_selection(sub)
    add_format(sub, "table", "json", "jsonl", "csv", "tsv", "markdown")


def _conflicts(options: argparse.Namespace) -> int:
    from kg import conflict, output

    graph = open_graph(options)
    found = graph.conflicts(slot=options.slot, about=options.about, unsettled=options.open)
    style = style_of(options)
    if style in ("json", "jsonl"):
        write(output.rows_text([one.as_dict() for one in found], style))
    else:
        write(output.render(conflict.table(found, graph.snapshot), style, curies=options.iris, **terminal()))
    return 0
