"""The W3C's tests of SPARQL 1.0 and 1.1: kg answers as its engine alone does.

The tests are not part of kg. `make w3c SUITES=folder` runs them; rdflib's source distribution has them in
``test/data/suites/w3c``.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.rdf import terms
from kg.rdf.model import ACCEPTED
from kg.sparql.results import Result, TriplesResult
from kg.sparql.run import parse, run
from kg.sparql.tokens import named_iris, tokens
from kg.sparql.worker import Limits
from kg.store.manifest import GraphInfo, Manifest
from kg.store.snapshot import Snapshot

SUITES = os.environ.get("KG_W3C_SUITES", "")
MF, QT = (
    "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#",
    "http://www.w3.org/2001/sw/DataAccess/tests/test-query#",
)
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
LIMITS = Limits(seconds=20)
KINDS = (
    "QueryEvaluationTest", "PositiveSyntaxTest", "NegativeSyntaxTest", "PositiveSyntaxTest11", "NegativeSyntaxTest11",
)  # fmt: skip
#: Tests of calls of other servers, which kg refuses.
CALLS = ("service", "syntax-fed")


class Case(NamedTuple):
    """A test: its name, its kind, the query, the files of the default and of the named graphs, the expected result."""

    name: str
    kind: str
    query: Path
    data: tuple[Path, ...]
    named: tuple[Path, ...]
    result: Path | None


def read(path: Path) -> list[ox.Quad]:
    form = {".rdf": ox.RdfFormat.RDF_XML, ".nt": ox.RdfFormat.N_TRIPLES}.get(path.suffix, ox.RdfFormat.TURTLE)
    return list(ox.parse(path=str(path), format=form, base_iri=path.as_uri()))


def cases(manifest: Path) -> Iterator[Case]:
    store = ox.Store()
    store.extend(read(manifest))

    def values(subject: Any, predicate: str) -> list[Any]:
        return [quad.object for quad in store.quads_for_pattern(subject, ox.NamedNode(predicate), None)]

    def files(subject: Any, predicate: str) -> tuple[Path, ...]:
        return tuple(file_of(node.value) for node in values(subject, predicate) if isinstance(node, ox.NamedNode))

    for quad in store.quads_for_pattern(None, ox.NamedNode(terms.RDF_TYPE), None):
        kind, (action, *_) = terms.local_name(quad.object.value), (*values(quad.subject, f"{MF}action"), None)
        if action is None or kind not in KINDS:
            continue
        if isinstance(action, ox.NamedNode):
            yield Case(
                f"{manifest.parent.name}/{file_of(action.value).stem}", kind, file_of(action.value), (), (), None
            )
        elif query := files(action, f"{QT}query"):
            result = files(quad.subject, f"{MF}result")
            name = f"{manifest.parent.name}/{query[0].stem} {terms.local_name(quad.subject.value)}"
            data, named = files(action, f"{QT}data"), files(action, f"{QT}graphData")
            yield Case(name, kind, query[0], data, named, result[0] if result else None)


def file_of(iri: str) -> Path:
    return Path(iri.removeprefix("file://").partition("#")[0])


def outcome(answer: Any) -> Any:
    """Return an answer, by the engine or by kg, in a form that can be compared: blank nodes get canonical names."""
    if isinstance(answer, (bool, ox.QueryBoolean)):
        return bool(answer)
    found = ox.Dataset()
    if isinstance(answer, (Result, ox.QuerySolutions)):
        columns = answer.columns if isinstance(answer, Result) else [variable.value for variable in answer.variables]
        rows = answer.rows if isinstance(answer, Result) else [[row[column] for column in columns] for row in answer]
        for row in rows:
            node = ox.BlankNode()
            found.add(ox.Quad(node, ox.NamedNode("urn:row"), ox.Literal(True)))
            for column, term in zip(columns, row, strict=True):
                if term is not None:
                    found.add(ox.Quad(node, ox.NamedNode(f"urn:{column}"), term))
    elif isinstance(answer, TriplesResult):
        found = ox.Dataset(ox.Quad(*triple) for triple in answer)
    else:
        found = ox.Dataset(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in answer)
    found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(map(str, found))


def expected(path: Path) -> Any:
    form = {
        ".srx": ox.QueryResultsFormat.XML, ".srj": ox.QueryResultsFormat.JSON, ".tsv": ox.QueryResultsFormat.TSV,
    }.get(path.suffix)  # fmt: skip
    if form is not None:
        return outcome(ox.parse_query_results(path.read_bytes(), format=form))
    store = ox.Store()
    store.extend(read(path))
    sets = list(store.quads_for_pattern(None, None, ox.NamedNode(f"{RS}ResultSet")))
    if not sets:
        return outcome([quad.triple for quad in store])
    if boolean := list(store.quads_for_pattern(None, ox.NamedNode(f"{RS}boolean"), None)):
        return boolean[0].object.value == "true"
    found = ox.Dataset()
    for solution in store.quads_for_pattern(None, ox.NamedNode(f"{RS}solution"), None):
        node = ox.BlankNode()
        found.add(ox.Quad(node, ox.NamedNode("urn:row"), ox.Literal(True)))
        for binding in store.quads_for_pattern(solution.object, ox.NamedNode(f"{RS}binding"), None):
            value, variable = (
                next(store.quads_for_pattern(binding.object, ox.NamedNode(f"{RS}{part}"), None)).object
                for part in ("value", "variable")
            )
            found.add(ox.Quad(node, ox.NamedNode(f"urn:{variable.value}"), value))
    found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(map(str, found))


def both(case: Case) -> tuple[Any, Any]:
    """Run the query of a test with the engine alone and with kg; an error is None."""
    # The engine takes the base as an argument; for kg, the query declares it.
    try:
        text = f"BASE <{case.query.as_uri()}>\n" + case.query.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None, None
    named = {path.as_uri(): path for path in case.named}
    words = [token for token in tokens(text) if token.kind != "comment"]
    for place, iri in named_iris(words, {}):
        if place and words[place - 1].word in ("FROM", "NAMED"):
            path = file_of(iri)
            if path.is_file():
                named[iri] = path
    plain, store = ox.Store(), ox.Store()
    for path in case.data:
        for quad in read(path):
            plain.add(quad)
            store.add(ox.Quad(quad.subject, quad.predicate, quad.object, ACCEPTED))
    for iri, path in named.items():
        for other in (plain, store):
            other.add_graph(ox.NamedNode(iri))
            other.extend(ox.Quad(q.subject, q.predicate, q.object, ox.NamedNode(iri)) for q in read(path))
    graphs = tuple(GraphInfo(iri, "source", path.name, 0) for iri, path in named.items())
    snapshot = Snapshot(Manifest("", "", "", "", "", (), "", graphs, 0, 0, {}), store, Path())
    found: list[Any] = []
    if "Syntax" in case.kind:
        for check in (lambda: plain.query(text), lambda: parse(snapshot, text, LIMITS)):
            found.append(attempt(lambda check=check: check() is None or True))
    else:
        for answer in (lambda: plain.query(text), lambda: run(snapshot, text, LIMITS)):
            found.append(attempt(lambda answer=answer: outcome(answer())))
    return found[0], found[1]


def attempt(work: Any) -> Any:
    try:
        return work()
    except (SyntaxError, ValueError, RuntimeError, OSError, QueryError):
        return None


def passes(case: Case, found: Any) -> bool:
    if "Syntax" in case.kind:
        return (found is None) == ("Negative" in case.kind)
    return found is not None and case.result is not None and found == expected(case.result)


@pytest.mark.slow
@pytest.mark.skipif(not SUITES, reason="KG_W3C_SUITES does not name a folder with the W3C's tests")
def test_kg_fails_no_test_of_sparql_that_its_engine_passes() -> None:
    counts: Counter[str] = Counter()
    worse, different = [], []
    for manifest in sorted(Path(SUITES).resolve().glob("**/manifest.ttl")):
        for case in cases(manifest):
            if case.result and case.result.suffix == ".csv":
                counts["without a comparison (CSV)"] += 1
                continue
            if manifest.parent.name in CALLS:
                counts["calls of servers, refused"] += 1
                continue
            if not case.query.is_file():
                counts["without a query"] += 1
                continue
            plain, mine = both(case)
            counts["tests"] += 1
            counts["the engine passes"] += passes(case, plain)
            counts["kg passes"] += passes(case, mine)
            if passes(case, plain) and not passes(case, mine):
                worse.append(case.name)
            if plain != mine:
                different.append(case.name)
    print(dict(counts))
    assert worse == []
    assert different == []
    assert counts["tests"] > 400
