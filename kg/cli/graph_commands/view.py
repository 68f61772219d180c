"""`kg view`: shows a network of the graph, paths, brokers and communities."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.cli import completion, options
from kg.cli.command import command as make
from kg.cli.opening import open_graph
from kg.cli.options import Opening
from kg.cli.output import Output, say, showing_progress, with_option, write_answer
from kg.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    import networkx

    from kg.formats.table import Table
    from kg.store.snapshot import Snapshot

_ASK = "Analyse the view (choose one)"
#: The columns of each kind of answer; its rows have these fields.
_COLUMNS = {
    "edges": ("from", "relation", "how", "to", "start", "end", "inferred", "sources"),
    "path": ("from", "relation", "to", "inferred", "sources"),
    "brokers": ("node", "betweenness"),
    "communities": ("community", "members"),
}
#: The columns whose cells are nodes, by their IRIs.
#: From how many seconds on kg says beforehand how long the brokers take.
_LONG = 5
_NODES = ("from", "to", "node")
Rows = list[tuple[Any, ...]]


@make(
    "view",
    exclusive=[("--path", "--brokers", "--communities")],
    examples=[
        "kg view",
        "kg view affiliations",
        "kg view entities --path US China",
        "kg view countries --brokers",
        "kg view affiliations --communities",
    ],
)
@options.argument("name", required=False, metavar="[NAME]", shell_complete=completion.views, help="Name of a view.")
@options.option(
    "--path",
    nargs=2,
    metavar="A B",
    group=_ASK,
    shell_complete=completion.things(),
    help="A shortest path between A and B.",
)
@options.option(
    "--brokers", many=True, metavar="[A B]", group=_ASK, shell_complete=completion.things(),
    help="The things that most shortest paths run through, with their share of the paths (betweenness); with A and B, "
    "of the paths between these two.",
)  # fmt: skip
@options.option("--communities", is_flag=True, group=_ASK, help="Groups of closely linked things (Louvain method).")
@options.project
@options.table()
@options.scope
def command(
    *, name: str | None, path: tuple[str, str] | None, brokers: tuple[str, ...], communities: bool,
    project: str | None, out: Output, opening: Opening,
) -> int:  # fmt: skip
    """Show a network of the graph: edges, paths, brokers, communities.

    Without NAME, list the views. A view is a network of things and the relations between them.
    """
    from kg.analysis import measures
    from kg.analysis.views.graph import view
    from kg.analysis.views.rows import titles
    from kg.formats.table import Table

    if name is None:
        if path or brokers or communities:
            raise UsageError(
                "name a view first: kg view NAME --path ..., --brokers or --communities; kg view lists the views"
            )
        records = [{"name": name, "title": title} for name, title in titles()]
        write_answer(Table.of_records(records, ("name", "title"), title="Views", whole=("name",)), out)
        return 0
    if len(nodes := [text for text in brokers if text]) not in (0, 2):
        raise UsageError("--brokers takes either no value or two")
    graph = open_graph(project, opening)
    snapshot = graph.snapshot
    with showing_progress() as progress:
        progress("reading the network")
        network = view(snapshot, name)
    node = _finder(snapshot, network)
    if path:
        kind, rows = "path", _path(snapshot, network, node(path[0]), node(path[1]))
        if not rows:
            say(f"no path from {path[0]} to {path[1]} in the view {name}")
    elif brokers:
        kind, between = "brokers", (node(nodes[0]), node(nodes[1])) if nodes else None
        if between is None and (seconds := measures.seconds_of_brokers(network)) > _LONG:
            say(
                f"the brokers of all pairs of {len(network):,} things take about {seconds:,.0f} seconds; "
                "--brokers A B, of two things, takes less"
            )
        rows = list(measures.brokers(network, between))
    elif communities:
        kind = "communities"
        rows = [
            (number, ", ".join(map(snapshot.label, members)))
            for number, members in enumerate(measures.communities(network), 1)
        ]
    else:
        kind, rows = "edges", _edges(snapshot, network)

    def cited() -> set[str]:
        return {source for _, _, data in network.edges(data=True) for source in data["sources"]}

    table = _table(snapshot, _COLUMNS[kind], rows)
    notes = tuple(map(with_option, network.graph["notes"]))
    write_answer(replace(table, notes=notes, title=f"{dict(titles())[name]}: {kind}", cited=cited), out)
    return 0


def _table(snapshot: Snapshot, columns: tuple[str, ...], rows: Rows) -> Table:
    """Make a table in which nodes are things, with links and labels; JSON has only the labels, and yes or no."""
    import pyoxigraph as ox

    from kg.formats.table import Table

    def shown(cell: Any, node: bool) -> Any:
        return snapshot.label(cell) if node else ("yes" if cell else "no") if isinstance(cell, bool) else cell

    nodes = [column in _NODES for column in columns]
    cells = tuple(tuple(ox.NamedNode(c) if node else c for node, c in zip(nodes, row, strict=True)) for row in rows)
    labelled = ([shown(c, node) for node, c in zip(nodes, row, strict=True)] for row in rows)
    records = [dict(zip(columns, row, strict=True)) for row in labelled]
    return Table(columns, cells, snapshot, records=records)


def _finder(snapshot: Snapshot, network: networkx.MultiDiGraph) -> Callable[[str], str]:
    """Make a function that finds a node by its name."""
    from kg.analysis.views.facts import KINDS
    from kg.rdf import terms
    from kg.sparql.resolve import nearest, resolve

    @cache
    def kinds() -> set[str]:
        return {data["kind"] for _, data in network.nodes(data=True)}

    def node(text: str) -> str:
        for kind in (kind for kind in KINDS if kind in kinds()):
            with contextlib.suppress(UnknownNameError):
                return resolve(snapshot, text, terms.KG + kind).value
        raise UnknownNameError("node of this view", text, (), nearest(snapshot, text, network))

    return node


def _path(snapshot: Snapshot, network: networkx.MultiDiGraph, start: str, end: str) -> Rows:
    from kg.analysis.measures import shortest_path

    return [
        (
            step.start, step.relation if step.forward else f"← {step.relation}", step.end,
            step.inferred, ", ".join(map(snapshot.label, step.sources)),
        )
        for step in shortest_path(network, start, end)
    ]  # fmt: skip


def _edges(snapshot: Snapshot, network: networkx.MultiDiGraph) -> Rows:
    return [
        (
            start, data["label"], data["how"], end, data["start"], data["end"],
            data["inferred"], ", ".join(map(snapshot.label, data["sources"])),
        )
        for start, end, data in network.edges(data=True)
    ]  # fmt: skip
