"""Variants of a graph, computed from differences, against the graph computed anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.analysis import sensitivity
from kg.analysis.catalogue import sensitivity_of
from kg.analysis.variants import Variants
from kg.build.assemble import select
from kg.build.rows import accepted_rows, concluded
from kg.errors import UsageError
from kg.graph import KnowledgeGraph
from kg.load.files import load_project
from kg.load.parsed import LoadedFiles
from kg.rdf import terms
from kg.rdf.model import ACCEPTED, INFERRED
from kg.sparql.library import find_query
from kg.sparql.results import Result
from kg.sparql.run import run
from kg.sparql.worker import Limits, limited
from kg.store.snapshot import Snapshot

#: All that a question can read: the two graphs, and what each source states.
EVERYTHING = "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"


def anew(graph: KnowledgeGraph, loaded: LoadedFiles, gone: str) -> set[tuple[object, ...]]:
    """Return everything in the graph without a source, computed from the files."""
    rest = replace(loaded, parsed=[part for part in loaded.parsed if part.iri.value != gone])
    selection = select(rest, whole=loaded.parsed)
    graphs = concluded(accepted_rows(selection.accepted), loaded.dictionary)
    store = ox.Store()
    stated = [(part.iri, part.rows) for part in selection.stated]
    for name, rows in (*stated, (ACCEPTED, graphs.accepted), (INFERRED, graphs.inferred)):
        store.extend([ox.Quad(*triple, name) for triple in loaded.dictionary.decode(rows)])
    infos = tuple(info for info in graph.snapshot.manifest.graphs if info.iri != gone)
    found = run(Snapshot(replace(graph.snapshot.manifest, graphs=infos), store, Path()), EVERYTHING)
    assert isinstance(found, Result)
    return set(found.rows)


def test_without_a_source_everything_is_as_if_it_had_never_been_there(shipped: KnowledgeGraph) -> None:
    variants = Variants(shipped.project, shipped.snapshot, lambda other: run(other, EVERYTHING))
    before = set(variants.answer.rows)
    sources = variants.sources()
    parts = [part for part in variants._loaded.parsed if part.iri.value in sources]
    judged = [part.iri.value for part in parts if variants._concerns_judgements(part)]
    chosen = {*sources[::40], *judged[:2]}
    assert len(chosen) > 3
    loaded = load_project(shipped.project)
    for source in sorted(chosen):
        assert variants.without([source]) == anew(shipped, loaded, source), source
    # Afterwards, the graph is as before.
    assert variants.without([]) == before


def test_a_date_of_several_sources_is_combined_anew(shipped: KnowledgeGraph) -> None:
    day = "SELECT ?day { event:us-uz-spd-1 kg:earliestDate ?day }"
    variants = Variants(shipped.project, shipped.snapshot, lambda other: run(other, day))
    days = {source: variants.without([source]) for source in variants.sources()}
    assert {row for rows in days.values() for row in rows} > set(variants.answer.rows)


def test_what_would_take_too_long_is_refused_unless_there_is_no_limit(
    shipped: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sensitivity, "MOST", 0.0)
    monkeypatch.setattr(sensitivity, "_LONG", 0.0)
    steps: list[str] = []
    question = find_query(shipped.queries, "pledges-with-money")

    def ask() -> sensitivity.Sensitivity:
        return sensitivity_of(shipped.project, shipped.snapshot, question, {}, steps.append)

    with pytest.raises(UsageError, match=r"would be asked \d+ times.*\n.*--timeout 0"):
        ask()
    assert sum(step.startswith("asking without") for step in steps) == 1
    assert any(step.startswith("the question is asked") for step in steps)
    with pytest.raises(UsageError), limited(Limits(seconds=60)):
        ask()
    # Without a limit, it goes on to the next source.
    steps.clear()
    monkeypatch.setattr(Variants, "deciding", lambda *_: set())
    monkeypatch.setattr(Variants, "sources", lambda _: [f"{terms.BASE}source/kun-uz-2024-11-16"] * 2)
    with limited(Limits(seconds=0)):
        assert ask().rows
    assert sum(step.startswith("asking without") for step in steps) > 1
