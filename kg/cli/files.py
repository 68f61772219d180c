"""Commands that write the graph into files: export."""

from __future__ import annotations

import argparse
import sys

from kg.cli.common import Command, add_selection, open_graph
from kg.project.paths import cannot_write, check_place


def add(command: Command) -> None:
    """Add the commands."""
    sub = command(
        "export", _export, "write the graph as RDF or GraphML", "kg export -o graph.ttl", "kg export -f turtle"
    )
    kinds = (
        "trig, nquads, jsonld (all graphs), turtle, ntriples, rdfxml (accepted + inferred), schema.org (events), "
        "nanopub, prov, graphml, gexf, country-year, dyad-year (panel data as CSV)"
    )
    sub.add_argument(
        "-f", "--format", metavar="FORMAT", help=f"{kinds}; unless told, what the name of FILE ends in, else trig"
    )
    sub.add_argument("-o", "--output", metavar="FILE", help="standard output unless told, and for -")
    add_selection(sub)


def _export(options: argparse.Namespace) -> int:
    from pathlib import Path

    from kg.formats.export import export, format_of

    if options.output not in (None, "-"):
        check_place(options.output)
    style = options.format or (format_of(options.output) if options.output not in (None, "-") else "trig")
    content = export(open_graph(options).snapshot, style)
    if options.output in (None, "-"):
        sys.stdout.buffer.write(content)
        return 0
    try:
        Path(options.output).write_bytes(content)
    except OSError as error:
        raise cannot_write(options.output, error) from error
    return 0
