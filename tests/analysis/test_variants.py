"""Variants of a graph, computed from differences, against the graph computed anew."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import kg
from kg.analysis import catalogue, sensitivity
from kg.analysis.catalogue import sensitivity_of
from kg.analysis.variants import Variants
from kg.build.assemble import select
from kg.build.rows import Graphs, accepted_rows, concluded
from kg.evidence.conflicts import conflicts
from kg.graph import KnowledgeGraph
from kg.load.files import load_project
from kg.load.parsed import LoadedFiles
from kg.project.project import Project
from kg.rdf import terms
from kg.rdf.model import ACCEPTED, INFERRED
from kg.sparql.library import find_query
from kg.sparql.results import Result
from kg.sparql.run import run
from kg.sparql.worker import Limits, limited
from kg.store.snapshot import Snapshot

#: All that a question can read: the two graphs, and what each source states.
EVERYTHING = "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"


def anew(graph: KnowledgeGraph, loaded: LoadedFiles, gone: str, text: str = EVERYTHING) -> set[tuple[object, ...]]:
    """Answer a query, by default for everything, in the graph without a source, computed from the files."""
    rest = replace(loaded, parsed=[part for part in loaded.parsed if part.iri.value != gone])
    selection = select(rest, whole=loaded.parsed)
    graphs = concluded(accepted_rows(selection.accepted), loaded.dictionary)
    store = ox.Store()
    stated = [(part.iri, part.rows) for part in selection.stated]
    for name, rows in (*stated, (ACCEPTED, graphs.accepted), (INFERRED, graphs.inferred)):
        store.extend([ox.Quad(*triple, name) for triple in loaded.dictionary.decode(rows)])
    infos = tuple(info for info in graph.snapshot.manifest.graphs if info.iri != gone)
    found = run(Snapshot(replace(graph.snapshot.manifest, graphs=infos), store, Path()), text)
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


def test_what_is_said_of_one_of_two_names_of_a_thing_goes_with_its_source(
    project: Project, write_source: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether or not rules read it, it holds for the other name, too; also where other things become the same."""
    texts = {
        "twins": "my:one a kg:DialogueSeries ; owl:sameAs my:two . my:two a kg:DialogueSeries .",
        "named": "my:e a kg:Dialogue ; skos:altLabel 'E'@en ; kg:heldSessionOf my:one ; kg:passage my:p .",
        "apart": "my:f a kg:Dialogue ; skos:prefLabel 'F'@en ; kg:hasParty country:FR . my:one kg:passage my:q .",
        "others": "my:g a kg:Dialogue ; owl:sameAs my:h ; kg:hasParty country:FR . my:h a kg:Dialogue .",
        "more": "my:i a kg:Dialogue ; kg:heldSessionOf my:two ; kg:hasParty country:UZ .",
    }
    for name, text in texts.items():
        write_source(f"my:{name} a kg:Source ; dcterms:issued '2024-01-01'^^xsd:date . {text}", f"{name}.ttl")
    graph = kg.open(project.root, background=False)
    text = "SELECT ?x ?how { ?x ?how my:two } "
    variants = Variants(graph.project, graph.snapshot, lambda other: run(other, EVERYTHING))
    known = Variants(graph.project, graph.snapshot, lambda other: run(other, text), text)
    loaded, computed = load_project(graph.project), 0
    loaded = replace(loaded, parsed=[part for part in loaded.parsed if part.iri.value in graph.snapshot.graph_info])

    def anew_again(*given: Any, **options: Any) -> Graphs:
        nonlocal computed
        computed += 1
        return concluded(*given, **options)

    monkeypatch.setattr("kg.analysis.variants.concluded", anew_again)
    for name in texts:
        iri = f"https://example.org/desk/{name}"
        assert variants.without([iri]) == anew(graph, loaded, iri), name
        assert known.without([iri]) == anew(graph, loaded, iri, text), name
    # Only if other things are the same.
    assert computed == 4
    assert known.stays_without({"https://example.org/desk/apart"})


def test_a_date_of_several_sources_is_combined_anew(shipped: KnowledgeGraph) -> None:
    day = "SELECT ?day { event:us-uz-spd-1 kg:earliestDate ?day }"
    variants = Variants(shipped.project, shipped.snapshot, lambda other: run(other, day))
    days = {source: variants.without([source]) for source in variants.sources()}
    assert {row for rows in days.values() for row in rows} > set(variants.answer.rows)


def test_when_the_time_is_over_a_note_names_what_was_not_tried(
    shipped: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sensitivity, "MOST", 0.01)
    monkeypatch.setattr(sensitivity, "_LONG", 0.0)
    # Nothing is known of the query, so everything is tried.
    monkeypatch.setattr(Variants, "stays_without", lambda *_: False)
    monkeypatch.setattr(Variants, "stays_deciding", lambda *_: False)
    source = f"{terms.BASE}source/kun-uz-2024-11-16"
    monkeypatch.setattr(Variants, "sources", lambda _: [source] * 9)
    monkeypatch.setattr(sensitivity, "groups", lambda *_: [])
    monkeypatch.setattr(sensitivity, "conflicts", lambda _: ())
    steps: list[str] = []
    notes: list[str] = []
    question = find_query(shipped.queries, "pledges-with-money")

    def ask() -> sensitivity.Sensitivity:
        steps.clear()
        notes.clear()
        return sensitivity_of(shipped.project, shipped.snapshot, question, {}, steps.append, note=notes.append)

    name = "kun-uz-2024-11-16"
    influence = catalogue.ask(
        shipped.project, shipped.snapshot, shipped.queries["source-influence"], {"asked": "pledges-with-money"},
        note=notes.append,
    )  # fmt: skip
    assert isinstance(influence, Result)
    left = f"not tried in 0.01 seconds: 8 of 9 sources ({name}, {name}, {name} and 5 more), so "
    (note,) = [note for note in influence.notes if "not tried" in note]
    assert note == f"{left}rows may be missing for them; --timeout 0 tries all"
    (estimate,) = notes
    found = ask()
    assert found.notes == (
        f"{left}rows may need them, and empty cells of needs, contested and only_without may be incomplete; "
        "--timeout 0 tries all",
    )
    assert steps == [f"asking without {name}"]
    for told in (estimate, *notes):
        pattern = r"the question is asked again for 9 sources, which takes about [\d,]+ seconds?; --timeout SECONDS .*"
        assert re.fullmatch(pattern + r"\(now: no more than 0\.01 seconds\)", told)
    assert len(notes) == 1
    assert found.notes[0] in found.table().notes
    assert [row.cells for row in found.rows] == [*found.answer.rows]
    # With a longer time, and without a limit, all are tried.
    for seconds in (60, 0):
        with limited(Limits(seconds=seconds)):
            assert not ask().notes
            assert len(notes) == 1
        assert sum(step == f"asking without {name}" for step in steps) == 9


def test_what_an_answer_does_not_need_changes_nothing(shipped: KnowledgeGraph) -> None:
    """For queries of several kinds: where nothing is computed, the answer computed anew is the same."""
    texts = [
        "SELECT ?day ?who { event:us-uz-spd-1 kg:earliestDate ?day . event:us-uz-spd-4 kg:hasParty ?who }",
        "SELECT ?source ?how { GRAPH ?source { event:us-uz-spd-4 a ?kind } country:UZ ?how framework:us-uz-spd "
        "FILTER NOT EXISTS { ?below rdfs:subPropertyOf ?how } }",
    ]
    tried = 0
    for text in texts:
        known = Variants(shipped.project, shipped.snapshot, lambda other, text=text: run(other, text), text)
        unknown = Variants(shipped.project, shipped.snapshot, lambda other, text=text: run(other, text))
        for source in known.sources()[::12]:
            if known.stays_without({source}):
                assert unknown.without([source]) == known._same, (text, source)
            else:
                tried += 1
                assert unknown.without([source]) == known.without([source]), (text, source)
        for conflict in conflicts(shipped.snapshot)[::12]:
            for side in conflict.sides:
                assert unknown.deciding(conflict, side) == known.deciding(conflict, side), (text, conflict)
        assert known.stays_without(set())
    assert tried < len(known.sources()[::12]) * len(texts)
