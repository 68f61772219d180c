"""`kg sparql`: runs a SPARQL query."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.cli import options
from kg.cli.command import command as make
from kg.cli.opening import open_graph
from kg.cli.options import Opening
from kg.cli.output import Output, say, write, write_answer
from kg.cli.values import FILE, ROWS
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.store.snapshot import Snapshot


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
@options.option(
    "--limit", metavar="ROWS", type=ROWS, default=100_000,
    help="Cut the answer after this many rows, and say so; 0 for no limit. Default: 100000.",
)  # fmt: skip
@options.timeout()
@options.scope
def command(
    *, query: str | None, file: str | None, project: str | None, out: Output, iris: bool, limit: int,
    opening: Opening,
) -> int:  # fmt: skip
    """Run a SPARQL query.

    SPARQL is the query language for RDF, the data model of the graph. The usual prefixes (kg:, country:, event: ...)
    need no declaration. A query without GRAPH and FROM reads the accepted and the inferred statements. Each source is
    a named graph; GRAPH ?g means the sources.
    """
    from kg.evidence.judgements.notes import judgement_notes
    from kg.evidence.judgements.unaffected import is_unaffected
    from kg.formats.table import Table
    from kg.formats.tables.csv import safe_results
    from kg.sparql.notes import query_notes
    from kg.sparql.results import Answer, Result
    from kg.sparql.run import run, run_w3c
    from kg.sparql.worker import Limits, current_limits

    text = _read(query, file)
    graph = open_graph(project, opening)
    limits = replace(current_limits() or Limits(), rows=limit)

    def again(other: Snapshot) -> Answer:
        return run(other, text, limits)

    if out.style in ("json", "csv", "tsv"):
        written, notes = run_w3c(graph.snapshot, text, out.style, limits)
        write(safe_results(written, out.style, bom=out.bom), out.file)
        if graph.snapshot.is_judged and not is_unaffected(graph.snapshot, text):
            notes += judgement_notes(again(graph.snapshot), graph.snapshot, again, most=limit)
    else:
        answer = again(graph.snapshot)
        notes = judgement_notes(answer, graph.snapshot, again, text=text, most=limit)
        table: Table | Answer = answer
        if isinstance(answer, Result):
            # In a workbook the notes are on the sheet about the data.
            answer = replace(answer, notes=(*answer.notes, *notes))
            table, notes = Table.of(answer, title="Answer to a query", parameters={"query": text}), ()
        write_answer(table, out, iris=iris)
    for note in (*notes, *query_notes(graph.snapshot, text)):
        say(f"note: {note}")
    return 0


def _read(query: str | None, file: str | None) -> str:
    from kg.project.paths import not_utf8
    from kg.project.read import read_content

    try:
        if file is not None and query is None:
            return read_content(file, given=True).decode("utf-8-sig")
        if query is not None and file is None:
            return sys.stdin.buffer.read().decode("utf-8-sig") if query == "-" else query
    except OSError as error:
        raise UsageError(f"{file or 'standard input'}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{file or 'standard input'}: {not_utf8(error)}; save the query as UTF-8") from error
    raise UsageError('give one query: kg sparql "SELECT ..." or kg sparql --file FILE')
