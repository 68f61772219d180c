"""Commands that weigh what sources say: conflicts."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.cli.common import Command, add_format, add_selection, open_graph, style_of, terminal, write

if TYPE_CHECKING:
    from kg.evidence.conflicts import Conflict


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
    from kg.evidence import conflicts
    from kg.formats import tables

    graph = open_graph(options)
    found = graph.conflicts(slot=options.slot, about=options.about, unsettled=options.open)
    style = style_of(options)
    if style == "table":
        # Grounds are sentences: under each side they read better than in a cell.
        write("".join(f"{_wrapped(str(one))}\n\n" for one in found) + _summary(found) + "\n")
    elif style in ("json", "jsonl"):
        write(tables.rows_text([one.as_dict() for one in found], style))
    else:
        write(tables.render(conflicts.table(found, graph.snapshot), style, curies=options.iris, **terminal()))
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
    told = [f"{count} {status}" for status, count in counts.items() if count]
    return f"{len(found)} conflict{'' if len(found) == 1 else 's'}" + (f": {', '.join(told)}" if told else "")
