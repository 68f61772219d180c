"""`kg export`: writes the graph for other tools."""

from __future__ import annotations

import sys

from kg.cli import completion, options
from kg.cli.command import command as make
from kg.cli.opening import open_graph
from kg.cli.options import Scope
from kg.project.paths import cannot_write, check_place


@make("export", examples=["kg export -o graph.ttl", "kg export -f turtle", "kg export -f country-year -o panel.csv"])
@options.option(
    "-f", "--format", "style", metavar="FORMAT", shell_complete=completion.export_formats,
    help="trig, nquads, jsonld (all named graphs); turtle, ntriples, rdfxml (accepted and inferred statements); "
    "schema.org (events); nanopub; prov; graphml, gexf (networks); country-year, dyad-year (CSV panels). "
    "Default: from the ending of FILE, or trig.",
)  # fmt: skip
@options.output("File to write; - is standard output. Default: standard output.")
@options.project
@options.scope
def command(*, style: str | None, output: str | None, project: str | None, scope: Scope) -> int:
    """Export the graph: RDF, networks, nanopublications, CSV panels."""
    from pathlib import Path

    from kg.formats.export import export, format_of

    file = None if output in (None, "-") else output
    if file is not None:
        check_place(file)
    chosen = style or ("trig" if file is None else format_of(file))
    content = export(open_graph(project, scope).snapshot, chosen)
    if file is None:
        sys.stdout.buffer.write(content)
        return 0
    try:
        Path(file).write_bytes(content)
    except OSError as error:
        raise cannot_write(file, error) from error
    return 0
