"""`kg export`: writes the graph for other programs."""

from __future__ import annotations

from kg.cli import options
from kg.cli.command import command as make
from kg.cli.opening import open_graph
from kg.cli.options import Opening
from kg.cli.output import file_of, say, write
from kg.cli.values import FormatName
from kg.formats.format import GRAPHS, format_of

_FORMAT = FormatName([GRAPHS])


@make(
    "export",
    examples=["kg export -o graph.ttl", "kg export -f turtle", "kg export -f country-year -o panel.csv"],
    listing=("Formats", lambda: _FORMAT.titles().items()),
)
@options.option(
    "-f", "--format", "style", metavar="FORMAT", type=_FORMAT,
    help="Format of the file, one of those below. Default: from the ending of FILE, or trig.",
)  # fmt: skip
@options.output()
@options.project
@options.timeout()
@options.scope
def command(*, style: str | None, output: str | None, project: str | None, opening: Opening) -> int:
    """Export the graph for other programs, as RDF, a network or statistics."""
    from kg.evidence.judgements.notes import note_on_graph
    from kg.formats.export import export

    file = file_of(output)
    chosen = style or ("trig" if file is None else format_of(file, GRAPHS, note=say))
    snapshot = open_graph(project, opening).snapshot
    write(export(snapshot, chosen), file)
    for note in note_on_graph(snapshot):
        say(f"note: {note}")
    return 0
