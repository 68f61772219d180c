"""Commands that show the graph as a network: graph, view."""

from __future__ import annotations

import argparse
import contextlib
import sys
from typing import Any

from kg.cli.common import Command, add_format, add_selection, open_graph, showing_progress, style_of, terminal, write
from kg.errors import UnknownNameError, UsageError


def add(command: Command) -> None:
    """Add the commands."""
    sub = command(
        "graph", _graph, "write the interactive page", "kg graph -o page.html", "kg graph -o met.html --view meetings",
        "kg graph -o frameworks.html --question 1", "kg graph -o kz.html --question 1 --with country=KZ",
    )  # fmt: skip
    sub.add_argument("-o", "--output", required=True, metavar="FILE", help="the HTML file; - is standard output")
    sub.add_argument("--view", metavar="NAME", help="which view to draw; entities unless told")
    sub.add_argument("--question", metavar="NAME", help="draw the answer to a question, by name or number")
    sub.add_argument(
        "--with", dest="given", action="append", default=[], metavar="NAME=VALUE",
        help="a parameter of the question; repeat for several",
    )  # fmt: skip
    add_selection(sub)

    sub = command(
        "view",
        _view,
        "show a networkx view, or ask it for paths, brokers and communities; without a name, list them",
        "kg view",
        "kg view affiliations",
        "kg view entities --path US China",
        "kg view countries --brokers",
        "kg view affiliations --communities",
    )
    sub.add_argument("name", nargs="?", metavar="NAME", help="name of a view")
    question = sub.add_mutually_exclusive_group()
    question.add_argument("--path", nargs=2, metavar=("A", "B"), help="a shortest path between two nodes")
    question.add_argument(
        "--brokers", nargs="*", metavar="A B", help="betweenness; with two nodes, of the paths between them"
    )
    question.add_argument("--communities", action="store_true", help="who belongs together (Louvain)")
    add_selection(sub)
    add_format(sub, "table", "json", "jsonl", "csv", "tsv", "markdown")


def _graph(options: argparse.Namespace) -> int:
    given: dict[str, list[str]] = {}
    for text in options.given:
        name, equals, value = text.partition("=")
        if not (name and equals and value):
            raise UsageError(f"--with {text}: write NAME=VALUE, as in --with country=UZ")
        given.setdefault(name.replace("-", "_"), []).append(value)
    if options.view is not None and options.question is not None:
        raise UsageError("--view and --question: give one of them")
    if given and options.question is None:
        raise UsageError("--with goes with --question NAME; kg ask lists the questions")
    graph = open_graph(options)
    with showing_progress() as progress:
        progress("drawing")
        if options.output == "-":
            sys.stdout.buffer.write(graph.draw(options.view, question=options.question, **given).html().encode())
            return 0
        path = graph.page(options.output, options.view, question=options.question, **given)
    print(path)
    return 0


def _view(options: argparse.Namespace) -> int:
    from kg.analysis.measures import brokers, communities, shortest_path
    from kg.analysis.views.facts import KINDS
    from kg.analysis.views.graph import view
    from kg.analysis.views.rows import titles
    from kg.formats import tables
    from kg.rdf import terms
    from kg.sparql.resolve import nearest, resolve

    if options.name is None:
        if options.path or options.brokers is not None or options.communities:
            raise UsageError(
                "name a view first: kg view NAME --path ..., --brokers or --communities; kg view lists them"
            )
        rows: list[dict[str, Any]] = [{"name": name, "title": title} for name, title in titles()]
        write(tables.dictionaries(rows, style_of(options), **terminal(), whole=("name",)))
        return 0
    graph = open_graph(options)
    snapshot = graph.snapshot
    with showing_progress() as progress:
        progress("projecting")
        made = view(snapshot, options.name)

    def node(text: str) -> str:
        kinds = {data["kind"] for _, data in made.nodes(data=True)}
        for kind in (kind for kind in KINDS if kind in kinds):
            with contextlib.suppress(UnknownNameError):
                return resolve(snapshot, text, terms.KG + kind).value
        raise UnknownNameError("node of this view", text, (), nearest(snapshot, text, made))

    columns: tuple[str, ...]
    if options.path:
        columns = ("from", "relation", "to", "inferred", "sources")
        steps = shortest_path(made, *map(node, options.path))
        if not steps:
            print(
                f"kg: no path from {options.path[0]} to {options.path[1]} in the view {options.name}", file=sys.stderr
            )
        rows = [
            {"from": snapshot.label(step.start), "relation": step.relation if step.forward else f"← {step.relation}",
             "to": snapshot.label(step.end),
             "inferred": "yes" if step.inferred else "no", "sources": ", ".join(map(snapshot.label, step.sources))}
            for step in steps
        ]  # fmt: skip
    elif options.brokers is not None:
        columns = ("node", "betweenness")
        if len(options.brokers) not in (0, 2):
            raise UsageError("--brokers takes no node, or two")
        between = (node(options.brokers[0]), node(options.brokers[1])) if options.brokers else None
        rows = [{"node": snapshot.label(iri), "betweenness": score} for iri, score in brokers(made, between)]
    elif options.communities:
        columns = ("community", "members")
        rows = [
            {"community": number, "members": ", ".join(map(snapshot.label, members))}
            for number, members in enumerate(communities(made), 1)
        ]
    else:
        columns = ("from", "relation", "how", "to", "start", "end", "inferred", "sources")
        rows = [
            {"from": snapshot.label(start), "relation": data["label"], "how": data["how"], "to": snapshot.label(end),
             "start": data["start"], "end": data["end"], "inferred": "yes" if data["inferred"] else "no",
             "sources": ", ".join(map(snapshot.label, data["sources"]))}
            for start, end, data in made.edges(data=True)
        ]  # fmt: skip
    write(tables.dictionaries(rows, style_of(options), **terminal(), columns=columns))
    return 0
