"""No query takes long: each is compared with reading the graph from disk, so that no machine is too slow."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

from kg.graph import KnowledgeGraph
from kg.project.project import shipped_root
from kg.rdf import terms
from kg.sparql.header import Parameter
from kg.sparql.library import Query, library
from kg.sparql.parameters import fill
from kg.sparql.run import run
from kg.store.builds import read_snapshot
from kg.store.snapshot import Snapshot

FOLDER = shipped_root() / "queries"
FOLDERS = [FOLDER, *(FOLDER / name for name in ("checks", "views", "exports", "exports/panel"))]
#: How often the CPU time of reading the graph a query may take. The slowest takes 1.2 times as long, most a twentieth.
MOST = 4
#: Values for parameters whose default is "any", by the local name of their datatype.
VALUES = {"date": "2024-11-13", "gYear": "2024"}


def cpu_seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


@cache
def value_for(snapshot: Snapshot, parameter: Parameter) -> str:
    """Return a value of a parameter: of a class, the instance that most statements are about."""
    if parameter.kind.startswith(terms.XSD):
        return VALUES[terms.local_name(parameter.kind)]
    kind = "?any" if parameter.kind.startswith(terms.RDFS) else f"<{parameter.kind}>"
    rows = snapshot.select(
        f"SELECT ?s {{ ?s a {kind} ; ?p ?o . FILTER (isIRI(?s)) }} GROUP BY ?s ORDER BY DESC(COUNT(?p)) ?s LIMIT 1"
    )
    return str(next(row["s"].value for row in rows))


def ways_to_ask(snapshot: Snapshot, query: Query) -> Iterator[tuple[str, str]]:
    """Yield a query with its defaults, and with each parameter that has none filled in."""
    yield "", query.text
    for parameter in query.parameters:
        if parameter.optional:
            value = value_for(snapshot, parameter)
            yield f" --{parameter.name} {value}", fill(snapshot, query, {parameter.name: value})


def slow(snapshot: Snapshot, queries: list[Query]) -> dict[str, float]:
    """Return the ways to ask that take longer than they may, with how many times the graph could be read meanwhile."""
    reading = min(cpu_seconds(lambda: read_snapshot(snapshot.folder.parent, snapshot.folder.name)) for _ in range(3))
    found = {}
    for query in queries:
        for how, text in ways_to_ask(snapshot, query):

            def ask(text: str = text) -> object:
                return run(snapshot, text)

            # A second and a third try, since the machine may be busy with something else.
            for _ in range(3):
                if (times := cpu_seconds(ask) / reading) <= MOST:
                    break
            else:
                found[query.name + how] = round(times, 1)
    return found


def test_no_query_takes_long(shipped: KnowledgeGraph) -> None:
    queries = [query for folder in FOLDERS for query in library([folder]).values()]
    assert len(queries) > 60
    assert slow(shipped.snapshot, queries) == {}


def test_a_query_that_takes_long_is_named(shipped: KnowledgeGraph) -> None:
    quick = library([FOLDER])["leaders"]
    pairs = "SELECT (COUNT(*) AS ?n) { SELECT * { ?a ?p ?b . ?c ?q ?d } LIMIT 3000000 }"
    heavy = replace(quick, name="heavy", text=pairs, parameters=())
    assert list(slow(shipped.snapshot, [quick, heavy])) == ["heavy"]
