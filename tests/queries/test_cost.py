"""No query is slow. The limit is relative to the time of reading the graph, so it fits any machine."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

from kg.graph import KnowledgeGraph
from kg.project.paths import shipped_root
from kg.rdf import terms
from kg.sparql.header import Parameter
from kg.sparql.library import Query, library
from kg.sparql.parameters import fill
from kg.sparql.run import run
from kg.store.builds import read_snapshot
from kg.store.snapshot import Snapshot

FOLDER = shipped_root() / "queries"
FOLDERS = [FOLDER, *(FOLDER / name for name in ("checks", "views", "exports", "exports/panel"))]
#: The limit: CPU time of a query by that of reading the graph. The slowest query has 1.2, most have 0.05.
MOST = 4
#: Values for parameters whose default is "any", by the local name of their datatype.
VALUES = {"date": "2024-11-13", "gYear": "2024"}


def cpu_seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


@cache
def value_for(snapshot: Snapshot, parameter: Parameter) -> str:
    """Return a value of a parameter; for a class, the instance that is the subject of most statements."""
    if parameter.kind.startswith(terms.XSD):
        return VALUES[terms.local_name(parameter.kind)]
    kind = "?any" if parameter.kind.startswith(terms.RDFS) else f"<{parameter.kind}>"
    rows = snapshot.select(
        f"SELECT ?s {{ ?s a {kind} ; ?p ?o . FILTER (isIRI(?s)) }} GROUP BY ?s ORDER BY DESC(COUNT(?p)) ?s LIMIT 1"
    )
    return str(next(row["s"].value for row in rows))


def ways_to_ask(snapshot: Snapshot, query: Query) -> Iterator[tuple[str, str]]:
    """Yield a query with its defaults, and with a value for each optional parameter."""
    yield "", query.text
    for parameter in query.parameters:
        if parameter.optional:
            value = value_for(snapshot, parameter)
            yield f" --{parameter.name} {value}", fill(snapshot, query, {parameter.name: value})


def slow(snapshot: Snapshot, queries: list[Query]) -> dict[str, float]:
    """Return the ways to ask that take longer than the limit, each with its relative time."""
    reading = min(cpu_seconds(lambda: read_snapshot(snapshot.folder.parent, snapshot.folder.name)) for _ in range(3))
    found = {}
    for query in queries:
        for how, text in ways_to_ask(snapshot, query):

            def ask(text: str = text) -> object:
                return run(snapshot, text)

            # Three attempts, because the machine may be busy.
            for _ in range(3):
                if (times := cpu_seconds(ask) / reading) <= MOST:
                    break
            else:
                found[query.name + how] = round(times, 1)
    return found


def test_no_query_is_slow(shipped: KnowledgeGraph) -> None:
    queries = [query for folder in FOLDERS for query in library([folder]).values()]
    assert len(queries) > 60
    assert slow(shipped.snapshot, queries) == {}


def test_a_slow_query_is_named(shipped: KnowledgeGraph) -> None:
    quick = library([FOLDER])["leaders"]
    pairs = "SELECT (COUNT(*) AS ?n) { SELECT * { ?a ?p ?b . ?c ?q ?d } LIMIT 3000000 }"
    heavy = replace(quick, name="heavy", text=pairs, parameters=())
    assert list(slow(shipped.snapshot, [quick, heavy])) == ["heavy"]
