"""Periods of edges, compared with graphs opened at one valid time or knowledge time."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.analysis.periods import MOST_STATEMENTS, add_periods, can_be_followed, periods
from kg.analysis.views.rows import edge_name, edge_rows
from kg.build.judgements import apply_judgements
from kg.graph import KnowledgeGraph
from kg.load.files import load_project
from kg.project.project import Project
from kg.temporal.intervals import Period, covers, day_of, read_date
from kg.temporal.valid_time import course, holding_at, turning_days


def holds(parts: list[Period], day: str) -> bool:
    return covers(parts, day_of(read_date(day)))


def is_there(parts: list[tuple[str | None, str | None]] | None, day: str) -> bool:
    """Return whether a node or an edge of a view is there on a day."""
    return parts is None or any((a is None or a <= day) and (b is None or day <= b) for a, b in parts)


@pytest.fixture(scope="module")
def found(shipped: KnowledgeGraph) -> dict[tuple[str, str, str], list[Period]]:
    return periods(shipped.project, shipped.snapshot, "entities")


@pytest.mark.slow
@pytest.mark.parametrize("day", ["2012-06-01", "2022-04-27", "2024-09-13", "2026-02-19"])
def test_the_edges_of_a_day_are_those_of_the_graph_of_that_day(
    shipped: KnowledgeGraph, found: dict[tuple[str, str, str], list[Period]], day: str
) -> None:
    cut = kg.open(shipped.project.root, at=day).snapshot
    there = {edge_name(cut, row) for row in edge_rows(cut, "entities")}
    assert {edge for edge, parts in found.items() if holds(parts, day)} == there & found.keys()


def test_an_edge_through_a_third_node_holds_while_both_statements_hold(shipped: KnowledgeGraph) -> None:
    day = "2024-03-05"
    cut = kg.open(shipped.project.root, at=day).snapshot
    there = {edge_name(cut, row) for row in edge_rows(cut, "countries")}
    found = periods(shipped.project, shipped.snapshot, "countries")
    assert {edge for edge, parts in found.items() if holds(parts, day)} == there & found.keys()


def test_inferred_edges_have_periods(shipped: KnowledgeGraph, found: dict[tuple[str, str, str], list[Period]]) -> None:
    graph = shipped.to_networkx()
    inferred = [(a, b, key) for a, b, key, data in graph.edges(keys=True, data=True) if data["inferred"]]
    assert len([edge for edge in inferred if found[edge] != [(None, None)]]) > 10


@pytest.mark.slow
def test_statements_change_only_on_turning_days(shipped: KnowledgeGraph) -> None:
    files = load_project(shipped.project).parsed
    states = list(course(files, files))
    assert [day for day, _ in states] == sorted({day for day, _ in states})
    for place in range(5, len(states) - 1, 25):
        day, cut = states[place]
        last = states[place + 1][0] - datetime.timedelta(days=1)
        for any_day in (day, last):
            again = holding_at(files, files, any_day)
            assert [part.triples for part in again.accepted] == [part.triples for part in cut.accepted]


def test_a_state_that_is_brought_from_day_to_day_is_that_of_its_first_day(shipped: KnowledgeGraph) -> None:
    files = load_project(shipped.project).parsed
    accepted = apply_judgements(files)
    states = 0
    for day, cut in course(files, accepted):
        again = holding_at(files, accepted, day)
        assert cut.excluded == again.excluded, day
        assert cut.undated == again.undated, day
        states += 1
    assert states > 100


def test_turning_days_are_dates_only(shipped: KnowledgeGraph) -> None:
    days = turning_days(load_project(shipped.project).parsed)
    assert days[0] == datetime.date.min
    assert all(1900 < day.year < 2100 for day in days[1:])


def test_a_node_is_there_when_one_of_its_edges_is(shipped: KnowledgeGraph) -> None:
    graph = shipped.to_networkx()
    add_periods(graph, shipped.project, shipped.snapshot, "entities")
    assert graph.graph["timed"] is True
    for day in ("2015-10-01", "2023-01-01"):
        for node, data in graph.nodes(data=True):
            edges = [more for *_, more in (*graph.in_edges(node, data=True), *graph.out_edges(node, data=True))]
            expected = any(is_there(edge["held"], day) for edge in edges)
            assert is_there(data["held"], day) == expected


@pytest.mark.parametrize("options", [{"at": "2024-01-01"}, {"known_by": "2024-01-01"}])
def test_a_graph_of_one_valid_or_knowledge_time_has_no_periods(
    shipped: KnowledgeGraph, options: dict[str, str]
) -> None:
    cut = kg.open(shipped.project.root, **options)  # type: ignore[arg-type]
    graph = cut.to_networkx()
    add_periods(graph, cut.project, cut.snapshot, "entities")
    assert "timed" not in graph.graph
    assert not any("held" in data for _, data in graph.nodes(data=True))


def test_periods_are_stored_with_the_build_and_computed_again_if_damaged(project: Project) -> None:
    opened = kg.open(project.root, background=False)

    def made() -> dict[str, object]:
        graph = opened.to_networkx("entities")
        add_periods(graph, opened.project, opened.snapshot, "entities")
        return {node: data["held"] for node, data in graph.nodes(data=True)}

    first = made()
    file = Path(opened.snapshot.folder, "periods-entities.json")
    assert json.loads(file.read_text(encoding="utf-8").partition("\n")[2])
    file.write_text("[[1]]", encoding="utf-8")
    assert made() == first
    assert len(file.read_text(encoding="utf-8")) > 10


def test_periods_come_only_from_the_sources_in_scope(shipped: KnowledgeGraph) -> None:
    alone = kg.open(shipped.project.root, sources_only=["breaking-latest-2023-11-21"])
    found = periods(alone.project, alone.snapshot, "entities")
    assert found
    graph = alone.to_networkx()
    add_periods(graph, alone.project, alone.snapshot, "entities")
    assert any(known and known[0][0] == "2023-11-21" for _, known in graph.nodes(data="known"))


def test_states_of_knowledge_are_left_out_if_each_would_write_out_too_many_statements(
    project: Project, write_source: Callable[..., Path]
) -> None:
    def followed(places: str, statements: int) -> bool:
        write_source("my:s a kg:Source . my:a a kg:Place . my:b a kg:Place . " + places)
        snapshot = kg.open(project.root, background=False).snapshot
        days = statements // snapshot.manifest.inferred + 1
        return can_be_followed(snapshot, 1, days)

    # What follows in each state is computed for all states at once, unless things are the same.
    assert followed("", MOST_STATEMENTS)
    assert not followed("my:a owl:sameAs my:b .", MOST_STATEMENTS)
    assert followed("my:a owl:sameAs my:b .", MOST_STATEMENTS // 2)
