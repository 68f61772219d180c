"""No query of the library is slow on a desk of ten thousand statements, relative to reading its statements."""

from __future__ import annotations

import importlib.util
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.project.paths import shipped_root
from kg.rdf import terms
from kg.sparql.header import Parameter
from kg.sparql.library import PARAMETER_BLOCK, Query, library, read_query
from kg.sparql.parameters import day_defaults, fill
from kg.sparql.run import run
from kg.store.snapshot import Snapshot

ROOT = Path(__file__).parents[2]
QUERIES = shipped_root() / "queries"
FOLDERS = [QUERIES, *(QUERIES / name for name in ("checks", "views", "exports", "exports/panel"))]
#: The limit: CPU time of a query by that of reading all statements. The slowest query has 9, most have less than 1.
MOST = 15
#: A query that reads all statements of all graphs.
EVERYTHING = "SELECT (COUNT(*) AS ?n) { GRAPH ?any { ?s ?p ?o } }"
#: Values for parameters whose default is "any", by the local name of their datatype.
VALUES = {"date": "2015-11-13", "gYear": "2015"}
#: The things to ask for of a desk, by the class of a parameter; several for a question about any thing.
BUSY = {"Event": ["session"], "Framework": ["framework", "series"], "Post": ["post"], "Official": ["official"],
        "Topic": ["topic"], "Country": ["country"], "Party": ["country"],
        "Resource": ["session", "country", "official", "framework"]}  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> tuple[Snapshot, Mapping[str, list[str]]]:
    """A desk of ten thousand statements, and things to ask for."""
    maker = ROOT / "benchmarks" / "desk.py"
    if not maker.is_file():
        pytest.skip("the generator of desks is only in a checkout")
    sys.path.insert(0, str(maker.parent))
    spec = importlib.util.spec_from_file_location("desk", maker)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(maker.parent))
    folder = tmp_path_factory.mktemp("cost") / "desk"
    made: dict[str, Any] = module.make(folder, 10_000)
    return kg.open(folder).snapshot, made["ask"]


def cpu_seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def given(parameter: Parameter, ask: Mapping[str, list[str]]) -> list[str]:
    """Return values of a parameter that much of a desk depends on."""
    name = terms.local_name(parameter.kind)
    if parameter.kind.startswith(terms.XSD):
        return [VALUES[name]]
    return [value for kind in BUSY.get(name, ()) for value in ask.get(kind, ())[:1]]


def ways_to_ask(snapshot: Snapshot, query: Query, ask: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Yield a query with its defaults, and with values for each parameter."""
    yield "", fill(snapshot, query, day_defaults(snapshot, query))
    for parameter in query.parameters:
        for value in given(parameter, ask):
            yield f" --{parameter.name} {value}", fill(snapshot, query, {parameter.name: value})


def slow(snapshot: Snapshot, queries: list[Query], ask: Mapping[str, list[str]]) -> dict[str, float]:
    """Return the ways to ask that take longer than the limit, each with its relative time."""

    @cache
    def reading() -> float:
        return min(cpu_seconds(lambda: [run(snapshot, EVERYTHING) for _ in range(5)]) / 5 for _ in range(3))

    found = {}
    for query in queries:
        for how, text in ways_to_ask(snapshot, query, ask):
            # Three attempts, because the machine may be busy.
            times = [cpu_seconds(lambda text=text: run(snapshot, text)) / reading()]  # type: ignore[misc]
            while times[-1] > MOST and len(times) < 3:
                times.append(cpu_seconds(lambda text=text: run(snapshot, text)) / reading())  # type: ignore[misc]
            if min(times) > MOST:
                found[query.name + how] = round(min(times), 1)
    return found


def test_no_query_is_slow(desk: tuple[Snapshot, Mapping[str, list[str]]]) -> None:
    snapshot, ask = desk
    queries = [query for folder in FOLDERS for query in library([folder]).values()]
    queries += [read_query(path) for path in sorted((shipped_root() / "kg" / "analysis").rglob("*.rq"))]
    assert len(queries) > 60
    assert slow(snapshot, queries, ask) == {}


def test_a_query_that_reads_too_much_is_named(desk: tuple[Snapshot, Mapping[str, list[str]]]) -> None:
    snapshot, ask = desk
    quick = library([QUERIES])["passages"]
    # The value stands before the UNION, so that each branch runs without it.
    block = next(PARAMETER_BLOCK.finditer(quick.text))[0]
    text = PARAMETER_BLOCK.sub("", quick.text).replace("WHERE {", f"WHERE {{\n  {block}", 1)
    found = slow(snapshot, [quick, replace(quick, name="heavy", text=text)], {"session": ask["session"]})
    assert {name.partition(" ")[0] for name in found} == {"heavy"}
