"""`kg sparql`: runs a SPARQL query."""

from __future__ import annotations

import sys

from kg.cli import options
from kg.cli.command import command as make
from kg.cli.opening import open_graph
from kg.cli.options import Opening
from kg.cli.output import Output, say, write, write_answer
from kg.cli.values import FILE
from kg.errors import UsageError


@make(
    "sparql",
    examples=[
        'kg sparql "SELECT ?f { country:UZ kg:metUnder ?f }"',
        "kg sparql --file question.rq --format json",
        'kg sparql "ASK { GRAPH source:kun-uz-2024-11-16 { ?s a kg:Grant } }"',
    ],
)
@options.argument(
    "query", required=False, metavar="[QUERY]", help="A SPARQL 1.1 query; - reads it from standard input."
)
@options.option("--file", metavar="FILE", type=FILE, help="Read the query from FILE.")
@options.project
@options.table(triples=True)
@options.iris
@options.scope
def command(
    *, query: str | None, file: str | None, project: str | None, out: Output, iris: bool, opening: Opening
) -> int:
    """Run a SPARQL query.

    SPARQL is the query language for RDF, the data model of the graph. The usual prefixes (kg:, country:, event: ...)
    need no declaration. Each source is a named graph. A query without GRAPH reads the accepted and the inferred
    statements.
    """
    from kg.formats.table import Table
    from kg.formats.tables.csv import excel_csv
    from kg.sparql.results import Answer, Result
    from kg.sparql.run import run, run_w3c
    from kg.sparql.syntax import unknown_terms

    text = _read(query, file)
    graph = open_graph(project, opening)
    if out.style in ("json", "csv", "tsv"):
        written = run_w3c(graph.snapshot, text, out.style)
        write(excel_csv(written) if out.bom else written, out.file)
    else:
        answer: Table | Answer = run(graph.snapshot, text)
        if isinstance(answer, Result):
            answer = Table.of(answer, title="Answer to a query", parameters={"query": text})
        write_answer(answer, out, iris=iris)
    for note in unknown_terms(graph.snapshot, text):
        say(note)
    return 0


def _read(query: str | None, file: str | None) -> str:
    from pathlib import Path

    try:
        if file is not None and query is None:
            return Path(file).read_text(encoding="utf-8-sig")
        if query is not None and file is None:
            return sys.stdin.buffer.read().decode("utf-8-sig") if query == "-" else query
    except OSError as error:
        raise UsageError(f"{file or 'standard input'}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{file or 'standard input'}: is not UTF-8; save the query as UTF-8") from error
    raise UsageError('give one query: kg sparql "SELECT ..." or kg sparql --file FILE')
